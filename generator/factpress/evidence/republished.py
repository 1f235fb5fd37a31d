"""Documents that may be republished in full: those whose text lies with the cards.

In: the catalog and the files of `content/`. Out: their texts by source id, or problems. A document
that is only in the archive is never republished.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from factpress.content.places import place_of
from factpress.evidence.extraction import ExtractionError
from factpress.evidence.reading import CopyReader
from factpress.model.cards import Catalog, InputFile, Source
from factpress.model.problems import Problem, quoted
from factpress.model.urls import DOCUMENTS


def republished(
    catalog: Catalog, files: Mapping[str, InputFile], reader: CopyReader
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The texts of the sources with `republish: full`, and what keeps one from being shown."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for source_id, source in catalog.sources.items():
        if source.fields.republish == "full":
            text = _text(source, files, reader)
            if isinstance(text, Problem):
                problems.append(text)
            else:
                texts[source_id] = text
    return texts, (*problems, *_strays(catalog, files))


def _text(source: Source, files: Mapping[str, InputFile], reader: CopyReader) -> str | Problem:
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
        return reader.read(name, file.content).text
    except ExtractionError as error:
        return Problem(source.path, *place, str(error))


def _strays(catalog: Catalog, files: Mapping[str, InputFile]) -> Iterator[Problem]:
    full = {s.fields.document for s in catalog.sources.values() if s.fields.republish == "full"}
    for path in files:
        if path.startswith(DOCUMENTS) and path.removeprefix(DOCUMENTS) not in full:
            message = (
                "is the document of no source with republish: full; keep documents that may not be "
                "republished in the archive, outside of content/"
            )
            yield Problem(path, 1, 1, message)
