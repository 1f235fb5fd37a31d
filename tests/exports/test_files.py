"""The files that leave, as the build writes and removes them."""

from __future__ import annotations

from conftest import CLAIM, PUBLICATION, MakeSite
from factpress.model.urls import HOST_FILES

OTHER = CLAIM.replace("2019.\nrating", "2019 too.\nrating")


def test_the_files_that_leave_are_these(make_site: MakeSite) -> None:
    site = make_site({"content/claims/2022/other.md": OTHER})
    report = site.build()
    kinds = ("feeds", "data", "site files")
    by_kind = {kind: sorted(o.path for o in report.outputs if o.kind == kind) for kind in kinds}
    followed = ("", "actors/ministry/", "changes/", "topics/dams/")
    assert by_kind["feeds"] == sorted(
        f"{page}feed.{kind}" for page in followed for kind in ("xml", "json")
    )
    names = ("actors", "claims", "datafeed", "evidence", "factchecktools", "sources")
    schemas = (*names, "annotations", "claim", "claimreview", "withdrawn")
    assert by_kind["data"] == sorted(
        [
            *(f"claims/{c}/{n}.json" for c in ("dam", "2022/other") for n in ("claim", "evidence")),
            *(f"data/{name}.json" for name in names),
            "data/claims.csv",
            "data/claims.csv-metadata.json",
            *(f"data/schemas/{name}.schema.json" for name in schemas),
        ]
    )
    named = {"icon.svg", "robots.txt", "site.webmanifest"}
    assert by_kind["site files"] == sorted(named | HOST_FILES)


def test_a_site_with_an_address_has_what_needs_one(make_site: MakeSite) -> None:
    site = make_site(
        {"content/publication.yaml": f"{PUBLICATION}url: https://dam.example/watch/\n"}
    )
    report = site.build()
    assert {"search.xml", "sitemap.xml"} <= {o.path for o in report.outputs}


def test_only_what_changed_is_written_and_what_nobody_needs_removed(make_site: MakeSite) -> None:
    # Checked on another day: a stance changes the order of the claims of one day.
    earlier = OTHER.replace("checked: 2022-01-31", "checked: 2022-01-30")
    site = make_site({"content/claims/other.md": earlier})
    site.build()
    site.build()
    assert set(site.statuses()) == {"unchanged"}
    site.edit("content/claims/dam.md", "stance: denies", "stance: qualifies")
    site.build()
    written = [path for path in site.written() if not path.endswith((".html", ".svg"))]
    assert written == [
        "claims/dam/claim.json",
        "claims/dam/evidence.json",
        "data/actors.json",
        "data/claims.csv",
        "data/claims.json",
        "data/evidence.json",
        "search/titles.json",
    ]
    (site.root / "content/claims/other.md").unlink()
    site.build()
    assert not (site.options.out / "claims/other").exists()
