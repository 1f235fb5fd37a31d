"""The benchmark's publications pass every check, also those made of the rows of LIAR."""

from __future__ import annotations

import random
from pathlib import Path

from bench_build import Corpus, from_liar, made_up

# The columns of LIAR: id, label, statement, topics, speaker. Its rows hold marks that nobody sees.
_ROWS = (
    "1.json\ttrue\t\ufeff\ufeffSince the  mayor took office\x85 dams leak.\twater,dams\tmayor\tx",
    "2.json\tfalse\tSays \u202athe town\u202c paid \u00adfor the \u200bdam.\t\t\tx",
    "3.json\tfalse\tThe bridge cost more than \u2063the dam.\twater\t\ufeffmayor\tx",
)


def test_rows_of_liar_are_accepted_without_their_invisible_characters(tmp_path: Path) -> None:
    for name in ("train.tsv", "valid.tsv", "test.tsv"):
        rows = _ROWS if name == "train.tsv" else ()
        (tmp_path / name).write_text("".join(f"{row}\n" for row in rows), "utf-8")
    statements = list(from_liar(tmp_path, 10))
    assert [each.text for each in statements] == [
        "Since the mayor took office dams leak.",
        "Says the town paid for the dam.",
        "The bridge cost more than the dam.",
    ]
    assert {each.speaker for each in statements} == {"mayor", "unknown"}
    corpus = Corpus(tmp_path / "made", statements)
    assert (corpus.root / "content/evidence.lock").is_file()


def test_made_up_statements_are_accepted(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path, list(made_up(4, random.Random(1))))
    assert (corpus.root / "content/evidence.lock").is_file()
