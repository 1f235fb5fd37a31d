"""The shorter ways through Markdown end in what the library's own passes make of a body.

The reference is the dialect without them: the library's block parsing, inline processing, layout,
escapes and serializer as they come, and a pass over the tree for each thing that we add.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.blockparser import BlockParser

from factpress.content.markdown.blocks import REPLACED
from factpress.content.markdown.converter import BodyConverter
from factpress.content.markdown.dialect import Dialect
from factpress.content.markdown.plain_marks import PlainMarks

ROOT = Path(__file__).parents[2]
LEAN, PLAIN = BodyConverter(), BodyConverter(Dialect())


def assert_same(body: str) -> None:
    lean = LEAN.convert(body, 7, top_level=3, numbers={"e": 1})
    assert lean == PLAIN.convert(body, 7, top_level=3, numbers={"e": 1})


INLINE = (
    "*a*", "**b**", "_c_", "__d__", "***x***", "***a*b**", "*a **b** c*", "`code`", "``x`y``",
    "[l](http://a.b)", '[l](<http://a.b> "t")', "[l *e*](http://a.b 't')", "[r][x]", "[x]",
    "\\*", "\\_", "\\|", "\\\\", "\\`", "  \n", "&amp;", "&#65;", "&", "<b>", "<http://x.y>",
    "<a@b.c>", "[[id]]", "[[id|w]]", "[[claim:id|it's]]", "[@e]", "[@none]", "[^1]", "[^2]",
    '"q"', "'s'", "don't", "--", "...", "x_y_z", "![i](x)", "[toc]", "word ", "été ", "中文",
    "<!-- c -->",
    "\u00a0", "\u200b", "😀", "*", "**", "_", "`", "[", "](", ")", "|", "#", ">", "<", "!", " ",
)  # fmt: skip
LEADS = (
    "", "", "- ", "* ", "1. ", "3. ", "> ", "# ", "## ", ": ", ":   ", "| ", "- - ", "> - ",
    "- > ", "    ", "        ", "    - ", "   ", "\t", "=", "---", "===\n", "***\n", "- - -\n",
    "```\n", "~~~py\n", "[^1]: ", "[^2]: > ", "[x]: http://c.d", '[x]: <http://c.d> "t"', "#",
    "a | b\n--|:-:\n", "|a|\n|-|\n", "Term\n: ", "H\n=\n", "H\n---\n", "\n",
    "///Footnotes Go Here///",
)  # fmt: skip
ENDS = ("\n", "\n", "\n\n", "\n\n\n", "\n    ", "\n\n    ", "  \n", "\n \n", " ")
LINE = st.tuples(
    st.sampled_from(LEADS), st.lists(st.sampled_from(INLINE), max_size=5), st.sampled_from(ENDS)
).map(lambda line: line[0] + "".join(line[1]) + line[2])


@settings(max_examples=400, deadline=None)
@given(st.lists(LINE, max_size=12).map("".join))
@example("a[^1] b[^1]\n\n[^1]: x\n\n    - y\n\n    ```\n    z\n")
@example("- # H\n  text\n- | a |\n  |---|\n")
@example("a | `b|c` | \\|\n--|--|:-:\n*d* | [[id|w]]\n")
@example("**a *b* c* d** *e* `f`")
@example("Term\n:   one\n\n    two\n:   three\n\n# A\n# A\n")
@example("&copy; &nope \\& <http://a.b/?c&d> `&amp;`\n\n    &lt; <\n")
@example('[l](http://a.b/"c"\n\'d\' "t\\"<&")  \nx')
@example("*a**b* **c*** *d *e* x*y*z *f\u00a0* **g ** h * i*")
@example("![a](http://b.c) [d]( http://e.f) [ ](http://g.h) [](http://i.j) [k](l) [m]()")
@example("a\n***\nb\n\n- - -\n\n- -- \n\n  _  _  _\n\n--  -\n\n-   --\n\n* a\n*\t* *\n\n**x**y*z")
@example("- \u00a0\n- \n- a\n\n\u00a0\n\n  b\n\n\u3000 c\n\n1.\td\n2. # e\nf\n3. g\n\n    h\n")
@example("- a\n- b *c*\n* d\n+  e [[id]]\n\n# F\n- g\n- h\n\n1. i\n- j\n- k\n\nl\n- m\n- n")
@example(
    "- a\n- b\n\n\n- c\n- d\n\n* e|f\n* -\n\n> - g\n> - h\n\n- 1. i\n- j\n\n    - k\n    - l\n"
)
@example("- a\n- \u00a0b\n- \u2003\n- c\u2028d\n\n##### e #\n####### f\n# g\\\n#\n# \n\\# h")
@example("w * a* b\n\nw ** c** d\n\nw *e * f\n\nw **g ** h\n\nw *\u00a0i* j\n\n*k\u2003*")
@example("- a|b\n- |-\n\n* c\n* |\n\nd\t\ne\n")
@example("a\t\nb")
@example("[l *x [[id]]*](http://a.b) *[[id]]*\n\n[*y*](http://c.d) [**[[id]]** z](http://e.f)")
@example(
    "[a](http://b.c) [d](http://e.f)[^g] *h*\n\n[a]: http://i.j\n[^g]: [a] [d]\n[d]: http://k.l"
)
@example("[a]:\nhttp://b.c\n[a] x\n[^1]:\n\n    y\nz: w\n: v\n\n///Footnotes\tGo Here///\n\n[^1]")
@example(
    "aaa///Footnotes\tGo Here///\n\n[^1]\n\n[^1]: b\n\n     ```\n     c\n     ```\n\n ~~~\nd\n~~~"
)
@example("a &amp; b &#x41; R&D; R& D <a 3 < 4 <http://k.l> x_y_ _z")
@example("`a` `` b` `c*d* *`e`* [`f`](http://g.h) `i\n  \nj`  \nk")
@example("[^1] [^2] [^3](http://a.b)\n\n[^1]: *a*[^1]\n[^3]: b\t\n\tc")
@example("- *a* [b](http://c.d)\n\n    ***e*f*** *g*\n- **h**\ti\t\nj")
def test_each_step_ends_as_the_library_does(body: str) -> None:
    assert_same(body)


def test_long_bodies_of_every_mark_end_the_same() -> None:
    chosen = random.Random(4)
    for _ in range(400):
        count = chosen.randint(1, 30)
        lines = ([chosen.choice(LEADS), chosen.choice(INLINE), chosen.choice(ENDS)]
                 for _ in range(count))  # fmt: skip
        assert_same("".join(piece for line in lines for piece in line))


PLAIN_MARKS = (
    "*a*", "**b c**", "*it's\nwide*", "[l m](https://a.b/c_d?e=1&f=2)", "[[id]]", "[[id|w]]",
    "*[[id]]*", "**a [@e]**", "[@e]", "[^1]", "[^2]", "`a *b* [c]`", "a_b", "R&D ", "<3 ", "]",
    "word ", " ", " and ", ", ", ". ", "don't ", '"q" ', "-- ", "(", ")", "été", "中", "!", "\n",
)  # fmt: skip
PLAIN_LEADS = ("", "", "", "- ", "1. ", "> ", "## ", "[^1]: ", "[^2]: ", "- a\n- b ", "T\n: ")


def plain_paragraph(chosen: random.Random) -> str:
    """A paragraph whose marks mostly are plain and apart, with one other now and then."""
    marks = [chosen.choice(PLAIN_MARKS) for _ in range(chosen.randint(0, 8))]
    if chosen.random() < 0.2:
        marks.insert(chosen.randint(0, len(marks)), chosen.choice(INLINE))
    return chosen.choice(PLAIN_LEADS) + "".join(marks)


def test_marks_made_in_one_go_end_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    made: Counter[str | None] = Counter()
    tokens = PlainMarks.tokens

    def counted(
        marks: PlainMarks, text: str, signs: Sequence[str]
    ) -> tuple[str, list[re.Match[str]]] | None:
        found = tokens(marks, text, signs)
        made.update(["library"] if found is None else [token.lastgroup for token in found[1]])
        return found

    monkeypatch.setattr(PlainMarks, "tokens", counted)
    chosen = random.Random(5)
    for _ in range(1500):
        paragraphs = [plain_paragraph(chosen) for _ in range(chosen.randint(1, 6))]
        assert_same("\n\n".join(paragraphs))
    kinds = {"em", "strong", "address", "note", "code", "library"}
    assert all(made[kind] > 100 for kind in kinds), made


@pytest.mark.parametrize("path", sorted((ROOT / "content").rglob("*.md")), ids=lambda p: p.stem)
def test_our_own_bodies_end_the_same(path: Path) -> None:
    assert_same(path.read_text("utf-8").partition("\n---\n")[2])


def test_the_reference_takes_every_step_as_the_library_does() -> None:
    library = Markdown(extensions=["tables", "footnotes", "def_list"])
    reference = PLAIN._markdown
    blocks = [type(p) for p in reference.parser.blockprocessors]
    kept = library.parser.blockprocessors
    ours = {type(kept[name]) for name in (*REPLACED, "defindent")}
    assert [each for each in blocks if is_of_library(each)] == [
        type(p) for p in kept if type(p) not in ours
    ]
    assert type(reference.parser) is BlockParser
    assert reference.serializer is library.output_formats["html"]
    trees = [type(p) for p in reference.treeprocessors]
    assert [each for each in trees if is_of_library(each)] == [
        type(p) for p in library.treeprocessors
    ]


def is_of_library(kind: type) -> bool:
    return kind.__module__.startswith("markdown.")
