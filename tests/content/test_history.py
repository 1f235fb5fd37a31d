"""Histories: of claims, and of the rating scale."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from conftest import CLAIM, PUBLICATION, MakeSite
from factpress.content.history import history_of
from factpress.load import load
from factpress.model.card_parts import Change
from factpress.model.cards import Catalog, Claim

DAM, SETTINGS = "content/claims/dam.md", "content/publication.yaml"
SCALE = "changes:\n  - {date: 2022-03-05, kind: scale, note: Mixed is narrower now.}\n"
DAY = dt.date(2022, 3, 1)


def gone(make_site: MakeSite, changes: str) -> Claim:
    card = f"---\nclaim: It leaks.\nwithdrawn: {{date: {DAY}, note: Forged.}}\n{changes}---\n"
    catalog, _ = load(make_site({"content/claims/gone.md": card}).options)
    assert isinstance(catalog, Catalog)
    return catalog.withdrawn["gone"]


def test_the_withdrawal_is_itself_an_entry(make_site: MakeSite) -> None:
    claim = gone(make_site, "changes: [{date: 2022-02-01, kind: update, note: More.}]\n")
    assert history_of(claim) == (
        Change(date=dt.date(2022, 2, 1), kind="update", note="More."),
        Change(date=DAY, kind="withdrawn", note="Forged."),
    )


def test_an_entry_of_its_own_for_the_withdrawal_is_not_shown_twice(make_site: MakeSite) -> None:
    changes = f"changes: [{{date: {DAY}, kind: withdrawn, note: In more words.}}]\n"
    (entry,) = history_of(gone(make_site, changes))
    assert entry.note == "In more words."


@pytest.mark.parametrize(
    "entry",
    [
        "{date: 2022-02-01, kind: withdrawn, note: An earlier one.}",
        f"{{date: {DAY}, kind: correction, note: On that day.}}",
    ],
)
def test_entries_of_another_day_or_kind_stand_beside_the_withdrawal(
    make_site: MakeSite, entry: str
) -> None:
    assert len(history_of(gone(make_site, f"changes: [{entry}]\n"))) == 2


def test_a_claim_that_was_withdrawn_and_put_back_keeps_both_entries(make_site: MakeSite) -> None:
    changes = (
        "changes:\n  - {date: 2022-02-01, kind: withdrawn, note: Doubts.}\n"
        "  - {date: 2022-02-08, kind: update, note: They were settled.}\ntopics:"
    )
    site = make_site({DAM: CLAIM.replace("topics:", changes)})
    site.build()
    page = site.read("claims/dam/index.html")
    assert "Doubts." in page
    assert "Withdrawn:" not in page


def test_changes_of_the_scale_are_shown_with_it_and_listed(make_site: MakeSite) -> None:
    site = make_site({SETTINGS: PUBLICATION + SCALE})
    site.build()
    page = site.read("ratings/index.html")
    assert '<li id="change-2022-03-05-scale">' in page
    assert "change of the rating scale</a>.</b> Mixed is narrower now." in page
    for path in ("changes/index.html", "changes/2022-03/index.html"):
        listed = site.read(path)
        assert "Change of the rating scale." in listed
        assert "ratings/#change-2022-03-05-scale" in listed
        assert '<li id="scale--2022-03-05-scale">' in listed
    (item,) = json.loads(site.read("changes/feed.json"))["items"]
    assert item["title"] == "Rating scale changed"
    assert item["content_text"] == "Mixed is narrower now."
    assert "claim" not in item["_factpress"]
    assert "Rating scale changed" in site.read("changes/feed.xml")


def test_a_claim_called_scale_keeps_its_entries_apart(make_site: MakeSite) -> None:
    card = CLAIM.replace("in 2019.\n", "late.\n", 1).replace(
        "topics:", "changes: [{date: 2022-03-05, kind: update, note: More.}]\ntopics:"
    )
    site = make_site({SETTINGS: PUBLICATION + SCALE, "content/claims/scale.md": card})
    site.build()
    listed = site.read("changes/2022-03/index.html")
    assert 'id="scale--2022-03-05-scale"' in listed
    assert 'id="scale--2022-03-05-update"' in listed


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({DAM: CLAIM.replace(
            "topics:", "changes: [{date: 2022-02-01, kind: scale, note: New.}]\ntopics:")},
         f'{DAM}:8:36: kind "scale" is for the rating scale, under changes of publication.yaml; of '
         "a claim the kind is update, correction, rating, withdrawn or merged"),
        ({"content/claims/gone.md": "---\nclaim: It leaks.\nwithdrawn: {date: 2022-03-01, note: "
          "Forged.}\nchanges: [{date: 2022-02-01, kind: scale, note: New.}]\n---\n"},
         'content/claims/gone.md:4:36: kind "scale" is for the rating scale, under changes of '
         "publication.yaml; of a claim the kind is update, correction, rating, withdrawn or "
         "merged"),
        *(
            ({SETTINGS: PUBLICATION + SCALE.replace("scale", kind)},
             f'{SETTINGS}:10:30: kind "{kind}" is for a claim, under changes of its card; of the '
             "rating scale the kind is scale")
            for kind in ("update", "correction", "withdrawn", "merged")
        ),
        ({SETTINGS: PUBLICATION + SCALE.replace("2022-03-05", "2031-03-05")},
         f"{SETTINGS}:10:12: change is dated 2031-03-05, which is after today, 2026-11-27; a "
         "change is written down when it is made"),
        ({SETTINGS: PUBLICATION + SCALE.replace("now.}", "now., from: mixd}")},
         f'{SETTINGS}:10:73: from "mixd" is not on the scale; did you mean "mixed"? Allowed: '
         "false, mixed, true."),
        ({"content/claims/gone.md": "---\nclaim: It leaks.\nwithdrawn: {date: 2022-03-01, note: "
          "Forged.}\nchanges: [{date: 2022-02-01, kind: rating, note: N., from: x, to: mixed}]\n"
          "---\n"},
         'content/claims/gone.md:4:60: from "x" is not on the scale. Allowed: false, mixed, true.'),
    ],
)  # fmt: skip
def test_reports_an_entry_that_has_no_place_there(
    make_site: MakeSite, files: dict[str, str | bytes | None], problem: str
) -> None:
    assert problem in make_site(files).refused()
