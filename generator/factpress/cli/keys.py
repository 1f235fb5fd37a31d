"""Keys at the command line: a new one, and the one that signs the lock."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from factpress.cli.printing import print_lines, say

if TYPE_CHECKING:
    from factpress.lock.signing import Signing


_NEW = """\
secret key: {path}
Keep it safe, and keep a copy in another place: anybody who has it can sign in your name.

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
    """Where to look for the key that signs."""
    from factpress.lock.signing import Signing

    return Signing(arguments.key, os.environ, _password, arguments.accept)


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
