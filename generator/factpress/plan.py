"""The plan of the site: every group of outputs of a catalog, in the order in which they are made.

Groups are plain values; any process can make the outputs of one. A kind of page or file is declared
once, in `KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from factpress.exports import files
from factpress.exports.feeds import feed_names
from factpress.model.cards import Catalog
from factpress.model.contexts import AnyOutput
from factpress.model.site import Group
from factpress.pages import (
    actor,
    actor_lists,
    changes,
    claim,
    claim_lists,
    contradictions,
    data,
    event,
    event_axis,
    explore,
    home,
    lineage,
    matrix,
    open_claim,
    person,
    search,
    source,
    topic,
    verify,
    withdrawn,
)
from factpress.views.site_index import SiteIndex

# Whether the pages use most templates of the theme, so that they are worth compiling ahead.
USES_THEME = True


def _one_group(catalog: Catalog) -> Iterable[str]:
    return ("",)


class GroupKind(NamedTuple):
    """A kind of group: its name, its outputs, and the keys of its groups in a catalog."""

    name: str
    outputs: Callable[[Catalog, SiteIndex, str], Iterable[AnyOutput]]
    keys: Callable[[Catalog], Iterable[str]] = _one_group


def _claim(catalog: Catalog, index: SiteIndex, claim_id: str) -> Iterator[AnyOutput]:
    """A claim's files and pages, which ask the same of the claim."""
    yield from files.files_of_claim(catalog, claim_id, index)
    yield from claim.pages_of(catalog, claim_id, index)


def _open_claim(catalog: Catalog, index: SiteIndex, claim_id: str) -> Iterator[AnyOutput]:
    yield from files.files_of_claim(catalog, claim_id, index)
    yield open_claim.page(catalog, claim_id, index)


def _withdrawn(catalog: Catalog, index: SiteIndex, claim_id: str) -> Iterator[AnyOutput]:
    yield from files.files_of_claim(catalog, claim_id, index)
    yield from withdrawn.pages_of(catalog, claim_id, index)


KINDS = (
    GroupKind("assets", lambda c, index, _: index.assets),
    GroupKind("feed", lambda c, index, key: files.feed_files(c, key, index.concerning), feed_names),
    GroupKind("site files", lambda c, index, _: files.files_of_site(c, index.policy)),
    GroupKind("data file", lambda c, index, key: files.files_of_data(c, key), files.data_names),
    GroupKind("schemas", lambda c, index, _: files.schema_files(c)),
    GroupKind("home", lambda c, index, _: [home.page(c, index)]),
    GroupKind("claims", lambda c, index, _: claim_lists.pages(c, index)),
    GroupKind("claim", _claim, lambda c: c.claims),
    GroupKind("open claim", _open_claim, lambda c: c.open),
    GroupKind("withdrawn claim", _withdrawn, lambda c: c.withdrawn),
    GroupKind("actors", lambda c, index, _: actor_lists.pages(c)),
    GroupKind("actor", lambda c, index, key: actor.pages_of(c, key, index), lambda c: c.actors),
    GroupKind("sources", lambda c, index, _: source.index(c)),
    GroupKind("source", lambda c, index, key: source.pages_of(c, key, index), lambda c: c.sources),
    GroupKind("topics", lambda c, index, _: topic.index(c)),
    GroupKind("topic", lambda c, index, key: topic.pages_of(c, key, index), lambda c: c.topics),
    GroupKind("events", lambda c, index, _: event.index(c), lambda c: ("",) if c.events else ()),
    GroupKind("event", lambda c, index, key: event.pages_of(c, key, index), lambda c: c.events),
    GroupKind("ratings", lambda c, index, _: claim_lists.rating_pages(c, index)),
    GroupKind("lineage", lambda c, index, _: lineage.pages(c)),
    GroupKind("matrix", lambda c, index, _: matrix.whole(c, index.concerning, index.usual_origins)),
    GroupKind(
        "matrix of topic",
        lambda c, index, key: matrix.of_topic(c, key, index.usual_origins),
        lambda c: c.topics,
    ),
    GroupKind(
        "matrix of actor",
        lambda c, index, key: matrix.of_actor(c, key, index.concerning, index.usual_origins),
        lambda c: c.actors,
    ),
    GroupKind("timeline", lambda c, index, _: event_axis.pages(c, index)),
    GroupKind("contradictions", lambda c, index, _: contradictions.pages(c, index)),
    GroupKind("explore", lambda c, index, _: [explore.page(c, index)]),
    GroupKind("changes", lambda c, index, _: changes.pages(c, index.in_changes)),
    GroupKind("search", lambda c, index, _: search.outputs(c, index)),
    GroupKind("data page", lambda c, index, _: [data.page(c)]),
    GroupKind("verify page", lambda c, index, _: [verify.page(c)]),
    GroupKind("editorial pages", lambda c, index, _: home.editorial_pages(c)),
    GroupKind("people", lambda c, index, _: person.index(c), lambda c: ("",) if c.people else ()),
    GroupKind("person", lambda c, index, key: person.pages_of(c, key, index), lambda c: c.people),
    GroupKind("moved pages", lambda c, index, _: withdrawn.pages(c)),
    GroupKind("icon", lambda c, index, key: [c.icons[int(key)]], lambda c: map(str, c.icons)),
    GroupKind("social card", lambda c, index, key: [c.social_cards[key]], lambda c: c.social_cards),
)
_BY_NAME = {kind.name: kind for kind in KINDS}


def plan(catalog: Catalog) -> list[Group]:
    """Every group of the site."""
    return [Group(kind.name, key) for kind in KINDS for key in kind.keys(catalog)]


def outputs_of(group: Group, index: SiteIndex) -> Iterable[AnyOutput]:
    """The outputs of a group; the same for the same catalog. Only now are bodies read."""
    return _BY_NAME[group.kind].outputs(index.catalog, index, group.key)
