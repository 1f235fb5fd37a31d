"""Assets and template sources: what a scanned `templates/` folder holds.

In: scanned files of the theme and of the publication, and the publication's look. Out: template
sources by name; assets as outputs whose names carry a digest of their bytes, so that a cache may
keep them for good; what a stylesheet refers to wrongly.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from factpress.model.cards import InputFile
from factpress.model.encoding import digest
from factpress.model.problems import Problem, quoted, unknown
from factpress.model.settings import ThemeFields
from factpress.model.site import Output
from factpress.model.urls import relative
from factpress.theme.palette import rules

_FOLDER = "assets/"
# The publication's own rules, put after the theme's; it need not copy the stylesheet to add some.
OWN_STYLE = "theme.css"
_STYLE = "style.css"
_FONTS = (".woff2", ".woff", ".ttf", ".otf")
_URL = re.compile(r"""url\(\s*("[^"\n]*"|'[^'\n]*'|[^)"'\s]*)\s*\)""", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# A stylesheet that declares one of the theme's colours gets the publication's in their place.
_DECLARES = re.compile(rb"--paper\s*:")


class Assets(NamedTuple):
    """The assets as outputs, {asset name: address}, and what is wrong in stylesheets.

    The path of a problem is that of the file below its `templates/`.
    """

    outputs: tuple[Output, ...]
    addresses: Mapping[str, str]
    problems: tuple[Problem, ...] = ()


def sources(files: Iterable[InputFile]) -> dict[str, str]:
    """Template sources by name, such as `claim.html` or `components/rating.html`."""
    return {
        file.path: file.content.decode("utf-8", "replace")
        for file in files
        if not file.path.startswith(_FOLDER)
    }


def collected(theirs: Iterable[InputFile], own: Iterable[InputFile], theme: ThemeFields) -> Assets:
    """Every asset; the publication's override by name, and its look is in the stylesheets."""
    files = {
        file.path.removeprefix(_FOLDER): file.content
        for file in (*theirs, *own)
        if file.path.startswith(_FOLDER)
    }
    own_style = files.pop(OWN_STYLE, None)
    styles = {name: content for name, content in files.items() if name.endswith(".css")}
    named = {name: _named(name, files[name]) for name in files.keys() - styles.keys()}
    problems: list[Problem] = []
    for name, content in styles.items():
        styles[name], wrong = _resolved(name, content, named)
        problems += wrong
    if own_style is not None:
        own_style, wrong = _resolved(OWN_STYLE, own_style, named)
        problems += wrong
    files |= {name: _dressed(name, css, theme, own_style) for name, css in styles.items()}
    named |= {name: _named(name, files[name]) for name in styles}
    outputs = tuple(
        Output(path, "assets", f"{digest(files[name])}.asset", files[name])
        for name, path in sorted(named.items())
    )
    addresses = {name: f"/{path}" for name, path in sorted(named.items())}
    return Assets(outputs, addresses, tuple(problems))


def has_fonts(addresses: Iterable[str]) -> bool:
    """Whether any asset is a font, which pages must then allow."""
    return any(name.lower().endswith(_FONTS) for name in addresses)


def _named(name: str, content: bytes) -> str:
    path = PurePosixPath(name)
    return _FOLDER + str(path.with_name(f"{path.stem}.{digest(content)[:12]}{path.suffix}"))


def _dressed(name: str, css: bytes, theme: ThemeFields, own_style: bytes | None) -> bytes:
    """A stylesheet with the publication's colours and fonts after it, and its own rules last."""
    parts = [css.rstrip(b"\n") + b"\n"] if css else []
    if _DECLARES.search(css) and (written := rules(theme)):
        parts.append(written.encode("utf-8"))
    if name == _STYLE and own_style:
        parts.append(own_style)
    return b"\n".join(parts) if len(parts) > 1 else css


def _resolved(name: str, css: bytes, named: Mapping[str, str]) -> tuple[bytes, list[Problem]]:
    """A stylesheet whose references to other assets lead to their addresses."""
    text = css.decode("utf-8", "replace")
    if "url(" not in text.lower():
        return css, []
    problems: list[Problem] = []
    pieces: list[str] = []
    start = 0
    for found in _references(text):
        address, mistake = _address(name, found[1].strip("\"'"), named)
        if mistake:
            before = text[: found.start()]
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            problems.append(Problem(_FOLDER + name, line, column, mistake))
        pieces += [text[start : found.start()], f'url("{address}")']
        start = found.end()
    return "".join([*pieces, text[start:]]).encode("utf-8"), problems


def _references(text: str) -> Iterator[re.Match[str]]:
    blank = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), text)
    return _URL.finditer(blank)


def _address(name: str, reference: str, named: Mapping[str, str]) -> tuple[str, str | None]:
    """The address of what a stylesheet refers to, seen from the stylesheet; or what is wrong."""
    if reference.startswith("#"):
        return reference, None
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/", reference):
        return reference, f"url {quoted(reference)} leads out of assets/; put the file there"
    path, mark, rest = _split(reference)
    asset = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
    if asset not in named:
        return reference, unknown("asset", asset, sorted(named), is_not="is not in assets/")
    return relative(f"/{named[asset]}", f"/{_FOLDER}{name}") + mark + rest, None


def _split(reference: str) -> tuple[str, str, str]:
    """`fonts/a.svg#mark` as the file, the mark and what stands after it."""
    found = re.search(r"[?#]", reference)
    at = found.start() if found else len(reference)
    return reference[:at], reference[at : at + 1], reference[at + 1 :]
