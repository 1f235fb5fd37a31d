"""Ways for systems that lack a call of Linux, tried by taking the call away."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import MakeSite
from factpress.output import disk, system
from factpress.output.system import lock_by_library

LACKING = ("readv", "pread", "pwrite", "geteuid")


def test_a_link_is_refused_where_no_flag_refuses_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_bytes(b"a secret")
    (tmp_path / "link").symlink_to(tmp_path / "secret")
    monkeypatch.setattr(system, "_NO_FOLLOW", 0)
    assert disk.read(tmp_path / "link") is None
    assert disk.read(tmp_path / "secret") == b"a secret"


def test_a_system_without_some_calls_gives_the_same_site(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site()
    site.build()
    whole = site.files()
    for name in LACKING:
        monkeypatch.delattr(os, name)
    monkeypatch.setattr(system, "_NO_FOLLOW", 0)
    site.build(out=site.root / "other")
    site.options = site.options._replace(out=site.root / "other")
    assert site.files() == whole
    site.edit("content/claims/dam.md", "disagrees", "objects")
    site.build()
    assert site.written() == ["claims/dam/claim.json", "claims/dam/index.html"]


def test_a_file_locks_a_folder_for_one_process_at_a_time(tmp_path: Path) -> None:
    free = lock_by_library(tmp_path / "lock")
    script = (
        "import sys; from pathlib import Path; from factpress.output import system; "
        "system.lock_by_library(Path(sys.argv[1]))"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "lock")]
    refused = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "BlockingIOError" in refused.stderr
    free()
    subprocess.run(command, check=True)
