"""The site as values: pages to render, files that are finished, what a build did with them.

Frozen; no behaviour, no I/O.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar, Literal, NamedTuple, NoReturn, TypeAlias

import msgspec

from factpress.model.cards import Catalog, Deferred, Phase
from factpress.model.problems import Problem

_NONE: Mapping[Any, Any] = MappingProxyType({})

Plain: TypeAlias = bool | int | float | str | Sequence["Plain"] | Mapping[str, "Plain"] | None


class View(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A value that templates see, each of its fields by its name.

    A text after a field says what it holds: `factpress theme describe` prints it.
    """


class Context(View, frozen=True, kw_only=True):
    """All that one template sees: each field is a name in it."""

    template: ClassVar[str]

    def names(self) -> dict[str, Any]:
        """What the template sees, by name."""
        return {name: getattr(self, name) for name in self.__struct_fields__}


class Shared(dict[str, Plain]):
    """A mapping that the contexts of several pages have in common, and that nothing changes."""

    __slots__ = ()

    def _refused(self, *args: object, **named: object) -> NoReturn:
        raise TypeError("pages share this mapping; make another of it with dict(…)")

    __setitem__ = __delitem__ = __ior__ = _refused
    clear = pop = popitem = setdefault = update = _refused


class Page(NamedTuple):
    """One page to render: `context` is all that its template can see."""

    url: str
    kind: str
    context: Context
    phase: Phase = "rendering"

    @property
    def template(self) -> str:
        """The name of its template."""
        return self.context.template


class Output(NamedTuple):
    """One finished file of the site. `fingerprint` stands for all that its bytes depend on."""

    path: str
    kind: str
    fingerprint: str
    content: bytes
    phase: Phase = "rendering"


AnyOutput: TypeAlias = "Page | Output | Deferred"


class Group(NamedTuple):
    """Outputs that are made together: the pages of a card, or those that tell of many.

    `make` gives the same for the same catalog whenever it is called; it is only then that bodies
    are read.
    """

    name: str
    make: Callable[[], Iterable[AnyOutput]]


# Every group of a site, in the order in which they are made.
Plan: TypeAlias = Callable[[Catalog], Iterable[Group]]


class Written(NamedTuple):
    """What the manifest remembers of one output: of its inputs, and of its bytes."""

    fingerprint: str
    digest: str


class Manifest(NamedTuple):
    """The files the generator owns under `site/`."""

    outputs: Mapping[str, Written] = _NONE


Fate = Literal["written", "unchanged", "removed"]


class OutputFate(NamedTuple):
    """What became of one output, and why."""

    path: str
    kind: str
    fate: Fate
    reason: str


class BuildReport(NamedTuple):
    """What a build did.

    `phases` are the seconds that each stage took, as far as the build came to them; `parsed`
    counts the cards that were not remembered.
    """

    outputs: tuple[OutputFate, ...]
    problems: tuple[Problem, ...]
    now: dt.datetime
    seconds: float
    phases: Mapping[str, float] = _NONE
    parsed: int = 0
