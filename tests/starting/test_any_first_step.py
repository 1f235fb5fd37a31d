"""Any title, any page with metadata, any `.gitignore`, any address."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from factpress.archive.extraction import ExtractionError
from factpress.archive.metadata import about
from factpress.model.schema import CardKind
from factpress.model.urls import FOLDERS, path_mistake
from factpress.starting.fetching import AddressRefused, FetchLimits, Unreachable, fetch
from factpress.starting.git_ignore import is_kept_out
from factpress.starting.ids import proposed_id
from fuzz.inputs import ANY_BYTES, ANY_TEXT, fuzzed, texts_of

_KINDS: list[CardKind] = list(FOLDERS.values())
_HEAD = texts_of(
    *(
        "<html lang='",
        "<title>",
        "</title>",
        "<meta name='author' content='",
        "'>",
        "<h1>",
        "</h1>",
    ),
    *("<script type='application/ld+json'>", "</script>", '{"@type": "Article"', ', "author": ['),
    *(
        ', "headline": ',
        '"Dam"',
        "]",
        "}",
        "{",
        "<time itemprop=datePublished datetime='2021-1-1'>",
    ),
    *("<link rel=canonical href='http://[", "\0", "\u202e", "<!--", "&#x202e;"),
)


@fuzzed()
@given(ANY_TEXT, st.sampled_from(_KINDS))
@example("search", "page")
@example("con", "claim")
def test_an_id_of_any_title_can_be_one(title: str, kind: CardKind) -> None:
    found = proposed_id(kind, title)
    assert not found or path_mistake(kind, found) is None


@fuzzed()
@given(
    _HEAD.map(lambda text: text.encode("utf-8", "surrogatepass")) | ANY_BYTES,
    st.sampled_from([".html", ".txt", ".pdf", ".vtt"]),
)
def test_what_any_document_says_can_be_shown(content: bytes, ending: str) -> None:
    try:
        found = about(f"a{ending}", content)
    except ExtractionError:
        return
    for text in (*found[:3], *found.authors, *found[4:]):
        assert text == " ".join(text.split())
        assert text.isprintable()
        assert len(text) <= 300


@fuzzed()
@given(texts_of("*", "**", "/", "a", "!", "#", "\\", "[", "]", "[z-a]", "[!a", "?", " ", "\n"))
def test_any_rules_of_git_are_read(rules: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / ".git").mkdir()
        (Path(folder) / "a").mkdir()
        (Path(folder) / ".gitignore").write_bytes(rules.encode("utf-8", "surrogatepass"))
        assert is_kept_out(Path(folder) / "a") in (True, False)


@fuzzed()
@given(
    texts_of(
        "http://", "https://", "ftp:", "//", "127.0.0.1", "[::1]", "@", ":", "0", "/", "%", " "
    )
)
def test_no_address_leads_into_this_machine(url: str) -> None:
    try:
        fetch(url, FetchLimits(1, 10, allow_private=False), lambda target: None)
    except (AddressRefused, Unreachable):
        return
    raise AssertionError(url)
