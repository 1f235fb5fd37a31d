"""JSON-LD as it stands in a page, and the trail of a page as a BreadcrumbList.

In: plain data. Out: the `Markup` of a block of type `application/ld+json`, in which no text can
end the block, and its digest for the page's policy. Knows nothing of cards. Public sources:
JSON-LD 1.1, section 7 (JSON-LD embedded in HTML);
https://developers.google.com/search/docs/appearance/structured-data/breadcrumb.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from factpress.model.plain_json import compact
from factpress.model.site import Plain
from factpress.model.urls import absolute, relative

SCHEMA_ORG = "https://schema.org"
# What could end a script element or begin a comment in one, and what JavaScript takes for a line
# break; all are allowed in JSON as escapes.
_UNSAFE = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def json_ld(node: Mapping[str, Plain]) -> Markup:
    """The node with its context, as the text of a data block."""
    written = compact({"@context": SCHEMA_ORG, **node}).decode()
    for character, escaped in _UNSAFE.items():
        written = written.replace(character, escaped)
    return Markup(written)  # noqa: S704 (no < is left)


def block(node: Mapping[str, Plain]) -> dict[str, Plain]:
    """The text of a data block and its digest as a content security policy names it.

    Browsers do not run data blocks and need no permission for them; the Nu checker warns of a
    block that the policy does not name. The digest allows this text and no other.
    Rule: Content Security Policy Level 3, section 2.3.1, hash-source.
    """
    text = json_ld(node)
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8", "replace")).digest())
    return {"text": text, "digest": f"sha256-{digest.decode()}"}


def place(url: str, base: str | None, here: str) -> str:
    """The absolute address of `url`; without a base the one that is relative to the page `here`.

    Rule: JSON-LD 1.1, section 7.3: without a base of its own, a block has that of its page.
    """
    return absolute(url, base) if base else relative(url, here)


def breadcrumbs(
    trail: Sequence[tuple[str, str]], title: str, here: str, base: str | None
) -> dict[str, Plain]:
    """The pages above a page, from the first, and the page itself as the last."""
    steps = enumerate([*trail, (title, here)], 1)
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name,
                "item": place(url, base, here),
            }
            for position, (name, url) in steps
        ],
    }
