"""The bodies of cards: converted from their text, alone where the front matter stands.

In: the parts of a card's file, with its fields; or the card as it was and its file as it is. Out: a
body with its mistakes; or the card with new words, if nothing else of it changed. Reads no YAML.
"""

from __future__ import annotations

from factpress.content.divided import Divided, Refused, divided
from factpress.content.markdown.converter import BodyConverter, Mistake
from factpress.content.numbering import passage_numbers
from factpress.model.cards import AnyCard, Body, Citation, InputFile, Link, Place
from factpress.model.encoding import digest
from factpress.model.schema import CardFields, CardKind, ClaimFields

_TOP_LEVEL: dict[CardKind, int] = {
    "claim": 3,
    "actor": 3,
    "source": 3,
    "topic": 2,
    "event": 2,
    "page": 2,
}


def converted(
    kind: CardKind, fields: CardFields | None, parts: Divided, converter: BodyConverter
) -> tuple[Body, tuple[Mistake, ...]]:
    """The body of a card; its citations have no numbers where the fields cannot be had."""
    numbers = passage_numbers(fields) if isinstance(fields, ClaimFields) else {}
    return converter.convert(
        parts.body, parts.body_line, top_level=_TOP_LEVEL[kind], numbers=numbers
    )


def head_of(parts: Divided) -> str:
    """What names all of a card's file but its body."""
    return digest(parts.front.encode())


def reworded(before: AnyCard, file: InputFile, converter: BodyConverter) -> AnyCard | None:
    """The card as its file is now; None when more than words differs, or something is wrong."""
    try:
        parts = divided(file)
    except Refused:
        return None
    if head_of(parts) != before.head:
        return None
    body, mistakes = converted(before.key.kind, before.fields, parts, converter)
    if mistakes or _leads(body.marks) != _leads(before.body.marks):
        return None
    return before._replace(digest=file.digest, body=body)


def _leads(marks: tuple[Link | Citation, ...]) -> list[Link | Citation]:
    """A body's links and citations, wherever they stand."""
    return [mark._replace(place=Place(1, 1)) for mark in marks]
