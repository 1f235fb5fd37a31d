"""What is said of vulnerable libraries, and that nothing is said where nothing is known."""

from __future__ import annotations

import json

import pytest

from audit_dependencies import UNKNOWN, outcome

SOUND = {"name": "jinja2", "version": "3.1.6", "vulns": []}
OURS = {"name": "factpress", "skip_reason": "distribution marked as editable"}
VULNERABLE = {
    "name": "markdown",
    "version": "3.10",
    "vulns": [{"id": "X-1", "fix_versions": ["3.11"]}, {"id": "X-2", "fix_versions": []}],
}


def printed(*libraries: object) -> str:
    return json.dumps({"dependencies": libraries, "fixes": []})


def test_sound_libraries_pass() -> None:
    lines, code = outcome(printed(SOUND, OURS), "")
    assert (lines, code) == (("1 libraries checked, 0 vulnerabilities known.",), 0)


def test_vulnerabilities_are_named_with_their_cure() -> None:
    lines, code = outcome(printed(SOUND, VULNERABLE), "Found 2 known vulnerabilities")
    assert code == 1
    assert lines[:2] == (
        "markdown 3.10: X-1, mended in 3.11",
        "markdown 3.10: X-2, mended in no release yet",
    )


def test_a_library_that_was_skipped_is_named() -> None:
    lines, code = outcome(printed(SOUND, {"name": "a", "skip_reason": "b"}), "")
    assert code == UNKNOWN
    assert lines[-1] == "Not checked: a."


@pytest.mark.parametrize(
    "answer", ["", "<html>busy</html>", "[]", printed(), printed({"name": "a", "skip_reason": "b"})]
)
def test_silence_is_no_answer(answer: str) -> None:
    lines, code = outcome(answer, "Traceback\nConnectionError: the service is not there\n")
    assert code == UNKNOWN
    [line] = lines
    assert line.startswith("Nothing was checked: ")
