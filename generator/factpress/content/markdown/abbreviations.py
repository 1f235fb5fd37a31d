"""Abbreviations that a body explains, `*[WHO]: World Health Organization`, wherever it has them.

The library's lines that explain them are read here too, within limits. Its own search takes the
square of the number of elements.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.abbr import AbbrBlockprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString


class Explained(AbbrBlockprocessor):
    """The lines that explain an abbreviation; nothing of them is shown by itself."""

    RE = re.compile(
        r"^[*]\[(?P<abbr>[^\\\[\]\n]{1,100})\][ ]?:[ ]*\n?[ ]*(?P<title>.*)$", re.MULTILINE
    )


class Abbreviations(Treeprocessor):
    """Marks each abbreviation outside of code and addresses."""

    def __init__(self, md: Markdown, explained: dict[str, str]) -> None:
        super().__init__(md)
        self._explained = explained

    def run(self, root: Element) -> None:
        if not self._explained:
            return
        longest_first = sorted(self._explained, key=len, reverse=True)
        self._names = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
        for element in list(root.iter()):
            made: list[Element] = []
            element.text = self._divided(element.text, made)
            for child in element:
                made.append(child)
                child.tail = self._divided(child.tail, made)
            if len(made) != len(element):
                element[:] = made

    def _divided(self, text: str | None, made: list[Element]) -> str | None:
        """The text before the first abbreviation; adds the elements behind it to those made."""
        if not text or isinstance(text, AtomicString):
            return text
        found = [*self._names.finditer(text)]
        ends = [*(match.start() for match in found[1:]), len(text)]
        for match, end in zip(found, ends, strict=False):
            mark = Element("abbr", {"title": self._explained[match[0]]})
            mark.text, mark.tail = AtomicString(match[0]), text[match.end() : end]
            made.append(mark)
        return text[: found[0].start()] if found else text
