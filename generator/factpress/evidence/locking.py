"""Locking: whether the lock still says what the cards and the archive say.

In: the catalog, the lock, and what verification found where there is an archive. Out: problems,
each with the command that mends it. A rating that changed without a word in the claim's history
is one that no command mends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from factpress.evidence.lock import COMMAND, Lock, name_of, passage_digest
from factpress.model import Catalog, Claim, Found, PassageKey, Proof, SavedCopy, Source
from factpress.problems import Problem, Severity, quoted
from factpress.reading.cards import place_of


def no_lock(path: str, catalog: Catalog, *, has_archive: bool) -> Problem:
    """The one problem of a publication without a lock; a warning where all is verified anyway."""
    if has_archive:
        message = f"there is no lock yet, so the site can be built only with the archive; {COMMAND}"
        return Problem(path, 1, 1, message, "warning")
    passages = sum(len(claim.fields.evidence) for claim in catalog.claims.values())
    message = (
        f"there is neither a lock nor an archive to find {passages} passages in; {COMMAND} where "
        "the archive is, or name it with --archive"
    )
    return Problem(path, 1, 1, message)


def check_lock(
    catalog: Catalog, lock: Lock, verified: Proof | None, stale: Severity = "error"
) -> Iterator[Problem]:
    """Where the lock is not what it should be; `stale` is how grave that is.

    Drafts are not locked. `verified` is None where there is no archive: then the lock is trusted,
    but only for the same words from a document of the same digest.
    """
    used: set[tuple[str, str]] = set()
    scale = {rating.id for rating in catalog.publication.ratings}
    for source in catalog.sources.values():
        yield from _check_source(source, lock, verified, stale, used)
    for claim in catalog.claims.values():
        if not claim.fields.draft:
            yield from _check_claim(claim, lock, verified, stale, used)
            if claim.fields.rating in scale:
                yield from check_rating(claim, lock, stale)
    for (kind, name), line in lock.lines.items():
        if (kind, name) not in used:
            message = f"nothing uses this entry of the lock, {kind} {quoted(name)}; {COMMAND}"
            yield Problem(lock.path, line, 1, message, stale)


def _check_source(
    source: Source,
    lock: Lock,
    verified: Proof | None,
    stale: Severity,
    used: set[tuple[str, str]],
) -> Iterator[Problem]:
    source_id = source.key.id
    used.add(("source", source_id))
    locked = lock.proof.copies.get(source_id)
    if locked is None:
        message = f"source is not in the lock; {COMMAND}"
        yield Problem(source.path, *place_of(source, "sha256"), message, stale)
    elif locked.digest != source.fields.sha256:
        message = (
            f"sha256 {source.fields.sha256} is not the one in the lock, {locked.digest}; {COMMAND}"
        )
        yield Problem(source.path, *place_of(source, "sha256"), message, stale)
    elif verified and _known(verified.copies.get(source_id)) not in (None, _known(locked)):
        yield _differs(lock, "source", source_id, stale)
    for index, defect in enumerate(source.fields.defects):
        if defect.passage:
            key = PassageKey(source_id, f"defect-{index + 1}")
            used.add(("defect", name_of(key)))
            digest = passage_digest(source_id, defect.passage, defect.occurrence)
            found = verified.defects.get(key) if verified else None
            mistake = _mistake(lock.proof.defects.get(key), digest, found)
            if mistake:
                place = place_of(source, f"defects.{index}.passage")
                yield _told(lock, "defect", key, (source.path, *place), mistake, stale)


def _known(copy: SavedCopy | None) -> SavedCopy | None:
    """What must agree: a newer version of an extractor that finds the same is no difference."""
    return replace(copy, extractor="") if copy else None


def _check_claim(
    claim: Claim,
    lock: Lock,
    verified: Proof | None,
    stale: Severity,
    used: set[tuple[str, str]],
) -> Iterator[Problem]:
    claim_id = claim.key.id
    used.add(("claim", claim_id))
    keys = {PassageKey(claim_id, e.id or ""): n for n, e in enumerate(claim.fields.evidence)}
    used |= {("passage", name_of(key)) for key in keys}
    if claim_id not in lock.proof.ratings:
        message = f"claim is not in the lock; {COMMAND}"
        yield Problem(claim.path, *place_of(claim, "evidence"), message, stale)
        return
    for key, index in keys.items():
        evidence = claim.fields.evidence[index]
        digest = passage_digest(evidence.source, evidence.passage, evidence.occurrence)
        found = verified.passages.get(key) if verified else None
        mistake = _mistake(lock.proof.passages.get(key), digest, found)
        if mistake:
            place = place_of(claim, f"evidence.{index}.passage")
            yield _told(lock, "passage", key, (claim.path, *place), mistake, stale)


def _mistake(locked: Found | None, digest: str, found: Found | None) -> str:
    if locked is None:
        return "passage is not in the lock"
    if locked.digest != digest:
        return "passage is not the one in the lock"
    return "differs" if found and found != locked else ""


def _told(
    lock: Lock,
    kind: str,
    key: PassageKey,
    place: tuple[str, int, int],
    mistake: str,
    stale: Severity,
) -> Problem:
    if mistake == "differs":
        return _differs(lock, kind, name_of(key), stale)
    return Problem(*place, f"{mistake}; {COMMAND}", stale)


def _differs(lock: Lock, kind: str, name: str, stale: Severity) -> Problem:
    message = f"{kind} {quoted(name)} is not as the archive shows it; {COMMAND}"
    return Problem(lock.path, lock.lines[kind, name], 1, message, stale)


def check_rating(claim: Claim, lock: Lock, stale: Severity) -> Iterator[Problem]:
    """A rating or history that differs from the lock; unexplained, it is an error always."""
    fields = claim.fields
    locked = lock.proof.ratings.get(claim.key.id)
    if locked is None:
        return
    if len(fields.changes) < locked.changes:
        message = (
            f"changes holds {len(fields.changes)} entries, and the lock {locked.changes}: what "
            "stood in a claim's history stays there"
        )
        yield Problem(claim.path, *place_of(claim, "changes"), message)
    elif fields.rating != locked.rating and not _is_explained(claim, locked.rating):
        message = (
            f"rating was {quoted(locked.rating)} when the lock was written, and nothing under "
            f"changes tells of it; add {{date: YYYY-MM-DD, kind: rating, note: why, "
            f"from: {locked.rating}, to: {fields.rating}}}"
        )
        yield Problem(claim.path, *place_of(claim, "rating"), message)
    elif fields.rating != locked.rating or len(fields.changes) != locked.changes:
        message = f"the claim's history has grown since the lock was written; {COMMAND}"
        yield Problem(claim.path, *place_of(claim, "changes"), message, stale)


def _is_explained(claim: Claim, before: str) -> bool:
    """Whether entries of kind rating lead, each from where the last ended, from then to now."""
    steps = sorted(
        (c for c in claim.fields.changes if c.kind == "rating"), key=lambda c: c.date, reverse=True
    )
    at = claim.fields.rating
    for step in steps:
        if step.to != at:
            return False
        at = step.from_ or ""
        if at == before:
            return True
    return False
