"""Edits: the outputs that show a changed part of a card are made anew, and no others.

In: options, the state of the last build, the changed cards. Out: the report of a build, or None
where a whole build is needed, and then nothing was written. A group of outputs depends on the
catalog without bodies and shown-only fields, and on those of them that it read; so the groups that
read a changed part are all that can differ.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from importlib import import_module
from typing import NamedTuple, TypeAlias, cast

from factpress.cache.build_record import (
    LastBuild,
    RecordedEdit,
    catalog_lines,
    record_edit,
)
from factpress.cache.cache_folder import with_faults
from factpress.cache.cached_catalog import CachedCatalog
from factpress.cache.card_cache import CardCache, NotCached
from factpress.cache.changed_cards import ChangedCard
from factpress.cache.group_reads import RecordedGroup, groups_reading, numbers_of, reads_text
from factpress.cache.inputs import shown, shown_path, visible_to_readers
from factpress.cache.up_to_date import BuildState
from factpress.content.checks import unlinked
from factpress.content.mentions import NameIndex, possible
from factpress.content.noted_fields import shown_only
from factpress.i18n.translations import words
from factpress.model.cards import AnyCard, Catalog, InputFile
from factpress.model.encoding import digest
from factpress.model.problems import Problem
from factpress.model.site import BuildReport, Manifest, OutputStatus
from factpress.model.urls import COMPRESSED, LOCK_PATH, MANIFEST_NAME
from factpress.options import BuildOptions, CacheOptions
from factpress.output import disk
from factpress.output.journal import finish
from factpress.output.output_record import entries, kept_in, unsealed
from factpress.output.publish import edited_manifest, publish_some, status_of
from factpress.output.render import Made
from factpress.output.workspace import Workspace, in_workspace
from factpress.output.writer import OutputWriter, Wanted, content_digest
from factpress.templating.environment import Sources, Theme, finished
from factpress.templating.host_policy import host_policy
from factpress.theme.assets import collected
from factpress.views.site_index import Plan, SiteIndex

# A group that read a changed part, and its outputs now.
_Group: TypeAlias = tuple[RecordedGroup, list[Wanted]]


class Edits(NamedTuple):
    """Changed cards, and all that it takes to make the outputs that show them."""

    options: BuildOptions
    cache: CacheOptions
    state: BuildState
    cards: CardCache
    changed: Sequence[ChangedCard]

    @property
    def last_build(self) -> LastBuild:
        """The record of the last build."""
        return self.state.last_build

    def apply(self, plan: str) -> BuildReport:
        """Brings the site up to date. Raises NotCached where that takes a whole build.

        `plan` names the module of a `Plan`.
        """
        lines = catalog_lines(self.cache, self.last_build)
        if not lines:
            raise NotCached
        self._check_problems()
        cached = CachedCatalog(lines)
        catalog = self._catalog(cached)
        problems = self._unlinked(cached.names(), catalog)
        groups = list(self._groups(catalog, cast(Plan, import_module(plan))))
        if not self.state.are_outputs_unchanged():
            raise NotCached
        with in_workspace(self.options.out, partial(finish, key=self.cache.key)) as workspace:
            has_copies = catalog.publication.precompress
            outputs, faults = self._publish(workspace, groups, problems, has_copies=has_copies)
        self.cards.add((each.entry, each.store) for each in self.changed)
        return with_faults(self._report(outputs, problems), [*self.cards.faults(), *faults])

    def _check_problems(self) -> None:
        """Raises NotCached where other problems than those of bodies may differ from before."""
        moved = [each.file.path for each in self.changed if each.has_moved]
        others = list(self.last_build.other_problems()) if moved else []
        for path in moved:
            paths = path, shown_path(self.options.content, path)
            if any(p.path in paths or path in p.message for p in others):
                raise NotCached
        for each in self.changed:
            names = [name for name in each.parts if name in shown_only(each.card.key.kind)]
            if names and LOCK_PATH in self.last_build.content:
                self._check_lock(each.card, names)

    def _check_lock(self, card: AnyCard, names: Sequence[str]) -> None:
        """Raises NotCached where the lock has these fields of a claim, and had them as they were.

        Where the lock differs from the card before and after, its problem is the same.
        """
        # Here, for an edit of a body does without them.
        from factpress.lock.lines import BadLine
        from factpress.lock.lock_file import recorded_claim

        before = self.cards.card_at(card.path, self.last_build.content)
        content = disk.read_below(self.options.content, LOCK_PATH) or b""
        try:
            locked_claim = recorded_claim(content, card.key.id)
        except BadLine:
            raise NotCached from None
        if digest(content) != self.last_build.content[LOCK_PATH]:
            raise NotCached
        for name in names if locked_claim else ():
            in_lock = getattr(locked_claim, name)
            if in_lock in (getattr(before.fields, name), getattr(card.fields, name)):
                raise NotCached

    def _catalog(self, cached: CachedCatalog) -> Catalog:
        # The index of the search is made from all pages, after them.
        if cached.publication.search == "pagefind":
            raise NotCached
        # A claim's card shows its reason, and has another address with another one.
        if cached.publication.social_cards.on and any("reason" in c.parts for c in self.changed):
            raise NotCached
        changed = {each.file.path: each.card for each in self.changed}

        def read(path: str) -> AnyCard:
            return changed.get(path) or self.cards.card_at(path, self.last_build.content)

        return cached.catalog(read)

    def _unlinked(
        self, names: Mapping[str, tuple[str, ...]], catalog: Catalog
    ) -> dict[str, list[Problem]]:
        """The problems that the words of changed cards give; cards held back give none."""
        index = NameIndex(possible(names, [each.card.body.text for each in self.changed]))
        return {
            each.file.path: [
                shown(self.options.content, problem)
                for problem in unlinked(
                    each.card, index, catalog.ids, partial(InputFile, *each.file)
                )
                if each.card.key in catalog.ids.get(each.card.key.id, ())
            ]
            for each in self.changed
        }

    def _groups(self, catalog: Catalog, plan: Plan) -> Iterator[_Group]:
        """The groups that read a changed part, with their outputs."""
        edited = {each.file.path: each.parts for each in self.changed}
        left = {each.name: each for each in groups_reading(self.last_build, edited)}
        if not left:
            return
        theme, index = self._theme(catalog)
        numbers = numbers_of(self.last_build.content)
        for group in plan.plan(catalog):
            recorded = left.pop(group.name, None)
            if recorded:
                self.cards.reads.clear()
                outputs = [finished(theme, each) for each in plan.outputs_of(group, index)]
                if reads_text(numbers, self.cards.reads) != recorded.reads:
                    raise NotCached
                yield recorded, outputs
            if not left:
                return
        raise NotCached

    def _theme(self, catalog: Catalog) -> tuple[Theme, SiteIndex]:
        publication, state = catalog.publication, self.state
        shipped, own = state.surroundings.theme, state.surroundings.own_templates
        sources = Sources.of(shipped, own, self.options.templates)
        assets = collected(shipped, own, publication)
        known = self.last_build.templates.items()
        checked = assets.integrity(publication)
        theme = Theme(sources, assets.addresses, words(publication.language), known, checked)
        return theme, SiteIndex(catalog, assets.outputs, host_policy(sources, publication))

    def _publish(
        self,
        workspace: Workspace,
        groups: Sequence[_Group],
        problems: Mapping[str, Sequence[Problem]],
        *,
        has_copies: bool,
    ) -> tuple[dict[str, Made], list[Problem]]:
        """Writes the outputs that differ, and the records; gives the outputs by the path before.

        Gives also warnings of what could not be recorded.
        """
        last, key = self.last_build, self.cache.key
        text = disk.read(workspace.record) or b""
        body = unsealed(key, workspace.out, text)
        if body is None or digest(text) != last.manifest:
            raise NotCached
        paths = _paths(groups, has_copies=has_copies)
        before = Manifest(entries(body, paths), kept_in(body))
        writer = OutputWriter(workspace, before, Manifest(), key)
        made = _made(writer, groups, has_copies=has_copies)
        if any(path not in made for path in last.outputs.keys() & {o.path for o in made.values()}):
            raise NotCached
        content = {**last.content, **{each.file.path: each.file.digest for each in self.changed}}
        visible = visible_to_readers(self.options.content, content, last.other_problems())
        made[MANIFEST_NAME] = edited_manifest(writer, made, content_digest(visible))
        publish_some(writer, body, made, self.options.method)
        edit = RecordedEdit(
            digest(disk.read(workspace.record) or b""),
            {each.file.path: each.file.digest for each in self.changed},
            {path: (o.path, o.kind, o.digest) for path, o in made.items()},
            problems,
        )
        return made, record_edit(self.cache, last, edit)

    def _report(
        self, outputs: Mapping[str, Made], unlinked: Mapping[str, Sequence[Problem]]
    ) -> BuildReport:
        last = self.last_build
        problems = last._replace(unlinked={**last.unlinked, **unlinked}).every_problem()
        statuses = [
            status_of(outputs[path])
            if path in outputs
            else OutputStatus(path, kind, "unchanged", "")
            for path, (kind, _) in last.outputs.items()
        ]
        removed = [
            OutputStatus(path, "removed", "removed", "no longer part of the site")
            for path in outputs.keys() - {each.path for each in outputs.values()}
        ]
        seconds = time.perf_counter() - self.state.started
        return BuildReport((*statuses, *sorted(removed)), problems, self.options.now, seconds)


def _paths(groups: Sequence[_Group], *, has_copies: bool) -> frozenset[str]:
    """The paths of the outputs of some groups, as they were and as they will be."""
    wanted = [each.path for _, outputs in groups for each in outputs]
    before = [path for recorded, _ in groups for path in recorded.outputs]
    copies = [f"{path}{COMPRESSED}" for path in wanted if has_copies]
    return frozenset((MANIFEST_NAME, *wanted, *before, *copies))


def _made(writer: OutputWriter, groups: Sequence[_Group], *, has_copies: bool) -> dict[str, Made]:
    """The outputs, ready, by the path that each had before."""
    found: dict[str, Made] = {}
    for number, (recorded, outputs) in enumerate(groups):
        made = [
            each
            for place, one in enumerate(outputs)
            for _, each in writer.ready_with_copy(one, f"{number}-{place}", has_copy=has_copies)
        ]
        if len(made) != len(recorded.outputs) or any(each.is_foreign for each in made):
            raise NotCached
        found.update(zip(recorded.outputs, made, strict=True))
    return found
