"""Draws one social card: the name of the publication, the claim, its rating with its date.

A card is a PNG of 1200 by 630 pixels; the same words and faces give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
_HEAD = 62  # the middle of the name of the publication
_ROOM = WIDTH - 2 * _EDGE
# Shades of ink: full, or none, as the ground of the band has.
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


class _Text(NamedTuple):
    """A text at one size: its words, or the parts of one wider than a line, with their lengths."""

    font: FreeTypeFont
    leading: int
    words: tuple[tuple[str, float], ...]


def drawn(card: Card, hand: Hand) -> bytes:
    """The card as a PNG."""
    from PIL import Image
    from PIL.ImageDraw import Draw

    ink = Image.new("L", (WIDTH, HEIGHT))
    draw = Draw(ink)
    _draw_name(draw, card, hand.name)
    _draw_claim(draw, card, hand.claim)
    _draw_rating(draw, card, hand)
    return _png(_colored(ink, card))


def _png(image: Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG", compress_level=6)
    return file.getvalue()


def drawn_icon(mark: str, size: int, ink: Rgb, paper: Rgb, face: Face) -> bytes:
    """A mark of paper on a tile of ink, as a PNG of `size` pixels a side."""
    from PIL import Image
    from PIL.ImageDraw import Draw

    tile = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    draw = Draw(tile)
    draw.rounded_rectangle((0, 0, size - 1, size - 1), radius=size * 5 // 32, fill=(*ink, 255))
    font, place = _centred(face, mark, size, size * 5 // 8)
    draw.text((size / 2 + place[0], size / 2 + place[1]), mark, (*paper, 255), font, anchor="ls")
    return _png(tile)


def _centred(
    face: Face, mark: str, largest: int, room: int
) -> tuple[FreeTypeFont, tuple[float, float]]:
    """The largest font whose ink has room; and its place if the ink's middle is at (0, 0)."""
    for size in range(largest, 9, -2):
        font = face.at(size)
        left, top, right, bottom = font.getbbox(mark, anchor="ls")
        if max(right - left, bottom - top) <= room:
            break
    return font, (-(left + right) / 2, -(top + bottom) / 2)


def _colored(ink: Image, card: Card) -> Image:
    """The shades of ink as colours: ink on paper, and on the rating's band paper on tone.

    A card has twice 64 colours; as a palette they take a third of the bytes.
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
    """The place where lines begin, and the side of a text that is there."""
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
    (font, leading, _), lines = _fitted(face, card.claim, card.direction)
    ascent, descent = font.getmetrics()
    top = (_CLAIM_TOP + _CLAIM_BOTTOM - leading * len(lines)) // 2
    baseline = top + (leading + ascent - descent) // 2
    for number, line in enumerate(lines):
        place = (at, baseline + number * leading)
        draw.text(place, line, _FULL, font, anchor=f"{side}s", direction=card.direction)


def _draw_rating(draw: ImageDraw, card: Card, hand: Hand) -> None:
    """The mark on paper, then the word and below it its date, on a band of the rating's tone."""
    at, side = _start(card)
    top = HEIGHT - _BAND
    box, middle = 78, top + _BAND // 2
    onwards = 1 if side == "l" else -1
    low, high = sorted((at, at + onwards * box))
    shape = (low, middle - box // 2, high, middle + box // 2)
    draw.rounded_rectangle(shape, radius=9, fill=_FULL)
    mark = card.mark.replace("\ufe0f", "").replace("\ufe0e", "")
    font, (left, above) = _centred(hand.mark, mark, 80, box - 26)
    draw.text(((low + high) / 2 + left, middle + above), mark, _BARE, font, anchor="ls")
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


def _largest(
    face: Face, text: str, sizes: Sequence[int], room: int, direction: Direction
) -> FreeTypeFont:
    fitting = (
        s for s in reversed(sizes) if face.at(s).getlength(text, direction=direction) <= room
    )
    return face.at(next(fitting, sizes[0]))


def _shortened(text: str, font: FreeTypeFont, room: int, direction: Direction) -> str:
    """The text, or as much of its beginning as there is room for."""

    def fits(shown: str) -> bool:
        return font.getlength(shown, direction=direction) <= room

    if fits(text):
        return text
    length = _most(0, len(text), lambda length: fits(text[:length].rstrip() + "…"))
    return text[:length].rstrip() + "…"


def _most(low: int, high: int, fits: Callable[[int], bool]) -> int:
    """The greatest number from `low`, which need not fit, to `high` that fits."""
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _fitted(face: Face, text: str, direction: Direction) -> tuple[_Text, list[str]]:
    """The text as large as its place allows, and its lines, which are of about one length."""
    height = _CLAIM_BOTTOM - _CLAIM_TOP

    def fits(number: int) -> bool:
        found = _measured(face, _SIZES[number], text, direction)
        return found.leading * len(_lines(found, _ROOM)) <= height

    found = _measured(face, _SIZES[_most(0, len(_SIZES) - 1, fits)], text, direction)
    return found, _balanced(found, height, direction)


def _measured(face: Face, size: int, text: str, direction: Direction) -> _Text:
    font = face.at(size)
    # Faces differ in how much room their letters need above and below.
    leading = round(0.86 * sum(font.getmetrics()))
    pieces = [each for word in text.split() for each in _pieces(font, word, direction)]
    return _Text(font, leading, tuple(pieces))


def _pieces(font: FreeTypeFont, word: str, direction: Direction) -> Iterator[tuple[str, float]]:
    """The word, or the parts of one that is wider than a line, with their lengths."""

    def length(count: int) -> float:
        return font.getlength(word[:count], direction=direction)

    while length(len(word)) > _ROOM and len(word) > 1:
        count = _most(1, len(word), lambda count: length(count) <= _ROOM)
        yield word[:count], length(count)
        word = word[count:]
    yield word, length(len(word))


def _lines(text: _Text, room: int) -> list[str]:
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


def _balanced(text: _Text, height: int, direction: Direction) -> list[str]:
    """The same number of lines in the least width; too long a text is cut short."""
    lines = _lines(text, _ROOM)
    most = height // text.leading
    if len(lines) > most:
        last = _shortened(" ".join(lines[most - 1 :]), text.font, _ROOM, direction)
        return [*lines[: most - 1], last]
    low, high = _ROOM // 2, _ROOM
    while high - low > 8:
        middle = (low + high) // 2
        fits = len(_lines(text, middle)) <= len(lines)
        low, high = (low, middle) if fits else (middle, high)
    return _lines(text, high)
