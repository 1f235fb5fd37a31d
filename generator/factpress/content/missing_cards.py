"""How to make a card that other cards name and that is not there: the command, and the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from factpress.content.reference_checks import Reference
from factpress.model.cards import AnyCard, Catalog
from factpress.model.problems import quoted
from factpress.model.schema import (
    ActorFields,
    CardKind,
    PersonFields,
    SourceFields,
    TopicFields,
)
from factpress.model.urls import FOLDERS, path_mistake, suggested_slug

_KINDS: Final = "# or organisation, state, armed group, publication, unnamed speaker"
_FOLDER: Final = {kind: folder for folder, kind in FOLDERS.items()}


def way_to_make(reference: Reference) -> str:
    """The command that makes the card, to put behind a message; of an actor, the file as well."""
    kind, card_id = reference.kind, suggested_slug(reference.id)
    if kind in ("claim", "event", "page") or path_mistake(kind, card_id) is not None:
        return ""  # a claim that another names is seldom one that is still to be written
    other = f" and write {card_id} here" if card_id != reference.id else ""
    if kind == "source":
        return f" Or add it{other}: factpress source add FILE --id {card_id}"
    name = reference.id.replace("-", " ").strip().title()
    command = f"factpress new {kind} {quoted(name)} --id {card_id}"
    if kind != "actor":
        return f" Or make it{other}: {command}"
    is_publisher = reference.field == "publisher"
    sort = "publication" if is_publisher else f"person {_KINDS}"
    return (
        f" Or make it{other}: {command} --kind {'publication' if is_publisher else 'person'}; or "
        f"save this as {_path(kind, card_id)}:\n---\nname: {name}\nkind: {sort}\n---"
    )


def named_so(reference: Reference, catalog: Catalog) -> str | None:
    """The id of the one card of the kind that has the written words as its name."""
    cards: Mapping[CardKind, Mapping[str, AnyCard]] = {
        "actor": catalog.actors,
        "source": catalog.sources,
        "topic": catalog.topics,
        "person": catalog.people,
    }
    meant = reference.id.casefold()
    found = [
        card.key.id
        for card in cards.get(reference.kind, {}).values()
        if meant in (name.casefold() for name in _names(card))
    ]
    return found[0] if len(found) == 1 else None


def _names(card: AnyCard) -> Sequence[str]:
    match card.fields:
        case ActorFields(name=name, aliases=aliases):
            return [name, *aliases]
        case SourceFields(title=name) | TopicFields(name=name) | PersonFields(name=name):
            return [name]
    return []


def _path(kind: CardKind, card_id: str) -> str:
    return f"{_FOLDER[kind]}/{card_id}.md"
