"""What a site as a whole has for machines: icon, manifest, robots.txt, search, sitemap.

In: the catalog. Out: (address, bytes). Those that only make sense with absolute addresses are
made where the publication has a base. Knows nothing of pages but their addresses. Public sources:
https://www.w3.org/TR/appmanifest/; RFC 9309; OpenSearch 1.1, draft 6
(https://github.com/dewitt/opensearch).
"""

from __future__ import annotations

from collections.abc import Iterator

from factpress.exports.serialize import element, json_bytes, xml_bytes
from factpress.exports.sitemap import sitemaps
from factpress.i18n.direction import direction
from factpress.model.cards import Catalog
from factpress.model.colors import as_hex
from factpress.model.site import Plain
from factpress.model.urls import (
    ICON_URL,
    OPEN_SEARCH_URL,
    SEARCH_URL,
    SITEMAP_URL,
    WEB_MANIFEST_URL,
    absolute,
    relative,
)
from factpress.theme.palette import in_srgb, palette
from factpress.views.identifiers import mark_of

_OPEN_SEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_SHORT, _LONG, _DESCRIPTION = 16, 48, 1024


def site_files(catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    """Those that the publication has."""
    ink, paper = _colors(catalog)
    yield ICON_URL, icon(mark_of(catalog), ink, paper)
    yield WEB_MANIFEST_URL, json_bytes(_web_manifest(catalog))
    yield "/robots.txt", _robots(catalog)
    if catalog.publication.url:
        yield OPEN_SEARCH_URL, _open_search(catalog, catalog.publication.url)
        yield from sitemaps(catalog, catalog.publication.url)


def _colors(catalog: Catalog) -> tuple[str, str]:
    """Ink and paper of the publication's light pages."""
    colors = palette(catalog.publication.theme)
    return as_hex(in_srgb(colors["ink"].light)), as_hex(in_srgb(colors["paper"].light))


def icon(mark: str, ink: str, paper: str) -> bytes:
    """The mark as a picture, which the fonts of the reader's system draw."""
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


def _web_manifest(catalog: Catalog) -> dict[str, Plain]:
    """Addresses in it are relative to itself, wherever the site stands."""
    publication = catalog.publication
    ink, paper = _colors(catalog)
    drawn: list[Plain] = [
        {
            "src": relative(picture.url, WEB_MANIFEST_URL),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "any",
        }
        for size, picture in catalog.icons.items()
    ]
    icons: list[Plain] = [
        {
            "src": relative(ICON_URL, WEB_MANIFEST_URL),
            "sizes": "any",
            "type": "image/svg+xml",
            "purpose": "any",
        }
    ]
    told: dict[str, Plain] = {"name": publication.name}
    if publication.tagline:
        told["description"] = publication.tagline
    return {
        **told,
        "lang": publication.language,
        "dir": direction(publication.language),
        "start_url": relative("/", WEB_MANIFEST_URL),
        "scope": relative("/", WEB_MANIFEST_URL),
        "display": "browser",
        "background_color": paper,
        "theme_color": ink,
        "icons": [*icons, *drawn],
    }


def _robots(catalog: Catalog) -> bytes:
    base = catalog.publication.url
    lines = ["User-agent: *", "Allow: /"]
    if base:
        lines += ["", f"Sitemap: {absolute(SITEMAP_URL, base)}"]
    return "\n".join([*lines, ""]).encode()


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
