"""Properties of the readers of text: numbers, sentences, quotations, marks, lists, catalogues."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections.abc import Mapping, Sequence
from itertools import pairwise

import jinja2

from factpress.archive.document import prepare
from factpress.archive.labels import labels
from factpress.archive.names import Names, is_generic, name_of
from factpress.cli.clock import VARIABLE, instant, instant_of
from factpress.cli.describe import blocks, macros
from factpress.evidence.editorial_marks import MarkFault, own_words, pieces, without_marks
from factpress.i18n import translations
from factpress.text.folding import fold
from factpress.text.number_tokens import BREAK, number_lexicon, tokens
from factpress.text.numbers import cut_numbers
from factpress.text.quotation_marks import quotations
from factpress.text.sentences import new_lines, sentence_end, sentence_start
from factpress.text.word_lists import parse_lists, word_lists
from factpress.text.words import bare_span, is_word_char, parts_word, whole_words

_NAMES = Names({})


def number_words(text: str) -> None:
    """Tokens of numbers are in the text, in order; an amount that an edge cuts is around it."""
    letters = fold(text).text
    for language in ("en", "ar", "ja", "no-lists"):
        row, found = tokens(letters, 0, len(letters), number_lexicon(language))
        assert len(row) == len(found)
        assert all(one.end <= other.start for one, other in pairwise(found))
        for token, character in zip(found, row, strict=True):
            assert (token.start == token.end) == (character == BREAK)
        for edge in range(0, len(letters), 3):
            for cut in cut_numbers(letters, [(edge, len(letters))], language):
                assert 0 <= cut.start <= edge <= len(letters)
                assert cut.start < cut.end <= len(letters)


def sentences(text: str) -> None:
    """Every position is in one sentence, and no line begins outside of the text."""
    letters = fold(text).text
    for position in range(len(letters)):
        start, end = sentence_start(letters, position), sentence_end(letters, position)
        assert 0 <= start <= position < end <= len(letters)
    lines = list(new_lines(text, 0, len(text)))
    assert all(0 <= each.start <= each.words <= len(text) for each in lines)
    assert all(one.start < other.start for one, other in pairwise(lines))


def words(text: str) -> None:
    """A cut in a word is in the word, whose edges cut no word."""
    document = prepare(text)
    letters = document.letters
    for position in range(len(letters) + 1):
        start, end = whole_words(document, position)
        assert 0 <= start <= position <= end <= len(letters)
        # A longer word is named in part.
        if position - start < 80 and end - position < 80:
            assert not parts_word(document, start)
            assert not parts_word(document, end)
    first, past = bare_span(letters, 0, len(letters))
    assert first == past or (is_word_char(letters[first]) and is_word_char(letters[past - 1]))


def quoted(text: str) -> None:
    """Quotations are apart, in order, and between two characters of the text."""
    document = prepare(text)
    found = quotations(document.as_read, document.paragraph_spans())
    spans = list(zip(found.starts, found.ends, strict=True))
    assert all(0 < start <= end <= len(text) for start, end in spans)
    assert all(found.holds(start, end) for start, end in spans)
    assert all(one[0] < other[0] and one[1] <= other[1] for one, other in pairwise(spans))


def marks(text: str) -> None:
    """A passage has pieces whose readings are texts of it, or a fault that says why not."""
    passage = fold(text).text
    found = pieces(passage)
    if isinstance(found, MarkFault):
        assert str(found)
        return
    assert found
    for piece in found:
        assert piece.parts
        assert all(readings for readings in piece.parts)
    assert own_words(text, []).own >= 0
    assert len(without_marks(passage)) <= len(passage)


def speakers(text: str) -> None:
    """Labels are in the text and in order; a label that is nobody's name names nobody."""
    document = prepare(text)
    found = labels(document, document.as_read, _NAMES)
    assert all(0 <= each.start <= each.words <= len(text) for each in found)
    assert all(one.start < other.start for one, other in pairwise(found))
    speaker = _NAMES.speaker(text)
    assert speaker.actors == frozenset()
    assert speaker.written == name_of(text)
    assert speaker.is_generic == is_generic(speaker.key)


def lists(text: str) -> None:
    """Word lists are read, or refused in words; those that are read are written and read again."""
    try:
        found = parse_lists(text)
    except ValueError:
        return
    assert parse_lists(_as_lists(found)) == found


def _as_lists(found: Mapping[str, Mapping[str, Sequence[str]]]) -> str:
    return "".join(
        f"[{language}]\n"
        + "".join(f"{name}: {'; '.join(phrases)}\n" for name, phrases in lists.items())
        for language, lists in found.items()
    )


def our_lists() -> None:
    """The lists of the package are written and read again the same."""
    for subject in ("numbers", "hedges", "labels", "clauses", "sentences", "east_asian"):
        assert parse_lists(_as_lists(word_lists(subject))) == word_lists(subject)


def catalogue(text: str) -> None:
    """A catalogue of messages is read, or refused with a ValueError."""
    try:
        found = translations.parsed(text)
    except ValueError:
        return
    assert all(forms and all(forms) for forms in found.messages.values())


def translated(message: str, translation: str) -> None:
    """A message and its translation are read from a catalogue as they were written."""
    written = f"msgid {json.dumps(message)}\nmsgstr {json.dumps(translation)}\n"
    found = translations.parsed(
        f'msgid ""\nmsgstr "Plural-Forms: nplurals=1; plural=0;\\n"\n\n{written}'
    )
    # The translation of nothing is the head of a catalogue.
    expected = {message: (translation,)} if message and translation else {}
    assert found.messages == expected


def moment(text: str) -> None:
    """An instant in UTC, or words why the text is none; `SOURCE_DATE_EPOCH` likewise."""
    try:
        found = instant(text)
    except argparse.ArgumentTypeError:
        pass
    else:
        assert found.tzinfo is dt.UTC
        assert instant(found.isoformat()) == found
    try:
        epoch = instant_of({VARIABLE: text})
    except ValueError:
        pass
    else:
        assert epoch.timestamp() == int(text)


def template(text: str) -> None:
    """A template's blocks and macros are listed, or it is refused as Jinja refuses it."""
    try:
        found, named = blocks(text), macros(text)
    except jinja2.TemplateSyntaxError:
        return
    assert all(name.isidentifier() for _, name in found)
    assert all(name.isidentifier() for name in named)
