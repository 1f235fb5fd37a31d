"""A card that moves: its new file, every reference to it, and its former address.

All edits are made in memory first, and none is written unless all can be made. Where writing fails,
what was written is put back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from factpress.content.cards import converted
from factpress.content.front_matter import FrontMatter, read_card, read_settings
from factpress.content.markdown.converter import BodyConverter
from factpress.content.places import key_place
from factpress.content.yaml_lines import closing_bracket
from factpress.model.cards import CardKey, InputFile, Link, Place
from factpress.model.encoding import digest
from factpress.model.problems import (
    BuildRefused,
    FolderRefused,
    Problem,
    closest,
    quoted,
    unknown,
)
from factpress.model.schema import CardKind
from factpress.model.urls import (
    FOLDERS,
    SETTINGS_PATH,
    card_id,
    card_kind,
    card_url,
    collision_key,
    path_mistake,
)
from factpress.output import disk
from factpress.starting.cards import card_path

# The fields that hold ids of cards, by the kind of the card that holds them and the path of the
# field without numbers. A test holds them against `reference_checks.references`.
NAMED_IN: Final[Mapping[CardKind, Mapping[str, CardKind]]] = {
    "claim": {
        "claimants": "actor", "topics": "topic", "related": "claim", "merged_into": "claim",
        "evidence.source": "source", "evidence.speaker": "actor", "evidence.credits": "actor",
        "evidence.origin": "actor", "appearances.source": "source", "appearances.by": "actor",
        "authors": "person", "reviewed_by": "person",
    },
    "source": {"publisher": "actor", "origins.actor": "actor", "independent.of": "source"},
    "actor": {"part_of": "actor"},
    "event": {"claims": "claim", "sources": "source"},
    "topic": {},
    "page": {},
    "person": {},
}  # fmt: skip
_FINDING: Final = re.compile(r"findings\.\d+\.claims\.(.+)")
_NUMBER: Final = re.compile(r"\.\d+(?=\.|\Z)")


class Moved(NamedTuple):
    """Both paths of a card, and the new text of every file that changes, by its path before.

    `places` name what changes, for people.
    """

    old_path: str
    new_path: str
    texts: Mapping[str, str]
    places: tuple[str, ...]


class _Edit(NamedTuple):
    """The characters [start, end) of a file's text that are replaced."""

    start: int
    end: int
    text: str
    what: str


def named_card(written: str, known: Iterable[str] = ()) -> CardKey:
    """The card that `actors/ada-finch`, `actor/ada-finch` or a path means. Raises FolderRefused.

    `known` are the paths of cards that an id alone may mean.
    """
    path = written.replace("\\", "/").removeprefix("./").removesuffix(".md")
    folder, _, below = path.removeprefix("content/").partition("/")
    kind = FOLDERS.get(folder) or next((k for k in FOLDERS.values() if k == folder), None)
    if kind is None or not below:
        raise FolderRefused(_without_kind(written, known))
    return CardKey(kind, below)


def _without_kind(written: str, known: Iterable[str]) -> str:
    whole = {card_id(path): path.removesuffix(".md") for path in known if card_kind(path)}
    nearest = closest(written.removesuffix(".md"), list(whole))
    meant = f'; did you mean "{whole[nearest]}"' if nearest else ""
    ways = ", ".join(f"{each}/ID" for each in FOLDERS)
    what = f"card {quoted(written)} is not written as a kind and an id{meant}"
    return f"{what}{'?' if meant else '.'} Allowed: {ways}."


def moved(files: Sequence[InputFile], old: CardKey, new: CardKey) -> Moved:
    """All edits of a move. Raises FolderRefused, or BuildRefused where a file cannot be read."""
    by_path = {file.path: file for file in files}
    _refuse_wrong(by_path, old, new)
    texts: dict[str, str] = {}
    places: list[str] = []
    link = _Links(by_path, old, new)
    problems: list[Problem] = []
    for file in files:
        kind = card_kind(file.path)
        if kind is None and file.path != SETTINGS_PATH:
            continue
        front = read_card(file) if kind else read_settings(file)
        if not isinstance(front, FrontMatter) or front.problems:
            problems += front.problems if isinstance(front, FrontMatter) else front
            continue
        text = _text(file)
        edits = list(_edits(kind, file, front, text, link))
        _refuse_former(file.path, front, new)
        if file.path == card_path(old):
            edits.append(_kept_address(front, text, old))
        if edits:
            texts[file.path] = _applied(text, edits)
            places += [f"{file.path}:{_line(text, e)}: {e.what}" for e in sorted(edits)]
    if problems:
        raise BuildRefused(problems)
    return Moved(card_path(old), card_path(new), texts, tuple(places))


