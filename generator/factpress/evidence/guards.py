"""Guards: what a passage that was found may still get wrong.

In go a Document and a Match; out come the negations and hedges that the quotation leaves out,
whether its words are someone's quoted words, whose names the document holds, and how much of the
document is quoted. Facts only: what follows from them is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from factpress.evidence.document import Document
from factpress.evidence.editorial_marks import has_words
from factpress.evidence.folding import fold
from factpress.evidence.hedges import Lexicon
from factpress.evidence.results import Match
from factpress.evidence.sentences import sentence_end, sentence_start
from factpress.evidence.words import WHOLE_WORD, is_word_char


class Hedge(NamedTuple):
    """A negation or hedge as the document writes it, and its characters [start, end) there."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Share:
    """How many words a document has, how many are quoted, and the quotient, 0 to 1."""

    words: int
    quoted: int
    share: float


def cropped_words(document: Document, match: Match, lexicon: Lexicon) -> tuple[Hedge, ...]:
    """The negations and hedges in the sentences round the match that its pieces leave out.

    Those in omitted stretches count; so does a phrase of which a piece holds only a part.
    """
    if lexicon.pattern is None:
        return ()
    folded = document.folded
    pieces = [(folded.folded_start(start), folded.folded_end(end)) for start, end in match.pieces]
    first, last = pieces[0][0], pieces[-1][1] - 1
    start = sentence_start(document.letters, first, document.paragraph_bounds(first)[0])
    end = sentence_end(document.letters, last, document.paragraph_bounds(last)[1])
    hedges: list[Hedge] = []
    for found in lexicon.pattern.finditer(document.letters, start, end):
        low, high = found.span()
        if not any(begin <= low and high <= stop for begin, stop in pieces):
            place = document.original(low, high)
            hedges.append(Hedge(document.text[slice(*place)], *place))
    return tuple(hedges)


def inserted_hedges(match: Match, lexicon: Lexicon) -> tuple[str, ...]:
    """The negations and hedges among the words that the editor put into the passage."""
    if lexicon.pattern is None:
        return ()
    return tuple(
        found[0]
        for words in match.insertions
        for found in lexicon.pattern.finditer(fold(words).text)
    )


def inside_quotation(document: Document, match: Match) -> bool:
    """Whether every piece of the match stands inside quotation marks of the document.

    Marks at the edges of a piece are set aside; a quotation inside the piece does not count.
    """
    return all(is_quoted(document, start, end) for start, end in match.pieces)


def is_quoted(document: Document, start: int, end: int) -> bool:
    """Whether a span of the document stands inside quotation marks, marks at its edges aside."""
    while start < end and not is_word_char(document.text[start]):
        start += 1
    while start < end and not is_word_char(document.text[end - 1]):
        end -= 1
    return document.quotations.holds(start, end)


def names_in(document: Document, names: Sequence[str]) -> bool:
    """Whether any of the names stands in the document as whole words, in any letter case.

    An apostrophe beside a name parts words (Mali's, d'Orsay), a hyphen does not (Jean-Yves is no
    Jean). Inflected forms are other names.
    """
    return any(_has_name(document, fold(name).text.lower()) for name in names)


def _has_name(document: Document, name: str) -> bool:
    letters = document.caseless
    start = letters.find(name) if has_words(name) else -1
    while start >= 0:
        if not any(_joins_name(document, at) for at in (start - 1, start + len(name))):
            return True
        start = letters.find(name, start + 1)
    return False


def _joins_name(document: Document, position: int) -> bool:
    """Whether the character at this place of the small letters makes one word with a name."""
    letters = document.caseless
    if not 0 <= position < len(letters):
        return False
    # A few letters grow longer when made small: then a dash's kind cannot be looked up.
    is_aligned = len(letters) == len(document.letters)
    if letters[position] == "-":
        return not (is_aligned and document.has_parting_dash(position))
    return is_word_char(letters[position])


def quoted_share(document: Document, spans: Iterable[tuple[int, int]]) -> Share:
    """The share of the document's words that stand in any of these spans of the original text.

    A word counts once, however many spans hold it; a word that a span cuts counts as quoted.
    """
    folded = document.folded
    quoted = reached = 0
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        low, high = max(reached, folded.folded_start(start)), folded.folded_end(end)
        for word in WHOLE_WORD.finditer(document.letters, low):
            if word.start() >= high:
                break
            quoted += 1
            reached = word.end()
    words = len(WHOLE_WORD.findall(document.letters))
    return Share(words, quoted, quoted / words if words else 0.0)
