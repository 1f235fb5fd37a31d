"""Views of dated entries in histories of claims and of the rating scale; of events, appearances."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from factpress.content.claim_facts import as_of
from factpress.content.history import history_of
from factpress.i18n.translations import words
from factpress.model.card_parts import Appearance, Change
from factpress.model.cards import Catalog, Claim
from factpress.model.contexts import View
from factpress.model.moments import clock_of, day_of
from factpress.model.urls import RATINGS_URL, anchor, changes_url, numbered
from factpress.views.cards import (
    Link,
    RatingView,
    actor_links,
    marked_title,
    named_in,
    rating_view,
    title_of,
    url_of,
)
from factpress.views.labels import changes as kinds_of_change
from factpress.views.labels import media
from factpress.views.pagination import MOST_ROWS, PageNumber, part, spread


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated entry of the history of a claim, or of the rating scale where that is None.

    `number`, from 1, counts the entries of this claim with this date and kind, in card order: so
    an entry keeps its name when others are added after it. `into` is the claim whose page has it,
    where `claim` was merged into that.
    """

    claim: Claim | None
    change: Change
    number: int
    into: Claim | None = None

    @property
    def name(self) -> str:
        """Its name within its history, such as `2022-02-01-correction`."""
        name = f"{self.change.date.isoformat()}-{self.change.kind}"
        return name if self.number == 1 else f"{name}-{self.number}"

    @property
    def anchor(self) -> str:
        """Its anchor on its page."""
        return f"change-{self.listed_anchor if self.into else self.name}"

    @property
    def url(self) -> str:
        """Its address on its page."""
        if self.claim is None:
            return f"{RATINGS_URL}#{self.anchor}"
        return f"{url_of(self.into or self.claim)}#{self.anchor}"

    @property
    def first_url(self) -> str:
        """The address that it had before any merger, which names it for ever."""
        return f"{url_of(self.claim)}#change-{self.name}" if self.claim else self.url

    @property
    def listed_anchor(self) -> str:
        """Its anchor on the pages of changes. No slug holds two hyphens.

        No entry of a claim called "scale" has the kind of those of the scale.
        """
        return f"{anchor(self.claim.key.id) if self.claim else 'scale'}--{self.name}"


def entries_of(catalog: Catalog, claim: Claim) -> list[Entry]:
    """The entries on a claim's page, newest first; those of one day in the writers' order.

    Entries of claims that were merged into it are among them.
    """
    merged = [catalog.merged[each] for each in catalog.back.merged.get(claim.key.id, ())]
    own = [*_numbered(claim), *(entry for card in merged for entry in _numbered(card, claim))]
    return _newest_first(own)


def scale_entries(catalog: Catalog) -> list[Entry]:
    """The history of the rating scale, newest first."""
    return _newest_first(_counted(catalog.publication.changes))


def _numbered(claim: Claim, into: Claim | None = None) -> Iterator[Entry]:
    return _counted(history_of(claim), claim, into)


def _counted(
    changes: Sequence[Change], claim: Claim | None = None, into: Claim | None = None
) -> Iterator[Entry]:
    counts: dict[tuple[dt.date, str], int] = {}
    for change in changes:
        name = (change.date, change.kind)
        counts[name] = counts.get(name, 0) + 1
        yield Entry(claim, change, counts[name], into)


def _newest_first(found: Iterable[Entry]) -> list[Entry]:
    return sorted(found, key=lambda entry: entry.change.date, reverse=True)


def entries(catalog: Catalog) -> list[Entry]:
    """All history, newest first; entries of one day by claim, those of the scale before them."""
    ends = {each: end for end, ids in catalog.back.merged.items() for each in ids}
    every = {**catalog.claims, **catalog.open, **catalog.withdrawn, **catalog.merged}
    found = [
        entry
        for claim_id in sorted(every)
        for entry in _numbered(every[claim_id], catalog.claims.get(ends.get(claim_id, "")))
    ]
    return _newest_first([*scale_entries(catalog), *found])


def last_day(catalog: Catalog, claim: Claim) -> dt.date | None:
    """The day of the newest entry that a claim's page shows, if there is one."""
    return max((entry.change.date for entry in entries_of(catalog, claim)), default=None)


def listed(catalog: Catalog) -> dict[str, str]:
    """By the address of each entry on its page, that among the changes of its month."""
    return {
        entry.url: f"{numbered(changes_url(month), number.number)}#{entry.listed_anchor}"
        for month, pages in months_of(catalog).items()
        for number, here in pages
        for entry in here
    }


def months_of(catalog: Catalog) -> dict[str, list[tuple[PageNumber, Sequence[Entry]]]]:
    """The entries by month, newest first, each month's over as many pages as it needs."""
    found: dict[str, list[tuple[PageNumber, Sequence[Entry]]]] = {}
    for month, group in groupby(
        entries(catalog), key=lambda entry: entry.change.date.isoformat()[:7]
    ):
        of_month = list(group)
        pages = spread({"entries": of_month}, MOST_ROWS)
        found[month] = [(number, part(page, "entries", of_month).entries) for number, page in pages]
    return found


