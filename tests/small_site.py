"""The small publication of the tests: its files as text, and a folder that it is built in."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import textwrap
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from factpress.build import build
from factpress.cache.up_to_date import build_state
from factpress.load import load
from factpress.lock.minisign import SecretKey, key_file, public_part
from factpress.lock.signing import Signing
from factpress.model.cards import Catalog
from factpress.model.problems import BuildRefused, Problem
from factpress.model.site import BuildReport
from factpress.model.urls import MANIFEST_NAME
from factpress.options import NO_CACHE, BuildOptions, CacheOptions
from factpress.output.cache_key import cache_key
from factpress.output.output_record import kept_in
from factpress.output.workspace import Workspace
from factpress.write_lock import write_lock

TODAY = dt.date(2026, 11, 27)


def at(day: dt.date) -> dt.datetime:
    """The first moment of a day, in UTC."""
    return dt.datetime.combine(day, dt.time(), dt.UTC)


NOW = at(TODAY)
PUBLICATION = """\
name: Dam Watch
language: en
tagline: Claims about one dam
archive: archive
ratings:
  - {id: "false", label: "False", definition: The evidence says otherwise., value: 1, mark: ✕}
  - {id: mixed, label: Mixed, definition: Some of it holds., value: 2, mark: ◐}
  - {id: "true", label: "True", definition: The evidence bears it out., value: 3, mark: ✓}
"""
CLAIM = """\
---
claim: The dam was finished in 2019.
rating: mixed
reason: The ministry says so and its own engineer denies it.
checked: 2022-01-31
said: 2022-01-05
claimants: [ministry]
topics: [dams]
evidence:
  - id: done
    source: gazette
    passage: the dam was finished in 2019
    stance: asserts
    speaker: ministry
  - id: not-done
    source: gazette
    passage: we were still pouring concrete in 2020
    stance: denies
    speaker: engineer
---
The [[ministry]] says it was done [@done]. The [[engineer|site engineer]] disagrees [@not-done].
"""
GAZETTE = """\
Dam row deepens

The Ministry of Works told the River Gazette that the dam was finished in 2019, on time.

An engineer on the site disagrees. “We were late: we were still pouring concrete in 2020,” the
engineer said on Monday.

Nobody has published the building log. The ministry did not answer questions about it.
"""
BASE: dict[str, str] = {
    "content/publication.yaml": PUBLICATION,
    "content/claims/dam.md": CLAIM,
    "content/actors/ministry.md": "---\nname: Ministry of Works\nkind: organisation\n---\n",
    "content/actors/engineer.md": """\
---
name: The engineer
kind: unnamed speaker
role: Engineer on the site
---
""",
    "archive/gazette.txt": GAZETTE,
    "content/actors/gazette-press.md": "---\nname: River Gazette\nkind: publication\n---\n",
    "content/sources/gazette.md": """\
