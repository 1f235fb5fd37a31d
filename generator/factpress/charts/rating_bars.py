"""How many claims have each rating, as bars.

For the publication and for topics, never for an actor: there is no truth score for people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from factpress.charts.svg import LabelLine, Picture, picture_url
from factpress.charts.text_layout import wrapped
from factpress.content.claim_facts import as_of_range
from factpress.model.cards import Catalog
from factpress.model.contexts import View
from factpress.views.cards import RatingView, rating_view

_WIDTH, _LETTERS, _LINE = 340, 12, 15
_BAR_START, _BAR_END, _BAR = 132, 300, 18
_GAP = 9


class BarView(View, frozen=True, kw_only=True):
    """A bar."""

    y: int
    width: int
    height: int


class BarRow(View, frozen=True, kw_only=True):
    """A rating: its label, its bar, and the number after it."""

    rating: RatingView
    count: int
    label: Sequence[LabelLine]
    top: int
    height: int
    bar: BarView
    middle: int
    count_x: int


class BarPicture(Picture, frozen=True, kw_only=True):
    """The bars as a picture."""

    start: int  #: Where the bars begin
    rows: Sequence[BarRow]


class Distribution(View, frozen=True, kw_only=True):
    """How claims are rated."""

    picture: BarPicture
    claims: int  #: How many claims there are
    as_of: str  #: Up to when the evidence speaks
    svg: str  #: The picture as a file


def distribution(catalog: Catalog, claim_ids: Iterable[str], page_url: str) -> Distribution | None:
    """The picture of how some claims are rated, or None where there are no claims."""
    ids = list(claim_ids)
    counts = Counter(catalog.claims[claim_id].fields.rating for claim_id in ids)
    most = max(counts.values(), default=0)
    if not most:
        return None
    rows: list[BarRow] = []
    top = 2
    for rating in catalog.publication.ratings:
        count = counts[rating.id]
        bar = round((_BAR_END - _BAR_START) * count / most)
        row = _row(rating_view(catalog, rating.id), count, top, max(2, bar) if count else 0)
        rows.append(row)
        top += row.height + _GAP
    return Distribution(
        picture=BarPicture(width=_WIDTH, height=top, start=_BAR_START, rows=rows),
        claims=counts.total(),
        as_of=as_of_range(catalog, ids),
        svg=picture_url(page_url, "ratings"),
    )


def _row(rating: RatingView, count: int, top: int, bar: int) -> BarRow:
    """A rating at its height; `bar` is how long its bar is."""
    label = wrapped(rating.label, (_BAR_START - 34) / _LETTERS, 2)
    height = max(_BAR, _LINE * len(label))
    middle = top + height // 2
    return BarRow(
        rating=rating,
        count=count,
        label=[
            LabelLine(text=text, y=middle + 4 + round((n - (len(label) - 1) / 2) * _LINE))
            for n, text in enumerate(label)
        ],
        top=top,
        height=height,
        bar=BarView(y=middle - _BAR // 2, width=bar, height=_BAR),
        middle=middle,
        count_x=_BAR_START + bar + 7,
    )


def of_all(catalog: Catalog) -> Distribution | None:
    """How all claims are rated; its file and its place belong to the page of ratings."""
    return distribution(catalog, catalog.claims, "/ratings/")
