"""Problems in a publication's own templates: unknown blocks, unused templates.

A template whose parent is named by a variable is left alone, and so is one that cannot be parsed:
rendering reports it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

import jinja2
from jinja2 import nodes

from factpress.model.problems import Problem, Severity, closest, quoted, unknown
from factpress.templating.environment import Sources
from factpress.theme.checks import copied_from

_TEMPLATES = (".html", ".svg")
# A template named otherwise than by a text in quotation marks, or by a list of these.
_WORKED_OUT = re.compile(
    r"""\{%[-+]?\s*(?:include|import|from|extends)\s+(?![\["'])"""
    r"""|\{%[-+]?\s*(?:include|import|from|extends)\b[^%]*(?:~|\+|\bif\b)"""
)
# Line, column, message, severity.
_Mistake: TypeAlias = tuple[int, int, str, Severity]


class _Template(NamedTuple):
    """A template as parsed; `parent` is the one that it extends, None where a variable names it."""

    name: str
    source: str
    tree: nodes.Template
    extends: nodes.Extends | None
    parent: str | None


def check_templates(sources: Sources) -> tuple[Problem, ...]:
    """Problems of the publication's own templates that rendering would not report."""
    if not any(name.endswith(_TEMPLATES) for name in sources.own):
        return ()
    templates = _Templates(sources)
    return tuple(
        Problem(f"{sources.own_at}/{name}", *mistake)
        for name in sources.own
        if name.endswith(_TEMPLATES)
        for mistake in templates.mistakes_in(name)
    )


class _Templates:
    """The templates of one site, parsed when they are asked for."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._environment = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
        self._parsed: dict[str, _Template | None] = {}

    def _template(self, name: str) -> _Template | None:
        if name not in self._parsed:
            found = self._sources.find(name)
            self._parsed[name] = self._parse(name, found[0]) if found else None
        return self._parsed[name]

    def _parse(self, name: str, source: str) -> _Template | None:
        try:
            tree = self._environment.parse(source)
        except jinja2.TemplateSyntaxError:
            return None
        extends = next(tree.find_all(nodes.Extends), None)
        named = extends.template if extends else None
        parent = str(named.value) if isinstance(named, nodes.Const) else None
        return _Template(name, source, tree, extends, parent)

    def mistakes_in(self, name: str) -> Iterator[_Mistake]:
        """The mistakes in one of the publication's own templates."""
        yield from self._lost_in(name)
        yield from self._misspelt_in(name)
        yield from self._unused(name)

    def _lost_in(self, name: str) -> Iterator[_Mistake]:
        """Blocks that fill none of a parent's, and text outside of blocks."""
        template = self._template(name)
        if template is None or template.extends is None:
            return
        if template.parent and self._sources.find(template.parent) is None:
            names = [*self._sources.default, *(f"default:{n}" for n in self._sources.default)]
            known = [*names, *(each for each in self._sources.own if each != name)]
            message = unknown("template", template.parent, known, is_not="is not there")
            yield template.extends.lineno, 1, message, "error"
            return
        if self._is_endless(template):
            usual = f"default:{name}" if name in self._sources.default else "default:NAME"
            message = (
                f"extends {quoted(template.parent or '')}, and so itself without end; the theme's "
                f"own is called {quoted(usual)}"
            )
            yield template.extends.lineno, 1, message, "error"
            return
        allowed = self._blocks_above(template)
        if allowed is None:
            return
        for block in _outermost(template.tree):
            if block.name not in allowed:
                is_not = f"is in none of the templates that this one extends ({template.parent})"
                message = unknown("block", block.name, sorted(allowed), is_not=is_not)
                yield *_place(template.source, block), _with_all(message, allowed), "error"
        if template.extends in template.tree.body:
            yield from _outside(template)

    def _is_endless(self, template: _Template) -> bool:
        """Whether a template extends itself, directly or by others."""
        seen: set[str] = set()
        above: _Template | None = template
        while above and above.parent and above.parent not in seen:
            seen.add(above.parent)
            above = self._template(above.parent)
        return template.name in seen

    def _blocks_above(self, template: _Template) -> set[str] | None:
        """The names of the blocks of all that a template extends; None where that is not known."""
        names, seen = set[str](), {template.name}
        above: _Template | None = template
        while above is not None and above.extends is not None:
            above = self._template(above.parent) if above.parent else None
            if above is None or above.name in seen:
                return None
            seen.add(above.name)
            names |= {block.name for block in above.tree.find_all(nodes.Block)}
        return names if above else None

    def _misspelt_in(self, name: str) -> Iterator[_Mistake]:
        """Blocks of a template in place of the theme's that are called almost as one it lacks."""
        if not any(f'extends "{name}"' in source for source in self._sources.default.values()):
            return
        template, original = self._template(name), self._template(f"default:{name}")
        if template is None or original is None or template.extends is not None:
            return
        theirs = {block.name for block in original.tree.find_all(nodes.Block)}
        blocks = list(template.tree.find_all(nodes.Block))
        lacking = sorted(theirs - {block.name for block in blocks})
        for block in blocks:
            nearest = None if block.name in theirs else closest(block.name, lacking)
            if nearest:
                message = (
                    f"block {quoted(block.name)} is none of factpress's {name}, and templates that "
                    f"extend this one fill {quoted(nearest)}, which it lacks; did you mean that?"
                )
                yield *_place(template.source, block), message, "warning"

    def _unused(self, name: str) -> Iterator[_Mistake]:
        """A warning for a template that is no page's, and that no other template names."""
        theirs, own = self._sources.default, self._sources.own
        others = [source for other, source in own.items() if other != name]
        if name in theirs:
            return
        if any(name in source or _WORKED_OUT.search(source) for source in others):
            return
        if copied_from(own[name]):
            # That its original is gone is reported already.
            return
        nearest = closest(name, sorted(theirs))
        hint = (
            f"did you mean {quoted(nearest)}?"
            if nearest
            else '"factpress theme list" has the names of those that pages use'
        )
        message = f"{quoted(name)} is used by no page and no other template; {hint}"
        yield 1, 1, message, "warning"


def _outermost(node: nodes.Node) -> Iterator[nodes.Block]:
    """The blocks of a template that are in no other block of it."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Block):
            yield child
        else:
            yield from _outermost(child)


def _outside(template: _Template) -> Iterator[_Mistake]:
    """The first text behind `extends` that is in no block."""
    body = template.tree.body
    assert template.extends is not None
    for node in body[body.index(template.extends) + 1 :]:
        for each in node.nodes if isinstance(node, nodes.Output) else ():
            text = each.data if isinstance(each, nodes.TemplateData) else "shown"
            if text.strip():
                line = each.lineno + text[: len(text) - len(text.lstrip())].count("\n")
                message = (
                    "this is in no block, and a template that extends another shows its blocks "
                    "alone; put it in one of them"
                )
                yield line, 1, message, "error"
                return


def _place(source: str, block: nodes.Block) -> tuple[int, int]:
    lines = source.splitlines()
    line = lines[block.lineno - 1] if block.lineno <= len(lines) else ""
    found = re.search(r"\{%[-+]?\s*block\s+" + re.escape(block.name) + r"\b", line)
    return block.lineno, found.start() + 1 if found else 1


def _with_all(message: str, allowed: set[str]) -> str:
    """The message with every name: a template has more blocks than most lists of words."""
    if "Allowed:" in message:
        return message
    return f"{message} Allowed: {', '.join(sorted(allowed))}." if allowed else message
