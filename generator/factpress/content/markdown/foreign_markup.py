"""What other tools understand and bodies do not: HTML, short codes and the like, shown as text.

In: a body. Out: a message for each kind, at the first place where it is not in code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factpress.content.markdown.comments import Code
from factpress.model.problems import quoted

_TAG = re.compile(
    r"<(?P<sign>[/!?]?)(?P<name>[A-Za-z][A-Za-z0-9-]{0,30})(?=[\s/>])[^<>\n]{0,2000}>?"
)
_SHORT_CODES = (
    # Hugo, Jinja and Liquid, WordPress with attributes, without and at its end.
    re.compile(r"\{\{[<%]?[ ]*/?(?P<name>[\w.:-]*)[^{}\n]{0,1000}\}\}"),
    re.compile(r"(?<!\{)\{%-?[ ]*(?P<name>\w*)[^{}\n]{0,1000}%\}"),
    re.compile(
        r"\[/?(?P<name>[a-z][\w-]{0,40})"
        r"""(?:[ ]+[\w-]{1,40}=(?:"[^"\n]*"|[\w/.:-]{1,200}))+[ ]*/?\]"""
    ),
    re.compile(
        r"\[/?(?P<name>gallery|caption|embed|audio|video|playlist|youtube|vimeo|tweet|toc|TOC"
        r"|_TOC_)(?:[ ][^\[\]\n]{0,1000})?\](?![(\[:])"
    ),
    # Admonitions of MkDocs, and blocks between colons.
    re.compile(r"^!!![ ]+(?P<name>[\w-]+).*$", re.M),
    re.compile(r"^:{3,}[ ]*\{?\.?(?P<name>[A-Za-z][\w-]*).*$", re.M),
    # Attributes of kramdown, alerts of GitHub.
    re.compile(r"\{:[ ]*(?P<name>[.#\w-][^{}\n]{0,1000})\}"),
    re.compile(r"\[!(?P<name>NOTE|TIP|IMPORTANT|WARNING|CAUTION)\](?![(\[:])"),
)
_SIGNS = ("{{", "{%", "[", "[", "!!!", ":::", "{:", "[!")
_MARKDOWN = {
    "a": "[words](https://…)",
    "abbr": "*[WHO]: World Health Organization, on a line of its own,",
    "b": "**words**",
    "blockquote": '"> " before each line',
    "br": "a backslash at the end of the line",
    "code": "`words`",
    "del": "~~words~~",
    "em": "*words*",
    "hr": "--- between empty lines",
    "i": "*words*",
    "li": '"- " or "1. " before each item',
    "ol": '"1. " before each item',
    "p": "an empty line between paragraphs",
    "pre": "``` before and behind the code",
    "s": "~~words~~",
    "strike": "~~words~~",
    "strong": "**words**",
    "table": "a table with | between its cells",
    "ul": '"- " before each item',
    **{f"h{level}": f'"{"#" * level} " before the heading' for level in range(1, 7)},
    **dict.fromkeys(("td", "th", "tr", "tbody", "thead"), "a table with | between its cells"),
    **dict.fromkeys(
        ("audio", "embed", "iframe", "object", "video"), "a link to it, [words](https://…)"
    ),
}
_HTML = frozenset(_MARKDOWN) | frozenset(
    "address area article aside base big button canvas center cite col colgroup data dd details "
    "dfn dialog div dl dt fieldset figcaption figure font footer form frame header iframe img "
    "input ins kbd label legend link main map mark math meta nav noscript option path picture q "
    "ruby samp script section select small source span style sub summary sup svg template "
    "textarea tfoot time track tt u var wbr".split()
)
_PICTURES = frozenset(("img", "picture", "svg"))


def foreign(text: str) -> Iterator[tuple[int, str]]:
    """The first place of each element and each short code in a body, and what to write instead."""
    found = [*_elements(text)] if "<" in text else []
    for sign, expression in zip(_SIGNS, _SHORT_CODES, strict=True):
        if sign in text:
            found += ((m.start(), m["name"], m[0]) for m in expression.finditer(text))
    if not found:
        return
    code = Code(text)
    counts: dict[tuple[bool, str], int] = {}
    first: dict[tuple[bool, str], tuple[int, str]] = {}
    # Two expressions can find the same short code.
    once = {place: (name, written) for place, name, written in sorted(found, reverse=True)}
    for place, (name, written) in sorted(once.items()):
        if not code.holds(place) and text[place - 1 : place] != "\\":
            kind = (written.startswith("<"), name)
            counts[kind] = counts.get(kind, 0) + 1
            first.setdefault(kind, (place, written))
    for (is_html, name), (place, written) in first.items():
        times = counts[is_html, name]
        yield place, _message(name, written, times, is_html=is_html)


def _elements(text: str) -> Iterator[tuple[int, str, str]]:
    for match in _TAG.finditer(text):
        if match["name"].lower() in _HTML:
            yield match.start(), match["name"].lower(), match[0]


def _message(name: str, written: str, times: int, *, is_html: bool) -> str:
    shown = quoted(written) + (f" ({times} of its kind)" if times > 1 else "")
    if not is_html:
        return (
            f"{shown} would show as these characters: short codes are of other tools; write the "
            "text itself or a link, take it out, or put it in `backticks`"
        )
    if name in _PICTURES:
        return (
            f"{shown} would show as these characters: bodies hold no HTML, and cannot show "
            "pictures yet; take it out, or put it in `backticks`"
        )
    instead = f"write {_MARKDOWN[name]}, " if name in _MARKDOWN else ""
    return (
        f"{shown} would show as these characters: bodies hold no HTML; {instead}take it out, or "
        "put it in `backticks`"
    )
