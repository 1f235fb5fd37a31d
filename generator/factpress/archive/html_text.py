"""HTML to runs: the text that a browser would show, and its kinds by the markup.

Elements are displayed as in the HTML Standard (https://html.spec.whatwg.org/multipage/rendering.html).
Of styles only an element's own count; style sheets are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Any, Final, NamedTuple

from factpress.archive.html_kinds import BLOCKS, DROPPED, is_note, is_raised, kind_of_element
from factpress.archive.page_encoding import decoded_page
from factpress.text.runs import LINE_END, PARAGRAPH_END, Kind, Run, kind_of_raised, lowered, raised

_WHITE = re.compile(r"[ \t\n\r\f]+")
_LOOK_BACK: Final = 40
_SIGNS = frozenset("*\u2020\u2021\u00a7\u00b6#")
_LETTERS = re.compile(r"[^\W\d_]")
_LONG_WORD = re.compile(r"[^\W\d_]{4}\Z")
_LABEL_END = re.compile(r"[:.\u2014\uff1a]\s*\Z|\A\s*[:\u2014\uff1a]")
_LONGEST_LABEL: Final = 60


class _Step(NamedTuple):
    """A node to read, and the kind of the element around it."""

    node: Any
    kind: Kind
    is_preformatted: bool = False


class _End(NamedTuple):
    """Text to add after an element."""

    kind: Kind
    text: str


_READ = (Kind.BODY, Kind.LABEL, Kind.INSERTED)


def html_runs(content: bytes, *, is_xml: bool = False) -> tuple[Run, ...]:
    """The runs of a page. Raises what Beautiful Soup's parser raises."""
    from bs4 import BeautifulSoup

    reader = _Reader(is_xml=is_xml)
    reader.read(BeautifulSoup(decoded_page(content), "html.parser"))
    return reader.runs()


class _Reader:
    """Walks a page with a stack of its own, so that deep nesting cannot exhaust Python's."""

    def __init__(self, *, is_xml: bool) -> None:
        self._is_xml = is_xml
        self._found: list[Run] = []
        self._before = ""
        self._stack: list[_Step | _End] = []

    def runs(self) -> tuple[Run, ...]:
        return tuple(_spaced(self._found))

    def read(self, root: Any) -> None:
        self._stack = [_Step(root, Kind.BODY)]
        while self._stack:
            step = self._stack.pop()
            if isinstance(step, _End):
                self._put(step.kind, step.text)
            elif getattr(step.node, "name", None):
                self._element(step)
            else:
                self._text(step)

    def _element(self, step: _Step) -> None:
        node, name = step.node, step.node.name
        if name in DROPPED:
            return
        kind = kind_of_element(node, step.kind)
        if kind in _READ and (name == "sub" or is_raised(node) or is_note(node)):
            self._figures(node, kind)
            return
        if name == "br":
            self._put(Kind.BODY, LINE_END)
            return
        before, after = _edges(name)
        edge_kind = kind if name == "q" else Kind.BODY
        self._put(edge_kind, before)
        is_preformatted = step.is_preformatted or name in ("pre", "textarea")
        if name == "dd" and kind is Kind.LABEL:
            # Without its end tag a <dt> has all that follows as children.
            kind = Kind.BODY
        if kind is Kind.BODY and _is_label(node):
            kind = Kind.LABEL
        self._stack.append(_End(edge_kind, after))
        children = list(node.children)
        self._stack += [_Step(child, kind, is_preformatted) for child in reversed(children)]

    def _text(self, step: _Step) -> None:
        from bs4.element import CData, PreformattedString

        # Comments, declarations and the like are preformatted strings too. In HTML a CDATA section
        # is a comment, in XML it is text.
        is_text = isinstance(step.node, CData) and self._is_xml
        if isinstance(step.node, PreformattedString) and not is_text:
            return
        text = str(step.node)
        if not step.is_preformatted:
            text = _WHITE.sub(" ", text)
        self._put(step.kind, text)

    def _put(self, kind: Kind, text: str) -> None:
        if text:
            self._found.append(Run(kind, text))
            if kind in _READ:
                self._before = (self._before + text)[-_LOOK_BACK:]

    def _figures(self, node: Any, kind: Kind) -> None:
        """Add raised or lowered text: letters are text, figures never join a digit."""
        text = _WHITE.sub(" ", node.get_text()).strip()
        if not text:
            return
        if is_note(node):
            self._found.append(Run(Kind.NOTE, raised(text) if text.isdigit() else text))
            return
        if node.name == "sub":
            self._put(kind, lowered(text) if not _LETTERS.search(text) else text)
            return
        self._raised(text, node)

    def _raised(self, text: str, node: Any) -> None:
        letters = _LETTERS.search(text)
        last = self._found[-1].kind if self._found else Kind.BODY
        kind: Kind
        if not letters and last in (Kind.NOTE, Kind.RAISED):
            kind = last
        elif letters:
            is_lone = len(text) == 1 and bool(_LONG_WORD.search(self._before))
            kind = Kind.NOTE if is_lone else Kind.BODY
        elif _opens_fraction(node):
            kind = Kind.BODY
        elif not any(char.isdigit() for char in text):
            kind = Kind.NOTE if set(text) <= _SIGNS else Kind.BODY
        else:
            kind = kind_of_raised(self._before)
        shown = text if letters and not any(char.isdigit() for char in text) else raised(text)
        if kind is Kind.BODY:
            self._put(kind, shown)
        else:
            self._found.append(Run(kind, shown))


