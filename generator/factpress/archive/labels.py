"""Labels: the names before speech in transcripts.

A label's form alone decides here whether it may be a speaker's. Headings that look like labels
("Note:", "THE FACTS:") are labels too. `spoken_labels` decides which are speakers' by their number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import StrEnum
from operator import itemgetter
from typing import Final, NamedTuple

from factpress.archive.document import Document
from factpress.archive.names import Names, is_generic, name_of, tokens_of
from factpress.text.label_words import folded, label_words
from factpress.text.quotation_marks import BLANK
from factpress.text.runs import Kind

_MOST_WORDS: Final = 6
_LONGEST_EAST_ASIAN: Final = 8


class LabelForm(StrEnum):
    """How a label differs from the speech after it."""

    CAPITALS = "capitals"
    MIXED = "mixed"
    MARKUP = "markup"
    STOP = "stop"
    TIMED = "timed"
    VOICE = "voice"
    HEADING = "heading"
    ASIDE = "aside"


class Label(NamedTuple):
    """A label [start, words) and the name in it; the speech begins at `words`.

    `start` is the start of its line: a time code, a dash or a stage direction may precede the name.
    """

    start: int
    words: int
    written: str
    form: LabelForm


_SPACE = r"(?:[^\S\n\f\r\u2028\u2029]|\x00)"
_LINE_ENDS = re.compile(r"[\n\f\r\u2028\u2029]+")
# The last end of a label, in characters from its line's start.
_REACH: Final = 200
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
# These may precede a label: marks of lists, dashes, stage directions, time codes, line numbers.
_LEAD = (
    rf"(?P<lead>(?>{_SPACE}+|[>*_\u2022\u00b7#|\u2013\u2014\u2015\"\u201c\u00ab-]"
    rf"|[\[(][^\n\[\]()]{{1,60}}[\])]|{_TIME}|\d{{1,4}}[.)]?(?={_SPACE})){{0,10}}+)"
)
_NAME = r"(?P<name>[^\W\d_](?:[^\n\f\r:;!?\uff1a\u3002\uff01\uff1f\u061f\u2028]){0,89}?)"
_AFTER = rf"[*_]{{0,3}}(?:{_SPACE}*[\[(]{_TIME}[\])])?{_SPACE}*"
_COLON = re.compile(
    rf"{_LEAD}{_NAME}{_SPACE}*(?:[\[(]{_TIME}[\])]{_SPACE}*)?[*_\"\u201d\u00bb]{{0,3}}{_SPACE}*[:\uff1a](?!//|\d){_AFTER}"
)
_TIMED = re.compile(
    rf"{_LEAD}(?P<name>[^\W\d_][^\n\f\r:\uff1a\u3002]{{0,59}}?){_SPACE}+[\[(]?{_TIME}[\])]?"
    rf"{_SPACE}*(?=\n)"
)
_STOP = re.compile(
    rf"{_LEAD}(?P<name>[QA]|(?:Mr|Mrs|Ms|Dr)\. (?:[A-Z]\. ?|St\. ){{0,2}}[A-Z][^\s.]+"
    r"(?: [A-Z][^\s.]+)?"
    r"|(?:Senator|Representative|Secretary|Chairman|Chairwoman|Chair|Governor|Judge)"
    r" [A-Z][^\s.]+(?: [A-Z][^\s.]+)?"
    r"|[Tt](?:he|HE) (?i:(?:vice |prime |acting )?(?:president|chairman|chairwoman|chair|speaker"
    r"|minister|mayor|presiding officer|court|clerk|witness|governor|secretary|attorney general)))"
    rf"(?: of [A-Z][a-z]+(?: [A-Z][a-z]+)?)?\."
    rf"(?:{_SPACE}*[\[(][^\n\])]{{1,40}}[\])]\.?)?{_SPACE}+(?=[\"\u201cA-Z(\[])"
)
# The form of plays. A dateline or a sentence may look the same: see `spoken_labels`.
_DASHED = re.compile(
    rf"{_LEAD}(?P<name>[^\W\d_][^\n\f\r:;!?,\u2013\u2014]{{0,39}}?)\.?{_SPACE}+[\u2013\u2014]"
    rf"{_SPACE}+(?=[^\W\d_a-zà-ÿа-яё]|[\"\u201c\u00ab])"
)
_PARENTHESES = re.compile(r"\([^()\n]*\)?|\[[^\[\]\n]*\]?")
_END_OF_SENTENCE = re.compile(
    r"[.!?\u2026\u3002\uff01\uff1f\u061f\u06d4\u0964:\u2014\u2013)\]\"'\u201d\u2019\u00bb-]"
)
_DIGITS = re.compile(r"\d+")
_PREFIX = re.compile(r"\A(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|d['\u2019])(?=[^\W\d_a-z]{2})")
_LOOK_BACK: Final = 200


def labels(document: Document, text: str, names: Names) -> tuple[Label, ...]:
    """The labels of a document, in order; `text` is its text without skipped characters.

    A heading's word is a label if it is the name of a person in the publication.
    """
    marked = document.of_kind(Kind.LABEL)
    starts = frozenset(each.start for each in marked)
    found = {label.start: label for label in _at_lines(text, starts, names)}
    taken = [(label.start, label.words) for label in found.values()]
    for each in (*marked, *document.of_kind(Kind.VOICE)):
        label = _of_markup(document.text[each.start : each.end], each.start, each.end, each.kind)
        if label and not _is_within(label.start, taken):
            found[label.start] = label
    return tuple(found[start] for start in sorted(found))


def _at_lines(text: str, marked: frozenset[int], names: Names) -> Iterator[Label]:
    """The labels at lines' starts, in order."""
    forms = _Forms(names)
    start = 0
    for end in (*(found.end() for found in _LINE_ENDS.finditer(text)), len(text)):
        head = text[start : min(end, start + _REACH)]
        label = None
        if ":" in head or "\uff1a" in head:
            label = _with_colon(text, start, marked, forms) or _in_form(_TIMED, text, start)
        if label is None and (". " in head or " \u2013" in head or " \u2014" in head):
            label = _in_form(_STOP, text, start) or _in_form(_DASHED, text, start)
        if label:
            yield label
        start = end


