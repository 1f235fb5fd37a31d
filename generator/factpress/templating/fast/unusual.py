"""Whether a publication's own template must be rendered by Jinja's own environment.

The engine cannot render a template that gives a global name to something else, counts, changes its
context, or switches escaping. This may find too many templates, but never too few.
"""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes
from jinja2.defaults import DEFAULT_NAMESPACE

# Names of globals, which the compiler looks up without the context.
USUAL = frozenset({*DEFAULT_NAMESPACE, *"_ gettext ngettext npgettext pgettext asset csp".split()})
# https://jinja.palletsprojects.com/en/stable/templates/#list-of-global-functions
_COUNTING = frozenset({"cycler", "joiner", "namespace"})
_CHANGING = frozenset(
    "append clear extend insert pop popitem remove reverse setdefault sort update".split()
)
# Filters that are given the name of an attribute.
_ASKING = frozenset({"attr", "map"})
# A name of Jinja's own, in which `{% trans %}` keeps a value.
_OF_JINJA = "_trans"


def is_unusual(source: str, tree: nodes.Template) -> bool:
    """Whether a template, of which this is the tree, is one for Jinja's own environment."""
    return (
        _OF_JINJA in source
        or next(tree.find_all(_SWITCHES), None) is not None
        or not USUAL.isdisjoint(_bound(tree))
        or any(node.name in _COUNTING for node in tree.find_all(nodes.Name))
        or not _CHANGING.isdisjoint(_attributes(tree))
    )


_SWITCHES = (nodes.EvalContextModifier, nodes.ScopedEvalContextModifier, nodes.NSRef)


def _attributes(tree: nodes.Template) -> Iterator[object]:
    """The attributes and keys that a template asks for by name, in whichever way."""
    for asked in tree.find_all(nodes.Getattr):
        yield asked.attr
    items = tree.find_all(nodes.Getitem)
    filters = (each for each in tree.find_all(nodes.Filter) if each.name in _ASKING)
    for node in (*items, *filters):
        yield from (each.value for each in node.find_all(nodes.Const))


def _bound(tree: nodes.Template) -> Iterator[str]:
    """The names that a template gives to something of its own."""
    for name in tree.find_all(nodes.Name):
        if name.ctx != "load":
            yield name.name
    for macro in tree.find_all(nodes.Macro):
        yield macro.name
    for module in tree.find_all(nodes.Import):
        yield module.target
    for imported in tree.find_all(nodes.FromImport):
        yield from (each if isinstance(each, str) else each[1] for each in imported.names)
