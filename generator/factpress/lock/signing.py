"""Signing: whether the lock is signed with the publication's key, and where its secret key is.

In: the catalog, the lock and its signature, the settings. Out: the catalog that knows whether its
quotations are proven in this build; problems; secret keys. Knows nothing of a lock's entries.
"""

from __future__ import annotations

import os
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from factpress.content.settings_file import Settings
from factpress.lock.minisign import (
    Fault,
    SecretKey,
    SigningError,
    check_signature,
    key_file,
    key_name,
    new_key,
    parsed_key,
    public_part,
)
from factpress.model.cards import Catalog, InputFile
from factpress.model.problems import BuildRefused, DiskError, FolderRefused, Problem, Severity
from factpress.model.urls import LOCK_PATH, SETTINGS_PATH, SIGNATURE_PATH
from factpress.output import disk
from factpress.output.cache_key import create_private, user_folder

KEY_FIELD = "publisher.key"
_PUT_BACK = "put back the lock and signature that were published last"
_NO_KEY = (
    f"no key says whose signature this is; set {KEY_FIELD} in {SETTINGS_PATH}, or remove this file"
)
_UNCHECKED = "“recorded by the editors, not checked in this build”"


def with_signature(
    catalog: Catalog, files: Mapping[str, InputFile], settings: Settings, grave: Severity
) -> tuple[Catalog, tuple[Problem, ...]]:
    """The catalog that knows whether it is proven: by the archive, or by a validly signed lock.

    A key without a valid signature is a problem of the severity given. Where the archive is at
    hand, a lock that is not signed yet is a warning. A lock that is gone, or another than was
    signed, could hide changes.
    """
    lock, signature = (files.get(path) for path in (LOCK_PATH, SIGNATURE_PATH))
    key = public_key(settings)
    if key is None:
        proven = catalog.is_verified or not _quotes(catalog)
        problems = _without_key(lock, signature, is_proven=proven)
        return catalog._replace(is_proven=proven), tuple(problems)
    fault = _fault(lock and lock.content, signature and signature.content, key)
    if lock is None and not catalog.claims and not catalog.open:
        fault = None  # nothing that could be signed
    proven = catalog.is_verified or fault is None
    is_unsigned = catalog.is_verified and lock is not None and signature is None
    problems = _with_fault(settings, fault, "warning" if is_unsigned else grave, catalog)
    return catalog._replace(is_proven=proven), tuple(problems)


def public_key(settings: Settings) -> str | None:
    """The key that the publication's lock must be signed with, if it names one."""
    publisher = settings.fields.publisher if settings.fields else None
    return publisher.key if publisher else None


def may_start(
    lock: bytes | None, signature: bytes | None, key: str | None, *, accept: bool
) -> tuple[Problem, ...]:
    """Warnings about the lock that a new one starts from. Raises BuildRefused if it may not.

    It may start from a lock that is signed with the publication's key, or where there is no key.
    """
    fault = _fault(lock, signature, key) if key else _unknown(signature)
    if fault is None:
        return ()
    if fault.of == "library":
        raise BuildRefused([Problem(SETTINGS_PATH, 1, 1, fault.message)])
    path = SIGNATURE_PATH if lock is not None else LOCK_PATH
    if accept:
        message = f"{fault.message}; --accept takes over what it says"
        return (Problem(path, fault.line, 1, message, "warning"),)
    message = (
        f"{fault.message}, so what the new lock is compared with may be forged; {_PUT_BACK}, or "
        "run `factpress lock --accept`, which says how the cards differ from this one"
    )
    raise BuildRefused([Problem(path, fault.line, 1, message)])


def _unknown(signature: bytes | None) -> Fault | None:
    """The fault of a signature where no key is named: the key may have been taken away."""
    return None if signature is None else Fault(_NO_KEY)


def _quotes(catalog: Catalog) -> bool:
    """Whether the site quotes anything."""
    defects = (d for source in catalog.sources.values() for d in source.fields.defects)
    return bool(catalog.back.quoted) or any(defect.passage for defect in defects)


def _fault(lock: bytes | None, signature: bytes | None, key: str) -> Fault | None:
    if lock is None:
        return Fault("there is no lock, and publisher.key asks for a signed one")
    return check_signature(lock, signature, key)


def _without_key(
    lock: InputFile | None, signature: InputFile | None, *, is_proven: bool
) -> Iterator[Problem]:
    """Warnings for a publication without a key."""
    if signature:
        yield Problem(SIGNATURE_PATH, 1, 1, _NO_KEY, "warning")
    if lock and not is_proven:
        message = (
            f"the lock is not signed and the archive is not at hand, so pages say {_UNCHECKED}; "
            "name the archive with --archive, or have the lock signed: `factpress key new` makes "
            "a key and says how"
        )
        yield Problem(LOCK_PATH, 1, 1, message, "warning")


def _with_fault(
    settings: Settings, fault: Fault | None, grave: Severity, catalog: Catalog
) -> Iterator[Problem]:
    """The problem of a publication whose lock is not signed with its key."""
    if fault is None:
        return
    if fault.of == "library":
        yield settings.problem(KEY_FIELD, fault.message)
        return
    cure = "run `factpress lock --accept` where the secret key is"
    if not catalog.is_verified:
        cure += ", or name the archive with --archive"
    elif grave == "error":
        cure = f"what the cards said before may be forged: {_PUT_BACK}, or {cure}"
    yield Problem(SIGNATURE_PATH, fault.line, 1, f"{fault.message}; {cure}", grave)


# Secret keys: where the one that signs a publication's lock is, and how a new one is kept.

VARIABLE = "FACTPRESS_KEY"
PASSWORD_VARIABLE = "FACTPRESS_KEY_PASSWORD"  # noqa: S105 (the name of a variable)  # nosec B105
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


def secret_key(
    signing: Signing, public: str, folders: Iterable[Path], signed: str = "the lock"
) -> SecretKey:
    """The secret part of a public key. Raises SigningError, which says how to give it.

    `folders` are the publication's own, in which no secret key may be. `signed` names the file.
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
            f"{signed} is to be signed with the secret key {name}, and {where}: name it with "
            f"--key or {VARIABLE}{other}; nothing was written"
        )
    secret = _parsed(path, content, signing, folders)
    if public_part(secret) != public:
        theirs = key_name(secret.key_id)
        raise SigningError(f"{path} is key {theirs}, and the publication's is {name}: {public}")
    return secret


def given_key(signing: Signing, folders: Iterable[Path]) -> SecretKey | None:
    """The secret key that is named, whatever its public part; None where none is named.

    `folders` are as for `secret_key`. Raises SigningError.
    """
    given = signing.named or signing.environment.get(VARIABLE) or None
    if given is None:
        return None
    content = _content(Path(given))
    if content is None:
        raise SigningError(f"the secret key {given} is not there")
    return _parsed(Path(given), content, signing, folders)


def _parsed(path: Path, content: bytes, signing: Signing, folders: Iterable[Path]) -> SecretKey:
    """The secret key of a file, which must be outside of the publication. Raises SigningError."""
    _refuse_inside(path, folders, _home(signing.environment))
    try:
        return parsed_key(content, signing.password)
    except SigningError as error:
        raise SigningError(f"{path} {error}") from error


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
