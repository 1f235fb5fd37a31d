"""Finish: from a page's context, or a file's bytes, to an output that knows what it is made from.

In: the theme; pages and files. Out: `Wanted` outputs, whose bytes are made only
when they are needed.
"""

from __future__ import annotations

from functools import partial

from factpress.model.cards import Deferred
from factpress.model.encoding import digest
from factpress.model.plain_json import compact
from factpress.model.site import AnyOutput, Output
from factpress.model.urls import output_path
from factpress.output.publish import Wanted
from factpress.templating.environment import Theme


def finished(theme: Theme, made: AnyOutput) -> Wanted:
    """A page or a file as an output that the site must hold."""
    if isinstance(made, Output):
        content = partial(bytes, made.content)
        return Wanted(made.path, made.kind, made.fingerprint, content, made.phase)
    if isinstance(made, Deferred):
        path = output_path(made.url)
        return Wanted(path, made.kind, made.fingerprint, made.make, made.phase)
    fingerprint = f"{digest(compact(made.context))}.{theme.fingerprint(made.template)}"
    render = partial(theme.render, made)
    return Wanted(output_path(made.url), made.kind, fingerprint, render, made.phase)
