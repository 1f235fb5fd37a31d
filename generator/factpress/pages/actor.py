"""Actor pages: who it is, where it stands, whom it contradicts, its claims, its connections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, NamedTuple

from markupsafe import Markup
from msgspec.structs import asdict

from factpress.charts.svg import picture_page
from factpress.content.voices import Side
from factpress.exports.feeds import FeedLinks, feeds_of, has_feed
from factpress.exports.schema_org import profile_page
from factpress.i18n.translations import words
from factpress.model.card_parts import Owner
from factpress.model.cards import Actor, Catalog
from factpress.model.contexts import Page, View
from factpress.pages import network, timeline
from factpress.pages.actor_fan import ContradictionsView, contradictions_view, picture_files
from factpress.pages.frame import PageContext, framed_page, page_frame, trail, with_node
from factpress.pages.network import ConnectedActor, NetworkView
from factpress.pages.timeline import TimelineView
from factpress.views.backlinks import OPEN_CLAIMS, BacklinkGroup, linked_here, links_to
from factpress.views.body_html import body_html
from factpress.views.cards import (
    ClaimRow,
    Link,
    RatingCount,
    link,
    owner_of,
    rating_view,
    short_actor_links,
    url_of,
)
from factpress.views.labels import actor_kinds
from factpress.views.pagination import (
    PagedList,
    PageLists,
    PageNumber,
    first_pages,
    part,
    spread,
)
from factpress.views.places import actor_matrix_url, actor_place
from factpress.views.positions import (
    LONG_LIST,
    Position,
    SidePositions,
    by_topic,
    contradictions,
    is_they,
    positions,
    ratings_among,
    shared_as_of,
)
from factpress.views.rated_lists import RatedList, rated_list, rated_lists
from factpress.views.site_index import SiteIndex

# The order of the sides on a page: what an actor denies faces what it says.
_SIDES: tuple[Side, ...] = ("against", "for", "unclear")
# A picture of fewer connections would say less than a line of words.
_LEAST_RING = 4
_MOST_MEMBERS = 8


class ActorView(View, frozen=True, kw_only=True):
    """An actor's card."""

    name: str
    language: str | None  #: The language of the name, where the card names it
    kind: str
    role: str | None
    aliases: Sequence[str]
    owner: Owner | None
    same_as: Sequence[str]  #: Its addresses elsewhere
    body: Markup | None
    part_of: Sequence[Link]
    members: Sequence[Link]  #: The first of those that are part of it
    all_members: int


class ActorPage(PageContext, frozen=True, kw_only=True):
    """A page of an actor."""

    template: ClassVar = "actor.html"
    follow: Sequence[FeedLinks]
    actor: ActorView
    is_they: bool  #: Whether it is spoken of as `they`, as people are
    is_in_claims: bool  #: Whether any claim, passage or document is by the actor or names it
    positions: Sequence[SidePositions]
    #: The ratings of the claims on which it speaks; nothing where these are few
    choices: Sequence[RatingCount]
    positions_as_of: str  #: The date that most of their ratings share, or ""
    contradicts: ContradictionsView | None  #: On the first page
    made: RatedList  #: The claims that it makes and in which it speaks in no passage
    named: RatedList  #: The other claims, which name it
    open: PagedList[Link]  #: The claims without a rating that have to do with it
    matrix_url: str | None
    lineage_url: str | None
    linked_from: Sequence[BacklinkGroup]
    timeline: TimelineView | None  #: On the first page
    network: NetworkView | None  #: On the first page
    published: PagedList[Link]  #: The documents that it publishes
    relayed: PagedList[Link]  #: The documents that relay its reporting
    resting: PagedList[Link]  #: The claims that rest on its reporting
    connected: PagedList[ConnectedActor]


class _Lists(NamedTuple):
    """All that an actor's pages list; `made` and `named` by rating where they are long."""

    positions: Mapping[Side, Sequence[Position]]
    made: Mapping[str, Sequence[ClaimRow]]
    named: Mapping[str, Sequence[ClaimRow]]
    published: Sequence[Link]
    relayed: Sequence[Link]
    resting: Sequence[Link]
    connected: Sequence[ConnectedActor]
    open: Sequence[Link]
    linked: Mapping[str, Sequence[Link]]

    def pages(self) -> list[tuple[PageNumber, PageLists]]:
        """The lists over as many pages as they need, in the order in which pages show them."""
        return spread(
            {
                **{side: self.positions[side] for side in _SIDES},
                **self.made,
                **self.named,
                OPEN_CLAIMS: self.open,
                "connected": self.connected,
                "published": self.published,
                "relayed": self.relayed,
                "resting": self.resting,
                **self.linked,
            }
        )

    def is_in_claims(self) -> bool:
        """Whether any claim, passage or document is by the actor or names it."""
        claims = (*self.positions.values(), *self.made.values(), *self.named.values())
        return any((*claims, self.open, self.published, self.relayed, self.resting))


