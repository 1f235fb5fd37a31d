"""What readers were told cannot be changed without a word: claims, the scale, addresses."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from commands import run
from conftest import BASE, CLAIM, TODAY, MakeSite, Site
from factpress.lock.minisign import new_key
from factpress.lock.signing import Signing
from factpress.model.problems import BuildRefused
from factpress.write_lock import write_lock
from locks import LIMITS, entries, forge, lock_of

DAM = "content/claims/dam.md"
SETTINGS = "content/publication.yaml"
ENGINEER = "content/actors/engineer.md"
CORRECTED = "changes: [{date: 2022-02-03, kind: correction, note: A slip.}]"
KEY = new_key()
UPDATED = CORRECTED.replace("correction", "update")
PASTE = '; fill in and paste changes: [{date: 2026-11-27, kind: correction, note: ""}]'
SILENT = " when the lock was written, and nothing under changes tells readers of it"


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    made = make_site({SETTINGS: LIMITS})
    made.lock()
    return made


def silent(site: Site) -> list[str]:
    """The problems of changes that readers are not told of."""
    return [line for line in site.refused() if "run `factpress" not in line]


def explain(site: Site, entry: str = CORRECTED) -> None:
    """Gives the dam's card a history."""
    site.edit(DAM, "topics: [dams]", f"topics: [dams]\n{entry}")


# Edits of the card, each with the place and the beginning of the problem.
CLAIM_CHANGES = {
    "turned round": (
        "The dam was finished in 2019.\n", "The dam was never finished.\n",
        '2:8: claim was "The dam was finished in 2019."',
    ),
    "one figure": ("in 2019.\n", "in 2018.\n", '2:8: claim was "The dam was finished in 2019."'),
    "one letter's case": (
        "claim: The dam", "claim: the dam", '2:8: claim was "The dam was finished in 2019."',
    ),
    "stance": ("stance: asserts", "stance: qualifies", '13:13: stance was "asserts"'),
    "stance that tells": ("stance: denies", "stance: reports", '18:13: stance was "denies"'),
    "speaker": (
        "speaker: engineer", "speaker: ministry", '19:14: these words were those of "engineer"',
    ),
    "speaker left out": (
        "    speaker: engineer\n", "", '15:5: these words were those of "engineer"',
    ),
    "another speaker beside": (
        "speaker: ministry", "speaker: [ministry, engineer]",
        '14:14: these words were those of "ministry"',
    ),
    "cut anew and turned": (
        "passage: the dam was finished in 2019\n    stance: asserts",
        "passage: dam was finished in 2019\n    stance: reports", '13:13: stance was "asserts"',
    ),
    "cut anew, named otherwise and turned": (
        "  - id: not-done\n    source: gazette\n    passage: we were still pouring concrete in 2020"
        "\n    stance: denies",
        "  - id: late\n    source: gazette\n    passage: We were late\n    stance: denies",
        None,
    ),
    "named otherwise and turned": (
        "stance: denies", "stance: qualifies", '18:13: stance was "denies"',
    ),
    "the last that denies": (
        "  - id: not-done\n    source: gazette\n    passage: we were still pouring concrete in 2020"
        "\n    stance: denies\n    speaker: engineer\n", "",
        "10:3: the card had a passage that denies the claim",
    ),
    "the last that asserts": (
        "  - id: done\n    source: gazette\n    passage: the dam was finished in 2019"
        "\n    stance: asserts\n    speaker: ministry\n", "",
        "10:3: the card had a passage that asserts the claim",
    ),
}  # fmt: skip
UNSAID = CLAIM.partition("The [[ministry]]")[0]


def test_actors_who_trade_their_names_are_told(make_site: MakeSite) -> None:
    """Who speaks on every page would be another, though no claim's card changed."""
    site = make_site()
    site.lock()
    site.hide_archive()
    card = "content/actors/ministry.md"
    name = re.search("name: (.*)", (site.root / card).read_text())
    assert name
    site.edit(card, name[0], "name: Mayor of the Upper Town")
    assert site.refused() == [
        f'{card}:2:7: name of actor "ministry" differs from the lock; run `factpress lock`'
    ]


