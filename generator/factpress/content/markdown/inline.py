"""Python-Markdown's inline processing, without the work that cannot change anything.

In: the library's tree before inline mark-up. Out: the same tree after it. The library tries every
inline pattern on every stretch of text. Each of ours can match only where certain characters stand,
so a stretch without any of them is left as it is, and a pattern whose characters a stretch lacks is
passed over. A stretch whose marks are plain and apart is made in one go. The outcome is the same.
"""

from __future__ import annotations

from collections import deque
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import Pattern
from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER, AtomicString
from markdown.util import INLINE_PLACEHOLDER_PREFIX as PREFIX

from factpress.content.markdown.limits import Meter
from factpress.content.markdown.markers import RAW
from factpress.content.markdown.plain import PlainMarks

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
    "factpress_mark": RAW,
}
_REFERENCES = {"reference", "short_reference"}
_MARKS = ("`", "\\", "[", "<", "&", "*", "_")
_BREAK = "  \n"


class LeanInline(InlineProcessor):
    """The library's tree processor with a shorter way to the same outcome."""

    def __init__(self, md: Markdown, meter: Meter) -> None:
        super().__init__(md)
        self._meter = meter
        self._lean: list[tuple[Pattern, str, str, bool]] | None = None
        self._plain = PlainMarks(md)
        self.start("")

    def finish(self) -> None:
        """Takes up the library's patterns, when all extensions have set theirs."""
        self._plain.finish()

    def start(self, text: str) -> None:
        """Takes the whole text of the next body, as it was written.

        The library writes none of the marks into a text itself, and we only the last, for what
        begins with a bracket; so only those of the body are looked for. Tabs become spaces.
        """
        marks = [mark for mark in _MARKS if mark in text]
        if "[" in marks:
            marks.append(RAW)
        if "  " in text or "\t" in text:
            marks.append(_BREAK)
        self._marks = tuple(marks)

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """The tree, breadth first as in the library: the order numbers repeated footnotes."""
        self.stashed_nodes: dict[str, Element | str] = {}
        self._spared = 0
        queue = deque([(tree, list(ancestors or ()))])
        while queue:
            element, self.ancestors = queue.popleft()
            self.ancestors.append(element.tag.lower())
            replaced = []
            for child in element:
                if child.text and self._is_of_concern(child.text):
                    nodes = self._from_text(child)
                    queue.extend(node for node in nodes if node[1] and len(node[0]))
                    replaced.append((child, nodes))
                if child.tail and self._is_of_concern(child.tail):
                    self._replace_tail(element, child)
                if len(child):
                    queue.append((child, self.ancestors[:]))
            for child, nodes in replaced:
                for place, node in enumerate(nodes):
                    child.insert(place, node[0])
        return tree

    def _is_of_concern(self, text: str) -> bool:
        """Whether inline processing could change a text."""
        # One search after another for a fixed text is faster than one for an expression.
        for mark in self._marks:
            if mark in text:
                return not isinstance(text, AtomicString)
        # A search for one character is several times as fast as one for a longer text.
        return "\x02" in text and PREFIX in text and not isinstance(text, AtomicString)

    def _from_text(self, child: Element) -> list[tuple[Element, list[str]]]:
        """The elements that an element's text makes, each with the names of those around it."""
        self.ancestors.append(child.tag.lower())
        text, child.text = child.text or "", None
        nodes = self._plainly(text, child, is_text=True)
        if nodes is None:
            nodes = self._placed(self._InlineProcessor__handleInline(text), child, True)
        self.ancestors.pop()
        return nodes

    def _replace_tail(self, element: Element, child: Element) -> None:
        """Puts the elements that a child's tail makes behind the child."""
        text, holder = child.tail or "", Element("d")
        nodes = self._plainly(text, holder, is_text=False)
        if nodes is None:
            nodes = self._placed(self._InlineProcessor__handleInline(text), holder, False)
        child.tail = holder.tail or None
        place = list(element).index(child) + 1
        for node in reversed(nodes):
            element.insert(place, node[0])

    def _plainly(
        self, text: str, parent: Element, *, is_text: bool
    ) -> list[tuple[Element, list[str]]] | None:
        """As `_placed`, for a text whose marks are all plain; None for others.

        The elements hold nothing that inline processing could change, so none is looked at again.
        """
        found = None if "a" in self.ancestors else self._plain.tokens(text)
        if found is None:
            return None
        self._meter.inline(text, len(self.ancestors) // 2)
        lead, elements = self._plain.elements(*found)
        if is_text:
            parent.text = lead or None
        else:
            parent.tail = lead or None
        self._spared += len(elements) + text.count(RAW)
        return [(element, []) for element in elements]

    def _InlineProcessor__makePlaceholder(self, type: str) -> tuple[str, str]:  # noqa: N802
        """A placeholder with the number that it would have if none were spared.

        The length of what holds it is counted as work.
        """
        number = f"{len(self.stashed_nodes) + self._spared:04d}"
        return INLINE_PLACEHOLDER % number, number

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
        self,
        data: str,
        patternIndex: int = 0,  # noqa: N803
    ) -> str:
        """A stretch of text with placeholders for what the patterns found in it."""
        if isinstance(data, AtomicString) or not any(mark in data for mark in self._marks):
            return data
        self._meter.inline(data, len(self.ancestors) // 2)
        patterns = self._patterns()
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        referring = bool(self.md.references)
        number, start = patternIndex, 0
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
