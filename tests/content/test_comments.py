"""Comments in bodies are on no page and in no data, and join and part nothing."""

from __future__ import annotations

import gzip
import random
import re
import time
from pathlib import Path

import pytest

from conftest import BASE, CLAIM, MakeSite
from factpress.content.markdown.converter import BodyConverter

DAM = "content/claims/dam.md"
_CONVERTER = BodyConverter()


def html(text: str) -> str:
    body, mistakes = _CONVERTER.convert(text, 1, top_level=2, numbers={})
    assert mistakes == ()
    return body.html


def told(text: str) -> list[tuple[int, int, str]]:
    _, mistakes = _CONVERTER.convert(text, 7, top_level=2, numbers={})
    return [(*mistake.place, mistake.message) for mistake in mistakes]


@pytest.mark.parametrize(
    ("commented", "plain"),
    [
        ("one <!-- x --> two", "one two"),
        ("one<!-- x --> two", "one two"),
        ("one <!-- x -->\ntwo", "one\ntwo"),
        ("one<!-- x -->two", "onetwo"),
        ("one\n<!-- x -->\ntwo", "one\ntwo"),
        ("one\n\n<!-- x\n\ny -->\n\ntwo", "one\n\ntwo"),
        ("one <!-- x\n\ny --> two", "one two"),
        ("one <!-- a --> <!-- b -->\n<!-- c --> <!-- d -->\ntwo", "one\ntwo"),
        ("one  <!-- x -->\ntwo", "one\ntwo"),
        ("one<!-- x -->  \ntwo", "one  \ntwo"),
        ("<!-- x --> one", "one"),
        ("<!-- x -->", ""),
        ("<!-- x -->\n# One\n<!-- y -->\ntwo", "# One\ntwo"),
        ("# A <!-- x --> B<!-- y -->C", "# A BC"),
        ("One\n<!-- x -->\n===\n", "One\n===\n"),
        ("- a\n<!-- x -->\n- b\n\n<!-- y -->\n\n- c <!-- z -->\n", "- a\n- b\n\n- c\n"),
        ("- a\n\n    <!-- x\n    y -->\n\n    b\n", "- a\n\n    b\n"),
        ("- a\n- <!-- x -->\n- b\n- <!-- y -->", "- a\n- b\n"),
        ("- <!-- x -->\n  a\n- b", "- a\n- b"),
        ("> a\n> <!-- x -->\n> b", "> a\n> b"),
        ("|a|b|\n|-|-|\n<!-- x -->\n|c <!-- | -->|d|", "|a|b|\n|-|-|\n|c|d|"),
        ("T\n: a <!-- x -->\n<!-- y -->\n: b", "T\n: a\n: b"),
        ("a[^1]<!-- x -->\n\n[^1]: b <!-- y -->\n    c", "a[^1]\n\n[^1]: b\n    c"),
        ("a <!-- `b` [[c]] [@d] ``` ![e](f) --> g", "a g"),
        ("a <!--> b", "a b"),
        ("say <!-- x -->\"a\" <!-- y -->'b'", "say \"a\" 'b'"),
        ("the ` sign <!-- x -->\n\nanother ` sign", "the ` sign\n\nanother ` sign"),
        ("- the ` sign\n<!-- x -->\n- another `", "- the ` sign\n- another `"),
        ("a\r\n<!-- x -->\r\nb".replace("\r", ""), "a\nb"),
    ],
)  # fmt: skip
def test_a_comment_leaves_what_stands_around_it_as_it_is(commented: str, plain: str) -> None:
    assert html(commented) == html(plain)


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("*a*<!-- x -->*b*", "<p><em>a</em><em>b</em></p>"),
        (
            "[a]<!-- x -->(https://b.c/)",
            '<p>[a](<a href="https://b.c/">https://b.c/</a>)</p>',
        ),
        ("1<!-- x -->. a", "<p>1. a</p>"),
        ("&am<!-- x -->p;", "<p>&amp;am&amp;p;</p>".replace("&amp;p;", "p;")),
        ("[<!-- x -->[dam]]", "<p>[[dam]]</p>"),
    ],
)
def test_a_comment_joins_no_marks_that_stood_apart(text: str, page: str) -> None:
    body, _ = _CONVERTER.convert(text, 1, top_level=2, numbers={})
    assert body.html == page
    assert "\ue004" not in repr(body)


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("`<!-- x -->`", "<p><code>&lt;!-- x --&gt;</code></p>"),
        (
            "`<!--` to `-->`",
            "<p><code>&lt;!--</code> to <code>--&gt;</code></p>",
        ),
        ("``a ` <!-- x -->``", "<p><code>a ` &lt;!-- x --&gt;</code></p>"),
        ("```\n<!-- x\n-->\n```", "<pre><code>&lt;!-- x\n--&gt;\n</code></pre>"),
        ("~~~ html\n<!-- x\n~~~", "<pre><code>&lt;!-- x\n</code></pre>"),
        ("    <!-- x\n    -->", "<pre><code>&lt;!-- x\n--&gt;\n</code></pre>"),
        ("\t<!-- x -->", "<pre><code>&lt;!-- x --&gt;\n</code></pre>"),
        (
            "- a\n\n      <!-- x -->",
            "<ul>\n<li>\n<p>a</p>\n<pre><code>&lt;!-- x --&gt;\n</code></pre>\n</li>\n</ul>",
        ),
        (
            "- a\n  ```\n  <!-- x -->\n  ```",
            "<ul>\n<li>a<pre><code>&lt;!-- x --&gt;\n</code></pre>\n</li>\n</ul>",
        ),
    ],
)
def test_a_comment_in_code_is_code(text: str, page: str) -> None:
    body, mistakes = _CONVERTER.convert(text, 1, top_level=2, numbers={})
    assert (body.html.replace(' class="language-html"', ""), mistakes) == (page, ())


