"""Files of the site as a whole: icon, web manifest, robots.txt, security.txt, OpenSearch, sitemap.

OpenSearch and sitemap need absolute addresses, so they are made only where the site has a base.
Public sources: https://www.w3.org/TR/appmanifest/; RFC 9309; OpenSearch 1.1, draft 6
(https://github.com/dewitt/opensearch).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from factpress.content.voices import is_contested
from factpress.exports.schema_org import modified
from factpress.exports.serialize import element, json_bytes, xml_bytes
from factpress.i18n.formats import direction
from factpress.model.cards import Catalog
from factpress.model.colors import as_hex
from factpress.model.contexts import Json
from factpress.model.hosting import Security
from factpress.model.settings import PublicationFields
from factpress.model.urls import (
    CHANGES_URL,
    CONTRADICTIONS_URL,
    ICON_SIZES,
    ICON_URL,
    MATRIX_URL,
    OPEN_SEARCH_URL,
    RATINGS_URL,
    SEARCH_URL,
    SECURITY_URL,
    SITE_PAGES,
    SITEMAP_URL,
    TIMELINE_URL,
    WEB_MANIFEST_URL,
    absolute,
    changes_url,
    folder_url,
    rated_url,
    rating_url,
    relative,
)
from factpress.theme.palette import in_srgb, palette
from factpress.views.cards import url_of
from factpress.views.changes import entries, last_day
from factpress.views.claim_filters import narrowed_by_rating
from factpress.views.dated import has_dates
from factpress.views.identifiers import mark_of
from factpress.views.places import actor_matrix_url, claims_concerning, topic_matrix_url

MOST_ADDRESSES = 50_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


class _Address(NamedTuple):
    """A page, and the newest day of its contents where one is known."""

    url: str
    day: dt.date | None = None


def sitemaps(
    catalog: Catalog, base: str, most: int = MOST_ADDRESSES
) -> Iterator[tuple[str, bytes]]:
    """`/sitemap.xml`: the sitemap, or an index of sitemaps where one would be too long."""
    pages = list(_pages(catalog))
    if len(pages) <= most:
        yield SITEMAP_URL, _listed("urlset", "url", pages, base)
        return
    parts = [pages[start : start + most] for start in range(0, len(pages), most)]
    urls = [f"/sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    index = [
        _Address(url, _newest(p.day for p in part)) for url, part in zip(urls, parts, strict=True)
    ]
    yield SITEMAP_URL, _listed("sitemapindex", "sitemap", index, base)
    for url, part in zip(urls, parts, strict=True):
        yield url, _listed("urlset", "url", part, base)


def _listed(root: str, each: str, pages: Sequence[_Address], base: str) -> bytes:
    lines = [line for page in pages for line in _entry(each, page, base)]
    return xml_bytes(element(root, {"xmlns": _NAMESPACE}, lines))


def _entry(name: str, page: _Address, base: str) -> list[str]:
    day = element("lastmod", {}, page.day.isoformat()) if page.day else []
    return element(name, {}, [*element("loc", {}, absolute(page.url, base)), *day])


def _pages(catalog: Catalog) -> Iterator[_Address]:
    days = {claim_id: modified(catalog, claim) for claim_id, claim in catalog.claims.items()}
    newest = _newest(days.values())
    yield _Address("/", newest)
    yield _Address(folder_url("claim"), newest)
    yield from (_Address(url_of(each), days[claim_id]) for claim_id, each in catalog.claims.items())
    apart = (*catalog.open.values(), *catalog.withdrawn.values())
    yield from (_Address(url_of(each), last_day(catalog, each)) for each in apart)
    yield from _cards(catalog, days)
    days_of_change = sorted(entry.change.date for entry in entries(catalog))
    yield _Address(CHANGES_URL, _newest(days_of_change))
    by_month = {day.isoformat()[:7]: day for day in days_of_change}
    yield from (_Address(changes_url(month), day) for month, day in by_month.items())
    not_made = set(_not_made(catalog))
    yield from (_Address(url, newest) for url in SITE_PAGES if url not in not_made)
    yield from (_Address(url_of(page)) for page in catalog.pages.values())
    if catalog.people:
        yield _Address(folder_url("person"), newest)
    yield from (_Address(url_of(person)) for person in catalog.people.values())


def _not_made(catalog: Catalog) -> Iterator[str]:
    """The pages about the whole publication that it has nothing to show on."""
    if not any(map(is_contested, catalog.claims.values())):
        yield CONTRADICTIONS_URL
    if not has_dates(catalog):
        yield TIMELINE_URL
    if not catalog.claims:
        yield MATRIX_URL


def _cards(catalog: Catalog, days: Mapping[str, dt.date]) -> Iterator[_Address]:
    """All cards but claims, and ratings: as new as the newest claim that each page lists."""
    back, concerning = catalog.back, claims_concerning(catalog)

    def newest_of(ids: Iterable[str]) -> dt.date | None:
        return _newest(days[claim_id] for claim_id in ids)

    yield _Address(folder_url("actor"), _newest(days.values()))
    for actor_id, actor in catalog.actors.items():
        about = concerning.get(actor_id, ())
        yield _Address(url_of(actor), newest_of(about))
        if about:
            yield _Address(actor_matrix_url(actor_id), newest_of(about))
    yield _Address(folder_url("source"), _newest(days.values()))
    for source_id, source in catalog.sources.items():
        quoting = (key.claim_id for key in back.quoted.get(source_id, ()))
        yield _Address(url_of(source), newest_of(quoting))
    yield _Address(folder_url("topic"), _newest(days.values()))
    for topic_id, topic in catalog.topics.items():
        ids = back.on_topic.get(topic_id, ())
        yield _Address(url_of(topic), newest_of(ids))
        if ids:
            yield _Address(topic_matrix_url(topic_id), newest_of(ids))
        for rating_id, rated in narrowed_by_rating(catalog, ids).items():
            yield _Address(rated_url(url_of(topic), rating_id), newest_of(rated))
    for event in catalog.events.values():
        yield _Address(url_of(event), newest_of(event.fields.claims))
    if catalog.events:
        yield _Address(folder_url("event"), _newest(days.values()))
    rescaled = [change.date for change in catalog.publication.changes]
    yield _Address(RATINGS_URL, _newest([*days.values(), *rescaled]))
    for rating in catalog.publication.ratings:
        yield _Address(rating_url(rating.id), newest_of(back.rated.get(rating.id, ())))


def _newest(days: Iterable[dt.date | None]) -> dt.date | None:
    return max((day for day in days if day), default=None)


_OPEN_SEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_SHORT, _LONG, _DESCRIPTION = 16, 48, 1024


def site_files(catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    """The icon, the manifest and robots.txt; with a base also what needs absolute addresses."""
    ink, paper = _colors(catalog)
    yield ICON_URL, icon(mark_of(catalog), ink, paper)
    yield WEB_MANIFEST_URL, json_bytes(_web_manifest(catalog))
    yield "/robots.txt", _robots(catalog)
    if catalog.publication.security:
        yield SECURITY_URL, _security(catalog.publication, catalog.publication.security)
    if catalog.publication.url:
        yield OPEN_SEARCH_URL, _open_search(catalog, catalog.publication.url)
        yield from sitemaps(catalog, catalog.publication.url)


def _colors(catalog: Catalog) -> tuple[str, str]:
    """The publication's ink and paper in light mode."""
    colors = palette(catalog.publication.theme)
    return as_hex(in_srgb(colors["ink"].light)), as_hex(in_srgb(colors["paper"].light))


