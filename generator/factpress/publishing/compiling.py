"""Compiling: from a template's tree to code that leaves little to do while pages are rendered.

In: the tree of a template. Out: the code that Jinja would make, but for what the engine does in a
shorter way. None of the functions that templates can call asks for the context.
"""

from __future__ import annotations

from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef, optimizeconst
from jinja2.idtracking import VAR_LOAD_RESOLVE

# An attribute of these names is a method of every mapping, which comes before its key.
OF_MAPPINGS = frozenset(dir(dict))
# What gives the words of the interface.
_SAYS = frozenset({"_", "gettext"})


class Compiler(CodeGenerator):
    """Compiles the templates of an engine."""

    def visit_Template(  # noqa: N802 (Jinja's own name)
        self, node: nodes.Template, frame: Frame | None = None
    ) -> None:
        """Says besides whether a module of the template is the same for every page."""
        super().visit_Template(node, frame)
        self.writeline(f"root.is_constant = {all(map(_is_constant, node.body))}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Escapes what is not yet safe; what is joined with the rest need not be marked as such."""
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        said = self._said(node, frame)
        return super()._output_child_to_const(said or node, frame, finalize)

    def _said(self, node: nodes.Expr, frame: Frame) -> nodes.Const | None:
        """What a call for a message comes to, if it comes to the same on every page."""
        if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
            return None
        name, say = node.node.name, self.environment.globals.get(node.node.name)
        if name not in _SAYS or not callable(say) or len(node.args) != 1 or not _is_ordered(node):
            return None
        # A name that a template gives to something of its own is not looked up in the context.
        is_ours = frame.symbols.find_load(frame.symbols.ref(name)) == (VAR_LOAD_RESOLVE, name)
        message = node.args[0]
        if not is_ours or not isinstance(message, nodes.Const):
            return None
        return nodes.Const(say(message.value), lineno=node.lineno)

    def visit_Include(  # noqa: N802
        self, node: nodes.Include, frame: Frame
    ) -> None:
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
        self.write(f", {self.name!r})")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """A macro of the engine's own kind: a subclass, made from the same arguments."""
        self.write("environment.")
        super().macro_def(macro_ref, frame)

    @optimizeconst
    def visit_Call(  # noqa: N802
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """A call without what Jinja hands over for functions that ask for the context."""
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
        """Whether a mapping has a key, without making what stands for one that it lacks."""
        asked = node.node
        is_defined = node.name == "defined"
        if is_defined and isinstance(asked, nodes.Getattr) and asked.attr not in OF_MAPPINGS:
            held = self.temporary_identifier()
            self.write(f"({asked.attr!r} in {held} if ({held} := ")
            self.visit(asked.node, frame)
            self.write(f").__class__ in environment.mappings else {self.tests['defined']}")
            self.write(f"(environment.getattr({held}, {asked.attr!r})))")
        else:
            super().visit_Test(node, frame)

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """The key of a mapping, found without a call."""
        if node.attr in OF_MAPPINGS:
            super().visit_Getattr(node, frame)
            return
        held = self.temporary_identifier()
        self.write(f"({held}[{node.attr!r}] if ({held} := ")
        self.visit(node.node, frame)
        self.write(f").__class__ in environment.mappings and {node.attr!r} in {held}")
        self.write(f" else environment.getattr({held}, {node.attr!r}))")


def _is_ordered(call: nodes.Call) -> bool:
    """Whether a call has nothing but arguments in their order."""
    return not (call.kwargs or call.dyn_args or call.dyn_kwargs)


def _is_constant(node: nodes.Node) -> bool:
    """Whether what a node does for a module is the same on every page."""
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
