"""One matrix: claims down, documents across, grouped by whose reporting the documents relay.

Two documents that relay one origin are one voice: their columns are under one heading, and within a
row every passage after the earliest document's says whose reporting it repeats. Counts no votes.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from factpress.content.claim_facts import STANCE_ORDER, as_of, passage_numbers, quoted_sources
from factpress.model.card_parts import Evidence, Stance, by_date, written
from factpress.model.cards import Catalog, Claim
from factpress.model.contexts import View
from factpress.model.urls import anchor
from factpress.ratings.origins import Keys, grouped, issuers, keys_of, origins_of, source_origins
from factpress.views.cards import (
    CardName,
    Link,
    RatingView,
    named_in,
    passage_url,
    rating_view,
    short_actor_links,
    short_named,
    title_of,
    url_of,
)
from factpress.views.labels import stances

MOST_COLUMNS = 12
# With more documents than this, a table of which less than that share is filled is a list instead.
_FEW_COLUMNS, _FILLED = 6, 0.25
MOST_DOCUMENTS = 40

Origins = tuple[str, ...]
UsualOrigins = Mapping[str, Origins]


class ColumnGroup(View, frozen=True, kw_only=True):
    """Columns of documents that relay one origin."""

    origins: Sequence[Link]
    documents: int  #: How many columns it has
    own: bool  #: Whether the documents are their publishers' own reporting


class Column(Link, frozen=True, kw_only=True):
    """A document of the matrix, with its column or among the others."""

    anchor: str  #: The id of the element that lists the document
    name: CardName  #: How the table calls it
    publisher: CardName
    published: str
    dated: str  #: `stated` or `inferred`
    usual: Sequence[Link]  #: Whose reporting most of its passages relay
    own: bool  #: Whether that is its publisher alone
    also: Sequence[Link]  #: Whose reporting it relays besides
    starts: bool = False  #: Whether its column is the first of a group


class PassageLink(View, frozen=True, kw_only=True):
    """A passage by its number."""

    number: int
    url: str


class VoiceView(View, frozen=True, kw_only=True):
    """What one document, from one origin, does to one claim."""

    stance: Stance
    stance_words: str
    passages: Sequence[PassageLink]
    own_words: bool  #: Whether they are the words of the actor of the page
    name: CardName  #: The document
    own: bool  #: Whether it is its own reporting, where the column says otherwise
    via: Sequence[Link]  #: Whose reporting it relays, where the column says otherwise
    repeats: CardName | None  #: The earlier document that takes this stance from the same reporting


class MatrixRow(Link, frozen=True, kw_only=True):
    """A claim of the matrix."""

    anchor: str  #: The id of the row
    rating: RatingView
    as_of: str
    cells: Sequence[Sequence[VoiceView]]  #: The voices of each column
    others: Sequence[VoiceView]  #: The voices of the documents without a column


class Matrix(View, frozen=True, kw_only=True):
    """Claims down, documents across."""

    groups: Sequence[ColumnGroup]
    columns: Sequence[Column]
    others: Sequence[Column]  #: The documents without a column
    documents: int  #: How many documents the claims quote
    rows: Sequence[MatrixRow]


@dataclass(frozen=True, slots=True)
class Voice:
    """What one document, from one origin, does to one claim, with all passages that do it."""

    source_id: str
    stance: Stance
    origins: Origins
    passages: tuple[Evidence, ...]


def usual_origins(catalog: Catalog) -> UsualOrigins:
    """Whose reporting most passages of each source relay; without passages, the source's own."""
    counted: dict[str, Counter[Origins]] = {source_id: Counter() for source_id in catalog.sources}
    for claim in catalog.claims.values():
        for evidence in claim.fields.evidence:
            counted[evidence.source][origins_of(evidence, catalog.sources)] += 1
    return {
        source_id: counts.most_common(1)[0][0]
        if counts
        else source_origins(catalog.sources[source_id])
        for source_id, counts in counted.items()
    }


def row_anchor(claim_id: str) -> str:
    """The anchor of a claim's row."""
    return f"claim-{anchor(claim_id)}"


def column_anchor(source_id: str) -> str:
    """The anchor of a document, with its column or among the others."""
    return f"document-{anchor(source_id)}"


