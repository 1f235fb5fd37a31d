"""What a build writes, leaves, removes and refuses."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import BASE, CLAIM, MakeSite, Site, stands
from factpress.build import build
from factpress.cache import build_record
from factpress.model.problems import BuildRefused, DiskError, FolderInUse
from factpress.output.site_manifest import FORMAT, SiteManifest, serialised


def test_a_second_build_writes_nothing(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    before = {p: p.stat().st_mtime_ns for p in site.options.out.rglob("*")}
    site.build()
    assert set(site.statuses()) == {"unchanged"}
    assert {p: p.stat().st_mtime_ns for p in site.options.out.rglob("*")} == before


def test_an_edit_rewrites_what_shows_it_and_nothing_else(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    site.edit("content/claims/dam.md", "disagrees", "objects")
    site.build()
    assert site.written() == ["claims/dam/claim.json", "claims/dam/index.html"]
    assert site.report is not None
    reasons = {o.reason for o in site.report.outputs if o.status == "written"}
    assert reasons == {"content changed"}


def test_a_renamed_card_moves_and_its_old_page_goes(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    (site.root / "content/topics/dams.md").rename(site.root / "content/topics/barrages.md")
    site.edit("content/claims/dam.md", "topics: [dams]", "topics: [barrages]")
    site.build()
    assert not (site.options.out / "topics/dams").exists()
    assert (site.options.out / "topics/barrages/index.html").is_file()
    fresh = make_site(
        {
            "content/topics/dams.md": None,
            "content/topics/barrages.md": BASE["content/topics/dams.md"],
            "content/claims/dam.md": CLAIM.replace("topics: [dams]", "topics: [barrages]"),
        },
        "fresh",
    )
    fresh.build()
    assert site.files() == fresh.files()


def test_a_refused_build_leaves_the_site_as_it_was(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    before = site.files()
    site.edit("content/claims/dam.md", "rating: mixed", "rating: nonsense")
    site.refused()
    assert site.files() == before


def test_outputs_changed_or_deleted_by_another_hand_are_restored(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    before = site.files()
    (site.options.out / "index.html").write_text("mine now")
    (site.options.out / "claims/dam/index.html").unlink()
    site.build()
    assert site.files() == before
    assert site.report is not None
    reasons = {o.path: o.reason for o in site.report.outputs if o.status == "written"}
    assert reasons == {
        "index.html": "changed by another hand",
        "claims/dam/index.html": "missing from the site",
    }


def test_files_that_are_not_ours_are_never_touched(make_site: MakeSite) -> None:
    site = make_site()
    site.write({"site/.gitignore": "*\n"})
    site.build()
    site.write({"site/CNAME": "example.test\n", "site/claims/mine.txt": "mine"})
    (site.root / "content/topics/dams.md").unlink()
    site.edit("content/claims/dam.md", "topics: [dams]", "topics: []")
    site.build()
    assert site.read("CNAME") == "example.test\n"
    assert site.read("claims/mine.txt") == "mine"
    assert site.read(".gitignore") == "*\n"


def test_a_file_of_anothers_where_a_page_belongs_is_not_overwritten(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    site.write(
        {
            "site/topics/rivers/index.html": "by hand",
            "content/topics/rivers.md": "---\nname: R\n---\n",
        }
    )
    assert site.refused() == [
        "site/topics/rivers/index.html:1:1: was not written by factpress and is where a page "
        "belongs; move it away"
    ]
    assert site.read("topics/rivers/index.html") == "by hand"


@pytest.mark.parametrize("content", [b"", b"{", b"\x80\x04K\x01.", b'{"format": 99}', b"[1]"])
def test_a_damaged_manifest_costs_time_but_no_page(make_site: MakeSite, content: bytes) -> None:
    site = make_site()
    site.build()
    before = site.files()
    site.workspace.record.write_bytes(content)
    site.build()
    assert site.files() == before
    (site.options.out / "manifest.json").write_bytes(content)
    site.build()
    assert site.files() == before


def _outputs(site: Site) -> dict[str, Path]:
    return {
        "content": site.root / "content",
        "inside": site.root / "content/site",
        "around": site.root,
        "root": Path("/"),
        "home": Path.home(),
        "stranger": site.root / "stranger",
    }


@pytest.mark.parametrize("name", ["content", "inside", "around", "root", "home", "stranger"])
def test_an_unsafe_output_folder_is_refused(make_site: MakeSite, name: str) -> None:
    site = make_site({"stranger/thesis.doc": "precious"})
    before = sorted(site.root.rglob("*"))
    with pytest.raises(DiskError):
        site.build(out=_outputs(site)[name])
    assert sorted(site.root.rglob("*")) == before


def test_links_devices_and_unreadable_files_are_refused_by_name(make_site: MakeSite) -> None:
    site = make_site({"elsewhere/secret.md": "---\nname: canary\n---\n"})
    folder = site.root / "content/topics"
    (folder / "link.md").symlink_to(site.root / "elsewhere/secret.md")
    (site.root / "content/more").symlink_to(site.root / "elsewhere")
    os.mkfifo(folder / "pipe.md")
    assert site.refused() == [
        "content/more:1:1: is a symbolic link, which is not followed; put the file here",
        "content/topics/link.md:1:1: is a symbolic link, which is not followed; put the file here",
        "content/topics/pipe.md:1:1: is not a regular file; remove it",
    ]


def test_what_editors_leave_behind_is_not_content(make_site: MakeSite) -> None:
    leavings = (".dam.md.swp", "dam.md~", "#dam.md#", ".#dam.md", "4913", ".DS_Store")
    site = make_site({f"content/claims/{name}": "x" for name in leavings})
    assert site.problems() == []


def test_two_builds_at_once_do_not_mix(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    before = site.files()
    site.edit("content/claims/dam.md", "disagrees", "objects")
    script = (
        "import sys; from pathlib import Path; from factpress.output.workspace import locked\n"
        "with locked(Path(sys.argv[1])): print(flush=True); input()"
    )
    command = [sys.executable, "-c", script, str(site.workspace.folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as other:
        assert other.stdout
        other.stdout.readline()
        with pytest.raises(FolderInUse, match="another build is writing here"):
            site.build()
        other.communicate("\n")
    assert site.files() == before
    site.build()
    assert site.written() == ["claims/dam/claim.json", "claims/dam/index.html"]


def test_a_write_that_fails_says_where_and_leaves_a_state_to_go_on_from(
    make_site: MakeSite,
) -> None:
    if os.geteuid() == 0:
        # Root ignores permissions: a folder where the file belongs stops it as well.
        site = make_site()
        site.workspace.record.mkdir(parents=True)
        with pytest.raises(DiskError, match=r"outputs\.json: cannot be written"):
            site.build()
        site.workspace.record.rmdir()
    else:
        site = make_site()
        site.root.chmod(0o555)
        with pytest.raises(DiskError, match="cannot be"):
            site.build()
        site.root.chmod(0o755)
    site.build()
    fresh = make_site(name="fresh")
    fresh.build()
    assert site.files() == fresh.files()


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_same_bytes_for_any_path_time_locale_and_hash_seed(
    make_site: MakeSite, seed: str
) -> None:
    here = make_site()
    here.build()
    there = make_site(name=f"elsewhere/{seed}")
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "SOURCE_DATE_EPOCH": "1900000000",
    }
    command = [sys.executable, "-m", "factpress", "build", "--quiet"]
    subprocess.run(command, cwd=there.root, env=environment, check=True)
    assert there.files() == here.files()


def test_a_manifest_cannot_point_out_of_the_site(make_site: MakeSite) -> None:
    site = make_site({"precious.txt": "precious"})
    site.build()
    manifest = site.options.out / "manifest.json"
    paths = ("../precious.txt", str(site.root / "precious.txt"), "x/../../precious.txt", "./a")
    stored = json.loads(manifest.read_text())
    digest = hashlib.sha256(b"precious").hexdigest()
    stored["files"] |= {path: {"size": 8, "sha256": digest} for path in paths}
    manifest.write_text(json.dumps(stored))
    site.build()
    assert (site.root / "precious.txt").read_text() == "precious"


def test_a_linked_folder_inside_the_site_is_not_followed(make_site: MakeSite) -> None:
    site = make_site()
    elsewhere = site.root / "elsewhere"
    elsewhere.mkdir()
    site.build()
    shutil.rmtree(site.options.out / "claims")
    (site.options.out / "claims").symlink_to(elsewhere)
    with pytest.raises(DiskError, match="claims: is a symbolic link"):
        site.build()
    assert list(elsewhere.iterdir()) == []


def test_every_foreign_file_is_named_and_nothing_is_written(make_site: MakeSite) -> None:
    site = make_site({"site/index.html": "mine", "site/claims/dam/index.html": "mine, too"})
    site.write({"site/manifest.json": serialised(SiteManifest(FORMAT, "factpress", "0" * 64, {}))})
    places = [line.split(":")[0] for line in site.refused()]
    assert places == ["site/claims/dam/index.html", "site/index.html"]
    assert site.read("index.html") == "mine"
    assert not (site.options.out / "claims/index.html").exists()


def test_a_card_with_a_problem_is_not_remembered_as_right(make_site: MakeSite) -> None:
    site = make_site({"content/claims/dam.md": CLAIM.replace("reason:", "reason: x\nreason:", 1)})
    for _ in range(3):
        with pytest.raises(BuildRefused):
            build(site.options, site.cache)


def test_an_order_that_names_another_archive_is_another_build(make_site: MakeSite) -> None:
    site = make_site()
    site.lock()
    build(site.options, site.cache)
    other = site.root / "other"
    other.mkdir()
    (other / "gazette.txt").write_text("something else altogether")
    assert stands(site.options._replace(archive=other), site.cache) is None


@pytest.mark.parametrize("text", ["[2]", "[]", "{}", "null", "[1, 2, 3]"])
def test_a_record_of_another_version_is_none(make_site: MakeSite, text: str) -> None:
    site = make_site()
    build(site.options, site.cache)
    digest = hashlib.sha256(text.encode()).hexdigest()
    ours = f"{build_record.FORMAT} {digest} {len(text)} 0\n{text}\n"
    for first in (ours, f"{digest} {text}\n", f"{text}\n", ""):
        (site.root / ".factpress/last-build").write_text(first)
        assert stands(site.options, site.cache) is None


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ("{{ 1 / 0 }}", "templates/topic.html:1:1: template: division by zero"),
        (
            "\n{{ asset('style.cs') }}",
            'templates/topic.html:2:1: template: asset "style.cs" is not in assets/; did you mean '
            '"style.css"? Allowed: claim.js, fonts/',
        ),
        (
            "{% extends 'base.htm' %}",
            'templates/topic.html:1:1: template "base.htm" is not there; did you mean "base.html"?',
        ),
        ("{{ nothing }}", "templates/topic.html:1:1: template: 'nothing' is undefined"),
        ("\n\n{% for %}", "templates/topic.html:3:1: template: "),
        ("{{ [1, 2]|random }}", "templates/topic.html:1:1: template: No filter named 'random'."),
    ],
)
def test_a_mistake_in_a_template_is_told_at_its_line(
    make_site: MakeSite, template: str, problem: str
) -> None:
    site = make_site({"templates/topic.html": template})
    site.use_templates()
    assert site.refused()[0].startswith(problem)


def test_reports_a_mistake_in_a_component_at_its_line(make_site: MakeSite) -> None:
    site = make_site(
        {"templates/components/time.html": "{% macro time_element(x) %}\n{{ no }}{% endmacro %}"}
    )
    site.use_templates()
    assert site.refused()[0] == ("templates/components/time.html:2:1: template: 'no' is undefined")
