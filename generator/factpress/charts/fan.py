"""The picture of one actor and those who contradict it: a fan of lines that meet in the actor.

Voices stand below each other, in groups with a heading, named ones with a full dot; the actor is
beside them. Drawn twice, for narrow and for broad screens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from factpress.charts.svg import Picture, hits, mirrored
from factpress.charts.text_layout import wrapped
from factpress.model.urls import relative

_HEAD, _PAD, _GAP = 22, 5, 12
_DOT, _CENTRE = 4, 7


class FanVoice(NamedTuple):
    """A voice of the fan; `url` is None where its name leads nowhere."""

    name: str
    is_named: bool
    url: str | None


class FanGroup(NamedTuple):
    """Voices that contradict the actor in one way; `tone` is that of their stance."""

    heading: str
    tone: int
    voices: Sequence[FanVoice]
    more: str  # How many more there are, in words, or ""
    more_url: str


class FanForm(NamedTuple):
    """How a fan is laid out: where names end, dots are, lines meet, and the actor's name begins."""

    width: int
    letters: int
    names: int
    dots: int
    centre: int
    name: int

    @property
    def line(self) -> int:
        """The height of a line of text."""
        return round(self.letters * 1.2)


NARROW = FanForm(width=328, letters=13, names=152, dots=164, centre=222, name=236)
BROAD = FanForm(width=600, letters=14, names=226, dots=240, centre=380, name=396)


class FanPicture(Picture, frozen=True, kw_only=True):
    """A fan as a picture."""

    drawing: Markup
    hits: Markup  #: The links of the names, for the mouse


class _Row(NamedTuple):
    """A voice in its place; `dot` is the class of its dot, "" for the row of those left out."""

    lines: Sequence[str]
    y: int
    height: int
    dot: str
    url: str | None


class _Placed(NamedTuple):
    """The rows and headings of a fan, with the height of all."""

    rows: Sequence[_Row]
    headings: Sequence[tuple[str, int]]
    height: int


def fan(
    name: str, groups: Sequence[FanGroup], form: FanForm, page_url: str, *, rtl: bool
) -> FanPicture:
    """The picture of an actor and the groups that contradict it; one group needs no heading."""
    placed = _placed(groups, form)
    links = (
        (
            (form.width - form.names if rtl else 0, row.y - row.height // 2),
            (form.names + _GAP, row.height),
            relative(row.url, page_url) if row.url.startswith("/") else row.url,
        )
        for row in placed.rows
        if row.url
    )
    parts = [*_shapes(placed, form, rtl=rtl), *_words(name, placed, form, rtl=rtl)]
    return FanPicture(
        width=form.width,
        height=placed.height,
        drawing=Markup("".join(parts)),  # noqa: S704 (ours, with every word escaped)
        hits=hits(links),
    )


def _placed(groups: Sequence[FanGroup], form: FanForm) -> _Placed:
    rows: list[_Row] = []
    headings: list[tuple[str, int]] = []
    top = 0
    for group in groups:
        if len(groups) > 1:
            top += _GAP if headings else 0
            headings.append((group.heading, top + form.line))
            top += _HEAD
        for row in _rows(group, form):
            rows.append(row._replace(y=top + row.height // 2))
            top += row.height
    return _Placed(rows, headings, max(top, 3 * form.line))


def _rows(group: FanGroup, form: FanForm) -> Iterator[_Row]:
    """The voices of a group, and a row for those that there is no room for."""
    width = form.names / form.letters
    for voice in group.voices:
        lines = wrapped(voice.name, width, 2)
        dot = f"f{group.tone} s{group.tone}" if voice.is_named else f"paper s{group.tone}"
        yield _Row(lines, 0, len(lines) * form.line + _PAD, dot, voice.url)
    if group.more:
        yield _Row([group.more], 0, form.line + _PAD, "", group.more_url)


def _shapes(placed: _Placed, form: FanForm, *, rtl: bool) -> Iterator[str]:
    """Double lines, as of denials everywhere on the site, and the dots at both ends."""
    middle = placed.height // 2
    bend = (form.dots + form.centre) // 2
    dotted = [row for row in placed.rows if row.dot]
    yield f'<g fill="none" stroke-width="1.75"{mirrored(form.width, rtl=rtl)}>'
    for row in dotted:
        path = f"M{form.dots} {row.y}C{bend} {row.y} {bend} {middle} {form.centre} {middle}"
        yield f'<path class="s0" stroke-width="4" d="{path}"/><path class="on" d="{path}"/>'
    for row in dotted:
        yield f'<circle class="{row.dot}" cx="{form.dots}" cy="{row.y}" r="{_DOT}"/>'
    yield f'<circle class="ink" cx="{form.centre}" cy="{middle}" r="{_CENTRE}"/></g>'


def _words(name: str, placed: _Placed, form: FanForm, *, rtl: bool) -> Iterator[str]:
    """The names; where the language runs from right to left, they run from the other side."""

    def x(value: int) -> int:
        return form.width - value if rtl else value

    yield f'<g font-size="{form.letters}"><g text-anchor="end">'
    for row in placed.rows:
        tone = "" if row.dot else ' class="soft"'
        for text, y in _lines(row.lines, row.y, form):
            yield f'<text{tone} x="{x(form.names)}" y="{y}">{escape(text)}</text>'
    for text, y in placed.headings:
        yield f'<text class="soft" x="{x(form.names)}" y="{y}">{escape(text)}</text>'
    yield "</g>"
    room = (form.width - form.name) / form.letters
    for text, y in _lines(wrapped(name, room, 4), placed.height // 2, form):
        yield f'<text font-weight="700" x="{x(form.name)}" y="{y}">{escape(text)}</text>'
    yield "</g>"


def _lines(lines: Sequence[str], middle: int, form: FanForm) -> Iterator[tuple[str, int]]:
    """Lines of text around a height, each with its baseline."""
    first = middle + round(form.letters * 0.36) - (len(lines) - 1) * form.line // 2
    return ((text, first + n * form.line) for n, text in enumerate(lines))
