"""The manifest of a site: its format, and every text that is none."""

from __future__ import annotations

import json
from typing import Any

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
ENTRIES = st.builds(FileEntry, st.integers(0, 1 << 40), st.sampled_from([A, B]))


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
    text = serialised(MANIFEST._replace(files={})).decode()
    text = text.replace("{\n}", json.dumps({path: {"size": 1, "sha256": A}}))
    with pytest.raises(ManifestError) as refused:
        parsed(text.encode())
    assert str(refused.value).isascii()
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    "path", ["a..b", "...", "é/index.html", "a b", "<b>", ".nojekyll", "10:30"]
)
def test_takes_every_path_below_the_root(path: str) -> None:
    manifest = MANIFEST._replace(files={path: FileEntry(1, A)})
    assert parsed(serialised(manifest)) == manifest


def changed(**members: Any) -> bytes:
    return json.dumps({**json.loads(serialised(MANIFEST)), **members}).encode()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", "is not JSON"),
        (b"\xff", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"<!doctype html>", "is not JSON"),
        (b"null", "the manifest must have format, generator, content, files"),
        (changed(more=1), "and nothing else"),
        (changed(format=2), "has format 2; this version knows 1"),
        (changed(format=True), "has format True"),
        (changed(generator=""), "names no generator"),
        (changed(generator="\x1b[31mred"), r"names no generator: '\x1b[31mred'"),
        (changed(content="A" * 64), "has no digest of the content"),
        (changed(content=[A]), "has no digest of the content"),
        (changed(files=[]), "has no list of files"),
        (changed(files={"x": [1, A]}), "'x' must have size, sha256"),
        (changed(files={"x": {"size": -1, "sha256": A}}), "'x' has no size"),
        (changed(files={"x": {"size": True, "sha256": A}}), "'x' has no size"),
        (changed(files={"x": {"size": 1.0, "sha256": A}}), "'x' has no size"),
        (changed(files={"x": {"size": 1 << 41, "sha256": A}}), "'x' has no size"),
        (changed(files={"x": {"size": 1, "sha256": A[1:]}}), "'x' has no SHA-256"),
        (changed(files={"x": {"size": 1, "sha256": f"{A}\n"}}), "'x' has no SHA-256"),
        (serialised(MANIFEST).replace(b"404.html", b"b/index.html"), "has two entries for"),
        (serialised(MANIFEST).replace(b": 5", b": " + b"9" * 5000), "is not JSON"),
    ],
)  # fmt: skip
def test_says_what_is_wrong_with_a_manifest(text: bytes, message: str) -> None:
    with pytest.raises(ManifestError) as refused:
        parsed(text)
    assert message in str(refused.value)
