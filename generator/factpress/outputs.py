"""All outputs of a site: its pages, and the files that leave.

In: the catalog. Out: groups, with one `Prepared` for both, so that nothing is worked out twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from factpress.exports.files import files, files_of_claim
from factpress.model.cards import Catalog
from factpress.model.site import Group
from factpress.plan import plan
from factpress.views.site_index import Prepared


def every_output(catalog: Catalog) -> Iterator[Group]:
    """Every group of outputs, in the order in which they are made."""
    once = Prepared(catalog)
    yield from files(catalog)
    yield from plan(catalog, once, files_of_claim)
