"""The kinds of scalar that the look of a site is written in: colours, font families, font files.

In: the text the writer wrote. Out: a typed value, or an error worded for the writer. Knows nothing
of stylesheets, nor whether a font is there.
"""

from __future__ import annotations

import re
from typing import Annotated, NamedTuple

from factpress.model.colors import rgb, suggested
from factpress.model.field_types import After, Before, ItemList, Line, Wrong
from factpress.model.problems import quoted, unknown

_GENERIC_FAMILIES = frozenset(
    "serif sans-serif monospace system-ui ui-serif ui-sans-serif ui-rounded ui-monospace".split()
)
_FONT_FILE = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._ -]*/)*[A-Za-z0-9_-][^/]*\.(?:ttf|otf)")


class Shade(NamedTuple):
    """A colour by light and by dark, as written; None where the theme's own stays."""

    light: str | None = None
    dark: str | None = None


def _shade(value: object) -> object:
    if isinstance(value, str):
        if mistake := _color_mistake(value):
            raise Wrong(mistake)
        return Shade(light=value)
    if not isinstance(value, dict) or not value:
        if isinstance(value, Shade):
            return value
        raise _no_shade()
    for key, color in value.items():
        if key not in ("light", "dark"):
            message = unknown("field", str(key), ["light", "dark"], is_not="is not known")
            raise Wrong(f"is not a colour: {message}")
        if not isinstance(color, str):
            raise _no_shade()
        if mistake := _color_mistake(color):
            raise Wrong(f"{key} {quoted(color)} {mistake}")
    return Shade(**value)


def _no_shade() -> Wrong:
    return Wrong('must be a colour, or {light: "#rrggbb", dark: "#rrggbb"}')


def _color_mistake(text: str) -> str | None:
    if rgb(text):
        return None
    meant = suggested(text)
    hint = f"; did you mean {quoted(meant)}?" if meant else "."
    return f'is not a colour{hint} Allowed: "#rrggbb" or "oklch(62% 0.12 250)".'


def is_generic(family: str) -> bool:
    """Whether a font family is one that every browser has, written without quotation marks."""
    return family in _GENERIC_FAMILIES


def _family(text: str) -> str:
    allowed = all(c.isalnum() or c in " -_.+&'" for c in text)
    if not allowed or not text[0].isalnum() or len(text) > 100:
        strange = next((c for c in text if not c.isalnum() and c not in " -_.+&'"), text[0])
        raise Wrong(
            f"is not the name of a font family: it holds {quoted(strange)}; write the name alone, "
            "such as Source Serif 4, and several names as a list"
        )
    return text


def _families(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _font_file(text: str) -> str:
    if not _FONT_FILE.fullmatch(text) or ".." in text:
        raise Wrong(
            "is not a font file in templates/assets/; write it as fonts/Name.ttf or fonts/Name.otf"
        )
    return text


Color = Annotated[Shade, Before(_shade)]
Colors = Annotated[tuple[Color, ...], ItemList]
Family = Annotated[Line, After(_family)]
Families = Annotated[tuple[Family, ...], Before(_families)]
FontFile = Annotated[Line, After(_font_file)]
FontFiles = Annotated[tuple[FontFile, ...], ItemList]
