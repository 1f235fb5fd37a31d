"""Atom and JSON feeds: all claims, the claims of a topic or an actor, and changes.

Both formats have the same entries under the same ids. The time of a feed is the newest day in it.
Public sources: RFC 4287; JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from factpress.content.claim_facts import as_of
from factpress.exports.schema_org import modified, publisher_name
from factpress.exports.serialize import element, json_records, xml_bytes
from factpress.i18n.translations import message, words
from factpress.model.card_parts import ChangeKind
from factpress.model.cards import Actor, Catalog, Claim, Topic
from factpress.model.contexts import JsonObject, View
from factpress.model.moments import day_of
from factpress.model.urls import CHANGES_URL, atom_url, json_feed_url
from factpress.views.cards import dated_rating, rating_of, title_of, url_of
from factpress.views.changes import Entry, entries, rating_as_of
from factpress.views.identifiers import address, identifier
from factpress.views.labels import kinds
from factpress.views.proofs import not_checked

MOST_ENTRIES = 100

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
    """One entry: `url` starts with `/`, `own` are keys of our own for programs.

    `at` is the time of publication where it is known.
    """

    id: str
    url: str
    title: str
    words: str
    published: dt.date
    updated: dt.date
    tags: tuple[str, ...]
    own: JsonObject
    authors: tuple[str, ...] = ()
    at: str | None = None

    @property
    def since(self) -> str:
        """When it was published, as RFC 3339 writes it."""
        return self.at or _midnight(self.published)

    @property
    def changed(self) -> str:
        """When it was last changed: a day later than that, or then."""
        return _midnight(self.updated) if self.updated > self.published else self.since


class Feed(NamedTuple):
    """The feed beside the page at `url`; `name` makes its id where the site has no base."""

    url: str
    name: tuple[str, ...]
    title: str
    items: Sequence[Item]


_CHANGES, _CLAIMS = "changes", "claims"


def feed_names(catalog: Catalog) -> Iterator[str]:
    """The names of all feeds: `changes`, `claims`, and such as `topic dams`."""
    yield from (_CHANGES, _CLAIMS)
    yield from (" ".join(topic.key) for topic in catalog.topics.values())
    yield from (" ".join(a.key) for a in catalog.actors.values() if has_feed(catalog, a))


def feed(catalog: Catalog, name: str, concerning: Mapping[str, Sequence[str]]) -> Feed:
    """The feed with a name; `concerning` are the claims that concern each actor, in order."""
    if name == _CHANGES:
        say = words(catalog.publication.language)
        changes = [_change(catalog, entry) for entry in islice(entries(catalog), MOST_ENTRIES)]
        return Feed(CHANGES_URL, (_CHANGES,), _title(catalog, say("Changes")), changes)
    kind, _, card_id = name.partition(" ")
    if kind == "topic":
        topic = catalog.topics[card_id]
        return _feed_of(catalog, topic, catalog.back.on_topic.get(card_id, ()))
    if kind == "actor":
        about = {*catalog.back.claimed.get(card_id, ()), *catalog.back.named.get(card_id, ())}
        ids = (claim_id for claim_id in concerning[card_id] if claim_id in about)
        return _feed_of(catalog, catalog.actors[card_id], ids)
    items = _newest(catalog, catalog.claims)
    return Feed("/", ("feed", _CLAIMS), _title(catalog, _all_claims(catalog)), items)


def _feed_of(catalog: Catalog, card: Actor | Topic, ids: Iterable[str]) -> Feed:
    title = _title(catalog, title_of(card))
    return Feed(url_of(card), ("feed", *card.key), title, _newest(catalog, ids))


def _newest(catalog: Catalog, ids: Iterable[str]) -> list[Item]:
    """The newest claims of several, which are in the publication's order."""
    return [_claim(catalog, catalog.claims[claim_id]) for claim_id in islice(ids, MOST_ENTRIES)]


def has_feed(catalog: Catalog, actor: Actor) -> bool:
    """Whether there are claims that an actor makes or that name it."""
    actor_id = actor.key.id
    return actor_id in catalog.back.claimed or actor_id in catalog.back.named


class FeedLinks(View, frozen=True, kw_only=True):
    """The two formats of one feed."""

    title: str
    atom: str
    json: str


def feed_links(title: str, page_url: str) -> FeedLinks:
    """The feeds beside the page at `page_url`."""
    return FeedLinks(title=title, atom=atom_url(page_url), json=json_feed_url(page_url))


def site_feeds(catalog: Catalog) -> FeedLinks:
    """The addresses of the feeds of all claims."""
    return feed_links(_all_claims(catalog), "/")


def feeds_of(card: Actor | Topic) -> FeedLinks:
    """The addresses of the feeds of an actor or a topic."""
    return feed_links(title_of(card), url_of(card))


def _all_claims(catalog: Catalog) -> str:
    return kinds(catalog.publication.language)["claim"]


def _title(catalog: Catalog, title: str) -> str:
    return f"{catalog.publication.name} · {title}"


def _claim(catalog: Catalog, claim: Claim) -> Item:
    fields = claim.fields
    return Item(
        identifier(catalog, url_of(claim), "claim", claim.key.id),
        url_of(claim),
        fields.claim,
        " ".join([f"{dated_rating(catalog, claim)}. {fields.reason}", *_warnings(catalog)]),
        day_of(fields.published) if fields.published else fields.checked,
        modified(catalog, claim),
        tuple(catalog.topics[topic_id].fields.name for topic_id in fields.topics),
        {"claim": claim.key.id, "rating": fields.rating, "as_of": as_of(catalog, claim)},
        tuple(catalog.people[each].fields.name for each in fields.authors),
        _with_seconds(fields.published) if fields.published and "T" in fields.published else None,
    )


