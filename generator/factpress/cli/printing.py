"""The output of commands: problems, progress, summaries, JSON.

All text goes through `_put`, for a file name or a card may hold what a terminal would obey.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from factpress.model.characters import LINES, visible
from factpress.model.problems import (
    DiskError,
    Problem,
    as_github,
    as_json,
    errors,
    json_text,
    notices,
    warnings,
)

if TYPE_CHECKING:
    from factpress.cli.new_cards import NewCards, NewItem
    from factpress.model.site import BuildReport
    from factpress.output.render import Progress


def _put(text: str, stream: TextIO, colour: str = "", *, end: str = "\n") -> None:
    """Prints a text with its hidden and control characters made visible."""
    print(_coloured(visible(text, keep=LINES), colour, stream.isatty()), file=stream, end=end)


def print_lines(text: str) -> None:
    """Prints the result of a command."""
    _put(text, sys.stdout)
    sys.stdout.flush()


def print_json(text: str) -> None:
    """Prints JSON that `visible_json` has made."""
    print(text, flush=True)


def print_github(problems: Sequence[Problem]) -> None:
    """Prints problems as commands to GitHub's runner, whose texts `as_github` escapes."""
    print(as_github(problems), flush=True)


@contextmanager
def progress_of(*, quiet: bool) -> Iterator[Progress]:
    """A bar on a terminal, else a line for each stage; nothing when quiet."""
    if quiet:
        yield lambda stage, done, total: None
    elif not sys.stderr.isatty():
        yield _progress_lines()
    else:
        with ExitStack() as stack:
            yield _progress_bar(stack)


def _progress_bar(stack: ExitStack) -> Progress:
    """A bar that appears when there is something to show; `stack` takes it away."""
    tasks: dict[str, Any] = {}

    @cache
    def bar() -> Any:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn())
        return stack.enter_context(Progress(*columns, console=Console(stderr=True), transient=True))

    def show(stage: str, done: int, total: int) -> None:
        if stage not in tasks:
            tasks[stage] = bar().add_task(stage, total=total or None)
        bar().update(tasks[stage], completed=done, total=total or None)

    return show


def _progress_lines() -> Progress:
    started: set[str] = set()

    def show(stage: str, done: int, total: int) -> None:
        if stage not in started:
            started.add(stage)
            # Groups of outputs are rendered: an index, or a card with its files.
            unit = "groups" if stage == "rendering" else "files"
            _put(f"{stage} {total} {unit}" if total else stage, sys.stderr)

    return show


def print_problems(problems: Sequence[Problem], *, stream_is_result: bool = False) -> None:
    """Prints problems a line each, with colours on a terminal."""
    stream = sys.stdout if stream_is_result else sys.stderr
    for problem in problems:
        _put(problem.place, stream, "bold", end="")
        _put(str(problem).removeprefix(problem.place), stream, _COLOURS[problem.severity])


def counted(problems: Sequence[Problem]) -> str:
    """How many problems, warnings and cards held back there are, in words."""
    wrong, warned, held = map(len, (errors(problems), warnings(problems), notices(problems)))
    parts = [_number(wrong, "problem")] if wrong else []
    parts += [_number(warned, "warning")] if warned else []
    parts = parts or ["no problems"]
    parts += [f"{_number(held, 'card')} held back"] if held else []
    return ", ".join(parts)


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def summarise(report: BuildReport, out: Path) -> None:
    """Prints the outcome of a build: pages by kind, numbers of outputs, where the site is."""
    kinds, statuses = _counts(report)
    for kind, number in kinds.items():
        _put(f"{number:>7,} {kind}", sys.stdout)
    seconds = report.phases.get("searching", 0.0)
    searching = f", {seconds:.2f} s of them searching" if seconds else ""
    _put(
        f"{statuses['written']:,} written, {statuses['unchanged']:,} unchanged, "
        f"{statuses['removed']:,} removed in {report.seconds:.2f} s{searching}; "
        f"{_number(len(warnings(report.problems)), 'warning')}",
        sys.stdout,
    )
    _put(_held_back(report), sys.stdout, end="")
    _put(f"The site is in {out}/", sys.stdout, "green")


