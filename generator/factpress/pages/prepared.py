"""What several kinds of page ask of the whole publication, worked out once.

In: the catalog. Out: one frozen value that the page modules read. Without it each of thousands of
pages would go through all claims or all actors. Knows nothing of pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from factpress.model import Catalog
from factpress.pages.matrix import Concerning, Places, claims_concerning, places
from factpress.pages.parts import Piece, claim_row
from factpress.pages.proofs import resting_claims
from factpress.pages.quotations import Quotation, Stands, every_quotation, stands


@dataclass(frozen=True, slots=True)
class Prepared:
    """By id: claims as entries of lists, what concerns actors, what is quoted from sources.

    `rows` are claims; `concerning` are the claims that concern an actor, `resting` those that rest
    on its reporting; `quoted` is by source, `stands` says where every passage stands on its
    source's pages, `in_matrix` where the matrices have a claim or a source.
    """

    rows: Mapping[str, Piece]
    concerning: Concerning
    resting: Mapping[str, Sequence[str]]
    quoted: Mapping[str, Sequence[Quotation]]
    stands: Stands
    in_matrix: Places


def prepared(catalog: Catalog) -> Prepared:
    """All that is worked out once."""
    quoted = every_quotation(catalog)
    return Prepared(
        rows={claim_id: claim_row(catalog, claim) for claim_id, claim in catalog.claims.items()},
        concerning=claims_concerning(catalog),
        resting=resting_claims(catalog),
        quoted=quoted,
        stands=stands(catalog, quoted),
        in_matrix=places(catalog),
    )
