"""Cards and the catalog: what crosses the first stages of a build. Frozen; no behaviour, no I/O.

Read from top to bottom, it is the flow: InputFile, Card, Catalog; `site` goes on with Page, Output
and BuildReport. What was found in saved copies is an `evidence.Proof`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    Generic,
    Literal,
    NamedTuple,
    Protocol,
    TypeAlias,
    TypeVar,
)

if TYPE_CHECKING:
    from factpress.model.evidence import PassageKey, Proof
    from factpress.model.schema import (
        ActorFields,
        CardFields,
        CardKind,
        ClaimFields,
        EventFields,
        PageFields,
        PersonFields,
        SourceFields,
        TopicFields,
    )
    from factpress.model.settings import PublicationFields


ValueT = TypeVar("ValueT")


class Memo:
    """Values computed from a catalog without bodies and shown-only fields.

    `computed` gathers those of this process; a later build with an equal catalog has them cached.
    """

    def __init__(self, cached: Mapping[str, memoryview] | None = None) -> None:
        self.computed: dict[str, Any] = {}
        self._cached = cached or {}

    def get_or_compute(
        self, name: str, kind: type[ValueT], compute: Callable[[], ValueT]
    ) -> ValueT:
        """The value of a name, of a kind that JSON can hold; computed where it is not cached."""
        if name in self.computed:
            found: ValueT = self.computed[name]
            return found
        if name in self._cached:
            import msgspec  # slow to import, and a build with nothing to do needs none

            return msgspec.json.decode(self._cached[name], type=kind)
        value = self.computed[name] = compute()
        return value


_NONE: Mapping[Any, Any] = MappingProxyType({})
FieldsT = TypeVar("FieldsT", bound="CardFields", covariant=True)


class Place(NamedTuple):
    """A place in a file: line and column, both from 1."""

    line: int
    column: int


class CardKey(NamedTuple):
    """Names one card of the publication."""

    kind: CardKind
    id: str


class Read(NamedTuple):
    """A part of a card that an output was made from: its body, or a field that is only shown."""

    path: str
    part: str


BODY_PART = "body"


# In place of the digest of a file that was too large to be read.
UNREAD: Final = "unread"


class InputFile(NamedTuple):
    """One file as scanned: `path` is relative to its root and POSIX; `digest` is SHA-256, hex."""

    path: str
    content: bytes
    digest: str


class Link(NamedTuple):
    """A `[[target|words]]` of a body; `kind` is set for `[[kind:id]]`, `words` may be empty."""

    kind: CardKind | None
    id: str
    words: str
    place: Place


class Citation(NamedTuple):
    """A `[@evidence-id]` of a body; `number` is the passage's number on the page, from 1."""

    evidence_id: str
    number: int
    place: Place


class Heading(NamedTuple):
    """A heading of a body: its level in HTML (3-6), its anchor, its text."""

    level: int
    anchor: str
    text: str


class AnyBody(Protocol):
    """A converted body, in memory or read when it is needed.

    `html` is sanitised and holds one marker per link and citation, in the order of `marks`;
    `views.body_html` puts the anchors in their place. `text` is the text outside links and code.
    """

    @property
    def html(self) -> str: ...

    @property
    def marks(self) -> tuple[Link | Citation, ...]: ...

    @property
    def headings(self) -> tuple[Heading, ...]: ...

    @property
    def text(self) -> str: ...


class Body(NamedTuple):
    """A converted body in memory."""

    html: str
    marks: tuple[Link | Citation, ...]
    headings: tuple[Heading, ...]
    text: str


class Card(NamedTuple, Generic[FieldsT]):
    """One card. `digest` is that of its file, `head` that of the file without the body.

    `places` gives, when a problem needs it, the place of each field, a line each:
    `evidence.0.source 12 13`; `content.places.place_of` reads it.
    """

    key: CardKey
    path: str
    digest: str
    head: str
    fields: FieldsT
    body: AnyBody
    places: Callable[[], str]


Claim: TypeAlias = "Card[ClaimFields]"
Actor: TypeAlias = "Card[ActorFields]"
Source: TypeAlias = "Card[SourceFields]"
Topic: TypeAlias = "Card[TopicFields]"
Event: TypeAlias = "Card[EventFields]"
EditorialPage: TypeAlias = "Card[PageFields]"
Person: TypeAlias = "Card[PersonFields]"
AnyCard: TypeAlias = "Card[CardFields]"


