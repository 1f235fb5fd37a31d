"""Keys at the command line: a new one, and the one that is to sign the lock."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from factpress.cli.printing import print_lines, say

if TYPE_CHECKING:
    from factpress.evidence.secret_keys import Signing
    from factpress.model.cards import Catalog

_NEW = """\
secret key: {path}
Keep it safe, and a copy elsewhere: whoever has it can sign in your name.

Paste into content/publication.yaml, under publisher if you have that:

publisher:
  key: {public}

Then sign the lock that you trust: factpress lock --accept{named}"""


def new(options: argparse.Namespace) -> int:
    """Makes a secret key; 1 when it may not be kept there."""
    from factpress.evidence.secret_keys import make_key
    from factpress.evidence.signature import SigningError

    try:
        path, public = make_key(options.out, os.environ)
    except SigningError as error:
        say(f"factpress: {error}", "red")
        return 1
    named = f" --key {path}" if options.out else ""
    print_lines(_NEW.format(path=path, public=public, named=named))
    return 0


def signing(options: argparse.Namespace) -> Signing:
    """Where the key that signs is to be looked for."""
    from factpress.evidence.secret_keys import Signing

    return Signing(options.key, os.environ, _password, options.accept)


def has_key(catalog: Catalog) -> bool:
    """Whether a publication's lock is signed."""
    publisher = catalog.publication.publisher
    return publisher is not None and publisher.key is not None


def _password() -> str:
    """The password of a secret key: from the environment, or asked at the terminal."""
    from factpress.evidence.secret_keys import PASSWORD_VARIABLE
    from factpress.evidence.signature import SigningError

    given = os.environ.get(PASSWORD_VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise SigningError(f"has a password: set {PASSWORD_VARIABLE}, or sign at a terminal")
    from getpass import getpass

    return getpass("Password of the secret key: ")
