"""Blocks of a body as CommonMark has them: lists, quotations, fenced code, headings and rules.

They take the place of Python-Markdown's own, and begin in the midst of a paragraph where they do on
GitHub, as tables do. The library's paragraphs, tables, footnotes and definitions go on. Source of
the rules: https://spec.commonmark.org, sections 4 and 5, and https://github.github.com/gfm.
"""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.util import AtomicString, code_escape

from factpress.content.markdown.html_writer import Found
from factpress.content.markdown.lists import (
    BEGINS,
    FENCE,
    ITEM,
    MOST_DIGITS,
    Items,
    OpenFence,
    gathered,
    lazy,
)

# The library's processors that these replace.
REPLACED: Final = (
    *("indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote"),
)
_OPENS = re.compile(
    BEGINS.pattern.replace(r"1[.)])[ ]+(?=\S)", r"[0-9]{1,9}[.)])(?:[ ]|$)") + r"|^[ ]{4}", re.M
)
_CLOSES = re.compile(r"^[ ]{0,3}(?P<mark>`{3,}|~{3,})[ ]*$", re.M)
_QUOTED = re.compile(r"[ ]{0,3}>[ ]?")
_UNDERLINE = re.compile(r"^[ ]{0,3}(?:(?P<double>=)=*|-+)[ ]*$", re.M)
_TASK = re.compile(r"\[(?P<done>[ xX])\][ ]+(?=[^ ])")
# How far before it a list is looked for that a lone number may go on with.
_LOOK_BACK = 40


