"""Assets and template sources of scanned `templates/` folders; the program's own files.

The name of an asset carries a digest of its bytes, so that a browser may keep it for good.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

from factpress.model.cards import InputFile
from factpress.model.encoding import digest, integrity
from factpress.model.look import Logo, ThemeFields
from factpress.model.problems import Problem, quoted, unknown
from factpress.model.settings import PublicationFields
from factpress.model.site import Output
from factpress.model.urls import relative
from factpress.theme.palette import rules

_FOLDER = "assets/"
# The publication's own rules, put after the theme's; it need not copy the stylesheet to add some.
OWN_STYLE = "theme.css"
_STYLE = "style.css"
# Rules that follow the theme's in another look.
_LOOKS = "looks/"
_CHECKED = (".css", ".js")
NO_INTEGRITY: Mapping[str, str] = MappingProxyType({})
_URL = re.compile(r"""url\(\s*("[^"\n]*"|'[^'\n]*'|[^)"'\s]*)\s*\)""", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Strings and comments; as a group a comment that fills its lines and is not a `/*! licence */`.
_LINES_OF_COMMENT = re.compile(
    rb""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|(^[ \t]*/\*(?!!)(?:(?!\*/).)*\*/[ \t]*\n)"""
    rb"""|/\*(?:(?!\*/).)*\*/""",
    re.DOTALL | re.MULTILINE,
)
# A stylesheet that declares one of the theme's colours gets the publication's in their place.
_DECLARES = re.compile(rb"--paper\s*:")


class Assets(NamedTuple):
    """The assets as outputs, {asset name: address}, and the problems of stylesheets.

    The path of a problem is that of the file below its `templates/`.
    """

    outputs: tuple[Output, ...]
    addresses: Mapping[str, str]
    problems: tuple[Problem, ...] = ()

    def integrity(self, publication: PublicationFields) -> Mapping[str, str]:
        """The digests of scripts and styles by address, if the pages are to have them."""
        if not publication.has_integrity:
            return NO_INTEGRITY
        return {
            f"/{each.path}": integrity(each.content)
            for each in self.outputs
            if each.path.endswith(_CHECKED)
        }


def sources(files: Iterable[InputFile]) -> dict[str, str]:
    """Template sources by name, such as `claim.html` or `components/rating.html`."""
    return {
        file.path: file.content.decode("utf-8", "replace")
        for file in files
        if not file.path.startswith(_FOLDER)
    }


def collected(
    theirs: Iterable[InputFile], own: Iterable[InputFile], publication: PublicationFields
) -> Assets:
    """Every asset; the publication's override by name, and its look is in the stylesheets.

    The publication's logo is there as `logo` and `logo-dark` too.
    """
    files = _by_name(theirs)
    if _STYLE in files:
        files[_STYLE] = without_comments(files[_STYLE])
    files |= _by_name(own)
    own_style = files.pop(OWN_STYLE, None)
    look = _chosen_look(files, publication.theme)
    styles = {name: content for name, content in files.items() if name.endswith(".css")}
    named = {name: _named(name, files[name]) for name in files.keys() - styles.keys()}
    problems: list[Problem] = []
    for name, content in styles.items():
        styles[name] = _resolved(name, content, named, problems)
    if look is not None:
        look = _resolved(_STYLE, look, named, problems)
    if own_style is not None:
        own_style = _resolved(OWN_STYLE, own_style, named, problems)
    theme = publication.theme
    added = (look, own_style)
    files |= {name: _dressed(name, css, theme, added) for name, css in styles.items()}
    named |= {name: _named(name, files[name]) for name in styles}
    outputs = tuple(
        Output(path, "assets", f"{digest(files[name])}.asset", files[name])
        for name, path in sorted(named.items())
    )
    addresses = {name: f"/{path}" for name, path in sorted(named.items())}
    return Assets(outputs, addresses | _logos(addresses, publication.logo), tuple(problems))


def _by_name(files: Iterable[InputFile]) -> dict[str, bytes]:
    """The assets among the files of `templates/`."""
    return {
        file.path.removeprefix(_FOLDER): file.content
        for file in files
        if file.path.startswith(_FOLDER)
    }


def without_comments(css: bytes) -> bytes:
    """A stylesheet without its lines of comment, which help who edits it and no reader."""
    return _LINES_OF_COMMENT.sub(lambda found: b"" if found[1] else found[0], css)


def _chosen_look(files: dict[str, bytes], theme: ThemeFields) -> bytes | None:
    """The rules of the look that is chosen; takes all looks out of the files."""
    looks = {name: files.pop(name) for name in list(files) if name.startswith(_LOOKS)}
    return looks.get(f"{_LOOKS}{theme.look}.css")


def _logos(addresses: Mapping[str, str], logo: Logo | None) -> dict[str, str]:
    """The addresses of a logo's files, under names that templates know."""
    named = {"logo": logo.file, "logo-dark": logo.dark or ""} if logo else {}
    return {name: addresses[file] for name, file in named.items() if file in addresses}


def _named(name: str, content: bytes) -> str:
    path = PurePosixPath(name)
    return _FOLDER + str(path.with_name(f"{path.stem}.{digest(content)[:12]}{path.suffix}"))


def _dressed(
    name: str, css: bytes, theme: ThemeFields, added: tuple[bytes | None, bytes | None]
) -> bytes:
    """A stylesheet with the look, the publication's colours and fonts, and its own rules last."""
    parts = [css.rstrip(b"\n") + b"\n"] if css else []
    look, own_style = added
    if name == _STYLE and look:
        parts.append(look)
    if _DECLARES.search(css) and (written := rules(theme)):
        parts.append(written.encode("utf-8"))
    if name == _STYLE and own_style:
        parts.append(own_style)
    return b"\n".join(parts) if len(parts) > 1 else css


def _resolved(name: str, css: bytes, named: Mapping[str, str], problems: list[Problem]) -> bytes:
    """A stylesheet whose references lead to the addresses of assets; adds to the problems."""
    text = css.decode("utf-8", "replace")
    if "url(" not in text.lower():
        return css
    pieces: list[str] = []
    start = 0
    blank = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), text)
    for found in _URL.finditer(blank):
        address, mistake = _address(name, found[1].strip("\"'"), named)
        if mistake:
            before = text[: found.start()]
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            problems.append(Problem(_FOLDER + name, line, column, mistake))
        pieces += [text[start : found.start()], f'url("{address}")']
        start = found.end()
    return "".join([*pieces, text[start:]]).encode("utf-8")


def _address(name: str, reference: str, named: Mapping[str, str]) -> tuple[str, str | None]:
    """The address of an asset as seen from a stylesheet; or a problem's message."""
    if reference.startswith("#"):
        return reference, None
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/", reference):
        return reference, f"url {quoted(reference)} leads out of assets/; put the file there"
    path, rest = re.fullmatch(r"([^?#]*)(.*)", reference, re.DOTALL).groups()  # type: ignore[union-attr]
    asset = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
    if asset not in named:
        return reference, unknown("asset", asset, sorted(named), is_not="is not in assets/")
    return relative(f"/{named[asset]}", f"/{_FOLDER}{name}") + rest, None
