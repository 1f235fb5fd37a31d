"""Lines for writers: passages that were found, words to quote, paragraphs not quoted yet.

They hold words of private documents, and go to the terminal alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from factpress.archive.document import Document
from factpress.archive.names import Names
from factpress.archive.saved_copies import CopyReader
from factpress.cache.inputs import shown, shown_path, snapshot
from factpress.check_evidence import archive_of
from factpress.content.catalog import name_index
from factpress.content.places import place_of
from factpress.evidence.editorial_marks import MarkFault
from factpress.evidence.forgiving import nearest_stretches, same_words
from factpress.evidence.guards import cropped_words, cut_amounts, inside_quotation
from factpress.evidence.hedges import lexicon
from factpress.evidence.messages import GAVE_UP, differing
from factpress.evidence.results import (
    Ambiguous,
    Apart,
    CutsWord,
    GaveUp,
    Match,
    NoSuchOccurrence,
    NotFound,
)
from factpress.evidence.search import find
from factpress.evidence.speakers import sole_speaker, speakers_of
from factpress.evidence.suggestions import suggestion_of, whole, written, yaml_value
from factpress.evidence.verification import open_document
from factpress.load import load
from factpress.lock.lock_file import defect_key
from factpress.model.cards import CardKey, Catalog, Source
from factpress.model.evidence import Found, Level
from factpress.model.problems import BuildRefused, Problem, unknown
from factpress.options import BuildOptions, CacheOptions

_LEVELS: tuple[Level, ...] = ("exact", "typographic", "omission", "bracketed")
_SHOWN = 72
_MOST_NEAREST = 3
# How a line begins that says that words are not in the document.
NOT_THERE: Final = "# not there"


def verified(catalog: Catalog) -> Iterator[str]:
    """Every passage that was found, by source in order of place, then how many of each level."""
    proof = catalog.proof
    for source_id, source in catalog.sources.items():
        copy = proof.copies.get(source_id)
        if copy is None:
            yield f"{source_id}: {source.fields.document} could not be read"
            continue
        share = copy.quoted / copy.words if copy.words else 0.0
        yield f"{source_id}: {share:.1%} of {copy.words} words quoted"
        rows = _passages_of(catalog, source_id)
        for found, owner, words in sorted(rows, key=lambda row: (row[0].start, row[0].end, row[1])):
            where = f"paragraph {found.paragraph}/{copy.paragraphs}"
            yield f"  {where:>16}  {found.level:11}  {owner}  {_short(words)}"
    levels = Counter(f.level for f in (*proof.passages.values(), *proof.defects.values()))
    asked = sum(len(claim.fields.evidence) for claim in catalog.claims.values())
    counted = ", ".join(f"{levels[level]} {level}" for level in _LEVELS if levels[level])
    of_defects = f", and {len(proof.defects)} of defects" if proof.defects else ""
    yield f"{len(proof.passages)} of {asked} passages found{of_defects}"
    yield counted or "none"


def _passages_of(catalog: Catalog, source_id: str) -> Iterator[tuple[Found, str, str]]:
    for key in catalog.back.quoted.get(source_id, ()):
        claim = catalog.claims[key.claim_id]
        found = catalog.proof.passages.get(key)
        index = next(n for n, e in enumerate(claim.fields.evidence) if e.id == key.evidence_id)
        if found:
            line = place_of(claim, f"evidence.{index}.passage").line
            yield found, f"{claim.path}:{line}", claim.fields.evidence[index].passage
    source = catalog.sources[source_id]
    for index, defect in enumerate(source.fields.defects):
        found = catalog.proof.defects.get(defect_key(source_id, index + 1))
        if found:
            line = place_of(source, f"defects.{index}.passage").line
            yield found, f"{source.path}:{line}", defect.passage or ""


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


class Opened(NamedTuple):
    """A source of a catalog, with its document."""

    catalog: Catalog
    source: Source
    document: Document


def quotation(opened: Opened, words: str) -> Iterator[str]:
    """The words as the document has them, as evidence ready to paste into a card."""
    document = opened.document
    match find(document, words):
        case Match() | Ambiguous():
            yield from _every_place(opened, words)
        case CutsWord(words=cut) as cutting:
            named = " and ".join(f'"{word}"' for word in cut)
            yield f"{NOT_THERE}: the words cut into {named}; ask for whole words"
            yield from _every_place(opened, whole(document, cutting))
        case NotFound(missing=missing):
            yield from _alike_or_nearest(opened, words, missing)
        case Apart() | NoSuchOccurrence():
            yield "# the document has all parts, but not in this order and near together"
        case GaveUp():
            yield f"# {GAVE_UP}"
        case MarkFault() as fault:
            yield f"# {fault.value}"


def _every_place(opened: Opened, words: str | None) -> Iterator[str]:
    """Each place of words of the document, as evidence; of several each has its number."""
    finding = find(opened.document, words) if words else None
    if isinstance(finding, Match):
        yield from _pasteable(opened, finding, None)
    elif isinstance(finding, Ambiguous) and words:
        yield f"# occurs {finding.count} times; keep the one that you mean"
        for number in range(1, len(finding.places) + 1):
            one = find(opened.document, words, occurrence=number)
            if isinstance(one, Match):
                yield from _pasteable(opened, one, number)


def _alike_or_nearest(opened: Opened, words: str, missing: str) -> Iterator[str]:
    """The places with the same words in other letters or marks; else the nearest stretches."""
    document = opened.document
    spans = same_words(document, words)
    alike = list(dict.fromkeys(written(document, *span) for span in spans))
    if alike:
        yield "# found with other capitals, accents, marks or spaces"
        for each in alike:
            yield from _every_place(opened, each)
        return
    found = [
        suggestion_of(document, words, missing, near)
        for near in nearest_stretches(document, missing, _MOST_NEAREST)
    ]
    if not found:
        yield f"{NOT_THERE}: nothing in the document is similar"
    for number, suggestion in enumerate(found):
        near = suggestion.near
        where = f"in paragraph {near.paragraph} of {document.paragraphs}:"
        yield f"{NOT_THERE}; nearest is {where}" if number == 0 else f"# or {where}"
        yield f"# {' '.join(document.text[near.start : near.end].split())}"
        yield f"# {differing(suggestion)}"
        yield from _every_place(opened, suggestion.paste)


def _pasteable(opened: Opened, match: Match, occurrence: int | None) -> Iterator[str]:
    catalog, source, document = opened
    language = source.fields.language or catalog.publication.language
    hedges = cropped_words(document, match, lexicon(language, catalog.publication.hedges))
    is_quoted = inside_quotation(document, match)
    yield f"# {match.level.value}, paragraph {match.paragraph} of {match.paragraphs}"
    if hedges:
        named = ", ".join(f'"{word}"' for word in dict.fromkeys(h.word for h in hedges))
        yield f"# the sentence around it also says {named}"
    for _, amount in cut_amounts(document, match, language):
        yield f'# cuts the amount "{amount}": ask for all of it'
    speakers = speakers_of(document, Names(catalog.actors))
    spoken = speakers.spoken(match)
    speaker = None if is_quoted and spoken.is_quoted else sole_speaker(spoken)
    if is_quoted and not speaker:
        yield "# is inside quotation marks: name its speaker"
    if spoken.turns:
        yield f"# in the document these are the words of {spoken.turns[0].speaker.written}"
    else:
        for actor_id, name in _named_nearby(opened, match).items():
            yield f"# {name} is named in the paragraph: speaker: {actor_id}"
    yield f"- source: {source.key.id}"
    yield f"  passage: {yaml_value(written(document, match.start, match.end))}"
    if occurrence is not None:
        yield f"  occurrence: {occurrence}"
    yield "  stance: # asserts, denies, reports or qualifies"
    if speaker:
        yield f"  speaker: {speaker}"
    elif is_quoted or spoken.turns:
        yield "  speaker: # actor id, or a list where several share the words"


def _named_nearby(opened: Opened, match: Match) -> dict[str, str]:
    start, end = list(opened.document.paragraph_spans())[match.paragraph - 1]
    names = name_index(opened.catalog.actors.values())
    return names.named_in(opened.document.text[start:end])


def uncited(opened: Opened) -> Iterator[str]:
    """The paragraphs of a document that no claim quotes, each with its number and beginning."""
    catalog, source, document = opened
    passages = catalog.proof.passages.values()
    quoted = [
        piece for each in passages if each.source_id == source.key.id for piece in each.pieces
    ]
    spans = list(document.paragraph_spans())
    bare = [
        (number, document.text[start:end])
        for number, (start, end) in enumerate(spans, 1)
        if not any(low < end and start < high for low, high in quoted)
    ]
    for number, text in bare:
        yield f"{number:>5}  {_short(text)}"
    yield f"{len(bare)} of {len(spans)} paragraphs are quoted by no claim"


def document_of(options: BuildOptions, cache: CacheOptions, source_id: str) -> Opened:
    """A source with its document, opened. Raises BuildRefused when either cannot be had."""
    now = snapshot(options)
    catalog, problems = load(options, cache, now=now)
    if catalog is None:
        raise BuildRefused(problems)
    source = catalog.sources.get(source_id)
    key = CardKey("source", source_id)
    if source is None and (key in catalog.unread or key in catalog.held_back):
        # The card is there, and something is wrong with it.
        at = shown_path(options.content, f"sources/{source_id}.md")
        of_card = [each for each in problems if each.path == at]
        if key in catalog.held_back:
            gaps = "the card is a draft with gaps; fill them in first"
            of_card.append(Problem(at, 1, 1, gaps))
        raise BuildRefused(of_card or problems)
    if source is None:
        message = unknown("source", source_id, list(catalog.sources), is_not="has no card")
        raise BuildRefused([Problem(shown_path(options.content, "sources/"), 1, 1, message)])
    archive = archive_of(options, catalog, {file.path: file for file in now.content})
    if archive is None:
        message = "there is no archive to find the document in; name it with --archive"
        raise BuildRefused([Problem(shown_path(options.content, source.path), 1, 1, message)])
    with CopyReader(catalog.publication.limits) as reader:
        opened = open_document(archive, source, reader)
    if isinstance(opened, Problem):
        raise BuildRefused([shown(options.content, opened)])
    return Opened(catalog, source, opened[0])
