"""The home page, the editorial pages (`pages/*.md`) and the page for unknown addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from markupsafe import Markup

from factpress.charts.rating_bars import Distribution, of_all
from factpress.exports.feeds import FeedLinks, site_feeds
from factpress.i18n.translations import words
from factpress.model.cards import Catalog, Claim
from factpress.model.contexts import Page, View
from factpress.model.urls import NOT_FOUND_URL, folder_url
from factpress.pages.changes import feeds
from factpress.pages.frame import PageContext, framed_page, page_frame, trail
from factpress.views.backlinks import BacklinkGroup, linked_from
from factpress.views.body_html import body_html
from factpress.views.cards import ClaimRow, Link, RatingCount, rating_counts, topic_links, url_of
from factpress.views.pagination import SomeOf, some_of
from factpress.views.site_index import SiteIndex

_SHOWN = 6


class FindingView(View, frozen=True, kw_only=True):
    """A finding with the claims that it rests on."""

    text: str
    claims: Sequence[ClaimRow]


class Counts(View, frozen=True, kw_only=True):
    """How much there is."""

    claims: int
    actors: int
    sources: int
    passages: int


class HomePage(PageContext, frozen=True, kw_only=True):
    """The home page."""

    template: ClassVar = "home.html"
    findings: Sequence[FindingView]
    #: The claims that some assert and others deny, those with most voices first
    contested: Sequence[ClaimRow]
    latest: Sequence[ClaimRow]  #: The newest of the other claims
    ratings: Sequence[RatingCount]
    distribution: Distribution | None
    topics: SomeOf[Link]
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
    contested = _most_contested(catalog)
    shown = {claim.key.id for claim in contested}
    latest = [c for c in catalog.claims.values() if c.key.id not in shown]
    context = HomePage(
        frame=page_frame(catalog, "/", publication.name, publication.tagline or publication.name),
        findings=[
            FindingView(text=each.text, claims=[index.rows[claim_id] for claim_id in each.claims])
            for each in publication.findings
        ],
        contested=[index.rows[claim.key.id] for claim in contested],
        latest=[index.rows[claim.key.id] for claim in latest[:_SHOWN]],
        ratings=rating_counts(catalog),
        distribution=of_all(catalog),
        topics=some_of(topic_links(catalog, catalog.topics), folder_url("topic")),
        follow=[site_feeds(catalog), feeds(catalog)],
        counts=Counts(
            claims=len(catalog.claims),
            actors=len(catalog.actors),
            sources=len(catalog.sources),
            passages=sum(len(c.fields.evidence) for c in catalog.claims.values()),
        ),
    )
    return framed_page("home", context)


def _most_contested(catalog: Catalog) -> list[Claim]:
    """The claims that some assert and others deny, those with most voices first."""
    weighed = [(_voices(claim), claim) for claim in catalog.claims.values()]
    ordered = sorted(weighed, key=lambda pair: (-min(pair[0]), -sum(pair[0]), pair[1].key.id))
    return [claim for voices, claim in ordered[:_SHOWN] if min(voices)]


def _voices(claim: Claim) -> tuple[int, int]:
    """How many different speakers or documents assert the claim, and how many deny it."""
    asserting, denying = (
        {
            voice
            for e in claim.fields.evidence
            if e.stance == stance
            for voice in e.speakers or (e.source,)
        }
        for stance in ("asserts", "denies")
    )
    return len(asserting), len(denying)


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
