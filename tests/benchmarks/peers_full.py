"""factpress with its full theme, for the harness that times generators on one publication.

The same cards as `peers_adapter`, built by the command itself: every page, feed and file of data
that a publication has. Its pages are not the peers', so their content is not compared.
"""

from __future__ import annotations

import peers_adapter

NAME = "factpress, full theme"
CHECK = False
version, out, edit_one = peers_adapter.version, peers_adapter.out, peers_adapter.edit_one
prepare, clean = peers_adapter.prepare, peers_adapter.clean


def build_cmd(d: str) -> list[str]:
    return [peers_adapter.PYTHON, "-m", "factpress", "build", "--quiet", "--date", "2026-01-01"]
