"""The site as values: pages to render, files that are finished, what a build did with them.

Frozen; no behaviour, no I/O.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar, Literal, NamedTuple, TypeAlias

import msgspec

from factpress.model.cards import Deferred, Phase
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
    """Names outputs that are made together: the pages of one card, or of one kind of list.

    Any process can make them from the catalog. `key` is "" where a kind has one group.
    """

    kind: str
    key: str = ""

    @property
    def name(self) -> str:
        """The kind and the key, as one text."""
        return f"{self.kind} {self.key}" if self.key else self.kind


class Written(NamedTuple):
    """What the manifest remembers of one output: of its inputs, and of its bytes."""

    fingerprint: str
    digest: str


class Manifest(NamedTuple):
    """The files the generator owns under `site/`."""

    outputs: Mapping[str, Written] = _NONE


Status = Literal["written", "unchanged", "removed"]


class OutputStatus(NamedTuple):
    """What a build did with one output, and why."""

    path: str
    kind: str
    status: Status
    reason: str


class BuildReport(NamedTuple):
    """What a build did.

    `phases` are the seconds that each stage took, as far as the build came to them; `parsed`
    counts the cards that were not remembered.
    """

    outputs: tuple[OutputStatus, ...]
    problems: tuple[Problem, ...]
    now: dt.datetime
    seconds: float
    phases: Mapping[str, float] = _NONE
    parsed: int = 0
