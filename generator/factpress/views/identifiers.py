"""Identifiers outside the site: addresses where there is a base, UUIDs where there is none.

They stay the same as long as the publication keeps its name, its language and its base. Public
source of the UUIDs: RFC 9562, section 5.5 (version 5).
"""

from __future__ import annotations

import uuid
from functools import lru_cache

from factpress.model.cards import Catalog
from factpress.model.urls import absolute, relative

# The project has no address of its own to name things by; this number was drawn once for it.
_FACTPRESS = uuid.UUID("98a3ce8f-ae51-4c58-8621-613ee6415c3e")
VOCABULARY = f"{_FACTPRESS.urn}#"


def identifier(catalog: Catalog, url: str, *name: str) -> str:
    """The absolute address of `url`; without a base the UUID of `name` within the publication."""
    if catalog.publication.url:
        return absolute(url, catalog.publication.url)
    publication = catalog.publication
    namespace = _namespace(publication.name, publication.language)
    return uuid.uuid5(namespace, "\n".join(name)).urn


@lru_cache(maxsize=8)
def _namespace(name: str, language: str) -> uuid.UUID:
    """The publication itself, in which its things have their names: asked for each of them."""
    return uuid.uuid5(_FACTPRESS, f"{name}\n{language}")


def mark_of(catalog: Catalog) -> str:
    """The publication's mark: its own, or the first letter of its name."""
    publication = catalog.publication
    letters = (character for character in publication.name if character.isalnum())
    return publication.mark or next(letters, publication.name[:1]).upper()


def address(catalog: Catalog, url: str, seen_from: str) -> str:
    """The absolute address of `url`; without a base the one that is relative to `seen_from`."""
    base = catalog.publication.url
    return absolute(url, base) if base else relative(url, seen_from)


def absolute_address(catalog: Catalog, url: str) -> str | None:
    """The absolute address of `url`; None without a base."""
    base = catalog.publication.url
    return absolute(url, base) if base else None
