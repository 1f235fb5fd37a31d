"""Pieces: files that grow by pieces of bytes, each found again by where it begins.

In: bytes, or a place. Out: a place, or bytes. Other processes read what was flushed before they
were forked. Knows nothing of what the pieces are.
"""

from __future__ import annotations

import os
import tempfile
import weakref
from pathlib import Path

from factpress.model.problems import DiskError
from factpress.output.disk import reason_of

# So many bytes wait before they are written.
_MOST_WAITING = 1 << 18


class PieceFile:
    """A file that grows by pieces, each found again by where it begins. Closed when let go."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._end = os.fstat(descriptor).st_size
        self._waiting: list[bytes] = []
        self._size = 0
        weakref.finalize(self, os.close, descriptor)

    def add(self, piece: bytes) -> int:
        """Puts a piece at the end and says where it begins."""
        start = self._end + self._size
        self._waiting.append(piece)
        self._size += len(piece)
        if self._size > _MOST_WAITING:
            self.flush()
        return start

    def flush(self) -> None:
        """Writes what waits, so that other processes can read it."""
        rest = memoryview(b"".join(self._waiting))
        self._waiting, self._size = [], 0
        try:
            while rest:
                count = os.pwrite(self._descriptor, rest, self._end)
                self._end += count
                rest = rest[count:]
        except OSError as error:
            raise DiskError(f"a temporary file cannot be written: {reason_of(error)}") from error

    def read(self, start: int, length: int) -> bytes:
        """The bytes of a piece; fewer where the file has been cut short."""
        if self._size and start + length > self._end:
            self.flush()
        return os.pread(self._descriptor, length, start)


def spare_pieces(folder: Path | None) -> PieceFile:
    """A file of pieces without a name, gone when it is let go; in a folder if that is there."""
    beside = folder if folder is not None and folder.is_dir() else None
    try:
        with tempfile.TemporaryFile(dir=beside) as file:
            return PieceFile(os.dup(file.fileno()))
    except OSError as error:
        raise DiskError(f"no temporary file can be made: {reason_of(error)}") from error


def kept_pieces(path: Path) -> PieceFile | None:
    """The pieces of an earlier build, to be read; None when there are none."""
    try:
        return PieceFile(os.open(path, os.O_RDONLY | os.O_NOFOLLOW))
    except OSError:
        return None
