"""The page of ways to look at everything: pictures, tables, events, ratings."""

from __future__ import annotations

from typing import ClassVar

from factpress.i18n.translations import words
from factpress.model.cards import Catalog
from factpress.model.contexts import Page
from factpress.pages.frame import PageContext, framed_page, page_frame, trail

EXPLORE_URL = "/explore/"


class ExplorePage(PageContext, frozen=True, kw_only=True):
    """The page of ways to look at everything."""

    template: ClassVar = "explore.html"


def page(catalog: Catalog) -> Page:
    """The page at `/explore/`."""
    say = words(catalog.publication.language)
    title = say("Explore")
    description = say("Pictures and tables of who says what, and where it comes from.")
    frame = page_frame(catalog, EXPLORE_URL, title, description, trail(catalog))
    return framed_page("explore", ExplorePage(frame=frame))
