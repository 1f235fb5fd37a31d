"""What is remembered equals what is parsed, for any number of processes; damage costs time only."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from conftest import BASE, CLAIM, MakeSite
from factpress.model import AnyCard, InputFile
from factpress.publishing import disk
from factpress.reading.cards import parse
from factpress.reading.many import Parsed, parse_all
from factpress.reading.markdown import BodyConverter
from factpress.reading.remembered import Memory, line_of, memory_from, memory_lines

CONTENT = Path(__file__).parent.parent.parent / "content"


def parsed_singly(files: Sequence[InputFile]) -> list[Parsed]:
    converter = BodyConverter()
    return [Parsed(*parse(file, converter)) for file in files]


def remembered(cards: Sequence[AnyCard], program: str = "p") -> bytes:
    return b"".join(memory_lines([(card, None) for card in cards], program))


def parsed(files: Sequence[InputFile], memory: Memory, jobs: int = 1) -> list[Parsed]:
    return parse_all(files, memory, jobs, lambda done: None)


def test_every_card_of_our_publication_is_recalled_as_it_was_parsed() -> None:
    files, _ = disk.scan(CONTENT)
    first = parsed_singly(files)
    memory = memory_from(remembered([each.card for each in first if each.card]), "p")
    assert [memory.recall(file) for file in files] == [each.card for each in first]
    again = parsed(files, memory)
    assert [each[:2] for each in again] == [each[:2] for each in first]
    assert all(each.line == line_of(each.card) for each in again if each.card)


def _many(number: int) -> list[InputFile]:
    files = []
    for n in range(number):
        text = CLAIM.replace("in 2019.", f"in {1000 + n}.")
        if n % 7 == 0:
            text = text.replace("rating: mixed", "ratng: mixed")
        if n % 11 == 0:
            text = text.replace("[[ministry]]", "[[ministry|the “works” & <b>]]\x07")
        content = text.encode()
        path = f"claims/dam-{n}.md"
        files.append(InputFile(path, content, hashlib.sha256(content).hexdigest()))
    return files


@pytest.mark.parametrize("jobs", [2, 3, 8])
def test_any_number_of_processes_gives_the_same(jobs: int) -> None:
    files = _many(700)
    shared = parsed(files, Memory(), jobs)
    assert [each[:2] for each in shared] == [each[:2] for each in parsed_singly(files)]


def test_another_path_or_digest_is_not_recalled() -> None:
    files = _many(3)
    cards = [each.card for each in parsed_singly(files) if each.card]
    memory = memory_from(remembered(cards), "p")
    known = next(f for f in files if f.path == cards[0].path)
    assert memory.recall(known) == cards[0]
    assert memory.recall(InputFile("claims/other.md", known.content, known.digest)) is None
    assert memory.recall(InputFile(known.path, known.content, "0" * 64)) is None


def test_another_programs_memory_is_none_at_all() -> None:
    cards = [each.card for each in parsed_singly(_many(3)) if each.card]
    text = remembered(cards, "this program")
    assert memory_from(text, "this program").lines
    assert not memory_from(text, "that program").lines


def test_damage_to_the_memory_never_changes_the_site(make_site: MakeSite) -> None:
    site = make_site()
    memory = site.root / ".factpress"
    site.build(memory=memory)
    clean = site.files()
    whole = (memory / "cards").read_bytes()
    rng = random.Random(7)
    for _ in range(120):
        damaged = bytearray(whole)
        if rng.random() < 0.3:
            damaged = damaged[: rng.randrange(len(damaged))]
        else:
            damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
        (memory / "cards").write_bytes(bytes(damaged))
        site.build(memory=memory)
        assert site.files() == clean


def test_the_memory_holds_only_the_present_cards(make_site: MakeSite) -> None:
    site = make_site()
    memory = site.root / ".factpress"
    site.build(memory=memory)
    assert len(memory_from((memory / "cards").read_bytes(), disk.program_digest()).lines) == 7
    site.edit("content/claims/dam.md", "disagrees", "objects")
    site.build(memory=memory)
    assert len(memory_from((memory / "cards").read_bytes(), disk.program_digest()).lines) == 7
    assert "objects" in site.read("claims/dam/index.html")
    assert (site.root / ".factpress/.gitignore").read_text() == "*\n"
    assert len(BASE) == 9
