"""What a build would show for the first time, and what is held back, as the command tells it."""

from __future__ import annotations

import json
import shutil
from typing import Any

import pytest

from commands import run
from conftest import BASE, CLAIM, TODAY, MakeSite, Site
from held_back import OF_LATER_DAY, SHOWN
from locks import lock_2

DATE = ("--date", TODAY.isoformat())
NEW_CLAIM = (
    CLAIM.replace("in 2019.", "late.", 1)
    .replace("source: gazette\n    passage: we", "source: evening\n    passage: we")
    .replace("speaker: engineer", "speaker: mason")
    .replace("topics: [dams]", "topics: [dams, walls]\naliases: [old-late]")
)
ADDED: dict[str, str | bytes | None] = {
    "content/claims/late.md": NEW_CLAIM,
    "content/sources/evening.md": BASE["content/sources/gazette.md"]
    .replace("gazette-press", "evening-press")
    .replace("Dam row deepens", "Evening on the dam")
    .replace("sha256: ", "url: https://evening.example/dam\nsha256: "),
    "content/actors/evening-press.md": "---\nname: Evening Press\nkind: publication\n---\n",
    "content/actors/mason.md": (
        "---\nname: The mason\nkind: person\naliases: [Ana]\nrole: Mason\n---\n"
    ),
    "content/actors/lone.md": "---\nname: Lone\nkind: person\n---\n",
    "content/topics/walls.md": "---\nname: Walls\n---\n",
}
DRAFT = {
    "content/claims/draft.md": CLAIM.replace("topics: [dams]", "topics: [secret]\ndraft: true")
}
SECRET = {"content/topics/secret.md": "---\nname: Secret\n---\n"}


def new(site: Site, *arguments: str) -> dict[str, Any]:
    done = run(site, "check", "--new", "--json", *DATE, *arguments)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def named(items: list[dict[str, Any]]) -> list[str]:
    return [f"{item['kind']} {item['id']}" for item in items]


def test_against_a_lock_only_what_was_added_is_new(make_site: MakeSite) -> None:
    site = make_site()
    site.lock()
    assert new(site)["new"] == []
    site.write({path: text for path, text in ADDED.items() if text is not None})
    site.write({**DRAFT, **SECRET})
    site.sign()
    found = new(site)
    assert named(found["new"]) == [
        "claim late",
        "actor evening-press",
        "actor lone",
        "actor mason",
        "source evening",
        "topic walls",
        "passage late#done",
        "passage late#not-done",
    ]
    words = {item["id"]: item["words"] for item in found["new"]}
    assert words["late"] == ["The dam was finished late.", "old-late"]
    assert words["mason"] == ["The mason", "Ana", "Mason"]
    assert words["evening"] == ["Evening on the dam", "https://evening.example/dam"]
    assert found["unrecorded"] == []
    assert [item["path"] for item in found["held_back"]] == [
        "content/claims/draft.md",
        "content/topics/secret.md",
    ]
    assert found["problems"] == []
    site.lock()
    assert new(site)["new"] == []


def test_without_a_lock_everything_is_new(make_site: MakeSite) -> None:
    found = new(make_site())
    assert len(found["new"]) == 9
    assert found["unrecorded"] == []


def test_an_event_is_new(make_site: MakeSite) -> None:
    event = "---\nwhat: The town voted.\ndate: 2021\nplace: Upper valley\nclaims: [dam]\n---\n"
    found = new(make_site({"content/events/vote.md": event}))
    assert named(found["new"]).count("event vote") == 1
    words = {item["id"]: item["words"] for item in found["new"]}
    assert words["vote"] == ["The town voted.", "Upper valley"]


def test_new_words_of_an_old_claim_are_new(make_site: MakeSite) -> None:
    site = make_site()
    site.lock()
    site.edit("content/claims/dam.md", "we were still pouring concrete", "still pouring concrete")
    found = new(site)
    assert named(found["new"]) == ["passage dam#not-done"]
    assert (found["new"][0]["line"], found["new"][0]["column"]) == (17, 14)


def test_a_lock_of_version_2_does_not_tell_of_actors_topics_and_pages(make_site: MakeSite) -> None:
    site = make_site()
    (site.root / "content/evidence.lock").write_bytes(lock_2(site))
    found = new(site)
    assert found["new"] == []
    assert named(found["unrecorded"]) == [
        "actor ministry",
        "actor gazette-press",
        "actor engineer",
        "topic dams",
        "page about",
    ]


def test_a_renamed_claim_is_new_at_its_address_only(make_site: MakeSite) -> None:
    site = make_site()
    site.lock()
    (site.root / "content/claims/dam.md").rename(site.root / "content/claims/weir.md")
    site.edit("content/claims/weir.md", "topics:", "aliases: [dam]\ntopics:")
    assert named(new(site)["new"]) == ["claim weir"]