UNCLOSED = (
    'comment "<!--" is never closed, and would hide the rest of the body; end it with "-->", or '
    "put it in `backticks` to show it"
)


def test_reports_a_comment_that_is_not_closed_or_holds_another() -> None:
    assert told("a\n\nb <!-- c\n\nd `<!-- e -->`") == [
        (9, 3, 'comment "<!--" is closed only behind another "<!--"; close each with "-->" before '
         "the next begins")
    ]  # fmt: skip
    assert told("a\n\nb <!-- c\n\nd") == [(9, 3, UNCLOSED)]
    assert told("a <!-- b --> c\n<!-- d") == [(8, 1, UNCLOSED)]


def test_reports_a_comment_behind_a_backslash() -> None:
    ((line, column, message),) = told("a\n\nb \\<!-- c --> d")
    assert (line, column) == (9, 3)
    assert message.startswith('a backslash does not show the comment "<!--" behind it')
    assert told("a `\\<!-- c -->` d") == []


def test_reports_a_comment_in_an_address() -> None:
    assert told("a\n\n[b](https://c.d/<!-- e -->f)")[0][:2] == (9, 5)


def test_places_behind_comments_are_those_of_the_file() -> None:
    text = "<!-- a\nb --> [[x]] <!-- c -->\n<!-- d -->\n[@e, f] <!-- g --> [h](/i)"
    body, mistakes = _CONVERTER.convert(text, 7, top_level=2, numbers={})
    assert [mark.place for mark in body.marks] == [(8, 7)]
    assert [mistake.place for mistake in mistakes] == [(10, 24), (10, 1)]


def test_a_name_in_a_comment_is_not_the_one_that_needs_a_link(make_site: MakeSite) -> None:
    body = (
        "<!-- Ministry of Works -->\nThe Ministry of Works [@done]. Not [[engineer]] [@not-done].\n"
    )
    site = make_site({DAM: CLAIM.partition("\nThe [[")[0] + "\n" + body})
    (warning,) = site.problems()
    assert warning.startswith(f"{DAM}:22:5: warning: body names")


SECRET = "legal has not signed this off"
COMMENTED = f"A<!-- {SECRET} -->B <!--\n{SECRET}\n\n{SECRET} --> and\n<!-- {SECRET} -->\nso on.\n"


