"""Properties of bodies: their HTML has only what the dialect writes, whatever a writer typed."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from factpress.content.markdown.converter import BodyConverter
from factpress.content.markdown.dialect import Dialect
from factpress.content.markdown.marks import MARKER

# Written out here, apart from the list that the converter has: an element that joins that list by
# mistake fails here. No element with a special place in HTML's grammar is among them.
_ELEMENTS: Final = frozenset(
    "p br hr h2 h3 h4 h5 h6 em strong code pre blockquote ul ol li dl dt dd "
    "table thead tbody tr th td a sup div del abbr".split()
)
_VOID: Final = frozenset({"br", "hr"})
_ATTRIBUTES: Final = frozenset("href title class id start role tabindex aria-label".split())
_CLASSES: Final = frozenset("table footnote footnotes footnote-ref footnote-backref".split())
_ADDRESS = re.compile(r"(?:https?|mailto):|#|\Z", re.I)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
# Of private characters, a page's marks of quotation alone, which its language shapes.
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_QUOTATION_MARKS = re.compile("[\ue010-\ue013]")
_CONVERTER = BodyConverter()
_PLAIN = BodyConverter(Dialect())


class _Reader(HTMLParser):
    """Checks every tag, and that each is closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _ELEMENTS, tag
        if tag not in _VOID:
            self.open.append(tag)
        for name, value in attrs:
            assert name in _ATTRIBUTES, (tag, name)
            assert value is not None
            assert not _PRIVATE.search(value), value
            if name == "href":
                self.addresses.append(value)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")

    handle_pi = unknown_decl = handle_comment


def html(text: str) -> None:
    """A body's HTML has allowed elements and addresses alone; cleaning it again changes nothing."""
    found, mistakes = _CONVERTER.convert(text, 3, top_level=2, numbers={"done": 1})
    assert _PLAIN.convert(text, 3, top_level=2, numbers={"done": 1}) == (found, mistakes)
    reader = _Reader()
    reader.feed(found.html)
    reader.close()
    assert reader.open == []
    for address in reader.addresses:
        # As browsers read it. Rule: URL Standard, "basic URL parser", steps 1 to 3.
        read = re.sub(r"[\t\n\r]", "", address.lstrip("".join(map(chr, range(0x21)))))
        assert _ADDRESS.match(read) or (mistakes and not _SCHEME.match(read)), address
    assert _CONVERTER._cleaner.clean(found.html) == found.html
    assert [int(n) for n in MARKER.findall(found.html)] == [*range(len(found.marks))]
    assert not _PRIVATE.search(_QUOTATION_MARKS.sub("", MARKER.sub("", found.html)))
    assert not _PRIVATE.search(found.text)
    for mistake in mistakes:
        assert mistake.place.line >= 3
        assert mistake.message.isprintable()
    for heading in found.headings:
        assert heading.anchor
        assert f'id="{heading.anchor}"' in found.html
