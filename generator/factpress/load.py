"""Loading: scan, parse, assemble, check: from files to the catalog and every problem.

In: options, and what was scanned. Out: the catalog as far as there is one, with all that is wrong.
Knows nothing of pages, and writes nothing but what the next build can use.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from factpress.cache.card_cache import Shelves
from factpress.cache.catalog_snapshot import names_of
from factpress.cache.check_result import keep_verdict
from factpress.cache.inputs import Archived, Snapshot, shown, shown_path, snapshot
from factpress.check_evidence import archived, prove
from factpress.content.catalog import assemble, collisions
from factpress.content.checks import check, every_card, former_claims, unlinked
from factpress.content.history import check_days, check_scale_history
from factpress.content.mentions import NameIndex
from factpress.content.parsing import Parsed, Parsing, parsing
from factpress.content.publishing import held_back, leads_to_held_back
from factpress.content.reference_checks import check_events, check_findings
from factpress.content.settings_file import Settings, settings_in
from factpress.exports.claimreview_rules import check_reviews
from factpress.lock.signing import with_signature
from factpress.model.cards import AnyCard, CardKey, Catalog, InputFile, Notes
from factpress.model.encoding import digest
from factpress.model.problems import BuildRefused, Problem, Severity, errors, in_order, restored
from factpress.model.settings import PublicationFields
from factpress.model.urls import SETTINGS_PATH, card_id, card_kind
from factpress.options import NO_CACHE, BuildOptions, CacheOptions
from factpress.output import disk
from factpress.output.publish import Progress
from factpress.pagefind.index import check_search
from factpress.ratings.dates import as_shown, check_dates, check_publication
from factpress.ratings.origin_rules import check_origins
from factpress.ratings.rules import check_honesty
from factpress.theme.assets import Assets, collected
from factpress.theme.checks import check_copies, check_look
from factpress.workers import elsewhere, few_collections

# Gathering: the files scanned, and their parsing begun by other processes.


class Gathered(NamedTuple):
    """What was scanned and is being parsed, and since when, by `time.perf_counter`."""

    now: Snapshot
    cache: CacheOptions
    shelves: Shelves
    parsing: Parsing
    started: float


@contextmanager
def gathering(
    options: BuildOptions, cache: CacheOptions = NO_CACHE, now: Snapshot | None = None
) -> Iterator[Gathered]:
    """Begins to read what is to be built; `now` is what was scanned already.

    Raises BuildRefused when there is no content folder.
    """
    started = time.perf_counter()
    now = now or snapshot(options)
    shelves = Shelves(cache.folder, cache.key)
    with parsing(now.content, shelves.memory, shelves.new, cache.jobs) as begun:
        yield Gathered(now, cache, shelves, begun, started)


# Below this many cards another process costs more than it saves.
_WORTH_A_PROCESS = 1_000


def accepted(catalog: Catalog | None, problems: tuple[Problem, ...]) -> Catalog:
    """The catalog, or BuildRefused when anything is wrong with it."""
    if catalog is None or errors(problems):
        raise BuildRefused(problems)
    return catalog


@few_collections()
def load(
    options: BuildOptions,
    cache: CacheOptions = NO_CACHE,
    progress: Progress = lambda stage, done, total: None,
    now: Snapshot | None = None,
) -> tuple[Catalog | None, tuple[Problem, ...]]:
    """The catalog, as far as there is one, and every problem found, in order of place."""
    with gathering(options, cache, now) as gathered:
        found = loaded(options, progress, gathered)
    return found.catalog, in_order([*found.problems, *gathered.shelves.faults()[:1]])


@few_collections()
def check_all(options: BuildOptions, gathered: Gathered) -> tuple[Problem, ...]:
    """Every problem of what was gathered, kept for the next time that it is asked for."""
    found = loaded(options, lambda stage, done, total: None, gathered)
    faults = gathered.shelves.faults()
    if found.archived is not None:
        faults += keep_verdict(
            options, gathered.cache, gathered.now, found.archived, found.report()
        )
    return in_order([*found.report(), *faults[:1]])


class Loaded(NamedTuple):
    """What was read.

    `catalog` is what readers see; `checked` has also what they will see on a later day without
    another edit, and is what the lock is about. `assets` are those of the theme and the
    publication, if there is a catalog; `unlinked` are those of the problems that the words of
    bodies give, by path; `held_back` tells of each card that readers do not see; `parsed` counts
    the cards that were not remembered, `phases` the seconds of each stage.
    """

    catalog: Catalog | None
    checked: Catalog | None
    archived: Archived | None
    held_back: tuple[Problem, ...]
    assets: Assets
    problems: tuple[Problem, ...]
    unlinked: Mapping[str, tuple[Problem, ...]]
    phases: Mapping[str, float]
    parsed: int

    def report(self) -> tuple[Problem, ...]:
        """Every problem, and what is held back, in order of place."""
        return in_order([*self.problems, *self.held_back])


def loaded(
    options: BuildOptions,
    progress: Progress,
    gathered: Gathered,
    ahead: Callable[[PublicationFields, Assets], None] = lambda publication, assets: None,
) -> Loaded:
    """All that is there to be read, as far as it can be.

    What can be done `ahead` is done while other processes parse, if they do.
    """
    now, _, shelves, parsing, started = gathered
    found: list[Problem] = []
    settings = _settings(now, options, found)
    assets = Assets((), {})
    if settings and settings.fields:
        assets = collected(now.theme, now.own_templates, settings.fields.theme)
        if parsing.is_shared:
            ahead(settings.fields, assets)
    total = len(now.content)
    files = parsing.finished(lambda done: progress("reading", done, total))
    now.let_go(lambda path: card_kind(path) is not None)
    read = time.perf_counter()
    catalog, checked, unlinked = _read(gathered, files, settings, options, found)
    if settings and catalog:
        if catalog.publication.social_cards.on:
            from factpress.social_cards.cards import with_pictures

            catalog, problems = with_pictures(catalog, now.theme, now.own_templates, settings)
            found += problems
        catalog = catalog._replace(notes=Notes())
    located = [shown(options.content, problem) for problem in found]
    told = in_order([*now.problems, *located, *_look_problems(now, options, assets)])
    phases = {"reading": read - started, "checking": time.perf_counter() - read}
    fresh = sum(1 for each in files if each.card and each.shelf is not shelves.memory.shelf)
    held = () if options.drafts and not options.is_check else _held_back(options.content, catalog)
    copies = archived(options, checked) if checked else None
    return Loaded(catalog, checked, copies, held, assets, told, unlinked, phases, fresh)


def _held_back(content: Path, catalog: Catalog | None) -> tuple[Problem, ...]:
    """A notice of each card that readers do not see."""
    found = catalog.held_back.values() if catalog else ()
    return tuple(
        Problem(shown_path(content, path), *place, f"held back: {reason}", "notice")
        for path, place, reason, _ in found
    )


def _settings(now: Snapshot, options: BuildOptions, found: list[Problem]) -> Settings | None:
    file = next((file for file in now.content if file.path == SETTINGS_PATH), None)
    if file is None:
        message = "file is missing; it names the publication, its language and its rating scale"
        found.append(Problem(SETTINGS_PATH, 1, 1, message))
        return None
    settings = settings_in(file)
    if settings.fields and not options.to_be_hosted:
        fields = replace(settings.fields, search="list", precompress=False)
        settings = settings._replace(fields=fields)
    found += [*settings.problems, *check_look(settings), *check_search(settings)]
    found += check_scale_history(settings, options.today)
    return settings


def _look_problems(now: Snapshot, options: BuildOptions, assets: Assets) -> Iterator[Problem]:
    """What is wrong in templates of the publication's own."""
    own_at = str(options.templates or "templates")
    yield from check_copies(now.theme, now.own_templates, own_at)
    if now.own_templates:
        # Jinja, which a check has no other need of, takes as long to import as a card to read.
        from factpress.templating.blocks import check_templates
        from factpress.templating.environment import Sources

        yield from check_templates(Sources.of(now.theme, now.own_templates, options.templates))
    yield from (p._replace(path=f"{own_at}/{p.path}") for p in assets.problems)


