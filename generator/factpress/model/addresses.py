"""The kinds of address that fields hold: of the web, of mailboxes and telephones.

In: the text the writer wrote. Out: the same text, checked, or an error worded for the writer.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated
from urllib.parse import urlsplit

from factpress.model.characters import code_of, is_hidden
from factpress.model.field_types import TOKEN, After, ItemList, Wrong

# Control, format, private-use, surrogate and noncharacter code points.
_UNSEEN = ("Cc", "Cf", "Co", "Cs", "Cn")
_CONTACT = re.compile(r"mailto:[^@\s?#,]+@[^@\s?#,]+|https://.+|tel:\+[0-9-]+")


def _address(text: str) -> str:
    _visible_only(text)
    try:
        parts = urlsplit(text)
    except ValueError:
        raise Wrong("is not an address") from None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise Wrong("is not an address that starts with https:// or http://")
    return text


def _visible_only(text: str) -> None:
    """Rule: RFC 3987, section 4.1: an address holds no white space and no invisible character."""
    for character in text:
        code = code_of(character)
        if character.isspace():
            raise Wrong(f"holds white space, {code}, which no address may; write %20 or remove it")
        if unicodedata.category(character) in _UNSEEN or is_hidden(character):
            raise Wrong(f"holds the invisible character {code}, which no address may; remove it")


def _base_address(text: str) -> str:
    for mark, name in (("?", "query"), ("#", "fragment")):
        if mark in text:
            raise Wrong(
                f'has a {name} ("{mark}"), which a base address cannot have; addresses of pages '
                "are put after it"
            )
    return text


def _https_address(text: str) -> str:
    if not _address(text).startswith("https://"):
        raise Wrong("is not an address that starts with https://")
    return text


def _contact(text: str) -> str:
    """Rule: RFC 9116, section 2.5.3; RFC 6068 and RFC 3966 for the two schemes."""
    _visible_only(text)
    if not _CONTACT.fullmatch(text):
        raise Wrong(
            "is no contact of security.txt; write mailto:name@example.org, an address that starts "
            "with https://, or tel:+1-201-555-0123"
        )
    return _address(text) if text.startswith("https:") else text


Address = Annotated[str, After(_address), TOKEN]
BaseAddress = Annotated[str, After(_address), After(_base_address), TOKEN]
HttpsAddress = Annotated[str, After(_https_address), TOKEN]
Contact = Annotated[str, After(_contact), TOKEN]
Addresses = Annotated[tuple[Address, ...], ItemList]
