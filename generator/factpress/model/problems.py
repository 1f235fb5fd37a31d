"""A writer's mistakes: what they are, how they are worded, how they are printed.

Messages are made from the few shapes here, so that the same mistake reads the same everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from factpress.model.characters import LINES, escape, is_hidden, visible, visible_json

Severity = Literal["error", "warning", "notice"]

# Longer lists of allowed values bury the suggestion; the documentation has them in full.
_MOST_ALLOWED = 30


class Problem(NamedTuple):
    """One mistake at one place: `path` as the writer knows it, `line` and `column` from 1.

    A notice is no mistake: it says that a card is held back.
    """

    path: str
    line: int
    column: int
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        label = "warning: " if self.severity == "warning" else ""
        return f"{self.place} {label}{visible(self.message, keep=LINES)}"

    @property
    def place(self) -> str:
        """The place as it is printed, with a colon at its end."""
        return f"{visible(self.path)}:{self.line}:{self.column}:"


def restored(stored: Iterable[Sequence[Any]]) -> tuple[Problem, ...]:
    """Problems that were kept, or sent by another process, as JSON has them: as lists."""
    return tuple(Problem(*each) for each in stored)


class BuildRefused(Exception):
    """Raised when a build cannot go on; holds every problem found, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__(as_text(self.problems) or "refused")


class DiskError(Exception):
    """Raised when something on the disk keeps us from going on; the message names the path."""

    def __str__(self) -> str:
        return visible(super().__str__())


class Damaged(DiskError):
    """Raised when what is read is not what was written."""


class FolderRefused(DiskError):
    """Raised when a folder is not one that we may write to; nothing has failed."""


class FolderInUse(FolderRefused):
    """Raised when another build writes to a folder."""


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems sorted by place, without repetitions."""
    return tuple(sorted(set(problems)))


def first_of(problems: Sequence[Problem], most: int) -> tuple[Problem, ...]:
    """The first problems of a file in order of place, and how many more there are."""
    if len(problems) <= most:
        return tuple(problems)
    ordered = in_order(problems)
    left = ordered[most:]
    if not left:
        return ordered
    message = f"and at least {len(left):,} more problems from here on; mend those above first"
    severity: Severity = "error" if errors(left) else left[0].severity
    return (*ordered[:most], left[0]._replace(message=message, severity=severity))


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that refuse a build."""
    return tuple(p for p in problems if p.severity == "error")


def warnings(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that a build reports and goes on."""
    return tuple(p for p in problems if p.severity == "warning")


def notices(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The notes on cards that are held back, which nobody need mend."""
    return tuple(p for p in problems if p.severity == "notice")


def unknown(what: str, found: str, allowed: Sequence[str], *, is_not: str) -> str:
    """`rating "flase" is not on the scale; did you mean "false"? Allowed: true, mixed, false.`"""
    text = f"{what} {quoted(found)} {is_not}"
    nearest = closest(found, allowed)
    text += f"; did you mean {quoted(nearest)}?" if nearest else "."
    if 0 < len(allowed) <= _MOST_ALLOWED:
        text += f" Allowed: {', '.join(allowed)}."
    return text


def closest(found: str, allowed: Sequence[str]) -> str | None:
    """The allowed word that `found` most resembles, or None when nothing comes near."""
    from difflib import get_close_matches  # seldom needed

    by_folded = {word.casefold(): word for word in reversed(allowed)}
    matches = get_close_matches(found.casefold(), list(by_folded), n=1, cutoff=0.6)
    return by_folded[matches[0]] if matches else None


def quoted(found: str, most: int = 60) -> str:
    """`found` in quotation marks on one line, shortened, with control characters made visible."""
    text = found if len(found) <= most else found[: most - 1] + "…"
    if not text.isascii() or not text.isprintable():
        is_seen = [c.isprintable() and not is_hidden(c) for c in text]
        text = "".join(c if seen else escape(c) for c, seen in zip(text, is_seen, strict=True))
    return f'"{text}"'


def as_text(problems: Iterable[Problem]) -> str:
    """One problem a line."""
    return "\n".join(str(p) for p in problems)


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON array of objects {path, line, column, message, severity}."""
    return json_text([p._asdict() for p in problems])


def json_text(value: object) -> str:
    """A value as JSON that can be printed: what `visible` shows by its code is escaped."""
    return visible_json(json.dumps(value, ensure_ascii=False, indent=2))


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands, one a line.

    Format: GitHub documentation, "Workflow commands for GitHub Actions", setting a message.
    """
    return "\n".join(_github_line(p) for p in problems)


def _github_line(problem: Problem) -> str:
    path = _escaped(visible(problem.path)).replace(":", "%3A").replace(",", "%2C")
    place = f"file={path},line={problem.line},col={problem.column}"
    return f"::{problem.severity} {place}::{_escaped(visible(problem.message, keep=LINES))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
