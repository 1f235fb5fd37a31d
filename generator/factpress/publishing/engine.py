"""Engine: Jinja, for templates that are rendered thousands of times with plain contexts.

In: what `jinja2.Environment` takes. Out: an environment whose templates give the same text as its
own, with less work for each name, call, output and import: a page of ours asks for a thousand keys
of mappings, calls a hundred macros, and imports with context twenty modules of nothing but macros.
Knows nothing of our templates, and leaves every unusual case to Jinja.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, MutableMapping, Sequence
from types import FunctionType
from typing import Any, NamedTuple

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

# An attribute of these names is a method of every mapping, which comes before its key.
_OF_MAPPINGS = frozenset(dir(dict))
# What calls are given for functions that ask for the context.
_NOT_FOR_MACROS = frozenset({"_loop_vars", "_block_vars"})


class _Context(Context):
    """What a template sees; besides, the modules that it imports, kept for other pages."""

    environment: Engine

    def __init__(
        self,
        environment: Engine,
        parent: dict[str, Any],
        name: str | None,
        blocks: dict[str, Any],
        globals: MutableMapping[str, Any] | None = None,
    ) -> None:
        super().__init__(environment, parent, name, blocks, globals)
        self.kept = environment.kept[name]
        self.is_constant = True

    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """As Jinja does; at once, where a macro or a function is given what it takes."""
        kind = called.__class__
        if kind is Macro and self.eval_ctx.autoescape:
            taken = _taken(called, args, kwargs)
            if taken is not None:
                return safe(called._func(*taken))
        elif kind is FunctionType and not called.__dict__:
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
            return called(*args, **kwargs)
        return super().call(called, *args, **kwargs)


def _taken(macro: Macro, args: tuple[Any, ...], named: dict[str, Any]) -> Sequence[Any] | None:
    """What a macro takes, in its order; None where that is not plain to see."""
    left_out = macro._argument_count - len(args)
    if left_out < 0 or macro.catch_kwargs or macro.catch_varargs or macro.explicit_caller:
        return None
    if not named or not (named.keys() - _NOT_FOR_MACROS):
        if macro.caller:
            return None
        return (*args, *((missing,) * left_out)) if left_out else args
    given = {name: value for name, value in named.items() if name not in _NOT_FOR_MACROS}
    names = macro.arguments[len(args) :]
    last = (given.pop("caller"),) if macro.caller and "caller" in given else ()
    if len(last) < macro.caller or not given.keys() <= set(names):
        return None
    return (*args, *(given.get(name, missing) for name in names), *last)


def called(function: Callable[..., Any], value: object) -> Any:
    """What a function, such as a macro, gives for a value."""
    if function.__class__ is Macro and function._default_autoescape:
        taken = _taken(function, (value,), {})
        if taken is not None:
            return safe(function._func(*taken))
    return function(value)


def safe(text: str) -> Markup:
    """A text that is HTML, marked as such."""
    return str.__new__(Markup, text)


def escaped(value: object) -> str:
    """The value as HTML. Whoever asks joins it with what is HTML already."""
    if isinstance(value, Markup):
        return value
    if value.__class__ is str and not _is_special(value):
        return value
    return escape(value)


def _is_special(text: str) -> bool:
    """Whether a text has characters that mean something in HTML."""
    return "&" in text or "<" in text or ">" in text or '"' in text or "'" in text


class _Kept(NamedTuple):
    """An imported module, and the context in which its macros look up names."""

    module: TemplateModule
    context: _Context

    def renewed(self, names: dict[str, Any]) -> TemplateModule:
        """The module, its macros and those of the modules it imports seeing other names."""
        self.context.parent = names
        if self.context.kept:
            every = self.context.get_all()
            for each in self.context.kept.values():
                each.renewed(every)
        return self.module


class _Generator(CodeGenerator):
    """Compiles outputs that escape what is not yet safe, and imports that keep their module."""

    def visit_Template(  # noqa: N802 (Jinja's own name)
        self, node: nodes.Template, frame: Frame | None = None
    ) -> None:
        """Says besides whether a module of the template is the same for every page."""
        super().visit_Template(node, frame)
        self.writeline(f"root.is_constant = {all(map(_is_constant, node.body))}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        if not (node.with_context and frame.toplevel and _is_named(node)):
            super()._import_common(node, frame)
            return
        self.write("environment.imported(context, ")
        self.visit(node.template, frame)
        self.write(f", {self.name!r})")


def _is_constant(node: nodes.Node) -> bool:
    """Whether what a node does for a module is the same on every page."""
    if isinstance(node, nodes.Output):
        return all(isinstance(each, nodes.TemplateData) for each in node.nodes)
    return isinstance(node, nodes.Macro) or _is_named(node)


def _is_named(node: nodes.Node) -> bool:
    """Whether this imports a template that it names."""
    if not isinstance(node, nodes.Import | nodes.FromImport):
        return False
    return isinstance(node.template, nodes.Const)


class Engine(jinja2.Environment):
    """An environment whose globals are all set before its first template is asked for."""

    context_class = _Context
    code_generator_class = _Generator

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.kept: defaultdict[str | None, dict[tuple[str | None, str], _Kept]] = defaultdict(dict)
        self._trees: dict[tuple[str | None, str], nodes.Template] = {}
        self._loaded: dict[str, jinja2.Template] = {}

    def parse(
        self, source: str, name: str | None = None, filename: str | None = None
    ) -> nodes.Template:
        """The tree of a template, which the compiler takes over when it comes."""
        if (name, source) not in self._trees:
            self._trees[name, source] = super().parse(source, name, filename)
        return self._trees[name, source]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        # The compiler changes the tree that it is given.
        return self._trees.pop((name, source), None) or super()._parse(source, name, filename)

    escaped = staticmethod(escaped)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """As Jinja does: the key of a mapping is found at once."""
        if obj.__class__ is dict and attribute not in _OF_MAPPINGS:
            if attribute in obj:
                return obj[attribute]
            return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template; the environment's own where it has no others."""
        return super().make_globals(d) if d else self.globals

    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> jinja2.Template:
        """A template by name, which stays as it was when it was loaded."""
        if globals is not None or not isinstance(name, str):
            return super().get_template(name, parent, globals)
        if name not in self._loaded:
            self._loaded[name] = super().get_template(name, parent)
        return self._loaded[name]

    def imported(self, context: _Context, name: str, importer: str | None) -> TemplateModule:
        """The module of a template that another imports with context.

        Macros look up names when they are called. So the module of a template that does nothing but
        define and import macros can be kept, and is given the names of each page.
        """
        kept = context.kept.get((importer, name))
        if kept:
            return kept.renewed(context.get_all())
        template = self.get_template(name, importer)
        own = template.new_context(context.get_all(), shared=True)
        assert isinstance(own, _Context)
        own.kept = {}
        module = TemplateModule(template, own)
        if own.is_constant and getattr(template.root_render_func, "is_constant", False):
            context.kept[importer, name] = _Kept(module, own)
        else:
            context.is_constant = False
        return module
