"""Sites in folders for audits: small, with a manifest, and copies that somebody has altered."""

from __future__ import annotations

from pathlib import Path

from factpress.lock.minisign import new_key, sign
from factpress.model.encoding import digest
from factpress.output.site_manifest import FileEntry, SiteManifest, serialised

KEY = new_key()
ASSET = b"p { color: black }\n"
OLD_ASSET = b"p { color: gray }\n"
FILES = {
    "404.html": b"<p>Not found.</p>\n",
    f"assets/style.{digest(ASSET)[:12]}.css": ASSET,
    "claims/dam/claim.json": b'{"rating": "mixed"}\n',
    "claims/dam/index.html": b"<h1>The dam is full.</h1>\n",
    "claims/dam/index.html.gz": b"\x1f\x8b-not-quite-gzip",
    "empty.txt": b"",
    "index.html": b"<h1>Dam Watch</h1>\n",
}
OLD_ASSET_PATH = f"assets/style.{digest(OLD_ASSET)[:12]}.css"


def entry_of(content: bytes) -> FileEntry:
    """The entry of a file with these bytes."""
    return FileEntry(len(content), digest(content))


def manifest_of(files: dict[str, bytes]) -> bytes:
    """The manifest of a site with these files."""
    entries = {path: entry_of(content) for path, content in files.items()}
    return serialised(SiteManifest(1, "factpress 1.2.3", digest(b"content"), entries))


def write(folder: Path, files: dict[str, bytes]) -> None:
    """Writes files below a folder."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def write_site(folder: Path, files: dict[str, bytes] | None = None, *, signed: bool = True) -> None:
    """Writes a site with its manifest and signature."""
    files = FILES if files is None else files
    manifest = manifest_of(files)
    write(folder, {**files, "manifest.json": manifest})
    if signed:
        write(folder, {"manifest.json.minisig": sign(manifest, KEY, "manifest.json")})
