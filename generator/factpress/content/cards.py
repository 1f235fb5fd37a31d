"""One card: from a file to a `Card`, or to every problem in it.

In: an `InputFile` of `content/`. Out: a `Card`, and problems that show without other cards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from factpress.content.claim_facts import passage_numbers
from factpress.content.front_matter import FrontMatter, Raw, read_card
from factpress.content.history import contradictions
from factpress.content.markdown.converter import BodyConverter
from factpress.content.markdown.limits import Mistake
from factpress.content.noted_fields import shown_only
from factpress.content.places import Divided, Refused, divided
from factpress.content.validation import typed
from factpress.model.cards import (
    BODY_PART,
    UNREAD,
    AnyBody,
    AnyCard,
    Body,
    Card,
    CardKey,
    Citation,
    InputFile,
    Link,
    Place,
)
from factpress.model.encoding import digest
from factpress.model.limits import PROBLEMS
from factpress.model.problems import Problem, closest, first_of, quoted
from factpress.model.schema import FIELDS_OF, CardFields, CardKind, ClaimFields
from factpress.model.urls import (
    DOCUMENTS,
    FOLDERS,
    LOCK_PATH,
    SETTINGS_PATH,
    SIGNATURE_PATH,
    card_id,
    card_kind,
    meant_id,
    path_mistake,
)

# The highest level of headings in a body, which the page of each kind leaves free.

_TOP_LEVEL: dict[CardKind, int] = {
    "claim": 3,
    "actor": 3,
    "source": 3,
    "topic": 2,
    "event": 2,
    "page": 2,
    "person": 2,
}


def converted(
    kind: CardKind, fields: CardFields | None, parts: Divided, converter: BodyConverter
) -> tuple[Body, tuple[Mistake, ...]]:
    """The body of a card; its citations have no numbers where the fields are wrong."""
    numbers = passage_numbers(fields) if isinstance(fields, ClaimFields) else {}
    return converter.convert(
        parts.body, parts.body_line, top_level=_TOP_LEVEL[kind], numbers=numbers
    )


def head_of(parts: Divided) -> str:
    """A digest of a card's file without its body."""
    return digest(parts.front.encode())


def edited(before: AnyCard, file: InputFile, converter: BodyConverter) -> AnyCard | None:
    """The card as its file is now; None where something is wrong with it."""
    try:
        parts = divided(file)
    except Refused:
        return None
    if head_of(parts) != before.head:
        card, problems = parse(file, converter)
        return None if problems else card
    body, mistakes = converted(before.key.kind, before.fields, parts, converter)
    return None if mistakes else before._replace(digest=file.digest, body=body)


def changed_parts(before: AnyCard, after: AnyCard) -> tuple[str, ...] | None:
    """The shown-only parts in which two versions of a card differ; None if others do as well."""
    names = shown_only(before.key.kind)
    others = [name for name in before.fields.__struct_fields__ if name not in names]
    if _differing(before, after, others) or _targets(before.body) != _targets(after.body):
        return None
    is_other_body = _words(before.body) != _words(after.body)
    return (*_differing(before, after, names), *([BODY_PART] if is_other_body else ()))


def _differing(before: AnyCard, after: AnyCard, names: Iterable[str]) -> list[str]:
    pairs = ((name, getattr(before.fields, name), getattr(after.fields, name)) for name in names)
    return [name for name, one, other in pairs if one != other]


def _words(body: AnyBody) -> tuple[object, ...]:
    return body.html, body.text, tuple(body.headings)


def _targets(body: AnyBody) -> list[Link | Citation]:
    """A body's links and citations without their places."""
    return [mark._replace(place=Place(1, 1)) for mark in body.marks]


# A draft may have gaps, even such that its front matter cannot be read. The address of a former
# claim stays public, so it is never a draft.
_DRAFT = re.compile(rb"^draft:[ \t]*[\"']?true[\"']?[ \t\r]*(#.*)?$", re.MULTILINE)
_FORMER = re.compile(rb"^(withdrawn|merged_into)[ \t]*:", re.MULTILINE)


def parse(file: InputFile, converter: BodyConverter) -> tuple[AnyCard | None, tuple[Problem, ...]]:
    """The card that a file holds, and the problems of that file."""
    kind = card_kind(file.path)
    if kind is None:
        return None, _stray(file)
    if file.digest == UNREAD:
        return None, ()  # too large to be read: the scan has reported it
    problems, card = _parsed(kind, file, converter)
    front = file.content.partition(b"\n---")[0]
    if _DRAFT.search(front) and not _FORMER.search(front):
        problems = [each._replace(severity="warning") for each in problems]
    return card, first_of(problems, PROBLEMS)


