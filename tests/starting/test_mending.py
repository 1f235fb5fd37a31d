"""What a beginner gets wrong is told with the words that mend it."""

from __future__ import annotations

import re

import pytest

from conftest import CLAIM, GAZETTE, MakeSite
from factpress.content.cards import parse
from factpress.content.markdown.converter import BodyConverter
from factpress.model.cards import InputFile
from factpress.model.encoding import digest

SOURCE = "content/sources/gazette.md"
THERE = f'the copy that is there, "gazette.txt", has: sha256: {digest(GAZETTE.encode())}'


@pytest.mark.parametrize("written", ["", "sha256:\n", "sha256: TODO\n"])
def test_a_missing_digest_is_given(make_site: MakeSite, written: str) -> None:
    site = make_site()
    text = (site.root / SOURCE).read_text("utf-8")
    (site.root / SOURCE).write_text(re.sub(r"sha256: \w+\n", written, text))
    (problem,) = [each for each in site.problems() if each.startswith(SOURCE)]
    assert problem.endswith(f"; {THERE}")


def test_a_digest_is_not_looked_for_outside_of_the_archive(make_site: MakeSite) -> None:
    site = make_site({"secret.txt": "x"})
    site.edit(SOURCE, "document: gazette.txt", "document: ../secret.txt")
    text = (site.root / SOURCE).read_text()
    (site.root / SOURCE).write_text("\n".join(x for x in text.split("\n") if "sha256" not in x))
    assert not [each for each in site.problems() if "the copy that is there" in each]


def test_a_missing_actor_is_told_with_its_file(make_site: MakeSite) -> None:
    site = make_site(
        {"content/claims/dam.md": CLAIM.replace("claimants: [", "claimants: [ada-finch, ")}
    )
    (problem,) = site.refused()
    head, _, card = problem.partition("actors/ada-finch.md:\n")
    assert 'Or make it: factpress new actor "Ada Finch" --id ada-finch --kind person' in head
    parsed, problems = parse(InputFile("actors/ada-finch.md", card.encode(), ""), BodyConverter())
    assert parsed is not None
    assert problems == ()
    site.write({"content/actors/ada-finch.md": card + "\n"})
    assert all("warning" in each for each in site.problems())


def test_a_missing_publisher_is_a_publication(make_site: MakeSite) -> None:
    site = make_site()
    site.edit(SOURCE, "publisher: gazette-press", "publisher: valley-post")
    (problem,) = site.refused()
    assert problem.endswith("name: Valley Post\nkind: publication\n---")


def test_a_card_that_many_lack_is_given_once(make_site: MakeSite) -> None:
    text = CLAIM.replace("claimants: [", "claimants: [ada-finch, ")
    site = make_site({"content/claims/dam.md": text, "content/claims/dam-2.md": text})
    told = [each for each in site.refused() if '"ada-finch" has no card' in each]
    assert len(told) == 2
    assert sum("factpress new actor" in each for each in told) == 1


def test_a_file_name_with_capitals_is_one_problem(make_site: MakeSite) -> None:
    site = make_site()
    (site.root / "content/actors/engineer.md").rename(site.root / "content/actors/Engineer.md")
    (problem,) = site.problems()
    assert problem.startswith(
        'content/actors/Engineer.md:1:1: file name "Engineer" cannot be an address; did you mean '
        '"engineer"?'
    )


def test_two_files_that_would_be_one_card_are_told(make_site: MakeSite) -> None:
    site = make_site()
    card = (site.root / "content/actors/engineer.md").read_text()
    site.write({"content/actors/Engineer.md": card})
    assert any("address collides" in each for each in site.problems())
