"""A fast path through Python-Markdown's inline patterns, for stretches whose marks are plain.

It makes the elements that the library makes; `known_releases` allows it with those that it knows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteInlineProcessor
from markdown.util import INLINE_PLACEHOLDER_PREFIX as PREFIX
from markdown.util import AtomicString, code_escape

from factpress.content.markdown.inline import SIGNS
from factpress.content.markdown.marks import MARK, MARK_END, RAW, RAW_MARKER

_MARKED = rf"{MARK}\1{MARK_END}"
_ADDRESS = r"[^\s()\[\]<>\"'`\\*\x02\ue000-\ue003]+"
# The set is first and alone, which makes the expression fast. A token without a group is odd.
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
    """Converts a stretch of text whose marks are all plain and apart in one walk.

    The library runs one pattern after another over a stretch, puts a placeholder where it finds a
    mark, and replaces the placeholders by elements at the end. One walk can give another result
    only where a mark is inside another, crosses it, or is cut by an escape, an entity or a line
    break. No token here holds a character that begins a mark, except in code and addresses, which
    the library hides before it looks for other marks. Any such character outside of a token leaves
    the stretch to the library, except where no pattern can begin.
    """

    def __init__(self, md: Markdown) -> None:
        note = md.inlinePatterns["footnote"]
        assert isinstance(note, FootnoteInlineProcessor)
        self._note = note
        # Emphasis that the library has found and not made yet, which it puts anywhere.
        self._left: list[object] = vars(md.inlinePatterns["em_strong"]).get("regions", [])

    def tokens(
        self, text: str, signs: Sequence[str] = SIGNS
    ) -> tuple[str, list[re.Match[str]]] | None:
        """The text with its raw markers replaced, and its tokens; None if a mark is not plain.

        `signs` are those of bare addresses and struck text that the body has.
        """
        if self._left or "  \n" in text or ("\x02" in text and PREFIX in text):
            return None
        # Only emphasis is looked for after these, and takes any of them for a letter. No words are
        # taken for a reference that is defined: their address is right behind them.
        marked = RAW_MARKER.sub(_MARKED, text) if RAW in text else text
        known, tokens = self._note.footnotes.footnotes, []
        for token in _TOKEN.finditer(marked):
            kind = token.lastgroup
            if kind is None or (kind == "note" and token["note"] not in known):
                return None
            if kind != "loose":
                tokens.append(token)
        if any(sign in marked and _is_bare(sign, marked, tokens) for sign in signs):
            return None
        return marked, tokens

    def elements(self, text: str, tokens: list[re.Match[str]]) -> tuple[str, list[Element]]:
        """The text before the first element, and the elements with the text behind each as tail."""
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
        """A reference to a footnote, which the library makes, numbers and records."""
        match = self._note.getCompiledRegExp().match(text, place)
        element = self._note.handleMatch(match, text)[0] if match else None
        assert isinstance(element, Element)
        return element


def _is_bare(sign: str, text: str, tokens: list[re.Match[str]]) -> bool:
    """Whether a text has a sign that is not in code or in a link."""
    hidden = 0
    for token in tokens:
        if token["code"]:
            hidden += token["code"].count(sign)
        elif token["address"]:
            hidden += token["address"].count(sign)
            # No address is looked for in the words of a link.
            hidden += token["words"].count(sign) if sign != "~~" else 0
    return text.count(sign) > hidden