def _refuse_wrong(files: Mapping[str, InputFile], old: CardKey, new: CardKey) -> None:
    if old.kind != new.kind:
        raise FolderRefused(
            f"{card_path(old)} is a card of the kind {old.kind}, and {card_path(new)} would be one "
            f"of the kind {new.kind}; a card keeps its kind"
        )
    mistake = path_mistake(new.kind, new.id)
    if mistake:
        raise FolderRefused(mistake)
    if card_path(old) not in files:
        ids = sorted(card_id(path) for path in files if card_kind(path) == old.kind)
        raise FolderRefused(unknown(old.kind, old.id, ids, is_not="has no card"))
    for path in files:
        is_same = card_kind(path) == new.kind and path != card_path(old)
        if is_same and collision_key(card_id(path)) == collision_key(new.id):
            raise FolderRefused(f"{path}: is there already and stays as it is; choose another id")
    if old == new:
        raise FolderRefused(f"{card_path(old)}: has this id already")


class _Links:
    """What the links of bodies mean, and how those to the card are written after the move."""

    def __init__(self, files: Mapping[str, InputFile], old: CardKey, new: CardKey) -> None:
        self.old, self.new = old, new
        self._kinds_of_old = _kinds(files, old.id)
        is_alone = not _kinds(files, new.id) - ({old.kind} if old.id == new.id else set())
        self._target = new.id if is_alone else f"{new.kind}:{new.id}"
        self.converter = BodyConverter()

    def means_it(self, link: Link) -> bool:
        """Whether a link leads to the card that moves."""
        if link.id != self.old.id:
            return False
        return link.kind == self.old.kind or (
            link.kind is None and self._kinds_of_old == {self.old.kind}
        )

    def target(self, link: Link) -> str:
        """What is written in place of the link's target."""
        return f"{self.new.kind}:{self.new.id}" if link.kind else self._target


def _kinds(files: Mapping[str, InputFile], wanted: str) -> set[CardKind]:
    """The kinds of the cards that have an id."""
    return {kind for path in files if (kind := card_kind(path)) and card_id(path) == wanted}


def _text(file: InputFile) -> str:
    """The text of a file with its own line ends."""
    return file.content.decode("utf-8")


def _edits(
    kind: CardKind | None, file: InputFile, front: FrontMatter, text: str, link: _Links
) -> Iterator[_Edit]:
    starts = _line_starts(text)
    for path, place in front.places.items():
        if path.endswith(":"):
            found = _FINDING.fullmatch(path[:-1])
            if kind is None and link.old.kind == "claim" and found and found[1] == link.old.id:
                yield _replaced(file, text, _index(starts, place), link.old.id, link.new.id)
        elif kind and _names(kind, path, front, link.old):
            yield _replaced(file, text, _index(starts, place), link.old.id, link.new.id)
    if kind:
        body, _ = converted(kind, None, front.parts, link.converter)
        for mark in body.marks:
            if isinstance(mark, Link) and link.means_it(mark):
                at = text.find("[[", _index(starts, mark.place)) + 2
                end = min(e for e in (text.find("|", at), text.find("]]", at)) if e >= 0)
                yield _Edit(at, end, link.target(mark), f"[[{text[at:end]}]]")


def _names(kind: CardKind, path: str, front: FrontMatter, card: CardKey) -> bool:
    """Whether a field of a card of a kind holds the id of a card."""
    is_such = NAMED_IN.get(kind, {}).get(_NUMBER.sub("", path)) == card.kind
    return is_such and _value_at(front, path) == card.id


