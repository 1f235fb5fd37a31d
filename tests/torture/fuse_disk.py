"""A file system in memory, served to the kernel, that records each change to it and each flush.

It is run as a program of its own, in name spaces of its own, as `recorded` does. It speaks the
protocol of /dev/fuse without a library: https://docs.kernel.org/filesystems/fuse/fuse.html,
include/uapi/linux/fuse.h.
"""

from __future__ import annotations

import ctypes
import errno
import os
import pickle
import stat
import struct
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from flushing import ROOT, Change, Disk, Flushed, Kind, Made, Named, Wrote

_MODES: dict[Kind, int] = {
    "file": stat.S_IFREG | 0o644,
    "folder": stat.S_IFDIR | 0o755,
    "link": stat.S_IFLNK | 0o777,
}
_NEVER_STALE = 3600
_MOST_WRITTEN = 1 << 17
_EXCHANGE = 2  # RENAME_EXCHANGE
_NO_REPLY = {2, 42}  # FORGET, BATCH_FORGET
_DESTROY = 38
_WANTED = 1 << 0 | 1 << 3 | 1 << 5  # ASYNC_READ, ATOMIC_O_TRUNC, BIG_WRITES
_SIZE, _MODE = 1 << 3, 1 << 0  # of FATTR


class Recorded(NamedTuple):
    """How a folder was at the start, each change that a command made there, and its exit code."""

    start: list[Change]
    changes: list[Change]
    code: int
    errors: str


class _Fault(Exception):
    """An error number for the kernel."""


