"""Pages as the preview serves them: as they were built, with its client and the problems.

The client gets the state of the page, and compares it with each state that the server sends.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from markupsafe import Markup

from factpress.output import disk
from factpress.preview.overlay import overlay
from factpress.preview.places import Places
from factpress.preview.site import Found, ShownSite, state_of

_CLIENT = Markup(
    '<link rel="stylesheet" href="/-preview/client.css">'
    '<script src="/-preview/client.js" data-page="{}" data-styles="{}"></script>'
)
_BUILDING = Markup('<p id="factpress-building" role="status" lang="en" dir="ltr">{}</p>')
_EMPTY = Markup(
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{}</title></head>'
    "<body><main><h1>{}</h1></main></body></html>"
)
_POLICY = "default-src 'none'"
_POLICY_HERE = f"{_POLICY}; script-src 'self'; connect-src 'self'"


@cache
def client_file(name: str) -> bytes:
    """A file of the client: `client.js` or `client.css`."""
    content = disk.read(Path(__file__).parent / "client" / name)
    assert content is not None
    return content


def address(path: str) -> str:
    """The address of the page at a path of a request: `/claims/dam/` for its `index.html` too."""
    return "/" + path.lstrip("/").removesuffix("index.html")


def page_of(found: Found | None, site: ShownSite) -> str:
    """A page that was found as it was built, or one that says that there is none."""
    if found and found.path.endswith(".html"):
        return found.content.decode("utf-8", "replace")
    title = "Page not found" if site.paths else "Not built yet" if site.problems else "Building"
    return _EMPTY.format(title, title)


def served(page: str, site: ShownSite, places: Places, path: str) -> str:
    """A page with the client, with its problems, and how far a build has come."""
    state = state_of(page)
    page = page.replace(_POLICY, _POLICY_HERE, 1)
    before, end, after = page.rpartition("</body>")
    if not end:
        before, after = page, ""
    words = building_words(site)
    building = _BUILDING.format(words) if words else ""
    problems = overlay(site, places, address(path)).html
    client = _CLIENT.format(state.digest, json.dumps(state.styles))
    return f"{before}{building}{problems}{client}{end}{after}"


def building_words(site: ShownSite) -> str:
    """How far a build has come, and that the page is an old one, if it is."""
    old = "This is the last good site. " if site.is_old and site.paths else ""
    return f"{old}{site.building}" if site.building else ""


def state_message(site: ShownSite, places: Places, path: str) -> str:
    """The state of the page at an address, for the client."""
    state = state_of(page_of(site.find(path), site))
    problems = overlay(site, places, address(path)).digest
    return json.dumps({"page": state.digest, "styles": state.styles, "problems": problems})
