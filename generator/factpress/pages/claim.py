"""The pages of claims that are not withdrawn, and the pages that other sites frame."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar
from urllib.parse import quote

from markupsafe import Markup
from msgspec.structs import asdict, replace

from factpress.charts.svg import picture_page
from factpress.content.addresses import former_ids
from factpress.content.claim_facts import as_of, in_stance_order
from factpress.content.voices import is_contested
from factpress.exports.citations import bibtex, csl_json
from factpress.exports.schema_org import claim_review, modified, review_due
from factpress.i18n.translations import words
from factpress.model.card_parts import OutsideNote, bounds
from factpress.model.cards import Catalog, Claim
from factpress.model.contexts import Page, View
from factpress.model.moments import clock_of, day_of
from factpress.model.urls import CONTRADICTIONS_URL, absolute, claim_file_url, embed_url
from factpress.pages import timeline
from factpress.pages.frame import (
    PageContext,
    PageView,
    Trail,
    framed_page,
    page_frame,
    stand_in_frame,
    trail,
    with_node,
)
from factpress.pages.timeline import TimelineView
from factpress.views.backlinks import BacklinkGroup, linked_from
from factpress.views.body_html import body_html
from factpress.views.cards import (
    ClaimRow,
    Link,
    RatingView,
    actor_links,
    dated_rating,
    link,
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
    last_day,
)
from factpress.views.ledger import (
    LedgerSide,
    OriginVoices,
    Standing,
    denied_by,
    ledger,
    origins_for,
    said_by,
)
from factpress.views.proofs import LineageView, lineage_view
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
    published: str | None  #: The day of publication, where the card names it
    published_at: str | None  #: Its time, such as `06:00 UTC+01:00`
    authors: Sequence[Link]  #: Who checked it
    reviewed_by: Sequence[Link]  #: Who read the check as a second reader
    said: str | None  #: When the claim was made
    claimants: Sequence[Link]
    topics: Sequence[Link]
    appearances: Sequence[AppearanceView]
    open_questions: Sequence[str]
    outside: Sequence[OutsideNote]
    outside_is_later: bool  #: Whether all these notes are about days after those of the rating
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


class ClaimPage(PageContext, frozen=True, kw_only=True):
    """The page of a claim."""

    template: ClassVar = "claim.html"
    claim: ClaimView
    cite: CiteView
    share: ShareView
    said_by: Standing
    denied_by: Standing
    ledger: Sequence[LedgerSide]  #: For, against and unclear
    origins: Sequence[OriginVoices]  #: The independent origins of the passages for the claim
    lineage: LineageView
    sources: Sequence[Link]  #: The documents quoted
    related: Sequence[RelatedClaim]
    matrix_url: str | None
    contest_url: str | None  #: The page of who contradicts whom, for a contested claim
    report_url: str | None  #: Where readers report a mistake
    events: Sequence[EventRow]
    linked_from: Sequence[BacklinkGroup]
    named_actors: Sequence[Link]  #: The actors that the claim's sentence names
    timeline: TimelineView | None


class EmbedPage(PageContext, frozen=True, kw_only=True):
    """A claim as a page that others frame."""

    template: ClassVar = "embed.html"
    claim: ClaimRow


# Ids of editorial pages that say how to report a mistake, the likeliest first.
_REPORT_PAGES = ("corrections", "contact", "send-a-claim")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
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
    frame = page_frame(
        catalog, url, fields.claim, _description(catalog, claim), _trail(catalog, claim)
    )
    frame = replace(
        with_node(frame, claim_review(catalog, claim)), page=_rated(catalog, claim, frame.page)
    )
    context = ClaimPage(
        frame=frame,
        claim=_facts(catalog, claim, index.in_changes),
        cite=_citing(catalog, claim),
        share=_sharing(catalog, claim),
        said_by=said_by(catalog, claim),
        denied_by=denied_by(catalog, claim),
        ledger=ledger(catalog, claim, index.passage_urls),
        origins=origins_for(catalog, claim),
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
        contest_url=CONTRADICTIONS_URL if is_contested(claim) else None,
        report_url=_report_url(catalog),
        events=event_rows(catalog, catalog.back.claim_events.get(claim_id, ())),
        linked_from=linked_from(catalog, claim),
        named_actors=actor_links(catalog, index.naming.get(claim_id, ())),
        timeline=timed,
    )
    return framed_page("claims", context)


def _trail(catalog: Catalog, claim: Claim) -> Trail:
    """The home page, then the claim's first topic, or else the list of claims."""
    topics = topic_links(catalog, claim.fields.topics)[:1]
    above = [(each.title, each.url) for each in topics]
    return [*trail(catalog), *above] if above else trail(catalog, "claim")


def _report_url(catalog: Catalog) -> str | None:
    """Where to report a mistake: the publisher's contact if it is an address, or a page on it."""
    publisher = catalog.publication.publisher
    contact = (publisher.contact or "").strip() if publisher else ""
    if _ADDRESS.fullmatch(contact):
        return contact
    if _MAILBOX.fullmatch(contact):
        return f"mailto:{contact}"
    pages = (catalog.pages.get(each) for each in _REPORT_PAGES)
    return next((url_of(page) for page in pages if page), None)


def _facts(catalog: Catalog, claim: Claim, in_changes: Mapping[str, str]) -> ClaimView:
    fields = claim.fields
    entries = entries_of(catalog, claim)
    known = as_of(catalog, claim)
    return ClaimView(
        text=fields.claim,
        rating=rating_view(catalog, fields.rating),
        reason=fields.reason,
        as_of=known,
        rating_note=fields.rating_note,
        checked=fields.checked.isoformat(),
        published=day_of(fields.published).isoformat() if fields.published else None,
        published_at=clock_of(fields.published) if fields.published else None,
        authors=[link(catalog.people[each]) for each in fields.authors],
        reviewed_by=[link(catalog.people[each]) for each in fields.reviewed_by],
        said=fields.said,
        claimants=actor_links(catalog, fields.claimants),
        topics=topic_links(catalog, fields.topics),
        appearances=[appearance_view(catalog, each) for each in fields.appearances],
        open_questions=fields.open_questions,
        outside=fields.outside,
        outside_is_later=all(bounds(each.date)[0] > bounds(known)[1] for each in fields.outside),
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
    body = f"{_description(catalog, claim)}\r\n{permalink}"
    return f"mailto:?subject={quote(claim.fields.claim, safe='')}&body={quote(body, safe='')}"


def _description(catalog: Catalog, claim: Claim) -> str:
    return f"{dated_rating(catalog, claim)}: {claim.fields.reason}"


def _rated(catalog: Catalog, claim: Claim, page: PageView) -> PageView:
    """The page as links to it show it: with the claim's rating and its days."""
    say = words(catalog.publication.language)
    label = rating_view(catalog, claim.fields.rating).label
    # A full stop before the colon would be one mark too many.
    sentence = claim.fields.claim.rstrip(".。।۔")
    # Translators: the title of a claim's page, such as "The dam was finished in 2019: Disputed".
    title = say("%(claim)s: %(rating)s", claim=sentence, rating=label)
    changed = last_day(catalog, claim)
    return replace(
        page,
        head_title=title,
        social_alt=title,
        published=claim.fields.published or claim.fields.checked.isoformat(),
        modified=modified(catalog, claim).isoformat() if changed else None,
    )
