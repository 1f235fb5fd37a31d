"""The misquotation trial: true passages are all found, altered ones are all refused.

Documents are synthetic prose with quotations, numbers, negations, apostrophes and hyphens. What
counts as altered is decided by `_plain`, written apart from the engine that is on trial.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from factpress.archive.document import Document, prepare
from factpress.evidence.results import Ambiguous, Finding, Level, Match, NoSuchOccurrence
from factpress.evidence.search import find
from factpress.text.folding import fold

ENGLISH = {
    "who": "the harbour board|Ilse Marrow|two engineers|the ministry's envoy|Dr. Okafor|no one|"
    "the night-shift crew|a spokesman for Pell & Co.|U.S. auditors|residents of Old Quay|a judge",
    "did": "did not inspect|inspected|can't have flooded|never approved|approved|won’t repair|"
    "says it isn't ready to drain|quickly re-opened|has shut down|may have moved|could not find",
    "what": "the north-east sluice|5,000 tonnes of gravel|2.5 per cent of the reef|the old files|"
    "−5 degrees in the first cellar|$40 million|both 12th-century walls|the “final” plan|Gate 7",
    "when": "on 14 March 2019|before the flood|within 48 hours|… and again in May|at 10:30|"
    "since the so-called thaw|in less than 3½ years|after Friday's vote",
}
FRENCH = {
    "who": "le préfet|l’ingénieure Maud Tessier|deux pêcheurs|le conseil d’État|personne|M. Aubry",
    "did": "n’a pas inspecté|a inspecté|nie avoir vidé|n'aurait jamais vu|a ouvert|refuse de céder",
    "what": "l’écluse nord-est|5 000 tonnes de gravier|12,5 % du récif|les « deux » quais|le quai",
    "when": "le 14 mars 2019|avant la crue|en moins de 48 heures|dès l’été dernier|à 10 h 30",
}
RUSSIAN = {
    "who": "портовый совет|Инга Ольшанская|два инженера|никто|представитель завода|вице-мэр",
    "did": "не осматривал|осматривал|отрицает, что видел|якобы закрыл|снова открыл|не нашёл",
    "what": "северо-восточный шлюз|5 000 тонн гравия|2,5 % рифа|так называемый «план»|старый мост",
    "when": "14 марта 2019 г.|до наводнения|за 48 часов|ещё в мае|после голосования",
}
FRAMES = (
    "{who} {did} {what} {when}.",
    "“{who} {did} {what},” {who} said {when}.",
    "{when}, {who} {did} {what} — {who} {did} {what}.",
    "{who} ({what}) {did} {what} {when}; {who} {did} {what}.",
)
FOREIGN_FRAMES = (
    "{who} {did} {what} {when}.",
    "{when}, {who} {did} {what} — « {who} {did} {what} ».",
)


class Quoted(NamedTuple):
    """A passage as its document has it, with the words of the document as parted by spaces."""

    document: Document
    plain: str
    words: list[str]

    @property
    def passage(self) -> str:
        return " ".join(self.words)


def _prose(rng: random.Random, lists: dict[str, str], frames: tuple[str, ...]) -> str:
    """About thirty paragraphs, each of one to four sentences."""
    choices = {name: words.split("|") for name, words in lists.items()}

    def sentence() -> str:
        frame = rng.choice(frames)
        text = re.sub(r"\{(\w+)\}", lambda slot: rng.choice(choices[slot[1]]), frame)
        return text[0].upper() + text[1:]

    paragraphs = (" ".join(sentence() for _ in range(rng.randint(1, 4))) for _ in range(30))
    return "\n\n".join(paragraphs)


def _texts(rng: random.Random) -> Iterator[str]:
    for lists, frames in ((ENGLISH, FRAMES), (FRENCH, FOREIGN_FRAMES), (RUSSIAN, FOREIGN_FRAMES)):
        for _ in range(8):
            yield _prose(rng, lists, frames)


def _is_edge(left: str, right: str) -> bool:
    """Whether a passage may begin or end between these words: not inside 5 000 or 12,5 %."""
    return not (left[-1:].isdigit() and (right[:1].isdigit() or right[:1] in "%½"))


def _quoted(rng: random.Random, document: Document, text: str) -> Quoted:
    plain = _plain(text)
    while True:
        words = rng.choice(text.split("\n\n")).split(" ")
        start = rng.randrange(len(words))
        end = min(len(words), start + rng.randint(5, 25))
        around = [" ", *words, " "]
        is_whole = _is_edge(*around[start : start + 2]) and _is_edge(*around[end : end + 2])
        if end - start >= 5 and is_whole:
            return Quoted(document, plain, words[start:end])


def _plain(text: str) -> str:
    """The text in one typography, by another road than the engine's."""
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    text = unicodedata.normalize("NFC", text).replace("ﬁ", "fi").replace("ﬂ", "fl")
    text = re.sub("[«»„“”]", '"', re.sub("[‘’‚ʼ`]", "'", text)).replace("...", "…")
    return " ".join(re.sub("[‐‑‒–—−]", "-", text).split())


