"""Portraits of documents: lines as long as paragraphs, and what of them is quoted."""

from __future__ import annotations

import re

import pytest

from conftest import BASE, CLAIM, MakeSite, Site
from factpress.charts.portrait import LARGE, SMALL, Portrait, portrait

SOURCE = "content/sources/gazette.md"
Line = tuple[int, int, int]


def drawn(site: Site, *, is_large: bool = False) -> Portrait:
    catalog = site.catalog()
    found = portrait(catalog, catalog.sources["gazette"], LARGE if is_large else SMALL)
    assert found
    return found


def lines(path: str) -> list[Line]:
    """The lines of a path: where each begins, and how long it is."""
    found = re.findall(r"M(\d+) (\d+)h(-?\d+)", path)
    return [(int(x), int(y), int(length)) for x, y, length in found]


def with_text(text: str) -> dict[str, str]:
    """A publication whose only document is this text, its first and last word quoted."""
    first, *_, last = text.split()
    claim = CLAIM.replace("the dam was finished in 2019", first)
    return {
        "archive/gazette.txt": text,
        "content/claims/dam.md": claim.replace("we were still pouring concrete in 2020", last),
    }


def test_it_has_the_lines_of_each_paragraph_and_no_word(make_site: MakeSite) -> None:
    found = drawn(make_site())
    assert found.paragraphs == 4
    assert found.of_them_quoted == 2
    rows = [y for _, y, _ in lines(found.lines)]
    # A title of a line, three paragraphs of two lines, with a gap after each.
    assert rows == [6, 10, 12, 16, 18, 22, 24]


def test_quoted_words_are_set_apart_within_their_lines(make_site: MakeSite) -> None:
    found = drawn(make_site())
    every, quoted = lines(found.lines), lines(found.quoted)
    assert quoted
    for x, y, length in quoted:
        start, whole = next((s, n) for s, row, n in every if row == y)
        assert start <= x
        assert x + length <= start + whole
    assert {y for _, y, _ in quoted} <= {10, 12, 16, 18}


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(f"alpha{n} word omega{n}" for n in range(3000)),
        " ".join(["alpha", *["word"] * 60_000, "omega"]),
        "alpha omega",
    ],
    ids=["many paragraphs", "one long paragraph", "two words"],
)
def test_a_document_of_any_length_fits_on_a_sheet(make_site: MakeSite, text: str) -> None:
    site = make_site(with_text(text))
    for is_large, most in ((False, 130), (True, 190)):
        found = drawn(site, is_large=is_large)
        assert 80 <= found.height <= most
        assert all(0 < x < found.width and 0 < y < found.height for x, y, _ in lines(found.lines))
        assert found.quoted


def test_a_document_from_right_to_left_is_mirrored(make_site: MakeSite) -> None:
    plain = drawn(make_site())
    arabic = BASE[SOURCE].replace("kind: news report\n", "kind: news report\nlanguage: ar\n")
    mirrored = drawn(make_site({SOURCE: arabic}, "arabic"))
    assert [(plain.width - x, y, -length) for x, y, length in lines(mirrored.lines)] == lines(
        plain.lines
    )


def test_there_is_none_where_no_copy_is_known(make_site: MakeSite) -> None:
    catalog = make_site().catalog()
    unproven = catalog._replace(proof=catalog.proof._replace(copies={}))
    assert portrait(unproven, unproven.sources["gazette"]) is None
