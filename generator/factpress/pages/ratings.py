"""A page for each rating of the scale, and the scale as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from factpress.model import Catalog, Page
from factpress.pages.parts import claim_rows, merged, page_frame, rating_piece
from factpress.schema import Rating
from factpress.urls import rating_url

_INDEX = "/ratings/"


def pages(catalog: Catalog) -> Iterator[Page]:
    """The scale, then every rating."""
    description = f"The rating scale of {catalog.publication.name}, with definitions."
    frame = page_frame(catalog, _INDEX, "Ratings", description, [("Home", "/")])
    scale = [
        {**rating_piece(catalog, r.id), "count": len(catalog.back.rated.get(r.id, ()))}
        for r in catalog.publication.ratings
    ]
    yield Page(_INDEX, "ratings.html", "rating lists", merged(frame, {"ratings": scale}))
    for rating in catalog.publication.ratings:
        yield _rating(catalog, rating)


def _rating(catalog: Catalog, rating: Rating) -> Page:
    url = rating_url(rating.id)
    trail = [("Home", "/"), ("Ratings", _INDEX)]
    context = merged(
        page_frame(catalog, url, f"Rated {rating.label}", rating.definition, trail),
        {
            "rating": rating_piece(catalog, rating.id),
            "claims": claim_rows(catalog, catalog.back.rated.get(rating.id, ())),
        },
    )
    return Page(url, "rating.html", "ratings", context)
