"""Source pages and the index of sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from markupsafe import Markup
from msgspec.structs import asdict

from factpress.charts.portrait import LARGE, Portrait, portrait
from factpress.i18n.translations import words
from factpress.lock.lock_file import defect_key
from factpress.model.card_parts import Owner, written
from factpress.model.cards import Catalog, Source
from factpress.model.contexts import Page, View
from factpress.model.urls import folder_url
from factpress.pages.frame import PageContext, framed_page, page_frame, trail
from factpress.views.backlinks import BacklinkGroup, linked_here, links_to
from factpress.views.body_html import body_html
from factpress.views.cards import (
    ClaimRow,
    Link,
    actor_links,
    evidence_of,
    language_of,
    link,
    named_in,
    owner_of,
    short_actor_links,
    url_of,
)
from factpress.views.changes import EventRow, event_rows
from factpress.views.excerpts import QuotedParagraph, quoted_paragraphs
from factpress.views.pagination import PagedList, part, spread
from factpress.views.places import source_place
from factpress.views.proofs import (
    CopyView,
    IndependentSource,
    PlaceView,
    copy_view,
    independent_sources,
    place_view,
)
from factpress.views.quotations import ParagraphView, Quotation, full_text_view, uses
from factpress.views.site_index import SiteIndex

_INDEX = folder_url("source")


class SourceIdentity(View, frozen=True, kw_only=True):
    """What identifies a document."""

    title: str
    publisher: Link
    kind: str
    published: str
    dated: str  #: `stated` or `inferred`
    dated_note: str | None  #: How the date is known


class SourceRow(SourceIdentity, frozen=True, kw_only=True):
    """A source as one entry of a list."""

    url: str
    language: str | None  #: The language of the title, where the card names it
    full: str | None = None
    origins: Sequence[Link]  #: Whose reporting it relays
    passages: int  #: How many passages are quoted from it
    defects: int  #: How many problems it has
    portrait: Portrait | None


class SourcesPage(PageContext, frozen=True, kw_only=True):
    """A page of the index of sources."""

    template: ClassVar = "sources.html"
    sources: PagedList[SourceRow]


class OriginView(View, frozen=True, kw_only=True):
    """An actor whose reporting a document relays."""

    actor: Link
    note: str | None  #: How we know


class DefectView(View, frozen=True, kw_only=True):
    """What is wrong with a document."""

    note: str
    passage: str | None  #: The words that show it
    anchor: str
    place: PlaceView | None


class SourceView(SourceIdentity, frozen=True, kw_only=True):
    """A source's card, with what is known of its saved copy."""

    full: str | None = None
    owner: Owner | None  #: Who owns the publisher
    language: str
    url: str | None
    archived_url: str | None
    document: str  #: The file of the saved copy
    sha256: str
    rights: str | None
    republish: str  #: `excerpts` or `full`
    body: Markup | None
    origins: Sequence[OriginView]
    independent: Sequence[IndependentSource]
    defects: Sequence[DefectView]
    saved: CopyView | None


class SourcePage(PageContext, frozen=True, kw_only=True):
    """A page of a source."""

    template: ClassVar = "source.html"
    source: SourceView
    portrait: Portrait | None
    #: The paragraphs of a document that may be republished
    full_text: Sequence[ParagraphView] | None
    lineage_url: str
    matrix_url: str | None
    appeared: PagedList[ClaimRow]  #: The claims that appeared in it
    events: PagedList[EventRow]
    speakers: PagedList[Link]
    quoted: Sequence[QuotedParagraph]
    linked_from: Sequence[BacklinkGroup]


def index(catalog: Catalog) -> Iterator[Page]:
    """The index of sources."""
    say = words(catalog.publication.language)
    title = say("Documents")
    description = say.plural(
        "The one document that the claims rest on.",
        "The %(num)s documents that the claims rest on.",
        len(catalog.sources),
    )
    rows = [
        SourceRow(
            **asdict(_identity(catalog, source)),
            url=url_of(source),
            language=named_in(source),
            origins=short_actor_links(catalog, (o.actor for o in source.fields.origins)),
            passages=len(catalog.back.quoted.get(source.key.id, ())),
            defects=len(source.fields.defects),
            portrait=portrait(catalog, source),
        )
        for source in catalog.sources.values()
    ]
    for here, page in spread({"sources": rows}):
        frame = page_frame(catalog, _INDEX, title, description, trail(catalog), here=here)
        context = SourcesPage(frame=frame, sources=part(page, "sources", rows))
        yield framed_page("source lists", context)


