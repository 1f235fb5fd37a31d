"""Proving: what is known of every passage, and whether the lock agrees with the cards.

In: the catalog, and the files of content. Out: the catalog with its proof, from the archive or from
the lock, and every problem. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from factpress.archives import archive_of
from factpress.content.settings_file import Settings
from factpress.evidence.comparison import Comparison
from factpress.evidence.lock_check import LockCheck, no_lock
from factpress.evidence.lock_file import Lock, parsed
from factpress.evidence.origins import joined_origins
from factpress.evidence.reading import CopyReader
from factpress.evidence.record_check import check_record
from factpress.evidence.recording import (
    PassageNames,
    passage_names,
    proof_of,
    record_of,
    repeated_passages,
)
from factpress.evidence.republished import republished
from factpress.model.cards import AnyCard, Catalog, InputFile
from factpress.model.evidence import Proof
from factpress.model.problems import Problem, Severity
from factpress.model.urls import LOCK_PATH
from factpress.options import Order


def prove(
    catalog: Catalog,
    order: Order,
    files: Mapping[str, InputFile],
    cards: list[AnyCard],
    settings: Settings,
) -> tuple[Catalog, tuple[Problem, ...]]:
    """The catalog with what is known of every passage: from the archive, or from the lock."""
    proof: Proof | None = None
    archive = archive_of(order, catalog, files)
    with CopyReader(catalog.publication.limits) as reader:
        texts, found = republished(catalog, files, cards, reader)
        problems = list(found)
        if archive:
            from factpress.evidence.verification import verify

            proof, found = verify(catalog, archive, reader)
            problems += found
    names = passage_names(catalog)
    problems += repeated_passages(catalog, names)
    file = files.get(LOCK_PATH) if order.trusts_lock else None
    lock = Lock(LOCK_PATH)
    if file is None:
        problems += no_lock(LOCK_PATH, catalog, has_archive=archive is not None)
    else:
        lock, found = parsed(file, order.stale_lock, order.today)
        problems += [*found, *_checked(catalog, order, (lock, names, proof), settings)]
    proved = catalog._replace(
        proof=proof or proof_of(lock.entries, names),
        is_verified=proof is not None,
        full_texts=texts,
    )
    return proved._replace(joined=joined_origins(proved)), tuple(problems)


def _checked(
    catalog: Catalog,
    order: Order,
    known: tuple[Lock, PassageNames, Proof | None],
    settings: Settings,
) -> Iterator[Problem]:
    """Where the lock is not what the archive shows, or not what the cards say."""
    lock, names, proof = known
    yield from LockCheck(catalog, lock, names, proof, order.stale_lock).problems()
    is_preview = order.drafts and not order.is_check and order.stale_lock == "warning"
    grave: Severity = "warning" if is_preview else "error"
    now = (record_of(catalog, names), names, proof)
    severities = (order.stale_lock, grave)
    yield from check_record(Comparison(catalog, settings, lock, now, order.today, severities))
