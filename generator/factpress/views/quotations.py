"""Quotations from one source: in the document's order, with the claims they serve; its full text.

A passage of which nothing is known, as in the preview of a draft, comes last.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Generic, TypeAlias, TypeVar

from factpress.model.cards import Catalog, Source
from factpress.model.contexts import View
from factpress.model.evidence import Found, PassageKey
from factpress.model.urls import numbered
from factpress.views.cards import (
    Link,
    PassageView,
    RatingView,
    evidence_of,
    link,
    passage_view,
    rating_view,
    source_anchor,
    url_of,
)
from factpress.views.pagination import page_of

NameT = TypeVar("NameT")
Span: TypeAlias = tuple[int, int]


def united(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap or touch as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


@dataclass(frozen=True, slots=True)
class Segment(Generic[NameT]):
    """Characters [start, end) of a text, all of them covered by the same quotations.

    `begins` are the quotations whose first character is the segment's first.
    """

    start: int
    end: int
    text: str
    covered_by: tuple[NameT, ...]
    begins: tuple[NameT, ...]


def segments(
    text: str, quoted: Mapping[NameT, Sequence[Span]], cuts: Iterable[int] = ()
) -> Iterator[Segment[NameT]]:
    """The text cut at every edge of a quotation and at `cuts`; joined, the segments are the text.

    A quotation's spans are in order; names come in the order of the mapping.
    """
    opened: dict[int, list[NameT]] = {}
    closed: dict[int, list[NameT]] = {}
    for name, spans in quoted.items():
        for start, end in spans:
            opened.setdefault(start, []).append(name)
            closed.setdefault(end, []).append(name)
    firsts = {name: spans[0][0] for name, spans in quoted.items() if spans}
    order = {name: number for number, name in enumerate(quoted)}
    covering: frozenset[NameT] = frozenset()
    edges = sorted({0, len(text), *opened, *closed, *cuts})
    for start, end in pairwise(edges):
        covering = (covering - set(closed.get(start, ()))) | set(opened.get(start, ()))
        names = tuple(sorted(covering, key=order.__getitem__))
        begins = tuple(name for name in names if firsts[name] == start)
        yield Segment(start, end, text[start:end], names, begins)


def is_in(segment: Segment[NameT], spans: Sequence[Span]) -> bool:
    """Whether one of these spans, in order, holds a segment."""
    last = bisect_right(spans, (segment.start, sys.maxsize)) - 1
    return last >= 0 and segment.end <= spans[last][1]


def paragraphs(
    text: str,
    spans: Iterable[Span],
    quoted: Mapping[NameT, Sequence[Span]],
    apart: Iterable[Span] = (),
) -> Iterator[tuple[Segment[NameT], ...]]:
    """The segments of each paragraph; `spans` are those of the paragraphs, in order and apart.

    At the edges of the spans `apart` the text is cut too.
    """
    wanted = list(spans)
    cut = iter(segments(text, quoted, (edge for span in (*wanted, *apart) for edge in span)))
    for start, end in wanted:
        inside: list[Segment[NameT]] = []
        for segment in cut:
            if segment.start >= start:
                inside.append(segment)
            if segment.end >= end:
                break
        yield tuple(inside)


class Use(View, frozen=True, kw_only=True):
    """A claim that a quotation serves, with its passage."""

    anchor: str  #: The id of the element on the source's page
    number: int  #: Its number among all passages from the document, from 1
    claim_id: str
    claim: Link
    rating: RatingView  #: The claim's rating
    passage: PassageView


class SegmentView(View, frozen=True, kw_only=True):
    """A part of a paragraph, all of it covered by the same quotations."""

    text: str
    struck: bool  #: Whether the document strikes it out
    depth: int  #: How many quotations cover it
    begins: Sequence[Use]  #: The quotations that begin with it


class ParagraphView(View, frozen=True, kw_only=True):
    """A paragraph of a full text."""

    number: int
    segments: Sequence[SegmentView]


# By passage, its address on its source's pages.
PassageUrls: TypeAlias = Mapping[PassageKey, str]

# Characters that HTML has no place for: https://html.spec.whatwg.org/multipage/parsing.html
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of a document, or several with omissions between, and the passages that quote it.

    `number`, from 1, is that of the first of them among all passages from the document.
    """

    number: int
    words: str
    keys: tuple[PassageKey, ...]
    found: Found | None


