"""A disk that fails at any call: a build says so in one line, and the site is as it was.

If a build exits 0, its bytes are those of a clean build.
"""

from __future__ import annotations

import re

import pytest

from attempts import IN_FULL, Start, failures, sampled
from traced import (
    MUTATING,
    READING,
    Call,
    Ran,
    Tampering,
    command,
    needs_strace,
    places,
    run_traced,
)

pytestmark = needs_strace
_STARTS = ("cards", "words", "first") if IN_FULL else ("cards",)
_FIRST = 300
_LESS_COMMON = ("EACCES", "EROFS", "EDQUOT", "EPERM")
_REFUSED, _DISK = 1, 74


@pytest.fixture(scope="module", params=_STARTS)
def start(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Start:
    return Start(request.param, tmp_path_factory.mktemp("faults"))


def _calls(start: Start) -> list[Call]:
    return list(places(start.calls(MUTATING | READING, 1)))


def _fills(call: Call, error: str) -> bool:
    """Whether an error stays for all later calls of a name.

    Not where files that are read are opened too, nor where the message of the error is written.
    """
    return error == "ENOSPC" and call.name not in ("openat", "write")


def _judged(start: Start, tampering: Tampering) -> list[str]:
    with start.attempt() as root:
        ran = run_traced(root, [], tampering, command())
        state, left = start.state(root), start.half_made(root)
        # The next command removes what a build could not after it had published the site.
        is_left = bool(left) and (ran.code != 0 or bool(start.mended(root)))
    wrong = [] if _fits(ran, state, tampering) else [f"exits {ran.code} with the site {state}"]
    wrong += _wrong_words(ran) if ran.code else []
    wrong += [f"leaves {left[:5]}"] if is_left else []
    hit = next((call for call in ran.calls if "INJECTED" in call.text), None)
    if not hit:
        # Threads share the flushes among them, not always in the same way.
        return wrong if tampering.name == "fsync" else [*wrong, "nothing was tampered with"]
    return [f"{line} [{hit.text.replace(str(root), '.')[:150]}]" for line in wrong]


def _fits(ran: Ran, state: str, tampering: Tampering) -> bool:
    """Whether an exit code says how the site is and why."""
    if ran.code == 0:
        return state == "new"
    # A writer can mend a file that may not be read; no other of these errors.
    is_mendable = tampering.what in ("error=EACCES", "error=EPERM")
    allowed = (_REFUSED, _DISK) if is_mendable else (_DISK,)
    return state == "old" and ran.code in allowed


def _wrong_words(ran: Ran) -> list[str]:
    lines = ran.errors.splitlines()
    # A card that cannot be read makes others wrong, each on a line of its own.
    most = 20 if ran.code == _REFUSED else 1
    if "Traceback" in ran.errors or not 1 <= len(lines) <= most:
        return [f"prints {ran.errors[-400:]!r}"]
    names_path = re.search(r"\w/|/\w|\.\w|templates|archive|site", lines[0])
    return [] if names_path else [f"names no path: {lines[0]!r}"]


def test_any_call_that_changes_the_disk_may_fail(start: Start) -> None:
    changing = [call for call in _calls(start) if call.changes_disk][-_FIRST:]
    everywhere = [
        Tampering(call.name, f"error={error}", when)
        for number, call in enumerate(changing)
        for error in ("EIO", "ENOSPC", _LESS_COMMON[number % len(_LESS_COMMON)])
        # Once, or from then on as on a full disk.
        for when in [f"{call.number}+" if _fills(call, error) else str(call.number)]
    ]
    wrong = failures(lambda each: _judged(start, each), sampled(everywhere, 6, _most(start)))
    assert not wrong, "\n".join(wrong)


def test_any_of_the_first_calls_may_fail(start: Start) -> None:
    everywhere = [
        Tampering(call.name, f"error={error}", str(call.number))
        for call in _calls(start)[:_FIRST]
        for error in ("EIO", "EACCES")
    ]
    wrong = failures(lambda each: _judged(start, each), sampled(everywhere, 6, _most(start)))
    assert not wrong, "\n".join(wrong)


def _most(start: Start) -> int:
    """How many places are tried: all of one start, and of the others a sample."""
    return 4 * _FIRST if start.name == _STARTS[0] else 80
