"""Message catalogues as translators keep them: the text of a PO file read into messages.

In: the text of a PO file. Out: its translations and its rule of plurals. Fuzzy and empty
translations count as missing. Knows nothing of which languages there are.
Public source: the GNU gettext manual, "The Format of PO Files" and "Plural forms".
"""

from __future__ import annotations

import gettext
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

# Between a message and its context, as in compiled catalogues.
CONTEXT_END = "\x04"

_FIELD = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr)(?:\[(\d+)\])? (".*")')
_PLURAL_RULE = re.compile(r"^Plural-Forms:.*?plural=([^;\n]+)", re.M)


class Catalogue(NamedTuple):
    """Translations by message, one for each plural form; `form` gives a number's, from 0."""

    messages: Mapping[str, tuple[str, ...]]
    form: Callable[[int], int]


def parsed(text: str) -> Catalogue:
    """The catalogue that a PO file holds."""
    messages: dict[str, tuple[str, ...]] = {}
    for entry in re.split(r"\n{2,}", text.replace("\r\n", "\n")):
        fields = _fields(entry)
        forms = tuple(value for name, value in fields.items() if name.startswith("msgstr"))
        if forms and all(forms):
            context = fields.get("msgctxt")
            message = fields.get("msgid", "")
            messages[f"{context}{CONTEXT_END}{message}" if context else message] = forms
    header = messages.pop("", ("",))[0]
    rule = _PLURAL_RULE.search(header)
    return Catalogue(messages, gettext.c2py(rule[1] if rule else "n != 1"))


def _fields(entry: str) -> dict[str, str]:
    """The fields of one entry, plural forms in their order; nothing of one that is not ready."""
    lines = entry.splitlines()
    if any(line.startswith("#,") and "fuzzy" in line for line in lines):
        return {}
    fields: dict[str, list[str]] = {}
    for name, words in _strings(line for line in lines if not line.startswith("#")):
        fields.setdefault(name, []).append(words)
    return {name: "".join(parts) for name, parts in fields.items()}


def _strings(lines: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Each string with the name of its field; PO escapes what JSON does, in the same way."""
    name = ""
    for line in lines:
        field = _FIELD.fullmatch(line.strip())
        if field:
            name = f"{field[1]}{field[2] or ''}"
        if name and '"' in line:
            yield name, json.loads(field[3] if field else line.strip())
