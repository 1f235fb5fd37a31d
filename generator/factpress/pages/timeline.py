"""Timelines of a claim, an actor and a topic.

A date is that on which the words were said where a card has it; else that of the document which
quotes them, and the entry says so. Nobody is dated but by passages of his own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from factpress.charts.svg import KindSign, Picture, picture_url, sign
from factpress.charts.timeline import (
    NARROW,
    Form,
    TimelineEntry,
    drawing,
    links,
    ordered,
    picture,
)
from factpress.content.claim_facts import (
    STANCE_ORDER,
    TELLING,
    date_of,
    is_quoted,
    own_dates,
    voices,
)
from factpress.i18n.formats import direction
from factpress.i18n.translations import words
from factpress.model.card_parts import Evidence, Stance, lower_bound, written
from factpress.model.cards import Actor, Catalog, Claim, Source, Topic
from factpress.model.contexts import View
from factpress.model.urls import card_url, rating_url
from factpress.views.cards import (
    dated_rating,
    evidence_of,
    passage_url,
    short_title,
    title_of,
    url_of,
)
from factpress.views.changes import appearance_view
from factpress.views.labels import DONE_BY, by, does, more, quoted, some

# Most entries of a picture, and of a date in it; the least that are worth one.
MOST_PICTURED, _MOST_A_DATE = 16, 3
_LEAST_ENTRIES, _LEAST_DATES = 3, 2


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
        yield document(catalog, source, source.fields.title, head)


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

    A date of the claim alone names nobody: when it was made, or else when it first appeared.
    """
    fields, url = claim.fields, url_of(claim)
    language = catalog.publication.language
    say = words(language)
    dates = list(own_dates(catalog, claim))
    for claimant, period, is_only_quoted in dates:
        name = title_of(catalog.actors[claimant])
        head = quoted(language, name) if is_only_quoted else name
        yield TimelineEntry(period, "claimed", head, fields.claim, url, is_quoted=is_only_quoted)
    appeared = [each.date[:10] for each in fields.appearances if each.date]
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
    head = say.pgettext("timeline", "Appeared")
    for each in (appearance_view(catalog, appeared) for appeared in claim.fields.appearances):
        if each.date:
            yield TimelineEntry(
                each.date,
                "appeared",
                head,
                each.title,
                each.url or url_of(claim),
                language=each.language,
            )


def _dated(catalog: Catalog, claim: Claim) -> Iterator[TimelineEntry]:
    """The passages that say when their words were said, by date and stance."""
    found: dict[tuple[str, Stance], list[Evidence]] = {}
    for evidence in claim.fields.evidence:
        if evidence.said:
            found.setdefault((evidence.said, evidence.stance), []).append(evidence)
    for (said, stance), passages in found.items():
        names = _names(catalog, (v for e in passages for v in voices(catalog, e)))
        url = passage_url(claim, passages[0])
        yield TimelineEntry(said, stance, by(catalog.publication.language)[stance], names, url)


def _documents(catalog: Catalog, claim: Claim) -> Iterator[TimelineEntry]:
    """The documents quoted, with the speakers whose words have no date but the document's."""
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


def document(catalog: Catalog, source: Source, text: str, head: str = "") -> TimelineEntry:
    """The publication of a document; without a head, it says who publishes."""
    say = words(catalog.publication.language)
    publisher = short_title(catalog.actors[source.fields.publisher])
    head = head or say("%(publisher)s publishes", publisher=publisher)
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


class TimelinePicture(Picture, frozen=True, kw_only=True):
    """A timeline as a picture."""

    first: str  #: The earliest day, month or year
    last: str
    turns: Sequence[str]  #: Markup, then a period for `|day`, by turns
    hits: Markup  #: The links of the entries, for the mouse


class TimelineView(View, frozen=True, kw_only=True):
    """A timeline, as a picture and as a list."""

    picture: TimelinePicture
    entries: Sequence[TimelineEntry]  #: The entries that the picture shows
    kinds: Sequence[KindSign]
    all: int  #: How many entries there are
    quoted: bool  #: Whether the date of any is only that of the document that quotes the words
    svg: str  #: The picture as a file


