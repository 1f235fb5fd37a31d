"""Speakers: whether the speaker that a card names is the speaker of the document's turn.

`is_speech` tells direct speech from a document's narration.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from factpress.archive.document import Document
from factpress.archive.names import Names, are_others, is_asker
from factpress.archive.spoken_labels import STAGE_DIRECTION
from factpress.archive.turns import Turn, Turns, turns_of
from factpress.evidence import messages as wording
from factpress.evidence.guards import inside_quotation, is_quoted, names_in
from factpress.evidence.results import Match, Span
from factpress.model.card_parts import Evidence
from factpress.model.cards import Catalog
from factpress.model.problems import Severity
from factpress.text.folding import PARAGRAPH_BREAK
from factpress.text.words import is_word_char


@dataclass(frozen=True, slots=True)
class SpeakerFault:
    """A fault of a passage's speaker, or of the passage itself.

    `unnamed` is the id of the speaker where the fault is that the document does not name it.
    """

    message: str
    severity: Severity = "error"
    field: str = "speaker"
    unnamed: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The turns that a match quotes.

    `is_quoted`: the match is inside quotation marks within a turn. `passes_over_another`: an
    omission leaves out the words of another speaker.
    """

    turns: tuple[Turn, ...] = ()
    is_quoted: bool = False
    passes_over_another: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Speakers:
    """The speakers of one document."""

    document: Document
    turns: Turns
    names: Names

    def spoken(self, match: Match) -> Spoken:
        """The turns that a match quotes."""
        turns = tuple(turn for piece in match.pieces for turn in self._turns_of(piece))
        if not turns:
            return Spoken()
        is_within = not turns[0].is_quoted and inside_quotation(self.document, match)
        return Spoken(turns, is_within, self._passes_over_another(match, turns))

    def wrong(
        self, match: Match, spoken: Spoken, speaker: str | None, publisher: str = ""
    ) -> SpeakerFault | None:
        """The fault of a match's speaker; `speaker` and `publisher` are actors' ids."""
        two = self._of_two(match)
        if two or not spoken.turns or self.is_right(spoken, speaker or publisher):
            return two
        return self._of_another(match, spoken, speaker)

    def is_right(self, spoken: Spoken, actor_id: str) -> bool:
        """Whether all turns that a match quotes may be this actor's."""
        return bool(spoken.turns) and all(
            self.names.may_be(turn.speaker, actor_id) for turn in spoken.turns
        )

    def _turns_of(self, piece: Span) -> Iterator[Turn]:
        for turn in self.turns.within(*piece):
            start, end = max(piece.start, turn.words), min(piece.end, turn.end)
            if not turn.is_quoted or is_quoted(self.document, start, end):
                yield turn

    def _passes_over_another(self, match: Match, turns: Sequence[Turn]) -> bool:
        left_out = (
            turn.speaker
            for before, after in pairwise(match.pieces)
            if before.end < after.start
            for turn in self.turns.within(before.end, after.start)
            if turn.is_sure and turn.words < after.start and turn not in turns
        )
        return any(are_others(turns[0].speaker, speaker) for speaker in left_out)

    def _of_two(self, match: Match) -> SpeakerFault | None:
        """The fault of a match that quotes two speakers as one."""
        quoted = [
            (number, turn) for number, p in enumerate(match.pieces) for turn in self._turns_of(p)
        ]
        for (one, before), (other, after) in pairwise(quoted):
            are_sure = before.is_sure and after.is_sure
            if are_sure and are_others(before.speaker, after.speaker):
                places = self._place(match, one, before), self._place(match, other, after)
                message = wording.of_two_speakers(*places, is_one_piece=one == other)
                return SpeakerFault(message, field="passage")
        return None

    def _place(self, match: Match, piece: int, turn: Turn) -> tuple[str, int]:
        position = max(match.pieces[piece].start, min(turn.words, match.pieces[piece].end - 1))
        folded = self.document.folded.folded_start(position)
        return turn.speaker.written, self.document.paragraph(folded)

    def _of_another(self, match: Match, spoken: Spoken, speaker: str | None) -> SpeakerFault | None:
        turn = spoken.turns[0]
        name, number = turn.speaker.written, match.paragraph
        place = "speaker" if speaker else "passage"
        if turn.speaker.is_generic:
            if not speaker or not (is_asker(turn.speaker) or self.has_turn(speaker)):
                return None
            claimed = self.names.shown(speaker)
            return SpeakerFault(wording.labelled_without_name(name, number, claimed), "warning")
        if spoken.is_quoted:
            message = wording.quoted_by(name, number, has_speaker=speaker is not None)
            return SpeakerFault(message, "warning", place)
        if not turn.is_sure:
            if speaker is None:
                return None
            return SpeakerFault(wording.seems_anothers(name, number), "warning")
        actors = sorted(turn.speaker.actors)
        message = wording.anothers_words(name, number, actors, has_speaker=speaker is not None)
        return SpeakerFault(message, field=place)

    def has_turn(self, actor_id: str) -> bool:
        """Whether the document labels words as this actor's."""
        return any(actor_id in turn.speaker.actors for turn in self.turns.all)


