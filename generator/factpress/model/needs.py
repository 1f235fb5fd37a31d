"""What a rating needs of a claim's evidence: fields of `publication.yaml`.

Frozen values, described as those of cards are in `schema`. Each is a count or a list of stances,
so that any scale can be built of them; none knows a rating by name.
"""

from __future__ import annotations

from typing import Annotated

from factpress.model.card_parts import Described, Fields, Stance
from factpress.model.field_types import Count, Flag, ItemList


class Alternative(Fields, frozen=True, kw_only=True):
    origins: Annotated[
        Count | None,
        Described("At least this many independent origins among passages that assert."),
    ] = None
    max_origins: Annotated[Count | None, Described("At most this many of them.")] = None
    sources: Annotated[Count | None, Described("At least this many documents.")] = None
    passages: Annotated[Count | None, Described("At least this many passages.")] = None
    speakers: Annotated[Count | None, Described("At least this many different speakers.")] = None
    opposing_origins: Annotated[
        Count | None,
        Described(
            "At least this many independent origins of passages that deny, of which none is the "
            "origin, and no speaker the speaker, of a passage that asserts."
        ),
    ] = None
    max_opposing_origins: Annotated[Count | None, Described("At most this many of them.")] = None
    opposing_speakers: Annotated[
        Count | None,
        Described("At least this many speakers who deny, and do not assert, what another asserts."),
    ] = None
    max_opposing_speakers: Annotated[Count | None, Described("At most this many of them.")] = None
    credited: Annotated[
        Count | None,
        Described(
            "At least this many different actors whom passages that assert or deny credit the "
            "words or deeds to (`credits`)."
        ),
    ] = None
    max_credited: Annotated[Count | None, Described("At most this many of them.")] = None
    denied_later: Annotated[
        Flag,
        Described("true: a passage that denies, of a later day than every one that asserts."),
    ] = False
    stances: Annotated[
        tuple[Stance, ...], ItemList, Described("Stances that must all be present.")
    ] = ()
    any_stance: Annotated[
        tuple[Stance, ...], ItemList, Described("Stances of which at least one must be present.")
    ] = ()
    no_stances: Annotated[
        tuple[Stance, ...], ItemList, Described("Stances that must be absent.")
    ] = ()


class Needs(Alternative, frozen=True, kw_only=True):
    any_of: Annotated[
        tuple[Alternative, ...],
        ItemList,
        Described("Needs of which at least one must be met besides, as a list of mappings."),
    ] = ()
