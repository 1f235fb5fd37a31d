"""Names that look alike: two cards that readers cannot tell apart, and words of mixed scripts.

In: cards. Out: warnings that name both cards and the code point. The method is that of
Unicode Technical Standard 39, sections 4 and 5.2, with a small table. Names in Cyrillic or Greek
are fine, as long as no other card has their look, and no word has letters of two scripts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from factpress.content.places import problem_at
from factpress.model.cards import AnyCard
from factpress.model.characters import code_of, without_hidden
from factpress.model.problems import Problem, quoted
from factpress.model.schema import (
    ActorFields,
    ClaimFields,
    EventFields,
    PageFields,
    SourceFields,
    TopicFields,
)

# Letters of other scripts, and the Latin letter that each looks like, from confusables.txt:
# https://www.unicode.org/Public/security/16.0.0/confusables.txt
_ALIKE: Final = {
    "Cyrillic": (
        "АВЕЅІЈКМНОРСТУХԌԚԜаеѕіјорсухһԁԛԝѵ",
        "ABESIJKMHOPCTYXGQWaesijopcyxhdqwv",
    ),
    "Greek": ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοινρϲϳ", "ABEZHIKMNOPTYXoivpcj"),
    "Armenian": ("ՍՏՕհոսցօ", "USOhnugo"),
    "Cherokee": ("ᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᎢᏢᏒᏚᎳᏃᎥ", "ABCDEGHJKLMTPRSWZi"),
    "Lisu": ("ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ", "ABCDEFGHIJKLMNOPRSTUVWXYZ"),
}
_TO_LATIN: Final = str.maketrans(
    "".join(letters for letters, _ in _ALIKE.values()),
    "".join(latin for _, latin in _ALIKE.values()),
)
# Dashes and quotation marks, which differ by language; and signs that look like a small letter.
_TO_MARKS: Final = str.maketrans("‐‑‒–—−‘’ʼ′“”″", "------''''\"\"\"")
_TO_SIGNS: Final = str.maketrans("Iı|ӏӀɡ", "lilllg") | _TO_MARKS
_SCRIPTS: Final = {
    "Latin": re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
    "Cyrillic": re.compile("[\u0400-\u052f]"),
    "Greek": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    "Armenian": re.compile("[\u0530-\u058f]"),
    "Cherokee": re.compile("[\u13a0-\u13ff\uab70-\uabbf]"),
    "Lisu": re.compile("[\ua4d0-\ua4ff]"),
}
_OF_OTHERS = re.compile("[" + "".join(letters for letters, _ in _ALIKE.values()) + "]")
_WORD = re.compile(r"[^\W\d_]+")


def check_alike_names(cards: Iterable[AnyCard]) -> Iterator[Problem]:
    """Warnings of names that look like another card's of the same kind, or that mix scripts."""
    first: dict[tuple[str, str], tuple[AnyCard, str]] = {}
    for card in sorted(cards, key=lambda card: card.path):
        for field, name in _names(card):
            yield from _mixed(card, field, name)
            look = (card.key.kind, look_of(name))
            other, its_name = first.setdefault(look, (card, name))
            # Documents and claims may share a title; people and topics need names of their own.
            if other is not card and (field == "name" or _is_other(name, its_name)):
                yield problem_at(card, field, _message(name, other, its_name), "warning")


def look_of(name: str) -> str:
    """A text that is the same for names that look the same."""
    if name.isascii():
        return name.replace("I", "l").replace("|", "l").casefold()
    whole = unicodedata.normalize("NFKC", without_hidden(name)).translate(_TO_LATIN)
    return unicodedata.normalize("NFKC", whole.translate(_TO_SIGNS).casefold())


def _names(card: AnyCard) -> Iterator[tuple[str, str]]:
    """The names by which readers know a card, each with its field."""
    match card.fields:
        case ClaimFields(claim=name):
            yield "claim", name
        case ActorFields(name=name, short=short, aliases=aliases):
            yield "name", name
            yield from (("short", each) for each in (short,) if each)
            yield from ((f"aliases.{n}", each) for n, each in enumerate(aliases))
        case SourceFields(title=name, short=short):
            yield "title", name
            yield from (("short", each) for each in (short,) if each)
        case EventFields(what=name, short=short):
            yield "what", name
            yield from (("short", each) for each in (short,) if each)
        case TopicFields(name=name):
            yield "name", name
        case PageFields(title=name):
            yield "title", name


def _is_other(name: str, other: str) -> bool:
    """Whether names are written differently, beyond case, quotation marks and dashes."""
    return _plain(name) != _plain(other)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).translate(_TO_MARKS).casefold()


def _message(name: str, other: AnyCard, its_name: str) -> str:
    differing = next((pair for pair in zip(name, its_name, strict=False) if len({*pair}) > 1), None)
    letters = ""
    if differing:
        here, there = differing
        letters = f": {quoted(here)} here is {code_of(here)}, there {code_of(there)}"
    return (
        f"{quoted(name)} looks like {quoted(its_name)} of {other.path}{letters}; readers cannot "
        "tell the two apart"
    )


def _mixed(card: AnyCard, field: str, name: str) -> Iterator[Problem]:
    """Words with letters of two scripts, one of which looks like a letter of another."""
    if name.isascii() or not _OF_OTHERS.search(name):
        return
    for word in _WORD.findall(name):
        scripts = {script: found for script, of in _SCRIPTS.items() if (found := of.findall(word))}
        if len(scripts) > 1 and _OF_OTHERS.search(word):
            script, letters = min(scripts.items(), key=lambda each: len(each[1]))
            message = (
                f"the word {quoted(word)} mixes letters of {' and '.join(scripts)}: "
                f"{quoted(letters[0])} is {code_of(letters[0])}, of {script}; write the word with "
                "letters of one script"
            )
            yield problem_at(card, field, message, "warning")