def table(
    catalog: Catalog,
    claims: Sequence[Claim],
    usual: Mapping[str, Origins],
    actor_id: str | None = None,
) -> Matrix:
    """The table of these claims; with an actor, the passages in its own words are marked."""
    ranked = listed_documents(claims)
    groups = _grouped(catalog, _by_date(catalog, _with_columns(claims, ranked)), usual)
    columns = [source_id for _, group in groups for source_id in group]
    others = _by_date(catalog, ranked[len(columns) :])
    every = _documents(claims)
    names = _names(catalog, every)
    return Matrix(
        groups=[_group(catalog, origins, group, usual) for origins, group in groups],
        columns=[
            _column(catalog, source_id, names, usual, starts=n == 0)
            for _, group in groups
            for n, source_id in enumerate(group)
        ],
        others=[_column(catalog, s, names, usual) for s in others],
        documents=len(every),
        rows=[_row(catalog, claim, columns, names, usual, actor_id) for claim in claims],
    )


def _with_columns(claims: Sequence[Claim], ranked: Sequence[str]) -> Sequence[str]:
    """The documents that have a column: none where most cells would be empty."""
    chosen = ranked[:MOST_COLUMNS]
    if len(chosen) <= _FEW_COLUMNS:
        return chosen
    columns = set(chosen)
    filled = sum(len(columns.intersection(quoted_sources(claim.fields))) for claim in claims)
    return chosen if filled >= _FILLED * len(chosen) * len(claims) else ()


def listed_documents(claims: Iterable[Claim]) -> list[str]:
    """The documents that a page lists: as many as it has room for of those quoted most."""
    return _documents(claims)[:MOST_DOCUMENTS]


def _documents(claims: Iterable[Claim]) -> list[str]:
    """The documents quoted, those that most of the claims quote first."""
    counts = Counter(s for claim in claims for s in {e.source for e in claim.fields.evidence})
    return sorted(counts, key=lambda source_id: (-counts[source_id], source_id))


def _by_date(catalog: Catalog, source_ids: Iterable[str]) -> list[str]:
    """The documents in the publication's order: nothing here goes through all of them."""
    return sorted(source_ids, key=lambda s: (by_date(catalog.sources[s].fields.published), s))


def _grouped(
    catalog: Catalog, source_ids: Sequence[str], usual: Mapping[str, Origins]
) -> list[tuple[Origins, list[str]]]:
    """The documents under their independent origins, groups and documents by date."""
    groups = grouped([keys_of(usual[s], s, catalog.joined) for s in source_ids])
    together = [[source_ids[n] for n in group] for group in groups]
    return [
        (tuple(dict.fromkeys(actor_id for s in group for actor_id in usual[s])), group)
        for group in together
    ]


def _group(
    catalog: Catalog, origins: Origins, source_ids: Sequence[str], usual: Mapping[str, Origins]
) -> ColumnGroup:
    publishers = {catalog.sources[s].fields.publisher for s in source_ids}
    return ColumnGroup(
        origins=short_actor_links(catalog, origins),
        documents=len(source_ids),
        own=set(origins) == publishers,
    )


def _names(catalog: Catalog, source_ids: Sequence[str]) -> dict[str, CardName]:
    """The name of each document: a short one, or its publisher's where that has no other here."""
    sources = {source_id: catalog.sources[source_id].fields for source_id in source_ids}
    published = Counter(fields.publisher for fields in sources.values())
    return {
        source_id: short_named(catalog.sources[source_id])
        if published[fields.publisher] > 1 or fields.short
        else short_named(catalog.actors[fields.publisher])
        for source_id, fields in sources.items()
    }


def _column(
    catalog: Catalog,
    source_id: str,
    names: Mapping[str, CardName],
    usual: Mapping[str, Origins],
    *,
    starts: bool = False,
) -> Column:
    source = catalog.sources[source_id]
    relayed = source_origins(source)
    return Column(
        title=title_of(source),
        language=named_in(source),
        url=url_of(source),
        anchor=column_anchor(source_id),
        name=names[source_id],
        publisher=short_named(catalog.actors[source.fields.publisher]),
        published=written(source.fields.published),
        dated=source.fields.dated.how,
        usual=short_actor_links(catalog, usual[source_id]),
        own=usual[source_id] == (source.fields.publisher,),
        also=short_actor_links(catalog, [a for a in relayed if a not in usual[source_id]]),
        starts=starts,
    )


