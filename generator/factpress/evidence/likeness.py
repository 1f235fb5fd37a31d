"""Likeness: which characters a reader may take for one another.

In goes a text; out comes one of the same length in which characters that look alike, and the large
and small form of a letter, are one. It serves messages only: it never makes a match. Public
source: Unicode Technical Standard 39, "confusables", of which the common ones are listed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

# Letters of Cyrillic and Greek, each before the Latin one that it looks like.
_LATIN: Final = (
    "аa ɑa αa аa ΑA ВB ΒB сc ϲc СC ԁd еe ЕE ΕE НH ΗH һh іi ІI ΙI јj ЈJ КK ΚK κk кk МM ΜM ΝN пn "
    "оo ОO οo ΟO σo рp РP ρp ΡP ԛq ѕs ЅS ТT тt ΤT τt υu νv ѵv ԝw хx ХX χx ΧX уy УY үy ΥY ΖZ ѐè "
    "ёë Ёë їï Їï άá όó ѳo"
)
_DIGITS_AND_LETTERS = (("0", "o"), ("1", "l"), ("|", "l"), ("i", "l"), ("ı", "l"))
# Arabic letters as keyboards of several languages type them; kana and radicals like an ideograph.
_ARABIC = (("ی", "ي"), ("ى", "ي"), ("ک", "ك"), ("ہ", "ه"), ("ھ", "ه"), ("ۀ", "ه"))
_IDEOGRAPHS = (
    ("ニ", "二"), ("ロ", "口"), ("カ", "力"), ("タ", "夕"), ("ト", "卜"), ("エ", "工"),
    ("ハ", "八"), ("ー", "一"), ("ヘ", "へ"), ("ベ", "べ"), ("ペ", "ぺ"), ("リ", "り"),
)  # fmt: skip


def alike(text: str) -> str:
    """The text with one character for all that look like it, place by place."""
    key = _keys()
    table = {ord(char): key.get(char) or _key(char) for char in set(text) if not char.isspace()}
    return text.translate(table)


def _key(char: str) -> str:
    wide = unicodedata.normalize("NFKC", char)
    small = (wide if len(wide) == 1 else char).lower()
    return _keys().get(small, small if len(small) == 1 else char)


@cache
def _keys() -> Mapping[str, str]:
    keys = dict(_pairs())
    return MappingProxyType({char: keys.get(key, key) for char, key in keys.items()})


def _pairs() -> Iterator[tuple[str, str]]:
    for pair in _LATIN.split():
        yield pair[0], pair[1].lower()
    yield from (*_DIGITS_AND_LETTERS, *_ARABIC, *_IDEOGRAPHS)
    for first in (0x0660, 0x06F0):
        yield from ((chr(first + digit), "ol23456789"[digit]) for digit in range(10))
