"""The headers of a site's files: the one table for its pages and for every kind of host.

Source of most values: https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# Directives of the content security policy, with all that any page of a site may need. A page's own
# policy has less. Rule: Content Security Policy Level 3.
DIRECTIVES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "manifest-src": "'self'",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        # Browsers heed this one in headers alone.
        "frame-ancestors": "'none'",
    }
)
# What Pagefind's WebAssembly needs besides.
WITH_INDEX: Final = "'wasm-unsafe-eval'"

# The policy of files whose pages have policies of their own: what no page of a site needs.
FRAMEABLE: Final = "object-src 'none'; base-uri 'none'"

# Headers of every file. Other sites do not learn that a reader comes from this one.
ALWAYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
)
# Binds the host, and so every other site on it: sent only where the publication asks for it.
HTTPS_ONLY: Final = ("Strict-Transport-Security", "max-age=31536000")

# A name with a digest of its bytes never means other bytes. Anything else is asked for anew, so
# that no reader sees a page from before a correction. Rule: RFC 9111 and RFC 8246.
HASHED_NAME: Final = r"\.[0-9a-f]{12}\.[a-z0-9]+"
FOREVER: Final = "public, max-age=31536000, immutable"
REVALIDATED: Final = "public, max-age=0, must-revalidate"

# The types of texts, by the ends of names; each is in UTF-8, and may have a compressed copy.
TEXT_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        ".html": "text/html; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
        ".csv": "text/csv; charset=utf-8",
        ".bib": "text/x-bibtex; charset=utf-8",
        ".json": "application/json",
        ".xml": "application/xml",
        ".webmanifest": "application/manifest+json",
        ".svg": "image/svg+xml",
    }
)
# The types of all that a site holds. Browsers that are sent `nosniff` rely on them.
MEDIA_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **TEXT_TYPES,
        ".png": "image/png",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
        ".woff": "font/woff",
        ".ttf": "font/ttf",
        ".otf": "font/otf",
    }
)


def policy(*directives: str) -> str:
    """Directives of the table as a policy has them, each with its end."""
    return "".join(f"{name} {DIRECTIVES[name]}; " for name in directives)


def policy_of_hosts(*, has_index: bool, chart_style: str) -> str:
    """The policy that suits every file of a site, but for who may frame it.

    `chart_style` is a source that allows the style within the SVG files of charts.
    """
    added = {"script-src": f" {WITH_INDEX}" if has_index else "", "style-src": f" {chart_style}"}
    names = [name for name in DIRECTIVES if name != "frame-ancestors"]
    return "; ".join(f"{name} {DIRECTIVES[name]}{added.get(name, '')}" for name in names)


def unframed(policy_of_host: str) -> str:
    """A policy that forbids other sites to frame the file as well."""
    return f"{policy_of_host}; frame-ancestors {DIRECTIVES['frame-ancestors']}"
