"""Lineage: whose original reporting a passage relays, and how many independent origins that makes.

In: a claim and the catalog's sources. Out: groups of actors; passages whose groups touch are one
origin. Two documents that relay the same agency are one voice, not two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from factpress.model.cards import Source
from factpress.model.schema import Evidence


def origins_of(evidence: Evidence, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """The actors whose reporting a passage relays: its own origin, its source's, its publisher."""
    if evidence.origin:
        return (evidence.origin,)
    return source_origins(sources[evidence.source])


def source_origins(source: Source) -> tuple[str, ...]:
    """The actors whose reporting a source relays; its publisher when it relays nobody's."""
    return tuple(o.actor for o in source.fields.origins) or (source.fields.publisher,)


def independent_origins(
    passages: Iterable[Evidence], sources: Mapping[str, Source]
) -> tuple[tuple[str, ...], ...]:
    """The passages' origins, joined wherever they share an actor; each group counts once."""
    return joined(origins_of(e, sources) for e in passages if e.source in sources)


def joined(groups: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Groups that share a member made one, members and groups in order of first mention."""
    merged: list[dict[str, None]] = []
    for group in groups:
        members = dict.fromkeys(group)
        touching = [other for other in merged if not other.keys().isdisjoint(members)]
        if touching:
            first, *rest = touching
            for other in (*rest, members):
                first.update(other)
            merged = [other for other in merged if other not in rest]
        else:
            merged.append(members)
    return tuple(tuple(group) for group in merged)
