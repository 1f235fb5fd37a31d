"""Loads the catalog: scan the files, parse the cards, check everything; returns every problem.

It writes only the card cache and the result of a check.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from factpress.cache.cached_catalog import names_of
from factpress.cache.card_cache import CardCache
from factpress.cache.check_result import record_check
from factpress.cache.inputs import Archived, Snapshot, shown, shown_path, snapshot
from factpress.check_evidence import archived, lacks_digest, prove, with_digests
from factpress.content.catalog import assemble, collisions
from factpress.content.checks import check as check_catalog
from factpress.content.checks import every_card, former_claims, unlinked
from factpress.content.history import check_days, check_scale_history
from factpress.content.mentions import NameIndex
from factpress.content.parsing import Parsed, Parsing, parsing
from factpress.content.publishing import (
    check_links_to_held_back,
    drafts_eased,
    held_back,
    shown_alike,
)
from factpress.content.reference_checks import check_events, check_findings
from factpress.content.settings_file import Settings, check_expiry, settings_in
from factpress.exports.claimreview_rules import check_reviews
from factpress.lock.signing import with_signature
from factpress.model import limits
from factpress.model.cards import AnyCard, CardKey, Catalog, HeldBack, InputFile, Memo, Place
from factpress.model.encoding import digest
from factpress.model.problems import BuildRefused, Problem, Severity, errors, in_order, restored
from factpress.model.settings import PublicationFields
from factpress.model.urls import SETTINGS_PATH, card_id, card_kind, meant_id
from factpress.options import NO_CACHE, BuildOptions, CacheOptions
from factpress.output import disk
from factpress.output.render import Progress, silent
from factpress.pagefind.index import check_search
from factpress.ratings.dates import as_shown, check_dates, check_publication
from factpress.ratings.origin_rules import check_origins
from factpress.ratings.rules import check_ratings
from factpress.theme.assets import Assets, collected
from factpress.theme.checks import check_copies, check_look
from factpress.theme.logo import with_logo
from factpress.workers import few_collections, in_background


class Inputs(NamedTuple):
    """The scanned files, the settings and the theme's assets; the cards are being parsed.

    Without `settings`, or fields in them, there can be no catalog. `problems` are those of the
    settings; `started` is the time by `time.perf_counter`.
    """

    snapshot: Snapshot
    cache: CacheOptions
    cards: CardCache
    parsing: Parsing
    settings: Settings | None
    assets: Assets
    problems: Sequence[Problem]
    started: float

    @property
    def publication(self) -> PublicationFields | None:
        """The settings' fields, if they are valid."""
        return self.settings.fields if self.settings else None


class Checked(NamedTuple):
    """The outcome of reading and checking.

    `catalog` is what readers see; `checked` has also the cards that they will see on a later day
    without another edit, and is the subject of the lock. `archived` are the saved copies that were
    read. `span` is the time in which readers see the same cards. `held_back` has a notice of each
    card that readers do not see; `unlinked` are the problems that come from the words of bodies, by
    path. `phases` are the seconds of each stage, `parsed` counts the cards that were not cached.
    """

    catalog: Catalog | None
    checked: Catalog | None
    archived: Archived | None
    span: tuple[str, str]
    held_back: tuple[Problem, ...]
    problems: tuple[Problem, ...]
    unlinked: Mapping[str, tuple[Problem, ...]]
    phases: Mapping[str, float]
    parsed: int

    def report(self) -> tuple[Problem, ...]:
        """Every problem, and every card held back, in order of place."""
        return in_order([*self.problems, *self.held_back])


@contextmanager
def scan(
    options: BuildOptions, cache: CacheOptions = NO_CACHE, now: Snapshot | None = None
) -> Iterator[Inputs]:
    """Reads the files and the settings; until `parse`, other processes parse. `now` is a snapshot
    taken before.

    Raises BuildRefused when there is no content folder.
    """
    started = time.perf_counter()
    now = now or snapshot(options)
    cards = CardCache(cache.folder, cache.key)
    with parsing(now.content, cards.index, cards.new_store, cache.jobs) as begun:
        settings, problems = _settings(now, options)
        assets = Assets((), {})
        if settings and settings.fields:
            assets = collected(now.theme, now.own_templates, settings.fields)
        yield Inputs(now, cache, cards, begun, settings, assets, problems, started)


