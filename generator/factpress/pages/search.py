"""The search page, and the list that its script looks through where there is no Pagefind index.

The page leads to everything even without a script. The list has names and no bodies.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import ClassVar

from factpress.i18n.translations import words
from factpress.model.cards import AnyCard, Catalog
from factpress.model.contexts import AnyOutput, Json, View
from factpress.model.encoding import digest, integrity
from factpress.model.schema import ActorFields, CardKind, ClaimFields, EventFields, SourceFields
from factpress.model.site import Output
from factpress.model.urls import SEARCH_URL, TITLES_URL, folder_url, output_path, search_list_url
from factpress.pages.frame import PageContext, framed_page, page_frame, trail
from factpress.views.cards import (
    ClaimRow,
    Link,
    RatingView,
    as_of_words,
    cards_of,
    link,
    rating_view,
    title_of,
    url_of,
)
from factpress.views.pagination import MOST_ENTRIES, letters_of
from factpress.views.site_index import SiteIndex
from factpress.views.titles import KINDS, kind_words, other_names, titles_json

MOST_LISTED = 5_000
_LISTED: tuple[CardKind, ...] = ("topic", "actor", "source", "claim", "event")


class CardsOfKind(View, frozen=True, kw_only=True):
    """The first cards of a kind."""

    kind: str
    all: int  #: How many cards of the kind there are
    url: str | None  #: The index of the kind; nothing where there are no cards
    entries: Sequence[ClaimRow] | Sequence[Link]


class SearchPage(PageContext, frozen=True, kw_only=True):
    """The search."""

    template: ClassVar = "search.html"
    list_url: str  #: The list that the script looks through where there is no index
    list_integrity: str | None  #: Its digest, if the browser is to check it
    listed: int  #: How many cards the list has
    all: int  #: How many cards there are
    ratings: Sequence[RatingView]
    topics: Sequence[Link]
    letters: Sequence[Link]  #: The letters of the index of actors
    kinds: Mapping[str, str]  #: What readers call several cards of a kind, by kind
    everything: Sequence[CardsOfKind]


def outputs(catalog: Catalog, index: SiteIndex) -> Iterator[AnyOutput]:
    """The page at `/search/` and its list."""
    cards = _listed(catalog)
    content = _list(catalog, cards)
    found = digest(content)
    url = search_list_url(found[:12])
    language, of_kind = catalog.publication.language, cards_of(catalog)
    say = words(language)
    description = say(
        "Search the claims, actors and sources of %(name)s.", name=catalog.publication.name
    )
    context = SearchPage(
        frame=page_frame(catalog, SEARCH_URL, say("Search"), description, trail(catalog)),
        list_url=url,
        list_integrity=integrity(content) if catalog.publication.has_integrity else None,
        listed=len(cards),
        all=sum(len(each) for each in of_kind.values()),
        ratings=[rating_view(catalog, r.id) for r in catalog.publication.ratings],
        topics=[link(topic) for topic in catalog.topics.values()],
        letters=letters_of(catalog),
        kinds={kind: named for kind, named in kind_words(language).items() if of_kind[kind]},
        everything=[_part(catalog, kind, index) for kind in _LISTED],
    )
    yield framed_page("search", context)
    yield Output(output_path(url), "search", f"{found}.list", content)
    titles = titles_json(catalog)
    yield Output(output_path(TITLES_URL), "search", f"{digest(titles)}.titles", titles)


def _part(catalog: Catalog, kind: CardKind, index: SiteIndex) -> CardsOfKind:
    """The first cards of a kind, and the page of all of them."""
    cards = cards_of(catalog)[kind]
    first = list(islice(cards.values(), MOST_ENTRIES))
    return CardsOfKind(
        kind=kind,
        all=len(cards),
        url=folder_url(first[0].key.kind) if first else None,
        entries=[index.rows[c.key.id] for c in first]
        if kind == "claim"
        else list(map(link, first)),
    )


def _listed(catalog: Catalog) -> Sequence[AnyCard]:
    """The cards that the list has room for: of claims the newest, and of the rest at most half."""
    claims: list[AnyCard] = list(catalog.claims.values())
    rest = (catalog.topics, catalog.events, catalog.pages, catalog.actors, catalog.sources)
    others: list[AnyCard] = [card for of_kind in rest for card in of_kind.values()]
    room = max(MOST_LISTED // 2, MOST_LISTED - len(others))
    claims = [*catalog.open.values(), *claims][:room]
    return [*claims, *others[: MOST_LISTED - len(claims)]]


def _list(catalog: Catalog, cards: Sequence[AnyCard]) -> bytes:
    """A script that says what there is; pages opened as files may load no other form of it."""
    ratings = [rating.id for rating in catalog.publication.ratings]
    topics = {topic_id: number for number, topic_id in enumerate(catalog.topics)}
    as_of = {claim.key: as_of_words(catalog, claim) for claim in catalog.claims.values()}
    days = list(dict.fromkeys(as_of.values()))
    said = {
        "ratings": ratings,
        "topics": [url_of(topic) for topic in catalog.topics.values()],
        "days": days,
        "cards": [
            [
                *_entry(catalog, card, ratings, topics),
                *([days.index(as_of[card.key])] if card.key in as_of else []),
            ]
            for card in cards
        ],
    }
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return f"var factpressList = {text};\n".encode()


def _entry(
    catalog: Catalog, card: AnyCard, ratings: Sequence[str], topics: Mapping[str, int]
) -> list[Json]:
    """Kind, title, address, a line about it, other words; of a claim its rating and topics.

    Up to when a claim's evidence speaks follows. The rating of an open claim is -1.
    """
    head: list[Json] = [KINDS.index(card.key.kind), title_of(card), url_of(card)]
    names = "\n".join(other_names(card))
    match card.fields:
        case ClaimFields() as fields:
            said_by = " ".join(catalog.actors[a].fields.name for a in fields.claimants)
            on: list[Json] = [topics[t] for t in fields.topics]
            rating = ratings.index(fields.rating) if fields.rating else -1
            say = words(catalog.publication.language)
            about = fields.reason or say("This claim has no rating yet.")
            return [*head, about, said_by, rating, on]
        case ActorFields(role=about) | EventFields(place=about):
            return [*head, about or "", names]
        case SourceFields() as fields:
            return [*head, catalog.actors[fields.publisher].fields.name, names]
        case _:
            return [*head, "", names]