def _parsed(
    kind: CardKind, file: InputFile, converter: BodyConverter
) -> tuple[list[Problem], AnyCard | None]:
    problems: list[Problem] = []
    mistake = path_mistake(kind, card_id(file.path))
    if mistake:
        problems.append(Problem(file.path, 1, 1, mistake))
    front = read_card(file)
    if not isinstance(front, FrontMatter):
        return [*problems, *front], None
    problems += front.problems
    front = _with_ids(front) if kind == "claim" else front
    fields, mistyped = typed(FIELDS_OF[kind], front, file.path)
    problems += mistyped
    if isinstance(fields, ClaimFields):
        problems += _without_passages(fields, front, file.path)
        problems += _repeated_ids(fields, front, file.path)
        problems += _repeated_speakers(fields, front, file.path)
        for field, message in contradictions(fields):
            problems.append(Problem(file.path, *front.places[field], message))
    body, mistakes = converted(kind, fields, front.parts, converter)
    problems += [Problem(file.path, *m.place, m.message, m.severity) for m in mistakes]
    return problems, _card(file, kind, fields, body, front) if fields else None


def _card(
    file: InputFile, kind: CardKind, fields: CardFields, body: Body, front: FrontMatter
) -> AnyCard:
    key = CardKey(kind, meant_id(kind, card_id(file.path)))
    written = front.places.written(front.parts.body_line)
    head = head_of(front.parts)
    return Card(key, file.path, file.digest, head, fields, body, partial(str, written))


def _stray(file: InputFile) -> tuple[Problem, ...]:
    known = (SETTINGS_PATH, LOCK_PATH, SIGNATURE_PATH)
    if file.path in known or file.path.startswith(DOCUMENTS):
        return ()
    folders = ", ".join(f"{folder}/" for folder in FOLDERS)
    message = f"file is neither {SETTINGS_PATH} nor a card; cards are .md files in {folders}"
    folder, _, name = file.path.rpartition("/")
    nearest = folder if folder in FOLDERS else closest(folder, list(FOLDERS)) if folder else None
    if nearest and name.lower().endswith(".md"):
        message += f"; did you mean {quoted(f'{nearest}/{name[:-3]}.md')}?"
    return (Problem(file.path, 1, 1, message),)


def _with_ids(front: FrontMatter) -> FrontMatter:
    """The same front matter, with an id for each passage that the writer gave none."""
    evidence = front.fields.get("evidence")
    if not isinstance(evidence, list):
        return front
    named: list[Raw] = [
        {**e, "id": f"passage-{n}"} if isinstance(e, dict) and e.get("id") is None else e
        for n, e in enumerate(evidence, 1)
    ]
    return front._replace(fields={**front.fields, "evidence": named})


def _without_passages(fields: ClaimFields, front: FrontMatter, path: str) -> Iterator[Problem]:
    """Report a list of no passages, where a rating has nothing to rest on."""
    is_rated = not (fields.status or fields.withdrawn or fields.merged_into)
    if is_rated and front.fields.get("evidence") == []:
        ways = "status: open" if fields.draft else "status: open, or draft: true"
        message = f"evidence needs at least one item; while you are looking for it, write {ways}"
        yield Problem(path, *front.places["evidence"], message)


def _repeated_ids(fields: ClaimFields, front: FrontMatter, path: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, evidence in enumerate(fields.evidence):
        name = evidence.id or ""
        if first.setdefault(name, index) != index:
            place = front.places.get(f"evidence.{index}.id") or front.places[f"evidence.{index}"]
            message = (
                f"id {quoted(name)} names two passages, also item {first[name] + 1}; "
                "give each its own"
            )
            yield Problem(path, *place, message)


def _repeated_speakers(fields: ClaimFields, front: FrontMatter, path: str) -> Iterator[Problem]:
    for index, evidence in enumerate(fields.evidence):
        for number, speaker in enumerate(evidence.speakers):
            if speaker in evidence.speakers[:number]:
                place = front.places[f"evidence.{index}.speaker.{number}"]
                message = f"speaker {quoted(speaker)} is there twice; keep one"
                yield Problem(path, *place, message)
