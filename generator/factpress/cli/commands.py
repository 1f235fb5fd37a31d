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
    from factpress.options import Order

DONE, REFUSED, USAGE = 0, 1, 2
# EX_IOERR of sysexits.h: https://man.freebsd.org/cgi/man.cgi?query=sysexits
DISK = 74


class UsageError(Exception):
    """Wrong usage that only shows once a command runs; the message says what to do."""


def build(options: argparse.Namespace) -> int:
    """Builds the site; when nothing has changed since the last build, says so at once."""
    from factpress.model.problems import BuildRefused

    try:
        report = _built(options)
    except BuildRefused as refused:
        if options.json:
            print_lines(refused_json(refused.problems))
        else:
            print_problems(refused.problems)
            say(f"{counted(refused.problems)}; {options.out}/ is as it was", "red")
        return REFUSED
    if options.json:
        print_lines(report_json(report))
    else:
        print_problems([p for p in report.problems if p.severity != "notice"])
        if options.explain:
            explain(report)
        if not options.quiet:
            summarise(report, options.out)
    return DONE


def _built(options: argparse.Namespace) -> BuildReport:
    from factpress.update import renew

    with progress_of(quiet=options.quiet or options.json) as progress:
        return renew(_order(options, options.out, drafts=options.drafts), progress)


def check(options: argparse.Namespace) -> int:
    """Prints every problem, or what is new to readers; 1 when any problem is an error."""
    if options.new:
        return _check_new(options)
    from factpress.model import problems as wording
    from factpress.model.problems import BuildRefused
    from factpress.update import every_problem

    try:
        order = _order(options, Path("site"), drafts=True)._replace(is_check=True)
        problems = every_problem(order)
    except BuildRefused as refused:
        problems = refused.problems
    refused_by = wording.errors(problems)
    if options.format == "text":
        print_problems(problems, stream_is_result=True)
        say(counted(problems), "red" if refused_by else "green")
    elif options.format == "json" or problems:
        print(
            wording.as_json(problems) if options.format == "json" else wording.as_github(problems)
        )
    return REFUSED if refused_by else DONE


def _check_new(options: argparse.Namespace) -> int:
    from factpress.cli.new_cards import new_cards
    from factpress.cli.printing import print_new
    from factpress.model.problems import BuildRefused

    try:
        found = new_cards(_order(options, Path("site"), drafts=False))
    except BuildRefused as refused:
        print_problems(refused.problems)
        return REFUSED
    print_new(found, options.format)
    return REFUSED if found.errors else DONE


def preview(options: argparse.Namespace) -> int:
    """Serves the site until interrupted."""
    from factpress.preview.server import PreviewError
    from factpress.preview.server import preview as serve

    try:
        order = _order(options, Path("site"), drafts=not options.no_drafts)
        serve(order, options.port, print_lines)
    except PreviewError as error:
        say(f"factpress: {error}", "red")
        return REFUSED
    return DONE


def lock(options: argparse.Namespace) -> int:
    """Checks all, writes the lock and signs it; 1 when anything is wrong."""
    from factpress.cli.keys import write

    order = _order(options, Path("site"), drafts=False)
    return DONE if write(order, options, with_passages=False) else REFUSED


def verify(options: argparse.Namespace) -> int:
    """Finds every passage; 1 when anything is wrong."""
    from factpress.cli.keys import write
    from factpress.cli.quote import verified
    from factpress.load import load
    from factpress.model.problems import BuildRefused, errors

    if (options.key or options.accept) and not options.write:
        raise UsageError("--key and --accept are for --write, which signs the lock")
    order = _order(options, Path("site"), drafts=not options.write)
    if options.write:
        return DONE if write(order, options, with_passages=True) else REFUSED
    try:
        found, problems = load(order)
        if found is None or (not found.is_verified and not errors(problems)):
            raise BuildRefused(problems or [_no_archive(options)])
    except BuildRefused as refused:
        print_problems(refused.problems)
        say(counted(refused.problems), "red")
        return REFUSED
    print_lines("\n".join(verified(found)))
    print_problems(problems)
    return REFUSED if errors(problems) else DONE


