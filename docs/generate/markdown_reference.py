"""The reference of bodies: `docs/reference/markdown.md`, by examples, beside what GitHub makes.

In: examples of our own with the HTML of GitHub's converter (cmark-gfm 0.29.0.gfm.13), and the
numbers of CommonMark's own examples that differ. Out: Markdown. Run as
`python docs/generate/markdown_reference.py`. CommonMark's text is under CC BY-SA and stays out of
here; `--spec FILE` reads its examples (`spec.json` of commonmark.org) and notes which differ.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

from factpress.content.markdown.converter import BodyConverter
from factpress.i18n.quotation_marks import with_quotation_marks

HERE = Path(__file__).parent
EXAMPLES = HERE / "markdown_examples.json"
MEASURED = HERE / "markdown_measured.json"
_SHOWN = frozenset({"href", "title", "start"})
_BLOCKS = frozenset(
    "p ul ol li blockquote h1 h2 h3 h4 h5 h6 hr pre table thead tbody th td tr br".split()
)
_TYPOGRAPHY = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "—": "---", "–": "--"})
_BOX = re.compile('<input type="checkbox" (checked="" )?disabled="" />')
# Why a section of CommonMark's differs, or one of our examples.
_WHY: Final = {
    "Tabs": "a tab in code is shown as spaces",
    "Backslash escapes": "HTML is text; backslashes in addresses and titles",
    "Entity and numeric character references": "HTML is text; characters that no page may hold "
    "are refused",
    "Thematic breaks": "dashes become a dash",
    "Setext headings": "dashes below two lines are a rule, as they are meant",
    "Indented code blocks": "spaces at the end of code are not kept",
    "Fenced code blocks": "empty code has an empty line; its language is not kept; an open fence "
    "is told",
    "HTML blocks": "HTML is text, and told",
    "Link reference definitions": "of two addresses the last counts, and that is told; a name or "
    "a title is on one line",
    "Block quotes": "a line that goes on without its sign, in rare places",
    "List items": "a lone number that is not 0 or 1, or has four digits, is text",
    "Lists": "a comment between two lists does not divide them; code loses empty lines at its end",
    "Code spans": "spaces inside the backticks are not kept",
    "Emphasis and strong emphasis": "signs beside punctuation; the order of both emphases",
    "Links": "addresses with spaces lead where they say; brackets within brackets; titles in "
    "parentheses are no titles",
    "Images": "pictures cannot be shown yet, and are refused",
    "Autolinks": "bare addresses are links, as on GitHub; only `https:`, `http:` and `mailto:` are",
    "Raw HTML": "HTML is text, and told",
    "Hard line breaks": "HTML is text",
}


class Example(NamedTuple):
    """Something written, with the HTML that GitHub makes of it and that we make."""

    section: str
    written: str
    github: str
    ours: str

    @property
    def is_same(self) -> bool:
        return _plain(self.github) == _plain(self.ours)


class _Pieces(HTMLParser):
    """The elements and the texts of HTML, without what two converters may differ in."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[object] = []
        self._in_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("div", "tbody"):
            kept = {
                (n, unquote(v or "")) for n, v in attrs if n in _SHOWN and (n, v) != ("start", "1")
            }
            self.pieces.append((tag, tuple(sorted(kept))))
        self._in_code = self._in_code or tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("div", "tbody", "br", "hr"):
            self.pieces.append(f"/{tag}")
        self._in_code = self._in_code and tag != "pre"

    def handle_data(self, data: str) -> None:
        text = data if self._in_code else re.sub(r"\s+", " ", data).translate(_TYPOGRAPHY)
        if text.strip() or self._in_code:
            self.pieces.append([text])


def _plain(html: str) -> list[object]:
    """The pieces of HTML, without the spaces at the edges of blocks."""
    html = re.sub(rf"\s*(</?(?:{'|'.join(_BLOCKS)})(?=[ />])[^>]*>)\s*", r"\1", _trimmed(html))
    reader = _Pieces()
    reader.feed(re.sub(r"(?:<tr>)?(?:<td></td>)+</tr>(?=</tbody>)", "", html))
    reader.close()
    return reader.pieces


def _trimmed(html: str) -> str:
    """HTML whose code keeps its spaces, which are written as references."""

    def kept(code: re.Match[str]) -> str:
        return re.sub(r"[ \n](?![^<>]*>)", lambda m: f"&#{ord(m[0])};", code[0])

    return re.sub(r"(?s)<pre>.*?</pre>", kept, html)


@cache
def _converter() -> BodyConverter:
    return BodyConverter()


