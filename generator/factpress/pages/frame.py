"""The frame of every page: the publication, the page itself, the links to the pages around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from msgspec.structs import asdict, replace

from factpress.charts.svg import PicturePublication, picture_publication
from factpress.exports.serialize import DataBlock, block, breadcrumbs
from factpress.i18n.formats import territorial
from factpress.i18n.translations import ENGLISH, shipped_language, words
from factpress.model.cards import Catalog, Phase
from factpress.model.colors import as_hex
from factpress.model.contexts import Context, JsonObject, Page, View
from factpress.model.look import ThemeFields
from factpress.model.schema import CardKind
from factpress.model.settings import PublicationFields, Publisher
from factpress.model.urls import FOLDERS, TITLES_URL, absolute, folder_url, numbered
from factpress.theme.palette import in_srgb, palette
from factpress.views import labels as vocabulary
from factpress.views.cards import Link, RatingView, cards_of, link, rating_view
from factpress.views.pagination import ONLY_PAGE, PageLink, PageNumber, page_links

Trail: TypeAlias = Sequence[tuple[str, str]]


class LogoView(View, frozen=True, kw_only=True):
    """The publication's logo, whose files are the assets `logo` and `logo-dark`."""

    has_dark: bool  #: Whether dark pages have another one
    has_name: bool  #: Whether the name stays beside it
    width: int
    height: int


class GroundView(View, frozen=True, kw_only=True):
    """The colour behind pages, for the browser's own bars."""

    light: str
    dark: str


class PublicationView(PicturePublication, frozen=True, kw_only=True):
    """The publication, as every page shows it."""

    tagline: str | None
    logo: LogoView | None
    ground: GroundView
    locale: str  #: The language with a territory, as `en_US`
    has_icons: bool  #: Whether the site has icons as pictures besides `icon.svg`
    words_language: str | None  #: The language of the interface, where it is not the publication's
    publisher: Publisher | None
    search: str  #: `pagefind` where the site has an index of its words
    titles_url: str  #: The titles of cards as JSON, for the suggestions of the search
    ratings: Sequence[RatingView]  #: The scale, whose marks every page can show
    is_proven: bool  #: Whether the build, or a signed lock, vouches for the quotations
    has_events: bool
    has_people: bool  #: Whether there are pages of those who work for the publication
    footer: Sequence[Link]  #: The editorial pages


class PageView(View, frozen=True, kw_only=True):
    """The page itself."""

    url: str
    head_title: str  #: The title in the browser's tab and in lists of links: it tells more
    canonical: str | None  #: The absolute address of the page, or of the one that it stands for
    title: str
    description: str
    trail: Sequence[Link]  #: The pages above it, from the first
    number: int  #: Its number among the pages of a long list, from 1
    social_image: str | None  #: The absolute address of a picture for other sites
    social_alt: str  #: What that picture says
    published: str | None  #: The day from which the page counts, where it has one
    modified: str | None  #: The day of its newest change
    extra: Mapping[str, Any]  #: The fields of its card's `extra`
    previous: str | None  #: The page of the list before this one
    next: str | None
    numbers: Sequence[PageLink]  #: Pages of the list by number; empty where it has only one


class Frame(View, frozen=True, kw_only=True):
    """What every template sees."""

    publication: PublicationView
    page: PageView
    structured: Sequence[DataBlock]  #: What the page says in JSON-LD


class PageContext(Context, frozen=True, kw_only=True):
    """The context of a page in the frame: the template sees the fields of both."""

    frame: Frame

    def names(self) -> dict[str, Any]:
        """What the template sees, by name."""
        own = {name: getattr(self, name) for name in self.__struct_fields__ if name != "frame"}
        frame = self.frame
        return {name: getattr(frame, name) for name in frame.__struct_fields__} | own