def _unlinked(catalog: Catalog, content: Path) -> Iterator[tuple[str, tuple[Problem, ...]]]:
    names = NameIndex(names_of(catalog))
    for card in (*every_card(catalog), *former_claims(catalog)):
        problems = tuple(unlinked(card, names, catalog.ids, partial(_read_again, content, card)))
        if problems:
            yield card.path, problems


def _read_again(folder: Path, card: AnyCard) -> InputFile:
    """A card's file, to find the place of a name in it; empty if it has changed meanwhile."""
    content = disk.read(folder / card.path) or b""
    return InputFile(card.path, content if digest(content) == card.digest else b"", card.digest)


class _Read(NamedTuple):
    """As in `Loaded`."""

    catalog: Catalog | None = None
    checked: Catalog | None = None
    unlinked: Mapping[str, tuple[Problem, ...]] = {}


def _read(
    gathered: Gathered,
    parsed_files: list[Parsed],
    settings: Settings | None,
    options: BuildOptions,
    found: list[Problem],
) -> _Read:
    files = gathered.now.content
    cards = [each.card for each in parsed_files if each.card]
    found += [problem for each in parsed_files for problem in each.problems]
    found += collisions(cards)
    if settings is None or settings.fields is None:
        _remember(gathered, parsed_files)
        return _Read()
    checked = _checked(gathered, parsed_files, cards, settings.fields, options)
    is_worth_it = gathered.cache.jobs > 1 and len(cards) >= _WORTH_A_PROCESS
    by_path = {file.path: file for file in files}
    grave: Severity = "warning" if options.drafts and not options.is_check else "error"
    astray = tuple(leads_to_held_back(cards, checked.held_back, options.today, grave))
    with elsewhere(partial(_look_through, checked, astray), is_worth_it=is_worth_it) as looked:
        _remember(gathered, parsed_files)
        found += check_publication(settings, options.today)
        found += check_dates(checked, options.today)
        found += check_events(checked, options.today)
        found += check_findings(settings, checked, grave)
        found += check_days(checked, options.today)
        checked, problems = prove(checked, options, by_path, cards, settings)
        found += [*problems, *check_honesty(checked), *check_origins(checked)]
        checked, problems = with_signature(checked, by_path, settings, options.stale_lock)
        found += problems
        catalog = checked if options.drafts else as_shown(checked, cards)
        unlinked = dict(_unlinked(catalog, options.content))
        problems, reviews = map(restored, looked())
    found += problems
    if not errors(found):
        found += reviews
    found += [problem for told in unlinked.values() for problem in told]
    return _Read(catalog, checked, unlinked)


