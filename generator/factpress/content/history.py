"""The dated history of a claim, as readers are told it.

In: a claim. Out: its entries.
"""

from __future__ import annotations

from factpress.model.cards import Claim
from factpress.model.schema import Change


def history_of(claim: Claim) -> tuple[Change, ...]:
    """The entries under `changes`, and the one that `withdrawn` stands for."""
    withdrawn = claim.fields.withdrawn
    if withdrawn is None:
        return claim.fields.changes
    entry = Change(date=withdrawn.date, kind="withdrawn", note=withdrawn.note)
    return (*claim.fields.changes, entry)
