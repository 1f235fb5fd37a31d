"""Draws one social card: whose it is, what it is about, and what was found, over a double rule.

A card is a PNG of 1200 by 630 pixels; the same words and faces give the same bytes. It has few
colours, so it is drawn in shades of one ink; parts of it are then given another.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from factpress.model.colors import Rgb, mixed
from factpress.social_cards.fonts import Face
from factpress.social_cards.layout import Lines, Style, fitted, one_line
from factpress.social_cards.marks import shape

if TYPE_CHECKING:
    from PIL.Image import Image

# Open Graph consumers crop to about 1.91:1.
WIDTH, HEIGHT = 1200, 630
_EDGE = 72
_ROOM = WIDTH - 2 * _EDGE
_NAME, _UNDER_NAME = 66, 90
_KICKER = 134
_TOP, _BOTTOM = 158, 458
_RULE = 476
_FOOT = _RULE + 12
_GAP = 20  # between a title and the text below it
# Shades of a colour, from none to all of it.
_SHADES = 16
_FULL = _SHADES - 1

_TITLE = Style((92, 84, 76, 70, 64, 59, 54, 50, 46, 42, 38), 1.09)
_TEXT = Style((32, 29), 1.3)
_MOST_TEXT = 3

Direction = Literal["ltr", "rtl"]
# Left, top, right, bottom.
Box: TypeAlias = tuple[int, int, int, int]


class Sign(NamedTuple):
    """A drawn mark on 24 units with what stands beside it, in one of a card's tones."""

    path: str
    words: str
    tone: int


class Colors(NamedTuple):
    """The colours of a card; signs and the double rule take one of `tones` by number."""

    paper: Rgb
    ink: Rgb
    soft: Rgb
    tones: tuple[Rgb, ...]


class Card(NamedTuple):
    """What a card says: one sign with its word is a rating, several are counts of ratings."""

    name: str
    kicker: str
    title: str
    text: str
    signs: tuple[Sign, ...]
    note: str
    direction: Direction
    colors: Colors


class Hand(NamedTuple):
    """The faces that write a card's texts."""

    name: Face
    kicker: Face
    title: Face
    text: Face
    signs: Face
    note: Face


def drawn(card: Card, hand: Hand) -> bytes:
    """The card as a PNG."""
    sheet = _Sheet(card)
    _draw_head(sheet, card, hand)
    _draw_title(sheet, card, hand)
    for top in (_RULE, _RULE + 8):
        sheet.draw.rectangle((_EDGE, top, WIDTH - _EDGE - 1, top + 2), fill=_FULL)
    # All that is written is of one ink, until parts are tinted.
    note = _draw_note(sheet, card, hand)
    if len(card.signs) == 1:
        _draw_rating(sheet, card, hand)
        sheet.tint((0, _RULE, WIDTH, HEIGHT), 2 + card.signs[0].tone)
    else:
        _draw_counts(sheet, card, hand)
    if note:
        sheet.tint(note, 1)
    return sheet.png()


