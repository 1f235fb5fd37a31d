"""Pieces: files that grow by pieces of bytes, each found again by where it begins.

In: bytes, or a place. Out: a place, or bytes: all of them, or DiskError. What the disk does not
take stays in memory. Other processes read what was flushed before they were forked. Knows nothing
of what the pieces are.
"""

from __future__ import annotations

import os
import tempfile
import weakref
from pathlib import Path

from factpress.model.problems import Damaged, DiskError
from factpress.output import system
from factpress.output.disk import reason_of

# So many bytes wait before they are written.
_MOST_WAITING = 1 << 18
# From so many on it is asked whether there are as many, before room is made for them.
_MANY = 1 << 20


class PieceFile:
    """A file that grows by pieces, each found again by where it begins. Closed when let go.

    Without a descriptor all stays in memory. `fault` says why it does, "" while it need not.
    """

    def __init__(self, name: str, descriptor: int | None, fault: str = "") -> None:
        self.name, self.fault = name, fault
        self._maker = os.getpid()
        self._descriptor = descriptor
        self._end = 0
        self._waiting = bytearray()
        if descriptor is not None:
            self._end = os.fstat(descriptor).st_size
            weakref.finalize(self, os.close, descriptor)

    def add(self, piece: bytes) -> int:
        """Puts a piece at the end and says where it begins."""
        start = self._end + len(self._waiting)
        self._waiting += piece
        if len(self._waiting) > _MOST_WAITING:
            self._write()
        return start

    def flush(self) -> None:
        """Writes what waits, so that the process that made this can read it.

        Raises DiskError where that process would find nothing.
        """
        self._write()
        if self._waiting and os.getpid() != self._maker:
            raise DiskError(self.fault)

    def _write(self) -> None:
        """Writes all that waits; where the disk does not take it, it goes on waiting for ever."""
        if self.fault or self._descriptor is None:
            return
        end = self._end
        try:
            with memoryview(self._waiting) as rest:
                while end < self._end + len(rest):
                    end += system.write_at(self._descriptor, rest[end - self._end :], end)
        except OSError as error:
            self.fault = f"{self.name}: a temporary file cannot be written: {reason_of(error)}"
            return
        self._end = end
        self._waiting = bytearray()

    def read(self, start: int, length: int) -> bytes:
        """The bytes of a piece. Raises Damaged where there are fewer."""
        if self._waiting and start >= self._end:
            found = bytes(self._waiting[start - self._end : start - self._end + length])
        else:
            found = self._read(start, length)
        if len(found) != length:
            raise Damaged(f"{self.name}: only {len(found)} of {length} bytes could be read")
        return found

    def _read(self, start: int, length: int) -> bytes:
        if self._descriptor is None:
            return b""
        try:
            if length > _MANY and start + length > os.fstat(self._descriptor).st_size:
                return b""
            return system.read_at(self._descriptor, length, start)
        except (OSError, OverflowError) as error:
            reason = reason_of(error) if isinstance(error, OSError) else "no such place"
            raise DiskError(f"{self.name}: cannot be read: {reason}") from error


def spare_pieces(folder: Path | None) -> PieceFile:
    """A file of pieces without a name, gone when it is let go; in a folder if that is there."""
    beside = folder if folder is not None and folder.is_dir() else None
    name = str(beside or "the folder of temporary files")
    try:
        with tempfile.TemporaryFile(dir=beside) as file:
            return PieceFile(name, os.dup(file.fileno()))
    except OSError as error:
        fault = f"{name}: a temporary file cannot be made: {reason_of(error)}"
        return PieceFile(name, None, fault)


def kept_pieces(path: Path) -> PieceFile | None:
    """The pieces of an earlier build, to be read; None when there are none."""
    try:
        return PieceFile(str(path), system.open_file(path))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DiskError(f"{path}: cannot be read: {reason_of(error)}") from error
