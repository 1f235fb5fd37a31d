"""Colours as a publication writes them, hexadecimal or `oklch()`, and their contrast.

In: the text of a colour. Out: its red, green and blue in sRGB. Anything else that CSS takes for a
colour is refused, so that no text of a setting can become more than a colour.
"""

from __future__ import annotations

import math
import re
from typing import Annotated, Literal, NamedTuple

from factpress.model.field_types import After, Before, ItemList, Line, Wrong
from factpress.model.problems import quoted, unknown

# WCAG 2.2, success criterion 1.4.3: the least contrast of text.
LEAST_CONTRAST = 4.5

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_OKLCH = re.compile(
    r"oklch\( ?([0-9]{1,3}(?:\.[0-9]{1,4})?%|[01](?:\.[0-9]{1,4})?|\.[0-9]{1,4}) "
    r"([0-9](?:\.[0-9]{1,4})?|\.[0-9]{1,4}) ([0-9]{1,3}(?:\.[0-9]{1,4})?)(?:deg)? ?\)"
)
_NAMED = {
    "black": "#000000", "white": "#ffffff", "gray": "#808080", "grey": "#808080",
    "red": "#ff0000", "maroon": "#800000", "orange": "#ffa500", "yellow": "#ffff00",
    "olive": "#808000", "green": "#008000", "lime": "#00ff00", "teal": "#008080",
    "blue": "#0000ff", "navy": "#000080", "purple": "#800080", "silver": "#c0c0c0",
}  # fmt: skip


class Rgb(NamedTuple):
    """A colour of sRGB, each part from 0 to 255."""

    red: int
    green: int
    blue: int


def rgb(text: str) -> Rgb | None:
    """The colour that a text writes, the nearest that sRGB has; None when it writes none."""
    if _HEX.fullmatch(text):
        digits = text[1:] if len(text) == 7 else "".join(2 * digit for digit in text[1:])
        return Rgb(*bytes.fromhex(digits))
    found = _OKLCH.fullmatch(text)
    if not found:
        return None
    shown, chroma, hue = found.groups()
    lightness = float(shown[:-1]) / 100 if shown.endswith("%") else float(shown)
    is_colour = lightness <= 1 and float(chroma) <= 0.5 and float(hue) <= 360
    return _from_oklch(lightness, float(chroma), float(hue)) if is_colour else None


def _from_oklch(lightness: float, chroma: float, hue: float) -> Rgb:
    """Formula: CSS Color Module Level 4, section 9, Oklab to linear sRGB, then its transfer."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return Rgb(*(_encoded(part) for part in linear))


def _encoded(linear: float) -> int:
    part = min(1.0, max(0.0, linear))
    curved = 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
    return round(255 * curved)


def as_hex(color: Rgb) -> str:
    """`#rrggbb`."""
    return "#" + bytes(color).hex()


def contrast(one: Rgb, other: Rgb) -> float:
    """From 1 to 21. Formula: WCAG 2.2, "contrast ratio"."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Rgb) -> float:
    parts = [part / 255 for part in color]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def readable(color: Rgb, ground: Rgb) -> Rgb | None:
    """The nearest shade of a colour that is read on a ground; None when there is none."""
    end = max(Rgb(0, 0, 0), Rgb(255, 255, 255), key=lambda each: contrast(each, ground))
    steps = (mixed(color, end, step / 50) for step in range(51))
    return next((each for each in steps if contrast(each, ground) >= LEAST_CONTRAST), None)


def mixed(one: Rgb, other: Rgb, share: float) -> Rgb:
    """One colour with a share of another, from 0 to 1."""
    return Rgb(*(round(a + (b - a) * share) for a, b in zip(one, other, strict=True)))


def suggested(text: str) -> str | None:
    """The colour that was probably meant by a text that is none."""
    plain = text.strip().lower()
    if plain in _NAMED:
        return _NAMED[plain]
    digits = re.sub(r"[^0-9a-f]", "", plain)
    looks_hexadecimal = re.fullmatch(r"#?\s*[0-9a-f\s]+", plain) and len(digits) in (3, 6, 8)
    return f"#{digits[:6]}" if looks_hexadecimal else None


# Types of fields for the look of a site: colours, font families, font files.

_GENERIC_FAMILIES = frozenset(
    "serif sans-serif monospace system-ui ui-serif ui-sans-serif ui-rounded ui-monospace".split()
)
_FILE = r"(?:[A-Za-z0-9_-][A-Za-z0-9._ -]*/)*[A-Za-z0-9_-][^/]*\."
_FONT_FILE = re.compile(_FILE + r"(?:ttf|otf)")
_IMAGE_FILE = re.compile(_FILE + r"(?:svg|png)")


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


def _image_file(text: str) -> str:
    if not _IMAGE_FILE.fullmatch(text) or ".." in text:
        raise Wrong(
            "is not an image in templates/assets/; write it as brand/logo.svg or brand/logo.png"
        )
    return text


# The looks that are shipped, the usual one first.
Look = Literal["ledger", "gazette", "bulletin"]
Color = Annotated[Shade, Before(_shade)]
Colors = Annotated[tuple[Color, ...], ItemList]
Family = Annotated[Line, After(_family)]
Families = Annotated[tuple[Family, ...], Before(_families)]
ImageFile = Annotated[Line, After(_image_file)]
FontFile = Annotated[Line, After(_font_file)]
FontFiles = Annotated[tuple[FontFile, ...], ItemList]