def _no_archive(options: argparse.Namespace) -> Problem:
    from factpress.model.problems import Problem

    message = "there is no archive to find the passages in; name it with --archive"
    return Problem(f"{options.content}/publication.yaml", 1, 1, message)


def quote(options: argparse.Namespace) -> int:
    """Prints words of a document as evidence; 1 when they are not there."""
    from factpress.cli.quote import quotation

    def ask(catalog: Catalog, source: Source, document: Document) -> Iterable[str]:
        return quotation(catalog, source, document, options.words)

    return _ask_document(options, ask)


def uncited(options: argparse.Namespace) -> int:
    """Prints the paragraphs that no claim quotes."""
    from factpress.cli.quote import uncited as unquoted

    return _ask_document(options, unquoted)


def _ask_document(
    options: argparse.Namespace, ask: Callable[[Catalog, Source, Document], Iterable[str]]
) -> int:
    """Prints what is asked of a source's document, which must be the one its card means."""
    from factpress.cli.quote import NOT_THERE, document_of
    from factpress.model.problems import BuildRefused

    try:
        found = document_of(_order(options, Path("site"), drafts=True), options.source)
    except BuildRefused as refused:
        print_problems(refused.problems)
        return REFUSED
    lines = list(ask(*found))
    print_lines("\n".join(lines))
    is_there = not any(line.startswith(NOT_THERE) for line in lines)
    return DONE if is_there and any(not line.startswith("#") for line in lines) else REFUSED


def theme_list(options: argparse.Namespace) -> int:
    """Prints the templates, and which of them are the publication's own."""
    from factpress.theme.overrides import templates

    own = options.templates or _own_templates(options.content)
    print_lines("\n".join(templates(own)))
    return DONE


def theme_copy(options: argparse.Namespace) -> int:
    """Copies a template for editing; 1 when there is none or the file is there already."""
    from factpress.model.problems import BuildRefused
    from factpress.theme.overrides import copy

    try:
        made = copy(options.name, _templates_folder(options))
    except BuildRefused as refused:
        print_problems(refused.problems)
        return REFUSED
    print_lines(made.as_posix())
    return DONE


def theme_diff(options: argparse.Namespace) -> int:
    """Prints how the publication's own template differs from the original."""
    from factpress.model.problems import BuildRefused
    from factpress.theme.overrides import difference

    try:
        lines = list(difference(options.name, _templates_folder(options)))
    except BuildRefused as refused:
        print_problems(refused.problems)
        return REFUSED
    if lines:
        print_lines("\n".join(lines))
    return DONE


def _templates_folder(options: argparse.Namespace) -> Path:
    """Where the publication's own templates stand, or would stand."""
    given: Path | None = options.templates
    return given or _short(options.content.absolute().parent / "templates")


def _order(options: argparse.Namespace, out: Path, *, drafts: bool) -> Order:
    from factpress.options import Order

    templates = options.templates
    if templates is not None and not templates.is_dir():
        raise UsageError(f"{templates}: there is no such folder of templates")
    return Order(
        content=options.content,
        out=out,
        now=_now(options),
        templates=templates or _own_templates(options.content),
        archive=_archive(options.archive),
        memory=options.content.absolute().parent / ".factpress",
        jobs=getattr(options, "jobs", None) or _processors(),
        drafts=drafts,
        cache_key=_cache_key(),
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
    """The processors that this process may use; one where forking is not safe."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return 1


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
    from factpress.theme.assets import default_templates

    beside = content.absolute().parent / "templates"
    is_theme = beside.resolve() == default_templates().resolve()
    return _short(beside) if beside.is_dir() and not is_theme else None


def _short(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _now(options: argparse.Namespace) -> dt.datetime:
    """The instant that the command takes for now."""
    if options.as_of:
        old_name = "warning: --as-of goes with the next release; write --date"
        say(old_name, "yellow")
    try:
        given: dt.datetime | None = options.date or options.as_of
        return given or instant_of(os.environ)
    except ValueError as error:
        raise UsageError(str(error)) from None
