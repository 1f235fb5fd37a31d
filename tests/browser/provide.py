"""Provides the browser that the tests drive, or says in one line what to install.

Debian's package when running as root on a Debian system, otherwise Playwright's own download.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def browser() -> str | None:
    """Where a Chromium is: FACTPRESS_BROWSER, on the path, or among Playwright's."""
    given = os.environ.get("FACTPRESS_BROWSER")
    if given:
        return given
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or _playwrights()


def _playwrights() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _provide() -> int:
    if browser():
        return 0
    print("Setting up a browser for the tests …", flush=True)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]
        for command in (["apt-get", "update"], install):
            subprocess.run(command, check=False, env=environment, capture_output=True)
    else:
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, check=False)
    if browser():
        return 0
    print(
        "The tests need Chromium and it could not be installed: install the package 'chromium', "
        "or set FACTPRESS_BROWSER to the path of one.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(_provide())
