"""The feeds of changes: Atom and JSON Feed.

In: the catalog and its newest changes. Out: the bytes of both. The date of the newest change stands
for the time of the feed: there is no clock here. Public sources: RFC 4287; JSON Feed 1.1
(https://www.jsonfeed.org/version/1.1/).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from factpress.exchange.formats import json_bytes, xml_bytes, xml_text
from factpress.exchange.identity import address, identifier
from factpress.model import Catalog, Plain
from factpress.pages.changes import Entry, entries
from factpress.pages.parts import Piece, rating_of, title_of
from factpress.urls import ATOM_URL, CHANGES_URL, JSON_FEED_URL

MOST_ENTRIES = 100
_ATOM = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_JSON_FEED = "https://jsonfeed.org/version/1.1"
_TITLES = {"update": "Update", "correction": "Correction", "rating": "Rating changed"}


def newest(catalog: Catalog) -> list[Entry]:
    """The changes that the feeds hold."""
    return entries(catalog)[:MOST_ENTRIES]


def atom(catalog: Catalog, changes: Sequence[Entry]) -> bytes:
    """The Atom feed of changes. Without a base its links are relative to its own address."""
    publication = catalog.publication
    feed = Element("feed", {"xmlns": _ATOM, _LANGUAGE: publication.language})
    _add(feed, "id", identifier(catalog, ATOM_URL, "changes"))
    _add(feed, "title", _title(catalog))
    _add(feed, "updated", _midnight(_updated(catalog, changes)))
    _author(catalog, feed)
    _link(catalog, feed, "self", "application/atom+xml", ATOM_URL)
    _link(catalog, feed, "alternate", "text/html", CHANGES_URL)
    for entry in changes:
        _entry(catalog, feed, entry)
    return xml_bytes(feed)


def json_feed(catalog: Catalog, changes: Sequence[Entry]) -> bytes:
    """The JSON feed of changes. Without a base it has no addresses: readers want them absolute."""
    publication = catalog.publication
    author = publication.publisher
    feed: Piece = {"version": _JSON_FEED, "title": _title(catalog)}
    if publication.url:
        feed["home_page_url"] = address(catalog, CHANGES_URL, JSON_FEED_URL)
        feed["feed_url"] = address(catalog, JSON_FEED_URL, JSON_FEED_URL)
    name: Piece = {"name": author.name if author else publication.name}
    feed["authors"] = [{**name, "url": author.url} if author and author.url else name]
    feed["language"] = publication.language
    feed["items"] = [_item(catalog, entry) for entry in changes]
    return json_bytes(feed)


def _entry(catalog: Catalog, feed: Element, entry: Entry) -> None:
    each = SubElement(feed, "entry")
    _add(each, "id", _id(catalog, entry))
    _add(each, "title", _headline(entry))
    _add(each, "updated", _midnight(entry.change.date))
    _link(catalog, each, "alternate", "text/html", entry.url)
    SubElement(each, "category", {"term": entry.change.kind})
    _add(each, "content", _words(catalog, entry))


def _item(catalog: Catalog, entry: Entry) -> Plain:
    change = entry.change
    item: Piece = {"id": _id(catalog, entry)}
    if catalog.publication.url:
        item["url"] = address(catalog, entry.url, JSON_FEED_URL)
    return {
        **item,
        "title": _headline(entry),
        "content_text": _words(catalog, entry),
        "date_published": _midnight(change.date),
        "tags": [change.kind],
        "_factpress": {"claim": entry.claim.key.id, "from": change.from_, "to": change.to},
    }


def _id(catalog: Catalog, entry: Entry) -> str:
    change = entry.change
    name = (entry.claim.key.id, change.date.isoformat(), change.kind, str(entry.number))
    return identifier(catalog, entry.url, "change", *name)


def _title(catalog: Catalog) -> str:
    return f"{catalog.publication.name} · Changes"


def _headline(entry: Entry) -> str:
    return f"{_TITLES[entry.change.kind]}: {title_of(entry.claim)}"


def _words(catalog: Catalog, entry: Entry) -> str:
    change = entry.change
    if not (change.from_ and change.to):
        return change.note
    before, after = (rating_of(catalog, each).label for each in (change.from_, change.to))
    return f"{before} → {after}. {change.note}"


def _updated(catalog: Catalog, changes: Sequence[Entry]) -> dt.date:
    """The day of the newest change; while there is none, the newest day a claim was checked."""
    if changes:
        return changes[0].change.date
    checked = (claim.fields.checked for claim in catalog.claims.values())
    return max(checked, default=dt.date(1970, 1, 1))


def _midnight(day: dt.date) -> str:
    """The start of a day in UTC, as RFC 3339 writes it."""
    return f"{day.isoformat()}T00:00:00Z"


def _author(catalog: Catalog, feed: Element) -> None:
    publisher = catalog.publication.publisher
    author = SubElement(feed, "author")
    _add(author, "name", publisher.name if publisher else catalog.publication.name)
    if publisher and publisher.url:
        _add(author, "uri", publisher.url)


def _link(catalog: Catalog, parent: Element, relation: str, media_type: str, url: str) -> None:
    href = xml_text(address(catalog, url, ATOM_URL))
    SubElement(parent, "link", {"rel": relation, "type": media_type, "href": href})


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = xml_text(text)
