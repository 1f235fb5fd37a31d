"""The matrix as a picture: claims down, documents across, a sign for each stance.

Pages show the table itself, which reads better; the picture is a file to take along.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from factpress.charts.rating_bars import LabelLine
from factpress.charts.svg import KindSign, Picture, sign
from factpress.charts.text_layout import wrapped
from factpress.content.claim_facts import STANCE_ORDER
from factpress.model.contexts import View
from factpress.views.cards import RatingView
from factpress.views.matrix_table import Matrix, VoiceView

_LETTERS, _LINE, _PAD = 12, 15, 10
# Width of the claims, of each document, of a sign; where a claim's words begin beside its mark.
_CLAIM, _COLUMN, _SIGN, _TEXT = 290, 92, 20, 26


class MatrixColumn(View, frozen=True, kw_only=True):
    """A document of the drawing, or the column of the rest."""

    middle: int
    left: int
    lines: Sequence[LabelLine]
    starts: bool  #: Whether it is the first of a group


class SignPlace(View, frozen=True, kw_only=True):
    """The sign of a stance in its place."""

    kind: str
    x: int
    name: str  #: The document


class DrawnRow(View, frozen=True, kw_only=True):
    """A claim of the drawing."""

    title: str
    rating: RatingView
    lines: Sequence[LabelLine]
    middle: int
    bottom: int
    signs: Sequence[SignPlace]


class MatrixPicture(Picture, frozen=True, kw_only=True):
    """A matrix as a drawing."""

    top: int  #: Where the rows begin
    bottom: int  #: Where the rows end
    columns: Sequence[MatrixColumn]
    rows: Sequence[DrawnRow]
    signs: Sequence[KindSign]


def matrix_picture(table: Matrix, other_documents: str, as_of: Mapping[str, str]) -> MatrixPicture:
    """The drawing of a table; `other_documents` is what the column of the rest is called.

    `as_of` has the words that follow a claim, by up to when its evidence speaks; empty where all
    claims share that.
    """
    names = [(column.name.title, column.starts) for column in table.columns]
    if table.others:
        names.append((other_documents, True))
    heads = [wrapped(name, (_COLUMN - 8) / _LETTERS, 4) for name, _ in names]
    top = _LINE * max(map(len, heads), default=1) + _PAD
    rows = list(_rows(table, top, [name for name, _ in names], as_of))
    bottom = rows[-1].bottom if rows else top
    columns = [
        MatrixColumn(middle=_middle(n), lines=_lines(lines, _LINE), starts=starts, left=_left(n))
        for n, (lines, (_, starts)) in enumerate(zip(heads, names, strict=True))
    ]
    return MatrixPicture(
        width=max(_left(len(names)), 340),
        height=bottom + 2 * _LINE,
        top=top,
        bottom=bottom,
        columns=columns,
        rows=rows,
        signs=[KindSign(kind=stance, sign=sign(stance)) for stance in STANCE_ORDER],
    )


def _left(number: int) -> int:
    return _CLAIM + _COLUMN * number


def _middle(number: int) -> int:
    return _left(number) + _COLUMN // 2


def _lines(lines: Sequence[str], first: int) -> list[LabelLine]:
    return [LabelLine(text=text, y=first + n * _LINE) for n, text in enumerate(lines)]


def _rows(
    table: Matrix, top: int, names: Sequence[str], as_of: Mapping[str, str]
) -> Iterator[DrawnRow]:
    room = (_CLAIM - _TEXT - _PAD) / _LETTERS
    for row in table.rows:
        claim = wrapped(row.title, room, 4) + wrapped(as_of.get(row.as_of, ""), room, 2)
        bottom = top + max(_SIGN, _LINE * len(claim)) + 2 * _PAD
        middle = (top + bottom) // 2
        cells = [*row.cells, *([row.others] if table.others else [])]
        yield DrawnRow(
            title=row.title,
            rating=row.rating,
            lines=_lines(claim, middle + 4 - _LINE * (len(claim) - 1) // 2),
            middle=middle,
            bottom=bottom,
            signs=[each for n, voices in enumerate(cells) for each in _signs(voices, n, names)],
        )
        top = bottom


def _signs(voices: Sequence[VoiceView], number: int, names: Sequence[str]) -> list[SignPlace]:
    """The signs of a cell: one for each stance, side by side around the column's middle."""
    found = {voice.stance for voice in voices}
    stances = [stance for stance in STANCE_ORDER if stance in found]
    start = _middle(number) - _SIGN * (len(stances) - 1) // 2
    return [
        SignPlace(kind=stance, x=start + n * _SIGN, name=names[number])
        for n, stance in enumerate(stances)
    ]