def _checked(
    gathered: Gathered,
    parsed_files: list[Parsed],
    cards: list[AnyCard],
    publication: PublicationFields,
    options: BuildOptions,
) -> Catalog:
    """All that readers see, or will see on a later day without an edit; drafts if they are let in.

    On that day nothing may be wrong with it, and the lock must know it.
    """
    held = held_back(cards, options.today)
    never = set() if options.drafts else {key for key, each in held.items() if each.until is None}
    return assemble(publication, [card for card in cards if card.key not in never])._replace(
        held_back=held,
        unread=frozenset(
            CardKey(kind, card_id(file.path))
            for file, each in zip(gathered.now.content, parsed_files, strict=True)
            if each.card is None and (kind := card_kind(file.path))
        ),
    )


def _remember(gathered: Gathered, parsed_files: Iterable[Parsed]) -> None:
    """Keeps cards for the next time, but none with a problem: it must be told again."""
    kept = ((f.entry, f.shelf) for f in parsed_files if f.entry and f.shelf and not f.problems)
    gathered.shelves.remember(kept)


class _Looked(NamedTuple):
    """What shows when the cards are seen together; and what is wrong with the claims'
    ClaimReviews, if there can be any."""

    problems: tuple[Problem, ...]
    reviews: tuple[Problem, ...]


def _look_through(catalog: Catalog, astray: tuple[Problem, ...]) -> _Looked:
    """`astray` are references that lead to no card of the site."""
    problems = (*check(catalog), *astray)
    is_whole = not catalog.unread and not errors(problems)
    return _Looked(problems, tuple(check_reviews(catalog)) if is_whole else ())
