"""The collection of hostile inputs, and the fields that they are put into, are complete."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from factpress.model.card_parts import Fields
from factpress.model.schema import FIELDS_OF
from factpress.model.settings import PublicationFields
from hostile_inputs import own, own_by_kind
from hostile_sites import hostile_site

# Fields that take one of a few words, a number or a folder, besides those that are in the sites;
# and `extra`, which no template of ours shows.
OTHERS = """
archive draft extra raised merged_into not_before from to source kind precompress social_cards on
fonts value needs passage_words document_share context_share document_mb document_seconds
document_memory_mb key max_origins sources passages speakers opposing_origins
max_opposing_origins opposing_speakers max_opposing_speakers credited max_credited denied_later
stances any_stance no_stances any_of origins paper panel soft rule accent glow tones display
logo file dark width height look
""".split()


def _keys(kind: type[Fields]) -> Iterator[str]:
    """Every key of a mapping and of the mappings in it."""
    for field in msgspec.structs.fields(kind):
        yield field.encode_name
        for inner in _structs(field.type):
            yield from _keys(inner)


def _structs(kind: Any) -> Iterator[type[Fields]]:
    if isinstance(kind, type) and issubclass(kind, Fields):
        yield kind
    for inner in getattr(kind, "__args__", ()):
        yield from _structs(inner)


def test_the_inputs_are_many_and_of_many_kinds() -> None:
    assert len(own()) == len(set(own())) >= 500
    assert len(own_by_kind()) >= 20


def test_every_field_is_attacked(tmp_path: Any) -> None:
    """A new field must be put into the sites, or be one that holds no text."""
    files = hostile_site(tmp_path, ["a"]).files.values()
    lines = [line for file in files for line in file.lines]
    written = {match[1] for line in lines if (match := re.match(r" *(?:- )?([\w-]+):", line))}
    keys = {key for kind in (*FIELDS_OF.values(), PublicationFields) for key in _keys(kind)}
    left = sorted(keys - written - {*OTHERS, "withdrawn", "limits"})
    assert not left, left