def parse(inputs: Inputs, progress: Progress = silent) -> tuple[Sequence[Parsed], float]:
    """The card or the problems of each file of the content, and the seconds that it took."""
    total = len(inputs.snapshot.content)
    files = inputs.parsing.finish(lambda done: progress("reading", done, total))
    inputs.snapshot.let_go(lambda path: card_kind(path) is not None)
    return files, time.perf_counter() - inputs.started


def check(inputs: Inputs, parsed: tuple[Sequence[Parsed], float], options: BuildOptions) -> Checked:
    """The catalog of the parsed cards, as far as there is one, with every problem."""
    started = time.perf_counter()
    files, seconds = parsed
    now, settings = inputs.snapshot, inputs.settings
    found = list(inputs.problems)
    catalog, checked, of_bodies = _assemble_and_check(inputs, files, options, found)
    if settings and catalog:
        if catalog.publication.social_cards.on:
            from factpress.social_cards.cards import with_pictures

            catalog, problems = with_pictures(catalog, now.theme, now.own_templates, settings)
            found += problems
        catalog = catalog._replace(memo=Memo())
    located = [shown(options.content, problem) for problem in found]
    look = _look_problems(now, options, inputs.assets)
    held = () if options.shows_drafts else _held_back(options.content, catalog)
    cached = inputs.cards.index.store
    fresh = sum(1 for each in files if each.card and each.store is not cached)
    return Checked(
        catalog,
        checked,
        archived(options, checked) if checked else None,
        shown_alike([each.card for each in files if each.card], options.now),
        held,
        in_order([*now.problems, *located, *look]),
        of_bodies,
        {"reading": seconds, "checking": time.perf_counter() - started},
        fresh,
    )


def accepted(catalog: Catalog | None, problems: tuple[Problem, ...]) -> Catalog:
    """The catalog, or BuildRefused when anything is wrong with it."""
    if catalog is None or errors(problems):
        raise BuildRefused(problems)
    return catalog


@few_collections()
def load(
    options: BuildOptions,
    cache: CacheOptions = NO_CACHE,
    progress: Progress = silent,
    now: Snapshot | None = None,
) -> tuple[Catalog | None, tuple[Problem, ...]]:
    """The catalog, as far as there is one, and every problem found, in order of place."""
    with scan(options, cache, now) as inputs:
        found = check(inputs, parse(inputs, progress), options)
    return found.catalog, in_order([*found.problems, *inputs.cards.faults()[:1]])


def load_checked(options: BuildOptions, cache: CacheOptions) -> Checked:
    """All that reading and checking find."""
    with scan(options, cache) as inputs:
        return check(inputs, parse(inputs), options)


def check_all(options: BuildOptions, cache: CacheOptions, now: Snapshot) -> tuple[Problem, ...]:
    """Every problem of a snapshot, recorded for the next check."""
    with scan(options, cache, now) as inputs:
        found = check(inputs, parse(inputs), options)
    faults = inputs.cards.faults()
    # What is told of a copy without a digest cannot be compared with the copy later.
    if found.archived is not None and not lacks_digest(found.report()):
        faults += record_check(options, cache, now, found.span, found.archived, found.report())
    return in_order([*found.report(), *faults[:1]])


def _held_back(content: Path, catalog: Catalog | None) -> tuple[Problem, ...]:
    """A notice of each card that readers do not see."""
    found = catalog.held_back.values() if catalog else ()
    return tuple(
        Problem(shown_path(content, path), *place, f"held back: {reason}", "notice")
        for path, place, reason, _ in found
    )


def _settings(now: Snapshot, options: BuildOptions) -> tuple[Settings | None, list[Problem]]:
    """The settings, and their problems."""
    file = next((file for file in now.content if file.path == SETTINGS_PATH), None)
    if file is None:
        message = (
            "file is missing; it names the publication, its language and its rating scale: "
            "`factpress init FOLDER` writes one"
        )
        return None, [Problem(SETTINGS_PATH, 1, 1, message)]
    settings = settings_in(file)
    if settings.fields and not options.to_be_hosted:
        fields = replace(settings.fields, search="list", precompress=False)
        settings = settings._replace(fields=fields)
    settings, of_logo = with_logo(settings, now.own_templates)
    found = [*settings.problems, *of_logo, *check_look(settings), *check_search(settings)]
    found += check_scale_history(settings, options.today)
    return settings, [*found, *check_expiry(settings, options.today)]


