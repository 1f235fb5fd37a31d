"""The archive of saved copies, and the process that reads their text within limits.

The archive is a private folder: nothing in it is published. It reads regular files only, none that
is too large, follows no link and never writes.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Any, cast

import msgspec

from factpress.archive.extraction import ExtractionError, extracted
from factpress.archive.metadata import About
from factpress.model.problems import quoted
from factpress.model.settings import Limits
from factpress.output import system
from factpress.text.runs import Extracted

if TYPE_CHECKING:
    import subprocess


MEGABYTE = 1 << 20
_PLAIN = ("", ".txt", ".md")
_SMALL = MEGABYTE // 4
# The child runs isolated (-I) and without site-packages (-S), whose files could run anything at its
# start: its argument is the path of modules.
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from factpress.archive.reading_child import main; main()"
)
# With these the interpreter finds the libraries that it is linked with.
_ENVIRONMENT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")
# On a busy machine a second of work takes longer than a second.
_PATIENCE = 12
# In JSON a character takes up to six bytes, or twelve, and there are names of kinds between them.
_JSON_PER_BYTE = 12


def refuse_large(name: str, size: int, limits: Limits) -> None:
    """Raise ExtractionError for a document above the limit of size."""
    if size > limits.document_mb * MEGABYTE:
        raise ExtractionError(
            f"document {quoted(name)} has {size:,} bytes, and no more than {limits.document_mb} MB "
            f"are read; save only its text, or set {_setting('document_mb')}"
        )


class CopyReader:
    """Reads documents, in a child process if they are not small plain text.

    The first such document starts the child; the end of the context ends it. If a document crashes
    the child, the next one starts another.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> CopyReader:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def read(self, name: str, content: bytes) -> Extracted:
        """The runs of a document. Raises ExtractionError where it cannot be read."""
        refuse_large(name, len(content), self._limits)
        is_plain = PurePosixPath(name).suffix.lower() in _PLAIN
        if is_plain and len(content) <= _SMALL:
            return extracted(name, content)
        return msgspec.convert(self._found(name, content, about=False), Extracted)

    def about(self, name: str, content: bytes) -> About:
        """What a document says of itself. Raises ExtractionError where it cannot be read."""
        refuse_large(name, len(content), self._limits)
        return msgspec.convert(self._found(name, content, about=True), About)

    def _found(self, name: str, content: bytes, *, about: bool) -> object:
        answer = self._ask(name, content, about=about)
        if "found" in answer:
            return answer["found"]
        raise ExtractionError(answer.get("refused") or self._why(name, answer))

    def _why(self, name: str, answer: dict[str, Any]) -> str:
        limits, document = self._limits, f"document {quoted(name)}"
        way_out = "save only its text, as .txt"
        for key, setting, fault in (
            ("memory", "document_memory_mb", "needs more than {} MB of memory to be read"),
            ("time", "document_seconds", "takes more than {} s to read"),
            ("long", "document_mb", "holds more than {} MB of text"),
        ):
            if answer.get(key):
                fault = fault.format(getattr(limits, setting))
                return f"{document} {fault}; {way_out}, or set {_setting(setting)}"
        return f"{document} cannot be read: {quoted(str(answer['broken']), 200)}; {way_out}"

    def _ask(self, name: str, content: bytes, *, about: bool) -> dict[str, Any]:
        """The child's answer, or why the child ended."""
        import signal  # here, since few documents need it
        import threading

        child = self._child = self._child or _started()
        patience = _PATIENCE * self._limits.document_seconds
        watch = threading.Timer(patience, child.kill)
        watch.start()
        try:
            answer = self._exchange(child, name, content, about=about)
        except (OSError, EOFError, ValueError):
            answer = None
        finally:
            is_late = not watch.is_alive()
            watch.cancel()
        if answer is not None:
            return answer
        status = self._end()
        # Windows has neither these signals nor the limits that send them.
        how = signal.Signals(-status).name if status < 0 else f"exit code {status}"
        if is_late or how == "SIGXCPU":
            return {"time": True}
        if how in ("SIGKILL", "SIGABRT"):
            return {"memory": True}
        return {"broken": f"its reader crashed ({how})"}

    def _exchange(
        self, child: subprocess.Popen[bytes], name: str, content: bytes, *, about: bool
    ) -> dict[str, Any]:
        limits = self._limits
        most = limits.document_mb * MEGABYTE * _JSON_PER_BYTE
        request = {
            "name": name,
            "about": about,
            "size": len(content),
            "seconds": limits.document_seconds,
            "memory": limits.document_memory_mb * MEGABYTE,
            "most": most,
        }
        pipe, answers = cast(IO[bytes], child.stdin), cast(IO[bytes], child.stdout)
        pipe.write(json.dumps(request).encode() + b"\n")
        pipe.write(content)
        pipe.flush()
        size = int(answers.readline(20))
        text = answers.read(size) if 0 <= size <= most else b""
        if len(text) != size:
            raise EOFError
        return cast(dict[str, Any], json.loads(text))

    def _end(self) -> int:
        """End the child, if there is one, and return its exit status."""
        child, self._child = self._child, None
        if child is None:
            return 0
        from subprocess import TimeoutExpired

        for pipe in (child.stdin, child.stdout):
            with suppress(OSError):
                cast(IO[bytes], pipe).close()
        # Without anything left to read it ends, unless the document at hand never ends.
        with suppress(TimeoutExpired):
            return child.wait(1)
        child.kill()
        return child.wait()


def _started() -> subprocess.Popen[bytes]:
    import subprocess  # here, since few builds read such documents

    package = str(Path(__file__).resolve().parent.parent.parent)
    modules = json.dumps([package, *(os.path.abspath(path) for path in sys.path if path)])  # noqa: PTH100
    command = [sys.executable, "-I", "-S", "-X", "utf8", "-c", _START, modules]
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    return subprocess.Popen(  # noqa: S603 (our own program, without a shell)
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd="/",
    )


def _setting(name: str) -> str:
    return f"{name} under limits: in publication.yaml"


_KINDS = (
    (stat.S_ISLNK, "a symbolic link, which is not followed"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder of saved copies by file name, and the republished documents in content/."""

    folder: Path | None
    republished: Mapping[str, bytes] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)

    def read(self, name: str) -> bytes | None:
        """The bytes of a saved copy, or None if the archive has no such file."""
        if name in self.republished:
            return self.republished[name]
        if self.folder is None:
            return None
        try:
            return _content(str(self.folder / name), name, self.limits)
        except FileNotFoundError:
            return None
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise ExtractionError(f"document {quoted(name)} cannot be read: {reason}") from None


def _content(path: str, name: str, limits: Limits) -> bytes:
    # Check before opening: that alone may act on a device.
    _refuse_unusual(name, os.lstat(path).st_mode)
    # If a FIFO has replaced the file, opening it must not wait for a writer.
    descriptor = system.open_file(path)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        _refuse_unusual(name, status.st_mode)
        refuse_large(name, status.st_size, limits)
        content = file.read(status.st_size)
    if len(content) < status.st_size:
        message = f"only {len(content):,} of its {status.st_size:,} bytes could be read"
        raise ExtractionError(f"document {quoted(name)} cannot be read: {message}")
    return content


def _refuse_unusual(name: str, mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = next((kind for is_such, kind in _KINDS if is_such(mode)), "no regular file")
        raise ExtractionError(
            f"document {quoted(name)} is {kind}; put the file itself in the archive"
        )
