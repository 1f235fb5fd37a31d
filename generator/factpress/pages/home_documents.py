"""The documents as the home page lists them: portrait, publisher, date, origins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factpress.charts.portrait import Portrait, portrait
from factpress.model.card_parts import Origin, lower_bound, written
from factpress.model.cards import Catalog, Source
from factpress.model.urls import folder_url
from factpress.views import labels
from factpress.views.cards import CardName, Link, short_name, short_named, title_of, url_of
from factpress.views.pagination import SomeOf

# As many documents as have room beside the findings; of more only the newest.
_MOST, _NEWEST = 8, 5
_MOST_ORIGINS = 3
_INFERRED = "inferred"


class OriginName(CardName, frozen=True, kw_only=True):
    """Whose original reporting a document relays."""

    is_inferred: bool  #: Whether an editor worked it out


class DocumentEntry(Link, frozen=True, kw_only=True):
    """A document by the name of who published it, or by its title where that is not enough."""

    portrait: Portrait | None
    published: str  #: Its date, or the day before which it cannot have been published
    is_lower_bound: bool  #: Whether `published` is such a day
    is_inferred: bool  #: Whether an editor worked the date out
    origins: Sequence[OriginName]


def document_entries(catalog: Catalog) -> SomeOf[DocumentEntry]:
    """The documents, the oldest first; of many the newest ones, the newest first."""
    sources = list(catalog.sources.values())
    if len(sources) > _MOST:
        sources = sources[: -_NEWEST - 1 : -1]
    return SomeOf(
        entries=[_entry(catalog, source) for source in sources],
        all=len(catalog.sources),
        url=folder_url("source"),
    )


def _entry(catalog: Catalog, source: Source) -> DocumentEntry:
    published = written(source.fields.published)
    bound = lower_bound(published)
    name = _name(catalog, source)
    return DocumentEntry(
        title=name.title,
        full=name.full,
        language=name.language,
        url=url_of(source),
        portrait=portrait(catalog, source),
        published=bound or published,
        is_lower_bound=bool(bound),
        is_inferred=bool(source.fields.dated and source.fields.dated.how == _INFERRED),
        origins=list(_origin_names(catalog, source)),
    )


def _name(catalog: Catalog, source: Source) -> CardName:
    """Its short name; else its publisher's, if that has published no other; else its title."""
    publisher = source.fields.publisher
    short = short_name(source)
    if short:
        return CardName(title=short, full=title_of(source))
    if len(catalog.back.published[publisher]) == 1:
        return short_named(catalog.actors[publisher])
    return short_named(source)


def _origin_names(catalog: Catalog, source: Source) -> Iterator[OriginName]:
    """The origins of its reporting but its publisher, then how many there is no room for."""
    others = [each for each in source.fields.origins if each.actor != source.fields.publisher]
    shown = others if len(others) <= _MOST_ORIGINS + 1 else others[:_MOST_ORIGINS]
    for origin in shown:
        name = short_named(catalog.actors[origin.actor])
        yield OriginName(
            title=name.title,
            full=name.full,
            language=name.language,
            is_inferred=is_inferred(origin),
        )
    if len(shown) < len(others):
        more = labels.more(catalog.publication.language, len(others) - len(shown))
        yield OriginName(title=more, is_inferred=False)


def is_inferred(origin: Origin) -> bool:
    """Whether an editor worked the origin out, as the beginning of its note says."""
    return (origin.note or "").casefold().startswith(_INFERRED)