@pytest.mark.parametrize("name", [name for name, case in CLAIM_CHANGES.items() if case[2]])
@pytest.mark.parametrize("has_archive", [True, False])
def test_a_silent_change_of_a_claim_is_refused(
    make_site: MakeSite, name: str, has_archive: bool
) -> None:
    old, new, told = CLAIM_CHANGES[name]
    site = make_site({SETTINGS: LIMITS, DAM: UNSAID})
    site.lock()
    before = lock_of(site).read_bytes()
    site.edit(DAM, old, new)
    if not has_archive:
        site.hide_archive()
    assert silent(site) == [f"{DAM}:{told}{SILENT}{PASTE}"]
    if has_archive:
        with pytest.raises(BuildRefused, match="nothing under changes tells readers"):
            write_lock(site.options, site.cache)
        assert lock_of(site).read_bytes() == before
        for entry in (CORRECTED, UPDATED):
            explain(site, entry)
            assert silent(site) == []
            site.edit(DAM, f"\n{entry}", "")
        explain(site)
        site.lock()
        site.build()


def test_a_passage_cut_anew_is_known_by_its_place(make_site: MakeSite) -> None:
    site = make_site({SETTINGS: LIMITS, DAM: UNSAID})
    site.lock()
    site.edit(
        DAM,
        "id: not-done\n    source: gazette\n    passage: we were still pouring concrete in 2020\n"
        "    stance: denies",
        "id: late\n    source: gazette\n    passage: still pouring concrete in 2020\n"
        "    stance: asserts",
    )
    assert [line.partition(SILENT)[0] for line in silent(site)] == [
        f'{DAM}:18:13: stance was "denies"'
    ]
    site.edit(
        DAM, "stance: asserts\n    speaker: engineer", "stance: denies\n    speaker: engineer"
    )
    assert silent(site) == []
    site.lock()


NOT_DONE = "passage: we were still pouring concrete in 2020\n    stance: denies"
OTHER = {
    "archive/herald.txt": f"From the valley\n\nWe print it too: the dam was finished in 2019.\n\n"
    f"{'The water is high and nobody says when the gates will be opened again. ' * 4}\n",
    "content/sources/herald.md": BASE["content/sources/gazette.md"]
    .replace("gazette.txt", "herald.txt")
    .replace("Dam row deepens", "From the valley"),
}


def test_a_stub_of_a_passage_hides_no_turn_of_the_rest(make_site: MakeSite) -> None:
    site = make_site({SETTINGS: LIMITS, DAM: UNSAID})
    site.lock()
    parts = "passage: {}\n    stance: denies\n    speaker: engineer\n  - id: rest\n    " \
        "source: gazette\n    passage: {}\n    stance: {}"  # fmt: skip
    rest = parts.format("were still", "still pouring concrete in 2020", "asserts")
    site.edit(DAM, NOT_DONE, rest)
    assert silent(site) == [f'{DAM}:23:13: stance was "denies"{SILENT}{PASTE}']
    site.edit(
        DAM, "stance: asserts\n    speaker: engineer", "stance: denies\n    speaker: engineer"
    )
    assert silent(site) == []
    site.lock()


@pytest.mark.parametrize(("stance", "count"), [("qualifies", 1), ("asserts", 0)])
def test_words_moved_to_another_document_keep_their_stance(
    make_site: MakeSite, stance: str, count: int
) -> None:
    site = make_site({SETTINGS: LIMITS, DAM: UNSAID, **OTHER})
    site.lock()
    site.edit(
        DAM,
        "  - id: done\n    source: gazette\n    passage: the dam was finished in 2019\n"
        "    stance: asserts\n",
        "  - {source: gazette, passage: on time, stance: asserts, speaker: ministry}\n"
        "  - id: other\n    source: herald\n    passage: the dam was finished in 2019\n"
        f"    stance: {stance}\n",
    )
    told = f'{DAM}:14:13: stance was "asserts"{SILENT}{PASTE}'
    assert silent(site) == [told][:count]


