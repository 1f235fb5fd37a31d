"""`claim.json` of open claims: what their pages say. It has no rating, and no key for one."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from factpress.exports.claim_files import (
    AppearanceRecord,
    NumberedPassage,
    appearance_record,
    numbered_passages,
)
from factpress.exports.record_parts import (
    PERIOD,
    Changes,
    Day,
    Link,
    LinkedCard,
    LinkedFrom,
    NamedCard,
    Outside,
    Period,
    Record,
    about,
    change_records,
    linked_card,
    linked_from,
    named_actors,
    outside_records,
)
from factpress.model.cards import Catalog, Claim
from factpress.model.urls import claim_file_url
from factpress.views.body_html import body_html
from factpress.views.cards import url_of
from factpress.views.identifiers import address


class OpenClaimFile(Record, frozen=True, kw_only=True):
    """All that the page of a claim without a rating says."""

    id: Annotated[str, about("Id of the claim's card, and the end of its address.")]
    url: Annotated[Link, about("Address of the claim's page.")]
    claim: Annotated[str, about("The claim in one sentence.")]
    status: Annotated[Literal["open"], about("It has no rating yet.")]
    language: Annotated[str, about("Language of the page (BCP 47).")]
    checked: Annotated[Day | None, about("Day on which the editors last looked at it.")] = None
    said: Annotated[Period | None, about(f"When the claim was made. When: {PERIOD}")] = None
    claimants: Annotated[tuple[NamedCard, ...], about("Who made the claim.")]
    topics: Annotated[tuple[NamedCard, ...], about("What it is about.")]
    authors: Annotated[tuple[LinkedCard, ...] | None, about("Who looks into it.")] = None
    passages: Annotated[tuple[NumberedPassage, ...], about("The passages found so far.")]
    appearances: Annotated[
        tuple[AppearanceRecord, ...], about("Where the claim was made or repeated.")
    ]
    analysis: Annotated[
        str | None, about("The text in HTML; its links are relative to the page's `url`.")
    ] = None
    open_questions: Annotated[tuple[str, ...], about("What could not be found out.")]
    outside: Outside = None
    changes: Changes
    linked_from: LinkedFrom


def open_claim_file(catalog: Catalog, claim: Claim) -> OpenClaimFile:
    """`claim.json` of an open claim."""
    here = claim_file_url(claim.key.id, "claim.json")
    fields, body = claim.fields, body_html(catalog, claim)
    return OpenClaimFile(
        id=claim.key.id,
        url=address(catalog, url_of(claim), here),
        claim=fields.claim,
        status="open",
        language=catalog.publication.language,
        checked=fields.checked.isoformat() if fields.checked > dt.date.min else None,
        said=fields.said,
        claimants=named_actors(catalog, fields.claimants),
        topics=tuple(NamedCard(each, catalog.topics[each].fields.name) for each in fields.topics),
        authors=tuple(linked_card(catalog, catalog.people[each], here) for each in fields.authors)
        or None,
        passages=tuple(numbered_passages(catalog, claim, here)),
        appearances=tuple(appearance_record(catalog, each) for each in fields.appearances),
        analysis=str(body) if body else None,
        open_questions=fields.open_questions,
        outside=outside_records(fields.outside),
        changes=change_records(catalog, claim, here),
        linked_from=linked_from(catalog, claim, here),
    )
