"""Events and dated statements of a publication, the oldest first.

A statement is what the same speakers said on one date, about one claim or several; it leads with
the most contested of them. Only dates that a card gives for the words count, not those of the
documents that quote them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from factpress.content.voices import SIDE_OF, Side, VoiceKey, Weight, voices_of, weight_of
from factpress.i18n.translations import message, words
from factpress.model.card_parts import Stance, bounds
from factpress.model.cards import Catalog, Claim, Event
from factpress.model.contexts import View
from factpress.views.cards import passage_url, short_title, title_of, url_of
from factpress.views.labels import DONE_BY, some
from factpress.views.voices import card_of, is_named

_CLAIM_MADE = message("claim made")
# Most entries crowd together where they take no more than this share of the whole time.
_CROWDED = 1 / 3


class DatedEntry(View, frozen=True, kw_only=True):
    """An event or a statement."""

    period: str
    text: str  #: What happened, or the claim that the statement is about
    short: str  #: The short name of an event; else the same
    note: str  #: Who says or denies it, if known, and how many more claims it is about
    url: str
    side: Side | None  #: Where a statement is on its claim: `for`, `against` or `unclear`
    is_named: bool  #: False for a statement by an unnamed speaker


class Statement(NamedTuple):
    """What the same voices said on one date; `rank` is the place of its claim by weight."""

    period: str
    voices: tuple[VoiceKey, ...]
    claim: Claim
    stance: Stance | None
    url: str
    rank: int
    others: int = 0


class Dated(NamedTuple):
    """The events and the statements, each the oldest first."""

    events: Sequence[Event]
    statements: Sequence[Statement]

    @property
    def periods(self) -> list[str]:
        """When each event and statement was."""
        return [*(e.fields.date for e in self.events), *(s.period for s in self.statements)]


class Crowd(NamedTuple):
    """The dates between which most entries are."""

    first: str
    last: str


def dated(catalog: Catalog) -> Dated:
    """All events and statements; each passage is read once."""
    found: dict[tuple[tuple[VoiceKey, ...], str], Statement] = {}
    seen: dict[tuple[tuple[VoiceKey, ...], str], set[str]] = {}
    weighed = sorted(catalog.claims.values(), key=_weight)
    for rank, claim in enumerate(weighed):
        for each in _of_claim(claim, rank):
            key = (each.voices, each.period)
            found.setdefault(key, each)
            seen.setdefault(key, set()).add(claim.key.id)
    statements = [each._replace(others=len(seen[key]) - 1) for key, each in found.items()]
    return Dated(
        sorted(catalog.events.values(), key=lambda each: bounds(each.fields.date)),
        sorted(statements, key=lambda each: bounds(each.period)),
    )


def has_dates(catalog: Catalog) -> bool:
    """Whether there is an event or a dated statement."""
    statements = (each for claim in catalog.claims.values() for each in _of_claim(claim, 0))
    return bool(catalog.events) or any(statements)


def _weight(claim: Claim) -> tuple[bool, Weight, str]:
    """The sort key of claims: those to which editors gave a question, then the most contested."""
    return not claim.fields.question, weight_of(claim), claim.key.id


def _of_claim(claim: Claim, rank: int) -> Iterator[Statement]:
    """The statements on a claim: its dated passages, then its claimants on the claim's own date."""
    telling: set[VoiceKey] = set()
    for evidence in claim.fields.evidence:
        if evidence.said:
            speakers, url = voices_of(evidence), passage_url(claim, evidence)
            telling.update(speakers)
            yield Statement(evidence.said, speakers, claim, evidence.stance, url, rank)
    claimants = tuple(VoiceKey("actor", each) for each in claim.fields.claimants)
    if claim.fields.said and claimants and not telling.intersection(claimants):
        yield Statement(claim.fields.said, claimants, claim, None, url_of(claim), rank)


