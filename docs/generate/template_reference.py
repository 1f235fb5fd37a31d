"""The reference of templates: the blocks of each, and what each is given.

In: template sources, and pages as planned. Out: Markdown for `docs/how-to/theming.md`. A test
holds the document to the templates and the plan; `make docs` writes it anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import jinja2
from jinja2 import nodes

from factpress.model.site import Page, Plain

BEGIN = (
    "<!-- Made from the templates and the plan by `make docs`; what follows is not edited. -->\n"
)

_EVERYWHERE = ("publication", "page")
# Mappings that many templates are given, by the name under which the reference explains them.
_KNOWN = {
    "a link": frozenset({"title", "url"}),
    "a rating": frozenset({"id", "label", "definition", "mark", "value", "rank", "of", "url"}),
    "a claim in a list": frozenset(
        {
            *("title", "url", "id", "rating", "as_of", "reason", "checked", "said"),
            *("claimants", "topics"),
        }
    ),
}
_SHAPES = """
A path ending in `[]` is an entry of a list. Three mappings are met so often that they have names: a
*link* has `title` and `url`, `language` where the card names that of its title, and `full` where
the title is a short name for it; a *rating* has `id`, `label`, `definition`, `mark`, `value`,
`rank` (its place on the scale, from 1), `of` (the length of the scale) and `url`; a *claim in a
list* has `title`, `url`, `id`, `rating` (a rating), `as_of` (the day or month up to which its
evidence speaks), `reason`, `checked`, `said`, `claimants` (links) and `topics` (ids).
Addresses begin with `/` and go through `|rel`, dates are like `2022-01-07` and go through `|day`. A
`published` may be a month, a year, a period with `/`, or a lower bound, as in `[2022-01-12..]`.
"""
_NAMES = {bool: "true or false", int: "number", float: "number", str: "text"}


def templates_reference(sources: Mapping[str, str], pages: Iterable[Page]) -> str:
    """A section for what every page is given, then one for each template."""
    given: dict[str, list[Mapping[str, Plain]]] = {}
    for page in pages:
        given.setdefault(page.template, []).append(page.context)
    contexts = [context for each in given.values() for context in each]
    every = [{key: context[key] for key in _EVERYWHERE} for context in contexts]
    parts = [BEGIN, _SHAPES, "\n## What every template is given\n\n", _table(every)]
    for name in sorted(sources):
        own = [
            {key: value for key, value in context.items() if key not in _EVERYWHERE}
            for context in given.get(name, ())
        ]
        if name in given or name == "base.html":
            about = _about(sources[name])
            parts += [f"\n## {name}\n\n", about, _blocks(sources[name]), _given(own)]
    parts.append(_components(sources))
    return "".join(parts)


def _about(source: str) -> str:
    """The first sentence of a template's own words about itself."""
    words = re.match(r"\{#-?\s+(.*?\.)(?:\s|$)", source, re.DOTALL)
    return " ".join(words[1].split()) + "\n\n" if words else ""


def _blocks(source: str) -> str:
    lines = [f"{'  ' * depth}- `{name}`\n" for depth, name in blocks(source)]
    return "Blocks:\n\n" + "".join(lines) + "\n" if lines else ""


def blocks(source: str) -> list[tuple[int, str]]:
    """The blocks of a template in order, each with how deep it lies in others."""
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    return list(_nested(environment.parse(source), 0))


def _nested(node: nodes.Node, depth: int) -> Iterator[tuple[int, str]]:
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Block):
            yield depth, child.name
            yield from _nested(child, depth + 1)
        else:
            yield from _nested(child, depth)


def _given(contexts: Sequence[Mapping[str, Plain]]) -> str:
    return _table(contexts) if any(contexts) else "Is given nothing more.\n"


def _table(contexts: Sequence[Mapping[str, Plain]]) -> str:
    rows = "".join(f"| `{path}` | {holds} |\n" for path, holds in keys(contexts).items())
    return f"| given | holds |\n|---|---|\n{rows}"


def keys(contexts: Iterable[Mapping[str, Plain]]) -> dict[str, str]:
    """Every key of the contexts, in order of first sight, and what it holds.

    `claims[].rating.label` is the label of the rating of each of the claims.
    """
    found: dict[str, set[str]] = {}
    for context in contexts:
        for key, value in context.items():
            _note(value, key, found)
    shown = {path: _said(holds) for path, holds in sorted(found.items(), key=_by_parents(found))}
    return {
        path: holds for path, holds in shown.items() if not _is_told_by_parts(path, holds, found)
    }


def _by_parents(found: Mapping[str, object]) -> Callable[[tuple[str, object]], list[int]]:
    """What is inside a key comes right after it, however late it was seen."""
    seen = {path: number for number, path in enumerate(found)}

    def place(entry: tuple[str, object]) -> list[int]:
        path = entry[0]
        ends = [n for n, character in enumerate(path) if character in ".["]
        return [seen[path[:end]] for end in [*ends, len(path)] if path[:end] in seen]

    return place


def _is_told_by_parts(path: str, holds: str, found: Mapping[str, object]) -> bool:
    parts = f"{path}[]" if holds == "list" else f"{path}."
    return holds in ("list", "mapping") and any(each.startswith(parts) for each in found)


def _note(value: Plain, path: str, found: dict[str, set[str]]) -> None:
    holds = found.setdefault(path, set())
    if value is None:
        holds.add("nothing")
    elif isinstance(value, Mapping):
        _note_mapping(value, path, found)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        holds.add("list")
        for item in value:
            _note(item, f"{path}[]", found)
    else:
        holds.add("HTML" if hasattr(value, "__html__") else _NAMES[type(value)])


def _note_mapping(value: Mapping[str, Plain], path: str, found: dict[str, set[str]]) -> None:
    # Any of them may say the language of its title, and what a short name stands for.
    members = value.keys() - {"language", "full"}
    known = next((name for name, each in _KNOWN.items() if each == members), None)
    found[path].add(known or "mapping")
    if known is None:
        for key, inner in value.items():
            _note(inner, f"{path}.{key}", found)


def _said(holds: set[str]) -> str:
    certain = sorted(holds - {"nothing"})
    return " or ".join([*certain, "nothing"] if "nothing" in holds else certain)


def _components(sources: Mapping[str, str]) -> str:
    names = sorted(name for name in sources if name.startswith(("charts/", "components/")))
    rows = "".join(f"- `{name}`{_macros(sources[name])}\n" for name in names)
    about = "Templates that pages share, with their macros."
    return f"\n## Charts and components\n\n{about}\n\n{rows}"


def _macros(source: str) -> str:
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    macros = [m.name for m in environment.parse(source).find_all(nodes.Macro)]
    return ": " + ", ".join(f"`{name}`" for name in macros) if macros else ""
