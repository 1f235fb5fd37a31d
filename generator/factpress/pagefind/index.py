"""The index that Pagefind makes for the search, from the pages as they are about to stand.

In: the outputs of a site, ready or in place, and whether the publication asks for an index. Out:
the index's files as outputs like all others, made anew only when a page that is searched has
changed; a problem when Pagefind is not installed. Knows nothing of what the pages say: the
templates mark what is searched. https://pagefind.app/docs/indexing/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from importlib.util import find_spec

from factpress.content.settings_file import Settings
from factpress.model.cards import Catalog
from factpress.model.encoding import digest
from factpress.model.problems import Problem
from factpress.output.publish import Press, Progress, Wanted
from factpress.pagefind.index_order import settled
from factpress.pagefind.workroom import Workroom
from factpress.sharing import Made, MadeGroup

_KIND = "search index"
_FOLDER = "pagefind/"
_SEARCHED = frozenset({"claims", "actors", "sources", "topics", "events", "pages"})
_CONTINUED = re.compile(r"(^|/)page/\d+/index\.html$")
# What the search page loads; the rest are ready-made search pages that nobody here opens.
_WANTED = re.compile(
    r"pagefind(-worker)?\.js|pagefind-entry\.json|wasm\.[\w-]+\.pagefind|.*\.pf_\w+"
)
_PACKAGES = ("pagefind", "pagefind_bin", "pagefind_bin_extended")


def is_indexed(catalog: Catalog) -> bool:
    """Whether the site has an index that Pagefind makes."""
    return catalog.publication.search == "pagefind"


def check_search(settings: Settings) -> Iterator[Problem]:
    """What is missing to make the index that the settings ask for."""
    if settings.fields and settings.fields.search == "pagefind" and not _is_installed():
        message = 'search needs Pagefind, which is not installed: pip install "factpress[search]"'
        yield settings.problem("search", message)


def _is_installed() -> bool:
    return find_spec("pagefind") is not None and any(find_spec(name) for name in _PACKAGES[1:])


def search_index(progress: Progress, press: Press, groups: Sequence[MadeGroup]) -> MadeGroup:
    """The files of the index, made from the pages of those groups."""
    pages = [made for group in groups for made in group.outputs if _is_searched(made)]
    fingerprint = _fingerprint(pages)
    standing = press.standing(_FOLDER, _KIND, fingerprint)
    if standing:
        return MadeGroup(_KIND, tuple(standing), ())
    progress("searching", 0, len(pages))
    files = _indexed(press, pages)
    progress("searching", len(pages), len(pages))
    outputs = [
        press.ready(Wanted(_FOLDER + path, _KIND, fingerprint, partial(bytes, content)), f"s{n}")
        for n, (path, content) in enumerate(files.items())
    ]
    return MadeGroup(_KIND, tuple(outputs), ())


def _is_searched(made: Made) -> bool:
    is_page = made.kind in _SEARCHED and made.path.endswith("/index.html")
    return is_page and not _CONTINUED.search(made.path)


def _fingerprint(pages: Sequence[Made]) -> str:
    """Stands for all that the index depends on: the pages' bytes, and who makes it."""
    told = "\0".join(f"{page.path}\0{page.digest}" for page in pages)
    return f"{digest(told.encode('utf-8'))}.{digest(' '.join(_versions()).encode())}"


def _versions() -> Iterator[str]:
    from importlib.metadata import PackageNotFoundError, version  # it imports what deals with mail

    for name in _PACKAGES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"no {name}"


def _indexed(press: Press, pages: Sequence[Made]) -> Mapping[str, bytes]:
    """The files of the index by path; the same for the same pages.

    Pagefind takes the pages from a folder: one by one, its Python side takes a tenth of a second
    for each.
    """
    from factpress.pagefind.run import indexed  # it needs asyncio, which takes a while

    with Workroom(press.workplace) as room:
        room.lay({f"pages/{page.path}": press.place(page) for page in pages})
        return settled(indexed(room.path("pages"), room.path("index"), partial(_files, room)))


def _files(room: Workroom) -> dict[str, bytes]:
    paths = [path for path in room.below("index") if _WANTED.fullmatch(path.rpartition("/")[2])]
    return {path: room.read(f"index/{path}") for path in paths}
