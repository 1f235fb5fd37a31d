"""The pages of withdrawn claims, and of former addresses of cards.

A withdrawn claim has a public notice and a page for those who frame it; neither states a rating.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from markupsafe import Markup
from msgspec.structs import replace

from factpress.content.addresses import former_ids, moved_addresses
from factpress.content.history import shows_body
from factpress.i18n.translations import words
from factpress.model.cards import AnyCard, Catalog
from factpress.model.contexts import Page, View
from factpress.model.schema import ClaimFields
from factpress.model.urls import claim_file_url, embed_url
from factpress.pages.frame import PageContext, framed_page, page_frame, stand_in_frame, trail
from factpress.views.backlinks import BacklinkGroup, linked_from
from factpress.views.body_html import body_html
from factpress.views.cards import Link, card_at, link, title_of, url_of
from factpress.views.changes import ChangeView, change_view, entries_of
from factpress.views.site_index import SiteIndex


class Notice(View, frozen=True, kw_only=True):
    """That a claim is withdrawn."""

    title: str
    url: str
    date: str
    note: str  #: Why


class WithdrawnPage(PageContext, frozen=True, kw_only=True):
    """The notice at the address of a withdrawn claim."""

    template: ClassVar = "withdrawn.html"
    notice: Notice
    body: Markup | None
    related: Sequence[Link]  #: The claims to read instead
    changes: Sequence[ChangeView]
    linked_from: Sequence[BacklinkGroup]
    json_url: str


class WithdrawnEmbedPage(PageContext, frozen=True, kw_only=True):
    """The notice for those who frame the claim."""

    template: ClassVar = "withdrawn_embed.html"
    notice: Notice


class MovedPage(PageContext, frozen=True, kw_only=True):
    """A former address."""

    template: ClassVar = "moved.html"
    target: Link


def pages_of(catalog: Catalog, claim_id: str, index: SiteIndex) -> Iterator[Page]:
    """The notice, and the page for those who frame the claim."""
    claim = catalog.withdrawn[claim_id]
    withdrawn = claim.fields.withdrawn
    assert withdrawn is not None
    say = words(catalog.publication.language)
    title = say("Withdrawn: %(claim)s", claim=claim.fields.claim)
    notice = Notice(
        title=claim.fields.claim,
        url=url_of(claim),
        date=withdrawn.date.isoformat(),
        note=withdrawn.note,
    )
    history = entries_of(catalog, claim)
    frame = page_frame(catalog, url_of(claim), title, withdrawn.note, trail(catalog, "claim"))
    context = WithdrawnPage(
        # The site's card counts ratings, and this claim has none.
        frame=replace(frame, page=replace(frame.page, social_image=None)),
        notice=notice,
        body=body_html(catalog, claim) if shows_body(claim) else None,
        related=[link(catalog.claims[each]) for each in claim.fields.related],
        changes=[change_view(catalog, each, index.in_changes) for each in history],
        linked_from=linked_from(catalog, claim),
        json_url=claim_file_url(claim.key.id, "claim.json"),
    )
    yield framed_page("withdrawn claims", context)
    for each in (claim_id, *former_ids(catalog, claim_id)):
        url = embed_url(each)
        frame = stand_in_frame(catalog, url, title, withdrawn.note, stands_for=url_of(claim))
        yield framed_page("embeds", WithdrawnEmbedPage(frame=frame, notice=notice))


def pages(catalog: Catalog) -> Iterator[Page]:
    """A page for each former address; its one true address is that of the card that answers."""
    for url, key in moved_addresses(catalog).items():
        card = card_at(catalog, key)
        frame = stand_in_frame(catalog, url, title_of(card), _about(card), stands_for=url_of(card))
        yield framed_page("moved pages", MovedPage(frame=frame, target=link(card)))


def _about(card: AnyCard) -> str:
    fields = card.fields
    return (fields.reason if isinstance(fields, ClaimFields) else "") or title_of(card)
