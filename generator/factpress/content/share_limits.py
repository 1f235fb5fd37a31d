"""How much of a document passages may quote: the publication's limits, or the source card's own.

In: the catalog, a source, and the number of its document's words. Out: shares, from 0 to 1.
"""

from __future__ import annotations

from typing import NamedTuple

from factpress.content.claim_facts import voices
from factpress.model.card_parts import Evidence
from factpress.model.cards import Catalog, Source

# A document with fewer words, such as a post, may be quoted whole unless its card says otherwise.
_SHORT = 150


class ShareLimit(NamedTuple):
    """The largest share, and the field of the settings or of the card that sets it."""

    share: float
    field: str


class ShareLimits(NamedTuple):
    """The limits of passages alone, and of passages with the sentences around them."""

    passages: ShareLimit
    contexts: ShareLimit


def share_limits(catalog: Catalog, source: Source, words: int) -> ShareLimits | None:
    """The limits of a document of so many words; None where all of it may be quoted."""
    of_all, own = catalog.publication.limits, source.fields.share
    if own is not None:
        limit = ShareLimit(own, "share of this card")
        return ShareLimits(limit, limit)
    if words < _SHORT:
        return None
    contexts = max(of_all.context_share, of_all.document_share)
    return ShareLimits(
        ShareLimit(of_all.document_share, "limits.document_share"),
        ShareLimit(contexts, "limits.context_share"),
    )


def is_exempt(catalog: Catalog, source: Source, evidence: Evidence | None) -> bool:
    """Whether a passage is left out of the count: it is what the publisher says itself.

    Not where a publication is the publisher, since all that it writes would be its own; nor where
    the card of the source has a limit.
    """
    publisher = catalog.actors.get(source.fields.publisher)
    if source.fields.share is not None or evidence is None or publisher is None:
        return False
    is_publication = publisher.fields.kind == "publication"
    return not is_publication and publisher.key.id in voices(catalog, evidence)


def has_exempt(catalog: Catalog, source: Source) -> bool:
    """Whether any passage quoted from a source is left out of the count."""
    claims = dict.fromkeys(key.claim_id for key in catalog.back.quoted.get(source.key.id, ()))
    return any(
        is_exempt(catalog, source, evidence)
        for claim_id in claims
        for evidence in catalog.claims[claim_id].fields.evidence
        if evidence.source == source.key.id
    )
