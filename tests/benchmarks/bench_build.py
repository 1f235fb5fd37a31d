"""Times builds of a made-up publication, each as a whole process.

    python tests/benchmarks/bench_build.py [CLAIMS] [--liar FOLDER] [--work FOLDER] [--runs N]

Cold, nothing changed, one body edited, one claim more, one template edited, one actor renamed. For
each: median wall and CPU seconds, peak memory (the sum over all processes, sampled, pages that they
share counted for each), what was parsed, rendered and written, bytes written, and the seconds of
each phase.
With --liar the statements and speakers are those of the LIAR data set, which is not ours to copy.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factpress.model.characters import deceptive

WORDS = (
    "river stone bridge harvest council market engine winter signal teacher border printer garden "
    "valley crane timber harbour ledger lantern meadow quarry station ferry orchard copper"
).split()
RATINGS = "false mixed true".split()


@dataclass(frozen=True)
class Statement:
    """One claim to be: what is said, by whom, on what."""

    text: str
    speaker: str
    topic: str


def made_up(number: int, rng: random.Random) -> Iterator[Statement]:
    for n in range(number):
        speaker = f"Speaker {int(rng.paretovariate(0.9)) % max(4, number // 4)}"
        yield Statement(f"{sentence(rng, 9)} {n}.", speaker, rng.choice(WORDS))


def _visible(text: str) -> str:
    """The text on one line, without the characters for which a build is refused."""
    refused = {at for at, _ in deceptive(text)}
    return " ".join("".join(c for at, c in enumerate(text) if at not in refused).split())


def from_liar(folder: Path, number: int) -> Iterator[Statement]:
    rows = (
        row
        for name in ("train.tsv", "valid.tsv", "test.tsv")
        for row in csv.reader(
            (folder / name).open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE
        )
    )
    for row in list(rows)[:number]:
        text, topics, speaker = (_visible(cell) for cell in row[2:5])
        yield Statement(text, speaker or "unknown", topics.split(",")[0] or "none")


def sentence(rng: random.Random, words: int) -> str:
    return " ".join(rng.choices(WORDS, k=words)).capitalize()


def slug(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text.lower())) or "x"


@contextmanager
def sampled_memory(pid: int) -> Iterator[list[int]]:
    """The resident bytes of a process and its children, sampled while the block runs."""
    samples, done = [0], threading.Event()

    def sample() -> None:
        while not done.wait(0.05):
            samples.append(sum(resident(each) for each in (pid, *children(pid))))

    thread = threading.Thread(target=sample)
    thread.start()
    try:
        yield samples
    finally:
        done.set()
        thread.join()


def children(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [int(each) for each in text.split()]


def resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def bytes_of(report: dict[str, Any], site: Path) -> int:
    paths = [o["path"] for o in report["outputs"] if o["status"] == "written"]
    return sum((site / path).stat().st_size for path in paths)


class Corpus:
    """A publication in a folder, with an archive and a lock."""

    def __init__(self, root: Path, statements: list[Statement]) -> None:
        self.root, self.rng = root, random.Random(3)
        self.speakers = {slug(s.speaker): s.speaker for s in statements}
        self.topics = {slug(s.topic): s.topic for s in statements}
        self.sources = max(4, len(statements) // 10)
        self._settings()
        for key, name in self.speakers.items():
            self.write(f"actors/{key}.md", f"---\nname: {json.dumps(name)}\nkind: person\n---\n")
        for key, name in self.topics.items():
            self.write(f"topics/{key}.md", f"---\nname: {json.dumps(name)}\n---\n")
        quotes: dict[int, list[str]] = {n: [] for n in range(self.sources)}
        for number, statement in enumerate(statements):
            self.claim(number, statement, quotes)
        for number, passages in quotes.items():
            self._source(number, passages)
        self.run("lock")

    def write(self, path: str, text: str) -> None:
        target = self.root / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def _settings(self) -> None:
        scale = "\n".join(
            f"  - {{id: '{r}', label: {r.title()}, definition: As it says., value: {n}, mark: {m}}}"
            for n, (r, m) in enumerate(zip(RATINGS, "✕◐✓", strict=True), 1)
        )
        text = f"name: Bench\nlanguage: en\narchive: archive\nratings:\n{scale}\n"
        self.write("publication.yaml", text + "limits: {document_share: 1}\n")
        self.write("actors/press.md", "---\nname: The press\nkind: publication\n---\n")

    def _source(self, number: int, passages: list[str]) -> None:
        text = "\n\n".join(passages or ["Nothing."]) + "\n"
        document = self.root / f"archive/s{number}.txt"
        document.parent.mkdir(exist_ok=True)
        document.write_text(text)
        digest = hashlib.sha256(text.encode()).hexdigest()
        self.write(
            f"sources/s{number}.md",
            f"---\ntitle: Document {number}\npublisher: press\nkind: report\n"
            "published: 2018-01-01\n"
            f"dated: stated\ndocument: s{number}.txt\nsha256: {digest}\n---\n",
        )

    def claim(self, number: int, statement: Statement, quotes: dict[int, list[str]]) -> None:
        rng, evidence = self.rng, []
        for _ in range(2):
            source = rng.randrange(self.sources)
            passage = f"{sentence(rng, 14)} {number} {len(quotes[source])}"
            quotes[source].append(passage)
            evidence.append(
                f"  - source: s{source}\n    passage: {passage}\n    stance: asserts\n"
                f"    speaker: {slug(statement.speaker)}\n"
            )
        paragraphs = [
            f"{sentence(rng, 40)}. A **{rng.choice(WORDS)}** and *another* [@passage-1].",
            "## " + sentence(rng, 4),
            f"{sentence(rng, 40)}, see [[topic:{slug(statement.topic)}]].",
            "\n".join(f"- {sentence(rng, 8)}" for _ in range(4)),
            f"{sentence(rng, 60)}. [^1]",
            f"[^1]: {sentence(rng, 12)}.",
        ]
        self.write(
            f"claims/c{number:06}.md",
            f"---\nclaim: {json.dumps(statement.text)}\nrating: '{rng.choice(RATINGS)}'\n"
            f"reason: {sentence(rng, 12)}.\nchecked: 2022-01-{1 + number % 28:02}\n"
            f"claimants: [{slug(statement.speaker)}]\ntopics: [{slug(statement.topic)}]\n"
            f"evidence:\n{''.join(evidence)}---\n" + "\n\n".join(paragraphs) + "\n",
        )

    def run(self, *arguments: str) -> tuple[float, float, float, str]:
        """Runs a command; gives wall and CPU seconds, peak MB of all processes, what it printed."""
        command = [sys.executable, "-m", "factpress", *arguments]
        with tempfile.TemporaryFile("w+") as printed:
            started = time.perf_counter()
            process = subprocess.Popen(
                command, cwd=self.root, stdout=printed, stderr=subprocess.STDOUT
            )
            with sampled_memory(process.pid) as peak:
                _, status, used = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
            printed.seek(0)
            output = printed.read()
        if process.returncode:
            raise RuntimeError(f"{arguments} ended with {process.returncode}: {output[-2000:]}")
        memory = max(used.ru_maxrss * 1024, *peak) / 2**20
        return wall, used.ru_utime + used.ru_stime, memory, output

    def cold(self) -> None:
        shutil.rmtree(self.root / "site", ignore_errors=True)
        shutil.rmtree(self.root / ".factpress", ignore_errors=True)

    def nothing(self) -> None:
        pass

    def one_body(self) -> None:
        path = self.root / "content/claims/c000001.md"
        path.write_text(path.read_text() + f"\n{sentence(self.rng, 9)}.\n")

    def one_claim_more(self) -> None:
        number = self.rng.randrange(900_000, 999_999)
        text = (self.root / "content/claims/c000002.md").read_text()
        self.write(f"claims/c{number}.md", text)
        self.run("lock")

    def one_template(self) -> None:
        template = self.root / "templates/topic.html"
        template.parent.mkdir(exist_ok=True)
        words = sentence(self.rng, 5)
        template.write_text(
            '{% extends "default:topic.html" %}{% block imprint %}' + words + "{% endblock %}"
        )

    def one_actor(self) -> None:
        path = sorted((self.root / "content/actors").glob("*.md"))[0]
        name = sentence(self.rng, 3)
        path.write_text(f"---\nname: {name}\nkind: person\n---\n")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("claims", type=int, nargs="?", default=1000)
    arguments.add_argument("--liar", type=Path)
    arguments.add_argument("--work", type=Path)
    arguments.add_argument("--runs", type=int, default=3)
    options = arguments.parse_args()
    rng = random.Random(11)
    statements = list(
        from_liar(options.liar, options.claims) if options.liar else made_up(options.claims, rng)
    )
    with tempfile.TemporaryDirectory(dir=options.work) as folder:
        corpus = Corpus(Path(folder), statements)
        print(
            f"{len(statements)} claims, {len(corpus.speakers)} speakers, {corpus.sources} sources"
        )
        changes: tuple[Callable[[], None], ...] = (
            corpus.cold, corpus.nothing, corpus.one_body, corpus.one_claim_more,
            corpus.one_template, corpus.one_actor,
        )  # fmt: skip
        for change in changes:
            runs = []
            for _ in range(options.runs):
                change()
                wall, cpu, memory, output = corpus.run("build", "--json")
                report = json.loads(output)
                counts = [report[each] for each in ("parsed", "rendered", "written")]
                written = bytes_of(report, corpus.root / "site") / 1e6
                runs.append((wall, cpu, memory, *counts, written, report["phases"]))
            print_line(change.__name__, runs)


def print_line(name: str, runs: list[tuple[Any, ...]]) -> None:
    columns = list(zip(*runs, strict=True))
    wall, cpu, memory, parsed, rendered, written, size = map(statistics.median, columns[:7])
    phases = {
        phase: statistics.median(each.get(phase, 0) for each in columns[7])
        for phase in columns[7][0]
    }
    told = " ".join(f"{phase} {seconds:.2f}" for phase, seconds in phases.items())
    print(
        f"{name:15} {wall:7.2f} s wall {cpu:7.2f} s CPU {memory:6.0f} MB {parsed:6.0f} parsed "
        f"{rendered:6.0f} rendered {written:6.0f} written {size:7.2f} MB  {told}"
    )


if __name__ == "__main__":
    main()
