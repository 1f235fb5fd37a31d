"""What a document says of itself: its title, date, language, authors, publisher and address.

Only what it declares counts: HTML's own elements, Open Graph, Dublin Core, schema.org as JSON-LD;
the entries of a PDF. Nothing is guessed from the text but the title of a plain text: its first
line. Runs in the child process that reads saved copies: a document may be hostile.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from factpress.archive.extraction import ExtractionError, extracted
from factpress.archive.page_encoding import decoded_page
from factpress.model.characters import without_hidden

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

_MOST: Final = 300
_MOST_AUTHORS: Final = 8
_MOST_SCRIPTS: Final = 20
_MOST_PARTS: Final = 5000
_DAY = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?!\d)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# Names of `<meta>` for each entry, the most telling first. https://ogp.me/,
# https://www.dublincore.org/, https://scholar.google.com/intl/en/scholar/inclusion.html
_META: Final = {
    "title": ("og:title", "citation_title", "dcterms.title", "dc.title", "twitter:title"),
    "published": (
        *(
            "article:published_time",
            "citation_publication_date",
            "dcterms.issued",
            "dc.date.issued",
        ),
        *("dcterms.created", "dc.date", "dcterms.date", "date"),
    ),
    "language": ("dcterms.language", "dc.language", "og:locale"),
    "author": ("author", "citation_author", "dcterms.creator", "dc.creator"),
    "publisher": ("og:site_name", "dcterms.publisher", "dc.publisher", "application-name"),
    "url": ("og:url",),
}
# Types of schema.org whose entries speak of the whole document, with a name for the kind of source.
_KINDS: Final = {
    "NewsArticle": "news report",
    "ReportageNewsArticle": "news report",
    "AnalysisNewsArticle": "analysis",
    "OpinionNewsArticle": "opinion",
    "Article": "article",
    "BlogPosting": "blog post",
    "SocialMediaPosting": "post",
    "DiscussionForumPosting": "post",
    "Report": "report",
    "ScholarlyArticle": "study",
    "WebPage": "",
}


class About(NamedTuple):
    """What a document says of itself; empty where it says nothing. `published` is a day."""

    title: str = ""
    published: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    url: str = ""
    kind: str = ""


def about(name: str, content: bytes) -> About:
    """What a document says of itself, by the ending of its name. Raises ExtractionError."""
    match PurePosixPath(name).suffix.lower():
        case ".html" | ".htm" | ".xhtml":
            return _of_page(content)
        case ".pdf":
            return _of_pdf(content)
        case ".srt" | ".vtt":
            return About()
    lines = (_clean(line.lstrip("# ")) for line in extracted(name, content).text.splitlines())
    return About(title=next(filter(None, lines), "")[:_MOST])


def _clean(found: object) -> str:
    """A text on one line, without characters that nobody sees; empty for anything else."""
    if not isinstance(found, str):
        return ""
    text = "".join(char if char.isprintable() else " " for char in without_hidden(found[:5000]))
    return " ".join(text.split())[:_MOST]


def _of_page(content: bytes) -> About:
    from bs4 import BeautifulSoup

    try:
        page = BeautifulSoup(decoded_page(content), "html.parser")
    except (AssertionError, ValueError):
        raise ExtractionError("HTML cannot be read; save its text as .txt") from None
    linked, declared = _linked_data(page), _declared(page)
    title = linked.title or declared.title or _text_of(page, "title") or _text_of(page, "h1")
    language = _language(_attribute(page.find("html"), "lang"))
    return About(
        title,
        linked.published or declared.published or _pubdate(page),
        language or linked.language or declared.language,
        linked.authors or declared.authors,
        linked.publisher or declared.publisher,
        _attribute(page.find("link", rel="canonical"), "href") or declared.url or linked.url,
        linked.kind,
    )


def _attribute(element: Any, name: str) -> str:
    value = element.get(name) if element is not None else None
    return _clean(value[0] if isinstance(value, list) and value else value)


def _text_of(page: BeautifulSoup, name: str) -> str:
    found = page.find(name)
    return _clean(found.get_text(" ")) if found is not None else ""


def _pubdate(page: BeautifulSoup) -> str:
    """The day of a `<time>` that is marked as that of publication."""
    marked = (page.find(None, {"itemprop": "datePublished"}), page.find(None, {"pubdate": True}))
    for found in marked:
        day = _day(_attribute(found, "datetime") or _attribute(found, "content"))
        if day:
            return day
    return ""


def _day(text: str) -> str:
    """The day that an ISO 8601 date or time begins with."""
    found = _DAY.match(text)
    return "-".join(found.groups()) if found else ""


def _language(text: str) -> str:
    """A language tag, also of `en_US`, as Open Graph writes it."""
    tag = text.replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else ""


def _declared(page: BeautifulSoup) -> About:
    """What the `<meta>` elements declare."""
    found: dict[str, list[str]] = {}
    for element in page.find_all("meta"):
        name = _attribute(element, "property") or _attribute(element, "name")
        if name and (value := _attribute(element, "content")):
            found.setdefault(name.lower(), []).append(value)

    def all_of(entry: str) -> list[str]:
        return next((found[name] for name in _META[entry] if name in found), [])

    first = {entry: all_of(entry)[0] if all_of(entry) else "" for entry in _META}
    return About(
        first["title"],
        _day(first["published"].replace("/", "-")),
        _language(first["language"]),
        tuple(_without_addresses(all_of("author"))),
        first["publisher"],
        first["url"],
    )


def _without_addresses(names: list[str]) -> Iterator[str]:
    """Names of authors; some pages have the address of a profile in their place."""
    return (name for name in names[:_MOST_AUTHORS] if "://" not in name)


def _linked_data(page: BeautifulSoup) -> About:
    """What schema.org's entries say of the document. https://schema.org/Article"""
    for script in page.find_all("script", type="application/ld+json")[:_MOST_SCRIPTS]:
        try:
            found = json.loads(script.string or "null")
        except (ValueError, RecursionError):
            continue
        for entry in _entries(found):
            types = _strings(entry.get("@type"))
            kind = next((each for each in types if _KINDS.get(each)), None)
            if kind is not None:
                return _of_entry(entry, _KINDS[kind])
    return About()


