"""Spoken labels: the labels of a document that are its speakers'.

A label is a speaker's if it comes twice or more with sentences after it, or names an actor. A list
of names, fields or headlines has none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from factpress.archive.labels import Label, LabelForm
from factpress.archive.names import Names, Speaker
from factpress.text.label_words import label_words

# This many words are taken for sentences even without a stop.
_MANY_WORDS: Final = 20
# A label in small letters that comes once is a speaker's beside this many labels of others.
_ESTABLISHED: Final = 3
_TAIL: Final = 80
_ENDS_SENTENCE = re.compile(
    r"[.!?\u2026\u3002\uff01\uff1f\u061f\u06d4\u0964\u2014\u2013-]"
    r"[\"'\u201d\u2019\u00bb)\]\s\x00]*\Z"
)
OPENING_MARK: Final = re.compile(r"[\s\x00]*[\"\uff02\u201c\u201e\u00ab\u300c\u2018]")
_QUOTED = re.compile(
    r"\"[^\"]*\"|\u201c[^\u201d]*\u201d|\u00ab[^\u00bb]*\u00bb|\u201e[^\u201c\u201d]*[\u201c\u201d]"
)
STAGE_DIRECTION: Final = re.compile(r"[\s\x00]*[\[(][^\[\]()]*[\])][\s.\x00]*")


class SpokenLabel(NamedTuple):
    """A label with its speaker and the words after it; `is_speech` if they read like speech."""

    label: Label
    speaker: Speaker
    said: str
    is_speech: bool


def ends_sentence(text: str) -> bool:
    """Whether a text ends with a sentence's end, without its stage directions."""
    return _ENDS_SENTENCE.search(STAGE_DIRECTION.sub("", text[-_TAIL:])) is not None


def spoken_labels(
    text: str,
    found: Sequence[Label],
    paragraphs: Sequence[tuple[int, int]],
    names: Names,
    *,
    has_cues: bool,
) -> list[SpokenLabel]:
    """The labels that are speakers', in order; with cues all words are speech."""
    named = list(_named(text, found, paragraphs, names))
    if has_cues:
        named = [each._replace(is_speech=True) for each in named]
    spoken = _with_inner(text, _speakers(named, names), names)
    return spoken if _is_dialogue(spoken, names) else []


def _named(
    text: str, found: Sequence[Label], paragraphs: Sequence[tuple[int, int]], names: Names
) -> Iterator[SpokenLabel]:
    speakers: dict[str, Speaker] = {}
    for label, following in zip(found, (*found[1:], None), strict=True):
        if label.form is LabelForm.HEADING:
            continue
        ceiling = following.start if following else len(text)
        said = _said(text, label.words, ceiling, paragraphs)
        speaker = speakers.get(label.written) or names.speaker(label.written)
        speakers[label.written] = speaker
        is_speech = (
            ends_sentence(said) or len(said.split()) >= _MANY_WORDS or label.form is LabelForm.VOICE
        )
        yield SpokenLabel(label, speaker, said, is_speech)


def _said(text: str, start: int, ceiling: int, paragraphs: Sequence[tuple[int, int]]) -> str:
    """The rest of a label's paragraph; the next paragraph if the label is alone in its own."""
    at = bisect_right(paragraphs, start, key=lambda span: span[1])
    for span in paragraphs[at : at + 2]:
        said = text[max(start, span[0]) : min(span[1], ceiling)]
        if said.strip(" \0\n"):
            return said.strip(" \0\n")
    return ""


