"""The lint of security: no file breaks a rule but those listed, and each rule can fail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import security_rules as rules
from security_rules import Rule

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "generator/factpress"
# The files that break a rule, and why they may. One that breaks it no more fails too.
LISTED: Mapping[Rule, Mapping[str, str]] = {
    rules.starts_programs: {
        "archive/saved_copies.py": "reads saved copies in a process that has nothing of ours",
        "workers.py": "starts worker processes of this program, by its own path",
        "pagefind/run.py": "Pagefind's own library starts its program, which a setting asks for",
    },
    rules.reaches_out: {
        "preview/server.py": "the server for writers, on this machine's own address",
        "preview/app.py": "what that server answers",
        "preview/connections.py": "the connections of that server",
        "audit/answers.py": "`factpress audit` of an address asks the host that its user names",
        "starting/fetching.py": "`factpress source add` of an address asks the host that its user "
        "names, which must be a public one",
        "cli/documentation.py": "opens a file of this machine in the user's browser",
    },
    rules.does_not_escape: {
        "documentation/html.py": "puts pages of this program into one of its own, as a template of "
        "`string`; titles are escaped",
    },
    rules.writes_html: {
        "assets/search.js": "imports Pagefind's script of this site, and reads the text of its "
        "excerpts in a document that runs nothing and is shown nowhere",
    },
    rules.marks_as_html: {
        "templating/messages.py": "makes HTML of parts that it has escaped, as MarkupSafe does",
        "templating/fast/engine.py": "gives the text of a macro, whose parts were escaped",
    },
}
IN_PYTHON: tuple[Rule, ...] = (
    *(rules.loads_yaml, rules.unpickles, rules.runs_code, rules.starts_programs),
    *(rules.uses_a_shell, rules.reaches_out, rules.marks_as_html, rules.does_not_escape),
    *(rules.writes_unquoted, rules.reads_xml),
)
IN_TEMPLATES: tuple[Rule, ...] = (rules.trusts_values, rules.runs_inline, rules.leaves_unquoted)


def sources(root: Path, *endings: str) -> Iterator[tuple[str, str]]:
    """Every file below a folder that ends so: its path and its text."""
    for path in sorted(root.rglob("*")):
        if path.suffix in endings:
            yield path.relative_to(root).as_posix(), path.read_text("utf-8")


def broken(rule: Rule, root: Path, *endings: str) -> dict[str, list[str]]:
    """The files that break a rule, and where."""
    found = {name: list(rule(source)) for name, source in sources(root, *endings)}
    return {name: places for name, places in found.items() if places}


@pytest.mark.parametrize("rule", IN_PYTHON, ids=lambda rule: rule.__name__)
def test_the_package_breaks_no_rule_but_where_listed(rule: Rule) -> None:
    found = broken(rule, PACKAGE, ".py")
    listed = LISTED.get(rule, {})
    assert {name: places for name, places in found.items() if name not in listed} == {}
    assert set(listed) == set(found), "listed, and breaks the rule no more"
    assert all(len(reason) > 20 for reason in listed.values())


@pytest.mark.parametrize("rule", IN_TEMPLATES, ids=lambda rule: rule.__name__)
def test_templates_trust_no_value(rule: Rule) -> None:
    found = broken(rule, ROOT / "templates", ".html", ".svg", ".xml")
    assert found == {}


def test_scripts_make_no_html_of_text() -> None:
    found = broken(rules.writes_html, ROOT / "templates", ".js", ".html")
    assert set(found) == set(LISTED[rules.writes_html])
    assert broken(rules.writes_html, PACKAGE / "preview", ".py", ".js") == {}


def test_workflows_give_a_stranger_nothing() -> None:
    assert broken(rules.workflow, ROOT / ".github/workflows", ".yml", ".yaml") == {}


# For each rule, sources that break it and sources that are like them and do not.
SAMPLES: tuple[tuple[Rule, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        rules.loads_yaml,
        (
            *("yaml.load(text)", "yaml.safe_load(text)", "yaml.unsafe_load_all(text)"),
            *("from yaml import full_load", "yaml.Loader(text)", "from yaml import UnsafeLoader"),
        ),
        ("yaml.SafeLoader(text).get_event()", "json.load(file)", "yaml.parse(text)"),
    ),
    (
        rules.unpickles,
        ("import pickle", "from marshal import loads", "import shelve", "import json, dill"),
        ("import json", "from factpress.pickles import x"),
    ),
    (
        rules.runs_code,
        ("eval(text)", "exec(text)", "compile(text, '', 'exec')", "__import__(name)"),
        ("re.compile(text)", "made.eval(text)", "evaluate(text)"),
    ),
    (
        rules.starts_programs,
        (
            *("import subprocess", "from subprocess import run", "os.system('ls')"),
            *("os.execv(path, [])", "os.posix_spawn(path, [], {})", "import multiprocessing.pool"),
            *("asyncio.create_subprocess_exec('ls')", "os.popen('ls')"),
        ),
        ("os.path.exists(path)", "import concurrent.futures", "system.open_file(path)"),
    ),
    (
        rules.reads_xml,
        (
            *("import lxml.html", "from xml.dom import minidom", "ElementTree.fromstring(text)"),
            *("from xml.etree.ElementTree import parse", "import xml.sax"),
        ),
        ("from xml.etree.ElementTree import Element", "ElementTree.tostring(tree)"),
    ),
    (
        rules.uses_a_shell,
        ("run(text, shell=True)", "Popen(text, shell=wanted)", "run(text, shell=1)"),
        ("run(parts)", "run(parts, shell=False)"),
    ),
    (
        rules.reaches_out,
        (
            *("import socket", "import urllib.request", "from urllib import request", "import ssl"),
            *("from http.client import HTTPConnection", "import requests", "import http"),
            *("asyncio.open_connection(host, 80)", "from urllib.request import urlopen"),
        ),
        ("from urllib.parse import quote", "import html", "import socketless"),
    ),
    (
        rules.marks_as_html,
        (
            *("Markup(text)", "markupsafe.Markup(f'<b>{x}</b>')", "map(Markup, texts)"),
            *("str.__new__(Markup, text)", "Markup(text)  # noqa: S704"),
            "from factpress.templating.messages import safe",
        ),
        ("Markup('<b>')", "Markup(text)  # noqa: S704 (each part is escaped)", "escape(text)"),
    ),
    (
        rules.does_not_escape,
        (
            *("jinja2.Environment()", "Environment(autoescape=False)", "jinja2.Template(text)"),
            *("Environment(autoescape=wanted)", "options = {'autoescape': False}"),
        ),
        ("jinja2.Environment(autoescape=True)", "options = {'autoescape': True}"),
    ),
    (
        rules.writes_unquoted,
        ("f'<a href={url}>'", "'<a class=x href=%s>' % url", "'<a title={}>'.format(text)"),
        ("f'<a href=\"{url}\">'", "f'{name}={value}'", "'<a href=\"%(url)s\">'"),
    ),
    (
        rules.trusts_values,
        ("{{ a|safe }}", "{{ a | xmlattr }}", "{% autoescape false %}", "{% autoescape x %}"),
        ("{{ safe }}", "{{ a|e }}", "{% autoescape true %}", "the safe side"),
    ),
    (
        rules.runs_inline,
        (
            *("<script>a()</script>", '<a onclick="a()">', '<p class="b" style="c">'),
            *('<a href="javascript:a()">', "<img\n onerror=a>"),
        ),
        (
            *('<script src="{{ a }}" defer></script>', "{# <script> #}", "<p>on = one</p>"),
            '<script type="application/ld+json">{{ a }}</script>',
        ),
    ),
    (
        rules.leaves_unquoted,
        (
            *("<a href={{ url }}>", '<a class="b" title={{ a }}>', "<p class=b>"),
            *("<a{% if a %} href={% endif %}>", "<option value={{ a }} selected>"),
        ),
        (
            *(
                '<a href="{{ url }}">',
                "{{ a(b=c) }}",
                '<p class="{{ a["b"] }}" id="{% if a == b %}c{% endif %}">',
            ),
            *("<p>{{ link(url='a', b=c) }}</p>", "<p>a=b</p>", "{% set a = b %}"),
        ),
    ),
    (
        rules.writes_html,
        (
            *("a.innerHTML = b", "a.insertAdjacentHTML('x', b)", "document.write(a)", "eval(a)"),
            *("new Function(a)", "setTimeout('a()', 1)", "a.srcdoc = b", "a.onclick = 'b()'"),
        ),
        ("a.textContent = b", "a.innerText = b", "setTimeout(a, 1)", "medieval (a)"),
    ),
)


@pytest.mark.parametrize(
    ("rule", "bad", "good"), SAMPLES, ids=lambda each: getattr(each, "__name__", "")
)
def test_each_rule_finds_what_breaks_it_alone(
    rule: Rule, bad: tuple[str, ...], good: tuple[str, ...]
) -> None:
    assert [source for source in bad if not list(rule(source))] == []
    assert [source for source in good if list(rule(source))] == []


WORKFLOW = """\
on: {push: {branches: [main]}}
permissions: {contents: read}
jobs:
  a:
    runs-on: ubuntu-latest
    environment: pypi
    permissions: {id-token: write}
    steps:
      - uses: actions/checkout@v4
        with: {persist-credentials: false}
      - run: make test
