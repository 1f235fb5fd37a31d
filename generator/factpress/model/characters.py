"""Characters that deceive: those that nobody sees, that reorder words, or that pile up.

In: text of a card, a setting, an address or a file name. Out: each such character with its reason,
or the text made safe to print. Some characters are allowed between certain others: joiners shape
Arabic and Indic words, and selectors belong to emoji.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

# Default_Ignorable_Code_Point in DerivedCoreProperties.txt of Unicode 16.0:
# https://www.unicode.org/Public/16.0.0/ucd/DerivedCoreProperties.txt
_IGNORABLE = (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5),
    (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
# The format characters (Cf) of interlinear notes and hieroglyphs, and the blank of Braille. Those
# that are drawn around numbers (Prepended_Concatenation_Mark in PropList.txt) are visible.
_FORMAT = ((0xFFF9, 0xFFFB), (0x13430, 0x1343F), (0x2800, 0x2800))
HIDDEN: Final = "".join(chr(n) for a, b in _IGNORABLE + _FORMAT for n in range(a, b + 1))
_SEPARATORS = "\u2028\u2029"
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_SURROGATE = "\ud800-\udfff"
_NONCHARACTER = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_RANGES = "".join(f"{chr(a)}-{chr(b)}" for a, b in _IGNORABLE + _FORMAT)
_UNSHOWN = _CONTROL + _PRIVATE + _SURROGATE + _NONCHARACTER
_HIDDEN = re.compile(f"[{_RANGES}]")
_SUSPECT = re.compile(f"[{_RANGES}{_UNSHOWN}]")
_UNPRINTABLE = re.compile(f"[{_RANGES}{_UNSHOWN}{_SEPARATORS}\n\t\r]")
# No language needs more on one letter; the Stream-Safe Text Format of Unicode Annex 15 allows 30,
# which cover the lines above and below.
MOST_MARKS: Final = 8
# Of what is neither a letter nor a space, hardly anything but marks comes in such runs.
_PILE = re.compile(rf"[^\w\s\x00-\x7f]{{{MOST_MARKS + 1},}}")
_MARKS = ("Mn", "Me")

DIRECTION: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_JOINERS = "\u200c\u200d"
_VIRAMA = 9
# Scripts whose letters join: Arabic, Syriac, Mandaic, N'Ko, Mongolian, Adlam and others.
_JOINING = re.compile(
    "[\u0600-\u07ff\u0840-\u08ff\u1800-\u18af\ufb50-\ufdff\ufe70-\ufefc\U0001e900-\U0001e95f]"
)
_MONGOLIAN = re.compile("[\u1820-\u18aa]")
_MONGOLIAN_SELECTORS = "\u180b\u180c\u180d\u180e\u180f"
# https://www.unicode.org/Public/16.0.0/ucd/emoji/emoji-variation-sequences.txt: its characters that
# are not of category So.
_EMOJI_SIGNS = frozenset("\u203c\u2049\u2139\u2194\u25fd\u25fe\u3030")
_EMOJI_SELECTORS = "\ufe0e\ufe0f"
# Chooses between two shapes of a sign of mathematics, such as \u2229.
_OF_SIGNS = "\ufe00"
_KEYCAP = "\u20e3"
_SKIN_TONES = re.compile("[\U0001f3fb-\U0001f3ff]")
# The flags of England, Scotland and Wales: https://www.unicode.org/reports/tr51/, annex C.
_FLAG = re.compile(
    "\U0001f3f4\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063"
    "\U000e0074|\U000e0077\U000e006c\U000e0073)\U000e007f"
)


def code_of(character: str) -> str:
    """The name of a character in Unicode's own form, such as U+202E."""
    return f"U+{ord(character):04X}"


def deceptive(text: str) -> Iterator[tuple[int, str]]:
    """The position of each deceptive character in a text, and why it is refused.

    The reason begins with a verb, behind the name of a field: `holds the invisible character ...`.
    """
    if text.isascii() and text.isprintable():
        return
    flags: set[int] | None = None
    for match in _SUSPECT.finditer(text):
        at, character = match.start(), match[0]
        if _HIDDEN.match(character):
            if flags is None:
                flags = {n for flag in _FLAG.finditer(text) for n in range(*flag.span())}
            if at not in flags and not _belongs(text, at):
                yield at, _why_hidden(character)
        else:
            yield at, f"holds the {_kind(character)} {code_of(character)}; remove it"
    if not text.isascii():
        yield from _piles(text)


def _piles(text: str) -> Iterator[tuple[int, str]]:
    """Each place where a letter has too many marks."""
    for run in _PILE.finditer(text):
        count = 0
        for at, character in enumerate(run[0], run.start()):
            count = count + 1 if unicodedata.category(character) in _MARKS else 0
            if count > MOST_MARKS:
                message = (
                    f"holds more than {MOST_MARKS} combining marks in a row, up to "
                    f"{code_of(character)}; keep those that the word needs"
                )
                yield at, message
                break


