"""The shapes of files whose keys others have named, as JSON Schema.

In: nothing. Out: schemas of ClaimReview, of the DataFeed, of an answer of the Fact Check Tools API
and of a claim's annotations: what their specifications demand, narrowed to what we write. Keys
beyond those here are allowed, as the specifications have more. Knows nothing of cards.
"""

from __future__ import annotations

from factpress.exports.schemas import Schema
from factpress.model.site import Plain

_TEXT: Schema = {"type": "string", "minLength": 1}
_LINK: Schema = {"type": "string", "format": "uri-reference", "minLength": 1}
_DAY: Schema = {"type": "string", "format": "date"}
_TIME: Schema = {"type": "string", "format": "date-time"}
_DATE: Schema = {"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"}
_RANK: Schema = {"type": "number", "minimum": 1}


def _a(kind: str | list[Plain], always: Schema, sometimes: Schema | None = None) -> Schema:
    """A node of JSON-LD of a type, or of one of several."""
    types: Schema = {"enum": kind} if isinstance(kind, list) else {"const": kind}
    return _map({"@type": types, **always}, sometimes)


def _map(always: Schema, sometimes: Schema | None = None) -> Schema:
    required: list[Plain] = list(always)
    return {"type": "object", "required": required, "properties": {**always, **(sometimes or {})}}


def _about(shape: Schema, words: str) -> Schema:
    return {**shape, "description": words}


def _list(items: Schema) -> Schema:
    return {"type": "array", "minItems": 1, "items": items}


def _one_or_more(shape: Schema) -> Schema:
    return {"anyOf": [shape, _list(shape)]}


_REVIEWER = _a("Organization", {"name": _TEXT, "url": _LINK})
_AUTHOR = _a(["Person", "Organization"], {"name": _TEXT}, {"sameAs": _list(_LINK)})
_WORK = _a(
    "CreativeWork",
    {"url": _LINK},
    {"name": _TEXT, "datePublished": _DAY, "inLanguage": _TEXT, "archivedAt": _LINK},
)
_RATING = _a(
    "Rating",
    {"alternateName": _TEXT},
    {
        "ratingValue": _RANK,
        "bestRating": _RANK,
        "worstRating": _RANK,
        "ratingExplanation": _TEXT,
    },
)
_CLAIM = _a(
    "Claim",
    {"name": _TEXT},
    {
        "author": _one_or_more(_AUTHOR),
        "datePublished": _DATE,
        "firstAppearance": _WORK,
        "appearance": _list(_WORK),
    },
)
CLAIM_REVIEW = _a(
    "ClaimReview",
    {
        "url": _about(_LINK, "Address of the claim's page."),
        "claimReviewed": _about(_TEXT, "The claim in one sentence."),
        "datePublished": _about(_DAY, "Day the claim was checked."),
        "inLanguage": _about(_TEXT, "Language of the page (BCP 47)."),
        "author": _about(_REVIEWER, "Who checked it."),
        "reviewRating": _about(_RATING, "How it is rated; numbers only where the scale has them."),
        "itemReviewed": _about(_CLAIM, "The claim, by whom, when and where."),
    },
    {
        "dateModified": _about(_DAY, "Day of the newest change."),
        "isBasedOn": _about(_list(_LINK), "Addresses of the documents it rests on."),
        "citation": _about(_list(_WORK), "The documents it rests on."),
        "correction": _about(
            _list(_a("CorrectionComment", {"text": _TEXT, "datePublished": _DAY})),
            "Corrections of the check.",
        ),
    },
)
DATA_FEED = _a(
    "DataFeed",
    {
        "@context": {"const": "https://schema.org"},
        "name": _about(_TEXT, "Name of the publication."),
        "dataFeedElement": _about(
            {
                "type": "array",
                "items": _a(
                    "DataFeedItem",
                    {
                        "url": _about(_LINK, "Address of the claim's page."),
                        "dateCreated": _about(_DAY, "Day the claim was checked."),
                        "dateModified": _about(_DAY, "Day of the newest change."),
                        "item": {**_list(CLAIM_REVIEW), "description": "The check: one."},
                    },
                ),
            },
            "All checks, the newest first.",
        ),
    },
    {"dateModified": _about(_DAY, "Day of the newest check or change.")},
)
CLAIMS_SEARCH = _map(
    {
        "claims": {
            "type": "array",
            "description": "All claims, the newest check first.",
            "items": _map(
                {
                    "text": _about(_TEXT, "The claim in one sentence."),
                    "claimReview": _about(
                        _list(
                            _map(
                                {
                                    "publisher": _about(
                                        _map(
                                            {"name": _about(_TEXT, "Its name.")},
                                            {"site": _about(_TEXT, "Host name of the site.")},
                                        ),
                                        "Who publishes the check.",
                                    ),
                                    "url": _about(_LINK, "Address of the claim's page."),
                                    "title": _about(_TEXT, "Title of that page."),
                                    "reviewDate": _about(_TIME, "When the claim was checked."),
                                    "textualRating": _about(_TEXT, "How it is rated."),
                                    "languageCode": _about(_TEXT, "Language (BCP 47)."),
                                }
                            )
                        ),
                        "The check: one.",
                    ),
                },
                {
                    "claimant": _about(_TEXT, "Who made the claim."),
                    "claimDate": _about(_TIME, "When, if the day is known."),
                },
            ),
        }
    }
)
_SELECTOR: Schema = {
    "oneOf": [
        _map(
            {"type": {"const": "TextQuoteSelector"}, "exact": _TEXT},
            {"prefix": _TEXT, "suffix": _TEXT},
        ),
        _map(
            {
                "type": {"const": "TextPositionSelector"},
                "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 1},
            }
        ),
        _map({"type": {"const": "FragmentSelector"}, "conformsTo": _LINK, "value": _TEXT}),
    ]
}
_TARGET = _map(
    {
        "type": {"const": "SpecificResource"},
        "source": _LINK,
        "state": _map({"type": {"const": "TimeState"}, "cached": _LINK}),
    },
    {"selector": _list(_SELECTOR)},
)
ANNOTATIONS = _map(
    {
        "@context": {"type": "array"},
        "id": _LINK,
        "type": {"const": "AnnotationPage"},
        "partOf": _map(
            {
                "id": _LINK,
                "type": {"const": "AnnotationCollection"},
                "label": _TEXT,
                "total": {"type": "integer", "minimum": 1},
            }
        ),
        "startIndex": {"const": 0},
        "items": _list(
            _map(
                {
                    "id": _LINK,
                    "type": {"const": "Annotation"},
                    "motivation": _list(_TEXT),
                    "body": _list(_map({"type": {"enum": ["SpecificResource", "TextualBody"]}})),
                    "target": _list(_TARGET),
                    "factpress:asQuoted": _TEXT,
                    "factpress:stance": _TEXT,
                }
            )
        ),
    }
)
