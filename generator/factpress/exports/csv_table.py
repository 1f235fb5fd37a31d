"""Claims as a table: one line each, for spreadsheets.

In: the catalog. Out: comma-separated values, and what its columns hold. A cell that a spreadsheet
would take for a formula begins with an apostrophe, which makes it text there. Public sources: RFC
4180; https://owasp.org/www-community/attacks/CSV_Injection; the columns are told of as in
https://www.w3.org/TR/tabular-metadata/.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from factpress.content.claim_facts import STANCE_ORDER, as_of
from factpress.exports.schema_org import number
from factpress.model.cards import Catalog, Claim
from factpress.model.site import Plain
from factpress.views.cards import Piece, rating_of, url_of
from factpress.views.identifiers import address

_BETWEEN = "; "
# Full-width signs are signs to some spreadsheets.
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
}
_OPTIONAL = ("said", "rating_value")
_NUMBERS = {"rating_value", "sources", *STANCE_ORDER}


def claims_csv(catalog: Catalog, claims: Iterable[Claim], here: str) -> str:
    """The table with its header; lines end as RFC 4180 has them."""
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for claim in claims:
        lines.writerow(_cells(catalog, claim, here))
    return written.getvalue()


def _cells(catalog: Catalog, claim: Claim, here: str) -> Iterator[str]:
    fields = claim.fields
    rating = rating_of(catalog, fields.rating)
    stances = [e.stance for e in fields.evidence]
    yield from map(
        guarded,
        (
            claim.key.id,
            address(catalog, url_of(claim), here),
            fields.claim,
            rating.id,
            rating.label,
        ),
    )
    yield "" if rating.value is None else str(number(rating.value))
    names = (catalog.actors[each].fields.name for each in fields.claimants)
    topics = (catalog.topics[each].fields.name for each in fields.topics)
    yield from map(
        guarded,
        (
            fields.reason,
            as_of(catalog, claim),
            fields.checked.isoformat(),
            fields.said or "",
            _BETWEEN.join(names),
            _BETWEEN.join(topics),
        ),
    )
    yield from (str(stances.count(stance)) for stance in STANCE_ORDER)
    yield str(len({e.source for e in fields.evidence}))


def guarded(cell: str) -> str:
    """The cell as text to every spreadsheet."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_BEGINS_FORMULA) else cell


def table_description(catalog: Catalog, url: str, here: str) -> Piece:
    """The columns of the table at `url`, as W3C tabular metadata."""
    columns: list[Plain] = [
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
