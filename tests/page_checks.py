"""Checks of built files with hostile inputs: pages in a browser's own tree, and other formats."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

from playwright.sync_api import Page

# What an input changes on its pages: a mark in a passage, letters in a list, ids with our prefixes.
_OURS = {".marked", ".context", ".long", "<mark>", "<blockquote class>", "<h1 class>"}
# What a site has that has more claims than its twin, and names in them.
_OURS |= {".by-rating", ".rated-group", ".silent", ".speech", ".word"}
_NAMED = {"claims-about", "named"}
_PREFIXED = re.compile(r"(body|letter|cite|note|passage|claim)-.+|[\w.-]+--[\w-]+")
# What the browser's parser makes of a page, without opening it.
_READ = """(html) => {
    const tree = new DOMParser().parseFromString(html, "text/html");
    const wrong = [], named = [], data = [], texts = [], parts = new Set();
    const addressed = ["href", "src", "action", "formaction", "data", "poster", "srcset", "cite",
        "background", "ping", "xlink:href", "manifest", "codebase", "classid", "archive"];
    const within = (root) => {
        for (const each of root.querySelectorAll("*")) {
            const name = each.localName;
            parts.add(`<${name}>`);
            for (const one of each.classList) parts.add(`.${one}`);
            for (const { name: key, value } of each.attributes) {
                const low = key.toLowerCase();
                parts.add(`<${name} ${low}>`);
                if (low.startsWith("on") || low === "style" || low === "srcdoc")
                    wrong.push(`<${name} ${key}>`);
                const scheme = value.replace(/[\\x00-\\x20]/g, "").match(/^([a-z-]+):/i)?.[1] ?? "";
                if (addressed.includes(low) && !["", "http", "https", "mailto"].includes(
                    scheme.toLowerCase())) wrong.push(`${key}="${value}"`);
                if (["id", "name"].includes(low) && name !== "meta") named.push(value);
                texts.push(value);
            }
            if (name === "style") wrong.push("<style>");
            if (name === "script") {
                if (each.type === "application/ld+json") data.push(each.textContent);
                else if (!each.getAttribute("src") || each.textContent)
                    wrong.push(`<script>${each.textContent.slice(0, 60)}`);
            }
            if (name === "template") within(each.content);
        }
    };
    within(tree);
    texts.push(tree.documentElement.textContent);
    return {wrong, named, data, parts: [...parts], text: texts.join("\\n")};
}"""


class Tree(NamedTuple):
    """A page's tree: its faults, its ids and names, its JSON-LD.

    `parts` are its elements, attributes and classes; `text` is its text, and that of attributes.
    """

    wrong: list[str]
    named: list[str]
    data: list[str]
    parts: list[str]
    text: str


def trees(page: Page, folder: Path) -> dict[str, Tree]:
    """Every page of a folder as the browser reads it, by path."""
    page.goto("about:blank")
    return {
        path.relative_to(folder).as_posix(): Tree(**page.evaluate(_READ, path.read_text("utf-8")))
        for path in sorted(folder.rglob("*.html"))
    }


def foreign(pages: Mapping[str, Tree], twins: Mapping[str, Tree]) -> Iterator[str]:
    """What the pages hold that their harmless twins do not.

    Elements, attributes, classes, and ids without the prefix of a body's.
    """
    parts = _OURS.union(*(twin.parts for twin in twins.values()))
    named = _NAMED.union(*(twin.named for twin in twins.values()))
    for path, tree in pages.items():
        for part in sorted(set(tree.parts) - parts):
            yield f"{path}: {part}"
        for name in sorted(set(tree.named) - named):
            if not _PREFIXED.fullmatch(name):
                yield f'{path}: the id or name "{name}"'


def strings_of(block: str) -> set[str]:
    """Every string of a block of JSON-LD, which must hold no character that HTML could read."""
    assert not set("<>&\u2028\u2029") & set(block), block
    return set(_strings(json.loads(block)))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def other_files(folder: Path) -> Mapping[str, int]:
    """How many files of each format are read by a strict reader of it. Raises where one is not."""
    read: dict[str, int] = {}
    for path in sorted(folder.rglob("*")):
        check = _CHECKS.get(path.suffix)
        if check and path.is_file():
            try:
                check(path.read_text("utf-8"))
            except (ValueError, AssertionError, ElementTree.ParseError) as error:
                raise AssertionError(f"{path}: {error}") from error
            read[path.suffix] = read.get(path.suffix, 0) + 1
    return read


_ACTIVE = ("script", "foreignObject", "iframe", "animate", "set", "handler", "image")


def _xml(text: str) -> None:
    assert "<!DOCTYPE" not in text.partition("<svg")[0]
    for each in ElementTree.fromstring(text).iter():
        if not isinstance(each.tag, str):
            assert b"evil" not in ElementTree.tostring(each), "a processing instruction"
            continue
        assert each.tag.rpartition("}")[2] not in _ACTIVE, each.tag
        for name, value in each.attrib.items():
            assert not name.lower().startswith("on"), name
            if name.rpartition("}")[2] in ("href", "src"):
                assert re.match(r"(https?|mailto):|[^:]*$", value), value


def _csv(text: str) -> None:
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    for cell in (cell for row in rows for cell in row):
        assert not re.match(r"[ ]*[=+\-@\t\r\n＝＋－＠]", cell), cell


def _bibtex(text: str) -> None:
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0
    assert len(re.findall(r"^@\w+\{", text, re.M)) == 1
    assert not re.search(r"\\(?!textbackslash|textbrace|textascii|[&%$#_])", text)


_CHECKS: Mapping[str, Callable[[str], object]] = {
    ".xml": _xml,
    ".svg": _xml,
    ".json": json.loads,
    ".webmanifest": json.loads,
    ".csv": _csv,
    ".bib": _bibtex,
}
