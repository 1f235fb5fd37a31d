"""Long lists over several pages, and the letters of an index.

A list that a page has no more room for continues on the next.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from factpress.content.natural_order import NaturalKey, natural_key
from factpress.model.cards import Actor, Catalog
from factpress.model.contexts import View
from factpress.model.urls import folder_url, numbered
from factpress.views.cards import Link

MOST_ENTRIES = 100
# How many rows a page has of a list of claims that is too long for one, and of changes.
MOST_ROWS = 50
# How many pages before and after the one at hand are named, besides the first and the last.
_NEAR = 2


EntryT = TypeVar("EntryT")


class PageNumber(NamedTuple):
    """The n-th, from 1, of all pages over which the lists of one page are spread."""

    number: int = 1
    of: int = 1


ONLY_PAGE = PageNumber()
# Which entries of each list one page shows, by the list's name.
PageLists: TypeAlias = Mapping[str, range]


class PagedList(View, Generic[EntryT], frozen=True, kw_only=True):
    """The part of a list that one page shows."""

    entries: Sequence[EntryT]
    continued: bool  #: Whether the list began on an earlier page


class SomeOf(View, Generic[EntryT], frozen=True, kw_only=True):
    """The first entries of a list, as many as one page has room for."""

    entries: Sequence[EntryT]
    all: int  #: How many entries the whole list has
    url: str  #: The page of the whole list


class PageLink(View, frozen=True, kw_only=True):
    """A page of a long list; without a number and an address it stands for those left out."""

    number: int | None
    url: str | None


class PageNavigation(NamedTuple):
    """The addresses of the page before, the page after, and of some pages by number."""

    previous: str | None
    next: str | None
    numbers: list[PageLink]


def spread(
    lists: Mapping[str, Sequence[object]], most: int = MOST_ENTRIES
) -> list[tuple[PageNumber, PageLists]]:
    """The lists over as many pages as they need, one at least; each page's lists by name.

    A page has no more than `most` entries.
    """
    pages: list[dict[str, range]] = [{}]
    room = most
    for name, entries in lists.items():
        start = 0
        while start < len(entries):
            if not room:
                pages.append({})
                room = most
            here = range(start, min(start + room, len(entries)))
            pages[-1][name] = here
            start += len(here)
            room -= len(here)
    return [(PageNumber(number, len(pages)), page) for number, page in enumerate(pages, 1)]


def claims_on_a_page(count: int) -> int:
    """How many claims of a list a page has: all that fit on one, where a script can filter them."""
    return MOST_ENTRIES if count <= MOST_ENTRIES else MOST_ROWS


def whole(lists: Mapping[str, Sequence[object]]) -> PageLists:
    """A page that shows all of these lists."""
    return {name: range(len(entries)) for name, entries in lists.items()}


def part(page: PageLists, name: str, entries: Sequence[EntryT]) -> PagedList[EntryT]:
    """The part of a list that a page shows; of a list that is on other pages nothing."""
    here = page.get(name, range(0))
    return PagedList(entries=entries[here.start : here.stop], continued=here.start > 0)


def some_of(entries: Sequence[EntryT], url: str) -> SomeOf[EntryT]:
    """As many of a list as a page has room for; `url` is the page of the whole list."""
    return SomeOf(entries=entries[:MOST_ENTRIES], all=len(entries), url=url)


def first_pages(pages: Iterable[tuple[PageNumber, PageLists]]) -> dict[str, int]:
    """The number of the page on which each list begins."""
    return {
        name: page_number.number
        for page_number, page in pages
        for name, here in page.items()
        if not here.start
    }


def page_of(entry: int) -> int:
    """The number of the page that shows the n-th entry of all the lists, from 1."""
    return (entry - 1) // MOST_ENTRIES + 1


def page_links(url: str, here: PageNumber) -> PageNavigation:
    """The links from one page of a list to the others; `url` is that of the first.

    Where numbers are left out is one link without a page. A single page has no links.
    """
    number, last = here
    near = {1, last, *range(max(1, number - _NEAR), min(last, number + _NEAR) + 1)}
    named: list[PageLink] = []
    before = 0
    for each in sorted(near) if last > 1 else ():
        if each > before + 1:
            named.append(PageLink(number=None, url=None))
        named.append(PageLink(number=each, url=numbered(url, each)))
        before = each
    return PageNavigation(
        numbered(url, number - 1) if number > 1 else None,
        numbered(url, number + 1) if number < last else None,
        named,
    )


# Han characters are one group: each alone would be a letter of its own.
DIGITS, OTHERS, HAN = "0–9", "#", "漢字"
# The initial of each Hangul syllable, 588 of which share one; doubled initials go with the plain.
_INITIALS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"


def by_letter(catalog: Catalog) -> dict[str, list[Actor]]:
    """The actors in the order of an index: numbers first, names without a letter last."""
    found: dict[str, list[Actor]] = {}
    for actor in sorted(catalog.actors.values(), key=lambda a: _place(a.fields.name)):
        found.setdefault(letter_of(actor.fields.name), []).append(actor)
    return found


def letter_of(name: str) -> str:
    """The letter under which an index lists a name."""
    first = _bare(unicodedata.normalize("NFC", name))[:1]
    if not first:
        return OTHERS
    if first.isdecimal():
        return DIGITS
    if "\uac00" <= first <= "\ud7a3":
        return _INITIALS[(ord(first) - 0xAC00) // 588]
    if unicodedata.name(first, "").startswith("CJK"):
        return HAN
    plain = unicodedata.normalize("NFKD", first)[0]
    if "\u30a1" <= plain <= "\u30f6":
        plain = chr(ord(plain) - 0x60)  # katakana go with hiragana
    counts_alone = plain.isascii() or "\u0600" <= plain <= "\u06ff" or "\u3041" <= plain <= "\u3096"
    return (plain if counts_alone else first).casefold()[:1].upper()[:1]


def _bare(name: str) -> str:
    """A name from its first letter or digit on."""
    start = next((at for at, c in enumerate(name) if c.isalnum()), len(name))
    return name[start:]


def _place(name: str) -> tuple[bool, str, NaturalKey]:
    """The key by which names are sorted; a letter with a mark, such as Й, follows that without."""
    letter = letter_of(name)
    return letter == OTHERS, unicodedata.normalize("NFKD", letter), natural_key(name)


def letter_anchor(letter: str) -> str:
    """The anchor of a letter in the index."""
    return f"letter-{'-'.join(f'{ord(character):x}' for character in letter)}"


def letters_of(catalog: Catalog) -> list[Link]:
    """The links to all letters; none where there are too many to read, as with Han characters."""
    begins = first_pages(spread(by_letter(catalog)))
    return letter_links(begins, {}) if len(begins) <= MOST_ENTRIES else []


def letter_links(begins: Mapping[str, int], page: PageLists) -> list[Link]:
    """The links to letters, which begin on pages of these numbers: to all, or if there are too many
    to those on the page at hand.
    """
    index = folder_url("actor")
    wanted = begins if len(begins) <= MOST_ENTRIES else page
    return [
        Link(title=letter, url=f"{numbered(index, begins[letter])}#{letter_anchor(letter)}")
        for letter in wanted
    ]
