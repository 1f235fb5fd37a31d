"""Timelines: who said what when, for one claim, one actor, one topic and the whole publication.

In: the catalog. Out: views of timelines, and the pages at `/timeline/`. A date is
that on which the words were said where a card tells it; else that of the document which quotes
them, and the entry says so. Nobody is dated but by passages of his own. Knows nothing of how the
picture is laid out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import ClassVar

from markupsafe import Markup
from msgspec.structs import asdict

from factpress.charts.svg import Picture, picture_page, picture_url, sign
from factpress.charts.timeline import (
    NARROW,
    WIDE,
    Entry,
    Form,
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
from factpress.model.card_parts import lower_bound, written
from factpress.model.cards import Actor, Catalog, Claim, Source, Topic
from factpress.model.schema import Evidence, Stance
from factpress.model.site import Page, View
from factpress.model.urls import card_url, numbered, rating_url
from factpress.pages.frame import PageContext, page_frame, trail
from factpress.views.cards import (
    dated_rating,
    evidence_of,
    passage_anchor,
    short_title,
    title_of,
    url_of,
)
from factpress.views.labels import by, does, done_by, more, quoted, some
from factpress.views.pagination import part, spread

URL = "/timeline/"
MOST_PICTURED = 16
_MOST_ON_ONE = 30
_MOST_A_DATE = 3
_MOST_LISTED = 500
_LEAST_DATES = 2


class TimelinePicture(Picture, frozen=True, kw_only=True):
    """A timeline as a picture."""

    first: str
    """The earliest day, month or year."""
    last: str
    turns: Sequence[str]
    """Markup, then a period for `|day`, by turns."""
    hits: Markup
    """The links of the entries, for the mouse."""


class TimelineEntry(View, frozen=True, kw_only=True):
    """An entry of a timeline."""

    period: str
    kind: str
    """What happened, by keyword: a stance, `claimed`, `published`, `checked` or `appeared`."""
    head: str
    text: str
    language: str | None
    """The language of the text, where it is a title whose card names it."""
    url: str


class EntryKind(View, frozen=True, kw_only=True):
    """A kind of entry, for the key of the picture."""

    kind: str
    sign: Markup


class TimelineView(View, frozen=True, kw_only=True):
    """A timeline, as a picture and as a list."""

    picture: TimelinePicture
    entries: Sequence[TimelineEntry]
    """The entries that the picture shows."""
    kinds: Sequence[EntryKind]
    all: int
    """How many entries there are."""
    quoted: bool
    """Whether the date of any is only that of the document that quotes the words."""
    svg: str
    """The picture as a file."""


class WholeTimeline(TimelineView, frozen=True, kw_only=True):
    """The timeline of the whole publication."""

    wide: TimelinePicture
    """The picture for broad screens."""


class TimelinePage(PageContext, frozen=True, kw_only=True):
    """A page of all statements and documents by date."""

    template: ClassVar = "timeline.html"
    timeline: WholeTimeline | None
    """On the first page."""
    entries: Sequence[TimelineEntry]
    listed: int
    """How many entries all pages list."""
    all: int
    """How many entries there are."""


def of_claim(catalog: Catalog, claim: Claim) -> TimelineView | None:
    """When a claim was said, asserted, denied, published and checked."""
    fields = claim.fields
    say = words(catalog.publication.language)
    entries: list[Entry] = []
    if fields.said:
        entries.append(Entry(fields.said, "claimed", say.pgettext("timeline", "Claimed"), ""))
    entries += _appearances(catalog, claim)
    entries += _dated(catalog, claim)
    entries += _documents(catalog, claim)
    if len({entry.period for entry in entries}) < _LEAST_DATES:
        return None
    checked = fields.checked.isoformat()
    head, text = say.pgettext("timeline", "Checked"), dated_rating(catalog, claim)
    entries.append(Entry(checked, "checked", head, text, rating_url(fields.rating)))
    every = ordered(entries)
    return _drawn(catalog, url_of(claim), every[-MOST_PICTURED:], len(every))


def of_actor(catalog: Catalog, actor: Actor) -> TimelineView | None:
    """What an actor says in passages and publishes, by date."""
    actor_id, back = actor.key.id, catalog.back
    say = words(catalog.publication.language)
    entries = list(_spoken(catalog, actor_id))
    for source_id in back.published.get(actor_id, ()):
        source = catalog.sources[source_id]
        day = written(source.fields.published)
        head = say.pgettext("somebody", "Publishes")
        title, language = source.fields.title, source.fields.language
        entries.append(Entry(day, "published", head, title, url_of(source), language=language))
    return _latest(catalog, url_of(actor), entries)


def of_topic(catalog: Catalog, topic: Topic) -> TimelineView | None:
    """When the claims of a topic were made, and when they were denied."""
    claims = (catalog.claims[c] for c in catalog.back.on_topic.get(topic.key.id, ()))
    return _latest(catalog, url_of(topic), _statements(catalog, claims))


def pages(catalog: Catalog) -> Iterator[Page]:
    """The newest of all statements and documents, and the picture of the newest of these."""
    entries = _statements(catalog, catalog.claims.values())
    for source in catalog.sources.values():
        entries.append(_document(catalog, source, source.fields.title))
    newest = ordered(entries)[::-1]
    shown = _chosen(catalog, newest, slice(_MOST_ON_ONE))
    whole: WholeTimeline | None = None
    if shown:
        narrow = _drawn(catalog, URL, shown, len(newest))
        whole = WholeTimeline(**asdict(narrow), wide=_picture(catalog, URL, shown, WIDE))
    say = words(catalog.publication.language)
    description = say(
        "Who said what when, and what was published: %(name)s.", name=catalog.publication.name
    )
    listed = [_row(entry) for entry in newest[:_MOST_LISTED]]
    for here, page in spread({"entries": listed}):
        context = TimelinePage(
            frame=page_frame(catalog, URL, say("Timeline"), description, trail(catalog), here=here),
            timeline=whole if here.number == 1 else None,
            entries=part(page, "entries", listed).entries,
            listed=len(listed),
            all=len(newest),
        )
        yield Page(numbered(URL, here.number), "timelines", context, "pictures")
    if whole:
        yield picture_page(catalog, URL, "timeline", catalog.publication.name, whole.wide)


def file(
    catalog: Catalog, card: Claim | Actor | Topic, timed: TimelineView | None
) -> Iterator[Page]:
    """The picture of a card's timeline as a file, where there is one."""
    if timed:
        yield picture_page(catalog, url_of(card), "timeline", title_of(card), timed.picture)