class _Sheet:
    """A card being drawn: shades of ink, of which `tint` makes those of another colour."""

    def __init__(self, card: Card) -> None:
        from PIL import Image
        from PIL.ImageDraw import Draw

        self.image = Image.new("L", (WIDTH, HEIGHT))
        self.draw = Draw(self.image)
        self._card = card

    def write(self, face: Face, size: int, at: tuple[int, int], text: str) -> None:
        """A text on its baseline; `at` begins it, counted from the side where lines begin."""
        start, side = self.across(at[0]), "l" if self._card.direction == "ltr" else "r"
        place, font = (start, at[1]), face.at(size)
        self.draw.text(place, text, _FULL, font, f"{side}s", direction=self._card.direction)

    def across(self, x: int) -> int:
        """A distance from the side where lines begin, from the left."""
        return x if self._card.direction == "ltr" else WIDTH - x

    def stamp(self, path: str, size: int, at: tuple[int, int]) -> None:
        """A mark whose place is given as the writing of a text, by its upper corner."""
        left = min(self.across(at[0]), self.across(at[0] + size))
        mask = shape(path, size).point([v * _FULL // 255 for v in range(256)])
        self.image.paste(mask, (left, at[1]))

    def tint(self, box: Box, slot: int) -> None:
        """Gives a part another colour: 0 ink, 1 soft, then the tones."""
        shifted = [value % _SHADES + _SHADES * slot for value in range(256)]
        self.image.paste(self.image.crop(box).point(shifted), box)

    def png(self) -> bytes:
        """The sheet in its colours. As a palette they take a third of the bytes."""
        self.image.putpalette(_shades_of(self._card.colors))
        return _png(self.image)


@lru_cache(maxsize=8)
def _shades_of(colors: Colors) -> bytes:
    """The palette of a card: the shades of ink, of soft, of each tone."""
    steps = [step / _FULL for step in range(_SHADES)]
    inks = (colors.ink, colors.soft, *colors.tones)
    return bytes(p for ink in inks for step in steps for p in mixed(colors.paper, ink, step))


def _png(image: Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG", compress_level=4)
    return file.getvalue()


def _draw_head(sheet: _Sheet, card: Card, hand: Hand) -> None:
    """The name over a line, as on the pages; below it what kind of page this is."""
    # Arabic letters are smaller than Latin ones of the same size.
    sizes = range(34 if card.direction == "ltr" else 42, 19, -4)
    size, shown = one_line(hand.name, card.name, sizes, _ROOM)
    sheet.write(hand.name, size, (_EDGE, _NAME), shown)
    sheet.draw.rectangle((_EDGE, _UNDER_NAME, WIDTH - _EDGE - 1, _UNDER_NAME + 1), fill=_FULL)
    if card.kicker:
        size, shown = one_line(hand.kicker, card.kicker, (26, 23), _ROOM)
        sheet.write(hand.kicker, size, (_EDGE, _KICKER), shown)
        sheet.tint((0, _UNDER_NAME + 2, WIDTH, _TOP), 1)


def _draw_title(sheet: _Sheet, card: Card, hand: Hand) -> None:
    """The title as large as it can be with three lines of text below it; then what fits of both."""
    top = _TOP if card.kicker else _TOP - 34
    height = _BOTTOM - top
    text = fitted(hand.text, card.text, _TEXT, (_ROOM, _lines_of_text(hand.text)))
    below = text.height + _GAP if card.text else 0
    title = fitted(hand.title, card.title, _TITLE, (_ROOM, height - below))
    if title.size == _TITLE.sizes[-1]:
        title = fitted(hand.title, card.title, _TITLE, (_ROOM, height))
        left = height - title.height - _GAP
        text = fitted(hand.text, card.text, Style(_TEXT.sizes[-1:], 1.3), (_ROOM, left))
    _write_lines(sheet, hand.title, title, top)
    if card.text:
        _write_lines(sheet, hand.text, text, top + title.height + _GAP)


def _lines_of_text(face: Face) -> int:
    """The height of the most lines of text that a card has."""
    size = _TEXT.sizes[-1]
    leading = max(_TEXT.leading * size, 0.86 * sum(face.at(size).getmetrics()))
    return round(leading) * _MOST_TEXT


def _write_lines(sheet: _Sheet, face: Face, text: Lines, top: int) -> None:
    ascent, descent = face.at(text.size).getmetrics()
    first = top + (text.leading + ascent - descent) // 2
    for number, line in enumerate(text.lines):
        sheet.write(face, text.size, (_EDGE, first + number * text.leading), line)


def _draw_rating(sheet: _Sheet, card: Card, hand: Hand) -> None:
    """The mark and the word of a rating; the word leaves room for a note."""
    (sign,), side = card.signs, 88
    top = _FOOT + (HEIGHT - _FOOT - side) // 2
    sheet.stamp(sign.path, side, (_EDGE, top))
    size, shown = one_line(hand.signs, sign.words, range(52, 27, -4), _ROOM - side - 28)
    middle = top + side // 2
    # Capitals are about two thirds of a size high.
    baseline = middle - 15 if card.note else middle + size // 3
    sheet.write(hand.signs, size, (_EDGE + side + 28, baseline), shown)


def _draw_counts(sheet: _Sheet, card: Card, hand: Hand) -> None:
    """The marks of ratings with their counts, as far as there is room."""
    side, size, at = 46, 42, _EDGE
    top = _FOOT + 18
    for sign in card.signs:
        width = side + 12 + round(hand.signs.at(size).getlength(sign.words))
        if at + width > WIDTH - _EDGE:
            break
        sheet.stamp(sign.path, side, (at, top))
        sheet.write(hand.signs, size, (at + side + 12, top + side // 2 + size // 3), sign.words)
        left, right = sorted((sheet.across(at - 4), sheet.across(at + width + 4)))
        sheet.tint((left, top - 8, right, top + side + 8), 2 + sign.tone)
        at += width + 44


def _draw_note(sheet: _Sheet, card: Card, hand: Hand) -> Box | None:
    """Small print at the foot: beside the mark of a rating, or below the counts; and its place."""
    if not card.note:
        return None
    start = _EDGE + 88 + 28 if len(card.signs) == 1 else _EDGE
    baseline = 598 if card.signs else 566
    size, shown = one_line(hand.note, card.note, (27, 24), WIDTH - _EDGE - start)
    sheet.write(hand.note, size, (start, baseline), shown)
    left, right = sorted((sheet.across(start), sheet.across(WIDTH)))
    return left, baseline - 26, right, HEIGHT


def drawn_icon(mark: str, size: int, colors: Colors, face: Face, *, is_round: bool) -> bytes:
    """A mark of paper on a tile of ink, as a PNG of `size` pixels a side."""
    from PIL import Image
    from PIL.ImageDraw import Draw

    tile = Image.new("RGBA", (size, size), (*colors.ink, 0 if is_round else 255))
    draw = Draw(tile)
    if is_round:
        corner = (0, 0, size - 1, size - 1)
        draw.rounded_rectangle(corner, radius=size * 5 // 32, fill=(*colors.ink, 255))
    left, top, right, bottom = face.at(size).getbbox(mark, anchor="ls")
    room = size * 5 / 8
    large = round(size * min(1.0, room / max(right - left, bottom - top)))
    font = face.at(large)
    left, top, right, bottom = font.getbbox(mark, anchor="ls")
    place = (size / 2 - (left + right) / 2, size / 2 - (top + bottom) / 2)
    draw.text(place, mark, (*colors.paper, 255), font, anchor="ls")
    return _png(tile)
