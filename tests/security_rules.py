"""The lint of security: each rule gives the places in a source that break it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import yaml

Rule = Callable[[str], Iterator[str]]


# Every rule looks through the same modules.
@lru_cache(maxsize=512)
def _nodes(source: str) -> tuple[ast.AST, ...]:
    """All of a module."""
    return tuple(ast.walk(ast.parse(source)))


def _name(node: ast.AST) -> str:
    """The dotted name that an expression is, such as `os.path`; of another only its last parts."""
    if isinstance(node, ast.Attribute):
        return f"{_name(node.value)}.{node.attr}".lstrip(".")
    return node.id if isinstance(node, ast.Name) else ""


def _calls(source: str) -> Iterator[tuple[ast.Call, str]]:
    """Every call in a module, with the dotted name of what is called."""
    for node in _nodes(source):
        if isinstance(node, ast.Call):
            yield node, _name(node.func)


def _imports(source: str) -> Iterator[tuple[int, str]]:
    """Every module that a module imports, and every name from one, with the line."""
    for node in _nodes(source):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _imports_of(source: str, *names: str) -> Iterator[str]:
    for line, found in _imports(source):
        if any(found == name or found.startswith(f"{name}.") for name in names):
            yield f"{line}: imports {found}"


def _keyword(call: ast.Call, name: str) -> object:
    """The constant value of an argument; None where it is not given so."""
    values = (each.value for each in call.keywords if each.arg == name)
    return next((each.value for each in values if isinstance(each, ast.Constant)), None)


_YAML_MAKERS = re.compile(r"(?:\w+_)?load(?:_all)?|\w*Loader")


def loads_yaml(source: str) -> Iterator[str]:
    """PyYAML's makers of objects: the safe ones too take aliases, repeated keys and any depth."""
    for line, found in _imports(source):
        name = found.removeprefix("yaml.")
        if name != found and _YAML_MAKERS.fullmatch(name):
            yield f"{line}: imports {found}"
    for node in _nodes(source):
        if not isinstance(node, ast.Attribute):
            continue
        name = _name(node)
        made = name.removeprefix("yaml.")
        if made not in (name, "SafeLoader") and _YAML_MAKERS.fullmatch(made):
            yield f"{node.lineno}: {name}"


def unpickles(source: str) -> Iterator[str]:
    """Formats that run code when they are read."""
    yield from _imports_of(
        source, "pickle", "marshal", "shelve", "dill", "cloudpickle", "jsonpickle"
    )


def runs_code(source: str) -> Iterator[str]:
    """Text that becomes code."""
    for call, name in _calls(source):
        if name in ("eval", "exec", "compile", "__import__", "builtins.eval", "builtins.exec"):
            yield f"{call.lineno}: {name}"


_PROGRAM = re.compile(
    r"os\.(?:system|popen|startfile|exec\w+|fork\w*|(?:posix_)?spawn\w*)|asyncio\.create_subprocess\w+"
)


def starts_programs(source: str) -> Iterator[str]:
    """Other programs."""
    yield from _imports_of(source, "subprocess", "multiprocessing", "pty", "pagefind")
    for call, name in _calls(source):
        if _PROGRAM.fullmatch(name):
            yield f"{call.lineno}: {name}"


def reads_xml(source: str) -> Iterator[str]:
    """Readers of XML, whose entities grow and name files."""
    yield from _imports_of(source, "xml.sax", "xml.dom", "xml.parsers", "lxml")
    for line, found in _imports(source):
        if re.fullmatch(r"xml\.etree(?:\.\w+)?\.(?:parse|iterparse|fromstring\w*|XML\w*)", found):
            yield f"{line}: imports {found}"
    for call, name in _calls(source):
        if re.search(
            r"\b(?:ElementTree|etree|ET)\.(?:parse|iterparse|fromstring\w*|XML\w*)$", name
        ):
            yield f"{call.lineno}: {name}"


def uses_a_shell(source: str) -> Iterator[str]:
    """A shell, which takes part of an argument for a command."""
    for call, name in _calls(source):
        shell = next((each for each in call.keywords if each.arg == "shell"), None)
        if shell and _keyword(call, "shell") is not False:
            yield f"{call.lineno}: {name} with a shell"


_NETWORK = (
    *(
        "socket",
        "ssl",
        "urllib.request",
        "urllib.robotparser",
        "http",
        "ftplib",
        "smtplib",
        "imaplib",
    ),
    *("poplib", "telnetlib", "xmlrpc", "socketserver", "requests", "httpx", "aiohttp", "urllib3"),
    *("uvicorn", "starlette", "websockets", "webbrowser"),
)


def reaches_out(source: str) -> Iterator[str]:
    """The network: what a build gives is a function of its files."""
    yield from _imports_of(source, *_NETWORK)
    for call, name in _calls(source):
        if name in ("asyncio.open_connection", "asyncio.start_server"):
            yield f"{call.lineno}: {name}"


def marks_as_html(source: str) -> Iterator[str]:
    """Text that is made `Markup` without the reason, beside it, why it is HTML."""
    lines = source.splitlines()
    yield from _imports_of(source, "factpress.templating.messages.safe")
    for call, name in _calls(source):
        if any(_name(each).rpartition(".")[2] == "Markup" for each in call.args):
            yield f"{call.lineno}: {name} is given Markup to make"
        is_constant = not call.args or isinstance(call.args[0], ast.Constant)
        has_reason = re.search(r"# noqa: S704 \([^)]{4,}\)", lines[call.lineno - 1])
        if name.rpartition(".")[2] == "Markup" and not is_constant and not has_reason:
            yield f"{call.lineno}: Markup of a text that is not constant, without a reason"


