"""Places of problems: the lines of the file around one, its page, and its link to an editor."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple
from urllib.parse import quote

from factpress.model.problems import DiskError, Problem, unknown
from factpress.model.urls import card_id, card_kind, card_url
from factpress.output import disk

# The addresses by which editors are opened:
# https://code.visualstudio.com/docs/configure/command-line#_opening-vs-code-with-urls,
# https://zed.dev/docs, https://www.jetbrains.com/help/idea/opening-files-from-command-line.html,
# https://macromates.com/manual/en/using_textmate_from_terminal.
EDITORS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "vscode": "vscode://file{path}:{line}:{column}",
        "vscodium": "vscodium://file{path}:{line}:{column}",
        "cursor": "cursor://file{path}:{line}:{column}",
        "zed": "zed://file{path}:{line}:{column}",
        "idea": "idea://open?file={path}&line={line}&column={column}",
        "pycharm": "pycharm://open?file={path}&line={line}&column={column}",
        "sublime": "subl://open?url=file://{path}&line={line}&column={column}",
        "textmate": "txmt://open?url=file://{path}&line={line}&column={column}",
    }
)
_FIELDS = re.compile(r"\{(path|line|column)\}")
_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]*):[^\s\"'<>]+", re.IGNORECASE)
# Addresses that run or show something of their own.
_REFUSED = frozenset(("javascript", "data", "vbscript", "blob", "about", "view-source"))
# Lines above a place, and below.
_AROUND = 2
# Characters of a long line to either side of a place.
_SIDE = 110
_MOST_BYTES = 1 << 22
_WORD = re.compile(r"[^\s\[\](){},;:\"'<>]+|\S")


class ExcerptLine(NamedTuple):
    """A line of a file; of the marked one, `marked` is the word at the place of a problem."""

    number: int
    before: str
    marked: str = ""
    after: str = ""


def editor_address(asked: str) -> str:
    """The address that opens an editor, for its name or an address with `{path}`.

    Raises ValueError with a sentence for anything else.
    """
    if asked in EDITORS:
        return EDITORS[asked]
    found = _ADDRESS.fullmatch(asked)
    if found is None:
        message = unknown("editor", asked, list(EDITORS), is_not="is not one that is known")
        raise ValueError(f"{message} Or give an address with {{path}}, {{line}} and {{column}}.")
    if found[1].lower() in _REFUSED or "{path}" not in asked:
        raise ValueError(
            "the address of an editor holds {path}, and begins with the editor's own scheme, such "
            "as myeditor:"
        )
    return asked


class Places(NamedTuple):
    """The folders that problems are in, as their paths begin, and the address of the editor."""

    content: Path
    templates: Path
    editor: str = ""

    def excerpt(self, problem: Problem) -> tuple[ExcerptLine, ...]:
        """The lines around a place; none where the file is gone, or is no text."""
        text = self._text_of(problem)
        lines = text.split("\n") if text is not None else []
        if not 0 < problem.line <= len(lines):
            return ()
        first = max(problem.line - _AROUND, 1)
        last = min(problem.line + _AROUND, len(lines))
        return tuple(
            _marked(number, lines[number - 1], problem.column)
            if number == problem.line
            else ExcerptLine(number, _shortened(lines[number - 1]))
            for number in range(first, last + 1)
        )

    def _text_of(self, problem: Problem) -> str | None:
        root, below = self._within(problem.path)
        try:
            content = disk.read_below(root, below, _MOST_BYTES) if root and below else None
            text = content.decode("utf-8-sig") if content else None
        except (DiskError, UnicodeDecodeError):
            return None
        return None if text is None or "\0" in text else text.replace("\r\n", "\n")

    def _within(self, path: str) -> tuple[Path | None, str]:
        """The folder of ours that a path is in, and its path from there."""
        for root in (self.content, self.templates):
            start = f"{root.as_posix()}/"
            if path.startswith(start) and ".." not in path.split("/"):
                return root, path.removeprefix(start)
        return None, ""

    def link(self, problem: Problem) -> str:
        """The address that opens a place in the editor; empty without an editor."""
        root, below = self._within(problem.path)
        if not self.editor or root is None:
            return ""
        path = (root.absolute() / below).as_posix()
        if not path.startswith("/"):
            path = f"/{path}"  # a drive of Windows
        values = {"path": quote(path, safe="/:"), "line": problem.line, "column": problem.column}
        return _FIELDS.sub(lambda found: str(values[found[1]]), self.editor)

    def page(self, problem: Problem) -> str:
        """The address of the page of a problem's card; that of the home page for other files."""
        root, below = self._within(problem.path)
        kind = card_kind(below) if root == self.content else None
        return card_url(kind, card_id(below)) if kind else "/"


def _marked(number: int, line: str, column: int) -> ExcerptLine:
    start = min(max(column - 1, 0), len(line))
    found = _WORD.match(line, start)
    end = min(found.end() if found else start + 1, start + _SIDE)
    before, after = line[:start], line[end:]
    if len(before) > _SIDE:
        before = f"…{before[-_SIDE:]}"
    return ExcerptLine(number, before, line[start:end], _shortened(after))


def _shortened(text: str) -> str:
    return text if len(text) <= 2 * _SIDE else f"{text[: 2 * _SIDE]}…"
