"""Checks of a passage that was found: its marks, amounts, cropping, context and speaker.

They give problems and warnings at the lines of its card. `why_refused` explains a passage that is
in the saved copy, but not as the document's own words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Final

from factpress.archive.document import Document
from factpress.archive.names import Names
from factpress.content.history import quoting_claims
from factpress.content.places import place_of
from factpress.evidence import messages as wording
from factpress.evidence.contexts import Context
from factpress.evidence.editorial_marks import own_words
from factpress.evidence.guards import (
    asked,
    changed_amounts,
    cropped_words,
    cut_amounts,
    inserted_hedges,
)
from factpress.evidence.hedges import HedgeLexicon, lexicon, lexicon_of_all
from factpress.evidence.results import Ambiguous, Match
from factpress.evidence.search import find
from factpress.evidence.speakers import Speakers, Spoken, faults
from factpress.model.card_parts import Evidence
from factpress.model.cards import AnyCard, Catalog, Place, Source
from factpress.model.evidence import PassageKey
from factpress.model.problems import Problem, Severity
from factpress.text.runs import READ, Kind
from factpress.text.words import WHOLE_WORD

_FEW_WORDS = 4


@dataclass(frozen=True, slots=True)
class WantedPassage:
    """A passage to find: its card and field, its words, its evidence unless it is a defect's."""

    key: PassageKey
    card: AnyCard
    field: str
    passage: str
    occurrence: int | None
    evidence: Evidence | None

    def problem(self, message: str, severity: Severity = "error", field: str = "") -> Problem:
        place: Place = place_of(self.card, field or f"{self.field}.passage")
        return Problem(self.card.path, *place, message, severity)


@dataclass(frozen=True)
class Lists:
    """The hedges of each language in use, the publication's own, and the names of its actors."""

    by_language: Mapping[str, HedgeLexicon]
    own: Mapping[str, Sequence[str]]
    names: Names

    @cached_property
    def of_any(self) -> HedgeLexicon:
        """The hedges of all languages, for an editor's insertions; few publications need them."""
        return lexicon_of_all(self.own)


def lists_of(catalog: Catalog) -> Lists:
    own = catalog.publication.hedges
    tags = {
        _language(catalog, catalog.sources.get(evidence.source), evidence)
        for claim in quoting_claims(catalog)
        for evidence in claim.fields.evidence
    }
    return Lists({tag: lexicon(tag, own) for tag in tags}, own, Names(catalog.actors))


def _language(catalog: Catalog, source: Source | None, evidence: Evidence | None) -> str:
    """The language of a passage: its own, its source's, or the publication's."""
    own = (evidence.language if evidence else None) or (source.fields.language if source else None)
    return own or catalog.publication.language


def has_struck(document: Document, match: Match) -> bool:
    return any(Kind.STRUCK in document.kinds_in(start, end) for start, end in match.pieces)


def check_marks(document: Document, each: WantedPassage, match: Match) -> Iterator[Problem]:
    """Problems of a passage's brackets, and of its card's keys `struck` and `raised`."""
    if match.insertions:
        own, least, all_words = own_words(each.passage, match.insertions)
        if own < least or 3 * own < 2 * all_words:
            yield each.problem(wording.too_much_inserted(own, all_words, least))
    evidence = each.evidence
    if evidence and evidence.struck and not has_struck(document, match):
        yield each.problem(wording.NOTHING_STRUCK, field=f"{each.field}.struck")
    if evidence and evidence.raised and "raised" not in match.passed:
        yield each.problem(wording.NOTHING_RAISED, field=f"{each.field}.raised")


def check_amounts(
    catalog: Catalog, source: Source, document: Document, each: WantedPassage, match: Match
) -> Iterator[Problem]:
    """Problems of amounts: cut from their unit or limiter, or changed by an insertion.

    `crop_ok` explains a limiter that is cut off.
    """
    language = _language(catalog, source, each.evidence)
    is_explained = each.evidence is not None and bool(each.evidence.crop_ok)
    for kind, amount in cut_amounts(document, match, language):
        if kind == "unit" or not is_explained:
            yield each.problem(wording.cut_number(kind, amount))
    for amount in changed_amounts(each.passage, match, language):
        yield each.problem(wording.amount_changed(amount))