def converted(written: str, github: str) -> Example:
    """An example; the highest heading is where GitHub's is, one level below the page's."""
    github = _BOX.sub(lambda box: "☑" if box[1] else "☐", github)
    github = re.sub(r"<(/?)h([1-5])>", lambda m: f"<{m[1]}h{int(m[2]) + 1}>", github)
    levels = re.findall(r"<h([2-6])>", github)
    top = min(map(int, levels), default=2)
    body, _ = _converter().convert(written, 1, top_level=top, numbers={})
    return Example("", written, github, with_quotation_marks(body.html, "en"))


def examples() -> list[Example]:
    """Our own examples, in the order of the page."""
    stored = json.loads(EXAMPLES.read_text("utf-8"))
    return [
        converted(each["written"], each["github"])._replace(section=each["section"])
        for each in stored
    ]


def measured(spec: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """For each section of CommonMark's examples, how many it has, and the numbers that differ."""
    found: dict[str, Any] = {}
    for each in spec:
        section = found.setdefault(each["section"], {"examples": 0, "differ": []})
        section["examples"] += 1
        if not converted(each["markdown"], each["html"]).is_same:
            section["differ"].append(each["example"])
    return found


_INTRODUCTION = """\
# Markdown: what a body may hold

*Made from examples by `docs/generate/markdown_reference.py`; `make docs` writes it anew.*

Bodies are [CommonMark](https://spec.commonmark.org) with GitHub's tables, task lists, struck text
and bare addresses, and with footnotes, definition lists and abbreviations. Python-Markdown converts
them, with blocks of our own.

- **Links and citations** of a site, `[[id]]` and `[@passage]`, are in
  [front-matter.md](front-matter.md). Where `(` follows, it is a link: `[@dam](https://…)`.
- **Headings** take an anchor of their own, `## The dam {#dam}`. A link within the page to `#dam`,
  or else to `#the-dam`, leads there; the page's anchors begin with `body-`.
- **Abbreviations**: `*[WHO]: World Health Organization` on a line of its own.
- **Footnotes**: `[^1]`, and a line that begins with `[^1]:`. **Definitions**: a term, and a line
  below that begins with `:` and three spaces.
- **Quotation marks** that are typed straight take the shape of the publication's language: “no”,
  « non », „nein“, «no». Primes stay: 5' 10". Two hyphens become a dash.
- **Told, with the place**, and shown as typed: HTML (`<br>`, `<figure>`, …), short codes
  (`{{< … >}}`, `{% … %}`, `[gallery]`, `{: .class}`, `[!NOTE]`), `##Heading` without a space, lines
  that begin with `•`, and code that is never closed.

## What differs from GitHub

"""


def _code(text: str) -> str:
    fence = "~~~~" if "```" in text else "```"
    return f"{fence}\n{text.rstrip()}\n{fence}\n"


def _differing(example: Example) -> str:
    return (
        f"Written:\n\n{_code(example.written)}\nGitHub:\n\n{_code(example.github)}\n"
        f"Here:\n\n{_code(example.ours)}\n"
    )


def _table(figures: dict[str, Any]) -> str:
    rows = [
        "| section | examples | the same | differ, by number | since |",
        "|---|---|---|---|---|",
    ]
    for name, section in figures.items():
        differ, count = section["differ"], section["examples"]
        numbers = ", ".join(map(str, differ)) if len(differ) <= 12 else f"{len(differ)} of them"
        why = _WHY.get(name, "") if differ else ""
        rows.append(f"| {name} | {count} | {count - len(differ)} | {numbers} | {why} |")
    return "\n".join(rows) + "\n"


def reference() -> str:
    """The whole page as Markdown."""
    found = examples()
    same = [each for each in found if each.is_same]
    figures = json.loads(MEASURED.read_text("utf-8"))
    total = sum(each["examples"] for each in figures.values())
    differ = sum(len(each["differ"]) for each in figures.values())
    parts = [_INTRODUCTION]
    parts.append(
        f"Of the {len(found)} examples here, {len(same)} come out as on GitHub. These do not.\n\n"
    )
    parts += [_differing(each) for each in found if not each.is_same]
    parts.append(
        f"## CommonMark's examples\n\nOf the {total} examples of CommonMark 0.31.2, "
        f"{total - differ} come out the same, but for typography and anchors.\n\n"
    )
    parts.append(_table(figures))
    parts.append("\n## What comes out as on GitHub\n")
    for section in dict.fromkeys(each.section for each in same):
        parts.append(f"\n### {section}\n\n")
        parts += [_code(each.written) + "\n" for each in same if each.section == section]
    return "".join(parts).rstrip() + "\n"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--spec"]:
        figures = measured(json.loads(Path(sys.argv[2]).read_text("utf-8")))
        MEASURED.write_text(json.dumps(figures) + "\n", "utf-8")
    sys.stdout.write(reference())
