"""Guards: facts about a match that may make its quotation unfair.

They are negations and hedges that the quotation leaves out, amounts that it cuts, questions without
their mark, quoted words of others, names in the document, and the quoted share of the document.
`passage_checks` makes problems of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from factpress.archive.document import Document
from factpress.evidence.editorial_marks import has_words
from factpress.evidence.governing import Surroundings, governs_what_follows, governs_what_precedes
from factpress.evidence.hedges import HedgeLexicon
from factpress.evidence.results import Match
from factpress.text.folding import fold
from factpress.text.numbers import cut_numbers, edges_of_insertions
from factpress.text.sentences import sentence_end, sentence_start
from factpress.text.words import WHOLE_WORD, bare_span, is_word_char

_MOST_LOOKED_AT: Final = 50_000
# Closing marks may come between the last word of a question and its mark.
_ASKED = re.compile(r"[\"')\]\u2026! ]{0,4}[?\u061f\u055e\u2047-\u2049\u203d\uff1f]")
_GREEK_ASKED = re.compile(r"[\"')\]\u2026! ]{0,4}[;?\uff1f]")
_GREEK = re.compile("[\u03b1-\u03c9]")
_ASKING = re.compile(r"[?\u061f\u2047-\u2049\u203d\uff1f]")
_SHOWN = 40
# This many characters of a passage show how its clause begins.
_HEAD = 40


class Hedge(NamedTuple):
    """A negation or hedge as the document writes it, and its characters [start, end)."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class QuotedShare:
    """The numbers of a document's words and of its quoted words, and their quotient, 0 to 1."""

    words: int
    quoted: int
    share: float


def cropped_words(
    document: Document, match: Match, lexicon: HedgeLexicon, *, has_speaker: bool = False
) -> tuple[Hedge, ...]:
    """The negations and hedges that govern the match and are outside its pieces.

    Between two pieces they always count, and so does a phrase that a piece cuts. With `has_speaker`
    (the card names a speaker), the attribution of a quotation in quotation marks does not count.
    """
    if lexicon.pattern is None:
        return ()
    pieces = [document.folded_span(*piece) for piece in match.pieces]
    sentence = _sentence(document, pieces)
    is_speech = has_speaker and inside_quotation(document, match)
    hedges: list[Hedge] = []
    for found in lexicon.pattern.finditer(document.letters, *sentence):
        if any(low <= found.start() and found.end() <= high for low, high in pieces):
            continue
        if _is_cropped(document.letters, found, pieces, sentence, lexicon, is_speech):
            span = document.original(*found.span())
            hedges.append(Hedge(document.text_of(*found.span()), *span))
    return tuple(hedges)


