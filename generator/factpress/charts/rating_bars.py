"""Ratings at a glance: how many claims stand at each rating, as bars.

In: the catalog, the ids of some claims. Out: plain data for the picture. For the publication and
for topics, never for an actor: there is no truth score for people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from factpress.charts.svg import picture_page, picture_url
from factpress.charts.text_layout import wrapped
from factpress.content.claim_facts import as_of_range
from factpress.model.cards import Catalog, Topic
from factpress.model.site import Page
from factpress.views.cards import Piece, rating_piece, title_of, url_of

_WIDTH, _LETTERS, _LINE = 340, 12, 15
_BAR_START, _BAR_END, _BAR = 132, 300, 18
_GAP = 9


def distribution(catalog: Catalog, claim_ids: Iterable[str], page_url: str) -> Piece | None:
    """The picture of how some claims are rated, or None where there are no claims."""
    ids = list(claim_ids)
    counts = Counter(catalog.claims[claim_id].fields.rating for claim_id in ids)
    most = max(counts.values(), default=0)
    if not most:
        return None
    rows: list[Piece] = []
    top = 2
    for rating in catalog.publication.ratings:
        label = wrapped(rating.label, (_BAR_START - 34) / _LETTERS, 2)
        height = max(_BAR, _LINE * len(label))
        bar = round((_BAR_END - _BAR_START) * counts[rating.id] / most)
        row = _row(label, top, height, max(2, bar) if counts[rating.id] else 0)
        rating_here = rating_piece(catalog, rating.id)
        rows.append({**row, "rating": rating_here, "count": counts[rating.id]})
        top += height + _GAP
    return {
        "picture": {"width": _WIDTH, "height": top, "start": _BAR_START, "rows": rows},
        "claims": counts.total(),
        "as_of": as_of_range(catalog, ids),
        "svg": picture_url(page_url, "ratings"),
    }


def _row(label: Sequence[str], top: int, height: int, bar: int) -> Piece:
    """One rating: its label, its bar, and where the number stands after it."""
    middle = top + height // 2
    return {
        "label": [
            {"text": text, "y": middle + 4 + round((n - (len(label) - 1) / 2) * _LINE)}
            for n, text in enumerate(label)
        ],
        "top": top,
        "height": height,
        "bar": {"y": middle - _BAR // 2, "width": bar, "height": _BAR},
        "middle": middle,
        "count_x": _BAR_START + bar + 7,
    }


def of_all(catalog: Catalog) -> Piece | None:
    """How all claims are rated; its file and its place belong to the page of ratings."""
    return distribution(catalog, catalog.claims, "/ratings/")


def of_topic(catalog: Catalog, topic: Topic) -> Piece | None:
    """How the claims on a topic are rated."""
    return distribution(catalog, catalog.back.on_topic.get(topic.key.id, ()), url_of(topic))


def file(catalog: Catalog, page_url: str, subject: str, piece: Piece | None) -> Iterator[Page]:
    """The picture as a file, where there is one."""
    if piece:
        drawn, until = piece["picture"], str(piece["as_of"])
        yield picture_page(catalog, page_url, "ratings", subject, drawn, as_of=until)


def file_of_topic(catalog: Catalog, topic: Topic, piece: Piece | None) -> Iterator[Page]:
    """The picture of a topic's ratings as a file, where there is one."""
    yield from file(catalog, url_of(topic), title_of(topic), piece)