def _value_at(front: FrontMatter, path: str) -> object:
    value: object = front.fields
    for step in path.split("."):
        if isinstance(value, list):
            value = value[int(step)]
        elif isinstance(value, Mapping):
            value = value.get(step)
    return value


def _replaced(file: InputFile, text: str, at: int, old: str, new: str) -> _Edit:
    """The edit of an id at a place of the front matter, be it in quotation marks or not."""
    at += text[at : at + 1] in ("'", '"')
    if not text.startswith(old, at):
        line = text.count("\n", 0, at) + 1
        raise FolderRefused(
            f"{file.path}:{line}: the id {quoted(old)} here must be changed by hand"
        )
    return _Edit(at, at + len(old), new, old)


def _line_starts(text: str) -> list[int]:
    """Where each line begins, behind a byte order mark; a line ends as YAML and Markdown end it."""
    return [
        int(text.startswith("\ufeff")),
        *(found.end() for found in re.finditer(r"\r\n|\r|\n", text)),
    ]


def _index(starts: Sequence[int], place: Place) -> int:
    return starts[place.line - 1] + place.column - 1


def _line(text: str, edit: _Edit) -> int:
    return len(_line_starts(text[: edit.start]))


def _refuse_former(path: str, front: FrontMatter, new: CardKey) -> None:
    """Raises FolderRefused where the new address is a former one of a card."""
    has_aliases = new.kind == card_kind(path) == "claim"
    for name, entry in (
        ("former", card_url(*new)),
        *([("aliases", new.id)] if has_aliases else []),
    ):
        items = front.fields.get(name)
        if isinstance(items, list) and entry in items:
            line = front.places[f"{name}.{items.index(entry)}"].line
            raise FolderRefused(
                f"{path}:{line}: {entry} is a former address of this card; remove it there first"
            )


def _kept_address(front: FrontMatter, text: str, old: CardKey) -> _Edit:
    """The edit that adds the former address: `aliases` of a claim, `former` of other cards."""
    name, entry = ("aliases", old.id) if old.kind == "claim" else ("former", card_url(*old))
    what = f"{name}: {entry}"
    starts = _line_starts(text)
    key, value = key_place(front.places, name), front.places.get(name)
    items = front.fields.get(name)
    if key is None or value is None or items is None:
        # In an empty field, or before the line that ends the front matter.
        end = starts[key.line] if key else starts[front.parts.body_line - 2]
        start = starts[key.line - 1] if key else end
        return _Edit(start, end, f"{name}: [{entry}]\n", what)
    at = _index(starts, value)
    if text[at] == "[":
        close = closing_bracket(text[at:])
        assert close is not None  # it was read
        comma = ", " if items else ""
        return _Edit(at + close, at + close, f"{comma}{entry}", what)
    last = _index(starts, front.places[f"{name}.{len(items) - 1}"])
    before = text[max(each for each in starts if each <= last) : last]
    end = next((each for each in starts if each > last), len(text))
    return _Edit(end, end, f"{re.sub(r'[^ -]', ' ', before)}{entry}\n", what)


def _applied(text: str, edits: Sequence[_Edit]) -> str:
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def write(found: Moved, content: Path, files: Sequence[InputFile]) -> None:
    """Writes all edits; puts back what was there where one fails."""
    before = {file.path: file.content for file in files}
    _refuse_changed(content, found, before)
    done: list[str] = []
    disk.create(content / found.new_path, found.texts[found.old_path].encode("utf-8"))
    try:
        for path, text in found.texts.items():
            if path != found.old_path:
                done.append(path)
                disk.replace(content / path, text.encode("utf-8"))
        disk.remove(content / found.old_path)
    except BaseException:
        for path in done:
            disk.replace(content / path, before[path])
        if disk.is_there(str(content / found.old_path)):
            disk.remove(content / found.new_path)
        raise


def _refuse_changed(content: Path, found: Moved, before: Mapping[str, bytes]) -> None:
    """Raises FolderRefused where a file is not as it was read."""
    for path in found.texts:
        now = disk.read_below(content, path)
        if now is None or digest(now) != digest(before[path]):
            raise FolderRefused(f"{content / path}: has changed meanwhile; nothing was written")
