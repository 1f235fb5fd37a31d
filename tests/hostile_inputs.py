"""Hostile inputs: our own by kind, and the collections that may be beside the repository."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path

# `make attacks`: every input on every page, and the collections.
WHOLE = bool(os.environ.get("FACTPRESS_ATTACKS"))
_OWN = Path(__file__).parent / "attacks/inputs.json"
_COLLECTIONS = Path(__file__).parent.parent.parent / "shared/data"


@cache
def own_by_kind() -> dict[str, list[str]]:
    """The inputs of this repository, by the kind of attack."""
    found: dict[str, list[str]] = json.loads(_OWN.read_text("utf-8"))
    return found


def own() -> list[str]:
    """Every input of this repository."""
    return [each for inputs in own_by_kind().values() for each in inputs]


def sample(every: int) -> list[str]:
    """Each n-th input of this repository, so that every kind is there."""
    return [each for inputs in own_by_kind().values() for each in inputs[::every]]


def collected() -> dict[str, list[str]]:
    """The inputs of other people's collections, by name; empty where there are none."""
    found = {}
    naughty, payloads = _COLLECTIONS / "naughty/blns.json", _COLLECTIONS / "xss"
    if naughty.is_file():
        found["naughty strings"] = [each for each in json.loads(naughty.read_text("utf-8")) if each]
    for path in sorted(payloads.glob("*.txt")):
        lines = path.read_text("utf-8", "replace").splitlines()
        found[path.stem] = list(dict.fromkeys(line for line in lines if line.strip()))
    return found
