"""The fields of front matter, one class per kind of card; those of `publication.yaml` are settings.

Frozen values, with what each field means and how its text is typed: `content.validation` makes
them of front matter, and `docs/reference/front-matter.md` is made from the descriptions. Knows
nothing of files, places in files, other cards, or validators: making those took a third of a small
edit.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from msgspec import field

from factpress.model.addresses import Address, Addresses
from factpress.model.card_parts import (
    Appearance,
    Change,
    Dated,
    Defect,
    Evidence,
    Fields,
    Independent,
    Origin,
    OutsideNote,
    Owner,
    Published,
    RequiredUnless,
    ShownOnly,
    Withdrawn,
)
from factpress.model.field_types import (
    After,
    Date,
    DayOrMonth,
    Digest,
    FileName,
    Flag,
    Id,
    Ids,
    Items,
    Language,
    Line,
    Lines,
    Mappings,
    Number,
    Period,
    Share,
    ShortFor,
    Wrong,
)
from factpress.model.moments import Dateline, Instant

CardKind = Literal["claim", "actor", "source", "topic", "event", "page", "person"]
ActorKind = Literal[
    "person", "organisation", "state", "armed group", "publication", "unnamed speaker"
]

_KEEPS_OUT = "true keeps the card out of the site, with all that only drafts use."
Short = Annotated[
    Line | None,
    "Short name for lists and tables, in the publication's language; prose shows it for "
    "`[[id]]`, except of actors.",
]
# A claim with one of these has no rating: it is no more, or not rated yet.
_NO_MORE = ("withdrawn", "merged_into")
_UNRATED = (*_NO_MORE, "status")
Former = Annotated[
    Ids,
    "Addresses on this site, such as `/actors/old-name/`, that were those of cards that are no "
    "more; they lead to this one.",
]

# Larger data belongs in a file of its own.
_MOST_EXTRA = 16_000


def _limited(found: dict[str, Any]) -> dict[str, Any]:
    if len(repr(found)) > _MOST_EXTRA:
        raise Wrong(f"holds more than {_MOST_EXTRA:,} characters; keep larger data elsewhere")
    return found


OwnFields = Annotated[
    dict[Id, Any],
    After(_limited),
    "Fields of your own, which your templates see as `page.extra` and nothing else reads: "
    "`{region: north}`. Their values are texts, lists and mappings.",
]

Outside = Annotated[
    tuple[OutsideNote, ...],
    Items,
    "What is known from outside the documents; never counted as evidence.",
]


class ClaimFields(Fields, frozen=True, kw_only=True):
    claim: Annotated[Line, "The claim in one neutral sentence; over 75 characters is a warning."]
    rating: Annotated[
        Id, "Id of a rating on the publication's scale.", RequiredUnless(_UNRATED)
    ] = ""
    reason: Annotated[
        Line,
        "Why this rating, in one sentence that stands alone.",
        RequiredUnless(_UNRATED),
        ShownOnly(),
    ] = ""
    checked: Annotated[
        Date,
        "Day the claim was checked. Where it is after the day of the build, the claim is held "
        "back until then.",
        RequiredUnless(_UNRATED),
    ] = dt.date.min
    evidence: Annotated[
        tuple[Evidence, ...],
        Items,
        "The passages the rating rests on.",
        RequiredUnless(_UNRATED),
    ] = ()
    status: Annotated[
        Literal["open"] | None,
        "`open` shows the claim as one that you are looking into: without a rating, and without "
        "what only a rating needs. Passages are optional.",
    ] = None
    published: Annotated[
        Dateline | None,
        "Day on which the check was published, or `2022-01-31T06:00+01:00` with the time and its "
        "zone, for readers, feeds and other sites. Default: `checked`. Until a later day, or "
        "instant, the claim is held back.",
    ] = None
    embargo: Annotated[
        Instant | None,
        "`2022-02-01T06:00+01:00`: until then nothing of the card is in any output. The first "
        "build at that instant or later shows it. The days of the claim begin in its time zone.",
    ] = None
    question: Annotated[
        Line | None,
        "The question that the claim answers, for the home page; claims with the same question "
        "are shown there as one.",
    ] = None
    said: Annotated[
        Period | None,
        "When the claim was made: a date or period, such as 2021-12-23 or 2021-12.",
    ] = None
    claimants: Annotated[Ids, "Ids of the actors who made the claim."] = ()
    topics: Annotated[Ids, "Ids of the topics it belongs to."] = ()
    appearances: Annotated[
        tuple[Appearance, ...], Items, "Where the claim was made or repeated."
    ] = ()
    related: Annotated[Ids, "Ids of claims a reader should see next."] = ()
    changes: Annotated[
        tuple[Change, ...],
        Items,
        "Dated history: updates, corrections, changes of rating.",
    ] = ()
    open_questions: Annotated[
        Lines, "What would change the rating; what could not be found out.", ShownOnly()
    ] = ()
    aliases: Annotated[Ids, "Former ids of this card; their addresses lead to this one."] = ()
    as_of: Annotated[
        DayOrMonth | None,
        "Day or month up to which the evidence speaks, shown with the rating. Default: the "
        "publication's, or the date of the card's newest source as it is known.",
    ] = None
    rating_note: Annotated[
        Line | None,
        "Why the claim has this rating, if its evidence meets the needs of another one "
        "too; readers see it.",
    ] = None
    outside: Outside = ()
    authors: Annotated[Ids, "Ids of the people in `people/` who checked the claim."] = ()
    reviewed_by: Annotated[
        Ids, "Ids of the people who read the check before it was published: none of its authors."
    ] = ()
    withdrawn: Annotated[
        Withdrawn | None,
        "`{date, note}` withdraws the claim: its address keeps a public notice.",
    ] = None
    merged_into: Annotated[
        Id | None,
        "Id of the claim that this one is now a part of; its address leads there.",
    ] = None
    former: Former = ()
    extra: OwnFields = field(default_factory=dict)
    draft: Annotated[Flag, _KEEPS_OUT] = False


class SourceFields(Fields, frozen=True, kw_only=True):
    title: Annotated[Line, "Title of the document."]
    publisher: Annotated[Id, "Actor id of the publication."]
    kind: Annotated[Line, "news report, agency dispatch, government study, …"]
    published: Annotated[
        Published,
        ShortFor("date"),
        "When it was published, as far as is known: `2022-01-07`, `2022-01`, `2022`, or "
        "`{not_before: 2022-01-12}`; not after the day of the build.",
    ]
    dated: Annotated[
        Dated,
        ShortFor("how"),
        "How the day is known: `{how: stated or inferred, note: …}`, or just the word.",
    ]
    document: Annotated[FileName, "File name of the saved copy in the archive."]
    sha256: Annotated[Digest, "SHA-256 digest of the saved copy."]
    language: Annotated[
        Language | None, "Language of the document (BCP 47). Default: the publication's."
    ] = None
    url: Annotated[Address | None, "Address of the live document."] = None
    archived_url: Annotated[Address | None, "Address of a public archived copy."] = None
    origins: Annotated[
        tuple[Origin, ...],
        Items,
        "Whose original reporting it relays. None: its own.",
    ] = ()
    independent: Annotated[
        tuple[Independent, ...],
        Mappings,
        "Sources that share many words with it, though neither is a copy of the other: "
        "`{of: id, why: …}`, or a list of these. Readers see why.",
    ] = ()
    short: Short = None
    republish: Annotated[
        Literal["excerpts", "full"],
        "excerpts (default) or full, for documents free to republish.",
    ] = "excerpts"
    share: Annotated[
        Share | None,
        "Largest share of the document's words that passages may quote, and `context` show, from "
        "0 to 1, in place of the publication's `limits`. Without it, a document of fewer than 150 "
        "words may be quoted whole, and so may what its publisher says itself, unless that is a "
        "publication.",
    ] = None
    rights: Annotated[Line | None, "Who holds the rights and on what terms."] = None
    defects: Annotated[tuple[Defect, ...], Items, "What is wrong with the document itself."] = ()
    former: Former = ()
    extra: OwnFields = field(default_factory=dict)
    draft: Annotated[Flag, _KEEPS_OUT] = False


class ActorFields(Fields, frozen=True, kw_only=True):
    name: Annotated[Line, "Name as the site shows it."]
    kind: Annotated[
        ActorKind,
        "person, organisation, state, armed group, publication or unnamed speaker.",
    ]
    aliases: Annotated[Lines, "Other names; used to find unlinked mentions."] = ()
    language: Annotated[
        Language | None, "Language of the name (BCP 47). Default: the publication's."
    ] = None
    role: Annotated[Line | None, "Office or function."] = None
    part_of: Annotated[Ids, "Ids of the actors it is part of."] = ()
    same_as: Annotated[Addresses, "Addresses that identify the actor on other sites."] = ()
    short: Short = None
    owner: Annotated[
        Owner | None,
        "Who owns a publication: `{name: …, url: …}`, with an address that says so.",
    ] = None
    former: Former = ()
    extra: OwnFields = field(default_factory=dict)
    draft: Annotated[Flag, _KEEPS_OUT] = False


class TopicFields(Fields, frozen=True, kw_only=True):
    name: Annotated[Line, "Name of the topic."]
    order: Annotated[Number, "Place among the topics, lowest first."] = 0.0
    former: Former = ()
    extra: OwnFields = field(default_factory=dict)
    draft: Annotated[Flag, _KEEPS_OUT] = False


class EventFields(Fields, frozen=True, kw_only=True):
    what: Annotated[Line, "What happened, in one neutral sentence of your own."]
    date: Annotated[
        Period,
        "When: a day, month, year or a period such as 2022-01-06/2022-01-09; not after the day "
        "of the build.",
    ]
    date_note: Annotated[
        Line | None, "How the date is known, such as what it is inferred from."
    ] = None
    place: Annotated[Line | None, "Where it happened."] = None
    claims: Annotated[
        Ids, "Ids of the claims it rests on; an event cites a claim or a source."
    ] = ()
    sources: Annotated[Ids, "Ids of the sources it rests on."] = ()
    outside: Outside = ()
    short: Short = None
    former: Former = ()
    extra: OwnFields = field(default_factory=dict)
    draft: Annotated[Flag, _KEEPS_OUT] = False

    def __post_init__(self) -> None:
        if not self.claims and not self.sources:
            raise Wrong("cites neither a claim nor a source; name one under claims or sources")


class PageFields(Fields, frozen=True, kw_only=True):
    title: Annotated[Line, "Title of the page."]
    order: Annotated[Number, "Place in the footer, lowest first."] = 0.0
    former: Former = ()
    extra: OwnFields = field(default_factory=dict)
    draft: Annotated[Flag, _KEEPS_OUT] = False


class PersonFields(Fields, frozen=True, kw_only=True):
    name: Annotated[Line, "Name of somebody who works for the publication."]
    role: Annotated[Line | None, "What the person does; the body is a short biography."] = None
    url: Annotated[Address | None, "Address of the person's own page."] = None
    same_as: Annotated[Addresses, "Addresses that identify the person on other sites."] = ()
    language: Annotated[
        Language | None, "Language of the name (BCP 47). Default: the publication's."
    ] = None
    former: Former = ()
    extra: OwnFields = field(default_factory=dict)
    draft: Annotated[Flag, _KEEPS_OUT] = False


CardFields = (
    ClaimFields | ActorFields | SourceFields | TopicFields | EventFields | PageFields | PersonFields
)

FIELDS_OF: dict[CardKind, type[CardFields]] = {
    "claim": ClaimFields,
    "actor": ActorFields,
    "source": SourceFields,
    "topic": TopicFields,
    "event": EventFields,
    "page": PageFields,
    "person": PersonFields,
}
