"""Update: the site that a whole build would give, by the least work.

In: options. Out: the report of a build. Nothing is done when nothing changed; when only shown parts
of cards did, only the outputs that show them are made; else the whole site is built. Each way
imports its modules when it is taken, so that a short way starts fast: the lazy imports of the
package's start-up are all here.
"""

from __future__ import annotations

from functools import partial

from factpress.cache.up_to_date import BuildState, build_state
from factpress.model.problems import Problem
from factpress.model.site import BuildReport
from factpress.options import NO_CACHE, BuildOptions, CacheOptions
from factpress.output.render import Progress, silent
from factpress.output.workspace import Workspace, clear_leftovers
from factpress.workers import few_collections


@few_collections()
def update(
    options: BuildOptions,
    cache: CacheOptions = NO_CACHE,
    progress: Progress = silent,
    plan: str = "factpress.plan",
) -> BuildReport:
    """Brings the site up to date. Raises BuildRefused, or DiskError, with the site as it was.

    `plan` names the module with the plan of the site.
    """
    with build_state(options, cache) as state:
        if state:
            report = state.report(options.now)
            if report:
                _clear_leftovers(options, cache)
                return report
            report = apply_edits(options, cache, state, plan)
            if report:
                return report
    from factpress.load import scan

    with scan(options, cache) as inputs:
        # Here, while other processes parse: it imports Jinja.
        from factpress.build import build_from

        return build_from(inputs, options, progress, plan)


def _clear_leftovers(options: BuildOptions, cache: CacheOptions) -> None:
    """Removes what a build left that was killed after it had published the site."""
    if Workspace.of(options.out).has_leftovers():
        from factpress.output.journal import finish

        clear_leftovers(options.out, partial(finish, key=cache.key))


def apply_edits(
    options: BuildOptions, cache: CacheOptions, state: BuildState, plan: str
) -> BuildReport | None:
    """Makes the outputs that show edited cards; None where a whole build is needed instead."""
    if not state.changed:
        return None
    from factpress.cache.card_cache import CardCache, NotCached
    from factpress.cache.changed_cards import changed_cards

    cards = CardCache(cache.folder, cache.key)
    try:
        with changed_cards(state.changed, state.last_build, cards, cache.jobs) as changed:
            # Here, while another process parses the changed cards.
            from factpress.cache.edits import Edits

            return Edits(options, cache, state, cards, changed()).apply(plan)
    except NotCached:
        return None


@few_collections()
def every_problem(options: BuildOptions, cache: CacheOptions = NO_CACHE) -> tuple[Problem, ...]:
    """Every problem of the publication; at once, when the last check saw what is there now."""
    from factpress.cache.check_result import recorded_check
    from factpress.cache.inputs import snapshot

    now = snapshot(options)
    problems = recorded_check(options, cache, now)
    if problems is not None:
        return problems
    from factpress.load import check_all

    return check_all(options, cache, now)
