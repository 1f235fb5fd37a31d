"""Claim pages, the index of claims in its four orders, and the pages of former addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factpress.model import Catalog, Claim, Page, Plain
from factpress.pages.changes import entries_of, entry_piece
from factpress.pages.matrix import places
from factpress.pages.parts import (
    Piece,
    actor_links,
    body_html,
    citation_anchors,
    claim_row,
    claim_rows,
    link,
    linked_from,
    merged,
    page_frame,
    passage_piece,
    rating_piece,
    topic_links,
    url_of,
)
from factpress.pages.proofs import found_piece, lineage_piece
from factpress.reading.cards import STANCE_ORDER, in_stance_order
from factpress.urls import card_url, evidence_url, folder_url, rating_url

_INDEX = folder_url("claim")
_ORDERS = (
    ("by date", _INDEX),
    ("by rating", f"{_INDEX}by-rating/"),
    ("by topic", f"{_INDEX}by-topic/"),
    ("by actor", f"{_INDEX}by-actor/"),
)


def pages(catalog: Catalog) -> Iterator[Page]:
    """The index in each order, then every claim, then its former addresses."""
    grouped = (_by_date, _by_rating, _by_topic, _by_actor)
    for (words, url), groups in zip(_ORDERS, grouped, strict=True):
        yield _index(catalog, words, url, groups(catalog))
    rows = places(catalog).claims
    for claim in catalog.claims.values():
        yield _claim(catalog, claim, rows.get(claim.key.id))
        for alias in claim.fields.aliases:
            yield _former(catalog, claim, card_url("claim", alias))


def _index(catalog: Catalog, words: str, url: str, groups: list[Plain]) -> Page:
    title = f"Claims {words}"
    description = f"All {len(catalog.claims)} claims of {catalog.publication.name}, {words}."
    trail = [("Home", "/")] if url == _INDEX else [("Home", "/"), ("Claims", _INDEX)]
    context = merged(
        page_frame(catalog, url, title, description, trail),
        {
            "orders": [{"words": w, "url": u, "here": u == url} for w, u in _ORDERS],
            "groups": groups,
        },
    )
    return Page(url, "claims.html", "claim lists", context)


def _group(title: str, url: str | None, anchor: str, claims: Sequence[Plain]) -> Piece:
    """A part of the index; only the parts of one order have a date, of another a rating."""
    group: Piece = {"title": title, "url": url, "anchor": anchor, "claims": claims}
    return {**group, "date": None, "rating": None}


def _by_date(catalog: Catalog) -> list[Plain]:
    days: dict[str, list[Plain]] = {}
    for claim in catalog.claims.values():
        days.setdefault(claim.fields.checked.isoformat(), []).append(claim_row(catalog, claim))
    return [{**_group(day, None, f"day-{day}", rows), "date": day} for day, rows in days.items()]


def _by_rating(catalog: Catalog) -> list[Plain]:
    return [
        {
            **_group(
                rating.label,
                rating_url(rating.id),
                f"rating-{rating.id}",
                claim_rows(catalog, catalog.back.rated[rating.id]),
            ),
            "rating": rating_piece(catalog, rating.id),
        }
        for rating in catalog.publication.ratings
        if rating.id in catalog.back.rated
    ]


def _by_topic(catalog: Catalog) -> list[Plain]:
    groups: list[Plain] = [
        _group(
            topic.fields.name,
            url_of(topic),
            f"topic-{topic_id.replace('/', '-')}",
            claim_rows(catalog, catalog.back.on_topic[topic_id]),
        )
        for topic_id, topic in catalog.topics.items()
        if topic_id in catalog.back.on_topic
    ]
    without = [claim_row(catalog, c) for c in catalog.claims.values() if not c.fields.topics]
    return [*groups, _group("No topic", None, "topic", without)] if without else groups


def _by_actor(catalog: Catalog) -> list[Plain]:
    groups: list[Plain] = [
        _group(
            actor.fields.name,
            url_of(actor),
            f"actor-{actor_id.replace('/', '-')}",
            claim_rows(catalog, catalog.back.claimed[actor_id]),
        )
        for actor_id, actor in catalog.actors.items()
        if actor_id in catalog.back.claimed
    ]
    without = [claim_row(catalog, c) for c in catalog.claims.values() if not c.fields.claimants]
    return [*groups, _group("No named claimant", None, "actor", without)] if without else groups


def _claim(catalog: Catalog, claim: Claim, matrix_url: str | None) -> Page:
    fields = claim.fields
    url = url_of(claim)
    context = merged(
        page_frame(catalog, url, fields.claim, fields.reason, [("Home", "/"), ("Claims", _INDEX)]),
        {
            "claim": {
                "text": fields.claim,
                "rating": rating_piece(catalog, fields.rating),
                "reason": fields.reason,
                "checked": fields.checked.isoformat(),
                "said": fields.said,
                "claimants": actor_links(catalog, fields.claimants),
                "topics": topic_links(catalog, fields.topics),
                "appearances": _appearances(catalog, claim),
                "open_questions": list(fields.open_questions),
                "changes": [entry_piece(catalog, entry) for entry in entries_of(claim)],
                "evidence_url": evidence_url(claim.key.id),
                "body": body_html(catalog, claim),
            },
            "stances": _stances(catalog, claim),
            "lineage": lineage_piece(catalog, claim),
            "sources": [
                link(catalog.sources[source_id])
                for source_id in dict.fromkeys(e.source for e in in_stance_order(fields))
            ],
            "related": claim_rows(catalog, _related(catalog, claim)),
            "matrix_url": matrix_url,
            "linked_from": linked_from(catalog, claim),
            "named_actors": _named_actors(catalog, claim),
        },
    )
    return Page(url, "claim.html", "claims", context)


def _stances(catalog: Catalog, claim: Claim) -> list[Plain]:
    """The passages by stance, in the order of `STANCE_ORDER`; stances nobody takes are left out."""
    groups: list[Plain] = []
    for stance in STANCE_ORDER:
        passages: list[Plain] = [
            {
                **passage_piece(catalog, claim, evidence),
                "cited_at": citation_anchors(claim, evidence.id or ""),
                "found": found_piece(catalog, claim, evidence),
            }
            for evidence in claim.fields.evidence
            if evidence.stance == stance
        ]
        if passages:
            groups.append({"stance": stance, "passages": passages})
    return groups


def _appearances(catalog: Catalog, claim: Claim) -> list[Plain]:
    return [
        {
            "title": a.title or (catalog.sources[a.source].fields.title if a.source else a.url),
            "url": url_of(catalog.sources[a.source]) if a.source else a.url,
            "date": a.date.isoformat() if a.date else None,
        }
        for a in claim.fields.appearances
    ]


def _related(catalog: Catalog, claim: Claim) -> list[str]:
    """The claims named as related, by this card first, then by the others."""
    return list(dict.fromkeys([*claim.fields.related, *catalog.back.related.get(claim.key.id, ())]))


def _named_actors(catalog: Catalog, claim: Claim) -> list[Plain]:
    """The actors that the claim's sentence names; their pages list the claim as about them."""
    return [
        link(actor)
        for actor_id, actor in catalog.actors.items()
        if claim.key.id in catalog.back.named.get(actor_id, ())
    ]


def _former(catalog: Catalog, claim: Claim, url: str) -> Page:
    context = merged(
        page_frame(catalog, url, claim.fields.claim, claim.fields.reason),
        {"target": link(claim)},
    )
    return Page(url, "moved.html", "moved pages", context)
