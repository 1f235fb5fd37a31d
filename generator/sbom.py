"""The bill of materials of a wheel, as CycloneDX, which says what is in it and what it needs.

A hook of the build backend, which puts it in `.dist-info/sboms/`. It has no time and no number of
its own, so that the same sources give the same wheel.
Public sources: https://peps.python.org/pep-0770/; https://cyclonedx.org/docs/1.6/json/.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FILE_NAME = "factpress.cdx.json"
_FORMAT = {
    "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "version": 1,
}
# What is in the wheel and was not written for it: by path in the wheel, its licence.
_FROM_OTHERS = {
    f"factpress/_templates/assets/fonts/{name}{end}.woff2": "OFL-1.1"
    for name in ("newsreader-head", "newsreader-text", "public-sans")
    for end in ("", "-rest")
}
_REQUIREMENT = re.compile(
    r"(?P<name>[\w.-]+)(?P<extras>\[[^\]]*\])?\s*(?P<range>[^;]*?)\s*(?:;\s*(?P<where>.+))?"
)


class SbomHook(BuildHookInterface[Any]):
    """Writes the bill of materials while a wheel is built."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the bill of materials to the files of the wheel."""
        self._folder = tempfile.TemporaryDirectory()
        path = Path(self._folder.name) / FILE_NAME
        core = self.metadata.core
        about = {
            "name": core.name,
            "version": self.metadata.version,
            "description": core.description,
            "license": core.license_expression,
        }
        extras = {name: core.optional_dependencies[name] for name in core.optional_dependencies}
        text = bill(about, core.dependencies, extras, Path(self.root))
        path.write_text(text, "utf-8")
        build_data["sbom_files"].append(str(path))

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Removes the file that the wheel has a copy of."""
        self._folder.cleanup()


def bill(
    about: Mapping[str, str],
    needed: Sequence[str],
    extras: Mapping[str, Sequence[str]],
    sources: Path,
) -> str:
    """The bill of materials: the same text for the same project."""
    root = f"pkg:pypi/{about['name']}@{about['version']}"
    component = {
        "type": "application",
        "bom-ref": root,
        "name": about["name"],
        "version": about["version"],
        "description": about["description"],
        "licenses": [{"license": {"id": about["license"]}}],
        "purl": root,
    }
    libraries = {each["bom-ref"]: each for each in _libraries(needed, extras)}
    parts = [*_files(sources), *(libraries[ref] for ref in sorted(libraries))]
    depends = [each["bom-ref"] for each in parts]
    content = {
        **_FORMAT,
        "metadata": {"component": component},
        "components": parts,
        "dependencies": [{"ref": root, "dependsOn": depends}, *({"ref": ref} for ref in depends)],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _files(sources: Path) -> Iterator[dict[str, Any]]:
    """The files in the wheel that others made."""
    for path, licence in _FROM_OTHERS.items():
        place = path.replace("factpress/_templates/", "templates/")
        digest = hashlib.sha256((sources / place).read_bytes()).hexdigest()
        yield {
            "type": "file",
            "bom-ref": path,
            "name": path,
            "hashes": [{"alg": "SHA-256", "content": digest}],
            "licenses": [{"license": {"id": licence}}],
        }


def _libraries(
    needed: Iterable[str], extras: Mapping[str, Iterable[str]]
) -> Iterator[dict[str, Any]]:
    """The libraries that are installed with the wheel, by the range of their versions.

    Those of an extra come first, so that one that is always needed counts as such.
    """
    for extra, requirements in extras.items():
        yield from (_library(each, "optional", extra) for each in requirements)
    yield from (_library(each, "required") for each in needed)


def _library(requirement: str, scope: str, extra: str = "") -> dict[str, Any]:
    found = _REQUIREMENT.fullmatch(requirement)
    if found is None:
        raise ValueError(f"{requirement!r} is no requirement")
    name = re.sub(r"[-_.]+", "-", found["name"]).lower()
    about = {"requires": found["range"], "where": found["where"], "extra": extra}
    return {
        "type": "library",
        "bom-ref": f"pkg:pypi/{name}",
        "name": name,
        "scope": scope,
        "purl": f"pkg:pypi/{name}",
        "properties": [
            {"name": f"factpress:{key}", "value": value} for key, value in about.items() if value
        ],
    }
