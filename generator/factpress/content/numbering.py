"""The order in which a claim's page shows its passages, and so their numbers.

In: a claim's fields. Out: its passages in order, numbers by evidence id. Rule: by stance, then as
the writer put them.
"""

from __future__ import annotations

from factpress.model.schema import ClaimFields, Evidence, Stance

STANCE_ORDER: tuple[Stance, ...] = ("asserts", "denies", "qualifies", "reports")


def in_stance_order(fields: ClaimFields) -> list[Evidence]:
    """A claim's passages as its page shows them: by stance, then as the writer put them."""
    return sorted(fields.evidence, key=lambda e: STANCE_ORDER.index(e.stance))


def passage_numbers(fields: ClaimFields) -> dict[str, int]:
    """The number under which the claim's page shows each passage, by evidence id."""
    return {e.id or "": number for number, e in enumerate(in_stance_order(fields), 1)}
