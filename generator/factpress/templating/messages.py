"""Messages and links of templates: `_`, `ngettext`, `{% trans %}`, and filters of a language.

A message is of the program, so it is HTML; its values are not, and are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

import jinja2
from markupsafe import Markup, escape

from factpress.i18n.formats import direction, text_direction
from factpress.i18n.translations import Words
from factpress.model.urls import relative, rooted

_new = str.__new__
_PLACE = re.compile(r"%\((\w+)\)s")


def safe(text: str) -> Markup:
    """A text that is HTML, marked as such."""
    return _new(Markup, text)


def escaped(value: object) -> str:
    """The value as HTML, to be joined with other HTML."""
    kind = value.__class__
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is str:
        text: str = value  # type: ignore[assignment]
        if not ("&" in text or "<" in text or ">" in text or '"' in text or "'" in text):
            return text
    return str(value) if kind is int else escape(value)


class MessageParts(NamedTuple):
    """How to split messages, as `pieces` does, and to write a value into its place."""

    pieces: Callable[[str], Sequence[tuple[str, bool]]]
    escape: Callable[[object], str]


def install(environment: jinja2.Environment, words: Words) -> None:
    """Gives an environment the words: `_`, `ngettext`, `{% trans %}`, filters."""

    def filled(text: str, values: Mapping[str, object]) -> str:
        return filled_in(text, values, partial(_localized, words))

    @cache
    def plain(text: str) -> str:
        return filled_in(words.gettext(text), {})

    def gettext(text: str, /, **values: object) -> str:
        return filled(words.gettext(text), values) if values else plain(text)

    def ngettext(one: str, many: str, num: int, /, **values: object) -> str:
        return filled(words.ngettext(one, many, num), {"num": num, **values})

    def pgettext(meaning: str, text: str, /, **values: object) -> str:
        return filled(words.pgettext(meaning, text), values)

    # The extension's own functions do not write numbers as the language does.
    extension: Any = environment
    extension.install_gettext_callables(
        words.gettext, words.ngettext, newstyle=True, pgettext=words.pgettext
    )
    environment.globals.update(_=gettext, gettext=gettext, ngettext=ngettext, pgettext=pgettext)
    environment.policies["ext.i18n.trimmed"] = True
    environment.filters.update(_filters(words))


def message_parts(words: Words) -> MessageParts:
    """The messages of a language, for the compiler of templates."""
    return MessageParts(
        lambda message: pieces(words.gettext(message)),
        lambda value: escaped(_localized(words, value)),
    )


def _localized(words: Words, value: object) -> object:
    """A value as messages show it."""
    return words.number(value) if type(value) is int else value


def _filters(words: Words) -> dict[str, Callable[..., Any]]:
    def listed(items: Iterable[Any], shown: Callable[[Any], str] = str) -> str:
        """`A, B and C`: the items, each as a macro shows it."""
        every = [escaped(shown(item)) for item in items]
        return words.listed(list(map(safe, every)), filled_in)

    def count(number: int, one: str, many: str) -> str:
        """`1 claim`, `2 claims`."""
        return words.plural(f"%(num)s {one}", f"%(num)s {many}", number)

    return {
        "day": words.day,
        "direction": direction,
        "text_direction": text_direction,
        "number": words.number,
        "short_number": words.short_number,
        "language_name": words.language_name,
        "listed": listed,
        "count": count,
    }


def filled_in(
    message: str,
    values: Mapping[str, object],
    shown: Callable[[object], object] = lambda value: value,
) -> Markup:
    """A message, which is HTML, with values in the places that it names.

    They are escaped as they are `shown`.
    """
    parts = pieces(message)
    if not parts:
        return Markup(message) % {name: shown(value) for name, value in values.items()}  # noqa: S704 (MarkupSafe escapes the values)
    return safe(
        "".join([escaped(shown(values[piece])) if place else piece for piece, place in parts])
    )


@cache
def pieces(message: str) -> tuple[tuple[str, bool], ...]:
    """The texts and the names of values of a message, and whether each is a name.

    Empty where a message has other placeholders.
    """
    parts = _PLACE.split(message)
    if any("%" in text.replace("%%", "") for text in parts[::2]):
        return ()
    return tuple(
        (part if number % 2 else part.replace("%%", "%"), bool(number % 2))
        for number, part in enumerate(parts)
        if part
    )


class PageLinks:
    """Addresses of the site as links on the page that is being rendered.

    `page` is the number of that page.
    """

    def __init__(self) -> None:
        self.page = 0
        self.start_page("/")

    def start_page(self, page_url: str, base: str | None = None) -> None:
        """Begins with another page; links on it begin with `base`, the site's own, if given."""
        self.page += 1
        self._here, self._base = page_url, base

    def rel(self, url: str) -> str:
        """An address of the site as a link on the page."""
        return rooted(url, self._base) if self._base else relative(url, self._here)

    def current(self, url: str) -> str:
        """The `aria-current` of a link: "page", or "true" where the page is below it, or ""."""
        here = self._here
        return "page" if here == url else "true" if here.startswith(url) else ""
