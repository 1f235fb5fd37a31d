"""What a lock proves: whether it is signed with the publication's key, and what follows from it.

In: the catalog, the lock and its signature, the settings. Out: the catalog that knows whether its
quotations are proven in this build; problems; whether a new lock may start from the one there is.
Knows nothing of what a lock says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from factpress.content.settings_file import Settings
from factpress.evidence.signature import Fault, check_signature
from factpress.model.cards import Catalog, InputFile
from factpress.model.problems import BuildRefused, Problem, Severity
from factpress.model.urls import LOCK_PATH, SETTINGS_PATH, SIGNATURE_PATH

KEY_FIELD = "publisher.key"
_PUT_BACK = "put back the lock and signature that were published last"
_NO_KEY = "no key says whose signature this is"
_UNCHECKED = "“recorded by the editors, not checked in this build”"


def with_signature(
    catalog: Catalog, files: Mapping[str, InputFile], settings: Settings, grave: Severity
) -> tuple[Catalog, tuple[Problem, ...]]:
    """The catalog with whether it is proven: by the archive, or by a lock that is validly signed.

    A key without a valid signature is as grave as given; but where the archive is, a lock that is
    not signed yet is a warning. One that is gone or is another than was signed could hide changes.
    """
    lock, signature = (files.get(path) for path in (LOCK_PATH, SIGNATURE_PATH))
    key = public_key(settings)
    if key is None:
        proven = catalog.is_verified or not _quotes(catalog)
        told = _without_key(lock, signature, is_proven=proven)
        return catalog._replace(is_proven=proven), tuple(told)
    fault = _fault(lock, signature, key)
    if lock is None and not catalog.claims:
        fault = None  # nothing that could be signed
    proven = catalog.is_verified or fault is None
    is_unsigned = catalog.is_verified and lock is not None and signature is None
    told = _with_fault(settings, fault, "warning" if is_unsigned else grave, catalog)
    return catalog._replace(is_proven=proven), tuple(told)


def public_key(settings: Settings) -> str | None:
    """The key that the publication's lock must be signed with, if it names one."""
    publisher = settings.fields.publisher if settings.fields else None
    return publisher.key if publisher else None


def may_start(
    lock: bytes | None, signature: bytes | None, key: str | None, *, accept: bool
) -> tuple[Problem, ...]:
    """Warnings of what a new lock takes over. Raises BuildRefused when it may not start from this.

    It may from one that is signed with the publication's key, or where there is none to sign with.
    """
    fault = _fault_of(lock, signature, key) if key else _unknown(signature)
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
    """What is wrong with a signature where no key is named: it may have been taken away."""
    if signature is None:
        return None
    return Fault(f"{_NO_KEY}; set {KEY_FIELD} in {SETTINGS_PATH}, or remove this file")


def _quotes(catalog: Catalog) -> bool:
    """Whether the site quotes anything."""
    defects = (d for source in catalog.sources.values() for d in source.fields.defects)
    return bool(catalog.back.quoted) or any(defect.passage for defect in defects)


def _fault(lock: InputFile | None, signature: InputFile | None, key: str) -> Fault | None:
    return _fault_of(lock and lock.content, signature and signature.content, key)


def _fault_of(lock: bytes | None, signature: bytes | None, key: str) -> Fault | None:
    if lock is None:
        return Fault("there is no lock, and publisher.key asks for a signed one")
    return check_signature(lock, signature, key)


def _without_key(
    lock: InputFile | None, signature: InputFile | None, *, is_proven: bool
) -> Iterator[Problem]:
    """What a publication without a key is told."""
    if signature:
        message = f"{_NO_KEY}; set {KEY_FIELD} in {SETTINGS_PATH}, or remove this file"
        yield Problem(SIGNATURE_PATH, 1, 1, message, "warning")
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
    """What a publication with a key is told of a lock that is not signed with it."""
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
