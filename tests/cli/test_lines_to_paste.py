"""The lines that a problem gives to paste: pasted as they are, with a note, they mend it."""

from __future__ import annotations

import re

import pytest

from commands import run
from conftest import TODAY, MakeSite, Site
from factpress.lock.minisign import new_key
from factpress.lock.signing import Signing
from factpress.write_lock import write_lock
from locks import LIMITS

KEY = new_key()
DAM = "content/claims/dam.md"
SETTINGS = "content/publication.yaml"
LINES = "changes:\n  - {date: 2022-02-03, kind: update, note: More words.}\n"
BRACKETS = "changes: [{date: 2022-02-03, kind: update, note: More words.}]\n"
SCALE = "{date: 2022-02-03, kind: scale, note: New words.}"


def site_with(make_site: MakeSite, history: str = "") -> Site:
    site = make_site({SETTINGS: LIMITS})
    site.edit(DAM, "topics: [dams]\n", f"topics: [dams]\n{history}")
    site.lock()
    return site


def silent(site: Site) -> list[str]:
    return [line for line in site.refused() if "fill in and paste" in line]


def paste(site: Site, path: str, problem: str) -> None:
    """Does what a problem says, and writes a note."""
    line = problem.rpartition("changes: ")[2].replace('note: ""', "note: A slip.")
    text = (site.root / path).read_text()
    if "before the last ]" in problem:
        text = re.sub(r"(?m)^(changes: .*)\]$", rf"\1{line}]", text)
    elif "at the end of changes" in problem:
        text = re.sub(r"(?m)^(changes:\n(?: *- .*\n)*)", rf"\1{line}\n", text)
    elif path == SETTINGS:
        text += f"changes: {line}\n"
    else:
        text = text.replace("topics:", f"changes: {line}\ntopics:")
    (site.root / path).write_text(text)


@pytest.mark.parametrize("history", ["", LINES, BRACKETS])
def test_a_line_pasted_where_the_problem_says_mends_it(make_site: MakeSite, history: str) -> None:
    site = site_with(make_site, history)
    site.edit(DAM, "in 2019.\n", "in 2018.\n")
    (problem,) = silent(site)
    paste(site, DAM, problem)
    write_lock(site.options, site.cache)
    site.build()


@pytest.mark.parametrize("history", ["", BRACKETS])
def test_one_line_tells_of_all_changes_of_a_card(make_site: MakeSite, history: str) -> None:
    site = site_with(make_site, history)
    site.edit(DAM, "in 2019.\n", "in 2018.\n")
    site.edit(DAM, "rating: mixed", "rating: 'true'")
    site.edit(DAM, "stance: denies", "stance: qualifies")
    told = silent(site)
    assert len(told) == 3
    assert len({each.partition("fill in and ")[2] for each in told}) == 1
    assert "paste once, for all of these changes," in told[0]
    paste(site, DAM, told[0])
    assert silent(site) == []


def test_a_list_by_lines_gets_a_line_for_each_kind_of_entry(make_site: MakeSite) -> None:
    site = site_with(make_site, LINES)
    site.edit(DAM, "in 2019.\n", "in 2018.\n")
    site.edit(DAM, "rating: mixed", "rating: 'true'")
    for problem in silent(site):
        paste(site, DAM, problem)
    assert silent(site) == []


@pytest.mark.parametrize("history", ["", f"changes:\n- {SCALE}\n", f"changes: [{SCALE}]\n"])
def test_one_line_tells_of_all_changes_of_the_scale(make_site: MakeSite, history: str) -> None:
    site = make_site({SETTINGS: LIMITS + history})
    site.lock()
    site.edit(SETTINGS, "label: Mixed", "label: Part true")
    site.edit(SETTINGS, 'label: "True"', "label: Right")
    told = silent(site)
    assert len(told) == 2
    paste(site, SETTINGS, told[0])
    assert silent(site) == []


