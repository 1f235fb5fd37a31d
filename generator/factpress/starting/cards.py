"""New cards: what a card needs, each field with a comment on what goes there."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from factpress.content.validation import Field, fields_of
from factpress.evidence.suggestions import yaml_value
from factpress.model.cards import CardKey
from factpress.model.problems import FolderRefused, quoted
from factpress.model.schema import FIELDS_OF, CardKind
from factpress.model.urls import FOLDERS, path_mistake
from factpress.output import disk
from factpress.starting.ids import proposed_id

_WIDTH: Final = 98
# Fields that are not required one by one, and without which a card is not yet one.
_ALSO: Final[Mapping[CardKind, Sequence[str]]] = {
    "claim": ("said", "claimants"),
    "event": ("claims", "sources"),
}
_EVIDENCE: Final = """\
# `factpress quote SOURCE "some words"` prints items to paste here, such as:
#   - source: dam-row
#     passage: dam was finished in 2019
#     stance: asserts
#     speaker: ministry
evidence:
"""
_DRAFT: Final = (
    "# A draft is in no build. Remove the next line when the card is ready.\ndraft: true\n"
)


class NewCard(NamedTuple):
    """The path of a card below the content, its text, and the fields that wait for a value."""

    path: str
    text: str
    empty: tuple[str, ...]


def card_path(key: CardKey) -> str:
    """The path of a card below the content."""
    folder = next(folder for folder, kind in FOLDERS.items() if kind == key.kind)
    return f"{folder}/{key.id}.md"


def id_for(kind: CardKind, title: str, given: str | None) -> str:
    """The id that was given, or one made of the title. Raises FolderRefused where none will do."""
    card_id = given or proposed_id(kind, title)
    if not card_id:
        raise FolderRefused(f"no id can be made from {quoted(title)}; give one with --id")
    mistake = path_mistake(kind, card_id)
    if mistake:
        raise FolderRefused(f"--id: {mistake}")
    return card_id


# Cards that are seldom ready with their title alone.
_DRAFTS: Final = ("claim", "event", "page")


def new_card(
    key: CardKey, title: str, known: Mapping[str, str], ratings: Sequence[str] = ()
) -> NewCard:
    """A card with the title, the fields that it needs, and comments; `known` are values of some.

    It is a draft unless nothing is missing.
    """
    first, *others = fields_of(FIELDS_OF[key.kind])
    also = {*_ALSO.get(key.kind, ()), *(name for name, value in known.items() if value)}
    wanted = [each for each in others if each.is_required or each.name in also]
    empty = tuple(each.name for each in wanted if each.is_required and not known.get(each.name))
    named = {first.name, "draft", *(each.name for each in wanted)}
    parts = (
        f"---\n{first.name}: {yaml_value(title)}\n",
        *(_field(each, known.get(each.name, ""), ratings) for each in wanted),
        _DRAFT if empty or key.kind in _DRAFTS else "",
        _comment(f"Also possible: {', '.join(f.name for f in others if f.name not in named)}."),
        "---\n",
    )
    return NewCard(card_path(key), "".join(parts), empty)


def _field(field: Field, value: str, ratings: Sequence[str]) -> str:
    """A field with its value, or with a comment on what it is to be."""
    if value:
        return f"{field.name}: {value}\n"
    if field.name == "evidence":
        return _EVIDENCE
    comment = field.description
    if field.name == "rating":
        comment = f"Id of a rating on the scale: {', '.join(ratings)}."
    return f"{_comment(comment)}{field.name}:\n"


def _comment(text: str) -> str:
    return "".join(f"# {line}\n" for line in textwrap.wrap(text, _WIDTH, break_on_hyphens=False))


def write_card(content: Path, path: str, text: str) -> Path:
    """Writes a card that is not there yet, and returns its path. Raises FolderRefused."""
    target = content / path
    disk.refuse_link(str(target.parent))
    if disk.is_there(str(target)):
        raise FolderRefused(
            f"{target}: is there already and stays as it is; choose another id with --id"
        )
    disk.create(target, text.encode("utf-8"))
    return target


def stub_actor(name: str) -> str:
    """The text of a publisher's card of which only the name is known."""
    return (
        f"---\n# Made by `factpress source add`: see that the name is the publisher's own.\n"
        f"name: {yaml_value(name)}\nkind: publication\n---\n"
    )
