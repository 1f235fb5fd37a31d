"""How well wrong speakers are found: the table in docs/reference/evidence.md.

In: tests/evidence/labelled/speakers.yaml. Out: figures, and a table in Markdown.
Run as `python docs/generate/speaker_report.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import yaml

from factpress.archive.document import prepare_runs
from factpress.archive.extraction import extracted
from factpress.archive.names import Names
from factpress.evidence.results import Match
from factpress.evidence.search import find
from factpress.evidence.speakers import Speakers, speakers_of
from factpress.model.cards import Body, Card, CardKey
from factpress.model.schema import ActorFields

LABELLED = Path(__file__).parent.parent.parent / "tests/evidence/labelled/speakers.yaml"
_STORY = "story"


class Case(NamedTuple):
    """A passage with a speaker, None for the document's own words, and what came of it."""

    document: str
    kind: str
    held_out: bool
    passage: str
    speaker: str | None
    is_right: bool
    is_alarmed: bool


class Figures(NamedTuple):
    """How many cases there are, how many speakers are wrong, and the guard's shares, 0 to 1."""

    cases: int
    wrong: int
    recall: float
    precision: float


def cases() -> tuple[Case, ...]:
    """Every labelled case, with what the guard says of it."""
    documents = yaml.safe_load(LABELLED.read_text("utf-8"))
    return tuple(case for document in documents for case in _cases(document))


def figures(chosen: Iterable[Case]) -> Figures:
    """The shares of wrong speakers that are found, and of alarms that are right."""
    held = list(chosen)
    wrong = [case for case in held if not case.is_right]
    alarms = [case for case in held if case.is_alarmed]
    caught = sum(case.is_alarmed for case in wrong)
    return Figures(
        len(held),
        len(wrong),
        caught / len(wrong) if wrong else 1.0,
        caught / len(alarms) if alarms else 1.0,
    )


def table() -> str:
    """The figures as Markdown: of all cases, of those held out, of each kind of document."""
    found = cases()
    rows = [("all", found), ("held out", [case for case in found if case.held_out])]
    for kind in sorted({case.kind for case in found}):
        rows.append((kind, [case for case in found if case.kind == kind]))
    lines = ["| documents | cases | wrong | recall | precision |", "|---|--:|--:|--:|--:|"]
    lines += [_row(name, figures(chosen)) for name, chosen in rows]
    return "\n".join(lines)


def _row(name: str, of: Figures) -> str:
    recall = f"{of.recall:.2f}" if of.wrong else ""
    precision = f"{of.precision:.2f}" if of.wrong else ""
    return f"| {name} | {of.cases} | {of.wrong} | {recall} | {precision} |"


def _cases(document: dict[str, Any]) -> Iterator[Case]:
    names = Names({actor_id: _actor(actor_id, of) for actor_id, of in document["actors"].items()})
    runs = extracted(document.get("file", "a.txt"), document["text"].encode()).runs
    speakers = speakers_of(prepare_runs(runs), names)
    publisher = document.get("publisher", "")
    for said_by, passage in document["passages"]:
        match = find(speakers.document, passage)
        assert isinstance(match, Match), (document["id"], passage, match)
        for speaker in _claimed(document, said_by):
            yield Case(
                document["id"],
                document["kind"],
                document.get("held_out", False),
                passage,
                speaker,
                speaker == said_by or (speaker is None and said_by == "document"),
                _is_alarmed(speakers, match, speaker, publisher),
            )


def _claimed(document: dict[str, Any], said_by: str) -> Sequence[str | None]:
    """The speakers that a card may name for a passage: each actor, and none.

    What a story reports is its own words too.
    """
    if said_by == "document":
        return [None]
    actors: list[str | None] = list(document["actors"])
    return actors if _STORY in document["kind"] and said_by != "two" else [*actors, None]


def _is_alarmed(speakers: Speakers, match: Match, speaker: str | None, publisher: str) -> bool:
    return speakers.wrong(match, speakers.spoken(match), speaker, publisher) is not None


def _actor(actor_id: str, written: str | dict[str, Any]) -> Card[ActorFields]:
    given = {"name": written} if isinstance(written, str) else written
    fields = msgspec.convert({"kind": "person", **given}, ActorFields)
    return Card(CardKey("actor", actor_id), "", "", "", fields, Body("", (), (), ""), str)


if __name__ == "__main__":
    sys.stdout.write(f"{table()}\n")
