"""Reads the files of data of a built site, each held against what it should be."""

from __future__ import annotations

import json
from typing import Any

import jsonschema

from conftest import Site


def validated(site: Site, path: str, schema: str) -> Any:
    """A file of data, which must be as its schema says."""
    shape = json.loads(site.read(f"data/schemas/{schema}.schema.json"))
    checker = jsonschema.Draft202012Validator
    checker.check_schema(shape)
    value = json.loads(site.read(path))
    checker(shape, format_checker=checker.FORMAT_CHECKER).validate(value)
    return value


def listed(site: Site) -> dict[str, Any]:
    """The list that the search looks through."""
    (path,) = (site.options.out / "search").glob("index.*.js")
    text = path.read_text("utf-8")
    assert text.startswith("var factpressList = ")
    found: dict[str, list[list[object]]] = json.loads(text[len("var factpressList = ") : -2])
    return found