@pytest.mark.parametrize(
    ("old", "new", "entry", "place"),
    [
        ("in 2019.\n", "in 2018.\n", "changes: [{date: 2022-01-30, kind: correction, note: A.}]",
         "9:18"),
        ("rating: mixed", "rating: 'true'",
         "changes: [{date: 2022-01-30, kind: rating, note: A., from: mixed, to: 'true'}]", "9:18"),
        ("said: 2022-01-05\n", "", "withdrawn: {date: 2022-01-30, note: A.}", "8:19"),
        ("stance: denies", "stance: reports",
         "changes: [{date: 2022-01-30, kind: update, note: A.}]", "9:18"),
    ],
)  # fmt: skip
def test_an_entry_of_a_day_before_the_lock_explains_nothing(
    site: Site, old: str, new: str, entry: str, place: str
) -> None:
    site.edit(DAM, old, new)
    explain(site, entry)
    assert [line for line in silent(site) if "@" not in line] == [
        f"{DAM}:{place}: change is dated 2022-01-30, before the lock was written, on 2022-01-31 or "
        "later, and so it explains no change since then; date it on the day when readers learn of "
        "it"
    ]
    site.edit(DAM, "2022-01-30", "2022-01-31")
    assert [line for line in silent(site) if "@" not in line] == []


def test_an_entry_older_than_those_of_the_lock_explains_nothing(site: Site) -> None:
    explain(site, CORRECTED)
    site.lock()
    site.edit(DAM, "in 2019.\n", "in 2018.\n")
    site.edit(DAM, "changes: [", "changes: [{date: 2022-02-02, kind: correction, note: B.}, ")
    told = silent(site)
    assert len(told) == 1
    assert told[0].startswith(f"{DAM}:9:18: change is dated 2022-02-02, before the lock")
    assert "on 2022-02-03 or later" in told[0]


def test_an_entry_of_the_scale_of_a_day_before_the_lock_explains_nothing(site: Site) -> None:
    site.edit(SETTINGS, "Some of it holds.", "None of it holds.")
    with (site.root / SETTINGS).open("a") as settings:
        settings.write("changes: [{date: 2021-02-03, kind: scale, note: Clearer words.}]\n")
    assert silent(site) == [
        f"{SETTINGS}:10:18: change is dated 2021-02-03, before the lock was written, on "
        "2022-01-31 or later, and so it explains no change since then; date it on the day when "
        "readers learn of it"
    ]


def test_an_old_entry_put_in_later_is_no_mistake_where_nothing_is_silent(site: Site) -> None:
    explain(site, "changes: [{date: 2021-01-30, kind: correction, note: Long ago.}]")
    assert silent(site) == []
    site.lock()


def test_an_actor_that_takes_up_the_address_of_another_is_not_the_same_speaker(site: Site) -> None:
    (site.root / ENGINEER).unlink()
    site.edit("content/actors/ministry.md", "kind:", "former: [/actors/engineer/]\nkind:")
    card = (site.root / DAM).read_text().replace("speaker: engineer", "speaker: ministry")
    (site.root / DAM).write_text(card.replace("[[engineer|", "[[ministry|"))
    told = [line for line in silent(site) if "were those of" in line]
    assert told == [f'{DAM}:19:14: these words were those of "engineer"{SILENT}{PASTE}']


def test_a_rating_under_another_id_is_told_to_keep_the_old_one(site: Site) -> None:
    site.edit(SETTINGS, "id: mixed", "id: partly")
    site.edit(DAM, "rating: mixed", "rating: partly")
    assert any(
        'rating was "mixed", which stays on the scale since histories name it, when the lock'
        in line
        for line in silent(site)
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("claim: The dam was finished in 2019.", "claim: The dam was finished in 2019"),
        ("reason: The ministry says so and", "reason: The ministry said so and"),
        ("checked: 2022-01-31", "checked: 2022-02-01"),
        ("said: 2022-01-05", "said: 2022-01-04"),
        ("topics: [dams]", "as_of: 2022-01-31"),
        ("    stance: denies", "    note: Read twice.\n    stance: denies"),
        ("was finished in 2019\n    stance", "was finished in 2019, on time\n    stance"),
        (
            "  - id: not-done",
            "  - {source: gazette, passage: The ministry did not answer, stance: reports}\n"
            "  - id: not-done",
        ),
    ],
)
def test_other_changes_are_listed_and_need_no_entry(site: Site, old: str, new: str) -> None:
    site.edit(DAM, old, new)
    assert all("run `factpress lock`" in line for line in site.refused())
    told = write_lock(site.options, site.cache).changes
    assert told[0] == "claim dam"
    assert len(told) >= 2
    site.build()


