"""Assets and template sources: what a scanned `templates/` folder holds.

In: scanned files of the theme and of the publication. Out: template sources by name; assets as
outputs whose names carry a digest of their bytes, so that a cache may keep them for good.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from factpress.model import InputFile, Output

_FOLDER = "assets/"


def sources(files: Iterable[InputFile]) -> dict[str, str]:
    """Template sources by name, such as `claim.html` or `partials/rating.html`."""
    return {
        file.path: file.content.decode("utf-8", "replace")
        for file in files
        if not file.path.startswith(_FOLDER)
    }


def collected(
    theirs: Iterable[InputFile], own: Iterable[InputFile]
) -> tuple[list[Output], dict[str, str]]:
    """The assets as outputs, and {asset name: address}; the publication's override by name."""
    files = {
        file.path.removeprefix(_FOLDER): file
        for file in (*theirs, *own)
        if file.path.startswith(_FOLDER)
    }
    outputs: list[Output] = []
    addresses: dict[str, str] = {}
    for name, file in sorted(files.items()):
        path = _FOLDER + _with_digest(name, file.digest)
        addresses[name] = f"/{path}"
        outputs.append(Output(path, "assets", f"{file.digest}.asset", file.content))
    return outputs, addresses


def _with_digest(name: str, digest: str) -> str:
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}.{digest[:12]}{path.suffix}"))
