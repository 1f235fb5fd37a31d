"""The answers of a web server that may be hostile: limited in size, time and redirects.

In: an address. Out: the size and digest of what was sent, which is never more than was asked for.
Redirects are followed on the same host only.
"""

from __future__ import annotations

import hashlib
import io
import socket
import threading
import time
import zlib
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any, NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from factpress import __version__
from factpress.output.site_manifest import FileEntry

_HEADERS = {"User-Agent": f"factpress/{__version__}", "Accept-Encoding": "identity"}
REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 5
_CHUNK = 1 << 16
# An answer may go on while it comes at this pace, in bytes a second, but not for ever.
_PACE = 10_000
_MOST_PERIODS = 30
# gzip adds less to bytes that cannot be compressed: https://www.zlib.net/zlib_tech.html
_OVERHEAD = 1024
# With this for its window bits zlib reads a header of gzip: https://zlib.net/manual.html
_GZIP = 31
# All characters of addresses (RFC 3986), and `%` before those that are quoted already.
_AS_THEY_ARE = ":/?#[]@!$&'()*+,;=-._~%"
_PORTS = {"http": 80, "https": 443}


class Unanswered(Exception):
    """Raised when no whole answer comes; the message says why."""


class LeadsAway(Exception):
    """Raised when an answer leads to another host; the message names the address."""


class Tally:
    """Counts and digests bytes, up to one more than a limit; keeps them if asked to."""

    def __init__(self, most: int, *, keeps: bool = False) -> None:
        self._most, self._sha256 = most, hashlib.sha256()
        self._kept: list[bytes] | None = [] if keeps else None
        self.size = 0

    @property
    def left(self) -> int:
        """The bytes that it still takes."""
        return self._most + 1 - self.size

    def add(self, chunk: bytes) -> None:
        """Takes bytes, as far as there is room for them."""
        taken = chunk[: self.left]
        self.size += len(taken)
        self._sha256.update(taken)
        if self._kept is not None:
            self._kept.append(taken)

    @property
    def entry(self) -> FileEntry:
        """The size and the digest of the bytes."""
        return FileEntry(self.size, self._sha256.hexdigest())

    @property
    def content(self) -> bytes:
        """The bytes, if it keeps them."""
        return b"".join(self._kept or ())


class Answer(NamedTuple):
    """An answer: `url` is where redirects led, `sent` the bytes as they came.

    `unpacked` is what they are without gzip, if they came with it unasked.
    """

    url: str
    status: int
    sent: Tally
    unpacked: Tally | None = None