def entries(
    catalog: Catalog, events: Sequence[Event], statements: Sequence[Statement]
) -> list[DatedEntry]:
    """Events and statements together, the oldest first; on one date events come first."""
    every = chain(
        (_event(each) for each in events), (_statement(catalog, each) for each in statements)
    )
    return sorted(every, key=lambda each: bounds(each.period))


def _event(event: Event) -> DatedEntry:
    return DatedEntry(
        period=event.fields.date,
        text=title_of(event),
        short=short_title(event),
        note="",
        url=url_of(event),
        side=None,
        is_named=True,
    )


def _statement(catalog: Catalog, found: Statement) -> DatedEntry:
    language, title = catalog.publication.language, found.claim.fields.claim
    say = words(language)
    # The claim's own date names nobody: each claimant can have spoken on another.
    note = say(_CLAIM_MADE)
    if found.stance:
        names = some(language, [short_title(card_of(catalog, each)) for each in found.voices])
        note = say(DONE_BY[found.stance], names=names)
    if found.others:
        rest = say.plural("%(num)s more claim", "%(num)s more claims", found.others)
        note = f"{note}{say(';')} {rest}"
    return DatedEntry(
        period=found.period,
        text=title,
        short=title,
        note=note,
        url=found.url,
        side=SIDE_OF[found.stance] if found.stance else "for",
        is_named=any(is_named(catalog, each) for each in found.voices),
    )


def chosen_statements(found: Sequence[Statement], most: int) -> list[Statement]:
    """Of the most contested claims the first statement of each side, the oldest first."""
    first: dict[tuple[int, Side], Statement] = {}
    for each in found:
        side: Side = SIDE_OF[each.stance] if each.stance else "for"
        first.setdefault((each.rank, side), each)
    kept = sorted(first.values(), key=lambda each: each.rank)[:most]
    return sorted(kept, key=lambda each: bounds(each.period))


def chosen_events(found: Sequence[Event], most: int) -> list[Event]:
    """The events on which most claims and documents rest, the oldest first."""
    ranked = sorted(found, key=lambda e: -len(e.fields.claims) - len(e.fields.sources))[:most]
    return sorted(ranked, key=lambda each: bounds(each.fields.date))


def crowd(periods: Sequence[str]) -> Crowd | None:
    """The shortest time that holds two thirds of these dates, if that is short beside the whole."""
    ends = sorted((bounds(each), each) for each in periods)
    number = -(-2 * len(ends) // 3)
    if number < 2:
        return None
    starts = range(len(ends) - number + 1)
    start = min(starts, key=lambda n: ends[n + number - 1][0][0] - ends[n][0][0])
    window = ends[start : start + number]
    last = max(window, key=lambda each: each[0][1])
    whole = max(each for (_, each), _ in ends) - ends[0][0][0]
    if (last[0][1] - window[0][0][0]) / _CROWDED > whole:
        return None
    return Crowd(window[0][1].partition("/")[0], last[1].rpartition("/")[2])


def title_of_dates(catalog: Catalog, found: Dated) -> str:
    """How many events and statements there are, and when most of them were."""
    say = words(catalog.publication.language)
    events = say.plural("%(num)s event", "%(num)s events", len(found.events))
    statements = say.plural("%(num)s statement", "%(num)s statements", len(found.statements))
    counted = [w for w, many in ((events, found.events), (statements, found.statements)) if many]
    spread = crowd(found.periods)
    values = {"entries": say.listed(counted)}
    if spread and spread.first == spread.last:
        return say("%(entries)s, most of them of %(day)s", **values, day=say.day(spread.first))
    span = spread or _whole(found.periods)
    values |= {"first": say.day(span.first), "last": say.day(span.last)}
    if spread:
        return say("%(entries)s, most of them between %(first)s and %(last)s", **values)
    return say("%(entries)s, from %(first)s to %(last)s", **values)


def _whole(periods: Sequence[str]) -> Crowd:
    first = min(periods, key=bounds)
    last = max(periods, key=lambda each: bounds(each)[1])
    return Crowd(first.partition("/")[0], last.rpartition("/")[2])
