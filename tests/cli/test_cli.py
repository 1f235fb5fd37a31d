"""The command as it is run: exit codes, streams, formats."""

from __future__ import annotations

import datetime as dt
import json
import os
import pty
import subprocess
import sys
from argparse import ArgumentTypeError
from pathlib import Path

import pytest

import factpress
from commands import run, run_anew
from conftest import CLAIM, MakeSite, Site
from factpress.cli.clock import instant, instant_of


def test_build_prints_a_summary_and_exits_0(make_site: MakeSite) -> None:
    done = run_anew(make_site(), "build")
    assert done.returncode == 0
    assert "1 claims" in done.stdout
    assert "0 unchanged, 0 removed" in done.stdout
    assert "The site is in site/" in done.stdout
    assert "\033" not in done.stdout + done.stderr


def test_build_with_problems_exits_1_and_says_the_site_is_as_it_was(make_site: MakeSite) -> None:
    site = make_site()
    site.lock()
    site.edit("content/claims/dam.md", "rating: mixed", "rating: mixd")
    done = run(site, "build")
    assert done.returncode == 1
    assert done.stdout == ""
    assert 'content/claims/dam.md:3:9: rating "mixd" is not on the scale' in done.stderr
    assert "1 problem; nothing was written" in done.stderr
    assert not (site.root / "site").exists()
    site.edit("content/claims/dam.md", "rating: mixd", "rating: mixed")
    assert run(site, "build").returncode == 0
    site.edit("content/claims/dam.md", "rating: mixed", "rating: mixd")
    assert "1 problem; site/ is as it was" in run(site, "build").stderr


def test_quiet_prints_nothing_when_all_is_well(make_site: MakeSite) -> None:
    site = make_site()
    site.lock()
    done = run(site, "build", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_json_is_one_object_in_both_cases(make_site: MakeSite) -> None:
    site = make_site()
    report = json.loads(run(site, "build", "--json").stdout)
    assert report["built"] is True
    assert report["written"] == len(report["outputs"])
    site.edit("content/claims/dam.md", "rating: mixed", "rating: mixd")
    refused = run(site, "build", "--json")
    assert refused.returncode == 1
    assert json.loads(refused.stdout)["problems"][0]["line"] == 3


def test_explain_gives_each_page_its_reason(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    site.edit("content/claims/dam.md", "disagrees", "objects")
    done = run(site, "build", "--explain")
    assert "written claims/dam/index.html: content changed" in done.stdout


def test_check_writes_nothing(make_site: MakeSite) -> None:
    site = make_site()
    site.lock()

    def files() -> dict[Path, bytes]:
        found = (p for p in site.root.rglob("*") if p.is_file() and ".factpress" not in p.parts)
        return {p: p.read_bytes() for p in found}

    before = files()
    done = run(site, "check")
    assert (done.returncode, done.stdout) == (0, "")
    assert "no problems" in done.stderr
    assert files() == before


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_check_in_every_format(make_site: MakeSite, form: str) -> None:
    site = make_site({"content/claims/dam.md": CLAIM.replace("rating: mixed", "rating: mixd")})
    done = run(site, "check", "--format", form)
    assert done.returncode == 1
    expected = {
        "text": "content/claims/dam.md:3:9: rating",
        "json": '"column": 9',
        "github": "::error file=content/claims/dam.md,line=3,col=9::rating",
    }
    assert expected[form] in done.stdout


def test_wrong_usage_exits_2(make_site: MakeSite) -> None:
    site = make_site()
    assert run(site, "bild").returncode == run_anew(site, "bild").returncode == 2
    assert run(site).returncode == 2
    assert run(site, "build", "--date", "tomorrow").returncode == 2
    assert run(site, "build", "--date", "2026-11-27", "--as-of", "2026-11-27").returncode == 2
    assert run(site, "build", environment={"SOURCE_DATE_EPOCH": "junk"}).returncode == 2


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("2026-11-27", "2026-11-27T00:00:00Z"),
        ("2026-11-27T09:00:00Z", "2026-11-27T09:00:00Z"),
        ("2026-11-27T00:30+02:00", "2026-11-26T22:30:00Z"),
        ("2026-11-26T23:30:00-05:00", "2026-11-27T04:30:00Z"),
        ("2026-11-27T00:30:00+05:00", "2026-11-26T19:30:00Z"),
        ("2026-11-27t09:00:00.25z", "2026-11-27T09:00:00.25Z"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
        ("2017-01-01T05:29:60.5+05:30", "2016-12-31T23:59:59.5Z"),
    ],
)
def test_the_clock_takes_an_instant_in_any_zone(typed: str, taken: str) -> None:
    assert instant(typed) == dt.datetime.fromisoformat(taken)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026-11-27T09:00:00", "has no time zone"),
        ("2026-11-27 09:00", "has no time zone"),
        ("2026-11-31", "neither a day nor an instant"),
        ("20261127", "neither a day nor an instant"),
        ("2026-W48-5", "neither a day nor an instant"),
        ("2026-11-27T25:00:00Z", "neither a day nor an instant"),
        ("2026-11-27T24:00:00Z", "neither a day nor an instant"),
        ("2026-11-27T09:00:60Z", "neither a day nor an instant"),
        ("2016-12-31T23:59:60+05:00", "neither a day nor an instant"),
        ("2016-12-31T23:59:61Z", "neither a day nor an instant"),
        ("2026-11-27T09:00:00+24:00", "neither a day nor an instant"),
        ("2026-11-27Z", "neither a day nor an instant"),
        (" 2026-11-27", "neither a day nor an instant"),
        ("", "neither a day nor an instant"),
        ("0001-01-01T00:00:00+09:00", "neither a day nor an instant"),
        ("tomorrow", "neither a day nor an instant"),
    ],
)
def test_the_clock_refuses_what_is_no_instant(typed: str, said: str) -> None:
    with pytest.raises(ArgumentTypeError, match=said):
        instant(typed)


