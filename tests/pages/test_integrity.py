"""Digests of scripts and styles, by which a browser checks them. Rule: Subresource Integrity."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import PUBLICATION, MakeSite, Site
from plenty import RICH

ADDRESS = "url: https://dam.example/\n"
LOADED = re.compile(
    r'<script src="(?P<script>[^"]+)"[^>]*>|<link rel="stylesheet" href="(?P<style>[^"]+)"[^>]*>'
)
OWN = {
    "templates/assets/own.js": "addEventListener('load', () => {});\n",
    "templates/page.html": """{% extends "default:page.html" %}
{% block scripts %}{{ super() }}
<script src="{{ asset('own.js')|rel }}" defer{{ asset('own.js')|integrity }}></script>
{% endblock %}
""",
}


def with_settings(settings: str) -> dict[str, str]:
    return {**RICH, "content/publication.yaml": RICH["content/publication.yaml"] + settings}


def loaded(site: Site) -> Iterator[tuple[str, Path, str | None]]:
    """The page, the file and the digest of everything that a page loads to run or to look by."""
    for page in sorted(site.options.out.rglob("*.html")):
        for tag in LOADED.finditer(page.read_text()):
            address = (tag["script"] or tag["style"]).replace("https://dam.example/", "/")
            root = site.options.out if address.startswith("/") else page.parent
            digest = re.search(r' integrity="([^"]*)"', tag[0])
            path = page.relative_to(site.options.out).as_posix()
            yield path, (root / address.lstrip("/")).resolve(), digest and digest[1]


def recomputed(file: Path) -> str:
    return f"sha384-{base64.b64encode(hashlib.sha384(file.read_bytes()).digest()).decode()}"


def test_each_script_and_style_has_the_digest_of_its_file(make_site: MakeSite) -> None:
    site = make_site({**RICH, **OWN})
    assert "url:" in RICH["content/publication.yaml"]
    site.build(templates=site.root / "templates")
    found = list(loaded(site))
    assert {file.name.split(".")[0] for _, file, _ in found} >= {
        "style", "keys", "search", "ranking", "suggestions", "own",
    }  # fmt: skip
    for path, file, digest in found:
        if path.startswith("embed/"):
            assert digest is None
        else:
            assert digest == recomputed(file), path
    pages = {p.relative_to(site.options.out).as_posix() for p in site.options.out.rglob("*.html")}
    assert {path for path, _, _ in found} == pages


def test_the_list_of_the_search_has_its_digest_too(make_site: MakeSite) -> None:
    site = make_site(RICH)
    site.build()
    (file,) = site.options.out.glob("search/index.*.js")
    assert f' data-integrity="{recomputed(file)}"' in site.read("search/index.html")


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("", False),
        (ADDRESS, True),
        (f"{ADDRESS}hosting: {{integrity: false}}\n", False),
        ("hosting: {integrity: true}\n", True),
    ],
)
def test_a_site_that_may_be_opened_as_files_has_none(
    make_site: MakeSite, settings: str, expected: bool
) -> None:
    site = make_site({"content/publication.yaml": PUBLICATION + settings})
    site.build()
    digests = {digest for path, _, digest in loaded(site) if not path.startswith("embed/")}
    assert (None not in digests) == expected
    assert ("data-integrity" in site.read("search/index.html")) == expected


def test_asking_for_them_makes_every_page_that_has_them_again(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    site.write({"content/publication.yaml": f"{PUBLICATION}hosting: {{integrity: true}}\n"})
    site.build()
    files = site.files()
    assert "index.html" in site.written()
    site.build(out=site.root / "clean")
    assert files == {path: (site.root / "clean" / path).read_bytes() for path in files}
