"""The fonts of social cards, and which of them has all letters of a text.

They are the publication's own, then those of `factpress[cards]`; never those of the machine, so
that the same publication gives the same pictures anywhere. One face writes one text: letters of
several would not fit together in one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from factpress.model.colors import Look
from factpress.model.encoding import digest
from factpress.model.problems import quoted
from factpress.output import disk

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

# What a text is set in: the face of claims and headings, that of reasons, that of small print.
Role = Literal["head", "serif", "sans"]
# Of a variable font: its weight, and the size that its letters are drawn for.
_AXES: Mapping[Role, Mapping[str, float]] = {
    "head": {"weight": 600, "optical size": 40},
    "serif": {"weight": 400, "optical size": 18},
    "sans": {"weight": 500, "optical size": 14},
}
_DEVANAGARI = ("fontpkg_noto_sans_devanagari", "NotoSansDevanagari[wdth,wght].ttf")
_SHIPPED: Mapping[Role, Sequence[tuple[str, str]]] = {
    "head": (
        ("fontpkg_newsreader", "Newsreader[opsz,wght].ttf"),
        ("fontpkg_noto_serif", "NotoSerif[wdth,wght].ttf"),
        ("fontpkg_amiri", "Amiri-Bold.ttf"),
        _DEVANAGARI,
    ),
    "serif": (
        ("fontpkg_newsreader", "Newsreader[opsz,wght].ttf"),
        ("fontpkg_noto_serif", "NotoSerif[wdth,wght].ttf"),
        ("fontpkg_amiri", "Amiri-Regular.ttf"),
        _DEVANAGARI,
    ),
    "sans": (
        ("fontpkg_public_sans", "PublicSans[wght].ttf"),
        ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf"),
        ("fontpkg_ibm_plex_sans_arabic", "IBMPlexSansArabic-Medium.ttf"),
        _DEVANAGARI,
    ),
}
# The modules that hold them, each once.
FONT_PACKAGES = tuple(dict.fromkeys(name for each in _SHIPPED.values() for name, _ in each))
# Joiners and selectors of variants say how other characters look and have no look of their own.
_UNSEEN = frozenset("\u200c\u200d\ufe0e\ufe0f\u200e\u200f\u061c ")
_MEASURED_AT = 100


class FontMistake(Exception):
    """A font file that cannot be read."""

    def __init__(self, name: str) -> None:
        super().__init__(f"social_cards: {quoted(name)} cannot be read as a font")


@dataclass(frozen=True)
class Face:
    """A font file as one role uses it, with the letters it has.

    It keeps the sizes that it was asked for, and the widths of words, which many texts share.
    """

    name: str
    content: bytes
    axes: Mapping[str, float]
    _sizes: dict[int, FreeTypeFont] = field(default_factory=dict, repr=False, compare=False)
    _widths: dict[str, float] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def digest(self) -> str:
        """The digest of the file."""
        return digest(self.content)

    @cached_property
    def letters(self) -> frozenset[int]:
        """The characters that it can write."""
        from fontTools.ttLib import TTFont, TTLibError

        try:
            with TTFont(BytesIO(self.content), lazy=True) as font:
                return frozenset(font.getBestCmap() or {})
        except (TTLibError, AssertionError, EOFError, KeyError, ValueError) as error:
            raise FontMistake(self.name) from error

    def lacks(self, text: str) -> set[str]:
        """The characters of a text that it cannot write."""
        return {c for c in set(text) if ord(c) not in self.letters and c not in _UNSEEN}

    def at(self, size: int) -> FreeTypeFont:
        """The font at a size in pixels."""
        from PIL import ImageFont

        if size not in self._sizes:
            layout = ImageFont.Layout.RAQM
            font = ImageFont.truetype(BytesIO(self.content), size, layout_engine=layout)
            if b"fvar" in self.content[:1000]:
                font.set_variation_by_axes([self._axis(a) for a in font.get_variation_axes()])
            self._sizes[size] = font
        return self._sizes[size]

    def width(self, word: str, size: int) -> float:
        """About how wide a word is at a size, in pixels; each word is measured once."""
        if word not in self._widths:
            self._widths[word] = self.at(_MEASURED_AT).getlength(word)
        return self._widths[word] * size / _MEASURED_AT

    def _axis(self, axis: Mapping[str, object]) -> float:
        low, value, high = (float(str(axis[k])) for k in ("minimum", "default", "maximum"))
        name = axis["name"]
        shown = name.decode("ascii", "replace") if isinstance(name, bytes) else str(name)
        return min(high, max(low, self.axes.get(shown.lower(), value)))


@dataclass(frozen=True)
class Faces:
    """The faces for each part of a card, the publication's own first."""

    of: Mapping[Role, tuple[Face, ...]]

    def digests(self) -> list[str]:
        """The digests of all, in order."""
        return [face.digest for faces in self.of.values() for face in faces]

    def for_text(self, role: Role, text: str) -> Face | None:
        """The first face that can write all of a text."""
        return next((face for face in self.of[role] if not face.lacks(text)), None)

    def missing(self, role: Role, text: str) -> set[str]:
        """What of a text the face that comes nearest cannot write."""
        return min((face.lacks(text) for face in self.of[role]), key=len, default=set())


def faces(own: Iterable[tuple[str, bytes]], look: Look = "ledger") -> Faces:
    """All faces of a look, the publication's own given by name.

    Raises FontMistake for one that is none.
    """
    given = list(own)
    of: dict[Role, tuple[Face, ...]] = {}
    for role, axes in _AXES.items():
        mine = [Face(name, content, axes) for name, content in given]
        shipped = [
            Face(name, content, axes)
            for package, name in _SHIPPED["sans" if look == "bulletin" else role]
            if (content := _shipped(package, name)) is not None
        ]
        of[role] = (*mine, *shipped)
    for face in of["head"][: len(given)]:
        _ = face.letters
    return Faces(of)


def _shipped(package: str, name: str) -> bytes | None:
    spec = find_spec(package)
    folders = spec.submodule_search_locations if spec else None
    return disk.read(Path(next(iter(folders))) / "files" / name) if folders else None
