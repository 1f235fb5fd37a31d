"""Python-Markdown's inline processing, without the patterns that cannot match.

The library tries every inline pattern on every stretch of text. Each of ours can match only where
certain characters stand, so a pattern whose characters a text lacks is passed over; the outcome is
the same. Most texts of a body hold none of these characters.
"""

from __future__ import annotations

import re

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
_ANY = re.compile(r"[`\\\[<&*_\ue000]|  \n")


class LeanInline(InlineProcessor):
    """The library's tree processor with a shorter way to the same outcome."""

    def __init__(self, md: Markdown, meter: Meter) -> None:
        super().__init__(md)
        self._meter = meter
        self._lean: list[tuple[Pattern, str, str]] | None = None

    def _patterns(self) -> list[tuple[Pattern, str, str]]:
        """The patterns in their order, each with one or two texts of which it needs one."""
        if self._lean is None:
            in_order = list(self.md.inlinePatterns)
            names = {id(self.md.inlinePatterns[name]): name for name in _NEEDS}
            self._lean = []
            for pattern in in_order:
                name = names.get(id(pattern), "")
                need = _NEEDS.get(name, "")
                first, second = (need[:1], need[1:]) if name == "em_strong" else (need, need)
                self._lean.append((pattern, first, second))
        return self._lean

    def _InlineProcessor__handleInline(  # noqa: N802 (overrides a private method of the library)
        self, data: str, first_pattern: int = 0
    ) -> str:
        if isinstance(data, AtomicString):
            return data
        marks = len(_ANY.findall(data))
        if not marks:
            return data
        self._meter.inline(data, marks, len(self.ancestors) // 2)
        patterns = self._patterns()
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        number, start = first_pattern, 0
        while number < len(patterns):
            pattern, one, other = patterns[number]
            matched = False
            if one in data or other in data:
                data, matched, start = apply(pattern, data, number, start)
            else:
                start = 0
            if not matched:
                number += 1
        return data
