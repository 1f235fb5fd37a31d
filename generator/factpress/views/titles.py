"""The titles of cards as a JSON file: suggestions and the first results of the search use it.

It is small on every site: a reader who types the first letter waits for this file alone. Where it
has no room for every card, it holds the weightiest. It is data, which scripts parse and nothing
runs; so pages have no digest of it, and a new title leaves them as they are.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from factpress.content.voices import weight_of
from factpress.i18n.translations import words
from factpress.model.cards import AnyCard, Catalog
from factpress.model.contexts import Json, JsonObject
from factpress.model.schema import ActorFields, CardKind, ClaimFields, EventFields, SourceFields
from factpress.model.urls import card_url
from factpress.theme.palette import tone_number
from factpress.views.cards import rating_view, title_of, url_of

#: Room for the compressed file. The two scripts that read it take about 4 kB more.
MOST_BYTES = 22_000
KINDS: tuple[CardKind, ...] = ("claim", "actor", "source", "topic", "event", "page", "person")
# Titles compress to a quarter or so: no site has to compress more text than this to find its share.
_MOST_TEXT = 8 * MOST_BYTES


def titles_json(catalog: Catalog) -> bytes:
    """The titles of all cards, or of the weightiest, with what the scripts say of them."""
    entries = _entries(catalog, list(_by_weight(catalog)))
    kept = list(_within(_MOST_TEXT, entries))
    content = _json(catalog, kept, is_whole=len(kept) == len(entries))
    while kept and (size := len(zlib.compress(content))) > MOST_BYTES:
        kept = kept[: min(len(kept) - 1, len(kept) * MOST_BYTES // size)]
        content = _json(catalog, kept, is_whole=False)
    return content


def kind_words(language: str) -> Mapping[CardKind, str]:
    """What readers call several cards of a kind."""
    say = words(language)
    return {
        "claim": say("Claims"),
        "actor": say("People"),
        "source": say("Documents"),
        "topic": say("Topics"),
        "event": say("Events"),
        "page": say("Pages"),
        "person": say("Fact-checkers"),
    }


def _by_weight(catalog: Catalog) -> Iterator[AnyCard]:
    """All cards: a claim and another in turn, the weightiest first."""
    back = catalog.back
    claims: list[AnyCard] = [*sorted(catalog.claims.values(), key=weight_of)]
    claims += catalog.open.values()
    actors = sorted(
        catalog.actors.values(),
        key=lambda a: -len(back.named.get(a.key.id, ())) - len(back.spoken.get(a.key.id, ())),
    )
    others: list[AnyCard] = [
        *catalog.topics.values(),
        *catalog.pages.values(),
        *catalog.people.values(),
        *actors,
        *catalog.sources.values(),
        *catalog.events.values(),
    ]
    pairs = zip_longest(claims, others)
    return (card for pair in pairs for card in pair if card)


def _entries(catalog: Catalog, cards: Sequence[AnyCard]) -> list[list[Json]]:
    """For each card its kind, title, slug and other names; of a claim its rating and topics.

    The rating of an open claim is -1.
    """
    ratings = {rating.id: number for number, rating in enumerate(catalog.publication.ratings)}
    topics = {topic_id: number for number, topic_id in enumerate(catalog.topics)}
    found: list[list[Json]] = []
    for card in cards:
        head: list[Json] = [KINDS.index(card.key.kind), title_of(card), card.key.id]
        match card.fields:
            case ClaimFields() as fields:
                on: list[Json] = [topics[each] for each in fields.topics]
                found.append([*head, "", ratings.get(fields.rating, -1), on])
            case _:
                names = "\n".join(other_names(card))
                found.append([*head, names] if names else head)
    return found


def other_names(card: AnyCard) -> Sequence[str]:
    """The names of a card besides its title: aliases and its short name."""
    match card.fields:
        case ActorFields(aliases=aliases, short=short):
            return [*aliases, *([short] if short else ())]
        case SourceFields(short=str(short)) | EventFields(short=str(short)):
            return [short]
        case _:
            return []


def _within(most: int, entries: Iterable[list[Json]]) -> Iterator[list[Json]]:
    """The first entries, of no more text than this."""
    room = most
    for entry in entries:
        room -= sum(len(each) for each in entry if isinstance(each, str))
        if room < 0:
            return
        yield entry


def _json(catalog: Catalog, entries: Sequence[list[Json]], *, is_whole: bool) -> bytes:
    """The file of some entries, by kind, the weightiest of a kind first."""
    publication = catalog.publication
    named = kind_words(publication.language)
    scale = [rating_view(catalog, rating.id) for rating in publication.ratings]
    # The address of a card has its id and nothing else of its own.
    said: JsonObject = {
        "kinds": [[card_url(kind, "*"), named[kind]] for kind in KINDS],
        "ratings": [[each.id, each.label, tone_number(each.rank, each.of)] for each in scale],
        "topics": [url_of(topic) for topic in catalog.topics.values()],
        "isWhole": is_whole,
        "cards": [each for number in range(len(KINDS)) for each in entries if each[0] == number],
    }
    return f"{json.dumps(said, ensure_ascii=False, separators=(',', ':'))}\n".encode()
