"""Compiler: from a template's tree to code that leaves little to do while pages are rendered.

The code is Jinja's own, except where the engine has a faster way. None of the functions that
templates can call asks for the context.
"""

from __future__ import annotations

from collections.abc import Sequence
from keyword import iskeyword
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef, optimizeconst
from jinja2.idtracking import VAR_LOAD_RESOLVE

from factpress.templating.messages import MessageParts

# The functions that give the words of the interface.
_SAYS = frozenset({"_", "gettext"})
# The methods of the compiler that Jinja's own does not have.
COMPILER_ADDS = frozenset({"_parts", "_pieces", "_call_directly", "_said", "_is_ours"})


class Compiler(CodeGenerator):
    """Compiles the templates of an engine."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._imports = 0
        self._fields: set[str] = set()
        # The values of messages, by the identity of their nodes, which the tree keeps.
        self._values: set[int] = set()

    def visit_Template(  # noqa: N802 (Jinja's own name)
        self, node: nodes.Template, frame: Frame | None = None
    ) -> None:
        """Says besides whether a module of the template is the same for every page.

        For each attribute that the template reads, a name in the code has the classes with that
        field.
        """
        super().visit_Template(node, frame)
        for name in sorted(self._fields):
            self.writeline(f"has_{name} = environment.having({name!r})")
        self.writeline(f"root.is_constant = {all(map(_is_constant, node.body))}")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """Messages are split, so that nothing is left to fill in."""
        children = [part for child in node.nodes for part in self._parts(child, frame)]
        super().visit_Output(nodes.Output(children, lineno=node.lineno), frame)

    def _parts(self, node: nodes.Expr, frame: Frame) -> list[nodes.Expr]:
        """The parts of an output: those of a message are its texts and its values by turns."""
        asked = _asked(node) if _is_escaped(frame) else None
        if not (isinstance(node, nodes.Call) and asked and self._is_ours(asked[0], frame)):
            return [node]
        values = {each.key: each.value for each in node.kwargs}
        pieces = self._pieces(asked[1])
        places = sorted(name for name, is_place in pieces if is_place)
        # Each value has its place. One that is known already is shown when this is compiled.
        if not values or places != sorted(values) or any(map(_is_known, values.values())):
            return [node]
        self._values.update(map(id, values.values()))
        return [values[text] if is_place else nodes.TemplateData(text) for text, is_place in pieces]

    def _pieces(self, message: str) -> Sequence[tuple[str, bool]]:
        """The texts and the names of the values of a message; nothing where that is not known."""
        parts: MessageParts | None = getattr(self.environment, "message_parts", None)
        return parts.pieces(message) if parts else ()

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Escapes a value that is not yet safe; as a part of an output it need not be marked so."""
        if not _is_escaped(frame) or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
            return
        escape = "environment.escape_value(" if id(node) in self._values else "environment.escaped("
        if isinstance(node, nodes.Call) and _is_direct(node):
            self._call_directly(node, frame)
            self.write(" else ")
        self.write(escape)

    def _call_directly(self, node: nodes.Call, frame: Frame) -> None:
        """The text of a macro that takes just these arguments, which is safe as it is."""
        macro = self.temporary_identifier()
        self.write(f"{macro}._func(")
        for each in node.args:
            self.visit(each, frame)
            self.write(", ")
        self.write(f") if ({macro} := ")
        self.visit(node.node, frame)
        self.write(f").__class__ is environment.Macro and {macro}.takes == {len(node.args)}")

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        said = self._said(node, frame)
        return super()._output_child_to_const(said or node, frame, finalize)

    def _said(self, node: nodes.Expr, frame: Frame) -> nodes.Const | None:
        """The words of a call for a message, if they are the same on every page."""
        asked = _asked(node)
        if not (isinstance(node, nodes.Call) and asked and _is_ordered(node)):
            return None
        name, message = asked
        say = self.environment.globals.get(name)
        lacks_values = any(is_place for _, is_place in self._pieces(message))
        if lacks_values or not callable(say) or not self._is_ours(name, frame):
            return None
        return nodes.Const(say(message), lineno=node.lineno)

    def _is_ours(self, name: str, frame: Frame) -> bool:
        """Whether a name is looked up in the context: no template has given it to its own."""
        return frame.symbols.find_load(frame.symbols.ref(name)) == (VAR_LOAD_RESOLVE, name)

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802
        """A template included by its name, with context; its imports keep their modules."""
        if node.ignore_missing or not node.with_context or not _is_named(node):
            super().visit_Include(node, frame)
            return
        self.writeline("for event in environment.included(context, ", node)
        self.visit(node.template, frame)
        self.write(f", {self.name!r}, {self.dump_local_context(frame)}):")
        self.indent()
        self.simple_write("event", frame)
        self.outdent()

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        if not (node.with_context and frame.toplevel and _is_named(node)):
            super()._import_common(node, frame)
            return
        self.write("environment.imported(context, ")
        self.visit(node.template, frame)
        self.write(f", {self.name!r}, {self._imports})")
        self._imports += 1

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """A macro of the engine's own kind: a subclass, made from the same arguments."""
        self.write("environment.")
        super().macro_def(macro_ref, frame)

    @optimizeconst
    def visit_Call(  # noqa: N802
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """A call without the arguments of Jinja for functions that ask for the context."""
        said = None if forward_caller else self._said(node, frame)
        if said is not None:
            self.visit(said, frame)
            return
        self.write("context.asked(")
        self.visit(node.node, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def enter_frame(self, frame: Frame) -> None:
        """Names of the environment's globals are looked up without a call.

        No page has a name of theirs; a template that gives it to something of its own is asked.
        """
        loads = frame.symbols.loads
        ours = {
            target: name
            for target, (action, name) in loads.items()
            if action == VAR_LOAD_RESOLVE and name in self.environment.globals
        }
        resolve = self.get_resolve_func()
        for target, name in ours.items():
            asked = f"{resolve}({name!r}) if {name!r} in context.vars"
            self.writeline(f"{target} = {asked} else context.parent.get({name!r}, missing)")
        others = {target: load for target, load in loads.items() if target not in ours}
        frame.symbols.loads = others
        super().enter_frame(frame)
        frame.symbols.loads = loads

    @optimizeconst
    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802
        """Whether a value has a field, without a call where its class has it."""
        asked = node.node
        if (
            node.name == "defined"
            and isinstance(asked, nodes.Getattr)
            and not iskeyword(asked.attr)
        ):
            self._fields.add(asked.attr)
            held = self.temporary_identifier()
            self.write(f"(has_{asked.attr}[({held} := ")
            self.visit(asked.node, frame)
            self.write(f").__class__] or {self.tests['defined']}")
            self.write(f"(environment.getattr({held}, {asked.attr!r})))")
        else:
            super().visit_Test(node, frame)

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """The field of a value, found without a call where its class has it."""
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self._fields.add(node.attr)
        held = self.temporary_identifier()
        self.write(f"({held}.{node.attr} if has_{node.attr}[({held} := ")
        self.visit(node.node, frame)
        self.write(f").__class__] else environment.getattr({held}, {node.attr!r}))")


def _is_known(value: nodes.Expr) -> bool:
    """Whether a value is worked out already when a template is compiled."""
    try:
        value.as_const()
    except nodes.Impossible:
        return False
    return True


def _is_escaped(frame: Frame) -> bool:
    """Whether all output there is escaped."""
    return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile


def _asked(node: nodes.Node) -> tuple[str, str] | None:
    """The name of the function that a call asks for words, and the message."""
    match node:
        case nodes.Call(
            node=nodes.Name(name=name), args=[nodes.Const(value=str(message))], dyn_args=None
        ) if name in _SAYS and node.dyn_kwargs is None:
            return name, message
    return None


def _is_direct(call: nodes.Call) -> bool:
    """Whether a call by name has nothing in it that is costly to write down twice."""
    is_plain = next(call.find_all((nodes.Call, nodes.Filter, nodes.CondExpr)), None) is None
    return isinstance(call.node, nodes.Name) and _is_ordered(call) and is_plain


def _is_ordered(call: nodes.Call) -> bool:
    """Whether a call has nothing but arguments in their order."""
    return not (call.kwargs or call.dyn_args or call.dyn_kwargs)


def _is_constant(node: nodes.Node) -> bool:
    """Whether a node of a module gives the same on every page."""
    if isinstance(node, nodes.Output):
        return all(isinstance(each, nodes.TemplateData) for each in node.nodes)
    if isinstance(node, nodes.Include):
        return False
    return isinstance(node, nodes.Macro) or _is_named(node)


def _is_named(node: nodes.Node) -> bool:
    """Whether this imports or includes one template, which it names."""
    if not isinstance(node, nodes.Import | nodes.FromImport | nodes.Include):
        return False
    return isinstance(node.template, nodes.Const) and isinstance(node.template.value, str)
