"""The `factpress` command: arguments, printing, exit codes.

In: an argument list. Out: 0 done, 1 refused, 2 wrong usage. The only module that prints. What a
command needs is imported when it runs, so that `--version` and `--help` answer at once.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from factpress import __version__

if TYPE_CHECKING:
    from factpress.build import Order
    from factpress.model import BuildReport
    from factpress.problems import Problem
    from factpress.publishing.publish import Progress

DONE, REFUSED, USAGE = 0, 1, 2

_EXAMPLES = """\
examples:
  factpress build                       build content/ into site/
  factpress check --format github       only look for problems, as CI annotations
  factpress preview                     serve the site and reload it on every change
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        print("\nstopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="factpress",
        description="A static-site generator for fact-check publications.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"factpress {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_build(commands)
    _add_check(commands)
    _add_preview(commands)
    return parser


_Commands = argparse._SubParsersAction  # the type that add_subparsers returns has no public name


def _command(
    commands: _Commands[argparse.ArgumentParser], name: str, summary: str, examples: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name,
        help=summary,
        description=summary,
        epilog="examples:\n" + examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument(
        "--content", type=Path, default=Path("content"), metavar="DIR", help="cards (content/)"
    )
    command.add_argument(
        "--templates",
        type=Path,
        metavar="DIR",
        help="templates of your own that override the theme's by name (templates/, if there)",
    )
    command.add_argument(
        "--as-of",
        type=_date,
        metavar="DATE",
        help="the day the build takes for today (SOURCE_DATE_EPOCH, or today)",
    )
    return command


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date; write YYYY-MM-DD") from None


def _add_build(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "build",
        "Build the site. Nothing is written unless everything is right.",
        "  factpress build\n  factpress build --content cards --out public --json\n",
    )
    command.add_argument(
        "--out", type=Path, default=Path("site"), metavar="DIR", help="the site (site/)"
    )
    command.add_argument("--drafts", action="store_true", help="let drafts into the site")
    command.add_argument("--explain", action="store_true", help="say why each page was written")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--quiet", action="store_true", help="print problems only")
    form.add_argument("--json", action="store_true", help="print the report as JSON")
    command.set_defaults(run=_build)


def _add_check(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "check",
        "Look for problems; write nothing.",
        "  factpress check\n  factpress check --format github\n",
    )
    command.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="text (default), json, or github for annotations in a workflow",
    )
    command.set_defaults(run=_check)


def _add_preview(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "preview",
        "Serve the site on this machine and reload it on every change.",
        "  factpress preview\n  factpress preview --port 9000 --no-drafts\n",
    )
    command.add_argument("--port", type=int, default=8000, metavar="N", help="port (8000)")
    command.add_argument("--no-drafts", action="store_true", help="leave drafts out")
    command.set_defaults(run=_preview)


def _order(options: argparse.Namespace, out: Path, *, drafts: bool) -> Order:
    from factpress.build import Order

    templates = options.templates
    if templates is not None and not templates.is_dir():
        raise _Usage(f"{templates}: there is no such folder of templates")
    return Order(
        content=options.content,
        out=out,
        as_of=options.as_of or _today(),
        templates=templates or _own_templates(options.content),
        drafts=drafts,
    )


class _Usage(Exception):
    """Wrong usage that only shows once a command runs; the message says what to do."""


def _own_templates(content: Path) -> Path | None:
    """`templates/` beside `content/`, unless it is the theme itself."""
    from factpress.publishing.disk import default_templates

    beside = content.absolute().parent / "templates"
    is_theme = beside.resolve() == default_templates().resolve()
    return _short(beside) if beside.is_dir() and not is_theme else None


def _short(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _today() -> dt.date:
    """SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/), or today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return dt.date.today()
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise _Usage(f"SOURCE_DATE_EPOCH is {epoch!r}, not a number of seconds") from None


def _build(options: argparse.Namespace) -> int:
    from factpress.build import build
    from factpress.problems import BuildRefused
    from factpress.publishing.disk import DiskError

    try:
        with _progress(quiet=options.quiet or options.json) as progress:
            report = build(_order(options, options.out, drafts=options.drafts), progress)
    except BuildRefused as refused:
        if options.json:
            print(_refused_json(refused.problems))
        else:
            _print_problems(refused.problems)
            _say(f"{_counted(refused.problems)}; {options.out}/ is as it was", "red")
        return REFUSED
    except DiskError as error:
        _say(str(error), "red")
        return REFUSED
    except _Usage as error:
        _say(f"factpress: {error}", "red")
        return USAGE
    if options.json:
        print(_report_json(report))
    else:
        _print_problems(report.problems)
        if options.explain:
            _explain(report)
        if not options.quiet:
            _summarise(report, options.out)
    return DONE


def _check(options: argparse.Namespace) -> int:
    from factpress import problems as wording
    from factpress.build import load
    from factpress.problems import BuildRefused

    try:
        _, problems = load(_order(options, Path("site"), drafts=True))
    except BuildRefused as refused:
        problems = refused.problems
    except _Usage as error:
        _say(f"factpress: {error}", "red")
        return USAGE
    refused_by = wording.errors(problems)
    if options.format == "text":
        _print_problems(problems, stream_is_result=True)
        _say(_counted(problems), "red" if refused_by else "green")
    elif options.format == "json" or problems:
        print(
            wording.as_json(problems) if options.format == "json" else wording.as_github(problems)
        )
    return REFUSED if refused_by else DONE


def _preview(options: argparse.Namespace) -> int:
    from factpress.desk.preview import PreviewError, preview

    try:
        order = _order(options, Path("site"), drafts=not options.no_drafts)
        preview(order, options.port, lambda text: print(text, flush=True))
    except (PreviewError, _Usage) as error:
        _say(f"factpress: {error}", "red")
        return USAGE if isinstance(error, _Usage) else REFUSED
    return DONE


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Progress]:
    """A bar on a terminal, a line for each stage elsewhere, nothing when quiet."""
    if quiet:
        yield lambda stage, done, total: None
    elif not sys.stderr.isatty():
        yield _progress_lines()
    else:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            tasks = {}

            def show(stage: str, done: int, total: int) -> None:
                if stage not in tasks:
                    tasks[stage] = bar.add_task(stage, total=total)
                bar.update(tasks[stage], completed=done, total=total)

            yield show


def _progress_lines() -> Progress:
    started: set[str] = set()

    def show(stage: str, done: int, total: int) -> None:
        if stage not in started:
            started.add(stage)
            print(f"{stage} {total} files", file=sys.stderr)

    return show


def _print_problems(problems: Sequence[Problem], *, stream_is_result: bool = False) -> None:
    stream = sys.stdout if stream_is_result else sys.stderr
    for problem in problems:
        colour = "red" if problem.severity == "error" else "yellow"
        place = f"{problem.path}:{problem.line}:{problem.column}:"
        rest = _coloured(str(problem).removeprefix(place), colour, stream.isatty())
        print(_coloured(place, "bold", stream.isatty()) + rest, file=stream)


def _counted(problems: Sequence[Problem]) -> str:
    from factpress.problems import errors, warnings

    wrong, warned = len(errors(problems)), len(warnings(problems))
    if not problems:
        return "no problems"
    parts = [f"{wrong} {'problem' if wrong == 1 else 'problems'}"] if wrong else []
    parts += [f"{warned} {'warning' if warned == 1 else 'warnings'}"] if warned else []
    return ", ".join(parts)


def _summarise(report: BuildReport, out: Path) -> None:
    from factpress.problems import warnings

    kinds = Counter(o.kind for o in report.outputs if o.fate != "removed")
    fates = Counter(o.fate for o in report.outputs)
    for kind, number in kinds.items():
        print(f"{number:>7,} {kind}")
    print(
        f"{fates['written']:,} written, {fates['unchanged']:,} unchanged, "
        f"{fates['removed']:,} removed in {report.seconds:.2f} s; "
        f"{len(warnings(report.problems))} warnings"
    )
    print(_coloured(f"The site is in {out}/", "green", sys.stdout.isatty()))


def _explain(report: BuildReport) -> None:
    for output in report.outputs:
        if output.fate != "unchanged":
            print(f"{output.fate} {output.path}: {output.reason}")


def _report_json(report: BuildReport) -> str:
    from factpress.problems import as_json

    fates = Counter(o.fate for o in report.outputs)
    kinds = Counter(o.kind for o in report.outputs if o.fate != "removed")
    return json.dumps(
        {
            "built": True,
            "as_of": report.as_of.isoformat(),
            "seconds": round(report.seconds, 3),
            "pages": dict(kinds),
            "written": fates["written"],
            "unchanged": fates["unchanged"],
            "removed": fates["removed"],
            "outputs": [
                {"path": o.path, "fate": o.fate, "reason": o.reason} for o in report.outputs
            ],
            "problems": json.loads(as_json(report.problems)),
        },
        indent=2,
    )


def _refused_json(problems: Sequence[Problem]) -> str:
    from factpress.problems import as_json

    return json.dumps({"built": False, "problems": json.loads(as_json(problems))}, indent=2)


_CODES = {"red": "31", "yellow": "33", "green": "32", "bold": "1"}


def _coloured(text: str, colour: str, on_terminal: bool) -> str:
    """Text in colour on a terminal; https://no-color.org is honoured."""
    if not on_terminal or os.environ.get("NO_COLOR"):
        return text
    return f"\033[{_CODES[colour]}m{text}\033[0m"


def _say(text: str, colour: str) -> None:
    print(_coloured(text, colour, sys.stderr.isatty()), file=sys.stderr)
