"""Unicode composition (NFC) that remembers positions.

In goes any text; out come its NFC form and the offsets between the two. The public source is
Unicode Standard Annex 15, "Unicode Normalization Forms". Knows nothing of typography.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from factpress.evidence.offsets import Offsets, Rewrite, rewrite

# Past the last plane with letters stand only private use, tags and variation selectors.
_LAST_COMPOSING = 0x32000
_HANGUL_VOWELS_AND_FINALS = "\u1160-\u11ff"
_AFTER_ASCII = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")


def composed(text: str) -> tuple[str, Offsets | None]:
    """The text in NFC, and its offsets; None when the text was in NFC already."""
    if unicodedata.is_normalized("NFC", text):
        return text, None
    finely, offsets = rewrite(text, _clusters(_cluster_pattern(), text))
    if unicodedata.is_normalized("NFC", finely):
        return finely, offsets
    # A newer Unicode may join characters that the pattern keeps apart: then whole runs are mapped.
    return rewrite(text, _clusters(_AFTER_ASCII, text))


def _clusters(pattern: re.Pattern[str], text: str) -> Iterator[Rewrite]:
    for found in pattern.finditer(text):
        whole = unicodedata.normalize("NFC", found[0])
        if whole != found[0]:
            yield Rewrite(found.start(), found.end(), whole)


@cache
def _cluster_pattern() -> re.Pattern[str]:
    """Matches a character with all that may compose with it, or one that NFC changes by itself."""
    joining: set[str] = set()
    changing: set[str] = set()
    for code in range(0x80, _LAST_COMPOSING):
        char = chr(code)
        if unicodedata.combining(char):
            joining.add(char)
        parts = unicodedata.decomposition(char)
        if parts and not parts.startswith("<"):
            joining.update(chr(int(part, 16)) for part in parts.split()[1:])
            if unicodedata.normalize("NFC", char) != char:
                changing.add(char)
    after = f"[{''.join(sorted(joining))}{_HANGUL_VOWELS_AND_FINALS}]"
    return re.compile(f"(?s:.){after}+|[{''.join(sorted(changing))}]")
