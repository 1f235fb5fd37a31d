"""`factpress preview`: serves the site until somebody ends it."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from factpress.cli.commands import DONE, REFUSED, UsageError, build_options
from factpress.cli.printing import print_lines, print_status, progress_of

if TYPE_CHECKING:
    from factpress.output.render import Progress

EDITOR = "FACTPRESS_EDITOR"


def preview(arguments: argparse.Namespace) -> int:
    """Serves the site until a signal ends it."""
    from factpress.preview.server import PreviewError, Terminal
    from factpress.preview.server import preview as serve

    options, cache = build_options(arguments, drafts=not arguments.no_drafts)
    # Where none are named, the preview looks for them each time: they may come later.
    options = options._replace(templates=arguments.templates)
    terminal = Terminal(print_lines, _progress)
    try:
        serve(options, cache, arguments.port, _editor(arguments.editor), terminal)
    except PreviewError as error:
        print_status(f"factpress: {error}", "red")
        return REFUSED
    return DONE


def _progress(is_first: bool) -> AbstractContextManager[Progress]:
    """Lines for the first build alone; on a terminal a bar for each that takes long."""
    return progress_of(quiet=not is_first and not sys.stderr.isatty())


def _editor(given: str | None) -> str:
    """The address that opens the editor which is asked for; empty without one."""
    from factpress.preview.places import editor_address

    asked = os.environ.get(EDITOR, "") if given is None else given
    try:
        return editor_address(asked) if asked else ""
    except ValueError as error:
        raise UsageError(f"--editor, or {EDITOR}: {error}") from None
