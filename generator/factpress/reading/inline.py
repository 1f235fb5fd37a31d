"""Python-Markdown's inline processing, without the work that cannot change anything.

The library tries every inline pattern on every stretch of text. Each of ours can match only where
certain characters stand, so a stretch without any of them is left as it is, and a pattern whose
characters a stretch lacks is passed over; the outcome is the same. Most stretches hold none.
"""

from __future__ import annotations

import re
from collections import deque
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import Pattern
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

from factpress.reading.limits import Meter

# What each of the library's patterns, and ours, needs to stand in a text at the least.
_NEEDS = {
    "backtick": "`",
    "escape": "\\",
    "footnote": "[^",
    "reference": "[",
    "link": "[",
    "short_reference": "[",
    "autolink": "<",
    "linebreak": "  \n",
    "entity": "&",
    "em_strong": "*_",
    "factpress_mark": "\ue000",
}
_REFERENCES = {"reference", "short_reference"}
_ANY = re.compile(r"[`\\\[<&*_\ue000]|  \n")
# With what the library puts in place of what it has found so far.
_OF_CONCERN = ("`", "\\", "[", "<", "&", "*", "_", "\ue000", "\x02", "  \n")


def _is_of_concern(text: str | None) -> bool:
    """Whether inline processing could change a text."""
    if not text or isinstance(text, AtomicString):
        return False
    # One search after another for a fixed text is faster than one for an expression.
    for mark in _OF_CONCERN:  # noqa: SIM110 (a generator costs more than the searches)
        if mark in text:
            return True
    return False


class LeanInline(InlineProcessor):
    """The library's tree processor with a shorter way to the same outcome."""

    def __init__(self, md: Markdown, meter: Meter) -> None:
        super().__init__(md)
        self._meter = meter
        self._lean: list[tuple[Pattern, str, str, bool]] | None = None

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """The tree, breadth first as in the library: the order numbers repeated footnotes."""
        self.stashed_nodes: dict[str, Element | str] = {}
        queue = deque([(tree, list(ancestors or ()))])
        while queue:
            element, self.ancestors = queue.popleft()
            self.ancestors.append(element.tag.lower())
            replaced = []
            for child in element:
                if _is_of_concern(child.text):
                    nodes = self._from_text(child)
                    queue.extend(node for node in nodes if len(node[0]))
                    replaced.append((child, nodes))
                if _is_of_concern(child.tail):
                    self._replace_tail(element, child)
                if len(child):
                    queue.append((child, self.ancestors[:]))
            for child, nodes in replaced:
                for place, node in enumerate(nodes):
                    child.insert(place, node[0])
        return tree

    def _from_text(self, child: Element) -> list[tuple[Element, list[str]]]:
        """The elements that an element's text makes, each with the names of those around it."""
        self.ancestors.append(child.tag.lower())
        text, child.text = child.text, None
        nodes = self._placed(self._InlineProcessor__handleInline(text or ""), child, True)
        self.ancestors.pop()
        return nodes

    def _replace_tail(self, element: Element, child: Element) -> None:
        """Puts the elements that a child's tail makes behind the child."""
        data, holder = self._InlineProcessor__handleInline(child.tail or ""), Element("d")
        nodes = self._placed(data, holder, False)
        child.tail = holder.tail or None
        place = list(element).index(child) + 1
        for node in reversed(nodes):
            element.insert(place, node[0])

    def _placed(self, data: str, parent: Element, is_text: bool) -> list[tuple[Element, list[str]]]:
        library = self._InlineProcessor__processPlaceholders  # type: ignore[attr-defined]
        nodes: list[tuple[Element, list[str]]] = library(data, parent, is_text)
        return nodes

    def _patterns(self) -> list[tuple[Pattern, str, str, bool]]:
        """The patterns in their order, each with one or two texts of which it needs one.

        The last says whether a pattern finds nothing in a body that defines no references.
        """
        if self._lean is None:
            in_order = list(self.md.inlinePatterns)
            names = {id(self.md.inlinePatterns[name]): name for name in _NEEDS}
            self._lean = []
            for pattern in in_order:
                name = names.get(id(pattern), "")
                need = _NEEDS.get(name, "")
                first, second = (need[:1], need[1:]) if name == "em_strong" else (need, need)
                self._lean.append((pattern, first, second, name in _REFERENCES))
        return self._lean

    def _InlineProcessor__handleInline(  # noqa: N802 (overrides a private method of the library)
        self, data: str, first_pattern: int = 0
    ) -> str:
        """A stretch of text with placeholders for what the patterns found in it."""
        if not _is_of_concern(data):
            return data
        marks = len(_ANY.findall(data))
        if not marks:
            return data
        self._meter.inline(data, marks, len(self.ancestors) // 2)
        patterns = self._patterns()
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        referring = bool(self.md.references)
        number, start = first_pattern, 0
        while number < len(patterns):
            pattern, one, other, by_reference = patterns[number]
            matched = False
            if (one in data or other in data) and (referring or not by_reference):
                data, matched, start = apply(pattern, data, number, start)
            else:
                start = 0
            if not matched:
                number += 1
        return data
