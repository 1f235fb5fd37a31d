"""Keys at the command line: a new one, and the one that is to sign the lock."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from factpress.cli.printing import counted, print_lines, print_problems, say

if TYPE_CHECKING:
    from factpress.lock.signing import Signing
    from factpress.model.cards import Catalog
    from factpress.options import BuildOptions, CacheOptions


_NEW = """\
secret key: {path}
Keep it safe, and a copy elsewhere: whoever has it can sign in your name.

Paste into content/publication.yaml, under publisher if you have that:

publisher:
  key: {public}

Then sign the lock that you trust: factpress lock --accept{named}"""


def new(arguments: argparse.Namespace) -> int:
    """Makes a secret key; 1 when it may not be kept there."""
    from factpress.lock.minisign import SigningError
    from factpress.lock.signing import make_key

    try:
        path, public = make_key(arguments.out, os.environ)
    except SigningError as error:
        say(f"factpress: {error}", "red")
        return 1
    named = f" --key {path}" if arguments.out else ""
    print_lines(_NEW.format(path=path, public=public, named=named))
    return 0


def signing(arguments: argparse.Namespace) -> Signing:
    """Where the key that signs is to be looked for."""
    from factpress.lock.signing import Signing

    return Signing(arguments.key, os.environ, _password, arguments.accept)


def has_key(catalog: Catalog) -> bool:
    """Whether a publication's lock is signed."""
    publisher = catalog.publication.publisher
    return publisher is not None and publisher.key is not None


def _password() -> str:
    """The password of a secret key: from the environment, or asked at the terminal."""
    from factpress.lock.minisign import SigningError
    from factpress.lock.signing import PASSWORD_VARIABLE

    given = os.environ.get(PASSWORD_VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise SigningError(f"has a password: set {PASSWORD_VARIABLE}, or sign at a terminal")
    from getpass import getpass

    return getpass("Password of the secret key: ")


# The lock at the command line: written, signed, and what readers will see changed.


def write(
    options: BuildOptions,
    cache: CacheOptions,
    arguments: argparse.Namespace,
    *,
    with_passages: bool,
) -> bool:
    """Writes the lock, and says what readers will see changed; whether nothing was wrong."""
    from factpress.cli.quote import verified
    from factpress.model.problems import BuildRefused, errors
    from factpress.write_lock import write_lock

    try:
        catalog, problems, changes = write_lock(options, cache, signing(arguments))
    except BuildRefused as refused:
        print_problems(refused.problems)
        say(f"{counted(refused.problems)}; {arguments.content}/evidence.lock is as it was", "red")
        return False
    if with_passages:
        print_lines("\n".join(verified(catalog)))
    print_lines("\n".join(changes or ["Nothing that the lock records has changed."]))
    print_problems(problems)
    signed = " and its signature" if has_key(catalog) else ""
    say(f"wrote {arguments.content}/evidence.lock{signed}", "green")
    return not errors(problems)
