"""Checks the evidence: finds every passage, compares the lock with the cards, writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from factpress.archive.saved_copies import CopyReader
from factpress.cache.inputs import Archived
from factpress.content.publishing import drafts_eased
from factpress.content.settings_file import Settings
from factpress.evidence.shares import republished
from factpress.lock.archive_check import ArchiveCheck, no_lock
from factpress.lock.card_check import check_cards
from factpress.lock.comparison import Comparison
from factpress.lock.current_record import passage_names, proof_of, record_of, repeated_passages
from factpress.lock.lock_file import Lock, parsed
from factpress.model.cards import AnyCard, Catalog, InputFile
from factpress.model.evidence import Proof
from factpress.model.problems import Problem, Severity
from factpress.model.urls import DOCUMENTS, LOCK_PATH
from factpress.options import BuildOptions
from factpress.output import disk
from factpress.ratings.origins import joined_origins

if TYPE_CHECKING:
    from factpress.archive.saved_copies import Archive


def archive_of(
    options: BuildOptions, catalog: Catalog, files: Mapping[str, InputFile]
) -> Archive | None:
    """The archive that was named, or the publication's own if it is there.

    A publication needs none whose documents are all with its cards.
    """
    documents = {
        path.removeprefix(DOCUMENTS): file.content
        for path, file in files.items()
        if path.startswith(DOCUMENTS)
    }
    folder = _folder(options, catalog)
    is_there = folder is not None and disk.is_folder(folder)
    names = {source.fields.document for source in catalog.sources.values()}
    if not is_there and not (names and names <= documents.keys()):
        return None
    # Imported here, since a build that trusts the lock reads no document.
    from factpress.archive.saved_copies import Archive

    limits = catalog.publication.limits
    return Archive(folder if is_there else None, documents, limits)


def _folder(options: BuildOptions, catalog: Catalog) -> Path | None:
    """The folder of the archive: as the options say, or else the publication."""
    setting = catalog.publication.archive
    return options.archive or (options.content.absolute().parent / setting if setting else None)


def archived(options: BuildOptions, catalog: Catalog) -> Archived:
    """The archive that a catalog was verified with, if it was."""
    folder = _folder(options, catalog)
    if folder is None or not catalog.is_verified or not disk.is_folder(folder):
        return Archived(str(folder or ""), None)
    sources = (s for key, s in catalog.sources.items() if key not in catalog.full_texts)
    return Archived(str(folder), {s.fields.document: s.fields.sha256 for s in sources})


def prove(
    catalog: Catalog,
    options: BuildOptions,
    files: Mapping[str, InputFile],
    cards: list[AnyCard],
    settings: Settings,
) -> tuple[Catalog, tuple[Problem, ...]]:
    """The catalog with the proof of every passage: from the archive, or from the lock."""
    proof: Proof | None = None
    archive = archive_of(options, catalog, files)
    with CopyReader(catalog.publication.limits) as reader:
        texts, found = republished(catalog, files, cards, reader)
        problems = list(found)
        if archive:
            from factpress.evidence.verification import verify

            proof, found = verify(catalog, archive, reader)
            problems += found
    names = passage_names(catalog)
    problems += repeated_passages(catalog, names)
    if not options.shows_drafts:
        problems = drafts_eased(problems, catalog.held_back)
    # What the lock knows was published: of that a draft is no excuse.
    file = files.get(LOCK_PATH) if options.trusts_lock else None
    lock = Lock(LOCK_PATH)
    if file is None:
        problems += no_lock(LOCK_PATH, catalog, has_archive=archive is not None)
    else:
        lock, found = parsed(file, options.stale_lock, options.today)
        problems += found
        problems += ArchiveCheck(catalog, lock, names, proof, options.stale_lock).problems()
        is_preview = options.shows_drafts and options.stale_lock == "warning"
        grave: Severity = "warning" if is_preview else "error"
        now = record_of(catalog, names), names, proof
        problems += check_cards(
            Comparison(catalog, settings, lock, now, options.today, (options.stale_lock, grave))
        )
    proved = catalog._replace(
        proof=proof or proof_of(lock.entries, names),
        is_verified=proof is not None,
        full_texts=texts,
    )
    return proved._replace(joined=joined_origins(proved)), tuple(problems)
