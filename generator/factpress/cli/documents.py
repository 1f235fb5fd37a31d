"""Documents: that of one source, opened for who looks for words in it.

In: an order, a source's id. Out: the source and its document, or BuildRefused with what is wrong.
Knows nothing of what is looked for.
"""

from __future__ import annotations

from factpress.archives import archive_of
from factpress.cache.inputs import shown, shown_path, snapshot
from factpress.evidence.document import Document
from factpress.evidence.opening import open_document
from factpress.evidence.reading import CopyReader
from factpress.load import load
from factpress.model.cards import Catalog, Source
from factpress.model.problems import BuildRefused, Problem, unknown
from factpress.options import Order


def document_of(order: Order, source_id: str) -> tuple[Catalog, Source, Document]:
    """A source with its document, opened. Raises BuildRefused when either cannot be had."""
    now = snapshot(order)
    catalog, problems = load(order, now=now)
    if catalog is None:
        raise BuildRefused(problems)
    source = catalog.sources.get(source_id)
    if source is None:
        message = unknown("source", source_id, list(catalog.sources), is_not="has no card")
        raise BuildRefused([Problem(shown_path(order.content, "sources/"), 1, 1, message)])
    archive = archive_of(order, catalog, {file.path: file for file in now.content})
    if archive is None:
        message = "there is no archive to find the document in; name it with --archive"
        raise BuildRefused([Problem(shown_path(order.content, source.path), 1, 1, message)])
    with CopyReader(catalog.publication.limits) as reader:
        opened = open_document(archive, source, reader)
    if isinstance(opened, Problem):
        raise BuildRefused([shown(order.content, opened)])
    return catalog, source, opened[0]