---
title: Dam row deepens
publisher: gazette-press
kind: news report
published: 2022-01-06
dated: {how: stated}
document: gazette.txt
sha256: SHA256
---
""",
    "content/topics/dams.md": "---\nname: Dams\norder: 1\n---\nAbout dams.\n",
    "content/pages/about.md": "---\ntitle: About\norder: 1\n---\nWho we are.\n",
}


@dataclass
class Site:
    """A publication in a folder of its own."""

    root: Path
    options: BuildOptions
    cache: CacheOptions = NO_CACHE
    report: BuildReport | None = field(default=None)

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Writes files below the root, with the indentation of the test taken off."""
        for path, text in files.items():
            target = self.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text if isinstance(text, bytes) else textwrap.dedent(text).encode())

    def sign(self) -> None:
        """Puts the digest of each source's document where its card says `SHA256`."""
        for card in (self.root / "content/sources").glob("*.md"):
            text = card.read_text()
            name = text.partition("document: ")[2].partition("\n")[0]
            document = self.root / "archive" / name
            if "SHA256" in text and document.is_file():
                digest = hashlib.sha256(document.read_bytes()).hexdigest()
                card.write_text(text.replace("SHA256", digest))

    def lock(self) -> None:
        """Writes the lock, as `factpress verify --write` does."""
        write_lock(self.options, self.cache)

    def lock_with(self, key: SecretKey) -> None:
        """Names a key in the settings and writes the lock signed with it, whatever was there."""
        settings = self.root / "content/publication.yaml"
        settings.write_text(with_key(settings.read_text(), public_part(key)))
        write_lock(self.options, self.cache, Signing(self.keep(key), accept=True))

    def keep(self, key: SecretKey) -> Path:
        """A file with a secret key, outside the publication."""
        path = self.root.parent / f"{self.root.name}.key"
        path.write_bytes(key_file(key))
        return path

    def use_templates(self) -> Site:
        """Builds with the site's own templates from now on; gives the site."""
        self.options = self.options._replace(templates=self.root / "templates")
        return self

    def catalog(self) -> Catalog:
        """The catalog of its cards, which must be free of errors."""
        found, problems = load(self.options, self.cache)
        assert found, problems
        return found

    def hide_archive(self) -> Site:
        """Moves the archive to the folder `elsewhere`; gives the site."""
        (self.root / "archive").rename(self.root / "elsewhere")
        return self

    def edit(self, path: str, old: str, new: str) -> None:
        """Replaces the one occurrence of `old` in a file."""
        text = (self.root / path).read_text()
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {path}"
        (self.root / path).write_text(text.replace(old, new))

    def build(self, **changes: object) -> BuildReport:
        """Builds with changes to the options of either kind."""
        how = {name: changes.pop(name) for name in CacheOptions._fields if name in changes}
        options = self.options._replace(**changes)  # type: ignore[arg-type]
        cache = self.cache._replace(**how)  # type: ignore[arg-type]
        self.report = build(options, cache)
        return self.report

    def problems(self, *, recommended: bool = False) -> list[str]:
        """Every problem and warning but a missing lock, with paths from the root of the site.

        `recommended` adds what the guideline for fact checks recommends and cards do not give.
        """
        try:
            _, found = load(self.options, self.cache)
        except BuildRefused as refused:
            found = refused.problems
        shown = [str(p._replace(path=self._short(p.path))) for p in found]
        unasked = ["there is no lock yet", *([] if recommended else ["is recommended and missing"])]
        return [line for line in shown if not any(words in line for words in unasked)]

    def refused(self) -> list[str]:
        """The errors for which a build is refused."""
        with pytest.raises(BuildRefused) as caught:
            self.build()
        problems: tuple[Problem, ...] = caught.value.problems
        return [
            str(p._replace(path=self._short(p.path))) for p in problems if p.severity == "error"
        ]

    def read(self, path: str) -> str:
        return (self.options.out / path).read_text("utf-8")

    def files(self) -> dict[str, bytes]:
        """Every file of the built site, but those kept for open pages of the one before."""
        record = self.workspace.record
        kept = kept_in(record.read_bytes().partition(b"\n")[2]) if record.exists() else {}
        return {path: each for path, each in files_in(self.options.out).items() if path not in kept}

    @property
    def workspace(self) -> Workspace:
        """The folder beside the site in which builds work."""
        return Workspace.of(self.options.out)

    def statuses(self) -> Counter[str]:
        assert self.report is not None
        return Counter(output.status for output in self.report.outputs)

    def written(self) -> list[str]:
        """The paths of outputs that a build wrote, but for the manifest, which lists them."""
        assert self.report is not None
        paths = {o.path for o in self.report.outputs if o.status == "written"}
        return sorted(paths - {MANIFEST_NAME})

    def _short(self, path: str) -> str:
        return path.removeprefix(f"{self.root.as_posix()}/")


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path from there."""
    found = (p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found}


def with_key(settings: str, public: str) -> str:
    """The settings of a publication with this key and no other."""
    settings = re.sub(r"^  key: RW.*\n|(?<=[{ ])key: RW[^,}]*,? ?", "", settings, flags=re.M)
    if "publisher:" not in settings:
        return f"{settings}publisher:\n  key: {public}\n"
    inline = settings.replace("publisher: {", f"publisher: {{key: {public}, ")
    return inline.replace("publisher:\n", f"publisher:\n  key: {public}\n")


def stands(options: BuildOptions, cache: CacheOptions) -> BuildReport | None:
    """The report of a build that would change nothing, None where something would change."""
    with build_state(options, cache) as found:
        return found.report(options.now) if found else None


def site_in(root: Path, files: Mapping[str, str | bytes | None]) -> Site:
    """The base publication in a folder, with these files changed, None to remove."""
    options = BuildOptions(root / "content", root / "site", NOW)
    site = Site(root, options, CacheOptions(root / ".factpress", cache_key(os.environ)))
    wanted = {**BASE, **files}
    site.write({path: text for path, text in wanted.items() if text is not None})
    site.sign()
    return site
