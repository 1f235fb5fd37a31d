"""Finish: from a page's context, or a file's bytes, to an output that knows what it is made from.

In: the theme; pages and files; the catalog's settings. Out: `Wanted` outputs, whose bytes are made
only when they are needed, and what goes beside them.
"""

from __future__ import annotations

from functools import partial

from factpress.digests import digest
from factpress.model import AnyOutput, Catalog, Deferred, Output
from factpress.plain_json import compact
from factpress.publishing.publish import Beside, Wanted
from factpress.publishing.templates import Theme
from factpress.urls import output_path


def beside_each(catalog: Catalog) -> Beside | None:
    """What goes beside each output of a site, if the publication asks for something."""
    if not catalog.publication.precompress:
        return None
    from factpress.publishing.compressing import copy_of  # few ask for it

    return copy_of


def finished(theme: Theme, made: AnyOutput) -> Wanted:
    """A page or a file as an output that the site must hold."""
    if isinstance(made, Output):
        return Wanted(made.path, made.kind, made.fingerprint, partial(bytes, made.content))
    if isinstance(made, Deferred):
        return Wanted(output_path(made.url), made.kind, made.fingerprint, made.make)
    fingerprint = f"{digest(compact(made.context))}.{theme.fingerprint(made.template)}"
    render = partial(theme.render, made)
    return Wanted(output_path(made.url), made.kind, fingerprint, render)