"""
BAD_WORKFLOWS = (
    ("push: {branches: [main]}", "pull_request_target: {}"),
    ("on: {push: {branches: [main]}}", "on: [push, pull_request]"),
    ("permissions: {contents: read}\n", ""),
    ("{contents: read}", "write-all"),
    ("{id-token: write}", "{contents: write}"),
    ("    environment: pypi\n", ""),
    ("{persist-credentials: false}", "{fetch-depth: 0}"),
    ("make test", "echo ${{ github.event.pull_request.title }}"),
    ("make test", "echo\n        env: {A: '${{ secrets.TOKEN }}'}"),
    ("actions/checkout@v4", "somebody/checkout@v4"),
)


@pytest.mark.parametrize(("old", "new"), BAD_WORKFLOWS, ids=lambda each: each[:20].strip())
def test_each_rule_of_workflows_can_fail(old: str, new: str) -> None:
    assert list(rules.workflow(WORKFLOW)) == []
    assert old in WORKFLOW
    assert list(rules.workflow(WORKFLOW.replace(old, new)))


def test_every_rule_has_a_sample() -> None:
    sampled = {rule for rule, _, _ in SAMPLES}
    assert sampled == {*IN_PYTHON, *IN_TEMPLATES, rules.writes_html}
    for rule, bad, good in SAMPLES:
        assert bad, rule
        assert good, rule
        assert not re.search(r"^_", rule.__name__)