class Blocks(BlockProcessor):
    """Parses a block that begins with one of these, or has one behind its first line."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md.parser)
        self._table = md.parser.blockprocessors["table"]
        self.start(Found(2))

    def start(self, found: Found) -> None:
        """Begins with the next body."""
        self._found = found
        self._plain = ""

    def _is_plain(self, block: str) -> bool:
        """Whether no line begins another block; that of the rest of such a block is known."""
        if block == self._plain or self._plain.endswith(f"\n{block}"):
            return True
        if _OPENS.search(block):
            return False
        self._plain = block
        return True

    def test(self, parent: Element, block: str) -> bool:
        if not self._is_plain(block):
            return True
        is_more = "\n" in block
        return is_more and ("|" in block or bool(_UNDERLINE.search(block, block.index("\n"))))

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        line = blocks[0].partition("\n")[0]
        opens = _OPENS.match(line)
        if opens is None or not line.strip():
            return self._divide(parent, blocks)
        if line.startswith("    "):
            self._code(parent, blocks)
        elif opens["quote"]:
            self._quotation(parent, blocks)
        elif opens["fence"]:
            self._fenced(parent, blocks)
        elif opens["heading"]:
            self._heading(parent, blocks)
        elif opens["rule"]:
            _leave(blocks, blocks[0][len(line) + 1 :])
            SubElement(parent, "hr")
        else:
            return self._list(parent, blocks)
        return None

    def _divide(self, parent: Element, blocks: list[str]) -> bool | None:
        """Divides a block where its paragraph ends; False if it is one."""
        block = blocks[0]
        first = block.find("\n") + 1
        begins = BEGINS.search(block, first) if first and not self._is_plain(block) else None
        end = begins.start() if begins else len(block)
        end = self._table_in(parent, block, first, end)
        underline = _underline(block, first, end) if first else None
        if underline:
            _leave(blocks, block[underline.end() + 1 :])
            _add_heading(parent, 1 if underline["double"] else 2, block[: underline.start()])
            return None
        if not 0 < end < len(block):
            return False
        blocks[0:1] = [block[: end - 1], block[end:]]
        return None

    def _table_in(self, parent: Element, block: str, start: int, end: int) -> int:
        """The place of the first table in a block behind its first line, and before `end`."""
        if "|" not in block or not start:
            return end
        lines = block[:end].rstrip("\n").split("\n")
        place = start
        for number in range(2, len(lines)):
            rule = lines[number]
            if "-" in rule and not rule.strip("|:- "):
                if self._table.test(parent, "\n".join(lines[:2])):
                    return end
                if self._table.test(parent, "\n".join(lines[number - 1 : number + 1])):
                    return place
            place += len(lines[number - 1]) + 1
        return end

    def _code(self, parent: Element, blocks: list[str]) -> None:
        """Code by its indentation, over empty lines."""
        taken: list[str] = []
        rest = ""
        while (
            not rest and (filled := next((b for b in blocks if b), "")).lstrip("\n")[:4] == "    "
        ):
            while blocks[0] is not filled:
                taken.append(blocks.pop(0))
            code, rest = self.detab(filled)
            taken.append(code)
            _leave(blocks, rest)
        _add_code(parent, "\n\n".join(taken).rstrip())

    def _fenced(self, parent: Element, blocks: list[str]) -> None:
        """Code between fences. An open fence has all that is behind it."""
        first_block = blocks[0]
        opening = FENCE.match(first_block.partition("\n")[0])
        assert opening is not None
        mark, indent = opening["mark"], opening.start("mark")
        taken: list[str] = []
        for number, block in enumerate(blocks):
            first = 0 if number else block.find("\n") + 1 or len(block)
            closing = next(
                (m for m in _CLOSES.finditer(block, first) if m["mark"].startswith(mark)), None
            )
            taken.append(block[first : closing.start() if closing else len(block)])
            if closing:
                del blocks[:number]
                _leave(blocks, block[closing.end() + 1 :])
                break
        else:
            self._found.unclosed.append(opening[0])
            blocks.clear()
        text = "\n\n".join(taken)
        # A block of the opening fence alone has no line break that would be another line's.
        text = text if "\n" in first_block else text[1:]
        lines = text.split("\n") if indent else [text]
        _add_code(parent, "\n".join(_unindented(line, indent) for line in lines))

    def _heading(self, parent: Element, blocks: list[str]) -> None:
        line, _, rest = blocks[0].partition("\n")
        _leave(blocks, rest)
        signs = line.strip()
        text = signs.lstrip("#")
        bare = text.rstrip("#")
        is_closed = not bare or bare[-1] == " "
        _add_heading(parent, len(signs) - len(text), bare if is_closed else text)

    def _quotation(self, parent: Element, blocks: list[str]) -> None:
        """A quotation ends with an empty line; a paragraph in it may go on without the sign."""
        lines, is_lazy, place, fence = list[str](), False, 0, OpenFence()
        for line in blocks[0].split("\n"):
            quoted = _QUOTED.match(line)
            if not quoted and not (is_lazy and not BEGINS.match(line)):
                break
            lines.append(line[quoted.end() :] if quoted else lazy(line))
            if quoted:
                begins = BEGINS.match(lines[-1])
                is_leaf = begins and (begins["heading"] or begins["rule"])
                is_lazy = bool(not fence.holds(lines[-1]) and lines[-1].strip() and not is_leaf)
            place += len(line) + 1
        _leave(blocks, blocks[0][place:])
        quotation = SubElement(parent, "blockquote")
        self.parser.state.set("blockquote")
        self.parser.parseChunk(quotation, "\n".join(lines))
        self.parser.state.reset()

    def _list(self, parent: Element, blocks: list[str]) -> bool | None:
        item = ITEM.match(blocks[0].partition("\n")[0])
        if item is None or (item["number"] and len(item["number"]) > MOST_DIGITS):
            return self._divide(parent, blocks)
        found = gathered(blocks)
        if found.start and _is_text(parent, found):
            return self._divide(parent, blocks)
        del blocks[: found.last]
        _leave(blocks, found.rest)
        made = SubElement(parent, "ul" if found.start is None else "ol")
        if found.start not in (None, 1):
            made.set("start", str(found.start))
        self.parser.state.set("looselist" if found.is_loose else "list")
        for lines in found.lines:
            entry = SubElement(made, "li")
            text = _with_box("\n".join(lines).strip("\n"), entry)
            self.parser.parseBlocks(entry, text.split("\n\n"))
        self.parser.state.reset()
        return None


def _underline(block: str, first: int, end: int) -> re.Match[str] | None:
    """The line that makes a heading of those above it; of dashes, it is the second.

    Elsewhere CommonMark differs, and hides what is meant as a rule.
    """
    dashes = _UNDERLINE.match(block, first)
    equals = (m for m in _UNDERLINE.finditer(block, first, end) if m["double"])
    return dashes or next(equals, None)


def _add_heading(parent: Element, level: int, text: str) -> None:
    """Adds a heading; `{#anchor}` at the end of its text becomes its id."""
    heading = SubElement(parent, f"h{level}")
    heading.text = "\n".join(line.strip() for line in text.strip().split("\n"))
    start = heading.text.rfind("{#") if heading.text.endswith("}") else -1
    anchor = heading.text[start + 2 : -1].strip()
    if start > 0 and anchor and not re.search(r"[\s{}#]", anchor):
        heading.text = heading.text[:start].rstrip()
        heading.set("id", anchor)


def _leave(blocks: list[str], rest: str) -> None:
    """Puts the rest of the first block in its place."""
    if rest.strip():
        blocks[0] = rest.strip("\n")
    else:
        del blocks[0]


def _add_code(parent: Element, text: str) -> None:
    code = SubElement(SubElement(parent, "pre"), "code")
    code.text = AtomicString(code_escape(text) + "\n")


def _unindented(line: str, most: int) -> str:
    bare = line.lstrip(" ")
    return line[min(most, len(line) - len(bare)) :]


def _with_box(text: str, item: Element) -> str:
    """The text of a task with a box before it, which is ticked if it is done."""
    task = _TASK.match(text)
    if not task:
        return text
    item.set("class", "task")
    return f"{'☐' if task['done'] == ' ' else '☑'} {text[task.end() :]}"


def _is_text(parent: Element, found: Items) -> bool:
    """Whether a number that begins a block is part of its text, as in `15. May`.

    A list has a second item, or begins with 0 or 1, or goes on with the numbers of another.
    """
    if len(found.lines) > 1 or found.start in (0, 1):
        return False
    for before in reversed(parent[-_LOOK_BACK:]):
        if before.tag == "ol":
            return int(before.get("start", "1")) + len(before) != found.start
    return True