def test_the_clock_follows_the_epoch_then_the_present() -> None:
    assert instant_of({"SOURCE_DATE_EPOCH": "1900000000"}).isoformat() == (
        "2030-03-17T17:46:40+00:00"
    )
    assert instant_of({"SOURCE_DATE_EPOCH": "-1"}).isoformat() == "1969-12-31T23:59:59+00:00"
    before = dt.datetime.now(dt.UTC)
    assert before <= instant_of({}) <= dt.datetime.now(dt.UTC)


@pytest.mark.parametrize(
    "epoch", ["", "junk", "1e9", "1795737600.5", "1_000", "+5", " 12 ", "١٢٣", "9" * 5000]
)
def test_the_clock_refuses_an_epoch_that_date_would_not_write(epoch: str) -> None:
    with pytest.raises(ValueError, match=r"SOURCE_DATE_EPOCH is .*, not a whole number of seconds"):
        instant_of({"SOURCE_DATE_EPOCH": epoch})


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
@pytest.mark.parametrize("command", ["build", "check", "verify", "lock"])
def test_every_command_has_the_day_of_utc_wherever_it_runs(
    make_site: MakeSite, zone: str, command: str
) -> None:
    site = make_site()
    site.lock()
    eve, day = ("2022-01-31T00:30:00+05:00", "2022-01-31T23:30:00-05:00")
    late = run(site, command, "--date", eve, environment={"TZ": zone})
    assert "2022-01-31, which is after today, 2022-01-30" in late.stdout + late.stderr
    epoch = "1643587200"  # 2022-01-31T00:00:00Z
    for done in (
        run(site, command, "--date", "2022-01-31", environment={"TZ": zone}),
        run(site, command, environment={"TZ": zone, "SOURCE_DATE_EPOCH": epoch}),
        run(site, command, "--date", "2022-01-31", environment={"SOURCE_DATE_EPOCH": "0"}),
    ):
        assert done.returncode == 0, done.stdout + done.stderr
        assert "after today" not in done.stdout + done.stderr
    assert "after today, 2022-02-01" not in run(site, command, "--date", day).stdout


@pytest.mark.parametrize(
    ("date", "is_shown"), [("2022-01-31T01:00:00+02:00", False), ("2022-01-31", True)]
)
def test_a_claim_is_held_back_until_its_day_in_utc(
    make_site: MakeSite, date: str, *, is_shown: bool
) -> None:
    site = make_site()
    assert run(site, "lock", "--date", "2022-01-30").returncode == 0
    done = run(site, "build", "--date", date, "--json")
    assert (site.root / "site/claims/dam/index.html").exists() == is_shown
    assert json.loads(done.stdout)["date"].endswith("00:00Z")


def test_as_of_still_works_and_says_to_write_date(make_site: MakeSite) -> None:
    site = make_site()
    site.lock()
    done = run(site, "build", "--as-of", "2026-11-27", "--json")
    assert json.loads(done.stdout)["date"] == "2026-11-27T00:00:00Z"
    assert done.stderr.count("--as-of is now --date") == 1
    assert "--as-of" not in run(site, "build", "--date", "2026-11-27", "--json").stderr


def test_a_missing_content_folder_is_a_clear_problem(make_site: MakeSite) -> None:
    done = run(make_site(), "build", "--content", "nowhere")
    assert done.returncode == 1
    assert done.stderr.startswith("nowhere:1:1: there is no such folder")


def test_version_and_help(make_site: MakeSite) -> None:
    site = make_site()
    assert run(site, "--version").stdout == f"factpress {factpress.__version__}\n"
    assert "examples:" in run(site, "--help").stdout
    assert "examples:" in run(site, "build", "--help").stdout


def _on_terminal(site: Site, environment: dict[str, str]) -> str:
    """What `factpress check` prints when its output is a terminal."""
    leader, follower = pty.openpty()
    environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | environment
    command = [sys.executable, "-m", "factpress", "check"]
    subprocess.run(
        command, cwd=site.root, env=environment, stdout=follower, stderr=follower, check=False
    )
    os.close(follower)
    printed = os.read(leader, 65536).decode()
    os.close(leader)
    return printed


def test_colours_only_on_a_terminal_and_never_with_no_color(make_site: MakeSite) -> None:
    site = make_site({"content/claims/dam.md": CLAIM.replace("rating: mixed", "rating: mixd")})
    assert "\033[31m" in _on_terminal(site, {})
    assert "\033" not in _on_terminal(site, {"NO_COLOR": "1"})


def test_templates_beside_the_content_override_the_theme(make_site: MakeSite) -> None:
    site = make_site(
        {
            "templates/topic.html": '{% extends "default:topic.html" %}\n'
            "{% block footer %}<footer>Ours</footer>{% endblock %}\n"
        }
    )
    assert run(site, "build").returncode == 0
    assert "<footer>Ours</footer>" in site.read("topics/dams/index.html")
    assert "<footer>Ours</footer>" not in site.read("claims/dam/index.html")
    missing = run(site, "build", "--templates", str(Path("no-such")))
    assert missing.returncode == 2