def check_crop(
    catalog: Catalog, document: Document, each: WantedPassage, match: Match, lists: Lists
) -> Iterator[Problem]:
    evidence = each.evidence
    if evidence is None:
        return
    number = len(WHOLE_WORD.findall(each.passage))
    # Of a short post, such as one word and a picture, there is no more to quote.
    if number < min(_FEW_WORDS, document.words):
        yield each.problem(wording.short(number), "warning")
    inserted = inserted_hedges(match, lists.of_any) if match.insertions else ()
    if inserted:
        yield each.problem(wording.inserted(inserted))
    words = lists.by_language[_language(catalog, catalog.sources[evidence.source], evidence)]
    is_named = bool(evidence.speakers)
    cropped = cropped_words(document, match, words, has_speaker=is_named)
    if cropped and not evidence.crop_ok:
        found = list(dict.fromkeys(hedge.word for hedge in cropped))
        yield each.problem(wording.cropped(found), "warning")
    ending = asked(document, match)
    if ending and not evidence.crop_ok:
        yield each.problem(wording.question(ending), "warning")


def check_context(catalog: Catalog, each: WantedPassage, context: Context) -> Iterator[Problem]:
    """Problems of showing the sentence around a passage."""
    most = catalog.publication.limits.passage_words
    at = f"{each.field}.context"
    if context.is_cut or context.words > most:
        message = wording.long_sentence(context.words, most, is_cut=context.is_cut)
        yield each.problem(message, field=at)
    elif context.is_empty:
        yield each.problem(wording.NO_CONTEXT, "warning", at)


def check_speaker(
    catalog: Catalog, speakers: Speakers, each: WantedPassage, match: Match, spoken: Spoken
) -> Iterator[Problem]:
    """Problems of a passage's speakers."""
    if each.evidence:
        for fault in faults(catalog, speakers, each.evidence, match, spoken):
            yield each.problem(fault.message, fault.severity, f"{each.field}.{fault.field}")


_NAMES: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.NOTE: "note marks",
        Kind.STRUCK: "struck-out text",
        Kind.HIDDEN: "text that the page hides",
        Kind.FURNITURE: "the page's menus, headers or page numbers",
        Kind.COMMENT: "readers' comments",
        Kind.TIMING: "the timings of subtitles",
        Kind.VOICE: "the speakers' tags of subtitles",
        Kind.RUBY: "reading aids beside the characters",
    }
)


def why_refused(document: Document, passage: str) -> str | None:
    """Why a passage of the saved copy is refused, and what to write; None if it is not there."""
    if document.of_kind(Kind.RAISED):
        raised = find(document.raised_as_notes, passage)
        if isinstance(raised, Match) and "raised" in raised.passed:
            return _raised(document, raised)
    if not document.of_kind(*document.passed):
        return None
    whole = find(document.entire, passage)
    if isinstance(whole, Ambiguous):
        whole = find(document.entire, passage, occurrence=1)
    if not isinstance(whole, Match):
        return None
    kinds = [
        kind
        for start, end in whole.pieces
        for kind in document.kinds_in(start, end)
        if kind in document.passed
    ]
    return _passed(list(dict.fromkeys(kinds))) if kinds else None


def _raised(document: Document, match: Match) -> str:
    there = [
        document.text[each.start : each.end]
        for each in document.of_kind(Kind.RAISED)
        if match.start < each.end and each.start < match.end
    ]
    figures = there[0] if there else ""
    return (
        f"the document has a raised {figures} inside it, which may be a note mark or a power; end "
        f"the passage before it, write {figures} in its place, or write "
        '"raised: note" if it is a note mark'
    )


def _passed(kinds: list[Kind]) -> str | None:
    named = " and ".join(_NAMES[kind] for kind in kinds if kind not in READ)
    if kinds == [Kind.STRUCK]:
        return (
            "the document strikes out some of these words; quote the others, or write "
            '"struck: true" to quote them as struck out'
        )
    return f"these words are there only together with {named}, which do not count as text"
