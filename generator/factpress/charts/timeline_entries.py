"""The entries of timelines: claims, statements, publications and denials, by date.

A date is that on which the words were said where a card has it; else that of the document which
quotes them, and the entry says so. Nobody is dated but by passages of his own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factpress.charts.timeline import TimelineEntry
from factpress.content.claim_facts import (
    STANCE_ORDER,
    TELLING,
    date_of,
    is_quoted,
    own_dates,
    voices,
)
from factpress.i18n.translations import words
from factpress.model.card_parts import Evidence, Stance, written
from factpress.model.cards import Actor, Catalog, Claim, Source
from factpress.model.urls import card_url
from factpress.views.cards import evidence_of, passage_anchor, short_title, title_of, url_of
from factpress.views.labels import DONE_BY, by, does, quoted, some


def claim_entries(catalog: Catalog, claim: Claim) -> Iterator[TimelineEntry]:
    """When a claim was said, asserted, denied and published."""
    if claim.fields.said:
        say = words(catalog.publication.language)
        yield TimelineEntry(claim.fields.said, "claimed", say.pgettext("timeline", "Claimed"), "")
    yield from _appearances(catalog, claim)
    yield from _dated(catalog, claim)
    yield from _documents(catalog, claim)


def actor_entries(catalog: Catalog, actor: Actor) -> Iterator[TimelineEntry]:
    """What an actor says in passages and publishes."""
    yield from _spoken(catalog, actor.key.id)
    say = words(catalog.publication.language)
    head = say.pgettext("somebody", "Publishes")
    for source_id in catalog.back.published.get(actor.key.id, ()):
        source = catalog.sources[source_id]
        day, title = written(source.fields.published), source.fields.title
        language = source.fields.language
        yield TimelineEntry(day, "published", head, title, url_of(source), language=language)


def statements(catalog: Catalog, claims: Iterable[Claim]) -> list[TimelineEntry]:
    """Each claim when its claimants made it, and each denial of it that has a date of its own."""
    entries: list[TimelineEntry] = []
    say = words(catalog.publication.language)
    for claim in claims:
        fields = claim.fields
        entries += _made(catalog, claim)
        denied: dict[str, list[str]] = {}
        for evidence in fields.evidence:
            if evidence.stance == "denies" and evidence.said:
                denied.setdefault(evidence.said, []).extend(voices(catalog, evidence))
        for said, ids in denied.items():
            head = say("%(names)s: denied", names=_names(catalog, ids))
            entries.append(TimelineEntry(said, "denies", head, fields.claim, url_of(claim)))
    return entries


def _made(catalog: Catalog, claim: Claim) -> Iterator[TimelineEntry]:
    """When its claimants made a claim, each by the dates of his own passages.

    What dates the claim alone names nobody: when it was made, or else when it first appeared.
    """
    fields, url = claim.fields, url_of(claim)
    language = catalog.publication.language
    say = words(language)
    dates = list(own_dates(catalog, claim))
    for claimant, period, is_only_quoted in dates:
        name = title_of(catalog.actors[claimant])
        head = quoted(language, name) if is_only_quoted else name
        yield TimelineEntry(period, "claimed", head, fields.claim, url, is_quoted=is_only_quoted)
    appeared = [each.date.isoformat() for each in fields.appearances if each.date]
    head = say("Claim")
    if fields.said and (fields.said, False) not in [each[1:] for each in dates]:
        yield TimelineEntry(fields.said, "claimed", head, fields.claim, url)
    elif appeared and not dates and not fields.said:
        yield TimelineEntry(min(appeared), "appeared", head, fields.claim, url)


def _names(catalog: Catalog, ids: Iterable[str]) -> str:
    names = [short_title(catalog.actors[each]) for each in dict.fromkeys(ids)]
    return some(catalog.publication.language, names)


def _appearances(catalog: Catalog, claim: Claim) -> Iterator[TimelineEntry]:
    say = words(catalog.publication.language)
    for appearance in claim.fields.appearances:
        if appearance.date:
            source = catalog.sources[appearance.source] if appearance.source else None
            title = appearance.title or (source.fields.title if source else appearance.url)
            url = url_of(source) if source else appearance.url
            day, head = appearance.date.isoformat(), say.pgettext("timeline", "Appeared")
            language = source.fields.language if source and not appearance.title else None
            yield TimelineEntry(day, "appeared", head, title or "", url or "", language=language)


def _dated(catalog: Catalog, claim: Claim) -> Iterator[TimelineEntry]:
    """The passages that say when their words were said, by date and stance."""
    found: dict[tuple[str, Stance], list[Evidence]] = {}
    for evidence in claim.fields.evidence:
        if evidence.said:
            found.setdefault((evidence.said, evidence.stance), []).append(evidence)
    for (said, stance), passages in found.items():
        names = _names(catalog, (v for e in passages for v in voices(catalog, e)))
        url = f"{url_of(claim)}#{passage_anchor(passages[0].id or '')}"
        yield TimelineEntry(said, stance, by(catalog.publication.language)[stance], names, url)


def _documents(catalog: Catalog, claim: Claim) -> Iterator[TimelineEntry]:
    """The documents quoted, with those whose words have no other date than the document's."""
    found: dict[str, dict[Stance, list[str]]] = {}
    for evidence in claim.fields.evidence:
        stances = found.setdefault(evidence.source, {})
        if not evidence.said:
            stances.setdefault(evidence.stance, []).extend(voices(catalog, evidence))
    language = catalog.publication.language
    say = words(language)
    for source_id, stances in found.items():
        source = catalog.sources[source_id]
        told = f"{say(';')} ".join(
            say(DONE_BY[stance], names=_names(catalog, stances[stance]))
            for stance in STANCE_ORDER
            if stance in stances
        )
        yield document(catalog, source, told or source.fields.title)


