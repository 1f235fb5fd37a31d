"""`init` and `new`: a publication from nothing, and cards that say what they need."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from commands import run
from conftest import MakeSite, Site
from factpress.content.cards import parse
from factpress.content.markdown.converter import BodyConverter
from factpress.model.cards import CardKey, InputFile
from factpress.model.problems import FolderRefused
from factpress.model.schema import FIELDS_OF, CardKind
from factpress.options import BuildOptions
from factpress.starting.cards import new_card
from factpress.starting.ids import proposed_id
from small_site import NOW, files_in

KINDS = list(FIELDS_OF)


@pytest.fixture
def empty(tmp_path: Path) -> Site:
    """A folder with nothing in it."""
    root = tmp_path / "empty"
    root.mkdir()
    return Site(root, BuildOptions(root / "content", root / "site", NOW))


def test_a_new_publication_builds_at_once(empty: Site) -> None:
    assert run(empty, "init", ".").returncode == 0
    checked = run(empty, "check")
    assert (checked.returncode, checked.stdout.count("\n")) == (0, 1)
    assert "there is no lock yet" in checked.stdout
    assert run(empty, "build").returncode == 0
    assert "invented" in empty.read("index.html")
    assert run(empty, "lock").returncode == 0
    assert run(empty, "check").stdout == ""


def test_the_example_says_everywhere_that_it_is_one(empty: Site) -> None:
    run(empty, "init", ".")
    for folder in ("actors", "claims", "pages", "documents", "topics", "sources"):
        for path in (empty.root / "content" / folder).iterdir():
            text = path.read_text("utf-8").lower()
            assert "invented" in text, path
    assert len(list((empty.root / "content/claims").iterdir())) == 2


def test_a_minimal_publication_has_settings_alone(empty: Site) -> None:
    done = run(empty, "init", "--minimal", "--name", "Dam: Watch", "--language", "fr", "dam-watch")
    assert done.returncode == 0
    root = empty.root / "dam-watch"
    files = set(files_in(root))
    assert {p for p in files if p.startswith("content/")} == {"content/publication.yaml"}
    assert {".gitignore", ".editorconfig", ".gitattributes", "README.md"} <= files
    settings = yaml.safe_load((root / "content/publication.yaml").read_text("utf-8"))
    assert (settings["name"], settings["language"]) == ("Dam: Watch", "fr")
    assert "# Dam: Watch" in (root / "README.md").read_text("utf-8")
    workflow = yaml.safe_load((root / ".github/workflows/site.yml").read_text("utf-8"))
    steps = [step.get("run", "") for step in workflow["jobs"]["build"]["steps"]]
    assert "factpress check --format github" in steps
    assert not any("VERSION" in step for step in steps)


def test_init_names_the_publication_after_its_folder(empty: Site) -> None:
    run(empty, "init", "--minimal", "river_and-dam")
    settings = (empty.root / "river_and-dam/content/publication.yaml").read_text("utf-8")
    assert settings.startswith('name: "River and dam"\n')


def test_init_changes_nothing_in_a_folder_that_holds_something(make_site: MakeSite) -> None:
    site = make_site()
    before = files_in(site.root)
    done = run(site, "init", ".")
    assert done.returncode == 1
    assert "is not empty (archive, content)" in done.stderr
    assert files_in(site.root) == before


def test_init_takes_a_new_repository(empty: Site) -> None:
    (empty.root / ".git").mkdir()
    assert run(empty, "init", ".").returncode == 0


def test_init_refuses_a_wrong_language_and_writes_nothing(empty: Site) -> None:
    done = run(empty, "init", "--language", "English please", "x")
    assert done.returncode == 1
    assert "is not a language tag" in done.stderr
    assert not (empty.root / "x").exists()


def test_an_empty_folder_says_how_to_begin(empty: Site) -> None:
    for command in (["build"], ["check"], ["preview"], ["new", "claim", "x"], ["lock"]):
        done = run(empty, *command)
        assert "`factpress init .` begins a publication here" in done.stdout + done.stderr, command
        assert done.returncode == 1
    assert "`factpress init FOLDER` begins a publication" in run(empty).stderr


def test_below_a_publication_its_folder_is_named(empty: Site) -> None:
    run(empty, "init", "--minimal", ".")
    claims = empty.root / "content/claims"
    claims.mkdir()
    below = Site(claims, empty.options)
    for command in (["build"], ["check"], ["preview"], ["new", "claim", "x"], ["doctor"]):
        done = run(below, *command)
        told = done.stdout + done.stderr
        assert "there is one above: run `cd ../..`" in told, command
        assert "begins a publication" not in told


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("bild",), 'command "bild" is not known; did you mean "build"?'),
        (("new", "clam", "x"), 'kind "clam" is not known; did you mean "claim"?'),
        (("source", "ad", "x"), 'action "ad" is not known; did you mean "add"?'),
        (("build", "--quite"), "--quite: not known; did you mean --quiet?"),
        (("build", "stray"), "stray: not known"),
    ],
)
def test_a_mistyped_word_gets_a_suggestion(
    make_site: MakeSite, typed: tuple[str, ...], said: str
) -> None:
    done = run(make_site(), *typed)
    assert done.returncode == 2
    assert said in done.stderr


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_card_lacks_just_what_it_names(kind: CardKind) -> None:
    title = 'The "dam": was # finished'
    card = new_card(CardKey(kind, "x"), title, {}, ["false", "true"])
    _, problems = parse(InputFile(card.path, card.text.encode(), ""), BodyConverter())
    told = {re.sub(r'.*field "(\w+)" is empty.*', r"\1", p.message) for p in problems}
    assert told <= {*card.empty, "cites neither a claim nor a source; name one under claims"}
    fields = yaml.safe_load(card.text.split("---\n")[1])
    assert next(iter(fields.values())) == title
    assert all(name in fields for name in card.empty)
    if card.empty:
        assert fields["draft"] is True


def test_new_writes_a_card_once(make_site: MakeSite) -> None:
    site = make_site()
    done = run(site, "new", "claim", "The bridge fell in 2020.")
    assert done.stdout == "content/claims/the-bridge-fell-in-2020.md\n"
    assert "it is a draft until you fill in: rating" in done.stderr
    text = (site.root / done.stdout.strip()).read_text("utf-8")
    assert "# Id of a rating on the scale: false, mixed, true." in text
    again = run(site, "new", "claim", "The bridge fell in 2020.")
    assert again.returncode == 1
    assert "is there already and stays as it is; choose another id with --id" in again.stderr
    assert (site.root / done.stdout.strip()).read_text("utf-8") == text
    assert run(site, "new", "claim", "The bridge fell.", "--id", "2020/bridge").returncode == 0
    assert (site.root / "content/claims/2020/bridge.md").exists()


def test_a_new_actor_of_a_kind_is_ready(make_site: MakeSite) -> None:
    site = make_site()
    assert run(site, "new", "actor", "Ada Finch", "--kind", "person").stderr == ""
    assert site.problems() == ["content/actors/ada-finch.md:1:1: warning: no card names this actor"]
    wrong = run(site, "new", "actor", "Bo", "--kind", "persn")
    assert 'did you mean "person"?' in wrong.stderr


def test_new_refuses_an_id_that_cannot_be_one(make_site: MakeSite) -> None:
    site = make_site()
    done = run(site, "new", "page", "About", "--id", "Ada Finch")
    assert 'did you mean "ada-finch"?' in done.stderr
    assert run(site, "new", "topic", "!!!").returncode == 1
    assert run(site, "new", "topic", "  ").returncode == 2


def test_new_never_follows_a_link_out_of_the_content(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site()
    (tmp_path / "outside").mkdir()
    (site.root / "content/events").symlink_to(tmp_path / "outside")
    assert run(site, "new", "event", "A vote").returncode == 1
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("The mayor’s dam (2019)", "the-mayors-dam-2019"),
        ("Straße über Łódź", "strasse-uber-lodz"),
        ("Search", "the-search"),
        ("word " * 30, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("!?", ""),
    ],
)
def test_ids_are_made_of_titles(title: str, wanted: str) -> None:
    assert proposed_id("page", title) == wanted


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Мэр обещал мост", "mer-obeshchal-most"),
        ("大坝于2019年完工", "da-ba-yu-2019-nian-wan-gong"),
        ("Ο δήμαρχος", "o-dimarchos"),
    ],
)
def test_ids_are_made_of_titles_in_any_script(title: str, wanted: str) -> None:
    assert proposed_id("claim", title) == wanted


def test_an_empty_name_is_refused_in_words() -> None:
    from factpress.starting.cards import id_for

    with pytest.raises(FolderRefused, match="give one with --id"):
        id_for("claim", "…", None)
