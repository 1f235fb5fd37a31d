"""The matrix pages: who says what, for the whole publication, for one topic, for one actor.

`views/matrix_table.py` makes the table itself. Its picture is a file to take along: claims down,
documents across, a sign for each stance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import ClassVar

from msgspec.structs import asdict

from factpress.charts.svg import KindSign, LabelLine, Picture, picture_page, picture_url, sign
from factpress.charts.text_layout import wrapped
from factpress.content.claim_facts import STANCE_ORDER, quoted_sources
from factpress.i18n.translations import words
from factpress.model.cards import Actor, Catalog, Claim, Topic
from factpress.model.contexts import Page, View
from factpress.model.urls import MATRIX_URL, folder_url
from factpress.pages.frame import PageContext, framed_page, page_frame, trail
from factpress.views.cards import Link, RatingView, link, named_in, title_of
from factpress.views.matrix_table import Matrix, UsualOrigins, VoiceView, table
from factpress.views.pagination import MOST_ENTRIES, SomeOf, some_of
from factpress.views.places import (
    Concerning,
    actor_matrix_url,
    chosen_claims,
    is_contested,
    topic_matrix_url,
)

# The least claims that are counted in a heading; the share of claims from one document it names.
_LEAST_COUNTED, _MANY_ALONE = 3, 0.25
_LETTERS, _LINE, _PAD = 12, 15, 10
# Width of the claims, of each document, of a sign; where a claim's words begin beside its mark.
_CLAIM, _COLUMN, _SIGN, _TEXT = 290, 92, 20, 26


class MatrixColumn(View, frozen=True, kw_only=True):
    """A document of the drawing, or the column of the rest."""

    middle: int
    left: int
    lines: Sequence[LabelLine]
    starts: bool  #: Whether it is the first of a group


class SignPlace(View, frozen=True, kw_only=True):
    """The sign of a stance in its place."""

    kind: str
    x: int
    name: str  #: The document


class DrawnRow(View, frozen=True, kw_only=True):
    """A claim of the drawing."""

    title: str
    rating: RatingView
    lines: Sequence[LabelLine]
    middle: int
    bottom: int
    signs: Sequence[SignPlace]


class MatrixPicture(Picture, frozen=True, kw_only=True):
    """A matrix as a drawing."""

    top: int  #: Where the rows begin
    bottom: int  #: Where the rows end
    columns: Sequence[MatrixColumn]
    rows: Sequence[DrawnRow]
    signs: Sequence[KindSign]


def matrix_picture(table: Matrix, other_documents: str, as_of: Mapping[str, str]) -> MatrixPicture:
    """The drawing of a table; `other_documents` is the name of the column of the rest.

    `as_of` has the words that follow a claim, by up to when its evidence speaks; empty where all
    claims share that.
    """
    names = [(column.name.title, column.starts) for column in table.columns]
    if table.others:
        names.append((other_documents, True))
    heads = [wrapped(name, (_COLUMN - 8) / _LETTERS, 4) for name, _ in names]
    top = _LINE * max(map(len, heads), default=1) + _PAD
    rows = list(_rows(table, top, [name for name, _ in names], as_of))
    bottom = rows[-1].bottom if rows else top
    columns = [
        MatrixColumn(middle=_middle(n), lines=_lines(lines, _LINE), starts=starts, left=_left(n))
        for n, (lines, (_, starts)) in enumerate(zip(heads, names, strict=True))
    ]
    return MatrixPicture(
        width=max(_left(len(names)), 340),
        height=bottom + 2 * _LINE,
        top=top,
        bottom=bottom,
        columns=columns,
        rows=rows,
        signs=[KindSign(kind=stance, sign=sign(stance)) for stance in STANCE_ORDER],
    )


def _left(number: int) -> int:
    return _CLAIM + _COLUMN * number


def _middle(number: int) -> int:
    return _left(number) + _COLUMN // 2


def _lines(lines: Sequence[str], first: int) -> list[LabelLine]:
    return [LabelLine(text=text, y=first + n * _LINE) for n, text in enumerate(lines)]


def _rows(
    table: Matrix, top: int, names: Sequence[str], as_of: Mapping[str, str]
) -> Iterator[DrawnRow]:
    room = (_CLAIM - _TEXT - _PAD) / _LETTERS
    for row in table.rows:
        claim = wrapped(row.title, room, 4) + wrapped(as_of.get(row.as_of, ""), room, 2)
        bottom = top + max(_SIGN, _LINE * len(claim)) + 2 * _PAD
        middle = (top + bottom) // 2
        cells = [*row.cells, *([row.others] if table.others else [])]
        yield DrawnRow(
            title=row.title,
            rating=row.rating,
            lines=_lines(claim, middle + 4 - _LINE * (len(claim) - 1) // 2),
            middle=middle,
            bottom=bottom,
            signs=[each for n, voices in enumerate(cells) for each in _signs(voices, n, names)],
        )
        top = bottom


def _signs(voices: Sequence[VoiceView], number: int, names: Sequence[str]) -> list[SignPlace]:
    """The signs of a cell: one for each stance, side by side around the column's middle."""
    found = {voice.stance for voice in voices}
    stances = [stance for stance in STANCE_ORDER if stance in found]
    start = _middle(number) - _SIGN * (len(stances) - 1) // 2
    return [
        SignPlace(kind=stance, x=start + n * _SIGN, name=names[number])
        for n, stance in enumerate(stances)
    ]


