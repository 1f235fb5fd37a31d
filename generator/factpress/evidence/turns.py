"""Turns: which stretches of a document are one speaker's, in transcripts and interviews.

In: a document and the publication's names. Out: turns, from each speaker's label to the next, or
to where somebody else's words begin: a heading, a closing line, narration. docs/evidence.md says
which labels are speakers; in doubt words are nobody's, so that no news story is taken for speech.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, NamedTuple

from factpress.evidence.document import Document
from factpress.evidence.label_words import SPOKEN, folded
from factpress.evidence.labels import Form, Label, labels, readable
from factpress.evidence.names import Names, Speaker, tokens_of
from factpress.evidence.runs import Kind

# In a transcript a label comes at least so often; in one of few labels more often.
_MOST_PARAGRAPHS: Final = 12
_MOST_IN_SHORT: Final = 3
_MANY: Final = 6
_MANY_WORDS: Final = 20
_HEADING_CHARACTERS: Final = 80
_HEADING_WORDS: Final = 10

_ENDS_SENTENCE = re.compile(
    r"[.!?\u2026\u3002\uff01\uff1f\u061f\u06d4\u0964\u2014\u2013-]"
    r"[\"'\u201d\u2019\u00bb)\]\s\x00]*\Z"
)
_OPENING_MARK = re.compile(r"[\s\x00]*[\"\uff02\u201c\u201e\u00ab\u300c\u2018]")
_QUOTED = re.compile(
    r"\"[^\"]*\"|\u201c[^\u201d]*\u201d|\u00ab[^\u00bb]*\u00bb|\u201e[^\u201c\u201d]*[\u201c\u201d]"
)
_REPORTS = re.compile(
    r"\b(?:said|told|added|asked|replied|says|a dit|a déclaré|a ajouté|сказал|сказала|заявил|"
    r"заявила|dijo|declaró|sagte|erklärte|disse)\b"
)
_DIRECTION = re.compile(r"[\s\x00]*[\[(][^\[\]()]*[\])][\s.\x00]*\Z")
_CLOSING = re.compile(
    r"[\s\x00]*(?:read (?:more|also|next)|see also|also read|related|more (?:on|from)\b|sign up"
    r"|subscribe|follow us|share (?:this|on)|advertisement|copyright|\u00a9"
    r"|\(?(?:additional )?reporting by|\(?editing by"
    r"|th(?:e|is) (?:interview|conversation|transcript|article) (?:was|is|has been|appeared)"
    r"|transcript (?:provided|by)|ends?\W*\Z|fin\W*\Z|photo(?:graph)?s?\b"
    r"|###|-\s?30\s?-|[*\u2042_=\u2014-]{3,}|(?:\*\s*){3}"
    r"|lire aussi|à lire|voir aussi|propos recueillis|читайте|подпис|беседовал|lesen sie auch"
    r"|das (?:interview|gespräch) führte|lea también|leia (?:mais|também))",
    re.IGNORECASE,
)


class Turn(NamedTuple):
    """Characters [start, end) of a document that are a speaker's; his words begin at `words`.

    Of a quoted turn only what stands in quotation marks is his. One that is not sure has only the
    look of a speaker's.
    """

    start: int
    words: int
    end: int
    speaker: Speaker
    is_quoted: bool = False
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Turns:
    """The turns of a document, in order; they never overlap."""

    all: tuple[Turn, ...] = ()

    def within(self, start: int, end: int) -> tuple[Turn, ...]:
        """The turns that a span of the document is in, or reaches into."""
        first = bisect_right(self.all, start, key=attrgetter("end"))
        last = bisect_left(self.all, end, key=attrgetter("start"))
        return self.all[first:last]


class _Named(NamedTuple):
    """A label with its speaker, and whether what follows it reads like speech."""

    label: Label
    speaker: Speaker
    said: str
    is_speech: bool


def turns_of(document: Document, names: Names) -> Turns:
    """The turns of a document, in time linear in its length."""
    text = readable(document)
    found = labels(document, text, names)
    if not found:
        return Turns()
    paragraphs = list(document.paragraph_spans())
    named = list(_named(text, found, paragraphs, names))
    if document.of_kind(Kind.TIMING):
        # What stands in subtitles is said, with stops or without.
        named = [each._replace(is_speech=True) for each in named]
    spoken = _speakers(named, names)
    spoken = _with_inner(text, spoken, names)
    if not _is_dialogue(spoken, names):
        return Turns()
    headings = [label.start for label in found if label.form is Form.HEADING]
    return Turns(tuple(_Reader(text, paragraphs, headings, spoken).turns()))


def _named(
    text: str, found: Sequence[Label], paragraphs: Sequence[tuple[int, int]], names: Names
) -> Iterator[_Named]:
    speakers: dict[str, Speaker] = {}
    for label, following in zip(found, (*found[1:], None), strict=True):
        if label.form is Form.HEADING:
            continue
        ceiling = following.start if following else len(text)
        said = _said(text, label.words, ceiling, paragraphs)
        speaker = speakers.get(label.written) or names.speaker(label.written)
        speakers[label.written] = speaker
        ends = _ENDS_SENTENCE.search(said[-40:]) is not None
        is_speech = ends or len(said.split()) >= _MANY_WORDS or label.form is Form.VOICE
        yield _Named(label, speaker, said, is_speech)


def _said(text: str, start: int, ceiling: int, paragraphs: Sequence[tuple[int, int]]) -> str:
    """What follows a label, to the paragraph's end; after a label alone, the next paragraph."""
    at = bisect_right(paragraphs, start, key=lambda span: span[1])
    for span in paragraphs[at : at + 2]:
        said = text[max(start, span[0]) : min(span[1], ceiling)]
        if said.strip(" \0\n"):
            return said.strip(" \0\n")
    return ""


