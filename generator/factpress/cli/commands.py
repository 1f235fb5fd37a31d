"""The commands: from parsed arguments to work done, something printed, and an exit code."""

from __future__ import annotations

import argparse
import datetime as dt
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from factpress.cli.clock import instant_of
from factpress.cli.printing import (
    counted,
    explain,
    print_lines,
    print_problems,
    progress_of,
    refused_json,
    report_json,
    say,
    summarise,
)

if TYPE_CHECKING:
    from factpress.archive.document import Document
    from factpress.model.cards import Catalog, Source
    from factpress.model.problems import Problem
    from factpress.model.site import BuildReport
    from factpress.options import BuildOptions, CacheOptions

DONE, REFUSED, USAGE = 0, 1, 2
# EX_IOERR of sysexits.h: https://man.freebsd.org/cgi/man.cgi?query=sysexits
DISK = 74


class UsageError(Exception):
    """Wrong usage that only shows once a command runs; the message says what to do."""


def build(arguments: argparse.Namespace) -> int:
    """Builds the site; when nothing has changed since the last build, says so at once."""
    from factpress.model.problems import BuildRefused

    try:
        report = _built(arguments)
    except BuildRefused as refused:
        if arguments.json:
            print_lines(refused_json(refused.problems))
        else:
            print_problems(refused.problems)
            say(f"{counted(refused.problems)}; {arguments.out}/ is as it was", "red")
        return REFUSED
    if arguments.json:
        print_lines(report_json(report))
    else:
        print_problems([p for p in report.problems if p.severity != "notice"])
        if arguments.explain:
            explain(report)
        if not arguments.quiet:
            summarise(report, arguments.out)
    return DONE


def _built(arguments: argparse.Namespace) -> BuildReport:
    from factpress.update import update

    with progress_of(quiet=arguments.quiet or arguments.json) as progress:
        options = _options(arguments, arguments.out, drafts=arguments.drafts)
        return update(options, _cache_options(arguments), progress)


def check(arguments: argparse.Namespace) -> int:
    """Prints every problem, or what is new to readers; 1 when any problem is an error."""
    if arguments.new:
        return _check_new(arguments)
    from factpress.model import problems as wording
    from factpress.model.problems import BuildRefused
    from factpress.update import every_problem

    try:
        options = _options(arguments, Path("site"), drafts=True)._replace(is_check=True)
        problems = every_problem(options, _cache_options(arguments))
    except BuildRefused as refused:
        problems = refused.problems
    refused_by = wording.errors(problems)
    if arguments.format == "text":
        print_problems(problems, stream_is_result=True)
        say(counted(problems), "red" if refused_by else "green")
    elif arguments.format == "json" or problems:
        print(
            wording.as_json(problems) if arguments.format == "json" else wording.as_github(problems)
        )
    return REFUSED if refused_by else DONE


def _check_new(arguments: argparse.Namespace) -> int:
    from factpress.cli.new_cards import new_cards
    from factpress.cli.printing import print_new
    from factpress.model.problems import BuildRefused

    try:
        options = _options(arguments, Path("site"), drafts=False)
        found = new_cards(options, _cache_options(arguments))
    except BuildRefused as refused:
        print_problems(refused.problems)
        return REFUSED
    print_new(found, arguments.format)
    return REFUSED if found.errors else DONE


def preview(arguments: argparse.Namespace) -> int:
    """Serves the site until interrupted."""
    from factpress.preview.server import PreviewError
    from factpress.preview.server import preview as serve

    try:
        options = _options(arguments, Path("site"), drafts=not arguments.no_drafts)
        serve(options, _cache_options(arguments), arguments.port, print_lines)
    except PreviewError as error:
        say(f"factpress: {error}", "red")
        return REFUSED
    return DONE


def lock(arguments: argparse.Namespace) -> int:
    """Checks all, writes the lock and signs it; 1 when anything is wrong."""
    from factpress.cli.keys import write

    options = _options(arguments, Path("site"), drafts=False)
    is_written = write(options, _cache_options(arguments), arguments, with_passages=False)
    return DONE if is_written else REFUSED


def verify(arguments: argparse.Namespace) -> int:
    """Finds every passage; 1 when anything is wrong."""
    from factpress.cli.keys import write
    from factpress.cli.quote import verified
    from factpress.load import load
    from factpress.model.problems import BuildRefused, errors

    if (arguments.key or arguments.accept) and not arguments.write:
        raise UsageError("--key and --accept are for --write, which signs the lock")
    options = _options(arguments, Path("site"), drafts=not arguments.write)
    if arguments.write:
        is_written = write(options, _cache_options(arguments), arguments, with_passages=True)
        return DONE if is_written else REFUSED
    try:
        found, problems = load(options, _cache_options(arguments))
        if found is None or (not found.is_verified and not errors(problems)):
            raise BuildRefused(problems or [_no_archive(arguments)])
    except BuildRefused as refused:
        print_problems(refused.problems)
        say(counted(refused.problems), "red")
        return REFUSED
    print_lines("\n".join(verified(found)))
    print_problems(problems)
    return REFUSED if errors(problems) else DONE


def _no_archive(arguments: argparse.Namespace) -> Problem:
    from factpress.model.problems import Problem

    message = "there is no archive to find the passages in; name it with --archive"
    return Problem(f"{arguments.content}/publication.yaml", 1, 1, message)