def quotations(catalog: Catalog, source: Source) -> list[Quotation]:
    """The quotations from a source, in the order of the document; the same stretch once."""
    by_stretch: dict[object, list[PassageKey]] = {}
    for key in catalog.back.quoted.get(source.key.id, ()):
        by_stretch.setdefault(_stretch(catalog, key), []).append(key)
    passages = catalog.proof.passages
    in_order = sorted(by_stretch.values(), key=lambda keys: _place(passages.get(keys[0])))
    numbers = accumulate(map(len, in_order), initial=1)
    return [
        Quotation(number, _words(catalog, keys[0]), tuple(keys), passages.get(keys[0]))
        for number, keys in zip(numbers, in_order, strict=False)
    ]


def passage_urls(catalog: Catalog, source_id: str, quoted: Sequence[Quotation]) -> PassageUrls:
    """The address of each passage of a source: in its full text, or else in a list.

    The quotations come first of all that a source's pages list, the full text is on the first.
    """
    source = catalog.sources[source_id]
    found: dict[PassageKey, str] = {}
    for quotation in quoted:
        in_text = is_in_text(catalog, source, quotation)
        for number, key in enumerate(quotation.keys, quotation.number):
            page_url = numbered(url_of(source), 1 if in_text else page_of(number))
            found[key] = f"{page_url}#{source_anchor(key)}"
    return found


def _stretch(catalog: Catalog, key: PassageKey) -> object:
    """The key that passages of one quotation share: their place, unless editors' marks differ."""
    found = catalog.proof.passages.get(key)
    if found and found.level in ("exact", "typographic"):
        return found.pieces
    return found and found.pieces, _words(catalog, key)


def _place(found: Found | None) -> tuple[bool, int, int]:
    return (False, found.start, found.end) if found else (True, 0, 0)


def _words(catalog: Catalog, key: PassageKey) -> str:
    return " ".join(evidence_of(catalog, key).passage.split())


def uses(catalog: Catalog, quotation: Quotation, passage_urls: PassageUrls) -> list[Use]:
    """The claims that a quotation serves, each with its passage."""
    return [
        Use(
            anchor=source_anchor(key),
            number=number,
            claim_id=key.claim_id,
            claim=link(claim),
            rating=rating_view(catalog, claim.fields.rating),
            passage=passage_view(catalog, claim, evidence_of(catalog, key), passage_urls[key]),
        )
        for number, key in enumerate(quotation.keys, quotation.number)
        for claim in [catalog.claims[key.claim_id]]
    ]


def is_in_text(catalog: Catalog, source: Source, quotation: Quotation) -> bool:
    """Whether the quotation is shown in the full text, and has its anchor there."""
    full = catalog.full_texts.get(source.key.id)
    found = quotation.found
    return full is not None and found is not None and found.end <= len(full.text)


def full_text_view(
    catalog: Catalog, source: Source, quoted: Iterable[Quotation], passage_urls: PassageUrls
) -> list[ParagraphView] | None:
    """The paragraphs of a document that may be republished, its quotations marked in them."""
    full = catalog.full_texts.get(source.key.id)
    if full is None:
        return None
    by_number = {q.number: q for q in quoted if is_in_text(catalog, source, q)}
    spans = {number: q.found.pieces for number, q in by_number.items() if q.found}
    return [
        ParagraphView(
            number=number,
            segments=[
                _segment(catalog, segment, by_number, passage_urls, is_in(segment, full.struck))
                for segment in paragraph
                if segment.begins or not is_in(segment, full.unseen)
            ],
        )
        for number, paragraph in enumerate(
            paragraphs(full.text, full.paragraphs, spans, (*full.unseen, *full.struck)), 1
        )
    ]


def _segment(
    catalog: Catalog,
    segment: Segment[int],
    quoted: Mapping[int, Quotation],
    passage_urls: PassageUrls,
    is_struck: bool,
) -> SegmentView:
    return SegmentView(
        text=_CONTROLS.sub("\ufffd", segment.text),
        struck=is_struck,
        depth=len(segment.covered_by),
        begins=[
            use for begun in segment.begins for use in uses(catalog, quoted[begun], passage_urls)
        ],
    )
