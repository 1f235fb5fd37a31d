"""Engine: Jinja, for templates that are rendered thousands of times with plain contexts.

In: what `jinja2.Environment` takes. Out: an environment whose templates give the same text as its
own, with less work for each name, call, output and import: a page of ours asks for a thousand keys
of mappings, calls a hundred macros, and imports with context twenty modules of nothing but macros.
Knows nothing of our templates, and leaves every unusual case to Jinja.
"""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from types import BuiltinFunctionType, FunctionType
from typing import Any, NamedTuple

import jinja2
from jinja2 import nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

from factpress.model import Shared
from factpress.publishing.compiling import OF_MAPPINGS, Compiler
from factpress.publishing.outlook import Outlook
from factpress.publishing.repeated import Repeated

_new = str.__new__
_NOTHING = object()


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
        self.kept: dict[tuple[str | None, str], _Kept] = {}
        self.is_constant = True

    def resolve_or_missing(self, key: str) -> Any:
        """As Jinja does; the engine is told of all that is not the same for every page."""
        value = self.vars[key] if key in self.vars else self.parent.get(key, missing)
        repeated = self.environment.repeated
        if value is not repeated.usual.get(key, _NOTHING):
            repeated.looked_up += 1
        return value

    def get_all(self) -> dict[str, Any]:
        """As Jinja does; the engine is told."""
        self.environment.repeated.looked_up += 1
        return super().get_all()

    def asked(self, called: Any, /, *args: Any, **named: Any) -> Any:
        """What a call gives; at once, where a macro or a function is given what it takes."""
        kind = called.__class__
        if kind is OurMacro and self.eval_ctx.autoescape:
            lacking = called.takes - len(args)
            if not named and lacking >= 0:
                args += (missing,) * lacking
                if called.is_kept and args and args[0].__class__ is Shared:
                    return _new(Markup, self.environment.repeated.shown(called._func, args))
                return _new(Markup, called._func(*args))
            taken = called.taken(args, named)
            if taken is not None:
                return _new(Markup, called._func(*taken))
        elif kind is BuiltinFunctionType or (kind is FunctionType and not called.__dict__):
            return called(*args, **named)
        return self.call(called, *args, **named)


class OurMacro(Macro):
    """A macro that knows what it takes.

    `takes` is the number of its arguments, or -1 where it takes anything besides; `is_kept` says
    that the macro is one for all pages.
    """

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        takes_all = self.catch_kwargs or self.catch_varargs or self.explicit_caller
        self._is_plain = not takes_all
        self.is_kept = False
        self.takes = -1 if takes_all or self.caller else self._argument_count

    def taken(self, args: tuple[Any, ...], named: dict[str, Any]) -> list[Any] | None:
        """What the macro is called with, in its order; None where that is not plain to see."""
        if not self._is_plain or len(args) > self._argument_count:
            return None
        given = dict(named)
        filled = [*args, *(given.pop(name, missing) for name in self.arguments[len(args) :])]
        if self.caller and "caller" in given:
            filled.append(given.pop("caller"))
        is_whole = len(filled) == self._argument_count + self.caller
        return filled if is_whole and not given else None


def called(function: Callable[..., Any], value: object) -> Any:
    """What a function, such as a macro, gives for a value."""
    if function.__class__ is OurMacro and function._default_autoescape and function.takes == 1:
        return _new(Markup, function._func(value))
    return function(value)


def safe(text: str) -> Markup:
    """A text that is HTML, marked as such."""
    return _new(Markup, text)


def escaped(value: object) -> str:
    """The value as HTML. Whoever asks joins it with what is HTML already."""
    kind = value.__class__
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is str:
        text: str = value  # type: ignore[assignment]
        if not ("&" in text or "<" in text or ">" in text or '"' in text or "'" in text):
            return text
    return str(value) if kind is int else escape(value)


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


class _Template(jinja2.Template):
    """A template that keeps the modules it imports for the next page, if it is one itself."""

    environment: Engine

    def new_context(
        self,
        vars: dict[str, Any] | None = None,
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,
    ) -> Context:
        """What the template sees: as a page, unless that is shared with another template."""
        context = super().new_context(vars, shared, locals)
        if not shared and isinstance(context, _Context):
            context.kept = self.environment.kept[self.name]
            self.environment.repeated.turn_to(context.parent, self.environment.usual)
        return context

    def make_module(
        self,
        vars: dict[str, Any] | None = None,
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,
    ) -> TemplateModule:
        """A module of its own, with modules of its own."""
        return TemplateModule(self, super().new_context(vars, shared, locals))


class Engine(jinja2.Environment):
    """An environment whose globals are all set before its first template is asked for."""

    context_class = _Context
    code_generator_class = Compiler
    template_class = _Template
    Macro = OurMacro
    Shared = Shared
    mappings = frozenset({dict, Shared})

    def __init__(self, *, outlook: Outlook, **options: Any) -> None:
        super().__init__(**options)
        self.repeated = Repeated(outlook)
        # Beside the globals a name in which `{% trans %}` keeps a value, and no page has one.
        self.usual = ChainMap(self.globals, {"_trans": missing})
        # How messages are taken apart, and how their values are shown.
        self.pieces: Callable[[str], Sequence[tuple[str, bool]]] = lambda message: ()
        self.set_out: Callable[[object], str] = escaped
        self.kept: defaultdict[str | None, dict[tuple[str | None, str], _Kept]] = defaultdict(dict)
        self._trees: dict[tuple[str | None, str], nodes.Template] = {}
        self._kept_inside: defaultdict[str, dict[tuple[str | None, str], _Kept]] = defaultdict(dict)
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

    def getattr(self, obj: Any, attribute: str) -> Any:
        """As Jinja does: the key of a mapping is found at once."""
        if obj.__class__ in self.mappings and attribute not in OF_MAPPINGS:
            if attribute in obj:
                return obj[attribute]
            return self.undefined(obj={}, name=attribute)
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

    def included(
        self, context: _Context, name: str, importer: str | None, locals: dict[str, Any]
    ) -> Iterator[str]:
        """What a template shows where another includes it, with context.

        The modules that it imports are kept, but where it is included within itself.
        """
        template = self.get_template(name, importer)
        # What it looks up of all this is counted when it does.
        own = template.new_context(Context.get_all(context), shared=True, locals=locals)
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
        module = TemplateModule(template, own)
        if own.is_constant and getattr(template.root_render_func, "is_constant", False):
            context.kept[importer, name] = _Kept(module, own)
            for each in own.get_exported().values():
                if isinstance(each, OurMacro):
                    each.is_kept = True
        else:
            context.is_constant = False
        return module


def environment(outlook: Outlook, **options: Any) -> jinja2.Environment:
    """The engine, escaping; Jinja's own environment, which gives the same, where Jinja is another.

    The shorter ways go through private parts of Jinja as they are in its version 3.1.
    """
    is_known = jinja2.__version__.startswith("3.1.")
    if is_known:
        return Engine(outlook=outlook, autoescape=True, **options)
    return jinja2.Environment(autoescape=True, **options)