def page_frame(
    catalog: Catalog,
    url: str,
    title: str,
    description: str,
    trail: Trail = (),
    *,
    here: PageNumber = ONLY_PAGE,
) -> Frame:
    """The frame of a page.

    `url` is that of the first page of a list, to which the trail of the others leads too.
    """
    base = catalog.publication.url
    address = numbered(url, here.number)
    if here.number > 1:
        trail = (*trail, (title, url))
    links = page_links(url, here)
    return Frame(
        publication=_publication(catalog),
        page=PageView(
            url=address,
            head_title=title,
            canonical=absolute(address, base) if base else None,
            title=title,
            description=description,
            trail=[Link(title=words, url=to) for words, to in trail],
            number=here.number,
            social_image=_social_image(catalog, url),
            social_alt=title if url in catalog.social_cards else catalog.publication.name,
            published=None,
            modified=None,
            extra=_extra(catalog, url),
            previous=links.previous,
            next=links.next,
            numbers=links.numbers,
        ),
        structured=[block(breadcrumbs([*trail, (title, address)], base))] if trail else [],
    )


def _extra(catalog: Catalog, url: str) -> Mapping[str, Any]:
    """The fields of their own that the card at an address has."""
    folder, _, below = url.strip("/").partition("/")
    kind, card_id = (FOLDERS.get(folder), below) if below else ("page", folder)
    places = (catalog.open, catalog.withdrawn) if kind == "claim" else ()
    for cards in (cards_of(catalog)[kind], *places) if kind else ():
        if card_id in cards:
            found: Mapping[str, Any] = cards[card_id].fields.extra
            return found
    return {}


def _social_image(catalog: Catalog, url: str) -> str | None:
    """The absolute address of a page's card, or of the home page's for one that has none."""
    card = catalog.social_cards.get(url) or catalog.social_cards.get("/")
    base = catalog.publication.url
    return absolute(card.url, base) if card and base else None


def stand_in_frame(
    catalog: Catalog, url: str, title: str, description: str, *, stands_for: str
) -> Frame:
    """The frame of a page that stands for another, whose address is the canonical one."""
    frame, base = page_frame(catalog, url, title, description), catalog.publication.url
    canonical = absolute(stands_for, base) if base else None
    return replace(frame, page=replace(frame.page, canonical=canonical))


def with_node(frame: Frame, node: JsonObject) -> Frame:
    """The frame of a page that says something of its own in JSON-LD, before its trail."""
    return replace(frame, structured=[block(node), *frame.structured])


def framed_page(kind: str, context: PageContext, phase: Phase = "rendering") -> Page:
    """A page of this kind, at the address that its frame has."""
    return Page(context.frame.page.url, kind, context, phase)


def _publication(catalog: Catalog) -> PublicationView:
    publication = catalog.publication
    return PublicationView(
        **asdict(picture_publication(catalog)),
        tagline=publication.tagline,
        logo=_logo(publication),
        ground=_ground(publication.theme),
        locale=territorial(publication.language),
        has_icons=bool(catalog.icons),
        words_language=None if shipped_language(publication.language) else ENGLISH,
        publisher=publication.publisher,
        search=publication.search,
        titles_url=TITLES_URL,
        ratings=[rating_view(catalog, each.id) for each in publication.ratings],
        is_proven=catalog.is_proven,
        has_events=bool(catalog.events),
        has_people=bool(catalog.people),
        footer=[link(page) for page in catalog.pages.values()],
    )


def _logo(publication: PublicationFields) -> LogoView | None:
    logo = publication.logo
    if logo is None:
        return None
    return LogoView(
        has_dark=logo.dark is not None,
        has_name=logo.name,
        width=logo.width or 0,
        height=logo.height or 0,
    )


@lru_cache(maxsize=8)
def _ground(theme: ThemeFields) -> GroundView:
    paper = palette(theme)["paper"]
    return GroundView(light=as_hex(in_srgb(paper.light)), dark=as_hex(in_srgb(paper.dark)))


def trail(catalog: Catalog, *kinds: CardKind) -> list[tuple[str, str]]:
    """The pages from the home page to the index of a kind of card."""
    language = catalog.publication.language
    say, headings = words(language), vocabulary.kinds(language)
    return [(say("Home"), "/"), *((headings[kind], folder_url(kind)) for kind in kinds)]