def quote(arguments: argparse.Namespace) -> int:
    """Prints words of a document as evidence; 1 when they are not there."""
    from factpress.cli.quote import quotation

    def ask(catalog: Catalog, source: Source, document: Document) -> Iterable[str]:
        return quotation(catalog, source, document, arguments.words)

    return _ask_document(arguments, ask)


def uncited(arguments: argparse.Namespace) -> int:
    """Prints the paragraphs that no claim quotes."""
    from factpress.cli.quote import uncited as unquoted

    return _ask_document(arguments, unquoted)


def _ask_document(
    arguments: argparse.Namespace, ask: Callable[[Catalog, Source, Document], Iterable[str]]
) -> int:
    """Prints what is asked of a source's document, which must be the one its card means."""
    from factpress.cli.quote import NOT_THERE, document_of
    from factpress.model.problems import BuildRefused

    try:
        options = _options(arguments, Path("site"), drafts=True)
        found = document_of(options, _cache_options(arguments), arguments.source)
    except BuildRefused as refused:
        print_problems(refused.problems)
        return REFUSED
    lines = list(ask(*found))
    print_lines("\n".join(lines))
    is_there = not any(line.startswith(NOT_THERE) for line in lines)
    return DONE if is_there and any(not line.startswith("#") for line in lines) else REFUSED


def theme_list(arguments: argparse.Namespace) -> int:
    """Prints the templates, and which of them are the publication's own."""
    from factpress.theme.overrides import templates

    own = arguments.templates or _own_templates(arguments.content)
    print_lines("\n".join(templates(own)))
    return DONE


def theme_copy(arguments: argparse.Namespace) -> int:
    """Copies a template for editing; 1 when there is none or the file is there already."""
    from factpress.model.problems import BuildRefused
    from factpress.theme.overrides import copy

    try:
        made = copy(arguments.name, _templates_folder(arguments))
    except BuildRefused as refused:
        print_problems(refused.problems)
        return REFUSED
    print_lines(made.as_posix())
    return DONE


def theme_diff(arguments: argparse.Namespace) -> int:
    """Prints how the publication's own template differs from the original."""
    from factpress.model.problems import BuildRefused
    from factpress.theme.overrides import difference

    try:
        lines = list(difference(arguments.name, _templates_folder(arguments)))
    except BuildRefused as refused:
        print_problems(refused.problems)
        return REFUSED
    if lines:
        print_lines("\n".join(lines))
    return DONE


def _templates_folder(arguments: argparse.Namespace) -> Path:
    """Where the publication's own templates stand, or would stand."""
    given: Path | None = arguments.templates
    return given or _short(arguments.content.absolute().parent / "templates")


def _options(arguments: argparse.Namespace, out: Path, *, drafts: bool) -> BuildOptions:
    from factpress.options import BuildOptions

    templates = arguments.templates
    if templates is not None and not templates.is_dir():
        raise UsageError(f"{templates}: there is no such folder of templates")
    return BuildOptions(
        content=arguments.content,
        out=out,
        now=_now(arguments),
        templates=templates or _own_templates(arguments.content),
        archive=_archive(arguments.archive),
        drafts=drafts,
    )


def _cache_options(arguments: argparse.Namespace) -> CacheOptions:
    from factpress.options import CacheOptions
    from factpress.workers import START_METHODS, VARIABLE

    if os.environ.get(VARIABLE, "") not in ("", *START_METHODS):
        raise UsageError(f"{VARIABLE} is no way to start workers; set it to fork, spawn or none")
    return CacheOptions(
        folder=arguments.content.absolute().parent / ".factpress",
        key=_cache_key(),
        jobs=getattr(arguments, "jobs", None) or _processors(),
    )


def _cache_key() -> bytes | None:
    """The key that signs what builds keep; None, with a word, where there is none to be had."""
    from factpress.model.problems import DiskError
    from factpress.output.cache_key import cache_key

    try:
        return cache_key(os.environ)
    except DiskError as error:
        say(f"warning: {error}; nothing that was kept is used, and nothing is kept", "yellow")
        return None


def _processors() -> int:
    """The processors that this process may use, as far as the system says."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _archive(given: Path | None) -> Path | None:
    """The archive named by the option or by FACTPRESS_ARCHIVE; it must be there then."""
    named = given or (Path(os.environ["FACTPRESS_ARCHIVE"]) if _has_archive_variable() else None)
    if named is not None and not named.is_dir():
        raise UsageError(f"{named}: there is no such archive")
    return named


def _has_archive_variable() -> bool:
    return bool(os.environ.get("FACTPRESS_ARCHIVE"))


def _own_templates(content: Path) -> Path | None:
    """`templates/` beside `content/`, unless it is the theme itself."""
    from factpress.theme.installed import default_templates

    beside = content.absolute().parent / "templates"
    is_theme = beside.resolve() == default_templates().resolve()
    return _short(beside) if beside.is_dir() and not is_theme else None


def _short(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _now(arguments: argparse.Namespace) -> dt.datetime:
    """The instant that the command takes for now."""
    if arguments.as_of:
        old_name = "warning: --as-of goes with the next release; write --date"
        say(old_name, "yellow")
    try:
        given: dt.datetime | None = arguments.date or arguments.as_of
        return given or instant_of(os.environ)
    except ValueError as error:
        raise UsageError(str(error)) from None
