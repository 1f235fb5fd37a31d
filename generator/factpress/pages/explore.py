"""The page of ways to look at everything: pictures by their findings, tables, events, ratings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from factpress.i18n.translations import words
from factpress.model.cards import Catalog
from factpress.model.contexts import Page, View
from factpress.model.urls import (
    CHANGES_URL,
    CONTRADICTIONS_URL,
    DATA_URL,
    EXPLORE_URL,
    LINEAGE_URL,
    MATRIX_URL,
    RATINGS_URL,
    TIMELINE_URL,
    folder_url,
)
from factpress.pages import contradictions, lineage, matrix
from factpress.pages.frame import PageContext, framed_page, page_frame, trail
from factpress.views.dated import title_of_dates
from factpress.views.places import chosen_claims
from factpress.views.site_index import SiteIndex


class Way(View, frozen=True, kw_only=True):
    """A picture or a list of the publication."""

    name: str
    url: str
    finding: str | None  #: What the picture shows
    about: str


class ExplorePage(PageContext, frozen=True, kw_only=True):
    """The page of ways to look at everything."""

    template: ClassVar = "explore.html"
    pictures: Sequence[Way]
    lists: Sequence[Way]


def page(catalog: Catalog, index: SiteIndex) -> Page:
    """The page at `/explore/`."""
    say = words(catalog.publication.language)
    title = say("Explore")
    description = say("Pictures and tables of who says what, and where it comes from.")
    frame = page_frame(catalog, EXPLORE_URL, title, description, trail(catalog))
    context = ExplorePage(
        frame=frame, pictures=list(_pictures(catalog, index)), lists=list(_lists(catalog))
    )
    return framed_page("explore", context)


def _pictures(catalog: Catalog, index: SiteIndex) -> Iterator[Way]:
    """The pictures that the publication has anything to show in."""
    say = words(catalog.publication.language)
    if index.contests.contested:
        yield Way(
            name=say("Who contradicts whom"),
            url=CONTRADICTIONS_URL,
            finding=contradictions.title_of(catalog, index.contests),
            about=say("Each contested claim: who says so, its rating, who denies it."),
        )
    if index.dated.events or index.dated.statements:
        yield Way(
            name=say("Timeline"),
            url=TIMELINE_URL,
            finding=title_of_dates(catalog, index.dated),
            about=say("What happened and who said what, the oldest first."),
        )
    if catalog.back.relayed:
        yield Way(
            name=say("Where it comes from"),
            url=LINEAGE_URL,
            finding=lineage.title_of(catalog),
            about=say("Whose reporting the documents relay."),
        )
    if catalog.claims:
        yield Way(
            name=say("Who says what"),
            url=MATRIX_URL,
            finding=matrix.finding(
                catalog, chosen_claims(catalog, catalog.claims), len(catalog.claims)
            ),
            about=say("Which documents support, deny or qualify each claim."),
        )


def _lists(catalog: Catalog) -> Iterator[Way]:
    say = words(catalog.publication.language)
    if catalog.events:
        about = say.plural(
            "%(num)s event, with what it rests on.",
            "%(num)s events, each with what it rests on.",
            len(catalog.events),
        )
        yield Way(name=say("Events"), url=folder_url("event"), finding=None, about=about)
    ratings = say("What each rating means, and how many claims have it.")
    yield Way(name=say("Ratings"), url=RATINGS_URL, finding=None, about=ratings)
    data = say("Every claim, passage and document as files to download.")
    yield Way(name=say("Data"), url=DATA_URL, finding=None, about=data)
    changes = say("Corrections, changes of ratings and other changes.")
    yield Way(name=say("Changes"), url=CHANGES_URL, finding=None, about=changes)
