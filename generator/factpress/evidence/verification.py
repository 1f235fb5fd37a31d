"""Verification: finds every passage of the publication in the saved copies.

The result is a `Proof`, and problems and warnings at the passages' lines.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from msgspec.structs import replace

from factpress.archive.document import Document, prepare_runs
from factpress.archive.extraction import ExtractionError
from factpress.archive.saved_copies import Archive, CopyReader
from factpress.content.history import quoting_claims
from factpress.content.places import place_of, problem_at
from factpress.evidence import messages as wording
from factpress.evidence.contexts import PassagePlaces, context_of
from factpress.evidence.fragments import fragment_of
from factpress.evidence.passage_checks import (
    Lists,
    WantedPassage,
    check_amounts,
    check_context,
    check_crop,
    check_marks,
    check_speaker,
    has_struck,
    lists_of,
    why_refused,
)
from factpress.evidence.results import Match, NotFound
from factpress.evidence.search import find
from factpress.evidence.shares import ShownSpan, saved_copy
from factpress.evidence.speakers import Spoken, is_speech, speakers_of
from factpress.lock.lock_file import defect_key
from factpress.model.card_parts import Evidence
from factpress.model.cards import Catalog, Source
from factpress.model.encoding import digest
from factpress.model.evidence import Found, PassageKey, PassedOver, Proof, SavedCopy
from factpress.model.problems import Problem
from factpress.ratings.copies import LookAlikes
from factpress.text.folding import PARAGRAPH_BREAK

# Words beside a passage that occurs more than once: their number, and the search for them.
_CONTEXT_WORDS: Final = 3
_CONTEXT_REACH: Final = 200


def open_document(
    archive: Archive, source: Source, reader: CopyReader
) -> tuple[Document, str] | Problem:
    """A source's document with its extractor, or a problem if it is missing or another one."""
    name = source.fields.document
    place = place_of(source, "document")
    try:
        content = archive.read(name)
        if content is None:
            message = wording.no_saved_copy(name)
            return Problem(source.path, *place, message)
        found = digest(content)
        if found != source.fields.sha256:
            message = wording.other_digest(name, source.fields.sha256, found)
            return problem_at(source, "sha256", message)
        found_text = reader.read(name, content)
    except ExtractionError as error:
        return Problem(source.path, *place, str(error))
    return prepare_runs(found_text.runs), found_text.extractor


@dataclass(slots=True)
class _Results:
    passages: dict[PassageKey, Found] = field(default_factory=dict)
    defects: dict[PassageKey, Found] = field(default_factory=dict)
    copies: dict[str, SavedCopy] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    look_alikes: LookAlikes = field(default_factory=LookAlikes)


def verify(
    catalog: Catalog, archive: Archive, reader: CopyReader
) -> tuple[Proof, tuple[Problem, ...]]:
    """The proof of all passages, and their problems. One document at a time."""
    results = _Results()
    lists = lists_of(catalog)
    wanted = _by_source(catalog)
    for source_id, source in catalog.sources.items():
        opened = open_document(archive, source, reader)
        if isinstance(opened, Problem):
            results.problems.append(opened)
        else:
            results.look_alikes.add(source_id, opened[0])
            _verify_source(catalog, source, opened, wanted.get(source_id, []), results, lists)
    alike = results.look_alikes.pairs()
    proof = Proof(results.passages, results.defects, results.copies, alike)
    return proof, tuple(results.problems)


def _by_source(catalog: Catalog) -> dict[str, list[WantedPassage]]:
    wanted: dict[str, list[WantedPassage]] = {}
    for claim in quoting_claims(catalog):
        for index, e in enumerate(claim.fields.evidence):
            key = PassageKey(claim.key.id, e.id or "")
            each = WantedPassage(key, claim, f"evidence.{index}", e.passage, e.occurrence, e)
            wanted.setdefault(e.source, []).append(each)
    for source_id, source in catalog.sources.items():
        for index, defect in enumerate(source.fields.defects):
            if defect.passage:
                key = defect_key(source_id, index + 1)
                field_name = f"defects.{index}"
                each = WantedPassage(
                    key, source, field_name, defect.passage, defect.occurrence, None
                )
                wanted.setdefault(source_id, []).append(each)
    return wanted


