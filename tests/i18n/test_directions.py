"""Texts of both directions on one page: most of their letters decide, not the first."""

from __future__ import annotations

import pytest

from conftest import CLAIM, MakeSite
from factpress.charts.text_layout import wrapped
from factpress.i18n.formats import first_direction, text_direction
from small_site import BASE

ARABIC = "GDP ارتفع بعد بناء السد"
SEMITIC = "Hydro Ltd בנתה את הסכר בעיר"


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The dam was finished in 2019.", "auto"),
        ("Плотина 2019", "auto"),
        ("اكتمل بناء السد في 2019", "auto"),
        (ARABIC, "rtl"),
        (SEMITIC, "rtl"),
        ("السد is the word for the dam", "ltr"),
        ("2019", "auto"),
        ("", "auto"),
    ],
)
def test_most_letters_decide_the_direction_of_a_text(text: str, direction: str) -> None:
    assert text_direction(text) == direction


def test_lines_of_a_picture_run_as_their_text_does() -> None:
    lines = wrapped("توربينات السد (3 × 40 MW) متوقفة", 9, 6)
    assert len(lines) > 2
    assert any(line.startswith("\u200f") for line in lines)
    assert {first_direction(line) for line in lines} == {"rtl"}
    assert wrapped("The dam of السدود", 5, 6) == ["The dam", "of", "\u200eالسدود"]
    assert wrapped("The dam is built", 5, 6) == ["The dam", "is built"]


def test_a_claim_that_begins_with_a_latin_name_runs_from_the_right(make_site: MakeSite) -> None:
    settings = BASE["content/publication.yaml"].replace("language: en", "language: ar")
    claim = CLAIM.replace("claim: The dam was finished in 2019.", f"claim: {ARABIC}")
    site = make_site({"content/publication.yaml": settings, "content/claims/dam.md": claim})
    site.build()
    assert f'<h1 dir="rtl">{ARABIC}</h1>' in site.read("claims/dam/index.html")
    assert f'dir="rtl"><a href="dam/">{ARABIC}' in site.read("claims/index.html")
