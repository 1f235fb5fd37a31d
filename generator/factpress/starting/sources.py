"""A source from a document: its copy in the archive, its card, and its publisher's if missing."""

from __future__ import annotations

import codecs
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

from factpress.archive.extraction import ExtractionError
from factpress.archive.metadata import About
from factpress.archive.page_encoding import declared_codec
from factpress.archive.saved_copies import CopyReader
from factpress.content.cards import parse
from factpress.content.markdown.converter import BodyConverter
from factpress.evidence.suggestions import yaml_value
from factpress.model.cards import CardKey, InputFile
from factpress.model.encoding import digest
from factpress.model.problems import DiskError, FolderRefused, Problem
from factpress.model.settings import Limits
from factpress.output import disk
from factpress.starting.cards import card_path, id_for, new_card, stub_actor, write_card
from factpress.starting.fetching import Fetched
from factpress.starting.ids import proposed_id

# What a source is called whose document does not say what it is.
_KINDS: Final = {
    ".html": "web page", ".htm": "web page", ".xhtml": "web page", ".pdf": "document",
    ".srt": "subtitles", ".vtt": "subtitles",
}  # fmt: skip
_NO_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]|^\.+')


class Given(NamedTuple):
    """A document as it was given: its bytes, its file name, and where it was fetched from."""

    content: bytes
    name: str
    url: str = ""


class Wanted(NamedTuple):
    """What the user has decided of a source: its id and its publisher's; None where the document
    decides."""

    card_id: str | None
    publisher: str | None


class Places(NamedTuple):
    """The content and the archive of a publication, and the limits of its saved copies."""

    content: Path
    archive: Path
    limits: Limits


class Added(NamedTuple):
    """The files of a new source: its copy, the cards, and the fields that wait for a value.

    `copy` is None where the archive has the same bytes under the name already.
    """

    copy: tuple[Path, bytes] | None
    cards: tuple[tuple[str, str], ...]
    empty: tuple[str, ...]
    problems: tuple[Problem, ...]
    card_id: str


def given_file(path: Path, limits: Limits) -> Given:
    """A file of this machine as a document. Raises DiskError."""
    content = disk.read(path)
    if content is None:
        raise DiskError(f"{path}: there is no such file")
    return Given(content, path.name)


def given_page(found: Fetched) -> Given:
    """A fetched document; its name is the last part of its address, with the ending for its type.

    A text whose encoding only the server names is kept as UTF-8, or nobody could read it later.
    """
    place = urlsplit(found.url)
    last = PurePosixPath(unquote(place.path)).name or place.hostname or "page"
    stem = PurePosixPath(last).stem if PurePosixPath(last).suffix.lower() in _ENDS else last
    return Given(_readable(found), f"{stem}{found.ending}", found.url)


_ENDS: Final = (*_KINDS, ".txt", ".md", ".php", ".asp", ".aspx", ".jsp")
_TEXTS: Final = (".txt", ".md", ".srt", ".vtt")


def _readable(found: Fetched) -> bytes:
    is_page = found.ending in (".html", ".xhtml")
    if found.content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return found.content
    if not found.charset or (is_page and declared_codec(found.content)):
        return found.content
    if not is_page and found.ending not in _TEXTS:
        return found.content
    try:
        if codecs.lookup(found.charset).name == "utf-8" and not is_page:
            return found.content
        text = found.content.decode(found.charset)
    except (LookupError, UnicodeError):
        return found.content
    return (codecs.BOM_UTF8 if is_page else b"") + text.encode("utf-8")


def added(given: Given, wanted: Wanted, places: Places, today: dt.date) -> Added:
    """The files of a source, none of them written yet. Raises FolderRefused or DiskError."""
    name = _file_name(given.name)
    try:
        with CopyReader(places.limits) as reader:
            reader.read(name, given.content)
            said = reader.about(name, given.content)
    except ExtractionError as error:
        raise FolderRefused(f"{given.url or given.name}: {error}") from None
    title = said.title or PurePosixPath(name).stem
    card_id = id_for("source", title, wanted.card_id)
    publisher, stub = _publisher(given, wanted, said, places.content)
    copy = _copy(places.archive / name, given.content)
    known = _known(given, name, said, publisher)
    card = new_card(CardKey("source", card_id), title, known)
    path, text = card.path, _with_authors(card.text, said.authors)
    if disk.is_there(str(places.content / path)):
        raise FolderRefused(
            f"{places.content / path}: is there already and stays as it is; choose another id "
            "with --id"
        )
    _, problems = parse(InputFile(path, text.encode(), ""), BodyConverter())
    return Added(copy, ((path, text), *stub), card.empty, problems, card_id)


def _known(given: Given, name: str, said: About, publisher: str) -> dict[str, str]:
    """The values of the fields that are known, as YAML."""
    kind = said.kind or _KINDS.get(PurePosixPath(name).suffix.lower(), "text")
    return {
        "publisher": publisher,
        "kind": yaml_value(kind),
        "published": said.published,
        "dated": "stated" if said.published else "",
        "document": yaml_value(name),
        "sha256": digest(given.content),
        "language": said.language,
        "url": yaml_value(url) if (url := _address(given, said)) else "",
    }


def _with_authors(text: str, authors: Sequence[str]) -> str:
    """The card with a comment on who wrote the document; a source has no field for that."""
    if not authors:
        return text
    return text.replace("---\n", f"---\n# By {', '.join(authors)}, as the document says.\n", 1)


def _address(given: Given, said: About) -> str:
    """The address of the document: the one it gives itself, if it is of the host that sent it."""
    own, fetched = urlsplit(said.url), urlsplit(given.url)
    is_own = own.scheme in ("http", "https") and own.netloc and " " not in said.url
    if is_own and (not given.url or own.netloc == fetched.netloc):
        return said.url
    return given.url


def _publisher(
    given: Given, wanted: Wanted, said: About, content: Path
) -> tuple[str, Sequence[tuple[str, str]]]:
    """The id of the publisher, and its card where there is none yet."""
    name = said.publisher or urlsplit(said.url or given.url).hostname or ""
    card_id = wanted.publisher or (proposed_id("actor", name) if name else "")
    if not card_id:
        return "", ()
    card_id = id_for("actor", name or card_id, card_id)
    path = card_path(CardKey("actor", card_id))
    if disk.is_there(str(content / path)):
        return card_id, ()
    return card_id, ((path, stub_actor(name or card_id.replace("-", " "))),)


def _file_name(name: str) -> str:
    """A name that the archive may have: without folders and signs that systems do not allow."""
    clean = " ".join(_NO_NAME.sub("-", name).split())
    stem, ending = PurePosixPath(clean).stem[:100].strip(" .-"), PurePosixPath(clean).suffix
    return f"{stem or 'document'}{ending.lower()}"


def _copy(path: Path, content: bytes) -> tuple[Path, bytes] | None:
    """The copy to be written, or None where it is there. Raises FolderRefused for another file."""
    there = disk.read(path)
    if there is None:
        return path, content
    if there != content:
        raise FolderRefused(
            f"{path}: is there already with other bytes, and stays as it is; rename the new file"
        )
    return None


def write(found: Added, content: Path) -> Iterator[Path]:
    """Writes the copy and the cards; their paths, as they are written."""
    if found.copy:
        disk.create(*found.copy)
        yield found.copy[0]
    for path, text in found.cards:
        yield write_card(content, path, text)
