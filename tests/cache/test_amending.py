"""When only the words of bodies change, only what shows them is made, and the site is the same."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, NoReturn

import pytest

from conftest import CLAIM, MakeSite, Site, stands
from factpress.cache import changed_cards
from factpress.cache.up_to_date import build_state
from factpress.load import load
from factpress.model.cards import Citation, Link
from factpress.model.site import BuildReport
from factpress.options import BuildOptions
from factpress.update import apply_edits, update
from factpress.views import site_index as prepared
from factpress.views.site_index import Prepared

DRAFT = CLAIM.replace("rating: mixed", "rating: mixed\ndraft: true")
CARDS = {
    "content/claims/weir.md": CLAIM.replace("in 2019.", "in 1999."),
    "content/claims/draft.md": DRAFT.replace("in 2019.", "in 1899."),
    "content/topics/dams.md": "---\nname: Dams\norder: 1\n---\nAbout [[claim:dam]].\n",
    "content/actors/engineer.md": (
        "---\nname: The engineer\nkind: unnamed speaker\nrole: On the site\n---\nOf [[ministry]].\n"
    ),
}


def built(make_site: MakeSite) -> tuple[Site, BuildOptions]:
    site = make_site(CARDS)
    options = site.options._replace(stale_lock="warning")
    site.lock()
    site.report = update(options, site.cache)
    return site, options


def amend(site: Site, options: BuildOptions, jobs: int = 1) -> BuildReport | None:
    cache = site.cache._replace(jobs=jobs)
    with build_state(options, cache) as found:
        return apply_edits(options, cache, found, "factpress.plan") if found else None


def is_as_clean(site: Site, options: BuildOptions) -> bool:
    """Whether the site and all that is told of it are those of a build from nothing."""
    clean = options._replace(out=site.root / "clean")
    told = update(clean).problems
    shutil.rmtree(site.root / ".clean", ignore_errors=True)
    files = {
        p.relative_to(clean.out).as_posix(): p.read_bytes()
        for p in clean.out.rglob("*")
        if p.is_file()
    }
    assert site.report
    return files == site.files() and told == site.report.problems


def say(path: str, words: str) -> Callable[[Site], None]:
    def add(site: Site) -> None:
        card = site.root / "content" / path
        card.write_text(f"{card.read_text()}\n{words}\n")

    return add


PAGE_OF_DAM = ["claims/dam/claim.json", "claims/dam/index.html"]
EDITS: dict[str, tuple[Callable[[Site], object], list[str]]] = {
    "a claim": (say("claims/dam.md", "More words."), PAGE_OF_DAM),
    "a topic": (say("topics/dams.md", "More words."), ["topics/dams/index.html"]),
    "an actor": (say("actors/engineer.md", "## A part\n\nMore."), ["actors/engineer/index.html"]),
    "a page": (say("pages/about.md", "More words."), ["about/index.html"]),
    "a name without a link": (
        say("claims/dam.md", "As the River Gazette says."),
        PAGE_OF_DAM,
    ),
    "a draft": (say("claims/draft.md", "More words."), []),
    "an empty line at the end": (say("claims/dam.md", ""), []),
    "the layout of a field": (
        lambda s: s.edit("content/topics/dams.md", "order: 1", "order:  1"),
        [],
    ),
}


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize("jobs", [1, 2])
def test_words_alone_make_anew_only_what_shows_them(
    make_site: MakeSite, name: str, jobs: int
) -> None:
    site, options = built(make_site)
    edit, expected = EDITS[name]
    edit(site)
    site.report = amend(site, options, jobs)
    assert site.report
    assert sorted(o.path for o in site.report.outputs if o.reason) == expected
    assert site.written() == expected
    assert stands(options, site.cache)
    assert is_as_clean(site, options)


def test_edits_may_follow_one_another(make_site: MakeSite) -> None:
    site, options = built(make_site)
    for words in ("One.", "Two.", "The engineer.", "Three."):
        say("claims/dam.md", words)(site)
        say("claims/weir.md", words)(site)
        site.report = amend(site, options)
        assert site.written() == [*PAGE_OF_DAM, "claims/weir/claim.json", "claims/weir/index.html"]
        assert is_as_clean(site, options)
    site.edit("content/claims/dam.md", "The engineer.", "")
    site.report = amend(site, options)
    assert is_as_clean(site, options)


def test_pictures_are_no_reason_for_a_whole_build(make_site: MakeSite) -> None:
    site, options = built(make_site)
    settings = site.root / "content/publication.yaml"
    settings.write_text(
        f"{settings.read_text()}url: https://dam.example/\nmark: D\nsocial_cards: true\n"
    )
    site.report = update(options, site.cache)
    pictures = [path for path in site.files() if path.endswith(".png")]
    assert len(pictures) > 2
    say("claims/dam.md", "More words.")(site)
    site.report = amend(site, options)
    assert site.written() == PAGE_OF_DAM
    assert is_as_clean(site, options)
    (options.out / pictures[0]).unlink()
    say("claims/dam.md", "More words.")(site)
    assert amend(site, options) is None


def test_without_a_lock_the_proof_is_kept(make_site: MakeSite) -> None:
    site, options = built(make_site)
    (site.root / "content/evidence.lock").unlink()
    site.report = update(options, site.cache)
    say("claims/dam.md", "More words.")(site)
    site.report = amend(site, options)
    assert site.written() == PAGE_OF_DAM
    assert is_as_clean(site, options)


def test_what_pages_share_is_not_worked_out_again(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, options = built(make_site)

    def refuse(*_: object) -> NoReturn:
        raise AssertionError("was kept")

    with monkeypatch.context() as patched:
        patched.setattr(prepared, "found_relations", refuse)
        patched.setattr(prepared, "matrix_places", refuse)
        say("claims/dam.md", "More words.")(site)
        site.report = amend(site, options)
    assert site.written() == PAGE_OF_DAM
    assert is_as_clean(site, options)


def spoil(name: str) -> Callable[[Site], None]:
    def cut(site: Site) -> None:
        say("claims/dam.md", "More words.")(site)
        path = site.root / ".factpress" / name
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(bytes(content))

    return cut


def add_a_card(site: Site) -> None:
    site.write({"content/topics/new.md": "---\nname: New\n---\n"})


MORE: dict[str, Callable[[Site], object]] = {
    "a field": lambda s: s.edit("content/topics/dams.md", "name: Dams", "name: The dams"),
    "a link": say("topics/dams.md", "See [[claim:weir]]."),
    "the words of a link": lambda s: s.edit(
        "content/topics/dams.md", "[[claim:dam]]", "[[claim:dam|it]]"
    ),
    "a citation": say("claims/dam.md", "It was so. [@done]"),
    "a broken link": say("topics/dams.md", "See [[claim:nowhere]]."),
    "what may not be": say("topics/dams.md", "[x](javascript:alert)"),
    "a card more": add_a_card,
    "a card less": lambda s: (s.root / "content/pages/about.md").unlink(),
    "settings": lambda s: s.edit("content/publication.yaml", "one dam", "two dams"),
    "the lock": lambda s: (s.root / "content/evidence.lock").unlink(),
    "a page by another hand": lambda s: (
        say("claims/dam.md", "More words.")(s),
        (s.options.out / "index.html").write_text("x"),
    ),
    "the document": lambda s: (
        say("claims/dam.md", "More words.")(s),
        (s.root / "archive/gazette.txt").write_text("x"),
    ),
    "the catalog": spoil("catalog"),
    "the record": spoil("last-build"),
}


@pytest.mark.parametrize("name", MORE)
def test_whatever_is_more_than_words_is_left_to_a_build(make_site: MakeSite, name: str) -> None:
    site, options = built(make_site)
    before = site.files()
    MORE[name](site)
    assert amend(site, options) is None
    changed = {p for p, content in site.files().items() if before.get(p) != content}
    assert changed <= {"index.html"}


def test_a_damaged_card_of_the_memory_is_left_to_a_build(make_site: MakeSite) -> None:
    site, options = built(make_site)
    say("claims/dam.md", "More words.")(site)
    cards = site.root / ".factpress/cards"
    cards.write_bytes(b"x" * cards.stat().st_size)
    assert amend(site, options) is None
    site.report = update(options, site.cache)
    assert is_as_clean(site, options)


def test_what_a_process_that_died_has_left_is_read_by_the_first(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, options = built(make_site)
    say("claims/dam.md", "More words.")(site)
    first, read = os.getpid(), changed_cards._store_changed
    monkeypatch.setattr(
        changed_cards,
        "_store_changed",
        lambda *given: read(*given) if os.getpid() == first else os._exit(1),
    )
    site.report = amend(site, options, 2)
    assert site.written() == PAGE_OF_DAM
    assert is_as_clean(site, options)


def test_many_edits_are_left_to_a_build(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, options = built(make_site)
    monkeypatch.setattr(changed_cards, "_MOST_FILES", 1)
    say("claims/dam.md", "More words.")(site)
    assert amend(site, options)
    say("claims/dam.md", "More words.")(site)
    say("claims/weir.md", "More words.")(site)
    assert amend(site, options) is None


class Untouchable:
    """A body whose words nobody may read."""

    def __init__(self, marks: tuple[Link | Citation, ...]) -> None:
        self.marks = marks

    def _refuse(self) -> NoReturn:
        raise AssertionError("a body was read")

    html = headings = text = property(_refuse)


def test_what_is_worked_out_once_reads_no_body(make_site: MakeSite) -> None:
    """Or a group could show a body that another group was noted for."""
    site, options = built(make_site)
    found, _ = load(options, site.cache)
    assert found
    kinds = ("claims", "actors", "sources", "topics", "pages")
    bodiless: dict[str, Any] = {
        kind: {
            name: card._replace(body=Untouchable(card.body.marks))
            for name, card in getattr(found, kind).items()
        }
        for kind in kinds
    }
    once = Prepared(found._replace(**bodiless))
    keys: dict[str, Iterable[object]] = {
        "rows": found.claims,
        "quoted": found.sources,
        "stands": found.proof.passages,
    }
    for name, value in vars(Prepared).items():
        if isinstance(value, cached_property):
            each = getattr(once, name)
            assert all(each[key] for key in keys.get(name, ()))
    assert site.report
