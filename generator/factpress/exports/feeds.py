"""Feeds: new claims, of the whole site, of a topic, of an actor; and changes.

In: the catalog and what is followed. Out: the bytes of an Atom feed and of a JSON feed, which hold
the same entries under the same ids. The newest day in a feed stands for its time: there is no
clock here. Public sources: RFC 4287; JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from factpress.content.claim_facts import as_of
from factpress.exports.schema_org import modified
from factpress.exports.serialize import element, json_records, xml_bytes
from factpress.i18n.translations import message, words
from factpress.model.card_parts import ChangeKind
from factpress.model.cards import Actor, Catalog, Claim, Topic
from factpress.model.site import View
from factpress.model.urls import CHANGES_URL, atom_url, json_feed_url
from factpress.views.cards import Piece, dated_rating, rating_of, title_of, url_of
from factpress.views.changes import Entry, entries, rating_as_of
from factpress.views.identifiers import address, identifier
from factpress.views.labels import kinds
from factpress.views.proofs import not_checked

# Where new claims can be followed: which pages have feeds beside them, and of which claims.


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


class FeedLinks(View, frozen=True, kw_only=True):
    """The two formats of one feed."""

    title: str
    atom: str
    json: str


def site_feeds(catalog: Catalog) -> FeedLinks:
    """The feeds of all new claims."""
    return _feeds(_of_all(catalog), "/")


def feeds_of(card: Actor | Topic) -> FeedLinks:
    """The feeds beside the page of an actor or a topic."""
    return _feeds(title_of(card), url_of(card))


def _of_all(catalog: Catalog) -> str:
    return kinds(catalog.publication.language)["claim"]


def _feeds(title: str, page_url: str) -> FeedLinks:
    return FeedLinks(title=title, atom=atom_url(page_url), json=json_feed_url(page_url))


_ATOM = "http://www.w3.org/2005/Atom"
_JSON_FEED = "https://jsonfeed.org/version/1.1"
_HEADLINES: Mapping[ChangeKind, str] = {
    "update": message("Update: %(claim)s"),
    "correction": message("Correction: %(claim)s"),
    "rating": message("Rating changed: %(claim)s"),
    "scale": message("Rating scale changed"),
    "withdrawn": message("Withdrawn: %(claim)s"),
    "merged": message("Merged: %(claim)s"),
}


class Item(NamedTuple):
    """One entry: `url` starts with `/`, `own` are keys of our own for programs."""

    id: str
    url: str
    title: str
    words: str
    published: dt.date
    updated: dt.date
    tags: tuple[str, ...]
    own: Piece


class Feed(NamedTuple):
    """One feed: the page that it follows, its id where there is no base, its title, its entries."""

    url: str
    name: tuple[str, ...]
    title: str
    items: Sequence[Item]


def feeds(catalog: Catalog) -> Iterator[Feed]:
    """The feed of changes, then those of claims: the whole site, topics, actors."""
    say = words(catalog.publication.language)
    items = [_change(catalog, entry) for entry in islice(entries(catalog), MOST_ENTRIES)]
    yield Feed(
        CHANGES_URL,
        ("changes",),
        _title(catalog, say("Changes")),
        items,
    )
    # A claim is in several feeds.
    made: dict[str, Item] = {}
    for each in followed(catalog):
        yield _of_claims(catalog, each, made)


def _of_claims(catalog: Catalog, each: Followed, made: dict[str, Item]) -> Feed:
    for claim in each.claims:
        if claim.key.id not in made:
            made[claim.key.id] = _claim(catalog, claim)
    items = [made[claim.key.id] for claim in each.claims]
    return Feed(each.url, ("feed", *each.name), _title(catalog, each.title), items)


def _title(catalog: Catalog, title: str) -> str:
    return f"{catalog.publication.name} · {title}"


def _claim(catalog: Catalog, claim: Claim) -> Item:
    fields = claim.fields
    return Item(
        identifier(catalog, url_of(claim), "claim", claim.key.id),
        url_of(claim),
        fields.claim,
        " ".join([f"{dated_rating(catalog, claim)}. {fields.reason}", *_unchecked(catalog)]),
        fields.checked,
        modified(catalog, claim),
        tuple(catalog.topics[topic_id].fields.name for topic_id in fields.topics),
        {"claim": claim.key.id, "rating": fields.rating, "as_of": as_of(catalog, claim)},
    )


def _unchecked(catalog: Catalog) -> Iterator[str]:
    """That the quotations are not checked, as a sentence, where that is so."""
    told = not_checked(catalog)
    if told:
        yield f"{told}."


def _change(catalog: Catalog, entry: Entry) -> Item:
    change, claim = entry.change, entry.claim
    name = (change.date.isoformat(), change.kind, str(entry.number))
    whose: Piece = {"claim": claim.key.id} if claim else {}
    return Item(
        identifier(catalog, entry.first_url, "change", claim.key.id if claim else "scale", *name),
        entry.url,
        _headline(catalog, entry),
        _words(catalog, entry),
        change.date,
        change.date,
        (change.kind,),
        {**whose, "from": change.from_, "to": change.to, **_until(catalog, entry)},
    )


def _until(catalog: Catalog, entry: Entry) -> Piece:
    """Up to when the evidence speaks of which an entry has the rating, where that is known."""
    until = rating_as_of(catalog, entry)
    return {"as_of": until} if until else {}


def _headline(catalog: Catalog, entry: Entry) -> str:
    say = words(catalog.publication.language)
    title = title_of(entry.claim) if entry.claim else ""
    return say(_HEADLINES[entry.change.kind], claim=title)


def _words(catalog: Catalog, entry: Entry) -> str:
    say, change = words(catalog.publication.language), entry.change
    said = change.note
    if change.from_ and change.to:
        before, after = (rating_of(catalog, each).label for each in (change.from_, change.to))
        until = rating_as_of(catalog, entry)
        if until:
            after = say("%(rating)s, as of %(day)s", rating=after, day=say.day(until))
        said = f"{before} → {after}. {said}"
    if entry.into:
        into = say("This claim is now a part of “%(claim)s”.", claim=title_of(entry.into))
        return f"{said} {into}"
    return said


def atom(catalog: Catalog, feed: Feed) -> bytes:
    """The Atom feed. Without a base its links are relative to its own address."""
    here = atom_url(feed.url)
    lines = [
        *element("id", {}, identifier(catalog, here, *feed.name)),
        *element("title", {}, feed.title),
        *(line for told in _unchecked(catalog) for line in element("subtitle", {}, told)),
        *element("updated", {}, _midnight(_updated(catalog, feed.items))),
        *_author(catalog),
        *_link(catalog, "self", "application/atom+xml", here, here),
        *_link(catalog, "alternate", "text/html", feed.url, here),
        *(line for item in feed.items for line in _entry(catalog, item, here)),
    ]
    root = {"xmlns": _ATOM, "xml:lang": catalog.publication.language}
    return xml_bytes(element("feed", root, lines))


def _entry(catalog: Catalog, item: Item, here: str) -> list[str]:
    is_later = item.updated != item.published
    lines = [
        *element("id", {}, item.id),
        *element("title", {}, item.title),
        *(element("published", {}, _midnight(item.published)) if is_later else ()),
        *element("updated", {}, _midnight(item.updated)),
        *_link(catalog, "alternate", "text/html", item.url, here),
        *(line for tag in item.tags for line in element("category", {"term": tag}, None)),
        *element("content", {}, item.words),
    ]
    return element("entry", {}, lines)


def _link(catalog: Catalog, relation: str, media_type: str, url: str, here: str) -> list[str]:
    href = address(catalog, url, here)
    return element("link", {"rel": relation, "type": media_type, "href": href}, None)


def _author(catalog: Catalog) -> list[str]:
    publisher = catalog.publication.publisher
    name = publisher.name if publisher else catalog.publication.name
    uri = element("uri", {}, publisher.url) if publisher and publisher.url else []
    return element("author", {}, [*element("name", {}, name), *uri])


def json_feed(catalog: Catalog, feed: Feed) -> bytes:
    """The JSON feed. Without a base it has no addresses: readers want them absolute."""
    publication = catalog.publication
    author = publication.publisher
    here = json_feed_url(feed.url)
    head: Piece = {"version": _JSON_FEED, "title": feed.title}
    for told in _unchecked(catalog):
        head["description"] = told
    if publication.url:
        head["home_page_url"] = address(catalog, feed.url, here)
        head["feed_url"] = address(catalog, here, here)
    name: Piece = {"name": author.name if author else publication.name}
    head["authors"] = [{**name, "url": author.url} if author and author.url else name]
    head["language"] = publication.language
    return json_records(head, "items", (_json_item(catalog, item, here) for item in feed.items))


def _json_item(catalog: Catalog, item: Item, here: str) -> Piece:
    record: Piece = {"id": item.id}
    if catalog.publication.url:
        record["url"] = address(catalog, item.url, here)
    record |= {
        "title": item.title,
        "content_text": item.words,
        "date_published": _midnight(item.published),
    }
    if item.updated != item.published:
        record["date_modified"] = _midnight(item.updated)
    return {**record, "tags": list(item.tags), "_factpress": item.own}


def _updated(catalog: Catalog, items: Iterable[Item]) -> dt.date:
    """The newest day in the feed; while it is empty, the newest day a claim was checked."""
    days = [item.updated for item in items]
    days = days or [claim.fields.checked for claim in catalog.claims.values()]
    return max(days, default=dt.date(1970, 1, 1))


def _midnight(day: dt.date) -> str:
    """The start of a day in UTC, as RFC 3339 writes it."""
    return f"{day.isoformat()}T00:00:00Z"
