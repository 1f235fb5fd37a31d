"""The build, on one screen: scan, parse, assemble, plan, render, publish.

In: where the content, the templates and the site are, and a date. Out: a `BuildReport`, or
`BuildRefused` with every problem, and then the site is as it was.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from factpress.model import AnyCard, BuildReport, CardKey, Catalog, InputFile, Output, Page
from factpress.pages.plan import plan
from factpress.problems import BuildRefused, Problem, errors, in_order
from factpress.publishing import assets, disk
from factpress.publishing.publish import Progress, Wanted, publish
from factpress.publishing.templates import Theme
from factpress.reading.cards import SETTINGS_PATH, parse, parse_settings
from factpress.reading.catalog import assemble, collisions
from factpress.reading.checks import check
from factpress.reading.markdown import BodyConverter
from factpress.schema import ClaimFields
from factpress.urls import output_path


@dataclass(frozen=True, slots=True)
class Order:
    """What to build: `as_of` is the build's only clock; `drafts` lets drafts in."""

    content: Path
    out: Path
    as_of: dt.date
    templates: Path | None = None
    drafts: bool = False


def build(order: Order, progress: Progress = lambda stage, done, total: None) -> BuildReport:
    """Builds the site. Raises BuildRefused, or DiskError, with the site as it was."""
    started = time.perf_counter()
    disk.refuse_unsafe_output(order.out, order.content)
    catalog, problems = load(order, progress)
    if catalog is None:
        raise BuildRefused(problems)
    theme, files = _theme(order)
    wanted = _wanted(plan(catalog), files, theme)
    with disk.locked(order.out):
        fates = publish(order.out, wanted, progress)
    seconds = time.perf_counter() - started
    return BuildReport(tuple(fates), problems, order.as_of, seconds)


def load(
    order: Order, progress: Progress = lambda stage, done, total: None
) -> tuple[Catalog | None, tuple[Problem, ...]]:
    """The catalog, or None when there are errors; and every problem found, in order of place."""
    root = disk.content_folder(order.content)
    files, problems = disk.scan(root)
    found: list[Problem] = list(problems)
    catalog = _read(files, order, found, progress)
    located = in_order(replace(p, path=_shown(root, p.path)) for p in found)
    return (None if errors(located) else catalog), located


def _shown(root: Path, path: str) -> str:
    return (root / path).as_posix()


def _read(
    files: tuple[InputFile, ...], order: Order, found: list[Problem], progress: Progress
) -> Catalog | None:
    by_path = {file.path: file for file in files}
    converter = BodyConverter()
    cards: list[AnyCard] = []
    for done, file in enumerate(files, 1):
        card, problems = parse(file, converter)
        found += problems
        if card:
            cards.append(card)
        progress("reading", done, len(files))
    if SETTINGS_PATH not in by_path:
        message = "file is missing; it names the publication, its language and its rating scale"
        found.append(Problem(SETTINGS_PATH, 1, 1, message))
        return None
    publication, problems = parse_settings(by_path[SETTINGS_PATH])
    found += problems
    found += collisions(cards)
    if publication is None:
        return None
    drafts = {c.key for c in cards if _is_draft(c)} if not order.drafts else set[CardKey]()
    catalog = assemble(publication, [c for c in cards if c.key not in drafts])
    found += check(catalog, drafts, by_path)
    return catalog


def _is_draft(card: AnyCard) -> bool:
    return isinstance(card.fields, ClaimFields) and card.fields.draft


def _theme(order: Order) -> tuple[Theme, list[Output]]:
    """The templates, and the assets as outputs."""
    theirs, _ = disk.scan(disk.default_templates())
    own, problems = disk.scan(order.templates) if order.templates else ((), ())
    if order.templates and problems:
        raise BuildRefused(replace(p, path=_shown(order.templates, p.path)) for p in problems)
    outputs, addresses = assets.collected(theirs, own)
    return Theme(assets.sources(theirs), assets.sources(own), addresses), outputs


def _wanted(pages: Iterable[Page], files: Iterable[Output], theme: Theme) -> list[Wanted]:
    """Every output of the site. Two at one path would be our own mistake, and stay loud."""
    wanted = [Wanted(f.path, f.kind, f.fingerprint, partial(bytes, f.content)) for f in files]
    wanted += [
        Wanted(output_path(p.url), p.kind, _fingerprint(p, theme), partial(theme.render, p))
        for p in pages
    ]
    if len({each.path for each in wanted}) != len(wanted):
        raise AssertionError("two pages at one address")
    return wanted


def _fingerprint(page: Page, theme: Theme) -> str:
    context = json.dumps(page.context, sort_keys=True, ensure_ascii=False).encode("utf-8")
    return f"{disk.digest(context)}.{theme.fingerprint(page.template)}"
