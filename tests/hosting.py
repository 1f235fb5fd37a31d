"""A host that reads `_headers` from a site, as Cloudflare Pages does."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeAlias

from conftest import Site
from serving import Handler, answering

# The values of headers by path and name.
Rules: TypeAlias = dict[str, dict[str, str]]


def rules(site: Site) -> Rules:
    """The rules of `_headers` by path."""
    found: Rules = {}
    for line in site.read("_headers").splitlines():
        if line.startswith("/"):
            path = line
            found[path] = {}
        elif line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            found[path][name] = value
    return found


def sent(site: Site, address: str) -> dict[str, list[str]]:
    """What is sent with an address: the values of every rule that matches, the last at the end."""
    return matching(rules(site), address)


def matching(rules: Rules, address: str) -> dict[str, list[str]]:
    """The values of headers that rules have for an address."""
    found: dict[str, list[str]] = {}
    for path, values in rules.items():
        if address == path or (path.endswith("*") and address.startswith(path[:-1])):
            for name, value in values.items():
                found.setdefault(name, []).append(value)
    return found


class _Hosted(Handler):
    """Sends what `_headers` has, and joins the values of several rules as Cloudflare Pages does."""

    def __init__(self, *args: object, rules: Rules, directory: str) -> None:
        self.rules = rules
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def end_headers(self) -> None:
        for name, found in matching(self.rules, self.path.partition("?")[0]).items():
            self.send_header(name, ", ".join(found))
        super().end_headers()


@contextmanager
def hosted(site: Site) -> Iterator[str]:
    handler = functools.partial(_Hosted, rules=rules(site), directory=str(site.options.out))
    with answering(handler) as address:
        yield address
