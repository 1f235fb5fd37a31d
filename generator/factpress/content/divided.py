"""A card's file in two: the text of its front matter, and that of its body.

In: an `InputFile`. Out: both texts and where the body begins; raises Refused where the file cannot
be divided. Knows nothing of YAML or Markdown.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from factpress.model.cards import InputFile, Place

_FENCE = re.compile(r"---[ \t]*(?:\n|\Z)")


class Refused(Exception):
    """What keeps a file from being read, at its place."""

    def __init__(self, place: Place, message: str) -> None:
        self.place, self.message = place, message


class Divided(NamedTuple):
    """The front matter begins in line 2 of the file, the body in `body_line`."""

    front: str
    body: str
    body_line: int


def divided(file: InputFile) -> Divided:
    """The two parts of a Markdown file that begins with a `---` line. Raises Refused."""
    text = decoded(file)
    opening = _FENCE.match(text)
    if not opening:
        raise Refused(Place(1, 1), 'front matter is missing; begin the file with a "---" line')
    closing = _closing(text)
    if not closing:
        raise Refused(
            Place(1, 1), 'front matter is never closed; end it with a line of its own, "---"'
        )
    body_line = text.count("\n", 0, closing.start()) + 2
    return Divided(text[opening.end() : closing.start() - 1], text[closing.end() :], body_line)


def _closing(text: str) -> re.Match[str] | None:
    """The line that ends the front matter, from its first character to the next line's."""
    at = text.find("\n---")
    while at >= 0:
        line = _FENCE.match(text, at + 1)
        if line:
            return line
        at = text.find("\n---", at + 1)
    return None


def decoded(file: InputFile) -> str:
    """The text of a UTF-8 file, with line ends as `\\n` and without a byte order mark.

    Raises Refused where it is not UTF-8.
    """
    try:
        text = file.content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = file.content[: error.start].decode("utf-8")
        place = Place(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
        bad = file.content[error.start]
        raise Refused(
            place, f"file is not UTF-8: byte 0x{bad:02X} stands here; save the file as UTF-8"
        ) from None
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
