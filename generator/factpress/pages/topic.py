"""Topic pages and the index of topics.

In: the catalog. Out: pages. Knows nothing of the matrices but their addresses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from factpress.charts import rating_bars as distribution
from factpress.exports.feeds import feeds_of
from factpress.i18n.translations import words
from factpress.model.cards import Catalog, Topic
from factpress.model.site import Page, Plain
from factpress.model.urls import folder_url, numbered, rated_url
from factpress.pages import timeline
from factpress.pages.frame import merged, page_frame, trail
from factpress.views.body_html import body_html
from factpress.views.cards import (
    Piece,
    claims_by_rating,
    link,
    linked_here,
    links_to,
    rating_of,
    rating_piece,
    url_of,
)
from factpress.views.pagination import shown, spread
from factpress.views.places import topic_matrix_url
from factpress.views.site_index import Prepared

_INDEX = folder_url("topic")


def index(catalog: Catalog) -> Iterator[Page]:
    """The index of topics."""
    say = words(catalog.publication.language)
    description = say.plural(
        "The one topic of %(name)s.",
        "The %(num)s topics of %(name)s.",
        len(catalog.topics),
        name=catalog.publication.name,
    )
    rows: list[Plain] = [
        {**link(topic), "claims": len(catalog.back.on_topic.get(topic_id, ()))}
        for topic_id, topic in catalog.topics.items()
    ]
    for leaf, page in spread({"topics": rows}):
        frame = page_frame(catalog, _INDEX, say("Topics"), description, trail(catalog), leaf=leaf)
        context = merged(frame, shown(page, ["topics"]))
        yield Page(numbered(_INDEX, leaf.number), "topics.html", "topic lists", context)


def pages_of(catalog: Catalog, topic_id: str, once: Prepared) -> Iterator[Page]:
    """A topic's pages; only the first tells of the topic itself."""
    topic = catalog.topics[topic_id]
    name, url = topic.fields.name, url_of(topic)
    claim_ids = catalog.back.on_topic.get(topic.key.id, ())
    timed = timeline.of_topic(catalog, topic)
    rated = distribution.of_topic(catalog, topic)
    say = words(catalog.publication.language)
    description = say("Claims about %(topic)s, with who asserts and who denies them.", topic=name)
    steps = trail(catalog, "topic")
    by_rating = claims_by_rating(catalog, claim_ids)
    lists: dict[str, list[Plain]] = {
        "claims": [once.rows[claim_id] for claim_id in claim_ids],
        **links_to(catalog, topic),
    }
    for leaf, page in spread(lists):
        context = merged(
            page_frame(catalog, url, name, description, steps, leaf=leaf),
            {
                "follow": [feeds_of(topic)],
                "topic": {"name": name, "body": body_html(catalog, topic)},
                "matrix_url": topic_matrix_url(topic.key.id) if claim_ids else None,
                "linked_from": linked_here(catalog, page),
                "filters": _filters(catalog, url, by_rating, None),
                "is_narrowed": leaf.of == 1 and len(by_rating) > 1,
                "filtered": None,
                "timeline": timed if leaf.number == 1 else None,
                "distribution": rated if leaf.number == 1 else None,
            },
            shown(page, ["claims"]),
        )
        yield Page(numbered(url, leaf.number), "topic.html", "topics", context)
    for rating_id, of_rating in by_rating.items():
        rows = [once.rows[claim_id] for claim_id in of_rating]
        yield from _rated(catalog, topic, rating_id, rows, by_rating)
    yield from timeline.file(catalog, topic, timed)
    yield from distribution.file_of_topic(catalog, topic, rated)


def _rated(
    catalog: Catalog,
    topic: Topic,
    rating_id: str,
    rows: Sequence[Plain],
    by_rating: Mapping[str, Sequence[str]],
) -> Iterator[Page]:
    """The pages of those of a topic's claims that have a rating."""
    name, url = topic.fields.name, url_of(topic)
    rating = rating_of(catalog, rating_id)
    here = rated_url(url, rating_id)
    say = words(catalog.publication.language)
    title = say("%(topic)s: %(rating)s", topic=name, rating=rating.label)
    description = say("Claims about %(topic)s rated %(rating)s.", topic=name, rating=rating.label)
    steps = [*trail(catalog, "topic"), (name, url)]
    for leaf, page in spread({"claims": rows}):
        context = merged(
            page_frame(catalog, here, title, description, steps, leaf=leaf),
            {
                "follow": [feeds_of(topic)],
                "topic": {"name": name, "body": None},
                "matrix_url": None,
                "filters": _filters(catalog, url, by_rating, rating_id),
                "is_narrowed": False,
                "filtered": rating_piece(catalog, rating_id),
                "linked_from": [],
                "timeline": None,
                "distribution": None,
            },
            shown(page, ["claims"]),
        )
        yield Page(numbered(here, leaf.number), "topic.html", "topics by rating", context)


def _filters(
    catalog: Catalog, url: str, by_rating: Mapping[str, Sequence[str]], here: str | None
) -> Piece | None:
    """The ways to a topic's claims by rating, and back to all; None where one rating has all."""
    if len(by_rating) < 2:
        return None
    ratings: list[Plain] = [
        {
            "rating": rating_piece(catalog, rating_id),
            "url": rated_url(url, rating_id),
            "count": len(claim_ids),
            "here": rating_id == here,
        }
        for rating_id, claim_ids in by_rating.items()
    ]
    return {"all": {"url": url, "count": sum(map(len, by_rating.values()))}, "ratings": ratings}