def _retypeset(rng: random.Random, text: str) -> str:
    """The same words set by another hand; blank lines stay where they are."""
    swaps = {"'": "'’ʼ`‘", "’": "'’ʼ", '"': '"“”„«', "“": '"“„«', "”": '"”“»'}
    swaps |= {"-": "-‐‑–−", "—": "—–-", "−": "−-–", "«": '«"“', "»": '»"”'}
    swaps |= {" ": "     \u00a0\u202f", "…": "…"}
    marks = "".join(rng.choice(swaps.get(char, char)) for char in text)
    if rng.random() < 0.5:
        marks = marks.replace("…", "...")
    if rng.random() < 0.3:
        marks = marks.replace("fi", "ﬁ").replace("fl", "ﬂ")
    if rng.random() < 0.3:
        marks = re.sub(" ", lambda _: rng.choice((" ", " ", "\n", "  ", "\r\n")), marks)
    if rng.random() < 0.3:
        marks = re.sub(r"(?<=[^\W\d])(?=[^\W\d])", lambda _: "\u00ad" * (rng.random() < 0.1), marks)
    return unicodedata.normalize("NFD", marks) if rng.random() < 0.3 else marks


def _is_quoted(finding: Finding) -> bool:
    return isinstance(finding, Match | Ambiguous | NoSuchOccurrence)


@pytest.fixture(scope="module")
def quoted() -> list[Quoted]:
    """True passages: half of them from documents that were set by another hand."""
    rng = random.Random(20240229)
    found: list[Quoted] = []
    for number, text in enumerate(_texts(rng)):
        document = prepare(_retypeset(rng, text) if number % 2 else text)
        found += [_quoted(rng, document, text) for _ in range(120)]
    return found


def test_every_true_passage_is_found_where_it_stands(quoted: list[Quoted]) -> None:
    rng = random.Random(1)
    for document, _, words in quoted:
        passage = _retypeset(rng, " ".join(words))
        finding = find(document, passage)
        if isinstance(finding, Ambiguous):
            finding = find(document, passage, occurrence=rng.randint(1, finding.count))
        assert isinstance(finding, Match), (passage, finding)
        assert finding.level in (Level.EXACT, Level.TYPOGRAPHIC)
        there = document.text[finding.start : finding.end]
        assert (finding.level is Level.EXACT) == (there == passage)
        assert fold(there).text == fold(passage).text
        assert _plain(there) == _plain(passage)


def test_every_true_passage_with_words_left_out_is_found(quoted: list[Quoted]) -> None:
    for document, _, words in quoted:
        if len(words) < 9 or not all(_is_edge(*words[at : at + 2]) for at in (2, 5)):
            continue
        mark = ("[…]", "[...]", "[ … ]")[len(words) % 3]
        passage = " ".join([*words[:3], mark, *words[6:]])
        if not any(char.isalnum() for char in "".join(words[3:6])):
            continue
        finding = find(document, passage)
        assert _is_quoted(finding), (passage, finding)
        if isinstance(finding, Match):
            assert finding.level is Level.OMISSION
            assert len(finding.pieces) == 2


def test_every_true_passage_with_words_put_in_is_found(quoted: list[Quoted]) -> None:
    for document, _, words in quoted:
        if not _is_edge(*words[2:4]):
            continue
        passage = " ".join([*words[:3], "[the reader should know]", *words[3:]])
        finding = find(document, passage)
        assert _is_quoted(finding), (passage, finding)
        if isinstance(finding, Match):
            assert finding.level is Level.BRACKETED
            assert finding.insertions == ("the reader should know",)


Alteration = Callable[[random.Random, list[str]], str]


def _changed(words: list[str], at: int, word: str) -> str:
    return " ".join([*words[:at], word, *words[at + 1 :]])


def _swap(rng: random.Random, words: list[str]) -> str:
    at = rng.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at + 1], words[at], *words[at + 2 :]])


def _replace(rng: random.Random, words: list[str]) -> str:
    new = rng.choice(("harbour", "Marrow", "not", "tonnes", "никто", "pas", "Gate", "the", "8"))
    return _changed(words, rng.randrange(len(words)), new)


def _drop(rng: random.Random, words: list[str]) -> str:
    return _changed(words, rng.randrange(1, len(words) - 1), "").replace("  ", " ")


def _negate(rng: random.Random, words: list[str]) -> str:
    negations = {"not", "never", "no", "pas", "jamais", "не", "can't", "won’t", "isn't", "n’a"}
    for at, word in enumerate(words[1:-1], start=1):
        if word in negations:
            return _changed(words, at, "can" if "'" in word else "").replace("  ", " ")
    at = rng.randrange(1, len(words))
    return " ".join([*words[:at], rng.choice(("not", "never", "ne", "не")), *words[at:]])


