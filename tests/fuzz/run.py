"""Fuzzing: tries one target, or each in turn, on inputs that reach new code.

    python tests/fuzz/run.py [TARGET …] [--seconds N]

Inputs worth keeping are in `.fuzz/TARGET`, where the next run goes on; an input that fails is in
`.fuzz/failed`. Without atheris, which has no wheels for every system and Python, it says so.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
KEPT = ROOT / ".fuzz"
# Each is watched as it runs; the rest of the libraries would only slow this down.
_WATCHED = ["factpress", "markdown", "yaml", "bs4", "html", "pypdf", "starlette"]
_LONGEST, _SLOWEST, _MOST_MEMORY_MB = 4096, 20, 2048


def main() -> int:
    """Tries the targets; 0 where all have their properties."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("target", nargs="*", help="a target; all without one")
    arguments.add_argument("--seconds", type=int, default=60, help="for each target")
    arguments.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = arguments.parse_args()
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed, since it has no wheel for this system and Python.")
        print("Its targets are not tried: made-up inputs alone are, which no code leads.")
        return 0
    if asked.here:
        _fuzz(asked.target[0], asked.seconds)
    from fuzz.targets import TARGETS

    names = asked.target or list(TARGETS)
    unknown = [name for name in names if name not in TARGETS]
    if unknown:
        arguments.error(f"no target {unknown[0]}; there are {', '.join(TARGETS)}")
    failed = [name for name in names if not _passes(name, asked.seconds)]
    print(f"{len(names) - len(failed)} passed, {len(failed)} failed", *failed)
    return int(bool(failed))


def _passes(name: str, seconds: int) -> bool:
    """Runs a target in a process of its own, which libFuzzer ends."""
    print(f"{name}: {seconds} s", flush=True)
    command = [sys.executable, __file__, name, "--seconds", str(seconds), "--here"]
    return subprocess.call(command, cwd=ROOT) == 0


def _fuzz(name: str, seconds: int) -> None:
    """Runs a target in this process, and never returns."""
    import atheris

    with atheris.instrument_imports(include=_WATCHED):
        from fuzz.targets import TARGETS
    target = TARGETS[name]
    corpus, failed, words = KEPT / name, KEPT / "failed", KEPT / f"{name}.words"
    corpus.mkdir(parents=True, exist_ok=True)
    failed.mkdir(exist_ok=True)
    for seed in target.seeds:
        (corpus / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in target.words.split(" ") if word))
    options = {
        "max_total_time": seconds,
        "max_len": _LONGEST,
        "timeout": _SLOWEST,
        "rss_limit_mb": _MOST_MEMORY_MB,
        "artifact_prefix": f"{failed / name}-",
        "print_final_stats": 1,
        "verbosity": 1 if os.environ.get("FACTPRESS_FUZZ_VERBOSE") else 0,
    }
    given = [f"-{option}={value}" for option, value in options.items()]
    given += [f"-dict={words}"] if target.words else []
    atheris.Setup([name, *given, str(corpus)], target.check)
    atheris.Fuzz()


def _escaped(word: str) -> str:
    """A word as libFuzzer's dictionaries have it: every byte as hexadecimal digits."""
    return "".join(f"\\x{byte:02x}" for byte in word.encode("latin-1", "replace"))


if __name__ == "__main__":
    sys.path[:1] = [str(ROOT / "tests"), str(ROOT / "generator")]
    sys.exit(main())
