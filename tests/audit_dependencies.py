"""Known vulnerabilities of the installed libraries, for `make audit-dependencies`.

pip-audit asks a service. Where that cannot be reached nothing is known, and this says so: it ends
with 69 (EX_UNAVAILABLE of sysexits.h), with 1 where a library is vulnerable, else with 0.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any, NamedTuple

UNKNOWN = 69


class Outcome(NamedTuple):
    """Lines to print, and the exit code."""

    lines: tuple[str, ...]
    code: int


def outcome(printed: str, errors: str) -> Outcome:
    """What pip-audit's JSON and its messages mean; its exit code is 1 for either failure."""
    try:
        found = json.loads(printed)["dependencies"]
    except (ValueError, KeyError, TypeError):
        why = (errors.strip().splitlines() or ["it gave no reason"])[-1].strip()
        line = f"Nothing was checked: pip-audit could not ask its service ({why[:300]})."
        return Outcome((line,), UNKNOWN)
    vulnerable = [line for each in found for line in _lines(each)]
    checked = sum("vulns" in each for each in found)
    # The program itself is installed from here, and no service knows it.
    skipped = [each for each in found if "skip_reason" in each and each["name"] != "factpress"]
    if not checked:
        why = skipped[0]["skip_reason"] if skipped else "no library is installed"
        return Outcome((f"Nothing was checked: {why}.",), UNKNOWN)
    lines = [*vulnerable, f"{checked} libraries checked, {len(vulnerable)} vulnerabilities known."]
    if skipped:
        lines.append(f"Not checked: {', '.join(each['name'] for each in skipped)}.")
    return Outcome(tuple(lines), 1 if vulnerable else UNKNOWN if skipped else 0)


def _lines(library: dict[str, Any]) -> list[str]:
    """A line for each vulnerability of a library."""
    return [
        f"{library['name']} {library['version']}: {each['id']}, mended in "
        f"{', '.join(each['fix_versions']) or 'no release yet'}"
        for each in library.get("vulns", ())
    ]


def main() -> int:
    """Asks and prints; gives the exit code."""
    command = [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off"]
    done = subprocess.run([*command, "--skip-editable"], capture_output=True, text=True)
    lines, code = outcome(done.stdout, done.stderr)
    print(*lines, sep="\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
