"""Draws one social card: the name of the publication, the claim, its rating with its date.

In: words, colours, faces that have all their letters. Out: a PNG of 1200 by 630 pixels, the same
for the same. Knows nothing of claims or files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Literal, NamedTuple

from factpress.model.colors import Rgb, mixed
from factpress.social_cards.fonts import Face

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

# Open Graph consumers crop to about 1.91:1.
WIDTH, HEIGHT = 1200, 630
_EDGE = 76
_BAND = 138  # the rating's, at the foot
_HEAD = 62  # where the name of the publication stands
_ROOM = WIDTH - 2 * _EDGE
# How much ink: all of it, or on the band that of the band, which is none.
_FULL, _BARE = 255, 0
_CLAIM_TOP, _CLAIM_BOTTOM = 132, HEIGHT - _BAND - 34
_SIZES = range(34, 105, 2)

Direction = Literal["ltr", "rtl"]


class Card(NamedTuple):
    """What a card says and in which colours."""

    name: str
    claim: str
    label: str
    as_of: str
    mark: str
    direction: Direction
    paper: Rgb
    ink: Rgb
    tone: Rgb


class Hand(NamedTuple):
    """The faces that write a card's five texts."""

    name: Face
    claim: Face
    label: Face
    as_of: Face
    mark: Face


class _Word(NamedTuple):
    """A word, or a part of one that is wider than a line, and its length."""

    text: str
    length: float


class _Measured(NamedTuple):
    """The words of a text at one size."""

    font: FreeTypeFont
    leading: int
    words: tuple[_Word, ...]


class _Lines(NamedTuple):
    """A text broken into lines that fit."""

    font: FreeTypeFont
    leading: int
    lines: tuple[str, ...]


def drawn(card: Card, hand: Hand) -> bytes:
    """The card as a PNG."""
    from PIL import Image
    from PIL.ImageDraw import Draw

    ink = Image.new("L", (WIDTH, HEIGHT))
    draw = Draw(ink)
    _draw_name(draw, card, hand.name)
    _draw_claim(draw, card, hand.claim)
    _draw_rating(draw, card, hand)
    file = BytesIO()
    _colored(ink, card).save(file, "PNG", compress_level=6)
    return file.getvalue()


