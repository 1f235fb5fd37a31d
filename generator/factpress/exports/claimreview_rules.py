"""Checks every ClaimReview against Google's guideline before it is published.

A fault for which a ClaimReview would be rejected is an error at the field to mend. A recommended
part that is missing is a warning, one for each part, and only where the publication has an address,
since nobody gathers fact checks without one.
Public source: https://developers.google.com/search/docs/appearance/structured-data/factcheck.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from factpress.content.places import place_of
from factpress.exports.schema_org import review
from factpress.model.cards import Catalog, Claim
from factpress.model.contexts import Json
from factpress.model.field_types import period_bounds
from factpress.model.problems import Problem, Severity

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
# The field of the card from which a part of the ClaimReview is made.
_FIELDS = {
    "claimReviewed": "claim",
    "reviewRating": "rating",
    "datePublished": "checked",
    "itemReviewed.datePublished": "said",
    "itemReviewed.author": "claimants",
}
# The recommended parts: the field at which to warn of a missing one, and what would give it.
_RECOMMENDED = {
    "itemReviewed.author.sameAs": ("claimants", "`same_as` in the cards of the claimants"),
    "itemReviewed.datePublished": ("claim", "`said`"),
    "itemReviewed.appearance": ("claim", "`appearances`"),
    "itemReviewed.firstAppearance": ("claim", "`appearances`, each with its date"),
    "reviewRating.ratingValue": ("rating", "a different `value` for each rating of the scale"),
}


def check_reviews(catalog: Catalog) -> Iterator[Problem]:
    """Problems of every claim's ClaimReview."""
    # Ratings that are kinds have no numbers, since a number would say no more than the word.
    is_ladder = any(rating.value is not None for rating in catalog.publication.ratings)
    lacking: dict[str, list[Claim]] = {}
    for claim in catalog.claims.values():
        node = review(catalog, claim)
        for part in missing(node):
            if part == "reviewRating.ratingValue" and not is_ladder:
                continue
            lacking.setdefault(part, []).append(claim)
        for part, message in failures(node, has_address=catalog.publication.url is not None):
            yield _at(claim, _FIELDS.get(part, "claim"), f"ClaimReview: {part} {message}")
        fields = claim.fields
        if fields.said and period_bounds(fields.said)[0] > fields.checked:
            message = f"said in {fields.said}, after it was checked on {fields.checked}"
            yield _at(claim, "said", message)
        # Of a message that goes round nobody knows the author; where it was seen is told.
        if not fields.claimants and not fields.appearances:
            message = (
                "claim has no claimants, so machines are not told who made it; an actor card of "
                "the kind “unnamed speaker” will do where there is no name"
            )
            yield _at(claim, "claim", message, "warning")
    if catalog.publication.url:
        yield from (_recommended(part, claims) for part, claims in lacking.items())


def _recommended(part: str, claims: Sequence[Claim]) -> Problem:
    field, giver = _RECOMMENDED[part]
    others = f" here and in {len(claims) - 1:,} more" if len(claims) > 1 else ""
    message = f"ClaimReview: {part} is recommended and missing{others}; {giver} would give it"
    return _at(claims[0], field, message, "warning")


def missing(node: Mapping[str, Json]) -> Iterator[str]:
    """The recommended parts that a ClaimReview lacks; `check_reviews` warns of claimants."""
    item, rating = node.get("itemReviewed"), node.get("reviewRating")
    claimed = item if isinstance(item, Mapping) else {}
    author = claimed.get("author", [])
    authors = author if isinstance(author, list) else [author]
    if authors and not any(isinstance(each, Mapping) and "sameAs" in each for each in authors):
        yield "itemReviewed.author.sameAs"
    for name in ("datePublished", "appearance", "firstAppearance"):
        if name not in claimed:
            yield f"itemReviewed.{name}"
    if not isinstance(rating, Mapping) or "ratingValue" not in rating:
        yield "reviewRating.ratingValue"


def failures(node: Mapping[str, Json], *, has_address: bool = True) -> Iterator[tuple[str, str]]:
    """The parts for which a ClaimReview would be rejected, each with what is wrong.

    A publication without an address (`has_address`) need not give those of its pages.
    """
    for name in ("claimReviewed", "inLanguage", *(["url"] if has_address else [])):
        if not _is_text(node.get(name)):
            yield name, "is missing"
    if (has_address or "url" in node) and not _is_whole(node.get("url")):
        yield "url", "is neither absolute nor relative to the page"
    if not _matches(_MOMENT, node.get("datePublished")):
        yield "datePublished", "is not a day"
    yield from (("reviewRating", message) for message in _rating(node.get("reviewRating")))
    own = node.get("author")
    for author in own if isinstance(own, list) else [own]:
        yield from (("author", message) for message in _author(author, needs_url=has_address))
    item = node.get("itemReviewed")
    if not isinstance(item, Mapping):
        yield "itemReviewed", "is missing"
        return
    authors = item.get("author", [])
    for author in authors if isinstance(authors, list) else [authors]:
        yield from (("itemReviewed.author", message) for message in _author(author))
    if "datePublished" in item and not _matches(_DATE, item["datePublished"]):
        yield "itemReviewed.datePublished", "is not a date"


def _rating(rating: Json) -> Iterator[str]:
    if not isinstance(rating, Mapping) or not _is_text(rating.get("alternateName")):
        yield "has no word"
        return
    numbers = [rating.get(name) for name in ("worstRating", "ratingValue", "bestRating")]
    if numbers == [None, None, None]:
        return
    worst, value, best = (each if isinstance(each, int | float) else None for each in numbers)
    if worst is None or value is None or best is None:
        yield "has a number without its scale"
    elif not 1 <= worst <= value <= best or worst == best:
        yield f"is numbered {value} on a scale from {worst} to {best}"


def _author(author: Json, *, needs_url: bool = False) -> Iterator[str]:
    if not isinstance(author, Mapping) or not _is_text(author.get("name")):
        yield "has no name"
        return
    if author.get("@type") not in ("Person", "Organization"):
        yield "is neither a Person nor an Organization"
    if needs_url and not _is_whole(author.get("url")):
        yield "has no address"
    same: Json = author.get("sameAs", [])
    if not isinstance(same, Sequence) or not all(_is_whole(each) for each in same):
        yield "has an identity that is no address"


def _is_text(value: Json) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_whole(url: Json) -> bool:
    """Whether an address is on the web or relative to its page."""
    return isinstance(url, str) and bool(url.strip()) and _is_web_address(url)


@lru_cache(maxsize=1024)
def _is_web_address(url: str) -> bool:
    # Cached: the addresses of the publisher and of claimants are in many claims.
    parts = urlsplit(url)
    return not (parts.scheme or parts.netloc) or (
        parts.scheme in ("http", "https") and bool(parts.hostname)
    )


def _matches(pattern: re.Pattern[str], value: Json) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _at(claim: Claim, field: str, message: str, severity: Severity = "error") -> Problem:
    return Problem(claim.path, *place_of(claim, field), message, severity)
