"""Topic pages and the index of topics.

In: the catalog. Out: pages. Knows nothing of the matrices but their addresses.
"""

from __future__ import annotations

from collections.abc import Iterator

from factpress.languages.words import words
from factpress.model import Catalog, Page, Plain
from factpress.pages import distribution, timeline
from factpress.pages.following import feeds_of
from factpress.pages.matrix import topic_matrix_url
from factpress.pages.paging import shown, spread
from factpress.pages.parts import (
    body_html,
    link,
    linked_here,
    links_to,
    merged,
    page_frame,
    trail,
    url_of,
)
from factpress.pages.prepared import Prepared
from factpress.urls import folder_url, numbered

_INDEX = folder_url("topic")


def index(catalog: Catalog) -> Page:
    """The index of topics."""
    say = words(catalog.publication.language)
    description = say.plural(
        "The one topic of %(name)s.",
        "The %(num)s topics of %(name)s.",
        len(catalog.topics),
        name=catalog.publication.name,
    )
    frame = page_frame(catalog, _INDEX, say("Topics"), description, trail(catalog))
    rows = [
        {**link(topic), "claims": len(catalog.back.on_topic.get(topic_id, ()))}
        for topic_id, topic in catalog.topics.items()
    ]
    return Page(_INDEX, "topics.html", "topic lists", merged(frame, {"topics": rows}))


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
                "timeline": timed if leaf.number == 1 else None,
                "distribution": rated if leaf.number == 1 else None,
            },
            shown(page, ["claims"]),
        )
        yield Page(numbered(url, leaf.number), "topic.html", "topics", context)
    yield from timeline.file(catalog, topic, timed)
    yield from distribution.file_of_topic(catalog, topic, rated)