class _Server:
    """Answers the kernel's requests from a disk in memory."""

    def __init__(self, disk: Disk) -> None:
        self.disk, self.changes, self._last = disk, list[Change](), max(disk.kinds)
        self._links = Counter(n for names in disk.folders.values() for n in names.values())
        self._links[ROOT] = 1
        self._modes = {node: _MODES[kind] for node, kind in disk.kinds.items()}
        self._calls: dict[int, Callable[[int, bytes], bytes]] = {
            1: self._lookup, 3: self._getattr, 4: self._setattr, 5: self._readlink,
            6: self._symlink, 9: self._mkdir, 10: self._unlink, 11: self._rmdir,
            12: self._rename, 13: self._link, 14: self._open, 15: self._read, 16: self._write,
            17: self._statfs, 18: self._nothing, 20: self._fsync, 25: self._nothing,
            26: self._init, 27: self._open, 28: self._readdir, 29: self._nothing,
            30: self._fsync, 35: self._create, 45: self._rename_with_flags,
        }  # fmt: skip

    def serve(self, device: int) -> None:
        """Answers until the disk is unmounted."""
        while True:
            try:
                request = os.read(device, _MOST_WRITTEN + 8192)
            except OSError as error:
                if error.errno == errno.ENODEV:
                    return
                continue
            _, operation, unique, node = struct.unpack_from("<IIQQ", request)
            if operation in _NO_REPLY:
                continue
            os.write(device, self._reply(operation, unique, node, request[40:]))
            if operation == _DESTROY:
                return

    def _reply(self, operation: int, unique: int, node: int, rest: bytes) -> bytes:
        call, fault, answer = self._calls.get(operation), 0, b""
        try:
            if not call:
                raise _Fault(errno.ENOSYS)
            answer = call(node, rest)
        except _Fault as error:
            fault = error.args[0]
        return struct.pack("<IiQ", 16 + len(answer), -fault, unique) + answer

    def _change(self, change: Change) -> None:
        self.changes.append(change)
        self.disk.apply(change)

    def _child(self, folder: int, name: str) -> int:
        try:
            return self.disk.folders[folder][name]
        except KeyError:
            raise _Fault(errno.ENOENT) from None

    def _attributes(self, node: int) -> bytes:
        size = len(self.disk.contents.get(node, b""))
        times, mode = (0,) * 3, self._modes[node]
        blocks, links = (size + 511) // 512, self._links[node]
        of_file = (node, size, blocks, *times, *times, mode, links, 0, 0, 0, 4096, 0)
        return struct.pack("<6Q10I", *of_file)

    def _entry(self, node: int) -> bytes:
        # The kernel keeps names, and asks for attributes each time: it does not count links.
        head = struct.pack("<4Q2I", node, 0, _NEVER_STALE, 0, 0, 0)
        return head + self._attributes(node)

    def _init(self, node: int, rest: bytes) -> bytes:
        major, minor, ahead, flags = struct.unpack_from("<4I", rest)
        head = struct.pack("<4I2HII", major, min(minor, 31), ahead, flags & _WANTED, 12, 9,
                           _MOST_WRITTEN, 1)  # fmt: skip
        return head.ljust(64, b"\0")

    def _lookup(self, node: int, rest: bytes) -> bytes:
        return self._entry(self._child(node, _name(rest)))

    def _getattr(self, node: int, rest: bytes = b"") -> bytes:
        return struct.pack("<QII", 0, 0, 0) + self._attributes(node)

    def _setattr(self, node: int, rest: bytes) -> bytes:
        valid, size = struct.unpack_from("<I12xQ", rest)
        if valid & _MODE:
            kind = stat.S_IFMT(self._modes[node])
            self._modes[node] = kind | stat.S_IMODE(struct.unpack_from("<68xI", rest)[0])
        if valid & _SIZE:
            self._change(Wrote(node, 0, b"", size))
        return self._getattr(node)

    def _readlink(self, node: int, rest: bytes) -> bytes:
        return self.disk.contents[node]

    def _made(self, folder: int, name: str, kind: Kind, content: bytes = b"") -> int:
        if name in self.disk.folders[folder]:
            raise _Fault(errno.EEXIST)
        self._last += 1
        self._links[self._last], self._modes[self._last] = 1, _MODES[kind]
        self._change(Made(self._last, kind, content))
        self._change(Named(((folder, name, self._last),)))
        return self._last

    def _symlink(self, node: int, rest: bytes) -> bytes:
        name, target = rest.split(b"\0")[:2]
        return self._entry(self._made(node, os.fsdecode(name), "link", target))

    def _mkdir(self, node: int, rest: bytes) -> bytes:
        made = self._made(node, _name(rest[8:]), "folder")
        self._modes[made] = stat.S_IFDIR | struct.unpack_from("<I", rest)[0] & 0o7777
        return self._entry(made)

    def _create(self, node: int, rest: bytes) -> bytes:
        made = self._made(node, _name(rest[16:]), "file")
        self._modes[made] = stat.S_IFREG | struct.unpack_from("<4xI", rest)[0] & 0o7777
        return self._entry(made) + self._open(made, rest)

    def _unlink(self, node: int, rest: bytes) -> bytes:
        name = _name(rest)
        self._links[self._child(node, name)] -= 1
        self._change(Named(((node, name, None),)))
        return b""

    def _rmdir(self, node: int, rest: bytes) -> bytes:
        if self.disk.folders[self._child(node, _name(rest))]:
            raise _Fault(errno.ENOTEMPTY)
        return self._unlink(node, rest)

    def _link(self, node: int, rest: bytes) -> bytes:
        (linked,), name = struct.unpack_from("<Q", rest), _name(rest[8:])
        self._links[linked] += 1
        self._change(Named(((node, name, linked),)))
        return self._entry(linked)

    def _rename(self, node: int, rest: bytes, head: int = 8, flags: int = 0) -> bytes:
        (folder,), (old, new) = struct.unpack_from("<Q", rest), rest[head:].split(b"\0")[:2]
        here, there = os.fsdecode(old), os.fsdecode(new)
        moved, replaced = self._child(node, here), self.disk.folders[folder].get(there)
        if flags & 1 and replaced is not None:
            raise _Fault(errno.EEXIST)
        if not flags & _EXCHANGE and self.disk.folders.get(replaced or 0):
            raise _Fault(errno.ENOTEMPTY)
        if replaced is not None and not flags & _EXCHANGE:
            self._links[replaced] -= 1
        left = replaced if flags & _EXCHANGE else None
        if moved != replaced:
            self._change(Named(((node, here, left), (folder, there, moved))))
        return b""

    def _rename_with_flags(self, node: int, rest: bytes) -> bytes:
        return self._rename(node, rest, 16, struct.unpack_from("<8xI", rest)[0])

    def _open(self, node: int, rest: bytes) -> bytes:
        if self.disk.kinds[node] == "file" and struct.unpack_from("<I", rest)[0] & os.O_TRUNC:
            self._change(Wrote(node, 0, b"", 0))
        return struct.pack("<QIi", 0, 0, 0)

    def _read(self, node: int, rest: bytes) -> bytes:
        start, size = struct.unpack_from("<8xQI", rest)
        return self.disk.contents[node][start : start + size]

    def _write(self, node: int, rest: bytes) -> bytes:
        start, size = struct.unpack_from("<8xQI", rest)
        content = rest[40 : 40 + size]
        end = max(start + size, len(self.disk.contents[node]))
        self._change(Wrote(node, start, content, end))
        return struct.pack("<II", size, 0)

    def _statfs(self, node: int, rest: bytes) -> bytes:
        return struct.pack("<5Q4I24x", *(1 << 20,) * 5, 4096, 255, 4096, 0)

    def _readdir(self, node: int, rest: bytes) -> bytes:
        start, most = struct.unpack_from("<8xQI", rest)
        answer = b""
        for number, (name, child) in list(enumerate(self.disk.folders[node].items(), 1))[start:]:
            raw = os.fsencode(name)
            head = struct.pack("<QQII", child, number, len(raw), self._modes[child] >> 12)
            one = (head + raw).ljust((24 + len(raw) + 7) // 8 * 8, b"\0")
            if len(answer) + len(one) > most:
                break
            answer += one
        return answer

    def _fsync(self, node: int, rest: bytes) -> bytes:
        self._change(Flushed(node))
        return b""

    def _nothing(self, node: int, rest: bytes) -> bytes:
        return b""


def _name(rest: bytes) -> str:
    return os.fsdecode(rest.partition(b"\0")[0])


def _loaded(folder: Path, node: int, numbers: dict[int, int]) -> Iterator[Change]:
    """The changes that make a folder in memory what one on the real disk is, with its hard links.

    `numbers` has the numbers of the files that are there, by those they have on the real disk.
    """
    for path in sorted(folder.iterdir()):
        status = path.lstat()
        is_new, made = status.st_ino not in numbers, len(numbers) + ROOT + 1
        made = numbers.setdefault(status.st_ino, made)
        if stat.S_ISDIR(status.st_mode):
            yield Made(made, "folder")
        elif is_new:
            yield Made(made, "file", path.read_bytes())
        yield Named(((node, path.name, made),))
        if stat.S_ISDIR(status.st_mode):
            yield from _loaded(path, made, numbers)


def _mount(where: str) -> int:
    """Mounts a disk that this process serves; gives the descriptor of its requests."""
    device = os.open("/dev/fuse", os.O_RDWR)
    options = f"fd={device},rootmode=40000,user_id=0,group_id=0,default_permissions"
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"memory", where.encode(), b"fuse", 0, options.encode()):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return device


