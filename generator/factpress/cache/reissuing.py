"""Reissuing: what shows a changed body made and published anew, and nothing else.

In: options, how the site stands, the changed cards, and the groups of the site. Out: the report of
a build. What a group makes depends on the catalog without its bodies, and on the bodies that it
reads; so when only bodies differ, the groups that read one of them are all that can differ.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import cast

from factpress.cache.build_record import Kept, amend, skeleton_of
from factpress.cache.card_cache import Edit, NotKept, Shelves, card_at
from factpress.cache.catalog_snapshot import KeptCatalog
from factpress.cache.inputs import Snapshot, shown
from factpress.cache.kept_files import fault_told, with_faults
from factpress.cache.up_to_date import Standing
from factpress.content.checks import unlinked
from factpress.content.mentions import NameIndex, possible
from factpress.i18n.translations import words
from factpress.model.cards import AnyCard, Catalog, InputFile
from factpress.model.encoding import digest
from factpress.model.problems import Problem
from factpress.model.site import BuildReport, OutputStatus, Written
from factpress.model.urls import COMPRESSED
from factpress.options import BuildOptions, CacheOptions
from factpress.output import disk
from factpress.output.manifest import MANIFEST, Seals, entries, with_entries
from factpress.output.publish import OutputWriter, Wanted, status_of
from factpress.output.staging import Stage, locked
from factpress.templating.environment import Sources, Theme, finished
from factpress.theme.assets import collected
from factpress.views.site_index import Plan, SiteIndex


def reissued(
    options: BuildOptions,
    cache: CacheOptions,
    found: Standing,
    plan: str,
    shelves: Shelves,
    reworded: Callable[[], list[Edit]],
) -> BuildReport | None:
    """Makes anew what shows a changed body; None when something else is not as it was.

    Raises NotKept where something that is needed is not kept, or not whole.
    """
    kept, surroundings = found.kept, found.surroundings
    lines = skeleton_of(cache, kept)
    if not lines:
        return None
    skeleton = KeptCatalog(lines)
    edits = reworded()
    catalog = _catalog(skeleton, kept, shelves, edits)
    told = _unlinked(options.content, skeleton.names(), catalog, edits)
    wanted = list(_wanted(options.templates, surroundings, catalog, plan, kept, edits))
    if not found.outputs_stand() or not {each.path for each in wanted} <= kept.outputs.keys():
        return None
    with locked(options.out):
        published = _published(
            options.out,
            cache,
            kept,
            wanted,
            told,
            edits,
            has_copies=catalog.publication.precompress,
        )
    if published is None:
        return None
    statuses, faults = published
    shelves.add((edit.entry, edit.store) for edit in edits)
    report = _report(options.now, found, kept, told, statuses)
    return with_faults(report, [*shelves.faults(), *faults])


def _catalog(skeleton: KeptCatalog, kept: Kept, shelves: Shelves, edits: list[Edit]) -> Catalog:
    # The index of the search is made from all pages, after them.
    if skeleton.publication.search == "pagefind":
        raise NotKept
    edited = {edit.file.path: edit.card for edit in edits}

    def read(path: str) -> AnyCard:
        return edited.get(path) or card_at(path, kept.content, shelves.memory)

    return skeleton.catalog(read)


def _unlinked(
    content: Path, names: Mapping[str, tuple[str, ...]], catalog: Catalog, edits: list[Edit]
) -> dict[str, list[Problem]]:
    """What the words of the changed bodies give, by path; cards held back give nothing."""
    index = NameIndex(possible(names, [edit.card.body.text for edit in edits]))
    return {
        edit.file.path: [
            shown(content, problem)
            for problem in unlinked(edit.card, index, catalog.ids, partial(InputFile, *edit.file))
            if edit.card.key in catalog.ids.get(edit.card.key.id, ())
        ]
        for edit in edits
    }


def _wanted(
    templates: Path | None,
    surroundings: Snapshot,
    catalog: Catalog,
    plan: str,
    kept: Kept,
    edits: list[Edit],
) -> Iterator[Wanted]:
    """The outputs of every group that reads a changed body."""
    names = kept.groups_reading({edit.file.path for edit in edits})
    publication = catalog.publication
    shipped, own = surroundings.theme, surroundings.own_templates
    sources = Sources.of(shipped, own, templates)
    found = collected(shipped, own, publication.theme)
    theme = Theme(sources, found.addresses, words(publication.language), kept.templates.items())
    site_plan = cast(Plan, import_module(plan))
    index = SiteIndex(catalog, found.outputs)
    for group in site_plan.plan(catalog) if names else ():
        if group.name in names:
            names.remove(group.name)
            for output in site_plan.outputs_of(group, index):
                yield finished(theme, output)
        if not names:
            return
    if names:
        raise NotKept


def _published(
    out: Path,
    cache: CacheOptions,
    kept: Kept,
    wanted: list[Wanted],
    told: Mapping[str, list[Problem]],
    edits: list[Edit],
    *,
    has_copies: bool,
) -> tuple[dict[str, OutputStatus], list[Problem]] | None:
    """Writes what differs, and the records; None when the manifest is no longer the one kept.

    Gives also warnings of what could not be recorded.
    """
    text = disk.read(out / MANIFEST) or b""
    if digest(text) != kept.manifest:
        return None
    paths = [each.path for each in wanted]
    before = entries(text, [*paths, *(f"{path}{COMPRESSED}" for path in paths if has_copies)])
    stage = Stage(out)
    stage.clear()
    writer = OutputWriter(out, before, stage, is_ours=True)
    made = [
        each
        for number, one in enumerate(wanted)
        for _, each in writer.ready_with_copy(one, str(number), has_copy=has_copies)
    ]
    after = with_entries(text, {o.path: Written(o.fingerprint, o.digest) for o in made})
    faults: list[Problem] = []
    if after != text:
        faults += fault_told(Seals(cache.records, cache.key, out).keep(after, text))
        disk.replace(out / MANIFEST, after)
    stage.put({o.path: o.staged for o in made if o.staged}, lambda done, total: None)
    content = {edit.file.path: edit.file.digest for edit in edits}
    outputs = {o.path: (o.kind, o.digest) for o in made}
    faults += amend(cache, kept, after, content, outputs, told)
    return {o.path: status_of(o) for o in made}, faults


def _report(
    now: dt.datetime,
    found: Standing,
    kept: Kept,
    told: Mapping[str, list[Problem]],
    statuses: Mapping[str, OutputStatus],
) -> BuildReport:
    problems = kept._replace(unlinked={**kept.unlinked, **told}).every_problem()
    every = tuple(
        statuses.get(path) or OutputStatus(path, kind, "unchanged", "")
        for path, (kind, _) in kept.outputs.items()
    )
    return BuildReport(every, problems, now, time.perf_counter() - found.started)
