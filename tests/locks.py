"""Locks in tests: their entries read as JSON, and forged with a right check of the line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from conftest import PUBLICATION, Site
from factpress.lock.lines import check_of
from factpress.lock.minisign import new_key

Said = Any
# The settings of a publication that may quote nearly all of a document.
LIMITS = f"{PUBLICATION}limits: {{document_share: 0.9, context_share: 0.9}}\n"


def lock_of(site: Site) -> Path:
    """Where a site's lock is."""
    return site.root / "content/evidence.lock"


def lines_of(site: Site) -> list[str]:
    """The lines of a site's lock."""
    return lock_of(site).read_text().splitlines()


def entries(site: Site, kind: str) -> dict[str, Said]:
    """What the lock says in all lines of a kind, by name."""
    split = (line.rsplit(" ", 1)[0].split(" ", 2) for line in lines_of(site)[2:])
    return {name: json.loads(said) for of, name, said in split if of == kind}


def line_number(site: Site, kind: str, name: str) -> int:
    """The number of an entry's line, from 1."""
    start = f"{kind} {name} "
    return next(n for n, line in enumerate(lines_of(site), 1) if line.startswith(start))


def forge(site: Site, kind: str, name: str, change: Callable[[Said], object]) -> None:
    """Changes what an entry says and its check, as somebody who knows the format can."""
    lines = lines_of(site)
    at = line_number(site, kind, name) - 1
    said = json.loads(lines[at].rsplit(" ", 1)[0].split(" ", 2)[2])
    changed = change(said)
    lines[at] = entry(kind, name, said if changed is None else changed)
    lock_of(site).write_text("\n".join([*lines, ""]))


def entry(kind: str, name: str, said: object) -> str:
    """A line of a lock."""
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    line = f"{kind} {name} {text}"
    return f"{line} {check_of(line.encode()).decode()}"


def checked_anew(text: str) -> str:
    """A lock with the check of each line made anew, as somebody who knows the format can."""
    first, note, *lines = text.splitlines()
    said = (line.rsplit(" ", 1)[0] for line in lines)
    made = [f"{each} {check_of(each.encode()).decode()}" for each in said]
    return "\n".join([first, note, *made, ""])


def passage(site: Site, claim: str, number: int = 0) -> str:
    """The lock's name of a claim's passage; they are numbered from 0, by where they begin."""
    said = entries(site, "passage")
    found = [name for name in said if name.startswith(f"{claim}#")]
    return sorted(found, key=lambda name: int(said[name][1]["start"]))[number]


def with_and_without_archive(site: Site) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The files of a site built with its archive, and of one built anew from the signed lock."""
    site.lock_with(new_key())
    site.build()
    with_archive = site.files()
    site.hide_archive()
    shutil.rmtree(site.options.out)
    site.build()
    return with_archive, site.files()


def lock_2(site: Site) -> bytes:
    """The lock of a site as version 2 had it."""
    site.lock()
    lines = [b"factpress-evidence-lock 2", b"# Written by `factpress verify --write`."]
    for name, said in entries(site, "claim").items():
        history = ",".join(said.get("history", []))
        lines.append(f"claim {name} rating={said['rating']} history={history}".encode())
    sources = entries(site, "source")
    for name, (_, copy) in ((n, s) for n, s in sources.items() if n.endswith("#copy")):
        name = name.removesuffix("#copy")
        counts = " ".join(f"{of}={copy[of]}" for of in "characters words quoted paragraphs".split())
        extractor = copy["extractor"].replace(" ", "/")
        line = f"source {name} sha256={copy['sha256']} {counts} extractor={extractor}"
        lines.append(line.encode())
    for name, (card, place) in entries(site, "passage").items():
        claim, _, digest = name.partition("#")
        lines.append(f"passage {claim}#{card['id']} {_place_2(digest, place)}".encode())
    for name, place in entries(site, "defect").items():
        source, _, digest = name.partition("#")
        lines.append(f"defect {source}#defect-1 {_place_2(digest, place)}".encode())
    lock_of(site).unlink()
    return b"\n".join([*lines, b""])


def _place_2(digest: str, place: Said) -> str:
    pieces = place.get("pieces") or [[place["start"], place["end"]]]
    return (
        f"digest={digest} source={place['source']} level={place['level']} start={place['start']} "
        f"end={place['end']} pieces={','.join(f'{a}-{b}' for a, b in pieces)} "
        f"paragraph={place['paragraph']}"
    )