def test_a_change_is_told_in_plain_words(site: Site) -> None:
    site.edit(DAM, "claim: The dam was finished in 2019.", "claim: The dam was finished in 2018.")
    site.edit(DAM, "passage: the dam was finished in 2019", "passage: dam was finished in 2019")
    site.edit("content/sources/gazette.md", "title: Dam row deepens", "title: The dam row")
    explain(site)
    done = run(site, "lock", "--as-of", TODAY.isoformat())
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "claim dam",
        '  claim: "The dam was finished in 2019." → "The dam was finished in 2018."',
        "  passage gone: gazette paragraph 2, asserts, ministry",
        '  new passage: "dam was finished in 2019", gazette paragraph 2, asserts, ministry',
        'source gazette: title: "Dam row deepens" → "The dam row"',
    ]
    again = run(site, "lock", "--as-of", TODAY.isoformat())
    assert again.stdout.splitlines() == ["Nothing that the lock records has changed."]


def test_an_entry_that_the_lock_has_already_explains_nothing_new(site: Site) -> None:
    explain(site)
    site.lock()
    site.edit(DAM, "in 2019.\n", "in 2018.\n")
    assert silent(site) == [
        f'{DAM}:2:8: claim was "The dam was finished in 2019."{SILENT}; fill in and paste '
        'before the last ] of changes: , {date: 2026-11-27, kind: correction, note: ""}'
    ]


def test_the_line_to_paste_is_not_enough_without_a_note(site: Site) -> None:
    site.edit(DAM, "in 2019.\n", "in 2018.\n")
    explain(site, PASTE.partition("paste ")[2])
    assert any("note" in line and "empty" in line for line in site.refused())


def test_a_publisher_of_words_without_a_speaker_is_their_speaker(make_site: MakeSite) -> None:
    card = UNSAID.replace("    speaker: ministry\n", "")
    site = make_site({DAM: card})
    site.lock()
    site.edit(DAM, "stance: asserts\n", "stance: asserts\n    speaker: gazette-press\n")
    assert silent(site) == []
    site.edit("content/sources/gazette.md", "publisher: gazette-press", "publisher: ministry")
    site.edit(DAM, "    speaker: gazette-press\n", "")
    assert any('those of "gazette-press"' in line for line in silent(site))


def test_an_actor_under_a_new_id_is_the_same_speaker(site: Site) -> None:
    (site.root / ENGINEER).rename(site.root / "content/actors/site-engineer.md")
    site.edit("content/actors/site-engineer.md", "role:", "former: [/actors/engineer/]\nrole:")
    card = (site.root / DAM).read_text()
    card = card.replace("speaker: engineer", "speaker: site-engineer")
    (site.root / DAM).write_text(card.replace("[[engineer|", "[[site-engineer|"))
    assert silent(site) == []
    site.lock()
    site.build()


# The scale

