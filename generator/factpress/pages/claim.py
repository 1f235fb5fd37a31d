"""The pages of claims that stand.

In: the catalog and what was worked out once. Out: pages. Knows nothing of the pages that it leads
to but their addresses, nor of evidence as data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from markupsafe import Markup

from factpress.content.addresses import former_ids
from factpress.content.claim_facts import STANCE_ORDER, as_of, in_stance_order
from factpress.exports.citations import bibtex, csl_json
from factpress.exports.schema_org import claim_review, review_due
from factpress.model.cards import Catalog, Claim
from factpress.model.site import Page, Plain
from factpress.model.urls import (
    absolute,
    claim_file_url,
    embed_url,
)
from factpress.pages import timeline
from factpress.pages.frame import merged, page_frame, trail, with_node
from factpress.views.body_html import body_html, citation_anchors, note_anchor
from factpress.views.cards import (
    Piece,
    actor_links,
    dated_rating,
    key_of,
    link,
    linked_from,
    named_in,
    passage_piece,
    rating_piece,
    topic_links,
    url_of,
)
from factpress.views.changes import entries_of, entry_piece, event_rows, outside_pieces
from factpress.views.proofs import found_piece, lineage_piece
from factpress.views.quotations import Stands
from factpress.views.site_index import Prepared

# Handing a claim on: its permalink, a message to send, and the page that others frame.


_CODE = Markup('<iframe src="%s" title="%s" width="100%%" height="360" loading="lazy"></iframe>')


def embeds(catalog: Catalog, claim: Claim, once: Prepared) -> Iterator[Page]:
    """The claim as a page to be framed, also at its former addresses, which are framed already."""
    for claim_id in (claim.key.id, *former_ids(catalog, claim.key.id)):
        url, fields = embed_url(claim_id), claim.fields
        frame = page_frame(catalog, url, fields.claim, fields.reason, stands_for=url_of(claim))
        yield Page(url, "embed.html", "embeds", merged(frame, {"claim": once.rows[claim.key.id]}))


def sharing_piece(catalog: Catalog, claim: Claim) -> Piece:
    """Where the claim's page is, the message that tells of it, and the code that frames it."""
    base, embed = catalog.publication.url, embed_url(claim.key.id)
    permalink = absolute(url_of(claim), base) if base else None
    src = absolute(embed, base) if base else embed
    return {
        "permalink": permalink,
        "mail": _mail(catalog, claim, permalink) if permalink else None,
        "embed_url": embed,
        "embed_code": str(_CODE % (src, claim.fields.claim)),
    }


def _mail(catalog: Catalog, claim: Claim, permalink: str) -> str:
    """A message without an addressee. Rule: RFC 6068, sections 2 and 5."""
    body = f"{dated_rating(catalog, claim)}: {claim.fields.reason}\r\n{permalink}"
    return f"mailto:?subject={quote(claim.fields.claim, safe='')}&body={quote(body, safe='')}"


def pages_of(catalog: Catalog, claim_id: str, once: Prepared) -> Iterator[Page]:
    """A claim's page, with its embeds."""
    claim = catalog.claims[claim_id]
    timed = timeline.of_claim(catalog, claim)
    yield _claim(catalog, claim, once, timed)
    yield from timeline.file(catalog, claim, timed)
    yield from embeds(catalog, claim, once)


def _claim(catalog: Catalog, claim: Claim, once: Prepared, timed: Piece | None) -> Page:
    fields, url = claim.fields, url_of(claim)
    steps = trail(catalog, "claim")
    image = _social_image(catalog, claim)
    frame = page_frame(catalog, url, fields.claim, fields.reason, steps, social_image=image)
    context = merged(
        with_node(frame, claim_review(catalog, claim, url)),
        {
            "claim": _facts(catalog, claim, once.in_changes),
            "cite": _citing(catalog, claim),
            "share": sharing_piece(catalog, claim),
            "stances": _stances(catalog, claim, once.stands),
            "lineage": lineage_piece(catalog, claim),
            "sources": [
                link(catalog.sources[source_id])
                for source_id in dict.fromkeys(e.source for e in in_stance_order(fields))
            ],
            "related": [
                {**once.rows[other], "because": because}
                for other, because in once.because(claim.key.id)
            ],
            "matrix_url": once.in_matrix.claims.get(claim.key.id),
            "events": event_rows(catalog, catalog.back.claim_events.get(claim.key.id, ())),
            "linked_from": linked_from(catalog, claim),
            "named_actors": actor_links(catalog, once.naming.get(claim.key.id, ())),
            "timeline": timed,
        },
    )
    return Page(url, "claim.html", "claims", context)


def _facts(catalog: Catalog, claim: Claim, in_changes: Mapping[str, str]) -> Piece:
    """What the claim's card says, but for its evidence."""
    fields = claim.fields
    entries = entries_of(catalog, claim)
    return {
        "text": fields.claim,
        "rating": rating_piece(catalog, fields.rating),
        "reason": fields.reason,
        "as_of": as_of(catalog, claim),
        "rating_note": fields.rating_note,
        "checked": fields.checked.isoformat(),
        "said": fields.said,
        "claimants": actor_links(catalog, fields.claimants),
        "topics": topic_links(catalog, fields.topics),
        "appearances": _appearances(catalog, claim),
        "open_questions": list(fields.open_questions),
        "outside": outside_pieces(fields.outside),
        "changes": [entry_piece(catalog, entry, in_changes) for entry in entries],
        "review_due": review_due(catalog, claim),
        "evidence_url": claim_file_url(claim.key.id, "evidence.json"),
        "json_url": claim_file_url(claim.key.id, "claim.json"),
        "body": body_html(catalog, claim),
    }


def _citing(catalog: Catalog, claim: Claim) -> Piece:
    """How others cite the claim."""
    return {
        "bibtex": bibtex(catalog, claim),
        "bibtex_url": claim_file_url(claim.key.id, "cite.bib"),
        "csl": csl_json(catalog, claim),
        "csl_url": claim_file_url(claim.key.id, "cite.json"),
    }


def _social_image(catalog: Catalog, claim: Claim) -> str | None:
    """The absolute address of the claim's card, without which other sites could not show it."""
    card, base = catalog.social_cards.get(claim.key.id), catalog.publication.url
    return absolute(card.url, base) if card and base else None


def _stances(catalog: Catalog, claim: Claim, stands: Stands) -> list[Plain]:
    """The passages by stance, in the order of `STANCE_ORDER`; stances nobody takes are left out."""
    groups: list[Plain] = []
    for stance in STANCE_ORDER:
        passages: list[Plain] = [
            {
                **passage_piece(catalog, claim, evidence, stands[key_of(claim, evidence)]),
                "note_anchor": note_anchor(evidence.id or ""),
                "cited_at": citation_anchors(claim, evidence.id or ""),
                "found": found_piece(catalog, claim, evidence),
            }
            for evidence in claim.fields.evidence
            if evidence.stance == stance
        ]
        if passages:
            groups.append({"stance": stance, "passages": passages, "continued": False})
    return groups


def _appearances(catalog: Catalog, claim: Claim) -> list[Plain]:
    return [
        {
            "title": a.title or (catalog.sources[a.source].fields.title if a.source else a.url),
            "url": url_of(catalog.sources[a.source]) if a.source else a.url,
            "date": a.date.isoformat() if a.date else None,
            "language": named_in(catalog.sources[a.source]) if a.source and not a.title else None,
        }
        for a in claim.fields.appearances
    ]
