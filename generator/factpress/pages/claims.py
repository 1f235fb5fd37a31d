"""Claim pages, the index of claims in its four orders, and the pages of former addresses.

In: the catalog and what was worked out once. Out: pages. Knows nothing of the pages that it leads
to but their addresses, nor of evidence as data.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from factpress.languages.words import words
from factpress.model import AnyCard, Catalog, Claim, Page, Plain
from factpress.pages import timeline
from factpress.pages.changes import entries_of, entry_piece
from factpress.pages.citing import bibtex, csl_json
from factpress.pages.following import site_feeds
from factpress.pages.paging import MOST_ENTRIES, Spread, first_leaves, spread
from factpress.pages.parts import (
    Piece,
    actor_links,
    body_html,
    citation_anchors,
    key_of,
    link,
    linked_from,
    merged,
    note_anchor,
    page_frame,
    passage_piece,
    rating_piece,
    title_of,
    topic_links,
    trail,
    url_of,
    with_node,
)
from factpress.pages.prepared import Prepared
from factpress.pages.proofs import found_piece, lineage_piece
from factpress.pages.quotations import Stands
from factpress.pages.related import because_of
from factpress.pages.sharing import embeds, sharing_piece
from factpress.pages.structured import claim_review
from factpress.reading.numbering import STANCE_ORDER, in_stance_order
from factpress.urls import (
    absolute,
    anchor,
    card_url,
    claim_file_url,
    folder_url,
    numbered,
    rating_url,
)

_INDEX = folder_url("claim")

Rows: TypeAlias = Mapping[str, Piece]


class _Order(NamedTuple):
    """One order of the index: what it is called among the orders, and as a page of its own."""

    words: str
    title: str
    description: str
    url: str


class _Group(NamedTuple):
    """A part of the index: its heading, where it stands, its claims."""

    title: str
    url: str | None
    anchor: str
    claims: Sequence[Plain]
    date: str | None = None
    rating: Piece | None = None


def indexes(catalog: Catalog, once: Prepared) -> Iterator[Page]:
    """The index in each order."""
    orders = _orders(catalog)
    grouped = (_by_date, _by_rating, _by_topic, _by_actor)
    for order, groups in zip(orders, grouped, strict=True):
        yield from _index(catalog, order, orders, groups(catalog, once.rows))


def pages_of(catalog: Catalog, claim_id: str, once: Prepared) -> Iterator[Page]:
    """A claim's page, with its embed, and those of its former addresses."""
    claim = catalog.claims[claim_id]
    timed = timeline.of_claim(catalog, claim)
    yield _claim(catalog, claim, once, timed)
    yield from timeline.file(catalog, claim, timed)
    yield from embeds(catalog, claim, once)
    for alias in claim.fields.aliases:
        yield _former(catalog, claim, card_url("claim", alias))


def _orders(catalog: Catalog) -> list[_Order]:
    """The index by date, which is the index itself, then its other orders."""
    say = words(catalog.publication.language)
    number, name = len(catalog.claims), catalog.publication.name
    return [
        _Order(
            say("by date"),
            say("Claims by date"),
            say.plural(
                "The one claim of %(name)s, by date.",
                "All %(num)s claims of %(name)s, by date.",
                number,
                name=name,
            ),
            _INDEX,
        ),
        _Order(
            say("by rating"),
            say("Claims by rating"),
            say.plural(
                "The one claim of %(name)s, by rating.",
                "All %(num)s claims of %(name)s, by rating.",
                number,
                name=name,
            ),
            f"{_INDEX}by-rating/",
        ),
        _Order(
            say("by topic"),
            say("Claims by topic"),
            say.plural(
                "The one claim of %(name)s, by topic.",
                "All %(num)s claims of %(name)s, by topic.",
                number,
                name=name,
            ),
            f"{_INDEX}by-topic/",
        ),
        _Order(
            say("by actor"),
            say("Claims by actor"),
            say.plural(
                "The one claim of %(name)s, by actor.",
                "All %(num)s claims of %(name)s, by actor.",
                number,
                name=name,
            ),
            f"{_INDEX}by-actor/",
        ),
    ]


def _index(
    catalog: Catalog, order: _Order, orders: Sequence[_Order], groups: list[_Group]
) -> Iterator[Page]:
    url = order.url
    steps = trail(catalog) if url == _INDEX else trail(catalog, "claim")
    by_anchor = {group.anchor: group for group in groups}
    leaves = spread({group.anchor: group.claims for group in groups})
    begins = first_leaves(leaves)
    for leaf, page in leaves:
        frame = page_frame(catalog, url, order.title, order.description, steps, leaf=leaf)
        context = merged(
            frame,
            {
                "follow": [site_feeds(catalog)],
                "orders": [
                    {"words": each.words, "url": each.url, "here": each.url == url}
                    for each in orders
                ],
                "contents": _contents(url, by_anchor, begins, page),
                "groups": _groups(page, by_anchor),
            },
        )
        yield Page(numbered(url, leaf.number), "claims.html", "claim lists", context)


