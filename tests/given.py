"""A context of any names, for tests of templates that are made for the test."""

from __future__ import annotations

from typing import Any, ClassVar

from factpress.model.contexts import Context


class Given(Context, frozen=True, kw_only=True):
    """What the template `page.html` sees."""

    template: ClassVar = "page.html"
    values: dict[str, Any]

    def names(self) -> dict[str, Any]:
        return self.values
