"""Facts about whole documents: their `SavedCopy`, the share that the site shows, full texts.

The publication's limits restrict the share. Sources with `republish: full` have their document in
content/, and a page with its full text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from factpress.archive.document import Document, prepare_runs
from factpress.archive.extraction import ExtractionError
from factpress.archive.saved_copies import CopyReader
from factpress.content.places import place_of, problem_at
from factpress.content.share_limits import ShareLimits, is_exempt, share_limits
from factpress.evidence import messages as wording
from factpress.evidence.guards import QuotedShare, quoted_share
from factpress.evidence.passage_checks import WantedPassage
from factpress.model.cards import AnyCard, Catalog, FullText, InputFile, Source
from factpress.model.evidence import SavedCopy
from factpress.model.problems import Problem, quoted
from factpress.model.schema import SourceFields
from factpress.model.urls import DOCUMENTS, card_kind
from factpress.ratings.dates import quoted_by_day
from factpress.text.runs import Kind

_Span = tuple[int, int]


class ShownSpan(NamedTuple):
    """Characters [start, end) of a document that the site shows with a passage.

    `is_context`: they are around the passage, not in it.
    """

    span: _Span
    of: WantedPassage
    is_context: bool = False


def saved_copy(
    catalog: Catalog, source: Source, document: Document, shown: Sequence[ShownSpan], extractor: str
) -> tuple[SavedCopy, tuple[Problem, ...]]:
    """A document's saved copy, and a problem if the site shows more of it than the limits allow.

    The limits count all cards, those of later days too: the share only grows with the days.
    """
    passages = [each for each in shown if not each.is_context]
    has_contexts = len(passages) < len(shown)
    share = quoted_share(document, [each.span for each in passages])
    with_contexts = share
    if has_contexts:
        with_contexts = quoted_share(document, [each.span for each in shown])
    quoted, before = _by_day(catalog, source, document, passages, share)
    every = _by_day(catalog, source, document, shown, with_contexts)[0] if has_contexts else quoted
    copy = SavedCopy(
        digest=source.fields.sha256,
        characters=len(document.text),
        words=share.words,
        quoted=quoted,
        paragraphs=document.paragraphs,
        extractor=extractor,
        before=before,
        lengths=tuple(end - start for start, end in document.paragraph_spans()),
        with_contexts=every,
    )
    limits = share_limits(catalog, source, document.words)
    # What is left out of the count only makes it less.
    if limits is None or (
        share.share <= limits.passages.share and with_contexts.share <= limits.contexts.share
    ):
        return copy, ()
    return copy, tuple(_problems(catalog, source, document, shown, limits))


def _by_day(
    catalog: Catalog,
    source: Source,
    document: Document,
    shown: Sequence[ShownSpan],
    share: QuotedShare,
) -> tuple[int, tuple[tuple[str, int], ...]]:
    """The number of shown words once every card is published, and their number before each day."""
    if not catalog.held_back:
        return share.quoted, ()
    return quoted_by_day(
        source,
        [(each.of.card.key, each.span) for each in shown],
        catalog.held_back,
        lambda some: quoted_share(document, some).quoted,
    )


def _problems(
    catalog: Catalog,
    source: Source,
    document: Document,
    shown: Sequence[ShownSpan],
    limits: ShareLimits,
) -> Iterator[Problem]:
    counted = [each for each in shown if not is_exempt(catalog, source, each.of.evidence)]
    passages = [each for each in counted if not each.is_context]
    contexts = [each for each in counted if each.is_context]
    quoted = quoted_share(document, [each.span for each in passages]).share
    with_contexts = quoted_share(document, [each.span for each in counted]).share
    if quoted > limits.passages.share:
        places = _longest(passages, "passage")
        message = wording.quoted_too_much(quoted, *limits.passages, places)
    elif with_contexts > limits.contexts.share:
        places = _longest(contexts, "context")
        message = wording.shown_too_much(with_contexts, *limits.contexts, places)
    else:
        return
    yield Problem(source.path, *place_of(source, "document"), message)


def _longest(shown: Iterable[ShownSpan], field: str) -> list[str]:
    """The lines of cards with the five longest spans, the longest first."""
    longest = sorted(shown, key=lambda each: (each.span[0] - each.span[1], each.of.card.path))
    places = ((each.of.card, f"{each.of.field}.{field}") for each in longest)
    lines = (f"{card.path}:{place_of(card, name).line}" for card, name in places)
    return list(dict.fromkeys(lines))[:5]


def republished(
    catalog: Catalog, files: Mapping[str, InputFile], cards: Sequence[AnyCard], reader: CopyReader
) -> tuple[dict[str, FullText], tuple[Problem, ...]]:
    """The texts of the sources with `republish: full`, and problems with them.

    `cards` are all cards: content/documents/ may have documents of drafts too.
    """
    texts: dict[str, FullText] = {}
    problems: list[Problem] = []
    for source_id, source in catalog.sources.items():
        if source.fields.republish == "full":
            text = _text(source, files, reader)
            if isinstance(text, Problem):
                problems.append(text)
            else:
                texts[source_id] = text
    return texts, (*problems, *_strays(cards, files))


def _text(source: Source, files: Mapping[str, InputFile], reader: CopyReader) -> FullText | Problem:
    name = source.fields.document
    file = files.get(DOCUMENTS + name)
    place = place_of(source, "republish")
    if file is None:
        message = (
            f"republish is full, but {quoted(name)} is not in content/documents/; put it there if "
            "it is free to republish, or write excerpts"
        )
        return Problem(source.path, *place, message)
    if file.digest != source.fields.sha256:
        message = (
            f"sha256 {source.fields.sha256} is not that of {file.path}, which is {file.digest}"
        )
        return problem_at(source, "sha256", message)
    try:
        return full_text(prepare_runs(reader.read(name, file.content).runs))
    except ExtractionError as error:
        return Problem(source.path, *place, str(error))


# Characters that no page can hold, or that would reverse the words after them. U+FFFD takes the
# place of each, so that positions stay.
_UNSHOWN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)


def full_text(document: Document) -> FullText:
    """A document for its page: its paragraphs, with the note marks at their ends."""
    marks = {each.start: each.end for each in document.of_kind(Kind.NOTE, Kind.STRUCK)}
    return FullText(
        _UNSHOWN.sub("\ufffd", document.text),
        tuple(_with_marks(span, marks) for span in document.paragraph_spans()),
        tuple((each.start, each.end) for each in document.of_kind(*_UNSEEN)),
        tuple((each.start, each.end) for each in document.of_kind(Kind.STRUCK)),
    )


_UNSEEN = (Kind.HIDDEN, Kind.COMMENT, Kind.FURNITURE, Kind.TIMING)


def _with_marks(span: tuple[int, int], marks: Mapping[int, int]) -> tuple[int, int]:
    start, end = span
    while end in marks:
        end = marks[end]
    return start, end


def _strays(cards: Sequence[AnyCard], files: Mapping[str, InputFile]) -> Iterator[Problem]:
    sources = (card.fields for card in cards if isinstance(card.fields, SourceFields))
    full = {fields.document for fields in sources if fields.republish == "full"}
    read = {card.path for card in cards}
    if any(path not in read for path in files if card_kind(path) == "source"):
        return  # a source that cannot be read may have it
    for path in files:
        if path.startswith(DOCUMENTS) and path.removeprefix(DOCUMENTS) not in full:
            message = (
                "no source with republish: full has this document; keep documents that may not be "
                "republished in the archive, outside of content/"
            )
            yield Problem(path, 1, 1, message)
