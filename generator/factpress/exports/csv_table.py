"""`claims.csv`: claims as a table for spreadsheets, and the description of its columns.

A cell that a spreadsheet would take for a formula begins with an apostrophe, which makes it text.
Public sources: RFC 4180; https://owasp.org/www-community/attacks/CSV_Injection;
https://www.w3.org/TR/tabular-metadata/.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from factpress.content.claim_facts import STANCE_ORDER, as_of, checked_day, quoted_sources
from factpress.content.history import is_open
from factpress.exports.schema_org import number
from factpress.model.cards import Catalog, Claim
from factpress.model.contexts import Json, JsonObject
from factpress.views.cards import rating_of, url_of
from factpress.views.identifiers import address

_SEPARATOR = "; "
# Some spreadsheets read full-width signs as signs.
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
COLUMNS: dict[str, str] = {
    "id": "Id of the claim's card.",
    "url": "Address of its page.",
    "claim": "The claim in one sentence.",
    "rating": "Id of its rating.",
    "rating_label": "The word that readers see.",
    "rating_value": "Its number on the scale; empty where ratings are kinds without numbers.",
    "reason": "Why, in one sentence.",
    "as_of": "Day or month up to which the evidence speaks.",
    "checked": "Day the claim was checked.",
    "said": "When it was made: a date or period.",
    "claimants": "Names of who made it, with semicolons between.",
    "topics": "Names of its topics, with semicolons between.",
    **{str(each): f"How many passages are of the stance “{each}”." for each in STANCE_ORDER},
    "sources": "How many documents they are quoted from.",
    "status": "rated, or open: without a rating, a reason and what only a rating has.",
    "published": "Day, or instant, of its publication, where that is not the day of the check.",
    "authors": "Names of who checked it, with semicolons between.",
}
_OF_RATED = ("rating", "rating_label", "reason", "as_of", "checked")
_OPTIONAL = ("said", "rating_value", "published", "authors", *_OF_RATED)
_NUMBERS = {"rating_value", "sources", *STANCE_ORDER}


def claims_csv(catalog: Catalog, claims: Iterable[Claim], here: str) -> str:
    """The table with its header; lines end with CR LF as in RFC 4180."""
    table = io.StringIO()
    lines = csv.writer(table, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    lines.writerows(_cells(catalog, claim, here) for claim in claims)
    return table.getvalue()


def _cells(catalog: Catalog, claim: Claim, here: str) -> list[str]:
    fields, stances = claim.fields, [e.stance for e in claim.fields.evidence]
    names = (catalog.actors[each].fields.name for each in fields.claimants)
    topics = (catalog.topics[each].fields.name for each in fields.topics)
    return [
        guarded(claim.key.id),
        guarded(address(catalog, url_of(claim), here)),
        guarded(fields.claim),
        *_rating(catalog, claim),
        guarded(fields.said or ""),
        guarded(_SEPARATOR.join(names)),
        guarded(_SEPARATOR.join(topics)),
        *(str(stances.count(stance)) for stance in STANCE_ORDER),
        str(len(quoted_sources(fields))),
        "open" if is_open(claim) else "rated",
        guarded(fields.published or ""),
        guarded(_SEPARATOR.join(catalog.people[each].fields.name for each in fields.authors)),
    ]


def _rating(catalog: Catalog, claim: Claim) -> list[str]:
    """The cells from the rating to the day of the check; of an open claim only that day."""
    fields = claim.fields
    checked = guarded(checked_day(fields) or "")
    if is_open(claim):
        return ["", "", "", "", "", checked]
    rating = rating_of(catalog, fields.rating)
    return [
        guarded(rating.id),
        guarded(rating.label),
        "" if rating.value is None else str(number(rating.value)),
        guarded(fields.reason),
        guarded(as_of(catalog, claim)),
        checked,
    ]


def guarded(cell: str) -> str:
    """The cell, with an apostrophe before it where a spreadsheet would take it for a formula."""
    is_formula = any(each.startswith(_BEGINS_FORMULA) for each in (cell, cell.lstrip()))
    return f"'{cell}" if is_formula else cell


def table_description(catalog: Catalog, url: str, here: str) -> JsonObject:
    """W3C tabular metadata of the table at `url`."""
    columns: list[Json] = [
        {
            "name": name,
            "titles": name,
            "dc:description": about,
            "datatype": _datatype(name),
            "required": name not in _OPTIONAL,
        }
        for name, about in COLUMNS.items()
    ]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": address(catalog, url, here),
        "dc:title": f"{catalog.publication.name}: claims",
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {"columns": columns, "primaryKey": "id"},
    }


def _datatype(column: str) -> str:
    if column == "checked":
        return "date"
    return "number" if column in _NUMBERS else "string"
