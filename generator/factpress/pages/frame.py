"""The frame of every page: the publication, the page itself, the way to it.

In: the catalog, and what a page is called and where it stands. Out: plain ordered data that every
template sees. Knows nothing of what the page shows inside its frame.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from msgspec.structs import asdict

from factpress.exports.serialize import block, breadcrumbs
from factpress.i18n.formats import direction
from factpress.i18n.translations import ENGLISH, shipped_language, words
from factpress.model.cards import Catalog
from factpress.model.schema import CardKind
from factpress.model.settings import Publisher
from factpress.model.site import Context, Plain, Shared
from factpress.model.urls import absolute, folder_url, numbered
from factpress.views import labels as vocabulary
from factpress.views.cards import Piece, url_of
from factpress.views.pagination import ONLY_LEAF, Leaf, ways

Trail: TypeAlias = Sequence[tuple[str, str]]


def page_frame(
    catalog: Catalog,
    url: str,
    title: str,
    description: str,
    trail: Trail = (),
    *,
    leaf: Leaf = ONLY_LEAF,
    stands_for: str | None = None,
    social_image: str | None = None,
) -> Piece:
    """What every page's template sees: the publication, the page itself, the way to it.

    `url` is that of the first leaf, to which the trail of the others leads too; `stands_for` is
    the address of another page that this one stands for, `social_image` the absolute one of a
    picture for other sites. `structured` are the blocks of JSON-LD.
    """
    base = catalog.publication.url
    here = numbered(url, leaf.number)
    if leaf.number > 1:
        trail = (*trail, (title, url))
    steps = breadcrumbs(trail, title, here, base) if trail else None
    return {
        "publication": _publication(catalog),
        "page": {
            "url": here,
            "canonical": absolute(stands_for or here, base) if base else None,
            "title": title,
            "description": description,
            "trail": [{"title": words, "url": to} for words, to in trail],
            "number": leaf.number,
            "social_image": social_image,
            **ways(url, leaf),
        },
        "structured": [block(steps)] if steps else [],
    }


class _Publication(NamedTuple):
    name: str
    tagline: str | None
    language: str
    base: str | None
    publisher: Publisher | None
    search: str
    has_events: bool
    footer: Trail
    is_proven: bool


def _publication(catalog: Catalog) -> Piece:
    of = catalog.publication
    footer = tuple((page.fields.title, url_of(page)) for page in catalog.pages.values())
    return _shared(
        _Publication(
            of.name,
            of.tagline,
            of.language,
            of.url,
            of.publisher,
            of.search,
            bool(catalog.events),
            footer,
            catalog.is_proven,
        )
    )


@lru_cache(maxsize=2)
def _shared(publication: _Publication) -> Piece:
    """The publication as every page sees it: the same mapping for all."""
    return Shared(
        name=publication.name,
        tagline=publication.tagline,
        language=publication.language,
        direction=direction(publication.language),
        words_language=None if shipped_language(publication.language) else ENGLISH,
        base=publication.base,
        publisher=_publisher(publication.publisher) if publication.publisher else None,
        search=publication.search,
        is_proven=publication.is_proven,
        has_events=publication.has_events,
        footer=tuple([Shared(title=title, url=url) for title, url in publication.footer]),
    )


def _publisher(publisher: Publisher) -> Piece:
    """What readers are told of the publisher; the key is for builds."""
    return Shared({name: value for name, value in asdict(publisher).items() if name != "key"})


def with_node(frame: Piece, node: Piece) -> Piece:
    """The frame of a page that has a block of JSON-LD of its own, before those of every page."""
    blocks = frame["structured"]
    return {**frame, "structured": [block(node), *(blocks if isinstance(blocks, list) else ())]}


def trail(catalog: Catalog, *kinds: CardKind) -> list[tuple[str, str]]:
    """The way from the home page to the index of a kind of card."""
    language = catalog.publication.language
    say, headings = words(language), vocabulary.kinds(language)
    return [(say("Home"), "/"), *((headings[kind], folder_url(kind)) for kind in kinds)]


def merged(*contexts: Mapping[str, Plain]) -> Context:
    """One context out of several."""
    return {key: value for context in contexts for key, value in context.items()}
