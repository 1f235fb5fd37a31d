"""Shares: what is known of a document as a whole, and how much of its words the site shows.

In: a document, and the spans of it that the site shows. Out: its `SavedCopy`, and a problem where
more of it is shown than the publication's limits allow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from factpress.content.places import place_of
from factpress.evidence import messages as wording
from factpress.evidence.days import quoted_by_day
from factpress.evidence.document import Document
from factpress.evidence.guards import Share, quoted_share
from factpress.evidence.passage_checks import Wanted
from factpress.model.cards import Catalog, Source
from factpress.model.evidence import SavedCopy
from factpress.model.problems import Problem

_Span = tuple[int, int]


class ShownSpan(NamedTuple):
    """Characters [start, end) of a document that the site shows, and for which passage.

    `is_context` says that they are around it, and not of it.
    """

    span: _Span
    of: Wanted
    is_context: bool = False


def saved_copy(
    catalog: Catalog,
    source: Source,
    document: Document,
    shown: Sequence[ShownSpan],
    extractor: str,
) -> tuple[SavedCopy, tuple[Problem, ...]]:
    """What is known of a document, and the problem of more being shown of it than may be.

    The limits hold of all cards, those of later days too: what is shown only grows with the days.
    """
    passages = [each for each in shown if not each.is_context]
    has_contexts = len(passages) < len(shown)
    share = _share(document, passages)
    with_contexts = _share(document, shown) if has_contexts else share
    quoted, before = _by_day(catalog, source, document, passages, share)
    copy = SavedCopy(
        source.fields.sha256,
        len(document.text),
        share.words,
        quoted,
        document.paragraphs,
        extractor,
        before,
        tuple(end - start for start, end in document.paragraph_spans()),
        _by_day(catalog, source, document, shown, with_contexts)[0] if has_contexts else quoted,
    )
    return copy, tuple(_problems(catalog, source, shown, share, with_contexts))


def _share(document: Document, shown: Iterable[ShownSpan]) -> Share:
    return quoted_share(document, [each.span for each in shown])


def _by_day(
    catalog: Catalog,
    source: Source,
    document: Document,
    shown: Sequence[ShownSpan],
    share: Share,
) -> tuple[int, tuple[tuple[str, int], ...]]:
    """How many words are shown once every card is, and how many before each day."""
    if not catalog.held_back:
        return share.quoted, ()
    return quoted_by_day(
        source,
        [(each.of.card.key, each.span) for each in shown],
        catalog.held_back,
        lambda some: quoted_share(document, some).quoted,
    )


def _problems(
    catalog: Catalog,
    source: Source,
    shown: Sequence[ShownSpan],
    share: Share,
    with_contexts: Share,
) -> Iterator[Problem]:
    limits = catalog.publication.limits
    place = place_of(source, "document")
    most = max(limits.context_share, limits.document_share)
    if share.share > limits.document_share:
        places = _longest((each for each in shown if not each.is_context), "passage")
        message = wording.quoted_too_much(share.share, limits.document_share, places)
        yield Problem(source.path, *place, message)
    elif with_contexts.share > most:
        places = _longest((each for each in shown if each.is_context), "context")
        message = wording.shown_too_much(with_contexts.share, most, places)
        yield Problem(source.path, *place, message)


def _longest(shown: Iterable[ShownSpan], field: str) -> list[tuple[str, int]]:
    """The places in cards of what is shown, the longest span first, each place once."""
    longest = sorted(shown, key=lambda each: (each.span[0] - each.span[1], each.of.card.path))
    places = ((each.of.card, f"{each.of.field}.{field}") for each in longest)
    return list(dict.fromkeys((card.path, place_of(card, name).line) for card, name in places))
