"""Breaks a text into lines of about one length that fit a place, as large as it allows.

Words are measured once at one size; each line that is found is measured as it is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from factpress.social_cards.fonts import Face

# The widths of words at another size are a little off.
_SPARE = 0.985


class Lines(NamedTuple):
    """Lines of a text at a size, with the distance of their baselines in pixels."""

    size: int
    leading: int
    lines: tuple[str, ...]

    @property
    def height(self) -> int:
        """How high they are together."""
        return self.leading * len(self.lines)


class Style(NamedTuple):
    """How a text is set: the sizes to try, the largest first, and the height of a line."""

    sizes: Sequence[int]
    leading: float


def fitted(face: Face, text: str, style: Style, room: tuple[int, int]) -> Lines:
    """The text in the largest size that has room, given as width and height in pixels.

    A text for which the smallest size is too large is cut short.
    """
    width, height = room
    for size in style.sizes:
        leading = _leading(face, size, style.leading)
        words = list(_pieces(face, size, text, width))
        count = len(_broken(face, size, words, width))
        if count * leading > height:
            continue
        lines = _balanced(face, size, words, (width, count))
        if all(face.at(size).getlength(line) <= width for line in lines):
            return Lines(size, leading, tuple(lines))
    size = style.sizes[-1]
    leading = _leading(face, size, style.leading)
    return Lines(size, leading, tuple(_cut(face, size, text, (width, height // leading))))


def one_line(face: Face, text: str, sizes: Sequence[int], room: int) -> tuple[int, str]:
    """The size in which a text fits one line, and the text, cut short where none does."""
    for size in sizes:
        if face.at(size).getlength(text) <= room:
            return size, text
    return sizes[-1], shortened(face, sizes[-1], text, room)


def shortened(face: Face, size: int, text: str, room: int) -> str:
    """The beginning of a text that has room, with an ellipsis; all of one that has."""
    font = face.at(size)

    def begins(length: int) -> str:
        return text[:length].rstrip() + "…"

    if font.getlength(text) <= room:
        return text
    return begins(most(0, len(text), lambda n: font.getlength(begins(n)) <= room))


def most(low: int, high: int, fits: Callable[[int], bool]) -> int:
    """The greatest number from `low`, which need not fit, to `high` that fits."""
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _leading(face: Face, size: int, factor: float) -> int:
    # Faces differ in how much room their letters need above and below.
    return round(max(factor * size, 0.86 * sum(face.at(size).getmetrics())))


def _pieces(face: Face, size: int, text: str, width: int) -> Iterator[str]:
    """The words, and the parts of those that are wider than a line."""
    room = width * _SPARE
    for word in text.split():
        rest = word
        while face.width(rest, size) > room and len(rest) > 1:
            count = most(1, len(rest), partial(_has_room, face, size, rest, room))
            yield rest[:count]
            rest = rest[count:]
        yield rest


def _has_room(face: Face, size: int, word: str, room: float, count: int) -> bool:
    # Measured anew: the beginnings of a long word are no words that others share.
    return face.at(size).getlength(word[:count]) <= room


def _broken(face: Face, size: int, words: Sequence[str], width: float) -> list[str]:
    space = face.width(" ", size)
    lines: list[list[str]] = [[]]
    filled = 0.0
    for word in words:
        length = face.width(word, size)
        if lines[-1] and filled + space + length > width * _SPARE:
            lines.append([])
            filled = 0.0
        filled += length + (space if lines[-1] else 0)
        lines[-1].append(word)
    return [" ".join(line) for line in lines]


def _balanced(face: Face, size: int, words: Sequence[str], room: tuple[int, int]) -> list[str]:
    """As many lines as are needed, given after the width, in the least width."""
    width, count = room
    low, high = width // 2, width
    while high - low > 8:
        middle = (low + high) // 2
        fits = len(_broken(face, size, words, middle)) <= count
        low, high = (low, middle) if fits else (middle, high)
    return _broken(face, size, words, high)


def _cut(face: Face, size: int, text: str, room: tuple[int, int]) -> list[str]:
    """As many lines as there is room for, given after the width, the last one cut short."""
    width, count = room
    if count < 1:
        return []
    lines = _broken(face, size, list(_pieces(face, size, text, width)), width)
    if len(lines) <= count:
        return [shortened(face, size, line, width) for line in lines]
    rest = " ".join(lines[count - 1 :])
    return [*lines[: count - 1], shortened(face, size, rest, width)]
