"""Compressed copies beside the texts of a site."""

from __future__ import annotations

import gzip

import pytest

from conftest import CLAIM, PUBLICATION, MakeSite, Site
from factpress.model.urls import HOST_FILES, MANIFEST_NAME
from factpress.update import update

ASKED = {"content/publication.yaml": f"{PUBLICATION}precompress: true\n"}
PICTURE = {"templates/assets/dot.png": b"\x89PNG\r\n\x1a\n"}


def copies(site: Site) -> set[str]:
    return {path for path in site.files() if path.endswith(".gz")}


def renewed(site: Site) -> list[str]:
    """What a build by the shortest way writes."""
    options = site.options._replace(stale_lock="warning")
    site.report = update(options, site.cache)
    return site.written()


def test_a_publication_that_asks_for_none_has_none(make_site: MakeSite) -> None:
    site = make_site()
    report = site.build()
    assert not copies(site)
    assert "compressing" not in report.phases


def test_every_text_has_a_copy_of_the_same_bytes(make_site: MakeSite) -> None:
    site = make_site({**ASKED, **PICTURE})
    report = site.build(templates=site.root / "templates")
    files = {path: text for path, text in site.files().items() if path != MANIFEST_NAME}
    found = copies(site)
    assert {path.removesuffix(".gz") for path in found} >= {
        "index.html", "claims/dam/index.html", "sitemap.xml", "data/claims.json", "404.html",
    } & files.keys()  # fmt: skip
    others = {path for path in files.keys() - found if f"{path}.gz" not in found}
    assert {path.rpartition(".")[2] for path in others - HOST_FILES} == {"png", "woff2"}
    for path in found:
        assert gzip.decompress(files[path]) == files[path.removesuffix(".gz")]
    assert report.phases["compressing"] > 0
    assert {o.kind for o in report.outputs if o.path in found} == {"compressed copies"}


def test_the_same_site_gives_the_same_copies(make_site: MakeSite) -> None:
    site = make_site(ASKED)
    site.build()
    first = site.files()
    site.build(out=site.root / "again", jobs=2)
    again = site.root / "again"
    assert {path: (again / path).read_bytes() for path in first} == first


def test_a_build_that_changes_nothing_writes_no_copy(make_site: MakeSite) -> None:
    site = make_site(ASKED)
    site.lock()
    renewed(site)
    assert renewed(site) == []
    site.build()
    assert site.written() == []


def test_an_edit_of_words_writes_the_copies_of_what_it_writes(make_site: MakeSite) -> None:
    site = make_site(ASKED)
    site.lock()
    renewed(site)
    site.edit("content/claims/dam.md", CLAIM[-20:], f"{CLAIM[-20:]}\nAnother sentence.\n")
    written = renewed(site)
    assert site.report
    assert not site.report.parsed
    assert "claims/dam/index.html" in written
    pages = [path for path in written if not path.endswith(".gz")]
    assert written == sorted([*pages, *(f"{path}.gz" for path in pages)])
    files = site.files()
    site.build(out=site.root / "clean")
    assert files == {path: (site.root / "clean" / path).read_bytes() for path in files}


@pytest.mark.parametrize("damage", [None, b"", b"spoilt"])
def test_a_copy_that_was_lost_or_spoilt_is_made_again(
    make_site: MakeSite, damage: bytes | None
) -> None:
    site = make_site(ASKED)
    site.lock()
    renewed(site)
    copy = site.options.out / "claims/dam/index.html.gz"
    whole = copy.read_bytes()
    copy.unlink() if damage is None else copy.write_bytes(damage)
    assert renewed(site) == ["claims/dam/index.html.gz"]
    assert copy.read_bytes() == whole


def test_copies_go_when_they_are_no_longer_asked_for(make_site: MakeSite) -> None:
    site = make_site(ASKED)
    site.build()
    assert copies(site)
    site.write({"content/publication.yaml": PUBLICATION})
    site.build()
    assert not copies(site)
    assert site.statuses()["removed"] > 0


def test_a_preview_has_none(make_site: MakeSite) -> None:
    site = make_site(ASKED)
    site.build(to_be_hosted=False)
    assert not copies(site)
