"""Times of the evidence engine, printed: run it, read it; no test asserts them.

PYTHONPATH=generator python tests/benchmarks/bench_matching.py
"""

from __future__ import annotations

import random
import resource
import time
import unicodedata
from collections.abc import Callable
from functools import partial
from statistics import median

from factpress.archive.document import Document, prepare
from factpress.evidence.guards import cropped_words, inside_quotation, names_in, quoted_share
from factpress.evidence.hedges import HedgeLexicon, lexicon
from factpress.evidence.messages import not_found
from factpress.evidence.nearest import nearest
from factpress.evidence.results import Ambiguous, GaveUp, Match
from factpress.evidence.search import find

LATIN = "etaoinshrdlucmfwypvbgketa"
# Texts and passages made to take long: each took from 2 to 69 seconds once.
HOSTILE = {
    "400 characters of a a a in 2 MB": ("a " * 1_000_000, "a " * 200),
    "a million 中 with an omission": ("中" * 1_000_000, "中[…]中"),
    "a million 中 with ten omissions": ("中" * 1_000_000, "[…]".join(["中"] * 11)),
    "overlapping pieces": ("ab " * 700_000, "ab ab […] ab ab ab […] ab"),
    "frequent pieces beside a rare one": ("the x " * 350_000 + "zebra", "the […] x […] zebra"),
    "brackets with many readings": ("a [a] " * 350_000, "a [a] " * 9 + "a"),
    "words joined by hyphens": ("a-" * 1_000_000, "a"),
    "two words by chance": (" ".join(random.Random(1).choices("ab", k=10**6)), "a b " * 100 + "c"),
}
CYRILLIC = "оеаинтсрвлкмдпуяыьгзбчй"


def main() -> None:
    rng = random.Random(5)
    print("milliseconds of CPU, medians; run on this machine only compares with itself")
    for name, letters in (("Latin", LATIN), ("Cyrillic", CYRILLIC)):
        words = _vocabulary(rng, letters)
        _many_documents(rng, name, words)
        _one_large_document(rng, name, words)
    for case, (text, passage) in HOSTILE.items():
        document = prepare(text)
        finding = find(document, passage)
        taken = _timed(partial(find, document, passage))
        near = _timed(partial(nearest, document, passage))
        print(f"{case}: {taken:.0f} ({type(finding).__name__}); nearest: {near:.0f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _vocabulary(rng: random.Random, letters: str) -> list[str]:
    return ["".join(rng.choices(letters, k=rng.randint(2, 11))) for _ in range(30_000)]


def _text(rng: random.Random, words: list[str], length: int) -> str:
    """Paragraphs of sentences with curly quotation marks, some words frequent and most rare."""
    weights = [1 / (rank + 2) for rank in range(len(words))]
    chosen = rng.choices(words, weights, k=length // 6)
    parts: list[str] = []
    for at in range(0, len(chosen), 12):
        sentence = " ".join(chosen[at : at + 12]).capitalize()
        parts.append(f"“{sentence},” she didn’t say. " if at % 60 == 0 else f"{sentence}. ")
        if at % 84 == 0:
            parts.append("\n\n")
    return "".join(parts)[:length]


def _passages(rng: random.Random, text: str, count: int) -> list[str]:
    """Six in ten exact, two retypeset, one with an omission, one that is not there."""
    passages: list[str] = []
    while len(passages) < count:
        start = rng.randrange(len(text) - 300)
        words = text[start : start + 160].split("\n\n")[0].split(" ")[1:-1]
        if len(words) < 10:
            continue
        kind = len(passages) % 10
        passage = " ".join(words)
        if kind in (6, 7):
            passage = passage.replace("“", '"').replace("’", "'").replace(" ", "\n", 1)
        elif kind == 8:
            passage = " ".join([*words[:4], "[…]", *words[7:]])
        elif kind == 9:
            passage = " ".join([*words[:4], "unheard", *words[5:]])
        passages.append(passage)
    return passages


def _many_documents(rng: random.Random, name: str, words: list[str]) -> None:
    kept = [_text(rng, words, 50_000) for _ in range(20)]
    asked = [_passages(rng, text, 10) for text in kept]
    english = lexicon("en")
    bare: list[float] = []
    guarded: list[float] = []
    for number in range(1000):
        text, passages = kept[number % 20], asked[number % 20]
        bare.append(_timed(partial(_find_all, text, passages)))
    for number in range(100):
        text, passages = kept[number % 20], asked[number % 20]
        guarded.append(_timed(partial(_guard_all, text, passages, english)))
    print(f"{name}: 50 kB prepared, 10 passages: {median(bare):.2f}; x 1000: {sum(bare):.0f}")
    print(f"{name}: the same with every guard and nearest: {median(guarded):.2f}")


def _one_large_document(rng: random.Random, name: str, words: list[str]) -> None:
    text = _text(rng, words, 5_000_000)
    passages = _passages(rng, text, 500)
    document = prepare(text)
    missed = passages[9::10][:11]
    print(f"{name}: 5 MB prepared: {median(_timed(partial(prepare, text)) for _ in range(3)):.0f}")
    searched = median(_timed(partial(_search_all, document, passages)) for _ in range(3))
    print(f"{name}: 500 passages in it: {searched:.0f}")
    print(f"{name}: words indexed, once: {_timed(partial(nearest, document, missed[0])):.0f}")
    near = median(_timed(partial(nearest, document, passage)) for passage in missed)
    print(f"{name}: nearest in it, each: {near:.0f}")
    refused = [_misquoted(rng, passage) for passage in passages]
    told = _timed(partial(_refuse_all, document, refused))
    print(f"{name}: {len(refused)} refused passages in it, with what is suggested: {told:.0f}")
    decomposed = unicodedata.normalize("NFD", text.replace("e", "é").replace("и", "й"))
    composed = unicodedata.normalize("NFC", decomposed)
    times = [_timed(partial(prepare, each)) for each in (composed, decomposed)]
    print(f"{name}: 5 MB composed and decomposed, prepared: {times[0]:.0f}, {times[1]:.0f}")


def _misquoted(rng: random.Random, passage: str) -> str:
    """Three, six or all words of a passage, one of them misspelt."""
    words = passage.split()[: rng.choice((3, 6, 40))]
    at = rng.randrange(len(words))
    return " ".join([*words[:at], words[at][:-1] + "q", *words[at + 1 :]])


def _refuse_all(document: Document, passages: list[str]) -> None:
    for passage in passages:
        finding = find(document, passage)
        if not isinstance(finding, Match | Ambiguous | GaveUp):
            not_found(finding, passage, document, "gazette")


def _find_all(text: str, passages: list[str]) -> None:
    _search_all(prepare(text), passages)


def _search_all(document: Document, passages: list[str]) -> None:
    for passage in passages:
        find(document, passage)


def _guard_all(text: str, passages: list[str], words: HedgeLexicon) -> None:
    document = prepare(text)
    names_in(document, ["Nobody Here"])
    for passage in passages:
        finding = find(document, passage)
        if isinstance(finding, Match):
            cropped_words(document, finding, words)
            inside_quotation(document, finding)
            quoted_share(document, finding.pieces)
        else:
            nearest(document, passage)


def _timed(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return (time.process_time() - started) * 1000


if __name__ == "__main__":
    main()