def _edges(name: str) -> tuple[str, str]:
    """The text before and after an element."""
    if name in BLOCKS:
        return PARAGRAPH_END, PARAGRAPH_END
    return ("\u201c", "\u201d") if name == "q" else ("", "")


def _opens_fraction(node: Any) -> bool:
    following = node.next_sibling
    return isinstance(following, str) and following.lstrip()[:1] in ("/", "\u2044")


def _is_label(node: Any) -> bool:
    """Whether an element marks the words that open a paragraph, such as a speaker's name."""
    if node.name not in ("b", "strong", "dt", "cite") and not _is_first_speaker(node):
        return False
    text = _term(node) if node.name == "dt" else node.get_text().strip()
    if not text or len(text) > _LONGEST_LABEL or _has_text_before(node):
        return False
    if node.name == "dt" or _is_first_speaker(node):
        return True
    after: Any = node.next_sibling
    following = str(after) if isinstance(after, str) else ""
    return bool(_LABEL_END.search(text) or _LABEL_END.search(following[:2]) or _stands_alone(node))


def _is_first_speaker(node: Any) -> bool:
    names = node.get("class") or []
    return node.name == "span" and any("speaker" in str(name).lower() for name in names)


def _has_text_before(node: Any) -> bool:
    """Whether other text of its block comes before the element."""
    here = node
    while here is not None and getattr(here, "name", "") not in BLOCKS:
        before = here.previous_sibling
        while before is not None:
            name = getattr(before, "name", None)
            if name == "br" or name in BLOCKS:
                return False
            text = before if isinstance(before, str) else before.get_text()
            if text.strip():
                return True
            before = before.previous_sibling
        here = here.parent
    return False


def _term(node: Any) -> str:
    """The text of a <dt>; without its end tag it has the next <dd> as a child."""
    before = takewhile(lambda child: child.name != "dd", node.children)
    return "".join(child.get_text() for child in before).strip()


def _stands_alone(node: Any) -> bool:
    """Whether a line break or block follows the element: a name on a line of its own."""
    siblings = (each for each in node.next_siblings if not isinstance(each, str) or each.strip())
    following = getattr(next(siblings, None), "name", None)
    return following == "br" or following in BLOCKS


_BREAKS = (PARAGRAPH_END, LINE_END)


def _spaced(found: list[Run]) -> Iterator[Run]:
    """The runs with white space as browsers show it: single spaces, none at a block's edges."""
    pending, ends_in_space = "", True
    is_first = True
    for run in found:
        if run.text in _BREAKS and run.kind is Kind.BODY:
            pending = "" if is_first else _stronger(pending, run.text)
            continue
        text = run.text[1:] if (ends_in_space or pending) and run.text[0] == " " else run.text
        if not text:
            continue
        if pending:
            yield Run(Kind.BODY, pending)
        pending, ends_in_space, is_first = "", text[-1:] == " ", False
        yield Run(run.kind, text)


def _stronger(pending: str, ended: str) -> str:
    """The break between two runs: a paragraph's end, or all line ends."""
    if PARAGRAPH_END in (pending, ended):
        return PARAGRAPH_END
    return pending + ended
