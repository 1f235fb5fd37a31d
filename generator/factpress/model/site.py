"""The site as values: groups, finished files, the manifest, the report of a build.

Frozen; no behaviour, no I/O.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from factpress.model.cards import Phase
from factpress.model.problems import Problem

_NONE: Mapping[Any, Any] = MappingProxyType({})


class Output(NamedTuple):
    """One finished file of the site. `fingerprint` stands for all that its bytes depend on."""

    path: str
    kind: str
    fingerprint: str
    content: bytes
    phase: Phase = "rendering"


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
    """One output on record: a digest of its inputs, one of its bytes, and their number."""

    fingerprint: str
    digest: str
    size: int


class Manifest(NamedTuple):
    """The files the generator owns under `site/`.

    `kept` are those of the generation before that stay reachable for a while, with their digests.
    """

    outputs: Mapping[str, Written] = _NONE
    kept: Mapping[str, str] = _NONE


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
