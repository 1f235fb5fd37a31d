"""What is set aside equals what is parsed, for any number of processes; damage costs time only."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import msgspec
import pytest

from conftest import BASE, CLAIM, MakeSite
from factpress.cache.card_cache import new_card_file
from factpress.content.card_store import CacheIndex, CardStore, index_lines
from factpress.content.cards import parse
from factpress.content.markdown.converter import BodyConverter
from factpress.content.parsing import Parsed, parsing
from factpress.model.cards import AnyCard, Body, InputFile, Read
from factpress.model.limits import bytes_of_content
from factpress.model.schema import ClaimFields
from factpress.output.scanning import scan
from factpress.theme.installed import program_digest

NO_MEMORY = CacheIndex(None, b"", "")
CONTENT = Path(__file__).parents[2] / "content"


def at_hand(card: AnyCard | None) -> object:
    """All that a card holds, wherever it is kept."""
    if card is None:
        return None
    body = card.body
    whole = Body(body.html, body.marks, body.headings, body.text)
    fields = msgspec.structs.asdict(card.fields)
    return card._replace(body=whole, places=card.places(), fields=fields)  # type: ignore[arg-type]


def seen(files: Sequence[Parsed]) -> list[object]:
    return [(at_hand(each.card), each.problems) for each in files]


def parsed_singly(files: Sequence[InputFile]) -> list[Parsed]:
    converter = BodyConverter()
    return [Parsed(*parse(file, converter)) for file in files]


def new_store() -> CardStore:
    return CardStore(new_card_file(None), set(), b"a key")


def parsed(files: Sequence[InputFile], memory: CacheIndex, jobs: int = 1) -> list[Parsed]:
    with parsing(files, memory, new_store, jobs) as begun:
        return begun.finish(lambda done: None)


def remembered(cards: Sequence[AnyCard | None]) -> CacheIndex:
    store = new_store()
    lines = index_lines([store.put(card) for card in cards if card])
    return CacheIndex(store, b"this program\n" + lines, "this program")


def test_every_card_of_our_publication_is_recalled_as_it_was_parsed() -> None:
    files, _ = scan(CONTENT, bytes_of_content)
    first = parsed_singly(files)
    again = parsed(files, remembered([each.card for each in first]))
    assert seen(again) == seen(first)
    assert all(each.entry and each.store for each in again if each.card)


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
    assert seen(parsed(files, NO_MEMORY, jobs)) == seen(parsed_singly(files))


def test_another_path_or_digest_is_not_recalled() -> None:
    files = _many(3)
    cards = [each.card for each in parsed_singly(files) if each.card]
    memory = remembered(cards)
    known = next(f for f in files if f.path == cards[0].path)
    recalled = memory.recall(known)
    assert recalled
    assert at_hand(recalled[0]) == at_hand(cards[0])
    assert memory.recall(InputFile("claims/other.md", known.content, known.digest)) is None
    assert memory.recall(InputFile(known.path, known.content, "0" * 64)) is None


def test_another_programs_index_is_none_at_all() -> None:
    cards = [each.card for each in parsed_singly(_many(3)) if each.card]
    memory = remembered(cards)
    text = b"this program\n" + index_lines(memory.entries.values())
    again = CacheIndex(memory.store, text, "this program")
    assert again.entries == memory.entries
    assert [again.entry(path) for path in memory.entries] == list(memory.entries.values())
    another = CacheIndex(memory.store, text, "that program")
    assert not another.entries
    assert another.entry(cards[0].path) is None
    assert again.entry("claims/nowhere.md") is None


def test_of_several_entries_for_a_path_the_last_counts() -> None:
    first, second = (
        parsed_singly([InputFile("topics/a.md", text, str(n))])[0].card
        for n, text in enumerate((b"---\nname: A\n---\n", b"---\nname: B\n---\n"))
    )
    memory = remembered([first, second])
    assert memory.recall(InputFile("topics/a.md", b"", "0")) is None
    assert memory.entry("topics/a.md") == memory.entries["topics/a.md"]
    recalled = memory.recall(InputFile("topics/a.md", b"", "1"))
    assert at_hand(recalled and recalled[0]) == at_hand(second)


def test_a_read_of_a_body_or_a_shown_only_field_is_noted() -> None:
    reads: set[Read] = set()
    store = CardStore(new_card_file(None), reads, b"a key")
    card = next(each.card for each in parsed_singly(_many(2)) if each.card)
    kept = store.card(store.put(card))
    assert kept.places() == card.places()
    assert kept.body.marks == card.body.marks
    assert kept.fields.draft == card.fields.draft
    assert not reads
    assert isinstance(kept.fields, ClaimFields)
    assert isinstance(card.fields, ClaimFields)
    readings: tuple[tuple[str, Callable[[], object], object], ...] = (
        ("body", lambda: kept.body.html, card.body.html),
        ("body", lambda: kept.body.headings, card.body.headings),
        ("body", lambda: kept.body.text, card.body.text),
        ("reason", partial(getattr, kept.fields, "reason"), card.fields.reason),
        (
            "open_questions",
            partial(getattr, kept.fields, "open_questions"),
            card.fields.open_questions,
        ),
    )
    for part, read, value in readings:
        assert read() == value
        assert reads == {Read(card.path, part)}
        reads.clear()


@pytest.mark.parametrize("name", ["cards", "cards.index"])
def test_damage_to_the_memory_never_changes_the_site(make_site: MakeSite, name: str) -> None:
    site = make_site()
    memory = site.root / ".factpress"
    site.build(folder=memory)
    clean = site.files()
    whole = (memory / name).read_bytes()
    rng = random.Random(7)
    for _ in range(40):
        damaged = bytearray(whole)
        if rng.random() < 0.3:
            damaged = damaged[: rng.randrange(len(damaged))]
        else:
            damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
        (memory / name).write_bytes(bytes(damaged))
        site.build(folder=memory)
        assert site.files() == clean


def kept(memory: Path) -> dict[str, str]:
    index = (memory / "cards.index").read_bytes()
    entries = CacheIndex(None, index, program_digest()).entries
    return {entry.path: entry.digest for entry in entries.values()}


def test_the_memory_grows_by_what_is_new_and_is_written_anew_when_much_of_it_is_dead(
    make_site: MakeSite,
) -> None:
    site = make_site()
    memory = site.root / ".factpress"
    site.build(folder=memory)
    first, size = kept(memory), (memory / "cards").stat().st_size
    assert len(first) == 7
    site.edit("content/claims/dam.md", "disagrees", "objects")
    site.build(folder=memory)
    second = kept(memory)
    assert first.keys() == second.keys()
    assert [p for p in first if first[p] != second[p]] == ["claims/dam.md"]
    assert "objects" in site.read("claims/dam/index.html")
    assert size < (memory / "cards").stat().st_size < 2 * size
    long = "word " * 40_000
    for n in range(14):
        site.write({"content/topics/dams.md": f"---\nname: Dams\norder: 1\n---\n{n} {long}\n"})
        site.build(folder=memory)
    assert (memory / "cards").stat().st_size < 5_000_000
    assert (memory / ".gitignore").read_text() == "*\n"
    assert len(BASE) == 9
