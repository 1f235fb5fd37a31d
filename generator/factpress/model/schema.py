"""The fields of front matter, one class per kind of card; those of `publication.yaml` are settings.

Frozen values, with what each field means and how its text is typed: `reading.validators` makes them
of front matter, and `docs/front-matter.md` is made from the descriptions. Knows nothing of files,
places in files, or other cards, nor of what types it: making validators took a third of a small
edit.
"""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from msgspec import Struct, field

from factpress.model.field_types import (
    Address,
    Addresses,
    Count,
    Date,
    Digest,
    FileName,
    Flag,
    Id,
    Ids,
    ItemList,
    Key,
    Language,
    Line,
    Lines,
    Number,
    Period,
    Prose,
    ShortFor,
    Wrong,
)

CardKind = Literal["claim", "actor", "source", "topic", "page"]
Stance = Literal["asserts", "denies", "reports", "qualifies"]
ActorKind = Literal[
    "person", "organisation", "state", "armed group", "publication", "unnamed speaker"
]
ChangeKind = Literal["update", "correction", "rating"]


class Described(NamedTuple):
    """What a field means, for writers; and how many items its list has at least."""

    text: str
    min_length: int = 0


class Fields(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A mapping in front matter: frozen, and every key it does not know is a mistake."""


_KEEPS_OUT = Described("true keeps the card out of the site, with all that only drafts use.")


class Evidence(Fields, frozen=True, kw_only=True):
    source: Annotated[Id, Described("Id of the source card whose document holds the passage.")]
    passage: Annotated[
        Prose,
        Described(
            "Words quoted verbatim from the document. `[…]` marks words left out, "
            "`[words]` are an editor's."
        ),
    ]
    stance: Annotated[
        Stance,
        Described(
            "What the speaker does to the claim: asserts, denies, reports or qualifies it. "
            "Reporting a denial is not denying."
        ),
    ]
    speaker: Annotated[
        Id | None, Described("Actor id of whose words these are; without it, the document's own.")
    ] = None
    id: Annotated[
        Key | None, Described("Name for `[@id]` citations in the body. Default: `passage-N`.")
    ] = None
    said: Annotated[Period | None, Described("When the speaker said it: a date or period.")] = None
    language: Annotated[
        Language | None, Described("Language of the passage (BCP 47). Default: the source's.")
    ] = None
    note: Annotated[Line | None, Described("An editor's note, shown under the passage.")] = None
    origin: Annotated[
        Id | None,
        Described(
            "Actor id of whose original reporting this passage relays: one of the source's "
            "`origins`, or its publisher. Default: all of the source's origins."
        ),
    ] = None
    occurrence: Annotated[
        Count | None, Described("Which of several identical stretches is meant, from 1.")
    ] = None
    crop_ok: Annotated[
        Line | None,
        Described(
            "Why leaving out a hedge, negation or question mark of the sentence, or the limiter of "
            "a number, is fair."
        ),
    ] = None

    raised: Annotated[
        Literal["note"] | None,
        Described(
            "`note` says that raised figures after a number are note marks, which readers see; "
            "without it nothing is found across them."
        ),
    ] = None
    struck: Annotated[
        Flag, Described("Whether the passage quotes words that the document strikes out.")
    ] = False


class Appearance(Fields, frozen=True, kw_only=True):
    source: Annotated[Id | None, Described("Id of the source card where the claim appears.")] = None
    url: Annotated[Address | None, Described("Address where the claim appears.")] = None
    title: Annotated[Line | None, Described("Title of what appears there.")] = None
    date: Annotated[Date | None, Described("Date of that appearance.")] = None

    def __post_init__(self) -> None:
        if (self.source is None) == (self.url is None):
            raise Wrong("needs either source or url, and not both")


class Change(Fields, frozen=True, kw_only=True):
    date: Annotated[Date, Described("Day of the change; not after the day of the build.")]
    kind: Annotated[ChangeKind, Described("update, correction or rating.")]
    note: Annotated[Line, Described("What changed and why, for readers.")]
    from_: Annotated[Id | None, Described("For a rating change: the rating before.")] = field(
        default=None, name="from"
    )
    to: Annotated[Id | None, Described("For a rating change: the rating after.")] = None


class ClaimFields(Fields, frozen=True, kw_only=True):
    claim: Annotated[
        Line, Described("The claim in one neutral sentence; over 75 characters is a warning.")
    ]
    rating: Annotated[Id, Described("Id of a rating on the publication's scale.")]
    reason: Annotated[Line, Described("Why this rating, in one sentence that stands alone.")]
    checked: Annotated[
        Date,
        Described(
            "Day the claim was checked. Where it is after the day of the build, the claim is held "
            "back until then."
        ),
    ]
    evidence: Annotated[
        tuple[Evidence, ...], ItemList, Described("The passages the rating rests on.", min_length=1)
    ]
    said: Annotated[
        Period | None,
        Described("When the claim was made: a date or period, such as 2021-12-23 or 2021-12."),
    ] = None
    claimants: Annotated[Ids, Described("Ids of the actors who made the claim.")] = ()
    topics: Annotated[Ids, Described("Ids of the topics it belongs to.")] = ()
    appearances: Annotated[
        tuple[Appearance, ...], ItemList, Described("Where the claim was made or repeated.")
    ] = ()
    related: Annotated[Ids, Described("Ids of claims a reader should see next.")] = ()
    changes: Annotated[
        tuple[Change, ...],
        ItemList,
        Described("Dated history: updates, corrections, changes of rating."),
    ] = ()
    open_questions: Annotated[
        Lines, Described("What would change the rating; what could not be found out.")
    ] = ()
    aliases: Annotated[
        Ids, Described("Former ids of this card; their addresses lead to this one.")
    ] = ()
    draft: Annotated[Flag, _KEEPS_OUT] = False


class Dated(Fields, frozen=True, kw_only=True):
    how: Annotated[
        Literal["stated", "inferred"],
        Described("stated: the document gives its date; inferred: an editor worked it out."),
    ]
    note: Annotated[Line | None, Described("How the date is known.")] = None


class Origin(Fields, frozen=True, kw_only=True):
    actor: Annotated[Id, Described("Id of the actor whose original reporting it is.")]
    note: Annotated[
        Line | None, Described("How we know; begin with `Inferred:` when an editor worked it out.")
    ] = None


class Defect(Fields, frozen=True, kw_only=True):
    note: Annotated[Line, Described("What is wrong with the document, in the editor's words.")]
    passage: Annotated[Prose | None, Described("The words of the document that show it.")] = None
    occurrence: Annotated[
        Count | None, Described("Which of several identical stretches is meant, from 1.")
    ] = None


class SourceFields(Fields, frozen=True, kw_only=True):
    title: Annotated[Line, Described("Title of the document.")]
    publisher: Annotated[Id, Described("Actor id of the publication.")]
    kind: Annotated[Line, Described("news report, agency dispatch, government study, …")]
    published: Annotated[Date, Described("Day of publication; not after the day of the build.")]
    dated: Annotated[
        Dated,
        ShortFor("how"),
        Described("How the day is known: `{how: stated or inferred, note: …}`, or just the word."),
    ]
    document: Annotated[FileName, Described("File name of the saved copy in the archive.")]
    sha256: Annotated[Digest, Described("SHA-256 digest of the saved copy.")]
    language: Annotated[
        Language | None, Described("Language of the document (BCP 47). Default: the publication's.")
    ] = None
    url: Annotated[Address | None, Described("Address of the live document.")] = None
    archived_url: Annotated[Address | None, Described("Address of a public archived copy.")] = None
    origins: Annotated[
        tuple[Origin, ...],
        ItemList,
        Described("Whose original reporting it relays. None: its own."),
    ] = ()
    republish: Annotated[
        Literal["excerpts", "full"],
        Described("excerpts (default) or full, for documents free to republish."),
    ] = "excerpts"
    rights: Annotated[Line | None, Described("Who holds the rights and on what terms.")] = None
    defects: Annotated[
        tuple[Defect, ...], ItemList, Described("What is wrong with the document itself.")
    ] = ()
    draft: Annotated[Flag, _KEEPS_OUT] = False


class ActorFields(Fields, frozen=True, kw_only=True):
    name: Annotated[Line, Described("Name as the site shows it.")]
    kind: Annotated[
        ActorKind,
        Described("person, organisation, state, armed group, publication or unnamed speaker."),
    ]
    aliases: Annotated[Lines, Described("Other names; used to find unlinked mentions.")] = ()
    language: Annotated[
        Language | None, Described("Language of the name (BCP 47). Default: the publication's.")
    ] = None
    role: Annotated[Line | None, Described("Office or function.")] = None
    part_of: Annotated[Ids, Described("Ids of the actors it is part of.")] = ()
    same_as: Annotated[Addresses, Described("Addresses that identify the actor elsewhere.")] = ()
    draft: Annotated[Flag, _KEEPS_OUT] = False


class TopicFields(Fields, frozen=True, kw_only=True):
    name: Annotated[Line, Described("Name of the topic.")]
    order: Annotated[Number, Described("Place among the topics, lowest first.")] = 0.0
    draft: Annotated[Flag, _KEEPS_OUT] = False


class PageFields(Fields, frozen=True, kw_only=True):
    title: Annotated[Line, Described("Title of the page.")]
    order: Annotated[Number, Described("Place in the footer, lowest first.")] = 0.0
    draft: Annotated[Flag, _KEEPS_OUT] = False


CardFields = ClaimFields | ActorFields | SourceFields | TopicFields | PageFields

FIELDS_OF: dict[CardKind, type[CardFields]] = {
    "claim": ClaimFields,
    "actor": ActorFields,
    "source": SourceFields,
    "topic": TopicFields,
    "page": PageFields,
}
