"""The shape of events, findings, owners, and notes from outside the documents, as JSON Schema.

In: nothing. Out: parts of schemas, with a sentence on every key. Knows nothing of cards.
"""

from __future__ import annotations

from factpress.exports.shape_parts import (
    AS_OF,
    PERIOD,
    RATING,
    SAID,
    VALUE,
    Shape,
    ids,
    link,
    list_of,
    mapping,
    text,
)

OUTSIDE: Shape = list_of(
    mapping(
        "A note.",
        {
            "note": text("What is known, in the editors' words."),
            "date": text(f"What it is about. {SAID}", pattern=PERIOD),
            "url": link("Address of what says so."),
        },
    ),
    "What is known from outside the documents: no evidence, and not used for any rating.",
)
OWNER: Shape = mapping(
    "Who owns the publication.",
    {"name": text("In a few words."), "url": link("Address of what says so.")},
)
EVENT: Shape = mapping(
    "An event.",
    {
        "id": text("Id of the event's card."),
        "url": link("Address of the event's page."),
        "what": text("What happened, in one sentence."),
        "date": text(f"When it happened. {SAID}", pattern=PERIOD),
        "claims": ids("Ids of the claims it rests on."),
        "sources": ids("Ids of the documents it rests on."),
    },
    {
        "short": text("Short name for lists and tables."),
        "date_note": text("How the date is known."),
        "place": text("Where it happened."),
        "outside": OUTSIDE,
    },
)
FINDING: Shape = mapping(
    "A finding.",
    {
        "text": text("What was found, in one sentence."),
        "claims": list_of(
            mapping(
                "A claim.",
                {
                    "id": text("Id of the claim's card."),
                    "claim": text("The claim in one sentence."),
                    "url": link("Address of the claim's page."),
                    "rating": mapping("How it is rated.", RATING, VALUE),
                    "as_of": AS_OF,
                },
            ),
            "The claims that it rests on.",
        ),
    },
)
