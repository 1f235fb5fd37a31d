"""Turns: the stretches of a transcript or interview that are one speaker's.

A turn reaches from a speaker's label to the next one, or to words that are not the speaker's: a
heading, a closing line, narration. docs/reference/evidence.md has the rules. In doubt words are
nobody's, so that no news story counts as speech.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, NamedTuple

from factpress.archive.document import Document
from factpress.archive.labels import Label, LabelForm, labels
from factpress.archive.names import Names, Speaker, tokens_of
from factpress.archive.spoken_labels import (
    OPENING_MARK,
    STAGE_DIRECTION,
    SpokenLabel,
    are_quoted,
    ends_sentence,
    speaks,
    spoken_labels,
    without_quotations,
)
from factpress.text.label_words import folded, label_words
from factpress.text.runs import Kind

# A transcript has a label in at most this many paragraphs; with few labels, in fewer.
_MOST_PARAGRAPHS: Final = 12
_MOST_IN_SHORT: Final = 4
_MANY: Final = 6
_HEADING_CHARACTERS: Final = 80
_HEADING_WORDS: Final = 10

_CLOSING = re.compile(
    r"[\s\x00]*(?:more (?:on|from)\b|\u00a9|ends?\W*\Z|fin\W*\Z|photo(?:graph)?s?\b"
    r"|th(?:e|is) (?:interview|conversation|transcript|article) (?:was|is|has been|appeared)"
    r"|###|-\s?30\s?-|[*\u2042_=\u2014-]{3,}|(?:\*\s*){3})",
    re.IGNORECASE,
)


class Turn(NamedTuple):
    """Characters [start, end) of a document that are a speaker's; the words begin at `words`.

    Only the quotations in a quoted turn are the speaker's words. A turn that is not sure only looks
    like a speaker's. `number` is the turn's, from 1: stretches share it if something interrupts the
    turn, or a subtitle repeats the voice on each cue.
    """

    start: int
    words: int
    end: int
    speaker: Speaker
    is_quoted: bool = False
    is_sure: bool = True
    number: int = 0


@dataclass(frozen=True, slots=True)
class Turns:
    """The turns of a document, in order; they never overlap."""

    all: tuple[Turn, ...] = ()

    def within(self, start: int, end: int) -> tuple[Turn, ...]:
        """The turns that a span of the document touches."""
        first = bisect_right(self.all, start, key=attrgetter("end"))
        last = bisect_left(self.all, end, key=attrgetter("start"))
        return self.all[first:last]


def turns_of(document: Document, names: Names) -> Turns:
    """The turns of a document, in time linear in its length."""
    text = document.as_read
    found = labels(document, text, names)
    if not found:
        return Turns()
    paragraphs = list(document.paragraph_spans())
    has_cues = bool(document.of_kind(Kind.TIMING))
    spoken = spoken_labels(text, found, paragraphs, names, has_cues=has_cues)
    if not spoken:
        return Turns()
    headings = [label.start for label in found if label.form is LabelForm.HEADING]
    return Turns(tuple(_Reader(text, paragraphs, headings, spoken).turns()))


class _Reader:
    """Reads a document's turns from its labels."""

    def __init__(
        self,
        text: str,
        paragraphs: list[tuple[int, int]],
        headings: list[int],
        spoken: list[SpokenLabel],
    ) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._headings = headings
        self._spoken = spoken
        self._is_quoted = are_quoted(spoken)
        self._counts = keys = Counter(each.speaker.key for each in spoken)
        first, last = self._at(spoken[0].label.start), self._at(spoken[-1].label.start)
        most = _MOST_PARAGRAPHS if len(spoken) >= _MANY else _MOST_IN_SHORT
        is_dense = last - first < most * (len(spoken) - 1 or 1)
        self._goes_on = is_dense and (len(keys) > 1 or len(spoken) > 2)
        speaking = sum(speaks(each.said) for each in spoken)
        self._is_sure = len(keys) > 1 and (self._is_quoted or 4 * speaking >= len(spoken))
        self._longest = 1

    def turns(self) -> Iterator[Turn]:
        following = [each.label.start for each in self._spoken[1:]]
        number = 0
        before: SpokenLabel | None = None
        for each, ceiling in zip(self._spoken, (*following, None), strict=True):
            number += not _goes_on(before, each)
            before = each
            heading = bisect_right(self._headings, each.label.start)
            ends = [ceiling, *self._headings[heading : heading + 1]]
            end = min((e for e in ends if e is not None), default=len(self._text))
            for turn in self._turn(each, end, is_last=ceiling is None):
                yield turn._replace(number=number)

    def _at(self, position: int) -> int:
        """The number, from 0, of the paragraph at a position, or of the next one."""
        return bisect_right(self._paragraphs, position, key=lambda span: span[1])

    def _turn(self, each: SpokenLabel, ceiling: int, *, is_last: bool) -> Iterator[Turn]:
        """The stretches of one turn, without interruptions."""
        label = each.label
        is_plain = label.form in (LabelForm.MIXED, LabelForm.STOP) and not each.speaker.actors
        is_sure = not is_plain or (self._is_sure and self._counts[each.speaker.key] > 1)
        if self._at(label.start) == len(self._paragraphs):
            return
        at = self._first_paragraph(label, ceiling)
        start, words, end = label.start, label.words, min(self._paragraphs[at][1], ceiling)
        if self._is_quoted or not self._goes_on:
            yield Turn(start, words, max(end, words), each.speaker, self._is_quoted, is_sure)
            return
        number = 1
        while (at := at + 1) < len(self._paragraphs) and self._paragraphs[at][0] < ceiling:
            low, high = self._paragraphs[at]
            if self._ends_turn(at, each.speaker) or (is_last and self._is_after(at, number)):
                break
            if _closes(self._text, low, high):
                if is_last:
                    break
                yield Turn(start, words, max(end, words), each.speaker, is_sure=is_sure)
                start = words = high
            end, number = min(high, ceiling), number + 1
        self._longest = max(self._longest, number)
        if end > start:
            yield Turn(start, words, max(end, words), each.speaker, is_sure=is_sure)

    def _first_paragraph(self, label: Label, ceiling: int) -> int:
        """The paragraph of a turn's first words: the label's, or the next if the label is alone."""
        at = self._at(label.start)
        end = min(self._paragraphs[at][1], ceiling)
        is_alone = not self._text[label.words : end].strip(" \0\n")
        has_next = at + 1 < len(self._paragraphs) and self._paragraphs[at + 1][0] < ceiling
        return at + 1 if is_alone and has_next else at

    def _ends_turn(self, at: int, speaker: Speaker) -> bool:
        """Whether a paragraph is a heading, or narrates about the speaker."""
        paragraph = self._text[slice(*self._paragraphs[at])].replace("\0", "").strip()
        if STAGE_DIRECTION.fullmatch(paragraph):
            return False
        before = self._text[slice(*self._paragraphs[at - 1])]
        # Captions begin another speaker's words with >>.
        if paragraph.startswith(">>") or (ends_sentence(before) and _is_heading(paragraph)):
            return True
        return _is_narration(paragraph, speaker)

    def _is_after(self, at: int, number: int) -> bool:
        """Whether a paragraph after the last label is outside its turn.

        Nothing marks the end of that turn: it is at most as long as the longest before it. In a
        document of few labels only words of a speaker continue it.
        """
        if number >= self._longest:
            return True
        few = len(self._spoken) < _MANY
        return few and not label_words().spoken.search(self._text[slice(*self._paragraphs[at])])


