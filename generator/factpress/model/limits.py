"""The limits of everything that a build reads, all in one table.

A stranger may send a card, so each file has a limit that no careful writer meets, and that keeps a
refusal under a second and 200 MB. docs/reference/limits.md has them for writers.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from factpress.model.urls import (
    DOCUMENTS,
    LOCK_PATH,
    SETTINGS_PATH,
    SIGNATURE_PATH,
)

_KB: Final = 1 << 10
_MB: Final = 1 << 20

# A long article has 30 kB; its Markdown takes seconds at this size, at the most.
CARD_BYTES: Final = 256 * _KB
FRONT_BYTES: Final = 64 * _KB
SETTINGS_BYTES: Final = 256 * _KB
# 100,000 claims need 80 MB of lock.
LOCK_BYTES: Final = 1 << 30
SIGNATURE_BYTES: Final = 64 * _KB
# In content/, where a stranger may add one; `document_mb` of the settings counts besides.
DOCUMENT_BYTES: Final = 64 * _MB
TEMPLATE_BYTES: Final = 1 * _MB
# Fonts of East Asian scripts have up to 20 MB.
ASSET_BYTES: Final = 32 * _MB
# Entries of one list or mapping in front matter and settings.
ENTRIES: Final = 500
# Lists and mappings inside one another.
DEPTH: Final = 16
# Links and citations of one body: each is looked up among all cards.
BODY_LINKS: Final = 10_000
# Problems of one file that are reported; each further one costs a search for what was meant.
PROBLEMS: Final = 50
# Files of the content, or of the templates; and folders inside one another.
FILES: Final = 1_000_000
FOLDERS: Final = 16


# Every file may have so many bytes.
LEAST_BYTES: Final = 64 * _KB
_OF_FILE = MappingProxyType(
    {SETTINGS_PATH: SETTINGS_BYTES, LOCK_PATH: LOCK_BYTES, SIGNATURE_PATH: SIGNATURE_BYTES}
)


def bytes_of_content(path: str) -> int:
    """The most bytes of a file of the content, by its path there."""
    return DOCUMENT_BYTES if path.startswith(DOCUMENTS) else _OF_FILE.get(path, CARD_BYTES)


def bytes_of_template(path: str) -> int:
    """The most bytes of a file of the templates, by its path there."""
    return ASSET_BYTES if path.startswith("assets/") else TEMPLATE_BYTES


def in_words(size: int) -> str:
    """A limit in bytes as messages have it, such as `256 kB`, which is 256 times 1,024."""
    return f"{size // _MB} MB" if size % _MB == 0 else f"{size // _KB} kB"
