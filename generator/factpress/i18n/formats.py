"""Dates, numbers, names and directions of languages, as a language writes them.

Plain English is written here. Every other language comes from Babel, which is imported only then.
Digits are always those of Latin script, as on most news sites whatever their language.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, Literal
from unicodedata import bidirectional

if TYPE_CHECKING:
    from babel import Locale


PLAIN = "en"

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
# The English names of the languages that sources are most often in.
NAMES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "hi": "Hindi",
    "it": "Italian",
    "ja": "Japanese",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}
# The sign for "year" that Russian and its neighbours put after it; at the end of a sentence its
# full stop would meet another. News does without.
_YEAR_SIGN = re.compile(r"\s*'[гр]'\.$")
# Languages that write the first day of a month as an ordinal, which CLDR leaves out.
_FIRST_DAY = {"fr": "1er"}


def period(text: str, language: str) -> str:
    """`2022-01-07` as `7 January 2022`, `2022-01` as `January 2022`; periods with a dash."""
    return " – ".join(_date(part, language) for part in text.split("/"))


@lru_cache(maxsize=4096)
def _date(text: str, language: str) -> str:
    year, *rest = text.split("-")
    if not rest:
        return year
    if language != PLAIN:
        return _by_babel(text, language)
    month = _MONTHS[int(rest[0]) - 1]
    return f"{int(rest[1])} {month} {year}" if len(rest) > 1 else f"{month} {year}"


def _by_babel(text: str, language: str) -> str:
    from babel.dates import format_date

    locale = _locale(language)
    is_day = text.count("-") == 2
    pattern = str(locale.date_formats["long"] if is_day else locale.datetime_skeletons["yMMMM"])
    pattern = _YEAR_SIGN.sub("", pattern)
    day = dt.date.fromisoformat(text if is_day else f"{text}-01")
    first = _FIRST_DAY.get(locale.language)
    if first and is_day and day.day == 1:
        pattern = re.sub(r"\bd\b", f"'{first}'", pattern, count=1)
    return format_date(day, pattern, locale=locale)


def number(value: int, language: str) -> str:
    """A whole number with its thousands set apart."""
    if language == PLAIN or abs(value) < 1000:
        return f"{value:,}"
    from babel.numbers import format_decimal

    return str(format_decimal(value, locale=_locale(language)))


def short_number(value: int, language: str) -> str:
    """A number where there is room for few digits: 999 as it is, 1,234 as `1.2k`."""
    if value < 1000:
        return number(value, language)
    if language == PLAIN:
        thousands = value / 1000
        return (
            f"{thousands:.1f}".removesuffix(".0") + "k" if thousands < 10 else f"{thousands:,.0f}k"
        )
    from babel.numbers import format_compact_decimal

    return str(format_compact_decimal(value, locale=_locale(language), fraction_digits=1))


@lru_cache(maxsize=256)
def language_name(tag: str, language: str) -> str:
    """The name of a language in another, or its tag where none is known."""
    if language == PLAIN and tag in NAMES:
        return NAMES[tag]
    from babel import Locale, UnknownLocaleError

    names = _locale(language)
    try:
        return Locale.parse(tag, sep="-").get_display_name(names) or tag
    except (UnknownLocaleError, ValueError):
        return str(names.languages.get(tag.split("-")[0].lower(), tag))


@lru_cache(maxsize=16)
def _locale(language: str) -> Locale:
    """The customs of a language in a region; of the language alone where the region has none."""
    from babel import Locale, UnknownLocaleError

    parts = language.split("-")
    for end in range(len(parts), 0, -1):
        try:
            return Locale.parse("-".join(parts[:end]), sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale(PLAIN)


@cache
def territorial(language: str) -> str:
    """A language with its territory, as `pt_BR`; with its most likely one where it names none."""
    primary, *rest = language.split("-")
    territory = next((part.upper() for part in rest if len(part) == 2), "")
    if not territory and primary == PLAIN:
        territory = "US"
    if not territory:
        from babel.core import get_global

        full = get_global("likely_subtags").get(primary, "").split("_")
        territory = full[-1] if len(full) > 1 and len(full[-1]) == 2 else ""
    return "_".join(filter(None, [primary.lower(), territory]))


# The direction in which a language is written, as Babel has it from Unicode's locale data.

Direction = Literal["ltr", "rtl"]

_DIRECTIONS: Final[Mapping[str, Direction]] = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def direction(language: str) -> Direction:
    """`rtl` or `ltr`, as the script of a language runs."""
    primary, *rest = language.lower().split("-")
    script = next((part.title() for part in rest if len(part) == 4 and part.isalpha()), "")
    # Babel takes a while to import, and plain English is asked for by every build.
    return "ltr" if primary == PLAIN and not script else _direction_by_babel(primary, script)


def text_direction(text: str, usual: Direction) -> Direction | Literal["auto"]:
    """The direction of a title or sentence, as the attribute `dir` has it.

    `auto` lets browsers follow the first letter. Where that is of another direction than most, as
    in an Arabic sentence that begins with a Latin name, the publication's own direction decides.
    """
    first = first_direction(text)
    return "auto" if first in (main_direction(text), usual, None) else usual


def main_direction(text: str) -> Direction:
    """The direction of most letters of a text."""
    if not _RIGHT_TO_LEFT.search(text):
        return "ltr"
    letters = [_DIRECTIONS.get(bidirectional(each)) for each in text]
    return "rtl" if letters.count("rtl") > letters.count("ltr") else "ltr"


def first_direction(text: str) -> Direction | None:
    """The direction of the first letter, which browsers follow; None for a text without letters."""
    return next(
        (_DIRECTIONS[kind] for kind in map(bidirectional, text) if kind in _DIRECTIONS), None
    )


@cache
def _direction_by_babel(language: str, script: str) -> Direction:
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
    """Locales to ask: the language's own, then those of other languages in the same script."""
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
