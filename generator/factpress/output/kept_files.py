"""Files of the previous generation that stay reachable, for pages of it that are still open.

Their names have digits of a digest of their bytes, so that they are told from files that somebody
added.
"""

from __future__ import annotations

import re
import zlib

from factpress.model.encoding import digest
from factpress.model.urls import COMPRESSED

KEPT = re.compile(
    r"((?:assets/.+|search/index)\.(?P<digits>[0-9a-f]{12})\.\w+|pagefind/.+\.pf_\w+)(\.gz)?"
)
# A browser shows these as pages. They are never kept, whatever their names.
_PAGES = re.compile(r".*\.(x?html?|xml|php|cgi)(\.gz)?", re.IGNORECASE)
# Pagefind names most parts of its index by a digest made before the last step of packing. This is
# how each begins, unpacked: https://github.com/Pagefind/pagefind, fossick and output.
_PART_OF_INDEX = b"pagefind_dcd"
_GZIP = 31
LARGEST_KEPT = 1 << 26


def bears_out(path: str, content: bytes) -> bool:
    """Whether a file is one that a build keeps: its bytes are those that its name speaks of."""
    named = KEPT.fullmatch(path)
    if named is None or _PAGES.fullmatch(path) or len(content) > LARGEST_KEPT:
        return False
    if named["digits"] is None:
        return _unpacked(content, len(_PART_OF_INDEX)) == _PART_OF_INDEX
    if path.endswith(COMPRESSED):
        content = _unpacked(content, LARGEST_KEPT)
    return digest(content).startswith(named["digits"])


def _unpacked(content: bytes, most: int) -> bytes:
    """The first bytes of a gzip file; none of another file."""
    try:
        return zlib.decompressobj(_GZIP).decompress(content, most)
    except zlib.error:
        return b""