def pages_of(catalog: Catalog, actor_id: str, index: SiteIndex) -> Iterator[Page]:
    """An actor's pages; only the first shows the actor itself."""
    actor = catalog.actors[actor_id]
    lists = _lists(catalog, actor, index)
    url, name, description = url_of(actor), actor.fields.name, _description(catalog, actor)
    steps = trail(catalog, "actor")
    about, profile = _about(catalog, actor), profile_page(catalog, actor)
    timed = timeline.of_actor(catalog, actor)
    near = _ring(catalog, actor, index)
    contradicts = contradictions_view(catalog, actor, contradictions(catalog, actor))
    pages = lists.pages()
    begins = first_pages(pages)
    for here, page in pages:
        is_first = here.number == 1
        frame = page_frame(catalog, url, name, description, steps, here=here)
        context = ActorPage(
            frame=with_node(frame, profile) if is_first else frame,
            follow=[feeds_of(actor)] if has_feed(catalog, actor) else [],
            actor=about,
            is_they=is_they(actor),
            is_in_claims=lists.is_in_claims(),
            positions=_sides(page, lists.positions),
            choices=_choices(catalog, page, lists.positions),
            positions_as_of=_as_of(page, lists.positions),
            contradicts=contradicts if is_first else None,
            made=rated_list(lists.made, page, begins, url),
            named=rated_list(lists.named, page, begins, url),
            open=part(page, OPEN_CLAIMS, lists.open),
            matrix_url=actor_matrix_url(actor_id) if actor_id in index.concerning else None,
            lineage_url=actor_place(catalog, actor_id, index.in_lineage),
            linked_from=linked_here(catalog, lists.linked, page),
            timeline=timed if is_first else None,
            network=near if is_first else None,
            published=part(page, "published", lists.published),
            relayed=part(page, "relayed", lists.relayed),
            resting=part(page, "resting", lists.resting),
            connected=part(page, "connected", lists.connected),
        )
        yield framed_page("actors", context)
    if timed:
        yield picture_page(catalog, url, "timeline", name, timed.picture)
    if near:
        yield picture_page(catalog, url, "network", name, near.picture)
    if contradicts:
        yield from picture_files(catalog, actor, contradicts)


def _description(catalog: Catalog, actor: Actor) -> str:
    language = catalog.publication.language
    say = words(language)
    return say(
        "%(name)s, %(role)s: claims, passages and sources.",
        name=actor.fields.name,
        role=actor.fields.role or actor_kinds(language)[actor.fields.kind],
    )


def _about(catalog: Catalog, actor: Actor) -> ActorView:
    fields = actor.fields
    members = catalog.back.parts.get(actor.key.id, ())
    return ActorView(
        name=fields.name,
        language=fields.language,
        kind=fields.kind,
        role=fields.role,
        aliases=fields.aliases,
        owner=owner_of(actor),
        same_as=fields.same_as,
        body=body_html(catalog, actor),
        part_of=short_actor_links(catalog, fields.part_of),
        members=short_actor_links(catalog, members[:_MOST_MEMBERS]),
        all_members=len(members),
    )


def _ring(catalog: Catalog, actor: Actor, index: SiteIndex) -> NetworkView | None:
    """The picture of an actor's connections, where it has enough of them."""
    near = network.of_actor(catalog, index.connected, actor)
    return near if near and near.all >= _LEAST_RING else None


def _lists(catalog: Catalog, actor: Actor, index: SiteIndex) -> _Lists:
    actor_id, back = actor.key.id, catalog.back
    spoken = {key.claim_id for key in back.spoken.get(actor_id, ())}
    made = [each for each in back.claimed.get(actor_id, ()) if each not in spoken]
    known = spoken.union(made)
    named = [each for each in back.named.get(actor_id, ()) if each not in known]
    linked = links_to(catalog, actor)
    return _Lists(
        positions=positions(catalog, actor, index.passage_urls),
        made=rated_lists("made", [index.rows[each] for each in made]),
        named=rated_lists("named", [index.rows[each] for each in named]),
        published=[link(catalog.sources[s]) for s in back.published.get(actor_id, ())],
        relayed=[link(catalog.sources[s]) for s in back.relayed.get(actor_id, ())],
        resting=[link(catalog.claims[each]) for each in index.resting.get(actor_id, ())],
        connected=network.connected_to(catalog, index.connected, actor),
        open=linked.pop(OPEN_CLAIMS, []),
        linked=linked,
    )


def _sides(page: PageLists, found: Mapping[Side, Sequence[Position]]) -> list[SidePositions]:
    here = ((side, part(page, side, found[side])) for side in _SIDES)
    return [by_topic(side, shown) for side, shown in here if shown.entries]


def _as_of(page: PageLists, found: Mapping[Side, Sequence[Position]]) -> str:
    here = [part(page, side, found[side]).entries for side in _SIDES]
    return shared_as_of([each.as_of for entries in here for each in entries])


def _choices(
    catalog: Catalog, page: PageLists, found: Mapping[Side, Sequence[Position]]
) -> list[RatingCount]:
    """The ratings to which a page can narrow the positions, which it has all; else nothing."""
    is_whole = all(len(page.get(side, ())) == len(of_side) for side, of_side in found.items())
    counts = ratings_among(found.values()) if is_whole else {}
    if sum(counts.values()) <= LONG_LIST or len(counts) < 2:
        return []
    return [
        RatingCount(**asdict(rating_view(catalog, rating_id)), count=count)
        for rating_id, count in counts.items()
    ]
