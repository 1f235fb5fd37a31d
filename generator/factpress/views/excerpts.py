"""Excerpts of a document: the quotations of each paragraph, in the sentences around them.

Only words of passages and the contexts that the evidence has for them: never the document itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, TypeAlias

from factpress.content.voices import Weight, weight_of
from factpress.model.cards import Catalog, Source
from factpress.model.contexts import View
from factpress.model.evidence import Found, Level
from factpress.views.cards import evidence_of, language_of
from factpress.views.pagination import PagedList
from factpress.views.proofs import PlaceView, place_view
from factpress.views.quotations import Quotation, Span, Use, is_in_text, united

# A stretch is looked for in the sentence around another where its position says, give or take a
# tenth of the way: the spaces and hidden words of the document are not in the sentence.
_DRIFT, _DRIFT_SHARE = 10, 10
# Between two stretches with fewer characters than these, no word was left out.
_GAP = 4


class Run(View, frozen=True, kw_only=True):
    """Characters of an excerpt, all quoted or all around what is quoted."""

    text: str
    is_quoted: bool


class Excerpt(View, frozen=True, kw_only=True):
    """Quoted words of a document, with the rest of their sentence where that is shown."""

    runs: Sequence[Run]
    has_context: bool  #: Whether it shows words around the quoted ones
    language: str
    is_speech: bool  #: Whether quotation marks around them are in the document and not shown here
    is_joined: bool  #: Whether it can follow the one before it after an ellipsis


class QuotedParagraph(View, frozen=True, kw_only=True):
    """The quotations that begin at one place of a document, and the claims that they serve."""

    place: PlaceView | None
    in_text: bool  #: Whether the full text shows them
    excerpts: Sequence[Excerpt]
    levels: Sequence[Level]  #: How closely the saved copy holds them, without `exact`
    passed: Sequence[str]  #: How the document was read, by keyword
    #: The claims, the most contested first, each with those of its passages that are of the same
    #: voices and the same stance
    bearings: Sequence[Sequence[Use]]
    is_open: bool  #: Whether its claims are shown unfolded
    continued: bool  #: Whether the list of claims began on an earlier page


# The claims of so many paragraphs are shown at once: those of the most contested claims.
_MOST_OPEN = 3
# A quotation, and those of its uses that the page shows.
_Quoted: TypeAlias = tuple[Quotation, PagedList[Use]]
_Weights: TypeAlias = Mapping[str, Weight]


def quoted_paragraphs(
    catalog: Catalog, source: Source, quoted: Sequence[_Quoted]
) -> list[QuotedParagraph]:
    """The quotations of one page by paragraph, in the order given."""
    claim_ids = {key.claim_id for quotation, _ in quoted for key in quotation.keys}
    weights = {claim_id: weight_of(catalog.claims[claim_id]) for claim_id in claim_ids}
    groups = [
        list(group)
        for _, group in groupby(quoted, key=lambda each: place_view(catalog, each[0].found))
    ]
    by_weight = sorted(
        range(len(groups)),
        key=lambda number: min(weights[key.claim_id] for q, _ in groups[number] for key in q.keys),
    )
    opened = {*by_weight[:_MOST_OPEN]}
    return [
        _paragraph(catalog, source, group, weights, is_open=number in opened)
        for number, group in enumerate(groups)
    ]


def _paragraph(
    catalog: Catalog, source: Source, quoted: Sequence[_Quoted], weights: _Weights, *, is_open: bool
) -> QuotedParagraph:
    first, uses = quoted[0]
    stretches = [_stretch(catalog, source, quotation) for quotation, _ in quoted]
    found = [each.found for each in stretches if each.found]
    return QuotedParagraph(
        place=place_view(catalog, first.found),
        in_text=is_in_text(catalog, source, first),
        excerpts=list(_excerpts(stretches)),
        levels=list(dict.fromkeys(each.level for each in found if each.level != "exact")),
        passed=list(dict.fromkeys(kind for each in found for kind in each.passed)),
        bearings=_bearings([use for _, here in quoted for use in here.entries], weights),
        is_open=is_open,
        continued=uses.continued,
    )


def _bearings(uses: Sequence[Use], weights: _Weights) -> list[list[Use]]:
    found: dict[object, list[Use]] = {}
    for use in sorted(uses, key=lambda use: weights[use.claim_id]):
        passage = use.passage
        key = use.claim_id, passage.stance, tuple(each.url for each in passage.speakers)
        found.setdefault(key, []).append(use)
    return list(found.values())


class _Stretch(NamedTuple):
    """A quotation; `found` is where it is, of its passages the one with a context if any has."""

    words: str
    language: str
    found: Found | None


def _stretch(catalog: Catalog, source: Source, quotation: Quotation) -> _Stretch:
    passages = catalog.proof.passages
    places = [passages[key] for key in quotation.keys if key in passages]
    found = next((each for each in places if each.before or each.after), quotation.found)
    first = evidence_of(catalog, quotation.keys[0])
    return _Stretch(quotation.words, first.language or language_of(catalog, source), found)


class _Window(NamedTuple):
    """A stretch in its context: the text, and where in it the words of this and others are."""

    stretch: _Stretch
    text: str
    spans: Sequence[Span]
    start: int
    end: int

    @property
    def has_context(self) -> bool:
        return len(self.text) > len(self.stretch.words)


def _excerpts(stretches: Sequence[_Stretch]) -> Iterator[Excerpt]:
    """Each stretch once: in the sentence of another where that holds it."""
    windows: list[_Window] = []
    for stretch in sorted(stretches, key=_breadth):
        for at, window in enumerate(windows):
            holding = _with(window, stretch)
            if holding:
                windows[at] = holding
                break
        else:
            windows.append(_window(stretch))
    windows.sort(key=lambda window: window.start)
    for number, window in enumerate(windows):
        yield _excerpt(windows[number - 1] if number else None, window)


def _breadth(stretch: _Stretch) -> tuple[bool, int]:
    """The sort key of stretches: those with a context first, then the longest."""
    found = stretch.found
    return not (found and (found.before or found.after)), -len(stretch.words)


def _window(stretch: _Stretch) -> _Window:
    words, found = stretch.words, stretch.found
    if found is None:
        return _Window(stretch, words, [(0, len(words))], 0, 0)
    span = len(found.before), len(found.before) + len(words)
    text = f"{found.before}{words}{found.after}"
    return _Window(stretch, text, [span], found.start, found.end)


def _with(window: _Window, stretch: _Stretch) -> _Window | None:
    """The window with the words of a stretch that it holds too, or None."""
    found, own = stretch.found, window.stretch.found
    if found is None or own is None:
        return None
    way = found.start - own.start
    expected = window.spans[0][0] + way
    places = (each.start() for each in re.finditer(re.escape(stretch.words), window.text))
    at = min(places, key=lambda place: abs(place - expected), default=None)
    if at is None or abs(at - expected) > _DRIFT + abs(way) // _DRIFT_SHARE:
        return None
    return window._replace(
        spans=[*window.spans, (at, at + len(stretch.words))],
        start=min(window.start, found.start),
        end=max(window.end, found.end),
    )


def _excerpt(before: _Window | None, window: _Window) -> Excerpt:
    own = window.stretch.found
    alone = not window.has_context and not (before and before.has_context)
    return Excerpt(
        runs=list(_runs(window.text, window.spans)),
        has_context=window.has_context,
        language=window.stretch.language,
        is_speech=bool(own and own.is_speech and not window.has_context),
        is_joined=bool(before and alone and window.start - before.end >= _GAP),
    )


def _runs(text: str, spans: Iterable[Span]) -> Iterator[Run]:
    shown = 0
    for start, end in united(spans):
        if start > shown:
            yield Run(text=text[shown:start], is_quoted=False)
        yield Run(text=text[start:end], is_quoted=True)
        shown = end
    if shown < len(text):
        yield Run(text=text[shown:], is_quoted=False)