def _latest(catalog: Catalog, page_url: str, entries: Iterable[Entry]) -> TimelineView | None:
    """The latest entries; nothing where all have one date, for then there is no line to draw."""
    every = ordered(entries)
    shown = _chosen(catalog, every, slice(-MOST_PICTURED, None))
    return _drawn(catalog, page_url, shown, len(every)) if shown else None


def _chosen(catalog: Catalog, every: Sequence[Entry], latest: slice) -> list[Entry]:
    """The latest entries; where these all have one date, of each date the first few."""
    for entries in (every, _thinned(every, catalog.publication.language)):
        shown = list(entries[latest])
        if len({entry.period for entry in shown}) >= _LEAST_DATES:
            return shown
    return []


def _drawn(catalog: Catalog, page_url: str, shown: Sequence[Entry], number: int) -> TimelineView:
    return TimelineView(
        picture=_picture(catalog, page_url, shown, NARROW),
        entries=[_row(entry) for entry in shown],
        kinds=[
            EntryKind(kind=kind, sign=sign(kind))
            for kind in sorted({e.kind for e in shown} - {"more"})
        ],
        all=number,
        quoted=any(entry.is_quoted for entry in shown),
        svg=picture_url(page_url, "timeline"),
    )


def _picture(
    catalog: Catalog, page_url: str, shown: Iterable[Entry], form: Form
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


def _thinned(entries: Iterable[Entry], language: str) -> list[Entry]:
    """The entries with only the first few of each date, and a line for the rest of it."""
    kept: list[Entry] = []
    for period, group in groupby(entries, key=lambda entry: entry.period):
        of_one = list(group)
        rest = len(of_one) - _MOST_A_DATE
        kept += of_one if rest < 2 else of_one[:_MOST_A_DATE]
        if rest >= 2:
            kept.append(Entry(period, "more", more(language, rest), ""))
    return kept


def _row(entry: Entry) -> TimelineEntry:
    return TimelineEntry(
        period=entry.period,
        kind=entry.kind,
        head=entry.head,
        text=entry.text,
        language=entry.language,
        url=entry.url,
    )


def _statements(catalog: Catalog, claims: Iterable[Claim]) -> list[Entry]:
    """Each claim when its claimants made it, and each denial of it that has a date of its own."""
    entries: list[Entry] = []
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
            entries.append(Entry(said, "denies", head, fields.claim, url_of(claim)))
    return entries


def _made(catalog: Catalog, claim: Claim) -> Iterator[Entry]:
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
        yield Entry(period, "claimed", head, fields.claim, url, is_quoted=is_only_quoted)
    appeared = [each.date.isoformat() for each in fields.appearances if each.date]
    head = say("Claim")
    if fields.said and (fields.said, False) not in [each[1:] for each in dates]:
        yield Entry(fields.said, "claimed", head, fields.claim, url)
    elif appeared and not dates and not fields.said:
        yield Entry(min(appeared), "appeared", head, fields.claim, url)


def _names(catalog: Catalog, ids: Iterable[str]) -> str:
    names = [short_title(catalog.actors[each]) for each in dict.fromkeys(ids)]
    return some(catalog.publication.language, names)


def _appearances(catalog: Catalog, claim: Claim) -> Iterator[Entry]:
    say = words(catalog.publication.language)
    for appearance in claim.fields.appearances:
        if appearance.date:
            source = catalog.sources[appearance.source] if appearance.source else None
            title = appearance.title or (source.fields.title if source else appearance.url)
            url = url_of(source) if source else appearance.url
            day, head = appearance.date.isoformat(), say.pgettext("timeline", "Appeared")
            language = source.fields.language if source and not appearance.title else None
            yield Entry(day, "appeared", head, title or "", url or "", language=language)


def _dated(catalog: Catalog, claim: Claim) -> Iterator[Entry]:
    """The passages that say when their words were said, by date and stance."""
    found: dict[tuple[str, Stance], list[Evidence]] = {}
    for evidence in claim.fields.evidence:
        if evidence.said:
            found.setdefault((evidence.said, evidence.stance), []).append(evidence)
    for (said, stance), passages in found.items():
        names = _names(catalog, (v for e in passages for v in voices(catalog, e)))
        url = f"{url_of(claim)}#{passage_anchor(passages[0].id or '')}"
        yield Entry(said, stance, by(catalog.publication.language)[stance], names, url)


def _documents(catalog: Catalog, claim: Claim) -> Iterator[Entry]:
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
            done_by(language, stance, _names(catalog, stances[stance]))
            for stance in STANCE_ORDER
            if stance in stances
        )
        yield _document(catalog, source, told or source.fields.title)


def _document(catalog: Catalog, source: Source, text: str) -> Entry:
    """The publication of a document."""
    say = words(catalog.publication.language)
    publisher = short_title(catalog.actors[source.fields.publisher])
    head = say("%(publisher)s publishes", publisher=publisher)
    day, title = written(source.fields.published), source.fields.title
    language = source.fields.language if text == title else None
    return Entry(day, "published", head, text, url_of(source), language=language)


def _spoken(catalog: Catalog, actor_id: str) -> Iterator[Entry]:
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
        yield Entry(period, known or "claimed", head, text, url, is_quoted=is_only_quoted)
