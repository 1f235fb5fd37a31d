"""Signing a site: its manifest is signed once every file is found to be as it lists it."""

from __future__ import annotations

from factpress.audit.comparison import Audit, Folder, Progress, audited
from factpress.lock.minisign import SecretKey, SigningError, sign
from factpress.model.encoding import digest
from factpress.model.urls import MANIFEST_NAME, SIGNATURE_NAME
from factpress.output.site_folder import SiteFolder
from factpress.output.site_manifest import MOST_BYTES


def may_be_signed(found: Audit) -> bool:
    """Whether every file that the manifest lists is as it lists it."""
    return all(finding.status == "added" for finding in found.findings)


def sign_site(folder: SiteFolder, secret: SecretKey, progress: Progress) -> Audit:
    """Signs the manifest of a site that is as it lists it; the audit says whether it is.

    Files that it does not list, such as the CNAME of a host, are not signed; they hinder nothing.
    The same manifest and key give the same signature. Raises SigningError, DiskError.
    """
    found = audited(Folder(folder), None, None, progress)
    if not may_be_signed(found):
        return found
    manifest = folder.read(MANIFEST_NAME, MOST_BYTES)
    if digest(manifest) != found.digest:
        raise SigningError(f"{MANIFEST_NAME} was changed meanwhile; sign again")
    folder.replace(SIGNATURE_NAME, sign(manifest, secret, "manifest.json"))
    return found
