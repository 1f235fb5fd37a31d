"""The build: scan, parse, check, plan, render, publish.

Returns a `BuildReport`, or raises BuildRefused with every problem; then the site is as it was.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import cast

from factpress.cache.build_record import Built, record
from factpress.cache.cache_folder import warnings_in_place, with_faults
from factpress.cache.cached_catalog import lines_of
from factpress.cache.group_reads import recorded
from factpress.cache.inputs import shown, visible_to_readers
from factpress.i18n.translations import words
from factpress.load import Checked, Inputs, accepted, check, parse, scan
from factpress.model.cards import Phase, Read
from factpress.model.problems import Problem, in_order
from factpress.model.site import BuildReport, Group
from factpress.options import NO_CACHE, BuildOptions, CacheOptions
from factpress.output.generation import make_spare, needs_spare
from factpress.output.journal import finish
from factpress.output.output_folder import refuse_overlap, refuse_unsafe_output
from factpress.output.publish import Published, publish
from factpress.output.render import Made, Progress, Rendered, render, silent
from factpress.output.workspace import Workspace, in_workspace
from factpress.output.writer import OutputWriter, content_digest
from factpress.pagefind.index import is_indexed, with_search_index
from factpress.templating.environment import Sources, Theme, finished
from factpress.templating.host_policy import host_policy
from factpress.views.site_index import Plan, SiteIndex
from factpress.workers import can_fork, few_collections, in_background


@few_collections()
def build(
    options: BuildOptions,
    cache: CacheOptions = NO_CACHE,
    progress: Progress = silent,
    plan: str = "factpress.plan",
) -> BuildReport:
    """Builds the site. Raises BuildRefused, or DiskError, with the site as it was.

    `plan` names the module of a `Plan`; a build with another one needs a cache folder of its own.
    """
    with scan(options, cache) as inputs:
        return build_from(inputs, options, progress, plan)


def build_from(
    inputs: Inputs, options: BuildOptions, progress: Progress = silent, plan: str = "factpress.plan"
) -> BuildReport:
    """Builds the site from scanned files, of which other processes parse some meanwhile."""
    own_templates = options.templates or options.content.parent / "templates"
    others = {"the content folder": options.content, "the templates folder": own_templates}
    refuse_unsafe_output(options.out, others)
    site_plan = cast(Plan, import_module(plan))
    theme = _load_theme(inputs, options, site_plan)
    cards = parse(inputs, progress)
    checked = check(inputs, cards, options)
    catalog = accepted(checked.catalog, checked.problems)
    assert theme is not None
    groups = site_plan.plan(catalog)
    if checked.archived and checked.archived.folder:
        refuse_overlap(options.out, "the archive", Path(checked.archived.folder))
    with in_workspace(options.out, partial(finish, key=inputs.cache.key)) as workspace:
        writer = OutputWriter.of(workspace, inputs.cache.key)
        policy = host_policy(theme.sources, catalog.publication)
        index = SiteIndex(catalog, inputs.assets.outputs, policy)
        renderer = _SiteRenderer(site_plan, index, theme, writer, inputs.cards.reads)
        rendered = render(groups, renderer, inputs.cache.jobs, progress)
        if is_indexed(catalog):
            rendered = with_search_index(rendered, writer, progress)
        digests = {file.path: file.digest for file in inputs.snapshot.content}
        visible = visible_to_readers(options.content, digests, checked.held_back)
        content = content_digest(visible)
        published = publish(rendered, writer, content, options.method, progress)
        with _spare_generation(workspace, published, options, inputs.cache.jobs):
            report = _report(inputs, checked, rendered, published, options)
            faults = _keep(inputs, checked, published, report, theme, options)
    return with_faults(report, [*inputs.cards.faults(), *faults])


@contextmanager
def _spare_generation(
    workspace: Workspace, published: Published, options: BuildOptions, jobs: int
) -> Iterator[None]:
    """Lets another process make the generation that a first edit of a large site begins with."""
    is_wanted = options.method == "exchange" and needs_spare(workspace, len(published.outputs))
    if is_wanted and jobs > 1 and can_fork():
        with in_background(make_spare, workspace, is_worth_it=True):
            yield
    else:
        yield


def _load_theme(inputs: Inputs, options: BuildOptions, plan: Plan) -> Theme | None:
    """The theme, if the settings are valid; its templates are compiled while others parse."""
    publication = inputs.publication
    if publication is None:
        return None
    sources = Sources.of(inputs.snapshot.theme, inputs.snapshot.own_templates, options.templates)
    theme = Theme(
        sources,
        inputs.assets.addresses,
        words(publication.language),
        integrity=inputs.assets.integrity(publication),
    )
    if inputs.parsing.is_shared:
        theme.get_ready(sources.default if plan.USES_THEME else sources.own)
    return theme


@dataclass(frozen=True)
class _SiteRenderer:
    """Renders groups of the site; `reads` gathers the parts of cards that are read."""

    plan: Plan
    index: SiteIndex
    theme: Theme
    writer: OutputWriter
    reads: set[Read]

    def render(self, group: Group, name: str) -> Iterator[tuple[Phase, Made]]:
        """Makes every output of a group ready."""
        has_copies = self.index.catalog.publication.precompress
        for number, output in enumerate(self.plan.outputs_of(group, self.index)):
            wanted = finished(self.theme, output)
            yield from self.writer.ready_with_copy(wanted, f"{name}-{number}", has_copy=has_copies)


def _report(
    inputs: Inputs,
    checked: Checked,
    rendered: Rendered,
    published: Published,
    options: BuildOptions,
) -> BuildReport:
    phases = {**checked.phases, **rendered.phases, "writing": published.seconds}
    in_place = warnings_in_place(options.out, published.in_place)
    problems = in_order([*checked.report(), *_left(options.out, published), *in_place])
    seconds = time.perf_counter() - inputs.started
    return BuildReport(published.statuses, problems, options.now, seconds, phases, checked.parsed)


def _left(out: Path, published: Published) -> Iterator[Problem]:
    """Warnings of files in the site that may be old pages, or the writer's."""
    message = (
        "no card asks for this file, and it may not be factpress's: it was left; remove it, or "
        "keep it in another folder"
    )
    for path in published.left:
        yield Problem(f"{out.as_posix()}/{path}", 1, 1, message, "warning")


def _keep(
    inputs: Inputs,
    checked: Checked,
    published: Published,
    report: BuildReport,
    theme: Theme,
    options: BuildOptions,
) -> list[Problem]:
    """Records the build for the next one; returns warnings where it could not."""
    catalog, cache = checked.catalog, inputs.cache
    assert catalog is not None
    assert checked.archived is not None
    of_bodies = {
        path: [shown(options.content, problem) for problem in problems]
        for path, problems in checked.unlinked.items()
    }
    built = Built(
        inputs.snapshot,
        checked.span,
        checked.archived,
        report,
        published.outputs,
        recorded((file.path for file in inputs.snapshot.content), published.groups),
        of_bodies,
        theme.fingerprints(),
        list(lines_of(catalog)) if cache.folder and not catalog.full_texts else [],
    )
    return record(options, cache, built)