def of_claim(catalog: Catalog, claim: Claim) -> TimelineView | None:
    """When a claim was said, asserted, denied, published and checked."""
    fields, entries = claim.fields, list(claim_entries(catalog, claim))
    if len(entries) < _LEAST_ENTRIES or len({entry.period for entry in entries}) < _LEAST_DATES:
        return None
    checked = fields.checked.isoformat()
    say = words(catalog.publication.language)
    head, text = say.pgettext("timeline", "Checked"), dated_rating(catalog, claim)
    entries.append(TimelineEntry(checked, "checked", head, text, rating_url(fields.rating)))
    every = ordered(entries)
    return _drawn(catalog, url_of(claim), every[-MOST_PICTURED:], len(every))


def of_actor(catalog: Catalog, actor: Actor) -> TimelineView | None:
    """What an actor says in passages and publishes, by date."""
    return _latest(catalog, url_of(actor), actor_entries(catalog, actor))


def of_topic(catalog: Catalog, topic: Topic) -> TimelineView | None:
    """When the claims of a topic were made, and when they were denied."""
    claims = (catalog.claims[c] for c in catalog.back.on_topic.get(topic.key.id, ()))
    return _latest(catalog, url_of(topic), statements(catalog, claims))


def _latest(
    catalog: Catalog, page_url: str, entries: Iterable[TimelineEntry]
) -> TimelineView | None:
    """The latest entries; nothing for fewer than three, or where all have one date."""
    every = ordered(entries)
    shown = _chosen(catalog, every) if len(every) >= _LEAST_ENTRIES else []
    return _drawn(catalog, page_url, shown, len(every)) if shown else None


def _chosen(catalog: Catalog, every: Sequence[TimelineEntry]) -> list[TimelineEntry]:
    """The latest entries; where these all have one date, of each date the first few."""
    for entries in (every, _thinned(every, catalog.publication.language)):
        shown = list(entries[-MOST_PICTURED:])
        if len({entry.period for entry in shown}) >= _LEAST_DATES:
            return shown
    return []


def _drawn(
    catalog: Catalog, page_url: str, shown: Sequence[TimelineEntry], number: int
) -> TimelineView:
    kinds = sorted({entry.kind for entry in shown} - {"more"})
    return TimelineView(
        picture=_picture(catalog, page_url, shown, NARROW),
        entries=shown,
        kinds=[KindSign(kind=kind, sign=sign(kind)) for kind in kinds],
        all=number,
        quoted=any(entry.is_quoted for entry in shown),
        svg=picture_url(page_url, "timeline"),
    )


def _picture(
    catalog: Catalog, page_url: str, shown: Iterable[TimelineEntry], form: Form
) -> TimelinePicture:
    """The picture as its template sees it: its content, and its links."""
    rtl = direction(catalog.publication.language) == "rtl"
    laid = picture(_thinned(shown, catalog.publication.language), form)
    first, last = laid.groups[0].period, laid.groups[-1].period
    return TimelinePicture(
        width=laid.width,
        height=laid.height,
        first=(lower_bound(first) or first).partition("/")[0],
        last=(lower_bound(last) or last).rpartition("/")[2],
        turns=drawing(laid, rtl=rtl),
        hits=links(laid, page_url, rtl=rtl),
    )


def _thinned(entries: Iterable[TimelineEntry], language: str) -> list[TimelineEntry]:
    """The entries with only the first few of each date, and a line for the rest of it."""
    kept: list[TimelineEntry] = []
    for period, group in groupby(entries, key=lambda entry: entry.period):
        of_one = list(group)
        rest = len(of_one) - _MOST_A_DATE
        kept += of_one if rest < 2 else of_one[:_MOST_A_DATE]
        if rest >= 2:
            kept.append(TimelineEntry(period, "more", more(language, rest), ""))
    return kept
