"""Former names of templates and macros, which go on working for one release, with a warning.

A publication's own template may import or override `partials/links.html`, as it did before that
became `components/card_links.html`. The names are in former_names.txt; docs/how-to/theming.md has
the same table.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from factpress.model.problems import quoted
from factpress.output import disk

_PREFIX = "default:"


class Moved(NamedTuple):
    """A template that moved, and its macros as in the table: `row=claim_row(claim, by='')`."""

    former: str
    present: str
    names: tuple[str, ...]

    @property
    def macros(self) -> dict[str, str]:
        """The present names of macros by their former ones."""
        return dict(each.partition("(")[0].split("=") for each in self.names)

    def under_former_names(self, prefix: str) -> str:
        """Template source that gives the present macros their former names."""
        module = "_" + re.sub(r"\W", "_", self.present)
        parts = [_import(prefix + self.present, module)]
        for each in self.names:
            names, _, parameters = each.rstrip(")").partition("(")
            former, present = names.split("=")
            if parameters:
                parts.append(_wrapper(former, f"{module}.{present}", parameters.split(", ")))
            else:
                parts.append(f"{{% set {former} = {module}.{present} %}}")
        return "".join(parts)

    def under_present_names(self) -> str:
        """Template source that gives the macros of an override their present names.

        A macro that the override lacks is the theme's.
        """
        imports = _import(self.former, "_own") + _import(_PREFIX + self.present, "_theme")
        return imports + "".join(
            f"{{% set {present} = _own.{former} if _own.{former} is defined else "
            f"_theme.{present} %}}"
            for former, present in self.macros.items()
        )


def _import(path: str, name: str) -> str:
    return f'{{% import "{path}" as {name} with context %}}'


def _wrapper(former: str, present: str, parameters: list[str]) -> str:
    """A macro with its former parameters, which passes them on in their order."""
    names = [each.partition("=")[0] for each in parameters]
    passed = ", ".join("caller=caller" if name == "caller" else name for name in names)
    taken = ", ".join(each for each in parameters if each != "caller")
    return f"{{% macro {former}({taken}) %}}{{{{ {present}({passed}) }}}}{{% endmacro %}}"


def _rows() -> Iterator[Moved]:
    table = (disk.read(Path(__file__).with_suffix(".txt")) or b"").decode("utf-8")
    for row in re.split(r"\n(?=\S)", re.sub(r"(?m)^#.*\n", "", table).strip()):
        paths, _, names = row.partition("\n")
        former, present = paths.split()
        yield Moved(former, present, tuple(each.strip() for each in names.split(";") if names))


MOVED = tuple(_rows())


def moved_from(name: str) -> list[Moved]:
    """The rows of the table for a former path; more than one where a file was split."""
    plain = name.removeprefix(_PREFIX)
    return [each for each in MOVED if each.former == plain]


def present_path(name: str) -> str:
    """The present path of a template, which is its own where it did not move."""
    return next((_prefix(name) + each.present for each in moved_from(name)), name)


def overridden_by_former_path(name: str, own: Collection[str]) -> Moved | None:
    """How a template moved, where the publication overrides it at its former path."""
    return next((each for each in MOVED if each.present == name and each.former in own), None)


def under_former_name(name: str) -> str | None:
    """A template for a former path; None for any other."""
    rows = moved_from(name)
    if rows and not rows[0].names:
        return f'{{% include "{present_path(name)}" %}}'
    return "".join(row.under_former_names(_prefix(name)) for row in rows) or None


def now_called(name: str, macros: Collection[str]) -> str:
    """The present paths of a template, and the present names of those of its macros that changed.

    `"partials/links.html" is now "components/card_links.html" (to is now card_link)`
    """
    rows = moved_from(name)
    concerned = [row for row in rows if not row.macros.keys().isdisjoint(macros)] or rows[:1]
    present = []
    for row in concerned:
        renamed = ", ".join(
            f"{former} is now {new}"
            for former, new in row.macros.items()
            if former in macros and former != new
        )
        present.append(quoted(_prefix(name) + row.present) + (f" ({renamed})" if renamed else ""))
    return f"{quoted(name)} is now {' and '.join(present)}"


def _prefix(name: str) -> str:
    return _PREFIX if name.startswith(_PREFIX) else ""
