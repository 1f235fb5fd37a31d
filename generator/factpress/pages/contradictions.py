"""The pages at `/contradictions/`: who contradicts whom, as a picture and as a list of all claims.

The figure is also on the home page. Its title says what the claims have in common. Where nobody
contradicts anybody there are no such pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from msgspec.structs import asdict

from factpress.charts.contradictions import (
    BROAD,
    NARROW,
    ContradictionPicture,
    Dot,
    DotStance,
    Row,
    Words,
    picture,
)
from factpress.charts.svg import picture_page, picture_url
from factpress.content.claim_facts import as_of
from factpress.content.voices import VoiceKey
from factpress.i18n.translations import words
from factpress.model.cards import Catalog
from factpress.model.contexts import Page, View
from factpress.model.urls import CONTRADICTIONS_URL, EXPLORE_URL, NETWORK_URL
from factpress.pages.frame import PageContext, framed_page, page_frame, stand_in_frame, trail
from factpress.pages.withdrawn import MovedPage
from factpress.views.cards import Link, RatingView, link, rating_view, short_title, url_of
from factpress.views.contradictions import Contest, Contests, main_denier, one_a_question
from factpress.views.pagination import PagedList, part, spread
from factpress.views.site_index import SiteIndex
from factpress.views.voices import VoiceView, card_of, is_named, voice_views

MOST_ROWS = 6


class ContestView(Link, frozen=True, kw_only=True):
    """A contested claim, with the voices of both sides."""

    rating: RatingView
    as_of: str
    question: str | None
    asserting: Sequence[VoiceView]
    denying: Sequence[VoiceView]  #: Empty for the claim that is there for comparison
    qualifying: Sequence[VoiceView]  #: Named voices that qualify it


class ContradictionFigure(View, frozen=True, kw_only=True):
    """Who contradicts whom, as a picture for broad and narrow screens and as a list."""

    title: str  #: What the contested claims have in common
    broad: ContradictionPicture
    narrow: ContradictionPicture
    rows: Sequence[ContestView]  #: The claims of the picture
    shown: int  #: How many contested claims the picture shows
    all: int  #: How many claims are contested
    url: str  #: The page of all contested claims
    svg: str  #: The picture as a file


class ContradictionsPage(PageContext, frozen=True, kw_only=True):
    """A page of contested claims."""

    template: ClassVar = "contradictions.html"
    figure: ContradictionFigure | None  #: On the first page
    claims: PagedList[ContestView]
    all: int  #: How many claims are contested


def figure(catalog: Catalog, found: Contests) -> ContradictionFigure | None:
    """The picture of the most contested claims; None where nobody contradicts anybody."""
    contested = one_a_question(found.contested)
    if not contested:
        return None
    shown = contested[: MOST_ROWS - 1 if found.control else MOST_ROWS]
    pictured = [*shown, found.control] if found.control else shown
    rows = [_row(catalog, each) for each in pictured]
    said = _words(catalog, rows)
    return ContradictionFigure(
        title=title_of(catalog, found),
        broad=picture(rows, said, BROAD),
        narrow=picture(rows, said, NARROW),
        rows=[_view(catalog, each) for each in pictured],
        shown=len(shown),
        all=len(found.contested),
        url=CONTRADICTIONS_URL,
        svg=picture_url(CONTRADICTIONS_URL, "contradictions"),
    )


def title_of(catalog: Catalog, found: Contests) -> str:
    """What contested claims have in common: who denies most of them, or how many voices they have.

    Every number is of all contested claims, also of those that the picture has no room for.
    """
    say = words(catalog.publication.language)
    number, denier = len(found.contested), main_denier(found.contested)
    if denier:
        name = short_title(card_of(catalog, denier.voice))
        if denier.claims == number:
            message = say.gettext("One voice denies all %(all)s contested claims: %(name)s")
        else:
            message = say.gettext("One voice denies %(some)s of %(all)s contested claims: %(name)s")
        return message % say.formatted({"some": denier.claims, "all": number, "name": name})
    pro = len({voice for each in found.contested for voice in each.asserting})
    con = len({voice for each in found.contested for voice in each.denying})
    # Translators: the three are joined, as in "4 claims are contested: 12 voices say so, 4 say no".
    parts = {
        "claims": say.plural("%(num)s claim is contested", "%(num)s claims are contested", number),
        "asserted": say.plural("%(num)s voice says so", "%(num)s voices say so", pro),
        "denied": say.plural("%(num)s denies it", "%(num)s deny it", con),
    }
    return say("%(claims)s: %(asserted)s, %(denied)s", **parts)


def pages(catalog: Catalog, index: SiteIndex) -> Iterator[Page]:
    """The pages, the picture as a file, and the page at the former address."""
    say = words(catalog.publication.language)
    drawn = figure(catalog, index.contests)
    if drawn:
        yield from _pages(catalog, index.contests, drawn)
        target = Link(title=say("Who contradicts whom"), url=CONTRADICTIONS_URL)
    else:
        target = Link(title=say("Explore"), url=EXPLORE_URL)
    frame = stand_in_frame(catalog, NETWORK_URL, target.title, target.title, stands_for=target.url)
    yield framed_page("moved pages", MovedPage(frame=frame, target=target))


def _pages(catalog: Catalog, found: Contests, drawn: ContradictionFigure) -> Iterator[Page]:
    say = words(catalog.publication.language)
    title = say("Who contradicts whom")
    rows = [_view(catalog, each) for each in found.contested]
    for here, page in spread({"claims": rows}):
        context = ContradictionsPage(
            frame=page_frame(
                catalog, CONTRADICTIONS_URL, title, drawn.title, trail(catalog), here=here
            ),
            figure=drawn if here.number == 1 else None,
            claims=part(page, "claims", rows),
            all=len(rows),
        )
        yield framed_page("contradictions", context, "pictures")
    dates = {each.as_of for each in drawn.rows}
    shared = dates.pop() if len(dates) == 1 else None
    yield picture_page(
        catalog, CONTRADICTIONS_URL, "contradictions", drawn.title, drawn.broad, as_of=shared
    )


def _view(catalog: Catalog, found: Contest) -> ContestView:
    fields = found.claim.fields
    return ContestView(
        **asdict(link(found.claim)),
        rating=rating_view(catalog, fields.rating),
        as_of=as_of(catalog, found.claim),
        question=fields.question,
        asserting=voice_views(catalog, found.asserting),
        denying=voice_views(catalog, found.denying),
        qualifying=voice_views(catalog, found.qualifying),
    )


def _row(catalog: Catalog, found: Contest) -> Row:
    fields = found.claim.fields
    return Row(
        head=fields.question or fields.claim,
        claim=fields.claim if fields.question else "",
        url=url_of(found.claim),
        rating=rating_view(catalog, fields.rating),
        left=_dots(catalog, found.asserting, "asserts"),
        right=_dots(catalog, found.denying, "denies")
        + _dots(catalog, found.qualifying, "qualifies"),
    )


def _dots(catalog: Catalog, voices: Sequence[VoiceKey], stance: DotStance) -> list[Dot]:
    return [
        Dot(short_title(card), url_of(card), is_named(catalog, each), stance)
        for each in voices
        for card in [card_of(catalog, each)]
    ]


def _words(catalog: Catalog, rows: Sequence[Row]) -> Words:
    say = words(catalog.publication.language)
    most = max(max(len(row.left), len(row.right)) for row in rows)
    more = {n: say.plural("and %(num)s more", "and %(num)s more", n) for n in range(1, most)}
    return Words(say.pgettext("voices", "Nobody"), more)
