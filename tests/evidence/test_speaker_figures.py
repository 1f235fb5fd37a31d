"""Wrong speakers are found as well as the documentation says, and well enough."""

from __future__ import annotations

from pathlib import Path

import pytest

from generate.speaker_report import cases, figures, table

ROOT = Path(__file__).parent.parent.parent


def test_the_documented_figures_are_those_of_the_labelled_set() -> None:
    written = (ROOT / "docs/reference/evidence.md").read_text("utf-8")
    assert table() in written, "put in what `python docs/generate/speaker_report.py` prints"


@pytest.mark.parametrize("held_out", [False, True])
def test_wrong_speakers_are_found_and_right_ones_pass(held_out: bool) -> None:
    chosen = [case for case in cases() if case.held_out is held_out]
    of = figures(chosen)
    assert of.cases > 100
    assert of.recall >= 0.9
    assert of.precision >= 0.95


def test_a_third_of_the_documents_is_held_out() -> None:
    held_out = {case.document: case.held_out for case in cases()}
    assert 0.3 <= sum(held_out.values()) / len(held_out) <= 0.45
