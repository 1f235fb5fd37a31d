"""An edit of shown parts of cards remakes what shows them, and the site is as a clean build's."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NoReturn

import pytest

from conftest import CLAIM, PUBLICATION, MakeSite, Site, stands
from factpress.cache import changed_cards
from factpress.cache.up_to_date import build_state
from factpress.content.noted_fields import shown_only
from factpress.load import check, load, parse, scan
from factpress.model.cards import Read
from factpress.model.evidence import ClaimRecord
from factpress.model.problems import BuildRefused
from factpress.model.schema import CardKind
from factpress.model.site import BuildReport
from factpress.model.urls import MANIFEST_NAME
from factpress.options import BuildOptions
from factpress.update import apply_edits, update
from factpress.views import site_index as prepared
from factpress.views.site_index import SiteIndex

DRAFT = CLAIM.replace("rating: mixed", "rating: mixed\ndraft: true")
CARDS = {
    "content/claims/weir.md": CLAIM.replace("in 2019.", "in 1999."),
    "content/claims/draft.md": DRAFT.replace("in 2019.", "in 1899."),
    "content/topics/dams.md": "---\nname: Dams\norder: 1\n---\nAbout [[claim:dam]].\n",
    "content/actors/engineer.md": (
        "---\nname: The engineer\nkind: unnamed speaker\nrole: On the site\n---\nOf [[ministry]].\n"
    ),
}


def built(
    make_site: MakeSite, settings: str = "", *, is_locked: bool = True
) -> tuple[Site, BuildOptions]:
    site = make_site({**CARDS, "content/publication.yaml": PUBLICATION + settings})
    options = site.options._replace(stale_lock="warning")
    if is_locked:
        site.lock()
    site.report = update(options, site.cache)
    return site, options


def edited(site: Site, options: BuildOptions, jobs: int = 1) -> BuildReport | None:
    cache = site.cache._replace(jobs=jobs)
    with build_state(options, cache) as found:
        return apply_edits(options, cache, found, "factpress.plan") if found else None


def is_as_clean(site: Site, options: BuildOptions) -> bool:
    """Whether the site and all that is told of it are those of a build from nothing."""
    clean = options._replace(out=site.root / "clean")
    shutil.rmtree(clean.out, ignore_errors=True)
    told = update(clean).problems
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
    site.report = edited(site, options, jobs)
    assert site.report
    made = {o.path for o in site.report.outputs if o.reason}
    assert sorted(made - {MANIFEST_NAME}) == expected
    assert site.written() == expected
    assert stands(options, site.cache)
    assert is_as_clean(site, options)


def test_edits_may_follow_one_another(make_site: MakeSite) -> None:
    site, options = built(make_site)
    for words in ("One.", "Two.", "The engineer.", "Three."):
        say("claims/dam.md", words)(site)
        say("claims/weir.md", words)(site)
        site.report = edited(site, options)
        assert site.written() == [*PAGE_OF_DAM, "claims/weir/claim.json", "claims/weir/index.html"]
        assert is_as_clean(site, options)
    site.edit("content/claims/dam.md", "The engineer.", "")
    site.report = edited(site, options)
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
    site.report = edited(site, options)
    assert site.written() == PAGE_OF_DAM
    assert is_as_clean(site, options)
    (options.out / pictures[0]).unlink()
    say("claims/dam.md", "More words.")(site)
    assert edited(site, options) is None


def test_without_a_lock_the_proof_is_kept(make_site: MakeSite) -> None:
    site, options = built(make_site)
    (site.root / "content/evidence.lock").unlink()
    site.report = update(options, site.cache)
    say("claims/dam.md", "More words.")(site)
    site.report = edited(site, options)
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
        site.report = edited(site, options)
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
    assert edited(site, options) is None
    changed = {p for p, content in site.files().items() if before.get(p) != content}
    assert changed <= {"index.html"}


def test_a_damaged_card_of_the_memory_is_left_to_a_build(make_site: MakeSite) -> None:
    site, options = built(make_site)
    say("claims/dam.md", "More words.")(site)
    cards = site.root / ".factpress/cards"
    cards.write_bytes(b"x" * cards.stat().st_size)
    assert edited(site, options) is None
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
    site.report = edited(site, options, 2)
    assert site.written() == PAGE_OF_DAM
    assert is_as_clean(site, options)


def test_many_edits_are_left_to_a_build(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, options = built(make_site)
    monkeypatch.setattr(changed_cards, "_MOST_FILES", 1)
    say("claims/dam.md", "More words.")(site)
    assert edited(site, options)
    say("claims/dam.md", "More words.")(site)
    say("claims/weir.md", "More words.")(site)
    assert edited(site, options) is None


def say_why(reason: str, path: str = "claims/dam.md") -> Callable[[Site], object]:
    """Gives a claim another reason."""

    def edit(site: Site) -> None:
        card = site.root / "content" / path
        text = re.sub(r"(?m)^reason: .*\n(  .*\n)*", f"reason: {reason}\n", card.read_text())
        card.write_text(text)

    return edit


def ask(site: Site) -> None:
    site.edit("content/claims/dam.md", "topics:", "open_questions: [How high is it?]\ntopics:")


SHOWN: dict[str, Callable[[Site], object]] = {
    "a reason": say_why("Its papers say so."),
    "the reason of a draft": say_why("Its papers say so.", "claims/draft.md"),
    "a reason over lines": say_why(">-\n  Its papers\n  say so."),
    "an open question": ask,
    "a comment": say_why("Its papers say so.\n# A comment"),
    "a reason and a body": lambda s: (say_why("So it is.")(s), say("claims/dam.md", "More.")(s)),
    "several cards": lambda s: (
        say_why("So it is.")(s),
        say_why("So it was.", "claims/weir.md")(s),
        say("topics/dams.md", "More words.")(s),
    ),
}
WHERE_SHOWN = ["claims/dam/index.html", "claims/dam/claim.json", "data/claims.json"]
WHERE_SHOWN += ["data/claims.csv", "data/datafeed.json", "feed.xml", "feed.json", "index.html"]
WHERE_SHOWN += ["embed/dam/index.html", "topics/dams/feed.xml", "actors/ministry/feed.json"]
# The picture of a claim shows its reason, and many pages name the picture by a digest. Also, a
# publication with an address has warnings at fields of claims, whose lines move in the rest.
WITH_PICTURES = "url: https://dam.example/\nmark: D\nsocial_cards: true\n"


@pytest.mark.parametrize("settings", ["", "precompress: true\n", WITH_PICTURES])
@pytest.mark.parametrize("name", SHOWN)
def test_writes_the_files_that_a_clean_build_changes(
    make_site: MakeSite, name: str, settings: str
) -> None:
    site, options = built(make_site, settings, is_locked=False)
    before = site.files()
    SHOWN[name](site)
    site.report = edited(site, options)
    if settings == WITH_PICTURES:
        assert site.report is None, "a whole build"
        return
    assert site.report
    assert stands(options, site.cache)
    assert is_as_clean(site, options)
    after = site.files()
    changed = {path for path, _ in before.items() ^ after.items()}
    assert {o.path for o in site.report.outputs if o.status != "unchanged"} == changed
    if name == "a reason":
        copies = [f"{path}.gz" for path in WHERE_SHOWN if "precompress" in settings]
        assert changed >= {*WHERE_SHOWN, *copies}
        assert any(path.startswith("search/index.") for path in changed)


def test_edits_of_reasons_may_follow_one_another(make_site: MakeSite) -> None:
    site, options = built(make_site, is_locked=False)
    for reason in ("One.", "Two.", "Three.", "One."):
        say_why(reason)(site)
        say_why(f"{reason[:-1]}, it seems.", "claims/weir.md")(site)
        site.report = edited(site, options)
        assert is_as_clean(site, options)
        assert stands(options, site.cache)


WRONG = {
    "empty": "",
    "an invisible character": "It \u202e is so.",
    "a comment that cuts it": "It is so #1.",
    "a list": "[one, two]",
    "twice": "Once.\nreason: Twice.",
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_reason_is_refused_as_by_a_clean_build(make_site: MakeSite, name: str) -> None:
    site, options = built(make_site, is_locked=False)
    before = site.files()
    say_why(WRONG[name])(site)
    assert edited(site, options) is None
    with pytest.raises(BuildRefused) as refused:
        update(options, site.cache)
    with pytest.raises(BuildRefused) as clean:
        update(options._replace(out=site.root / "clean"))
    assert refused.value.problems == clean.value.problems
    assert site.files() == before


def test_the_first_edit_of_a_reason_that_the_lock_has_is_left_to_a_build(
    make_site: MakeSite,
) -> None:
    site, options = built(make_site)
    say_why("Its papers say so.")(site)
    assert edited(site, options) is None
    site.report = update(options, site.cache)
    assert "reason of claim" in "".join(map(str, site.report.problems))
    say_why("Its own papers say so.")(site)
    site.report = edited(site, options)
    assert is_as_clean(site, options)
    site.edit("content/claims/dam.md", "Its own papers say so.", OLD_REASON)
    assert edited(site, options) is None


OLD_REASON = "The ministry says so and its own engineer denies it."


def test_the_lock_has_shown_only_fields_under_their_names() -> None:
    assert set(shown_only("claim")) <= set(ClaimRecord.__struct_fields__)
    others: tuple[CardKind, ...] = ("actor", "source", "topic", "event", "page")
    assert not any(map(shown_only, others))


def test_problems_keep_their_places(make_site: MakeSite) -> None:
    """Where lines move, a card with a problem elsewhere than in its body is left to a build."""
    site, options = built(make_site, is_locked=False)
    site.edit("content/claims/dam.md", "claim: The dam", "claim: The dam, of which much is said,")
    site.edit("content/claims/dam.md", "in 2019.", "in the first days of the year 2019.")
    site.report = update(options, site.cache)
    assert any("characters long" in p.message for p in site.report.problems)
    say_why("Its papers say so.")(site)
    site.report = edited(site, options)
    assert is_as_clean(site, options)
    say_why(">-\n  Its papers\n  say so.")(site)
    assert edited(site, options) is None


def test_no_check_between_cards_reads_a_field_that_is_only_shown(make_site: MakeSite) -> None:
    site, options = built(make_site, is_locked=False)
    site.edit("content/claims/weir.md", "topics: [dams]", "topics: [dams]\nrelated: [dam]")
    before = load(options)[1]
    say_why("See [[nowhere]], the River Gazette and the engineer.")(site)
    ask(site)
    assert load(options)[1] == before != ()


def test_what_groups_share_reads_no_shown_part(make_site: MakeSite) -> None:
    """Or a group could show a part that another group alone was noted for."""
    site, options = built(make_site)
    with scan(options, site.cache) as inputs:
        catalog = check(inputs, parse(inputs), options).catalog
    assert catalog
    index, reads = SiteIndex(catalog), inputs.cards.reads
    keys: dict[str, Iterable[object]] = {
        "quoted": catalog.sources,
        "stands": catalog.proof.passages,
        "because": (),
    }
    reads.clear()
    for name, value in vars(SiteIndex).items():
        if isinstance(value, cached_property) and name != "rows":
            each = getattr(index, name)
            assert all(each[key] for key in keys.get(name, ()))
    assert all(index.because(claim_id) is not None for claim_id in catalog.claims)
    assert not reads
    for claim_id, claim in catalog.claims.items():
        for _ in range(2):
            reads.clear()
            assert index.rows[claim_id].reason == claim.fields.reason
            assert reads == {Read(claim.path, "reason")}
