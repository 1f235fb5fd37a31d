"""The network of actors: a picture of the most connected, a table of all, a ring for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from markupsafe import Markup
from msgspec.structs import asdict

from factpress.charts.network import NetworkLayout, Node, drawing, links, mark, network, tie_in_key
from factpress.charts.ring_picture import ring
from factpress.charts.svg import KindSign, Picture, picture_page, picture_url
from factpress.i18n.formats import direction
from factpress.i18n.translations import words
from factpress.model.cards import Actor, Catalog
from factpress.model.contexts import Page, View
from factpress.model.urls import NETWORK_URL
from factpress.pages.frame import PageContext, framed_page, page_frame, trail
from factpress.views.cards import Link, short_link, short_title, url_of
from factpress.views.pagination import part, spread
from factpress.views.related import KINDS, Connection, Connections

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


class NetworkPicture(Picture, frozen=True, kw_only=True):
    """A network as a picture."""

    actors: int
    ties: int  #: How many connections it shows
    drawing: Markup
    hits: Markup  #: The links of the actors, for the mouse


class ShapeKind(View, frozen=True, kw_only=True):
    """A kind of actor, for the key of the picture."""

    shape: str
    sign: Markup


class NetworkKey(View, frozen=True, kw_only=True):
    """How to read a picture, and where it is."""

    all: int  #: How many actors have connections
    kinds: Sequence[KindSign]  #: `claims`, `denies`, `part` and `relays`, as far as it has them
    shapes: Sequence[ShapeKind]
    svg: str  #: The picture as a file


class NetworkView(NetworkKey, frozen=True, kw_only=True):
    """An actor with those it has most to do with."""

    picture: NetworkPicture
    pictured: int  #: How many of them the picture shows


class WholeNetwork(NetworkKey, frozen=True, kw_only=True):
    """The most connected actors of the publication."""

    narrow: NetworkPicture
    wide: NetworkPicture


class TieView(View, frozen=True, kw_only=True):
    """A connection, from the side of one actor."""

    kind: str
    out: bool  #: Whether it goes out from that actor
    count: int


class ConnectedActor(Link, frozen=True, kw_only=True):
    """An actor that another is connected with."""

    ways: Sequence[TieView]


class TieRow(View, frozen=True, kw_only=True):
    """A connection between two actors."""

    kind: str
    count: int
    source: Link
    target: Link


class NetworkPage(PageContext, frozen=True, kw_only=True):
    """A page of the network of actors."""

    template: ClassVar = "network.html"
    network: WholeNetwork | None  #: On the first page
    rows: Sequence[TieRow]
    all: int  #: How many connections there are


def of_actor(catalog: Catalog, connected: Connections, actor: Actor) -> NetworkView | None:
    """An actor with those it has most to do with."""
    near = connected.near.get(actor.key.id, ())
    if not near:
        return None
    here, around = actor.key.id, near[:MOST_AROUND]
    ties = {way: n for there in around for way, n in connected.between(here, there)}
    nodes = [_node(catalog, each) for each in around]
    return NetworkView(
        picture=_drawn(catalog, url_of(actor), ring(_node(catalog, here), nodes, ties)),
        pictured=len(around),
        all=len(near),
        kinds=_kinds(ties),
        shapes=_shapes(catalog, [here, *around]),
        svg=picture_url(url_of(actor), "network"),
    )


def connected_to(catalog: Catalog, connected: Connections, actor: Actor) -> list[ConnectedActor]:
    """All that an actor is connected with, each with how, from its side."""
    here = actor.key.id
    near = [(there, short_link(catalog.actors[there])) for there in connected.near.get(here, ())]
    return [
        ConnectedActor(
            **asdict(link),
            ways=[
                TieView(kind=way.kind, out=way.source == here, count=count)
                for way, count in connected.between(here, there)
            ],
        )
        for there, link in near
    ]


def pages(catalog: Catalog, connected: Connections) -> Iterator[Page]:
    """The picture and the table of all connections."""
    whole = _whole(catalog, connected)
    rows = _rows(catalog, connected)
    say = words(catalog.publication.language)
    description = say(
        "Who makes claims about whom, who denies, who relays: %(name)s.",
        name=catalog.publication.name,
    )
    for here, page in spread({"rows": rows}):
        context = NetworkPage(
            frame=page_frame(
                catalog, NETWORK_URL, say("Network"), description, trail(catalog), here=here
            ),
            network=whole if here.number == 1 else None,
            rows=part(page, "rows", rows).entries,
            all=len(rows),
        )
        yield framed_page("networks", context, "pictures")
    if whole:
        yield picture_page(catalog, NETWORK_URL, "network", catalog.publication.name, whole.wide)


def _whole(catalog: Catalog, connected: Connections) -> WholeNetwork | None:
    """The actors with most connections among each other, drawn twice: upright and broad."""
    ranked = sorted(connected.near, key=lambda each: (-len(connected.near[each]), each))
    nodes, ties = _most(catalog, connected, ranked[:MOST_PICTURED])
    if not nodes:
        return None
    fewer = _most(catalog, connected, ranked[:MOST_ON_NARROW])
    return WholeNetwork(
        narrow=_drawn(catalog, NETWORK_URL, network(*fewer, _NARROW, _NARROW_TEXT)),
        wide=_drawn(catalog, NETWORK_URL, network(nodes, ties, _WIDE, _WIDE_TEXT)),
        all=len(connected.near),
        kinds=_kinds(ties),
        shapes=_shapes(catalog, [node.id for node in nodes]),
        svg=picture_url(NETWORK_URL, "network"),
    )


def _most(
    catalog: Catalog, connected: Connections, ranked: Sequence[str]
) -> tuple[list[Node], dict[Connection, int]]:
    """These actors as far as they are connected with each other, and how they are."""
    kept = set(ranked)
    ties = {w: n for w, n in connected.counts.items() if w.source in kept and w.target in kept}
    tied = {each for way in ties for each in (way.source, way.target)}
    return [_node(catalog, each) for each in ranked if each in tied], ties


def _drawn(catalog: Catalog, page_url: str, laid: NetworkLayout) -> NetworkPicture:
    """The picture as its template sees it: its content, and its links."""
    rtl = direction(catalog.publication.language) == "rtl"
    return NetworkPicture(
        width=laid.width,
        height=laid.height,
        actors=len(laid.spots),
        ties=len(laid.lines),
        drawing=drawing(laid, rtl=rtl),
        hits=links(laid, page_url, rtl=rtl),
    )


def _node(catalog: Catalog, actor_id: str) -> Node:
    actor = catalog.actors[actor_id]
    return Node(actor_id, short_title(actor), _SHAPES[actor.fields.kind], url_of(actor))


def _kinds(ties: dict[Connection, int]) -> list[KindSign]:
    present = {way.kind for way in ties}
    return [KindSign(kind=k, sign=tie_in_key(k)) for k in KINDS if k in present]


def _shapes(catalog: Catalog, actor_ids: Sequence[str]) -> list[ShapeKind]:
    present = {_SHAPES[catalog.actors[each].fields.kind] for each in actor_ids}
    every = dict.fromkeys(_SHAPES.values())
    return [ShapeKind(shape=each, sign=mark(each)) for each in every if each in present]


def _rows(catalog: Catalog, connected: Connections) -> list[TieRow]:
    """Every connection, the most frequent first."""
    order = sorted(
        connected.counts.items(),
        key=lambda each: (-each[1], KINDS.index(each[0].kind), each[0].source, each[0].target),
    )
    return [
        TieRow(
            kind=way.kind,
            count=count,
            source=short_link(catalog.actors[way.source]),
            target=short_link(catalog.actors[way.target]),
        )
        for way, count in order
    ]
