"""Every value that crosses a stage of the build. Frozen; no behaviour, no I/O.

Read from top to bottom, it is the flow: InputFile, Card, Catalog, Page, Output, BuildReport.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Literal, NamedTuple, TypeAlias, TypeVar

from factpress.problems import Problem
from factpress.schema import (
    ActorFields,
    CardFields,
    CardKind,
    ClaimFields,
    PageFields,
    PublicationFields,
    SourceFields,
    TopicFields,
)

Plain: TypeAlias = bool | int | float | str | Sequence["Plain"] | Mapping[str, "Plain"] | None
Context: TypeAlias = Mapping[str, Plain]
FieldsT = TypeVar("FieldsT", bound=CardFields, covariant=True)


class Place(NamedTuple):
    """A place in a file: line and column, both from 1."""

    line: int
    column: int


class CardKey(NamedTuple):
    """Names one card of the publication."""

    kind: CardKind
    id: str


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file as scanned: `path` is relative to its root and POSIX; `digest` is SHA-256, hex."""

    path: str
    content: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Link:
    """A `[[target|words]]` of a body; `kind` is set for `[[kind:id]]`, `words` may be empty."""

    kind: CardKind | None
    id: str
    words: str
    place: Place


@dataclass(frozen=True, slots=True)
class Citation:
    """A `[@evidence-id]` of a body; `number` is the passage's number on the page, from 1."""

    evidence_id: str
    number: int
    place: Place


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a body: its level in HTML (3-6), its anchor, its text."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Body:
    """A converted body.

    `html` is sanitised and holds one marker per link and citation, in the order of `marks`;
    `pages.bodies` puts the anchors in their place. `text` is what stands outside links and code.
    """

    html: str
    marks: tuple[Link | Citation, ...]
    headings: tuple[Heading, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Card(Generic[FieldsT]):
    """One card. `places` maps a field's path, such as `evidence.0.source`, to where it stands."""

    key: CardKey
    path: str
    digest: str
    fields: FieldsT
    body: Body
    places: Mapping[str, Place]


Claim: TypeAlias = Card[ClaimFields]
Actor: TypeAlias = Card[ActorFields]
Source: TypeAlias = Card[SourceFields]
Topic: TypeAlias = Card[TopicFields]
EditorialPage: TypeAlias = Card[PageFields]
AnyCard: TypeAlias = Card[CardFields]


class PassageKey(NamedTuple):
    """Names one passage of one claim."""

    claim_id: str
    evidence_id: str


@dataclass(frozen=True, slots=True)
class WayBack:
    """The cross-links read backwards: from what is pointed at to what points at it.

    Keys are ids of the kind that a field's comment names first; ids are in the catalog's order.
    """

    linked: Mapping[CardKey, tuple[CardKey, ...]]  # card: cards whose bodies link to it
    named: Mapping[str, tuple[str, ...]]  # actor: claims whose sentence names it
    claimed: Mapping[str, tuple[str, ...]]  # actor: claims it makes
    spoken: Mapping[str, tuple[PassageKey, ...]]  # actor: passages in which it speaks
    published: Mapping[str, tuple[str, ...]]  # actor: sources it publishes
    relayed: Mapping[str, tuple[str, ...]]  # actor: sources that relay its reporting
    parts: Mapping[str, tuple[str, ...]]  # actor: actors that are part of it
    quoted: Mapping[str, tuple[PassageKey, ...]]  # source: passages quoted from it
    appeared: Mapping[str, tuple[str, ...]]  # source: claims that appear in it
    on_topic: Mapping[str, tuple[str, ...]]  # topic: its claims
    rated: Mapping[str, tuple[str, ...]]  # rating: claims with it
    related: Mapping[str, tuple[str, ...]]  # claim: claims that name it as related


@dataclass(frozen=True, slots=True)
class Catalog:
    """All published cards with their cross-links in both directions.

    Mappings are ordered as readers meet the cards; `ids` holds every card that has an id.
    """

    publication: PublicationFields
    claims: Mapping[str, Claim]
    actors: Mapping[str, Actor]
    sources: Mapping[str, Source]
    topics: Mapping[str, Topic]
    pages: Mapping[str, EditorialPage]
    ids: Mapping[str, tuple[CardKey, ...]]
    back: WayBack


@dataclass(frozen=True, slots=True)
class Page:
    """One page to render: `context` is all that its template can see."""

    url: str
    template: str
    kind: str
    context: Context


@dataclass(frozen=True, slots=True)
class Output:
    """One finished file of the site. `fingerprint` stands for all that its bytes depend on."""

    path: str
    kind: str
    fingerprint: str
    content: bytes


class Written(NamedTuple):
    """What the manifest remembers of one output: of its inputs, and of its bytes."""

    fingerprint: str
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files the generator owns under `site/`."""

    outputs: Mapping[str, Written] = field(default_factory=dict)


Fate = Literal["written", "unchanged", "removed"]


@dataclass(frozen=True, slots=True)
class OutputFate:
    """What became of one output, and why."""

    path: str
    kind: str
    fate: Fate
    reason: str


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    outputs: tuple[OutputFate, ...]
    problems: tuple[Problem, ...]
    as_of: dt.date
    seconds: float
