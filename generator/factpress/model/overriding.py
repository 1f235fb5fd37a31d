"""Whether a class of ours still overrides what it was written to override in a library's class."""

from __future__ import annotations

from collections.abc import Collection
from inspect import unwrap
from types import CodeType, FunctionType

_KINDS = (FunctionType, staticmethod)


def overrides_as_written(kind: type, own: Collection[str] = ()) -> bool:
    """Whether each function of a class overrides one that takes the same parameters.

    `own` are those that the class adds: no base may have one of that name.
    """
    functions = {name: each for name, each in vars(kind).items() if isinstance(each, _KINDS)}
    return functions.keys() >= set(own) and all(
        _fits(each, getattr(super(kind, kind), name, None), is_own=name in own)
        for name, each in functions.items()
        if not name.startswith("__")
    )


def _fits(function: object, overridden: object, *, is_own: bool) -> bool:
    if is_own or overridden is None:
        return is_own and overridden is None
    return parameters(function) == parameters(overridden)


def parameters(function: object) -> tuple[str, ...]:
    """The names of the parameters; quicker than a signature, and without types."""
    code: CodeType = unwrap(function).__code__  # type: ignore[arg-type]
    return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