def icon(mark: str, ink: str, paper: str) -> bytes:
    """The mark as an SVG, in the fonts of the reader's system."""
    tile = {"width": "64", "height": "64", "rx": "10", "fill": ink}
    letters = {
        "x": "32",
        "y": "33",
        "text-anchor": "middle",
        "dominant-baseline": "central",
        "font-family": "Georgia, 'Times New Roman', serif",
        "font-weight": "700",
        "font-size": {1: "44", 2: "32"}.get(len(mark), "24"),
        "fill": paper,
    }
    root = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 64 64"}
    lines = [*element("rect", tile, None), *element("text", letters, mark)]
    return xml_bytes(element("svg", root, lines))


def _web_manifest(catalog: Catalog) -> dict[str, Json]:
    """The manifest, with addresses relative to its own, so that the site can be anywhere."""
    publication = catalog.publication
    _, paper = _colors(catalog)
    sized = [
        (picture.url, f"{size}x{size}", "image/png")
        for size, picture in catalog.icons.items()
        if size in ICON_SIZES
    ]
    icons: list[Json] = [
        {"src": relative(url, WEB_MANIFEST_URL), "sizes": sizes, "type": kind, "purpose": "any"}
        for url, sizes, kind in [(ICON_URL, "any", "image/svg+xml"), *sized]
    ]
    return {
        "name": publication.name,
        **({"description": publication.tagline} if publication.tagline else {}),
        "lang": publication.language,
        "dir": direction(publication.language),
        "start_url": relative("/", WEB_MANIFEST_URL),
        "scope": relative("/", WEB_MANIFEST_URL),
        "display": "browser",
        "background_color": paper,
        "theme_color": paper,
        "icons": icons,
    }


def _robots(catalog: Catalog) -> bytes:
    base = catalog.publication.url
    lines = ["User-agent: *", "Allow: /"]
    if base:
        lines += ["", f"Sitemap: {absolute(SITEMAP_URL, base)}"]
    return "\n".join([*lines, ""]).encode()


def _security(publication: PublicationFields, security: Security) -> bytes:
    """`security.txt`, which counts to the end of its last day in UTC.

    It has its own address only where that is at the root of a host, as the rule has it. Rule: RFC
    9116, sections 2.5 and 3.
    """
    base = publication.url or ""
    is_at_root = base.startswith("https:") and urlsplit(base).path in ("", "/")
    fields = (
        *(("Contact", each) for each in security.contact),
        ("Expires", f"{security.expires}T23:59:59Z"),
        ("Encryption", security.encryption),
        ("Acknowledgments", security.acknowledgments),
        ("Preferred-Languages", ", ".join(security.languages)),
        ("Canonical", absolute(SECURITY_URL, base) if is_at_root else None),
        ("Policy", security.policy),
    )
    return "".join(f"{name}: {value}\n" for name, value in fields if value).encode()


def _open_search(catalog: Catalog, base: str) -> bytes:
    publication = catalog.publication
    search = {
        "type": "text/html",
        "method": "get",
        "template": absolute(f"{SEARCH_URL}?q={{searchTerms}}", base),
    }
    image = {"type": "image/svg+xml"}
    lines = [
        *element("ShortName", {}, _cut(publication.name, _SHORT)),
        *element("LongName", {}, _cut(publication.name, _LONG)),
        *element("Description", {}, _cut(publication.tagline or publication.name, _DESCRIPTION)),
        *element("InputEncoding", {}, "UTF-8"),
        *element("Language", {}, publication.language),
        *element("Image", image, absolute(ICON_URL, base)),
        *element("Url", search, None),
    ]
    return xml_bytes(element("OpenSearchDescription", {"xmlns": _OPEN_SEARCH}, lines))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
