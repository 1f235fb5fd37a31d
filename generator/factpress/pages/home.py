"""The home page: what is known, what it rests on, and the ways into the rest.

A small publication shows its documents and questions; a large one is a front page of what is new.
The editorial pages (`pages/*.md`) and the page for unknown addresses are here too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby, islice
from typing import ClassVar

from markupsafe import Markup

from factpress.content.claim_facts import as_of_range
from factpress.content.voices import weight_of
from factpress.exports.feeds import FeedLinks, site_feeds
from factpress.i18n.translations import words
from factpress.model.cards import Catalog
from factpress.model.contexts import Page, View
from factpress.model.urls import NOT_FOUND_URL, folder_url
from factpress.pages import contradictions, event_axis, lineage
from factpress.pages.changes import feeds
from factpress.pages.contradictions import ContradictionFigure
from factpress.pages.event_axis import AxisFigure
from factpress.pages.frame import PageContext, framed_page, page_frame, trail
from factpress.pages.home_documents import DocumentEntry, document_entries
from factpress.pages.lineage import LineageFigure
from factpress.views.backlinks import BacklinkGroup, linked_from
from factpress.views.body_html import body_html
from factpress.views.cards import ClaimRow, Link, RatingCount, url_of
from factpress.views.pagination import SomeOf, letters_of
from factpress.views.questions import FindingView, QuestionView, by_weight, questions
from factpress.views.site_index import SiteIndex
from factpress.views.tallies import TopicEntry, tally, topic_entry

# Above so many claims or documents a publication has a front page of what is new.
_MANY_CLAIMS, _MANY_DOCUMENTS = 200, 12
_QUESTIONS, _FEW, _SHOWN = 6, 6, 6
_LEAD, _NEWEST = 3, 12
_LEAST_CONTESTED = 2
_TOPICS, _TOPICS_OF_MANY = 24, 8


class DayOfClaims(View, frozen=True, kw_only=True):
    """The claims checked on one day."""

    date: str
    claims: Sequence[ClaimRow]


class Counts(View, frozen=True, kw_only=True):
    """How much there is."""

    claims: int
    actors: int
    sources: int
    passages: int
    origins: int  #: How many people and bodies whose reporting documents relay


class Selection(View, frozen=True, kw_only=True):
    """Some claims under a heading that says how they were chosen."""

    heading: str
    claims: Sequence[ClaimRow]


class LeadView(View, frozen=True, kw_only=True):
    """The top of the page: what is known."""

    headline: str  #: The publication's own, else its tagline, else its name
    deck: str | None  #: Who says so, who denies it
    background: str | None  #: What newcomers need to know first
    findings: Sequence[FindingView]
    only: ClaimRow | None  #: The only claim, where the publication has one and no front
    instead: Selection | None  #: The claims in the place of findings, where there are none
    documents: SomeOf[DocumentEntry]


class HomePage(PageContext, frozen=True, kw_only=True):
    """The home page."""

    template: ClassVar = "home.html"
    as_of: str  #: Up to when the evidence of claims without another date speaks, where it is one
    is_large: bool  #: Whether the publication is large: then the page shows what is new
    lead: LeadView
    contradictions: ContradictionFigure | None  #: Where two claims at least are contested
    lineage: LineageFigure | None  #: In its place otherwise, where a document relays another
    axis: AxisFigure | None  #: Events and statements
    newest: Sequence[DayOfClaims]  #: The newest claims of a large publication
    questions: Sequence[QuestionView]
    more: Selection | None  #: Claims by weight, where few of them answer a question
    topics: SomeOf[TopicEntry]  #: In the publication's order; of many those with most claims
    tally: Sequence[RatingCount]  #: How all claims are rated
    letters: Sequence[Link]  #: The letters of the index of actors of a large publication
    follow: Sequence[FeedLinks]  #: The feeds of claims, then those of changes
    counts: Counts


class EditorialPage(PageContext, frozen=True, kw_only=True):
    """An editorial page."""

    template: ClassVar = "page.html"
    body: Markup | None
    linked_from: Sequence[BacklinkGroup]


class NotFoundPage(PageContext, frozen=True, kw_only=True):
    """The page for addresses that lead nowhere."""

    template: ClassVar = "404.html"


def page(catalog: Catalog, index: SiteIndex) -> Page:
    """The page at `/`."""
    publication = catalog.publication
    is_large = len(catalog.claims) > _MANY_CLAIMS or len(catalog.sources) > _MANY_DOCUMENTS
    asked = questions(catalog.claims.values(), index.rows)
    is_contested = len(index.contests.contested) >= _LEAST_CONTESTED
    hero = contradictions.figure(catalog, index.contests) if is_contested else None
    lead = _lead(catalog, index, is_large=is_large, has_questions=bool(asked))
    shown = {lead.only.id} if lead.only else set()
    shown |= {claim.id for claim in lead.instead.claims} if lead.instead else set()
    newest = [c for c in islice(catalog.claims, _NEWEST + _LEAD) if c not in shown]
    context = HomePage(
        frame=page_frame(catalog, "/", publication.name, publication.tagline or publication.name),
        as_of=_as_of(catalog, is_large=is_large),
        is_large=is_large,
        lead=lead,
        contradictions=hero,
        lineage=None if hero else lineage.figure(catalog),
        axis=event_axis.figure(catalog, index.dated, event_axis.MOST_AT_HOME),
        newest=_by_day([index.rows[c] for c in newest[:_NEWEST]]) if is_large else [],
        questions=asked[:_QUESTIONS],
        more=_more(catalog, index, shown, is_large=is_large) if len(asked) < _FEW else None,
        topics=_topics(catalog, is_large=is_large),
        tally=tally(catalog, catalog.claims),
        letters=letters_of(catalog) if is_large else [],
        follow=[site_feeds(catalog), feeds(catalog)],
        counts=Counts(
            claims=len(catalog.claims),
            actors=len(catalog.actors),
            sources=len(catalog.sources),
            passages=sum(len(c.fields.evidence) for c in catalog.claims.values()),
            origins=len(catalog.back.relayed),
        ),
    )
    return framed_page("home", context)


def _lead(catalog: Catalog, index: SiteIndex, *, is_large: bool, has_questions: bool) -> LeadView:
    publication, front = catalog.publication, catalog.publication.front
    findings = [
        FindingView(
            head=each.head,
            text=each.text,
            claims=[index.rows[c] for c in each.claims],
            are_alike=len(set(each.claims.values())) < len(each.claims),
        )
        for each in publication.findings
    ]
    is_bare = not (findings or has_questions) and bool(catalog.claims)
    instead = _instead_of_findings(catalog, index, is_large=is_large) if is_bare else None
    only = instead.claims[0] if instead and len(catalog.claims) == 1 and not front else None
    return LeadView(
        headline=front.headline if front else publication.tagline or publication.name,
        deck=front.deck if front else None,
        background=front.background if front else None,
        findings=findings,
        only=only,
        instead=None if only else instead,
        documents=document_entries(catalog),
    )


def _instead_of_findings(catalog: Catalog, index: SiteIndex, *, is_large: bool) -> Selection:
    """The weightiest claims: of a large publication those of the newest day, which come first."""
    say = words(catalog.publication.language)
    claims = list(catalog.claims.values())
    chosen = (claims if is_large else by_weight(claims))[:_LEAD]
    are_contested = all(weight_of(claim).contest for claim in chosen)
    heading = say("Most contested") if are_contested else say("Claims")
    return Selection(
        heading=say("Latest claims") if is_large else heading,
        claims=[index.rows[claim.key.id] for claim in chosen],
    )


def _more(
    catalog: Catalog, index: SiteIndex, shown: AbstractSet[str], *, is_large: bool
) -> Selection | None:
    """Claims by weight besides those in the lead and in questions; of many only contested ones."""
    say = words(catalog.publication.language)
    contested = [each.claim for each in index.contests.contested]
    ordered = contested if is_large else by_weight(catalog.claims.values())
    others = (c for c in ordered if c.key.id not in shown and not c.fields.question)
    claims = [index.rows[claim.key.id] for claim in islice(others, _SHOWN)]
    heading = say("Most contested") if is_large else say("More claims")
    return Selection(heading=heading, claims=claims) if claims else None


def _as_of(catalog: Catalog, *, is_large: bool) -> str:
    """Up to when the evidence speaks, but for claims with a date of their own.

    "" where it differs from claim to claim, or takes long to find out.
    """
    given = catalog.publication.as_of or ""
    if given or is_large or not catalog.claims:
        return given
    found = as_of_range(catalog, catalog.claims)
    return "" if "/" in found else found


def _by_day(claims: Sequence[ClaimRow]) -> list[DayOfClaims]:
    """Claims, the newest first, by the day on which they were checked."""
    return [
        DayOfClaims(date=date, claims=list(of_day))
        for date, of_day in groupby(claims, lambda claim: claim.checked)
    ]


def _topics(catalog: Catalog, *, is_large: bool) -> SomeOf[TopicEntry]:
    """The topics with claims; of a large publication those with most claims."""
    on_topic = catalog.back.on_topic
    topics = [topic for topic in catalog.topics.values() if on_topic.get(topic.key.id)]
    if is_large:
        topics.sort(key=lambda topic: -len(on_topic[topic.key.id]))
    shown = topics[: _TOPICS_OF_MANY if is_large else _TOPICS]
    return SomeOf(
        entries=[topic_entry(catalog, topic) for topic in shown],
        all=len(catalog.topics),
        url=folder_url("topic"),
    )


def editorial_pages(catalog: Catalog) -> Iterator[Page]:
    """Every editorial page, then the not-found page."""
    for card in catalog.pages.values():
        title = card.fields.title
        description = f"{title}: {catalog.publication.name}."
        context = EditorialPage(
            frame=page_frame(catalog, url_of(card), title, description, trail(catalog)),
            body=body_html(catalog, card),
            linked_from=linked_from(catalog, card),
        )
        yield framed_page("pages", context)
    say = words(catalog.publication.language)
    description = say("There is no page at this address.")
    frame = page_frame(catalog, NOT_FOUND_URL, say("Page not found"), description)
    yield framed_page("pages", NotFoundPage(frame=frame))