ODD = "  - {id: odd, label: Odd, definition: So., value: 9, mark: o}"
SCALE_CHANGES = {
    "labels swapped": [
        ('label: "False"', "label: Other"), ("label: Mixed", 'label: "False"'),
        ("label: Other", "label: Mixed"),
    ],
    "a definition": [("Some of it holds.", "Most of it holds.")],
    "a value": [("value: 3", "value: 4")],
    "needs": [("value: 2,", "value: 2, needs: {passages: 1},")],
    "a rating added": [
        ("  - {id: mixed", f"{ODD}\n  - {{id: mixed"),
    ],
    "a rating removed": [
        ('  - {id: "false", label: "False", definition: The evidence says otherwise., value: 1, '
         "mark: ✕}\n", ""),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", SCALE_CHANGES)
@pytest.mark.parametrize("has_archive", [True, False])
def test_a_silent_change_of_the_scale_is_refused(site: Site, name: str, has_archive: bool) -> None:
    for old, new in SCALE_CHANGES[name]:
        site.edit(SETTINGS, old, new)
    if not has_archive:
        site.hide_archive()
    told = silent(site)
    line = 'changes: [{date: 2026-11-27, kind: scale, note: ""}]'
    assert len(told) == (2 if name == "labels swapped" else 1)
    assert all(each.startswith(f"{SETTINGS}:") and each.endswith(line) for each in told)
    with (site.root / SETTINGS).open("a") as settings:
        settings.write("changes: [{date: 2022-02-03, kind: scale, note: Clearer words.}]\n")
    assert silent(site) == []
    if has_archive:
        site.lock()
        site.build()
        site.edit(SETTINGS, "note: Clearer words.", "note: Other words.")
        assert any("gone or reworded" in each for each in silent(site))


# Claims that go


def test_a_deleted_claim_is_refused_with_lines_to_paste(site: Site) -> None:
    (site.root / DAM).unlink()
    assert silent(site) == [
        f'{DAM}:1:1: claim "dam" is in the lock and has no card; if another card is its new '
        "name, paste aliases: [dam] into that one; else put claims/dam.md back and paste "
        'into it withdrawn: {date: 2026-11-27, note: ""}, or merged_into: ID and changes: '
        '[{date: 2026-11-27, kind: merged, note: ""}]'
    ]
    with pytest.raises(BuildRefused):
        write_lock(site.options, site.cache)


def test_a_claim_put_back_is_compared_as_if_it_had_never_gone(site: Site) -> None:
    card = (site.root / DAM).read_text()
    (site.root / DAM).unlink()
    with pytest.raises(BuildRefused):
        write_lock(site.options, site.cache)
    (site.root / DAM).write_text(card.replace("rating: mixed", "rating: 'true'"))
    assert any('rating was "mixed"' in line for line in silent(site))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("topics: [dams]", "draft: true", ":8:8: it is a draft: claim"),
        (
            "checked: 2022-01-31",
            "checked: 2027-01-31",
            ":5:10: checked on 2027-01-31, which is after today, 2026-11-27: claim",
        ),
    ],
)
def test_a_published_claim_cannot_be_hidden(site: Site, old: str, new: str, told: str) -> None:
    site.edit(DAM, old, new)
    problems = [line for line in silent(site) if line.startswith(DAM)]
    assert problems[0].startswith(f"{DAM}{told}")
    assert problems[0].endswith(' withdrawn: {date: 2026-11-27, note: ""}')
    with pytest.raises(BuildRefused):
        write_lock(site.options, site.cache)


def test_a_renamed_claim_needs_its_old_id(site: Site) -> None:
    (site.root / DAM).rename(site.root / "content/claims/weir.md")
    told = silent(site)
    assert len(told) == 1
    assert told[0].startswith('content/claims/weir.md:1:1: claim "dam" is in the lock')
    assert "; if this card is its new name, paste aliases: [dam]; else put" in told[0]
    site.edit("content/claims/weir.md", "topics:", "aliases: [dam]\ntopics:")
    assert silent(site) == []
    site.edit("content/claims/weir.md", "rating: mixed", "rating: 'true'")
    assert any('rating was "mixed"' in line for line in silent(site))


def test_a_claim_cannot_be_swallowed_by_an_alias(make_site: MakeSite) -> None:
    other = UNSAID.replace("in 2019.\n", "late.\n", 1)
    site = make_site({SETTINGS: LIMITS, "content/claims/late.md": other})
    site.lock()
    (site.root / "content/claims/late.md").unlink()
    site.edit(DAM, "topics:", "aliases: [late]\ntopics:")
    assert [line.partition(";")[0] for line in silent(site)] == [
        f'{DAM}:8:10: claim "late" was published beside this one, and its address alone would be '
        "left"
    ]


def test_a_claim_that_was_never_shown_may_change_and_go(make_site: MakeSite) -> None:
    later = UNSAID.replace("2022-01-31", "2027-01-31")
    site = make_site({SETTINGS: LIMITS, "content/claims/later.md": later})
    site.lock()
    site.edit("content/claims/later.md", "in 2019.\n", "in 2018.\n")
    assert silent(site) == []
    (site.root / "content/claims/later.md").unlink()
    assert silent(site) == []
    site.lock()
    site.build()


