"""Actor pages and the index of actors.

In: the catalog and what was worked out once. Out: pages. Knows nothing of the matrices and of
lineage but their addresses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factpress.content.claim_facts import STANCE_ORDER
from factpress.exports.feeds import feeds_of, has_feed
from factpress.exports.schema_org import profile_page
from factpress.i18n.translations import words
from factpress.model.cards import Actor, Catalog
from factpress.model.evidence import PassageKey
from factpress.model.site import Page, Plain
from factpress.model.urls import folder_url, numbered
from factpress.pages import network, timeline
from factpress.pages.frame import merged, page_frame, trail, with_node
from factpress.views.body_html import body_html
from factpress.views.cards import (
    Piece,
    actor_links,
    evidence_of,
    link,
    linked_here,
    links_to,
    owner_piece,
    passage_piece,
    url_of,
)
from factpress.views.labels import actor_kinds
from factpress.views.pagination import (
    Spread,
    by_letter,
    first_leaves,
    letter_anchor,
    letter_links,
    portion_piece,
    shown,
    spread,
)
from factpress.views.places import actor_matrix_url, actor_place
from factpress.views.quotations import Stands
from factpress.views.site_index import Prepared

_INDEX = folder_url("actor")
# What an actor's pages list, besides its words and what links to it.
_LISTS = ("claimed", "named", "published", "relayed", "resting")


def index(catalog: Catalog) -> Iterator[Page]:
    """The index of actors."""
    letters: dict[str, list[Plain]] = {
        letter: [_row(catalog, actor) for actor in actors]
        for letter, actors in by_letter(catalog).items()
    }
    leaves = spread(letters)
    begins = first_leaves(leaves)
    say = words(catalog.publication.language)
    title = say("Actors")
    description = say.plural(
        "The one person, organisation, state or publication.",
        "All %(num)s people, organisations, states and publications.",
        len(catalog.actors),
    )
    for leaf, page in leaves:
        context = merged(
            page_frame(catalog, _INDEX, title, description, trail(catalog), leaf=leaf),
            {
                "letters": letter_links(begins, page),
                "groups": [
                    {"letter": letter, "anchor": letter_anchor(letter), **portion_piece(portion)}
                    for letter, portion in page.items()
                ],
            },
        )
        yield Page(numbered(_INDEX, leaf.number), "actors.html", "actor lists", context)


def _row(catalog: Catalog, actor: Actor) -> Piece:
    return {
        **link(actor),
        "kind": actor.fields.kind,
        "role": actor.fields.role,
        "claims": len(catalog.back.claimed.get(actor.key.id, ())),
        "passages": len(catalog.back.spoken.get(actor.key.id, ())),
    }


def pages_of(catalog: Catalog, actor_id: str, once: Prepared) -> Iterator[Page]:
    """An actor's pages; only the first tells of the actor itself."""
    actor = catalog.actors[actor_id]
    lists = _lists(catalog, actor, once)
    url, name = url_of(actor), actor.fields.name
    language = catalog.publication.language
    say = words(language)
    description = say(
        "%(name)s, %(role)s: claims, passages and sources.",
        name=name,
        role=actor.fields.role or actor_kinds(language)[actor.fields.kind],
    )
    steps = trail(catalog, "actor")
    about = _about(catalog, actor)
    profile = profile_page(catalog, actor, url)
    follow = [feeds_of(actor)] if has_feed(catalog, actor) else []
    timed = timeline.of_actor(catalog, actor)
    near = network.of_actor(catalog, once.connected, actor)
    for leaf, page in spread(lists):
        frame = page_frame(catalog, url, name, description, steps, leaf=leaf)
        context = merged(
            with_node(frame, profile) if leaf.number == 1 else frame,
            {
                "follow": follow,
                "actor": about,
                "is_in_claims": any(lists[each] for each in (*_LISTS, *STANCE_ORDER)),
                "stances": _stances(page),
                "matrix_url": actor_matrix_url(actor_id) if actor_id in once.concerning else None,
                "lineage_url": actor_place(catalog, actor_id, once.in_lineage),
                "linked_from": linked_here(catalog, page),
                "timeline": timed if leaf.number == 1 else None,
                "network": near if leaf.number == 1 else None,
            },
            shown(page, (*_LISTS, "connected")),
        )
        yield Page(numbered(url, leaf.number), "actor.html", "actors", context)
    yield from timeline.file(catalog, actor, timed)
    yield from network.file(catalog, actor, near)


def _about(catalog: Catalog, actor: Actor) -> Piece:
    fields = actor.fields
    return {
        "name": fields.name,
        "language": fields.language,
        "kind": fields.kind,
        "role": fields.role,
        "aliases": list(fields.aliases),
        "owner": owner_piece(actor),
        "same_as": list(fields.same_as),
        "body": body_html(catalog, actor),
        "part_of": actor_links(catalog, fields.part_of),
        "parts": actor_links(catalog, catalog.back.parts.get(actor.key.id, ())),
    }


def _lists(catalog: Catalog, actor: Actor, once: Prepared) -> dict[str, list[Plain]]:
    """All that an actor's pages list, in their order."""
    actor_id, back = actor.key.id, catalog.back
    resting = once.resting.get(actor_id, ())
    return {
        "claimed": [once.rows[claim_id] for claim_id in back.claimed.get(actor_id, ())],
        **_spoken(catalog, back.spoken.get(actor_id, ()), once.stands),
        "named": [once.rows[claim_id] for claim_id in back.named.get(actor_id, ())],
        "published": [link(catalog.sources[s]) for s in back.published.get(actor_id, ())],
        "relayed": [link(catalog.sources[s]) for s in back.relayed.get(actor_id, ())],
        "resting": [link(catalog.claims[claim_id]) for claim_id in resting],
        "connected": network.connected_to(catalog, once.connected, actor),
        **links_to(catalog, actor),
    }


def _spoken(catalog: Catalog, keys: Sequence[PassageKey], stands: Stands) -> dict[str, list[Plain]]:
    """The passages in which an actor speaks, by stance, each with the claim it is about."""
    found: dict[str, list[Plain]] = {stance: [] for stance in STANCE_ORDER}
    for key in keys:
        claim, evidence = catalog.claims[key.claim_id], evidence_of(catalog, key)
        piece = passage_piece(catalog, claim, evidence, stands[key])
        found[evidence.stance].append({**piece, "claim": link(claim)})
    return found


def _stances(page: Spread) -> list[Plain]:
    return [
        {"stance": each, "passages": page[each].entries, "continued": page[each].start > 0}
        for each in STANCE_ORDER
        if each in page
    ]
