"""The commands: each does its work, prints the outcome, and returns an exit code."""

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
    failed_json,
    print_github,
    print_json,
    print_lines,
    print_new,
    print_problems,
    print_status,
    progress_of,
    refused_json,
    report_json,
    summarise,
)
from factpress.model.problems import (
    BuildRefused,
    DiskError,
    Problem,
    as_json,
    errors,
    in_order,
)
from factpress.options import BuildOptions, CacheOptions
from factpress.output.system import can_lock
from factpress.workers import START_METHODS, VARIABLE

if TYPE_CHECKING:
    from factpress.cli.quote import Opened

DONE, REFUSED, USAGE = 0, 1, 2
# EX_IOERR and EX_TEMPFAIL of sysexits.h: https://man.freebsd.org/cgi/man.cgi?query=sysexits
DISK, BUSY = 74, 75


class UsageError(Exception):
    """Wrong usage that only shows once a command runs; the message says what to do."""


def build(arguments: argparse.Namespace) -> int:
    """Builds the site; when nothing has changed since the last build, says so at once."""
    from factpress.update import update

    try:
        with progress_of(quiet=arguments.quiet or arguments.json) as progress:
            options, cache = build_options(arguments, drafts=arguments.drafts)
            report = update(options, cache, progress)
            report = report._replace(problems=in_order([*report.problems, *_exposed(options)]))
    except BuildRefused as refused:
        if arguments.json:
            print_json(refused_json(refused.problems))
        else:
            print_problems(refused.problems)
            print_status(f"{counted(refused.problems)}; {_kept(arguments.out, '/')}", "red")
        return REFUSED
    except DiskError as error:
        if arguments.json:
            print_json(failed_json(error))
        raise
    if arguments.json:
        print_json(report_json(report))
    else:
        print_problems([p for p in report.problems if p.severity != "notice"])
        if arguments.explain:
            explain(report)
        if not arguments.quiet:
            summarise(report, arguments.out)
    return DONE


def _kept(path: Path, sign: str = "") -> str:
    """What became of a file or a folder that was not written."""
    return f"{path}{sign} is as it was" if path.exists() else "nothing was written"


def check(arguments: argparse.Namespace) -> int:
    """Prints every problem, or all that is new to readers; 1 when any problem is an error."""
    if arguments.new:
        return _check_new(arguments)
    from factpress.update import every_problem

    try:
        options, cache = build_options(arguments, drafts=True)
        problems = every_problem(options._replace(is_check=True), cache)
        problems = in_order([*problems, *_exposed(options)])
    except BuildRefused as refused:
        problems = refused.problems
    refused_by = errors(problems)
    if arguments.format == "text":
        print_problems(problems, stream_is_result=True)
        print_status(counted(problems), "red" if refused_by else "green")
    elif arguments.format == "json" or problems:
        print_json(as_json(problems)) if arguments.format == "json" else print_github(problems)
    return REFUSED if refused_by else DONE


def _check_new(arguments: argparse.Namespace) -> int:
    from factpress.cli.new_cards import new_cards

    found = new_cards(*build_options(arguments, drafts=False))
    print_new(found, arguments.format)
    return REFUSED if found.errors else DONE


def lock(arguments: argparse.Namespace) -> int:
    """Checks everything, writes the lock and signs it; 1 when anything is wrong."""
    return _write_lock(arguments, with_passages=False)


def _write_lock(arguments: argparse.Namespace, *, with_passages: bool) -> int:
    """Writes the lock, and prints what changes for readers."""
    from factpress.cli.keys import signing
    from factpress.cli.quote import verified
    from factpress.write_lock import write_lock

    options, cache = build_options(arguments, drafts=False)
    try:
        catalog, problems, changes = write_lock(options, cache, signing(arguments))
    except BuildRefused as refused:
        print_problems(refused.problems)
        kept = _kept(arguments.content / "evidence.lock")
        print_status(f"{counted(refused.problems)}; {kept}", "red")
        return REFUSED
    if with_passages:
        print_lines("\n".join(verified(catalog)))
    print_lines("\n".join(changes or ["Nothing that the lock records has changed."]))
    print_problems(problems)
    publisher = catalog.publication.publisher
    signed = " and its signature" if publisher and publisher.key is not None else ""
    print_status(f"wrote {arguments.content}/evidence.lock{signed}", "green")
    return REFUSED if errors(problems) else DONE


def verify(arguments: argparse.Namespace) -> int:
    """Finds every passage; 1 when anything is wrong."""
    from factpress.cli.quote import verified
    from factpress.load import load

    if arguments.write:
        return _write_lock(arguments, with_passages=True)
    if arguments.key or arguments.accept:
        raise UsageError("--key and --accept are for --write, which signs the lock")
    try:
        found, problems = load(*build_options(arguments, drafts=True))
        if found is None or (not found.is_verified and not errors(problems)):
            message = "there is no archive to find the passages in; name it with --archive"
            missing = Problem(f"{arguments.content}/publication.yaml", 1, 1, message)
            raise BuildRefused(problems or [missing])
    except BuildRefused as refused:
        print_problems(refused.problems)
        print_status(counted(refused.problems), "red")
        return REFUSED
    print_lines("\n".join(verified(found)))
    print_problems(problems)
    return REFUSED if errors(problems) else DONE


def quote(arguments: argparse.Namespace) -> int:
    """Prints words of a document as evidence; 1 when they are not there."""
    from factpress.cli.quote import quotation

    return _ask_document(arguments, lambda opened: quotation(opened, arguments.words))


