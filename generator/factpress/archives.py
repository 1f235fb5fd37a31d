"""Archives: where a publication's saved copies are, and what a build read of them.

In: an order, a catalog, the files of content. Out: the archive, if there is one, and the record of
it. Knows nothing of what a document says.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from factpress.cache.inputs import Archived
from factpress.model.cards import Catalog, InputFile
from factpress.model.urls import DOCUMENTS
from factpress.options import Order
from factpress.output import disk

if TYPE_CHECKING:
    from factpress.evidence.archive import Archive


def archive_of(order: Order, catalog: Catalog, files: Mapping[str, InputFile]) -> Archive | None:
    """The archive that was named, or the publication's own if it is there.

    A publication all of whose documents lie with its cards needs none.
    """
    documents = {
        path.removeprefix(DOCUMENTS): file.content
        for path, file in files.items()
        if path.startswith(DOCUMENTS)
    }
    folder = _folder(order, catalog)
    is_there = folder is not None and disk.is_folder(folder)
    names = {source.fields.document for source in catalog.sources.values()}
    if not is_there and not (names and names <= documents.keys()):
        return None
    # Here, for a build that trusts the lock reads no document.
    from factpress.evidence.archive import Archive

    limits = catalog.publication.limits
    return Archive(folder if is_there else None, documents, limits)


def _folder(order: Order, catalog: Catalog) -> Path | None:
    """Where the archive is looked for: where the order says, or else the publication."""
    setting = catalog.publication.archive
    return order.archive or (order.content.absolute().parent / setting if setting else None)


def archived(order: Order, catalog: Catalog) -> Archived:
    """The archive that a catalog was verified with, if it was."""
    folder = _folder(order, catalog)
    if folder is None or not catalog.is_verified or not disk.is_folder(folder):
        return Archived(str(folder or ""), None)
    sources = (s for key, s in catalog.sources.items() if key not in catalog.full_texts)
    return Archived(str(folder), {s.fields.document: s.fields.sha256 for s in sources})
