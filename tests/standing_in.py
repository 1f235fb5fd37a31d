"""Libraries as a later release could be: copies of the installed ones with their text changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from conftest import TODAY, Site
from factpress.model.urls import MANIFEST_NAME

# A text in any file of a library, and the text that a later release has instead.
Change = tuple[str, str]


def stand_in(root: Path, package: str, changes: Iterable[Change]) -> Path:
    """A folder for the path of Python, with a library in which every change was made."""
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    folder = root / package
    shutil.copytree(Path(spec.origin).parent, folder, ignore=shutil.ignore_patterns("*.pyc"))
    for old, new in changes:
        found = [path for path in folder.rglob("*.py") if old in path.read_text("utf-8")]
        assert found, f"{package} has no {old!r}"
        for path in found:
            path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    return root


def built_with(site: Site, library: Path, question: str) -> tuple[dict[str, bytes], str]:
    """The files of a site built with a library in place of the installed one, and an answer.

    Every warning is an error, as with `python -W error`. The answer is what Python prints for the
    question, asked when the site is built.
    """
    for left in ("site", ".factpress"):
        shutil.rmtree(site.root / left, ignore_errors=True)
    build = ["build", "--quiet", "--date", str(TODAY)]
    code = f"import sys\nfrom factpress.cli import main\nassert main({build}) == 0\n{question}"
    answer = asked_with(library, code, site.root)
    return {path: each for path, each in site.files().items() if path != MANIFEST_NAME}, answer


def asked_with(library: Path, code: str, folder: Path) -> str:
    """The last line that a program prints with a library in place of the installed one."""
    path = os.pathsep.join([str(library), *filter(None, sys.path)])
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout.splitlines()[-1]
