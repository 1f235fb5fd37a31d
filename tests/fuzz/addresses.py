"""Properties of paths, slugs, addresses and colours."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

from factpress.model.colors import LEAST_CONTRAST, Rgb, as_hex, contrast, readable, rgb, suggested
from factpress.model.urls import (
    FOLDERS,
    card_id,
    card_kind,
    card_url,
    collision_key,
    is_kept_for_generator,
    output_path,
    path_mistake,
    relative,
    rooted,
    suggested_slug,
)
from factpress.output.output_record import is_like_ours


def path(text: str) -> None:
    """A card's path is refused, or its page is a file of its own below the folder of its kind."""
    kind = card_kind(text)
    if kind is None:
        return
    name = card_id(text)
    if mistake := path_mistake(kind, name):
        assert mistake.isprintable()
        return
    written = output_path(card_url(kind, name))
    parts = PurePosixPath(written).parts
    assert name.isascii()
    assert "/".join(parts) == written
    assert not {"", ".", ".."} & set(parts)
    assert len(written) == len(name) + len("/index.html") + (
        0 if kind == "page" else len(text) - len(name) - len(".md")
    )
    assert collision_key(name) == name
    assert is_like_ours(written)
    assert not is_kept_for_generator(card_url(kind, name))


def slug(text: str) -> None:
    """The slug that is suggested for any text can be one, but for names that are ours."""
    found = suggested_slug(text)
    assert suggested_slug(found) == found
    for folder, kind in FOLDERS.items():
        path(f"{folder}/{found}.md")
        mistake = path_mistake(kind, found) if found else None
        assert mistake is None or "is reserved" in mistake


def link(url: str, page_url: str) -> None:
    """A relative address leads from its page to where it led, and never to another server."""
    found = relative(url, page_url)
    if not url.startswith("/") or url.startswith("//"):
        assert found == url == rooted(url, "https://a.example/b/")
        return
    base = f"https://a.example{page_url}"
    assert not found.startswith("/")
    assert urlsplit(urljoin(base, found)).netloc == "a.example"
    assert urljoin(base, found) == urljoin(base, url)
    assert rooted(url, "https://a.example/b/") == f"/b{url}"


def color(text: str) -> None:
    """A text is a colour of sRGB, or none; what is suggested instead is one."""
    found = rgb(text)
    if found is None:
        meant = suggested(text)
        assert meant is None or rgb(meant)
        return
    assert all(0 <= part <= 255 for part in found)
    assert rgb(as_hex(found)) == found
    assert not set(text) & set(";{}<>\"'\\/")
    for ground in (Rgb(255, 255, 255), Rgb(0, 0, 0), found):
        shade = readable(found, ground)
        assert shade is None or contrast(shade, ground) >= LEAST_CONTRAST
