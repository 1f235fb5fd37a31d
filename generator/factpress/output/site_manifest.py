"""The manifest of a site: `manifest.json`, which lists every file with its size and SHA-256.

It is public: readers and hosts compare the site with it, and `factpress sign` signs it. The record
of a build, which only the next build reads, is apart from it (`manifest.py`).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Mapping
from io import BytesIO
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from factpress.model.urls import MANIFEST_NAME, SIGNATURE_NAME

# A site of 100,000 claims has a manifest of about 150 MB.
MOST_BYTES = 1 << 28
FORMAT = 1
# No output comes near; a forged manifest shall not have us read without end.
_LARGEST_FILE = 1 << 30
_LONGEST_PATH = 1024
_LONGEST_LINE = 8192
_LONGEST_GENERATOR = 100
_DIGEST = re.compile(r"[0-9a-f]{64}")
_END = b"\n}}\n"
# A line with a path of letters, digits, `.`, `_` and `-`, which most have. It is read apart since
# the careful way takes five times as long.
_USUAL = re.compile(
    rb'"((?:[\w-][\w.-]{0,99}/){0,9}[\w-][\w.-]{0,99})": '
    rb'\{"size": (0|[1-9]\d{0,8}), "sha256": "([0-9a-f]{64})"\}(?:,\n)?'
)
# An address relative to a drive of Windows leads out of the folder that it is joined to.
_DRIVE = re.compile(r"[A-Za-z]:")


class FileEntry(NamedTuple):
    """A file of a site: its bytes are counted, and their SHA-256 is in hex."""

    size: int
    sha256: str


class SiteManifest(NamedTuple):
    """The files of a site by their paths, which are relative to its root.

    `generator` is the program with its version, `content` the digest of the content it read. The
    manifest, its signature and assets of earlier builds are not among the files.
    """

    format: int
    generator: str
    content: str
    files: Mapping[str, FileEntry]


class ManifestError(Exception):
    """Raised when a manifest cannot be read; the message says what is wrong with it."""


def serialised(manifest: SiteManifest) -> bytes:
    """The manifest as JSON in UTF-8: a line for each file, sorted by the code points of paths."""
    files = manifest.files
    lines = ",\n".join([_line(path, files[path]) for path in sorted(files)])
    head = _first_line(manifest.format, manifest.generator, manifest.content)
    return "\n".join([head, *([lines] if lines else []), "}}\n"]).encode()


def _first_line(number: int, generator: str, content: str) -> str:
    generator, content = encode_basestring(generator), encode_basestring(content)
    return f'{{"format": {number}, "generator": {generator}, "content": {content}, "files": {{'


# The text before the list of files.
_HEAD = re.compile(
    rb'\{"format": \d+, "generator": "[^"\n]+", "content": "[0-9a-f]{64}", "files": \{'
)


def is_manifest(text: bytes) -> bool:
    """Whether a text begins as `serialised` writes it, without reading all of it."""
    return _HEAD.match(text) is not None


def edited(
    text: bytes, content: str, files: Mapping[str, FileEntry], gone: Collection[str]
) -> bytes:
    """A manifest as `serialised` writes it, with other values for some files, and without others.

    Raises ManifestError where it is another text.
    """
    starts = {path: f"\n{encode_basestring(path)}: {{".encode() for path in files}
    if gone or not all(start in text for start in starts.values()):
        manifest = parsed(text)
        rest = {path: each for path, each in manifest.files.items() if path not in gone}
        return serialised(manifest._replace(content=content, files={**rest, **files}))
    head, mark, body = text.partition(b', "content": "')
    text = head + mark + content.encode() + body[len(content) :]
    for path, entry in files.items():
        place = text.index(starts[path]) + 1
        text = text[:place] + _line(path, entry).encode() + text[text.index(b"}", place) + 1 :]
    return text


def _line(path: str, entry: FileEntry) -> str:
    return f'{encode_basestring(path)}: {{"size": {entry.size}, "sha256": "{entry.sha256}"}}'


def parsed(text: bytes) -> SiteManifest:
    """The manifest of a text, which must be as `serialised` writes it. Raises ManifestError.

    It is read line by line: JSON of a stranger can take thirty times its size in memory.
    """
    if len(text) > MOST_BYTES:
        raise ManifestError(f"has more than {MOST_BYTES:,} bytes")
    lines = BytesIO(text.removesuffix(_END))
    number, generator, content = _head(lines.readline().removesuffix(b"\n"))
    files: dict[str, FileEntry] = {}
    last, line = "", b",\n"
    for line in lines:
        usual = _USUAL.fullmatch(line)
        path, entry = _usual(*usual.groups()) if usual else _entry(line.removesuffix(b",\n"))
        if path <= last:
            raise ManifestError(f"has {_shown(path)} out of its place: paths are sorted")
        files[path], last = entry, path
    if not text.endswith(_END) or line.endswith(b",\n") == bool(files):
        raise ManifestError("is not one that factpress wrote: it ends in another way")
    for name in (MANIFEST_NAME, SIGNATURE_NAME):
        if name in files:
            raise ManifestError(f"lists {name!r}: {why_no_path(name)}")
    return SiteManifest(number, generator, content, files)


def _usual(path: bytes, size: bytes, sha256: bytes) -> tuple[str, FileEntry]:
    """As `_entry`, of a line whose path needs no check."""
    return path.decode("ascii"), FileEntry(int(size), sha256.decode("ascii"))


def _head(line: bytes) -> tuple[int, str, str]:
    """The members of the first line but for the files, which follow it."""
    stored = _json(line + b"}}", "its first line")
    number, generator, content, files = _members(
        stored, ("format", "generator", "content", "files"), "its first line"
    )
    if type(number) is not int or number != FORMAT:
        raise ManifestError(f"has format {_shown(number)}; this version knows {FORMAT}")
    if not isinstance(generator, str) or not _is_generator(generator):
        raise ManifestError(f"names no generator: {_shown(generator)}")
    if not _is_digest(content):
        raise ManifestError(f"has no digest of the content: {_shown(content)}")
    if files != {} or _first_line(number, generator, content).encode() != line:
        raise ManifestError("is not one that factpress wrote: its first line is another")
    return number, generator, content


def _json(text: bytes, of: str) -> Any:
    try:
        if len(text) > _LONGEST_LINE:
            raise ValueError(f"has more than {_LONGEST_LINE:,} bytes")
        return json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ManifestError(f"is not one that factpress wrote: {of}: {_shown(error)}") from error


def _members(value: Any, names: tuple[str, ...], of: str) -> list[Any]:
    """The values of an object that has members of these names, and no other."""
    if not isinstance(value, dict) or value.keys() != set(names):
        raise ManifestError(f"{of} must have {', '.join(names)}, and nothing else")
    return [value[name] for name in names]


def _entry(line: bytes) -> tuple[str, FileEntry]:
    """The path and the entry of a line."""
    stored = _json(b"{%b}" % line, "a line")
    if not isinstance(stored, dict) or len(stored) != 1:
        raise ManifestError(f"has a line that is no entry: {_shown(line[:200])}")
    ((path, value),) = stored.items()
    if wrong := why_no_path(path):
        raise ManifestError(f"lists {_shown(path)}: {wrong}")
    size, sha256 = _members(value, ("size", "sha256"), _shown(path))
    if type(size) is not int or not 0 <= size <= _LARGEST_FILE:
        raise ManifestError(f"{_shown(path)} has no size that a file can have: {_shown(size)}")
    if not _is_digest(sha256):
        raise ManifestError(f"{_shown(path)} has no SHA-256 in hex: {_shown(sha256)}")
    entry = FileEntry(size, sha256)
    if _line(path, entry).encode() != line:
        raise ManifestError(f"is not one that factpress wrote: {_shown(line[:200])}")
    return path, entry


def why_no_path(path: str) -> str:
    """Why a manifest cannot list a path, or "": it must lead to a file below the site's root."""
    parts = path.split("/")
    if path in (MANIFEST_NAME, SIGNATURE_NAME):
        return "the manifest cannot list itself or its signature"
    if any(part in ("", ".", "..") for part in parts) or _DRIVE.match(path):
        return "the path does not lead to a file below the site's root"
    if "\\" in path or not _is_plain(path):
        return "the path has a backslash or a character that no address has"
    if len(path) > _LONGEST_PATH:
        return f"the path has more than {_LONGEST_PATH} characters"
    return ""


def _is_generator(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_GENERATOR and _is_plain(text)


def _is_plain(text: str) -> bool:
    """Whether a text has no control character and no half of a surrogate pair."""
    if text.isascii():
        return text.isprintable()
    return all(unicodedata.category(each) not in ("Cc", "Cs") for each in text)


def _is_digest(value: Any) -> bool:
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None


def _shown(value: Any) -> str:
    """A value in ASCII, cut short, so that a terminal prints it as it is."""
    text = ascii(str(value) if isinstance(value, Exception) else value)
    return text if len(text) <= 120 else f"{text[:117]}..."
