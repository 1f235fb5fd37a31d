"""A small publication to break: ten cards, archive, lock, compressed copies, and edits of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from conftest import CLAIM, PUBLICATION, Site, site_in

_SECOND = CLAIM.replace("in 2019.\n", "late.\n").replace("[[ministry]]", "[[dam]]", 1)
_FILES = {
    "content/publication.yaml": f"{PUBLICATION}precompress: true\n",
    "content/claims/late.md": _SECOND,
    "content/events/flood.md": "---\nwhat: The weir broke.\ndate: 2019-11-03\n"
    "sources: [gazette]\n---\nBefore the opening.\n",
}


def dam_site(root: Path, claims: int = 0) -> Site:
    """The publication in a folder, with its lock, not built yet; with as many claims more."""
    root.mkdir(parents=True)
    more = {
        f"content/claims/claim-{n}.md": CLAIM.replace("in 2019.\n", f"in {1800 + n}.\n", 1)
        for n in range(claims)
    }
    site = site_in(root, {**_FILES, **more})
    site.sign()
    site.lock()
    return site


def edit_words(site: Site) -> None:
    """Changes words of one claim: the shortest way to a site."""
    path = site.root / "content/claims/dam.md"
    path.write_text(path.read_text() + "\nThe crew came twice.\n")


def edit_cards(site: Site) -> None:
    """Changes a claim, adds an actor and an event, removes an event: pages come and go."""
    edit_words(site)
    content = site.root / "content"
    (content / "events/flood.md").unlink()
    (content / "events/opening.md").write_text(
        "---\nwhat: The dam was opened.\ndate: 2022-01\nsources: [gazette]\n---\nBy [[state]].\n"
    )
    (content / "actors/state.md").write_text("---\nname: The State\nkind: state\n---\n")
    # A lock that was there would not let an address go.
    (content / "evidence.lock").unlink()
    site.lock()


def edit_settings(site: Site) -> None:
    """Changes a line that every page shows, and an asset."""
    path = site.root / "content/publication.yaml"
    path.write_text(path.read_text().replace("one dam", "one dam and its weir"))
    asset = site.root / "templates/assets/style.css"
    asset.parent.mkdir(parents=True)
    asset.write_text("body { color: #123456 }\n")


EDITS: dict[str, Callable[[Site], None]] = {
    "words": edit_words,
    "cards": edit_cards,
    "settings": edit_settings,
    "many": edit_settings,
}
