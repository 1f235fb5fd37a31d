"""The fields of front matter, one class per kind of card; those of `publication.yaml` are settings.

Frozen values, with what each field means and how its text is typed: `reading.validators` makes them
of front matter, and `docs/front-matter.md` is made from the descriptions. Knows nothing of files,
places in files, or other cards, nor of what types it: making validators took a third of a small
edit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from factpress.scalars import (
    Address,
    Addresses,
    Count,
    Date,
    Digest,
    FileName,
    Flag,
    ItemList,
    Key,
    Language,
    Line,
    Lines,
    Number,
    Period,
    Prose,
    Wrong,
    short_for,
)

CardKind = Literal["claim", "actor", "source", "topic", "page"]
Stance = Literal["asserts", "denies", "reports", "qualifies"]
ActorKind = Literal[
    "person", "organisation", "state", "armed group", "publication", "unnamed speaker"
]
ChangeKind = Literal["update", "correction", "rating"]


def described(
    description: str, *, alias: str | None = None, min_length: int = 0, **field_arguments: Any
) -> Any:
    """A field with what it means; whatever makes a validator reads the metadata.

    `alias` is its name in front matter where Python has that taken, `min_length` of a list.
    """
    rules = {"description": description, "alias": alias, "min_length": min_length}
    return field(metadata={k: rule for k, rule in rules.items() if rule}, **field_arguments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """A mapping in front matter: frozen, and every key it does not know is a mistake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Fields):
    source: Line = described("Id of the source card whose document holds the passage.")
    passage: Prose = described(
        "Words quoted verbatim from the document. `[…]` marks words left out, "
        "`[words]` are an editor's."
    )
    stance: Stance = described(
        "What the speaker does to the claim: asserts, denies, reports or qualifies it. "
        "Reporting a denial is not denying."
    )
    speaker: Line | None = described(
        "Actor id of whose words these are; without it, the document's own.", default=None
    )
    id: Key | None = described(
        "Name for `[@id]` citations in the body. Default: `passage-N`.", default=None
    )
    said: Period | None = described("When the speaker said it: a date or period.", default=None)
    language: Language | None = described(
        "Language of the passage (BCP 47). Default: the source's.", default=None
    )
    note: Line | None = described("An editor's note, shown under the passage.", default=None)
    origin: Line | None = described(
        "Actor id of whose original reporting this passage relays: one of the source's "
        "`origins`, or its publisher. Default: all of the source's origins.",
        default=None,
    )
    occurrence: Count | None = described(
        "Which of several identical stretches is meant, from 1.", default=None
    )
    crop_ok: Line | None = described(
        "Why leaving out a hedge or negation of the sentence is fair.", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance(Fields):
    source: Line | None = described("Id of the source card where the claim appears.", default=None)
    url: Address | None = described("Address where the claim appears.", default=None)
    title: Line | None = described("Title of what appears there.", default=None)
    date: Date | None = described("Date of that appearance.", default=None)

    def __post_init__(self) -> None:
        if (self.source is None) == (self.url is None):
            raise Wrong("needs either source or url, and not both")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Fields):
    date: Date = described("Day of the change.")
    kind: ChangeKind = described("update, correction or rating.")
    note: Line = described("What changed and why, for readers.")
    from_: Line | None = described(
        "For a rating change: the rating before.", default=None, alias="from"
    )
    to: Line | None = described("For a rating change: the rating after.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFields(Fields):
    claim: Line = described("The claim in one neutral sentence; over 75 characters is a warning.")
    rating: Line = described("Id of a rating on the publication's scale.")
    reason: Line = described("Why this rating, in one sentence that stands alone.")
    checked: Date = described("Day the claim was checked.")
    evidence: Annotated[tuple[Evidence, ...], ItemList] = described(
        "The passages the rating rests on.", min_length=1
    )
    said: Period | None = described(
        "When the claim was made: a date or period, such as 2021-12-23 or 2021-12.", default=None
    )
    claimants: Lines = described("Ids of the actors who made the claim.", default=())
    topics: Lines = described("Ids of the topics it belongs to.", default=())
    appearances: Annotated[tuple[Appearance, ...], ItemList] = described(
        "Where the claim was made or repeated.", default=()
    )
    related: Lines = described("Ids of claims a reader should see next.", default=())
    changes: Annotated[tuple[Change, ...], ItemList] = described(
        "Dated history: updates, corrections, changes of rating.", default=()
    )
    open_questions: Lines = described(
        "What would change the rating; what could not be found out.", default=()
    )
    aliases: Lines = described(
        "Former ids of this card; their addresses lead to this one.", default=()
    )
    draft: Flag = described("true keeps the card out of the site.", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated(Fields):
    how: Literal["stated", "inferred"] = described(
        "stated: the document gives its date; inferred: an editor worked it out."
    )
    note: Line | None = described("How the date is known.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin(Fields):
    actor: Line = described("Id of the actor whose original reporting it is.")
    note: Line | None = described(
        "How we know; begin with `Inferred:` when an editor worked it out.", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect(Fields):
    note: Line = described("What is wrong with the document, in the editor's words.")
    passage: Prose | None = described("The words of the document that show it.", default=None)
    occurrence: Count | None = described(
        "Which of several identical stretches is meant, from 1.", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFields(Fields):
    title: Line = described("Title of the document.")
    publisher: Line = described("Actor id of the publication.")
    kind: Line = described("news report, agency dispatch, government study, …")
    published: Date = described("Day of publication.")
    dated: Annotated[Dated, short_for("how")] = described(
        "How the day is known: `{how: stated or inferred, note: …}`, or just the word."
    )
    document: FileName = described("File name of the saved copy in the archive.")
    sha256: Digest = described("SHA-256 digest of the saved copy.")
    language: Language | None = described(
        "Language of the document (BCP 47). Default: the publication's.", default=None
    )
    url: Address | None = described("Address of the live document.", default=None)
    archived_url: Address | None = described("Address of a public archived copy.", default=None)
    origins: Annotated[tuple[Origin, ...], ItemList] = described(
        "Whose original reporting it relays. None: its own.", default=()
    )
    republish: Literal["excerpts", "full"] = described(
        "excerpts (default) or full, for documents free to republish.", default="excerpts"
    )
    rights: Line | None = described("Who holds the rights and on what terms.", default=None)
    defects: Annotated[tuple[Defect, ...], ItemList] = described(
        "What is wrong with the document itself.", default=()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorFields(Fields):
    name: Line = described("Name as the site shows it.")
    kind: ActorKind = described(
        "person, organisation, state, armed group, publication or unnamed speaker."
    )
    aliases: Lines = described("Other names; used to find unlinked mentions.", default=())
    language: Language | None = described(
        "Language of the name (BCP 47). Default: the publication's.", default=None
    )
    role: Line | None = described("Office or function.", default=None)
    part_of: Lines = described("Ids of the actors it is part of.", default=())
    same_as: Addresses = described("Addresses that identify the actor elsewhere.", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicFields(Fields):
    name: Line = described("Name of the topic.")
    order: Number = described("Place among the topics, lowest first.", default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFields(Fields):
    title: Line = described("Title of the page.")
    order: Number = described("Place in the footer, lowest first.", default=0.0)


CardFields = ClaimFields | ActorFields | SourceFields | TopicFields | PageFields

FIELDS_OF: dict[CardKind, type[CardFields]] = {
    "claim": ClaimFields,
    "actor": ActorFields,
    "source": SourceFields,
    "topic": TopicFields,
    "page": PageFields,
}
