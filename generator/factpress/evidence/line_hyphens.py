"""Words broken at a line's end: found joined ("dis-" and "covered" as discovered) or kept.

In: a Document and folded letters. Out: places, and how each hyphen was read. Between digits, or a
letter and a digit, a hyphen is only ever kept. Takes time linear in the document.
"""

from __future__ import annotations

from collections.abc import Iterator

from factpress.evidence.document import Document
from factpress.evidence.searching import Found, Hyphen, Search, cuts_word
from factpress.evidence.work import Work


def places_across_lines(document: Document, letters: str, work: Work) -> Search:
    """Every place where these characters stand when the hyphens at lines' ends are read so."""
    found: list[Found] = []
    cut: Found | None = None
    for place in _places(document, letters, work):
        if cuts_word(document, place):
            cut = cut or place
        else:
            found.append(place)
    return Search(found, cut)


def _places(document: Document, letters: str, work: Work) -> Iterator[Found]:
    # Without any hyphens both read alike; each candidate is then held against the real ones.
    bare, offsets = document.bare_of_hyphens
    sought = letters.replace("-", "")
    at = bare.find(sought) if sought else -1
    while at >= 0:
        work.spend(len(letters))
        start = offsets.start(at)
        place = _read(document, start, letters)
        if place is not None:
            yield place
        at = bare.find(sought, at + 1)


def _read(document: Document, start: int, letters: str) -> Found | None:
    """The place from this folded position on, if it can be read as these letters."""
    text, broken = document.letters, document.line_hyphens
    here = start
    hyphens: dict[Hyphen, None] = {}
    at = 0
    while at < len(letters):
        if here in broken and not letters.startswith("- ", at):
            if letters[at] == "-":
                hyphens["hyphen-kept"] = None
                at += 1
            elif text[here - 1].isalpha() and text[here + 2].isalpha():
                hyphens["hyphen-joined"] = None
            else:
                return None
            here += 2
        elif text[here : here + 1] == letters[at]:
            here, at = here + 1, at + 1
        else:
            return None
    return Found(start, here, (), tuple(hyphens))
