"""Runs a page of the documentation as its reader does: files and commands as they are printed.

What a page may print, and nothing else is run:

- A path in a paragraph of its own, with code after it: the file has that text. Code marked `diff`
  changes the file: lines with `-` and ` ` are there once, and lines with `+` and ` ` come in their
  place.
- Code marked `console`: a line `$ COMMAND` is run; the lines below it are all that it prints. `…`
  is any text in a line; a line `…` is any number of lines. Seconds and ports may differ. A command
  that serves goes on running, at a port of its own.
- A picture `images/tutorial-….png`: it is taken there, or must be there.
"""

from __future__ import annotations

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple, Protocol, TypeAlias

import pytest

_BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.M | re.S)
_PICTURE = re.compile(r"^!\[[^\]]+\]\((images/[\w-]+\.png)\)$", re.M)
_PATH = re.compile(r"^ *`([\w./-]+)`$", re.M)
_PORT = re.compile(r"\b8\d{3}\b")
_SECONDS = re.compile(r"\d+\.\d\d s\b")
_LONGEST = 60
_OF_GIT = ("NAME", "EMAIL")
SERVERS = ("factpress preview", "python3 -m http.server")


Look: TypeAlias = Callable[["Walk", str], None]


class Step(Protocol):
    """Something that the page's reader does."""

    def run(self, walk: Walk) -> None: ...


class FileStep(NamedTuple):
    """A file that is written whole."""

    path: str
    text: str

    def run(self, walk: Walk) -> None:
        path = walk.folder / self.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.text, "utf-8")


class EditStep(NamedTuple):
    """Lines of a file that others take the place of."""

    path: str
    lines: tuple[str, ...]

    def run(self, walk: Walk) -> None:
        before, after = (
            "".join(f"{line[1:]}\n" for line in self.lines if line[:1] in signs)
            for signs in ("- ", "+ ")
        )
        path = walk.folder / self.path
        text = path.read_text("utf-8")
        assert text.count(before) == 1, f"{self.path} has {text.count(before)} times:\n{before}"
        path.write_text(text.replace(before, after), "utf-8")


class CommandStep(NamedTuple):
    """A command with what it prints."""

    command: str
    printed: tuple[str, ...]

    def run(self, walk: Walk) -> None:
        if self.command.startswith("cd "):
            walk.folder /= self.command.removeprefix("cd ")
        elif self.command.startswith(SERVERS):
            walk.serve(self)
        else:
            self.compare(walk.start(self.command).communicate(timeout=_LONGEST)[0])

    def compare(self, printed: str) -> None:
        """Fails where a command printed something else than the page says."""
        wanted = [_comparable(line) for line in self.printed]
        found = [_comparable(line) for line in printed.splitlines()]
        pattern = "".join(
            r"(?:.*\n)*" if line == "…" else re.escape(line).replace("…", ".*") + "\n"
            for line in wanted
        )
        text = "".join(f"{line}\n" for line in found)
        if not re.fullmatch(pattern, text):
            pytest.fail(
                f"$ {self.command}\nprinted\n{text}\nand the page has\n" + "\n".join(wanted)
            )


class PictureStep(NamedTuple):
    """A picture that the page shows."""

    path: str

    def run(self, walk: Walk) -> None:
        walk.look(walk, self.path)


def _comparable(line: str) -> str:
    return _SECONDS.sub("0.00 s", _PORT.sub("8000", line)).rstrip()


def steps_of(page: str) -> Iterator[Step]:
    """The steps of a page's Markdown, in order."""
    path, end = None, 0
    for block in _BLOCK.finditer(page):
        between = page[end : block.start()].strip()
        yield from map(PictureStep, _PICTURE.findall(between))
        if between:
            named = _PATH.search(between.splitlines()[-1])
            path = named[1] if named and between.endswith(named[0].strip()) else None
        end = block.end()
        indent, kind = len(block[1]), block[2]
        lines = tuple(line[indent:] for line in block[3].splitlines())
        if kind == "console":
            yield from _commands(lines)
        elif path and kind == "diff":
            yield EditStep(path, lines)
        elif path:
            yield FileStep(path, "".join(f"{line}\n" for line in lines))
    yield from map(PictureStep, _PICTURE.findall(page[end:]))


def _commands(lines: tuple[str, ...]) -> Iterator[CommandStep]:
    for line in lines:
        assert line.startswith("$ ") or lines[0].startswith("$ "), f"not a command: {line}"
    starts = [number for number, line in enumerate(lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield CommandStep(lines[start][2:], lines[start + 1 : end])


class Walk:
    """One reader's way through a page, in a folder; servers run until its end."""

    def __init__(self, folder: Path, home: Path, look: Look) -> None:
        self.folder = folder
        self.look = look
        self.addresses: dict[str, str] = {}
        self._stack = ExitStack()
        self._environment = _environment(home)

    def __enter__(self) -> Walk:
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def steps(self, page: str) -> None:
        """Does every step of a page."""
        for step in steps_of(page):
            step.run(self)

    def start(self, command: str) -> subprocess.Popen[str]:
        """A command as a process in the folder of the walk, as the reader's shell starts it."""
        return subprocess.Popen(
            shlex.split(command),
            cwd=self.folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def serve(self, step: CommandStep) -> None:
        """Starts a server, waits for the last line that the page prints, and lets it run."""
        port = _free_port()
        command = _PORT.sub(str(port), step.command)
        if command == step.command:
            command += f" --port {port}"
        server = self.start(command)
        self._stack.callback(_stop, server)
        assert server.stdout
        printed: list[str] = []
        for line in server.stdout:
            printed.append(line)
            if str(port) in line:
                break
        step.compare("".join(printed))
        self.addresses[step.command.split()[0]] = f"http://127.0.0.1:{port}/"


def _stop(server: subprocess.Popen[str]) -> None:
    server.send_signal(signal.SIGINT)
    try:
        server.communicate(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.communicate()


def _free_port() -> int:
    """A port that nothing listens on, of those that a page may have in its place."""
    for port in range(8100 + os.getpid() % 800, 9000):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)):
                return port
    raise AssertionError("no port is free")


def _environment(home: Path) -> dict[str, str]:
    """The variables of a reader who has installed factpress, and set nothing."""
    programs = home / "bin"
    programs.mkdir(parents=True)
    for name, arguments in (("factpress", "-m factpress "), ("python3", "")):
        program = programs / name
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {arguments}"$@"\n')
        program.chmod(0o755)
    kept = ("PYTHONPATH", "LANG", "LC_ALL", "TMPDIR", "FACTPRESS_CACHE_KEY")
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        "PATH": f"{programs}:{os.environ['PATH']}",
        "HOME": str(home),
        **{f"GIT_{who}_{what}": "Ana" for who in ("AUTHOR", "COMMITTER") for what in _OF_GIT},
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
    }
