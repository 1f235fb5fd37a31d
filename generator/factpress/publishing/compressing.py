"""Compressing: beside each text of the site a copy in gzip, for servers that send it as it is.

In: an output that is ready or in its place, and its digest. Out: its copy as an output like all
others, made anew when the bytes of the other have changed. The same for the same bytes and zlib: no
time and no name is in it. Format: https://www.rfc-editor.org/rfc/rfc1952
"""

from __future__ import annotations

import gzip
import zlib
from functools import partial

from factpress.digests import digest
from factpress.problems import DiskError
from factpress.publishing import disk
from factpress.publishing.publish import Press, Wanted
from factpress.publishing.sharing import Made
from factpress.urls import COMPRESSED

_KIND = "compressed copies"
_TEXTS = tuple(".html .css .js .json .xml .svg .txt .csv .bib .webmanifest".split())
# Of all that zlib knows the smallest, which is made once and sent often.
_LEVEL = 9
_MAKER = digest(f"zlib {zlib.ZLIB_RUNTIME_VERSION}, level {_LEVEL}".encode())


def copy_of(press: Press, made: Made) -> Wanted | None:
    """The copy of an output; None of one that is no text."""
    if not made.path.endswith(_TEXTS):
        return None
    fingerprint = f"{made.digest}.{_MAKER}"
    return Wanted(
        f"{made.path}{COMPRESSED}", _KIND, fingerprint, partial(_compressed, press.place(made))
    )


def _compressed(path: str) -> bytes:
    content = disk.read(path)
    if content is None:
        raise DiskError(f"{path}: was removed while its compressed copy was made; build again")
    return gzip.compress(content, _LEVEL, mtime=0)