def document(catalog: Catalog, source: Source, text: str) -> TimelineEntry:
    """The publication of a document."""
    say = words(catalog.publication.language)
    publisher = short_title(catalog.actors[source.fields.publisher])
    head = say("%(publisher)s publishes", publisher=publisher)
    day, title = written(source.fields.published), source.fields.title
    language = source.fields.language if text == title else None
    return TimelineEntry(day, "published", head, text, url_of(source), language=language)


def _spoken(catalog: Catalog, actor_id: str) -> Iterator[TimelineEntry]:
    """An actor's passages; several on one claim, of one stance and date, are one entry.

    So are those of one date in which a claimant tells of his claim, his own document's with them.
    """
    found: dict[tuple[str, str, str], tuple[Stance | None, bool]] = {}
    back, language = catalog.back, catalog.publication.language
    for key in back.spoken.get(actor_id, ()):
        evidence = evidence_of(catalog, key)
        stance, period = evidence.stance, date_of(catalog, evidence)
        is_his = actor_id in catalog.claims[key.claim_id].fields.claimants
        what = "tells" if is_his and stance in TELLING else stance
        first, before = found.get((period, key.claim_id, what), (stance, True))
        found[period, key.claim_id, what] = first, is_quoted(evidence) and before
    for claim_id in back.claimed.get(actor_id, ()):
        for claimant, period, is_only_quoted in own_dates(catalog, catalog.claims[claim_id]):
            if claimant == actor_id:
                found.setdefault((period, claim_id, "tells"), (None, is_only_quoted))
    say = words(language)
    claims_it = say.pgettext("somebody", "Claims")
    for (period, claim_id, _), (known, is_only_quoted) in found.items():
        head = does(language)[known] if known else claims_it
        head = quoted(language, head) if is_only_quoted else head
        text, url = catalog.claims[claim_id].fields.claim, card_url("claim", claim_id)
        yield TimelineEntry(period, known or "claimed", head, text, url, is_quoted=is_only_quoted)
