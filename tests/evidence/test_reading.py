"""Saved copies that crash, hang or exhaust what reads them are problems at their cards."""

from __future__ import annotations

import os
import socket
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import BASE, MakeSite, Site
from factpress.evidence.extraction import ExtractionError
from factpress.evidence.reading import CopyReader
from factpress.model.settings import Limits

PAGE = b"<p>The mayor opened the bridge on Monday.</p>"
QUICK = Limits(document_seconds=1, document_memory_mb=256)


def bomb_of_pdf() -> bytes:
    """A PDF whose one page is 400 MB of spaces, packed."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(400)) + packer.flush()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + content + b"endobj\n"
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a broken marked section": ("a.html", lambda: b"<p>text<![a>x"),
    "comments without an end": ("a.html", lambda: b"<!--" * 40_000),
    "tags without an end": ("a.html", lambda: b"<a " * 1_400_000),
    "attributes without an end": ("a.html", lambda: b'<a b="' * 800_000),
    "deeply nested": ("a.html", lambda: b"<b>" * 200_000),
    "deeply nested lists": ("a.xhtml", lambda: b"<ul><li>" * 100_000),
    "character references": ("a.htm", lambda: b"&#" * 2_000_000),
    "a PDF that swells": ("a.pdf", bomb_of_pdf),
    "a PDF of nothing": ("a.pdf", lambda: b"%PDF-1.7\n" + b"1 0 obj\n" * 200_000),
    "bytes of no PDF": ("a.pdf", lambda: bytes(range(256)) * 400),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_read_or_refused_in_time(name: str) -> None:
    document, content = HOSTILE[name]
    started = time.monotonic()
    with CopyReader(QUICK) as reader:
        try:
            reader.read(document, content())
        except ExtractionError as error:
            assert 'document "a.' in str(error) or str(error).startswith("PDF cannot be read")
        # Whatever became of the first, the next document is read.
        assert "opened the bridge" in str(reader.read("next.html", PAGE))
    assert time.monotonic() - started < 25