def _speakers(named: Sequence[_Named], names: Names) -> list[_Named]:
    """Those of the labels that are speakers."""
    counts = Counter(each.speaker.key for each in named)
    speeches = Counter(each.speaker.key for each in named if each.is_speech)
    repeated = sum(count > 1 for count in counts.values())

    def is_known(each: _Named) -> bool:
        key, speaker = each.speaker.key, each.speaker
        if speaker.is_generic or each.label.form is Form.VOICE:
            return True
        is_stop = each.label.form in (Form.STOP, Form.TIMED)
        if speaker.actors and not is_stop and not all(map(names.is_state, speaker.actors)):
            return speeches[key] > 0 or (counts[key] > 1 and repeated > 1)
        return counts[key] > 1 and 2 * speeches[key] >= counts[key]

    known = [each for each in named if is_known(each)]
    told = [each for each in known if not each.speaker.is_generic]
    forms = {each.label.form for each in told} - {Form.MIXED}
    if len(told) >= _MOST_IN_SHORT and len({each.speaker.key for each in known}) > 1:
        forms.add(Form.MIXED)
    keys = {each.speaker.key for each in known}
    return [
        each
        for each in named
        if each.speaker.key in keys or (each.label.form in forms and each.is_speech)
    ]


def _with_inner(text: str, spoken: list[_Named], names: Names) -> list[_Named]:
    """With the labels in capitals that stand inside a paragraph, after a sentence's end."""
    written = {each.label.written for each in spoken if each.label.form is Form.CAPITALS}
    if not written or len({each.speaker.key for each in spoken}) < 2:
        return spoken
    starts = {each.label.start for each in spoken}
    one_of = "|".join(map(re.escape, sorted(written, key=len, reverse=True)))
    pattern = re.compile(
        rf"(?<=[.!?\u2026\"\u201d)\]\u2014-])[ \t\x00]+(?P<name>{one_of})[ ]?:(?=\s)[ \t]*"
    )
    inner = [
        _Named(
            Label(each.start("name"), each.end(), each["name"], Form.CAPITALS),
            names.speaker(each["name"]),
            text[each.end() : each.end() + _HEADING_CHARACTERS],
            True,
        )
        for each in pattern.finditer(text)
        if not _is_label(each.start("name"), spoken, starts)
    ]
    return sorted((*spoken, *inner), key=lambda each: each.label.start) if inner else spoken


def _is_label(position: int, spoken: Sequence[_Named], starts: set[int]) -> bool:
    """Whether a place is inside a label that is known."""
    last = bisect_right(spoken, position, key=lambda each: each.label.start) - 1
    return position in starts or (last >= 0 and position < spoken[last].label.words)


def _is_dialogue(spoken: Sequence[_Named], names: Names) -> bool:
    """Whether the labels are those of people who speak, and not of a list, say of who is who."""
    named = [each for each in spoken if not each.speaker.is_generic]
    if not named:
        return False
    if len(spoken) == 1:
        return spoken[0].label.form is Form.VOICE or any(
            map(names.is_person, spoken[0].speaker.actors)
        )
    keys = {each.speaker.key for each in spoken}
    is_list = len(keys) == len(spoken) == len(named) > 2
    return not is_list or any(SPOKEN.search(each.said) for each in spoken)


