"""Any text as a body: allowed HTML alone, and a card that is kept as it was."""

from __future__ import annotations

from hypothesis import example, given

from fuzz import bodies, cards
from fuzz.inputs import ANY_TEXT, fuzzed, texts_of

BODIES = texts_of(
    *(
        "*a*",
        "**",
        "_",
        "`",
        "``",
        "~~~\n",
        "```\n",
        "[l](http://a.b)",
        "[r][x]",
        "[x]: http://c.d",
    ),
    *(
        "\n",
        "\n\n",
        "  \n",
        "    ",
        "\t",
        "- ",
        "1. ",
        "> ",
        "# ",
        "| a | b |\n|--|--|\n",
        ": def\n",
    ),
    *(
        "[[dam]]",
        "[[a|b]]",
        "[@done]",
        "[^1]",
        "[^1]: note\n",
        "![i](x)",
        "<b>",
        "<script>",
        "</p>",
    ),
    *(
        "<http://x.y>",
        "](javascript:a)",
        "[a](",
        "](",
        ")",
        '"',
        "'",
        "<!--",
        "-->",
        "&amp;",
        "&#x",
    ),
    *(
        "&lt;",
        "<svg/onload=a>",
        "<a href=x>",
        "<x@y.z>",
        "\\",
        "{#id}",
        "--",
        "...",
        "\u2028",
        "::",
    ),
    *("http://", "data:text/html,", "JaVaScRiPt&colon;", "<style>", "<![CDATA[", "<?php", "`<a>`"),
)


@fuzzed(1.5)
@given(BODIES | ANY_TEXT)
@example("[a](http://x.y 'onload=\"a\"')")
@example("<javascript:alert(1)>")
@example("[a](java\tscript:alert)")
def test_html_has_allowed_elements_alone_and_stays_as_it_is(text: str) -> None:
    bodies.html(text)


@fuzzed(0.5)
@given(BODIES)
def test_a_card_with_any_body_is_kept_as_it_was(text: str) -> None:
    cards.body(text)
