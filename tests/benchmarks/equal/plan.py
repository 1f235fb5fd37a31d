"""The pages of the peers' publication: the same pages with the same content as every other tool.

In: our catalog of the peers' corpus. Out: Pages for the small templates beside this file. Used in
place of `factpress.pages.plan` when we are timed beside other generators; every other stage is the
program's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from factpress.model import Catalog, Claim, Context, Page, Plain
from factpress.pages.parts import body_html, rating_of
from factpress.schema import Rating

_SHOWN = 50


def equal_plan(catalog: Catalog) -> Iterator[Page]:
    """Home, feed, site map, then every claim, actor, source and topic."""
    newest_first = sorted(catalog.claims.values(), key=lambda c: c.key.id, reverse=True)
    rows = {claim.key.id: _row(catalog, claim) for claim in newest_first}
    latest = [rows[claim.key.id] for claim in newest_first[:_SHOWN]]
    yield _page("/", "home.html", {"title": "Latest", "rows": latest})
    yield _page("/feed.xml", "feed.xml", {"title": "The Even Ledger", "rows": latest})
    yield from _claims(catalog, newest_first)
    folders = (
        ("actors", catalog.actors, catalog.back.claimed),
        ("sources", catalog.sources, catalog.back.quoted),
        ("topics", catalog.topics, catalog.back.on_topic),
    )
    urls = ["/", *(f"/claims/{claim.key.id}/" for claim in newest_first)]
    for folder, cards, back in folders:
        for card_id, card in cards.items():
            if card_id == "press":  # our sources need a publisher; the other tools' have none
                continue
            ids = {str(getattr(key, "claim_id", key)) for key in back.get(card_id, ())}
            url = f"/{folder}/{card_id}/"
            urls.append(url)
            context = {
                "title": getattr(card.fields, "name", getattr(card.fields, "title", "")),
                "source_url": getattr(card.fields, "url", None),
                "rows": [rows[claim_id] for claim_id in sorted(ids, reverse=True)],
            }
            yield _page(url, "term.html", context)
    yield _page("/sitemap.xml", "sitemap.xml", {"title": "", "urls": urls})


def _page(url: str, template: str, context: Context) -> Page:
    return Page(url, template, "pages", {"page": {"url": url}, **context})


def _row(catalog: Catalog, claim: Claim) -> dict[str, Plain]:
    rating: Rating = rating_of(catalog, claim.fields.rating)
    return {
        "url": f"/claims/{claim.key.id}/",
        "title": claim.fields.claim,
        "date": claim.fields.checked.isoformat(),
        "rating": rating.id,
        "label": rating.label,
    }


def _claims(catalog: Catalog, newest_first: Sequence[Claim]) -> Iterator[Page]:
    beside: dict[str, tuple[Claim | None, Claim | None]] = {}
    for newer, older in pairwise([None, *newest_first, None]):
        if older:
            beside[older.key.id] = (newer, None)
        if newer:
            beside[newer.key.id] = (beside[newer.key.id][0], older)
    for claim in newest_first:
        newer, older = beside[claim.key.id]
        yield _claim(catalog, claim, newer, older)


def _claim(catalog: Catalog, claim: Claim, newer: Claim | None, older: Claim | None) -> Page:
    fields = claim.fields
    rating = rating_of(catalog, fields.rating)
    context: Context = {
        **_row(catalog, claim),
        "value": rating.value,
        "best": len(catalog.publication.ratings),
        "actors": [{"id": a, "name": catalog.actors[a].fields.name} for a in fields.claimants],
        "authors": [
            {"@type": "Person", "name": catalog.actors[a].fields.name} for a in fields.claimants
        ],
        "topics": [{"id": t, "name": catalog.topics[t].fields.name} for t in fields.topics],
        "quotes": [
            {"source": e.source, "name": catalog.sources[e.source].fields.title, "text": e.passage}
            for e in fields.evidence
        ],
        "body": body_html(catalog, claim),
        "newer": _neighbour(newer),
        "older": _neighbour(older),
    }
    return _page(f"/claims/{claim.key.id}/", "claim.html", context)


def _neighbour(claim: Claim | None) -> Plain:
    return {"url": f"/claims/{claim.key.id}/", "title": claim.fields.claim} if claim else None
