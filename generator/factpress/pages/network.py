"""The network of actors: the picture of the most connected, a table of all, a ring for each.

In: the catalog and its connections. Out: the pages at `/network/`, and what an actor's pages show
of it. Knows nothing of how places are found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factpress.charts import svg
from factpress.charts.network import Node, network
from factpress.charts.ring_picture import ring
from factpress.charts.svg import picture_page, picture_url
from factpress.i18n.formats import direction
from factpress.i18n.translations import words
from factpress.model.cards import Actor, Catalog
from factpress.model.site import Page, Plain
from factpress.model.urls import NETWORK_URL, numbered
from factpress.pages.frame import merged, page_frame, trail
from factpress.views.cards import Piece, short_link, short_title, title_of, url_of
from factpress.views.pagination import spread
from factpress.views.related import KINDS, Connections, Way

MOST_PICTURED = 48
MOST_ON_NARROW = 24
MOST_AROUND = 12
_NARROW, _NARROW_TEXT = 340, 92
_WIDE, _WIDE_TEXT = 860, 128

_SHAPES = {
    "person": "person",
    "unnamed speaker": "unnamed",
    "state": "state",
    "publication": "publication",
    "organisation": "organisation",
    "armed group": "organisation",
}


def of_actor(catalog: Catalog, connected: Connections, actor: Actor) -> Piece | None:
    """An actor with those it has most to do with."""
    near = connected.near.get(actor.key.id, ())
    if not near:
        return None
    here, around = actor.key.id, near[:MOST_AROUND]
    ties = {way: n for there in around for way, n in connected.between(here, there)}
    nodes = [_node(catalog, each) for each in around]
    return {
        "picture": _drawn(catalog, url_of(actor), ring(_node(catalog, here), nodes, ties)),
        "pictured": len(around),
        "all": len(near),
        "kinds": _kinds(ties),
        "shapes": _shapes(catalog, [here, *around]),
        "svg": picture_url(url_of(actor), "network"),
    }


def connected_to(catalog: Catalog, connected: Connections, actor: Actor) -> list[Plain]:
    """All that an actor is connected with, each with how, from its side."""
    here = actor.key.id
    return [
        {
            **short_link(catalog.actors[there]),
            "ways": [
                {"kind": way.kind, "out": way.source == here, "count": count}
                for way, count in connected.between(here, there)
            ],
        }
        for there in connected.near.get(here, ())
    ]


def file(catalog: Catalog, actor: Actor, piece: Piece | None) -> Iterator[Page]:
    """The picture of an actor's connections as a file, where there is one."""
    if piece:
        yield picture_page(catalog, url_of(actor), "network", title_of(actor), piece["picture"])


def pages(catalog: Catalog, connected: Connections) -> Iterator[Page]:
    """The picture and the table of all connections."""
    piece = _whole(catalog, connected)
    rows = _rows(catalog, connected)
    say = words(catalog.publication.language)
    description = say(
        "Who makes claims about whom, who denies, who relays: %(name)s.",
        name=catalog.publication.name,
    )
    for leaf, page in spread({"rows": rows}):
        context = merged(
            page_frame(
                catalog, NETWORK_URL, say("Network"), description, trail(catalog), leaf=leaf
            ),
            {
                "network": piece if leaf.number == 1 else None,
                "rows": page["rows"].entries if page else [],
                "all": len(rows),
            },
        )
        yield Page(
            numbered(NETWORK_URL, leaf.number), "network.html", "networks", context, "pictures"
        )
    if piece:
        yield picture_page(catalog, NETWORK_URL, "network", catalog.publication.name, piece["wide"])


def _whole(catalog: Catalog, connected: Connections) -> Piece | None:
    """The actors with most connections among each other, drawn twice: upright and broad."""
    ranked = sorted(connected.near, key=lambda each: (-len(connected.near[each]), each))
    nodes, ties = _most(catalog, connected, ranked[:MOST_PICTURED])
    if not nodes:
        return None
    fewer = _most(catalog, connected, ranked[:MOST_ON_NARROW])
    return {
        "narrow": _drawn(catalog, NETWORK_URL, network(*fewer, _NARROW, _NARROW_TEXT)),
        "wide": _drawn(catalog, NETWORK_URL, network(nodes, ties, _WIDE, _WIDE_TEXT)),
        "all": len(connected.near),
        "kinds": _kinds(ties),
        "shapes": _shapes(catalog, [node.id for node in nodes]),
        "svg": picture_url(NETWORK_URL, "network"),
    }


def _most(
    catalog: Catalog, connected: Connections, ranked: Sequence[str]
) -> tuple[list[Node], dict[Way, int]]:
    """These actors as far as they are connected with each other, and how they are."""
    kept = set(ranked)
    ties = {w: n for w, n in connected.counts.items() if w.source in kept and w.target in kept}
    tied = {each for way in ties for each in (way.source, way.target)}
    return [_node(catalog, each) for each in ranked if each in tied], ties


def _drawn(catalog: Catalog, page_url: str, laid: svg.Drawn) -> Piece:
    """The picture as its template sees it: what it shows, and where it leads."""
    rtl = direction(catalog.publication.language) == "rtl"
    return {
        "width": laid["width"],
        "height": laid["height"],
        "actors": len(laid["spots"]),
        "ties": len(laid["lines"]),
        "drawing": svg.network(laid, rtl=rtl),
        "hits": svg.network_hits(laid, page_url, rtl=rtl),
    }


def _node(catalog: Catalog, actor_id: str) -> Node:
    actor = catalog.actors[actor_id]
    return Node(actor_id, short_title(actor), _SHAPES[actor.fields.kind], url_of(actor))


def _kinds(ties: dict[Way, int]) -> list[Plain]:
    present = {way.kind for way in ties}
    return [{"kind": k, "sign": svg.tie_in_key(k)} for k in KINDS if k in present]


def _shapes(catalog: Catalog, actor_ids: Sequence[str]) -> list[Plain]:
    present = {_SHAPES[catalog.actors[each].fields.kind] for each in actor_ids}
    every = dict.fromkeys(_SHAPES.values())
    return [{"shape": each, "sign": svg.mark(each)} for each in every if each in present]


def _rows(catalog: Catalog, connected: Connections) -> list[Plain]:
    """Every connection, those that stand in the most cards first."""
    order = sorted(
        connected.counts.items(),
        key=lambda each: (-each[1], KINDS.index(each[0].kind), each[0].source, each[0].target),
    )
    return [
        {
            "kind": way.kind,
            "count": count,
            "source": short_link(catalog.actors[way.source]),
            "target": short_link(catalog.actors[way.target]),
        }
        for way, count in order
    ]
