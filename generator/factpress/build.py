"""The build, on one screen: scan, parse, assemble, plan, render, publish.

In: where the content, the templates and the site are, and a date. Out: a `BuildReport`, or
`BuildRefused` with every problem, and then the site is as it was.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from factpress.evidence.archive import Archive
from factpress.evidence.document import Document
from factpress.evidence.honesty import check_honesty
from factpress.evidence.lock import Lock, parsed, serialised
from factpress.evidence.locking import Check, no_lock
from factpress.evidence.republished import republished
from factpress.evidence.verify import open_document, verify
from factpress.exchange.files import files as every_export
from factpress.exchange.guideline import check_reviews
from factpress.model import (
    AnyCard,
    BuildReport,
    CardKey,
    Catalog,
    Group,
    InputFile,
    Proof,
    Source,
)
from factpress.order import Order
from factpress.pages.plan import plan as every_page
from factpress.problems import BuildRefused, Problem, errors, in_order, unknown
from factpress.publishing import disk
from factpress.publishing.assets import collected
from factpress.publishing.finish import finished, theme_of
from factpress.publishing.publish import Progress, Published, publish
from factpress.publishing.social_cards import with_pictures
from factpress.publishing.theme_checks import check_copies, check_look
from factpress.reading.cards import DOCUMENTS, LOCK_PATH, SETTINGS_PATH, parse_settings
from factpress.reading.catalog import assemble, collisions
from factpress.reading.checks import check, every_card, unlinked
from factpress.reading.many import parse_all
from factpress.reading.mentions import NameIndex
from factpress.schema import ClaimFields
from factpress.shelves import Shelves
from factpress.skeleton import groups_by_body, lines_of, names_of
from factpress.standing import (
    Archived,
    Snapshot,
    keep,
    keep_verdict,
    shown,
    shown_path,
    snapshot,
)
from factpress.urls import card_id, card_kind

Plan = Callable[[Catalog], Iterable[Group]]


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
    plan: Plan = every_page,
    exports: Plan = every_export,
) -> BuildReport:
    """Builds the site. Raises BuildRefused, or DiskError, with the site as it was.

    `now` is what was scanned already; `plan` and `exports` say which pages and which other files
    the site has; whoever gives their own also gives the order a memory of its own.
    """
    started = time.perf_counter()
    disk.refuse_unsafe_output(order.out, order.content)
    now = now or snapshot(order)
    shelves = Shelves(order.memory)
    found = _loaded(order, progress, now, shelves)
    catalog = _accepted(found.catalog, found.problems)
    look = catalog.publication.theme
    theme, files = theme_of(now.theme, now.own_templates, order.templates, look)
    assets = Group("assets", lambda: files)
    groups = [assets, *exports(catalog), *plan(catalog), *_pictures(catalog)]
    with disk.locked(order.out):
        finish = partial(finished, theme)
        made = publish(order.out, groups, finish, shelves.asked, order.jobs, progress)
        seconds = time.perf_counter() - started
        report = BuildReport(made.fates, found.problems, order.as_of, seconds)
        _keep(order, now, found, made, report)
    return report


def _pictures(catalog: Catalog) -> Iterator[Group]:
    for picture in (*catalog.icons.values(), *catalog.social_cards.values()):
        yield Group(f"picture {picture.url}", partial(list, [picture]))


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
    loaded = _loaded(order, progress, now or snapshot(order), Shelves(order.memory))
    return loaded.catalog, loaded.problems


@_few_collections()
def check_all(order: Order, now: Snapshot) -> tuple[Problem, ...]:
    """Every problem of what was scanned, kept for the next time that it is asked for."""
    shelves = Shelves(order.memory)
    loaded = _loaded(order, lambda stage, done, total: None, now, shelves)
    if loaded.catalog is not None:
        keep_verdict(order, now, _archived(order, loaded.catalog), loaded.problems)
    return loaded.problems


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What was read. `unlinked` are those of the problems that the words of bodies give, by path;
    `is_locked` says that the lock holds all that the catalog's proof does.
    """

    catalog: Catalog | None
    problems: tuple[Problem, ...]
    unlinked: Mapping[str, tuple[Problem, ...]]
    is_locked: bool


