"""The comparison of a site with its manifest: what is missing, changed or added, and by whom it is
signed.

In: a site, in a folder or on a server; a public key. Out: an Audit. A site that cannot be read
raises DiskError.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, NamedTuple, Protocol, TypeAlias

from factpress.lock.minisign import check_signature, key_name
from factpress.model.encoding import digest
from factpress.model.problems import DiskError, FolderRefused
from factpress.model.urls import MANIFEST_NAME, SIGNATURE_NAME
from factpress.output.disk import reason_of
from factpress.output.kept_files import KEPT, LARGEST_KEPT, bears_out
from factpress.output.site_folder import NotRegular, SiteFolder
from factpress.output.site_manifest import (
    MOST_BYTES,
    FileEntry,
    ManifestError,
    SiteManifest,
    parsed,
)

Status: TypeAlias = Literal["missing", "changed", "added", "unreadable"]
# `unsigned` and `unchecked`: no key is known, and there is no signature, or one. `uncheckable`: the
# library for it is missing.
SignatureStatus: TypeAlias = Literal[
    "valid", "invalid", "missing", "unsigned", "unchecked", "uncheckable"
]
_MOST_SIGNATURE = 4096
# Files of a site that no manifest lists: its own, and those of a repository around the site.
_BESIDE = frozenset((MANIFEST_NAME, SIGNATURE_NAME, ".gitignore", ".gitattributes", ".gitkeep"))


class Finding(NamedTuple):
    """A file that is not as the manifest lists it, or that it does not list."""

    status: Status
    path: str
    about: str


class Compared(NamedTuple):
    """A file with what is wrong with it, and where a server led from it to others."""

    path: str
    finding: Finding | None
    redirect: str = ""


class Signature(NamedTuple):
    """Whether the manifest is signed; `about` is the name of the key, or says what is wrong."""

    status: SignatureStatus
    about: str


class Audit(NamedTuple):
    """What a site is found to be.

    `digest` is that of the manifest's bytes. `manifest` is None where it cannot be read: then a
    finding says so. `kept` are assets of earlier builds, `redirects` {path: address}.
    """

    digest: str
    manifest: SiteManifest | None
    signature: Signature
    findings: tuple[Finding, ...]
    kept: tuple[str, ...] = ()
    redirects: Mapping[str, str] = {}

    @property
    def differs(self) -> bool:
        """Whether anything is known not to be as it was signed."""
        is_refused = self.signature.status in ("invalid", "missing")
        return is_refused or any(each.status != "unreadable" for each in self.findings)


Progress: TypeAlias = Callable[[str, int, int], None]


class Site(Protocol):
    """A site that can be compared with its manifest."""

    def read(self, path: str, most: int) -> bytes | None:
        """The bytes of a file, at the most one more than given; None where there is none.

        Raises DiskError.
        """

    def compared(self, files: Mapping[str, FileEntry]) -> Iterator[Compared]:
        """Every file with what is wrong with it."""

    def others(self, files: Mapping[str, FileEntry]) -> Iterator[tuple[str, Finding | None]]:
        """The paths of other files; None for assets of earlier builds. Raises DiskError."""


def audited(site: Site, key: str | None, expected: str | None, progress: Progress) -> Audit:
    """The audit of a site, signed with a key if one is given.

    `expected` is the digest that the manifest should have, where somebody knows it.
    """
    text, signature = (
        site.read(MANIFEST_NAME, MOST_BYTES),
        site.read(SIGNATURE_NAME, _MOST_SIGNATURE),
    )
    signed = _signature(text or b"", signature, key)
    found = digest(text or b"")
    if text is None:
        finding = Finding("missing", MANIFEST_NAME, "without it nothing can be compared")
        return Audit("", None, signed, (finding,))
    findings = []
    if expected not in (None, found):
        about = f"its SHA-256 is {found}, and {expected} is expected"
        findings.append(Finding("changed", MANIFEST_NAME, about))
    try:
        manifest = parsed(text)
    except ManifestError as error:
        finding = Finding("changed", MANIFEST_NAME, f"{error}; nothing was compared with it")
        return Audit(found, None, signed, (*findings, finding))
    redirects: dict[str, str] = {}
    count = len(manifest.files)
    for number, each in enumerate(site.compared(manifest.files), 1):
        progress("comparing", number, count)
        findings += [each.finding] if each.finding else []
        redirects |= {each.path: each.redirect} if each.redirect else {}
    others = dict(site.others(manifest.files))
    findings += [each for each in others.values() if each]
    kept = sorted(path for path, finding in others.items() if finding is None)
    in_order = tuple(sorted(findings, key=lambda each: each.path))
    return Audit(found, manifest, signed, in_order, tuple(kept), redirects)


def _signature(text: bytes, signature: bytes | None, key: str | None) -> Signature:
    if key is None:
        if signature is None:
            return Signature("unsigned", "no key is known, and there is no signature")
        return Signature("unchecked", "there is one, and no key is known to check it with")
    fault = check_signature(text, signature, key, "manifest.json")
    if fault is None:
        return Signature("valid", key_name(b64decode(key)[2:10]))
    if fault.of == "library":
        return Signature("uncheckable", fault.message)
    return Signature("missing" if signature is None else "invalid", fault.message)


def difference(found: FileEntry, entry: FileEntry) -> str:
    """How the bytes of a file differ from those that the manifest lists."""
    if found.size > entry.size:
        return f"has more than {entry.size:,} bytes"
    if found.size < entry.size:
        return f"has {found.size:,} bytes instead of {entry.size:,}"
    return f"has other bytes: its SHA-256 is {found.sha256}"


class Folder:
    """A site in a folder, compared with its manifest."""

    def __init__(self, folder: SiteFolder) -> None:
        self._folder = folder

    def read(self, path: str, most: int) -> bytes | None:
        """As `Site.read`."""
        try:
            return self._folder.read(path, most)
        except FileNotFoundError:
            return None
        except NotRegular as error:
            raise FolderRefused(f"{self._folder.root / path}: {error.strerror}") from error
        except OSError as error:
            name = self._folder.root / path
            raise DiskError(f"{name}: cannot be read: {reason_of(error)}") from error

    def compared(self, files: Mapping[str, FileEntry]) -> Iterator[Compared]:
        """As `Site.compared`."""
        for path, entry in files.items():
            yield Compared(path, self._finding(path, entry))

    def _finding(self, path: str, entry: FileEntry) -> Finding | None:
        try:
            found = self._folder.entry(path, entry.size)
        except (FileNotFoundError, NotADirectoryError):
            return Finding("missing", path, "is not there")
        except NotRegular as error:
            return Finding("changed", path, str(error.strerror))
        except OSError as error:
            return Finding("unreadable", path, reason_of(error))
        return None if found == entry else Finding("changed", path, difference(found, entry))

    def others(self, files: Mapping[str, FileEntry]) -> Iterator[tuple[str, Finding | None]]:
        """As `Site.others`."""
        try:
            for path, wrong in self._folder.paths():
                if path in files or (not wrong and path in _BESIDE):
                    continue
                is_kept = not wrong and KEPT.fullmatch(path) and self._bears_out(path)
                added = Finding("added", path, wrong or "is not in the manifest")
                yield path, None if is_kept else added
        except OSError as error:
            raise DiskError(f"{self._folder.root}: cannot be read: {reason_of(error)}") from error

    def _bears_out(self, path: str) -> bool:
        return bears_out(path, self._folder.read(path, LARGEST_KEPT))
