"""The site index: values that several kinds of page read, each computed when first asked for.

In: the catalog. Out: one value that the page modules read. Without it each of thousands of pages
would go through all claims or all actors. Reads no bodies; knows nothing of pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol, TypeVar

from factpress.model.cards import Catalog, Memo
from factpress.model.contexts import AnyOutput
from factpress.model.evidence import PassageKey
from factpress.model.site import Group, Output
from factpress.views.cards import ClaimRow, claim_row, evidence_of
from factpress.views.changes import listed
from factpress.views.contradictions import Contests, contests
from factpress.views.dated import Dated, dated
from factpress.views.matrix_table import UsualOrigins, usual_origins
from factpress.views.places import (
    Concerning,
    LineagePlaces,
    MatrixPlaces,
    claims_concerning,
    lineage_places,
    matrix_places,
)
from factpress.views.proofs import resting_claims
from factpress.views.quotations import PassageUrls, Quotation, passage_urls, quotations
from factpress.views.related import (
    Because,
    Connections,
    FoundRelations,
    Relations,
    because_of,
    connections,
    found_relations,
    relations,
)

# A claim's page and its files are made one after the other.
_FEW = 4
KeyT = TypeVar("KeyT")
ValueT = TypeVar("ValueT")


class _OnDemand(dict[KeyT, ValueT]):
    """Values by key, each worked out when it is first asked for."""

    def __init__(self, find: Callable[[KeyT], Mapping[KeyT, ValueT]]) -> None:
        """`find` gives the value of a key, and those of others that come with it."""
        super().__init__()
        self._find = find

    def __missing__(self, key: KeyT) -> ValueT:
        self.update(self._find(key))
        return self[key]


class _Rows(_OnDemand[str, ClaimRow]):
    """Rows by claim. Each use of one counts as a read of the reason that it shows."""

    def __init__(self, catalog: Catalog) -> None:
        super().__init__(lambda claim_id: {claim_id: claim_row(catalog, catalog.claims[claim_id])})
        self._claims = catalog.claims

    def __getitem__(self, claim_id: str) -> ClaimRow:
        # Several groups show the row, and each depends on the reason: not the first one alone.
        _ = self._claims[claim_id].fields.reason
        return super().__getitem__(claim_id)


@dataclass(frozen=True)
class SiteIndex:
    """Values computed once for a catalog; `assets` are the files of the theme.

    `policy` is the content security policy for hosts, None where the theme's pages have their own.
    """

    catalog: Catalog
    assets: Sequence[Output] = ()
    policy: str | None = None

    @cached_property
    def _memo(self) -> Memo:
        return self.catalog.memo or Memo()

    @cached_property
    def rows(self) -> Mapping[str, ClaimRow]:
        """Claims as entries of lists, by id."""
        return _Rows(self.catalog)

    @cached_property
    def quoted(self) -> Mapping[str, Sequence[Quotation]]:
        """The quotations from each source, by its id."""
        sources = self.catalog.sources
        return _OnDemand(
            lambda source_id: {source_id: quotations(self.catalog, sources[source_id])}
        )

    @cached_property
    def passage_urls(self) -> PassageUrls:
        """The address of every passage on its source's pages."""

        def of_source(key: PassageKey) -> PassageUrls:
            source_id = evidence_of(self.catalog, key).source
            return passage_urls(self.catalog, source_id, self.quoted[source_id])

        return _OnDemand(of_source)

    @cached_property
    def naming(self) -> Mapping[str, Sequence[str]]:
        """By claim, the actors that its sentence names; their pages list the claim as about them.

        In the publication's order of actors.
        """
        naming: dict[str, list[str]] = {}
        for actor_id in self.catalog.actors:
            for claim_id in self.catalog.back.named.get(actor_id, ()):
                naming.setdefault(claim_id, []).append(actor_id)
        return naming

    @cached_property
    def concerning(self) -> Concerning:
        """The claims that concern each actor."""
        return claims_concerning(self.catalog)

    @cached_property
    def resting(self) -> Mapping[str, Sequence[str]]:
        """The claims that rest on each actor's reporting."""
        return resting_claims(self.catalog)

    @cached_property
    def in_matrix(self) -> MatrixPlaces:
        """Where the matrices have a claim or a source."""
        return self._memo.get_or_compute(
            "in_matrix", MatrixPlaces, lambda: matrix_places(self.catalog)
        )

    @cached_property
    def usual_origins(self) -> UsualOrigins:
        """Whose reporting each source mostly relays."""
        return usual_origins(self.catalog)

    @cached_property
    def in_changes(self) -> Mapping[str, str]:
        """Where the pages of changes have an entry, by its address on its claim's page."""
        return _OnDemand(lambda _: listed(self.catalog))

    @cached_property
    def in_lineage(self) -> LineagePlaces:
        """Where the lineage pages have a document or an actor."""
        return lineage_places(self.catalog)

    @cached_property
    def contests(self) -> Contests:
        """The claims that some assert and others deny."""
        return contests(self.catalog)

    @cached_property
    def dated(self) -> Dated:
        """The events and the dated statements."""
        return dated(self.catalog)

    @cached_property
    def connected(self) -> Connections:
        """Which actors have to do with each other."""
        return connections(self.catalog)

    @cached_property
    def relations(self) -> Relations:
        """How claims are related."""
        found = self._memo.get_or_compute(
            "relations", FoundRelations, lambda: found_relations(self.catalog, self.concerning)
        )
        return relations(self.catalog, found)

    @cached_property
    def because(self) -> Callable[[str], Sequence[tuple[str, Because]]]:
        """The claims related to one, by id, with why; remembered of the few asked for last."""
        return lru_cache(_FEW)(
            lambda claim_id: because_of(self.catalog, self.catalog.claims[claim_id], self.relations)
        )


class Plan(Protocol):
    """Which outputs a site has: `factpress.plan`, or another module with these functions.

    Without `USES_THEME` its pages use few of the theme's templates.
    """

    USES_THEME: bool

    def plan(self, catalog: Catalog) -> list[Group]: ...

    def outputs_of(self, group: Group, index: SiteIndex) -> Iterable[AnyOutput]: ...
