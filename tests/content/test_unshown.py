"""What bodies hold and no page would show is told: pictures, unused definitions, cells."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factpress.content.markdown.converter import BodyConverter

_CONVERTER = BodyConverter()


def told(text: str) -> list[tuple[int, int, str]]:
    _, mistakes = _CONVERTER.convert(text, 7, top_level=2, numbers={"e": 1})
    return [(*mistake.place, mistake.message) for mistake in mistakes]


def test_reports_a_picture_with_what_to_write() -> None:
    assert told("See ![The bridge](https://example.org/b.jpg) there.") == [
        (7, 5, '"![The bridge](https://example.org/b.jpg)" is a picture, which bodies cannot show '
         "yet; take it out, or link to it, [The bridge](https://example.org/b.jpg); write "
         '"\\![" where a link follows an exclamation mark')
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("![x][y]\n\n[y]: https://a.b", [(7, 1)]),
        ("a\n\n![x][]\n\n[x]: https://a.b", [(9, 1)]),
        ("a ![x]\n\n[x]: https://a.b", [(7, 3)]),
        ("![](b.jpg) and\n  ![](c.jpg 'd')", [(7, 1), (8, 3)]),
        ("- ![a [b] c](d.jpg)\n\n> ![e](f.jpg)", [(7, 3), (9, 3)]),
        ("|a|b|\n|-|-|\n|![a](b)|c|", [(9, 2)]),
        ("[![a](b.jpg)](https://c.d)", [(7, 2)]),
        ("<!-- x\ny --> ![a](b)", [(8, 7)]),
        ("`![a](b)` ![c](d) `![e](f)`", [(7, 11)]),
        ("[[x]] [@e] ![c](d)", [(7, 12)]),
        ('a <img src="x"> <IMG\nsrc=y>', [(7, 3)]),
        ("`<img>` <img/>\n\n<picture></picture>", [(7, 9), (9, 1)]),
    ],
)
def test_reports_each_picture_at_its_place(text: str, places: list[tuple[int, int]]) -> None:
    assert [mistake[:2] for mistake in told(text)] == places


@pytest.mark.parametrize(
    "text",
    [
        "`![a](b)`", "```\n![a](b)\n<img>\n```", "    ![a](b)", "Stop![^1]\n\n[^1]: x",
        "Stop![[dam]]", "Stop![@e]", "so ![sic]", "\\![a](https://b.c)", "!\\[a](b)", "`<img>`",
        "&lt;image>", "- a\n\n        ![a](b)", "<3 x", "<!-- ![a](b) <img> --> x",
    ],
)  # fmt: skip
def test_what_is_no_picture_is_not_taken_for_one(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a\n\n[x]: https://a.b", 9, 1, '"[x]:" begins an address that nothing in the body'),
        ("[Note]: word", 7, 1, 'write "\\[" for a bracket in the text'),
        ("[x]\n\n[x]: https://a.b\n[X]: https://c.d", 10, 1, '"[X]" is defined a second time'),
        ("a[^1]\n\n[^1]: b\n[^1]: c", 10, 1, '"[^1]" is defined a second time'),
        ("a[^1]\n\n[^1]: b\n[^n]: c", 10, 1, '"[^n]:" begins a footnote that nothing'),
        ("|a|b|\n|-|-|\n|c|d|e|", 9, 1, 'has 3 cells and its table 2 columns, so that "e" would'),
        ("a | b\n--|--\nc | d\ne | f | g | h", 10, 1, 'so that "g  |  h" would not be shown'),
        ("a\n##4711", 8, 1, 'write "## 4711" for a heading, or "\\##4711" for text'),
    ],
)
def test_reports_what_no_page_would_show(text: str, line: int, column: int, words: str) -> None:
    ((*place, message),) = told(text)
    assert place == [line, column]
    assert words in message


@pytest.mark.parametrize(
    "text",
    [
        "[a][x] [b]\n\n[x]: https://a.b\n[b]: https://c.d", "a[^1]\n\n[^1]: b", "# A #\n\n## B",
        "|a|b|\n|-|-|\n|c|", "|a|b|\n|-|-|\n|c|`d|e`|\n|f\\|g|[[h|i]]|", "a|b|c", "text #1",
        "```\n#x\n[x]: y\n```", "    #x\n    [x]: y", "\\#x", "# C\\#", "a [x] b: c", "`#`x",
        "- a\n\n    b | c", "a\n#4711 was paid", "## The case of C#",
    ],
)  # fmt: skip
def test_what_is_shown_is_not_reported(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("x *a**b*c", (7, 5)),
        ("a_b<3 *[[id]]**[[id]]*[@e]", (7, 14)),
        ("one\n\n- two\n- the *dam**is*full", (10, 11)),
        ("2*3**4*5", (7, 4)),
        ("`x` and *[a](https://b.c)**d*e", (7, 26)),
        ("# The *dam**is*full", (7, 11)),
        ("|a|b|\n|-|-|\n|c|d *e**f*g|", (9, 8)),
        ("text[^1]\n\n[^1]: d *e**f*g", (9, 11)),
    ],
)
def test_reports_emphasis_that_would_lose_text(text: str, place: tuple[int, int]) -> None:
    ((*found, message),) = told(text)
    assert tuple(found) == place
    assert message == (
        'some of this text would be lost: a "*" or "_" opens emphasis within another, and they '
        'close crosswise; close each before the next opens, or write "\\*" and "\\_" for those '
        "that are text"
    )


@pytest.mark.parametrize(
    "text",
    [
        "x \\*a**b\\*c", "x *a* **b** c", "*a **b** c*", "**a *b** c*", "***a** b*", "***a* b**",
        "a_b *c* d_e", "2 * 3 ** 4 * 5", "*a* *b**c*", "*[[id]]* **[[id]]** [@e]", "snake_case_*a*",
        "_a __b__ c_ *d*\n**e**", "**a*b*c**d", "*a\nb* **c  \nd**",
    ],
)  # fmt: skip
def test_emphasis_that_is_whole_is_not_reported(text: str) -> None:
    assert told(text) == []


_SIGNS = re.compile(r"[\s*_]")


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from([*"a b c * ** *** _ __ [[id]] <3".split(), " "]), max_size=14).map(
        lambda parts: "x" + "".join(parts)
    )
)
@example("x *a**b*c")
@example("xa_b<3 *[[id]]**[[id]]*b")
def test_no_emphasis_loses_words_unreported(text: str) -> None:
    body, mistakes = _CONVERTER.convert(text, 1, top_level=2, numbers={})
    shown = html.unescape(re.sub("<[^>]+>", "", body.html))
    shown = re.sub("\ue002[0-9]+\ue003", "[[id]]", shown)
    if _SIGNS.sub("", shown) != _SIGNS.sub("", text):
        assert any("some of this text would be lost" in mistake.message for mistake in mistakes)
