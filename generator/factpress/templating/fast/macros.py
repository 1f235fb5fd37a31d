"""Macros that know what they take, so that they can be called without more ado."""

from __future__ import annotations

from typing import Any

from jinja2 import runtime
from jinja2.utils import missing


class Macro(runtime.Macro):
    """A macro that knows what it takes.

    `takes` is the number of its arguments, or -1 where it takes anything besides.
    """

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        takes_all = self.catch_kwargs or self.catch_varargs or self.explicit_caller
        self._is_plain = not takes_all
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
