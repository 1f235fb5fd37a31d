"""`factpress move`: a card, every reference to it, and its former address."""

from __future__ import annotations

import re

import pytest

from commands import run
from conftest import CLAIM, MakeSite
from factpress.content.reference_checks import references
from factpress.model.cards import AnyCard
from factpress.model.schema import FIELDS_OF, CardKind
from factpress.starting.moving import NAMED_IN
from small_site import files_in

OTHER = """\
---
claim: The lake is full.
rating: mixed
reason: Nobody measured it.
checked: 2022-01-31
related: [dam]
claimants:
  - "engineer"
evidence:
  - source: gazette
    passage: Nobody has published the building log
    stance: reports
    speaker: [engineer, ministry]
    credits: engineer
---
[[engineer]], [[actor:engineer]] and [[engineer|the one who builds]]; `[[engineer]]` is code.
See [[dam]].
"""


def test_a_moved_actor_is_named_anew_everywhere(make_site: MakeSite) -> None:
    site = make_site({"content/claims/lake.md": OTHER})
    before = site.problems()
    done = run(site, "move", "actors/engineer", "actors/site-engineer")
    assert done.returncode == 0, done.stderr
    assert not (site.root / "content/actors/engineer.md").exists()
    moved = (site.root / "content/actors/site-engineer.md").read_text("utf-8")
    assert "former: [/actors/engineer/]\n---" in moved
    lake = (site.root / "content/claims/lake.md").read_text("utf-8")
    code = "`[[engineer]]`"
    assert lake == OTHER.replace("engineer", "site-engineer").replace("`[[site-engineer]]`", code)
    assert "speaker: site-engineer" in (site.root / "content/claims/dam.md").read_text("utf-8")
    assert site.problems() == before
    site.lock()
    site.build()
    assert "site-engineer" in site.read("actors/engineer/index.html")


def test_a_moved_claim_keeps_its_old_id_as_an_alias(make_site: MakeSite) -> None:
    findings = "findings:\n  - text: The dam is late.\n    claims: {dam: mixed}\n"
    site = make_site({"content/claims/lake.md": OTHER})
    settings = site.root / "content/publication.yaml"
    settings.write_text(settings.read_text() + findings)
    site.lock()
    done = run(site, "move", "content/claims/dam.md", "claims/2022/dam")
    assert done.returncode == 0, done.stderr
    assert "aliases: [dam]" in (site.root / "content/claims/2022/dam.md").read_text("utf-8")
    assert "claims: {2022/dam: mixed}" in settings.read_text()
    assert "See [[2022/dam]]" in (site.root / "content/claims/lake.md").read_text("utf-8")
    assert run(site, "lock").returncode == 0
    assert run(site, "build").returncode == 0


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("former: [/actors/old/]", "former: [/actors/old/, /actors/engineer/]"),
        ("former: []", "former: [/actors/engineer/]"),
        ("former:\n  - /actors/old/", "former:\n  - /actors/old/\n  - /actors/engineer/"),
        ("former:", "former: [/actors/engineer/]"),
        ("former: # none", "former: [/actors/engineer/]"),
    ],
)
def test_the_former_address_joins_others(make_site: MakeSite, written: str, kept: str) -> None:
    card = f"---\nname: The engineer\n{written}\nkind: unnamed speaker\n---\n"
    site = make_site({"content/actors/engineer.md": card})
    assert run(site, "move", "actor/engineer", "actor/builder").returncode == 0
    moved = (site.root / "content/actors/builder.md").read_text("utf-8")
    assert moved == card.replace(written, kept)


def test_a_link_says_its_kind_where_the_new_id_is_another_cards(make_site: MakeSite) -> None:
    site = make_site({"content/claims/lake.md": OTHER})
    run(site, "move", "actors/engineer", "actors/dams")
    assert "[[actor:dams]], [[actor:dams]] and" in (site.root / "content/claims/lake.md").read_text(
        "utf-8"
    )


def test_line_ends_and_marks_of_a_file_stay(make_site: MakeSite) -> None:
    windows = ("\ufeff" + CLAIM).replace("\n", "\r\n").encode()
    site = make_site({"content/claims/dam.md": windows})
    run(site, "move", "actors/engineer", "actors/builder")
    after = (site.root / "content/claims/dam.md").read_bytes()
    assert after == windows.replace(b"speaker: engineer", b"speaker: builder").replace(
        b"[[engineer|", b"[[builder|"
    )