# Addresses


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("content/pages/about.md", "former: [/about/]"),
        ("content/topics/dams.md", "former: [/topics/dams/]"),
    ],
)
def test_an_address_that_goes_must_be_taken_up(site: Site, path: str, line: str) -> None:
    new = path.replace("about", "who-we-are").replace("dams", "water")
    (site.root / path).rename(site.root / new)
    if "topics" in path:
        site.edit(DAM, "[dams]", "[water]")
    told = silent(site)
    assert len(told) == 1
    assert told[0].startswith(f"{new}:1:1: the address /")
    assert told[0].endswith(f"if this card takes its place, paste {line}")
    key = "order: 1"
    site.edit(new, key, f"{key}\n{line}")
    assert silent(site) == []
    site.lock()
    site.build()


def test_a_card_that_is_gone_without_another_is_told_at_its_entry(site: Site) -> None:
    (site.root / "content/pages/about.md").unlink()
    number = next(
        n for n, each in enumerate(lock_of(site).read_text().splitlines(), 1) if "/about/" in each
    )
    assert silent(site) == [
        f'content/evidence.lock:{number}:1: the address /about/ of page "about" is in the lock, '
        "and no card gives it; put the card back, or paste former: [/about/] into the card that "
        "takes its place"
    ]


def test_an_alias_that_is_dropped_is_told(make_site: MakeSite) -> None:
    site = make_site({DAM: CLAIM.replace("topics:", "aliases: [old-dam, older]\ntopics:")})
    site.lock()
    site.edit(DAM, "aliases: [old-dam, older]", "aliases: [old-dam]")
    told = silent(site)
    assert len(told) == 1
    assert told[0].endswith("paste aliases: [old-dam, older]")


def test_a_page_made_a_draft_again_is_told(site: Site) -> None:
    site.edit("content/pages/about.md", "order: 1", "order: 1\ndraft: true")
    told = silent(site)
    assert told[0].startswith(
        "content/pages/about.md:4:8: it is a draft: the address /about/ was public"
    )


# What is accepted


def test_a_signed_lock_cannot_be_got_round(make_site: MakeSite) -> None:
    site = make_site()
    site.lock_with(KEY)
    by = Signing(site.keep(KEY))
    write_lock(site.options, site.cache, by)
    forge(site, "claim", "dam", lambda said: said.__setitem__("rating", "true"))
    site.edit(DAM, "rating: mixed", "rating: 'true'")
    for attempt in range(2):
        with pytest.raises(BuildRefused, match="lock --accept"):
            write_lock(site.options, site.cache, by)
        lock_of(site).unlink(missing_ok=True)
        assert attempt or not lock_of(site).exists()


def test_what_is_accepted_is_told_line_by_line(make_site: MakeSite) -> None:
    site = make_site()
    site.lock_with(KEY)
    by = Signing(site.keep(KEY))
    write_lock(site.options, site.cache, by)
    forge(site, "claim", "dam", lambda said: said.__setitem__("words", "Never."))
    forge(site, "rating", "mixed", lambda said: said.__setitem__("label", "Odd"))
    told = write_lock(site.options, site.cache, by._replace(accept=True)).changes
    assert told == (
        "the lock that was there is not validly signed, and the cards differ from it so:",
        "claim dam",
        '  claim: "Never." → "The dam was finished in 2019."',
        'rating mixed: label: "Odd" → "Mixed"',
    )
    assert entries(site, "claim")["dam"]["words"] == "The dam was finished in 2019."


def test_a_preview_warns_only(site: Site) -> None:
    site.edit(DAM, "in 2019.\n", "in 2018.\n")
    report = site.build(drafts=True, stale_lock="warning")
    assert any(SILENT in problem.message for problem in report.problems)


def test_a_build_with_drafts_refuses_as_one_without(site: Site) -> None:
    site.edit(DAM, "in 2019.\n", "in 2018.\n")
    with pytest.raises(BuildRefused, match="nothing under changes tells readers"):
        site.build(drafts=True)


def test_cards_that_cannot_be_read_lose_no_address(site: Site) -> None:
    site.edit("content/topics/dams.md", "name: Dams", "nome: Dams")
    assert not any("the address" in line for line in site.refused())
    assert BASE["content/topics/dams.md"]


def test_a_site_may_be_built_for_a_day_before_that_of_the_lock(site: Site) -> None:
    site.build(now=dt.datetime(2022, 1, 30, tzinfo=dt.UTC))
    assert not (site.root / "site/claims/dam").exists()
