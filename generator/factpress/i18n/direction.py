"""The direction in which a language is written.

In: a language tag (BCP 47). Out: `ltr` or `rtl`. A table, since it is asked for by every build and
Babel, which knows it too, takes a while to import; a test compares the two.
"""

from __future__ import annotations

from typing import Literal

Direction = Literal["ltr", "rtl"]

# Written from right to left: Unicode Common Locale Data Repository, characterOrder.
_LANGUAGES = frozenset(
    "apc ar bal bgn ckb dv fa he ks lrc mzn nqo pnb ps rhg sd sdh skr syr trw ug ur yi".split()
)
_SCRIPTS = frozenset("adlm arab hebr nkoo rohg syrc thaa".split())


def direction(language: str) -> Direction:
    """`rtl` or `ltr`, as the script of a language runs."""
    primary, *rest = language.lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), None)
    runs_left = script in _SCRIPTS if script else primary in _LANGUAGES
    return "rtl" if runs_left else "ltr"