def _is_within(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    last = bisect_right(spans, position, key=itemgetter(0)) - 1
    return last >= 0 and position < spans[last][1]


class _Forms(dict[str, LabelForm | None]):
    """The forms of labels by their names, each computed once."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, name: str) -> LabelForm | None:
        form = form_of(name)
        if form in (LabelForm.HEADING, LabelForm.ASIDE) and self._names.has_surname(name):
            form = LabelForm.CAPITALS if name.isupper() else LabelForm.MIXED
        elif form is None and self._names.is_name(name):
            form = LabelForm.MIXED
        self[name] = None if form is LabelForm.ASIDE else form
        return self[name]


def _with_colon(text: str, start: int, marked: frozenset[int], forms: _Forms) -> Label | None:
    found = _COLON.match(text, start)
    if found is None:
        return None
    name = _clean(found["name"])
    form = forms[name]
    is_plain = form is LabelForm.MIXED or (form is LabelForm.HEADING and not name.isupper())
    if form is None or (is_plain and not _may_begin(text, found)):
        return None
    if form in (LabelForm.CAPITALS, LabelForm.MIXED) and found.start("name") in marked:
        form = LabelForm.MARKUP
    return Label(start, found.end(), name, form)


def _in_form(pattern: re.Pattern[str], text: str, start: int) -> Label | None:
    """A label without a colon after it."""
    found = pattern.match(text, start)
    name = _clean(found["name"]) if found else ""
    if found is None or form_of(name) not in (LabelForm.CAPITALS, LabelForm.MIXED):
        return None
    return Label(start, found.end(), name, LabelForm.TIMED if pattern is _TIMED else LabelForm.STOP)


def _of_markup(written: str, start: int, end: int, kind: Kind) -> Label | None:
    name = _clean(written).strip(" :\uff1a\u2014\u2013-")
    if kind is Kind.VOICE:
        return Label(start, end, name, LabelForm.VOICE) if name else None
    form = form_of(name)
    if form in (None, LabelForm.ASIDE):
        return None
    return Label(start, end, name, form if form is LabelForm.HEADING else LabelForm.MARKUP)


def _clean(written: str) -> str:
    return " ".join(written.replace(BLANK, " ").strip(' *_"\u201c\u201d\u00ab\u00bb').split())


def _may_begin(text: str, found: re.Match[str]) -> bool:
    """Whether a label may begin at a line's start: not if a sentence continues there."""
    before = text[max(0, found.start() - _LOOK_BACK) : found.start()]
    ended = before.rstrip(" \t\u00a0\0")
    if ended.endswith(("\n\n", "\f")) or not ended.strip("\n\0 "):
        return True
    before = before.rstrip(" \t\n\r\u00a0\0")
    last = before[-1:]
    if last == "-" and before[-2:-1].isalpha():
        # The line breaks a word.
        return _is_blank_line(ended)
    return not last or _END_OF_SENTENCE.match(last) is not None or _is_blank_line(ended)


def _is_blank_line(before: str) -> bool:
    return re.search(r"\n[^\S\n]*\n[^\S\n]*\Z", before) is not None


def form_of(written: str) -> LabelForm | None:
    """The form of a label with this name, or None if it cannot be a label."""
    name = name_of(written)
    phrases = {folded(_PARENTHESES.sub(" ", written)).strip(" ."), folded(name)}
    phrases |= {" ".join(w for w in p.split() if w not in label_words().articles) for p in phrases}
    if not label_words().asides.isdisjoint(phrases) or not label_words().parts.isdisjoint(
        tokens_of(name)[:1]
    ):
        return LabelForm.ASIDE
    if not label_words().headings.isdisjoint(_DIGITS.sub("", phrase).strip() for phrase in phrases):
        return LabelForm.HEADING
    if is_generic(tokens_of(name)):
        return LabelForm.CAPITALS if name.isupper() else LabelForm.MIXED
    if any(map(str.isdigit, name)) or any(mark in name for mark in "/@=<>{}"):
        return None
    return _form_of_name(name, has_description="," in written)


def _form_of_name(name: str, *, has_description: bool) -> LabelForm | None:
    words = name.split()
    if not words:
        return None
    if not any(char.isupper() or char.islower() for char in name):
        return LabelForm.MIXED if _may_be_uncased(words) else None
    if len(words) > _MOST_WORDS or not all(map(_may_be_in_name, words)):
        return None
    telling = [
        word
        for word in words
        if folded(word) not in label_words().particles
        and word.strip(".").lower() not in label_words().titles
    ]
    if (telling or words)[-1][:1].islower() and "'" not in folded(words[-1]) and telling:
        return None
    if not any(map(str.isupper, name)):
        return None
    if all(map(_is_capitals, telling or words)):
        return LabelForm.CAPITALS
    return None if has_description and len(words) == 1 else LabelForm.MIXED


def _is_capitals(word: str) -> bool:
    """Whether a word is in capitals, as McCAIN and O'NEILL are."""
    return _PREFIX.sub("", word).isupper()


def _may_be_in_name(word: str) -> bool:
    """Whether a word of a label may be one of a name: a capital, a title, or a particle."""
    bare = word.strip("\"'\u201c\u201d\u2018\u2019.&-\u2013")
    if not bare:
        return word in ("&", "-", "\u2013")
    if word.endswith(".") and len(bare) > 4:
        # No abbreviation: a sentence ends here, as in "Mr. Chairman. Look, the facts:".
        return False
    small = folded(bare)
    if bare[0].isupper() or small in label_words().particles or small in label_words().titles:
        return True
    has_apostrophe = "'" in bare.replace("\u2019", "'")
    return has_apostrophe and bare[-1:].isalpha() and any(map(str.isupper, bare))


def _may_be_uncased(words: list[str]) -> bool:
    """Whether words of a script without capitals may be a name."""
    whole = "".join(words)
    if any(whole.endswith(verb) or words[0] == verb for verb in label_words().speech_verbs):
        return False
    is_east_asian = any(char >= "\u3040" for char in whole)
    return len(whole) <= _LONGEST_EAST_ASIAN if is_east_asian else len(words) <= _MOST_WORDS - 2
