"""Relocking: the lock written anew, with what is found in the archive and what the cards say now.

In: an order, and where to look for the secret key. Out: the lock, signed where the publication has
a key, and what readers will see changed. Refuses while anything is wrong, a change that readers are
not told of included, and does not begin from a lock that is not whole or not validly signed unless
it is told to. Writes nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from factpress.cache.inputs import shown_path
from factpress.evidence.lock_file import Lock, parsed, serialised
from factpress.evidence.reader_changes import ReaderChanges
from factpress.evidence.recording import entries_of, passage_names
from factpress.evidence.secret_keys import Signing
from factpress.gathering import gathering
from factpress.load import accepted, loaded
from factpress.model.cards import Catalog, InputFile
from factpress.model.evidence import PassageKey
from factpress.model.problems import BuildRefused, Problem, errors, in_order, quoted
from factpress.model.record import PassageName
from factpress.model.urls import LOCK_PATH
from factpress.options import Order
from factpress.output import disk
from factpress.signing import keep_lock, signer

_NOBODY = Signing()


class WrittenLock(NamedTuple):
    """What a lock was written of: `told` says what readers will see changed, a line each."""

    catalog: Catalog
    problems: tuple[Problem, ...]
    told: tuple[str, ...]


class _Start(NamedTuple):
    """The lock that was there, and its lines that are no entries as they were written."""

    lock: Lock | None
    damaged: tuple[tuple[Problem, str], ...] = ()


def write_lock(order: Order, signing: Signing = _NOBODY) -> WrittenLock:
    """Verifies every passage and writes the lock, signed where the publication has a key.

    Raises BuildRefused when anything is wrong. A change without an entry in the history is wrong
    here too: a new lock must not make a silent change look like none. Only where the lock that is
    there cannot be trusted, and is accepted, is all that differs from it told instead.
    """
    order = order._replace(drafts=False)
    by = signer(order, signing)
    start = _start(order)
    if start.damaged and not signing.accept:
        raise BuildRefused([problem for problem, _ in start.damaged])
    is_trusted = not by.taken_over
    catalog, _ = _to_be_locked(order._replace(stale_lock="warning", trusts_lock=is_trusted))
    if not catalog.is_verified:
        message = "there is no archive to find the passages in; name it with --archive"
        raise BuildRefused([Problem(shown_path(order.content, LOCK_PATH), 1, 1, message)])
    entries = entries_of(catalog)
    keep_lock(order, serialised(entries), by)
    changes = list(ReaderChanges(start.lock, entries, _words(catalog)).lines())
    told = (*_taken_over(start, is_trusted=is_trusted, differs=bool(changes)), *changes)
    catalog, problems = _to_be_locked(order)
    return WrittenLock(catalog, in_order([*problems, *by.taken_over]), told)


def _to_be_locked(order: Order) -> tuple[Catalog, tuple[Problem, ...]]:
    """What readers see, on this day or without an edit on a later one, with its problems."""
    with gathering(order) as gathered:
        found = loaded(order, lambda stage, done, total: None, gathered)
    return accepted(found.checked, found.problems), found.problems


def _start(order: Order) -> _Start:
    """The lock that the new one begins from."""
    content = disk.read(order.content / LOCK_PATH)
    if content is None:
        return _Start(None)
    path = shown_path(order.content, LOCK_PATH)
    lock, problems = parsed(InputFile(path, content, ""))
    lines = content.decode("utf-8", "replace").split("\n")
    damaged = ((problem, lines[problem.line - 1]) for problem in errors(problems))
    return _Start(lock, tuple(damaged))


def _taken_over(start: _Start, *, is_trusted: bool, differs: bool) -> Iterator[str]:
    """What is said of a lock that was accepted: its lines that cannot be read are shown."""
    if start.lock and not is_trusted:
        how = "the cards differ from it so:" if differs else "the cards do not differ from it"
        yield f"the lock that was there is not validly signed, and {how}"
    for problem, line in start.damaged:
        yield f"forgotten, line {problem.line} of the lock that was there: {quoted(line, 200)}"


def _words(catalog: Catalog) -> Mapping[PassageName, str]:
    """The words of every passage, by what names it in the lock."""
    names = passage_names(catalog).passages
    return {
        names[PassageKey(claim_id, each.id or "")]: each.passage
        for claim_id, claim in catalog.claims.items()
        for each in claim.fields.evidence
    }
