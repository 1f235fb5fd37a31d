"""Views of passages in their saved copies, and of these copies.

Everything comes from the catalog's proof, never from the archive: a site built without the archive
has the same bytes if the lock is signed. Views are None where nothing is known, as in a preview.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec.structs import asdict

from factpress.content.claim_facts import in_stance_order
from factpress.content.share_limits import has_exempt, share_limits
from factpress.evidence.fragments import directive, encoded
from factpress.i18n.translations import words
from factpress.model.card_parts import Evidence
from factpress.model.cards import Catalog, Claim, Source
from factpress.model.contexts import View
from factpress.model.evidence import NO_FRAGMENT, Found, Level, SavedCopy
from factpress.ratings.origins import evidence_keys, grouped, independent_origins
from factpress.views.cards import Link, key_of, link, short_actor_links


class PlaceView(View, frozen=True, kw_only=True):
    """The paragraph of the saved copy in which a stretch begins, from 1."""

    paragraph: int
    paragraphs: int | None  #: How many the document has
    page: int | None  #: The page of a PDF
    time: str | None  #: The time in a recording, such as `1:02`
    turn: int | None  #: The number of the speaker's turn in a recording


class FoundView(PlaceView, frozen=True, kw_only=True):
    """How closely and where the saved copy holds a passage."""

    level: Level
    #: What of the document was passed over or read in one of two ways, by keyword
    passed: Sequence[str]
    live_url: str | None  #: The passage in the live document


class IndependentPair(View, frozen=True, kw_only=True):
    """Two documents that count as two origins though they share many words."""

    documents: Sequence[Link]
    why: str


class LineageView(View, frozen=True, kw_only=True):
    """The passages, documents and independent origins that a claim rests on."""

    passages: int
    documents: int
    #: Each origin as its actors: those that share one are one origin
    origins: Sequence[Sequence[Link]]
    independent: Sequence[IndependentPair]


class IndependentSource(View, frozen=True, kw_only=True):
    """A document that shares many words with the one of the page and is no copy of it."""

    source: Link
    why: str


class CopyView(View, frozen=True, kw_only=True):
    """How long a document is and how much of it the site quotes; shares are in per cent."""

    words: int
    paragraphs: int
    quoted: int  #: How many of its words are quoted
    shown_words: int  #: How many are shown: those quoted, with the sentences around them
    share: int
    shown: int | None  #: The share with the sentences around passages, where any are shown
    limit: int | None  #: None where all of it may be quoted
    shown_limit: int | None


# A claim's page and its files ask for the same, one after the other.
@lru_cache(maxsize=256)
def live_address(url: str, passage: str, found: Found) -> str:
    """The address of a live document, opened at the passage where that can be."""
    fragment = text_fragment(passage, found)
    return url + (fragment.removeprefix("#") if "#" in url else fragment)


def text_fragment(passage: str, found: Found) -> str:
    """The fragment with its `#`, or an empty text."""
    if found.fragment == NO_FRAGMENT:
        return ""
    if found.fragment:
        return f"#:~:text={found.fragment}"
    terms = directive(passage, found)
    return f"#:~:text={encoded(terms)}" if terms.start else ""


def place_view(catalog: Catalog, found: Found | None) -> PlaceView | None:
    """Where a stretch of a document begins."""
    if found is None:
        return None
    copy = catalog.proof.copies.get(found.source_id)
    return PlaceView(
        paragraph=found.paragraph,
        paragraphs=copy.paragraphs if copy else None,
        page=found.page or None,
        time=_clock(found.time) if found.time else None,
        turn=found.turn or None,
    )


def _clock(time: str) -> str:
    """A time such as `00:01:02.500` as a player shows it: 1:02."""
    hours, minutes, seconds = time.partition(".")[0].split(":")
    return f"{int(hours)}:{minutes}:{seconds}" if int(hours) else f"{int(minutes)}:{seconds}"


def found_view(catalog: Catalog, claim: Claim, evidence: Evidence) -> FoundView | None:
    """How closely and where the saved copy holds a passage, and its place in the live document."""
    found = catalog.proof.passages.get(key_of(claim, evidence))
    place = place_view(catalog, found)
    if found is None or place is None:
        return None
    url = catalog.sources[evidence.source].fields.url
    return FoundView(
        **asdict(place),
        level=found.level,
        passed=found.passed,
        live_url=live_address(url, evidence.passage, found) if url else None,
    )


def level_of(catalog: Catalog, found: Found | None) -> Level | None:
    """How closely the saved copy holds a passage; None where that is not checked in this build."""
    return found.level if found and catalog.is_proven else None


def not_checked(catalog: Catalog) -> str | None:
    """The notice that quotations were not checked in this build; None if they are proven."""
    if catalog.is_proven:
        return None
    say = words(catalog.publication.language)
    return say("Quotations recorded by the editors, not checked in this build")


def passage_not_checked(catalog: Catalog, found: Found | None) -> str | None:
    """The notice for one passage; None if it is proven, or not in the lock."""
    if catalog.is_proven or found is None:
        return None
    say = words(catalog.publication.language)
    return say("Quotation recorded by the editors, not checked in this build")


def lineage_view(catalog: Catalog, claim: Claim) -> LineageView:
    """How many passages, documents and independent origins a claim rests on, with the origins."""
    evidence = in_stance_order(claim.fields)
    return LineageView(
        passages=len(evidence),
        documents=len({e.source for e in evidence}),
        origins=[
            short_actor_links(catalog, group) for group in independent_origins(evidence, catalog)
        ],
        independent=[
            IndependentPair(
                documents=[link(catalog.sources[one]), link(catalog.sources[other])], why=why
            )
            for one, other, why in independent_pairs(catalog, evidence)
        ],
    )


def independent_pairs(
    catalog: Catalog, evidence: Iterable[Evidence]
) -> Iterator[tuple[str, str, str]]:
    """The documents that count as two origins though they share many words, with the reason.

    Not those whose passages are of one origin all the same, such as one agency or one speaker.
    """
    passages = list(evidence)
    quoted = dict.fromkeys(e.source for e in passages)
    pairs = {
        (frozenset((source_id, other)), each.why): (source_id, other, each.why)
        for source_id in quoted
        for each in catalog.sources[source_id].fields.independent
        for other in each.of
        if other in quoted
    }
    if pairs:
        groups = grouped([evidence_keys(e, catalog) for e in passages])
        among: dict[str, set[int]] = {}
        for number, group in enumerate(groups):
            for n in group:
                among.setdefault(passages[n].source, set()).add(number)
        yield from (pair for pair in pairs.values() if among[pair[0]] != among[pair[1]])


def independent_sources(catalog: Catalog, source: Source) -> list[IndependentSource]:
    """The documents that a source shares many words with and is no copy of, by either card."""
    here = source.key.id
    own = [
        (other, each.why)
        for each in source.fields.independent
        for other in each.of
        if other in catalog.sources
    ]
    theirs = [
        (other, each.why)
        for other in catalog.back.apart.get(here, ())
        for each in catalog.sources[other].fields.independent
        if here in each.of
    ]
    return [
        IndependentSource(source=link(catalog.sources[other]), why=why)
        for other, why in dict.fromkeys((*own, *theirs))
    ]


def resting_claims(catalog: Catalog) -> dict[str, list[str]]:
    """Lineage backwards: the claims that rest on each actor's reporting, by actor."""
    resting: dict[str, list[str]] = {}
    for claim_id, claim in catalog.claims.items():
        for group in independent_origins(claim.fields.evidence, catalog):
            for actor_id in group:
                resting.setdefault(actor_id, []).append(claim_id)
    return resting


def copy_view(catalog: Catalog, source: Source) -> CopyView | None:
    """How long a document is and how much of it the site quotes."""
    copy = catalog.proof.copies.get(source.key.id)
    if copy is None:
        return None
    limits = None if has_exempt(catalog, source) else share_limits(catalog, source, copy.words)
    return CopyView(
        words=copy.words,
        paragraphs=copy.paragraphs,
        quoted=copy.quoted,
        shown_words=max(copy.quoted, copy.with_contexts),
        share=_per_cent(copy.quoted, copy),
        shown=_per_cent(copy.with_contexts, copy) if copy.with_contexts > copy.quoted else None,
        limit=round(100 * limits.passages.share) if limits else None,
        shown_limit=round(100 * limits.contexts.share) if limits else None,
    )


def _per_cent(words: int, copy: SavedCopy) -> int:
    return round(100 * words / copy.words) if copy.words else 0