def test_a_claim_of_a_later_day_is_held_back_and_then_in_the_lock(make_site: MakeSite) -> None:
    site = make_site({**SHOWN, **OF_LATER_DAY})
    site.lock()
    found = new(site)
    assert found["new"] == []
    assert "content/claims/claim-quorvex.md" in [item["path"] for item in found["held_back"]]
    (site.root / "content/evidence.lock").unlink()
    assert "quorvex" not in json.dumps(new(site)["new"])
    assert "quorvex" in json.dumps(new(site, "--date", "2027-01-05")["new"])


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (
            "text",
            [
                "New to readers:",
                "  content/sources/gazette.md:1:1: source gazette: Dam row deepens",
                "content/topics/secret.md:1:1: held back: only cards that are held back use it, "
                "such as claims/draft.md",
            ],
        ),
        (
            "github",
            [
                "::notice file=content/topics/dams.md,line=1,col=1::new to readers: topic dams: "
                "Dams",
                "::notice file=content/claims/draft.md,line=9,col=8::held back: it is a draft",
            ],
        ),
    ],
)
def test_new_in_every_format(make_site: MakeSite, form: str, expected: list[str]) -> None:
    done = run(make_site({**DRAFT, **SECRET}), "check", "--new", "--format", form, *DATE)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    for line in expected:
        assert line in lines


def test_what_is_wrong_is_told_with_what_is_new(make_site: MakeSite) -> None:
    site = make_site()
    site.edit("content/claims/dam.md", "rating: mixed", "rating: mixd")
    done = run(site, "check", "--new", *DATE)
    assert done.returncode == 1
    assert "claim dam" in done.stdout
    assert 'rating "mixd" is not on the scale' in done.stderr
    shutil.rmtree(site.root / "content")
    assert run(site, "check", "--new").returncode == 1


def test_check_writes_no_lock_and_no_site(make_site: MakeSite) -> None:
    site = make_site()
    new(site)
    assert not (site.root / "site").exists()
    assert not (site.root / "content/evidence.lock").exists()


def test_a_build_tells_what_is_held_back(make_site: MakeSite) -> None:
    site = make_site({**DRAFT, **SECRET})
    for _ in range(2):
        done = run(site, "build", *DATE)
        assert (
            "2 cards held back: content/claims/draft.md, content/topics/secret.md; "
            "`factpress check` says why"
        ) in done.stdout
        report = json.loads(run(site, "build", "--json", *DATE).stdout)
        assert [(p["path"], p["line"], p["column"]) for p in report["held_back"]] == [
            ("content/claims/draft.md", 9, 8),
            ("content/topics/secret.md", 1, 1),
        ]
        assert {p["severity"] for p in report["problems"]} <= {"warning"}
        explained = run(site, "build", "--explain", *DATE).stdout
        assert "content/claims/draft.md:9:8: held back: it is a draft" in explained
    everything = json.loads(run(site, "build", "--drafts", "--json", *DATE).stdout)
    assert everything["held_back"] == []


def test_a_check_tells_what_is_held_back(make_site: MakeSite) -> None:
    site = make_site({**DRAFT, **SECRET})
    site.lock()
    for _ in range(2):
        done = run(site, "check", *DATE)
        assert done.returncode == 0
        assert "content/claims/draft.md:9:8: held back: it is a draft" in done.stdout
        assert "no problems, 2 cards held back" in done.stderr
        listed = json.loads(run(site, "check", "--json", *DATE).stdout)
        assert [problem["severity"] for problem in listed] == ["notice", "notice"]
    github = run(site, "check", "--format", "github", *DATE).stdout
    assert "::notice file=content/topics/secret.md,line=1,col=1::held back: only" in github


def test_a_check_refuses_what_a_build_without_drafts_would(make_site: MakeSite) -> None:
    site = make_site({**DRAFT, **SECRET})
    site.edit("content/topics/dams.md", "About", "[[draft]]")
    done = run(site, "check", *DATE)
    assert done.returncode == 1
    assert 'content/topics/dams.md:5:1: link "draft" leads to a draft' in done.stdout
    assert run(site, "build", *DATE).returncode == 1
    assert run(site, "build", "--drafts", *DATE).returncode == 0


def test_a_draft_that_quotes_more_of_a_document_leaves_the_lock_as_it_is(
    make_site: MakeSite,
) -> None:
    more = CLAIM.replace("we were still pouring concrete in 2020", "Nobody has published the")
    site = make_site({"content/claims/draft.md": more.replace("topics: [dams]", "draft: true")})
    site.lock()
    done = run(site, "check", *DATE)
    assert "lock" not in done.stdout
    assert done.returncode == 0