def _goes_on(before: SpokenLabel | None, each: SpokenLabel) -> bool:
    """Whether a cue has the same voice as the cue before it."""
    if before is None or each.label.form is not LabelForm.VOICE:
        return False
    return each.label.written == before.label.written


def _closes(text: str, start: int, end: int) -> bool:
    """Whether a paragraph is a line after a transcript, such as "Read more"."""
    patterns = (_CLOSING, label_words().closings)
    return any(pattern.match(text, start, end) for pattern in patterns)


def _is_heading(paragraph: str) -> bool:
    return (
        len(paragraph) <= _HEADING_CHARACTERS
        and len(paragraph.split()) <= _HEADING_WORDS
        and not ends_sentence(paragraph)
        and not paragraph[:1].islower()
        and paragraph[-1:] not in ",;:)]"
    )


def _is_narration(paragraph: str, speaker: Speaker) -> bool:
    """Whether a paragraph names its speaker, or reports, and has no words of a speaker."""
    outside = without_quotations(paragraph)
    if label_words().spoken.search(outside):
        return False
    if (
        outside != paragraph
        and label_words().reports.search(outside)
        and OPENING_MARK.match(paragraph)
    ):
        return True
    surname = speaker.key[-1] if speaker.key and not speaker.is_generic else ""
    return len(surname) > 2 and surname in tokens_of(folded(outside))
