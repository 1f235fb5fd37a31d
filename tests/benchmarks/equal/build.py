"""Builds the peers' corpus: `python build.py [CONTENT] [SITE]`, both below the working folder."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from factpress.options import BuildOptions, CacheOptions
from factpress.output.cache_key import cache_key
from factpress.update import update
from factpress.workers import collect_seldom


def main() -> None:
    content, site = (Path(p) for p in (*sys.argv[1:], "content", "site")[:2])
    templates = Path(__file__).parent / "templates"
    options = BuildOptions(
        content,
        site,
        dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        templates=templates,
    )
    cache = CacheOptions(Path(".factpress"), cache_key(os.environ), jobs=2)
    report = update(options, cache, plan="plan")
    written = sum(o.status == "written" for o in report.outputs)
    print(f"{written} of {len(report.outputs)} written in {report.seconds:.2f} s")


if __name__ == "__main__":
    # As the command does.
    collect_seldom()
    main()
    sys.stdout.flush()
    os._exit(0)
