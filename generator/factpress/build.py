"""The build, on one screen: scan, parse, assemble, plan, render, publish.

In: where the content, the templates and the site are, and a date. Out: a `BuildReport`, or
`BuildRefused` with every problem, and then the site is as it was.
"""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from factpress.digests import digest
from factpress.evidence.archive import Archive
from factpress.evidence.document import Document
from factpress.evidence.honesty import check_honesty
from factpress.evidence.lock import Lock, parsed, serialised
from factpress.evidence.locking import Check, no_lock
from factpress.evidence.republished import republished
from factpress.evidence.verify import open_document, verify
from factpress.exchange.files import files as every_export
from factpress.model import (
    AnyCard,
    BuildReport,
    CardKey,
    Catalog,
    InputFile,
    Output,
    Page,
    Proof,
    Source,
)
from factpress.order import Order
from factpress.pages.plan import plan as every_page
from factpress.problems import BuildRefused, DiskError, Problem, errors, in_order, unknown
from factpress.publishing import assets, disk
from factpress.publishing.publish import Progress, Wanted, publish
from factpress.publishing.templates import Sources, Theme
from factpress.reading.cards import DOCUMENTS, LOCK_PATH, SETTINGS_PATH, parse_settings
from factpress.reading.catalog import assemble, collisions
from factpress.reading.checks import check
from factpress.reading.many import Parsed, parse_all
from factpress.reading.remembered import Memory, memory_from, memory_lines
from factpress.schema import ClaimFields
from factpress.standing import Archived, Snapshot, keep, snapshot
from factpress.urls import card_id, card_kind, output_path

# The file of parsed cards within the folder of what builds remember.
_CARDS = "cards"


@contextmanager
def _few_collections() -> Iterator[None]:
    """Lets the garbage collector rest: a build makes few cycles and keeps most of what it makes.

    Collecting as often as by default took half the time of a build of 10,000 claims.
    """
    thresholds = gc.get_threshold()
    gc.set_threshold(100_000, 50, 1000)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


@_few_collections()
def build(
    order: Order,
    progress: Progress = lambda stage, done, total: None,
    *,
    now: Snapshot | None = None,
    plan: Callable[[Catalog], Iterable[Page]] = every_page,
    exports: Callable[[Catalog], Iterable[Output]] = every_export,
) -> BuildReport:
    """Builds the site. Raises BuildRefused, or DiskError, with the site as it was.

    `now` is what was scanned already; `plan` and `exports` say which pages and which other files
    the site has; whoever gives their own also gives the order a memory of its own.
    """
    started = time.perf_counter()
    disk.refuse_unsafe_output(order.out, order.content)
    now = now or snapshot(order)
    found, problems = load(order, progress, now)
    catalog = _accepted(found, problems)
    theme, files = _theme(now, order.templates)
    wanted = _wanted(plan(catalog), [*files, *exports(catalog)], theme)
    with disk.locked(order.out):
        fates = publish(order.out, wanted, progress)
        seconds = time.perf_counter() - started
        report = BuildReport(tuple(fates), problems, order.as_of, seconds)
        keep(order, now, _archived(order, catalog), report)
    return report


def _archived(order: Order, catalog: Catalog) -> Archived:
    folder = archive_folder(order, catalog)
    if folder is None or not catalog.is_verified or not disk.is_folder(folder):
        return Archived(str(folder or ""), None)
    sources = (s for key, s in catalog.sources.items() if key not in catalog.full_texts)
    return Archived(str(folder), {s.fields.document: s.fields.sha256 for s in sources})


def _accepted(catalog: Catalog | None, problems: tuple[Problem, ...]) -> Catalog:
    if catalog is None or errors(problems):
        raise BuildRefused(problems)
    return catalog


@_few_collections()
def load(
    order: Order,
    progress: Progress = lambda stage, done, total: None,
    now: Snapshot | None = None,
) -> tuple[Catalog | None, tuple[Problem, ...]]:
    """The catalog, as far as there is one, and every problem found, in order of place."""
    now = now or snapshot(order)
    found: list[Problem] = []
    catalog = _read(now.content, order, found, progress)
    located = (replace(p, path=_shown(order.content, p.path)) for p in found)
    return catalog, in_order([*now.problems, *located])


def _shown(root: Path, path: str) -> str:
    return (root / path).as_posix()


def _read(
    files: tuple[InputFile, ...], order: Order, found: list[Problem], progress: Progress
) -> Catalog | None:
    by_path = {file.path: file for file in files}
    stored = disk.read(order.memory / _CARDS) if order.memory else None
    memory = memory_from(stored, disk.program_digest())
    parsed_files = parse_all(
        files, memory, order.jobs, lambda done: progress("reading", done, len(files))
    )
    cards = [each.card for each in parsed_files if each.card]
    found += [problem for each in parsed_files for problem in each.problems]
    if order.memory:
        _remember(order.memory / _CARDS, parsed_files, memory)
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
    catalog = replace(
        assemble(publication, [c for c in cards if c.key not in drafts]),
        drafts=frozenset(drafts),
        unread=frozenset(
            CardKey(kind, card_id(file.path))
            for file, each in zip(files, parsed_files, strict=True)
            if each.card is None and (kind := card_kind(file.path))
        ),
    )
    found += check(catalog, by_path)
    found += check_honesty(catalog, order.as_of)
    catalog, problems = _prove(catalog, order, by_path)
    found += problems
    return catalog


