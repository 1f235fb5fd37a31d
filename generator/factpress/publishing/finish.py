"""Finish: from a page's context, or a file's bytes, to an output that knows what it is made from.

In: what was scanned of templates; pages and files. Out: `Wanted` outputs, whose bytes are made only
when they are needed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from factpress.digests import digest
from factpress.languages.words import words
from factpress.model import AnyOutput, Deferred, InputFile, Output
from factpress.publishing import assets
from factpress.publishing.publish import Wanted
from factpress.publishing.templates import Sources, Theme
from factpress.settings import PublicationFields
from factpress.urls import output_path


def theme_of(
    theirs: Iterable[InputFile],
    own: Iterable[InputFile],
    own_at: Path | None,
    publication: PublicationFields,
    fingerprints: Iterable[tuple[str, str]] = (),
) -> tuple[Theme, tuple[Output, ...]]:
    """The templates, of the theme and of the publication, with its words; the assets as outputs.

    `fingerprints` are those known of just these templates.
    """
    found = assets.collected(theirs, own, publication.theme)
    sources = Sources(assets.sources(theirs), assets.sources(own), str(own_at or "templates"))
    return Theme(sources, found.addresses, words(publication.language), fingerprints), found.outputs


def finished(theme: Theme, made: AnyOutput) -> Wanted:
    """A page or a file as an output that the site must hold."""
    if isinstance(made, Output):
        return Wanted(made.path, made.kind, made.fingerprint, partial(bytes, made.content))
    if isinstance(made, Deferred):
        return Wanted(output_path(made.url), made.kind, made.fingerprint, made.make)
    context = json.dumps(made.context, ensure_ascii=False).encode("utf-8")
    fingerprint = f"{digest(context)}.{theme.fingerprint(made.template)}"
    render = partial(theme.render, made)
    return Wanted(output_path(made.url), made.kind, fingerprint, render)
