"""How often a process collects garbage."""

from __future__ import annotations

import gc
import subprocess
import sys

from factpress.workers import few_collections

_THRESHOLDS = """
import gc, os, sys
from factpress import cli

def main():
    print(gc.get_threshold()[0], flush=True)
    return 0

cli.main = main
sys.argv = ["factpress", "{command}"]
cli.run()
"""


def threshold_of(command: str) -> int:
    program = [sys.executable, "-c", _THRESHOLDS.format(command=command)]
    return int(subprocess.run(program, capture_output=True, text=True, check=True).stdout)


def test_a_command_collects_seldom_but_a_preview_as_python_does() -> None:
    assert threshold_of("build") > 100_000
    assert threshold_of("preview") == gc.get_threshold()[0]


def test_after_a_build_a_process_collects_as_before() -> None:
    before = gc.get_threshold()
    with few_collections():
        assert gc.get_threshold()[0] > 100_000
    assert gc.get_threshold() == before
