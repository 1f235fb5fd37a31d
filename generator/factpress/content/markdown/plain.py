"""The elements of a stretch of text whose marks are all plain and apart, made in one go.

In: a stretch of text. Out: the elements that Python-Markdown's inline patterns make of it, or None
where anything stands that might be more than a plain mark: then it is for the library. Knows
nothing of the tree.

The library runs one pattern after another over a stretch, puts a placeholder where it finds one,
and the elements in place of these at the end. What comes of that can differ from what comes of one
walk only where a mark stands in another, crosses it, or is cut by an escape, an entity or a line
break. No token here holds a character that begins a mark, but for what the library hides before it
looks for those: code and addresses. Any such character outside of the tokens ends the attempt,
except where no pattern can begin.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteInlineProcessor
from markdown.util import INLINE_PLACEHOLDER_PREFIX as PREFIX
from markdown.util import AtomicString, code_escape

from factpress.content.markdown.markers import MARK, MARK_END, RAW, RAW_MARKER

_MARKED = rf"{MARK}\1{MARK_END}"
_ADDRESS = r"[^\s()\[\]<>\"'`\\*\x02\ue000-\ue003]+"
# The set stands first and alone, which makes the expression fast. A token without a group is odd.
_TOKEN = re.compile(
    r"[`\\\[<&*_\ue000](?:"
    # Emphasis that opens before and closes behind a word, of as many asterisks at both ends.
    r"(?<=\*)(?:(?=[^\s*])(?P<em>[^`\\\[<&*_\ue000\ue001\x02]+)(?<!\s)\*(?!\*)"
    r"|\*(?=[^\s*])(?P<strong>[^`\\\[<&*_\ue000\ue001\x02]+)(?<!\s)\*\*(?!\*))"
    r"|(?<=\[)(?:\^(?P<note>[\w.-]+)\]"
    rf"|(?<!!\[)(?!\^)(?P<words>[^`\\\[\]<&*_\ue000-\ue003\x02]+)\]\((?P<address>{_ADDRESS})\))"
    r"|(?<=`)(?P<code>[^`\\\x02\ue000-\ue003]+)`(?!`)"
    # What begins nothing: no entity, no address in angle brackets, no underscore at a word's edge.
    r"|(?P<loose>(?<=&)(?![#0-9A-Za-z]+;)|(?<=<)(?![A-Za-z])|(?<=[^\W_]_)(?=[^\W_]))"
    r")?"
)


class PlainMarks:
    """Makes the elements of one stretch after another, for one converter."""

    def __init__(self, md: Markdown) -> None:
        self._md = md

    def finish(self) -> None:
        """Takes up the library's patterns, when all extensions have set theirs."""
        note = self._md.inlinePatterns["footnote"]
        assert isinstance(note, FootnoteInlineProcessor)
        self._note = note
        # Emphasis that the library has found and not made yet, which it puts anywhere.
        self._left: list[object] = vars(self._md.inlinePatterns["em_strong"]).get("regions", [])

    def tokens(self, text: str) -> tuple[str, list[re.Match[str]]] | None:
        """A text whose marks are all plain, with markers for raw ones; and the tokens in it."""
        if self._left or "  \n" in text or ("\x02" in text and PREFIX in text):
            return None
        # Only emphasis is looked for after these, and takes any of them for a letter. No words are
        # taken for a reference that is defined: their address stands right behind them.
        marked = RAW_MARKER.sub(_MARKED, text) if RAW in text else text
        known, tokens = self._note.footnotes.footnotes, []
        for token in _TOKEN.finditer(marked):
            kind = token.lastgroup
            if kind is None or (kind == "note" and token["note"] not in known):
                return None
            if kind != "loose":
                tokens.append(token)
        return marked, tokens

    def elements(self, text: str, tokens: list[re.Match[str]]) -> tuple[str, list[Element]]:
        """What stands before the first element, and the elements with what stands behind each."""
        made: list[Element] = []
        lead, end = text, 0
        for token in tokens:
            if made:
                made[-1].tail = text[end : token.start()] or None
            else:
                lead = text[: token.start()]
            made.append(self._element(text, token))
            end = token.end()
        if made:
            made[-1].tail = text[end:] or None
        return lead, made

    def _element(self, text: str, token: re.Match[str]) -> Element:
        kind = token.lastgroup or ""
        if kind == "note":
            return self._reference(text, token.start())
        if kind == "address":
            element = Element("a", {"href": token["address"]})
            element.text = token["words"]
            return element
        element = Element(kind)
        words = token[kind]
        element.text = AtomicString(code_escape(words.strip())) if kind == "code" else words
        return element

    def _reference(self, text: str, place: int) -> Element:
        """A reference to a footnote: the library numbers it, and keeps that it was made."""
        match = self._note.getCompiledRegExp().match(text, place)
        element = self._note.handleMatch(match, text)[0] if match else None
        assert isinstance(element, Element)
        return element
