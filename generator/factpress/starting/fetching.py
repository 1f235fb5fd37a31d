"""A document fetched once from the web: limited in size, time and redirects.

A host name is resolved once, and the connection goes to an address that was checked: no later
answer of a name server can lead it into this machine's own network.
"""

from __future__ import annotations

import ipaddress
import socket
import zlib
from collections.abc import Callable
from http.client import HTTPException
from typing import Final, NamedTuple
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from factpress.audit.answers import (
    REDIRECTS,
    Answer,
    Connection,
    answer_of,
    origin_of,
    reason_of,
    request_target,
    target_of,
)
from factpress.model.problems import DiskError, FolderRefused

_MOST_REDIRECTS: Final = 5
# Translators between IPv4 and IPv6 (RFC 6052): such an address may lead to a private one.
_TRANSLATED: Final = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48")))
# The characters of an address that stay as they are (RFC 3986), and `%` of those quoted already.
_AS_THEY_ARE: Final = "/?:@!$&'()*+,;=-._~%"
# Endings of saved copies by type of content.
ENDINGS: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/vtt": ".vtt",
    "application/x-subrip": ".srt",
}


class FetchLimits(NamedTuple):
    """The longest time for an answer, the most bytes, whether private addresses are allowed."""

    seconds: float
    most: int
    allow_private: bool


class Fetched(NamedTuple):
    """A document: where redirects led, its bytes, the ending for its type, its charset if named."""

    url: str
    content: bytes
    ending: str
    charset: str | None


class Unreachable(DiskError):
    """Raised when no document comes; the message names the address."""


class AddressRefused(FolderRefused):
    """Raised for an address that is not asked, or a document that is not kept."""


def fetch(url: str, limits: FetchLimits, on_redirect: Callable[[str], None]) -> Fetched:
    """The document at an address. Raises Unreachable or AddressRefused."""
    for _ in range(_MOST_REDIRECTS + 1):
        place = _place(url)
        address = _address(place, limits)
        try:
            found = _ask(url, place, address, limits)
        except TimeoutError as error:
            raise Unreachable(f"{url}: no whole answer came in {limits.seconds:g} s") from error
        except (OSError, HTTPException, ValueError, zlib.error) as error:
            raise Unreachable(f"{url}: cannot be fetched: {reason_of(error)}") from error
        if isinstance(found, Fetched):
            return found
        on_redirect(found)
        url = found
    raise Unreachable(f"{url}: there were more than {_MOST_REDIRECTS} redirects")


def _place(url: str) -> SplitResult:
    """The parts of an address, with its letters quoted. Raises AddressRefused."""
    try:
        place = urlsplit(url)
        origin_of(place)
    except ValueError:
        raise AddressRefused(
            f"{url}: only addresses that begin with http:// or https:// can be fetched, without a "
            "user name; save the document yourself and name the file"
        ) from None
    path, query = (quote(part, _AS_THEY_ARE) for part in (place.path, place.query))
    return urlsplit(urlunsplit((place.scheme, place.netloc, path, query, "")))


def _address(place: SplitResult, limits: FetchLimits) -> str:
    """One address of the host, if all are public or private ones are allowed."""
    _, host, port = origin_of(place)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(
            f"{host}: the name cannot be resolved ({reason_of(error)}); is there a network?"
        ) from error
    addresses = [str(each[4][0]) for each in found]
    private = [each for each in addresses if not is_public(each)]
    if private and not limits.allow_private:
        raise AddressRefused(
            f"{host}: leads to {private[0]}, an address of this machine or of a private network; "
            "--allow-private fetches from there all the same"
        )
    return addresses[0]


def is_public(text: str) -> bool:
    """Whether an address is one of the public internet.

    Rule: IANA's registries of special addresses, as Python's `ipaddress` has them. An IPv4 address
    inside one of IPv6 counts as itself.
    """
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is not None:
            return is_public(str(inner))
        if any(address in network for network in _TRANSLATED):
            return is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
    return address.is_global and not address.is_multicast


def _ask(url: str, place: SplitResult, address: str, limits: FetchLimits) -> Fetched | str:
    """The document, or the address that the answer leads to."""
    connection = Connection(place, limits.seconds, address)
    try:
        response = connection.ask(request_target(place), limits.most)
        location = response.getheader("Location")
        if response.status in REDIRECTS and location is not None:
            return target_of(url, location)
        if response.status != 200:
            raise Unreachable(f"{url}: the server answers {response.status}, and no document")
        kind = response.headers.get_content_type()
        if kind not in ENDINGS:
            raise AddressRefused(
                f"{url}: comes as {kind}, which factpress cannot read; save it as a page, a "
                "PDF, text or subtitles, and name the file"
            )
        answer = answer_of(url, response, limits.most, keeps=True)
        charset = response.headers.get_content_charset()
        return Fetched(url, _whole(answer, limits), ENDINGS[kind], charset)
    finally:
        connection.close()


def _whole(answer: Answer, limits: FetchLimits) -> bytes:
    found = answer.unpacked or answer.sent
    if max(found.size, answer.sent.size) > limits.most:
        raise AddressRefused(
            f"{answer.url}: has more than {limits.most / (1 << 20):g} MB; save only its text, or "
            "raise limits.document_mb"
        )
    return found.content
