"""Stray files: what programs and people leave beside cards, and no build reads.

In: paths in `content/`. Out: which of them are ignored, and one warning that names them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from factpress.model.problems import Problem, quoted
from factpress.model.urls import DOCUMENTS

# Lock files of Office; copies that Syncthing, Dropbox, Nextcloud and Google Drive make where two
# people changed a file; what `git` and `patch` leave behind.
_LEFT_BEHIND = re.compile(
    r"~\$.*|.*\.sync-conflict-.*|.*\([^()]*conflicted copy[^()]*\).*|.*_conflict-\d.*"
    r"|.* \(\d+\)\.md|.*\.(orig|rej)",
    re.IGNORECASE | re.DOTALL,
)
# No card can have its name, which is in capitals.
_README = "README.md"
# A card or the settings under another name would be one of these, and is reported.
_READ = (".md", ".yaml", ".yml", ".lock", ".minisig")
_MOST_NAMED = 5


def is_stray(path: str) -> bool:
    """Whether a file of the content is ignored."""
    name = path.rpartition("/")[2]
    if name == _README or _LEFT_BEHIND.fullmatch(name):
        return True
    return not path.startswith(DOCUMENTS) and not name.lower().endswith(_READ)


def check_strays(strays: Iterable[str]) -> Iterator[Problem]:
    """One warning of all the files that are ignored."""
    if found := sorted(strays):
        first, *others = found
        named = ", ".join(quoted(each) for each in others[:_MOST_NAMED])
        more = f" and {len(others) - _MOST_NAMED} more" if len(others) > _MOST_NAMED else ""
        also = f", and so are {named}{more}" if others else ""
        message = f"file is no card, and is ignored{also}; keep such files outside of content/"
        yield Problem(first, 1, 1, message, "warning")
