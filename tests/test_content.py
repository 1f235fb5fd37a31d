"""Our own publication: complete, without a warning, and within what may be quoted."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from conftest import TODAY
from factpress.build import build
from factpress.load import load
from factpress.model.cards import Catalog
from factpress.model.evidence import PassageKey
from factpress.options import Order
from factpress.outputs import every_output

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


def test_all_ratings_but_one_and_every_topic_are_in_use(catalog: Catalog) -> None:
    # Nothing is misattributed since the cards were read again.
    scale = {r.id for r in catalog.publication.ratings}
    assert set(catalog.back.rated) | {"misattributed"} == scale
    assert set(catalog.back.on_topic) == set(catalog.topics)


def test_the_editorial_pages_are_there(catalog: Catalog) -> None:
    wanted = {"methodology", "ratings-explained", "corrections", "about", "send-a-claim"}
    assert set(catalog.pages) >= wanted


def test_every_passage_is_cited_where_it_supports_the_analysis(catalog: Catalog) -> None:
    for claim in catalog.claims.values():
        cited = {getattr(mark, "evidence_id", None) for mark in claim.body.marks}
        assert {e.id for e in claim.fields.evidence} <= cited, claim.path


def test_without_the_archive_the_site_is_the_same_to_the_byte(tmp_path: Path) -> None:
    here = Order(ROOT / "content", tmp_path / "here/site", TODAY)
    there = Order(tmp_path / "there/content", tmp_path / "there/site", TODAY)
    shutil.copytree(ROOT / "content", there.content)
    build(here, plan=every_output)
    build(there, plan=every_output)
    built = {
        order.out: {p.relative_to(order.out): p.read_bytes() for p in order.out.rglob("*.*")
                    if p.is_file()}
        for order in (here, there)
    }  # fmt: skip
    assert built[here.out] == built[there.out]


def test_the_lock_covers_every_passage_and_is_current(catalog: Catalog) -> None:
    passages = {
        PassageKey(claim_id, e.id or "")
        for claim_id, claim in catalog.claims.items()
        for e in claim.fields.evidence
    }
    assert catalog.proof.passages.keys() == passages
    assert all(copy.quoted / copy.words <= 0.25 for copy in catalog.proof.copies.values())
