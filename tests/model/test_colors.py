"""Colours: what is one, its sRGB, and whether it is read on another."""

from __future__ import annotations

import pytest

from factpress.model.colors import Rgb, as_hex, contrast, readable, rgb, suggested


@pytest.mark.parametrize(
    ("text", "color"),
    [
        ("#fff", "#ffffff"),
        ("#1d4F73", "#1d4f73"),
        # The samples of CSS Color Module Level 4, section 9.4, and the corners of sRGB.
        ("oklch(0 0 0)", "#000000"),
        ("oklch(100% 0 0)", "#ffffff"),
        ("oklch(62.7966% 0.2577 29.2346)", "#ff0000"),
        ("oklch(0.8664 0.2948 142.4953deg)", "#00ff00"),
        ("oklch(45.2014% 0.3132 264.052)", "#0000ff"),
    ],
)
def test_a_colour_is_hexadecimal_or_oklch(text: str, color: str) -> None:
    found = rgb(text)
    assert found
    assert as_hex(found) == color


@pytest.mark.parametrize(
    "text",
    [
        "", "blue", "#ffff", "#12345", "#1234567", "#12345g", "1d4f73", "#fff;", " #fff", "#fff ",
        "rgb(0 0 0)", "url(x)", "oklch(0 0)", "oklch(2 0 0)", "oklch(101% 0 0)", "oklch(0 0 361)",
        "oklch(0 0.6 0)", "oklch(0 0 0);}", "oklch(0 0 0 / 50%)", "oklch(0\n0 0)",
        "#fff}*{color:red", "#１２３", "<style>", "light-dark(#fff, #000)", "var(--ink)",
    ],
)  # fmt: skip
def test_nothing_else_is_one(text: str) -> None:
    assert rgb(text) is None


def test_contrast_is_that_of_the_guideline() -> None:
    black, white, grey = Rgb(0, 0, 0), Rgb(255, 255, 255), Rgb(119, 119, 119)
    assert contrast(black, white) == contrast(white, black) == pytest.approx(21)
    assert contrast(white, white) == pytest.approx(1)
    assert contrast(grey, white) == pytest.approx(4.478, abs=0.001)


def test_a_faint_colour_has_a_readable_neighbour() -> None:
    for ground in (Rgb(255, 255, 255), Rgb(0, 0, 0), Rgb(128, 128, 128)):
        better = readable(Rgb(130, 130, 130), ground)
        assert better
        assert contrast(better, ground) >= 4.5
    strong = Rgb(29, 79, 115)
    assert readable(strong, Rgb(255, 255, 255)) == strong


def test_what_was_meant_is_suggested() -> None:
    assert suggested("Blue") == "#0000ff"
    assert suggested("1d4f73") == "#1d4f73"
    assert suggested("# 1d4f73") == "#1d4f73"
    assert suggested("#1d4f73ff") == "#1d4f73"
    assert suggested("mud") is None