def _main(root: str, record: str, command: Sequence[str]) -> None:
    start = list(_loaded(Path(root), ROOT, {}))
    disk = Disk()
    for change in start:
        disk.apply(change)
    device, server = _mount(root), _Server(disk)
    # The command's process is made by one thread while the other answers the kernel.
    threading.Thread(target=server.serve, args=(device,), daemon=True).start()
    done = subprocess.run(command, cwd=root, capture_output=True, check=False)
    errors = done.stderr.decode("utf-8", "replace")
    Path(record).write_bytes(pickle.dumps(Recorded(start, server.changes, done.returncode, errors)))
    os._exit(0)


def recorded(root: Path, command: Sequence[str], environment: Mapping[str, str]) -> Recorded:
    """What a command does to a copy in memory of a folder, in which it runs, at the same path.

    Raises OSError where such a disk cannot be mounted.
    """
    with tempfile.TemporaryDirectory() as room:
        record = Path(room, "record")
        program = [sys.executable, __file__, str(root), str(record), *command]
        done = subprocess.run(
            ["unshare", "-rm", *program], env=environment, capture_output=True, check=False
        )
        if not record.exists():
            raise OSError(done.stderr.decode("utf-8", "replace"))
        # Its own pickle, of this minute, in a folder that nobody else can write to.
        found = pickle.loads(record.read_bytes())
    assert isinstance(found, Recorded)
    return found


if __name__ == "__main__":
    import fuse_disk

    # Its classes have this module's name in the record.
    fuse_disk._main(sys.argv[1], sys.argv[2], sys.argv[3:])
