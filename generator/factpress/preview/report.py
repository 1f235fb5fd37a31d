"""What the preview prints of a build: what is other than after the build before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from factpress.model.problems import Problem, Severity, errors, warnings
from factpress.preview.builder import Outcome
from factpress.preview.overlay import counted

# More lines would bury the last one.
_MOST_LISTED = 30
_MOST_PAGES = 5
# Of a problem that is mended nobody needs all words.
_MOST_WORDS = 80
_PAGE = "index.html"
# Lines move while somebody writes: a problem stays the same on another one.
_Same: TypeAlias = tuple[str, str, Severity]


def report(before: Sequence[Problem], outcome: Outcome, *, is_first: bool) -> Iterator[str]:
    """The lines to print of a build, after one that had the problems `before`."""
    if outcome.trouble:
        yield outcome.trouble.rstrip()
    now = [*errors(outcome.problems), *warnings(outcome.problems)]
    new, gone = _but(now, before), _but(before, now)
    yield from _listed("", new)
    if gone and not is_first:
        yield from _listed(
            "mended: ", [each._replace(message=_short(each.message)) for each in gone]
        )
    yield _summary(outcome, now, len(new), len(gone), is_first=is_first)


def _short(message: str) -> str:
    return message if len(message) <= _MOST_WORDS else f"{message[: _MOST_WORDS - 1]}…"


def _same(problem: Problem) -> _Same:
    return problem.path, problem.message, problem.severity


def _but(problems: Sequence[Problem], others: Sequence[Problem]) -> list[Problem]:
    """The problems that are not among others, wherever in a file."""
    left = Counter(_same(each) for each in others)
    found = []
    for each in problems:
        left[_same(each)] -= 1
        if left[_same(each)] < 0:
            found.append(each)
    return found


def _listed(label: str, problems: Sequence[Problem]) -> Iterator[str]:
    for each in problems[:_MOST_LISTED]:
        yield f"{label}{each}"
    if len(problems) > _MOST_LISTED:
        left = len(problems) - _MOST_LISTED
        yield f"{label}{left:,} more; `factpress check` lists all problems"


def _summary(
    outcome: Outcome, now: Sequence[Problem], new: int, gone: int, *, is_first: bool
) -> str:
    """`changed /claims/dam/ and 3 more files in 0.31 s; 4 warnings: 1 new, 1 mended, 3 stay`."""
    done = _changes(outcome.changed) if outcome.is_built else "not rebuilt"
    if outcome.is_built and is_first:
        done = f"built, {_files(len(outcome.changed))} changed"
    text = f"{done} in {outcome.seconds:.2f} s; {counted(now)}"
    if is_first or not (new or gone):
        return text
    parts = ((new, "new"), (gone, "mended"), (len(now) - new, "as before"))
    return f"{text}: {', '.join(f'{number:,} {word}' for number, word in parts if number)}"


def _changes(paths: Sequence[str]) -> str:
    """The pages that changed, those of cards before lists, and how many other files."""
    pages = [path for path in paths if path.endswith(_PAGE)]
    pages.sort(key=lambda path: -path.count("/"))
    shown = [f"/{path.removesuffix(_PAGE)}" for path in pages[:_MOST_PAGES]]
    left = len(paths) - len(shown)
    if not paths:
        return "no page changed"
    if not shown:
        return f"changed {_files(left)}"
    more = f" and {_files(left, 'more ')}" if left else ""
    return f"changed {', '.join(shown)}{more}"


def _files(number: int, more: str = "") -> str:
    return f"{number:,} {more}file{'s' * (number != 1)}"
