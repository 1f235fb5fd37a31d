"""The matrix pages: who says what, for the whole publication, for one topic, for one actor.

In: the catalog. Out: pages, and where on them a claim or a document stands. Says which claims a
page has room for; the table itself is `matrix_table`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from factpress.languages.words import words
from factpress.model import Actor, Catalog, Claim, Page, Plain, Topic
from factpress.pages.frame import merged, page_frame, trail
from factpress.pages.matrix_picture import matrix_picture
from factpress.pages.matrix_table import (
    UsualOrigins,
    column_anchor,
    listed_documents,
    row_anchor,
    table,
)
from factpress.pages.paging import MOST_ENTRIES, some_of
from factpress.pages.parts import link, named, title_of
from factpress.pages.pictures import picture_page, picture_url
from factpress.urls import folder_url

_URL = "/matrix/"
MOST_CLAIMS = 100

Concerning: TypeAlias = Mapping[str, Sequence[str]]


class Places(NamedTuple):
    """Where the matrices have a claim or a document, by id; what no matrix shows is not there."""

    claims: dict[str, str]
    sources: dict[str, str]


def topic_matrix_url(topic_id: str) -> str:
    """The address of a topic's matrix."""
    return f"{_URL}topics/{topic_id}/"


def actor_matrix_url(actor_id: str) -> str:
    """The address of an actor's matrix; an actor that no claim concerns has none."""
    return f"{_URL}actors/{actor_id}/"


def of_topic(catalog: Catalog, topic_id: str, usual: UsualOrigins) -> Iterator[Page]:
    """The matrix of a topic, if any claim is on it."""
    if topic_id in catalog.back.on_topic:
        table_here = _table(catalog, catalog.back.on_topic[topic_id], usual)
        yield from _part(catalog, catalog.topics[topic_id], topic_matrix_url(topic_id), table_here)


def of_actor(
    catalog: Catalog, actor_id: str, concerning: Concerning, usual: UsualOrigins
) -> Iterator[Page]:
    """The matrix of an actor, if any claim concerns it."""
    if actor_id in concerning:
        table_here = _table(catalog, concerning[actor_id], usual, actor_id)
        yield from _part(catalog, catalog.actors[actor_id], actor_matrix_url(actor_id), table_here)


def places(catalog: Catalog) -> Places:
    """The row of every claim, in the whole matrix if it is there, else in a topic's."""
    claims: dict[str, str] = {}
    for topic_id, claim_ids in catalog.back.on_topic.items():
        _add(claims, topic_matrix_url(topic_id), _chosen(catalog, claim_ids))
    whole = _chosen(catalog, catalog.claims)
    _add(claims, _URL, whole)
    return Places(claims, {s: f"{_URL}#{column_anchor(s)}" for s in listed_documents(whole)})


def _add(places: dict[str, str], url: str, claims: Iterable[Claim]) -> None:
    places.update({c.key.id: f"{url}#{row_anchor(c.key.id)}" for c in claims})


def claims_concerning(catalog: Catalog) -> dict[str, list[str]]:
    """By actor, the claims that it makes, is named in or speaks in, in the publication's order.

    Actors are in the publication's order too; one that no claim concerns is not there.
    """
    back = catalog.back
    order = {claim_id: number for number, claim_id in enumerate(catalog.claims)}
    concerning: dict[str, list[str]] = {}
    for actor_id in catalog.actors:
        spoken = (key.claim_id for key in back.spoken.get(actor_id, ()))
        found = {*back.claimed.get(actor_id, ()), *back.named.get(actor_id, ()), *spoken}
        if found:
            concerning[actor_id] = sorted(found, key=order.__getitem__)
    return concerning


def _chosen(catalog: Catalog, claim_ids: Iterable[str]) -> list[Claim]:
    """As many claims as one page shows: the contested first, then the newest."""
    claims = (catalog.claims[claim_id] for claim_id in claim_ids)
    return sorted(claims, key=lambda claim: not _is_contested(claim))[:MOST_CLAIMS]


def _is_contested(claim: Claim) -> bool:
    return {"asserts", "denies"} <= {e.stance for e in claim.fields.evidence}


def whole(catalog: Catalog, concerning: Concerning, usual: UsualOrigins) -> Iterator[Page]:
    """The matrix of the whole publication."""
    say = words(catalog.publication.language)
    description = say(
        "Which documents assert, deny, qualify or report what: %(name)s.",
        name=catalog.publication.name,
    )
    body = {**_table(catalog, catalog.claims, usual), "svg": picture_url(_URL, "matrix")}
    context = merged(
        page_frame(catalog, _URL, say("Who says what"), description, trail(catalog)),
        body,
        {
            "subject": None,
            "topics": some_of(_topics(catalog), folder_url("topic")),
            "actors": some_of(_actors(catalog, concerning), folder_url("actor")),
        },
    )
    yield Page(_URL, "matrix.html", "matrices", context, "pictures")
    yield from _file(catalog, _URL, catalog.publication.name, body)


def _topics(catalog: Catalog) -> list[Plain]:
    """The topics that have a matrix, in the publication's order."""
    return [
        {**named(topic), "url": topic_matrix_url(topic_id)}
        for topic_id, topic in catalog.topics.items()
        if topic_id in catalog.back.on_topic
    ]


def _actors(catalog: Catalog, concerning: Concerning) -> list[Plain]:
    """The actors that have a matrix; where they are too many, those that most claims concern."""
    ids = list(concerning)
    if len(ids) > MOST_ENTRIES:
        ids = sorted(ids, key=lambda each: -len(concerning[each]))
    return [{**named(catalog.actors[each]), "url": actor_matrix_url(each)} for each in ids]


def _part(
    catalog: Catalog, card: Topic | Actor, url: str, table_here: dict[str, Plain]
) -> Iterator[Page]:
    name = title_of(card)
    kind = card.key.kind
    say = words(catalog.publication.language)
    home, folder = trail(catalog, kind)
    title = say("%(name)s: who says what", name=name)
    description = say("%(name)s, claim by claim.", name=name)
    steps = [home, (say("Matrix"), _URL), folder]
    context = merged(
        page_frame(catalog, url, title, description, steps),
        table_here,
        {
            "subject": {**link(card), "kind": kind},
            "topics": None,
            "actors": None,
            "svg": picture_url(url, "matrix"),
        },
    )
    yield Page(url, "matrix.html", "matrices", context, "pictures")
    yield from _file(catalog, url, name, table_here)


def _file(catalog: Catalog, url: str, subject: str, table_here: dict[str, Plain]) -> Iterator[Page]:
    """The matrix as a picture, where there is anything to show."""
    drawn: Any = table_here["matrix"]
    if drawn["rows"]:
        say = words(catalog.publication.language)
        picture = matrix_picture(drawn, say("Other documents"))
        yield picture_page(catalog, url, "matrix", subject, picture)


def _table(
    catalog: Catalog,
    claim_ids: Iterable[str],
    usual: UsualOrigins,
    actor_id: str | None = None,
) -> dict[str, Plain]:
    every = list(claim_ids)
    chosen = _chosen(catalog, every)
    return {
        "matrix": table(catalog, chosen, usual, actor_id),
        "shown": len(chosen),
        "all": len(every),
        "contested": sum(_is_contested(claim) for claim in chosen),
    }