def _row(
    catalog: Catalog,
    claim: Claim,
    columns: Sequence[str],
    names: Mapping[str, CardName],
    usual: Mapping[str, Origins],
    actor_id: str | None,
) -> MatrixRow:
    voices = _voices(catalog, claim)
    repeats = _repeats(catalog, voices)
    shown: dict[str, list[VoiceView]] = {}
    for voice in voices:
        repeated, name = repeats.get(voice), names[voice.source_id]
        view = _voice(catalog, claim, voice, usual[voice.source_id], name)
        if repeated:
            view = replace(view, repeats=names[repeated])
        if actor_id and any(actor_id in e.speakers for e in voice.passages):
            view = replace(view, own_words=True)
        shown.setdefault(voice.source_id, []).append(view)
    return MatrixRow(
        title=claim.fields.claim,
        url=url_of(claim),
        anchor=row_anchor(claim.key.id),
        rating=rating_view(catalog, claim.fields.rating),
        as_of=as_of(catalog, claim),
        cells=[shown.get(source_id, []) for source_id in columns],
        others=[v for s, voices in shown.items() if s not in columns for v in voices],
    )


def _voices(catalog: Catalog, claim: Claim) -> list[Voice]:
    """The claim's passages by document, stance and origin; documents by date."""
    found: dict[tuple[str, Stance, Origins], list[Evidence]] = {}
    for evidence in claim.fields.evidence:
        origins = origins_of(evidence, catalog.sources)
        found.setdefault((evidence.source, evidence.stance, origins), []).append(evidence)
    voices = [Voice(*key, tuple(passages)) for key, passages in found.items()]
    return sorted(voices, key=lambda voice: _age(catalog, voice))


def _age(catalog: Catalog, voice: Voice) -> tuple[tuple[dt.date, dt.date], str, int]:
    published = by_date(catalog.sources[voice.source_id].fields.published)
    return published, voice.source_id, STANCE_ORDER.index(voice.stance)


def _repeats(catalog: Catalog, voices: Sequence[Voice]) -> dict[Voice, str]:
    """For a voice, the earliest other document that takes its stance from the same reporting.

    One agency may report an assertion and a denial; of these, neither is a copy of the other.
    """
    repeats: dict[Voice, str] = {}
    keys = [_keys(catalog, voice) for voice in voices]
    for n, voice in enumerate(voices):
        for m, earlier in enumerate(voices[:n]):
            is_same = earlier.stance == voice.stance and earlier.source_id != voice.source_id
            if is_same and not keys[n].isdisjoint(keys[m]):
                repeats.setdefault(voice, earlier.source_id)
    return repeats


def _keys(catalog: Catalog, voice: Voice) -> Keys:
    """The keys that voices of one origin share: whose reporting it is, and who issued it.

    The two are apart, for a column's heading says already whom its document relays.
    """
    spoken = {speaker for e in voice.passages for speaker in issuers(e)}
    issued = {f"issuer {catalog.joined.actors.get(each, each)}" for each in spoken}
    return keys_of(voice.origins, voice.source_id, catalog.joined) | issued


def _voice(
    catalog: Catalog, claim: Claim, voice: Voice, usual: Origins, name: CardName
) -> VoiceView:
    """A voice as its cell shows it; whose reporting it relays, where its column does not say so."""
    numbers = passage_numbers(claim.fields)
    is_usual = voice.origins == usual
    own = not is_usual and voice.origins == (catalog.sources[voice.source_id].fields.publisher,)
    return VoiceView(
        stance=voice.stance,
        stance_words=stances(catalog.publication.language)[voice.stance],
        passages=[
            PassageLink(number=numbers[e.id or ""], url=passage_url(claim, e))
            for e in voice.passages
        ],
        own_words=False,
        name=name,
        own=own,
        via=[] if is_usual or own else short_actor_links(catalog, voice.origins),
        repeats=None,
    )