def _contents(
    url: str, by_anchor: Mapping[str, _Group], begins: Mapping[str, int], page: Spread
) -> list[Plain]:
    """The ways to all groups, or when they are too many to those on the page; none to days."""
    wanted = begins if len(begins) <= MOST_ENTRIES else page
    return [
        {"title": by_anchor[each].title, "url": f"{numbered(url, begins[each])}#{each}"}
        for each in wanted
        if not by_anchor[each].date
    ]


def _groups(page: Spread, by_anchor: Mapping[str, _Group]) -> list[Plain]:
    """The groups on one page; only those of one order have a date, of another a rating."""
    return [
        {**by_anchor[each]._asdict(), "claims": portion.entries, "continued": portion.start > 0}
        for each, portion in page.items()
    ]


def _by_date(catalog: Catalog, rows: Rows) -> list[_Group]:
    days: dict[str, list[Plain]] = {}
    for claim in catalog.claims.values():
        days.setdefault(claim.fields.checked.isoformat(), []).append(rows[claim.key.id])
    return [_Group(day, None, f"day-{day}", claims, date=day) for day, claims in days.items()]


def _by_rating(catalog: Catalog, rows: Rows) -> list[_Group]:
    return [
        _Group(
            rating.label,
            rating_url(rating.id),
            f"rating-{rating.id}",
            [rows[claim_id] for claim_id in catalog.back.rated[rating.id]],
            rating=rating_piece(catalog, rating.id),
        )
        for rating in catalog.publication.ratings
        if rating.id in catalog.back.rated
    ]


def _by_topic(catalog: Catalog, rows: Rows) -> list[_Group]:
    without = [rows[c.key.id] for c in catalog.claims.values() if not c.fields.topics]
    groups = _by_card(catalog.topics, catalog.back.on_topic, rows)
    say = words(catalog.publication.language)
    return [*groups, _Group(say("No topic"), None, "topic", without)] if without else groups


def _by_actor(catalog: Catalog, rows: Rows) -> list[_Group]:
    without = [rows[c.key.id] for c in catalog.claims.values() if not c.fields.claimants]
    groups = _by_card(catalog.actors, catalog.back.claimed, rows)
    say = words(catalog.publication.language)
    return (
        [*groups, _Group(say("No named claimant"), None, "actor", without)] if without else groups
    )


def _by_card(
    cards: Mapping[str, AnyCard], claims: Mapping[str, Sequence[str]], rows: Rows
) -> list[_Group]:
    """A group for each card that has claims, under its title."""
    return [
        _Group(
            title_of(card),
            url_of(card),
            f"{card.key.kind}-{anchor(card_id)}",
            [rows[claim_id] for claim_id in claims[card_id]],
        )
        for card_id, card in cards.items()
        if card_id in claims
    ]


def _claim(catalog: Catalog, claim: Claim, once: Prepared, timed: Piece | None) -> Page:
    fields = claim.fields
    url = url_of(claim)
    steps = trail(catalog, "claim")
    image = _social_image(catalog, claim)
    frame = page_frame(catalog, url, fields.claim, fields.reason, steps, social_image=image)
    context = merged(
        with_node(frame, claim_review(catalog, claim, url)),
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
                "review_due": _review_due(catalog, claim),
                "evidence_url": claim_file_url(claim.key.id, "evidence.json"),
                "json_url": claim_file_url(claim.key.id, "claim.json"),
                "body": body_html(catalog, claim),
            },
            "cite": {
                "bibtex": bibtex(catalog, claim),
                "bibtex_url": claim_file_url(claim.key.id, "cite.bib"),
                "csl": csl_json(catalog, claim),
                "csl_url": claim_file_url(claim.key.id, "cite.json"),
            },
            "share": sharing_piece(catalog, claim),
            "stances": _stances(catalog, claim, once.stands),
            "lineage": lineage_piece(catalog, claim),
            "sources": [
                link(catalog.sources[source_id])
                for source_id in dict.fromkeys(e.source for e in in_stance_order(fields))
            ],
            "related": [
                {**once.rows[other], "because": because}
                for other, because in because_of(catalog, claim, once.relations)
            ],
            "matrix_url": once.in_matrix.claims.get(claim.key.id),
            "linked_from": linked_from(catalog, claim),
            "named_actors": actor_links(catalog, once.naming.get(claim.key.id, ())),
            "timeline": timed,
        },
    )
    return Page(url, "claim.html", "claims", context)


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
        }
        for a in claim.fields.appearances
    ]


def _review_due(catalog: Catalog, claim: Claim) -> str | None:
    """The day from which the claim counts as not checked for long, or None where none does."""
    days = catalog.publication.stale_after
    if days is None or days > (dt.date.max - claim.fields.checked).days:
        return None
    return (claim.fields.checked + dt.timedelta(days)).isoformat()


def _former(catalog: Catalog, claim: Claim, url: str) -> Page:
    """A former address; the page's one true address is the claim's."""
    frame = page_frame(
        catalog, url, claim.fields.claim, claim.fields.reason, stands_for=url_of(claim)
    )
    context = merged(frame, {"target": link(claim)})
    return Page(url, "moved.html", "moved pages", context)
