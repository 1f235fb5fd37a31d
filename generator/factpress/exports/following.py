"""Where new claims can be followed: which pages have feeds beside them, and of which claims.

In: the catalog. Out: addresses for pages, and for each pair of feeds its page, its title and its
claims. Knows nothing of the formats.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from factpress.model.cards import Actor, Catalog, Claim, Topic
from factpress.model.urls import atom_url, json_feed_url
from factpress.views.cards import Piece, title_of, url_of
from factpress.views.labels import kinds

MOST_ENTRIES = 100


@dataclass(frozen=True, slots=True)
class Followed:
    """A page with feeds of claims beside it: `name` tells its ids apart, `title` is for readers."""

    url: str
    name: tuple[str, ...]
    title: str
    claims: tuple[Claim, ...]


def followed(catalog: Catalog) -> Iterator[Followed]:
    """The whole publication, each topic, and each actor that claims are by or name."""
    newest = tuple(catalog.claims.values())[:MOST_ENTRIES]
    yield Followed("/", ("claims",), _of_all(catalog), newest)
    for topic in catalog.topics.values():
        ids = catalog.back.on_topic.get(topic.key.id, ())[:MOST_ENTRIES]
        yield _of(topic, tuple(catalog.claims[claim_id] for claim_id in ids))
    order = {claim_id: number for number, claim_id in enumerate(catalog.claims)}
    made, named = catalog.back.claimed, catalog.back.named
    for actor_id, actor in catalog.actors.items():
        if has_feed(catalog, actor):
            found = {*made.get(actor_id, ()), *named.get(actor_id, ())}
            newest_first = sorted(found, key=order.__getitem__)[:MOST_ENTRIES]
            yield _of(actor, tuple(catalog.claims[claim_id] for claim_id in newest_first))


def _of(card: Actor | Topic, claims: tuple[Claim, ...]) -> Followed:
    return Followed(url_of(card), (card.key.kind, card.key.id), title_of(card), claims)


def has_feed(catalog: Catalog, actor: Actor) -> bool:
    """Whether there are claims that an actor makes or that name it."""
    actor_id = actor.key.id
    return actor_id in catalog.back.claimed or actor_id in catalog.back.named


def site_feeds(catalog: Catalog) -> Piece:
    """The feeds of all new claims."""
    return _feeds(_of_all(catalog), "/")


def feeds_of(card: Actor | Topic) -> Piece:
    """The feeds beside the page of an actor or a topic."""
    return _feeds(title_of(card), url_of(card))


def _of_all(catalog: Catalog) -> str:
    return kinds(catalog.publication.language)["claim"]


def _feeds(title: str, page_url: str) -> Piece:
    return {"title": title, "atom": atom_url(page_url), "json": json_feed_url(page_url)}