def _counts(report: BuildReport) -> tuple[Counter[str], Counter[str]]:
    """The number of outputs by kind, without removed ones, and by status."""
    kinds = Counter(o.kind for o in report.outputs if o.status != "removed")
    return kinds, Counter(o.status for o in report.outputs)


def _held_back(report: BuildReport) -> str:
    """A line on the cards that the site does not show, if there are any."""
    held = notices(report.problems)
    if not held:
        return ""
    named = ", ".join(visible(problem.path) for problem in held[:_MOST_NAMED])
    more = f" and {len(held) - _MOST_NAMED} more" if len(held) > _MOST_NAMED else ""
    return f"{_number(len(held), 'card')} held back: {named}{more}; `factpress check` says why\n"


def explain(report: BuildReport) -> None:
    """Prints why each card that is held back is, and why each output was written or removed."""
    for problem in notices(report.problems):
        _put(str(problem), sys.stdout)
    for output in report.outputs:
        if output.status != "unchanged":
            _put(f"{output.status} {output.path}: {output.reason}", sys.stdout)


def report_json(report: BuildReport) -> str:
    """A build's report as one JSON object; docs/reference/commands.md has its members."""
    every = report.problems
    kinds, statuses = _counts(report)
    return json_text(
        {
            "built": True,
            "date": report.now.isoformat().replace("+00:00", "Z"),
            "seconds": round(report.seconds, 3),
            "phases": {name: round(seconds, 3) for name, seconds in report.phases.items()},
            "parsed": report.parsed,
            "rendered": sum(bool(o.reason) and o.status != "removed" for o in report.outputs),
            "pages": dict(kinds),
            "written": statuses["written"],
            "unchanged": statuses["unchanged"],
            "removed": statuses["removed"],
            "outputs": [
                {"path": o.path, "status": o.status, "reason": o.reason} for o in report.outputs
            ],
            "problems": json.loads(as_json([*errors(every), *warnings(every)])),
            "held_back": json.loads(as_json(notices(every))),
        }
    )


def refused_json(problems: Sequence[Problem]) -> str:
    """A refused build as one JSON object."""
    return json_text({"built": False, "problems": json.loads(as_json(problems))})


def failed_json(error: DiskError) -> str:
    """A build that the disk or another build stopped, as one JSON object."""
    return json_text({"built": False, "problems": [], "error": str(error)})


_COLOURS: dict[str, str] = {"error": "red", "warning": "yellow", "notice": "bold"}
_MOST_NAMED = 5
_CODES = {"red": "31", "yellow": "33", "green": "32", "bold": "1"}


def _coloured(text: str, colour: str, on_terminal: bool) -> str:
    """Text in colour on a terminal; https://no-color.org is honoured."""
    if not colour or not on_terminal or os.environ.get("NO_COLOR"):
        return text
    return f"\033[{_CODES[colour]}m{text}\033[0m"


def print_status(text: str, colour: str) -> None:
    """Prints a closing line to standard error."""
    _put(text, sys.stderr, colour)


def print_new(found: NewCards, form: str) -> None:
    """Prints the cards and passages new to readers, in one of the formats of a check."""
    if form == "json":
        lists = {
            "new": [item._asdict() for item in found.new],
            "unrecorded": [item._asdict() for item in found.unrecorded],
            "held_back": json.loads(as_json(found.held_back)),
            "problems": json.loads(as_json(found.errors)),
        }
        print_json(json_text(lists))
        return
    if form == "github":
        new = [
            Problem(*item[2:5], f"new to readers: {_shown(item)}", "notice") for item in found.new
        ]
        print_github([*new, *found.held_back, *found.errors])
        return
    for title, items in (
        ("New to readers:", found.new),
        ("New or not (a lock of version 2 does not record these):", found.unrecorded),
    ):
        if items:
            _put(title, sys.stdout, "bold")
            for item in items:
                place = Problem(item.path, item.line, item.column, "").place
                _put(f"  {place} {_shown(item)}", sys.stdout)
    print_problems(found.held_back, stream_is_result=True)
    print_problems(found.errors)
    print_status(f"{len(found.new)} new, {len(found.held_back)} held back", "green")


def _shown(item: NewItem) -> str:
    return f"{item.kind} {item.id}: {'; '.join(item.words)}"
