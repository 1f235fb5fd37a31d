"""The pages of claims that are not withdrawn, and the pages that other sites frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar
from urllib.parse import quote

from markupsafe import Markup
from msgspec.structs import asdict, replace

from factpress.charts.svg import picture_page
from factpress.content.addresses import former_ids
from factpress.content.claim_facts import STANCE_ORDER, as_of, in_stance_order
from factpress.exports.citations import bibtex, csl_json
from factpress.exports.schema_org import claim_review, review_due
from factpress.model.card_parts import Evidence, OutsideNote
from factpress.model.cards import Catalog, Claim
from factpress.model.contexts import Page, View
from factpress.model.urls import absolute, claim_file_url, embed_url
from factpress.pages import timeline
from factpress.pages.frame import (
    PageContext,
    framed_page,
    page_frame,
    stand_in_frame,
    trail,
    with_node,
)
from factpress.pages.timeline import TimelineView
from factpress.views.backlinks import BacklinkGroup, linked_from
from factpress.views.body_html import body_html, citation_anchors, note_anchor
from factpress.views.cards import (
    ClaimRow,
    Link,
    PassageView,
    RatingView,
    actor_links,
    dated_rating,
    key_of,
    link,
    passage_view,
    rating_view,
    topic_links,
    url_of,
)
from factpress.views.changes import (
    AppearanceView,
    ChangeView,
    EventRow,
    appearance_view,
    change_view,
    entries_of,
    event_rows,
)
from factpress.views.proofs import FoundView, LineageView, found_view, lineage_view
from factpress.views.quotations import PassageUrls
from factpress.views.related import RelatedClaim
from factpress.views.site_index import SiteIndex


class ClaimView(View, frozen=True, kw_only=True):
    """A claim's card, but for its evidence."""

    text: str
    rating: RatingView
    reason: str
    as_of: str  #: The day or month up to which the evidence speaks
    rating_note: str | None  #: Why no other rating
    checked: str
    said: str | None  #: When the claim was made
    claimants: Sequence[Link]
    topics: Sequence[Link]
    appearances: Sequence[AppearanceView]
    open_questions: Sequence[str]
    outside: Sequence[OutsideNote]
    changes: Sequence[ChangeView]
    review_due: str | None
    evidence_url: str
    json_url: str
    body: Markup | None


class CiteView(View, frozen=True, kw_only=True):
    """How others cite the claim."""

    bibtex: str
    bibtex_url: str
    csl: str
    csl_url: str


class ShareView(View, frozen=True, kw_only=True):
    """How others share and embed the claim."""

    permalink: str | None
    mail: str | None  #: A message without an addressee, as a `mailto:` address
    embed_url: str
    embed_code: str


class CitedPassage(PassageView, frozen=True, kw_only=True):
    """A passage on its claim's page."""

    note_anchor: str  #: The id of the note that a citation opens
    cited_at: Sequence[str]  #: The ids of the places where the body cites it
    found: FoundView | None


class StanceGroup(View, frozen=True, kw_only=True):
    """The passages of one stance."""

    stance: str
    passages: Sequence[CitedPassage]
    continued: bool = False


class ClaimPage(PageContext, frozen=True, kw_only=True):
    """The page of a claim."""

    template: ClassVar = "claim.html"
    claim: ClaimView
    cite: CiteView
    share: ShareView
    stances: Sequence[StanceGroup]
    lineage: LineageView
    sources: Sequence[Link]  #: The documents quoted
    related: Sequence[RelatedClaim]
    matrix_url: str | None
    events: Sequence[EventRow]
    linked_from: Sequence[BacklinkGroup]
    named_actors: Sequence[Link]  #: The actors that the claim's sentence names
    timeline: TimelineView | None


class EmbedPage(PageContext, frozen=True, kw_only=True):
    """A claim as a page that others frame."""

    template: ClassVar = "embed.html"
    claim: ClaimRow


_CODE = Markup('<iframe src="%s" title="%s" width="100%%" height="360" loading="lazy"></iframe>')


def pages_of(catalog: Catalog, claim_id: str, index: SiteIndex) -> Iterator[Page]:
    """A claim's page, with its embeds."""
    claim = catalog.claims[claim_id]
    timed = timeline.of_claim(catalog, claim)
    yield _claim(catalog, claim, index, timed)
    if timed:
        url, sentence = url_of(claim), claim.fields.claim
        yield picture_page(catalog, url, "timeline", sentence, timed.picture)
    yield from _embeds(catalog, claim, index)


def _embeds(catalog: Catalog, claim: Claim, index: SiteIndex) -> Iterator[Page]:
    """The claim as a page to be framed, also at its former addresses, which are framed already."""
    for claim_id in (claim.key.id, *former_ids(catalog, claim.key.id)):
        url, fields = embed_url(claim_id), claim.fields
        frame = stand_in_frame(catalog, url, fields.claim, fields.reason, stands_for=url_of(claim))
        yield framed_page("embeds", EmbedPage(frame=frame, claim=index.rows[claim.key.id]))


