"""The pages of the documentation, as Markdown files, and what a reader means by a topic."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from factpress.model.problems import DiskError, closest, quoted
from factpress.output.disk import read
from factpress.output.scanning import listing
from factpress.theme.installed import shipped

CONTENTS: Final = "README.md"
_COMMANDS: Final = "reference/commands.md"
_HEADING = re.compile(r"^#{1,6} (.+)$", re.M)
_CODE = re.compile(r"^ *```.*?^ *```$", re.M | re.S)
_COMMAND = "factpress "
_MOST_LISTED = 8


class Topic(NamedTuple):
    """Where a topic is: the page's path, and the anchor of a heading in it or nothing."""

    path: str
    anchor: str = ""


class UnknownTopic(Exception):
    """Raised for a topic that no page is about; the message says where its words are."""


def folder() -> Path:
    """The documentation."""
    return shipped("docs")


def pages() -> dict[str, str]:
    """Each page, by its path such as `how-to/search.md`. Raises DiskError without any."""
    found = {path: (read(folder() / path) or b"").decode("utf-8") for path in _files(".md")}
    if CONTENTS not in found:
        raise DiskError(f"{folder()}: the documentation is not there; install factpress again")
    return found


def pictures() -> dict[str, bytes]:
    """The pages' pictures, by their paths."""
    return {path: read(folder() / path) or b"" for path in _files(".png")}


def _files(ending: str) -> list[str]:
    return [path for path in listing(folder())[0] if path.endswith(ending)]


def title_of(text: str) -> str:
    """The title of a page: its first heading."""
    heading = _HEADING.search(text)
    return heading[1].replace("`", "") if heading else ""


def headings(text: str) -> list[str]:
    """The headings of a page, as they are written."""
    return _HEADING.findall(_CODE.sub("", text))


def anchor_of(heading: str) -> str:
    """The anchor of a heading, the same as on GitHub."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def place_of(topic: str, texts: Mapping[str, str]) -> Topic:
    """The place of a command, a page or a heading, in this order. Raises UnknownTopic."""
    wanted = " ".join(topic.lower().split()).removeprefix(_COMMAND).removesuffix(".md")
    for name, place in _named(texts):
        if name == wanted:
            return place
    raise UnknownTopic(_not_named(wanted, texts))


def _named(texts: Mapping[str, str]) -> Iterator[tuple[str, Topic]]:
    """Every name of a place, the clearest first."""
    for heading in headings(texts.get(_COMMANDS, "")):
        if heading.startswith(_COMMAND):
            yield heading.removeprefix(_COMMAND), Topic(_COMMANDS, anchor_of(heading))
    for path in texts:
        name = path.removesuffix(".md")
        yield name, Topic(path)
        yield name.rpartition("/")[2].lower(), Topic(path)
    for path, text in texts.items():
        for heading in headings(text):
            yield heading.lower().replace("`", ""), Topic(path, anchor_of(heading))


def _not_named(wanted: str, texts: Mapping[str, str]) -> str:
    """Says which pages have the words, most first; or else what was meant."""
    counts = {path: text.lower().count(wanted) for path, text in texts.items()} if wanted else {}
    having = sorted((path for path, count in counts.items() if count), key=lambda p: -counts[p])
    message = f"no page is named {quoted(wanted)}"
    if having:
        listed = [path.removesuffix(".md") for path in having[:_MOST_LISTED]]
        return f"{message}; these have the words: {', '.join(listed)}"
    nearest = closest(wanted, [name for name, _ in _named(texts)])
    hint = f"; did you mean {nearest}?" if nearest else "; `factpress docs` lists all pages"
    return f"{message}{hint}"


def also_about(topic: str, texts: Mapping[str, str]) -> list[str]:
    """The other pages of a topic's name, such as `explanation/lock` beside the command `lock`."""
    wanted, place = topic.lower(), place_of(topic, texts)
    return [
        path.removesuffix(".md")
        for path in texts
        if path.removesuffix(".md").rpartition("/")[2] == wanted and path != place.path
    ]