def _identity(catalog: Catalog, source: Source) -> SourceIdentity:
    fields = source.fields
    return SourceIdentity(
        title=fields.title,
        publisher=link(catalog.actors[fields.publisher]),
        kind=fields.kind,
        published=written(fields.published),
        dated=fields.dated.how,
        dated_note=fields.dated.note,
    )


def pages_of(catalog: Catalog, source_id: str, index: SiteIndex) -> Iterator[Page]:
    """A source's pages; only the first shows the document itself."""
    source = catalog.sources[source_id]
    quoted, passage_urls, back = index.quoted[source_id], index.passage_urls, catalog.back
    used = {_list_of(q): uses(catalog, q, passage_urls) for q in quoted}
    appeared = [index.rows[claim_id] for claim_id in back.appeared.get(source_id, ())]
    events = event_rows(catalog, back.source_events.get(source_id, ()))
    speakers = actor_links(catalog, _speakers(catalog, source))
    linked = links_to(catalog, source)
    lists: Mapping[str, Sequence[object]] = {
        **used,
        "appeared": appeared,
        "events": events,
        "speakers": speakers,
        **linked,
    }
    steps = trail(catalog, "source")
    url, title, description = url_of(source), source.fields.title, _description(catalog, source)
    about, drawn = _about(catalog, source), portrait(catalog, source, LARGE)
    full_text = full_text_view(catalog, source, quoted, passage_urls)
    for here, page in spread(lists):
        context = SourcePage(
            frame=page_frame(catalog, url, title, description, steps, here=here),
            source=about,
            portrait=drawn,
            full_text=full_text,
            lineage_url=source_place(source, index.in_lineage),
            matrix_url=index.in_matrix.sources.get(source_id),
            appeared=part(page, "appeared", appeared),
            events=part(page, "events", events),
            speakers=part(page, "speakers", speakers),
            quoted=quoted_paragraphs(
                catalog,
                source,
                [
                    (q, part(page, name, used[name]))
                    for q in quoted
                    if (name := _list_of(q)) in page
                ],
            ),
            linked_from=linked_here(catalog, linked, page),
        )
        yield framed_page("sources", context)


def _description(catalog: Catalog, source: Source) -> str:
    kind, publisher = source.fields.kind, catalog.actors[source.fields.publisher].fields.name
    say = words(catalog.publication.language)
    return say(
        "%(kind)s published by %(publisher)s.",
        kind=kind[:1].upper() + kind[1:],
        publisher=publisher,
    )


def _list_of(quotation: Quotation) -> str:
    return f"quotation-{quotation.number}"


def _about(catalog: Catalog, source: Source) -> SourceView:
    fields = source.fields
    return SourceView(
        **asdict(_identity(catalog, source)),
        owner=owner_of(catalog.actors[fields.publisher]),
        language=language_of(catalog, source),
        url=fields.url,
        archived_url=fields.archived_url,
        document=fields.document,
        sha256=fields.sha256,
        rights=fields.rights,
        republish=fields.republish,
        body=body_html(catalog, source),
        origins=[
            OriginView(actor=link(catalog.actors[o.actor]), note=o.note) for o in fields.origins
        ],
        independent=independent_sources(catalog, source),
        defects=_defects(catalog, source),
        saved=copy_view(catalog, source),
    )


def _defects(catalog: Catalog, source: Source) -> list[DefectView]:
    found = catalog.proof.defects
    return [
        DefectView(
            note=defect.note,
            passage=defect.passage,
            anchor=f"defect-{number}",
            place=place_view(catalog, found.get(defect_key(source.key.id, number))),
        )
        for number, defect in enumerate(source.fields.defects, 1)
    ]


def _speakers(catalog: Catalog, source: Source) -> list[str]:
    """The actors who speak in a source, in the publication's order."""
    keys = catalog.back.quoted.get(source.key.id, ())
    spoken = {speaker for key in keys for speaker in evidence_of(catalog, key).speakers}
    return sorted(
        spoken, key=lambda actor_id: (catalog.actors[actor_id].fields.name.casefold(), actor_id)
    )
