"""The problems of the last build as a part of the pages that the preview serves.

Errors are on every page, warnings on the page of their card alone. All texts are escaped: a card
may be hostile.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from factpress.model.characters import LINES, visible
from factpress.model.encoding import digest
from factpress.model.problems import Problem, errors, warnings
from factpress.model.urls import output_path
from factpress.preview.places import ExcerptLine, Places
from factpress.preview.site import ShownSite

# More would take longer to read than to mend.
_MOST_SHOWN = 50

_SECTION = Markup(
    '<section id="factpress-problems" class="{}" lang="en" dir="ltr" aria-label="Problems"'
    ' data-digest="{}"><p class="told" role="{}">{}</p><details{}><summary>{}</summary>'
    '<div class="list">{}</div></details>'
    '<button type="button" class="close" aria-label="Close" hidden>×</button></section>'
)
_LIST = Markup("<ol>{}</ol>")
_WARNINGS = Markup('<details class="warnings"><summary>{}</summary>{}</details>')
_ROW = Markup('<li class="{}"><p><b>{}</b> {}</p><p class="message">{}</p>{}</li>')
_LINK = Markup('<a href="{}">{}</a>')
_PLACE = Markup("<span>{}</span>")
_EXCERPT = Markup("<pre>{}</pre>")
_LINE = Markup('<span class="line{}"><i>{}</i><code>{}{}{}\n</code></span>')
_MARK = Markup("<mark>{}</mark>")
_MORE = Markup("<p>And {} more; <code>factpress check</code> lists all.</p>")


def counted(problems: Iterable[Problem]) -> str:
    """How many errors and warnings there are, such as `1 error, 4 warnings`."""
    found = list(problems)
    parts = [
        f"{number:,} {noun}{'s' * (number != 1)}"
        for number, noun in ((len(errors(found)), "error"), (len(warnings(found)), "warning"))
        if number
    ]
    return ", ".join(parts) or "no problems"


class Overlay(NamedTuple):
    """A part of a page, and a digest of it; both are empty where there is no problem."""

    html: Markup = Markup("")
    digest: str = ""


def overlay(site: ShownSite, places: Places, url: str) -> Overlay:
    """The problems that the page at an address shows; empty where it has none."""
    wrong, warned = errors(site.problems), warnings(site.problems)
    if site.is_built:
        one_of = {p.path: p for p in warned}
        pages = {path: _page_of(p, site, places) for path, p in one_of.items()}
        warned = tuple(p for p in warned if pages[p.path] == url)
    if not wrong and not warned:
        return Overlay()
    head = f"{_state_of(site)}{counted([*wrong, *warned])}"
    rows = _rows(wrong or warned, places)
    if wrong and warned:
        rows += _WARNINGS.format(counted(warned), _rows(warned, places))
    short = digest(f"{head}{rows}".encode("utf-8", "replace"))[:16]
    kind, role, is_open = ("wrong", "alert", " open") if wrong else ("warned", "status", "")
    return Overlay(_SECTION.format(kind, short, role, head, is_open, head, rows), short)


def _state_of(site: ShownSite) -> str:
    """The words before the number of problems."""
    if not site.is_built:
        return "Not rebuilt: "
    return "Saved copies changed, so nothing is called found: " if errors(site.problems) else ""


def _page_of(problem: Problem, site: ShownSite, places: Places) -> str:
    """The address of the page that shows a warning: the home page if its card has none."""
    page = places.page(problem)
    return page if output_path(page) in site.paths else "/"


def _rows(problems: Sequence[Problem], places: Places) -> Markup:
    shown = Markup("").join(_row(each, places) for each in problems[:_MOST_SHOWN])
    left = len(problems) - _MOST_SHOWN
    return _LIST.format(shown) + (_MORE.format(f"{left:,}") if left > 0 else "")


def _row(problem: Problem, places: Places) -> Markup:
    place, link = problem.place.removesuffix(":"), places.link(problem)
    shown = _LINK.format(link, place) if link else _PLACE.format(place)
    lines = [_line(each, each.number == problem.line) for each in places.excerpt(problem)]
    excerpt = _EXCERPT.format(Markup("").join(lines)) if lines else ""
    message = visible(problem.message, keep=LINES)
    return _ROW.format(problem.severity, problem.severity, shown, message, excerpt)


def _line(line: ExcerptLine, is_marked: bool) -> Markup:
    before, marked, after = (
        visible(text, keep=LINES) for text in (line.before, line.marked, line.after)
    )
    mark = _MARK.format(marked or " ") if is_marked else escape(marked)
    return _LINE.format(" marked" if is_marked else "", line.number, before, mark, after)
