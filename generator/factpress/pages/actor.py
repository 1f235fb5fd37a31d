"""Actor pages and the index of actors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, NamedTuple

from markupsafe import Markup
from msgspec.structs import asdict

from factpress.charts.svg import picture_page
from factpress.content.claim_facts import STANCE_ORDER
from factpress.exports.feeds import FeedLinks, feeds_of, has_feed
from factpress.exports.schema_org import profile_page
from factpress.i18n.translations import words
from factpress.model.card_parts import Owner
from factpress.model.cards import Actor, Catalog
from factpress.model.contexts import Page, View
from factpress.model.evidence import PassageKey
from factpress.model.urls import folder_url
from factpress.pages import network, timeline
from factpress.pages.frame import PageContext, framed_page, page_frame, trail, with_node
from factpress.pages.network import ConnectedActor, NetworkView
from factpress.pages.timeline import TimelineView
from factpress.views.backlinks import BacklinkGroup, linked_here, links_to
from factpress.views.body_html import body_html
from factpress.views.cards import (
    ClaimRow,
    Link,
    PassageView,
    actor_links,
    evidence_of,
    link,
    named_in,
    owner_of,
    passage_view,
    title_of,
    url_of,
)
from factpress.views.labels import actor_kinds
from factpress.views.pagination import (
    PagedList,
    PageLists,
    PageNumber,
    by_letter,
    first_pages,
    letter_anchor,
    letter_links,
    part,
    spread,
)
from factpress.views.places import actor_matrix_url, actor_place
from factpress.views.quotations import PassageUrls
from factpress.views.site_index import SiteIndex

_INDEX = folder_url("actor")


class ActorRow(Link, frozen=True, kw_only=True):
    """An actor as one entry of a list."""

    kind: str
    role: str | None
    claims: int  #: How many claims it makes
    passages: int  #: In how many passages it speaks


class LetterGroup(PagedList[ActorRow], frozen=True, kw_only=True):
    """The actors under one letter."""

    letter: str
    anchor: str


class ActorsPage(PageContext, frozen=True, kw_only=True):
    """A page of the index of actors."""

    template: ClassVar = "actors.html"
    letters: Sequence[Link]  #: The letters, or when they are too many those on the page
    groups: Sequence[LetterGroup]


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
    parts: Sequence[Link]


class SpokenPassage(PassageView, frozen=True, kw_only=True):
    """A passage on the page of an actor who speaks in it."""

    claim: Link


class SpokenGroup(View, frozen=True, kw_only=True):
    """The passages of one stance."""

    stance: str
    passages: Sequence[SpokenPassage]
    continued: bool  #: Whether the group began on an earlier page


class ActorPage(PageContext, frozen=True, kw_only=True):
    """A page of an actor."""

    template: ClassVar = "actor.html"
    follow: Sequence[FeedLinks]
    actor: ActorView
    is_in_claims: bool  #: Whether any claim, passage or document is by the actor or names it
    stances: Sequence[SpokenGroup]
    matrix_url: str | None
    lineage_url: str | None
    linked_from: Sequence[BacklinkGroup]
    timeline: TimelineView | None  #: On the first page
    network: NetworkView | None  #: On the first page
    claimed: PagedList[ClaimRow]  #: The claims that it makes
    named: PagedList[ClaimRow]  #: The claims that name it
    published: PagedList[Link]  #: The documents that it publishes
    relayed: PagedList[Link]  #: The documents that relay its reporting
    resting: PagedList[Link]  #: The claims that rest on its reporting
    connected: PagedList[ConnectedActor]


def index(catalog: Catalog) -> Iterator[Page]:
    """The index of actors."""
    letters = {
        letter: [_row(catalog, actor) for actor in actors]
        for letter, actors in by_letter(catalog).items()
    }
    pages = spread(letters)
    begins = first_pages(pages)
    say = words(catalog.publication.language)
    title = say("Actors")
    description = say.plural(
        "The one person, organisation, state or publication.",
        "All %(num)s people, organisations, states and publications.",
        len(catalog.actors),
    )
    for here, page in pages:
        context = ActorsPage(
            frame=page_frame(catalog, _INDEX, title, description, trail(catalog), here=here),
            letters=letter_links(begins, page),
            groups=[_group(page, letter, letters[letter]) for letter in page],
        )
        yield framed_page("actor lists", context)


def _group(page: PageLists, letter: str, rows: Sequence[ActorRow]) -> LetterGroup:
    here = part(page, letter, rows)
    return LetterGroup(**asdict(here), letter=letter, anchor=letter_anchor(letter))


def _row(catalog: Catalog, actor: Actor) -> ActorRow:
    return ActorRow(
        title=title_of(actor),
        language=named_in(actor),
        url=url_of(actor),
        kind=actor.fields.kind,
        role=actor.fields.role,
        claims=len(catalog.back.claimed.get(actor.key.id, ())),
        passages=len(catalog.back.spoken.get(actor.key.id, ())),
    )


class _Lists(NamedTuple):
    """All that an actor's pages list; the passages by stance, the backlinks by kind."""

    claimed: Sequence[ClaimRow]
    spoken: Mapping[str, Sequence[SpokenPassage]]
    named: Sequence[ClaimRow]
    published: Sequence[Link]
    relayed: Sequence[Link]
    resting: Sequence[Link]
    connected: Sequence[ConnectedActor]
    linked: Mapping[str, Sequence[Link]]

    def pages(self) -> list[tuple[PageNumber, PageLists]]:
        """The lists over as many pages as they need, in the order in which pages show them."""
        lists = self._asdict()
        spoken, linked = lists.pop("spoken"), lists.pop("linked")
        return spread({"claimed": lists.pop("claimed"), **spoken, **lists, **linked})

    def is_in_claims(self) -> bool:
        """Whether any claim, passage or document is by the actor or names it."""
        about = (self.claimed, self.named, self.published, self.relayed, self.resting)
        return any((*about, *self.spoken.values()))


