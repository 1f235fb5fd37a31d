"""`verify`, `quote` and `uncited`, as a writer runs them."""

from __future__ import annotations

import yaml

from commands import run
from conftest import GAZETTE, MakeSite

DAM = "content/claims/dam.md"


def test_verify_lists_passages_by_source_in_order_of_place(make_site: MakeSite) -> None:
    done = run(make_site(), "verify")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0].startswith("gazette: ")
    assert "paragraph 2/4  exact        claims/dam.md:12" in lines[1]
    assert "paragraph 3/4  exact        claims/dam.md:17" in lines[2]
    assert lines[3:] == ["2 of 2 passages found", "2 exact"]


def test_verify_exits_1_when_a_passage_is_not_there_and_writes_nothing(
    make_site: MakeSite,
) -> None:
    site = make_site()
    site.edit(DAM, "the dam was finished", "the dam was completed")
    for arguments in (("verify",), ("verify", "--write")):
        done = run(site, *arguments)
        assert done.returncode == 1
        assert "[completed→finished]" in done.stderr
    assert not (site.root / "content/evidence.lock").exists()


def test_verify_write_then_build_without_the_archive(make_site: MakeSite) -> None:
    site = make_site()
    assert run(site, "verify", "--write").returncode == 0
    (site.root / "archive").rename(site.root / "elsewhere")
    assert run(site, "build", "--quiet").returncode == 0
    assert run(site, "verify").returncode == 1
    assert run(site, "verify", "--archive", "elsewhere").returncode == 0
    assert run(site, "verify", "--archive", "nowhere").returncode == 2


def test_quote_gives_evidence_to_paste(make_site: MakeSite) -> None:
    done = run(make_site(), "quote", "gazette", "still pouring concrete in 2020")
    assert done.returncode == 0
    assert "# exact, paragraph 3 of 4" in done.stdout
    assert "# is inside quotation marks" in done.stdout
    entry = yaml.safe_load(done.stdout)[0]
    assert entry == {
        "source": "gazette",
        "passage": "still pouring concrete in 2020",
        "stance": None,
        "speaker": None,
    }


def test_quote_tells_of_hedges_and_of_actors_nearby(make_site: MakeSite) -> None:
    site = make_site()
    near = run(site, "quote", "gazette", "dam was finished in 2019").stdout
    assert "# Ministry of Works is named in the paragraph: speaker: ministry" in near
    hedged = run(site, "quote", "gazette", "answer questions about it").stdout
    assert '# the sentence around it also says "not"' in hedged


def test_quote_tells_of_an_amount_that_the_words_cut(make_site: MakeSite) -> None:
    site = make_site({"archive/gazette.txt": GAZETTE + "\nIt cost the town 5 million crowns.\n"})
    cut = run(site, "quote", "gazette", "It cost the town 5").stdout
    assert '# cuts the amount "5 million crowns": ask for all of it' in cut


def test_quote_names_the_speaker_of_the_turn(make_site: MakeSite) -> None:
    debate = (
        "MINISTRY OF WORKS: We finished the dam.\n\nENGINEER: It never paid a cent.\n\n"
        "MARSH: Nobody asked the people of the valley.\n\nENGINEER: Nobody asked us."
    )
    site = make_site({"archive/gazette.txt": debate})
    done = run(site, "quote", "gazette", "never paid a cent")
    assert "# in the document these are the words of ENGINEER" in done.stdout
    assert yaml.safe_load(done.stdout)[0]["speaker"] == "engineer"
    done = run(site, "quote", "gazette", "Nobody asked the people")
    assert "# in the document these are the words of MARSH" in done.stdout
    assert yaml.safe_load(done.stdout)[0]["speaker"] is None


def test_quote_of_words_that_are_not_there_shows_the_nearest(make_site: MakeSite) -> None:
    done = run(make_site(), "quote", "gazette", "the dam was completed in 2019")
    assert done.returncode == 1
    assert "# the dam was finished in 2019" in done.stdout


def test_quote_gives_each_occurrence(make_site: MakeSite) -> None:
    site = make_site({"archive/gazette.txt": GAZETTE + "\nAgain the dam was finished in 2019.\n"})
    done = run(site, "quote", "gazette", "the dam was finished in 2019")
    assert [entry["occurrence"] for entry in yaml.safe_load(done.stdout)] == [1, 2]


def test_uncited_lists_the_paragraphs_that_no_claim_quotes(make_site: MakeSite) -> None:
    done = run(make_site(), "uncited", "gazette")
    assert done.returncode == 0
    numbers = [line.split()[0] for line in done.stdout.splitlines()]
    assert numbers == ["1", "4", "2"]
    assert done.stdout.endswith("2 of 4 paragraphs are quoted by no claim\n")


def test_an_unknown_source_is_told_with_a_suggestion(make_site: MakeSite) -> None:
    done = run(make_site(), "quote", "gazete", "x")
    assert done.returncode == 1
    assert 'source "gazete" has no card; did you mean "gazette"?' in done.stderr
