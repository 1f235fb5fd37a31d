"""The fonts of the theme: small first files, and letters that a browser finds the file of."""

from __future__ import annotations

import re
from pathlib import Path

from generate.fonts import CUTS, FIRST, REST, characters

ASSETS = Path(__file__).parents[2] / "templates/assets"
FIRST_FILES_BYTES = 60_000


def test_the_first_files_are_small() -> None:
    sizes = [(ASSETS / f"fonts/{cut.name}.woff2").stat().st_size for cut in CUTS]
    assert sum(sizes) <= FIRST_FILES_BYTES


def test_every_file_is_known_by_its_range() -> None:
    found = re.findall(
        r"url\(fonts/([\w-]+)\.woff2\)[^}]*font-display: optional; unicode-range: ([^;]+);",
        (ASSETS / "style.css").read_text("utf-8"),
    )
    wanted = [(f"{cut.name}{end}", r) for cut in CUTS for end, r in (("", FIRST), ("-rest", REST))]
    assert found == wanted
    assert {f"{name}.woff2" for name, _ in found} == {
        path.name for path in (ASSETS / "fonts").glob("*.woff2")
    }


def test_no_letter_is_in_two_files() -> None:
    first, rest = set(characters(FIRST)), set(characters(REST))
    assert not first & rest
    for text in ("Où êtes-vous ? « Là », 5 €", "“Straße” – Ærø, Ñandú, İ"[:-3]):
        assert set(map(ord, text)) <= first | {0x202F}
    for text in ("Łódź", "Dvořák", "ağaç", "đồng ý"):
        assert set(map(ord, text)) <= first | rest


def test_each_family_has_its_licence() -> None:
    for name in ("Newsreader", "Public-Sans"):
        text = (ASSETS / f"fonts/OFL-{name}.txt").read_text("utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text
