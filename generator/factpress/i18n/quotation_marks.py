"""The quotation marks of languages: private characters in a body, the marks themselves on a page.

A body is converted without its language, which is set when a page is made. Source: Unicode CLDR,
delimiters of each language; French puts no-break spaces inside (Imprimerie nationale).
"""

from __future__ import annotations

from functools import cache
from typing import Final

# Where a typed mark opens or closes a quotation, and a quotation within one. No input holds them.
OPEN, CLOSE, OPEN_INNER, CLOSE_INNER = "\ue010", "\ue011", "\ue012", "\ue013"
_ENGLISH: Final = ("“", "”", "‘", "’")
_SPACED: Final = ("«\u00a0", "\u00a0»", "“", "”")
_ANGLES: Final = ("«", "»", "“", "”")
_GERMAN: Final = ("„", "“", "‚", "‘")
_LOW_AND_HIGH: Final = ("„", "”", "«", "»")
_RUSSIAN: Final = ("«", "»", "„", "“")
_ALL_HIGH: Final = ("”", "”", "’", "’")
_CORNERS: Final = ("「", "」", "『", "』")
_NESTED_ANGLES: Final = ("«", "»", "‹", "›")
_BY_LANGUAGE: Final = {
    "am": _NESTED_ANGLES,
    # CLDR has ”…“; the press and the interface in Arabic have these.
    "ar": _ANGLES,
    "be": _RUSSIAN,
    "bg": _GERMAN,
    "br": _SPACED,
    "bs": ("„", "”", "‘", "’"),
    "ca": _ANGLES,
    "cs": _GERMAN,
    "de": _GERMAN,
    "de-CH": _NESTED_ANGLES,
    "el": _ANGLES,
    "es": _ANGLES,
    "et": ("„", "“", "«", "»"),
    "eu": _ANGLES,
    "fa": _NESTED_ANGLES,
    "fi": _ALL_HIGH,
    "fr": _SPACED,
    "fr-CH": _NESTED_ANGLES,
    "gl": _ANGLES,
    "he": _ALL_HIGH,
    "hr": ("„", "”", "‚", "’"),
    "hu": ("„", "”", "»", "«"),
    "hy": ("«", "»", "«", "»"),
    "is": _GERMAN,
    "it": _ANGLES,
    "it-CH": _NESTED_ANGLES,
    "ja": _CORNERS,
    "ka": _GERMAN,
    "lb": _GERMAN,
    "lt": _GERMAN,
    "mk": _GERMAN,
    "nb": ("«", "»", "‘", "’"),
    "nn": ("«", "»", "‘", "’"),
    "no": ("«", "»", "‘", "’"),
    "pl": _LOW_AND_HIGH,
    "pt-PT": _ANGLES,
    "ro": _LOW_AND_HIGH,
    "ru": _RUSSIAN,
    "sk": _GERMAN,
    "sl": _GERMAN,
    "sq": _ANGLES,
    "sr": ("„", "“", "‘", "’"),
    "sv": _ALL_HIGH,
    "uk": _RUSSIAN,
    "yue": _CORNERS,
    "zh-Hant": _CORNERS,
    "zh-HK": _CORNERS,
    "zh-TW": _CORNERS,
}


@cache
def quotation_marks(language: str) -> tuple[str, str, str, str]:
    """The four marks of a language (BCP 47), outer and inner; those of English if unknown."""
    parts = language.split("-")
    for length in range(len(parts), 0, -1):
        found = _BY_LANGUAGE.get("-".join(parts[:length]))
        if found:
            return found
    of_region = _BY_LANGUAGE.get(f"{parts[0]}-{parts[-1]}")
    return of_region or _ENGLISH


def with_quotation_marks(text: str, language: str) -> str:
    """A text with the marks of a language in place of the private characters."""
    # Four searches for one character take a fraction of one for any of them.
    for mark, shown in zip(
        (OPEN, CLOSE, OPEN_INNER, CLOSE_INNER), quotation_marks(language), strict=True
    ):
        if mark in text:
            text = text.replace(mark, shown)
    return text
