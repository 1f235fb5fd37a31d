"""When a build may say at once that the site stands: only if nothing it read or wrote differs."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import NOW, MakeSite, Site, stands
from factpress.build import build, build_from
from factpress.cache.check_result import recorded_check
from factpress.cache.inputs import snapshot
from factpress.load import scan
from factpress.model.encoding import digest
from factpress.options import BuildOptions
from factpress.update import every_problem


def kept(make_site: MakeSite) -> tuple[Site, BuildOptions]:
    site = make_site({"templates/none.txt": ""})
    site.lock()
    options = site.options._replace(templates=site.root / "templates")
    site.report = build(options, site.cache)
    return site, options


def test_a_site_that_stands_is_reported_as_its_build_would(make_site: MakeSite) -> None:
    site, options = kept(make_site)
    for jobs in (1, 2):
        report = stands(options, site.cache._replace(jobs=jobs))
        assert report
        rebuilt = build(options, site.cache)
        assert set(report.outputs) == set(rebuilt.outputs)
        assert report.problems == rebuilt.problems
    assert site.report


def test_a_build_lets_go_of_the_bytes_of_cards(make_site: MakeSite) -> None:
    site, options = kept(make_site)
    say = site.root / "content/claims/dam.md"
    say.write_text(say.read_text() + "\nAs the River Gazette says.\n")
    now = snapshot(options)
    digests = [file.digest for file in now.content]
    with scan(options, site.cache, now) as inputs:
        report = build_from(inputs, options)
    assert {file.path for file in now.content if file.content} == {
        "evidence.lock",
        "publication.yaml",
    }
    assert [file.digest for file in now.content] == digests
    last = say.read_text().count("\n")
    assert f"{say}:{last}:8: warning: body names " in "".join(map(str, report.problems))


def touch_only(site: Site) -> None:
    for path in site.root.rglob("*.*"):
        os.utime(path, ns=(0, 0))


def test_times_are_no_evidence(make_site: MakeSite) -> None:
    site, options = kept(make_site)
    touch_only(site)
    assert stands(options, site.cache)


def same_size_same_time(path: Path, old: str, new: str) -> None:
    status = path.stat()
    text = path.read_text()
    assert old in text
    assert len(old) == len(new)
    path.write_text(text.replace(old, new))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


CHANGES: dict[str, Callable[[Site], object]] = {
    "a card": lambda s: same_size_same_time(s.root / "content/claims/dam.md", "says", "said"),
    "a new card": lambda s: s.write({"content/topics/new.md": "---\nname: New\n---\n"}),
    "a card gone": lambda s: (s.root / "content/pages/about.md").unlink(),
    "settings": lambda s: s.edit("content/publication.yaml", "one dam", "two dams"),
    "the lock": lambda s: (s.root / "content/evidence.lock").unlink(),
    "a template": lambda s: s.write({"templates/topic.html": "x"}),
    "an asset": lambda s: s.write({"templates/assets/style.css": "x"}),
    "a page": lambda s: (s.options.out / "index.html").write_text("x"),
    "a page gone": lambda s: (s.options.out / "claims/dam/index.html").unlink(),
    "the manifest": lambda s: (s.options.out / "manifest.json").unlink(),
    "the record of outputs": lambda s: s.workspace.record.unlink(),
    "the document": lambda s: same_size_same_time(s.root / "archive/gazette.txt", "2019", "2018"),
    "the archive gone": lambda s: (s.root / "archive").rename(s.root / "elsewhere"),
    "the record": lambda s: same_size_same_time(s.root / ".factpress/last-build", "dam", "mad"),
    "a link among the cards": lambda s: (s.root / "content/claims/l.md").symlink_to("dam.md"),
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("jobs", [1, 2])
def test_whatever_differs_is_noticed(make_site: MakeSite, name: str, jobs: int) -> None:
    site, options = kept(make_site)
    CHANGES[name](site)
    assert stands(options, site.cache._replace(jobs=jobs)) is None


def test_an_archive_that_appears_is_noticed(make_site: MakeSite) -> None:
    site, options = kept(make_site)
    (site.root / "archive").rename(site.root / "elsewhere")
    build(options, site.cache)
    assert stands(options, site.cache)
    (site.root / "elsewhere").rename(site.root / "archive")
    assert stands(options, site.cache) is None


def test_another_day_order_or_folder_is_another_build(make_site: MakeSite) -> None:
    site, options = kept(make_site)
    assert stands(options, site.cache)
    assert stands(options._replace(now=NOW.replace(day=1)), site.cache) is None
    assert stands(options._replace(drafts=True), site.cache) is None
    assert stands(options._replace(out=site.root / "other"), site.cache) is None


def checked(site: Site, options: BuildOptions) -> tuple[list[str], bool]:
    """What a check says, and whether it was known already."""
    known = recorded_check(options, site.cache, snapshot(options))
    problems = every_problem(options, site.cache)
    assert known is None or known == problems
    return [str(problem) for problem in problems], known is not None


def test_a_check_of_what_was_checked_says_the_same_at_once(make_site: MakeSite) -> None:
    site, options = kept(make_site)
    site.edit("content/claims/dam.md", "rating: mixed", "rating: mixd")
    first, was_known = checked(site, options)
    assert not was_known
    assert any("mixd" in line for line in first)
    assert checked(site, options) == (first, True)
    site.edit("content/claims/dam.md", "rating: mixd", "rating: mixed")
    assert checked(site, options) == ([], False)
    assert checked(site, options) == ([], True)


def no_copy(site: Site) -> None:
    next((site.root / "archive").iterdir()).unlink()


def longer_copy(site: Site) -> None:
    copy = next((site.root / "archive").iterdir())
    copy.write_bytes(copy.read_bytes() + b"x")


@pytest.mark.parametrize("spoil", [no_copy, longer_copy])
def test_a_check_notices_that_a_saved_copy_is_mended(
    make_site: MakeSite, spoil: Callable[[Site], None]
) -> None:
    site, options = kept(make_site)
    copy = next((site.root / "archive").iterdir())
    good = copy.read_bytes()
    assert checked(site, options)[0] == []
    spoil(site)
    for _ in range(2):
        lines, was_known = checked(site, options)
        assert [line for line in lines if copy.name in line]
        assert not was_known
    copy.write_bytes(good)
    assert checked(site, options) == ([], False)
    assert checked(site, options) == ([], True)


def test_a_check_names_the_digest_of_the_copy_that_is_there_now(make_site: MakeSite) -> None:
    site, options = kept(make_site)
    copy = next((site.root / "archive").iterdir())
    site.edit("content/sources/gazette.md", f"sha256: {digest(copy.read_bytes())}\n", "")
    assert digest(copy.read_bytes()) in "".join(checked(site, options)[0])
    longer_copy(site)
    assert digest(copy.read_bytes()) in "".join(checked(site, options)[0])


OF_THE_SITE = {
    "a page", "a page gone", "the manifest", "the record", "the record of outputs",
}  # fmt: skip


@pytest.mark.parametrize(
    "name",
    sorted(CHANGES.keys() - OF_THE_SITE),
)
def test_a_check_notices_whatever_differs(make_site: MakeSite, name: str) -> None:
    site, options = kept(make_site)
    checked(site, options)
    CHANGES[name](site)
    assert not checked(site, options)[1]


def test_a_damaged_result_is_none(make_site: MakeSite) -> None:
    site, options = kept(make_site)
    first = checked(site, options)[0]
    (site.root / ".factpress/last-check").write_bytes(b"no result\n")
    assert checked(site, options) == (first, False)
