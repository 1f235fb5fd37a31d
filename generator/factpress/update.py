"""Renewing: a site brought up to date by the shortest way that gives the same site.

In: options. Out: a build's report. Nothing is done when nothing changed, little when only the
words of bodies did, and else the whole build. What each way needs is imported when it is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from factpress.cache.up_to_date import standing
from factpress.model.cards import Catalog
from factpress.model.problems import Problem
from factpress.model.site import BuildReport, Group, Plan
from factpress.options import NO_CACHE, BuildOptions, CacheOptions
from factpress.workers import few_collections


def _every_output() -> Plan:
    from factpress.plan import every_output

    return every_output


@few_collections()
def every_problem(options: BuildOptions, cache: CacheOptions = NO_CACHE) -> tuple[Problem, ...]:
    """Every problem of the publication; at once, when the last check saw what is there now."""
    from factpress.cache.check_result import kept_verdict
    from factpress.cache.inputs import snapshot

    now = snapshot(options)
    problems = kept_verdict(options, cache, now)
    if problems is not None:
        return problems
    from factpress.load import gathering

    with gathering(options, cache, now) as gathered:
        from factpress.load import check_all

        return check_all(options, gathered)


@few_collections()
def update(
    options: BuildOptions,
    cache: CacheOptions = NO_CACHE,
    progress: Callable[[str, int, int], None] = lambda stage, done, total: None,
    *,
    plan: Callable[[], Plan] = _every_output,
) -> BuildReport:
    """Brings the site up to date. Raises BuildRefused, or DiskError, with the site as it was.

    `plan` gives the plan of the site's pages and files.
    """
    with standing(options, cache) as found:
        report = found.report(options.now) if found else None
        if found and report is None and found.changed:
            from factpress.cache.body_edits import amended

            report = amended(options, cache, found, plan)
        if report is not None:
            return report
    from factpress.load import gathering

    def groups(catalog: Catalog) -> Iterable[Group]:
        return plan()(catalog)

    ahead = plan if plan is _every_output else None
    with gathering(options, cache) as gathered:
        from factpress.build import build

        return build(options, cache, progress, plan=groups, gathered=gathered, ahead=ahead)
