"""Papers of tests: cards of sources and their publishers, and a scale that counts origins."""

from __future__ import annotations

from conftest import BASE

SCALE = """\
name: Dam Watch
language: en
archive: archive
limits: {document_share: 1}
ratings:
  - {id: one, label: One, definition: One says so., mark: a, needs: {max_origins: 1}}
  - {id: two, label: Two, definition: Two say so., mark: b, needs: {origins: 2}}
"""


def actor(name: str, more: str = "", kind: str = "publication") -> str:
    """The card of an actor, with further lines."""
    return f"---\nname: {name}\nkind: {kind}\n{more}---\n"


def source(name: str, more: str = "", published: str = "2022-01-06") -> str:
    """The card of a paper of a publisher of its own, with further lines."""
    card = BASE["content/sources/gazette.md"].replace("gazette-press", f"{name}-press")
    card = card.replace("gazette.txt", f"{name}.txt").replace("2022-01-06", published)
    return card.replace("dated:", f"{more}dated:")