class _Reader:
    """Reads a document's turns from its labels."""

    def __init__(
        self,
        text: str,
        paragraphs: list[tuple[int, int]],
        headings: list[int],
        spoken: list[_Named],
    ) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._headings = headings
        self._spoken = spoken
        opening = [_OPENING_MARK.match(each.said) is not None for each in spoken]
        self._is_quoted = 3 * sum(opening) >= 2 * len(opening)
        keys = {each.speaker.key for each in spoken}
        first, last = self._at(spoken[0].label.start), self._at(spoken[-1].label.start)
        most = _MOST_PARAGRAPHS if len(spoken) >= _MANY else _MOST_IN_SHORT
        is_dense = last - first < most * (len(spoken) - 1 or 1)
        self._goes_on = is_dense and (len(keys) > 1 or len(spoken) > 2)
        self._is_sure = len(keys) > 1
        self._longest = 1

    def turns(self) -> Iterator[Turn]:
        following = [each.label.start for each in self._spoken[1:]]
        for each, ceiling in zip(self._spoken, (*following, None), strict=True):
            heading = bisect_right(self._headings, each.label.start)
            ends = [ceiling, *self._headings[heading : heading + 1]]
            end = min((e for e in ends if e is not None), default=len(self._text))
            yield from self._turn(each, end, is_last=ceiling is None)

    def _at(self, position: int) -> int:
        """The number, from 0, of the paragraph at a place, or of the next one."""
        return bisect_right(self._paragraphs, position, key=lambda span: span[1])

    def _turn(self, each: _Named, ceiling: int, *, is_last: bool) -> Iterator[Turn]:
        """The stretches of one turn: what interrupts it is left out."""
        label = each.label
        is_sure = self._is_sure or bool(each.speaker.actors) or label.form is not Form.MIXED
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
            if _CLOSING.match(self._text, low, high):
                if is_last:
                    break
                yield Turn(start, words, max(end, words), each.speaker, is_sure=is_sure)
                start = words = high
            end, number = min(high, ceiling), number + 1
        self._longest = max(self._longest, number)
        if end > start:
            yield Turn(start, words, max(end, words), each.speaker, is_sure=is_sure)

    def _first_paragraph(self, label: Label, ceiling: int) -> int:
        """The paragraph of a turn's first words: the label's, or the next where it is alone."""
        at = self._at(label.start)
        is_alone = not self._text[label.words : self._paragraphs[at][1]].strip(" \0\n")
        has_next = at + 1 < len(self._paragraphs) and self._paragraphs[at + 1][0] < ceiling
        return at + 1 if is_alone and has_next else at

    def _ends_turn(self, at: int, speaker: Speaker) -> bool:
        """Whether a paragraph is a heading, or tells of the speaker as of another."""
        paragraph = self._text[slice(*self._paragraphs[at])].replace("\0", "").strip()
        if _DIRECTION.match(paragraph):
            return False
        before = self._text[slice(*self._paragraphs[at - 1])]
        if _ENDS_SENTENCE.search(before[-40:]) and _is_heading(paragraph):
            return True
        return _is_narration(paragraph, speaker)

    def _is_after(self, at: int, number: int) -> bool:
        """Whether a paragraph after the last label is no more of its turn.

        Nothing shows where that ends: it is as long as the longest before it, and where labels
        are few, goes on only with words that speak to somebody.
        """
        if number >= self._longest:
            return True
        few = len(self._spoken) < _MANY
        return few and not SPOKEN.search(self._text[slice(*self._paragraphs[at])])


def _is_heading(paragraph: str) -> bool:
    return (
        len(paragraph) <= _HEADING_CHARACTERS
        and len(paragraph.split()) <= _HEADING_WORDS
        and not _ENDS_SENTENCE.search(paragraph)
        and not paragraph[:1].islower()
        and paragraph[-1:] not in ",;:)]"
    )


def _is_narration(paragraph: str, speaker: Speaker) -> bool:
    """Whether a paragraph tells of its speaker by name, or reports, and speaks to nobody."""
    outside = _QUOTED.sub(" ", paragraph)
    if SPOKEN.search(outside):
        return False
    if outside != paragraph and _REPORTS.search(outside) and _OPENING_MARK.match(paragraph):
        return True
    surname = speaker.key[-1] if speaker.key and not speaker.is_generic else ""
    return len(surname) > 2 and surname in tokens_of(folded(outside))