def test_a_draft_is_told_to_put_a_withdrawal_in_its_place(make_site: MakeSite) -> None:
    site = site_with(make_site)
    site.edit(DAM, "topics: [dams]", "draft: true\ntopics: [dams]")
    told = next(line for line in site.refused() if line.startswith(f"{DAM}:8:8: it is a draft"))
    cure = told.rpartition("remove draft, or put in its place ")[2]
    assert cure == 'withdrawn: {date: 2026-11-27, note: ""}'
    site.edit(DAM, "draft: true", cure.replace('""', "Forged."))
    write_lock(site.options, site.cache)


def test_a_withdrawal_undone_is_told_both_entries(make_site: MakeSite) -> None:
    site = site_with(make_site)
    site.edit(DAM, "topics:", "withdrawn: {date: 2026-11-01, note: Forged.}\ntopics:")
    site.lock()
    site.edit(DAM, "withdrawn: {date: 2026-11-01, note: Forged.}\n", "")
    (problem,) = [line for line in site.refused() if "a withdrawal that is undone" in line]
    line = problem.rpartition("put under changes: ")[2]
    line = line.replace('note: ""', "note: Forged.", 1).replace('note: ""', "note: It was not.")
    site.edit(DAM, "topics:", f"changes: {line}\ntopics:")
    write_lock(site.options, site.cache)


def test_an_accepted_lock_that_the_cards_agree_with_says_so(make_site: MakeSite) -> None:
    site = site_with(make_site)
    site.lock_with(KEY)
    (site.root / "content/evidence.lock.minisig").unlink()
    by = Signing(site.keep(KEY), accept=True)
    assert (
        write_lock(site.options, site.cache, by)
        .changes[0]
        .endswith("and the cards do not differ from it")
    )


def test_the_command_that_a_message_gives_signs_the_first_lock(make_site: MakeSite) -> None:
    site = site_with(make_site)
    site.lock_with(KEY)
    (site.root / "content/evidence.lock.minisig").unlink()
    warned = run(site, "check", "--date", TODAY.isoformat()).stdout
    command = re.search(r"run `factpress (lock --accept)` where the secret key is", warned)
    assert command, warned
    key = ("--key", str(site.keep(KEY)), "--date", TODAY.isoformat())
    done = run(site, *command[1].split(), *key)
    assert done.returncode == 0, done.stderr
    assert "warning" not in run(site, "check", "--date", TODAY.isoformat()).stdout


def test_a_renamed_claim_is_listed_with_its_old_name(make_site: MakeSite) -> None:
    site = site_with(make_site)
    card = (site.root / DAM).read_text().replace("topics:", "aliases: [dam]\ntopics:")
    (site.root / DAM).unlink()
    card = card.replace("reason: The", "reason: Both speak, the", 1)
    (site.root / "content/claims/weir.md").write_text(card)
    told = write_lock(site.options, site.cache).changes
    assert told[0] == "claim weir, which was dam"
    assert not any("passage gone" in line or "new:" in line for line in told)


def test_a_source_that_cannot_be_read_is_told_alone(make_site: MakeSite) -> None:
    site = site_with(make_site)
    site.edit("content/sources/gazette.md", "published: 2022-01-06", "published: not before 2022")
    assert site.refused() == [
        'content/sources/gazette.md:5:12: date "not before 2022" is not a date or period; write '
        "YYYY-MM-DD, YYYY-MM, YYYY, or two of these with / between them; for an earliest day "
        "{not_before: YYYY-MM-DD}"
    ]


def test_a_context_that_is_turned_on_is_no_other_place(make_site: MakeSite) -> None:
    site = site_with(make_site)
    site.edit(DAM, "stance: denies", "context: true\n    stance: denies")
    told = write_lock(site.options, site.cache).changes
    assert [line for line in told if "found otherwise" in line] == []
    assert any(line.endswith("context: no → yes") for line in told)
