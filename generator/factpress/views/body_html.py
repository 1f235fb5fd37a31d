"""Bodies of cards as HTML: sanitised when parsed, with links and citations put in their places."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from factpress.content.catalog import target_of
from factpress.content.markdown.marks import MARKER
from factpress.i18n.formats import direction
from factpress.i18n.quotation_marks import with_quotation_marks
from factpress.i18n.translations import words
from factpress.model.cards import AnyCard, Catalog, Citation, Claim
from factpress.model.urls import relative
from factpress.views.cards import card_at, marked_title, named_in, short_name, title_of, url_of

_RAISED = '<sup class="cite">'


def body_html(catalog: Catalog, card: AnyCard) -> Markup | None:
    """A body with its links and citations in place, or None for an empty one."""
    html = card.body.html
    if not html.strip():
        return None
    here = url_of(card)
    counts: dict[str, int] = {}

    def marked(number: int) -> Markup:
        mark = card.body.marks[number]
        if isinstance(mark, Citation):
            counts[mark.evidence_id] = counts.get(mark.evidence_id, 0) + 1
            return _citation(catalog, mark, counts[mark.evidence_id])
        target = target_of(mark, catalog.ids)
        if target is None:
            return escape(mark.words or mark.id)
        card_there = card_at(catalog, target)
        short = None if mark.words or target.kind == "actor" else short_name(card_there)
        spoken = None if mark.words or short else named_in(card_there)
        # Written out: Markup.format takes ten times as long, and there is one for every link.
        href = escape(relative(url_of(card_there), here))
        lang = ""
        if spoken and spoken != catalog.publication.language:
            lang = f' lang="{escape(spoken)}" dir="{direction(spoken)}"'
        shown = escape(mark.words or short or marked_title(catalog, card_there))
        full = f' title="{escape(title_of(card_there))}"' if short else ""
        return Markup(f'<a href="{href}"{lang}{full}>{shown}</a>')  # noqa: S704 (each part is escaped)

    written = MARKER.sub(lambda match: marked(int(match[1])), html)
    # A raised number follows its word at once; writers put a space between them.
    written = re.sub(rf"\s+(?={_RAISED})", "", written)
    written = with_quotation_marks(written, catalog.publication.language)
    return Markup(written)  # noqa: S704 (sanitised when parsed, and what marked() gives is Markup)


def _citation(catalog: Catalog, citation: Citation, occurrence: int) -> Markup:
    """A button that opens the passage, by HTML alone; without that and on paper it is a number."""
    say = words(catalog.publication.language)
    anchor = escape(citation_anchor(citation.evidence_id, occurrence))
    note = escape(note_anchor(citation.evidence_id))
    label = escape(say("Passage %(number)s", number=citation.number))
    # The stylesheet takes back the room that a button has around a single digit.
    digit = ' class="digit"' if citation.number < 10 else ""
    return Markup(  # noqa: S704 (each part is escaped)
        f'{_RAISED}<button type="button"{digit} id="{anchor}" popovertarget="{note}"'
        f' aria-label="{label}">[{citation.number}]</button></sup>'
    )


def note_anchor(evidence_id: str) -> str:
    """The anchor of the note that a citation of a passage opens."""
    return f"note-{evidence_id}"


def citation_anchor(evidence_id: str, occurrence: int) -> str:
    """The anchor of the n-th citation of a passage in its claim's body."""
    return f"cite-{evidence_id}-{occurrence}"


def citation_anchors(claim: Claim, evidence_id: str) -> list[str]:
    """The anchors of a passage's citations in its claim's body, in order."""
    cited = [
        m for m in claim.body.marks if isinstance(m, Citation) and m.evidence_id == evidence_id
    ]
    return [citation_anchor(evidence_id, n) for n in range(1, len(cited) + 1)]
