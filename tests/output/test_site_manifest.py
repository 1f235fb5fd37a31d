"""The manifest of a site: its format, and every text that is none."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factpress.output.site_manifest import (
    FileEntry,
    ManifestError,
    SiteManifest,
    parsed,
    serialised,
    why_no_path,
)

A, B = "a" * 64, "b" * 64
MANIFEST = SiteManifest(
    1, "factpress 1.2.3", A, {"b/index.html": FileEntry(5, B), "404.html": FileEntry(0, A)}
)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 3), st.binary(max_size=4))))
def test_a_text_that_it_reads_is_the_only_one_of_its_manifest(
    edits: list[tuple[int, int, bytes]],
) -> None:
    text = serialised(MANIFEST)
    for place, length, inserted in edits:
        text = text[:place] + inserted + text[place + length :]
    with suppress(ManifestError):
        assert serialised(parsed(text)) == text


def test_has_a_file_a_line_sorted_by_path() -> None:
    assert serialised(MANIFEST).decode() == (
        f'{{"format": 1, "generator": "factpress 1.2.3", "content": "{A}", "files": {{\n'
        f'"404.html": {{"size": 0, "sha256": "{A}"}},\n'
        f'"b/index.html": {{"size": 5, "sha256": "{B}"}}\n'
        "}}\n"
    )
    assert json.loads(serialised(MANIFEST))["files"]["b/index.html"] == {"size": 5, "sha256": B}


def test_a_site_without_files_has_a_manifest() -> None:
    empty = MANIFEST._replace(files={})
    assert parsed(serialised(empty)) == empty


PATHS = st.text(max_size=20).filter(lambda path: not why_no_path(path))
ENTRIES = st.builds(FileEntry, st.integers(0, 1 << 30), st.sampled_from([A, B]))


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(PATHS, ENTRIES, max_size=5))
def test_reads_what_it_writes(files: dict[str, FileEntry]) -> None:
    manifest = MANIFEST._replace(files=files)
    assert parsed(serialised(manifest)) == manifest


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda each: st.lists(each, max_size=3)
    | st.dictionaries(st.sampled_from(["format", "generator", "content", "files", "x"]), each),
    max_leaves=10,
).map(lambda value: json.dumps(value).encode()))  # fmt: skip
def test_refuses_any_other_text(text: bytes) -> None:
    with pytest.raises(ManifestError):
        parsed(text)


@pytest.mark.parametrize(
    "path",
    [
        "../x", "a/../../x", "..", ".", "./x", "/etc/passwd", "//host/x", "a//b", "a/", "",
        "a\\b", "..\\x", "a\0b", "a\nb", "a\x1b[2Jb", "a\x9bb", "\ud800", "C:/x", "c:x",
        "manifest.json", "manifest.json.minisig", "a" * 1025,
    ],
)  # fmt: skip
def test_refuses_a_path_out_of_the_site(path: str) -> None:
    line = json.dumps({path: {"size": 1, "sha256": A}})[1:-1]
    text = serialised(MANIFEST._replace(files={})).decode().replace("{\n}}", f"{{\n{line}\n}}}}")
    with pytest.raises(ManifestError, match=r"^lists '") as refused:
        parsed(text.encode())
    assert str(refused.value).isascii()
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    "path", ["a..b", "...", "é/index.html", "a b", "<b>", ".nojekyll", "10:30"]
)
def test_takes_every_path_below_the_root(path: str) -> None:
    manifest = MANIFEST._replace(files={path: FileEntry(1, A)})
    assert parsed(serialised(manifest)) == manifest


def changed(line: int, old: str, new: str) -> bytes:
    """The manifest with a text replaced in one of its lines."""
    lines = serialised(MANIFEST).decode().split("\n")
    assert old in lines[line]
    lines[line] = lines[line].replace(old, new)
    return "\n".join(lines).encode()


WRITTEN = serialised(MANIFEST)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", "is not one that factpress wrote"),
        (b"\xff", "is not one that factpress wrote"),
        (b"[" * 8000, "is not one that factpress wrote"),
        (b"[" * 1_000_000, "has more than 8,192 bytes"),
        (b"\n" * 1_000_000, "is not one that factpress wrote"),
        (b"<!doctype html>", "is not one that factpress wrote"),
        (json.dumps(json.loads(WRITTEN)).encode(), "is not one that factpress wrote"),
        (changed(0, '"format": 1', '"format": 1, "more": 1'), "and nothing else"),
        (changed(0, '"format": 1', '"format": 2'), "has format 2; this version knows 1"),
        (changed(0, '"format": 1', '"format": true'), "has format True"),
        (changed(0, "factpress 1.2.3", ""), "names no generator"),
        (changed(0, "factpress 1.2.3", r"\u001b[31mred"), r"names no generator: '\x1b[31mred'"),
        (changed(0, A, A.upper()), "has no digest of the content"),
        (changed(0, f'"{A}"', f'["{A}"]'), "has no digest of the content"),
        (changed(0, '"files": {', '"files": ['), "is not one that factpress wrote"),
        (changed(1, '{"size"', '{"time": 1, "size"'), "'404.html' must have size, sha256"),
        (changed(1, '"size": 0', '"size": -1'), "'404.html' has no size"),
        (changed(1, '"size": 0', '"size": false'), "'404.html' has no size"),
        (changed(1, '"size": 0', '"size": 0.0'), "'404.html' has no size"),
        (changed(1, '"size": 0', f'"size": {1 << 31}'), "'404.html' has no size"),
        (changed(1, '"size": 0', f'"size": {"9" * 5000}'), "is not one that factpress wrote"),
        (changed(1, A, A[1:]), "'404.html' has no SHA-256"),
        (changed(1, A, rf"{A}\n"), "'404.html' has no SHA-256"),
        (changed(1, "404", "c"), "has 'b/index.html' out of its place"),
        (changed(1, "404.html", "b/index.html"), "has 'b/index.html' out of its place"),
        (changed(2, "b/index.html", "manifest.json"), "lists 'manifest.json': the manifest cannot"),
        (changed(1, "},", "}"), "is not one that factpress wrote"),
        (changed(1, ": 0", ":  0"), "is not one that factpress wrote"),
        (changed(1, ": 0", ": 00"), "is not one that factpress wrote"),
        (changed(1, "404.html", r"\u0034.html"), "is not one that factpress wrote"),
        (changed(1, '"size": 0', '"size": 1, "size": 0'), "is not one that factpress wrote"),
        (changed(2, "}", "},"), "is not one that factpress wrote"),
        (changed(0, " ", "  "), "is not one that factpress wrote: its first line is another"),
        (serialised(MANIFEST._replace(files={})).replace(b"{\n", b"{,\n"), "is not one that"),
        (serialised(MANIFEST._replace(files={}))[:-4], "it ends in another way"),
        (WRITTEN[:-4], "it ends in another way"),
        (WRITTEN + b"\n", "is not one that factpress wrote"),
        (WRITTEN.removesuffix(b"\n"), "is not one that factpress wrote"),
        (WRITTEN.replace(b"\n", b"\r\n"), "is not one that factpress wrote"),
    ],
)  # fmt: skip
def test_says_what_is_wrong_with_a_manifest(text: bytes, message: str) -> None:
    with pytest.raises(ManifestError) as refused:
        parsed(text)
    assert message in str(refused.value)
    assert len(str(refused.value)) < 400
