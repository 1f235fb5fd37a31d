"""The ring of an actor: those that it has most to do with."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup
from msgspec.structs import asdict

from factpress.charts.network import NetworkLayout, Node, drawing, links, mark, tie_in_key
from factpress.charts.ring_picture import ring
from factpress.charts.svg import KindSign, Picture, picture_url
from factpress.i18n.formats import direction
from factpress.model.cards import Actor, Catalog
from factpress.model.contexts import View
from factpress.views.cards import Link, short_link, short_title, url_of
from factpress.views.related import KINDS, Connection, Connections

MOST_AROUND = 12

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


class TieView(View, frozen=True, kw_only=True):
    """A connection, from the side of one actor."""

    kind: str
    out: bool  #: Whether it goes out from that actor
    count: int


class ConnectedActor(Link, frozen=True, kw_only=True):
    """An actor that another is connected with."""

    ways: Sequence[TieView]


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
