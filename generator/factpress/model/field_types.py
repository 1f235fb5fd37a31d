"""The kinds of scalar that fields hold: text, dates, periods, digests, numbers.

In: the text the writer wrote. Out: a typed value, or an error worded for the writer. Knows
nothing of which field holds which kind.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

from factpress.model.characters import code_of, deceptive

_PERIOD = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_DAY_OR_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
_TIMED = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{1,2}:.*")
_LANGUAGE = re.compile(
    r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{5,8})*"
)
_MOST_MARK = 3
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
# https://jedisct1.github.io/minisign/: 42 bytes in Base64, the first two being "Ed".
_MINISIGN_KEY = re.compile(r"RW[Q-T][A-Za-z0-9+/]{53}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Wrong(ValueError):
    """An error whose text is shown to the writer as it stands."""


class Before(NamedTuple):
    """Makes a value of what the writer wrote. What types values imports the library it needs."""

    make: Callable[[Any], object]

    def around(self, schema: Any) -> Any:
        """pydantic-core's schema of what is made before another."""
        from pydantic_core.core_schema import no_info_before_validator_function

        return no_info_before_validator_function(self.make, schema)


class After(NamedTuple):
    """Checks a value of the right type."""

    check: Callable[[Any], object]

    def around(self, schema: Any) -> Any:
        """pydantic-core's schema of what is checked after another."""
        from pydantic_core.core_schema import no_info_after_validator_function

        return no_info_after_validator_function(self.check, schema)


class ShortFor(NamedTuple):
    """Lets a word stand for a mapping with that word under one key."""

    key: str

    def around(self, schema: Any) -> Any:
        """pydantic-core's schema of a mapping, or of the word that stands for it."""
        return Before(self._mapping).around(schema)

    def _mapping(self, value: object) -> object:
        return {self.key: value} if isinstance(value, str) else value


class OneOrMore:
    """Lets one word stand for a list with that word alone."""

    def around(self, schema: Any) -> Any:
        """pydantic-core's schema of a list, or of the one item that stands for it."""
        return Before(lambda value: [value] if isinstance(value, str) else value).around(schema)


class Token:
    """Marks a text in which no space can be, so that a comment may follow it in YAML.

    Every other text is free text: what follows its ` #` would be lost, and is an error.
    """

    def around(self, schema: Any) -> Any:
        """The same schema: nothing is made or checked."""
        return schema


TOKEN = Token()


def _one_line(text: str) -> str:
    if text.isascii() and text.isprintable() and text and text == " ".join(text.split()):
        return text
    # Before white space is folded: to Python the separators of lines are white space too.
    for character in _readable(text):
        if character in "\u2028\u2029":
            raise Wrong(
                f"holds the invisible character {code_of(character)}, which can reorder or hide "
                "words; remove it"
            )
    first = text.lstrip()[0]
    if unicodedata.combining(first):
        raise Wrong(
            f"begins with the combining mark {code_of(first)}, which would join the text before "
            "it; remove it"
        )
    return " ".join(text.split())


def _readable(text: str) -> str:
    if text.isascii() and text.isprintable() and not text.isspace() and text:
        return text
    if not text.strip():
        raise Wrong("is empty")
    for _, reason in deceptive(text):
        raise Wrong(reason)
    return text


def _refuse_time(text: str) -> None:
    """Names the day, where a writer gives a time to a field that holds days."""
    timed = _TIMED.fullmatch(text)
    if timed:
        raise Wrong(f"has a time, and this field holds days alone; write {timed[1]}")


def _date(value: object) -> object:
    if not isinstance(value, str):
        return value
    _refuse_time(value)
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise Wrong("is not a date; write it as YYYY-MM-DD, for example 2022-01-31")
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise Wrong("is not a day of the calendar; write it as YYYY-MM-DD") from None


def _period(text: str) -> str:
    _refuse_time(text)
    starts = text.split("/")
    if len(starts) > 2 or not all(_PERIOD.fullmatch(part) for part in starts):
        raise Wrong(
            "is not a date or period; write YYYY-MM-DD, YYYY-MM, YYYY, "
            "or two of these with / between them"
        )
    try:
        bounds = [period_bounds(part) for part in starts]
    except ValueError:
        raise Wrong("is not a day of the calendar; write it as YYYY-MM-DD") from None
    if bounds[0][0] > bounds[-1][1]:
        raise Wrong("ends before it starts")
    return text


def _published(text: str) -> str:
    try:
        return _period(text)
    except Wrong as wrong:
        hint = "" if text[:1].isdigit() else "; for an earliest day {not_before: YYYY-MM-DD}"
        raise Wrong(f"{wrong}{hint}") from None


