"""Bodies that ask for too much, or for what no page may hold, end in a problem at its place."""

from __future__ import annotations

import random
from html.entities import html5

import pytest

from factpress.content.markdown import limits
from factpress.content.markdown.converter import BodyConverter
from factpress.content.markdown.limits import Meter, Mistake, TooMuch, unwanted
from factpress.model.cards import Body

SIZE = 50_000
NESTED = "body is nested too deeply here"


def filled(piece: str) -> str:
    return piece * (SIZE // len(piece))


def converted(text: str) -> tuple[Body, tuple[Mistake, ...]]:
    return BodyConverter().convert(text, 7, top_level=2, numbers={})


def refusal(text: str) -> Mistake:
    body, mistakes = converted(text)
    assert body.html == ""
    return mistakes[0]


def list_of(depth: int) -> str:
    return "".join("    " * level + "- item\n" for level in range(depth))


@pytest.mark.parametrize(
    "text",
    [
        *map(filled, ("[", "*", "_", "<![", "`", "> ", "- ", "+ ", "1. ", "[](", "[a](", "[a][")),
        *map(filled, ("[^", "[[", "[[a|", "[@", "\\*", "&#", "a  \n", "# a\n", "a\n: ", "-\n")),
        *map(
            filled, ("a\n=\n", ": b\n", "```x\n", "1. - ", "[[a]]", "***a *b ", "> - ", "*a **b ")
        ),
        "[" * 8000 + "]" * 8000,
        "|a" * 4000 + "\n" + "|-" * 4000 + "\n" + "|\n" * 15000,
        "".join("> " * depth + "a\n" for depth in range(200)),
        "***a" + " *b" * 16000,
        list_of(300),
    ],
    ids=lambda text: repr(text[:8]),
)
def test_any_text_ends_in_a_body_or_a_problem(text: str) -> None:
    body, mistakes = converted(text)
    assert bool(body.html) != any(mistake.severity == "error" for mistake in mistakes)
    assert all(mistake.place.line >= 7 for mistake in mistakes)


@pytest.mark.parametrize("text", ["a[^1]\n\n", "[^1]", "[^{n}] b\n\n[^{n}]: c\n\n"])
def test_many_footnotes_are_refused_at_the_first(text: str) -> None:
    notes = "".join(text.replace("{n}", str(n)) for n in range(1001))
    mistake = refusal(f"Before.\n\n{notes}\n\n[^1]: note\n")
    assert mistake.place.line == 9
    assert mistake.message == "body has more than 1000 footnotes and references to them; split it"
    body, mistakes = converted("[^1] " * 999 + "\n\n[^1]: note\n")
    assert body.html
    assert not mistakes


def test_what_is_nested_too_deeply_is_told_at_its_place() -> None:
    mistake = refusal("Before.\n\n" + list_of(300))
    assert mistake.message.startswith(NESTED)
    assert mistake.place == (9, 3)
    assert refusal("Before.\n\n" + "> " * 100 + "deep").message.startswith(NESTED)
    assert refusal("".join("    " * n + "- item\n\n" for n in range(300))).message.startswith(
        NESTED
    )


def test_inline_work_is_refused_where_an_exact_count_passes_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "_MOST_INLINE_WORK", 100_000)
    chosen, meter = random.Random(3), Meter()
    for _ in range(40):
        meter.start()
        work = 0
        while work <= 100_000:
            stretch = "".join(chosen.choices("[]()*_a   \n", k=chosen.randint(1, 60)))
            marks = sum(map(stretch.count, ("[", "*", "_", "  \n")))
            work += marks * len(stretch) + ("[" in stretch and 250 * searched(stretch))
            if work <= 100_000:
                meter.inline(stretch, 1)
        with pytest.raises(TooMuch):
            meter.inline(stretch, 1)


def searched(stretch: str) -> int:
    """The way from each opening bracket to its end, or the stretch's."""
    ends = {"[": "]", "(": ")"}
    total = 0
    for start, bracket in enumerate(stretch):
        depth, end = 0, start
        while bracket in ends and end < len(stretch):
            depth += (stretch[end] == bracket) - (stretch[end] == ends[bracket])
            if not depth:
                break
            end += 1
        total += end - start
    return total


def test_a_converter_goes_on_after_a_body_it_refused() -> None:
    converter = BodyConverter()
    plain = converter.convert("- a\n\n    - b\n", 1, top_level=2, numbers={})
    converter.convert(list_of(300), 1, top_level=2, numbers={})
    assert converter.convert("- a\n\n    - b\n", 1, top_level=2, numbers={}) == plain


@pytest.mark.parametrize(
    "text",
    [
        ("A *word* [[dam|here]], [@cited], “[sic]”, [so](http://x.y) " * 15 + "\n\n") * 200,
        "".join(f"# Part {n}\n{'Some words. ' * 12}\n" for n in range(250)),
        "".join(f"| [[dam]] | *{n}* | [a](http://x.y) |\n" + "|-|-|-|\n" * (n == 0)
                for n in range(2000)),
        "".join(f"- item {n} with *marks* [@a]\n" for n in range(3000)),
        "> " * 12 + "quoted",
        list_of(12),
        "".join(f"[x{n}]: http://x.y/{n} \"Title\"\nSee [x][x{n}].\n\n" for n in range(400)),
    ],
    ids=["long", "headings", "table", "list", "quotations", "lists", "references"],
)  # fmt: skip
def test_a_long_text_of_sane_kind_is_not_refused(text: str) -> None:
    body, mistakes = converted(text)
    assert mistakes == ()
    assert body.html


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("&#xE002;", "U+E002"), ("&#57346;", "U+E002"), ("&#xe002", "U+E002"), ("&#0;", "U+0000"),
        ("&\\#xE002;", "U+E002"), ("&#x00085;", "U+0085"), ("&#xFFFE;", "U+FFFE"),
        ("&#xD800;", "U+D800"), ("&#X1B;", "U+001B"), ("&#x110000;", "past the last of Unicode"),
    ],
)  # fmt: skip
def test_a_reference_to_what_no_page_may_hold_is_refused(reference: str, code: str) -> None:
    mistake = refusal(f"One.\n\nTwo {reference} 9&#xE003; and [[dam]].")
    assert mistake.place == (9, 5)
    expected = f"body refers to the character {code}, which no page may hold; remove it"
    assert mistake.message == expected


def test_other_references_are_read() -> None:
    body, mistakes = converted("A &amp; B&#160;C &#x2014; &#9; D &lt;b&gt; `&amp;`")
    assert mistakes == ()
    assert "A &amp; B&nbsp;C — " in body.html


def test_a_name_of_a_hidden_character_is_refused_but_the_visible_marks_of_direction() -> None:
    for name, text in html5.items():
        is_refused = any(unwanted(text)) and name not in ("lrm;", "rlm;")
        assert any(unwanted(f"One &{name} two")) == is_refused, name


def test_characters_no_page_may_hold() -> None:
    for character in "\x85\x9b\x00\x7f\ue002\uf8ff\ufffe\uffff":
        assert refusal(f"One {character}").place == (7, 5)
