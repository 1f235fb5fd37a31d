"""The wheel, installed in a new environment, builds a publication outside the repository."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from importlib.metadata import requires, version
from pathlib import Path

import pytest

from conftest import MakeSite

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("wheel"))


def made(folder: Path) -> Path:
    """A wheel, built in a folder."""
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def required(name: str) -> Iterator[str]:
    """What a package needs without its extras, by name, as far as it is installed here."""
    for each in requires(name) or ():
        if "extra ==" not in each:
            yield re.split(r"[^\w.-]", each, maxsplit=1)[0]


def test_the_wheel_holds_the_theme_and_no_content(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "factpress/_templates/claim.html" in names
    assert "factpress/_templates/assets/style.css" in names
    assert "factpress/py.typed" in names
    lists = (ROOT / "generator/factpress/text/lists").iterdir()
    assert {f"factpress/text/lists/{each.name}" for each in lists} <= set(names)
    first = ROOT / "generator/factpress/starting"
    files = [each for each in (first / "files").rglob("*") if each.is_file()]
    assert len(files) > 10
    assert {f"factpress/starting/{each.relative_to(first).as_posix()}" for each in files} <= {
        *names
    }
    for language in ("ar", "fr", "ru"):
        assert f"factpress/i18n/locale/{language}/LC_MESSAGES/factpress.po" in names
    assert not [n for n in names if n.startswith(("content/", "tests/", "site/"))]


def test_the_wheel_holds_the_documentation(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    pages = [each.relative_to(ROOT / "docs").as_posix() for each in (ROOT / "docs").rglob("*.md")]
    assert "tutorial.md" in pages
    assert {f"factpress/_docs/{page}" for page in pages} <= set(names)
    shown = "\n".join(zipfile.ZipFile(wheel).read(n).decode() for n in names if n.endswith(".md"))
    pictures = set(re.findall(r"images/([\w-]+\.png)", shown))
    assert {f"factpress/_docs/images/{each}" for each in pictures} <= set(names)
    assert [n for n in names if n.startswith("factpress/_docs/") and n.endswith(".py")] == []
    assert {"factpress/documentation/page.html"} <= set(names)


def test_the_wheel_says_what_is_in_it_and_what_it_needs(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    [path] = [name for name in names if ".dist-info/sboms/" in name]
    content = zipfile.ZipFile(wheel).read(path)
    bill = json.loads(content)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["version"] == version("factpress")
    parts = {each["bom-ref"]: each for each in bill["components"]}
    assert len(parts) == len(bill["components"])
    libraries = {
        each["name"]: each["scope"] for each in parts.values() if each["type"] == "library"
    }
    needed = {re.sub(r"[-_.]+", "-", name).lower() for name in required("factpress")}
    assert {name for name, scope in libraries.items() if scope == "required"} == needed
    assert libraries["cryptography"] == "optional"
    [root, *others] = bill["dependencies"]
    assert root["dependsOn"] == [each["ref"] for each in others] == list(parts)
    files = {ref: part for ref, part in parts.items() if part["type"] == "file"}
    assert set(files) == {name for name in names if name.endswith((".ttf", ".otf", ".woff2"))}
    assert not [n for n in names if n.endswith(".png") and not n.startswith("factpress/_docs/")]
    for name, part in files.items():
        digest = hashlib.sha256(zipfile.ZipFile(wheel).read(name)).hexdigest()
        assert part["hashes"] == [{"alg": "SHA-256", "content": digest}]
    assert b"timestamp" not in content
    assert b"serialNumber" not in content


def test_the_wheel_is_built_the_same_again(wheel: Path, tmp_path: Path) -> None:
    assert made(tmp_path).read_bytes() == wheel.read_bytes()


def test_the_installed_wheel_builds_outside_the_repository(
    wheel: Path, make_site: MakeSite, tmp_path: Path
) -> None:
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    python = environment / "bin/python"
    quiet = ["--quiet", "--disable-pip-version-check"]
    # With the libraries of these tests, whose versions are part of what a manifest records.
    ours = tmp_path / "constraints.txt"
    ours.write_text("".join(f"{name}=={version(name)}\n" for name in required("factpress")))
    install = [str(python), "-m", "pip", "install", *quiet, "--constraint", str(ours), str(wheel)]
    subprocess.run(install, check=True)
    site = make_site()
    clean = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    command = [str(environment / "bin/factpress"), "build", "--quiet"]
    subprocess.run(command, cwd=site.root, env=clean, check=True)
    asked = [str(environment / "bin/factpress"), "docs", "--path", "lock"]
    there = {**clean, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    shown = subprocess.run(asked, env=there, check=True, capture_output=True, text=True)
    assert "Writes <code>content/evidence.lock</code>" in Path(shown.stdout.strip()).read_text()
    from_wheel = site.files()
    here = make_site(name="here")
    here.build()
    assert from_wheel == here.files()