def _verify_source(
    catalog: Catalog,
    source: Source,
    opened: tuple[Document, str],
    wanted: list[WantedPassage],
    results: _Results,
    lists: Lists,
) -> None:
    document, extractor = opened
    speakers = speakers_of(document, lists.names)
    places = PassagePlaces(document, source.fields.document, speakers.turns)
    shown: list[ShownSpan] = []
    for each in wanted:
        read = _as_read(document, each.evidence)
        match = _find(read, source, each, results.problems)
        if match is None:
            continue
        spoken = speakers.spoken(match)
        found = _found(read, source, each, match, spoken)
        shown += [ShownSpan(span, each) for span in match.pieces]
        results.problems += check_marks(read, each, match)
        results.problems += check_amounts(catalog, source, read, each, match)
        if each.evidence:
            results.problems += check_crop(catalog, read, each, match, lists)
            results.problems += check_speaker(catalog, speakers, each, match, spoken)
        is_said = is_speech(read, speakers.turns, match)
        found = replace(found, is_speech=is_said, **places.at(match.start)._asdict())
        if each.evidence and each.evidence.context:
            context = context_of(read, speakers.turns, match)
            results.problems += check_context(catalog, each, context)
            found = replace(found, before=context.before, after=context.after)
            shown += [ShownSpan(span, each, is_context=True) for span in context.spans]
        (results.passages if each.evidence else results.defects)[each.key] = found
    copy, problems = saved_copy(catalog, source, document, shown, extractor)
    results.copies[source.key.id] = copy
    results.problems += problems


def _as_read(document: Document, evidence: Evidence | None) -> Document:
    """The document with the reading that a passage's card asks for."""
    if evidence and evidence.struck:
        document = document.with_struck
    return document.raised_as_notes if evidence and evidence.raised else document


def _find(
    document: Document, source: Source, each: WantedPassage, problems: list[Problem]
) -> Match | None:
    passage = each.passage.strip()
    finding = find(document, passage, occurrence=each.occurrence)
    if isinstance(finding, Match):
        return finding
    why = why_refused(document, passage) if isinstance(finding, NotFound) else None
    if why:
        message = wording.refused(source.key.id, why)
    else:
        message = wording.not_found(finding, passage, document, source.key.id)
    problems.append(each.problem(message))
    return None


def _found(
    document: Document, source: Source, each: WantedPassage, match: Match, spoken: Spoken
) -> Found:
    prefix, suffix = ("", "")
    if each.occurrence is not None:
        prefix, suffix = _context(document, match)
    pieces = tuple((start, end) for start, end in match.pieces)
    found = Found(
        source_id=source.key.id,
        level=match.level.value,
        start=match.start,
        end=match.end,
        several=() if pieces == ((match.start, match.end),) else pieces,
        paragraph=match.paragraph,
        prefix=prefix,
        suffix=suffix,
        passed=_passed(document, each.evidence, match, spoken),
    )
    if each.evidence is None:
        return found
    return replace(found, fragment=fragment_of(document.visible, each.passage, found))


def _passed(
    document: Document, evidence: Evidence | None, match: Match, spoken: Spoken
) -> tuple[PassedOver, ...]:
    """The kinds of text that the quotation skips, for its readers."""
    passed: list[PassedOver] = list(match.passed)
    if evidence and evidence.struck and has_struck(document, match):
        passed.append("struck-quoted")
    if spoken.passes_over_another:
        passed.append("other-speaker")
    return tuple(passed)


def _context(document: Document, match: Match) -> tuple[str, str]:
    """A few words before and after a match, for a passage that occurs more than once.

    The words of each side are of one paragraph: a browser searches for them so (text fragments).
    """
    low, high = document.folded_span(match.start, match.end)
    first, last = match.start, match.end
    if low > 0:
        # A break belongs to the paragraph before it.
        span = document.paragraph_bounds(low - 1)
        first = max(document.original(*span)[0], match.start - _CONTEXT_REACH)
    if high < len(document.letters):
        span = document.paragraph_bounds(high + (document.letters[high] == PARAGRAPH_BREAK))
        last = min(document.original(*span)[1], match.end + _CONTEXT_REACH)
    before = document.text[first : match.start].split()
    after = document.text[match.end : last].split()
    return " ".join(before[-_CONTEXT_WORDS:]), " ".join(after[:_CONTEXT_WORDS])
