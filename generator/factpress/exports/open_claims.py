"""`claim.json` of open claims: what their pages say. It has no rating, and no key for one."""

from __future__ import annotations

from typing import Annotated

from msgspec.structs import asdict

from factpress.exports.claim_files import (
    AppearanceRecord,
    NumberedPassage,
    appearance_record,
    linked_people,
    numbered_passages,
)
from factpress.exports.claim_records import OpenRecord, open_record
from factpress.exports.record_parts import (
    Changes,
    LinkedCard,
    LinkedFrom,
    Outside,
    about,
    change_records,
    linked_from,
    outside_records,
)
from factpress.model.cards import Catalog, Claim
from factpress.model.urls import claim_file_url
from factpress.views.body_html import body_html


class OpenClaimFile(OpenRecord, frozen=True, kw_only=True):
    """All that the page of a claim without a rating says."""

    language: Annotated[str, about("Language of the page (BCP 47).")]
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
        **asdict(open_record(catalog, claim, here)),
        language=catalog.publication.language,
        authors=linked_people(catalog, fields.authors, here),
        passages=tuple(numbered_passages(catalog, claim, here)),
        appearances=tuple(appearance_record(catalog, each) for each in fields.appearances),
        analysis=str(body) if body else None,
        open_questions=fields.open_questions,
        outside=outside_records(fields.outside),
        changes=change_records(catalog, claim, here),
        linked_from=linked_from(catalog, claim, here),
    )