class Subject(Link, frozen=True, kw_only=True):
    """The topic or the actor whose matrix it is."""

    kind: str  #: `topic` or `actor`


class MatrixPage(PageContext, frozen=True, kw_only=True):
    """Claims by documents."""

    template: ClassVar = "matrix.html"
    heading: str  #: From how many documents the claims are quoted
    matrix: Matrix
    shown: int  #: How many claims it shows
    all: int  #: How many claims there are
    contested: int  #: How many of those shown some assert and others deny
    svg: str | None  #: The matrix as a picture in a file, where documents have columns
    subject: Subject | None = None  #: Nothing where it is the matrix of the whole publication
    #: The matrices of topics, on the page of the whole publication
    topics: SomeOf[Link] | None = None
    #: The matrices of actors, on the page of the whole publication
    actors: SomeOf[Link] | None = None


def of_topic(catalog: Catalog, topic_id: str, usual: UsualOrigins) -> Iterator[Page]:
    """The matrix of a topic, if any claim is on it."""
    if topic_id in catalog.back.on_topic:
        url = topic_matrix_url(topic_id)
        table_here = _table(catalog, url, catalog.back.on_topic[topic_id], usual)
        yield from _part(catalog, catalog.topics[topic_id], url, table_here)


def of_actor(
    catalog: Catalog, actor_id: str, concerning: Concerning, usual: UsualOrigins
) -> Iterator[Page]:
    """The matrix of an actor, if any claim concerns it."""
    if actor_id in concerning:
        url = actor_matrix_url(actor_id)
        table_here = _table(catalog, url, concerning[actor_id], usual, actor_id)
        yield from _part(catalog, catalog.actors[actor_id], url, table_here)


def whole(catalog: Catalog, concerning: Concerning, usual: UsualOrigins) -> Iterator[Page]:
    """The matrix of the whole publication, where it has claims."""
    if not catalog.claims:
        return
    say = words(catalog.publication.language)
    description = say(
        "Which documents support, deny or qualify each claim: %(name)s.",
        name=catalog.publication.name,
    )
    chosen = _table(catalog, MATRIX_URL, catalog.claims, usual)
    context = chosen(
        frame=page_frame(catalog, MATRIX_URL, say("Who says what"), description, trail(catalog)),
        topics=some_of(_topics(catalog), folder_url("topic")),
        actors=some_of(_actors(catalog, concerning), folder_url("actor")),
    )
    yield framed_page("matrices", context, "pictures")
    yield from _file(catalog, MATRIX_URL, catalog.publication.name, context.matrix)


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


def _part(
    catalog: Catalog, card: Topic | Actor, url: str, chosen: partial[MatrixPage]
) -> Iterator[Page]:
    name, kind = title_of(card), card.key.kind
    say = words(catalog.publication.language)
    home, folder = trail(catalog, kind)
    title = say("%(name)s: who says what", name=name)
    description = say("%(name)s, claim by claim.", name=name)
    steps = [home, (say("Who says what"), MATRIX_URL), folder]
    context = chosen(
        frame=page_frame(catalog, url, title, description, steps),
        subject=Subject(**asdict(link(card)), kind=kind),
    )
    yield framed_page("matrices", context, "pictures")
    yield from _file(catalog, url, name, context.matrix)


def _file(catalog: Catalog, url: str, subject: str, matrix: Matrix) -> Iterator[Page]:
    """The matrix as a picture, where there is anything to show."""
    if matrix.columns:
        say = words(catalog.publication.language)
        dates = {row.as_of for row in matrix.rows}
        asides = {each: say("as of %(day)s", day=say.day(each)) for each in dates}
        shared = dates.pop() if len(dates) == 1 else None
        picture = matrix_picture(matrix, say("Other documents"), {} if shared else asides)
        yield picture_page(catalog, url, "matrix", subject, picture, as_of=shared)


def _table(
    catalog: Catalog,
    url: str,
    claim_ids: Iterable[str],
    usual: UsualOrigins,
    actor_id: str | None = None,
) -> partial[MatrixPage]:
    """The page with as many of the claims as it has room for, but for its frame."""
    every = list(claim_ids)
    chosen = chosen_claims(catalog, every)
    matrix = table(catalog, chosen, usual, actor_id)
    return partial(
        MatrixPage,
        heading=finding(catalog, chosen, len(every)),
        matrix=matrix,
        svg=picture_url(url, "matrix") if matrix.columns else None,
        shown=len(chosen),
        all=len(every),
        contested=sum(is_contested(claim) for claim in chosen),
    )


def finding(catalog: Catalog, claims: Sequence[Claim], number: int) -> str:
    """How many claims are quoted from one document alone, or contested; of some of them neither."""
    say = words(catalog.publication.language)
    if len(claims) < number or number < _LEAST_COUNTED:
        return say("Claims by documents")
    alone = sum(len(quoted_sources(claim.fields)) == 1 for claim in claims)
    if alone >= _MANY_ALONE * number:
        return say.plural(
            "We quote %(num)s of %(all)s claims from one document alone",
            "We quote %(num)s of %(all)s claims from one document alone",
            alone,
            all=number,
        )
    contested = sum(is_contested(claim) for claim in claims)
    return say.plural(
        "%(num)s of %(all)s claims is contested",
        "%(num)s of %(all)s claims are contested",
        contested,
        all=number,
    )