def _recase(rng: random.Random, words: list[str]) -> str:
    at = rng.randrange(len(words))
    word = words[at]
    return _changed(words, at, rng.choice((word.swapcase(), word.upper(), word.capitalize())))


def _number(rng: random.Random, words: list[str]) -> str:
    passage = " ".join(words)
    places = [found.start() for found in re.finditer(r"\d", passage)]
    if not places:
        return passage + " 7"
    at = rng.choice(places)
    return passage[:at] + str((int(passage[at]) + rng.randint(1, 9)) % 10) + passage[at + 1 :]


def _lookalike(rng: random.Random, words: list[str]) -> str:
    passage = " ".join(words)
    pairs = str.maketrans("aeocpxyаеосрху", "аеосрхуaeocpxy")
    places = [at for at, char in enumerate(passage) if char.translate(pairs) != char]
    at = rng.choice(places or [0])
    return passage[:at] + (passage[at].translate(pairs) if places else "Q") + passage[at + 1 :]


def _unmark(rng: random.Random, words: list[str]) -> str:
    """A hyphen, apostrophe, sign, separator or space dropped, or one turned into another."""
    passage = " ".join(words)
    at = rng.choice([found.start() for found in re.finditer("[ '’.,:−$%½-]", passage)])
    return passage[:at] + rng.choice(["", " ", "-", "'", "."]) + passage[at + 1 :]


def _unaccent(rng: random.Random, words: list[str]) -> str:
    passage = unicodedata.normalize("NFD", " ".join(words))
    marks = [at for at, char in enumerate(passage) if unicodedata.combining(char)]
    at = rng.choice(marks) if marks else passage.index(" ")
    return passage[:at] + passage[at + 1 :]


def _cut(rng: random.Random, words: list[str]) -> str:
    """The passage begun or ended inside a word."""
    passage = " ".join(words)
    at = rng.choice([found.end() for found in re.finditer(r"\w(?=\w)", passage)])
    return passage[at:] if at < len(passage) / 2 else passage[:at]


def _unmarked_omission(rng: random.Random, words: list[str]) -> str:
    at = rng.randrange(1, len(words) - 3)
    left_out = at + rng.randint(1, 2)
    return " ".join([*words[:at], rng.choice(("", "…", "...")), *words[left_out:]])


def _reversed_omission(rng: random.Random, words: list[str]) -> str:
    half = len(words) // 2
    return " ".join([*words[half:], "[…]", *words[:half]])


def _empty_omission(rng: random.Random, words: list[str]) -> str:
    at = rng.randrange(1, len(words))
    return " ".join([*words[:at], "[…]", *words[at:]])


def _altered_omission(rng: random.Random, words: list[str]) -> str:
    return " ".join([*words[:2], "[...]", *words[3:], "harbourmasters"])


def _replacing_brackets(rng: random.Random, words: list[str]) -> str:
    return _changed(words, rng.randrange(1, len(words) - 1), "[the minister]")


def _wrong_capital(rng: random.Random, words: list[str]) -> str:
    return _changed(words, len(words) // 2, f"[Q]{words[len(words) // 2][1:]}x")


ALTERATIONS: tuple[Alteration, ...] = (
    _swap,
    _replace,
    _drop,
    _negate,
    _recase,
    _number,
    _lookalike,
    _unmark,
    _unaccent,
    _cut,
    _unmarked_omission,
    _reversed_omission,
    _empty_omission,
    _altered_omission,
    _replacing_brackets,
    _wrong_capital,
)


@pytest.mark.parametrize("alter", ALTERATIONS)
def test_every_altered_passage_is_refused(quoted: list[Quoted], alter: Alteration) -> None:
    rng = random.Random(7)
    tried = 0
    for document, plain, words in quoted[::2]:
        passage = alter(rng, words)
        unedited = passage.replace("[the minister] ", "")
        if not _is_true_elsewhere(plain, unedited):
            tried += 1
            finding = find(document, _retypeset(rng, passage))
            assert not _is_quoted(finding), (passage, finding)
    assert tried > 400


def test_passages_of_other_documents_are_refused(quoted: list[Quoted]) -> None:
    tried = 0
    for one, other in zip(quoted, reversed(quoted), strict=True):
        if _plain(other.passage) not in one.plain:
            tried += 1
            assert not _is_quoted(find(one.document, other.passage))
    assert tried > 2000


def _is_true_elsewhere(plain: str, passage: str) -> bool:
    """Whether the document has the altered words too, as whole words: then nothing was altered."""
    first, *rest = (_plain(piece) for piece in re.split(r"\[(?:…|\.\.\.)\]", passage))
    ends = {found.end() for found in re.finditer(rf"(?<!\w){re.escape(first)}(?!\w)", plain)}
    for piece in rest:
        starts = [found.span() for found in re.finditer(rf"(?<!\w){re.escape(piece)}", plain)]
        ends = {
            end
            for start, end in starts
            if any(re.search(r"\w", plain[max(0, at) : start]) for at in ends if at < start)
        }
    return bool(ends)
