"""Engine: a Jinja environment for templates that are rendered thousands of times.

Its templates give the same text as Jinja's own, with less work for each name, call, output and
import: a page of ours asks for a thousand fields of values, calls a hundred macros, and imports
with context twenty modules of macros alone. `unusual` finds templates that it cannot render.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, MutableMapping
from functools import cache
from types import BuiltinFunctionType, FunctionType
from typing import Any, NamedTuple, TypeAlias

import jinja2
from jinja2 import nodes, runtime
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import Markup
from msgspec import Struct

from factpress.model.overriding import overrides_as_written
from factpress.templating.fast.compiler import COMPILER_ADDS, Compiler
from factpress.templating.messages import MessageParts, PageLinks, escaped

_new = str.__new__
# An import: the names of the importing and the imported template, and its number in the first.
_Import: TypeAlias = "tuple[str | None, str, int]"


class Macro(runtime.Macro):
    """A macro that knows its arguments.

    `takes` is the number of its arguments, or -1 where it takes anything besides.
    """

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        takes_all = self.catch_kwargs or self.catch_varargs or self.explicit_caller
        self._is_plain = not takes_all
        self.takes = -1 if takes_all or self.caller else self._argument_count

    def taken(self, args: tuple[Any, ...], named: dict[str, Any]) -> list[Any] | None:
        """The arguments of a call in the order of the macro; None where they are not plain."""
        if not self._is_plain or len(args) > self._argument_count:
            return None
        given = dict(named)
        filled = [*args, *(given.pop(name, missing) for name in self.arguments[len(args) :])]
        if self.caller and "caller" in given:
            filled.append(given.pop("caller"))
        is_whole = len(filled) == self._argument_count + self.caller
        return filled if is_whole and not given else None


class _Context(Context):
    """The context of a template, and the modules that it imports, kept for other pages.

    `is_constant` says that all of them are the same for every page.
    """

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
        self.kept: dict[_Import, _Kept] = {}
        self.is_constant = True

    def asked(self, called: Any, /, *args: Any, **named: Any) -> Any:
        """The value of a call; faster, where a macro or a function gets just its arguments."""
        kind = called.__class__
        if kind is Macro and self.eval_ctx.autoescape:
            lacking = called.takes - len(args)
            if not named and lacking >= 0:
                args += (missing,) * lacking
                return _new(Markup, called._func(*args))
            taken = called.taken(args, named)
            if taken is not None:
                return _new(Markup, called._func(*taken))
        elif kind is BuiltinFunctionType or (kind is FunctionType and not called.__dict__):
            return called(*args, **named)
        return self.call(called, *args, **named)


class _Kept(NamedTuple):
    """An imported module, and the context in which its macros look up names.

    `before` are the names that the template which imports it had of its own by then.
    """

    module: TemplateModule
    context: _Context
    before: dict[str, Any]

    def renewed(self, names: dict[str, Any]) -> TemplateModule:
        """The module, its macros and those of the modules it imports seeing other names."""
        self.context.parent = names
        for each in self.context.kept.values():
            each.renewed({**names, **each.before})
        return self.module


def _is_constant(context: Context, template: jinja2.Template) -> bool:
    """Whether a module made in a context would be the same for every page, but for names."""
    is_made_of_constants = getattr(template.root_render_func, "is_constant", False)
    return isinstance(context, _Context) and context.is_constant and is_made_of_constants


class _OfPage(jinja2.Template):
    """A template whose module, imported without context, is made anew for each page.

    Jinja makes it once, so that a counter in it would go on from page to page, and a page would
    depend on which were rendered before.
    """

    environment: Engine
    _page = -1

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        page = self.environment.page_links.page
        if self._page != page:
            self._module = None
        self._page = page
        return super()._get_default_module(ctx)


class _Template(_OfPage):
    """A template that keeps the modules it imports for the next page, if it is one itself."""

    environment: Engine
    _is_constant = False

    def new_context(
        self,
        vars: dict[str, Any] | None = None,
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,
    ) -> Context:
        """The context of the template: that of a page, unless another template shares it."""
        context = super().new_context(vars, shared, locals)
        if not shared and isinstance(context, _Context):
            context.kept = self.environment.kept[self.name]
        return context

    def make_module(
        self,
        vars: dict[str, Any] | None = None,
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,
    ) -> TemplateModule:
        """A module of its own, with modules of its own."""
        own = super().new_context(vars, shared, locals)
        module = TemplateModule(self, own)
        self._is_constant = _is_constant(own, self)
        return module

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        if self._is_constant:
            self._page = self.environment.page_links.page
        module = super()._get_default_module(ctx)
        if isinstance(ctx, _Context) and not self._is_constant:
            ctx.is_constant = False
        return module


class _ClassesWith(dict[type, bool]):
    """Whether the values of a class have a field: known of each class once it is asked for."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self._field = field

    def __missing__(self, kind: type) -> bool:
        has_it = issubclass(kind, Struct) and self._field in kind.__struct_fields__
        self[kind] = has_it
        return has_it


class Engine(jinja2.Environment):
    """An environment whose globals are all set before its first template is asked for."""

    context_class = _Context
    code_generator_class = Compiler
    template_class = _Template
    Macro = Macro

    def __init__(
        self, *, page_links: PageLinks, message_parts: MessageParts | None = None, **options: Any
    ) -> None:
        """`message_parts` splits messages, if given."""
        super().__init__(**options)
        self.page_links = page_links
        self.message_parts = message_parts
        self.escape_value = message_parts.escape if message_parts else escaped
        self.kept: defaultdict[str | None, dict[_Import, _Kept]] = defaultdict(dict)
        # The classes with a field, by its name.
        self.having = cache(_ClassesWith)
        self._trees: dict[tuple[str | None, str], nodes.Template] = {}
        self._kept_inside: defaultdict[str, dict[_Import, _Kept]] = defaultdict(dict)
        self._inside: set[str] = set()
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

    def included(
        self, context: _Context, name: str, importer: str | None, locals: dict[str, Any]
    ) -> Iterator[str]:
        """The text of a template that another includes with context.

        The modules that it imports are kept, but where it is included within itself.
        """
        template = self.get_template(name, importer)
        own = template.new_context(context.get_all(), shared=True, locals=locals)
        assert isinstance(own, _Context)
        if name in self._inside:
            yield from template.root_render_func(own)
            return
        own.kept = self._kept_inside[name]
        self._inside.add(name)
        try:
            yield from template.root_render_func(own)
        finally:
            self._inside.remove(name)

    def imported(
        self, context: _Context, name: str, importer: str | None, number: int
    ) -> TemplateModule:
        """The module of a template that another imports with context.

        Macros look up names when they are called. So the module of a template that does nothing but
        define and import macros can be kept, and is given the names of each page.
        """
        kept = context.kept.get((importer, name, number))
        if kept:
            return kept.renewed(context.get_all())
        before = dict(context.vars)
        template = self.get_template(name, importer)
        own = template.new_context(context.get_all(), shared=True)
        module = TemplateModule(template, own)
        if isinstance(own, _Context) and _is_constant(own, template):
            context.kept[importer, name, number] = _Kept(module, own, before)
        else:
            context.is_constant = False
        return module


def overrides_known_jinja() -> bool:
    """Whether all that is overridden here is there to be, and nothing else is."""
    return (
        overrides_as_written(Compiler, COMPILER_ADDS)
        and overrides_as_written(_Context, {"asked"})
        and overrides_as_written(_OfPage)
        and overrides_as_written(_Template)
        and overrides_as_written(Macro, {"taken"})
        and overrides_as_written(Engine, {"escaped", "included", "imported"})
    )
