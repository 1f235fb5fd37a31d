"""The installed program: a digest of its files and libraries, and the folder of its theme.

Imports little: a build that has nothing to do asks for the digest too.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

from factpress.model.encoding import digest
from factpress.output.disk import is_folder, read, short
from factpress.output.scanning import listing

_LIBRARIES = frozenset(
    "beautifulsoup4 jinja2 markdown markupsafe msgspec nh3 pydantic_core pypdf pyyaml "
    "babel pillow fonttools fontpkg_newsreader fontpkg_public_sans fontpkg_noto_serif "
    "fontpkg_noto_sans fontpkg_amiri fontpkg_ibm_plex_sans_arabic fontpkg_noto_sans_devanagari "
    "pagefind pagefind_bin pagefind_bin_extended".split()
)
_METADATA = (".dist-info", ".egg-info")
_PARTS_OF_THE_PROGRAM = (".py", ".po", ".txt")


@cache
def program_digest() -> str:
    """A digest of the generator's own files and of the versions of the libraries it uses.

    A cache counts only for the very program that made it.
    """
    package = Path(__file__).resolve().parent.parent
    sources = (path for path in listing(package)[0] if path.endswith(_PARTS_OF_THE_PROGRAM))
    parts = [f"{path}\0{digest(read(f'{package}/{path}') or b'')}" for path in sources]
    return digest("\0".join([*parts, *_versions(), sys.version]).encode("utf-8"))


def versions_of(*libraries: str) -> list[str]:
    """The installed versions of some libraries, given by their lower-case names."""
    return [name for name in _versions() if _library(name) in libraries]


@cache
def _versions() -> tuple[str, ...]:
    """Folders named after libraries and their versions: quicker than to read their metadata.

    https://packaging.python.org/en/latest/specifications/recording-installed-packages/
    """
    found: list[str] = []
    for folder in sys.path:
        with suppress(OSError):
            names = os.listdir(folder or ".")  # noqa: PTH208 (the fast one)
            found += [name for name in names if name.endswith(_METADATA)]
    return tuple(sorted(name for name in found if _library(name) in _LIBRARIES))


def _library(folder: str) -> str:
    return folder.partition("-")[0].lower()


def default_templates() -> Path:
    """The theme: inside an installed package, or beside its source in a repository."""
    return shipped("templates")


def shipped(name: str) -> Path:
    """A folder that the program brings: inside an installed package, or beside its source."""
    package = Path(__file__).resolve().parent.parent
    inside = package / f"_{name}"
    return inside if inside.is_dir() else package.parent.parent / name


def own_templates(content: Path) -> Path | None:
    """`templates/` beside a folder of cards, as it is now; None where it is the theme itself."""
    beside = templates_beside(content)
    is_theme = beside.resolve() == default_templates().resolve()
    return beside if is_folder(beside) and not is_theme else None


def templates_beside(content: Path) -> Path:
    """`templates/` beside a folder of cards, whether it is there or not."""
    return short(content.absolute().parent / "templates")
