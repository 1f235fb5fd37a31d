"""Mappings inside cards' fields: passages, appearances, changes, dates, origins, owners.

Frozen values; `schema` has the fields of the cards themselves.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Annotated, Literal, NamedTuple

from msgspec import Struct, field

from factpress.model.addresses import Address
from factpress.model.field_types import (
    Count,
    Date,
    Flag,
    Id,
    Ids,
    Key,
    Language,
    Line,
    OneOrMore,
    Period,
    Prose,
    PublishedPeriod,
    ShortFor,
    Wrong,
    period_bounds,
)
from factpress.model.moments import Moment, TimeCode

Medium = Literal[
    "post",
    "message",
    "video",
    "audio",
    "broadcast",
    "speech",
    "interview",
    "print",
    "image",
    "web page",
]
_UNTIMED = ("message", "print", "image", "web page")
Stance = Literal["asserts", "denies", "reports", "qualifies"]
ChangeKind = Literal["update", "correction", "rating", "scale", "withdrawn", "merged"]


class NotEmpty:
    """Marks a list that needs at least one item."""


class RequiredUnless(NamedTuple):
    """Marks a field that is required where none of the named fields of the card is given."""

    others: tuple[str, ...]


class ShownOnly:
    """Marks a field that outputs show and on which nothing else depends but the lock's record.

    No check between cards, cross-link, order or search for evidence reads it: an edit of it makes
    anew the outputs that read it, and nothing else.
    """


class Fields(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A mapping in front matter: frozen, and every key it does not know is a mistake.

    The text among a field's annotations says what it means, for writers.
    """


class Translation(Fields, frozen=True, kw_only=True):
    words: Annotated[Prose, "The passage in another language, in your words."]
    language: Annotated[Language | None, "Its language (BCP 47). Default: the publication's."] = (
        None
    )
    by: Annotated[Line | None, "Who translated it. Default: the publication."] = None


class Evidence(Fields, frozen=True, kw_only=True):
    source: Annotated[Id, "Id of the source card whose document holds the passage."]
    passage: Annotated[
        Prose,
        "Words quoted verbatim from the document. `[…]` marks words left out, "
        "`[words]` are an editor's.",
    ]
    stance: Annotated[
        Stance,
        "What the speaker does to the claim: asserts, denies, reports or qualifies it. "
        "Reporting a denial is not denying.",
    ]
    speakers: Annotated[
        Ids,
        OneOrMore(),
        "Actor id of whose words these are, or a list where several share them; without it, "
        "the document's own.",
    ] = field(default=(), name="speaker")
    id: Annotated[Key | None, "Name for `[@id]` citations in the body. Default: `passage-N`."] = (
        None
    )
    said: Annotated[Period | None, "When the speaker said it: a date or period."] = None
    language: Annotated[
        Language | None, "Language of the passage (BCP 47). Default: the source's."
    ] = None
    translation: Annotated[
        Translation | None,
        ShortFor("words"),
        "Your translation, shown under the passage as yours; nothing searches for it: "
        "`{words: …, language: …, by: …}`, or just the words.",
    ] = None
    note: Annotated[Line | None, "An editor's note, shown under the passage."] = None
    origin: Annotated[
        Id | None,
        "Id of the actor from whom the document has these words: one of the source's `origins`, "
        "its publisher, or a speaker of the passage. Default: the source's `origins` together with "
        "the passage's speakers. "
        "[Independent origins](../explanation/origins.md) has examples.",
    ] = None
    credits: Annotated[
        Id | None,
        "Actor id of whom the passage credits the words or deeds to, where the claim is about "
        "whose they are.",
    ] = None
    occurrence: Annotated[
        Count | None, "Which of several identical stretches is meant, from 1."
    ] = None
    crop_ok: Annotated[
        Line | None,
        "Why it is fair to leave out a word that the guard warns of: a “not”, an "
        "“allegedly”, a question mark, an “about” before a number. Readers see it.",
    ] = None

    raised: Annotated[
        Literal["note"] | None,
        "`note` says that raised figures after a number are note marks, which readers see; "
        "without it nothing is found across them.",
    ] = None
    struck: Annotated[Flag, "Whether the passage quotes words that the document strikes out."] = (
        False
    )
    context: Annotated[
        Flag,
        "true shows the whole sentence around the passage; its words count in "
        "`limits.context_share`.",
    ] = False


