"""Marks of ratings, drawn as one path each on 24 units, so that every font and theme has them.

A disc is for ratings that the evidence decides, a ring for those that it does not, two halves for
those where it says both. Holes are cut by the even-odd rule: one colour is enough.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

_DISC = "M12 1a11 11 0 1 0 0 22a11 11 0 1 0 0-22z"
_RING = _DISC + "M12 3.2a8.8 8.8 0 1 1 0 17.6a8.8 8.8 0 1 1 0-17.6z"

# By the name that `mark:` gives in `publication.yaml`.
DRAWN: Mapping[str, str] = MappingProxyType(
    {
        "tick": _DISC + "M5.9 12.5L7.9 10.4L10.6 13.1L16.2 7.3L18.3 9.4L10.6 17.3Z",
        "cross": _DISC + "M7.2 9.1L9.1 7.2L12 10.1L14.9 7.2L16.8 9.1L13.9 12L16.8 14.9L14.9 16.8"
        "L12 13.9L9.1 16.8L7.2 14.9L10.1 12Z",
        "swap": _DISC + "M5.5 8.2H14V5.4L18.6 9.3L14 13.2V10.4H5.5Z"
        "M18.5 15.8H10V18.6L5.4 14.7L10 10.9V13.6H18.5Z",
        "clock": _DISC + "M10.9 5.5H13.1V11.4L17.2 13.8L16.1 15.7L10.9 12.6Z",
        "exclamation": _DISC + "M10.7 5.4H13.3L12.9 14H11.1ZM10.8 15.9H13.2V18.4H10.8Z",
        "bar": _DISC + "M6 10.7H18V13.3H6Z",
        "question": _RING
        + "M10.9 16.2H13.2V18.4H10.9ZM8.3 9.6C8.3 7.3 9.9 6 12.1 6C14.3 6 15.9 7.3 15.9 "
        "9.3C15.9 10.8 15.1 11.6 14.1 12.3C13.3 12.9 13.1 13.2 13.1 "
        "14V14.7H10.9V13.7C10.9 12.2 11.5 11.5 12.5 10.8C13.2 10.3 13.5 10 13.5 9.3C13.5 "
        "8.6 13 8.1 12.1 8.1C11.1 8.1 10.6 8.7 10.6 9.6Z",
        "quote": _RING + "M6.4 13.2C6.4 10 7.9 7.9 10.4 7L11.1 8.7C9.9 9.3 9.3 10.1 9.2 11.2H11.2"
        "V16.2H6.4ZM12.8 13.2C12.8 10 14.3 7.9 16.8 7L17.5 8.7C16.3 9.3 15.7 10.1 15.6 11.2H17.6"
        "V16.2H12.8Z",
        "dots": _RING
        + "M6.2 10.9H8.6V13.3H6.2ZM10.8 10.9H13.2V13.3H10.8ZM15.4 10.9H17.8V13.3H15.4Z",
        "halves": "M10.9 1.05A11 11 0 0 0 10.9 22.95ZM13.1 1.05A11 11 0 0 1 13.1 22.95V20.7"
        "A8.8 8.8 0 0 0 13.1 3.3Z",
        "ring": _RING,
        "disc": _DISC,
    }
)
_INNER = 6.6


def path_of(mark: str, rank: int, of: int) -> str | None:
    """The path of a rating's mark; None for a character, which is written in a ring.

    Without a mark it is a ring filled clockwise as far as the rating's rank, from 1, on a scale of
    this many.
    """
    if mark:
        return DRAWN.get(mark)
    share = (rank - 1) / (of - 1) if of > 1 else 1.0
    if share in (0.0, 1.0):
        return _DISC if share else _RING
    angle = 2 * math.pi * share
    x, y = 12 + _INNER * math.sin(angle), 12 - _INNER * math.cos(angle)
    return f"{_RING}M12 5.4A6.6 6.6 0 {int(share > 0.5)} 1 {x:.1f} {y:.1f}L12 12Z"


def ring() -> str:
    """The ring in which a character is written."""
    return _RING