_ENVIRONMENTS = ("Environment", "Template", "sandbox.SandboxedEnvironment", "SandboxedEnvironment")


def does_not_escape(source: str) -> Iterator[str]:
    """Environments of Jinja that do not escape, which is what Jinja does if it is not asked."""
    for call, name in _calls(source):
        is_made = name in _ENVIRONMENTS or name.removeprefix("jinja2.") in _ENVIRONMENTS
        if is_made and _keyword(call, "autoescape") is not True:
            yield f"{call.lineno}: {name} without autoescape=True"
    for node in _nodes(source):
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                is_named = isinstance(key, ast.Constant) and key.value == "autoescape"
                if is_named and not (isinstance(value, ast.Constant) and value.value is True):
                    yield f"{node.lineno}: autoescape is not True"


def writes_unquoted(source: str) -> Iterator[str]:
    """HTML in Python whose attribute has no quotation marks around a value."""
    for node in _nodes(source):
        for before, after in _neighbours(node):
            if re.search(r"<[a-z][^<>]*\s[\w-]+=\Z", before):
                yield f"{after}: an attribute without quotation marks"


def _neighbours(node: ast.AST) -> Iterator[tuple[str, int]]:
    """Constant parts of an f-string or template right before a value, with the line."""
    if isinstance(node, ast.JoinedStr):
        for one, other in zip(node.values, node.values[1:], strict=False):
            if isinstance(one, ast.Constant) and isinstance(other, ast.FormattedValue):
                yield str(one.value), node.lineno
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        for found in re.finditer(r"%\(|%s|\{\}|\{\w+\}", node.value):
            yield node.value[: found.start()], node.lineno


_TRUSTING = re.compile(r"\|\s*(?:safe|xmlattr)\b|autoescape\s+(?!true)|\bMarkup\b|\bsrcdoc\b")
_HANDLER = re.compile(r"<[a-zA-Z][^<>]*\s(on\w+)\s*=")
_INLINE = re.compile(
    r"<script(?![^>]*\b(?:src=|type=\"application/ld\+json\"))|javascript:|<[a-z][^<>]*\sstyle="
)
_UNQUOTED = re.compile(
    r"<[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*?\s[\w:-]+=(?:\{\{|\{%|[^\s\"'>{])"
)


def trusts_values(source: str) -> Iterator[str]:
    """Templates that take a value for HTML."""
    yield from _places(_TRUSTING, source)


def runs_inline(source: str) -> Iterator[str]:
    """Scripts, handlers and styles in the page, which its policy forbids."""
    text = _without_comments(source)
    yield from _places(_HANDLER, text)
    yield from _places(_INLINE, text)


def leaves_unquoted(source: str) -> Iterator[str]:
    """Attribute values without quotation marks, which a space in a value ends."""
    # A value in a quoted one may hold quotation marks of its own: `class="{{ a["b"] }}"`.
    text = re.sub(
        r"\{\{.*?\}\}|\{%.*?%\}",
        lambda found: found[0][:2] + "}",
        _without_comments(source),
        flags=re.S,
    )
    yield from _places(_UNQUOTED, text)


def _without_comments(source: str) -> str:
    return re.sub(
        r"\{#.*?#\}|<!--.*?-->", lambda found: "\n" * found[0].count("\n"), source, flags=re.S
    )


_SINKS = re.compile(
    r"\b(?:inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdocument\.write|\beval\s*\(|\bFunction\s*\("
    r"|\bsetHTMLUnsafe\b|\bcreateContextualFragment\b|\bsrcdoc\b|\bset(?:Timeout|Interval)\s*\(\s*[\"'`]"
    r"|\bDOMParser\b|\bimport\s*\(|\bpostMessage\b|\bon\w+\s*=\s*[\"'`]"
)


def writes_html(source: str) -> Iterator[str]:
    """Scripts that make HTML or code of a text."""
    yield from _places(_SINKS, source)


def _places(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    for found in pattern.finditer(text):
        yield f"{text.count(chr(10), 0, found.start()) + 1}: {' '.join(found[0].split())[-60:]}"


def workflow(source: str) -> Iterator[str]:
    """Workflows in which a stranger's pull request could write, or read a secret."""
    found = yaml.safe_load(source)
    # YAML 1.1 takes `on` for true.
    triggers = found.get(True, found.get("on"))
    for trigger in ("pull_request_target", "workflow_run", "issue_comment", "issues"):
        if trigger in (triggers if isinstance(triggers, dict | list) else [triggers]):
            yield f"{trigger} runs with secrets on what a stranger sent"
    if found.get("permissions") not in ({}, {"contents": "read"}):
        yield "permissions of the whole workflow are more than to read, or are not given"
    for name, job in found["jobs"].items():
        yield from (f"{name}: {each}" for each in _job(job, triggers))


def _job(job: Mapping[str, Any], triggers: object) -> Iterator[str]:
    written = {key for key, how in (job.get("permissions") or {}).items() if how == "write"}
    if job.get("permissions") == "write-all" or written - {"id-token", "attestations"}:
        yield "may write more than a token of its identity"
    if written and ("environment" not in job or "pull_request" in str(triggers)):
        yield "has a token outside of an environment, or for pull requests"
    for step in job["steps"]:
        if "${{" in step.get("run", ""):
            yield "a command holds an expression, whose value a shell would read"
        uses = step.get("uses", "")
        if uses and not re.match(r"(?:actions|pypa)/[\w-]+@", uses):
            yield f"{uses} is of an owner that is not listed"
        if (
            uses.startswith("actions/checkout@")
            and step.get("with", {}).get("persist-credentials") is not False
        ):
            yield "the checkout leaves its token behind"
    if "secrets." in str(job):
        yield "uses a secret"
