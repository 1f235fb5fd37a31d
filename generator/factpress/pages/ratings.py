"""A page for each rating of the scale, and the scale as a whole.

In: the catalog. Out: pages. Knows nothing of what a rating means but its definition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from factpress.charts import rating_bars as distribution
from factpress.i18n.translations import words
from factpress.model.cards import Catalog
from factpress.model.settings import Rating
from factpress.model.site import Page, Plain
from factpress.model.urls import RATINGS_URL, folder_url, numbered, rated_url, rating_url
from factpress.pages.frame import merged, page_frame, trail
from factpress.views.cards import rating_piece, title_of, url_of
from factpress.views.changes import entry_piece, scale_entries
from factpress.views.pagination import shown, some_of, spread
from factpress.views.site_index import Prepared

_INDEX = RATINGS_URL


def pages(catalog: Catalog, once: Prepared) -> Iterator[Page]:
    """The scale, then every rating."""
    say = words(catalog.publication.language)
    description = say(
        "The rating scale of %(name)s, with definitions.", name=catalog.publication.name
    )
    frame = page_frame(catalog, _INDEX, say("Ratings"), description, trail(catalog))
    scale = [
        {**rating_piece(catalog, r.id), "count": len(catalog.back.rated.get(r.id, ()))}
        for r in catalog.publication.ratings
    ]
    rated = distribution.of_all(catalog)
    history = [entry_piece(catalog, entry, once.in_changes) for entry in scale_entries(catalog)]
    context = merged(frame, {"ratings": scale, "distribution": rated, "changes": history})
    yield Page(_INDEX, "ratings.html", "rating lists", context)
    yield from distribution.file(catalog, _INDEX, catalog.publication.name, rated)
    for rating in catalog.publication.ratings:
        yield from _rating(catalog, rating, once)


def _rating(catalog: Catalog, rating: Rating, once: Prepared) -> Iterator[Page]:
    say = words(catalog.publication.language)
    url, title = rating_url(rating.id), say("Rated %(rating)s", rating=rating.label)
    steps = [*trail(catalog), (say("Ratings"), _INDEX)]
    claim_ids = catalog.back.rated.get(rating.id, ())
    claims = [once.rows[claim_id] for claim_id in claim_ids]
    topics = some_of(_topics(catalog, rating, claim_ids), folder_url("topic"))
    for leaf, page in spread({"claims": claims}):
        context = merged(
            page_frame(catalog, url, title, rating.definition, steps, leaf=leaf),
            {
                "rating": rating_piece(catalog, rating.id),
                "topics": topics if leaf.number == 1 else None,
                "all": len(claims),
                "is_narrowed": leaf.of == 1 and bool(topics["all"]),
            },
            shown(page, ["claims"]),
        )
        yield Page(numbered(url, leaf.number), "rating.html", "ratings", context)


def _topics(catalog: Catalog, rating: Rating, claim_ids: Sequence[str]) -> list[Plain]:
    """The topics of the claims with a rating, with how many each has, in their order."""
    counts = Counter(topic for c in claim_ids for topic in catalog.claims[c].fields.topics)
    return [
        {
            "id": topic_id,
            "title": title_of(topic),
            "url": rated_url(url_of(topic), rating.id),
            "count": counts[topic_id],
        }
        for topic_id, topic in catalog.topics.items()
        if topic_id in counts
    ]
