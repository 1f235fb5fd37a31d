"""Relocking: the lock written anew, with what is found in the archive and what the cards say now.

In: an order. Out: the lock, and what readers will see changed. Refuses while anything is wrong, a
change that readers are not told of included, and does not begin from a lock that is not whole
unless it is told to. Writes nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from factpress.cache.inputs import shown_path
from factpress.evidence.lock_file import Lock, parsed, serialised
from factpress.evidence.reader_changes import ReaderChanges
from factpress.evidence.recording import entries_of, passage_names
from factpress.gathering import gathering
from factpress.load import accepted, loaded
from factpress.model.cards import Catalog, InputFile
from factpress.model.evidence import PassageKey
from factpress.model.problems import BuildRefused, Problem, errors, quoted
from factpress.model.record import PassageName
from factpress.model.urls import LOCK_PATH
from factpress.options import Order
from factpress.output import disk


class WrittenLock(NamedTuple):
    """What a lock was written of: `told` says what readers will see changed, a line each."""

    catalog: Catalog
    problems: tuple[Problem, ...]
    told: tuple[str, ...]


class _Start(NamedTuple):
    """The lock that was there, and its lines that are no entries as they were written."""

    lock: Lock | None
    damaged: tuple[tuple[Problem, str], ...] = ()


def write_lock(order: Order, *, accept: bool = False) -> WrittenLock:
    """Verifies every passage and writes the lock. Raises BuildRefused when anything is wrong.

    A change without an entry in the history is wrong here too: a new lock must not make a silent
    change look like none.
    """
    order = order._replace(drafts=False)
    start = _start(order)
    if start.damaged and not accept:
        raise BuildRefused([problem for problem, _ in start.damaged])
    catalog, _ = _to_be_locked(order._replace(stale_lock="warning"))
    if not catalog.is_verified:
        message = "there is no archive to find the passages in; name it with --archive"
        raise BuildRefused([Problem(shown_path(order.content, LOCK_PATH), 1, 1, message)])
    entries = entries_of(catalog)
    disk.replace(order.content / LOCK_PATH, serialised(entries))
    told = (*_forgotten(start), *ReaderChanges(start.lock, entries, _words(catalog)).lines())
    return WrittenLock(*_to_be_locked(order), told)


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


def _forgotten(start: _Start) -> Iterator[str]:
    """The lines of a damaged lock: those that can be read are compared all the same."""
    for problem, line in start.damaged:
        yield f"line {problem.line} of the lock that was there: {quoted(line, 200)}"


def _words(catalog: Catalog) -> Mapping[PassageName, str]:
    """The words of every passage, by what names it in the lock."""
    names = passage_names(catalog).passages
    return {
        names[PassageKey(claim_id, each.id or "")]: each.passage
        for claim_id, claim in catalog.claims.items()
        for each in claim.fields.evidence
    }
