"""What a process takes apart, and what it leaves."""

from __future__ import annotations

import subprocess
import sys

import pytest

_LEAVING = """
from factpress import collecting

class Told:
    def __del__(self):
        print("taken apart")

def build():
    made = Told()
    collecting.leave(made)

{said}
build()
print("end", flush=True)
import os
os._exit(0)
"""


@pytest.mark.parametrize(
    ("said", "printed"),
    [("", ["taken apart", "end"]), ("collecting.end_with_process()", ["end"])],
)
def test_only_a_process_that_ends_itself_leaves_what_it_made(said: str, printed: list[str]) -> None:
    program = [sys.executable, "-c", _LEAVING.format(said=said)]
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:-1] == printed
