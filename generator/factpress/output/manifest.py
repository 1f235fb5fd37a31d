"""The manifest: the files under `site/` that are ours, with fingerprints; and its seals.

A manifest that cannot be read counts as none: then everything is written again, and nothing is
removed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from json.encoder import encode_basestring
from pathlib import Path

from factpress.model.encoding import digest, signed
from factpress.model.problems import DiskError, FolderRefused
from factpress.model.site import Manifest, Written
from factpress.output import disk

MANIFEST = ".factpress/manifest.json"
_FORMAT = 1
# All paths that a site's outputs have had; compiled when it is needed, which is seldom.
_OUTPUT = (
    r"((.+/)?index\.html|(.+/)?feed\.(xml|json)|.+/(matrix|network|timeline|lineage|ratings)\.svg|"
    r"claims/[^/]+/((evidence|claim|cite)\.(json|bib)|[\w.-]+\.png)|(assets|data|embed|pagefind)/.+|"
    r"search/index\.\w+\.js|404\.html|icon-\d+\.png|robots\.txt|icon\.svg|site\.webmanifest|search\.xml|"
    r"sitemap(-\d+)?\.xml)(\.gz)?"
)
_CHANGED = ("content changed", "template changed")


def parsed(text: bytes | None) -> Manifest:
    """The manifest of a site, from its text."""
    try:
        stored = json.loads(text or b"")
        if stored["format"] != _FORMAT:
            return Manifest()
        outputs = {
            path: Written(str(fingerprint), str(digest))
            for path, (fingerprint, digest) in stored["outputs"].items()
            if _is_below(path)
        }
        # Raises ValueError for a lone surrogate, which no manifest that is written can hold.
        "".join(chain(outputs, *outputs.values())).encode()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Manifest()
    return Manifest(outputs)


def serialised(manifest: Manifest) -> bytes:
    """The manifest as stored: one output a line, sorted, the same for the same site."""
    outputs = manifest.outputs
    body = ",\n".join([f"{_key(path)}{_value(outputs[path])}" for path in sorted(outputs)])
    return f'{{"format": {_FORMAT}, "outputs": {{\n{body}\n}}}}\n'.encode()


# Texts as json.dumps writes them, which takes ten times as long to find that they are texts.
def _key(path: str) -> str:
    return f"{encode_basestring(path)}: "


def _value(written: Written) -> str:
    return f"[{encode_basestring(written.fingerprint)}, {encode_basestring(written.digest)}]"


def _span(text: bytes, path: str) -> tuple[int, int]:
    """The place of an entry's value in a manifest as stored; (-1, -1) when there is none."""
    key = f"\n{_key(path)}".encode()
    start = text.find(key)
    if start < 0:
        return -1, -1
    start += len(key)
    return start, text.index(b"]", start) + 1


def entries(text: bytes, paths: Iterable[str]) -> Manifest:
    """Some entries of a manifest as stored, without reading all of it."""
    spans = {path: _span(text, path) for path in paths}
    return Manifest(
        {path: Written(*json.loads(text[a:b])) for path, (a, b) in spans.items() if a >= 0}
    )


def with_entries(
    text: bytes, outputs: Mapping[str, Written], gone: Collection[str] = ()
) -> tuple[bytes, bytes]:
    """A manifest as stored, with other values for some entries: with those gone, and without."""
    if gone or any(_span(text, path)[0] < 0 for path in outputs):
        every = {**parsed(text).outputs, **outputs}
        rest = {path: every[path] for path in every.keys() - set(gone)}
        return serialised(Manifest(every)), serialised(Manifest(rest))
    for path, written in outputs.items():
        start, end = _span(text, path)
        text = text[:start] + _value(written).encode() + text[end:]
    return text, text


def _is_below(path: str) -> bool:
    """Whether a path leads to a place below the folder it is relative to, and is written so."""
    parts = path.split("/")
    return "\0" not in path and not any(part in ("", ".", "..") for part in parts)


def is_like_ours(path: str) -> bool:
    """Whether an output of some site can have this path."""
    return re.fullmatch(_OUTPUT, path) is not None


def why_stale(output_path: str, fingerprint: str, manifest: Manifest, on_disk: str | None) -> str:
    """Why an output must be made again, or "" when it is provably the same.

    `on_disk` is the digest of the file, None when it is missing. Fingerprints have
    the form `context.template`, so that the one that differs can be named.
    """
    written = manifest.outputs.get(output_path)
    if written is None:
        return "new"
    if on_disk is None:
        return "missing from the site"
    if on_disk != written.digest:
        return "changed by another hand"
    then, now = written.fingerprint.split("."), fingerprint.split(".")
    if then == now:
        return ""
    if len(then) != len(now):
        return "made by another version"
    return " and ".join(words for words, a, b in zip(_CHANGED, then, now, strict=True) if a != b)


_FILE = "seals"
# A site has up to three at a time, of the states between which a build may die.
_MOST = 24


class Seals:
    """The seals of the manifests of a site that this machine has written.

    Without a folder or a key, none is known and none kept.
    """

    def __init__(self, folder: Path | None, key: bytes | None, out: Path) -> None:
        self._folder, self._key = folder, key
        self._site = str(out.absolute())

    def hold(self, manifest: bytes | None) -> bool:
        """Whether a manifest was written by this machine, for this site."""
        if manifest is None or self._key is None:
            return False
        return self._seal(self._key, manifest) in self._kept()

    def keep(self, *manifests: bytes) -> str:
        """Seals manifests that are about to be written; returns why it could not, or ""."""
        if self._folder is None or self._key is None:
            return ""
        seals = [self._seal(self._key, each) for each in manifests]
        every = list(dict.fromkeys([*seals, *self._kept()]))[:_MOST]
        try:
            disk.remember(self._folder / _FILE, ["\n".join([*every, ""]).encode()])
        except DiskError as error:
            return str(error)
        return ""

    def _seal(self, key: bytes, manifest: bytes) -> str:
        text = f"{digest(manifest)}\0{self._site}".encode("utf-8", "surrogateescape")
        return signed(key, b"manifest", text)

    def _kept(self) -> list[str]:
        if self._folder is None:
            return []
        try:
            disk.refuse_links(self._folder)
            stored = disk.read(self._folder / _FILE) or b""
        except FolderRefused:
            raise
        except DiskError:
            return []
        return stored.decode("latin-1").split()
