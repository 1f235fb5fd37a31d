"""Times the preview of a publication: its start, and from a save to the browser's repaint.

    python tests/benchmarks/bench_preview.py PUBLICATION [--saves N] [--work FOLDER]

Copies the publication, starts `factpress preview` twice, cold and warm, and edits the body of a
claim again and again while its page is open. Prints when the page was on screen, p50 and p95 of
save to repaint, and how long an interrupt took.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "browser"))
PORT = 8731


def started(root: Path) -> subprocess.Popen[str]:
    """The preview, as a writer runs it."""
    command = [sys.executable, "-m", "factpress", "preview", "--port", str(PORT)]
    log = (root / "preview.log").open("w")
    return subprocess.Popen(command, cwd=root, stdout=log, stderr=subprocess.STDOUT, text=True)


def shown(page: Any, address: str, started_at: float) -> float:
    """Seconds until the page has its heading on screen."""
    while True:
        try:
            page.goto(address, timeout=60_000)
            if page.locator("h1").count() and page.locator("main").count():
                return time.perf_counter() - started_at
        except Error:
            pass
        time.sleep(0.02)


def interrupted(process: subprocess.Popen[str]) -> float:
    """Seconds until an interrupt has ended the preview."""
    begun = time.perf_counter()
    process.send_signal(signal.SIGINT)
    process.wait(60)
    return time.perf_counter() - begun


def repainted(page: Any, card: Path, text: str, number: int) -> float:
    """Seconds from a save to a frame with the new words."""
    word = f"repainted{number}"
    begun = time.perf_counter()
    card.write_text(text.rstrip() + f"\n\nNow {word}.\n")
    while True:
        try:
            page.wait_for_function(
                "word => document.body && document.body.textContent.includes(word)"
                " && new Promise(done => requestAnimationFrame(() => done(true)))",
                arg=word, polling="raf", timeout=60_000,
            )  # fmt: skip
            return time.perf_counter() - begun
        except Error as error:
            if "Timeout" in str(error):
                raise


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("publication", type=Path)
    parser.add_argument("--saves", type=int, default=30)
    parser.add_argument("--work", type=Path, default=None)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.work) as folder, sync_playwright() as playwright:
        root = Path(folder) / "publication"
        root.mkdir()
        for name in ("content", "archive", "templates"):
            if (given.publication / name).is_dir():
                shutil.copytree(given.publication / name, root / name)
        import provide

        browser = playwright.chromium.launch(
            executable_path=provide.browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        card = min((root / "content/claims").glob("*.md"))
        text = card.read_text()
        for start in ("cold", "warm"):
            page = browser.new_page()
            begun = time.perf_counter()
            process = started(root)
            address = f"http://127.0.0.1:{PORT}/claims/{card.stem}/"
            print(f"{start} start: on screen after {shown(page, address, begun):.2f} s", flush=True)
            while "Preview at" not in (root / "preview.log").read_text():
                time.sleep(0.05)
            print(f"  printed the address after {time.perf_counter() - begun:.2f} s", flush=True)
            time.sleep(float(os.environ.get("REST", "3")))
            times = []
            for number in range(given.saves if start == "cold" else 3):
                times.append(repainted(page, card, text, number + 1000 * (start == "warm")))
                time.sleep(0.3)
            middle, worst = statistics.median(times), statistics.quantiles(times, n=20)[-1]
            print(f"  save to repaint: p50 {middle:.2f} s, p95 {worst:.2f} s")
            print(f"  interrupt: {interrupted(process):.2f} s", flush=True)
            page.close()


if __name__ == "__main__":
    main()
