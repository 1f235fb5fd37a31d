"""A site exchanged as a whole, or changed in place with a journal."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from commands import run
from conftest import MakeSite, Site
from factpress.model.problems import DiskError, FolderRefused
from factpress.output import journal, output_folder, staging, system
from factpress.output.output_record import kept_in
from factpress.output.site_manifest import parsed
from factpress.output.workspace import locked
from factpress.update import update
from small_site import files_in

STYLE = "templates/assets/extra.css"


def edited(site: Site) -> Site:
    """The site with another sentence on the page of its claim."""
    site.edit("content/claims/dam.md", "disagrees", "objects")
    return site


def clean(make_site: MakeSite) -> dict[str, bytes]:
    """The files of a build from nothing after the edit."""
    other = edited(make_site(name="clean"))
    other.build()
    return other.files()


def failing(number: int) -> Callable[..., None]:
    """A system call that fails with an error."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def test_the_generation_before_is_kept_whole_beside_the_site(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    first = files_in(site.options.out)
    edited(site).build()
    assert files_in(site.workspace.previous) == first
    assert files_in(site.options.out) != first
    names = {each.name for each in site.workspace.folder.iterdir()}
    assert names == {"lock", "outputs.json", "previous", ".gitignore"}


def test_the_manifest_lists_every_file_but_itself(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    files = site.files()
    manifest = parsed(files.pop("manifest.json"))
    assert manifest.files.keys() == files.keys()
    assert all(each.size == len(files[path]) for path, each in manifest.files.items())


def test_files_of_the_owner_stay_and_removed_ones_do_not_come_back(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    site.write({"site/CNAME": "dam.example\n", "site/own/notes.txt": "mine"})
    (site.options.out / "own/link").symlink_to("notes.txt")
    edited(site).build()
    assert site.read("own/notes.txt") == "mine"
    assert (site.options.out / "own/link").is_symlink()
    shutil.rmtree(site.options.out / "own")
    site.edit("content/claims/dam.md", "objects", "disagrees")
    site.build()
    assert not (site.options.out / "own").exists()
    assert site.read("CNAME") == "dam.example\n"


def test_assets_stay_reachable_for_one_generation_more(make_site: MakeSite) -> None:
    site = make_site({STYLE: "p { margin: 0 }"}).use_templates()
    site.build()
    (before,) = [path for path in site.files() if path.startswith("assets/extra.")]
    site.write({STYLE: "p { margin: 1px }"})
    site.build()
    assert (site.options.out / before).exists()
    assert before not in parsed((site.options.out / "manifest.json").read_bytes()).files
    site.build()
    assert (site.options.out / before).exists()
    edited(site).build()
    assert not (site.options.out / before).exists()
    assert kept_in(site.workspace.record.read_bytes().partition(b"\n")[2]) == {}


def test_a_signature_goes_with_the_manifest_that_it_was_of(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    site.write({"site/manifest.json.minisig": "a signature"})
    (site.options.out / "index.html").write_text("defaced")
    site.build()
    assert "defaced" not in site.read("index.html")
    assert site.read("manifest.json.minisig") == "a signature"
    edited(site).build()
    assert not (site.options.out / "manifest.json.minisig").exists()


@pytest.mark.parametrize("number", [errno.ENOSYS, errno.EINVAL, errno.EBUSY, errno.EXDEV])
def test_where_no_exchange_is_possible_the_site_is_changed_in_place(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    site = make_site()
    site.build()
    monkeypatch.setattr(system, "exchange", failing(number))
    edited(site).build()
    assert site.report
    (told,) = [str(each) for each in site.report.problems if "file by file" in each.message]
    assert os.strerror(number).lower() in told
    assert site.files() == clean(make_site)
    assert not site.workspace.journal.exists()
    assert not site.workspace.previous.exists()


def test_a_repository_in_the_site_stays_where_it_is(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    (site.options.out / ".git").mkdir()
    number = site.options.out.stat().st_ino
    edited(site).build()
    assert site.options.out.stat().st_ino == number
    assert site.report
    assert any(".git is a repository" in each.message for each in site.report.problems)
    assert site.files() == clean(make_site)


@pytest.mark.parametrize("allowed", [0, 1, 2])
def test_changes_in_place_are_finished_by_the_next_build(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, allowed: int
) -> None:
    site = make_site()
    update(site.options, site.cache)
    edited(site)
    put, done = staging.put_file, list[str]()

    def dies(source: str, target: str, folders: set[str]) -> None:
        if len(done) == allowed:
            raise DiskError("the power is cut")
        done.append(target)
        put(source, target, folders)

    with monkeypatch.context() as patched:
        patched.setattr(journal, "put_file", dies)
        with pytest.raises(DiskError, match="the power is cut"):
            site.build(in_place=True)
    assert site.workspace.journal.exists()
    # The edit is taken back: what was decided before is finished, and then this is built.
    site.edit("content/claims/dam.md", "objects", "disagrees")
    edited(site).build()
    assert not site.workspace.journal.exists()
    assert site.files() == clean(make_site)


def test_a_planted_journal_changes_nothing(make_site: MakeSite) -> None:
    site = make_site({"precious.txt": "precious"})
    site.build()
    before = files_in(site.options.out)
    changes = [[["index.html", "../precious.txt", "0" * 64]], ["../precious.txt", "404.html"]]
    for seal in ("", "0" * 32):
        site.workspace.journal.write_text(f"{seal}\n{json.dumps(changes)}")
        site.build()
        assert files_in(site.options.out) == before
        assert (site.root / "precious.txt").read_text() == "precious"
        assert not site.workspace.journal.exists()


def test_a_site_of_a_former_version_is_taken_over(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    files = site.files()
    listed = parsed(files.pop("manifest.json")).files
    shutil.rmtree(site.workspace.folder)
    (site.options.out / "manifest.json").unlink()
    record = {"format": 1, "outputs": {path: ["a.b", e.sha256] for path, e in listed.items()}}
    site.write({"site/.factpress/manifest.json": json.dumps(record)})
    edited(site).build()
    assert site.files() == clean(make_site)
    assert not (site.options.out / ".factpress").exists()


def test_another_build_makes_the_command_exit_with_75(make_site: MakeSite) -> None:
    site = make_site()
    site.lock()
    site.build()
    with locked(site.workspace.folder):
        done = run(edited(site), "build", "--json")
    assert (done.returncode, done.stderr.count("\n")) == (75, 1)
    assert json.loads(done.stdout)["built"] is False
    assert "another build is writing here" in json.loads(done.stdout)["error"]


@pytest.mark.parametrize("name", ["templates", "archive/site", ".", "repository"])
def test_folders_of_others_are_no_output(make_site: MakeSite, name: str) -> None:
    site = make_site()
    (site.root / "templates").mkdir()
    (site.root / "repository/.git").mkdir(parents=True)
    before = sorted(site.root.glob("[!.]*/*"))
    with pytest.raises(FolderRefused):
        site.build(out=site.root / name)
    assert sorted(site.root.glob("[!.]*/*")) == before


def test_a_hidden_file_hinders_no_first_build(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*")
    output_folder.refuse_unsafe_output(tmp_path, {})
    (tmp_path / ".git").write_text("gitdir: elsewhere")
    with pytest.raises(FolderRefused):
        output_folder.refuse_unsafe_output(tmp_path, {})
