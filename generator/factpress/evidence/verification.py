"""Verify: finds every passage of the publication in the saved copies, or says what is wrong.

In: the catalog and the archive. Out: a `Proof`, and problems and warnings at the passages' lines.
Decides nothing about ratings; `honesty` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from factpress.content.places import place_of
from factpress.evidence import messages as wording
from factpress.evidence.archive import Archive
from factpress.evidence.days import quoted_by_day
from factpress.evidence.document import Document, prepare_runs
from factpress.evidence.editorial_marks import own_words
from factpress.evidence.extraction import ExtractionError
from factpress.evidence.folding import PARAGRAPH_BREAK
from factpress.evidence.fragments import fragment_of
from factpress.evidence.guards import (
    asked,
    changed_amounts,
    cropped_words,
    cut_amounts,
    inserted_hedges,
    quoted_share,
)
from factpress.evidence.hedges import Lexicon, lexicon, lexicon_of_all
from factpress.evidence.lock_file import change_digest, defect_key, passage_digest, reading_of
from factpress.evidence.names import Names
from factpress.evidence.reading import CopyReader
from factpress.evidence.refusals import why_refused
from factpress.evidence.results import Match, NotFound
from factpress.evidence.runs import Kind
from factpress.evidence.search import find
from factpress.evidence.speakers import Speakers, Spoken, faults, speakers_of
from factpress.model.cards import AnyCard, Catalog, Place, Source
from factpress.model.encoding import digest
from factpress.model.evidence import (
    Found,
    LockedRating,
    PassageKey,
    PassedOver,
    Proof,
    SavedCopy,
)
from factpress.model.problems import Problem, Severity
from factpress.model.schema import Evidence

_FEW_WORDS = 4
_CONTEXT_WORDS = 3
_CONTEXT_REACH = 200


@dataclass(frozen=True, slots=True)
class _Wanted:
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


@dataclass(slots=True)
class _Gathered:
    passages: dict[PassageKey, Found] = field(default_factory=dict)
    defects: dict[PassageKey, Found] = field(default_factory=dict)
    copies: dict[str, SavedCopy] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Lists:
    """The negations and hedges of each language in use and of all together; the actors' names."""

    by_language: Mapping[str, Lexicon]
    of_any: Lexicon
    names: Names


def verify(
    catalog: Catalog, archive: Archive, reader: CopyReader
) -> tuple[Proof, tuple[Problem, ...]]:
    """What was found of all passages, and every problem with them. One document at a time."""
    gathered = _Gathered()
    lists = _lists(catalog)
    wanted = _by_source(catalog)
    for source_id, source in catalog.sources.items():
        opened = open_document(archive, source, reader)
        if isinstance(opened, Problem):
            gathered.problems.append(opened)
        else:
            _verify_source(catalog, source, opened, wanted.get(source_id, []), gathered, lists)
    ratings = {
        claim_id: LockedRating(claim.fields.rating, tuple(map(change_digest, claim.fields.changes)))
        for claim_id, claim in catalog.claims.items()
    }
    proof = Proof(gathered.passages, gathered.defects, gathered.copies, ratings)
    return proof, tuple(gathered.problems)


def _lists(catalog: Catalog) -> _Lists:
    own = catalog.publication.hedges
    tags = {
        _language(catalog, evidence)
        for claim in catalog.claims.values()
        for evidence in claim.fields.evidence
    }
    return _Lists(
        {tag: lexicon(tag, own) for tag in tags}, lexicon_of_all(own), Names(catalog.actors)
    )


def _language(catalog: Catalog, evidence: Evidence) -> str:
    source = catalog.sources.get(evidence.source)
    of_source = source.fields.language if source else None
    return evidence.language or of_source or catalog.publication.language


def _by_source(catalog: Catalog) -> dict[str, list[_Wanted]]:
    wanted: dict[str, list[_Wanted]] = {}
    for claim in catalog.claims.values():
        for index, e in enumerate(claim.fields.evidence):
            key = PassageKey(claim.key.id, e.id or "")
            each = _Wanted(key, claim, f"evidence.{index}", e.passage, e.occurrence, e)
            wanted.setdefault(e.source, []).append(each)
    for source_id, source in catalog.sources.items():
        for index, defect in enumerate(source.fields.defects):
            if defect.passage:
                key = defect_key(source_id, index + 1)
                field_name = f"defects.{index}"
                each = _Wanted(key, source, field_name, defect.passage, defect.occurrence, None)
                wanted.setdefault(source_id, []).append(each)
    return wanted


def _verify_source(
    catalog: Catalog,
    source: Source,
    opened: tuple[Document, str],
    wanted: list[_Wanted],
    gathered: _Gathered,
    lists: _Lists,
) -> None:
    document, extractor = opened
    speakers = speakers_of(document, lists.names)
    spans: list[tuple[tuple[int, int], _Wanted]] = []
    for each in wanted:
        read = _as_read(document, each.evidence)
        match = _find(read, source, each, gathered.problems)
        if match is None:
            continue
        entries = gathered.passages if each.evidence else gathered.defects
        spoken = speakers.spoken(match)
        entries[each.key] = _found(read, source, each, match, spoken)
        spans += [((start, end), each) for start, end in match.pieces]
        gathered.problems += _marked(read, each, match)
        gathered.problems += _whole_amounts(catalog, source, read, each, match)
        if each.evidence:
            gathered.problems += _guarded(catalog, read, each, match, lists)
            gathered.problems += _misattributed(catalog, speakers, each, match, spoken)
    share = quoted_share(document, [span for span, _ in spans])
    most = catalog.publication.limits.document_share
    if share.share > most:
        longest = sorted(spans, key=lambda s: (s[0][0] - s[0][1], s[1].card.path))
        places = [(w.card.path, place_of(w.card, f"{w.field}.passage").line) for _, w in longest]
        message = wording.quoted_too_much(share.share, most, list(dict.fromkeys(places)))
        place = place_of(source, "document")
        gathered.problems.append(Problem(source.path, *place, message))
    quoted, before = quoted_by_day(
        source,
        [(each.card.key, span) for span, each in spans],
        catalog.held_back,
        lambda some: quoted_share(document, some).quoted,
    )
    gathered.copies[source.key.id] = SavedCopy(
        source.fields.sha256,
        len(document.text),
        share.words,
        quoted,
        document.paragraphs,
        extractor,
        before,
    )