class Backlinks(NamedTuple):
    """The cross-links read backwards: from each target to the cards that point at it.

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
    claim_events: Mapping[str, tuple[str, ...]]  # claim: events that rest on it
    source_events: Mapping[str, tuple[str, ...]]  # source: events that rest on it
    unrated: Mapping[CardKey, tuple[CardKey, ...]]  # card: open claims that name or link to it
    written: Mapping[str, tuple[str, ...]]  # person: claims of which it is an author
    reviewed: Mapping[str, tuple[str, ...]]  # person: claims that it read before publication
    apart: Mapping[str, tuple[str, ...]]  # source: sources that say they are no copies of it
    merged: Mapping[str, tuple[str, ...]]  # claim: claims that were merged into it in the end


class HeldBack(NamedTuple):
    """A card that the site does not show: the place in its file that says so, and the reason.

    `until` is the instant, in UTC, from which it is shown; None where that takes an edit.
    """

    path: str
    place: Place
    reason: str
    until: dt.datetime | None


# The phase of a build that the time of making an output counts for.
Phase: TypeAlias = Literal["rendering", "pictures", "compressing"]


class Deferred(NamedTuple):
    """A file of the site that is costly to make: `make` gives its bytes when they are needed.

    `fingerprint` is of everything that the bytes depend on.
    """

    url: str
    kind: str
    fingerprint: str
    make: Callable[[], bytes]
    phase: Phase = "rendering"


class FullText(NamedTuple):
    """The text of a document that may be republished, with spans in characters of it.

    `unseen` spans are not of the document's text, such as a menu; `struck` ones are struck out.
    """

    text: str
    paragraphs: tuple[tuple[int, int], ...]
    unseen: tuple[tuple[int, int], ...] = ()
    struck: tuple[tuple[int, int], ...] = ()


class Joined(NamedTuple):
    """Actors and sources that count as one origin although they have several cards.

    Those that are one lead to the same id; others are left out. `names` joins actors by their names
    alone, `actors` by `part_of` too, `sources` joins copies.
    """

    names: Mapping[str, str] = _NONE
    actors: Mapping[str, str] = _NONE
    sources: Mapping[str, str] = _NONE


class Catalog(NamedTuple):
    """All published cards with their cross-links in both directions.

    Mappings are ordered as readers meet the cards. `claims` are those with a rating; `open`
    ones, which have none, are apart, and so are `withdrawn` and `merged` ones. `ids` holds every
    card that has an id; a merged claim's id leads to the claim it is now part of. `proof` comes
    from the archive if `is_verified`, else from the lock. Pages may call quotations found if
    `is_proven`: with the archive, with a validly signed lock, or where nothing is quoted.
    `full_texts` holds the texts of sources that may be republished, by source id. `held_back`
    are cards that readers do not see; they are in the catalog only with drafts. `unread` are
    cards that could not be read. `social_cards` are
    pictures of pages by address and `icons` the site's by size in pixels; both are empty when
    not asked for. `joined` is set with the proof. `memo` has the values computed
    from everything but bodies and shown-only fields.
    """

    publication: PublicationFields
    claims: Mapping[str, Claim]
    actors: Mapping[str, Actor]
    sources: Mapping[str, Source]
    topics: Mapping[str, Topic]
    events: Mapping[str, Event]
    pages: Mapping[str, EditorialPage]
    people: Mapping[str, Person]
    ids: Mapping[str, tuple[CardKey, ...]]
    back: Backlinks
    proof: Proof
    open: Mapping[str, Claim] = _NONE
    withdrawn: Mapping[str, Claim] = _NONE
    merged: Mapping[str, Claim] = _NONE
    is_verified: bool = False
    is_proven: bool = False
    full_texts: Mapping[str, FullText] = _NONE
    held_back: Mapping[CardKey, HeldBack] = _NONE
    unread: frozenset[CardKey] = frozenset()
    social_cards: Mapping[str, Deferred] = _NONE
    icons: Mapping[int, Deferred] = _NONE
    joined: Joined = Joined()
    memo: Memo | None = None