def _claim(catalog: Catalog, claim: Claim, index: SiteIndex, timed: TimelineView | None) -> Page:
    fields, url, claim_id = claim.fields, url_of(claim), claim.key.id
    frame = page_frame(catalog, url, fields.claim, fields.reason, trail(catalog, "claim"))
    frame = replace(
        with_node(frame, claim_review(catalog, claim)),
        page=replace(frame.page, social_image=_social_image(catalog, claim)),
    )
    context = ClaimPage(
        frame=frame,
        claim=_facts(catalog, claim, index.in_changes),
        cite=_citing(catalog, claim),
        share=_sharing(catalog, claim),
        stances=_stances(catalog, claim, index.passage_urls),
        lineage=lineage_view(catalog, claim),
        sources=[
            link(catalog.sources[source_id])
            for source_id in dict.fromkeys(e.source for e in in_stance_order(fields))
        ],
        related=[
            RelatedClaim(**asdict(index.rows[other]), because=because)
            for other, because in index.because(claim_id)
        ],
        matrix_url=index.in_matrix.claims.get(claim_id),
        events=event_rows(catalog, catalog.back.claim_events.get(claim_id, ())),
        linked_from=linked_from(catalog, claim),
        named_actors=actor_links(catalog, index.naming.get(claim_id, ())),
        timeline=timed,
    )
    return framed_page("claims", context)


def _facts(catalog: Catalog, claim: Claim, in_changes: Mapping[str, str]) -> ClaimView:
    fields = claim.fields
    entries = entries_of(catalog, claim)
    return ClaimView(
        text=fields.claim,
        rating=rating_view(catalog, fields.rating),
        reason=fields.reason,
        as_of=as_of(catalog, claim),
        rating_note=fields.rating_note,
        checked=fields.checked.isoformat(),
        said=fields.said,
        claimants=actor_links(catalog, fields.claimants),
        topics=topic_links(catalog, fields.topics),
        appearances=[appearance_view(catalog, each) for each in fields.appearances],
        open_questions=fields.open_questions,
        outside=fields.outside,
        changes=[change_view(catalog, entry, in_changes) for entry in entries],
        review_due=review_due(catalog, claim),
        evidence_url=claim_file_url(claim.key.id, "evidence.json"),
        json_url=claim_file_url(claim.key.id, "claim.json"),
        body=body_html(catalog, claim),
    )


def _citing(catalog: Catalog, claim: Claim) -> CiteView:
    return CiteView(
        bibtex=bibtex(catalog, claim),
        bibtex_url=claim_file_url(claim.key.id, "cite.bib"),
        csl=csl_json(catalog, claim),
        csl_url=claim_file_url(claim.key.id, "cite.json"),
    )


def _sharing(catalog: Catalog, claim: Claim) -> ShareView:
    """The claim's permalink, a message to send, and the code that frames the claim."""
    base, embed = catalog.publication.url, embed_url(claim.key.id)
    permalink = absolute(url_of(claim), base) if base else None
    src = absolute(embed, base) if base else embed
    return ShareView(
        permalink=permalink,
        mail=_mail(catalog, claim, permalink) if permalink else None,
        embed_url=embed,
        embed_code=str(_CODE % (src, claim.fields.claim)),
    )


def _mail(catalog: Catalog, claim: Claim, permalink: str) -> str:
    """A message without an addressee. Rule: RFC 6068, sections 2 and 5."""
    body = f"{dated_rating(catalog, claim)}: {claim.fields.reason}\r\n{permalink}"
    return f"mailto:?subject={quote(claim.fields.claim, safe='')}&body={quote(body, safe='')}"


def _social_image(catalog: Catalog, claim: Claim) -> str | None:
    """The absolute address of the claim's card, without which other sites could not show it."""
    card, base = catalog.social_cards.get(claim.key.id), catalog.publication.url
    return absolute(card.url, base) if card and base else None


def _stances(catalog: Catalog, claim: Claim, passage_urls: PassageUrls) -> list[StanceGroup]:
    """The passages by stance, in the order of `STANCE_ORDER`; stances nobody takes are left out."""
    groups = [
        StanceGroup(
            stance=stance,
            passages=[
                _passage(catalog, claim, evidence, passage_urls)
                for evidence in claim.fields.evidence
                if evidence.stance == stance
            ],
        )
        for stance in STANCE_ORDER
    ]
    return [group for group in groups if group.passages]


def _passage(
    catalog: Catalog, claim: Claim, evidence: Evidence, passage_urls: PassageUrls
) -> CitedPassage:
    passage = passage_view(catalog, claim, evidence, passage_urls[key_of(claim, evidence)])
    return CitedPassage(
        **asdict(passage),
        note_anchor=note_anchor(evidence.id or ""),
        cited_at=citation_anchors(claim, evidence.id or ""),
        found=found_view(catalog, claim, evidence),
    )