def _day_or_month(text: str) -> str:
    _refuse_time(text)
    if not _DAY_OR_MONTH.fullmatch(text):
        raise Wrong("is not a day or month; write it as YYYY-MM-DD or YYYY-MM")
    return text


def _public_key(text: str) -> str:
    if not _MINISIGN_KEY.fullmatch(text):
        raise Wrong(
            "is not a public key of minisign: 56 letters, digits, + and /, the first of which are "
            "RWQ, RWR, RWS or RWT"
        )
    return text


def period_bounds(text: str) -> tuple[dt.date, dt.date]:
    """The first and the last day of a date or period as fields hold it.

    Notation: ISO 8601 calendar dates of reduced precision, and intervals with a solidus.
    Raises ValueError for a day that the calendar lacks.
    """
    first, _, last = text.partition("/")
    return _first_day(first), _last_day(last or first)


def _first_day(text: str) -> dt.date:
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return dt.date(year, month, day)


def _last_day(text: str) -> dt.date:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return dt.date(*parts)
    year, month = (*parts, 12)[:2]
    return dt.date(year, month, monthrange(year, month)[1])


def _flag(value: object) -> object:
    if value in ("true", "false"):
        return value == "true"
    if isinstance(value, bool):
        return value
    raise Wrong("must be true or false")


def _number(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,9})?", value):
        raise Wrong("is not a number")
    return float(value) if isinstance(value, str) else value


def _rank(value: float) -> float:
    if value < 1:
        raise Wrong("is below 1; in fact checks the worst rating is numbered 1, the best highest")
    return value


def _share(value: float) -> float:
    if not 0 <= value <= 1:
        raise Wrong("is not a share; write a number from 0 to 1, such as 0.4")
    return value


def _count(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{1,9}", value):
        raise Wrong("is not a whole number")
    return int(value) if isinstance(value, str) else value


def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        raise Wrong("is not a language tag; write it as in BCP 47, for example en, fr or pt-BR")
    return text


def _digest(text: str) -> str:
    if not _SHA256.fullmatch(text):
        raise Wrong("is not a SHA-256 digest: 64 of the characters 0-9 and a-f")
    return text


def _file_name(text: str) -> str:
    if text in (".", "..") or re.search(r'[/\\:*?"<>|]', text):
        raise Wrong("must be the name of a file in the archive, without a folder")
    return text


def _key(text: str) -> str:
    if not _KEY.fullmatch(text):
        raise Wrong(
            "may hold only the letters a-z and A-Z, digits, hyphens and underscores, and starts "
            "with a letter or digit"
        )
    return text


def _mark(text: str) -> str:
    if len(text) > _MOST_MARK:
        raise Wrong(f"has {len(text)} characters; at most {_MOST_MARK} fit in an icon")
    return text


def _mappings(value: object) -> object:
    if isinstance(value, str):
        raise Wrong("must be a list; begin each item with a dash, as in `- {key: value}`")
    return value


def _list(value: object) -> object:
    if isinstance(value, str):
        raise Wrong(f"must be a list; write [{value}] or one item a line, each after a dash")
    return value


Line = Annotated[str, After(_one_line)]
Id = Annotated[str, After(_one_line), TOKEN]
Mark = Annotated[str, After(_one_line), After(_mark)]
Prose = Annotated[str, After(_readable)]
Date = Annotated[dt.date, Before(_date)]
Period = Annotated[str, After(_period), TOKEN]
PublishedPeriod = Annotated[str, After(_published), TOKEN]
Flag = Annotated[bool, Before(_flag)]
Number = Annotated[float, Before(_number)]
# https://developers.google.com/search/docs/appearance/structured-data/factcheck: worstRating has a
# minimum value of 1.
Rank = Annotated[float, Before(_number), After(_rank)]
Share = Annotated[float, Before(_number), After(_share)]
Count = Annotated[int, Before(_count)]
Language = Annotated[str, After(_language), TOKEN]
Digest = Annotated[str, After(_digest), TOKEN]
FileName = Annotated[str, After(_one_line), After(_file_name)]
Key = Annotated[str, After(_key), TOKEN]
ItemList = Before(_list)
Items = Before(_mappings)
Mappings = Before(lambda value: [value] if isinstance(value, dict) else _mappings(value))
Ids = Annotated[tuple[Id, ...], ItemList]
DayOrMonth = Annotated[str, After(_day_or_month), After(_period), TOKEN]
PublicKey = Annotated[str, After(_public_key), TOKEN]
Lines = Annotated[tuple[Line, ...], ItemList]
