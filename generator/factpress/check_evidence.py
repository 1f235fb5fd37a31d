"""Checks the evidence: finds every passage, compares the lock with the cards, writes nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from factpress.archive.extraction import ExtractionError
from factpress.archive.saved_copies import Archive, CopyReader
from factpress.cache.inputs import Archived
from factpress.content.front_matter import FrontMatter, read_card
from factpress.content.publishing import drafts_eased
from factpress.content.settings_file import Settings
from factpress.evidence.shares import republished
from factpress.lock.archive_check import ArchiveCheck, no_lock
from factpress.lock.card_check import check_cards
from factpress.lock.comparison import Comparison
from factpress.lock.current_record import passage_names, proof_of, record_of, repeated_passages
from factpress.lock.lock_file import Lock, parsed
from factpress.model.cards import AnyCard, Catalog, InputFile
from factpress.model.encoding import digest
from factpress.model.evidence import Proof
from factpress.model.limits import CARD_BYTES
from factpress.model.problems import Problem, Severity, quoted
from factpress.model.settings import PublicationFields
from factpress.model.urls import DOCUMENTS, LOCK_PATH
from factpress.options import BuildOptions
from factpress.output import disk
from factpress.ratings.origins import joined_origins


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
    folder = options.archive_folder(catalog.publication.archive)
    is_there = folder is not None and disk.is_folder(folder)
    names = {source.fields.document for source in catalog.sources.values()}
    if not is_there and not (names and names <= documents.keys()):
        return None
    limits = catalog.publication.limits
    return Archive(folder if is_there else None, documents, limits)


def archived(options: BuildOptions, catalog: Catalog) -> Archived:
    """The archive that a catalog was verified with, if it was.

    A copy that was missing, or another one, has no digest: whoever mends it is to be believed.
    """
    if not options.checks_passages:
        return Archived("", None)
    folder = options.archive_folder(catalog.publication.archive)
    if folder is None or not catalog.is_verified or not disk.is_folder(folder):
        return Archived(str(folder or ""), None)
    sources = {key: s for key, s in catalog.sources.items() if key not in catalog.full_texts}
    read = catalog.proof.copies
    digests = {s.fields.document: s.fields.sha256 for key, s in sources.items() if key in read}
    not_read = {s.fields.document: "" for key, s in sources.items() if key not in read}
    return Archived(str(folder), digests | not_read)


# Problems of a card whose digest is missing, or none.
_NO_DIGEST = re.compile(r'field "sha256" is |sha256 .* is not a SHA-256 digest')


def with_digests(
    problems: Sequence[Problem], options: BuildOptions, publication: PublicationFields
) -> list[Problem]:
    """The problems; those of a digest that a source lacks name that of the copy which is there."""
    return [_with_digest(each, options, publication) for each in problems]


def lacks_digest(problems: Sequence[Problem]) -> bool:
    """Whether a source lacks a digest, so that the problem may name that of a copy."""
    return any(_NO_DIGEST.match(each.message) for each in problems)


def _with_digest(
    problem: Problem, options: BuildOptions, publication: PublicationFields
) -> Problem:
    is_such = problem.path.startswith("sources/") and _NO_DIGEST.match(problem.message)
    content = disk.read_below(options.content, problem.path, CARD_BYTES) if is_such else None
    front = read_card(InputFile(problem.path, content, "")) if content else None
    name = front.fields.get("document") if isinstance(front, FrontMatter) else None
    folder = options.archive_folder(publication.archive)
    # A name with a folder in it gets a problem of its own.
    if not isinstance(name, str) or "/" in name or "\\" in name:
        return problem
    document = disk.read_below(options.content, f"{DOCUMENTS}{name}")
    try:
        copy = document or Archive(folder, limits=publication.limits).read(name)
    except ExtractionError:
        return problem
    if copy is None:
        return problem
    there = digest(copy)
    told = f"the copy that is there, {quoted(name)}, has: sha256: {there}"
    message = f"{problem.message.removesuffix('.')}; {told}"
    return problem._replace(message=message)


def prove(
    catalog: Catalog,
    options: BuildOptions,
    files: Mapping[str, InputFile],
    cards: list[AnyCard],
    settings: Settings,
) -> tuple[Catalog, tuple[Problem, ...]]:
    """The catalog with the proof of every passage: from the archive, or from the lock."""
    if not options.checks_passages:
        return _unproved(catalog, files, cards)
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
        lock, found = parsed(file, options.stale_lock, options.now)
        problems += found
        problems += ArchiveCheck(catalog, lock, names, proof, options.stale_lock).problems()
        is_preview = options.shows_drafts and options.stale_lock == "warning"
        grave: Severity = "warning" if is_preview else "error"
        now = record_of(catalog, names), names, proof
        problems += check_cards(
            Comparison(catalog, settings, lock, now, options.now, (options.stale_lock, grave))
        )
    proved = catalog._replace(
        proof=proof or proof_of(lock.entries, names),
        is_verified=proof is not None,
        full_texts=texts,
    )
    return proved._replace(joined=joined_origins(proved)), tuple(problems)


def _unproved(
    catalog: Catalog, files: Mapping[str, InputFile], cards: list[AnyCard]
) -> tuple[Catalog, tuple[Problem, ...]]:
    """The catalog without a proof of any passage."""
    with CopyReader(catalog.publication.limits) as reader:
        texts, problems = republished(catalog, files, cards, reader)
    nothing = proof_of(Lock(LOCK_PATH).entries, passage_names(catalog))
    unproved = catalog._replace(proof=nothing, full_texts=texts)
    return unproved._replace(joined=joined_origins(unproved)), tuple(problems)