def _look_problems(now: Snapshot, options: BuildOptions, assets: Assets) -> Iterator[Problem]:
    """Problems in templates of the publication's own."""
    own_at = str(options.templates or "templates")
    yield from check_copies(now.theme, now.own_templates, own_at)
    if now.own_templates:
        # A check needs Jinja for these alone, and to import it takes as long as to read a card.
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
    content = disk.read_below(folder, card.path, limits.CARD_BYTES) or b""
    return InputFile(card.path, content if digest(content) == card.digest else b"", card.digest)


# Below this many cards another process costs more than it saves.
_WORTH_A_PROCESS = 1_000


def _assemble_and_check(
    inputs: Inputs, parsed_files: Sequence[Parsed], options: BuildOptions, found: list[Problem]
) -> tuple[Catalog | None, Catalog | None, Mapping[str, tuple[Problem, ...]]]:
    """As in `Checked`: catalog, checked and unlinked; adds every problem to those found."""
    files, settings = inputs.snapshot.content, inputs.settings
    cards = [each.card for each in parsed_files if each.card]
    found += [problem for each in parsed_files for problem in each.problems]
    found += collisions(cards)
    if settings is None or settings.fields is None:
        _remember(inputs, parsed_files)
        return None, None, {}
    found[:] = with_digests(found, options, settings.fields)
    checked = _to_be_checked(inputs, parsed_files, cards, settings.fields, options)
    is_worth_it = inputs.cache.jobs > 1 and len(cards) >= _WORTH_A_PROCESS
    by_path = {file.path: file for file in files}
    grave: Severity = "warning" if options.shows_drafts else "error"
    astray = tuple(check_links_to_held_back(cards, checked.held_back, options.now, grave))
    with in_background(_check_together, checked, astray, is_worth_it=is_worth_it) as together:
        _remember(inputs, parsed_files)
        found += check_publication(settings, options.today)
        found += check_dates(checked, options.now)
        found += check_events(checked, options.today)
        found += check_findings(settings, checked, grave)
        found += check_days(checked, options.today)
        checked, proved = prove(checked, options, by_path, cards, settings)
        found += [*check_ratings(checked), *check_origins(checked)]
        if options.checks_passages:
            checked, problems = with_signature(checked, by_path, settings, options.stale_lock)
            found += problems
        catalog = checked if options.drafts else as_shown(checked, cards)
        of_bodies = dict(_unlinked(catalog, options.content))
        problems, reviews = map(restored, together())
    found += problems
    if not options.shows_drafts:
        found[:] = drafts_eased(found, checked.held_back)
    found += proved
    if not errors(found):
        found += reviews
    found += [problem for each in of_bodies.values() for problem in each]
    return catalog, checked, of_bodies


def _to_be_checked(
    inputs: Inputs,
    parsed_files: Sequence[Parsed],
    cards: list[AnyCard],
    publication: PublicationFields,
    options: BuildOptions,
) -> Catalog:
    """All that readers see, or will see on a later day without an edit; drafts if they are let in.

    On that day nothing may be wrong with it, and the lock must know it.
    """
    held = held_back(cards, options.now)
    lacking = {
        CardKey(kind, meant_id(kind, card_id(file.path))): (file.path, each.problems)
        for file, each in zip(inputs.snapshot.content, parsed_files, strict=True)
        if each.card is None and (kind := card_kind(file.path))
    }
    # Of a draft that cannot be read every problem is a warning.
    drafts = {key for key, (_, found) in lacking.items() if found and not errors(found)}
    held |= {
        key: HeldBack(lacking[key][0], Place(1, 1), "it is a draft with gaps", None)
        for key in drafts
    }
    never = set() if options.drafts else {key for key, each in held.items() if each.until is None}
    return assemble(publication, [card for card in cards if card.key not in never])._replace(
        held_back=held,
        unread=frozenset(lacking.keys() - drafts),
    )


def _remember(inputs: Inputs, parsed_files: Iterable[Parsed]) -> None:
    """Caches cards for the next build, but none with a problem, which must be found again."""
    kept = ((f.entry, f.store) for f in parsed_files if f.entry and f.store and not f.problems)
    inputs.cards.remember(kept)


def _check_together(
    catalog: Catalog, astray: tuple[Problem, ...]
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Problems of the cards together; and of the claims' ClaimReviews, if there can be any.

    `astray` are references that lead to no card of the site.
    """
    problems = (*check_catalog(catalog), *astray)
    is_whole = not catalog.unread and not errors(problems)
    return problems, tuple(check_reviews(catalog)) if is_whole else ()
