"""Messages: the words of the interface as templates have them.

In: the words of a language. Out: `_`, `ngettext`, `{% trans %}` and the filters of an environment.
A message is of the program, so it is HTML; its values are not, and are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

import jinja2
from markupsafe import Markup, escape

from factpress.i18n.formats import direction
from factpress.i18n.translations import Words

# Values as HTML, by the public parts of MarkupSafe.


_new = str.__new__


def safe(text: str) -> Markup:
    """A text that is HTML, marked as such."""
    return _new(Markup, text)


def escaped(value: object) -> str:
    """The value as HTML. Whoever asks joins it with what is HTML already."""
    kind = value.__class__
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is str:
        text: str = value  # type: ignore[assignment]
        if not ("&" in text or "<" in text or ">" in text or '"' in text or "'" in text):
            return text
    return str(value) if kind is int else escape(value)


class Apart(NamedTuple):
    """How messages are taken apart, and how a value is shown in its place.

    `pieces` are texts and names of values, which is which; none of a message that asks for more.
    """

    pieces: Callable[[str], Sequence[tuple[str, bool]]]
    set_out: Callable[[object], str]


_PLACE = re.compile(r"%\((\w+)\)s")


def install(environment: jinja2.Environment, words: Words) -> None:
    """Gives an environment the words: `_`, `ngettext`, `{% trans %}`, filters."""

    def filled(text: str, values: Mapping[str, object]) -> str:
        return filled_in(text, values, partial(_set_out, words))

    @cache
    def plain(text: str) -> str:
        return filled_in(words.gettext(text), {})

    def gettext(text: str, /, **values: object) -> str:
        return filled(words.gettext(text), values) if values else plain(text)

    def ngettext(one: str, many: str, num: int, /, **values: object) -> str:
        return filled(words.ngettext(one, many, num), {"num": num, **values})

    def pgettext(meaning: str, text: str, /, **values: object) -> str:
        return filled(words.pgettext(meaning, text), values)

    # What the extension itself would set, which knows nothing of how numbers are written.
    extension: Any = environment
    extension.install_gettext_callables(
        words.gettext, words.ngettext, newstyle=True, pgettext=words.pgettext
    )
    environment.globals.update(_=gettext, gettext=gettext, ngettext=ngettext, pgettext=pgettext)
    environment.policies["ext.i18n.trimmed"] = True
    environment.filters.update(_filters(words))


def apart(words: Words) -> Apart:
    """The messages of a language for whoever compiles templates."""
    return Apart(
        lambda message: pieces(words.gettext(message)),
        lambda value: escaped(_set_out(words, value)),
    )


def _set_out(words: Words, value: object) -> object:
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
        "number": words.number,
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
        return Markup(message) % {name: shown(value) for name, value in values.items()}  # noqa: S704
    return safe(
        "".join([escaped(shown(values[piece])) if place else piece for piece, place in parts])
    )


@cache
def pieces(message: str) -> tuple[tuple[str, bool], ...]:
    """Texts and names of values, which is which; nothing where a message asks for more."""
    parts = _PLACE.split(message)
    if any("%" in text.replace("%%", "") for text in parts[::2]):
        return ()
    return tuple(
        (part if number % 2 else part.replace("%%", "%"), bool(number % 2))
        for number, part in enumerate(parts)
        if part
    )
