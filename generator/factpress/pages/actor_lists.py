"""The index of actors: by letter, and by kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, NamedTuple

from msgspec.structs import asdict

from factpress.content.claim_facts import STANCE_ORDER
from factpress.i18n.translations import Words, words
from factpress.model.cards import Actor, Catalog
from factpress.model.contexts import Page, View
from factpress.model.schema import ActorKind
from factpress.model.urls import folder_url, numbered
from factpress.pages.frame import PageContext, framed_page, page_frame, trail
from factpress.views.cards import Link, evidence_of, named_in, title_of, url_of
from factpress.views.labels import actor_groups
from factpress.views.pagination import (
    PagedList,
    PageLists,
    by_letter,
    first_pages,
    letter_anchor,
    letter_links,
    part,
    spread,
)

_INDEX = folder_url("actor")
_BY_KIND = f"{_INDEX}by-kind/"
_KINDS: tuple[ActorKind, ...] = (
    "person",
    "organisation",
    "armed group",
    "state",
    "publication",
    "unnamed speaker",
)


class StanceCount(View, frozen=True, kw_only=True):
    """On how many claims an actor takes a stance."""

    stance: str
    count: int


class ActorRow(Link, frozen=True, kw_only=True):
    """An actor as one entry of a list."""

    kind: str
    role: str | None
    claims: int  #: How many claims it makes
    stances: Sequence[StanceCount]  #: On how many claims it speaks, by stance


class KindLink(Link, frozen=True, kw_only=True):
    """A kind of actors, with how many there are."""

    count: int


class ActorGroup(PagedList[ActorRow], frozen=True, kw_only=True):
    """The actors under one letter or of one kind."""

    title: str
    anchor: str


class ActorsPage(PageContext, frozen=True, kw_only=True):
    """A page of the index of actors."""

    template: ClassVar = "actors.html"
    kinds: Sequence[KindLink]  #: Nothing where all actors are of one kind
    by_kind: bool  #: Whether the page has the actors by kind
    index_url: str  #: The first page by letter
    all: int  #: How many actors there are
    letters: Sequence[Link]  #: The letters, or when they are too many those on the page
    groups: Sequence[ActorGroup]


class _Group(NamedTuple):
    """A group before it is spread over pages."""

    title: str
    anchor: str
    rows: Sequence[ActorRow]


def pages(catalog: Catalog) -> Iterator[Page]:
    """The index of actors in both orders; by kind only where there are several kinds."""
    say = words(catalog.publication.language)
    rows = {actor.key.id: _row(catalog, actor) for actor in catalog.actors.values()}
    letters = [
        _Group(letter, letter_anchor(letter), [rows[actor.key.id] for actor in actors])
        for letter, actors in by_letter(catalog).items()
    ]
    kinds = _by_kind(catalog, rows)
    begins = first_pages(spread({group.anchor: group.rows for group in kinds}))
    links = [
        KindLink(
            title=group.title,
            url=f"{numbered(_BY_KIND, begins[group.anchor])}#{group.anchor}",
            count=len(group.rows),
        )
        for group in kinds
        if len(kinds) > 1
    ]
    yield from _pages(catalog, _INDEX, say("People and bodies"), letters, links)
    if links:
        title = say("People and bodies by kind")
        yield from _pages(catalog, _BY_KIND, title, kinds, links)


def _by_kind(catalog: Catalog, rows: Mapping[str, ActorRow]) -> list[_Group]:
    """The groups of kinds that have actors, each in the order of letters."""
    titles = actor_groups(catalog.publication.language)
    found: dict[str, list[ActorRow]] = {kind: [] for kind in _KINDS}
    for actors in by_letter(catalog).values():
        for actor in actors:
            found[actor.fields.kind].append(rows[actor.key.id])
    return [
        _Group(titles[kind], kind.replace(" ", "-"), found[kind]) for kind in _KINDS if found[kind]
    ]


def _pages(
    catalog: Catalog, url: str, title: str, groups: Sequence[_Group], kinds: Sequence[KindLink]
) -> Iterator[Page]:
    """The pages of one order."""
    spreading = spread({group.anchor: group.rows for group in groups})
    begins = first_pages(spreading)
    is_by_kind = url == _BY_KIND
    say = words(catalog.publication.language)
    steps = [*trail(catalog), (say("People and bodies"), _INDEX)] if is_by_kind else trail(catalog)
    for here, page in spreading:
        of_letters = {group.title: begins[group.anchor] for group in groups}
        on_page = {group.title: page[group.anchor] for group in groups if group.anchor in page}
        context = ActorsPage(
            frame=page_frame(catalog, url, title, _description(catalog, say), steps, here=here),
            kinds=kinds,
            by_kind=is_by_kind,
            index_url=_INDEX,
            all=len(catalog.actors),
            letters=[] if is_by_kind else letter_links(of_letters, on_page),
            groups=[_shown(page, group) for group in groups if group.anchor in page],
        )
        yield framed_page("actor lists", context)


def _description(catalog: Catalog, say: Words) -> str:
    return say.plural(
        "The one person, organisation, state or publication.",
        "All %(num)s people, organisations, states and publications.",
        len(catalog.actors),
    )


def _shown(page: PageLists, group: _Group) -> ActorGroup:
    here = part(page, group.anchor, group.rows)
    return ActorGroup(**asdict(here), title=group.title, anchor=group.anchor)


def _row(catalog: Catalog, actor: Actor) -> ActorRow:
    actor_id, back = actor.key.id, catalog.back
    found: dict[str, set[str]] = {stance: set() for stance in STANCE_ORDER}
    for key in back.spoken.get(actor_id, ()):
        found[evidence_of(catalog, key).stance].add(key.claim_id)
    return ActorRow(
        title=title_of(actor),
        language=named_in(actor),
        url=url_of(actor),
        kind=actor.fields.kind,
        role=actor.fields.role,
        claims=len(back.claimed.get(actor_id, ())),
        stances=[
            StanceCount(stance=stance, count=len(claims))
            for stance, claims in found.items()
            if claims
        ],
    )
