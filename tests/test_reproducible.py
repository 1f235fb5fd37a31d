"""The same content gives the same bytes, for any umask and any order in which files are listed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import MakeSite, Site
from plenty import RICH

FILES = {
    **RICH,
    "content/publication.yaml": RICH["content/publication.yaml"]
    + "precompress: true\nsearch: pagefind\nhosting: {integrity: true}\n"
    "security: {contact: 'mailto:a@dam.example', expires: 2027-01-31}\n",
    "templates/assets/own.css": "p { margin: 0 }\n",
    "templates/assets/another.js": "void 0;\n",
}
# Runs the command with the entries of every folder in an order of its own.
IN_ORDER = """
import os, sys

scandir, listdir, order = os.scandir, os.listdir, sys.argv.pop(1)


def ordered(entries, key):
    return sorted(entries, key=key, reverse=order == "backwards")


class Entries:
    def __init__(self, path="."):
        with scandir(path) as found:
            self.entries = iter(ordered(found, lambda entry: entry.name))

    def __iter__(self):
        return self.entries

    def __next__(self):
        return next(self.entries)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def close(self):
        pass


os.scandir = Entries
os.listdir = lambda path=".": ordered(listdir(path), str)
from factpress.cli import main

sys.exit(main(sys.argv[1:]))
"""


def built(site: Site, order: str, umask: int, jobs: int) -> dict[str, bytes]:
    """The files of a site that another process built so."""
    options = ("build", "--quiet", "--date", "2026-11-27", "--jobs", str(jobs))
    command = [sys.executable, "-c", IN_ORDER, order, *options]
    subprocess.run(command, cwd=site.root, umask=umask, check=True, capture_output=True)
    return site.files()


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_same_bytes_for_any_umask_and_order_of_files(make_site: MakeSite, jobs: int) -> None:
    forwards = make_site(FILES)
    backwards = make_site(dict(reversed(FILES.items())), name="site-2")
    expected = built(forwards, "forwards", 0o022, jobs)
    assert {"index.html.gz", "_headers", ".htaccess", ".well-known/security.txt"} <= expected.keys()
    assert any(path.startswith("pagefind/") for path in expected)
    assert built(backwards, "backwards", 0o077, jobs) == expected


def test_the_order_is_another_indeed(tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        (tmp_path / name).touch()
    show = IN_ORDER.partition("from factpress")[0] + "print([e.name for e in os.scandir()])\n"
    shown = [
        subprocess.run(
            [sys.executable, "-c", show, order], cwd=tmp_path, check=True, capture_output=True
        ).stdout
        for order in ("forwards", "backwards")
    ]
    assert shown == [b"['a', 'b', 'c']\n", b"['c', 'b', 'a']\n"]
