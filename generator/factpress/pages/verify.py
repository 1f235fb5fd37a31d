"""The page at `/verify/`: how readers check that a copy of the site is as it was published."""

from __future__ import annotations

from typing import ClassVar

from factpress.i18n.translations import words
from factpress.model.cards import Catalog
from factpress.model.contexts import Page
from factpress.model.urls import MANIFEST_NAME, VERIFY_URL, absolute
from factpress.pages.frame import PageContext, framed_page, page_frame, trail

# Prints a line for each file as `sha256sum --check` reads it.
CHECK_FILES = (
    'python3 -c "import json; '
    "[print(f['sha256'], '', p) for p, f in "
    f"json.load(open('{MANIFEST_NAME}', encoding='utf-8'))['files'].items()]\" "
    "| sha256sum --check --quiet"
)


class VerifyPage(PageContext, frozen=True, kw_only=True):
    """How to verify the site."""

    template: ClassVar = "verify.html"
    key: str | None  #: The publication's public key
    check_signature: str | None  #: The command that checks the signature, if there is a key
    check_files: str  #: The command that compares a copy with the manifest
    audit: str  #: The command that does all of it over the web


def page(catalog: Catalog) -> Page:
    """The page that says how to verify the site."""
    publication = catalog.publication
    say = words(publication.language)
    key = publication.publisher.key if publication.publisher else None
    description = say(
        "How to check that a copy of %(name)s is as it was published.", name=publication.name
    )
    title = say("Verify this site")
    address = absolute("/", publication.url) if publication.url else "ADDRESS"
    context = VerifyPage(
        frame=page_frame(catalog, VERIFY_URL, title, description, trail(catalog)),
        key=key,
        check_signature=f"minisign -Vm {MANIFEST_NAME} -P {key}" if key else None,
        check_files=CHECK_FILES,
        audit=f"factpress audit {address}{f' --key {key}' if key else ''}",
    )
    return framed_page("verify page", context)
