"""The lock: what it holds, and what is told of one that was edited, cut, merged or is behind."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from msgspec import Struct
from msgspec.structs import fields

from conftest import BASE, CLAIM, GAZETTE, MakeSite, Site
from factpress.lock.lines import check_of
from factpress.lock.signing import Signing
from factpress.model.evidence import (
    ActorRecord,
    AddressRecord,
    ClaimRecord,
    Found,
    PassageRecord,
    RatingRecord,
    SavedCopy,
    SourceRecord,
)
from factpress.model.problems import BuildRefused
from factpress.write_lock import write_lock
from locks import LIMITS, entries, entry, forge, line_number, lines_of, lock_2, lock_of, passage

DAM = "content/claims/dam.md"
LOCK = "content/evidence.lock"
ACCEPT = Signing(accept=True)
ADDED = """\
evidence:
  - {source: gazette, passage: The ministry did not answer questions, stance: reports}
"""
FULL: dict[str, str | bytes | None] = {
    "content/publication.yaml": LIMITS
    + 'changes: [{date: 2022-01-01, kind: scale, note: "The scale is as it was."}]\n',
    DAM: CLAIM.replace(
        "topics: [dams]\n",
        "topics: [dams]\naliases: [old-dam]\nopen_questions: [Where is the log?]\n"
        "appearances: [{source: gazette, date: 2022-01-06}]\n"
        "changes: [{date: 2022-02-02, kind: update, note: More.}]\n",
    ),
    "content/sources/gazette.md": BASE["content/sources/gazette.md"].replace(
        "document: ",
        "url: https://gazette.example/dam\n"
        "defects: [{note: No log., passage: Nobody has published the building log}]\ndocument: ",
    ),
}


@pytest.fixture
def locked(make_site: MakeSite) -> Site:
    site = make_site(FULL)
    site.lock()
    return site


# The format


def test_every_kind_of_entry_is_there_with_words_but_none_of_documents(locked: Site) -> None:
    lines = lines_of(locked)
    assert lines[0] == "factpress-evidence-lock 3"
    assert lines[2:] == sorted(lines[2:])
    kinds = {line.split(" ")[0] for line in lines[2:]}
    assert kinds == {
        "actor", "address", "claim", "compared", "defect", "passage", "rating", "scale", "source",
    }  # fmt: skip
    claim = entries(locked, "claim")["dam"]
    assert claim["words"] == "The dam was finished in 2019."
    assert (claim["said"], claim["as_of"]) == ("2022-01-05", "2022-01-06")
    assert claim["appearances"] == ["gazette, 2022-01-06"]
    assert set(entries(locked, "address")) == {
        "/about/", "/actors/engineer/", "/actors/gazette-press/", "/actors/ministry/",
        "/claims/dam/", "/claims/old-dam/", "/sources/gazette/", "/topics/dams/",
    }  # fmt: skip
    text = lock_of(locked).read_text()
    assert "finished in 2019, on time" not in text
    assert "pouring concrete" not in text


def test_a_passage_put_in_renames_no_other(locked: Site) -> None:
    before = entries(locked, "passage")
    locked.edit(DAM, "evidence:\n", ADDED)
    locked.lock()
    after = entries(locked, "passage")
    assert {name: after[name] for name in before} == before
    assert len(after) == len(before) + 1


def test_an_id_that_the_writer_did_not_give_is_not_recorded(make_site: MakeSite) -> None:
    site = make_site({DAM: CLAIM.replace("  - id: done\n    source", "  - source").replace(
        " [@done]", "")})  # fmt: skip
    site.lock()
    assert [card.get("id") for card, _ in entries(site, "passage").values()].count(None) == 1


def test_the_same_words_twice_on_a_card_are_refused(make_site: MakeSite) -> None:
    again = "evidence:\n  - {source: gazette, passage: the dam was finished in 2019, "
    again += "stance: reports, speaker: engineer}\n"
    site = make_site({DAM: CLAIM.replace("evidence:\n", again)})
    told = [line for line in site.refused() if "these words" in line]
    assert told == [
        f'{DAM}:13:14: these words of "gazette" are those of passage "passage-1" of this card; '
        "keep one, and name all whose words they are: speaker: [one, other]"
    ]


# Edits by hand


def _other(kind: Any, value: Any) -> Any:
    """Another value of the same type."""
    if isinstance(value, bool) or kind is bool:
        return not value
    if isinstance(value, (int, float)) or kind in (int, float):
        return (value or 0) + 1
    if isinstance(value, list) or get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        if inner is str:
            return [*(value or []), "another"]
        pair = ["2030-01-01", 1] if get_args(inner)[:1] == (str,) else [1, 2]
        return [*(value or []), 7 if inner is int else pair]
    choices = [each for each in get_args(kind) if isinstance(each, str)]
    if choices:
        return next(each for each in choices if each != value)
    return f"{value or ''}9"


ON_CARDS: dict[str, tuple[type[Struct], int | None]] = {
    "claim": (ClaimRecord, None),
    "passage": (PassageRecord, 0),
    "source": (SourceRecord, None),
    "actor": (ActorRecord, None),
    "rating": (RatingRecord, None),
    "address": (AddressRecord, None),
}
IN_DOCUMENTS: dict[str, tuple[type[Struct], int | None]] = {
    "passage": (Found, 1),
    "defect": (Found, None),
    "source": (SavedCopy, 1),
}


def _fields(of: dict[str, tuple[type[Struct], int | None]]) -> list[tuple[str, str, Any]]:
    return [
        (kind, field.encode_name, field.type)
        for kind, (struct, _) in of.items()
        for field in fields(struct)
    ]


def _forge_field(site: Site, kind: str, field: str, hint: Any, at: int | None) -> None:
    names = {"passage": passage(site, "dam"), "address": "/claims/old-dam/", "source": "gazette"}
    name = names.get(kind) or next(iter(entries(site, kind)))
    if at == 1 and kind == "source":
        name += "#copy"

    def change(said: Any) -> None:
        part = said if at is None else said[at]
        part[field] = _other(hint, part.get(field))

    forge(site, kind, name, change)


@pytest.mark.parametrize("has_archive", [True, False])
@pytest.mark.parametrize(("kind", "field", "hint"), _fields(ON_CARDS))
def test_a_forged_field_that_cards_have_is_told(
    locked: Site, kind: str, field: str, hint: Any, has_archive: bool
) -> None:
    _forge_field(locked, kind, field, hint, ON_CARDS[kind][1])
    told = (locked if has_archive else locked.hide_archive()).refused()
    assert len(told) in (1, 2)
    with pytest.raises(BuildRefused):
        locked.build()


@pytest.mark.parametrize(("kind", "field", "hint"), _fields(IN_DOCUMENTS))
def test_a_forged_field_that_documents_have_is_told_by_the_archive(
    locked: Site, kind: str, field: str, hint: Any
) -> None:
    before = lock_of(locked).read_text()
    _forge_field(locked, kind, field, hint, IN_DOCUMENTS[kind][1])
    told = locked.refused() if field != "extractor" else []
    assert bool(told) or field == "extractor"
    # By hand, without the check of the line, it is told without the archive as well.
    number = next(
        n for n, (a, b) in enumerate(
            zip(before.splitlines(), lines_of(locked), strict=True), 1) if a != b
    )  # fmt: skip
    lines = lines_of(locked)
    old = before.splitlines()[number - 1].rsplit(" ", 1)[1]
    lines[number - 1] = f"{lines[number - 1].rsplit(' ', 1)[0]} {old}"
    lock_of(locked).write_text("\n".join([*lines, ""]))
    assert [line.split(";")[0] for line in locked.hide_archive().refused()] == [
        f"{LOCK}:{number}:1: this line of the lock was edited or cut"
    ]


@pytest.mark.parametrize("kind", ["scale", "compared"])
def test_a_forged_list_is_told(locked: Site, kind: str) -> None:
    name = next(iter(entries(locked, kind)))
    forge(locked, kind, name, lambda said: ["x"] if isinstance(said, list) else "0" * 16)
    assert locked.hide_archive().refused()


@pytest.mark.parametrize(
    ("field", "value"),
    [("level", "omission"), ("start", 9), ("paragraph", 99), ("source", "other"), ("end", 999999)],
)
def test_a_forged_place_must_at_least_be_possible(locked: Site, field: str, value: object) -> None:
    name = passage(locked, "dam")
    forge(locked, "passage", name, lambda said: said[1].__setitem__(field, value))
    number = line_number(locked, "passage", name)
    assert locked.hide_archive().refused() == [
        f'{LOCK}:{number}:1: the entry of passage "{name}" cannot be right; run `factpress lock`'
    ]


@pytest.mark.parametrize("has_archive", [True, False])
@pytest.mark.parametrize("kind", ["claim", "passage", "defect", "source", "rating", "address",
                                  "scale", "compared"])  # fmt: skip
def test_each_kind_of_entry_is_demanded(locked: Site, kind: str, has_archive: bool) -> None:
    lines = [line for line in lines_of(locked) if not line.startswith(f"{kind} ")]
    lock_of(locked).write_text("\n".join([*lines, ""]))
    assert (locked if has_archive else locked.hide_archive()).refused()


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        (
            "claim",
            "weir",
            {"words": "A.", "rating": "mixed", "reason": "B.", "checked": "2022-01-01"},
        ),
        ("passage", f"dam#{'0' * 32}", None),
        ("passage", f"weir#{'0' * 32}", None),
        ("defect", f"gazette#{'0' * 32}", None),
        ("defect", f"other#{'0' * 32}", None),
        ("source", "other", None),
        ("rating", "maybe", {"label": "Maybe", "definition": "So.", "value": 2}),
        ("address", "/actors/other/", {"kind": "actor", "id": "other"}),
        ("alike", "gazette,other", {"shared": 3, "words": 9, "paragraphs": [1, 1]}),
    ],
)
@pytest.mark.parametrize("has_archive", [True, False])
def test_an_entry_that_no_card_has_is_told(
    locked: Site, kind: str, name: str, said: object, has_archive: bool
) -> None:
    said = said or next(iter(entries(locked, kind).values()))
    lock_of(locked).write_text(lock_of(locked).read_text() + entry(kind, name, said) + "\n")
    told = (locked if has_archive else locked.hide_archive()).refused()
    assert any(line.startswith(f"{LOCK}:") or name in line for line in told)


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        ("nonsense", "was edited or cut"),
        ("", "was edited or cut"),
        ("<<<<<<< ours", "is a mark of a merge conflict"),
        ("=======", "is a mark of a merge conflict"),
        (">>>>>>> theirs", "is a mark of a merge conflict"),
        ("twice", "is a second one of the same entry"),
        (entry("novel", "x", {}), "is of no kind that is known"),
        (entry("claim", "x", {"words": "A."}), "cannot be read"),
        (entry("scale", "other", ["0" * 16]), "is of no kind that is known"),
        (entry("compared", "other", "0" * 16), "is of no kind that is known"),
    ],
)
def test_a_line_that_is_no_entry_is_told(locked: Site, damage: str, what: str) -> None:
    lines = lines_of(locked)
    lines.insert(5, lines[4] if damage == "twice" else damage)
    lock_of(locked).write_text("\n".join([*lines, ""]))
    assert [line.split(";")[0] for line in locked.hide_archive().refused()] == [
        f"{LOCK}:6:1: this line of the lock {what}"
    ]


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_byte_that_is_no_utf_8_is_told(locked: Site, is_whole: bool) -> None:
    said = b'claim weir {"words":"A \xff.","rating":"mixed","reason":"B.","checked":"2022-01-01"}'
    check = check_of(said) if is_whole else b"00000000"
    lock_of(locked).write_bytes(lock_of(locked).read_bytes() + said + b" " + check + b"\n")
    what = "cannot be read" if is_whole else "was edited or cut"
    number = len(lock_of(locked).read_bytes().splitlines())
    assert [line.split(";")[0] for line in locked.hide_archive().refused()] == [
        f"{LOCK}:{number}:1: this line of the lock {what}"
    ]


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.8, 0.97])
@pytest.mark.parametrize("whole_lines", [True, False])
def test_a_lock_that_was_cut_is_told(locked: Site, keep: float, whole_lines: bool) -> None:
    text = lock_of(locked).read_text()
    cut = text[: int(len(text) * keep)]
    lock_of(locked).write_text(cut[: cut.rindex("\n") + 1] if whole_lines else cut)
    assert locked.hide_archive().refused()


@pytest.mark.parametrize("damage", ["junk", "conflict", "old", "edited"])
def test_a_damaged_lock_is_replaced_only_when_accepted(locked: Site, damage: str) -> None:
    whole = lock_of(locked).read_text()
    lines = whole.splitlines()
    damaged = {
        "junk": "nonsense\n",
        "conflict": "\n".join(["<<<<<<< ours", *lines, "=======", *lines, ">>>>>>> theirs", ""]),
        "old": whole.replace("lock 3", "lock 1"),
        "edited": whole.replace('"rating":"mixed"', '"rating":"true"'),
    }[damage]
    lock_of(locked).write_text(damaged)
    assert any("lock --accept" in line for line in locked.refused())
    with pytest.raises(BuildRefused):
        write_lock(locked.options, locked.cache)
    assert lock_of(locked).read_text() == damaged
    if damage != "edited":
        told = write_lock(locked.options, locked.cache, ACCEPT).changes
        assert any("of the lock that was there" in line for line in told)
        assert lock_of(locked).read_text() == whole
        locked.build()


def test_an_accepted_lock_still_tells_of_what_it_says(locked: Site) -> None:
    locked.edit(DAM, "in 2019.\n", "in 2018.\n")
    lock_of(locked).write_text(lock_of(locked).read_text() + "nonsense\n")
    with pytest.raises(BuildRefused) as refused:
        write_lock(locked.options, locked.cache, ACCEPT)
    assert any('claim was "The dam' in str(each) for each in refused.value.problems)


def test_an_older_lock_put_back_is_told(locked: Site) -> None:
    old = lock_of(locked).read_text()
    entry_of = "changes: [{date: 2022-02-02, kind: update, note: More.}]"
    more = entry_of.replace("]", ", {date: 2022-02-03, kind: correction, note: A slip.}]")
    locked.edit(DAM, entry_of, more)
    locked.edit(DAM, "in 2019.\n", "in 2018.\n")
    locked.lock()
    locked.build()
    lock_of(locked).write_text(old)
    assert locked.hide_archive().refused() == [
        f'{DAM}:2:8: claim and changes of claim "dam" differ from the lock; run `factpress lock`'
    ]


# Version 2


@pytest.mark.parametrize("has_archive", [True, False])
def test_a_lock_of_version_2_is_read_with_a_warning(locked: Site, has_archive: bool) -> None:
    locked.build()
    site_3 = locked.files()
    lock_of(locked).write_bytes(lock_2(locked))
    site = locked if has_archive else locked.hide_archive()
    told = [line.split(";")[0] for line in site.problems()]
    assert [line for line in told if "is not signed" not in line] == [
        f"{LOCK}:1:1: warning: is a lock of version 2, which has of claims nothing but their "
        "ratings: changes of words, stances and speakers are not noticed"
    ]
    site.build()
    # Without the archive pages say that nothing was checked: nobody signed this lock.
    assert (site.files() == site_3) == has_archive


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rating: mixed", "rating: 'true'"),
        ("the dam was finished in 2019", "dam was finished in 2019"),
        ("note: More.", "note: Less."),
    ],
)
@pytest.mark.parametrize("has_archive", [True, False])
def test_what_version_2_says_is_checked(
    locked: Site, old: str, new: str, has_archive: bool
) -> None:
    lock_of(locked).write_bytes(lock_2(locked))
    locked.edit(DAM, old, new)
    assert (locked if has_archive else locked.hide_archive()).refused()


def test_version_2_is_brought_up_and_what_it_adds_is_listed(locked: Site) -> None:
    whole = lock_of(locked).read_text()
    lock_of(locked).write_bytes(lock_2(locked))
    told = write_lock(locked.options, locked.cache).changes
    assert told[0] == "to the lock of version 2 this one adds:"
    assert "      1 claim: words, reason, claimants, dates, appearances" in told
    assert "      8 addresses: the card that each leads to" in told
    assert lock_of(locked).read_text() == whole


# Merges


def git(folder: Path, *arguments: str, ok: bool = True) -> subprocess.CompletedProcess[str]:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert not ok or done.returncode == 0, done.stderr
    return done


def _claim(words: str, passage: str) -> str:
    quoted = "the dam was finished in 2019"
    return CLAIM.replace("The dam was finished in 2019.", words).replace(quoted, passage)


def _second_source(number: str) -> dict[str, str]:
    """A source of its own, with a document of its own."""
    return {
        f"content/sources/paper-{number}.md": BASE["content/sources/gazette.md"]
        .replace("Dam row deepens", f"Paper {number}")
        .replace("gazette.txt", f"paper-{number}.txt"),
        f"archive/paper-{number}.txt": GAZETTE.replace("2019", f"200{number}"),
    }


def _both_branches(
    make_site: MakeSite, ours: dict[str, str], theirs: dict[str, str]
) -> tuple[Site, bool]:
    """A site on whose two branches cards were added and locked, merged; and whether git did it."""
    both = _on("1").replace("source: paper-1\n    passage: we", "source: paper-2\n    passage: we")
    cards = {"content/claims/both.md": both, "content/publication.yaml": LIMITS}
    site = make_site({**_second_source("1"), **_second_source("2"), **cards})
    site.lock()
    git(site.root, "init", "-q", "-b", "main")
    git(site.root, "add", "content")
    git(site.root, "commit", "-qm", "first")
    for branch, files in (("ours", ours), ("theirs", theirs)):
        git(site.root, "checkout", "-qb", branch, "main")
        site.write(files)
        site.lock()
        git(site.root, "add", "content")
        git(site.root, "commit", "-qm", branch)
    return site, git(site.root, "merge", "-q", "-m", "both", "ours", ok=False).returncode == 0


def _on(number: str, words: str = "") -> str:
    words = words or f"the dam was finished in 200{number}"
    card = _claim(f"Paper {number} reports it.", words)
    return card.replace("source: gazette", f"source: paper-{number}")


def test_claims_added_on_two_branches_merge_right(make_site: MakeSite) -> None:
    site, is_merged = _both_branches(
        make_site, {"content/claims/alder.md": _on("1")}, {"content/claims/willow.md": _on("2")}
    )
    assert is_merged
    merged = lock_of(site).read_text()
    site.hide_archive().build()
    (site.root / "elsewhere").rename(site.root / "archive")
    site.lock()
    assert lock_of(site).read_text() == merged


SAME_SOURCE = (
    {"content/claims/alder.md": _on("1", "engineer on the site disagrees")},
    {"content/claims/willow.md": _on("1", "not answer questions about it")},
)


@pytest.mark.parametrize(
    "branches",
    [
        SAME_SOURCE,
        (
            {DAM: CLAIM.replace("evidence:\n", ADDED)},
            {"content/claims/willow.md": _claim("It says so.", "engineer on the site disagrees")},
        ),
    ],
)
def test_passages_of_one_source_added_on_two_branches_are_right_or_refused(
    make_site: MakeSite, branches: tuple[dict[str, str], dict[str, str]]
) -> None:
    site, is_merged = _both_branches(make_site, *branches)
    if is_merged:
        site.hide_archive()
        told = site.refused()
        assert told
        (site.root / "elsewhere").rename(site.root / "archive")
    else:
        assert any("is a mark of a merge conflict" in line for line in site.refused())
    write_lock(site.options, site.cache, ACCEPT)
    site.build()


def test_one_claim_changed_on_two_branches_is_refused(make_site: MakeSite) -> None:
    ours = CLAIM.replace("reason: The", "reason: In short, the")
    theirs = CLAIM.replace("reason: The", "reason: In a word, the")
    site, is_merged = _both_branches(make_site, {DAM: ours}, {DAM: theirs})
    assert not is_merged
    site.write({DAM: ours})
    assert any("is a mark of a merge conflict" in line for line in site.hide_archive().refused())


def test_a_lock_that_counts_other_quoted_words_does_not_blame_the_archive(
    make_site: MakeSite,
) -> None:
    site = make_site()
    site.lock()
    site.edit(DAM, "the dam was finished in 2019", "the dam was finished in 2019, on time")
    told = [line for line in site.refused() if "the saved copy of source" in line]
    assert ["counts the words that were quoted before" in line for line in told] == [True]
