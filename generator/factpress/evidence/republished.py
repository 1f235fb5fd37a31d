"""Documents that may be republished in full: those whose text lies with the cards.

In: the catalog and the files of `content/`. Out: their texts by source id, or problems. A document
that is only in the archive is never republished.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from factpress.content.places import place_of
from factpress.evidence.document import Document, prepare_runs
from factpress.evidence.extraction import ExtractionError
from factpress.evidence.reading import CopyReader
from factpress.evidence.runs import Kind
from factpress.model.cards import AnyCard, Catalog, FullText, InputFile, Source
from factpress.model.problems import Problem, quoted
from factpress.model.schema import SourceFields
from factpress.model.urls import DOCUMENTS


def republished(
    catalog: Catalog,
    files: Mapping[str, InputFile],
    cards: Iterable[AnyCard],
    reader: CopyReader,
) -> tuple[dict[str, FullText], tuple[Problem, ...]]:
    """The texts of the sources with `republish: full`, and what keeps one from being shown.

    `cards` are all there are: the documents of drafts may lie here too.
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
            f"republish is full, and {quoted(name)} is not in content/documents/; put it there if "
            "it is free to republish, or write excerpts"
        )
        return Problem(source.path, *place, message)
    if file.digest != source.fields.sha256:
        message = (
            f"sha256 {source.fields.sha256} is not that of {file.path}, which is {file.digest}"
        )
        return Problem(source.path, *place_of(source, "sha256"), message)
    try:
        return full_text(prepare_runs(reader.read(name, file.content).runs))
    except ExtractionError as error:
        return Problem(source.path, *place, str(error))


def full_text(document: Document) -> FullText:
    """What a page shows of a document: its paragraphs, with the note marks at their ends."""
    marks = {each.start: each.end for each in document.of_kind(Kind.NOTE, Kind.STRUCK)}
    return FullText(
        document.text,
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


def _strays(cards: Iterable[AnyCard], files: Mapping[str, InputFile]) -> Iterator[Problem]:
    sources = (card.fields for card in cards if isinstance(card.fields, SourceFields))
    full = {fields.document for fields in sources if fields.republish == "full"}
    for path in files:
        if path.startswith(DOCUMENTS) and path.removeprefix(DOCUMENTS) not in full:
            message = (
                "is the document of no source with republish: full; keep documents that may not be "
                "republished in the archive, outside of content/"
            )
            yield Problem(path, 1, 1, message)
