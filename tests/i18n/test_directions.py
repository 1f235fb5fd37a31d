"""Texts of both directions on one page: the first letter alone decides nothing."""

from __future__ import annotations

import pytest

from conftest import CLAIM, MakeSite
from factpress.charts.text_layout import wrapped
from factpress.i18n.formats import Direction, first_direction, text_direction
from small_site import BASE

ARABIC = "GDP ارتفع بعد بناء السد"
SEMITIC = "Hydro Ltd בנתה את הסכר בעיר"


@pytest.mark.parametrize(
    ("text", "usual", "direction"),
    [
        ("The dam was finished in 2019.", "ltr", "auto"),
        ("The dam was finished in 2019.", "rtl", "auto"),
        ("Плотина 2019", "rtl", "auto"),
        ("اكتمل بناء السد في 2019", "rtl", "auto"),
        (ARABIC, "rtl", "rtl"),
        (SEMITIC, "rtl", "rtl"),
        ("تأكيد: Hydro-Tech SA", "rtl", "auto"),
        ("السد is the word for the dam", "ltr", "ltr"),
        ("2019", "rtl", "auto"),
        ("", "rtl", "auto"),
    ],
)
def test_the_usual_direction_decides_where_the_first_letter_misleads(
    text: str, usual: Direction, direction: str
) -> None:
    assert text_direction(text, usual) == direction


def test_lines_of_a_picture_run_as_their_text_does() -> None:
    lines = wrapped("توربينات السد (3 × 40 MW) متوقفة", 9, 6)
    assert len(lines) > 2
    assert any(line.startswith("\u200f") for line in lines)
    assert {first_direction(line) for line in lines} == {"rtl"}
    assert wrapped("The dam of السدود", 5, 6) == ["The dam", "of", "\u200eالسدود"]
    assert wrapped("تأكيد: Hydro-Tech SA", 9, 6) == ["تأكيد:", "Hydro-Tech SA"]
    assert wrapped("The dam is built", 5, 6) == ["The dam", "is built"]


def test_a_claim_that_begins_with_a_latin_name_runs_from_the_right(make_site: MakeSite) -> None:
    settings = BASE["content/publication.yaml"].replace("language: en", "language: ar")
    claim = CLAIM.replace("claim: The dam was finished in 2019.", f"claim: {ARABIC}")
    site = make_site({"content/publication.yaml": settings, "content/claims/dam.md": claim})
    site.build()
    assert f'<h1 dir="rtl">{ARABIC}</h1>' in site.read("claims/dam/index.html")
    assert f'dir="rtl"><a href="dam/">{ARABIC}' in site.read("claims/index.html")
