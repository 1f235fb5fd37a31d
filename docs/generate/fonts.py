"""Cuts the fonts of the theme from their families, for `make fonts`: small files of few letters.

The first file of a face has the letters of Western European languages, so that most readers load no
other; the second has the rest of Latin. Other scripts use the reader's own fonts. The ranges here
are those of `unicode-range` in `templates/assets/style.css`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

ASSETS = Path(__file__).parents[2] / "templates/assets/fonts"
# As `unicode-range` writes them.
FIRST = (
    "U+20-7E, U+A0-A1, U+A3, U+A7, U+A9, U+AB, U+AD, U+B0-B1, U+B6-B7, U+BB, U+BF-FF, U+131, "
    "U+152-153, U+160-161, U+178, U+17D-17E, U+2013-2014, U+2018-201A, U+201C-201E, U+2022, "
    "U+2026, U+2032, U+2039-203A, U+20AC, U+2212, U+2248, U+2260"
)
REST = (
    "U+A2, U+A4-A6, U+A8, U+AA, U+AC, U+AE-AF, U+B2-B5, U+B8-BA, U+BC-BE, U+100-130, "
    "U+132-151, U+154-15F, U+162-177, U+179-17C, U+17F-24F, U+259, U+2BB-2BC, U+2C6-2C7, "
    "U+2C9, U+2D8-2DD, U+1E00-1EFF, U+20AB, U+20BA, U+2116, U+2122"
)


class Cut(NamedTuple):
    """A file to cut: its face's name, the package and file of its family, its axes."""

    name: str
    package: str
    file: str
    axes: dict[str, Any]


_NEWSREADER = ("fontpkg_newsreader", "Newsreader[opsz,wght].ttf")
CUTS = (
    Cut("newsreader-head", *_NEWSREADER, {"wght": 560, "opsz": 40}),
    Cut("newsreader-text", *_NEWSREADER, {"wght": 400, "opsz": 16}),
    Cut("public-sans", "fontpkg_public_sans", "PublicSans[wght].ttf", {"wght": (400, 700)}),
)
# Figures of one width, and forms of letters that a language has of its own (Romanian, Polish).
_FEATURES = ["kern", "liga", "locl", "tnum"]


def characters(ranges: str) -> Iterator[int]:
    """The characters of a `unicode-range`."""
    for part in ranges.split(", "):
        low, _, high = part.removeprefix("U+").partition("-")
        yield from range(int(low, 16), int(high or low, 16) + 1)


def font(cut: Cut, ranges: str) -> bytes:
    """The characters of a face as WOFF2."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    whole = TTFont(_path(cut), recalcTimestamp=False)
    face = instantiateVariableFont(whole, cut.axes)
    options = Options(layout_features=_FEATURES, hinting=False, name_IDs=[0, 1, 2, 5, 6, 13, 14])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters(ranges))
    subsetter.subset(face)
    face.flavor = "woff2"
    file = BytesIO()
    face.save(file)
    return file.getvalue()


def _path(cut: Cut) -> Path:
    spec = find_spec(cut.package)
    if spec is None or not spec.submodule_search_locations:
        sys.exit(f"{cut.package.replace('_', '-')} is not installed: run `make fonts`")
    return Path(next(iter(spec.submodule_search_locations))) / "files" / cut.file


def main() -> None:
    """Writes all files, and their sizes on the screen."""
    for cut in CUTS:
        for name, ranges in ((cut.name, FIRST), (f"{cut.name}-rest", REST)):
            content = font(cut, ranges)
            (ASSETS / f"{name}.woff2").write_bytes(content)
            sys.stdout.write(f"{name}.woff2 {len(content):,}\n")


if __name__ == "__main__":
    main()