def _speakers(named: Sequence[SpokenLabel], names: Names) -> list[SpokenLabel]:
    """The labels that are speakers'."""
    counts = Counter(each.speaker.key for each in named)
    speeches = Counter(each.speaker.key for each in named if each.is_speech)
    repeated = sum(count > 1 for count in counts.values())

    def is_known(each: SpokenLabel) -> bool:
        key, speaker = each.speaker.key, each.speaker
        if speaker.is_generic or each.label.form is LabelForm.VOICE:
            return True
        if _may_come_once(each, names):
            return speeches[key] > 0 or (counts[key] > 1 and repeated > 1)
        return counts[key] > 1 and 2 * speeches[key] >= counts[key]

    known = [each for each in named if is_known(each)]
    with_names = [each for each in known if not each.speaker.is_generic]
    forms = {each.label.form for each in with_names} - {LabelForm.MIXED}
    keys = {each.speaker.key for each in known}
    if len(with_names) >= _ESTABLISHED and len(keys) > 1:
        forms.add(LabelForm.MIXED)
    return [
        each
        for each in named
        if each.speaker.key in keys or (each.label.form in forms and each.is_speech)
    ]


def _with_inner(text: str, spoken: list[SpokenLabel], names: Names) -> list[SpokenLabel]:
    """The labels, and those in capitals inside a paragraph, after a sentence's end."""
    written = {each.label.written for each in spoken if each.label.form is LabelForm.CAPITALS}
    if not written or len({each.speaker.key for each in spoken}) < 2:
        return spoken
    starts = {each.label.start for each in spoken}
    one_of = "|".join(map(re.escape, sorted(written, key=len, reverse=True)))
    pattern = re.compile(
        rf"(?<=[.!?\u2026\"\u201d)\]\u2014-])[ \t\x00]+(?P<name>{one_of})[ ]?:(?=\s)[ \t]*"
    )
    inner = [
        SpokenLabel(
            Label(each.start("name"), each.end(), each["name"], LabelForm.CAPITALS),
            names.speaker(each["name"]),
            text[each.end() : each.end() + _TAIL],
            True,
        )
        for each in pattern.finditer(text)
        if not _is_label(each.start("name"), spoken, starts)
    ]
    return sorted((*spoken, *inner), key=lambda each: each.label.start) if inner else spoken


def _is_label(position: int, spoken: Sequence[SpokenLabel], starts: set[int]) -> bool:
    """Whether a position is inside a known label."""
    last = bisect_right(spoken, position, key=lambda each: each.label.start) - 1
    return position in starts or (last >= 0 and position < spoken[last].label.words)


def _may_come_once(each: SpokenLabel, names: Names) -> bool:
    """Whether a label may come only once: it names an actor that speaks for itself.

    Headings and headlines name states and armed groups too.
    """
    is_clear = each.label.form not in (LabelForm.STOP, LabelForm.TIMED)
    return is_clear and any(map(names.can_be_heard, each.speaker.actors))


def _is_dialogue(spoken: Sequence[SpokenLabel], names: Names) -> bool:
    """Whether the labels belong to people who speak, and not to a list of names."""
    named = [each for each in spoken if not each.speaker.is_generic]
    if not named:
        return False
    if len(spoken) == 1:
        return spoken[0].label.form is LabelForm.VOICE or any(
            map(names.is_person, spoken[0].speaker.actors)
        )
    keys = {each.speaker.key for each in spoken}
    comes_once = len(keys) == len(spoken) == len(named)
    if not comes_once or are_quoted(spoken) or any(speaks(each.said) for each in spoken):
        return True
    in_capitals = all(each.label.written.isupper() for each in spoken)
    has_person = any(names.is_person(i) for each in named for i in each.speaker.actors)
    return len(spoken) == 2 and (in_capitals or has_person)


def are_quoted(spoken: Sequence[SpokenLabel]) -> bool:
    """Whether a document puts its speakers' words in quotation marks."""
    opening = [OPENING_MARK.match(each.said) is not None for each in spoken]
    return 3 * sum(opening) >= 2 * len(opening)


def without_quotations(text: str) -> str:
    """A text with a space for each quotation in it."""
    return _QUOTED.sub(" ", text)


def speaks(text: str) -> bool:
    """Whether a text has words of somebody about himself, or to another, outside quotations."""
    return label_words().spoken.search(without_quotations(text)) is not None
