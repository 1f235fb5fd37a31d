"""Days: what a proof says of the publication as it is shown on a day.

In: a catalog or a proof that is also about claims that are held back until a later day. Out: how
much of a document is quoted until when; what is known of copies as of a day; the catalog as readers
see it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from factpress.content.catalog import assemble
from factpress.evidence.origins import joined_origins
from factpress.model.cards import AnyCard, CardKey, Catalog, HeldBack, Source
from factpress.model.evidence import Proof, SavedCopy

_Span = tuple[int, int]


def quoted_by_day(
    source: Source,
    spans: Sequence[tuple[CardKey, _Span]],
    held: Mapping[CardKey, HeldBack],
    count: Callable[[list[_Span]], int],
) -> tuple[int, tuple[tuple[str, int], ...]]:
    """How much of a source is quoted once every card is shown, and how much before each day.

    `spans` are quoted by the cards named; what drafts quote does not count.
    """
    first = _day(source.key, held)
    by_day = [(_day(key, held), span) for key, span in spans]
    days = sorted({day for day, _ in by_day if first < day < dt.date.max})

    def before(limit: dt.date) -> int:
        return count([span for day, span in by_day if day < limit])

    return before(dt.date.max), tuple((day.isoformat(), before(day)) for day in days)


def _day(key: CardKey, held: Mapping[CardKey, HeldBack]) -> dt.date:
    """The first day on which a card is shown, as far as it is still to come."""
    return (held[key].until or dt.date.max) if key in held else dt.date.min


def copies_of_day(copies: Mapping[str, SavedCopy], today: dt.date) -> Mapping[str, SavedCopy]:
    """What is known of saved copies, without the counts of days that have come."""
    if not any(copy.before for copy in copies.values()):
        return copies
    day = today.isoformat()
    return {
        name: copy._replace(before=tuple(each for each in copy.before if each[0] > day))
        for name, copy in copies.items()
    }


def as_shown(checked: Catalog, cards: Sequence[AnyCard]) -> Catalog:
    """What readers see of a catalog, of which more is known than what is shown today.

    `cards` are all there are.
    """
    held = checked.held_back
    if not any(each.until for each in held.values()):
        return checked
    shown = assemble(checked.publication, [card for card in cards if card.key not in held])
    texts = {key: text for key, text in checked.full_texts.items() if key in shown.sources}
    shown = shown._replace(
        proof=_part(checked.proof, shown),
        is_verified=checked.is_verified,
        is_proven=checked.is_proven,
        full_texts=texts,
        held_back=held,
        unread=checked.unread,
    )
    return shown._replace(joined=joined_origins(shown))


def _part(proof: Proof, catalog: Catalog) -> Proof:
    """What is known of a catalog's own cards, with counts of what these quote."""
    claims, sources = catalog.claims, catalog.sources
    return Proof(
        {key: found for key, found in proof.passages.items() if key.claim_id in claims},
        {key: found for key, found in proof.defects.items() if key.claim_id in sources},
        {name: _shown(copy) for name, copy in proof.copies.items() if name in sources},
        tuple(pair for pair in proof.alike if pair.first in sources and pair.second in sources),
    )


def _shown(copy: SavedCopy) -> SavedCopy:
    """What is shown of a copy today; how much with contexts is known of the last day alone."""
    if not copy.before:
        return copy
    return copy._replace(quoted=copy.before[0][1], before=(), with_contexts=0)