def test_a_dry_run_writes_nothing(make_site: MakeSite) -> None:
    site = make_site()
    before = files_in(site.root)
    done = run(site, "move", "actors/engineer", "actors/builder", "--dry-run")
    assert done.returncode == 0
    assert "content/claims/dam.md:19: engineer" in done.stdout
    assert "nothing was written" in done.stderr
    assert files_in(site.root) == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("actors/enginer", "actors/x", 'did you mean "engineer"?'),
        ("actors/engineer", "actors/ministry", "is there already and stays as it is"),
        ("actors/engineer", "topics/engineer", "a card keeps its kind"),
        ("actors/engineer", "actors/The Engineer", 'did you mean "the-engineer"?'),
        ("actors/engineer", "actors/engineer", "has this id already"),
        ("engineer", "actors/x", "is not written as a kind and an id"),
        ("enginer", "actors/x", 'did you mean "actors/engineer"?'),
        ("actors/engineer", "builder", 'did you mean "actors/builder"?'),
        ("actors/engineer", "builder.md", 'did you mean "actors/builder"?'),
    ],
)
def test_a_move_that_cannot_be_is_refused(
    make_site: MakeSite, old: str, new: str, said: str
) -> None:
    site = make_site()
    before = files_in(site.root)
    done = run(site, "move", old, new)
    assert done.returncode == 1
    assert said in done.stderr
    assert files_in(site.root) == before


def test_nothing_is_moved_while_a_card_cannot_be_read(make_site: MakeSite) -> None:
    site = make_site({"content/topics/dams.md": "---\nname: [\n---\n"})
    before = files_in(site.root)
    done = run(site, "move", "actors/engineer", "actors/builder")
    assert done.returncode == 1
    assert "content/topics/dams.md" in done.stderr
    assert files_in(site.root) == before


def test_a_card_does_not_move_back_over_its_former_address(make_site: MakeSite) -> None:
    site = make_site()
    run(site, "move", "actors/engineer", "actors/builder")
    done = run(site, "move", "actors/builder", "actors/engineer")
    assert done.returncode == 1
    assert "/actors/engineer/ is a former address of this card" in done.stderr


EVERYTHING = """\
---
claim: The dam was finished in 2019.
rating: mixed
reason: The ministry says so.
checked: 2022-01-31
claimants: [ministry]
topics: [dams]
related: [lake]
appearances: [{source: gazette, date: 2022-01-06, by: [ministry, engineer]}]
authors: [writer]
reviewed_by: [reader]
evidence:
  - source: gazette
    passage: the dam was finished in 2019
    stance: asserts
    speaker: [ministry, engineer]
    credits: ministry
---
"""


def test_every_field_that_holds_an_id_is_known(make_site: MakeSite) -> None:
    """A new field with ids of cards must join NAMED_IN, or a move would pass over it."""
    site = make_site(
        {
            "content/claims/dam.md": EVERYTHING,
            "content/claims/lake.md": OTHER,
            "content/events/vote.md": "---\nwhat: A vote.\ndate: 2021\nclaims: [dam]\n"
            "sources: [gazette]\n---\n",
            "content/actors/engineer.md": "---\nname: E\nkind: person\npart_of: [ministry]\n---\n",
            "content/people/writer.md": "---\nname: Writer\n---\n",
            "content/people/reader.md": "---\nname: Reader\n---\n",
        }
    )
    catalog = site.catalog()
    cards: list[AnyCard] = [
        *catalog.claims.values(), *catalog.actors.values(), *catalog.sources.values(),
        *catalog.events.values(),
    ]  # fmt: skip
    seen: set[tuple[CardKind, str]] = set()
    for card in cards:
        for reference in references(card):
            path = re.sub(r"\.\d+(?=\.|$)", "", reference.field)
            assert NAMED_IN[card.key.kind][path] == reference.kind, path
            seen.add((card.key.kind, path))
    assert len(seen) >= 14
    assert set(NAMED_IN) == set(FIELDS_OF)
