"""Opening a source's document: its bytes from the archive, the copy that is meant, prepared.

In: the archive, a source. Out: the document with what extracted it, or the problem with it.
"""

from __future__ import annotations

from factpress.content.places import place_of
from factpress.evidence import messages as wording
from factpress.evidence.archive import Archive
from factpress.evidence.document import Document, prepare_runs
from factpress.evidence.extraction import ExtractionError
from factpress.evidence.reading import CopyReader
from factpress.model.cards import Source
from factpress.model.encoding import digest
from factpress.model.problems import Problem


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
