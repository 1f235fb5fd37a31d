"""Secret keys: where the one that signs a publication's lock is, and how a new one is kept.

In: what a writer named, the environment, and the publication's folders. Out: a key, or why there is
none. A secret key is kept out of every publication's folder, where it could be published.
"""

from __future__ import annotations

import os
from base64 import b64decode
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from factpress.evidence.signature import (
    SecretKey,
    SigningError,
    key_file,
    key_name,
    new_key,
    parsed_key,
    public_part,
)
from factpress.model.problems import DiskError, FolderRefused
from factpress.output import disk
from factpress.output.private_files import create_private, user_folder

VARIABLE = "FACTPRESS_KEY"
PASSWORD_VARIABLE = "FACTPRESS_KEY_PASSWORD"  # noqa: S105 (the name of a variable)
# Where the settings are that make a folder a publication, or its content.
_SETTINGS = ("content/publication.yaml", "publication.yaml")


class Signing(NamedTuple):
    """Where to look for a secret key: `named` by an option, or else in the environment.

    `password` asks for that of a key that has one; `accept` takes over a lock that is not signed.
    """

    named: Path | None = None
    environment: Mapping[str, str] = {}
    password: Callable[[], str] = str
    accept: bool = False


def secret_key(signing: Signing, public: str, folders: Iterable[Path]) -> SecretKey:
    """The secret part of a public key. Raises SigningError, which says how to give it.

    `folders` are the publication's own, in which no secret key may be.
    """
    name = key_name(b64decode(public)[2:10])
    given = signing.named or signing.environment.get(VARIABLE) or None
    kept = kept_at(signing.environment, name)
    path = Path(given) if given else kept
    content = _content(path) if path else None
    if path is None or content is None:
        where = f"{given} is not there" if given else "it is not at hand"
        other = f", or put it at {kept}" if kept else ""
        raise SigningError(
            f"the lock is to be signed with the secret key {name}, and {where}: name it with "
            f"--key or {VARIABLE}{other}; nothing was written"
        )
    _refuse_inside(path, folders, _home(signing.environment))
    try:
        secret = parsed_key(content, signing.password)
    except SigningError as error:
        raise SigningError(f"{path} {error}") from error
    if public_part(secret) != public:
        theirs = key_name(secret.key_id)
        raise SigningError(f"{path} is key {theirs}, and the publication's is {name}: {public}")
    return secret


def kept_at(environment: Mapping[str, str], name: str) -> Path | None:
    """Where the user's configuration folder has the key of a name, if there is such a folder."""
    folder = user_folder(environment)
    return folder / "keys" / f"{name}.key" if folder else None


def make_key(out: Path | None, environment: Mapping[str, str]) -> tuple[Path, str]:
    """Keeps a new key where asked; gives the file and the public part.

    Raises SigningError, or DiskError when the file cannot be written or is there already.
    """
    secret = new_key()
    path = out or kept_at(environment, key_name(secret.key_id))
    if path is None:
        raise SigningError("no home folder is known to keep a key in; name a file with --out")
    _refuse_inside(path, (), _home(environment))
    _create(path, key_file(secret))
    return path, public_part(secret)


def _home(environment: Mapping[str, str]) -> Path | None:
    folder = user_folder(environment)
    return folder.resolve() if folder else None


def _refuse_inside(path: Path, folders: Iterable[Path], home: Path | None) -> None:
    """Refuses a file within a publication, by its name and where links lead.

    A folder with the user's own configuration in it, such as the home folder, counts for none.
    """
    known = [each.resolve() for each in folders]
    for real in (Path(os.path.normpath(path.absolute())), path.resolve()):
        for folder in real.parents:
            is_own = folder in known or any((folder / each).is_file() for each in _SETTINGS)
            if is_own and not (home and home.is_relative_to(folder)):
                raise SigningError(
                    f"{path} is inside a publication, {folder}, where a secret key could be "
                    "published; keep it elsewhere"
                )


def _content(path: Path) -> bytes | None:
    """A key's file, through links; None where there is no regular file."""
    real = path.resolve()
    return disk.read(real) if real.is_file() else None


def _create(path: Path, content: bytes) -> None:
    """Writes a file that its owner alone may read, and that must not be there yet."""
    try:
        create_private(path, content)
    except FileExistsError as error:
        raise FolderRefused(f"{path}: is there already and stays as it is") from error
    except OSError as error:
        raise DiskError(f"{path}: cannot be written: {disk.reason_of(error)}") from error
