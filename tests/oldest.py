"""Prints, for pip, the oldest releases that pyproject.toml allows of all that it names.

A floor such as `>=3.1.6` becomes `==3.1.6`; what has no floor stays as it is.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

_SETTINGS = Path(__file__).parent.parent / "pyproject.toml"


def oldest(settings: dict[str, Any]) -> list[str]:
    """The requirements of the program, its extras and its tests, each held to its floor."""
    project = settings["project"]
    extras = project["optional-dependencies"].values()
    groups = (project["dependencies"], *extras, settings["dependency-groups"]["dev"])
    return sorted({each.replace(">=", "==") for group in groups for each in group})


if __name__ == "__main__":
    print("\n".join(oldest(tomllib.loads(_SETTINGS.read_text("utf-8")))))
