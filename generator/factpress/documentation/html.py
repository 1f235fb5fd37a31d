"""The documentation as HTML pages that a browser shows from a folder, without a server or network.

Pages are converted by the dialect of bodies, with pictures: the text is the program's own.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from pathlib import Path
from string import Template

from markdown.inlinepatterns import IMAGE_LINK_RE, ImageInlineProcessor

from factpress import __version__
from factpress.content.markdown.dialect import Dialect, markdown_in
from factpress.documentation.pages import CONTENTS, anchor_of, pages, pictures, title_of
from factpress.i18n.quotation_marks import with_quotation_marks
from factpress.model.problems import DiskError
from factpress.output import disk
from factpress.output.cache_key import user_folder

_PAGE = Path(__file__).parent / "page.html"
_HEADING = re.compile(r'<(h[1-6]) id="[^"]*">(.*?)</\1>')
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.S)
_TAG = re.compile("<[^>]*>")
_CELL = re.compile("<t[hd].*?</t[hd]>", re.S)
# What a page that is generated says to those who edit it.
_COMMENT = re.compile(r"^<!--.*?-->\n", re.M | re.S)


def write(environment: Mapping[str, str]) -> Path:
    """Writes every page into the user's cache folder, and returns the folder."""
    texts = pages()
    folder = _folder(environment)
    for path, content in (*rendered(texts), *pictures().items()):
        if disk.read(folder / path) != content:
            disk.replace(folder / path, content)
    return folder


def _folder(environment: Mapping[str, str]) -> Path:
    """Where the pages are kept: the cache folder of the user, of this version of factpress."""
    found = user_folder(environment, "cache")
    if found is None:
        raise DiskError("no home folder is known to keep the documentation in; set XDG_CACHE_HOME")
    return found / f"docs-{__version__}"


def rendered(texts: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """The pages of HTML by their paths, with the table of contents beside each."""
    skeleton = Template((disk.read(_PAGE) or b"").decode("utf-8"))
    bodies = _bodies(texts)
    contents = re.sub("<h1.*?</h1>", "", bodies[CONTENTS], flags=re.S)
    for path, body in bodies.items():
        page = skeleton.substitute(
            title=escape(title_of(texts[path])),
            version=__version__,
            root="../" * path.count("/"),
            contents="" if path == CONTENTS else _linked(contents, CONTENTS, path, texts),
            body=_linked(body, path, path, texts),
        )
        yield html_path(path), page.encode("utf-8")


def html_path(path: str) -> str:
    """The path of a page's HTML, such as `how-to/search.html`."""
    return "index.html" if path == CONTENTS else f"{path.removesuffix('.md')}.html"


def _bodies(texts: Mapping[str, str]) -> dict[str, str]:
    dialect = Dialect()
    converter = markdown_in(dialect)
    picture = ImageInlineProcessor(IMAGE_LINK_RE, converter)
    converter.inlinePatterns.register(picture, "image_link", 150)
    bodies: dict[str, str] = {}
    for path, text in texts.items():
        text = _COMMENT.sub("", text)
        dialect.start(1, text, text)
        html = with_quotation_marks(converter.reset().convert(text), "en")
        # A bar that is escaped for the table, also in code.
        html = _CELL.sub(lambda cell: cell[0].replace("\\|", "|"), html)
        bodies[path] = _HEADING.sub(_with_anchor, html)
    return bodies


def _with_anchor(heading: re.Match[str]) -> str:
    """A heading with the anchor that links between the pages use."""
    tag, words = heading[1], heading[2]
    anchor = anchor_of(unescape(_TAG.sub("", words)).replace("’", ""))
    return f'<{tag} id="{anchor}">{words}</{tag}>'


def _linked(html: str, source: str, target: str, texts: Mapping[str, str]) -> str:
    """A page's HTML on another page, with links to pages of HTML; a link out of them is its words.

    The page that it is on is marked.
    """

    def link(match: re.Match[str]) -> str:
        address, words = match[1], match[2]
        if ":" in address or address.startswith("#"):
            return match[0]
        path, hash_sign, anchor = address.partition("#")
        there = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        if there not in texts:
            return words
        here = posixpath.dirname(html_path(target)) or "."
        relative = posixpath.relpath(html_path(there), here)
        current = ' aria-current="page"' if there == target and source != target else ""
        return f'<a href="{relative}{hash_sign}{anchor}"{current}>{words}</a>'

    return _LINK.sub(link, html)
