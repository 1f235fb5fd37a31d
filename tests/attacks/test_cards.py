"""Hostile inputs in every field of every card: refused, or shown as text, and nothing happens."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from exercising import exercising
from hostile_inputs import WHOLE, collected, own, sample
from hostile_sites import BELOW, HostileSite, harmless_twin, hostile_site, in_batches
from page_checks import Tree, foreign, other_files, strings_of, trees
from serving import serving

# A short run has one or two inputs of each kind, and a page of each kind.
EVERY, BATCH = 35, 70
MOST_ELEMENTS = 40 if WHOLE else 6
INPUTS_PAGE = re.compile(r"(claims/c|sources/s|actors/a|topics/t|events/e|x|embed/c)[0-9]+/")


class Built(NamedTuple):
    """A site of hostile inputs with its harmless twin, and the trees of the pages of both."""

    is_own: bool
    site: HostileSite
    pages: dict[str, Tree]
    twins: dict[str, Tree]


def batches() -> Iterator[tuple[str, list[str]]]:
    """The name and the inputs of each site that is built."""
    if not WHOLE:
        yield "own", sample(EVERY)
        return
    for name, inputs in {"own": own(), **collected()}.items():
        for number, batch in enumerate(in_batches(inputs, BATCH)):
            yield f"{name} {number}", batch


BATCHES = dict(batches())


@pytest.fixture(scope="module", params=BATCHES)
def built(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Built:
    inputs = BATCHES[request.param]
    folder = tmp_path_factory.mktemp("hostile")
    site = hostile_site(folder / "hostile", inputs)
    site.build()
    twin = harmless_twin(folder / "harmless", site)
    twin.build()
    context = browser.new_context()
    page = context.new_page()
    found = Built(
        request.param.startswith("own"), site, trees(page, site.out), trees(page, twin.out)
    )
    context.close()
    return found


def test_each_input_is_refused_at_its_place_or_shown(built: Built) -> None:
    refused, shown = built.site.refused(), built.site.shown()
    assert all(refused.values())
    texts = " ".join(" ".join(tree.text.split()) for tree in built.pages.values())
    lost = Counter(
        field.key for field, value in shown.items() if " ".join(value.split()) not in texts
    )
    print(f"refused {len(refused)}, shown {len(shown)} fields; lost {lost}")
    assert not lost
    for file in built.site.files.values():
        assert file.hostile() | file.refused.keys() >= file.hostile()


def test_the_trees_of_pages_hold_nothing_of_an_input(built: Built) -> None:
    for path, tree in built.pages.items():
        assert tree.wrong == [], path
    found = list(foreign(built.pages, built.twins))
    assert not found, "\n".join(found)


def test_json_ld_holds_the_inputs_themselves(built: Built) -> None:
    for path, tree in built.pages.items():
        strings = set().union(*map(strings_of, tree.data))
        if path.startswith("claims/c") and path.endswith("/index.html"):
            card = built.site.files.get(f"content/{path.removesuffix('/index.html')}.md")
            if card and 1 in card.hostile() and tree.data:
                given = " ".join(card.given.split())
                assert any(given in each for each in strings), path


def test_every_other_format_is_read_by_its_strict_reader(built: Built) -> None:
    read = other_files(built.site.out)
    print(read)
    assert min(read[each] for each in (".xml", ".svg", ".json", ".csv", ".bib")) > 0


def chosen(built: Built) -> list[str]:
    """The pages to be opened: one of each kind, and with `make attacks` those of each own input."""
    kinds: dict[str, str] = {}
    for path in built.pages:
        number = INPUTS_PAGE.match(path) if WHOLE and built.is_own else None
        kinds.setdefault(path if number else re.sub(r"[0-9]+", "N", path), path)
    return list(kinds.values())


def test_nothing_happens_to_a_reader_who_touches_everything(built: Built, browser: Browser) -> None:
    with serving(built.site.served) as root, exercising(browser, root + BELOW) as reader:
        for path in chosen(built):
            reader.open(path.removesuffix("index.html"))
            reader.exercise(MOST_ELEMENTS)
            reader.print()
        given = built.site.files["content/claims/c0.md"].given
        for query in (f"#{given}", f"?q={quote(given)}", f"?rating={quote(given)}#{quote(given)}"):
            reader.open(query)
            reader.exercise(1)
    print(f"{reader.heard.pages} pages opened, {reader.heard.elements} elements used")
    assert reader.heard.elements > 100
    assert reader.heard.wrong == []