def test_a_comment_is_in_no_file_of_the_site(make_site: MakeSite) -> None:
    cards = {
        path: f"{text}\n{COMMENTED}" for path, text in BASE.items() if path.endswith(".md")
    } | {DAM: CLAIM + "\n" + COMMENTED}
    settings = BASE["content/publication.yaml"] + "url: https://dam.test\nprecompress: true\n"
    site = make_site({**cards, "content/publication.yaml": settings})
    site.sign()
    site.build()
    assert "AB and\nso on." in site.read("claims/dam/index.html")
    files = site.files()
    assert {Path(path).suffix for path in files} >= {".html", ".json", ".xml", ".gz", ".bib"}
    for path, content in files.items():
        text = gzip.decompress(content) if path.endswith(".gz") else content
        assert SECRET.encode() not in text, path
        assert b"<!-- legal" not in text, path
        assert "\ue004".encode() not in text, path


def test_an_edit_of_a_comment_alone_is_built(make_site: MakeSite) -> None:
    site = make_site({DAM: CLAIM + f"\n<!-- {SECRET} -->\nmore\n"})
    site.build()
    before = site.files()
    site.edit(DAM, SECRET, "legal has")
    site.build()
    pages = {path: content for path, content in site.files().items() if path.endswith(".html")}
    assert pages == {path: before[path] for path in pages}


PIECES = (
    "a ", "*b*", "`c`", "`", "``", "[[d]]", "[e](http://f.g)", '"h"', "...", "\n", "\n\n", "\n- ",
    "\n> ", "\n    ", "\n\n    ", "\n1. ", "\n\n## ", "|", "\n|-|-|\n", "\n```\n", "\n\n: ", "\t",
)  # fmt: skip
COMMENTS = (
    "<!-- HIDDEN -->", " <!-- HIDDEN --> ", "<!-- HIDDEN\n\nHIDDEN -->", "\n<!-- HIDDEN -->\n",
    "<!--HIDDEN",
)  # fmt: skip


def test_no_comment_is_ever_shown_without_a_word() -> None:
    chosen = random.Random(8)
    hidden = 0
    for _ in range(1500):
        pieces = [chosen.choice(PIECES) for _ in range(chosen.randint(1, 12))]
        for _ in range(chosen.randint(1, 3)):
            pieces.insert(chosen.randint(0, len(pieces)), chosen.choice(COMMENTS))
        body, mistakes = _CONVERTER.convert("".join(pieces), 1, top_level=2, numbers={})
        page = re.sub(r"<code[^>]*>.*?</code>| id=\"[^\"]*\"", "", body.html, flags=re.S)
        is_told = any("comment" in mistake.message for mistake in mistakes)
        assert "HIDDEN" not in page + body.text or is_told, pieces
        assert "\ue004" not in repr(body)
        hidden += not is_told
    assert hidden > 500


@pytest.mark.parametrize(
    "text",
    ["<!-- a -->\n" * 20_000, "a<!-- b -->" * 20_000, "    <!-- a -->\n" * 15_000,
     "- a\n\n    <!-- b -->\n\n" * 9_000, "<!-->" * 40_000, "` <!-- a --> `` <!-- b -->\n" * 8_000,
     "![" * 100_000, "![a [b]" * 30_000, "#a\n" * 60_000, "<!-- `" * 40_000],
    ids=["lines", "words", "indented", "lists", "short", "ticks", "pictures", "nested", "signs",
         "open"],
)  # fmt: skip
def test_a_long_body_of_comments_and_pictures_takes_no_longer_than_others(text: str) -> None:
    started = time.process_time()
    _CONVERTER.convert(text, 1, top_level=2, numbers={})
    assert time.process_time() - started < 20


def test_reports_a_comment_that_begins_in_code_and_ends_in_text() -> None:
    assert told("    a <!-- b\n\nc -->")[0] == (
        7, 7, 'comment "<!--" begins in code, since its line is indented, and ends in text; begin '
        "its line at the margin, or put it in `backticks` to show it"
    )  # fmt: skip
