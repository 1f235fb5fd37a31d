"""Letters: under which letter of an index a name stands, and where each letter begins.

In: the actors, with names in any script. Out: the actors by letter, and the ways to the letters. A
letter is what a reader of its script would look under: accents of Latin letters and the seats of
Arabic hamza do not count, quotation marks before a name neither, and digits are one group. Public
source: Unicode Standard Annex 15 (NFKD).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from factpress.model.cards import Actor, Catalog
from factpress.model.site import Plain
from factpress.model.urls import folder_url, numbered
from factpress.views.pagination import MOST_ENTRIES, Spread, first_leaves, spread

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
