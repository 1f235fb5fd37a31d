"""A site on a web server, compared with its manifest: the original, or anybody's mirror.

Every file is asked for by its path, and each page also by the address at which readers open it.
Files that the manifest does not list cannot be found this way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from urllib.parse import quote, urlsplit

from factpress.audit.answers import Answer, LeadsAway, Server, Unanswered
from factpress.audit.comparison import Compared, Finding, Status, difference
from factpress.model.problems import DiskError
from factpress.model.urls import HOST_FILES, NOT_FOUND_URL
from factpress.output.site_manifest import FileEntry

_AT_ONCE = 4
_BATCH = 256
# After so many requests in a row that nobody answers, no more are made.
_MOST_UNANSWERED = 8
_GONE = (404, 410)
_PAGE = "index.html"
# Files with settings for a host, which it reads and may not send to anybody.
_OF_HOSTS = HOST_FILES | {"_redirects"}


class Mirror:
    """A site on a web server; `seconds` is how long an answer may take."""

    def __init__(self, address: str, seconds: float) -> None:
        self._root = address if address.endswith("/") else f"{address}/"
        self._server, self._unanswered = Server(seconds), 0

    def read(self, path: str, most: int) -> bytes | None:
        """The bytes of a file, at the most one more than given; None where there is none.

        Raises DiskError.
        """
        url = self._url(path)
        try:
            answer = self._server.ask(url, most, keeps=True)
        except (Unanswered, LeadsAway) as error:
            raise DiskError(f"{url}: cannot be read: {error}") from error
        if answer.status in _GONE:
            return None
        if answer.status != 200:
            raise DiskError(f"{url}: cannot be read: the server answers {answer.status}")
        return (answer.unpacked or answer.sent).content

    def compared(self, files: Mapping[str, FileEntry]) -> Iterator[Compared]:
        """Every file with what is wrong with it."""
        waiting = iter(files.items())
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            while batch := list(islice(waiting, _BATCH)):
                yield from pool.map(lambda file: self._compared(*file), batch)

    def others(self, files: Mapping[str, FileEntry]) -> Iterator[tuple[str, Finding | None]]:
        """Nothing: a server does not list its files."""
        return iter(())

    def _url(self, path: str) -> str:
        return f"{self._root}{quote(path)}"

    def _compared(self, path: str, entry: FileEntry) -> Compared:
        """A file with what is wrong with it, at its path or at the address that readers open."""
        compared, led_to = self._at(path, path, entry)
        folder = path.removesuffix(_PAGE)
        is_page = path == folder + _PAGE and (not folder or folder.endswith("/"))
        if compared.finding or not is_page or led_to == self._url(folder):
            return compared
        return self._at(path, folder, entry)[0]

    def _at(self, path: str, address: str, entry: FileEntry) -> tuple[Compared, str]:
        """A file compared at an address below the root, and where that led to."""
        url = self._url(address)
        if self._unanswered >= _MOST_UNANSWERED:
            about = f"not asked for, since {_MOST_UNANSWERED} others in a row did not come"
            return Compared(path, Finding("unreadable", path, about)), url
        try:
            answer = self._server.ask(url, entry.size)
        except LeadsAway as error:
            return Compared(path, _finding("changed", path, address, str(error))), url
        except Unanswered as error:
            self._unanswered += 1
            return Compared(path, _finding("unreadable", path, address, str(error))), url
        self._unanswered = 0
        redirect = answer.url if answer.url != url else ""
        if redirect:
            address = urlsplit(redirect).path
        return Compared(path, _judged(path, address, entry, answer), redirect), answer.url


def _judged(path: str, address: str, entry: FileEntry, answer: Answer) -> Finding | None:
    """What is wrong with the answer to a request for a file."""
    tallies = [each.entry for each in (answer.sent, answer.unpacked) if each]
    is_as_listed = entry in tallies
    is_not_found = path == NOT_FOUND_URL.removeprefix("/") and answer.status == 404
    if is_as_listed and (answer.status == 200 or is_not_found):
        return None
    if path in _OF_HOSTS and answer.status in (403, *_GONE):
        return None
    if answer.status in _GONE:
        return _finding("missing", path, address, f"the server answers {answer.status}")
    if answer.status != 200:
        return _finding("unreadable", path, address, f"the server answers {answer.status}")
    return _finding("changed", path, address, difference(tallies[-1], entry))


def _finding(status: Status, path: str, address: str, about: str) -> Finding:
    at = f"at {address or '/'}: " if address != path else ""
    return Finding(status, path, f"{at}{about}")
