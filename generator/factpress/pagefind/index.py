"""The index that Pagefind makes for the search, from the pages of this build.

Its files are outputs like all others, made anew only when a page that is searched has changed. The
templates mark the words to search. https://pagefind.app/docs/indexing/
"""

from __future__ import annotations

import gzip
import json
import re
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib.util import find_spec

from factpress.content.settings_file import Settings
from factpress.model.cards import Catalog
from factpress.model.encoding import digest
from factpress.model.problems import Problem
from factpress.model.site import Group
from factpress.output.render import Made, MadeGroup, Progress, Rendered
from factpress.output.writer import OutputWriter, Wanted

_ENTRY = "pagefind-entry.json"
_MARK = b"pagefind_dcd"
# The place of filters in the array of a list of pages, `*.pf_meta`.
_FILTERS = 3
_MOST_STORED = 0xFFFF


def settled(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with their filters sorted, so that the same pages give the same bytes."""
    found = dict(files)
    try:
        entry = json.loads(found[_ENTRY])
        for language in entry["languages"].values():
            name = f"pagefind.{language['hash']}.pf_meta"
            content = _in_order(found[name])
            language["hash"] = f"{language['hash'].partition('_')[0]}_{digest(content)[:10]}"
            del found[name]
            found[f"pagefind.{language['hash']}.pf_meta"] = content
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OSError, EOFError):
        return dict(files)
    found[_ENTRY] = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return dict(sorted(found.items()))


def _in_order(content: bytes) -> bytes:
    """A list of pages with its filters sorted. Raises ValueError where it holds something else."""
    packed = gzip.decompress(content)
    if not packed.startswith(_MARK):
        raise ValueError("not a file of Pagefind")
    parts = list(_items(packed, len(_MARK)))
    start, end = parts[_FILTERS]
    filters = sorted(packed[a:b] for a, b in _items(packed, start))
    head = end - sum(map(len, filters))
    return _stored(packed[:head] + b"".join(filters) + packed[end:])


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """The major type and argument of the item of CBOR at a place, and where its content begins."""
    kind, short = data[at] >> 5, data[at] & 31
    if short < 24:
        return kind, short, at + 1
    if short > 27:
        raise ValueError("an item without a length")
    size = 1 << (short - 24)
    return kind, int.from_bytes(data[at + 1 : at + 1 + size], "big"), at + 1 + size


def _items(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Where each item of the array at a place begins and ends."""
    kind, count, at = _head(data, at)
    if kind != 4:
        raise ValueError("not an array")
    for _ in range(count):
        end = _end(data, at)
        yield at, end
        at = end


def _end(data: bytes, at: int) -> int:
    """Where the item at a place ends."""
    kind, argument, at = _head(data, at)
    if kind in (2, 3):
        return at + argument
    for _ in range({4: argument, 5: 2 * argument, 6: 1}.get(kind, 0)):
        at = _end(data, at)
    return at


def _stored(content: bytes) -> bytes:
    """A gzip file that compresses nothing: one that does is another with another zlib."""
    starts = range(0, len(content), _MOST_STORED) or range(1)
    blocks = []
    for start in starts:
        part = content[start : start + _MOST_STORED]
        size = len(part).to_bytes(2, "little")
        is_last = start + _MOST_STORED >= len(content)
        blocks += [bytes([is_last]), size, bytes(0xFF ^ b for b in size), part]
    head = b"\x1f\x8b\x08" + bytes(6) + b"\xff"
    check = zlib.crc32(content).to_bytes(4, "little")
    return b"".join([head, *blocks, check, (len(content) & 0xFFFFFFFF).to_bytes(4, "little")])


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
    """Whether the publication asks for the index."""
    return catalog.publication.search == "pagefind"


# Languages written without spaces, whose words the usual Pagefind cannot tell apart.
_UNSPACED = ("zh", "ja")


def check_search(settings: Settings) -> Iterator[Problem]:
    """A problem where Pagefind is asked for and missing, or cannot divide text into words."""
    fields = settings.fields
    if not fields or fields.search != "pagefind":
        return
    if not _is_installed():
        message = 'search needs Pagefind, which is not installed: pip install "factpress[search]"'
        yield settings.problem("search", message)
    elif fields.language.partition("-")[0].lower() in _UNSPACED and not _divides_words():
        message = (
            f"this Pagefind does not divide text in {fields.language} into words, so readers find "
            'few of them: pip install "pagefind[extended]"'
        )
        yield settings.problem("search", message)


def _is_installed() -> bool:
    return find_spec("pagefind") is not None and any(find_spec(name) for name in _PACKAGES[1:])


def _divides_words() -> bool:
    return find_spec("pagefind_bin_extended") is not None


def with_search_index(rendered: Rendered, writer: OutputWriter, progress: Progress) -> Rendered:
    """The groups with one more: the files of the index, made from their pages."""
    started = time.perf_counter()
    outputs = tuple(_index_files(rendered.outputs, writer, progress))
    groups = [*rendered.groups, MadeGroup(Group(_KIND), outputs, frozenset())]
    return Rendered(groups, {**rendered.phases, "searching": time.perf_counter() - started})


def _index_files(
    outputs: Iterable[Made], writer: OutputWriter, progress: Progress
) -> Iterator[Made]:
    pages = [made for made in outputs if _is_searched(made)]
    fingerprint = _fingerprint(pages)
    unchanged = writer.unchanged(_FOLDER, _KIND, fingerprint)
    if unchanged:
        yield from unchanged
        return
    progress("searching", 0, len(pages))
    files = _indexed(writer, pages)
    progress("searching", len(pages), len(pages))
    for number, (path, content) in enumerate(files.items()):
        wanted = Wanted(_FOLDER + path, _KIND, fingerprint, partial(bytes, content))
        yield writer.ready(wanted, f"s{number}")


def _is_searched(made: Made) -> bool:
    is_page = made.kind in _SEARCHED and made.path.endswith("/index.html")
    return is_page and not _CONTINUED.search(made.path)


def _fingerprint(pages: Sequence[Made]) -> str:
    """A digest of all that the index depends on: the pages' bytes, and the release of Pagefind."""
    read = "\0".join(f"{page.path}\0{page.digest}" for page in pages)
    return f"{digest(read.encode('utf-8'))}.{digest(' '.join(_versions()).encode())}"


def _versions() -> Iterator[str]:
    from importlib.metadata import PackageNotFoundError, version  # it imports what deals with mail

    for name in _PACKAGES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"no {name}"


def _indexed(writer: OutputWriter, pages: Sequence[Made]) -> Mapping[str, bytes]:
    """The files of the index by path; the same for the same pages.

    Pagefind takes the pages from a folder: one by one, its Python side takes a tenth of a second
    for each.
    """
    from factpress.pagefind.run import indexed  # it needs asyncio, which takes a while

    places = {page.path: writer.place(page) for page in pages}
    return settled(indexed(writer.workplace.absolute(), places, _WANTED.fullmatch))