def _remember(path: Path, files: list[Parsed], memory: Memory) -> None:
    """Keeps the cards for the next build, but none that had a problem: it must be told again.

    A disk that will not is no reason to fail.
    """
    cards = [(each.card, each.line) for each in files if each.card and not each.problems]
    is_known = {(card.path, card.digest) for card, _ in cards} == memory.lines.keys()
    if not is_known or any(line is None for _, line in cards):
        with suppress(DiskError):
            disk.remember(path, memory_lines(cards, disk.program_digest()))


def _prove(
    catalog: Catalog, order: Order, files: Mapping[str, InputFile]
) -> tuple[Catalog, tuple[Problem, ...]]:
    """The catalog with what is known of every passage: from the archive, or from the lock."""
    texts, found = republished(catalog, files)
    problems = list(found)
    proof: Proof | None = None
    archive = _archive(order, catalog, files)
    if archive:
        proof, found = verify(catalog, archive)
        problems += found
    lock_file = files.get(LOCK_PATH)
    lock = Lock(LOCK_PATH, Proof())
    if lock_file is None:
        problems += no_lock(LOCK_PATH, catalog, has_archive=archive is not None)
    else:
        lock, found = parsed(lock_file, order.stale_lock)
        problems += [*found, *Check(catalog, lock, proof, order.stale_lock).problems()]
    proved = replace(
        catalog, proof=proof or lock.proof, is_verified=proof is not None, full_texts=texts
    )
    return proved, tuple(problems)


def _archive(order: Order, catalog: Catalog, files: Mapping[str, InputFile]) -> Archive | None:
    """The archive that was named, or the publication's own if it is there.

    A publication all of whose documents lie with its cards needs none.
    """
    documents = {
        path.removeprefix(DOCUMENTS): file.content
        for path, file in files.items()
        if path.startswith(DOCUMENTS)
    }
    folder = archive_folder(order, catalog)
    if folder and disk.is_folder(folder):
        return Archive(folder, documents)
    names = {source.fields.document for source in catalog.sources.values()}
    return Archive(None, documents) if names and names <= documents.keys() else None


def archive_folder(order: Order, catalog: Catalog) -> Path | None:
    """Where the archive is looked for: where the order says, or else the publication."""
    setting = catalog.publication.archive
    return order.archive or (order.content.absolute().parent / setting if setting else None)


def write_lock(order: Order) -> tuple[Catalog, tuple[Problem, ...]]:
    """Verifies every passage and writes the lock. Raises BuildRefused when anything is wrong.

    A rating that changed without an entry in the claim's history is wrong here too: a new lock
    must not make a silent change look like none.
    """
    found, problems = load(replace(order, drafts=False, stale_lock="warning"))
    catalog = _accepted(found, problems)
    if not catalog.is_verified:
        message = "there is no archive to find the passages in; name it with --archive"
        raise BuildRefused([Problem(_shown(order.content, LOCK_PATH), 1, 1, message)])
    disk.replace(order.content / LOCK_PATH, serialised(_with_drafts(order, catalog)))
    written, problems = load(replace(order, drafts=False))
    return _accepted(written, problems), problems


def _with_drafts(order: Order, catalog: Catalog) -> Proof:
    """The proof with the ratings that drafts had when they were last locked.

    A claim that is a draft for a while must not lose its history on the way.
    """
    before = disk.read(order.content / LOCK_PATH)
    if before is None:
        return catalog.proof
    lock, _ = parsed(InputFile(LOCK_PATH, before, ""))
    drafts = {key.id for key in catalog.drafts if key.kind == "claim"}
    kept = {name: rating for name, rating in lock.proof.ratings.items() if name in drafts}
    return replace(catalog.proof, ratings={**kept, **catalog.proof.ratings})


def document_of(order: Order, source_id: str) -> tuple[Catalog, Source, Document]:
    """A source with its document, opened. Raises BuildRefused when either cannot be had."""
    now = snapshot(order)
    catalog, problems = load(order, now=now)
    if catalog is None:
        raise BuildRefused(problems)
    source = catalog.sources.get(source_id)
    if source is None:
        message = unknown("source", source_id, list(catalog.sources), is_not="has no card")
        raise BuildRefused([Problem(_shown(order.content, "sources/"), 1, 1, message)])
    archive = _archive(order, catalog, {file.path: file for file in now.content})
    if archive is None:
        message = "there is no archive to find the document in; name it with --archive"
        raise BuildRefused([Problem(_shown(order.content, source.path), 1, 1, message)])
    opened = open_document(archive, source)
    if isinstance(opened, Problem):
        raise BuildRefused([replace(opened, path=_shown(order.content, opened.path))])
    return catalog, source, opened[0]


def _is_draft(card: AnyCard) -> bool:
    return isinstance(card.fields, ClaimFields) and card.fields.draft


def _theme(now: Snapshot, own: Path | None) -> tuple[Theme, list[Output]]:
    """The templates, and the assets as outputs."""
    outputs, addresses = assets.collected(now.theme, now.own_templates)
    templates = Sources(
        assets.sources(now.theme), assets.sources(now.own_templates), str(own or "templates")
    )
    return Theme(templates, addresses), outputs


def _wanted(pages: Iterable[Page], files: Iterable[Output], theme: Theme) -> Iterator[Wanted]:
    """Every output of the site, one after another, so that no two contexts need be held."""
    for file in files:
        yield Wanted(file.path, file.kind, file.fingerprint, partial(bytes, file.content))
    for page in pages:
        render = partial(theme.render, page)
        yield Wanted(output_path(page.url), page.kind, _fingerprint(page, theme), render)


def _fingerprint(page: Page, theme: Theme) -> str:
    context = json.dumps(page.context, ensure_ascii=False).encode("utf-8")
    return f"{digest(context)}.{theme.fingerprint(page.template)}"
