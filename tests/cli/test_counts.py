"""How much is made anew for each kind of edit: what shows it, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conftest import CLAIM, MakeSite, Site
from factpress.update import update

MORE = {
    "content/claims/weir.md": CLAIM.replace("in 2019.", "in 1999.").replace("[dams]", "[weirs]"),
    "content/claims/gate.md": CLAIM.replace("in 2019.", "in 1989.").replace("[dams]", "[weirs]"),
    "content/topics/weirs.md": "---\nname: Weirs\norder: 2\n---\n",
    "content/actors/mayor.md": "---\nname: The Mayor\nkind: person\n---\nOf the town.\n",
    "templates/none.txt": "",
}
TOPIC = '{% extends "default:topic.html" %}{% block imprint %}Words{% endblock %}'


def add_a_claim(site: Site) -> None:
    card = CLAIM.replace("in 2019.", "in 1979.").replace("[dams]", "[weirs]")
    site.write({"content/claims/new.md": card})
    site.lock()


def change_a_reason(site: Site) -> None:
    site.edit("content/claims/dam.md", "reason: The", "reason: That")
    site.lock()


# What each edit makes anew, or where that is much, what it must leave alone.
def rename_the_mayor(site: Site) -> None:
    site.edit("content/actors/mayor.md", "The Mayor", "The Reeve")
    site.lock()


EXACTLY: dict[str, tuple[Callable[[Site], object], set[str]]] = {
    "nothing": (lambda site: None, set()),
    "the words of a claim": (
        lambda site: site.edit("content/claims/dam.md", "disagrees", "objects"),
        {"claims/dam/index.html", "claims/dam/claim.json"},
    ),
    "an actor that no claim names": (
        rename_the_mayor,
        {
            "actors/by-kind/index.html",
            "actors/index.html",
            "actors/mayor/index.html",
            "data/actors.json",
            "search/index",
            "search/index.html",
            "search/titles.json",
        },
    ),
    "a template": (
        lambda site: site.write({"templates/topic.html": TOPIC}),
        {
            "topics/dams/by-rating/mixed/index.html",
            "topics/dams/index.html",
            "topics/weirs/by-rating/mixed/index.html",
            "topics/weirs/index.html",
        },
    ),
    "an asset that no page links": (
        lambda site: site.write({"templates/assets/notes.txt": "Notes"}),
        {"assets/notes"},
    ),
}
AT_MOST: dict[str, tuple[Callable[[Site], object], tuple[str, ...]]] = {
    "a claim more": (
        add_a_claim,
        ("topics/dams/", "actors/mayor/", "about/", "404.html", "changes/", "matrix/topics/dams/"),
    ),
    "a reason": (
        change_a_reason,
        ("topics/weirs/", "sources/", "actors/mayor/", "actors/index", "about/", "contradictions/",
         "timeline/", "lineage/", "matrix/"),
    ),
    "the name of a topic": (
        lambda site: site.edit("content/topics/weirs.md", "Weirs", "Sluices"),
        ("topics/dams/", "claims/dam/", "sources/", "actors/mayor/", "about/"),
    ),
}  # fmt: skip


def built(make_site: MakeSite) -> Site:
    site = make_site(MORE)
    site.use_templates()
    site.lock()
    update(site.options, site.cache)
    return site


def made(site: Site) -> set[str]:
    """What is made anew."""
    site.report = update(site.options, site.cache)
    return {o.path for o in site.report.outputs if o.reason}


@pytest.mark.parametrize("name", EXACTLY)
def test_an_edit_makes_just_these(make_site: MakeSite, name: str) -> None:
    site = built(make_site)
    edit, expected = EXACTLY[name]
    edit(site)
    # The manifest lists what changes.
    manifest = {"manifest.json"} if expected else set()
    assert {_without_digest(path) for path in made(site)} == expected | manifest


def _without_digest(path: str) -> str:
    named_by_digest = path.startswith("assets/") or path.endswith(".js")
    return path.split(".")[0] if named_by_digest else path


@pytest.mark.parametrize("name", AT_MOST)
def test_an_edit_leaves_alone_what_does_not_show_it(make_site: MakeSite, name: str) -> None:
    site = built(make_site)
    edit, left = AT_MOST[name]
    edit(site)
    anew = made(site)
    assert {"index.html", "claims/index.html"} <= anew
    assert not [path for path in anew if path.startswith(left)]
