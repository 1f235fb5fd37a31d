"""The colours and fonts of a site: the theme's own, or those of the publication.

`rules` are style rules that follow the theme's stylesheet. A test compares the colours here with
those in the stylesheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from factpress.model.colors import Look, Rgb, Shade, as_hex, is_generic, rgb
from factpress.model.look import ThemeFields

Mode = Literal["light", "dark"]
MODES: tuple[Mode, ...] = ("light", "dark")


class Pair(NamedTuple):
    """A colour as written, by light and by dark."""

    light: str
    dark: str


# By the name of its custom property.
DEFAULT: Mapping[str, Pair] = {
    "paper": Pair("#fbfaf6", "#141518"),
    "panel": Pair("#f2efe6", "#1e2025"),
    "ink": Pair("#1b1a17", "#eae7e0"),
    "soft": Pair("#5b574e", "#aeaa9f"),
    "rule": Pair("#d8d3c6", "#3b3d43"),
    "link": Pair("#17476b", "#a3cdec"),
    "glow": Pair("#fbe9b0", "#3f3613"),
    "tone-0": Pair("#9d2427", "#f59a94"),
    "tone-1": Pair("#98400f", "#f0a877"),
    "tone-2": Pair("#735400", "#dbb957"),
    "tone-3": Pair("#57534a", "#bcb7ab"),
    "tone-4": Pair("#574b92", "#bdb4ee"),
    "tone-5": Pair("#1c5a91", "#8fc1ef"),
    "tone-6": Pair("#086154", "#78ccb9"),
}
# What other looks have instead.
LOOKS: Mapping[Look, Mapping[str, Pair]] = {
    "ledger": {},
    "gazette": {
        "paper": Pair("#fffdf7", "#171613"),
        "panel": Pair("#f5f1e6", "#211f1a"),
        "ink": Pair("#111111", "#ece8dd"),
        "soft": Pair("#54504a", "#b3ada0"),
        "rule": Pair("#cfc9bb", "#403d36"),
        "link": Pair("#1f3a56", "#abc9e6"),
    },
    "bulletin": {
        "paper": Pair("#ffffff", "#0b0c0c"),
        "panel": Pair("#f0f2f4", "#1b1d1f"),
        "ink": Pair("#0b0c0c", "#ffffff"),
        "soft": Pair("#3f4447", "#c4c9cc"),
        "rule": Pair("#a9afb3", "#5c6266"),
        "link": Pair("#0b4a94", "#9ecbff"),
        "glow": Pair("#ffec99", "#4a3f00"),
        "tone-0": Pair("#94161b", "#ffaaa6"),
        "tone-1": Pair("#7f3607", "#ffb98a"),
        "tone-2": Pair("#5f4600", "#edcb6b"),
        "tone-3": Pair("#474a4c", "#cfd3d6"),
        "tone-4": Pair("#483c85", "#cdc6ff"),
        "tone-5": Pair("#0f4d85", "#a9d2fb"),
        "tone-6": Pair("#055045", "#8adfcb"),
    },
}
_ON_SCREENS_ONLY = ("paper", "panel", "ink")  # real paper is white, and real ink black


def shades(theme: ThemeFields) -> dict[str, tuple[str, Shade]]:
    """The publication's own colours: by custom property, the field that sets it and the colour."""
    colors = theme.colors
    found = {
        "paper": ("paper", colors.paper),
        "panel": ("panel", colors.panel),
        "ink": ("ink", colors.ink),
        "soft": ("soft", colors.soft),
        "rule": ("rule", colors.rule),
        "link": ("accent", colors.accent),
        "glow": ("glow", colors.glow),
        **{f"tone-{n}": (f"tones.{n}", shade) for n, shade in enumerate(colors.tones)},
    }
    return {name: each for name, each in found.items() if each[1] != Shade()}


def palette(theme: ThemeFields) -> dict[str, Pair]:
    """Every colour of the site; one set for light pages only leaves dark ones theirs."""
    found = {**DEFAULT, **LOOKS[theme.look]}
    for name, (_, shade) in shades(theme).items():
        light, dark = found[name]
        found[name] = Pair(shade.light or light, shade.dark or dark)
    return found


def tone_number(rank: int, of: int) -> int:
    """The tone of a rating by its place on the scale, as `components/rating.html` has it."""
    step = 6 * (rank - 1) / (of - 1) if of > 1 else 3
    # As Jinja's filter rounds: to the even neighbour.
    return round(step)


def in_srgb(color: str) -> Rgb:
    """A colour that was found to be one."""
    found = rgb(color)
    if found is None:
        raise AssertionError(f"{color!r} was taken for a colour")
    return found


def rules(theme: ThemeFields) -> str:
    """Style rules to follow the theme's own; none when the publication sets nothing."""
    changed = shades(theme).keys() | LOOKS[theme.look].keys()
    pairs = {name: pair for name, pair in palette(theme).items() if name in changed}
    on_screens = {name: pairs.pop(name) for name in _ON_SCREENS_ONLY if name in pairs}
    written = "".join(_color_rules(pairs)) + _root(_fonts(theme))
    if on_screens:
        written += f"@media screen {{\n{''.join(_color_rules(on_screens))}}}\n"
    return f"/* From publication.yaml. */\n{written}" if written else ""


def _color_rules(pairs: Mapping[str, Pair]) -> Iterator[str]:
    """Plain light colours first; browsers that know `light-dark()` get both."""
    if pairs:
        yield _root({name: as_hex(in_srgb(pair.light)) for name, pair in pairs.items()})
        both = {name: f"light-dark({pair.light}, {pair.dark})" for name, pair in pairs.items()}
        yield f"@supports (color: light-dark(#000, #fff)) {{\n{_root(both)}}}\n"


def _root(values: Mapping[str, str]) -> str:
    lines = "".join(f"  --{name}: {value};\n" for name, value in values.items())
    return f":root {{\n{lines}}}\n" if lines else ""


def _fonts(theme: ThemeFields) -> dict[str, str]:
    found = {
        "head": _stack(theme.fonts.display, "Georgia, serif"),
        "serif": _stack(theme.fonts.display, "Georgia, serif"),
        "sans": _stack(theme.fonts.text, "system-ui, sans-serif"),
    }
    return {name: stack for name, stack in found.items() if stack}


def _stack(families: tuple[str, ...], otherwise: str) -> str:
    names = [family if is_generic(family) else f'"{family}"' for family in families]
    if families and not is_generic(families[-1]):
        names.append(otherwise)
    return ", ".join(names)
