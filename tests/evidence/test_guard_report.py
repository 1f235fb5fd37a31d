"""The guards are as good as the documentation says, and good enough."""

from __future__ import annotations

from pathlib import Path

from generate.guard_report import crops, figures, is_alarmed, report

ROOT = Path(__file__).parent.parent.parent


def test_the_documented_figures_are_those_of_the_labelled_set() -> None:
    written = (ROOT / "docs/develop/guards.md").read_text("utf-8")
    assert written == report(), "run `make guard-report`"


def test_the_cropping_guard_is_good_enough_on_held_out_texts() -> None:
    held_out = [(crop, is_alarmed(crop)) for crop in crops() if crop.held_out]
    of = figures(held_out)
    assert of.recall >= 0.7
    assert of.precision >= 0.5
    whole = [alarm for crop, alarm in held_out if crop.why == "whole-clause"]
    assert len(whole) > 30
    assert sum(whole) / len(whole) < 0.1
