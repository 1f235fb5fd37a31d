"""Text fragments: the part of an address that makes a browser show a passage in a live page.

In: a passage as its card has it, and how it was found. Out: `#:~:text=…`, or nothing when no words
of the passage can be searched for. Which words they are is chosen where the passage is verified.
"""

from __future__ import annotations

from functools import lru_cache

from factpress.evidence.fragments import directive, encoded
from factpress.model.evidence import NO_FRAGMENT, Found


# A claim's page and its files ask for the same, one after the other.
@lru_cache(maxsize=256)
def live_address(url: str, passage: str, found: Found) -> str:
    """The address of a live document, opened at the passage where that can be."""
    fragment = text_fragment(passage, found)
    return url + (fragment.removeprefix("#") if "#" in url else fragment)


def text_fragment(passage: str, found: Found) -> str:
    """The fragment with its `#`, or an empty text."""
    if found.fragment == NO_FRAGMENT:
        return ""
    if found.fragment:
        return f"#:~:text={found.fragment}"
    terms = directive(passage, found)
    return f"#:~:text={encoded(terms)}" if terms.start else ""
