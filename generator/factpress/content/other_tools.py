"""Names of fields as other tools have them, and what they are called here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from factpress.model.problems import closest, quoted, unknown

# Hugo, Jekyll, Ghost, WordPress exports, Notion; and words that come to mind. The first name that
# the card has is meant.
_HERE: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "archive": ["archived_url"],
        "author": ["authors"],
        "byline": ["authors"],
        "categories": ["topics"],
        "category": ["topics"],
        "claimant": ["claimants"],
        "created": ["published"],
        "date": ["published", "checked"],
        "description": ["reason"],
        "editor": ["reviewed_by"],
        "editors": ["reviewed_by"],
        "excerpt": ["reason"],
        "lang": ["language"],
        "link": ["url"],
        "pubdate": ["published"],
        "publishdate": ["published"],
        "published_at": ["published"],
        "quote": ["passage", "words"],
        "reviewer": ["reviewed_by"],
        "sources": ["evidence", "source"],
        "speakers": ["speaker"],
        "subtitle": ["reason"],
        "summary": ["reason"],
        "tag": ["topics"],
        "tags": ["topics"],
        "text": ["passage", "words", "note"],
        "title": ["claim", "name", "what"],
        "verdict": ["rating"],
        "weight": ["order"],
    }
)
_OF_NO_USE = frozenset(
    {"comments", "image", "images", "layout", "permalink", "slug", "type", "categories", "tags"}
)


def unknown_field(name: str, allowed: Sequence[str]) -> str:
    """Says that a field is not known, and what the writer may mean."""
    meant = next((each for each in _HERE.get(name.lower(), ()) if each in allowed), None)
    if meant and closest(name, allowed) != meant:
        # Beside its name here, the list of all others would be noise.
        return f"field {quoted(name)} is not known; here it is {quoted(meant)}"
    message = unknown("field", name, allowed, is_not="is not known")
    own = "extra" in allowed and name.lower() in _OF_NO_USE
    return f"{message} To keep it for your own templates, put it under extra." if own else message
