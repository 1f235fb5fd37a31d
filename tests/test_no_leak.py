"""No text of a document beyond the quoted passages: not in the repository, not in the site."""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from conftest import GAZETTE, NOW, MakeSite
from factpress.build import build
from factpress.load import load
from factpress.model.cards import Catalog
from factpress.options import BuildOptions

ROOT = Path(__file__).parent.parent
SEEDS = ROOT.parent / "shared/seeds"
_RUN = 8
_WORD = re.compile(r"\w+")


def folded(text: str) -> str:
    """The words of a text in one case, with single spaces."""
    return " ".join(_WORD.findall(text.casefold()))


def runs_in(texts: Mapping[str, str], runs: Iterable[str]) -> set[tuple[str, str]]:
    """The names of folded texts, each with a run of eight words that it holds."""
    # The first and the last word may be parts of longer ones, those between them are whole words.
    by_inner = defaultdict(list)
    for run in runs:
        by_inner[tuple(run.split()[1:-1])].append(run)
    inner = by_inner.keys()
    found = set()
    for name, text in texts.items():
        words = text.split()
        hits = inner & zip(*(words[at:] for at in range(_RUN - 2)), strict=False)
        found |= {(name, run) for hit in hits for run in by_inner[hit] if run in text}
    return found


def unquoted_runs(document: str, quoted: list[tuple[int, int]]) -> Iterator[str]:
    """Every run of eight words of a document that no passage, or chain of passages, covers."""
    words = list(_WORD.finditer(document))
    covered = [any(a <= w.start() and w.end() <= b for a, b in quoted) for w in words]
    for at in range(len(words) - _RUN + 1):
        if not all(covered[at : at + _RUN]):
            yield " ".join(w[0].casefold() for w in words[at : at + _RUN])


def leaks(catalog: Catalog, documents: dict[str, str], texts: dict[str, str]) -> list[str]:
    """The places in texts that hold words of a document which are not quoted from it."""
    # The words of an address are no text of a document.
    searched = {name: folded(re.sub(r"https?://\S+", " ", text)) for name, text in texts.items()}
    runs = {
        run
        for source_id, document in documents.items()
        for run in unquoted_runs(document, _spans(catalog, source_id))
    }
    # The same words may be in two places of a document, and quoted from one of them.
    quoted = [*(s.fields.title for s in catalog.sources.values()), *_quoted(catalog, documents)]
    known = {str(number): folded(text) for number, text in enumerate(quoted)}
    runs -= {run for _, run in runs_in(known, runs)}
    return sorted(f"{name}: {run}" for name, run in runs_in(searched, runs))


def _spans(catalog: Catalog, source_id: str) -> list[tuple[int, int]]:
    """What is quoted of a document, with the sentences that cards ask to be shown around it."""
    found = (*catalog.proof.passages.values(), *catalog.proof.defects.values())
    ours = [each for each in found if each.source_id == source_id]
    shown = [(e.start - len(e.before), e.end + len(e.after)) for e in ours if e.before or e.after]
    return [*(piece for each in ours for piece in each.pieces), *shown]


def _quoted(catalog: Catalog, documents: dict[str, str]) -> list[str]:
    return [text[a:b] for name, text in documents.items() for a, b in _spans(catalog, name)]


def texts_of(folder: Path, paths: list[str]) -> dict[str, str]:
    return {path: (folder / path).read_bytes().decode("utf-8", "replace") for path in paths}


def built(folder: Path) -> list[str]:
    return [p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()]


def test_a_leak_would_be_found_and_none_is_in_the_small_site(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    catalog = site.catalog()
    documents = {"gazette": GAZETTE}
    out = site.options.out
    assert leaks(catalog, documents, texts_of(out, built(out))) == []
    leaked = {"index.html": f"<p>{GAZETTE[-90:]}</p>"}
    assert leaks(catalog, documents, leaked)


def test_our_repository_and_site_hold_no_more_than_is_quoted(tmp_path: Path) -> None:
    if not SEEDS.is_dir():
        pytest.skip("the archive is not here; the small site above is tested the same way")
    options = BuildOptions(ROOT / "content", tmp_path / "site", NOW)
    build(options)
    catalog, _ = load(options)
    assert catalog
    documents = {
        source_id: (SEEDS / source.fields.document).read_text("utf-8")
        for source_id, source in catalog.sources.items()
    }
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    tracked = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True)
    files = [path for path in tracked.stdout.splitlines() if (ROOT / path).is_file()]
    assert leaks(catalog, documents, texts_of(ROOT, files)) == []
    assert leaks(catalog, documents, texts_of(options.out, built(options.out))) == []
