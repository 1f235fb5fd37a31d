"""The lock records every field of a claim that readers see, or a reason stands here why not."""

from __future__ import annotations

from factpress.model.evidence import ClaimRecord
from factpress.model.schema import ClaimFields

# Recorded under another name, or in entries of another kind.
ELSEWHERE = {
    "claim": "words",
    "evidence": "an entry for each passage",
    "changes": "history",
    "aliases": "an entry for each address",
    "former": "an entry for each address",
    "draft": "drafts are not in the lock",
}
# Readers see these, and they may change without a line in the lock.
NOT_RECORDED = {
    "topics": "they sort claims, and state nothing",
    "question": "it puts claims together on the home page, as findings do",
    "related": "a link to another claim states nothing",
}


def test_every_field_of_a_claim_is_in_the_lock_or_has_a_reason_not_to_be() -> None:
    fields = set(ClaimFields.__struct_fields__)
    missing = fields - set(ClaimRecord.__struct_fields__) - ELSEWHERE.keys() - NOT_RECORDED.keys()
    assert missing == set()
    assert {*ELSEWHERE, *NOT_RECORDED} <= fields
