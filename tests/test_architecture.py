"""The shape of the house, held by a test."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PACKAGE = TESTS.parent / "generator/factpress"

# From the ground up: a folder, or a module of the root, imports only from those before it. This is
# the only list of the folders.
FOLDERS = (
    "model",
    "i18n",
    "workers",
    "options",
    "content",
    "output",
    "text",
    "archive",
    "ratings",
    "lock",
    "audit",
    "evidence",
    "theme",
    "pagefind",
    "templating",
    "views",
    "exports",
    "charts",
    "social_cards",
    "cache",
    "pages",
    "check_evidence",
    "load",
    "plan",
    "build",
    "write_lock",
    "update",
    "preview",
    "starting",
    "documentation",
    "cli",
)
TOUCH_FILES = {
    "output/content_folder.py",
    "output/disk.py",
    "output/scanning.py",
    "output/system.py",
    "output/staging.py",
    "output/workspace.py",
    "output/generation.py",
    "output/journal.py",
    "output/flush.py",
    "output/output_folder.py",
    "output/publish.py",
    "output/site_folder.py",
    "output/cache_key.py",
    "theme/installed.py",
    "pagefind/run.py",
    "archive/saved_copies.py",
    "text/word_lists.py",
    "preview/watch.py",
    "preview/workplace.py",
    # Reads the files that a new publication gets, and lists the folder that is to be empty.
    "starting/publication.py",
}

# Saved copies may crash their reader or never end: it is a process that has nothing of ours.
# Workers are spawned where a system cannot fork.
STARTS_PROCESSES = {"archive/saved_copies.py", "workers.py"}


# Folders of tests that no folder of the package has: real browsers, standards, times, golden pages,
# builds that are disturbed, and the properties of any input.
TESTS_ALONE = {
    "attacks", "browser", "standards", "benchmarks", "golden", "torture", "fuzz",
}  # fmt: skip


@cache
def tree_of(path: Path) -> ast.Module:
    """A module's tree, parsed once for all tests."""
    return ast.parse(path.read_text("utf-8"))


def modules() -> list[Path]:
    return sorted(p for p in PACKAGE.rglob("*.py") if p.name not in ("__init__.py", "__main__.py"))


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported(path: Path) -> Iterator[str]:
    """What a module imports from the package, imports for type checking included."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("factpress"):
            module = node.module or ""
            yield from (f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.startswith("factpress"))


def floor(part: str) -> int:
    return FOLDERS.index(part)


def folders_in(root: Path) -> set[str]:
    """The folders of a folder that hold files of ours."""
    return {each.name for each in root.iterdir() if each.is_dir() and each.name != "__pycache__"}


def test_the_list_of_folders_is_complete() -> None:
    assert len(FOLDERS) == len(set(FOLDERS))
    assert set(FOLDERS) == {part_of(path) for path in modules()}
    assert folders_in(PACKAGE) <= set(FOLDERS)


def test_the_root_of_the_package_has_few_modules() -> None:
    assert len(list(PACKAGE.glob("*.py"))) <= 10


def test_tests_mirror_the_folders_of_the_package() -> None:
    assert folders_in(TESTS) - TESTS_ALONE <= folders_in(PACKAGE)
    assert folders_in(TESTS) >= TESTS_ALONE


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_functions_take_at_most_six_parameters(path: Path) -> None:
    name = path.relative_to(PACKAGE).as_posix()
    functions = (n for n in ast.walk(tree_of(path)) if isinstance(n, ast.FunctionDef))
    wide = {f"{name} {each.name}" for each in functions if len(_parameters(each)) > 6}
    assert not wide


def _parameters(function: ast.FunctionDef) -> list[str]:
    of = function.args
    names = [each.arg for each in (*of.posonlyargs, *of.args, *of.kwonlyargs)]
    return [name for name in names if name not in ("self", "cls")]


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    here = part_of(path)
    for name in imported(path):
        there = name.split(".")[1]
        if there in ("__version__", here):
            continue
        assert floor(there) <= floor(here), f"{path.name} imports {name}"


def test_the_package_has_no_import_cycle() -> None:
    names = {
        ".".join(("factpress", *p.relative_to(PACKAGE).with_suffix("").parts)): p for p in modules()
    }
    edges = {
        name: {t for i in imported(path) for t in names if i == t or i.startswith(f"{t}.")}
        for name, path in names.items()
    }
    done: set[str] = set()

    def visit(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, " -> ".join([*above, name])
        if name not in done:
            for target in edges[name]:
                visit(target, (*above, name))
            done.add(name)

    for name in edges:
        visit(name, ())


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_every_module_says_what_it_is(path: Path) -> None:
    tree = tree_of(path)
    docstring = ast.get_docstring(tree)
    assert docstring


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_modules_and_functions_are_short(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 350
    lengths = {
        node.name: (node.end_lineno or 0) - node.lineno + 1
        for node in ast.walk(tree_of(path))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    }
    assert {name: length for name, length in lengths.items() if length > 45} == {}


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_only_cli_prints_and_only_the_disk_touches_files(path: Path) -> None:
    name = path.relative_to(PACKAGE).as_posix()
    calls = {n for node in ast.walk(tree_of(path)) for n in _called(node)}
    if part_of(path) != "cli":
        assert "print" not in calls
    if name not in TOUCH_FILES:
        assert not calls & {
            "open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir",
            "scandir", "listdir", "iterdir", "rglob", "glob", "touch", "rename", "rmdir",
        }  # fmt: skip
    assert not calls & {"eval", "exec", "system"}
    roots = {n.split(".")[0] for node in ast.walk(tree_of(path)) for n in _modules(node)}
    assert not roots & {"pickle", "marshal", "shelve"}
    assert "subprocess" not in roots or name in STARTS_PROCESSES


def _called(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Name):
            yield node.func.id
        elif isinstance(node.func, ast.Attribute):
            yield node.func.attr


def test_the_only_clock_is_that_of_the_command_line() -> None:
    clocks = re.compile(
        r"\.(now|today|utcnow|fromtimestamp|utcfromtimestamp)\("
        r"|\btime\.(time|time_ns|localtime|gmtime|ctime|strftime)\b"
    )
    readers = {path.name for path in modules() if clocks.search(path.read_text("utf-8"))}
    assert readers == {"clock.py"}


def _modules(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module


def imported_libraries(*names: str) -> set[str]:
    """The packages that are loaded once a new Python has imported these modules."""
    program = (
        f"import sys, {', '.join(names)}; print(*{{m.partition('.')[0] for m in sys.modules}})"
    )
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_a_build_with_nothing_to_do_imports_no_library() -> None:
    libraries = {"babel", "jinja2", "markdown", "msgspec", "nh3", "pydantic_core", "yaml"}
    assert not imported_libraries("factpress.update") & libraries


def test_an_edit_imports_no_library_that_only_parsing_needs() -> None:
    """Another process parses the edited cards."""
    found = imported_libraries("factpress.update", "factpress.cache.edits", "factpress.plan")
    assert not found & {"babel", "markdown", "nh3", "pydantic_core", "yaml"}
