"""Writes the lock anew, from the archive and the cards, and signs it where there is a key.

It refuses while anything is wrong, also a change without an entry in a history; and to start from a
lock that is damaged or not validly signed, unless asked to accept it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, TypeAlias

from factpress.cache.inputs import shown, shown_path
from factpress.content.settings_file import Settings, settings_in
from factpress.load import accepted, load_checked
from factpress.lock.current_record import entries_of, passage_names
from factpress.lock.diff import LockDiff
from factpress.lock.lock_file import Lock, parsed, serialised
from factpress.lock.minisign import SecretKey, SigningError, sign
from factpress.lock.signing import KEY_FIELD, Signing, may_start, public_key, secret_key
from factpress.model.cards import Catalog, InputFile
from factpress.model.evidence import PassageKey, PassageName
from factpress.model.problems import BuildRefused, DiskError, Problem, errors, in_order, quoted
from factpress.model.urls import LOCK_PATH, SETTINGS_PATH, SIGNATURE_PATH
from factpress.options import NO_CACHE, BuildOptions, CacheOptions
from factpress.output import disk

_NOBODY = Signing()


class WrittenLock(NamedTuple):
    """A lock's catalog and problems; `changes` are those that readers will see, a line each."""

    catalog: Catalog
    problems: tuple[Problem, ...]
    changes: tuple[str, ...]


# Problems of a lock, each with the text of its line.
_Damaged: TypeAlias = tuple[tuple[Problem, str], ...]


def write_lock(
    options: BuildOptions, cache: CacheOptions = NO_CACHE, signing: Signing = _NOBODY
) -> WrittenLock:
    """Verifies every passage and writes the lock, signed where the publication has a key.

    Raises BuildRefused when anything is wrong. A change without an entry in the history is wrong
    here too: a new lock must not make a silent change look like none. Only where an old lock that
    cannot be trusted is accepted, every difference from it is reported instead.
    """
    options = options._replace(drafts=False)
    secret, untrusted = _signer(options, signing)
    before, damaged = _lock_before(options.content)
    if damaged and not signing.accept:
        raise BuildRefused([problem for problem, _ in damaged])
    catalog = _before_it_is_written(options._replace(trusts_lock=not untrusted), cache)
    if not catalog.is_verified:
        message = "there is no archive to find the passages in; name it with --archive"
        raise BuildRefused([Problem(shown_path(options.content, LOCK_PATH), 1, 1, message)])
    entries = entries_of(catalog)
    _write(options.content, serialised(entries), secret)
    changes = list(LockDiff(before, entries, _words(catalog)).lines())
    accepted_lines: list[str] = []
    if before and untrusted:
        how = "the cards differ from it so:" if changes else "the cards do not differ from it"
        accepted_lines = [f"the lock that was there is not validly signed, and {how}"]
    accepted_lines += [
        f"forgotten, line {problem.line} of the lock that was there: {quoted(line, 200)}"
        for problem, line in damaged
    ]
    catalog, problems = _to_be_locked(options, cache)
    return WrittenLock(catalog, in_order([*problems, *untrusted]), (*accepted_lines, *changes))


def _before_it_is_written(options: BuildOptions, cache: CacheOptions) -> Catalog:
    """The catalog; that the old lock is behind it is no problem here, and is not reported."""
    try:
        return _to_be_locked(options._replace(stale_lock="notice"), cache)[0]
    except BuildRefused as refused:
        kept = (each for each in refused.problems if each.severity != "notice")
        raise BuildRefused(kept) from None


def _to_be_locked(
    options: BuildOptions, cache: CacheOptions
) -> tuple[Catalog, tuple[Problem, ...]]:
    """The catalog of this day and of later ones without an edit, with its problems."""
    found = load_checked(options, cache)
    return accepted(found.checked, found.problems), found.problems


def _lock_before(content_folder: Path) -> tuple[Lock | None, _Damaged]:
    """The lock that was there, and its damaged lines."""
    content = disk.read_below(content_folder, LOCK_PATH)
    if content is None:
        return None, ()
    path = shown_path(content_folder, LOCK_PATH)
    lock, problems = parsed(InputFile(path, content, ""))
    lines = content.decode("utf-8", "replace").split("\n")
    return lock, tuple((problem, lines[problem.line - 1]) for problem in errors(problems))


def _words(catalog: Catalog) -> Mapping[PassageName, str]:
    """The words of every passage, by what names it in the lock."""
    names = passage_names(catalog).passages
    return {
        names[PassageKey(claim_id, each.id or "")]: each.passage
        for claim_id, claim in catalog.claims.items()
        for each in claim.fields.evidence
    }


def _signer(
    options: BuildOptions, signing: Signing
) -> tuple[SecretKey | None, tuple[Problem, ...]]:
    """The key for the lock, and warnings of an accepted lock that cannot be trusted.

    Raises BuildRefused when the lock may not be written, or cannot be signed.
    """
    content = options.content
    settings = settings_in(
        InputFile(SETTINGS_PATH, disk.read_below(content, SETTINGS_PATH) or b"", "")
    )
    key = public_key(settings)
    try:
        before = (disk.read_below(content, LOCK_PATH), disk.read_below(content, SIGNATURE_PATH))
        untrusted = may_start(*before, key, accept=signing.accept)
        secret = _secret(options, signing, settings, key)
    except BuildRefused as refused:
        raise BuildRefused(shown(content, each) for each in refused.problems) from refused
    return secret, tuple(shown(content, each) for each in untrusted)


def _secret(
    options: BuildOptions, signing: Signing, settings: Settings, key: str | None
) -> SecretKey | None:
    if key is None and signing.named:
        message = "there is no publisher.key to sign with --key for; set it, or leave out --key"
        raise BuildRefused([settings.problem("publisher", message)])
    if key is None:
        return None
    beside = options.content.absolute().parent
    folders = (options.content, options.out, options.templates or beside, beside)
    try:
        return secret_key(signing, key, folders)
    except SigningError as error:
        raise BuildRefused([settings.problem(KEY_FIELD, str(error))]) from error


def _write(content: Path, lock: bytes, secret: SecretKey | None) -> None:
    """Writes the lock and its signature. Raises DiskError, and then the old lock is in place."""
    # The longer file first: on a full disk it fails, and then both are as they were.
    signature = sign(lock, secret) if secret else None
    before = disk.read_below(content, LOCK_PATH)
    disk.replace(content / LOCK_PATH, lock)
    if signature is None:
        return
    try:
        disk.replace(content / SIGNATURE_PATH, signature)
    except DiskError:
        if before is not None:
            disk.replace(content / LOCK_PATH, before)
        raise
