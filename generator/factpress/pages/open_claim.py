"""The pages of open claims: what is known of a claim that nobody has rated yet.

They state no rating, in words or as data, and no list or count of rated claims has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from markupsafe import Markup

from factpress.content.claim_facts import checked_day
from factpress.i18n.translations import words
from factpress.model.card_parts import OutsideNote
from factpress.model.cards import Catalog
from factpress.model.contexts import Page, View
from factpress.model.urls import claim_file_url
from factpress.pages.frame import PageContext, framed_page, page_frame, trail
from factpress.views.backlinks import BacklinkGroup, linked_from
from factpress.views.body_html import body_html
from factpress.views.cards import Link, actor_links, key_of, link, topic_links, url_of
from factpress.views.changes import (
    AppearanceView,
    ChangeView,
    appearance_view,
    change_view,
    entries_of,
)
from factpress.views.ledger import LedgerSide, ledger
from factpress.views.site_index import SiteIndex


class OpenClaimView(View, frozen=True, kw_only=True):
    """An open claim's card, but for its evidence."""

    text: str
    checked: str | None  #: The day on which the editors last looked at it
    authors: Sequence[Link]  #: Who looks into it
    said: str | None  #: When the claim was made
    claimants: Sequence[Link]
    topics: Sequence[Link]
    appearances: Sequence[AppearanceView]
    open_questions: Sequence[str]
    outside: Sequence[OutsideNote]
    body: Markup | None


class OpenClaimPage(PageContext, frozen=True, kw_only=True):
    """The page of an open claim."""

    template: ClassVar = "open_claim.html"
    claim: OpenClaimView
    ledger: Sequence[LedgerSide]  #: The sides with passages
    related: Sequence[Link]  #: The claims that the card names as related
    changes: Sequence[ChangeView]
    linked_from: Sequence[BacklinkGroup]
    json_url: str


def page(catalog: Catalog, claim_id: str, index: SiteIndex) -> Page:
    """The page of an open claim."""
    claim = catalog.open[claim_id]
    fields = claim.fields
    say = words(catalog.publication.language)
    about = say("We are looking into this claim. It has no rating yet.")
    places = {key_of(claim, each): url_of(catalog.sources[each.source]) for each in fields.evidence}
    history = entries_of(catalog, claim)
    sides = ledger(catalog, claim, places)
    context = OpenClaimPage(
        frame=page_frame(catalog, url_of(claim), fields.claim, about, trail(catalog, "claim")),
        claim=OpenClaimView(
            text=fields.claim,
            checked=checked_day(fields),
            authors=[link(catalog.people[each]) for each in fields.authors],
            said=fields.said,
            claimants=actor_links(catalog, fields.claimants),
            topics=topic_links(catalog, fields.topics),
            appearances=[appearance_view(catalog, each) for each in fields.appearances],
            open_questions=fields.open_questions,
            outside=fields.outside,
            body=body_html(catalog, claim),
        ),
        ledger=[side for side in sides if side.entries],
        related=[link(catalog.claims[each]) for each in fields.related],
        changes=[change_view(catalog, each, index.in_changes) for each in history],
        linked_from=linked_from(catalog, claim),
        json_url=claim_file_url(claim_id, "claim.json"),
    )
    return framed_page("open claims", context)
