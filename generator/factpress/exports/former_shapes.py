"""The shape of what files of data say of history, and of claims that are no more.

In: nothing. Out: schemas as plain mappings, with a sentence on every key.
"""

from __future__ import annotations

from typing import get_args

from factpress.exports.shape_parts import (
    AS_OF,
    LINKED,
    Shape,
    day,
    ids,
    link,
    list_of,
    mapping,
    one_of,
    text,
)
from factpress.model.schema import CardKind, ChangeKind

CHANGES: Shape = list_of(
    mapping(
        "A change.",
        {
            "date": day("Day of the change."),
            "kind": one_of(get_args(ChangeKind), "What kind of change."),
            "note": text("What changed and why."),
            "url": link("Address of the entry on the page."),
        },
        {
            "from": text("Id of the rating before."),
            "to": text("Id of the rating after."),
            "as_of": AS_OF,
            "former": text("Id of the claim that it tells of, if that is now a part of this one."),
        },
    ),
    "The history of the claim, the newest first.",
)
LINKED_FROM: Shape = list_of(
    mapping(
        "A card.",
        {"kind": one_of(get_args(CardKind), "Kind of card."), **LINKED},
        {"withdrawn": {"const": True, "description": "There for a claim that is withdrawn."}},
    ),
    "Cards whose texts link to this one.",
)
_WITHDRAWN: Shape = {
    "id": text("Id of the claim's card, and the end of its address."),
    "url": link("Address of the notice that it is withdrawn."),
    "claim": text("The claim in one sentence. We no longer say anything of it."),
    "withdrawn": mapping(
        "The withdrawal.", {"date": day("Its day."), "note": text("Why it is withdrawn.")}
    ),
    "related": ids("Ids of claims to read instead."),
    "json": link("Address of all that its page says, as data."),
}
NO_MORE: Shape = {
    "withdrawn": list_of(mapping("A withdrawn claim.", _WITHDRAWN), "Claims that are withdrawn."),
    "merged": list_of(
        mapping(
            "A merged claim.",
            {
                "id": text("Id of the claim's card."),
                "url": link("Its address, which leads to the claim that it is a part of."),
                "claim": text("The claim in one sentence."),
                "merged_into": text("Id of that claim."),
            },
        ),
        "Claims that are now a part of another.",
    ),
}
WITHDRAWN_CLAIM: Shape = mapping(
    "All that a withdrawn claim's page says.",
    {
        "$schema": text("Address of the schema of this file.", format="uri-reference"),
        **_WITHDRAWN,
        "language": text("Language of the page (BCP 47)."),
        "changes": CHANGES,
        "linked_from": LINKED_FROM,
    },
    {"text": text("The text of the notice in HTML; its links are relative to the page's `url`.")},
)
