"""The lineage pages: who relays whom, as a picture and as tables.

They name the document that is the earliest known to us to relay somebody's reporting. They never
say that it was the first: nobody can know that from an archive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import ClassVar, TypeAlias

from msgspec.structs import asdict

from factpress.charts.lineage import NARROW, WIDE, Form, Label, LineagePicture, Tie, picture
from factpress.charts.svg import picture_page, picture_url
from factpress.i18n.translations import words
from factpress.model.card_parts import Origin, first_day, last_day, written
from factpress.model.cards import Catalog, Source
from factpress.model.contexts import Page, View
from factpress.model.urls import LINEAGE_URL, anchor
from factpress.pages.frame import PageContext, framed_page, page_frame, trail
from factpress.views.cards import Link, short_link, short_name, short_title, url_of
from factpress.views.pagination import MOST_ENTRIES, PagedList, part, spread

# An actor, and a document that relays it, by their ids.
_Relaying: TypeAlias = tuple[str, str]
MOST_PICTURED = 40
# A note that begins so says that the link is an editor's inference: docs/reference/front-matter.md.
_INFERRED = "inferred"


class Relayed(View, frozen=True, kw_only=True):
    """An actor whose reporting a document relays."""

    actor: Link
    note: str | None  #: How we know
    inferred: bool
    earliest: bool  #: Whether the document is the earliest known to relay the actor


class DocumentRow(Link, frozen=True, kw_only=True):
    """A document, with those it relays."""

    anchor: str  #: The id of the row
    published: str
    dated: str  #: `stated` or `inferred`
    publisher: Link
    relays: Sequence[Relayed]


class RelayingDocument(Link, frozen=True, kw_only=True):
    """A document that relays an actor."""

    published: str
    dated: str  #: `stated` or `inferred`
    earliest: bool  #: Whether it is the earliest known to relay the actor


class OriginRow(Link, frozen=True, kw_only=True):
    """An actor, with the documents that relay it by date."""

    anchor: str  #: The id of the row
    documents: Sequence[RelayingDocument]
    all: int  #: How many documents relay it


class LineageCounts(View, frozen=True, kw_only=True):
    """How many entries the lists have in all."""

    documents: int
    origins: int


class LineagePage(PageContext, frozen=True, kw_only=True):
    """A page on who relays whom."""

    template: ClassVar = "lineage.html"
    picture: LineagePicture | None  #: On the first page
    narrow: LineagePicture | None  #: The picture for narrow screens
    svg: str  #: The picture as a file
    pictured: int  #: How many documents the picture shows
    all: LineageCounts
    documents: PagedList[DocumentRow]
    origins: PagedList[OriginRow]


def pages(catalog: Catalog) -> Iterator[Page]:
    """The pages at `/lineage/`, and the picture of the first as a file."""
    earliest = _earliest(catalog)
    pictured = _pictured(catalog)
    wide, narrow = (
        _picture(catalog, pictured, earliest, form) if pictured else None for form in (WIDE, NARROW)
    )
    say = words(catalog.publication.language)
    description = say.plural(
        "Who relays whom: where the reporting in one document comes from.",
        "Who relays whom: where the reporting in %(num)s documents comes from.",
        len(catalog.sources),
    )
    steps = trail(catalog, "source")
    documents = [_document(catalog, s, earliest) for s in catalog.sources.values()]
    origins = _origins(catalog, earliest)
    for here, page in spread({"documents": documents, "origins": origins}):
        context = LineagePage(
            frame=page_frame(catalog, LINEAGE_URL, say("Lineage"), description, steps, here=here),
            picture=wide if here.number == 1 else None,
            narrow=narrow if here.number == 1 else None,
            svg=picture_url(LINEAGE_URL, "lineage"),
            pictured=len(pictured),
            all=LineageCounts(documents=len(documents), origins=len(origins)),
            documents=part(page, "documents", documents),
            origins=part(page, "origins", origins),
        )
        yield framed_page("lineage", context, "pictures")
    if wide:
        yield picture_page(catalog, LINEAGE_URL, "lineage", catalog.publication.name, wide)


def _earliest(catalog: Catalog) -> set[_Relaying]:
    """The documents that are the earliest known to relay an actor, as far as dates prove it."""
    found: set[_Relaying] = set()
    for actor_id, source_ids in catalog.back.relayed.items():
        published = {s: catalog.sources[s].fields.published for s in source_ids}
        firsts = sorted(map(first_day, published.values()))
        for source_id, each in published.items():
            others = firsts[1:] if first_day(each) == firsts[0] else firsts
            if not others or last_day(each) <= others[0]:
                found.add((actor_id, source_id))
    return found


def _pictured(catalog: Catalog) -> list[Source]:
    """The documents that the picture has room for, by date: those that relay, then the newest."""
    newest_first = reversed(list(catalog.sources.values()))
    chosen = sorted(newest_first, key=lambda source: not source.fields.origins)[:MOST_PICTURED]
    kept = {source.key for source in chosen}
    return [source for source in catalog.sources.values() if source.key in kept]


def _is_inferred(origin: Origin) -> bool:
    return (origin.note or "").casefold().startswith(_INFERRED)


def _document(catalog: Catalog, source: Source, earliest: Set[_Relaying]) -> DocumentRow:
    fields = source.fields
    return DocumentRow(
        **asdict(short_link(source)),
        anchor=f"document-{anchor(source.key.id)}",
        published=written(fields.published),
        dated=fields.dated.how,
        publisher=short_link(catalog.actors[fields.publisher]),
        relays=[
            Relayed(
                actor=short_link(catalog.actors[origin.actor]),
                note=origin.note,
                inferred=_is_inferred(origin),
                earliest=(origin.actor, source.key.id) in earliest,
            )
            for origin in fields.origins
        ],
    )


def _origins(catalog: Catalog, earliest: Set[_Relaying]) -> list[OriginRow]:
    """The actors whose reporting is relayed, with the documents that relay it, by date."""
    return [
        OriginRow(
            **asdict(short_link(actor)),
            anchor=f"origin-{anchor(actor_id)}",
            documents=[
                RelayingDocument(
                    **asdict(short_link(source)),
                    published=written(source.fields.published),
                    dated=source.fields.dated.how,
                    earliest=(actor_id, source.key.id) in earliest,
                )
                for source in map(catalog.sources.__getitem__, relaying[:MOST_ENTRIES])
            ],
            all=len(relaying),
        )
        for actor_id, actor in catalog.actors.items()
        if (relaying := catalog.back.relayed.get(actor_id, ()))
    ]


def _picture(
    catalog: Catalog, sources: Sequence[Source], earliest: Set[_Relaying], form: Form
) -> LineagePicture:
    labels: dict[str, Label] = {}
    ties: dict[Tie, None] = {}
    for source in sources:
        fields, here = source.fields, f"document {source.key.id}"
        day = written(fields.published)
        publisher = catalog.actors[fields.publisher]
        has_publishers = "publisher" in form.spans
        title = short_title(source)
        if not has_publishers and not short_name(source):
            title = f"{short_title(publisher)}: {title}"
        labels[here] = Label(here, "document", title, url_of(source), day)
        for origin in fields.origins:
            there = f"origin {origin.actor}"
            actor = catalog.actors[origin.actor]
            labels[there] = Label(there, "origin", short_title(actor), url_of(actor))
            ties[Tie(there, here, _manner(source, origin, earliest))] = None
        if not has_publishers:
            continue
        there = f"publisher {fields.publisher}"
        labels[there] = Label(there, "publisher", short_title(publisher), url_of(publisher))
        ties[Tie(here, there, "published")] = None
    return picture(list(labels.values()), list(ties), form)


def _manner(source: Source, origin: Origin, earliest: Set[_Relaying]) -> str:
    words = ["relays"]
    words += ["earliest"] if (origin.actor, source.key.id) in earliest else []
    words += ["inferred"] if _is_inferred(origin) else []
    return " ".join(words)
