"""Every name that a template of the theme reads is a field of the value that it reads it from.

The templates are walked with the types of the contexts: through loops, macros and their callers,
`set` and includes. Where a type is not known, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin

import jinja2
import pytest
from jinja2 import nodes
from msgspec import Struct

from factpress.charts.svg import Picture
from factpress.cli.describe import field_types, page_contexts
from factpress.model.contexts import Context
from factpress.pages.frame import Frame, PageContext
from factpress.theme.overrides import template_sources

# What a value may be: classes of values, lists of such, mappings written in a template, macros.
Types: TypeAlias = tuple[Any, ...]
ANY: Types = ()


class Listed(tuple[Any, ...]):
    """A list whose entries are of one of these types."""


class Written(dict[str, Types]):
    """A mapping that a template writes down."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(self.items()))


class Called:
    """A macro or a caller's block, with the names that it sees and the template it is in."""

    def __init__(self, node: nodes.Macro | nodes.CallBlock, scope: Scope, template: str) -> None:
        self.node, self.scope, self.template = node, scope, template


class Scope(dict[str, Types]):
    """The names at one place of a template."""

    def inner(self, **names: Types) -> Scope:
        return Scope({**self, **names})


def types_of(hint: Any) -> Types:
    """What a field may hold, `None` left out."""
    kind, inner = get_origin(hint), get_args(hint)
    if kind is Annotated:
        return types_of(inner[0])
    if kind is Union or str(kind) == "<class 'types.UnionType'>":
        found = [types_of(each) for each in inner if each is not type(None)]
        return ANY if ANY in found else tuple(each for types in found for each in types)
    if isinstance(kind, type) and issubclass(kind, Sequence):
        return (Listed(types_of(inner[0])),)
    if hint is Picture:
        return tuple(Picture.__subclasses__())
    value = kind or hint
    return (hint,) if isinstance(value, type) and issubclass(value, Struct) else ANY


