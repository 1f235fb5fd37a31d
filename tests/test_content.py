"""Our own publication: complete, without a warning, and within what may be quoted."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from conftest import NOW, with_key
from factpress.build import build
from factpress.load import load
from factpress.lock.minisign import new_key, public_part, sign
from factpress.model.cards import Catalog, Claim
from factpress.model.evidence import PassageKey
from factpress.options import BuildOptions
from factpress.ratings.rules import check_rating

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    options = BuildOptions(ROOT / "content", tmp_path_factory.mktemp("out") / "site", NOW)
    found, problems = load(options)
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


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the publication, its lock signed with a key of the tests."""
    content, key = tmp_path_factory.mktemp("signed") / "content", new_key()
    shutil.copytree(ROOT / "content", content)
    settings = content / "publication.yaml"
    settings.write_text(with_key(settings.read_text(), public_part(key)))
    lock = (content / "evidence.lock").read_bytes()
    (content / "evidence.lock.minisig").write_bytes(sign(lock, key))
    return content


def built(options: BuildOptions) -> dict[str, bytes]:
    build(options)
    found = (path for path in options.out.rglob("*") if path.is_file())
    return {path.relative_to(options.out).as_posix(): path.read_bytes() for path in found}


def test_without_the_archive_the_site_is_the_same_to_the_byte(
    tmp_path: Path, signed: Path, catalog: Catalog
) -> None:
    archive = ROOT / (catalog.publication.archive or "")
    if not archive.is_dir():
        pytest.skip("the archive is not at hand")
    here = BuildOptions(signed, tmp_path / "here", NOW, archive=archive)
    there = BuildOptions(signed, tmp_path / "there", NOW)
    assert built(here) == built(there)


def test_no_page_claims_a_check_where_there_was_none(tmp_path: Path, signed: Path) -> None:
    """What says so with the archive or a signature says something else without both."""
    unsigned = tmp_path / "content"
    shutil.copytree(signed, unsigned)
    settings = unsigned / "publication.yaml"
    settings.write_text(re.sub(r"^  key: RW.*\n", "", settings.read_text(), flags=re.M))
    (unsigned / "evidence.lock.minisig").unlink()
    pages = built(BuildOptions(unsigned, tmp_path / "site", NOW))
    claims = [text.decode() for path, text in pages.items() if path.startswith("claims/")]
    assert any("not checked in this build" in text for text in claims)
    for path, content in pages.items():
        if path.endswith((".html", ".json", ".xml")) and not path.startswith("pagefind/"):
            assert b"Verbatim" not in content, path
            assert b"Who says what, word for word" not in content, path


def test_the_lock_covers_every_passage_and_is_current(catalog: Catalog) -> None:
    passages = {
        PassageKey(claim_id, e.id or "")
        for claim_id, claim in catalog.claims.items()
        for e in claim.fields.evidence
    }
    assert catalog.proof.passages.keys() == passages
    assert all(copy.quoted / copy.words <= 0.25 for copy in catalog.proof.copies.values())


def test_no_rating_can_be_put_for_another_unnoticed(catalog: Catalog) -> None:
    ratings = [rating.id for rating in catalog.publication.ratings]
    unnoticed = [
        f"{claim_id}: {rating}"
        for claim_id, claim in catalog.claims.items()
        if not (claim.fields.rating_note or claim.fields.withdrawn or claim.fields.merged_into)
        for rating in ratings
        if rating != claim.fields.rating and not _is_refused(catalog, claim, rating)
    ]
    assert unnoticed == []
    noted = [name for name, claim in catalog.claims.items() if claim.fields.rating_note]
    assert len(noted) <= len(catalog.claims) / 10


def _is_refused(catalog: Catalog, claim: Claim, rating: str) -> bool:
    swapped = claim._replace(fields=replace(claim.fields, rating=rating))
    return any(problem.severity == "error" for problem in check_rating(swapped, catalog))
