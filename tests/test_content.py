"""Our own publication: complete, without a warning, and within what may be quoted."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from conftest import TODAY

from factpress.build import Order, load
from factpress.model import Catalog

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    order = Order(ROOT / "content", tmp_path_factory.mktemp("out") / "site", TODAY)
    found, problems = load(order)
    assert not problems, "\n".join(map(str, problems))
    assert found
    return found


def test_there_are_enough_cards_of_every_kind(catalog: Catalog) -> None:
    assert len(catalog.claims) >= 36
    assert len(catalog.actors) >= 40
    assert len(catalog.sources) == 5
    assert len(catalog.topics) >= 6


def test_every_document_is_used_by_many_claims(catalog: Catalog) -> None:
    passages = Counter(e.source for c in catalog.claims.values() for e in c.fields.evidence)
    assert sum(passages.values()) >= 90
    for source in catalog.sources:
        assert passages[source] >= 12
        assert len({key.claim_id for key in catalog.back.quoted[source]}) >= 12


def test_every_rating_and_topic_is_in_use(catalog: Catalog) -> None:
    assert set(catalog.back.rated) == {r.id for r in catalog.publication.ratings}
    assert set(catalog.back.on_topic) == set(catalog.topics)


def test_the_editorial_pages_are_there(catalog: Catalog) -> None:
    wanted = {"methodology", "ratings-explained", "corrections", "about", "send-a-claim"}
    assert set(catalog.pages) >= wanted


def test_every_passage_is_cited_where_it_supports_the_analysis(catalog: Catalog) -> None:
    for claim in catalog.claims.values():
        cited = {getattr(mark, "evidence_id", None) for mark in claim.body.marks}
        assert {e.id for e in claim.fields.evidence} <= cited, claim.path
