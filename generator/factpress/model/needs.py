"""What a rating needs of a claim's evidence: fields of `publication.yaml`.

Frozen values. Each need is a count or a list of stances,
so that any scale can be built of them; none knows a rating by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final

from factpress.model.card_parts import Fields, Stance
from factpress.model.field_types import Count, Flag, ItemList, Wrong

# What is counted, with the stances of the passages without which there is none of it.
_COUNTED: Final[tuple[tuple[str, tuple[Stance, ...]], ...]] = (
    ("origins", ("asserts",)),
    ("sources", ()),
    ("passages", ()),
    ("speakers", ()),
    ("opposing_origins", ("denies",)),
    ("opposing_speakers", ("asserts", "denies")),
    ("credited", ()),
)


class Alternative(Fields, frozen=True, kw_only=True):
    origins: Annotated[
        Count | None,
        "At least this many independent origins among passages that assert.",
    ] = None
    max_origins: Annotated[Count | None, "At most this many of them."] = None
    sources: Annotated[Count | None, "At least this many documents."] = None
    passages: Annotated[Count | None, "At least this many passages."] = None
    speakers: Annotated[Count | None, "At least this many different speakers."] = None
    opposing_origins: Annotated[
        Count | None,
        "At least this many independent origins of passages that deny, of which none is the "
        "origin, and no speaker the speaker, of a passage that asserts.",
    ] = None
    max_opposing_origins: Annotated[Count | None, "At most this many of them."] = None
    opposing_speakers: Annotated[
        Count | None,
        "At least this many speakers who deny, and do not assert, what another asserts.",
    ] = None
    max_opposing_speakers: Annotated[Count | None, "At most this many of them."] = None
    credited: Annotated[
        Count | None,
        "At least this many different actors whom passages that assert or deny credit the "
        "words or deeds to (`credits`).",
    ] = None
    max_credited: Annotated[Count | None, "At most this many of them."] = None
    denied_later: Annotated[
        Flag,
        "true: a passage that denies, of a later day than every one that asserts.",
    ] = False
    stances: Annotated[tuple[Stance, ...], ItemList, "Stances that must all be present."] = ()
    any_stance: Annotated[
        tuple[Stance, ...], ItemList, "Stances of which at least one must be present."
    ] = ()
    no_stances: Annotated[tuple[Stance, ...], ItemList, "Stances that must be absent."] = ()

    def __post_init__(self) -> None:
        for name, _ in _COUNTED:
            if getattr(self, name) == 0:
                raise Wrong(f"has {name}: 0, which asks for nothing; remove it")
        mistake = _contradiction([self])
        if mistake:
            raise Wrong(mistake)


class Needs(Alternative, frozen=True, kw_only=True):
    any_of: Annotated[
        tuple[Alternative, ...],
        ItemList,
        "Needs of which at least one must be met besides, as a list of mappings.",
    ] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if _NOTHING in self.any_of:
            raise Wrong("has an item under any_of that asks for nothing; remove it, or any_of")
        mistakes = [_contradiction([self, each]) for each in self.any_of]
        if mistakes and all(mistakes):
            raise Wrong(f"has nothing under any_of that can be met with the rest: {mistakes[0]}")


def _contradiction(needs: Sequence[Alternative]) -> str:
    """Why no evidence can have all that these ask for together; empty where some can."""
    absent = {stance for each in needs for stance in each.no_stances}
    present = {stance: f"stances: [{stance}]" for each in needs for stance in each.stances}
    for name, stances in _COUNTED:
        least = max((getattr(each, name) or 0 for each in needs), default=0)
        most = [getattr(each, f"max_{name}", None) for each in needs]
        for limit in most:
            if limit is not None and limit < least:
                return f"asks for {name}: {least} and max_{name}: {limit}; no evidence has both"
        if least:
            present |= dict.fromkeys(stances, f"{name}: {least}")
    if any(each.denied_later for each in needs):
        present |= dict.fromkeys(("asserts", "denies"), "denied_later: true")
    for stance, asked in present.items():
        if stance in absent:
            return f"asks for {asked} and no_stances: [{stance}]; no evidence has both"
    for each in needs:
        if each.any_stance and absent.issuperset(each.any_stance):
            return "asks for any_stance and has all of it in no_stances; no evidence has both"
    return ""


_NOTHING = Alternative()