def _kind(character: str) -> str:
    """The words for a character that no page may hold."""
    category = unicodedata.category(character)
    kinds = {"Cc": "control character", "Co": "private-use character", "Cs": "lone surrogate"}
    return kinds.get(category, "noncharacter")


def _why_hidden(character: str) -> str:
    code = code_of(character)
    if character in DIRECTION:
        return (
            f"holds the invisible character {code}, which can reorder or hide words; remove it: "
            "pages set the direction of each name, title and passage themselves"
        )
    if character in _JOINERS:
        return (
            f"holds the invisible character {code}, which can reorder or hide words here; remove "
            "it: it belongs between letters of scripts that join, or inside an emoji"
        )
    return f"holds the invisible character {code}, which can reorder or hide words; remove it"


def _belongs(text: str, at: int) -> bool:
    """Whether an invisible character serves its purpose at its place."""
    character, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if character in _EMOJI_SELECTORS:
        # A digit or sign is an emoji in a keycap alone.
        return after == _KEYCAP if before.isascii() else _is_picture(before)
    if character == _OF_SIGNS:
        return bool(before) and unicodedata.category(before) == "Sm"
    if character in _MONGOLIAN_SELECTORS:
        return bool(_MONGOLIAN.match(before))
    if character in _JOINERS:
        return _joins(text, at, character)
    return False


def _is_picture(character: str) -> bool:
    """Whether a character can be an emoji, as far as its category says."""
    is_sign = character in _EMOJI_SIGNS or bool(_SKIN_TONES.match(character))
    return is_sign or unicodedata.category(character) == "So"


def _joins(text: str, at: int, joiner: str) -> bool:
    """Whether a joiner is between letters that it shapes, or between parts of an emoji.

    Rule: RFC 5892, appendix A.1 and A.2 (CONTEXTJ). Two more uses are allowed. A joiner before a
    virama shapes Bengali and Sinhala letters. Persian writers put the non-joiner after any letter.
    """
    around = [_letter(text, at, -1), _letter(text, at, 1)]
    if all(each and _JOINING.match(each) for each in around):
        return True
    beside = (text[at - 1 : at], text[at + 1 : at + 2])
    if any(each and unicodedata.combining(each) == _VIRAMA for each in beside):
        return True
    if joiner == "\u200c" or not all(beside):
        return False
    before = text[at - 2 : at - 1] if beside[0] == "\ufe0f" else beside[0]
    return bool(before) and _is_picture(before) and _is_picture(beside[1])


def _letter(text: str, at: int, step: int) -> str:
    """The nearest letter before or after a position, across the marks of letters."""
    at += step
    while 0 <= at < len(text) and unicodedata.category(text[at]) == "Mn":
        at += step
    found = text[at] if 0 <= at < len(text) else ""
    return found if found.isalpha() else ""


@cache
def hidden_references() -> frozenset[str]:
    """HTML's names of hidden characters, such as `shy;`.

    `lrm;` and `rlm;` are left out: they are the visible way to write a mark of direction.
    """
    from html.entities import html5

    found = {name for name, value in html5.items() if _HIDDEN.fullmatch(value)}
    return frozenset(found - {"lrm;", "rlm;"})


def is_hidden(character: str) -> bool:
    """Whether nobody sees a character, whatever its neighbours."""
    return bool(_HIDDEN.match(character))


def is_deceptive(character: str) -> bool:
    """Whether a character is refused where nothing is around it."""
    return bool(_SUSPECT.match(character))


def without_hidden(text: str) -> str:
    """The text without deceptive characters: for words of documents on pages and in messages."""
    if text.isascii() and text.isprintable():
        return text
    places = {at for at, _ in deceptive(text) if _SUSPECT.match(text[at])}
    return "".join(c for at, c in enumerate(text) if at not in places) if places else text


# Characters of messages of more than one line, such as those that have lines to paste.
LINES: Final = "\n\t"


def visible(text: str, *, keep: str = "") -> str:
    """The text with invisible characters and commands to a terminal made visible.

    `keep` are characters that stay. No line of the result is a command to GitHub's runner, which
    reads every line of output: https://docs.github.com/actions/reference (workflow commands).
    """
    if not (text.isascii() and text.isprintable()):
        text = _UNPRINTABLE.sub(lambda m: m[0] if m[0] in keep else escape(m[0]), text)
    if "::" in text or _OLD_COMMAND in text:
        text = _COMMAND.sub(lambda m: m[1] + escape(":"), text)
        text = text.replace(_OLD_COMMAND, "##" + escape("["))
    return text


def visible_json(text: str) -> str:
    """As `visible`, for JSON, in its own escapes."""
    text = _UNPRINTABLE.sub(lambda m: m[0] if m[0] == "\n" else json.dumps(m[0])[1:-1], text)
    return text.replace(_OLD_COMMAND, "##\\u005b")


# A command begins a line, after white space. In its older form it can be anywhere.
_COMMAND = re.compile(r"^(\s*):(?=:)", re.M)
_OLD_COMMAND = "##["


def escape(character: str) -> str:
    """A character by its code, as messages show it."""
    return f"\\u{{{ord(character):04X}}}"
