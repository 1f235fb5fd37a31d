"""The command of the package, run as a process of its own in a site's folder."""

from __future__ import annotations

import os
import subprocess
import sys

from conftest import Site


def run(
    site: Site, *arguments: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """What `factpress ARGUMENTS` printed and its exit code."""
    return subprocess.run(
        [sys.executable, "-m", "factpress", *arguments],
        cwd=site.root,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
