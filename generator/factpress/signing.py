"""Signing: the lock kept together with its signature, where the publication has a key.

In: an order, and where to look for the secret key. Out: the two files; refuses before anything is
written where the lock that is there may be forged, or the secret key is not at hand.
"""

from __future__ import annotations

from typing import NamedTuple

from factpress.cache.inputs import shown
from factpress.content.settings_file import Settings, settings_in
from factpress.evidence.lock_proof import KEY_FIELD, may_start, public_key
from factpress.evidence.secret_keys import Signing, secret_key
from factpress.evidence.signature import SecretKey, SigningError, sign
from factpress.model.cards import InputFile
from factpress.model.problems import BuildRefused, DiskError, Problem
from factpress.model.urls import LOCK_PATH, SETTINGS_PATH, SIGNATURE_PATH
from factpress.options import Order
from factpress.output import disk


class Signer(NamedTuple):
    """What signs a lock, if anything does; `taken_over` warns of what it starts from."""

    secret: SecretKey | None
    taken_over: tuple[Problem, ...]


def signer(order: Order, signing: Signing) -> Signer:
    """What is to sign the lock. Raises BuildRefused when it may not start, or cannot be signed."""
    settings = settings_in(InputFile(SETTINGS_PATH, _read(order, SETTINGS_PATH) or b"", ""))
    key = public_key(settings)
    try:
        start = (_read(order, LOCK_PATH), _read(order, SIGNATURE_PATH))
        taken_over = may_start(*start, key, accept=signing.accept)
        secret = _secret(order, signing, settings, key)
    except BuildRefused as refused:
        raise BuildRefused(shown(order.content, each) for each in refused.problems) from refused
    return Signer(secret, tuple(shown(order.content, each) for each in taken_over))


def _secret(
    order: Order, signing: Signing, settings: Settings, key: str | None
) -> SecretKey | None:
    if key is None and signing.named:
        message = "there is no publisher.key to sign with --key for; set it, or leave out --key"
        raise BuildRefused([settings.problem("publisher", message)])
    if key is None:
        return None
    beside = order.content.absolute().parent
    folders = (order.content, order.out, order.templates or beside, beside)
    try:
        return secret_key(signing, key, folders)
    except SigningError as error:
        raise BuildRefused([settings.problem(KEY_FIELD, str(error))]) from error


def keep_lock(order: Order, lock: bytes, by: Signer) -> None:
    """Writes the lock and its signature. Raises DiskError, and then the old lock is in place."""
    # The longer file first: on a full disk it is what fails, and then both are as they were.
    signature = sign(lock, by.secret) if by.secret else None
    before = _read(order, LOCK_PATH)
    disk.replace(order.content / LOCK_PATH, lock)
    if signature is None:
        return
    try:
        disk.replace(order.content / SIGNATURE_PATH, signature)
    except DiskError:
        if before is not None:
            disk.replace(order.content / LOCK_PATH, before)
        raise


def _read(order: Order, path: str) -> bytes | None:
    return disk.read(order.content / path)
