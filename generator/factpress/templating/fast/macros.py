"""Macros, and what they give: text that is HTML already.

In: what templates define, and values. Out: macros that know what they take, and values as HTML.
Knows nothing of templates.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import runtime
from jinja2.utils import missing
from markupsafe import Markup, escape

_new = str.__new__


class Macro(runtime.Macro):
    """A macro that knows what it takes.

    `takes` is the number of its arguments, or -1 where it takes anything besides; `is_kept` says
    that the macro is one for all pages.
    """

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        takes_all = self.catch_kwargs or self.catch_varargs or self.explicit_caller
        self._is_plain = not takes_all
        self.is_kept = False
        self.takes = -1 if takes_all or self.caller else self._argument_count

    def taken(self, args: tuple[Any, ...], named: dict[str, Any]) -> list[Any] | None:
        """What the macro is called with, in its order; None where that is not plain to see."""
        if not self._is_plain or len(args) > self._argument_count:
            return None
        given = dict(named)
        filled = [*args, *(given.pop(name, missing) for name in self.arguments[len(args) :])]
        if self.caller and "caller" in given:
            filled.append(given.pop("caller"))
        is_whole = len(filled) == self._argument_count + self.caller
        return filled if is_whole and not given else None


def called(function: Callable[..., Any], value: object) -> Any:
    """What a function, such as a macro, gives for a value."""
    if function.__class__ is Macro and function._default_autoescape and function.takes == 1:
        return _new(Markup, function._func(value))
    return function(value)


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