def _entries(found: Any) -> Iterator[Mapping[str, Any]]:
    """Every mapping of a value that JSON holds, the outer ones first."""
    waiting, seen = [found], 0
    while waiting and seen < _MOST_PARTS:
        part, seen = waiting.pop(0), seen + 1
        if isinstance(part, dict):
            yield part
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part


def _strings(found: Any) -> list[str]:
    return [
        each for each in (found if isinstance(found, list) else [found]) if isinstance(each, str)
    ]


def _names(found: Any) -> Iterator[str]:
    """The names of people or bodies, each a text or a mapping with a `name`."""
    for each in found if isinstance(found, list) else [found]:
        name = _clean(each.get("name") if isinstance(each, dict) else each)
        if name:
            yield name


def _of_entry(entry: Mapping[str, Any], kind: str) -> About:
    return About(
        _clean(entry.get("headline")) or _clean(entry.get("name")),
        _day(_clean(entry.get("datePublished"))),
        _language(_clean(entry.get("inLanguage"))),
        tuple(_without_addresses(list(_names(entry.get("author"))))),
        next(_names(entry.get("publisher")), ""),
        _clean(entry.get("url")),
        kind,
    )


def _of_pdf(content: bytes) -> About:
    """The entries of a PDF's information dictionary (ISO 32000-1, 14.3.3), and its language.

    The day on which the file was made is not one of publication, and is left out.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise ExtractionError("PDF documents need an extra: pip install 'factpress[pdf]'") from None
    try:
        reader = PdfReader(io.BytesIO(content))
        entries: Mapping[str, Any] = reader.metadata or {}
        language = reader.root_object.get("/Lang")
        title, author = (str(entries.get(name) or "") for name in ("/Title", "/Author"))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, OSError):
        return About()
    authors = (_clean(author),) if _clean(author) else ()
    return About(_clean(title), "", _language(_clean(str(language or ""))), authors)