def pages_of(catalog: Catalog, actor_id: str, index: SiteIndex) -> Iterator[Page]:
    """An actor's pages; only the first shows the actor itself."""
    actor = catalog.actors[actor_id]
    lists = _lists(catalog, actor, index)
    url, name, description = url_of(actor), actor.fields.name, _description(catalog, actor)
    steps = trail(catalog, "actor")
    about = _about(catalog, actor)
    profile = profile_page(catalog, actor)
    timed = timeline.of_actor(catalog, actor)
    near = network.of_actor(catalog, index.connected, actor)
    for here, page in lists.pages():
        is_first = here.number == 1
        frame = page_frame(catalog, url, name, description, steps, here=here)
        context = ActorPage(
            frame=with_node(frame, profile) if is_first else frame,
            follow=[feeds_of(actor)] if has_feed(catalog, actor) else [],
            actor=about,
            is_in_claims=lists.is_in_claims(),
            stances=_stances(page, lists.spoken),
            matrix_url=actor_matrix_url(actor_id) if actor_id in index.concerning else None,
            lineage_url=actor_place(catalog, actor_id, index.in_lineage),
            linked_from=linked_here(catalog, lists.linked, page),
            timeline=timed if is_first else None,
            network=near if is_first else None,
            claimed=part(page, "claimed", lists.claimed),
            named=part(page, "named", lists.named),
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
    return ActorView(
        name=fields.name,
        language=fields.language,
        kind=fields.kind,
        role=fields.role,
        aliases=fields.aliases,
        owner=owner_of(actor),
        same_as=fields.same_as,
        body=body_html(catalog, actor),
        part_of=actor_links(catalog, fields.part_of),
        parts=actor_links(catalog, catalog.back.parts.get(actor.key.id, ())),
    )


def _lists(catalog: Catalog, actor: Actor, index: SiteIndex) -> _Lists:
    actor_id, back = actor.key.id, catalog.back
    resting = index.resting.get(actor_id, ())
    return _Lists(
        claimed=[index.rows[claim_id] for claim_id in back.claimed.get(actor_id, ())],
        spoken=_spoken(catalog, back.spoken.get(actor_id, ()), index.passage_urls),
        named=[index.rows[claim_id] for claim_id in back.named.get(actor_id, ())],
        published=[link(catalog.sources[s]) for s in back.published.get(actor_id, ())],
        relayed=[link(catalog.sources[s]) for s in back.relayed.get(actor_id, ())],
        resting=[link(catalog.claims[claim_id]) for claim_id in resting],
        connected=network.connected_to(catalog, index.connected, actor),
        linked=links_to(catalog, actor),
    )


def _spoken(
    catalog: Catalog, keys: Sequence[PassageKey], passage_urls: PassageUrls
) -> dict[str, list[SpokenPassage]]:
    """The passages in which an actor speaks, by stance, each with the claim it is about."""
    found: dict[str, list[SpokenPassage]] = {stance: [] for stance in STANCE_ORDER}
    for key in keys:
        claim, evidence = catalog.claims[key.claim_id], evidence_of(catalog, key)
        passage = passage_view(catalog, claim, evidence, passage_urls[key])
        found[evidence.stance].append(SpokenPassage(**asdict(passage), claim=link(claim)))
    return found


def _stances(page: PageLists, spoken: Mapping[str, Sequence[SpokenPassage]]) -> list[SpokenGroup]:
    here = [(stance, part(page, stance, spoken[stance])) for stance in STANCE_ORDER]
    return [
        SpokenGroup(stance=stance, passages=group.entries, continued=group.continued)
        for stance, group in here
        if group.entries
    ]
