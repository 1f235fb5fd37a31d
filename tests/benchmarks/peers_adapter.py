"""factpress for the harness that times generators on one publication.

Writes the harness's corpus as our cards and a lock, and builds it with `equal/`. To use: run the
harness with a copy of this file among its adapters, or with this folder on its path.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from common import edit_claim, q, rm, write  # type: ignore[import-not-found]

NAME = "factpress, equal pages"
PYTHON = os.environ.get("FACTPRESS_PYTHON", sys.executable)
EQUAL = Path(os.environ.get("FACTPRESS_EQUAL", Path(__file__).resolve().parent / "equal"))


def version() -> str:
    command = [PYTHON, "-m", "factpress", "--version"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[1]


def prepare(c: dict[str, Any], d: str) -> None:
    _compile()
    folder = Path(d)
    content = folder / "content"
    quotes: dict[str, list[str]] = {}
    for claim in c["claims"]:
        for quote in claim["quotes"]:
            quotes.setdefault(quote["source"], []).append(quote["text"])
    _settings(c, content)
    for actor in c["actors"]:
        write(content / f"actors/{actor['id']}.md", _card(name=actor["name"], kind="person"))
    write(content / "actors/press.md", _card(name="The press", kind="publication"))
    for topic in c["topics"]:
        write(content / f"topics/{topic['id']}.md", _card(name=topic["name"]))
    for source in c["sources"]:
        text = "\n\n".join(quotes.get(source["id"], ["Nothing is quoted from here."])) + "\n"
        write(folder / f"archive/{source['id']}.txt", text)
        write(content / f"sources/{source['id']}.md", _source(source, text))
    for claim in c["claims"]:
        write(content / f"claims/{claim['slug']}.md", _claim(claim))
    command = [PYTHON, "-m", "factpress", "verify", "--write", "--archive", "archive"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])


def _compile() -> None:
    """Compiles our modules, as pip does with those that it installs.

    Where Python is told to write no bytecode, they would be compiled anew in each build.
    """
    found = [PYTHON, "-c", "import factpress; print(factpress.__path__[0])"]
    package = subprocess.run(found, capture_output=True, text=True, check=True).stdout.strip()
    subprocess.run([PYTHON, "-m", "compileall", "-q", package, str(EQUAL)], check=True)


def _settings(c: dict[str, Any], content: Path) -> None:
    lines = ["name: The Even Ledger", "language: en", "url: https://ledger.example", "ratings:"]
    for verdict, mark in zip(c["verdicts"], "①②③④⑤⑥⑦", strict=True):
        lines.append(
            f"  - {{id: {q(verdict['id'])}, label: {q(verdict['label'])}, definition: As it says., "
            f"value: {verdict['rating']}, mark: {mark}}}"
        )
    lines.append("limits: {document_share: 1}")
    write(content / "publication.yaml", "\n".join(lines) + "\n")


def _card(**fields: str) -> str:
    return "---\n" + "".join(f"{k}: {q(v)}\n" for k, v in fields.items()) + "---\n"


def _source(source: dict[str, Any], text: str) -> str:
    return _card(
        title=source["name"],
        publisher="press",
        kind="report",
        published="2018-01-01",
        dated="stated",
        url=source["url"],
        document=f"{source['id']}.txt",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


def _claim(claim: dict[str, Any]) -> str:
    lines = [
        "---",
        f"claim: {q(claim['claim'])}",
        f"rating: {q(claim['verdict'])}",
        "reason: As checked.",
        f"checked: {claim['date'][:10]}",
        f"claimants: {json.dumps(claim['actors'])}",
        f"topics: {json.dumps(claim['topics'])}",
        "evidence:",
    ]
    for number, quote in enumerate(claim["quotes"]):
        lines += [
            f"  - source: {quote['source']}",
            f"    passage: {q(quote['text'])}",
            "    stance: asserts",
            # Else each of them would be warned of: a claimant should speak in a passage.
            f"    speaker: {claim['actors'][number % len(claim['actors'])]}",
        ]
    body = re.sub(r"\[([^\]^]+)\]\(/claims/([^)/]+)/\)", r"[[claim:\2|\1]]", claim["body"])
    body = re.sub(r"\[([^\]^]+)\]\(/sources/([^)/]+)/\)", r"[[source:\2|\1]]", body)
    return "\n".join([*lines, "---", "", ""]) + body


def build_cmd(d: str) -> list[str]:
    return [PYTHON, str(EQUAL / "build.py")]


def out(d: str) -> Path:
    return Path(d) / "site"


def clean(d: str) -> None:
    rm(Path(d) / "site", Path(d) / ".factpress")


def edit_one(d: str) -> tuple[str, str]:
    slug, mark = edit_claim(Path(d) / "content/claims")
    return f"claims/{slug}/index.html", mark
