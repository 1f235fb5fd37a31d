"""Marks within a paragraph that Python-Markdown lacks: struck text, bare addresses, hard breaks.

Source of the rules: https://github.github.com/gfm, sections 6.5, 6.7 and 6.9. An address that
begins with `www.` is none: nobody can say where it leads.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import partial
from typing import Final, cast
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor, ReferenceInlineProcessor
from markdown.util import INLINE_PLACEHOLDER_RE, AtomicString

# What a stretch holds that these could change, besides the marks that the library knows.
SIGNS: Final = ("~~", "://", "@")
_STRUCK = r"(?<![\\~])~~(?=[^\s~])(.+?)(?<=[^\s~])~~(?!~)"
_BREAK = r"\\\n"
_AMPERSAND = r"\\&"
# A character that was written with a backslash is a placeholder here.
_PART = r"(?:[^\s<>\x02\x03\ue000-\ue004]|\x02klzzwxh:[0-9]+\x03)"
_ADDRESS = rf"(?<![A-Za-z0-9/@._-])(?:https?|HTTPS?)://(?=[^\W_]){_PART}+"
_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_NAME = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+"
_BARE_NAME = r"(?<![\w.+/@:-])[A-Za-z0-9][A-Za-z0-9._+-]*"
_DOMAIN = r"@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}"
_MAIL = rf"<(?:mailto:)?({_NAME}{_DOMAIN})>"
_BARE_MAIL = rf"({_BARE_NAME}{_DOMAIN})(?![\w@/-])"
_ENTITY = re.compile(r"&[A-Za-z0-9]{1,32};\Z")
_ESCAPED = re.compile(r"\x02[0-9]+\x03\Z")
_REFERENCES = ("reference", "short_reference")


def register(md: Markdown) -> None:
    """Adds the patterns to a converter, behind links and before emphasis."""
    patterns = md.inlinePatterns
    # Behind escapes, so that in "\\\\&" the backslash is what is escaped.
    patterns.register(_Ampersand(_AMPERSAND, md), "factpress_ampersand", 179)
    patterns.register(_Mail(_MAIL, md), "factpress_mail", 119)
    patterns.register(_Address(_ADDRESS, md), "factpress_address", 114)
    patterns.register(_Mail(_BARE_MAIL, md), "factpress_bare_mail", 113)
    patterns.register(_Tagged(_BREAK, md), "factpress_break", 101)
    patterns.register(_Tagged(_STRUCK, md), "factpress_struck", 59)
    for name in _REFERENCES:
        if name in patterns:
            found = cast(ReferenceInlineProcessor, patterns[name])
            named = partial(_named, found, found.evalId)
            found.evalId = named  # type: ignore[method-assign]


class _Tagged(InlineProcessor):
    """Struck text, or a backslash that ends a line."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the library's name)
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        element = Element("del" if m.lastindex else "br")
        element.text = m[1] if m.lastindex else None
        return element, m.start(), m.end()


class _Ampersand(InlineProcessor):
    """An ampersand that begins no reference to a character."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the library's name)
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        return self.md.htmlStash.store("&amp;"), m.start(), m.end()


class _Address(InlineProcessor):
    """An address without brackets. What ends a sentence is no part of it."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the library's name)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        written = m[0][: _length(self._until_element(m[0]))]
        element = Element("a", {"href": self.unescape(written)})
        element.text = AtomicString(self.unescape(written))
        return element, m.start(), m.start() + len(written)

    def _until_element(self, written: str) -> str:
        """The address up to the first placeholder of anything but an escaped character."""
        for found in INLINE_PLACEHOLDER_RE.finditer(written):
            if not _ESCAPED.match(self.unescape(found[0])):
                return written[: found.start()]
        return written


class _Mail(InlineProcessor):
    """An address of e-mail, in angle brackets or bare."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the library's name)
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        element = Element("a", {"href": f"mailto:{m[1]}"})
        element.text = AtomicString(m[1])
        return element, m.start(), m.end()


def _length(address: str) -> int:
    """How much of an address is before the signs that end a sentence. Rule: GFM, section 6.9."""
    end = len(address)
    unpaired = address.count(")") - address.count("(")
    while end:
        last = address[end - 1]
        if last == ")" and unpaired > 0:
            unpaired -= 1
            end -= 1
        elif last in "?!.,:*_~'\"":
            end -= 1
        elif last == ";" and (entity := _ENTITY.search(address, max(0, end - 34), end)):
            end = entity.start()
        else:
            break
    return end


def _named(
    pattern: ReferenceInlineProcessor,
    evaluated: Callable[..., tuple[str | None, int, bool]],
    data: str,
    index: int,
    text: str,
) -> tuple[str | None, int, bool]:
    """The name of a reference as it was written; code in it is a placeholder by now."""
    name, end, is_found = evaluated(data, index, text)
    if data[index:end][:1].isspace() and text.lower() in pattern.md.references:
        # As in `[one] [two]`, where both lead somewhere.
        return None, index, False
    if not name or "\x02" not in name:
        return name, end, is_found

    def written(found: re.Match[str]) -> str:
        shown = pattern.unescape(found[0])
        return found[0] if _ESCAPED.match(shown) else f"`{html.unescape(shown)}`".lower()

    return INLINE_PLACEHOLDER_RE.sub(written, name), end, is_found