def uncited(arguments: argparse.Namespace) -> int:
    """Prints the paragraphs that no claim quotes."""
    from factpress.cli.quote import uncited as unquoted

    return _ask_document(arguments, unquoted)


def _ask_document(arguments: argparse.Namespace, ask: Callable[[Opened], Iterable[str]]) -> int:
    """Prints the answer from a source's document, which must be the one its card means."""
    from factpress.cli.quote import NOT_THERE, document_of

    lines = list(ask(document_of(*build_options(arguments, drafts=True), arguments.source)))
    print_lines("\n".join(lines))
    is_there = not any(line.startswith(NOT_THERE) for line in lines)
    return DONE if is_there and any(not line.startswith("#") for line in lines) else REFUSED


def theme_list(arguments: argparse.Namespace) -> int:
    """Prints the templates, and which of them are the publication's own."""
    from factpress.theme.overrides import templates

    own = _own_templates(arguments)
    print_lines("\n".join(templates(own)))
    return DONE


def theme_copy(arguments: argparse.Namespace) -> int:
    """Copies a template for editing; refused when there is none or the file is there already."""
    from factpress.theme.overrides import copy

    print_lines(copy(arguments.name, _templates_folder(arguments)).as_posix())
    return DONE


def theme_diff(arguments: argparse.Namespace) -> int:
    """Prints how the publication's own template differs from the original."""
    from factpress.theme.overrides import difference

    lines = list(difference(arguments.name, _templates_folder(arguments)))
    if lines:
        print_lines("\n".join(lines))
    return DONE


def theme_describe(arguments: argparse.Namespace) -> int:
    """Prints a template's part of the reference; refused when there is no such template."""
    from factpress.cli.describe import described

    print_lines(described(arguments.name))
    return DONE


def headers(arguments: argparse.Namespace) -> int:
    """Prints lines for the configuration of a server."""
    from factpress.cli.server_lines import server_lines

    own = _own_templates(arguments)
    try:
        print_lines(server_lines(arguments.server, arguments.content, own))
    except BuildRefused as refused:
        print_problems(refused.problems)
        print_status(counted(refused.problems), "red")
        return REFUSED
    return DONE


def _templates_folder(arguments: argparse.Namespace) -> Path:
    """The folder of the publication's own templates, which may not exist yet."""
    from factpress.theme.installed import templates_beside

    given: Path | None = arguments.templates
    return given or templates_beside(arguments.content)


def build_options(
    arguments: argparse.Namespace, *, drafts: bool
) -> tuple[BuildOptions, CacheOptions]:
    """What a command asks for. Raises UsageError."""
    if not can_lock():
        raise UsageError(
            "this system has no file locks that factpress knows, so two builds could write at "
            "once, and nothing was done; use Linux, macOS, or Windows with the package filelock"
        )
    if arguments.templates is not None and not arguments.templates.is_dir():
        raise UsageError(f"--templates {arguments.templates}: there is no such folder")
    options = BuildOptions(
        content=arguments.content,
        out=getattr(arguments, "out", Path("site")),
        now=_now(arguments),
        templates=_own_templates(arguments),
        archive=archive_option(arguments.archive),
        drafts=drafts,
        in_place=getattr(arguments, "in_place", False),
    )
    if os.environ.get(VARIABLE, "") not in ("", *START_METHODS):
        raise UsageError(f"{VARIABLE} must be fork, spawn or none")
    cache = CacheOptions(
        folder=arguments.content.absolute().parent / ".factpress",
        key=_cache_key(),
        jobs=getattr(arguments, "jobs", None) or _processors(),
    )
    return options, cache


def _cache_key() -> bytes | None:
    """The key that signs the caches; None, with a warning, where there is none to be had."""
    from factpress.output.cache_key import cache_key

    try:
        return cache_key(os.environ)
    except DiskError as error:
        print_status(f"warning: {error}; no cache is read, and none is written", "yellow")
        return None


def _exposed(options: BuildOptions) -> tuple[Problem, ...]:
    """A warning where git would take the archive; asked each time, as no build reads its files."""
    from factpress.starting.git_ignore import archive_folder, exposed

    return exposed(archive_folder(options.content, options.archive), options.content)


def _processors() -> int:
    """The processors that this process may use, as far as the system says."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def archive_option(given: Path | None, *, must_exist: bool = True) -> Path | None:
    """The archive named by the option or by FACTPRESS_ARCHIVE; it must be there then, or may."""
    variable = os.environ.get("FACTPRESS_ARCHIVE")
    named = given or (Path(variable) if variable else None)
    if must_exist and named is not None and not named.is_dir():
        raise UsageError(f"{named}: there is no such folder; it should hold the saved copies")
    return named


def _own_templates(arguments: argparse.Namespace) -> Path | None:
    """The folder of the publication's own templates, if there is one."""
    from factpress.theme.installed import own_templates

    given: Path | None = arguments.templates
    return given or own_templates(arguments.content)


def _now(arguments: argparse.Namespace) -> dt.datetime:
    """The instant that the command takes for now."""
    if arguments.as_of:
        print_status(
            "warning: --as-of is now --date; the next release drops the old name", "yellow"
        )
    try:
        given: dt.datetime | None = arguments.date or arguments.as_of
        return given or instant_of(os.environ)
    except ValueError as error:
        raise UsageError(str(error)) from None
