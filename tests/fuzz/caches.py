"""Properties of what builds keep: any other bytes count as none, and never end a build."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from factpress.cache.build_record import LastBuild, last_build, line_of, value_of
from factpress.cache.card_cache import CardCache, NotCached
from factpress.cache.check_result import recorded_check
from factpress.cache.group_reads import _has_read, numbers_of, reads_text
from factpress.cache.inputs import Snapshot, snapshot
from factpress.content.card_store import CacheIndex, StoredCard, index_lines
from factpress.model.cards import AnyCard, Read
from factpress.model.problems import Problem
from factpress.model.site import Manifest, Written
from factpress.options import CacheOptions
from factpress.output import output_record, site_manifest
from factpress.output.site_manifest import FileEntry, ManifestError
from factpress.update import every_problem, update
from small_site import Site, site_in

_KEY = b"the key of this machine"
FILES = ("last-build", "last-check", "cards.index", "cards")


class _Kept(NamedTuple):
    """A site whose build and check are recorded, and all that its records say."""

    folder: tempfile.TemporaryDirectory[str]
    site: Site
    now: Snapshot
    genuine: Mapping[str, bytes]
    build: LastBuild | None
    check: tuple[Problem, ...] | None
    cards: Mapping[str, AnyCard]

    @property
    def records(self) -> Path:
        return self.site.root / ".factpress"


@cache
def _kept() -> _Kept:
    folder: tempfile.TemporaryDirectory[str] = tempfile.TemporaryDirectory()
    site = site_in(Path(folder.name) / "site-1", {})
    site.cache = CacheOptions(site.root / ".factpress", _KEY)
    site.lock()
    update(site.options, site.cache)
    every_problem(site.options, site.cache)
    now = snapshot(site.options)
    genuine = {name: (site.root / ".factpress" / name).read_bytes() for name in FILES}
    found = last_build(site.options.out, site.cache)
    check = recorded_check(site.options, site.cache, now)
    assert found
    assert check is not None
    return _Kept(folder, site, now, genuine, found, check, _cards(site, now))


def _cards(site: Site, now: Snapshot) -> dict[str, AnyCard]:
    """The cards that are kept and whole, with their bodies read."""
    kept = CardCache(site.cache.folder, _KEY)
    digests = {file.path: file.digest for file in now.content}
    found = {}
    for path in digests:
        try:
            found[path] = kept.card_at(path, digests)
        except NotCached:
            continue
    return found


def genuine(name: str) -> bytes:
    """The bytes of a file that a build kept."""
    return _kept().genuine[name]


def record(content: bytes) -> None:
    """Bytes in place of a file that a build kept, whose name is the first byte's.

    They are as if they were not there, unless they say what was kept.
    """
    kept = _kept()
    name = FILES[content[0] % len(FILES)] if content else FILES[0]
    path = kept.records / name
    path.write_bytes(content[1:])
    try:
        site = kept.site
        assert last_build(site.options.out, site.cache) in (None, kept.build)
        assert recorded_check(site.options, site.cache, kept.now) in (None, kept.check)
        for card_path, card in _cards(site, kept.now).items():
            known = kept.cards[card_path]
            assert card.fields == known.fields
            assert card.body.html == known.body.html
    finally:
        path.write_bytes(kept.genuine[name])


def line(content: bytes) -> None:
    """A line counts only where it was signed, with this key and behind the line before it."""
    assert value_of(_KEY, "before", content) is None
    signed = line_of(_KEY, "before", [1])
    assert value_of(_KEY, "before", signed) == [1]
    assert content == b"before" or value_of(_KEY, content.decode("latin-1"), signed) is None
    assert value_of(content[:64] or b"x", "before", signed) is None


def index(content: bytes) -> None:
    """The index of cards is read, line by line; what is written of it reads the same again."""
    found = CacheIndex(None, b"program\n" + content, "program").entries
    again = CacheIndex(None, b"program\n" + index_lines(found.values()), "program")
    assert again.entries == found
    assert all(again.entry(path) == entry for path, entry in found.items())
    assert all(isinstance(entry, StoredCard) and entry.length >= 0 for entry in found.values())
    assert CacheIndex(None, content, "program").entries == {} or content.startswith(b"program\n")


def manifest(content: bytes) -> None:
    """A manifest that lies in a site names files below it alone, and reads the same again."""
    try:
        found = site_manifest.parsed(content)
    except ManifestError:
        return
    _are_below(found.files)
    written = site_manifest.serialised(found)
    assert site_manifest.parsed(written) == found
    entry = FileEntry(3, "0" * 64)
    changed = site_manifest.edited(written, found.content, {"index.html": entry}, ())
    assert site_manifest.parsed(changed).files == {**found.files, "index.html": entry}
    fewer = site_manifest.edited(written, found.content, {}, found.files)
    assert site_manifest.parsed(fewer).files == {}


def outputs(content: bytes) -> None:
    """Outputs that a site or a record names are below the site, whatever else is written there."""
    out, record = _kept().records / "site", _kept().records / "outputs.json"
    for path in (out / "manifest.json", out / ".factpress/manifest.json", record):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"no seal\n" * (path == record) + content)
        _are_below(output_record.claimed(out, record).outputs)
        path.unlink()
    assert output_record.unsealed(_KEY, out, content) is None
    found = output_record.parsed(content)
    _are_below(found.outputs)


def record_of_outputs(found: Mapping[str, tuple[str, str, int]]) -> None:
    """The outputs of a record, written and changed, are read as they were given."""
    given = {path: Written(*each) for path, each in found.items() if output_record.is_below(path)}
    text = output_record.serialised(Manifest(given))
    assert output_record.parsed(text) == Manifest(given)
    assert output_record.entries(text, given) == given
    new = Written("a.b", "c", 3)
    more, fewer = output_record.edited(text, {"index.html": new}, (), {})
    assert output_record.parsed(more).outputs == {**given, "index.html": new}
    assert output_record.parsed(more) == output_record.parsed(fewer)
    _, none = output_record.edited(text, {}, [*given], {})
    assert output_record.parsed(none).outputs == {}


def _are_below(paths: Iterable[str]) -> None:
    for path in paths:
        assert not Path(path).is_absolute()
        assert {"", ".", ".."}.isdisjoint(path.split("/"))
        assert b"\0" not in os.fsencode(path)


def reads(numbers: Iterable[tuple[int, str]], asked: Iterable[int]) -> None:
    """What a group read, written in few characters, is what it read."""
    paths = [f"claims/{number}.md" for number in range(40)]
    known = numbers_of(paths)
    read = {Read(paths[number], part) for number, part in numbers}
    written = reads_text(known, read)
    for part in ("body", "reason", "other"):
        wanted = sorted(asked)
        is_read = any(Read(paths[number], part) in read for number in wanted)
        assert _has_read(written, {part: wanted}) == is_read
