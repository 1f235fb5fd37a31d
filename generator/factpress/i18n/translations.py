"""The words of the interface in the publication's language.

In: a language tag (BCP 47) and English messages. Out: their translations, from
`locale/LANGUAGE/LC_MESSAGES/factpress.po`; English where there is none. Messages name their
placeholders: `%(name)s`, and a percent sign is `%%`.
"""

from __future__ import annotations

import gettext
import json
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from operator import mod
from typing import NamedTuple

from factpress.i18n import formats
from factpress.model.card_parts import lower_bound
from factpress.model.encoding import digest

# Message catalogues: the text of a PO file read into messages.

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
    """Each string with the name of its field; PO has the escapes of JSON."""
    name = ""
    for line in lines:
        field = _FIELD.fullmatch(line.strip())
        if field:
            name = f"{field[1]}{field[2] or ''}"
        if name and '"' in line:
            yield name, json.loads(field[3] if field else line.strip())


ENGLISH = "en"
# English needs no catalogue: the messages are its words.
SHIPPED = ("ar", "en", "fr", "ru")

Value = str | int


def message(text: str) -> str:
    """Marks a message for translators where it is written; it is translated where it is used."""
    return text


class Words(NamedTuple):
    """The interface's words: call it with a message to have its translation.

    `language` is that of the words, `customs` whose dates and numbers go with them, `fingerprint`
    stands for every translation.
    """

    language: str
    customs: str
    catalogue: Catalogue
    fingerprint: str

    def __call__(self, message: str, **values: Value) -> str:
        """The message in this language, with its values in their places."""
        return self.gettext(message) % self.formatted(values)

    def plural(self, one: str, many: str, num: int, **values: Value) -> str:
        """The same for a number, which the message may show as `%(num)s`."""
        return self.ngettext(one, many, num) % self.formatted({"num": num, **values})

    def gettext(self, message: str) -> str:
        """The translation as the catalogue has it, its placeholders still empty."""
        return self.catalogue.messages.get(message, (message,))[0]

    def ngettext(self, one: str, many: str, num: int) -> str:
        """The translation in the plural form that goes with a number."""
        forms = self.catalogue.messages.get(one)
        if forms is None:
            return one if num == 1 else many
        return forms[min(self.catalogue.form(abs(num)), len(forms) - 1)]

    def pgettext(self, context: str, message: str) -> str:
        """The translation of a message in a context, which decides its meaning."""
        forms = self.catalogue.messages.get(f"{context}{CONTEXT_END}{message}")
        return forms[0] if forms else message

    def formatted(self, values: Mapping[str, object]) -> dict[str, object]:
        """Values as messages show them: numbers with separators of thousands."""
        return {
            name: self.number(value) if type(value) is int else value
            for name, value in values.items()
        }

    def listed(
        self, items: Sequence[str], filled: Callable[[str, Mapping[str, str]], str] = mod
    ) -> str:
        """`A, B and C`; `filled` puts texts in the places of the words that join them."""
        if len(items) < 2:
            return items[0] if items else ""
        # Translators: a list in a sentence, such as "A, B and C": all but its end.
        between = self.gettext("%(some)s, %(next)s")
        # Translators: the end of a list in a sentence, such as "A, B and C".
        end = self.gettext("%(some)s and %(last)s")
        joined, *rest, last = items
        for item in rest:
            joined = filled(between, {"some": joined, "next": item})
        return filled(end, {"some": joined, "last": last})

    def number(self, value: int) -> str:
        """A whole number."""
        return formats.number(value, self.customs)

    def short_number(self, value: int) -> str:
        """A whole number where there is room for few digits."""
        return formats.short_number(value, self.customs)

    def day(self, text: str) -> str:
        """A date, a month, a year, a period of them or a lower bound, in words."""
        since = lower_bound(text)
        if since:
            # Translators: of a document's publication: on this day or some later one.
            return self.gettext("not before %(day)s") % {"day": formats.period(since, self.customs)}
        return formats.period(text, self.customs)

    def language_name(self, tag: str) -> str:
        """What a language is called in this one."""
        return formats.language_name(tag, self.customs)


@cache
def words(language: str) -> Words:
    """The words for a publication in this language."""
    spoken = shipped_language(language) or ENGLISH
    text = _po(spoken)
    customs = language if shipped_language(language) else ENGLISH
    fingerprint = digest(f"{customs}\0{text}".encode())
    return Words(spoken, customs, parsed(text), fingerprint)


def shipped_language(language: str) -> str | None:
    """The shipped language that a tag asks for: `fr` for `fr-CA`; None when there is none."""
    primary = language.split("-")[0].lower()
    return primary if primary in SHIPPED else None


def _po(language: str) -> str:
    """The text of a catalogue, a file of the package."""
    path = f"locale/{language}/LC_MESSAGES/factpress.po"
    text = pkgutil.get_data(__package__, path) if language != ENGLISH else None
    return (text or b"").decode("utf-8")
