"""Audits and signatures of sites at the command line."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from factpress.cli.commands import DISK, DONE, REFUSED, UsageError
from factpress.cli.keys import signing
from factpress.cli.printing import print_lines, print_status, progress_of
from factpress.model.problems import BuildRefused, Problem

if TYPE_CHECKING:
    from factpress.audit.comparison import Audit, Site

# https://jedisct1.github.io/minisign/
_MINISIGN_KEY = re.compile(r"RW[QRST][A-Za-z0-9+/]{53}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_URL = re.compile(r"https?://[^/?#@\s]+(/[^?#\s]*)?", re.IGNORECASE)
_MOST_REDIRECTS = 5
_MEANINGS = {
    "valid": "signed with key {about}",
    "invalid": "NOT validly signed: {about}",
    "missing": "NOT signed: {about}",
    "unsigned": "not signed: {about}",
    "uncheckable": "signature NOT checked: {about}",
    "unchecked": "signature not checked: {about}",
}
_NO_PROOF = (
    "anybody who can change files here can change the manifest too, so this proves only that they "
    "agree; give the publication's public key with --key"
)


def audit(arguments: argparse.Namespace) -> int:
    """Compares a site with its manifest; 1 when they differ, 74 when something cannot be read."""
    from factpress.audit.comparison import audited

    key = arguments.key or _key_of(arguments)
    if arguments.key and not _MINISIGN_KEY.fullmatch(arguments.key):
        raise UsageError("--key: not a public key: it has 56 characters, and begins with RW")
    expected = arguments.expect and arguments.expect.lower()
    if expected and not _DIGEST.fullmatch(expected):
        raise UsageError("--expect: not a SHA-256, which has 64 hex digits")
    with (
        _opened(arguments.site, arguments.seconds) as site,
        progress_of(quiet=arguments.json) as progress,
    ):
        found = audited(site, key, expected, progress)
    print_lines(_as_json(found) if arguments.json else "\n".join(_lines(found)))
    if not arguments.json:
        _print_outcome(found)
    if found.differs:
        return REFUSED
    return DISK if found.findings or found.signature.status == "uncheckable" else DONE


@contextmanager
def _opened(named: str, seconds: float) -> Iterator[Site]:
    """The site at an address, or in a folder."""
    if "://" not in named:
        from factpress.audit.comparison import Folder
        from factpress.output.site_folder import opened_site

        with opened_site(Path(named)) as folder:
            yield Folder(folder)
        return
    from factpress.audit.mirror import Mirror

    if not _URL.fullmatch(named):
        raise UsageError(f"{plain(named)} is no address of a site, such as https://dam.example/")
    yield Mirror(named, seconds)


def sign(arguments: argparse.Namespace) -> int:
    """Signs the manifest of a site that is as it lists it; 1 when it is not, or without a key."""
    from factpress.audit.signing import may_be_signed, sign_site
    from factpress.lock.minisign import SigningError, key_name, public_part
    from factpress.lock.signing import given_key, secret_key
    from factpress.output.site_folder import opened_site

    public, keys = _key_of(arguments), signing(arguments)
    folders = (arguments.site, arguments.content or _CONTENT)
    try:
        if public:
            secret = secret_key(keys, public, folders, "the site")
        else:
            given = given_key(keys, folders)
            if given is None:
                raise SigningError(_NO_KEY)
            secret = given
            print_status(f"warning: no publication names this key: {public_part(secret)}", "yellow")
        with (
            _without_builds(arguments.site),
            opened_site(arguments.site) as folder,
            progress_of(quiet=False) as progress,
        ):
            found = sign_site(folder, secret, progress)
    except SigningError as error:
        print_status(f"factpress: {plain(str(error))}", "red")
        return REFUSED
    if not may_be_signed(found):
        print_lines("\n".join(_lines(found)))
        print_status(f"{plain(str(arguments.site))}: not signed; build the site anew", "red")
        return REFUSED
    print_lines("\n".join(_about(found)))
    for added in found.findings:
        about = f"warning: {added.path} {added.about}, so the signature does not cover it"
        print_status(plain(about), "yellow")
    print_status(f"signed with key {key_name(secret.key_id)}", "green")
    return DONE


def _without_builds(site: Path) -> AbstractContextManager[None]:
    """Keeps builds from changing a site meanwhile, if it is where builds put it."""
    from factpress.output.workspace import Workspace, locked

    folder = Workspace.of(site).folder
    return locked(folder) if folder.is_dir() else nullcontext()


_CONTENT = Path("content")
_NO_KEY = (
    "no key to sign with: set publisher.key in content/publication.yaml (`factpress key new` makes "
    "a key and says how), or name a secret key with --key"
)


def _key_of(arguments: argparse.Namespace) -> str | None:
    """The public key of the publication, if there is a publication and it names one."""
    from factpress.content.settings_file import settings_in
    from factpress.lock.signing import public_key
    from factpress.model.cards import InputFile
    from factpress.model.encoding import digest
    from factpress.model.urls import SETTINGS_PATH
    from factpress.output import disk

    path = (arguments.content or _CONTENT) / SETTINGS_PATH
    content = disk.read(path)
    if content is None:
        if arguments.content:
            raise BuildRefused([Problem(str(path), 1, 1, "there is no such file")])
        return None
    settings = settings_in(InputFile(str(path), content, digest(content)))
    if settings.fields is None:
        raise BuildRefused(settings.problems)
    return public_key(settings)


def _lines(found: Audit) -> Iterator[str]:
    """The result of an audit: a line for each finding, then what the site is."""
    for each in found.findings:
        yield plain(f"{each.status}: {each.path}: {each.about}")
    for path in found.kept:
        yield plain(f"kept: {path}: an asset of an earlier build")
    for number, (path, address) in enumerate(found.redirects.items()):
        if number == _MOST_REDIRECTS:
            yield f"redirected: {len(found.redirects) - number:,} more files"
            break
        yield plain(f"redirected: {path}: to {address}")
    yield from _about(found)


def _about(found: Audit) -> Iterator[str]:
    if found.manifest:
        files = found.manifest.files
        yield plain(f"generator: {found.manifest.generator}")
        yield f"content: {found.manifest.content}"
        yield f"files: {len(files):,}, {sum(each.size for each in files.values()):,} bytes"
    if found.digest:
        yield f"manifest: {found.digest}"


def _print_outcome(found: Audit) -> None:
    meaning = _MEANINGS[found.signature.status].format(about=plain(found.signature.about))
    is_valid = found.signature.status == "valid"
    print_status(meaning, "green" if is_valid else "red" if found.differs else "yellow")
    if found.findings:
        number = len(found.findings)
        print_status(f"{number:,} {'file differs' if number == 1 else 'files differ'}", "red")
    elif is_valid:
        print_status("all files are as they were signed", "green")
    elif not found.differs:
        print_status(f"all files are as the manifest lists them; {_NO_PROOF}", "yellow")


def _as_json(found: Audit) -> str:
    """An audit as one JSON object; docs/reference/commands.md has its members."""
    manifest = found.manifest
    return json.dumps(
        {
            "as_listed": not found.findings,
            "signature": found.signature._asdict(),
            "manifest": found.digest or None,
            "generator": manifest.generator if manifest else None,
            "content": manifest.content if manifest else None,
            "files": len(manifest.files) if manifest else 0,
            "findings": [each._asdict() for each in found.findings],
            "kept": list(found.kept),
            "redirects": dict(found.redirects),
        },
        indent=2,
    )


def plain(text: str) -> str:
    """A text for a terminal: characters that move the cursor or are not seen are escaped."""
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)