def drawn_icon(mark: str, size: int, ink: Rgb, paper: Rgb, face: Face) -> bytes:
    """A mark of paper on a tile of ink, as a PNG of `size` pixels a side."""
    from PIL import Image
    from PIL.ImageDraw import Draw

    tile = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    draw = Draw(tile)
    draw.rounded_rectangle((0, 0, size - 1, size - 1), radius=size * 5 // 32, fill=(*ink, 255))
    room = size * 5 // 8
    for height in range(size, 9, -2):
        font = face.at(height)
        left, top, right, bottom = font.getbbox(mark, anchor="ls")
        if max(right - left, bottom - top) <= room:
            break
    place = ((size - left - right) / 2, (size - top - bottom) / 2)
    draw.text(place, mark, (*paper, 255), font, anchor="ls")
    file = BytesIO()
    tile.save(file, "PNG", compress_level=6)
    return file.getvalue()


def _colored(ink: Image, card: Card) -> Image:
    """How much ink lies where, as colours: ink on paper, and on the rating's band paper on tone.

    Two times 64 shades are all that a card has; kept by number they are a third of the bytes.
    """
    band = (0, HEIGHT - _BAND, WIDTH, HEIGHT)
    shades = ink.point([value // 4 for value in range(256)])
    shades.paste(ink.crop(band).point([64 + value // 4 for value in range(256)]), band)
    steps = [step / 63 for step in range(64)]
    above = [part for step in steps for part in mixed(card.paper, card.ink, step)]
    below = [part for step in steps for part in mixed(card.tone, card.paper, step)]
    shades.putpalette([*above, *below])
    return shades


def _start(card: Card) -> tuple[int, str]:
    """Where lines begin, and the side of a text that stands there."""
    return (_EDGE, "l") if card.direction == "ltr" else (WIDTH - _EDGE, "r")


def _draw_name(draw: ImageDraw, card: Card, face: Face) -> None:
    at, side = _start(card)
    # Arabic letters are smaller than Latin ones of the same size.
    largest = 34 if card.direction == "ltr" else 42
    font = _largest(face, card.name, range(20, largest + 1, 2), _ROOM, card.direction)
    shown = _shortened(card.name, font, _ROOM, card.direction)
    middle = (at, _HEAD)
    draw.text(middle, shown, _FULL, font, anchor=f"{side}m", direction=card.direction)
    below = _HEAD + 36
    draw.rectangle((_EDGE, below, WIDTH - _EDGE - 1, below + 1), fill=_FULL)
    draw.rectangle((_EDGE, below + 5, WIDTH - _EDGE - 1, below + 6), fill=_FULL)


def _draw_claim(draw: ImageDraw, card: Card, face: Face) -> None:
    at, side = _start(card)
    text = _fitted(face, card.claim, card.direction)
    ascent, descent = text.font.getmetrics()
    height = text.leading * len(text.lines)
    top = (_CLAIM_TOP + _CLAIM_BOTTOM - height) // 2
    baseline = top + (text.leading + ascent - descent) // 2
    for number, line in enumerate(text.lines):
        place = (at, baseline + number * text.leading)
        draw.text(place, line, _FULL, text.font, anchor=f"{side}s", direction=card.direction)


def _draw_rating(draw: ImageDraw, card: Card, hand: Hand) -> None:
    """The mark on paper, then the word and below it its date, on a band of the rating's tone."""
    at, side = _start(card)
    top = HEIGHT - _BAND
    box, middle = 78, top + _BAND // 2
    onwards = 1 if side == "l" else -1
    low, high = sorted((at, at + onwards * box))
    shape = (low, middle - box // 2, high, middle + box // 2)
    draw.rounded_rectangle(shape, radius=9, fill=_FULL)
    _draw_mark(draw, card, hand.mark, ((low + high) / 2, middle), box - 26)
    room = _ROOM - box - 28
    start = at + onwards * (box + 28)
    lines = (
        (card.label, hand.label, range(24, 49, 2), middle - 22),
        (card.as_of, hand.as_of, range(20, 31, 2), middle + 29),
    )
    for text, face, sizes, line in lines:
        font = _largest(face, text, sizes, room, card.direction)
        shown = _shortened(text, font, room, card.direction)
        # On the line that capitals stand around, whatever the letters' tails.
        rise = -font.getbbox("H", anchor="ls")[1] if not face.lacks("H") else font.size * 0.6
        place = (start, line + rise / 2)
        draw.text(place, shown, _FULL, font, anchor=f"{side}s", direction=card.direction)


def _draw_mark(
    draw: ImageDraw, card: Card, face: Face, middle: tuple[float, float], room: int
) -> None:
    """A mark with the middle of its ink in the middle, as large as there is room."""
    mark = card.mark.replace("\ufe0f", "").replace("\ufe0e", "")
    for size in range(80, 9, -2):
        font = face.at(size)
        left, top, right, bottom = font.getbbox(mark, anchor="ls")
        if max(right - left, bottom - top) <= room:
            break
    place = (middle[0] - (left + right) / 2, middle[1] - (top + bottom) / 2)
    draw.text(place, mark, _BARE, font, anchor="ls")


def _largest(
    face: Face, text: str, sizes: Sequence[int], room: int, direction: Direction
) -> FreeTypeFont:
    fitting = (
        s for s in reversed(sizes) if face.at(s).getlength(text, direction=direction) <= room
    )
    return face.at(next(fitting, sizes[0]))


def _shortened(text: str, font: FreeTypeFont, room: int, direction: Direction) -> str:
    """The text, or as much of its beginning as there is room for."""
    if font.getlength(text, direction=direction) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = font.getlength(text[:middle].rstrip() + "…", direction=direction) <= room
        low, high = (middle, high) if fits else (low, middle - 1)
    return text[:low].rstrip() + "…"


def _fitted(face: Face, text: str, direction: Direction) -> _Lines:
    """The text as large as its place allows, in lines of about one length."""
    height = _CLAIM_BOTTOM - _CLAIM_TOP
    low, high = 0, len(_SIZES) - 1
    while low < high:
        middle = (low + high + 1) // 2
        found = _measured(face, _SIZES[middle], text, direction)
        fits = found.leading * len(_lines(found, _ROOM)) <= height
        low, high = (middle, high) if fits else (low, middle - 1)
    return _balanced(_measured(face, _SIZES[low], text, direction), height, direction)


def _measured(face: Face, size: int, text: str, direction: Direction) -> _Measured:
    font = face.at(size)
    # Faces differ in how much room their letters need above and below.
    leading = round(0.86 * sum(font.getmetrics()))
    pieces = [each for word in text.split() for each in _pieces(font, word, direction)]
    return _Measured(font, leading, tuple(pieces))


def _pieces(font: FreeTypeFont, word: str, direction: Direction) -> Iterator[_Word]:
    """The word, or the parts of one that is wider than a line."""
    while (length := font.getlength(word, direction=direction)) > _ROOM and len(word) > 1:
        low, high = 1, len(word)
        while low < high:
            middle = (low + high + 1) // 2
            fits = font.getlength(word[:middle], direction=direction) <= _ROOM
            low, high = (middle, high) if fits else (low, middle - 1)
        yield _Word(word[:low], font.getlength(word[:low], direction=direction))
        word = word[low:]
    yield _Word(word, length)


def _lines(text: _Measured, room: int) -> list[str]:
    space = text.font.getlength(" ")
    lines: list[list[str]] = [[]]
    width = 0.0
    for word, length in text.words:
        if lines[-1] and width + space + length > room:
            lines.append([])
            width = 0.0
        width += length + (space if lines[-1] else 0)
        lines[-1].append(word)
    return [" ".join(line) for line in lines]


def _balanced(text: _Measured, height: int, direction: Direction) -> _Lines:
    """The same number of lines in the least width; what is too long even so is cut short."""
    lines = _lines(text, _ROOM)
    most = height // text.leading
    if len(lines) > most:
        last = _shortened(" ".join(lines[most - 1 :]), text.font, _ROOM, direction)
        return _Lines(text.font, text.leading, (*lines[: most - 1], last))
    low, high = _ROOM // 2, _ROOM
    while high - low > 8:
        middle = (low + high) // 2
        fits = len(_lines(text, middle)) <= len(lines)
        low, high = (low, middle) if fits else (middle, high)
    return _Lines(text.font, text.leading, tuple(_lines(text, high)))