def _warnings(catalog: Catalog) -> list[str]:
    """The sentence that quotations are not checked, where that is so."""
    warning = not_checked(catalog)
    return [f"{warning}."] if warning else []


def _change(catalog: Catalog, entry: Entry) -> Item:
    change, claim = entry.change, entry.claim
    name = (change.date.isoformat(), change.kind, str(entry.number))
    say, title = words(catalog.publication.language), title_of(claim) if claim else ""
    whose: JsonObject = {"claim": claim.key.id} if claim else {}
    until = rating_as_of(catalog, entry)
    as_of_date: JsonObject = {"as_of": until} if until else {}
    return Item(
        identifier(catalog, entry.first_url, "change", claim.key.id if claim else "scale", *name),
        entry.url,
        say(_HEADLINES[change.kind], claim=title),
        _text(catalog, entry, until),
        change.date,
        change.date,
        (change.kind,),
        {**whose, "from": change.from_, "to": change.to, **as_of_date},
    )


def _text(catalog: Catalog, entry: Entry, until: str | None) -> str:
    """The note, after both ratings; `until` is how far the evidence for the later one reaches."""
    say, change = words(catalog.publication.language), entry.change
    text = change.note
    if change.from_ and change.to:
        before, after = (rating_of(catalog, each).label for each in (change.from_, change.to))
        if until:
            after = say("%(rating)s, as of %(day)s", rating=after, day=say.day(until))
        text = f"{before} → {after}. {text}"
    if entry.into:
        into = say("This claim is now a part of “%(claim)s”.", claim=title_of(entry.into))
        return f"{text} {into}"
    return text


def atom(catalog: Catalog, feed: Feed) -> bytes:
    """The Atom feed. Without a base, links are relative to its own address."""
    here = atom_url(feed.url)
    lines = [
        *element("id", {}, identifier(catalog, here, *feed.name)),
        *element("title", {}, feed.title),
        *(line for each in _warnings(catalog) for line in element("subtitle", {}, each)),
        *element("updated", {}, _midnight(_updated(catalog, feed.items))),
        *_author(catalog),
        *_link(catalog, "self", "application/atom+xml", here, here),
        *_link(catalog, "alternate", "text/html", feed.url, here),
        *(line for item in feed.items for line in _entry(catalog, item, here)),
    ]
    root = {"xmlns": _ATOM, "xml:lang": catalog.publication.language}
    return xml_bytes(element("feed", root, lines))


def _entry(catalog: Catalog, item: Item, here: str) -> list[str]:
    is_later = item.changed != item.since
    lines = [
        *element("id", {}, item.id),
        *element("title", {}, item.title),
        *(element("published", {}, item.since) if is_later else ()),
        *element("updated", {}, item.changed),
        *(
            line
            for name in item.authors
            for line in element("author", {}, element("name", {}, name))
        ),
        *_link(catalog, "alternate", "text/html", item.url, here),
        *(line for tag in item.tags for line in element("category", {"term": tag}, None)),
        *element("content", {}, item.words),
    ]
    return element("entry", {}, lines)


def _link(catalog: Catalog, relation: str, media_type: str, url: str, here: str) -> list[str]:
    href = address(catalog, url, here)
    return element("link", {"rel": relation, "type": media_type, "href": href}, None)


def _author(catalog: Catalog) -> list[str]:
    publisher, name = catalog.publication.publisher, publisher_name(catalog)
    uri = element("uri", {}, publisher.url) if publisher and publisher.url else []
    return element("author", {}, [*element("name", {}, name), *uri])


def json_feed(catalog: Catalog, feed: Feed) -> bytes:
    """The JSON feed. Without a base it has no addresses, since feed readers want absolute ones."""
    publication = catalog.publication
    publisher = publication.publisher
    here = json_feed_url(feed.url)
    head: JsonObject = {"version": _JSON_FEED, "title": feed.title}
    for warning in _warnings(catalog):
        head["description"] = warning
    if publication.url:
        head["home_page_url"] = address(catalog, feed.url, here)
        head["feed_url"] = address(catalog, here, here)
    author: JsonObject = {"name": publisher_name(catalog)}
    head["authors"] = [{**author, "url": publisher.url} if publisher and publisher.url else author]
    head["language"] = publication.language
    return json_records(head, "items", (_json_item(catalog, item, here) for item in feed.items))


def _json_item(catalog: Catalog, item: Item, here: str) -> JsonObject:
    record: JsonObject = {"id": item.id}
    if catalog.publication.url:
        record["url"] = address(catalog, item.url, here)
    record |= {
        "title": item.title,
        "content_text": item.words,
        "date_published": item.since,
    }
    if item.changed != item.since:
        record["date_modified"] = item.changed
    if item.authors:
        record["authors"] = [{"name": name} for name in item.authors]
    return {**record, "tags": list(item.tags), "_factpress": item.own}


def _updated(catalog: Catalog, items: Iterable[Item]) -> dt.date:
    """The newest day in the feed; while it is empty, the newest day a claim was checked."""
    days = [item.updated for item in items]
    days = days or [claim.fields.checked for claim in catalog.claims.values()]
    return max(days, default=dt.date(1970, 1, 1))


def _with_seconds(instant: str) -> str:
    """A time with its zone, with the seconds that RFC 3339 asks for."""
    return dt.datetime.fromisoformat(instant).isoformat().replace("+00:00", "Z")


def _midnight(day: dt.date) -> str:
    """The start of a day in UTC, as RFC 3339 writes it."""
    return f"{day.isoformat()}T00:00:00Z"
