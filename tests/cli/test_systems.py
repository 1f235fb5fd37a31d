"""A system that lacks what a build needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from conftest import MakeSite

# As on a system whose Python has no such module.
_WITHOUT_LOCKS = "import sys; sys.modules['fcntl'] = None; from factpress.cli import run; run()"


@pytest.mark.parametrize("command", ["build", "preview", "lock"])
def test_a_system_without_locks_is_refused_before_anything_is_done(
    make_site: MakeSite, command: str
) -> None:
    site = make_site()
    before = sorted(site.root.rglob("*"))
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_LOCKS, command],
        cwd=site.root, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("factpress: this system has no file locks that factpress knows")
    assert done.stderr.count("\n") == 1
    assert sorted(site.root.rglob("*")) == before
