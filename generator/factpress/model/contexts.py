"""Pages to render: typed values that templates see. Frozen; no behaviour, no I/O."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, NamedTuple, TypeAlias

import msgspec

from factpress.model.cards import Deferred, Phase
from factpress.model.site import Output

# Values that JSON can hold.
Json: TypeAlias = bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"] | None
JsonObject: TypeAlias = dict[str, Json]


class View(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A value that templates see, each of its fields by its name.

    A comment that begins with `#:` says what a field holds: `factpress theme describe` prints it.
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


AnyOutput: TypeAlias = "Page | Output | Deferred"
