"""The build, on one screen: scan, parse, assemble, plan, render, publish.

In: where the content, the templates and the site are, and a date. Out: a `BuildReport`, or
`BuildRefused` with every problem, and then the site is as it was.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from factpress.cache.build_record import keep
from factpress.cache.catalog_snapshot import groups_by_body, lines_of
from factpress.cache.inputs import Snapshot, shown
from factpress.cache.kept_files import fault_told, with_faults
from factpress.i18n.translations import words
from factpress.load import Gathered, Loaded, accepted, gathering, loaded
from factpress.model.cards import Catalog
from factpress.model.problems import Problem, in_order
from factpress.model.settings import PublicationFields
from factpress.model.site import BuildReport, Group, Plan
from factpress.options import NO_CACHE, BuildOptions, CacheOptions
from factpress.output.manifest import Seals
from factpress.output.publish import Progress, Published, beside_each, publish
from factpress.output.staging import locked, refuse_unsafe_output
from factpress.pagefind.index import is_indexed, search_index
from factpress.templating.environment import Sources, Theme, finished
from factpress.theme.assets import Assets
from factpress.workers import few_collections


@few_collections()
def build(
    options: BuildOptions,
    cache: CacheOptions = NO_CACHE,
    progress: Progress = lambda stage, done, total: None,
    *,
    plan: Plan,
    gathered: Gathered | None = None,
    ahead: Callable[[], object] | None = None,
) -> BuildReport:
    """Builds the site. Raises BuildRefused, or DiskError, with the site as it was.

    `gathered` is what is being read already; `plan` says which pages and other files the site has;
    whoever gives their own also gives the order a memory of its own. `ahead` imports what a plan
    needs that uses the theme's templates, made ready too while other processes parse.
    """
    refuse_unsafe_output(options.out, options.content)
    if gathered is None:
        with gathering(options, cache) as begun:
            return build(options, cache, progress, plan=plan, gathered=begun, ahead=ahead)
    now, cache, shelves, _, _ = gathered
    sources = Sources.of(now.theme, now.own_templates, options.templates)
    theme: Theme | None = None

    def get_ready(publication: PublicationFields, assets: Assets) -> None:
        nonlocal theme
        if ahead:
            ahead()
        theme = Theme(sources, assets.addresses, words(publication.language))
        # A plan of another's may use few of the theme's templates.
        theme.get_ready(sources.default if ahead else sources.own)

    found = loaded(options, progress, gathered, get_ready)
    catalog = accepted(found.catalog, found.problems)
    theme = theme or Theme(sources, found.assets.addresses, words(catalog.publication.language))
    groups = [Group("assets", lambda: found.assets.outputs), *plan(catalog), *_pictures(catalog)]
    with locked(options.out):
        finish = partial(finished, theme)
        last = partial(search_index, progress) if is_indexed(catalog) else None
        seals = Seals(cache.records, cache.key, options.out)
        made = publish(
            options.out, groups, finish, shelves.asked, cache.jobs, progress, seals, last,
            beside_each(catalog),
        )  # fmt: skip
        report = _reported(options, gathered, found, made, theme.fingerprints())
    return report


def _reported(
    options: BuildOptions,
    gathered: Gathered,
    found: Loaded,
    made: Published,
    fingerprints: Mapping[str, str],
) -> BuildReport:
    """The report of a build, which is kept, with warnings of what could not be."""
    now, cache, shelves, _, started = gathered
    seconds = time.perf_counter() - started
    phases = {**found.phases, **made.phases}
    problems = in_order([*found.report(), *_left(options.out, made)])
    report = BuildReport(made.fates, problems, options.now, seconds, phases, found.parsed)
    faults = [*shelves.faults(), *fault_told(made.fault)]
    return with_faults(
        report, [*faults, *_keep(options, cache, now, found, made, report, fingerprints)]
    )


def _left(out: Path, made: Published) -> Iterator[Problem]:
    """Warnings of files in the site that may be old pages, or the writer's."""
    message = (
        "no card asks for this file, and it may not be factpress's: it was left; remove it, or "
        "keep it elsewhere"
    )
    for path in made.left:
        yield Problem(f"{out.as_posix()}/{path}", 1, 1, message, "warning")


def _pictures(catalog: Catalog) -> Iterator[Group]:
    for picture in (*catalog.icons.values(), *catalog.social_cards.values()):
        yield Group(f"picture {picture.url}", partial(list, [picture]))


def _keep(
    options: BuildOptions,
    cache: CacheOptions,
    now: Snapshot,
    found: Loaded,
    made: Published,
    report: BuildReport,
    fingerprints: Mapping[str, str],
) -> list[Problem]:
    """Records how the site stands, and the catalog's skeleton.

    Gives warnings of what could not be recorded.
    """
    catalog = found.catalog
    assert catalog is not None
    assert found.archived is not None
    return keep(
        options,
        cache,
        now,
        found.archived,
        report,
        {o.path: (o.kind, o.digest) for group in made.groups for o in group.outputs},
        {path: [shown(options.content, p) for p in told] for path, told in found.unlinked.items()},
        groups_by_body(catalog, made.groups),
        fingerprints,
        list(lines_of(catalog)) if cache.folder and not catalog.full_texts else [],
    )
