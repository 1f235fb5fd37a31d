"""The wheel, installed in a new environment, builds a publication outside the repository."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from conftest import MakeSite

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_theme_and_no_content(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "factpress/_templates/claim.html" in names
    assert "factpress/_templates/assets/style.css" in names
    assert "factpress/py.typed" in names
    for language in ("ar", "fr", "ru"):
        assert f"factpress/i18n/locale/{language}/LC_MESSAGES/factpress.po" in names
    assert not [n for n in names if n.startswith(("content/", "tests/", "site/"))]


def test_the_installed_wheel_builds_outside_the_repository(
    wheel: Path, make_site: MakeSite, tmp_path: Path
) -> None:
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    python = environment / "bin/python"
    quiet = ["--quiet", "--disable-pip-version-check"]
    subprocess.run([str(python), "-m", "pip", "install", *quiet, str(wheel)], check=True)
    site = make_site()
    clean = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    command = [str(environment / "bin/factpress"), "build", "--quiet"]
    subprocess.run(command, cwd=site.root, env=clean, check=True)
    from_wheel = site.files()
    here = make_site(name="here")
    here.build()
    assert from_wheel == here.files()
