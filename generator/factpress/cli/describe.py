"""The reference of templates: the blocks of each, and the types of what it sees.

It is generated from the contexts that pages give their templates. A comment that begins with `#:`,
on a field's line or above it, says what the field holds.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import jinja2
from jinja2 import nodes
from markupsafe import Markup
from msgspec import Struct

from factpress.charts.svg import Picture
from factpress.model.contexts import Context
from factpress.model.problems import BuildRefused, Problem, unknown
from factpress.pages.frame import Frame, PageContext
from factpress.theme.overrides import template_sources

_BASE = "base.html"
_PLAIN: Mapping[object, str] = {
    str: "text",
    int: "number",
    float: "number",
    bool: "true or false",
    Markup: "HTML",
    NoneType: "nothing",
}
_COMMENT = re.compile(
    r"^    (?:#: (?P<above>.+)\n    )?(?P<name>\w+): .*?(?:  #: (?P<beside>.+))?$", re.M
)


def described(name: str) -> str:
    """One of the theme's templates as Markdown; of a page's also every value that it reaches.

    Raises BuildRefused where there is no template of that name.
    """
    sources, contexts = template_sources(), page_contexts()
    if name not in sources:
        message = unknown("template", name, sorted(sources), is_not="is not one of factpress's")
        raise BuildRefused([Problem("templates", 1, 1, message)])
    if name not in contexts and name != _BASE:
        return "\n".join([f"## {name}\n", *(f"- `{macro}`" for macro in macros(sources[name]))])
    context = contexts.get(name)
    values = values_of([context or Frame])
    return "\n".join([template_section(name, sources[name], context), *map(section, values)])


def page_contexts() -> dict[str, type[Context]]:
    """The context of each template that pages are rendered with, by its name."""
    import factpress.plan  # noqa: F401 (the modules of all pages)

    found: dict[str, type[Context]] = {}
    waiting: list[type[Context]] = [Context]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if "template" in vars(kind) and kind.__module__.startswith("factpress."):
            found[kind.template] = kind
    return found


def template_section(name: str, source: str, context: type[Context] | None) -> str:
    """A template's blocks, and the names that it sees."""
    parts = [f"## {name}\n"]
    if context:
        parts.append(f"{inspect.getdoc(context)}\n")
    if listed := [f"{'  ' * depth}- `{block}`" for depth, block in blocks(source)]:
        parts.append("\n".join(["Blocks:\n", *listed, ""]))
    fields = list(_fields(context or Frame))
    if context is None:
        parts.append("Every page sees:\n")
    elif issubclass(context, PageContext):
        parts.append(f"Sees what every page sees (see {_BASE}){', and' if fields else ''}:\n")
    return "\n".join([*parts, *fields, ""])


def section(kind: type[Struct]) -> str:
    """A value: what it is, and its fields."""
    about = vars(kind).get("__doc__")
    return "\n".join(
        [f"### {kind.__name__}\n", *([f"{about}\n"] if about else []), *_fields(kind), ""]
    )


def values_of(kinds: Iterable[type[Struct]]) -> list[type[Struct]]:
    """The classes of all values that these reach, in the order of first sight."""
    seen: dict[type[Struct], None] = {}
    waiting = list(kinds)
    while waiting:
        kind = waiting.pop(0)
        for hint in field_types(kind).values():
            for each in _structs(hint):
                if each not in seen:
                    seen[each] = None
                    waiting.append(each)
    return list(seen)


def field_types(kind: type[Struct]) -> dict[str, Any]:
    """The type of each field, by its name in templates."""
    hints = get_type_hints(kind, include_extras=True)
    given = _arguments(kind)
    return {
        name.rstrip("_"): _filled(hints[name], given)
        for name in kind.__struct_fields__
        if not (name == "frame" and issubclass(kind, PageContext))
    }


def _arguments(kind: type[Struct]) -> dict[Any, Any]:
    """The types that a class gives for the type variables of its bases."""
    found: dict[Any, Any] = {}
    for base in getattr(kind, "__orig_bases__", ()):
        parameters = getattr(get_origin(base), "__parameters__", ())
        found.update(zip(parameters, get_args(base), strict=False))
    return found


def _filled(hint: Any, given: Mapping[Any, Any]) -> Any:
    if isinstance(hint, TypeVar):
        return given.get(hint, hint)
    parameters = getattr(hint, "__parameters__", ())
    return hint[tuple(given.get(each, each) for each in parameters)] if parameters else hint


def _structs(hint: Any) -> Iterator[type[Struct]]:
    """The classes of values that a type names."""
    kind = get_origin(hint) or hint
    if isinstance(kind, type) and issubclass(kind, Struct):
        yield kind
        yield from kind.__subclasses__() if kind is Picture else ()
    for each in get_args(hint):
        yield from _structs(each)


def _fields(kind: type[Struct]) -> Iterator[str]:
    comments = _comments(kind)
    for name, hint in field_types(kind).items():
        about = comments.get(name) or _description(hint)
        yield f"- `{name}`: {_holds(hint)}{f'. {about}' if about else ''}"


def _comments(kind: type[Struct]) -> dict[str, str]:
    """The comments on the fields of a class and of those it is made from."""
    found: dict[str, str] = {}
    for each in reversed(kind.__mro__):
        if each.__module__.startswith("factpress."):
            for line in _COMMENT.finditer(inspect.getsource(each)):
                if about := line["above"] or line["beside"]:
                    found[line["name"].rstrip("_")] = about
    return found


def _description(hint: Any) -> str:
    """The text among the annotations of a card's field."""
    return next((each for each in getattr(hint, "__metadata__", ()) if isinstance(each, str)), "")


def _holds(hint: Any) -> str:
    """A type in plain words."""
    kind, inner = get_origin(hint), get_args(hint)
    if kind is Annotated:
        return _holds(inner[0])
    if kind in (Union, UnionType):
        return " or ".join(dict.fromkeys(map(_holds, inner)))
    if kind is Literal:
        return "text"
    if isinstance(hint, TypeVar):
        return "any"
    if isinstance(kind, type) and issubclass(kind, Mapping):
        return f"mapping of {_holds(inner[1])}"
    if isinstance(kind, type) and issubclass(kind, Sequence):
        return f"list of {_holds(inner[0])}"
    if kind:
        return f"{kind.__name__} of {_holds(inner[0])}"
    return _PLAIN.get(hint) or f"{hint.__name__}"


def blocks(source: str) -> list[tuple[int, str]]:
    """The blocks of a template in order, each with how many blocks it is inside of."""
    return list(_nested(_tree(source), 0))


def _tree(source: str) -> nodes.Template:
    return jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(source)


def _nested(node: nodes.Node, depth: int) -> Iterator[tuple[int, str]]:
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Block):
            yield depth, child.name
            yield from _nested(child, depth + 1)
        else:
            yield from _nested(child, depth)


def macros(source: str) -> list[str]:
    """The macros of a template, by name."""
    return [macro.name for macro in _tree(source).find_all(nodes.Macro)]
