"""Citations of a claim's page, as BibTeX and as CSL-JSON.

The day of the page is the day on which the claim was checked.
Public sources: BibTeX's own manual (Patashnik, "BibTeXing", 1988); the CSL-JSON schema
(https://github.com/citation-style-language/schema, csl-data.json).
"""

from __future__ import annotations

import re

from factpress.content.claim_facts import as_of
from factpress.exports.schema_org import publisher_name
from factpress.i18n.translations import words
from factpress.model.cards import Catalog, Claim
from factpress.model.contexts import JsonObject
from factpress.model.plain_json import indented
from factpress.model.urls import absolute, anchor
from factpress.views.cards import rating_of, url_of

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# BibTeX counts braces even behind a backslash, so they need commands.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
_SPECIAL = re.compile("[" + re.escape("".join(_TEX)) + "]")
_NOT_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def bibtex(catalog: Catalog, claim: Claim) -> str:
    """A BibTeX entry, of the type that every style knows."""
    checked, url = claim.fields.checked, _permalink(catalog, claim)
    rows = {
        "author": f"{{{{{_tex(publisher_name(catalog))}}}}}",
        "title": f"{{{{{_tex(claim.fields.claim)}}}}}",
        "howpublished": f"{{{{{_tex(catalog.publication.name)}}}}}",
        "year": f"{{{checked.year:04}}}",
        "month": _MONTHS[checked.month - 1],
        "note": f"{{{_tex(_note(catalog, claim))}}}",
        **({"url": f"{{{url.translate(_NOT_IN_ADDRESS)}}}"} if url else {}),
    }
    lines = (f"  {name:<12} = {value}" for name, value in rows.items())
    return f"@misc{{{anchor(claim.key.id)},\n" + ",\n".join(lines) + "\n}\n"


def csl_json(catalog: Catalog, claim: Claim) -> str:
    """A list of one entry in CSL-JSON."""
    checked, url = claim.fields.checked, _permalink(catalog, claim)
    entry: JsonObject = {
        "id": claim.key.id,
        "type": "webpage",
        "title": claim.fields.claim,
        "author": [{"literal": publisher_name(catalog)}],
        "container-title": catalog.publication.name,
        "issued": {"date-parts": [[checked.year, checked.month, checked.day]]},
        "language": catalog.publication.language,
        "note": _note(catalog, claim),
        **({"URL": url} if url else {}),
    }
    return indented([entry]).decode() + "\n"


def _permalink(catalog: Catalog, claim: Claim) -> str | None:
    base = catalog.publication.url
    return absolute(url_of(claim), base) if base else None


def _note(catalog: Catalog, claim: Claim) -> str:
    say = words(catalog.publication.language)
    return say(
        "Rating: %(rating)s, as of %(as_of)s; checked %(day)s",
        rating=rating_of(catalog, claim.fields.rating).label,
        as_of=as_of(catalog, claim),
        day=claim.fields.checked.isoformat(),
    )


def _tex(text: str) -> str:
    """The text with TeX's special characters as commands."""
    return _SPECIAL.sub(lambda found: _TEX[found[0]], text)