class Walk:
    """Looks through the templates that one page is rendered with."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self.environment = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
        self.sources = sources
        self.trees: dict[str, nodes.Template] = {}
        # The names that a template asks of whether they are defined.
        self.optional: dict[str, set[str]] = {}
        self.seen: set[Any] = set()
        self.mistakes: list[str] = []
        self.read: set[tuple[str, str]] = set()
        self.name = ""

    def tree(self, name: str) -> nodes.Template:
        if name not in self.trees:
            tree = self.trees[name] = self.environment.parse(self.sources[name])
            tested = [each.node for each in tree.find_all(nodes.Test) if each.name == "defined"]
            self.optional[name] = {t.attr for t in tested if isinstance(t, nodes.Getattr)}
        return self.trees[name]

    def template(self, name: str, scope: Scope) -> None:
        """A template with all that it extends; its blocks see what it imports."""
        tree, before = self.tree(name), self.name
        self.name = name
        for extends in tree.find_all(nodes.Extends):
            assert isinstance(extends.template, nodes.Const)
            self.template(str(extends.template.value), scope)
        self.body(tree.body, scope)
        self.name = before

    def module(self, name: str, scope: Scope) -> Scope:
        """The names that a module gives to those who import it."""
        made, before = Scope(scope), self.name
        self.name = name
        self.body(self.tree(name).body, made)
        self.name = before
        return made

    def body(self, body: Sequence[nodes.Node], scope: Scope) -> None:
        for node in body:
            self.statement(node, scope)

    def statement(self, node: nodes.Node, scope: Scope) -> None:
        match node:
            case nodes.Macro():
                scope[node.name] = (Called(node, scope, self.name),)
            case nodes.FromImport(template=nodes.Const(value=name)):
                found = self.module(name, scope)
                for each in node.names:
                    ours, theirs = (each[1], each[0]) if isinstance(each, tuple) else (each, each)
                    scope[ours] = found[theirs]
            case nodes.Import(template=nodes.Const(value=name)):
                scope[node.target] = (Written(self.module(name, scope)),)
            case nodes.Include(template=nodes.Const(value=name)):
                self.template(name, scope)
            case nodes.For():
                self.loop(node, scope)
            case nodes.Assign(target=nodes.Name(name=name)):
                scope[name] = self.value(node.node, scope)
            case nodes.AssignBlock(target=nodes.Name(name=name)):
                self.body(node.body, scope)
                scope[name] = ANY
            case nodes.With():
                names = {
                    target.name: self.value(value, scope)
                    for target, value in zip(node.targets, node.values, strict=True)
                    if isinstance(target, nodes.Name)
                }
                self.body(node.body, scope.inner(**names))
            case nodes.CallBlock():
                self.call(node.call, scope, Called(node, scope, self.name))
            case nodes.If():
                self.value(node.test, scope)
                bodies: list[Sequence[nodes.Node]] = [node.body, node.elif_, node.else_]
                ways = [scope.inner() for _ in bodies]
                for part, inner in zip(bodies, ways, strict=True):
                    self.body(part, inner)
                for name in {name for inner in ways for name in inner}:
                    each_way = (each for inner in ways for each in inner.get(name, ANY))
                    scope[name] = tuple(dict.fromkeys(each_way))
            case nodes.Block():
                self.body(node.body, scope.inner(super=ANY))
            case nodes.Expr():
                self.value(node, scope)
            case _:
                self.body(list(node.iter_child_nodes()), scope)

    def loop(self, node: nodes.For, scope: Scope) -> None:
        lists = self.value(node.iter, scope)
        entries = tuple(each for one in lists if isinstance(one, Listed) for each in one)
        inner = scope.inner(loop=ANY)
        if isinstance(node.target, nodes.Name):
            inner[node.target.name] = entries
        else:
            inner.update({each.name: ANY for each in node.target.find_all(nodes.Name)})
        if node.test:
            self.value(node.test, inner)
        self.body(node.body, inner)
        self.body(node.else_, scope)

    def value(self, node: nodes.Node, scope: Scope) -> Types:
        """What an expression may be; whatever it reads is looked at."""
        match node:
            case nodes.Name():
                return scope.get(node.name, ANY)
            case nodes.Getattr():
                return self.field(self.value(node.node, scope), node.attr, node.lineno)
            case nodes.Getitem():
                held = self.value(node.node, scope)
                self.value(node.arg, scope)
                if isinstance(node.arg, nodes.Slice):
                    return held
                lists = (each for each in held if isinstance(each, Listed))
                return tuple(entry for each in lists for entry in each)
            case nodes.Dict():
                pairs = [(each.key, self.value(each.value, scope)) for each in node.items]
                return (Written({str(k.value): v for k, v in pairs if isinstance(k, nodes.Const)}),)
            case nodes.Call():
                return self.call(node, scope, None)
            case nodes.Filter():
                return self.filtered(node, scope)
            case nodes.CondExpr():
                self.value(node.test, scope)
                both = (node.expr1, *([node.expr2] if node.expr2 else []))
                return tuple(each for part in both for each in self.value(part, scope))
            case nodes.Or() | nodes.Add():
                return (*self.value(node.left, scope), *self.value(node.right, scope))
            case _:
                for child in node.iter_child_nodes():
                    self.value(child, scope)
                return ANY

    def field(self, held: Types, name: str, line: int) -> Types:
        """The types of a field; a mistake where no value that it may be read from has it."""
        if hasattr(dict, name) and any(isinstance(each, Written) for each in held):
            return ANY
        known = [each for each in held if isinstance(each, Written) or _fields(each) is not None]
        having = [each for each in known if name in (_fields(each) or each)]
        for each in having:
            self.read.add((getattr(each, "__name__", ""), name))
        if known and not having and name not in self.optional[self.name]:
            names = ", ".join(str(getattr(each, "__name__", each)) for each in known)
            self.mistakes.append(f"{self.name}:{line}: {names} has no {name}")
        found = [
            each[name] if isinstance(each, Written) else types_of((_fields(each) or {})[name])
            for each in having
        ]
        return tuple(each for types in found for each in types)

    def call(self, node: nodes.Call, scope: Scope, caller: Called | None) -> Types:
        given = [self.value(each, scope) for each in node.args]
        named = {each.key: self.value(each.value, scope) for each in node.kwargs}
        for each in self.value(node.node, scope):
            if isinstance(each, Called):
                self.macro(each, given, {**named, **({"caller": (caller,)} if caller else {})})
        return ANY

    def macro(self, called: Called, given: Sequence[Types], named: Mapping[str, Types]) -> None:
        arguments = [each.name for each in called.node.args]
        names = dict.fromkeys(arguments, ANY) | dict(zip(arguments, given, strict=False))
        scope = called.scope.inner(**{**names, **named})
        key = (id(called.node), repr(sorted(names.items())), repr(named), id(called.scope))
        if key not in self.seen:
            self.seen.add(key)
            self.name, before = called.template, self.name
            self.body(called.node.body, scope)
            self.name = before

    def filtered(self, node: nodes.Filter, scope: Scope) -> Types:
        held = self.value(node.node, scope) if node.node else ANY
        for each in (*node.args, *(given.value for given in node.kwargs)):
            for called in self.value(each, scope):
                if isinstance(called, Called):  # `cards|listed(to)` calls a macro with each
                    entries = tuple(e for one in held if isinstance(one, Listed) for e in one)
                    self.macro(called, [entries], {})
        attribute = next((a for a in _attributes(node)), None)
        entries = tuple(each for one in held if isinstance(one, Listed) for each in one)
        asked = self.field(entries, attribute, node.lineno) if attribute else ANY
        if node.name == "sum":
            return asked
        return held if node.name in ("list", "selectattr", "sort") else ANY


def _attributes(node: nodes.Filter) -> Iterator[str]:
    """The attribute that a filter reads from each entry."""
    if node.name in ("selectattr", "common", "usual") and isinstance(node.args[0], nodes.Const):
        yield str(node.args[0].value)
    for each in node.kwargs:
        if each.key == "attribute" and isinstance(each.value, nodes.Const):
            yield str(each.value.value)


def _fields(kind: Any) -> Mapping[str, Any] | None:
    value = get_origin(kind) or kind
    if not (isinstance(value, type) and issubclass(value, Struct)):
        return None
    own = field_types(value)
    parameters = getattr(value, "__parameters__", ())
    if not parameters or not get_args(kind):
        return own
    given = dict(zip(parameters, get_args(kind), strict=True))
    return {name: _filled(hint, given) for name, hint in own.items()}


def _filled(hint: Any, given: Mapping[Any, Any]) -> Any:
    inner = getattr(hint, "__parameters__", ())
    return hint[tuple(given[each] for each in inner)] if inner else given.get(hint, hint)


def walked(sources: Mapping[str, str], name: str, context: type[Context]) -> Walk:
    walk = Walk(sources)
    hints = dict(field_types(context))
    if issubclass(context, PageContext):
        hints |= field_types(Frame)
    walk.template(name, Scope({key: types_of(hint) for key, hint in hints.items()}))
    return walk


@pytest.mark.parametrize("name", sorted(page_contexts()))
def test_every_field_that_a_template_reads_is_there(name: str) -> None:
    assert walked(template_sources(), name, page_contexts()[name]).mistakes == []


@pytest.mark.parametrize(
    ("template", "right", "wrong", "mistake"),
    [
        ("claim.html", "claim.reason", "claim.raeson", "ClaimView has no raeson"),
        ("components/language.html", "card.title", "card.titel", "Link has no titel"),
        ("components/passage.html", "passage.published", "passage.publised", "has no publised"),
        ("components/claim_cards.html", "finding.text", "finding.txt", "FindingView has no txt"),
        ("matrix.html", '"as_of")', '"asof")', "has no asof"),
        ("base.html", "page.title", "page.titel", "PageView has no titel"),
        ("components/rating.html", "rating.rank", "rating.rnk", "RatingView has no rnk"),
    ],
)
def test_a_misspelt_field_is_found(template: str, right: str, wrong: str, mistake: str) -> None:
    sources = dict(template_sources())
    assert right in sources[template]
    sources[template] = sources[template].replace(right, wrong)
    found = [
        each
        for name, context in page_contexts().items()
        if name in ("claim.html", "home.html", "matrix.html")
        for each in walked(sources, name, context).mistakes
    ]
    assert any(mistake in each and each.startswith(template) for each in found), found
