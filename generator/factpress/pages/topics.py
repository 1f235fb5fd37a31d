"""Topic pages and the index of topics."""

from __future__ import annotations

from collections.abc import Iterator

from factpress.model import Catalog, Page, Topic
from factpress.pages.matrix import topic_matrix_url
from factpress.pages.parts import (
    body_html,
    claim_rows,
    link,
    linked_from,
    merged,
    page_frame,
    url_of,
)
from factpress.urls import folder_url

_INDEX = folder_url("topic")


def pages(catalog: Catalog) -> Iterator[Page]:
    """The index, then every topic."""
    description = f"The {len(catalog.topics)} topics of {catalog.publication.name}."
    frame = page_frame(catalog, _INDEX, "Topics", description, [("Home", "/")])
    rows = [
        {**link(topic), "claims": len(catalog.back.on_topic.get(topic_id, ()))}
        for topic_id, topic in catalog.topics.items()
    ]
    yield Page(_INDEX, "topics.html", "topic lists", merged(frame, {"topics": rows}))
    for topic in catalog.topics.values():
        yield _topic(catalog, topic)


def _topic(catalog: Catalog, topic: Topic) -> Page:
    name = topic.fields.name
    description = f"Claims about {name}, with who asserts and who denies them."
    trail = [("Home", "/"), ("Topics", _INDEX)]
    context = merged(
        page_frame(catalog, url_of(topic), name, description, trail),
        {
            "topic": {"name": name, "body": body_html(catalog, topic)},
            "claims": claim_rows(catalog, catalog.back.on_topic.get(topic.key.id, ())),
            "matrix_url": topic_matrix_url(topic.key.id)
            if topic.key.id in catalog.back.on_topic
            else None,
            "linked_from": linked_from(catalog, topic),
        },
    )
    return Page(url_of(topic), "topic.html", "topics", context)
