"""Long lists over several pages.

In: the lists of a page, in their order. Out: what of each list stands on the first page, the
second, and so on, and the way between them. A list that a page has no more room for continues on
the next. Knows nothing of what the entries are.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from factpress.model.cards import Actor, Catalog
from factpress.model.site import Plain
from factpress.model.urls import folder_url, numbered

MOST_ENTRIES = 100
# How many pages before and after the one at hand are named, besides the first and the last.
_NEAR = 2


class Leaf(NamedTuple):
    """The n-th, from 1, of all pages over which the lists of one page are spread."""

    number: int = 1
    of: int = 1


ONLY_LEAF = Leaf()


class Portion(NamedTuple):
    """What of a list stands on one page; `start` counts its entries on the pages before."""

    entries: Sequence[Plain] = ()
    start: int = 0


Spread: TypeAlias = Mapping[str, Portion]


def spread(lists: Mapping[str, Sequence[Plain]]) -> list[tuple[Leaf, Spread]]:
    """The lists over as many pages as they need, one at least; each page's lists by name."""
    pages: list[dict[str, Portion]] = [{}]
    room = MOST_ENTRIES
    for name, entries in lists.items():
        start = 0
        while start < len(entries):
            if not room:
                pages.append({})
                room = MOST_ENTRIES
            taken = entries[start : start + room]
            pages[-1][name] = Portion(taken, start)
            start += len(taken)
            room -= len(taken)
    return [(Leaf(number, len(pages)), page) for number, page in enumerate(pages, 1)]


def some_of(entries: Sequence[Plain], url: str) -> dict[str, Plain]:
    """As many of a list as a page has room for; `url` is where all of it is."""
    return {"entries": entries[:MOST_ENTRIES], "all": len(entries), "url": url}


def first_leaves(leaves: Iterable[tuple[Leaf, Spread]]) -> dict[str, int]:
    """The number of the page on which each list begins."""
    return {
        name: leaf.number
        for leaf, page in leaves
        for name, portion in page.items()
        if not portion.start
    }


def leaf_of(entry: int) -> int:
    """The number of the page on which the n-th entry of all the lists stands, from 1."""
    return (entry - 1) // MOST_ENTRIES + 1


def shown(page: Spread, names: Iterable[str]) -> dict[str, Plain]:
    """What a template sees of the named lists; nothing of those that stand on other pages."""
    return {name: portion_piece(page.get(name, Portion())) for name in names}


def portion_piece(portion: Portion) -> dict[str, Plain]:
    """A portion as a template sees it."""
    return {"entries": portion.entries, "continued": portion.start > 0}


def ways(url: str, leaf: Leaf) -> dict[str, Plain]:
    """The way to the page before, to the next, and to some by number; `url` is that of the first.

    Where numbers are left out stands one without a page. A single page has no ways.
    """
    number, last = leaf
    near = {1, last, *range(max(1, number - _NEAR), min(last, number + _NEAR) + 1)}
    named: list[Plain] = []
    before = 0
    for each in sorted(near) if last > 1 else ():
        if each > before + 1:
            named.append({"number": None, "url": None})
        named.append({"number": each, "url": numbered(url, each)})
        before = each
    return {
        "previous": numbered(url, number - 1) if number > 1 else None,
        "next": numbered(url, number + 1) if number < last else None,
        "numbers": named,
    }


# Letters: under which letter of an index a name stands, and where each letter begins.


DIGITS, OTHERS = "0–9", "#"


def by_letter(catalog: Catalog) -> dict[str, list[Actor]]:
    """The actors in the order of an index: numbers first, names without a letter last."""
    found: dict[str, list[Actor]] = {}
    for actor in sorted(catalog.actors.values(), key=lambda a: _place(a.fields.name)):
        found.setdefault(letter_of(actor.fields.name), []).append(actor)
    return found


def letter_of(name: str) -> str:
    """The letter under which a name stands."""
    first = _bare(unicodedata.normalize("NFC", name))[:1]
    if not first:
        return OTHERS
    if first.isdecimal():
        return DIGITS
    plain = unicodedata.normalize("NFKD", first)[0]
    counts_alone = plain.isascii() or "\u0600" <= plain <= "\u06ff"
    return (plain if counts_alone else first).casefold()[:1].upper()[:1]


def _bare(name: str) -> str:
    """A name from its first letter or digit on."""
    start = next((at for at, c in enumerate(name) if c.isalnum()), len(name))
    return name[start:]


def _place(name: str) -> tuple[bool, str, str, str]:
    """What orders names; a letter with a mark of its own, such as Й, comes after that without."""
    letter = letter_of(name)
    folded = unicodedata.normalize("NFKD", _bare(name).casefold())
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return letter == OTHERS, unicodedata.normalize("NFKD", letter), plain, name


def letter_anchor(letter: str) -> str:
    """Where a letter stands in the index."""
    return f"letter-{'-'.join(f'{ord(character):x}' for character in letter)}"


def letters_of(catalog: Catalog) -> list[Plain]:
    """The ways to all letters; none where there are too many to be read, as with Han characters."""
    lists: dict[str, list[Plain]] = {
        letter: [None] * len(actors) for letter, actors in by_letter(catalog).items()
    }
    begins = first_leaves(spread(lists))
    return letter_links(begins, {}) if len(begins) <= MOST_ENTRIES else []


def letter_links(begins: Mapping[str, int], page: Spread) -> list[Plain]:
    """The ways to letters, which begin on pages of these numbers: to all, or if there are too many
    to those on the page at hand.
    """
    index = folder_url("actor")
    wanted = begins if len(begins) <= MOST_ENTRIES else page
    return [
        {"title": letter, "url": f"{numbered(index, begins[letter])}#{letter_anchor(letter)}"}
        for letter in wanted
    ]