class Appearance(Fields, frozen=True, kw_only=True):
    source: Annotated[Id | None, "Id of the source card where the claim appears."] = None
    url: Annotated[Address | None, "Address where the claim appears."] = None
    archived_url: Annotated[Address | None, "Address of a public archived copy."] = None
    title: Annotated[
        Line | None,
        "Title of what appears there; without `source` and `url`, what it was, such as `Speech at "
        "the opening of the dam`.",
    ] = None
    medium: Annotated[Medium | None, "What it is: `post`, `video`, `speech`, …"] = None
    date: Annotated[
        Moment | None,
        "Day of that appearance, with the time if it is known: `2022-01-05`, `2022-01-05T14:30` or "
        "`2022-01-05T14:30+01:00`.",
    ] = None
    time: Annotated[
        TimeCode | None,
        "Where the claim is in a recording: minutes and seconds as `2:14`, or `1:02:14`.",
    ] = None
    by: Annotated[
        Ids, OneOrMore(), "Actor id of who made the claim there, or a list where several did."
    ] = ()
    words: Annotated[
        Prose | None,
        "The claim as it was made there, word for word. Nothing searches for these words: readers "
        "see that the editors recorded them. Words of a saved document belong under `evidence`.",
    ] = None
    language: Annotated[
        Language | None,
        "Language of `words` (BCP 47). Default: the source's, or the publication's.",
    ] = None

    def __post_init__(self) -> None:
        if self.source is not None and self.url is not None:
            raise Wrong("has both source and url; the address is on the card of the source")
        if self.source is None and self.url is None and self.title is None:
            raise Wrong("needs source, url or title, so that readers know what it was")
        if self.time is not None and self.medium in _UNTIMED:
            raise Wrong(f"has time, which a {self.medium} has none of; remove it, or mend medium")
        if self.language is not None and self.words is None:
            raise Wrong("has language, which is that of words, and no words; remove it")


class Change(Fields, frozen=True, kw_only=True):
    date: Annotated[Date, "Day of the change; not after the day of the build."]
    kind: Annotated[
        ChangeKind,
        "update, correction, rating, withdrawn or merged; scale in `publication.yaml` only.",
    ]
    note: Annotated[Line, "What changed and why, for readers."]
    from_: Annotated[Id | None, "For a rating change: the rating before."] = field(
        default=None, name="from"
    )
    to: Annotated[Id | None, "For a rating change: the rating after."] = None


class Dated(Fields, frozen=True, kw_only=True):
    how: Annotated[
        Literal["stated", "inferred"],
        "stated: the document gives its date; inferred: an editor worked it out.",
    ]
    note: Annotated[Line | None, "How the date is known."] = None


class Origin(Fields, frozen=True, kw_only=True):
    actor: Annotated[Id, "Id of the actor whose original reporting it is."]
    note: Annotated[
        Line | None, "How we know; begin with `Inferred:` when an editor worked it out."
    ] = None


class Defect(Fields, frozen=True, kw_only=True):
    note: Annotated[Line, "What is wrong with the document, in the editor's words."]
    passage: Annotated[Prose | None, "The words of the document that show it."] = None
    occurrence: Annotated[
        Count | None, "Which of several identical stretches is meant, from 1."
    ] = None


class Withdrawn(Fields, frozen=True, kw_only=True):
    date: Annotated[Date, "Day of the withdrawal."]
    note: Annotated[Line, "Why the claim is withdrawn, for readers."]


class OutsideNote(Fields, frozen=True, kw_only=True):
    note: Annotated[Line, "What is known from outside the documents, in your words."]
    date: Annotated[Period, "Date or period that the note is about."]
    url: Annotated[Address, "Address of what says so."]


class Published(Fields, frozen=True, kw_only=True):
    date: Annotated[
        PublishedPeriod | None,
        "Day, month, year or period of publication, as far as it is known.",
    ] = None
    not_before: Annotated[Date | None, "Day before which it cannot have been published."] = None

    def __post_init__(self) -> None:
        if (self.date is None) == (self.not_before is None):
            raise Wrong("needs either date or not_before, and not both")


class Independent(Fields, frozen=True, kw_only=True):
    of: Annotated[
        Ids,
        OneOrMore(),
        "Ids of those sources.",
    ]
    why: Annotated[Line, "How you know that neither is a copy, for readers."]


class Owner(Fields, frozen=True, kw_only=True):
    name: Annotated[Line, "Who owns it, or pays for it, in a few words."]
    url: Annotated[Address, "Address of what says so."]


# When a source was published, as far as is known: a day, a month, a year, or not before a day.

_OPEN, _END = "[", "..]"


def written(published: Published) -> str:
    """Its date in the notation of this module."""
    if published.not_before:
        return f"{_OPEN}{published.not_before.isoformat()}{_END}"
    return published.date or ""


def lower_bound(period: str) -> str | None:
    """The day before which it cannot have been; None where more than that is known."""
    return period[len(_OPEN) : -len(_END)] if period.startswith(_OPEN) else None


@lru_cache(maxsize=4096)
def bounds(period: str) -> tuple[dt.date, dt.date]:
    """The first and the last day that a date can stand for; without an upper bound, `date.max`."""
    day = lower_bound(period)
    return (dt.date.fromisoformat(day), dt.date.max) if day else period_bounds(period)


def first_day(published: Published) -> dt.date:
    """The first day on which it can have been published."""
    return bounds(written(published))[0]


def last_day(published: Published) -> dt.date:
    """The last day on which it can have been published, as far as its date tells."""
    return bounds(written(published))[1]


def by_date(published: Published) -> tuple[dt.date, dt.date]:
    """The sort key of sources: the first day, then the last, so that exact dates come first."""
    return bounds(written(published))


def in_plain_words(published: Published) -> str:
    """Its date for a message to writers, with the word before it."""
    if published.not_before:
        return f"not before {published.not_before}"
    period = written(published)
    return f"on {period}" if len(period) == len("2022-01-07") else f"in {period}"


def single_date(period: str) -> str | None:
    """A date, a month or a year; None for a span of two, or where only a bound is known."""
    return None if "/" in period or lower_bound(period) else period
