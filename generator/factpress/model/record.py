"""The record: what readers are told by the cards, in the form in which the lock keeps it.

In: nothing. Out: frozen values; no behaviour, no I/O. What was found in saved copies is an
`evidence.Proof`. An empty text is what a card does not say.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from msgspec import Struct

from factpress.model.evidence import Alike, Found, SavedCopy

_NONE: Mapping[Any, Any] = MappingProxyType({})


class PassageName(NamedTuple):
    """Names a passage by its content: the card it is on, and the digest of its words.

    A passage put in before it does not rename it, as its number would.
    """

    card_id: str
    digest: str


class ClaimRecord(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False
):
    """A claim. `withdrawn` is the day; `history` has a digest of each dated entry."""

    words: str
    rating: str
    reason: str
    checked: str
    as_of: str = ""
    said: str = ""
    claimants: tuple[str, ...] = ()
    appearances: tuple[str, ...] = ()
    rating_note: str = ""
    open_questions: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    withdrawn: str = ""
    merged_into: str = ""
    history: tuple[str, ...] = ()


class PassageRecord(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False
):
    """What a card says of a passage; `id` is the writer's own, not one given by its number."""

    stance: str
    speakers: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    id: str = ""
    said: str = ""
    language: str = ""
    note: str = ""
    crop_ok: str = ""
    context: bool = False


class SourceRecord(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False
):
    """A source."""

    title: str
    publisher: str
    published: str
    kind: str = ""
    url: str = ""
    archived_url: str = ""
    origins: tuple[str, ...] = ()
    independent: tuple[str, ...] = ()


class ActorRecord(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False
):
    """An actor: who it is that speaks on pages."""

    name: str
    kind: str
    role: str = ""
    part_of: tuple[str, ...] = ()


class RatingRecord(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False
):
    """A rating of the scale; `needs` has a text for each of them."""

    label: str
    definition: str
    value: float | None = None
    mark: str = ""
    needs: tuple[str, ...] = ()


class AddressRecord(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False
):
    """The card that a public address leads to; `until` is the day on which it is first shown."""

    kind: str
    id: str
    until: str = ""


class Record(NamedTuple):
    """All that readers are told. `scale` has a digest of each entry of the scale's history.

    `compared` is a digest of the sources of which each pair was compared, `quotes` for each source
    one of the names of all passages that are quoted from it.
    """

    claims: Mapping[str, ClaimRecord] = _NONE
    passages: Mapping[PassageName, PassageRecord] = _NONE
    sources: Mapping[str, SourceRecord] = _NONE
    ratings: Mapping[str, RatingRecord] = _NONE
    addresses: Mapping[str, AddressRecord] = _NONE
    scale: tuple[str, ...] = ()
    compared: str = ""
    quotes: Mapping[str, str] = _NONE
    actors: Mapping[str, ActorRecord] = _NONE


class Entries(NamedTuple):
    """What a lock holds: what readers are told, and what was found in which saved copies."""

    record: Record = Record()
    passages: Mapping[PassageName, Found] = _NONE
    defects: Mapping[PassageName, Found] = _NONE
    copies: Mapping[str, SavedCopy] = _NONE
    alike: tuple[Alike, ...] = ()
