"""The record of outputs: the site's files that are ours, with their fingerprints, sealed.

It is in the workspace, for the next build. Its seal is made with the cache key: a record that this
machine did not write for this site proves nothing. Without it, the site's public manifest says
which files may be ours.
"""

from __future__ import annotations

import hmac
import json
import os
import re
from collections.abc import Collection, Iterable, Mapping
from json.encoder import encode_basestring
from pathlib import Path

from factpress.model.encoding import digest, signed
from factpress.model.site import Manifest, Written
from factpress.model.urls import MANIFEST_NAME
from factpress.output import disk, site_manifest

# Where versions before the workspace kept their record.
FORMER_FOLDER = ".factpress"
_FORMER_RECORD = f"{FORMER_FOLDER}/manifest.json"
_FORMAT = 2
# All paths that a site's outputs have had; compiled when it is needed, which is seldom.
_OUTPUT = (
    r"(manifest\.json|(.+/)?index\.html|(.+/)?feed\.(xml|json)|"
    r".+/(matrix|network|timeline|lineage|ratings|contradictions|axis|fan)\.svg|"
    r"(.+/)?card\.[0-9a-f]+\.png|"
    r"claims/[^/]+/((evidence|claim|cite)\.(json|bib)|[\w.-]+\.png)|(assets|data|embed|pagefind)/.+|"
    r"search/(index\.\w+\.js|titles\.json)|404\.html|icon-\d+\.png|robots\.txt|icon\.svg|site\.webmanifest|search\.xml|"
    r"_headers|\.htaccess|\.well-known/security\.txt|"
    r"sitemap(-\d+)?\.xml)(\.gz)?"
)
_CHANGED = ("content changed", "template changed")


NOTHING = Manifest()


def sealed(key: bytes, out: Path, body: bytes) -> bytes:
    """A text of this machine for this site, with its seal before it."""
    return f"{_seal(key, out, body)}\n".encode() + body


def unsealed(key: bytes | None, out: Path, text: bytes | None) -> bytes | None:
    """The text under a seal; None where this machine did not write it for this site."""
    if key is None or text is None:
        return None
    seal, _, body = text.partition(b"\n")
    return body if hmac.compare_digest(seal, _seal(key, out, body).encode()) else None


def _seal(key: bytes, out: Path, body: bytes) -> str:
    text = f"{digest(body)}\0{out.absolute()}".encode("utf-8", "surrogateescape")
    return signed(key, b"outputs", text)


def parsed(body: bytes | None) -> Manifest:
    """The outputs of a record, from its text; none where it cannot be read."""
    try:
        stored = json.loads(body or b"")
        if stored["format"] != _FORMAT:
            return Manifest()
        return Manifest(
            {path: Written(*each) for path, each in stored["outputs"].items() if is_below(path)},
            {path: str(each) for path, each in stored["kept"].items() if is_below(path)},
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Manifest()


def claimed(out: Path, record: Path, proved: Manifest = NOTHING) -> Manifest:
    """The outputs that nothing proves: of the public manifest, or a record that is not proved.

    There are none where the outputs that are proved are those of the public manifest.
    """
    text = disk.read(out / MANIFEST_NAME)
    known = proved.outputs.get(MANIFEST_NAME)
    if text is not None and known and known.digest == digest(text):
        return NOTHING
    try:
        files = site_manifest.parsed(text).files if text is not None else {}
        public = Written("", digest(text), len(text)) if text is not None else None
    except site_manifest.ManifestError:
        files, public = {}, None
    found = {path: Written("", entry.sha256, entry.size) for path, entry in files.items()}
    if public:
        return Manifest({**found, MANIFEST_NAME: public})
    try:
        _, _, body = (disk.read(record) or b"").partition(b"\n")
        stored = json.loads(body or disk.read(out / _FORMER_RECORD) or b"")["outputs"].items()
        return Manifest(
            {path: Written("", str(each[1]), 0) for path, each in stored if is_below(path)}
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return Manifest()


def is_built(out: Path, record: Path) -> bool:
    """Whether a folder is a site that factpress built."""
    text = disk.read(out / MANIFEST_NAME)
    is_ours = text is not None and site_manifest.is_manifest(text)
    return is_ours or bool(claimed(out, record).outputs)


def serialised(manifest: Manifest) -> bytes:
    """A record as stored: one output a line, sorted, the same for the same site."""
    outputs = manifest.outputs
    body = ",\n".join([f"{_key(path)}{_value(outputs[path])}" for path in sorted(outputs)])
    return _head(manifest.kept) + _OUTPUTS + f"{body}\n}}}}\n".encode()


_OUTPUTS = b', "outputs": {\n'


def _head(kept: Mapping[str, str]) -> bytes:
    files = json.dumps(dict(kept), ensure_ascii=False, sort_keys=True)
    return f'{{"format": {_FORMAT}, "kept": {files}'.encode()


# Texts as json.dumps writes them, which takes ten times as long to find that they are texts.
def _key(path: str) -> str:
    return f"{encode_basestring(path)}: "


def _value(written: Written) -> str:
    fingerprint, of_file, size = written
    return f"[{encode_basestring(fingerprint)}, {encode_basestring(of_file)}, {size}]"


def _span(text: bytes, path: str) -> tuple[int, int]:
    """The place of an entry's value in a record as stored; (-1, -1) when there is none."""
    key = f"\n{_key(path)}".encode()
    start = text.find(key)
    if start < 0:
        return -1, -1
    start += len(key)
    return start, text.index(b"]", start) + 1


def entries(text: bytes, paths: Iterable[str]) -> dict[str, Written]:
    """Some outputs of a record as stored, without reading all of it."""
    spans = {path: _span(text, path) for path in paths}
    return {path: Written(*json.loads(text[a:b])) for path, (a, b) in spans.items() if a >= 0}


def kept_in(text: bytes) -> dict[str, str]:
    """The files that a record as stored has as kept, without reading all of it."""
    head, _, _ = text.partition(_OUTPUTS)
    kept: dict[str, str] = json.loads(head + b"}")["kept"]
    return kept


def edited(
    text: bytes,
    outputs: Mapping[str, Written],
    gone: Collection[str],
    kept: Mapping[str, str],
) -> tuple[bytes, bytes]:
    """A record as stored, with other values for some outputs: with those gone, and without."""
    every_kept = {**kept_in(text), **kept}
    if gone or any(_span(text, path)[0] < 0 for path in outputs):
        every = {**parsed(text).outputs, **outputs}
        rest = {path: every[path] for path in every.keys() - set(gone)}
        return serialised(Manifest(every, every_kept)), serialised(Manifest(rest, kept))
    for path, written in outputs.items():
        start, end = _span(text, path)
        text = text[:start] + _value(written).encode() + text[end:]
    _, _, body = text.partition(_OUTPUTS)
    return _head(every_kept) + _OUTPUTS + body, _head(kept) + _OUTPUTS + body


def is_below(path: str) -> bool:
    """Whether a path leads to a place below the folder it is relative to, and is written so."""
    try:
        # Half a surrogate pair is in no path.
        written = os.fsencode(path)
    except UnicodeEncodeError:
        return False
    return b"\0" not in written and {"", ".", ".."}.isdisjoint(path.split("/"))


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