def _sentence(document: Document, pieces: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The folded span of the sentences around the pieces."""
    first, last = pieces[0][0], pieces[-1][1] - 1
    start = sentence_start(document.letters, first, document.paragraph_bounds(first)[0])
    return start, sentence_end(document.letters, last, document.paragraph_bounds(last)[1])


def _is_cropped(
    letters: str,
    found: re.Match[str],
    pieces: Sequence[tuple[int, int]],
    sentence: tuple[int, int],
    lexicon: HedgeLexicon,
    is_speech: bool,
) -> bool:
    """Whether this hedge, outside the pieces, governs them or counts in any case."""
    (low, high), (first, last) = found.span(), (pieces[0][0], pieces[-1][1])
    if high > first and low < last:
        return True
    kind = lexicon.kind(found[0])
    if is_speech and kind in ("claim", "attribution"):
        return False
    if _affirms(letters, found, sentence, lexicon):
        return False
    before = letters[sentence[0] : low]
    if high <= first:
        around = Surroundings(before, letters[high:first], letters[first : first + _HEAD], found[0])
        return governs_what_follows(kind, lexicon.language, around)
    around = Surroundings(before, letters[last:low], "", found[0], letters[high : sentence[1]])
    return governs_what_precedes(kind, lexicon.language, around)


def _affirms(
    letters: str, found: re.Match[str], sentence: tuple[int, int], lexicon: HedgeLexicon
) -> bool:
    """Whether the hedge is part of a phrase that affirms, such as "no doubt"."""
    if lexicon.affirmations is None:
        return False
    low = max(sentence[0], found.start() - _HEAD)
    return any(
        phrase.start() <= found.start() and found.end() <= phrase.end()
        for phrase in lexicon.affirmations.finditer(letters, low, found.end() + _HEAD)
    )


def inserted_hedges(match: Match, lexicon: HedgeLexicon) -> tuple[str, ...]:
    """The negations and hedges in the editor's insertions."""
    if lexicon.pattern is None:
        return ()
    return tuple(
        found[0]
        for words in match.insertions
        for found in lexicon.pattern.finditer(fold(words).text)
    )


def cut_amounts(document: Document, match: Match, language: str) -> tuple[tuple[str, str], ...]:
    """The amounts that the edges of the pieces cut: "unit" or "limiter", and the whole amount."""
    pieces = [document.folded_span(*piece) for piece in match.pieces]
    cuts = cut_numbers(document.letters, pieces, language)
    return tuple((cut.kind, document.text_of(cut.start, cut.end)) for cut in cuts)


def changed_amounts(passage: str, match: Match, language: str) -> tuple[str, ...]:
    """The amounts that the editor's insertions make or cut."""
    if not match.insertions:
        return ()
    letters, edges = edges_of_insertions(fold(passage).text, match.insertions)
    cuts = cut_numbers(letters, [(edge, edge) for edge in edges], language)
    return tuple(letters[cut.start : cut.end] for cut in cuts)


def asked(document: Document, match: Match) -> str | None:
    """The end of a question, with its mark, if a piece leaves out only that mark."""
    for piece in match.pieces:
        low, high = document.folded_span(*piece)
        is_greek = _GREEK.match(document.letters[high - 1].lower())
        mark = (_GREEK_ASKED if is_greek else _ASKED).match(document.letters, high)
        if mark and not _ASKING.search(document.letters, max(low, high - 6), high):
            first = max(low, document.letters.rfind(" ", low, max(low, high - _SHOWN)) + 1)
            return document.text_of(first, mark.end())
    return None


def inside_quotation(document: Document, match: Match) -> bool:
    """Whether every piece of the match is inside quotation marks of the document.

    Marks at a piece's edges, and a quotation inside a piece, do not count.
    """
    return all(is_quoted(document, start, end) for start, end in match.pieces)


def is_quoted(document: Document, start: int, end: int) -> bool:
    """Whether a span of the document, without marks at its edges, is inside quotation marks."""
    return document.quotations.holds(*bare_span(document.text, start, end))


def names_in(document: Document, names: Sequence[str]) -> bool:
    """Whether the document has any of the names as whole words, in any letter case.

    An apostrophe beside a name separates words (Mali's, d'Orsay), a hyphen does not (Jean-Yves is
    not Jean). Inflected forms are other names.
    """
    return any(_has_name(document, fold(name).text.lower()) for name in names)


def _has_name(document: Document, name: str) -> bool:
    letters = document.caseless
    start = letters.find(name) if has_words(name) else -1
    for _ in range(_MOST_LOOKED_AT):
        if start < 0:
            return False
        if not any(_joins_name(document, at) for at in (start - 1, start + len(name))):
            return True
        start = letters.find(name, start + 1)
    # Words contain the name very often: search quickly, without a look at kinds of dashes.
    whole = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    return start >= 0 and whole.search(letters, start) is not None


def _joins_name(document: Document, position: int) -> bool:
    """Whether the character at this position of the small letters joins a name beside it."""
    letters = document.caseless
    if not 0 <= position < len(letters):
        return False
    # A few letters are longer in lower case: then the kind of a dash is unknown.
    is_aligned = len(letters) == len(document.letters)
    if letters[position] == "-":
        return not (is_aligned and document.has_parting_dash(position))
    return is_word_char(letters[position])


def quoted_share(document: Document, spans: Iterable[tuple[int, int]]) -> QuotedShare:
    """The share of the document's words in these spans of the original text.

    A word counts once in several spans; a word that a span cuts counts as quoted.
    """
    quoted = reached = 0
    for span in sorted(span for span in spans if span[0] < span[1]):
        low, high = document.folded_span(*span)
        for word in WHOLE_WORD.finditer(document.letters, max(reached, low)):
            if word.start() >= high:
                break
            quoted += 1
            reached = word.end()
    words = document.words
    return QuotedShare(words, quoted, quoted / words if words else 0.0)
