"""The report on the guards, `docs/develop/guards.md`: their figures on the labelled sets.

In: tests/evidence/labelled. Out: Markdown. Run as `make guard-report`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from factpress.archive.document import prepare
from factpress.evidence.guards import cropped_words
from factpress.evidence.hedges import lexicon
from factpress.evidence.results import Match
from factpress.evidence.search import find

CROPS = Path(__file__).parent.parent.parent / "tests/evidence/labelled/crops.jsonl"
# Main clauses and sentences quoted whole: an alarm on one of them is nearly always a false one.
_WHOLE = ("whole-clause", "whole-sentence")

_INTRODUCTION = """\
# How good the guards are

<!-- Made by `make guard-report` from tests/evidence/labelled; not edited. -->

The cropping guard (see [Evidence](../reference/evidence.md#guards)) is measured on {count} crops
of invented texts, labelled by reading before any rule was run on them. A third of the texts was
held out: no rule was tuned on it. The texts and the rules have the same authors, and the texts are
short; on other people's texts expect lower figures than these. Speech, with its breaks and turns,
is harder.

*Recall* is the share of harmful crops on which it warns, *precision* the share of its warnings that
are on harmful crops.
"""


class Crop(msgspec.Struct, frozen=True):
    """One labelled crop; see tests/evidence/labelled/README.md."""

    language: str
    text: str
    passage: str
    alarm: bool
    why: str
    held_out: bool
    speaker: bool = False
    spoken: bool = False


class Figures(NamedTuple):
    """How often a guard was right."""

    crops: int
    caught: int
    missed: int
    false: int

    @property
    def recall(self) -> float:
        """The share of harmful crops that were caught."""
        return self.caught / (self.caught + self.missed or 1)

    @property
    def precision(self) -> float:
        """The share of alarms that were right."""
        return self.caught / (self.caught + self.false or 1)


def crops() -> list[Crop]:
    """The labelled crops, in their order."""
    return [msgspec.json.decode(line, type=Crop) for line in CROPS.read_bytes().splitlines()]


def is_alarmed(crop: Crop) -> bool:
    """Whether the guard warns of this crop."""
    document = prepare(crop.text)
    match = find(document, crop.passage, occurrence=1)
    if not isinstance(match, Match):
        raise TypeError(f"not in its text: {crop.passage}")
    words = lexicon(crop.language)
    return bool(cropped_words(document, match, words, has_speaker=crop.speaker))


def figures(judged: Iterable[tuple[Crop, bool]]) -> Figures:
    """The figures of these crops, each with whether the guard warned."""
    rows = list(judged)
    caught = sum(crop.alarm and alarm for crop, alarm in rows)
    missed = sum(crop.alarm and not alarm for crop, alarm in rows)
    false = sum(alarm and not crop.alarm for crop, alarm in rows)
    return Figures(len(rows), caught, missed, false)


def report() -> str:
    """The page."""
    judged = [(crop, is_alarmed(crop)) for crop in crops()]
    parts = [_INTRODUCTION.format(count=len(judged)), _table("texts", _by_part(judged))]
    languages = list(dict.fromkeys(crop.language for crop, _ in judged))
    by_language = [(tag, [row for row in judged if row[0].language == tag]) for tag in languages]
    parts.append(_table("language", by_language))
    whole = [alarm for crop, alarm in judged if crop.why in _WHOLE]
    clauses = [alarm for crop, alarm in judged if crop.why == "whole-clause"]
    parts.append(
        f"Of {len(clauses)} main clauses quoted whole it warns on {sum(clauses)}; of these and "
        f"whole sentences together, {len(whole)}, on {sum(whole)}.\n"
    )
    kinds = sorted({crop.why for crop, _ in judged})
    rows = [f"| {kind} | {_of_kind(judged, kind)} |\n" for kind in kinds]
    parts.append("| kind of crop | warned on |\n|---|---|\n" + "".join(rows))
    return "\n".join(parts)


_Judged = Sequence[tuple[Crop, bool]]


def _by_part(judged: _Judged) -> list[tuple[str, _Judged]]:
    return [
        ("all", judged),
        ("that rules were tuned on", [row for row in judged if not row[0].held_out]),
        ("held out", [row for row in judged if row[0].held_out]),
        ("in the manner of speech", [row for row in judged if row[0].spoken]),
    ]


def _of_kind(judged: _Judged, kind: str) -> str:
    alarms = [alarm for crop, alarm in judged if crop.why == kind]
    return f"{sum(alarms)} of {len(alarms)}"


def _table(heading: str, parts: Sequence[tuple[str, _Judged]]) -> str:
    lines = [f"| {heading} | crops | harmful | recall | precision |\n", "|---|--:|--:|--:|--:|\n"]
    for name, rows in parts:
        of = figures(rows)
        lines.append(
            f"| {name} | {of.crops} | {of.caught + of.missed} | {of.recall:.2f} "
            f"| {of.precision:.2f} |\n"
        )
    return "".join(lines)


if __name__ == "__main__":
    sys.stdout.write(report())
