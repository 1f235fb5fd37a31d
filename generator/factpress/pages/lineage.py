"""The pages at `/lineage/`: where it comes from, as a picture and as tables.

They name the document that is the earliest known to us to relay somebody's reporting. They never
say that it was the first: nobody can know that from an archive.
"""

from __future__ import annotations

from collections import Counter
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
from factpress.views.places import FEW_DOCUMENTS, lineage_documents

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
    others: int  #: How many documents relay nobody and are not listed
    origins: int


class LineageFigure(View, frozen=True, kw_only=True):
    """Where it comes from, as a picture for broad and narrow screens."""

    title: str  #: Whose reporting most documents relay, or how many relay any
    broad: LineagePicture
    narrow: LineagePicture
    shown: int  #: How many documents the picture shows
    all: int
    url: str  #: The page with the same as tables
    svg: str  #: The picture as a file


class LineagePage(PageContext, frozen=True, kw_only=True):
    """A page on whose reporting documents relay."""

    template: ClassVar = "lineage.html"
    figure: (
        LineageFigure | None
    )  #: On the first page, where any document relays another's reporting
    all: LineageCounts
    documents: PagedList[DocumentRow]
    origins: PagedList[OriginRow]


def figure(catalog: Catalog) -> LineageFigure | None:
    """The picture of the documents that relay others' reporting; None where none does."""
    if not catalog.back.relayed:
        return None
    pictured, earliest = _pictured(catalog), _earliest(catalog)
    return LineageFigure(
        title=title_of(catalog),
        broad=_picture(catalog, pictured, earliest, WIDE),
        narrow=_picture(catalog, pictured, earliest, NARROW),
        shown=len(pictured),
        all=len(catalog.sources),
        url=LINEAGE_URL,
        svg=picture_url(LINEAGE_URL, "lineage"),
    )


def title_of(catalog: Catalog) -> str:
    """Whom most documents draw on, if two at least do; else how many draw on others."""
    say = words(catalog.publication.language)
    main, every = main_origin(catalog), len(catalog.sources)
    if main is None:
        some = sum(bool(source.fields.origins) for source in catalog.sources.values())
        return say.plural(
            "%(num)s of %(all)s documents relays the reporting of others",
            "%(num)s of %(all)s documents relay the reporting of others",
            some,
            all=every,
        )
    name, relaying = short_title(catalog.actors[main]), catalog.back.relayed[main]
    if len(relaying) == every:
        title = say("All %(all)s documents draw on %(name)s", all=every, name=name)
    else:
        title = say(
            "%(some)s of %(all)s documents draw on %(name)s",
            some=len(relaying),
            all=every,
            name=name,
        )
    inferred = _inferred(catalog, main, relaying)
    if not inferred:
        return title
    # Translators: after "4 of 5 documents draw on A".
    aside = say.plural("%(num)s of them by inference", "%(num)s of them by inference", inferred)
    return say("%(title)s, %(aside)s", title=title, aside=aside)


def main_origin(catalog: Catalog) -> str | None:
    """The actor whose reporting more documents relay than anybody else's, if two at least do."""
    ranked = Counter({each: len(ids) for each, ids in catalog.back.relayed.items()}).most_common(2)
    is_alone = len(ranked) < 2 or ranked[0][1] > ranked[1][1]
    return ranked[0][0] if ranked and ranked[0][1] > 1 and is_alone else None


def _inferred(catalog: Catalog, actor_id: str, relaying: Sequence[str]) -> int:
    """How many documents relay an actor only as an editor infers."""
    origins = (
        (o for o in catalog.sources[s].fields.origins if o.actor == actor_id) for s in relaying
    )
    return sum(all(map(_is_inferred, each)) for each in origins)


def pages(catalog: Catalog) -> Iterator[Page]:
    """The pages at `/lineage/`, and the picture of the first as a file."""
    earliest, drawn = _earliest(catalog), figure(catalog)
    say = words(catalog.publication.language)
    description = say.plural(
        "Where it comes from: whose reporting is in one document.",
        "Where it comes from: whose reporting is in %(num)s documents.",
        len(catalog.sources),
    )
    title, steps = say("Where it comes from"), trail(catalog, "source")
    documents = [
        _document(catalog, catalog.sources[each], earliest) for each in lineage_documents(catalog)
    ]
    origins = _origins(catalog, earliest)
    for here, page in spread({"documents": documents, "origins": origins}):
        context = LineagePage(
            frame=page_frame(catalog, LINEAGE_URL, title, description, steps, here=here),
            figure=drawn if here.number == 1 else None,
            all=LineageCounts(
                documents=len(documents),
                others=len(catalog.sources) - len(documents),
                origins=len(origins),
            ),
            documents=part(page, "documents", documents),
            origins=part(page, "origins", origins),
        )
        yield framed_page("lineage", context, "pictures")
    if drawn:
        yield picture_page(catalog, LINEAGE_URL, "lineage", drawn.title, drawn.broad)


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
    """The documents that the picture has room for, by date.

    Those that relay somebody, the newest of them; where there are few documents, the others too.
    """
    every = list(catalog.sources.values())
    if len(every) <= FEW_DOCUMENTS:
        return every
    return [source for source in every if source.fields.origins][-MOST_PICTURED:]


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
    main = main_origin(catalog)
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
            ties[Tie(there, here, _manner(catalog, source, origin, earliest, main))] = None
        if not has_publishers:
            continue
        there = f"publisher {fields.publisher}"
        labels[there] = Label(there, "publisher", short_title(publisher), url_of(publisher))
        ties[Tie(here, there, "published")] = None
    return picture(list(labels.values()), list(ties), form)


def _manner(
    catalog: Catalog, source: Source, origin: Origin, earliest: Set[_Relaying], main: str | None
) -> str:
    """How a document relays an origin; whom only one document relays was seen nowhere before."""
    has_others = len(catalog.back.relayed[origin.actor]) > 1
    is_earliest = has_others and (origin.actor, source.key.id) in earliest
    words = ["relays"]
    words += ["earliest"] if is_earliest else []
    words += ["inferred"] if _is_inferred(origin) else []
    words += ["main"] if main in (None, origin.actor) else []
    return " ".join(words)
