"""The direction in which a language is written, as Babel has it from Unicode's locale data.

In: a language tag (BCP 47). Out: `ltr` or `rtl`; `ltr` for a language that Babel does not know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Literal

from factpress.i18n.formats import PLAIN

if TYPE_CHECKING:
    from babel import Locale

Direction = Literal["ltr", "rtl"]


def direction(language: str) -> Direction:
    """`rtl` or `ltr`, as the script of a language runs."""
    primary, *rest = language.lower().split("-")
    script = next((part.title() for part in rest if len(part) == 4 and part.isalpha()), "")
    # Babel takes a while to import, and plain English is asked for by every build.
    return "ltr" if primary == PLAIN and not script else _by_babel(primary, script)


@cache
def _by_babel(language: str, script: str) -> Direction:
    """The direction of a language in a script, or in its usual one where none is given."""
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    likely: Mapping[str, str] = get_global("likely_subtags")
    language = get_global("language_aliases").get(language, language).split("_")[0]
    wanted = script or _script_in(likely.get(language, ""))
    for name in _written_so(language, wanted, likely):
        try:
            locale = Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
        if not wanted or _script_of(locale, likely) == wanted:
            return "rtl" if locale.character_order == "right-to-left" else "ltr"
    return "ltr"


def _written_so(language: str, script: str, likely: Mapping[str, str]) -> Iterator[str]:
    """Locales that may tell: the language's own, then those of others in the same script."""
    if not script:
        yield language
        return
    yield f"{language}_{script}"
    for full in (likely.get(f"und_{script}", ""), *likely.values()):
        if _script_in(full) == script:
            yield "_".join(full.split("_")[:2])


def _script_in(full: str) -> str:
    """The script in a full identifier such as `ar_Arab_EG`."""
    return next((part for part in full.split("_")[1:] if len(part) == 4), "")


def _script_of(locale: Locale, likely: Mapping[str, str]) -> str:
    return locale.script or _script_in(likely.get(locale.language, ""))
