"""Order in Pagefind's index: the same pages give the same bytes.

In: the files of an index by path. Out: the same files, but that the list of filters, which Pagefind
writes in another order each time, is sorted, and the file that holds it is named by what it then
says. An index in which that list is not where it is known to be stays as it is. Public sources: RFC
8949 (CBOR), RFC 1952 and 1951 (gzip); https://github.com/pagefind/pagefind, `MetaIndex`.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping

from factpress.model.encoding import digest

_ENTRY = "pagefind-entry.json"
_MARK = b"pagefind_dcd"
# Of the array that a list of pages, `*.pf_meta`, consists of.
_FILTERS = 3
_MOST_STORED = 0xFFFF


def settled(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with their filters in order."""
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
    """Of the item at a place: its major type, its argument, and where what it holds begins."""
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