class Server:
    """A web server that is asked from several threads, each with a connection of its own.

    `seconds` is how long an answer may take; a long one may take longer at a decent pace.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds, self._own = seconds, threading.local()

    def ask(self, url: str, most: int, *, keeps: bool = False) -> Answer:
        """The answer to a request. Raises Unanswered or LeadsAway."""
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                response = self._response(url, most)
                location = response.getheader("Location")
                if response.status not in REDIRECTS or location is None:
                    return answer_of(url, response, most, keeps=keeps)
                target = target_of(url, location)
                if not _is_same_host(urlsplit(url), urlsplit(target)):
                    raise LeadsAway(f"leads to {target}")
            except TimeoutError as error:
                raise Unanswered(f"no whole answer came in {self._seconds:g} seconds") from error
            except (OSError, HTTPException, ValueError, zlib.error) as error:
                raise Unanswered(reason_of(error)) from error
            finally:
                self._keep_if_whole()
            url = target
        raise Unanswered(f"has more than {_MOST_REDIRECTS} redirects, the last to {url}")

    def _response(self, url: str, most: int) -> HTTPResponse:
        place = urlsplit(url)
        target = request_target(place)
        kept: Connection | None = getattr(self._own, "connection", None)
        if kept and kept.place == origin_of(place):
            try:
                return kept.ask(target, most)
            except ConnectionError:
                pass  # Servers close connections that have been idle.
        connection = self._own.connection = Connection(place, self._seconds)
        return connection.ask(target, most)

    def _keep_if_whole(self) -> None:
        """Closes the connection unless its answer was read to the end."""
        connection: Connection | None = getattr(self._own, "connection", None)
        if connection and not (connection.response and connection.response.isclosed()):
            connection.close()
            self._own.connection = None


def answer_of(url: str, response: HTTPResponse, most: int, *, keeps: bool) -> Answer:
    """The answer that comes after these headers. Raises HTTPException, OSError, zlib.error."""
    encoding = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if encoding == "identity":
        sent = Tally(most, keeps=keeps)
        _read(response, sent)
        return Answer(url, response.status, sent)
    if encoding not in ("gzip", "x-gzip"):
        raise HTTPException(f"comes in the encoding {encoding}, which was not asked for")
    sent = Tally(most + most // 100 + _OVERHEAD, keeps=keeps)
    unpacked = Tally(most, keeps=keeps)
    _read(response, sent, unpacked)
    return Answer(url, response.status, sent, unpacked)


def _read(response: HTTPResponse, sent: Tally, unpacked: Tally | None = None) -> None:
    """Reads an answer to its end, or until it is longer than it may be."""
    unpacking = zlib.decompressobj(_GZIP)
    while sent.left and (unpacked is None or unpacked.left):
        chunk = response.read1(min(sent.left, _CHUNK))
        if not chunk:
            if response.length:
                raise HTTPException("the answer was cut short")
            return
        sent.add(chunk)
        if unpacked:
            # Bytes that would unpack to more than there is room for stay packed.
            unpacked.add(unpacking.decompress(chunk, unpacked.left))


class Connection:
    """A connection to a host, with its last answer.

    `address` is one of the host's, where it must be that one.
    """

    def __init__(self, place: SplitResult, seconds: float, address: str | None = None) -> None:
        self.place = origin_of(place)
        self.response: HTTPResponse | None = None
        scheme, host, port = self.place
        plain = socket.create_connection((address or host, port), timeout=seconds)
        try:
            opened = _encrypted(plain, host) if scheme == "https" else plain
        except BaseException:
            plain.close()
            raise
        self._wire = _Wire(opened, seconds)
        self._http = HTTPConnection(host, port)
        # The header `Host` has the port only where it is not the usual one.
        self._http.default_port = _PORTS[scheme]
        self._http.sock = self._wire

    def ask(self, target: str, most: int) -> HTTPResponse:
        """The answer to a request, as far as its headers; `most` are the bytes that it may have."""
        self._wire.start(0)
        self._http.request("GET", target, headers=_HEADERS)
        self.response = self._http.getresponse()
        self._wire.start(most)
        return self.response

    def close(self) -> None:
        """Closes it, whatever is still to come."""
        if self.response:
            self.response.close()
        self._http.close()


def _encrypted(plain: socket.socket, host: str) -> socket.socket:
    import ssl  # It takes a while to import.

    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


class _Wire:
    """A socket that gives up an answer that comes too slowly, be it byte by byte."""

    def __init__(self, opened: socket.socket, seconds: float) -> None:
        self._socket, self._seconds = opened, seconds
        self.start(0)

    def start(self, most: int) -> None:
        """Begins to measure, as long as up to so many bytes come."""
        self._started, self._come, self._most = time.monotonic(), 0, most

    def makefile(self, mode: str) -> io.BufferedReader:
        """The answer, for HTTPResponse."""
        return io.BufferedReader(_Paced(self, self._socket.makefile("rb", buffering=0)))

    def read(self, raw: io.RawIOBase, buffer: Any) -> int | None:
        """Some bytes of an answer. Raises TimeoutError."""
        allowed = self._seconds + min(self._come, self._most) / _PACE
        end = self._started + min(allowed, self._seconds * _MOST_PERIODS)
        left = end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._socket.settimeout(left)
        count = raw.readinto(buffer)
        self._come += count or 0
        return count

    def sendall(self, content: bytes) -> None:
        """Sends a request."""
        self._socket.settimeout(self._seconds)
        self._socket.sendall(content)

    def close(self) -> None:
        """Closes the socket once its last answer is closed too."""
        self._socket.close()


class _Paced(io.RawIOBase):
    """An answer as bytes."""

    def __init__(self, wire: _Wire, raw: Any) -> None:
        self._wire, self._raw = wire, raw

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        return self._wire.read(self._raw, buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


def reason_of(error: Exception) -> str:
    """The reason of an error, in one line of ASCII: it may have words that the server chose."""
    text = str(getattr(error, "strerror", None) or error or type(error).__name__)
    return text[:200].lower().encode("unicode_escape").decode("ascii")


def request_target(place: SplitResult) -> str:
    """What a request asks a server for: the path and the query of an address."""
    return f"{place.path or '/'}{f'?{place.query}' if place.query else ''}"


def target_of(url: str, location: str) -> str:
    """The address that a redirect of an address leads to; `location` is the header."""
    return urljoin(url, quote(location, _AS_THEY_ARE, "latin-1"))


def origin_of(place: SplitResult) -> tuple[str, str, int]:
    """Scheme, host and port. Raises ValueError where there is none."""
    if place.scheme not in _PORTS or not place.hostname or place.username is not None:
        raise ValueError(f"{place.geturl()} is no address of a web server")
    return place.scheme, place.hostname, place.port or _PORTS[place.scheme]


def _is_same_host(here: SplitResult, there: SplitResult) -> bool:
    """Whether two addresses are of one server, or the second is the first with encryption."""
    origin = origin_of(here)
    try:
        return origin_of(there) in (origin, ("https", origin[1], _PORTS["https"]))
    except ValueError:
        return False
