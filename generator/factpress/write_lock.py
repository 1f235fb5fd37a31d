"""Relocking: the lock written anew, with what is found in the archive now.

In: an order. Out: the lock, and the catalog with its warnings. Refuses while anything is wrong, a
rating that changed in silence included. Writes nothing else.
"""

from __future__ import annotations

from factpress.cache.inputs import shown_path
from factpress.evidence.lock_file import parsed, serialised
from factpress.evidence.secret_keys import Signing
from factpress.gathering import gathering
from factpress.load import accepted, loaded
from factpress.model.cards import Catalog, InputFile
from factpress.model.evidence import Proof
from factpress.model.problems import BuildRefused, Problem, in_order
from factpress.model.urls import LOCK_PATH
from factpress.options import Order
from factpress.output import disk
from factpress.signing import keep_lock, signer

_NOBODY = Signing()


def write_lock(order: Order, signing: Signing = _NOBODY) -> tuple[Catalog, tuple[Problem, ...]]:
    """Verifies every passage and writes the lock, signed where the publication has a key.

    Raises BuildRefused when anything is wrong.

    A rating that changed without an entry in the claim's history is wrong here too: a new lock
    must not make a silent change look like none.
    """
    catalog, _ = _to_be_locked(order._replace(stale_lock="warning"))
    if not catalog.is_verified:
        message = "there is no archive to find the passages in; name it with --archive"
        raise BuildRefused([Problem(shown_path(order.content, LOCK_PATH), 1, 1, message)])
    by = signer(order, signing)
    keep_lock(order, serialised(_with_drafts(order, catalog)), by)
    catalog, problems = _to_be_locked(order)
    return catalog, in_order([*problems, *by.taken_over])


def _to_be_locked(order: Order) -> tuple[Catalog, tuple[Problem, ...]]:
    """What readers see, on this day or without an edit on a later one, with its problems."""
    order = order._replace(drafts=False)
    with gathering(order) as gathered:
        found = loaded(order, lambda stage, done, total: None, gathered)
    return accepted(found.checked, found.problems), found.problems


def _with_drafts(order: Order, catalog: Catalog) -> Proof:
    """The proof with the ratings that drafts had when they were last locked.

    A claim that is a draft for a while must not lose its history on the way.
    """
    before = disk.read(order.content / LOCK_PATH)
    if before is None:
        return catalog.proof
    lock, _ = parsed(InputFile(LOCK_PATH, before, ""))
    drafts = {key.id for key in catalog.held_back if key.kind == "claim"}
    kept = {name: rating for name, rating in lock.proof.ratings.items() if name in drafts}
    return catalog.proof._replace(ratings={**kept, **catalog.proof.ratings})
