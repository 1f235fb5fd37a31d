"""The files that leave, as the build writes and removes them."""

from __future__ import annotations

from conftest import CLAIM, MakeSite

OTHER = CLAIM.replace("2019.\nrating", "2019 too.\nrating")


def test_each_claim_has_its_evidence_and_the_site_its_feeds(make_site: MakeSite) -> None:
    site = make_site({"content/claims/2022/other.md": OTHER})
    report = site.build()
    assert {o.path: o.kind for o in report.outputs if o.kind in ("feeds", "data")} == {
        "changes/feed.xml": "feeds",
        "changes/feed.json": "feeds",
        "claims/dam/evidence.json": "data",
        "claims/2022/other/evidence.json": "data",
    }


def test_only_what_changed_is_written_and_what_nobody_needs_removed(make_site: MakeSite) -> None:
    site = make_site({"content/claims/other.md": OTHER})
    site.build()
    site.build()
    assert set(site.fates()) == {"unchanged"}
    site.edit("content/claims/dam.md", "stance: denies", "stance: qualifies")
    site.build()
    written = [path for path in site.written() if not path.endswith(".html")]
    assert written == ["claims/dam/evidence.json"]
    (site.root / "content/claims/other.md").unlink()
    site.build()
    assert not (site.order.out / "claims/other").exists()
