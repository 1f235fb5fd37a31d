"""Compressing: beside each text of the site a copy in gzip, for servers that send it as it is.

In: an output that is ready or in its place, and its digest. Out: its copy as an output like all
others, made anew when the bytes of the other have changed. The same for the same bytes and zlib: no
time and no name is in it. Format: https://www.rfc-editor.org/rfc/rfc1952
"""

from __future__ import annotations

import zlib
from functools import partial

from factpress.model.cards import Catalog
from factpress.model.encoding import digest
from factpress.model.problems import DiskError
from factpress.model.urls import COMPRESSED
from factpress.output import disk
from factpress.output.publish import Beside, Press, Wanted
from factpress.sharing import Made

_KIND = "compressed copies"
_TEXTS = tuple(".html .css .js .json .xml .svg .txt .csv .bib .webmanifest".split())
# Of all that zlib knows the smallest, which is made once and sent often.
_LEVEL = 9
# With this for its window bits zlib writes a header of gzip: https://zlib.net/manual.html
_GZIP = 31
_MAKER = digest(f"zlib {zlib.ZLIB_RUNTIME_VERSION}, level {_LEVEL}".encode())


def beside_each(catalog: Catalog) -> Beside | None:
    """What gives each output's copy, if the publication asks for copies."""
    return _copy_of if catalog.publication.precompress else None


def _copy_of(press: Press, made: Made) -> Wanted | None:
    """The copy of an output; None of one that is no text."""
    if not made.path.endswith(_TEXTS):
        return None
    path, fingerprint = f"{made.path}{COMPRESSED}", f"{made.digest}.{_MAKER}"
    compress = partial(_compressed, press.place(made))
    return Wanted(path, _KIND, fingerprint, compress, "compressing")


def _compressed(path: str) -> bytes:
    content = disk.read(path)
    if content is None:
        raise DiskError(f"{path}: was removed while its compressed copy was made; build again")
    return zlib.compress(content, _LEVEL, _GZIP)