def speakers_of(document: Document, names: Names) -> Speakers:
    """The speakers of a document."""
    return Speakers(document, turns_of(document, names), names)


def faults(
    catalog: Catalog, speakers: Speakers, evidence: Evidence, match: Match, spoken: Spoken
) -> Iterator[SpeakerFault]:
    """The faults of a passage's speakers, or of having none."""
    ids = evidence.speakers
    if not catalog.actors.keys() >= set(ids):
        return
    if not ids:
        yield from _of_nobody(catalog, speakers, evidence, match, spoken)
    else:
        found = (
            _of_speaker(catalog, speakers, ids[0], match, spoken)
            if len(ids) == 1
            else dict.fromkeys(_of_several(catalog, speakers, ids, match, spoken))
        )
        # Who publishes a document need not be named in it, such as the writer of a post.
        publisher = catalog.sources[evidence.source].fields.publisher
        yield from (fault for fault in found if fault.unnamed != publisher)


def _of_nobody(
    catalog: Catalog, speakers: Speakers, evidence: Evidence, match: Match, spoken: Spoken
) -> Iterator[SpeakerFault]:
    publisher = catalog.sources[evidence.source].fields.publisher
    wrong = speakers.wrong(match, spoken, None, publisher)
    if wrong:
        yield wrong
    elif speakers.is_right(spoken, publisher):
        return
    elif evidence.stance == "reports" and inside_quotation(speakers.document, match):
        yield SpeakerFault(wording.QUOTED_WITHOUT_SPEAKER, "warning", "passage")


def _of_speaker(
    catalog: Catalog, speakers: Speakers, actor_id: str, match: Match, spoken: Spoken
) -> Iterator[SpeakerFault]:
    wrong = speakers.wrong(match, spoken, actor_id)
    if wrong:
        yield wrong
    elif not speakers.is_right(spoken, actor_id):
        yield from _unnamed(catalog, speakers, actor_id)


def _unnamed(catalog: Catalog, speakers: Speakers, actor_id: str) -> Iterator[SpeakerFault]:
    actor = catalog.actors[actor_id].fields
    names = [actor.name, *actor.aliases, *([actor.role] if actor.role else [])]
    if not names_in(speakers.document, names):
        message = wording.speaker_not_named(actor.name)
        yield SpeakerFault(message, "warning", unnamed=actor_id)


def _of_several(
    catalog: Catalog, speakers: Speakers, ids: Sequence[str], match: Match, spoken: Spoken
) -> Iterator[SpeakerFault]:
    """The faults of each speaker.

    If one is the labelled speaker, the words may also be those of one without a turn.
    """
    is_shared = any(speakers.is_right(spoken, actor_id) for actor_id in ids)
    for number, actor_id in enumerate(ids):
        if is_shared and not speakers.has_turn(actor_id):
            found = _unnamed(catalog, speakers, actor_id)
        else:
            found = _of_speaker(catalog, speakers, actor_id, match, spoken)
        for fault in found:
            own = f"speaker.{number}" if fault.field == "speaker" else fault.field
            yield replace(fault, field=own)


def sole_speaker(spoken: Spoken) -> str | None:
    """The id of the only actor whose words a match quotes, or None."""
    found = {actor_id for turn in spoken.turns for actor_id in turn.speaker.actors}
    is_one = len(found) == 1 and all(turn.speaker.actors for turn in spoken.turns)
    return found.pop() if is_one else None


def is_speech(document: Document, turns: Turns, match: Match) -> bool:
    """Whether all words of a match are inside quotation marks or a speaker's turn."""
    parts = [part for piece in match.pieces for part in _parts(document, *piece)]
    return all(is_quoted(document, *part) or _is_in_turn(document, turns, *part) for part in parts)


def _parts(document: Document, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The part of a span in each of its paragraphs; each has quotation marks of its own."""
    low, high = document.folded_span(start, end)
    while low < high:
        after = document.letters.find(PARAGRAPH_BREAK, low, high)
        cut = high if after < 0 else after
        if any(map(is_word_char, document.letters[low:cut])):
            first, last = document.original(low, cut)
            yield max(first, start), min(last, end)
        low = cut + 1


def _is_in_turn(document: Document, turns: Turns, start: int, end: int) -> bool:
    within = turns.within(start, end)
    if not any(t.words <= start and end <= t.end and t.is_sure and not t.is_quoted for t in within):
        return False
    # Stage directions are nobody's words.
    position = document.folded.folded_start(start)
    low, high = document.original(*document.paragraph_bounds(position))
    return STAGE_DIRECTION.fullmatch(document.as_read[low:high]) is None
