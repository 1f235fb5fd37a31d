"""The command of the package, run as a process in a site's folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Mapping
from typing import IO, NoReturn

from conftest import Site
from factpress.cli import run as run_command

# Variables by which the commands find the keys and archives of the user who runs the tests.
_OF_THE_USER = ("FACTPRESS_ARCHIVE", "FACTPRESS_KEY", "FACTPRESS_KEY_PASSWORD", "XDG_CONFIG_HOME")


def run(
    site: Site, *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """What `factpress ARGUMENTS` printed and its exit code.

    The process is a fork of the tests', which has imported the package already: a process with a
    Python of its own takes ten times as long. `run_anew` runs one.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        child = os.fork()
        if child == 0:
            _become_the_command(site, arguments, environment or {}, output, errors)
        _, status = os.waitpid(child, 0)
        printed = [_text_of(stream) for stream in (output, errors)]
    return subprocess.CompletedProcess(arguments, os.waitstatus_to_exitcode(status), *printed)


def run_anew(site: Site, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What `python -m factpress ARGUMENTS` printed and its exit code."""
    command = [sys.executable, "-m", "factpress", *arguments]
    return subprocess.run(
        command, cwd=site.root, env=_kept(), capture_output=True, text=True, check=False
    )


def _kept() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _OF_THE_USER}


def _become_the_command(
    site: Site,
    arguments: tuple[str, ...],
    environment: Mapping[str, str],
    output: IO[bytes],
    errors: IO[bytes],
) -> NoReturn:
    code = 70
    try:
        os.chdir(site.root)
        for number, stream in enumerate((open(os.devnull, "rb"), output, errors)):  # noqa: PTH123, SIM115
            os.dup2(stream.fileno(), number)
        sys.stdin, sys.stdout, sys.stderr = (
            open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
            for number, mode in ((0, "r"), (1, "w"), (2, "w"))
        )
        sys.argv = ["factpress", *arguments]
        for name in _OF_THE_USER:
            os.environ.pop(name, None)
        os.environ.update(environment)
        time.tzset()
        warnings.simplefilter("ignore")
        run_command()
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _text_of(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8")
