"""Pictures in bodies, which no page shows yet: an error at the place of each.

In: a body's text without comments, and the HTML made of it. Out: the places of pictures in the
text. Whether any is shown is told from the HTML, where it is, from the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from factpress.content.markdown.code import Code
from factpress.model.problems import quoted

_PICTURE = re.compile(
    r"(?<!\\)!\[(?![\[^])(?P<alt>(?:[^\[\]]|\[[^\[\]]{0,500}\]){0,500})\]"
    r"(?P<address>\([^()\n]*\)?|[ ]?\[[^\]\n]*\]|)"
)
_ELEMENT = re.compile(r"<(?:img|picture|svg|video|audio|iframe|object|embed)\b[^>\n]*>?", re.I)
_SHOWN_ELEMENT = re.compile(r"&lt;(?:img|picture|svg|video|audio|iframe|object|embed)\b", re.I)
_CODE = re.compile(r"<code[^>]*>.*?</code>", re.S)


def pictures(text: str, page: str, references: Collection[str]) -> Iterator[tuple[int, str]]:
    """The position of each picture in a body, and what to do; `references` are those defined."""
    shown = _CODE.sub("", page)
    found = list(_written(text, shown, references))
    if found:
        code = Code(text)
        yield from (each for each in found if not code.holds(each[0]))


def _written(text: str, shown: str, references: Collection[str]) -> Iterator[tuple[int, str]]:
    if "![" in shown:
        for match in _PICTURE.finditer(text):
            if match["address"] or match["alt"].strip().lower() in references:
                link = quoted(match[0][1:], 200)
                message = (
                    f"{quoted(match[0], 200)} is a picture, which bodies cannot show yet; take it "
                    f'out, or link to it, {link[1:-1]}; write "\\![" where a link follows an '
                    "exclamation mark"
                )
                yield match.start(), message
    if _SHOWN_ELEMENT.search(shown):
        for match in _ELEMENT.finditer(text):
            message = (
                f"{quoted(match[0])} would show as these characters: bodies hold no HTML, and "
                "cannot show pictures yet; take it out, or put it in `backticks`"
            )
            yield match.start(), message
