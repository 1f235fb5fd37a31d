"""A check-up of the machine and of the publication: what works, what does not, and the cure."""

from __future__ import annotations

import os
import stat
import sys
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal, NamedTuple

from factpress import __version__
from factpress.content.settings_file import Settings
from factpress.lock.minisign import key_name
from factpress.lock.signing import VARIABLE, kept_at
from factpress.model.problems import Problem, errors
from factpress.model.urls import FOLDERS, LOCK_PATH, SETTINGS_PATH, card_kind
from factpress.output import disk, scanning
from factpress.output.content_folder import no_content
from factpress.social_cards.fonts import FONT_PACKAGES
from factpress.starting.git_ignore import archive_folder, exposed, repository_of
from factpress.starting.publication import settings_of

Outcome = Literal["ok", "note", "wrong"]
_LEAST: Final = (3, 11)
# Each extra: the modules that it brings, and what works with them.
_EXTRAS: Final[Sequence[tuple[str, Sequence[str], str]]] = (
    ("pdf", ("pypdf",), "reads saved copies that are PDFs"),
    ("search", ("pagefind",), "searches all words of all pages (search: pagefind)"),
    ("sign", ("cryptography",), "signs the lock and the site, and checks signatures"),
    ("cards", ("PIL", "fontTools"), "draws pictures for sharing (social_cards: true)"),
)


class Finding(NamedTuple):
    """What was looked at, how it is, and what to do about it; `wrong` asks for something."""

    outcome: Outcome
    subject: str
    text: str


def findings(
    content: Path, archive: Path | None, environment: Mapping[str, str]
) -> Iterator[Finding]:
    """Everything that was looked at, the machine first."""
    yield from _of_python()
    yield from _of_extras()
    if not content.is_dir():
        yield Finding(
            "note",
            "publication",
            f"{content}: {no_content(content)}",
        )
        return
    settings = settings_of(content)
    yield from _of_content(content, settings)
    yield from _of_archive(content, archive_folder(content, archive))
    yield from _of_lock(content)
    yield from _of_key(settings, environment)


def _of_python() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    is_new = sys.version_info >= _LEAST
    text = (
        version if is_new else f"{version}; factpress needs {'.'.join(map(str, _LEAST))} or newer"
    )
    yield Finding("ok" if is_new else "wrong", "Python", text)
    yield Finding("ok", "factpress", __version__)


def _of_extras() -> Iterator[Finding]:
    for extra, modules, gives in _EXTRAS:
        if _are_there(modules):
            yield Finding("ok", f"factpress[{extra}]", f"is installed: {gives}")
        else:
            how = f"pip install 'factpress[{extra}]'"
            yield Finding("note", f"factpress[{extra}]", f"is not installed; it {gives}: {how}")
    missing = [name for name in FONT_PACKAGES if not _are_there([name])]
    if _are_there(["PIL"]):
        named = f"missing: {', '.join(missing)}" if missing else "all are installed"
        yield Finding("note" if missing else "ok", "fonts of pictures", named)


def _are_there(modules: Sequence[str]) -> bool:
    return all(find_spec(name) is not None for name in modules)


def _of_content(content: Path, settings: Settings | None) -> Iterator[Finding]:
    if settings is None:
        yield Finding("wrong", "settings", f"{content / SETTINGS_PATH} is missing")
    else:
        wrong = errors(settings.problems)
        text = f"{wrong[0]}" if wrong else f"{content / SETTINGS_PATH} is right"
        yield Finding("wrong" if wrong else "ok", "settings", text)
    paths, problems = scanning.listing(content)
    kinds = [kind for path in paths if (kind := card_kind(path))]
    counted = ", ".join(f"{kinds.count(kind)} {folder}" for folder, kind in FOLDERS.items())
    hint = "; `factpress check` says whether they are right"
    yield Finding("ok" if kinds else "note", "cards", counted + hint * bool(kinds))
    yield from (Finding("wrong", "content", str(problem)) for problem in problems)


def _of_archive(content: Path, folder: Path | None) -> Iterator[Finding]:
    if folder is None:
        yield Finding("note", "archive", "the settings name none: add `archive: archive`")
        return
    found: Sequence[Problem] = exposed(folder, content)
    if found:
        yield Finding("wrong", "archive", found[0].message)
    elif not disk.is_folder(folder):
        yield Finding(
            "note", "archive", f"{folder} is not there yet; `factpress source add` makes it"
        )
    else:
        where = "in no git repository" if repository_of(folder) is None else "and git ignores it"
        yield Finding("ok", "archive", f"{folder} is there, {where}")


def _of_lock(content: Path) -> Iterator[Finding]:
    if disk.size(content / LOCK_PATH):
        yield Finding("ok", "lock", f"{content / LOCK_PATH} is there")
    else:
        yield Finding("note", "lock", "there is none yet; run `factpress lock` before you publish")


def _of_key(settings: Settings | None, environment: Mapping[str, str]) -> Iterator[Finding]:
    """Where the secret key of the publication is, and whether others can read it."""
    publisher = settings.fields.publisher if settings and settings.fields else None
    if publisher is None or publisher.key is None:
        yield Finding("note", "key", "the publication has none; `factpress key new` makes one")
        return
    given = environment.get(VARIABLE)
    path = Path(given) if given else kept_at(environment, key_name(b64decode(publisher.key)[2:10]))
    if path is None or not path.is_file():
        where = path or "the user's configuration folder"
        yield Finding("note", "key", f"the secret key is not on this machine ({where})")
    elif os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Finding("wrong", "key", f"others can read {path}; run: chmod 600 {path}")
    else:
        yield Finding("ok", "key", f"{path} is there, and only you can read it")