def open_document(
    archive: Archive, source: Source, reader: CopyReader
) -> tuple[Document, str] | Problem:
    """A source's document, prepared, with its extractor; a problem when it is not the one meant."""
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
            return Problem(source.path, *place_of(source, "sha256"), message)
        found_text = reader.read(name, content)
    except ExtractionError as error:
        return Problem(source.path, *place, str(error))
    return prepare_runs(found_text.runs), found_text.extractor


def _as_read(document: Document, evidence: Evidence | None) -> Document:
    """The document as a passage's card says that it is to be read."""
    if evidence and evidence.struck:
        document = document.with_struck
    return document.raised_as_notes if evidence and evidence.raised else document


def _find(
    document: Document, source: Source, each: _Wanted, problems: list[Problem]
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
    document: Document, source: Source, each: _Wanted, match: Match, spoken: Spoken
) -> Found:
    prefix, suffix = ("", "")
    if each.occurrence is not None:
        prefix, suffix = _context(document, match)
    found = Found(
        passage_digest(source.key.id, each.passage, each.occurrence, reading_of(each.evidence)),
        source.key.id,
        match.level.value,
        match.start,
        match.end,
        tuple((start, end) for start, end in match.pieces),
        match.paragraph,
        prefix,
        suffix,
        passed=_passed(document, each.evidence, match, spoken),
    )
    if each.evidence is None:
        return found
    return found._replace(fragment=fragment_of(document, each.passage, found))


def _passed(
    document: Document, evidence: Evidence | None, match: Match, spoken: Spoken
) -> tuple[PassedOver, ...]:
    """What readers are told of how the document was read."""
    is_struck = evidence is not None and evidence.struck and _has_struck(document, match)
    told: tuple[PassedOver, ...] = ("struck-quoted",) if is_struck else ()
    return (*match.passed, *told, *(("other-speaker",) if spoken.passes_over_another else ()))


def _has_struck(document: Document, match: Match) -> bool:
    return any(Kind.STRUCK in document.kinds_in(start, end) for start, end in match.pieces)


def _marked(document: Document, each: _Wanted, match: Match) -> Iterator[Problem]:
    """What is wrong with a passage's brackets, and with what its card says of how it is read."""
    own, least, all_words = own_words(each.passage, match.insertions)
    if match.insertions and (own < least or 3 * own < 2 * all_words):
        yield each.problem(wording.too_much_inserted(own, all_words, least))
    evidence = each.evidence
    if evidence and evidence.struck and not _has_struck(document, match):
        yield each.problem(wording.nothing_struck(), field=f"{each.field}.struck")
    if evidence and evidence.raised and "raised" not in match.passed:
        yield each.problem(wording.nothing_raised(), field=f"{each.field}.raised")


def _context(document: Document, match: Match) -> tuple[str, str]:
    """A few words on either side: kept only for a passage that stands more than once.

    Those of one side are of one paragraph, since a browser seeks them so (text fragments).
    """
    low = document.folded.folded_start(match.start)
    high = document.folded.folded_end(match.end)
    first, last = match.start, match.end
    if low > 0:
        # A break belongs to the paragraph that it ends.
        span = document.paragraph_bounds(low - 1)
        first = max(document.original(*span)[0], match.start - _CONTEXT_REACH)
    if high < len(document.letters):
        span = document.paragraph_bounds(high + (document.letters[high] == PARAGRAPH_BREAK))
        last = min(document.original(*span)[1], match.end + _CONTEXT_REACH)
    before = document.text[first : match.start].split()
    after = document.text[match.end : last].split()
    return " ".join(before[-_CONTEXT_WORDS:]), " ".join(after[:_CONTEXT_WORDS])


def _whole_amounts(
    catalog: Catalog, source: Source, document: Document, each: _Wanted, match: Match
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


def _guarded(
    catalog: Catalog, document: Document, each: _Wanted, match: Match, lists: _Lists
) -> Iterator[Problem]:
    evidence = each.evidence
    if evidence is None:
        return
    number = len(each.passage.split())
    if number < _FEW_WORDS:
        yield each.problem(wording.short(number), "warning")
    inserted = inserted_hedges(match, lists.of_any)
    if inserted:
        yield each.problem(wording.inserted(inserted))
    words = lists.by_language[_language(catalog, evidence)]
    is_named = evidence.speaker is not None
    cropped = cropped_words(document, match, words, has_speaker=is_named)
    if cropped and not evidence.crop_ok:
        found = list(dict.fromkeys(hedge.word for hedge in cropped))
        yield each.problem(wording.cropped(found), "warning")
    ending = asked(document, match)
    if ending and not evidence.crop_ok:
        yield each.problem(wording.question(ending), "warning")


def _misattributed(
    catalog: Catalog, speakers: Speakers, each: _Wanted, match: Match, spoken: Spoken
) -> Iterator[Problem]:
    """What is wrong with whose words a card says that a passage is."""
    if each.evidence:
        for fault in faults(catalog, speakers, each.evidence, match, spoken):
            yield each.problem(fault.message, fault.severity, f"{each.field}.{fault.field}")
