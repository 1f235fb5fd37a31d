"""Typographic punctuation: straight quotation marks, double hyphens and triple dots set in type.

In: a stretch of text and the character before it. Out: the same words. Knows nothing of markup.
"""

from __future__ import annotations

import re

_STRAIGHT = re.compile(r"""---?|\.\.\.|["']""")
_OPENS_AFTER = re.compile(r"[\s(\[{<\u2010-\u2015/\u201c\u2018\u00ab-]")


def educated(text: str, before: str) -> str:
    """`text` with curly quotation marks, dashes and ellipses.

    A quotation mark opens at the start of a block and after white space, an opening bracket, a
    dash or another opening mark; elsewhere it closes, and a single one is an apostrophe.
    """
    # Four searches for fixed texts take a fraction of one for the expression.
    if "'" not in text and '"' not in text and "--" not in text and "..." not in text:
        return text

    def set_in_type(match: re.Match[str]) -> str:
        found = match[0]
        if found in _PLAIN:
            return _PLAIN[found]
        previous = text[match.start() - 1] if match.start() else before
        opens = not previous or bool(_OPENS_AFTER.match(previous)) or previous in "\"'"
        if previous in "\"'" and previous and match.start() > 1:
            opens = bool(_OPENS_AFTER.match(text[match.start() - 2]))
        if found == '"':
            return "“" if opens else "”"
        following = text[match.end() : match.end() + 1]
        return "‘" if opens and not following.isdigit() else "’"

    return _STRAIGHT.sub(set_in_type, text)


_PLAIN = {"---": "—", "--": "–", "...": "…"}