def _loaded(order: Order, progress: Progress, now: Snapshot, shelves: Shelves) -> _Loaded:
    found: list[Problem] = []
    catalog, is_locked = _read(now.content, order, shelves, found, progress)
    unlinked: dict[str, tuple[Problem, ...]] = {}
    if catalog is not None:
        unlinked = dict(_unlinked(catalog, {file.path: file for file in now.content}))
        found += [problem for problems in unlinked.values() for problem in problems]
        catalog, problems = with_pictures(catalog, now.theme, now.own_templates, _settings(now))
        found += problems
    located = [shown(order.content, problem) for problem in found]
    told = in_order([*now.problems, *located, *_look_problems(now, order, catalog)])
    return _Loaded(catalog, told, unlinked, is_locked)


def _settings(now: Snapshot) -> InputFile:
    return next(file for file in now.content if file.path == SETTINGS_PATH)


def _look_problems(now: Snapshot, order: Order, catalog: Catalog | None) -> Iterator[Problem]:
    """What is wrong in templates of the publication's own."""
    own_at = str(order.templates or "templates")
    yield from check_copies(now.theme, now.own_templates, own_at)
    if catalog is not None:
        wrong = collected(now.theme, now.own_templates, catalog.publication.theme).problems
        yield from (replace(p, path=f"{own_at}/{p.path}") for p in wrong)


def _unlinked(
    catalog: Catalog, files: Mapping[str, InputFile]
) -> Iterator[tuple[str, tuple[Problem, ...]]]:
    names = NameIndex(names_of(catalog))
    for card in every_card(catalog):
        problems = tuple(unlinked(card, names, catalog.ids, files[card.path]))
        if problems:
            yield card.path, problems


def _read(
    files: tuple[InputFile, ...],
    order: Order,
    shelves: Shelves,
    found: list[Problem],
    progress: Progress,
) -> tuple[Catalog | None, bool]:
    by_path = {file.path: file for file in files}
    parsed_files = parse_all(
        files,
        shelves.memory,
        shelves.new,
        order.jobs,
        lambda done: progress("reading", done, len(files)),
    )
    cards = [each.card for each in parsed_files if each.card]
    found += [problem for each in parsed_files for problem in each.problems]
    shelves.remember(parsed_files)
    if SETTINGS_PATH not in by_path:
        message = "file is missing; it names the publication, its language and its rating scale"
        found.append(Problem(SETTINGS_PATH, 1, 1, message))
        return None, False
    publication, problems = parse_settings(by_path[SETTINGS_PATH])
    found += problems
    found += check_look(by_path[SETTINGS_PATH], publication)
    found += collisions(cards)
    if publication is None:
        return None, False
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
    found += check(catalog)
    found += check_honesty(catalog, order.as_of)
    catalog, problems, is_locked = _prove(catalog, order, by_path)
    found += problems
    if not errors(found):
        found += check_reviews(catalog)
    return catalog, is_locked


def _prove(
    catalog: Catalog, order: Order, files: Mapping[str, InputFile]
) -> tuple[Catalog, tuple[Problem, ...], bool]:
    """The catalog with what is known of every passage: from the archive, or from the lock.

    And whether the lock knows as much.
    """
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
    return proved, tuple(problems), proved.proof == lock.proof


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
        raise BuildRefused([Problem(shown_path(order.content, LOCK_PATH), 1, 1, message)])
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
        raise BuildRefused([Problem(shown_path(order.content, "sources/"), 1, 1, message)])
    archive = _archive(order, catalog, {file.path: file for file in now.content})
    if archive is None:
        message = "there is no archive to find the document in; name it with --archive"
        raise BuildRefused([Problem(shown_path(order.content, source.path), 1, 1, message)])
    opened = open_document(archive, source)
    if isinstance(opened, Problem):
        raise BuildRefused([shown(order.content, opened)])
    return catalog, source, opened[0]


def _is_draft(card: AnyCard) -> bool:
    return isinstance(card.fields, ClaimFields) and card.fields.draft


def _keep(
    order: Order, now: Snapshot, found: _Loaded, made: Published, report: BuildReport
) -> None:
    """Records how the site stands; and, where the lock knows all, the catalog's skeleton."""
    catalog = found.catalog
    assert catalog is not None
    is_more = catalog.full_texts or catalog.social_cards or catalog.icons
    proof = None if found.is_locked else serialised(catalog.proof)
    keep(
        order,
        now,
        _archived(order, catalog),
        report,
        {path: [shown(order.content, p) for p in told] for path, told in found.unlinked.items()},
        groups_by_body(catalog, made.groups),
        list(lines_of(catalog, proof)) if order.memory and not is_more else [],
    )
