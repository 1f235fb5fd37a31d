"""Bodies as editors, GitHub and importers write them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import BASE, CLAIM, MakeSite
from factpress.content.markdown.converter import BodyConverter
from factpress.content.markdown.dialect import Dialect
from factpress.i18n.quotation_marks import with_quotation_marks

_CONVERTER = BodyConverter()


def html(text: str, language: str = "en") -> str:
    body, mistakes = _CONVERTER.convert(text, 7, top_level=2, numbers={"finished": 1})
    assert mistakes == ()
    return with_quotation_marks(body.html, language)


def told(text: str) -> list[tuple[int, int, str, str]]:
    _, mistakes = _CONVERTER.convert(text, 7, top_level=2, numbers={})
    return [(*each.place, each.severity, each.message) for each in mistakes]


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("We checked:\n- a\n- b", "<p>We checked:</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("- a\n  - b\n- c", "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ul>"),
        ("- a\n   - b", "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"),
        ("- a\n* b", "<ul>\n<li>a</li>\n</ul>\n<ul>\n<li>b</li>\n</ul>"),
        (
            "1. x\n   ```\n   a\n\n   b\n   ```\n2. y",
            "<ol>\n<li>x<pre><code>a\n\nb\n</code></pre>\n</li>\n<li>y</li>\n</ol>",
        ),
        (
            "1. a\n\nb\n\n2. c",
            '<ol>\n<li>a</li>\n</ol>\n<p>b</p>\n<ol start="2">\n<li>c</li>\n</ol>',
        ),
        ("#StopTheDam was the hashtag.", "<p>#StopTheDam was the hashtag.</p>"),
        ("2020. That was the year.", "<p>2020. That was the year.</p>"),
        ("15. May was the day.", "<p>15. May was the day.</p>"),
        (
            "> one\n\n> two",
            "<blockquote>\n<p>one</p>\n</blockquote>\n<blockquote>\n<p>two</p>\n</blockquote>",
        ),
        ("~~late~~", "<p><del>late</del></p>"),
        (
            "- [x] done\n- [ ] open",
            '<ul>\n<li class="task">☑ done</li>\n<li class="task">☐ open</li>\n</ul>',
        ),
        (
            "## The dam {#here}\n\n[see](#here)",
            '<h2 id="body-here">The dam</h2>\n<p><a href="#body-here">see</a></p>',
        ),
        ("The WHO.\n\n*[WHO]: World", '<p>The <abbr title="World">WHO</abbr>.</p>'),
        (
            "[`x`]\n\n[`x`]: https://a.b",
            '<p><a href="https://a.b"><code>x</code></a></p>',
        ),
        (
            "[a] [b]\n\n[a]: https://a.b\n[b]: https://c.d",
            '<p><a href="https://a.b">a</a> <a href="https://c.d">b</a></p>',
        ),
        (
            "See https://example.org/a_b_c.",
            '<p>See <a href="https://example.org/a_b_c">https://example.org/a_b_c</a>.</p>',
        ),
        (
            "(https://a.b/c_(d)), https://a.b/c\\_d",
            '<p>(<a href="https://a.b/c_(d)">https://a.b/c_(d)</a>), '
            '<a href="https://a.b/c_d">https://a.b/c_d</a></p>',
        ),
        ("desk@example.org", '<p><a href="mailto:desk@example.org">desk@example.org</a></p>'),
        ("<desk@example.org>", '<p><a href="mailto:desk@example.org">desk@example.org</a></p>'),
        ("www.example.org and a@b", "<p>www.example.org and a@b</p>"),
        (
            "[@finished](https://a.b) [[1]](https://c.d)",
            '<p><a href="https://a.b">@finished</a> <a href="https://c.d">[1]</a></p>',
        ),
        ("a\\\nb", "<p>a<br>\nb</p>"),
        (r"R\&D \&copy; \\&amp;", "<p>R&amp;D &amp;copy; \\&amp;</p>"),
    ],
)
def test_comes_out_as_it_is_meant(text: str, page: str) -> None:
    assert html(text).rstrip() == page


def test_a_table_begins_behind_a_line_of_text() -> None:
    found = html("The figures:\n| a | b |\n|---|---|\n| 1 | 2 |\n- x")
    assert found.startswith("<p>The figures:</p>\n<div")
    assert found.count("<td>") == 2
    assert found.rstrip().endswith("<ul>\n<li>x</li>\n</ul>")


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("a <br> b", 3, "write a backslash at the end of the line"),
        ("<figure>x</figure>", 1, "bodies hold no HTML"),
        ("<iframe src=x>", 1, "write a link to it, [words](https://…)"),
        ("{{< youtube x >}}", 1, "short codes are of other tools"),
        ("{% include x %}", 1, "short codes are of other tools"),
        ("[gallery]", 1, "short codes are of other tools"),
        ('[box id="3"]', 1, "short codes are of other tools"),
        ("> [!NOTE]\n> x", 3, "short codes are of other tools"),
        ("x\n{: .note}", 1, "short codes are of other tools"),
        ("{{% /notice %}}", 1, '"{{% /notice %}}" would show'),
        ("•\ta\no\tb\n•\tc", 1, 'write "- " before each item for a list'),
        ("·  a\n  ·  b", 1, 'write "- " before each item for a list'),
        ("• a\n• b", 1, 'write "- " before each item for a list'),
        ("##The dam", 1, 'write "## The dam" for a heading'),
        ("```\nx", 1, "begins code that is never closed"),
    ],
)
def test_what_is_shown_otherwise_is_a_warning(text: str, column: int, words: str) -> None:
    ((line, at, severity, message),) = told(text)
    assert (line, at, severity) == (8 if text.startswith("x") else 7, column, "warning")
    assert words in message


def test_a_short_code_counts_once() -> None:
    ((*_, message),) = told('[gallery ids="1,2"]')
    assert "of its kind" not in message


def test_one_kind_of_element_is_told_once() -> None:
    ((*_, message),) = told("<b>a</b> and <b>c</b>")
    assert message.startswith('"<b>" (4 of its kind) would show as these characters')


@pytest.mark.parametrize(
    "text",
    [
        "a < b > c",
        "<3",
        "`<br>`",
        "```\n{{< x >}}\n```",
        "\\<br>",
        "[x] [Y]",
        "{x}",
        "i<p",
        "a • b",
        "[!NOTE](https://a.b)",
    ],
)
def test_what_is_text_is_not_told(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("language", "page"),
    [
        ("en", "“no” ‘yes’ don’t 5' 10\" “in 2020”"),
        ("fr", "«\u00a0no\u00a0» “yes” don’t 5' 10\" «\u00a0in 2020\u00a0»"),
        ("de", "„no“ ‚yes‘ don’t 5' 10\" „in 2020“"),
        ("de-AT", "„no“ ‚yes‘ don’t 5' 10\" „in 2020“"),
        ("de-CH", "«no» ‹yes› don’t 5' 10\" «in 2020»"),
        ("es", "«no» “yes” don’t 5' 10\" «in 2020»"),
        ("pl", "„no” «yes» don’t 5' 10\" „in 2020”"),
        ("ja", "「no」 『yes』 don’t 5' 10\" 「in 2020」"),
    ],
)
def test_quotation_marks_are_the_languages(language: str, page: str) -> None:
    assert html('"no" \'yes\' don\'t 5\' 10" "in 2020"', language) == f"<p>{page}</p>"


def test_a_page_has_the_marks_of_its_publication(make_site: MakeSite) -> None:
    settings = BASE["content/publication.yaml"].replace("language: en", "language: fr")
    claim = CLAIM + '\nIl dit "non" à [[gazette|"la Gazette"]].\n'
    site = make_site({"content/publication.yaml": settings, "content/claims/dam.md": claim})
    site.build()
    page = (site.root / "site/claims/dam/index.html").read_text("utf-8")
    assert "«\u00a0non\u00a0»" in page
    assert "«\u00a0la Gazette\u00a0»" in page


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("हिन्दी में तथ्य जाँच", "हिन्दी-में-तथ्य-जाँच"),
        ("বাংলা তথ্য", "বাংলা-তথ্য"),
        ("ข่าวปลอม", "ข่าวปลอม"),
        ("مُحَمَّد قال", "مُحَمَّد-قال"),
        ("Re\u0301ponse", "r\u00e9ponse"),
    ],
)
def test_anchors_are_whole_in_every_script(heading: str, anchor: str) -> None:
    body, _ = _CONVERTER.convert(f"## {heading}", 1, top_level=2, numbers={})
    assert [each.anchor for each in body.headings] == [f"body-{anchor}"]


def test_links_and_citations_are_marks_in_lists_and_tables() -> None:
    text = "We say:\n- [[a]]\n  - [@finished]\n\nx\n| [[b|c]] | d |\n|--|--|\n| [@finished] | e |"
    body, mistakes = _CONVERTER.convert(text, 1, top_level=2, numbers={"finished": 1})
    assert (len(body.marks), mistakes) == (4, ())


_PIECES = (
    *("- ", "* ", "1. ", "7. ", "> ", "## ", "   ", "    ", "```", "~~~\n", "***", "===", "---"),
    *(
        "\n",
        "\n",
        "\n\n",
        "\n\n\n",
        "a",
        "b *c*",
        "| a | b |",
        "|---|---|",
        "- [x] ",
        "[^1]: ",
        ": ",
    ),
    *("*[a]: b", "[`x`]", "[`x`]: https://a.b", "https://a.b/c", "d@e.fg", "~~", "\\\n", "[[id]]"),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=25).map("".join))
def test_the_fast_paths_end_as_the_library_does(text: str) -> None:
    plain = BodyConverter(Dialect())
    converted = [each.convert(text, 1, top_level=2, numbers={}) for each in (_CONVERTER, plain)]
    assert converted[0] == converted[1]


_LONG = 250_000
_HOSTILE = (
    *("[", "]", "![", "`", "|", "| - ", "* ", "> ", "**a ", "_a ", "~~", "a\n=\n", "-\n", "[["),
    *("1. a\n", "- a\n  - b\n", "a\n: b\n", "[^a] ", "|a|b|\n", "http://", "&#", "<!--", "“"),
    "• a\n",
    *("- a\n* b\n", "5. a\n- b\n", "> a\nb\n", "- ```\n", "a\nb\n|-|-|-|\n", "a\n===\n", "~~a "),
    *("https://a.b/(", "a.b@c.d.", "<a@", "[`", "{{", "[a b=", "*[A]: b\n", "*[A", "\\\n", "{#"),
)


@pytest.mark.parametrize("piece", _HOSTILE)
def test_no_body_takes_long(piece: str) -> None:
    """Each takes under two seconds of CPU on an idle machine; the square would take minutes."""
    some = piece * (1_000 // len(piece))
    texts = (
        piece * (_LONG // len(piece)),
        f"{some}\n\n" * (_LONG // (len(some) + 2)),
        f"a|b\n-{' ' * _LONG}{piece}",
    )
    for text in texts:
        assert _seconds(text) < 5


def _seconds(text: str) -> float:
    started = time.process_time()
    _CONVERTER.convert(text, 1, top_level=2, numbers={})
    return time.process_time() - started
