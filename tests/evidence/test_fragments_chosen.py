"""Text fragments chosen with the document at hand, tried in a browser of this test."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from conftest import BASE, CLAIM, GAZETTE, MakeSite
from documents import match_of
from factpress.archive.document import prepare
from factpress.evidence.fragments import Directive, PageText, directive, encoded, fragment_of
from factpress.evidence.results import Match
from factpress.evidence.search import find
from factpress.lock.lock_file import parsed, serialised
from factpress.lock.minisign import new_key
from factpress.model.cards import InputFile
from factpress.model.evidence import NO_FRAGMENT, Entries, Found, PassageName, PassageRecord, Record
from factpress.text.similarity import Work, searched

PARAGRAPHS = st.lists(
    st.lists(st.sampled_from(["a", "b", "cc"]), min_size=1, max_size=8), min_size=1, max_size=5
)


def found_in(text: str, passage: str, occurrence: int | None = None) -> Found:
    match = match_of(prepare(text), passage, occurrence)
    return placed(match, tuple((start, end) for start, end in match.pieces))


def placed(match: Match, several: tuple[tuple[int, int], ...] = ()) -> Found:
    return Found(
        source_id="gazette",
        level=match.level.value,
        start=match.start,
        end=match.end,
        several=several,
        paragraph=match.paragraph,
    )


def chosen(text: str, passage: str, occurrence: int | None = None) -> str:
    """The whole directive as a reader would write it."""
    found = found_in(text, passage, occurrence)
    kept = fragment_of(prepare(text), passage, found)
    return kept if kept == NO_FRAGMENT else unquote(kept or encoded(directive(passage, found)))


def browse(paragraphs: list[list[str]], fragment: str) -> tuple[int, int] | None:
    """The words, counted through the page, that a browser would mark: by the rule, word by word."""
    words = [(word, block) for block, each in enumerate(paragraphs) for word in each]

    def next_of(term: list[str], low: int) -> int | None:
        for at in range(low, len(words) - len(term) + 1):
            stretch = words[at : at + len(term)]
            if [word for word, _ in stretch] == term and len({block for _, block in stretch}) == 1:
                return at
        return None

    terms = [unquote(term).split() for term in fragment.split(",")]
    is_before = fragment.split(",")[0].endswith("-")
    prefix = [*terms.pop(0)] if is_before else []
    suffix = [*terms.pop()] if len(terms) > 1 and terms[-1][0].startswith("-") else []
    prefix = [word.rstrip("-") for word in prefix]
    suffix = [word.lstrip("-") for word in suffix]
    start, end = terms[0], terms[1] if len(terms) > 1 else []
    low = 0
    while True:
        at = next_of(prefix or start, low)
        if at is None:
            return None
        low = at + 1
        begin = at + len(prefix)
        if prefix and next_of(start, begin) != begin:
            continue
        past = begin + len(start)
        while True:
            if end:
                last = next_of(end, past)
                if last is None:
                    return None
                past = last + len(end)
            if not suffix or next_of(suffix, past) == past:
                return begin, past
            if not end:
                break


@settings(max_examples=1500, deadline=None)
@given(PARAGRAPHS, st.data())
def test_what_is_chosen_is_what_a_browser_finds_first(
    paragraphs: list[list[str]], data: st.DataObject
) -> None:
    text = "\n\n".join(map(" ".join, paragraphs))
    words = [(word, block) for block, each in enumerate(paragraphs) for word in each]
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    passage = words[first][0]
    for (_, before), (word, block) in zip(words[first:last], words[first + 1 :], strict=False):
        passage += (" " if before == block else "\n\n") + word
    start = sum(len(word) + 1 for word, _ in words[:first]) + words[first][1]
    document = prepare(text)
    match = find(document, passage)
    if not isinstance(match, Match):
        each = [find(document, passage, occurrence=number) for number in range(1, 41)]
        match = next(one for one in each if isinstance(one, Match) and one.start == start)
    found = placed(match)
    kept = fragment_of(document, passage, found)
    if kept == NO_FRAGMENT:
        assert f" {' '.join(passage.split())} " in f" {' '.join(text.split())} "
        # Those that overlap count too: "a a" twice in "a a a".
        times = sum(text.startswith(passage, at) for at in range(len(text)))
        assert times > 1 or "\n" in passage or len(passage.split()) > 8
    else:
        whole = kept or encoded(directive(passage, found))
        assert browse(paragraphs, whole) == (first, last + 1)


@pytest.mark.parametrize(
    ("text", "passage", "occurrence", "expected"),
    [
        ("The dam broke. Nobody came.", "The dam broke", None, "The dam broke"),
        (
            "He said the dam broke. Then she said the dam broke.",
            "the dam broke",
            2,
            "Then she said-,the dam broke",
        ),
        ("The dam broke.\n\nThe dam broke.", "The dam broke", 2, "The dam broke.-,The dam broke"),
        (
            "L’eau n’a pas monté.",
            "L'eau n'a pas monté",
            None,
            "L'eau n'a pas monté",
        ),
        ("the “old–fashioned” dam", 'the "old-fashioned" dam', None, "the “old–fashioned” dam"),
        ("Damage to the dam. The dam broke.", "The dam broke", None, "The dam broke"),
        ("The weir can't. I can swim.", "can swim", None, "can swim"),
        ("市长来了。工人都走了，大坝没有建成。", "工人都走了", None, "工人都走了"),
        ("市长来了。工人都走了。", "人都走", None, "市长来了。工-,人都走,-了"),
        ("one two.\n\nthree four", "one two.\n\nthree four", None, "one two,three four"),
    ],
)
def test_terms_are_added_where_they_are_needed(
    text: str, passage: str, occurrence: int | None, expected: str
) -> None:
    assert chosen(text, passage, occurrence) == expected


def test_no_fragment_is_given_where_none_is_the_passages_alone() -> None:
    text = "\n\n".join(["The dam broke."] * 6)
    assert chosen(text, "The dam broke", 1) == "The dam broke"
    assert chosen(text, "The dam broke", 4) == NO_FRAGMENT


def test_a_frequent_word_takes_bounded_work() -> None:
    text = "the dam was " * 100_000 + "the dam."
    assert chosen(text, "the dam.", None) == NO_FRAGMENT


def test_a_browser_sets_case_and_accents_aside() -> None:
    page = PageText(searched("ÉTÉ, L'Été"))
    assert page.first_match(Directive("l'été"), Work(), sure=True) == (5, 10)
    assert page.first_match(Directive("ete"), Work(), sure=True) == (0, 3)
    assert searched("각하") == "각하"


def test_the_lock_keeps_a_fragment_and_reads_lines_without() -> None:
    plain = Found(source_id="gazette", level="exact", start=1, end=5, paragraph=1)
    found = replace(plain, fragment="said-,the%20dam")
    for each in (found, plain, replace(found, fragment=NO_FRAGMENT, prefix="a b")):
        content = serialised(_holding(each))
        lock, problems = parsed(InputFile("content/evidence.lock", content, ""))
        assert problems == ()
        assert list(lock.entries.passages.values()) == [each]
    assert b"fragment" not in serialised(_holding(plain))


def _holding(found: Found) -> Entries:
    name = PassageName("dam", "0" * 32)
    return Entries(Record(passages={name: PassageRecord(stance="asserts")}), {name: found})


def test_a_site_built_without_the_archive_has_the_same_fragments(make_site: MakeSite) -> None:
    words = "the dam was finished in 2019"
    card = CLAIM.replace(f"passage: {words}", f"passage: {words}\n    occurrence: 2")
    source = BASE["content/sources/gazette.md"]
    files = {
        "content/claims/dam.md": card,
        "content/sources/gazette.md": source.replace(
            "document:", "url: https://example.org/gazette\ndocument:"
        ),
        # The three words kept beside the passage are the same at both places.
        "archive/gazette.txt": f"They say that {words}, and so on.\n\n"
        f"Once they say that {words}, and so on.\n\n{GAZETTE}",
    }
    site, key = make_site(files), new_key()
    site.lock_with(key)
    assert '"fragment":"Once%20' in (site.root / "content/evidence.lock").read_text()
    site.build()
    bare = make_site(files, "bare")
    bare.lock_with(key)
    bare.hide_archive()
    bare.build()
    assert bare.files() == site.files()
    page = bare.files()["claims/dam/index.html"].decode()
    assert "https://example.org/gazette#:~:text=Once%20they%20say%20that-,the%20dam" in page
