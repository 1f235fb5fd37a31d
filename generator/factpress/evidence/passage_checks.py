"""What a passage that was found may still get wrong: its marks, amounts, cropping and speaker.

In: a passage as its card has it, where it was found, whose words it is of. Out: problems and
warnings at its lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from factpress.content.places import place_of
from factpress.evidence import messages as wording
from factpress.evidence.contexts import Context
from factpress.evidence.document import Document
from factpress.evidence.editorial_marks import own_words
from factpress.evidence.guards import (
    asked,
    changed_amounts,
    cropped_words,
    cut_amounts,
    inserted_hedges,
)
from factpress.evidence.hedges import Lexicon, lexicon, lexicon_of_all
from factpress.evidence.names import Names
from factpress.evidence.results import Match
from factpress.evidence.runs import Kind
from factpress.evidence.speakers import Speakers, Spoken, faults
from factpress.model.cards import AnyCard, Catalog, Place, Source
from factpress.model.evidence import PassageKey
from factpress.model.problems import Problem, Severity
from factpress.model.schema import Evidence

_FEW_WORDS = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """A passage to be found: whose, where it stands in its card, and its words."""

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
    """The negations and hedges of each language in use, the publication's own, actors' names."""

    by_language: Mapping[str, Lexicon]
    own: Mapping[str, Sequence[str]]
    names: Names

    @cached_property
    def of_any(self) -> Lexicon:
        """The negations and hedges of all languages: most publications insert no words."""
        return lexicon_of_all(self.own)


def lists_of(catalog: Catalog) -> Lists:
    own = catalog.publication.hedges
    tags = {
        _language(catalog, evidence)
        for claim in catalog.claims.values()
        for evidence in claim.fields.evidence
    }
    return Lists({tag: lexicon(tag, own) for tag in tags}, own, Names(catalog.actors))


def _language(catalog: Catalog, evidence: Evidence) -> str:
    source = catalog.sources.get(evidence.source)
    of_source = source.fields.language if source else None
    return evidence.language or of_source or catalog.publication.language


def has_struck(document: Document, match: Match) -> bool:
    return any(Kind.STRUCK in document.kinds_in(start, end) for start, end in match.pieces)


def check_marks(document: Document, each: Wanted, match: Match) -> Iterator[Problem]:
    """What is wrong with a passage's brackets, and with what its card says of how it is read."""
    if match.insertions:
        own, least, all_words = own_words(each.passage, match.insertions)
        if own < least or 3 * own < 2 * all_words:
            yield each.problem(wording.too_much_inserted(own, all_words, least))
    evidence = each.evidence
    if evidence and evidence.struck and not has_struck(document, match):
        yield each.problem(wording.nothing_struck(), field=f"{each.field}.struck")
    if evidence and evidence.raised and "raised" not in match.passed:
        yield each.problem(wording.nothing_raised(), field=f"{each.field}.raised")


def check_amounts(
    catalog: Catalog, source: Source, document: Document, each: Wanted, match: Match
) -> Iterator[Problem]:
    """A problem for each amount that the passage cuts from its unit or, unexplained, its limit."""
    own = each.evidence.language if each.evidence else None
    language = own or source.fields.language or catalog.publication.language
    is_explained = each.evidence is not None and bool(each.evidence.crop_ok)
    for kind, amount in cut_amounts(document, match, language):
        if kind == "unit" or not is_explained:
            yield each.problem(wording.cut_number(kind, amount))
    for amount in changed_amounts(each.passage, match, language):
        yield each.problem(wording.amount_changed(amount))


def check_crop(
    catalog: Catalog, document: Document, each: Wanted, match: Match, lists: Lists
) -> Iterator[Problem]:
    evidence = each.evidence
    if evidence is None:
        return
    number = len(each.passage.split())
    if number < _FEW_WORDS:
        yield each.problem(wording.short(number), "warning")
    inserted = inserted_hedges(match, lists.of_any) if match.insertions else ()
    if inserted:
        yield each.problem(wording.inserted(inserted))
    words = lists.by_language[_language(catalog, evidence)]
    is_named = bool(evidence.speakers)
    cropped = cropped_words(document, match, words, has_speaker=is_named)
    if cropped and not evidence.crop_ok:
        found = list(dict.fromkeys(hedge.word for hedge in cropped))
        yield each.problem(wording.cropped(found), "warning")
    ending = asked(document, match)
    if ending and not evidence.crop_ok:
        yield each.problem(wording.question(ending), "warning")


def check_context(catalog: Catalog, each: Wanted, context: Context) -> Iterator[Problem]:
    """What is wrong with showing the sentence around a passage."""
    most = catalog.publication.limits.passage_words
    at = f"{each.field}.context"
    if context.is_cut or context.words > most:
        message = wording.long_sentence(context.words, most, is_cut=context.is_cut)
        yield each.problem(message, field=at)
    elif context.is_empty:
        yield each.problem(wording.no_context(), "warning", at)


def check_speaker(
    catalog: Catalog, speakers: Speakers, each: Wanted, match: Match, spoken: Spoken
) -> Iterator[Problem]:
    """What is wrong with whose words a card says that a passage is."""
    if each.evidence:
        for fault in faults(catalog, speakers, each.evidence, match, spoken):
            yield each.problem(fault.message, fault.severity, f"{each.field}.{fault.field}")
