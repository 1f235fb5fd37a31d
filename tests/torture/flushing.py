"""A disk that loses what was not flushed: the model by which a power cut is simulated.

The bytes of a file are safe after an fsync of the file; names in a folder after an fsync of the
folder. All that is not safe may be kept or lost, each change by itself. A rename or an exchange of
which nothing is safe is kept or lost as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Kind = Literal["file", "folder", "link"]
ROOT = 1


class Made(NamedTuple):
    """A file, folder or link that came to be; its name comes with `Named`."""

    node: int
    kind: Kind
    content: bytes = b""


class Wrote(NamedTuple):
    """Bytes that a file has from a place on; `end` is its length after that."""

    node: int
    start: int
    content: bytes
    end: int


class Named(NamedTuple):
    """Names changed at once: the folder, the name, and its node or None, for each."""

    names: tuple[tuple[int, str, int | None], ...]


class Flushed(NamedTuple):
    """An fsync of a file or of a folder."""

    node: int


Change = Made | Wrote | Named | Flushed


class _Naming(NamedTuple):
    change: Named
    unsafe: set[int]


@dataclass
class Disk:
    """Files and folders by number, as programs see them, and which changes are safe."""

    kinds: dict[int, Kind] = field(default_factory=lambda: {ROOT: "folder"})
    contents: dict[int, bytes] = field(default_factory=dict)
    folders: dict[int, dict[str, int]] = field(default_factory=lambda: {ROOT: {}})
    _safe_contents: dict[int, bytes] = field(default_factory=dict)
    _safe_folders: dict[int, dict[str, int]] = field(default_factory=lambda: {ROOT: {}})
    _namings: list[_Naming] = field(default_factory=list)

    def apply(self, change: Change) -> None:
        """Makes a change, which is not safe yet."""
        match change:
            case Made(node, kind, content):
                self.kinds[node] = kind
                if kind == "folder":
                    self.folders[node] = {}
                else:
                    self.contents[node] = content
                    # A link's target is written with the link.
                    self._safe_contents[node] = content
            case Wrote(node, start, content, end):
                held = self.contents[node].ljust(start, b"\0")
                whole = held[:start] + content + held[start + len(content) :]
                self.contents[node] = whole[:end].ljust(end, b"\0")
            case Named(names):
                _set(self.folders, change)
                self._namings.append(_Naming(change, {folder for folder, _, _ in names}))
            case Flushed(node):
                self._flush(node)

    def _flush(self, node: int) -> None:
        if self.kinds[node] != "folder":
            self._safe_contents[node] = self.contents[node]
            return
        for naming in self._namings:
            naming.unsafe.discard(node)
        while self._namings and not self._namings[0].unsafe:
            _set(self._safe_folders, self._namings.pop(0).change)

    def settle(self) -> None:
        """Makes everything safe, as on a disk that was put away in order."""
        for node in self.kinds:
            self._flush(node)

    def after_power_cut(self, is_kept: Callable[[], bool]) -> Disk:
        """The disk when the power comes back; each change that was not safe is asked for."""
        folders = {node: dict(names) for node, names in self._safe_folders.items()}
        for change, unsafe in self._namings:
            of_whole = {folder for folder, _, _ in change.names}
            kept = of_whole if is_kept() else of_whole - unsafe
            _set(folders, Named(tuple(each for each in change.names if each[0] in kept)))
        contents = {node: self._content(node, is_kept) for node in self.contents}
        for node, kind in self.kinds.items():
            if kind == "folder":
                folders.setdefault(node, {})
        return Disk(dict(self.kinds), contents, folders)

    def _content(self, node: int, is_kept: Callable[[], bool]) -> bytes:
        now, safe = self.contents[node], self._safe_contents[node]
        if now == safe or not is_kept():
            return safe
        # A file that is not safe may have come to the disk in part.
        return now if is_kept() else now[: len(now) // 2]

    def files(self, folder: int = ROOT, below: str = "") -> Iterator[tuple[str, int]]:
        """The path and number of every file and link below a folder."""
        for name, node in self.folders[folder].items():
            if self.kinds[node] == "folder":
                yield from self.files(node, f"{below}{name}/")
            else:
                yield f"{below}{name}", node

    def find(self, path: str) -> int | None:
        """The number of the file or folder at a path."""
        node: int | None = ROOT
        for name in path.split("/"):
            node = self.folders.get(node, {}).get(name) if node is not None else None
        return node


def _set(folders: dict[int, dict[str, int]], change: Named) -> None:
    for folder, name, node in change.names:
        names = folders.setdefault(folder, {})
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node


def played(start: Iterable[Change], changes: Iterable[Change]) -> Iterator[Disk]:
    """The disk after each change, from a start that is safe. The same disk each time."""
    disk = Disk()
    for change in start:
        disk.apply(change)
    disk.settle()
    yield disk
    for change in changes:
        disk.apply(change)
        yield disk