class ChangeView(View, frozen=True, kw_only=True):
    """A dated entry of a history."""

    date: str
    kind: str
    kind_words: str
    note: str
    #: The claim that it is about, where that was merged into the one on the page
    former: str | None
    from_: RatingView | None  #: The rating before
    to: RatingView | None  #: The rating after
    #: Up to when the evidence speaks for the rating after it, if the claim has it still
    as_of: str | None
    anchor: str  #: The id of the element on its own page
    url: str
    listed_anchor: str  #: The id of the element on the pages of changes
    listed_url: str  #: Its address on the pages of changes

    def __getattr__(self, name: str) -> RatingView | None:
        """The field `from_` as `from`, which Python keeps for itself and templates do not."""
        if name == "from":
            return self.from_
        raise AttributeError(name)


class ListedChange(ChangeView, frozen=True, kw_only=True):
    """A dated entry on the pages of changes."""

    claim: str  #: The claim on whose page it is, or the rating scale, in words


def change_view(catalog: Catalog, entry: Entry, places: Mapping[str, str]) -> ChangeView:
    """An entry as its page and the page of changes show it; `places` is from `listed`."""
    change = entry.change
    return ChangeView(
        date=change.date.isoformat(),
        kind=change.kind,
        kind_words=kinds_of_change(catalog.publication.language)[change.kind],
        note=change.note,
        former=title_of(entry.claim) if entry.claim and entry.into else None,
        from_=rating_view(catalog, change.from_) if change.from_ else None,
        to=rating_view(catalog, change.to) if change.to else None,
        as_of=rating_as_of(catalog, entry),
        anchor=entry.anchor,
        url=entry.url,
        listed_anchor=entry.listed_anchor,
        listed_url=places[entry.url],
    )


def rating_as_of(catalog: Catalog, entry: Entry) -> str | None:
    """Up to when the evidence speaks for the rating after an entry, if the claim has it still.

    How far the evidence reached for an earlier rating nobody wrote down.
    """
    claim = entry.claim
    if claim is None or entry.into or claim.key.id not in catalog.claims:
        return None
    changes = [each for each in _newest_first(_numbered(claim)) if each.change.to]
    is_last = changes[:1] == [entry] and entry.change.to == claim.fields.rating
    return as_of(catalog, claim) if is_last else None


def entry_title(catalog: Catalog, entry: Entry) -> str:
    """The title of the claim whose page has an entry, or the rating scale, in words."""
    claim = entry.into or entry.claim
    if claim is None:
        say = words(catalog.publication.language)
        return say("The rating scale")
    return marked_title(catalog, claim)


class EventRow(Link, frozen=True, kw_only=True):
    """An event as one entry of a list."""

    date: str
    date_note: str | None  #: How the date is known
    place: str | None


def event_rows(catalog: Catalog, ids: Iterable[str]) -> list[EventRow]:
    """Events as entries of a list, in the order given."""
    return [event_row(catalog, event_id) for event_id in ids]


def event_row(catalog: Catalog, event_id: str) -> EventRow:
    """An event as one entry of a list."""
    event = catalog.events[event_id]
    fields = event.fields
    return EventRow(
        title=title_of(event),
        language=named_in(event),
        url=url_of(event),
        date=fields.date,
        date_note=fields.date_note,
        place=fields.place,
    )


class AppearanceView(Link, frozen=True, kw_only=True):
    """Where a claim appeared. Its `url` is empty where it has no address."""

    date: str | None
    clock: str | None  #: The time of day, such as `14:30 UTC+01:00`
    medium: str | None  #: What it is, in the site's language
    time: str | None  #: Where the claim is in a recording, such as `2:14`
    by: Sequence[Link]  #: Who made the claim there
    words: str | None  #: The claim as it was made there, as the editors recorded it
    words_language: str
    archived_url: str | None


def appearance_view(catalog: Catalog, appearance: Appearance) -> AppearanceView:
    """Where a claim appeared: its own title, or that of the source."""
    source = catalog.sources[appearance.source] if appearance.source else None
    title = source.fields.title if source else appearance.url
    language = catalog.publication.language
    return AppearanceView(
        title=appearance.title or title or "",
        url=url_of(source) if source else appearance.url or appearance.archived_url or "",
        language=named_in(source) if source and not appearance.title else None,
        date=day_of(appearance.date).isoformat() if appearance.date else None,
        clock=clock_of(appearance.date) if appearance.date else None,
        medium=media(language)[appearance.medium] if appearance.medium else None,
        time=appearance.time,
        by=actor_links(catalog, appearance.by),
        words=appearance.words,
        words_language=words_language(catalog, appearance),
        archived_url=appearance.archived_url,
    )


def words_language(catalog: Catalog, appearance: Appearance) -> str:
    """The language of an appearance's words: its own, or else its source's, or ours."""
    source = catalog.sources[appearance.source] if appearance.source else None
    own = appearance.language or (source.fields.language if source else None)
    return own or catalog.publication.language
