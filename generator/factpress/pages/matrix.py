"""The matrix pages: who says what, for the whole publication, for one topic, for one actor.

`views/matrix_table.py` makes the table itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, NamedTuple

from msgspec.structs import asdict

from factpress.charts.matrix import matrix_picture
from factpress.charts.svg import picture_page, picture_url
from factpress.i18n.translations import words
from factpress.model.cards import Actor, Catalog, Topic
from factpress.model.contexts import Page
from factpress.model.urls import MATRIX_URL, folder_url
from factpress.pages.frame import PageContext, page_frame, trail
from factpress.views.cards import Link, link, named_in, title_of
from factpress.views.matrix_table import Matrix, UsualOrigins, table
from factpress.views.pagination import MOST_ENTRIES, SomeOf, some_of
from factpress.views.places import (
    Concerning,
    actor_matrix_url,
    chosen_claims,
    is_contested,
    topic_matrix_url,
)


class Subject(Link, frozen=True, kw_only=True):
    """The topic or the actor whose matrix it is."""

    kind: str  #: `topic` or `actor`


class MatrixPage(PageContext, frozen=True, kw_only=True):
    """Claims by documents."""

    template: ClassVar = "matrix.html"
    matrix: Matrix
    shown: int  #: How many claims it shows
    all: int  #: How many claims there are
    contested: int  #: How many of those shown some assert and others deny
    svg: str  #: The matrix as a picture in a file
    subject: Subject | None = None  #: Nothing where it is the matrix of the whole publication
    #: The matrices of topics, on the page of the whole publication
    topics: SomeOf[Link] | None = None
    #: The matrices of actors, on the page of the whole publication
    actors: SomeOf[Link] | None = None


class _Chosen(NamedTuple):
    """The matrix of as many claims as a page has room for."""

    matrix: Matrix
    shown: int
    all: int
    contested: int


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


def whole(catalog: Catalog, concerning: Concerning, usual: UsualOrigins) -> Iterator[Page]:
    """The matrix of the whole publication."""
    say = words(catalog.publication.language)
    description = say(
        "Which documents assert, deny, qualify or report what: %(name)s.",
        name=catalog.publication.name,
    )
    chosen = _table(catalog, catalog.claims, usual)
    context = MatrixPage(
        frame=page_frame(catalog, MATRIX_URL, say("Who says what"), description, trail(catalog)),
        **chosen._asdict(),
        svg=picture_url(MATRIX_URL, "matrix"),
        topics=some_of(_topics(catalog), folder_url("topic")),
        actors=some_of(_actors(catalog, concerning), folder_url("actor")),
    )
    yield Page(MATRIX_URL, "matrices", context, "pictures")
    yield from _file(catalog, MATRIX_URL, catalog.publication.name, chosen.matrix)


def _topics(catalog: Catalog) -> list[Link]:
    """The topics that have a matrix, in the publication's order."""
    return [
        Link(title=title_of(topic), url=topic_matrix_url(topic_id))
        for topic_id, topic in catalog.topics.items()
        if topic_id in catalog.back.on_topic
    ]


def _actors(catalog: Catalog, concerning: Concerning) -> list[Link]:
    """The actors that have a matrix; where they are too many, those that most claims concern."""
    ids = list(concerning)
    if len(ids) > MOST_ENTRIES:
        ids = sorted(ids, key=lambda each: -len(concerning[each]))
    cards = [(actor_id, catalog.actors[actor_id]) for actor_id in ids]
    return [
        Link(title=title_of(actor), language=named_in(actor), url=actor_matrix_url(actor_id))
        for actor_id, actor in cards
    ]


def _part(catalog: Catalog, card: Topic | Actor, url: str, chosen: _Chosen) -> Iterator[Page]:
    name = title_of(card)
    kind = card.key.kind
    say = words(catalog.publication.language)
    home, folder = trail(catalog, kind)
    title = say("%(name)s: who says what", name=name)
    description = say("%(name)s, claim by claim.", name=name)
    steps = [home, (say("Matrix"), MATRIX_URL), folder]
    context = MatrixPage(
        frame=page_frame(catalog, url, title, description, steps),
        **chosen._asdict(),
        subject=Subject(**asdict(link(card)), kind=kind),
        svg=picture_url(url, "matrix"),
    )
    yield Page(url, "matrices", context, "pictures")
    yield from _file(catalog, url, name, chosen.matrix)


def _file(catalog: Catalog, url: str, subject: str, matrix: Matrix) -> Iterator[Page]:
    """The matrix as a picture, where there is anything to show."""
    if matrix.rows:
        say = words(catalog.publication.language)
        dates = {row.as_of for row in matrix.rows}
        asides = {each: say("as of %(day)s", day=say.day(each)) for each in dates}
        shared = dates.pop() if len(dates) == 1 else None
        picture = matrix_picture(matrix, say("Other documents"), {} if shared else asides)
        yield picture_page(catalog, url, "matrix", subject, picture, as_of=shared)


def _table(
    catalog: Catalog, claim_ids: Iterable[str], usual: UsualOrigins, actor_id: str | None = None
) -> _Chosen:
    every = list(claim_ids)
    chosen = chosen_claims(catalog, every)
    return _Chosen(
        table(catalog, chosen, usual, actor_id),
        shown=len(chosen),
        all=len(every),
        contested=sum(is_contested(claim) for claim in chosen),
    )
