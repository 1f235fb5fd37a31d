"""Addresses: the id, URL and output path of a card follow from its path alone.

In: paths relative to `content/`. Out: ids, URLs that start with `/`, output paths relative to
`site/`, and mistakes in paths.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import urlsplit

from factpress.model.problems import quoted

if TYPE_CHECKING:
    from factpress.model.schema import CardKind

FOLDERS: dict[str, CardKind] = {
    "claims": "claim",
    "actors": "actor",
    "sources": "source",
    "topics": "topic",
    "events": "event",
    "pages": "page",
    "people": "person",
}
SETTINGS_PATH = "publication.yaml"
LOCK_PATH = "evidence.lock"
SIGNATURE_PATH = f"{LOCK_PATH}.minisig"
# The list of a site\'s files, at its root, and the signature of that.
MANIFEST_NAME = "manifest.json"
SIGNATURE_NAME = f"{MANIFEST_NAME}.minisig"
# Ends the name of a compressed copy, which a server sends instead of the file beside it.
COMPRESSED = ".gz"
# The folder of documents that may be republished in full; the text of others is not in content/.
DOCUMENTS = "documents/"
_FOLDER_OF = {kind: folder for folder, kind in FOLDERS.items()}
NOT_FOUND_URL = "/404.html"
RATINGS_URL = "/ratings/"
CHANGES_URL = "/changes/"
DATA_URL = "/data/"
SEARCH_URL = "/search/"
TITLES_URL = "/search/titles.json"
LINEAGE_URL = "/lineage/"
MATRIX_URL = "/matrix/"
CONTRADICTIONS_URL = "/contradictions/"
NETWORK_URL = "/network/"  # the former address of that page
EXPLORE_URL = "/explore/"
TIMELINE_URL = "/timeline/"
VERIFY_URL = "/verify/"
# Pages about the whole publication. A new one joins here: the sitemap then lists it, and no card
# can have its name.
SITE_PAGES = (
    SEARCH_URL,
    LINEAGE_URL,
    MATRIX_URL,
    CONTRADICTIONS_URL,
    EXPLORE_URL,
    TIMELINE_URL,
    DATA_URL,
    VERIFY_URL,
)
SCHEMAS_URL = f"{DATA_URL}schemas/"
EMBEDS_URL = "/embed/"
ICON_URL = "/icon.svg"
# Sides of the icons as pictures: for web manifests; for the start screens of phones.
ICON_SIZES = (192, 512)
TOUCH_ICON = 180
WEB_MANIFEST_URL = "/site.webmanifest"
OPEN_SEARCH_URL = "/search.xml"
SITEMAP_URL = "/sitemap.xml"
# Hosts read these from the site, and do not serve them. Their paths in the site:
HEADERS_PATH = "_headers"
HTACCESS_PATH = ".htaccess"
EMBEDS_HTACCESS_PATH = f"embed/{HTACCESS_PATH}"
HOST_FILES = frozenset((HEADERS_PATH, HTACCESS_PATH, EMBEDS_HTACCESS_PATH))
SECURITY_URL = "/.well-known/security.txt"

# Files beside a claim's page: its evidence and the whole claim as data, and its entry for a
# bibliography, as BibTeX and as CSL-JSON.
ClaimFile: TypeAlias = Literal["evidence.json", "claim.json", "cite.bib", "cite.json"]

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MOST_SLUG = 100
# https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file, "Naming Conventions".
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10)}
# Names that the generator writes itself, below a kind's folder or at the top.
_ORDERS = {"by-date", "by-rating", "by-topic", "by-actor", "by-kind"}
_OURS_ANYWHERE = {"index", "feed", "page", *_ORDERS}
_OURS_AT_TOP = {
    *FOLDERS,
    *(url.strip("/") for url in (*SITE_PAGES, NETWORK_URL, RATINGS_URL, CHANGES_URL)),
    *("404", "assets", "embed", "favicon", "pagefind", "robots", "sitemap"),
}


def card_kind(input_path: str) -> CardKind | None:
    """The kind of card that a path holds, or None when it is not a card's path."""
    folder, below, _ = input_path.partition("/")
    return FOLDERS.get(folder) if below and input_path.endswith(".md") else None


def card_id(input_path: str) -> str:
    """`claims/dam.md` is the card `dam`; `claims/2022/dam.md` the card `2022/dam`."""
    return input_path.split("/", 1)[1].removesuffix(".md")


def card_url(kind: CardKind, card_id: str) -> str:
    """The address of a card's page."""
    return f"/{card_id}/" if kind == "page" else f"/{_FOLDER_OF[kind]}/{card_id}/"


def folder_url(kind: CardKind) -> str:
    """The address of the index of all cards of a kind."""
    return f"/{_FOLDER_OF[kind]}/"


def rating_url(rating_id: str) -> str:
    """The address of a rating's page."""
    return f"/ratings/{rating_id.lower()}/"


def claim_file_url(claim_id: str, file: ClaimFile) -> str:
    """The address of a file beside a claim's page."""
    return f"{card_url('claim', claim_id)}{file}"


def embed_url(claim_id: str) -> str:
    """The address of the small page of a claim that others frame."""
    return f"{EMBEDS_URL}{claim_id}/"


def atom_url(page_url: str) -> str:
    """The address of the Atom feed beside a page."""
    return f"{page_url}feed.xml"


def json_feed_url(page_url: str) -> str:
    """The address of the JSON feed beside a page."""
    return f"{page_url}feed.json"


def card_picture_url(page_url: str, digits: str) -> str:
    """The address of a page's social card; its digits change with its content."""
    return f"{page_url}card.{digits}.png"


def icon_url(size: int) -> str:
    """The address of the site's icon in a size."""
    return f"/icon-{size}.png"


def numbered(url: str, number: int) -> str:
    """The address of a page's n-th part, from 1; `page` is a name that no card can have."""
    return url if number == 1 else f"{url}page/{number}/"


def changes_url(month: str) -> str:
    """The address of the changes of a month, such as `2022-01`."""
    return f"{CHANGES_URL}{month}/"


def rated_url(url: str, rating_id: str) -> str:
    """The address of those claims of a topic, whose address is given, that have a rating."""
    return f"{url}by-rating/{rating_id.lower()}/"


def search_list_url(digits: str) -> str:
    """The address of the list that the search looks through; its digits change with its content."""
    return f"{SEARCH_URL}index.{digits}.js"


def anchor(card_id: str) -> str:
    """A card's id as a part of an anchor; slugs hold no dot, so no two ids become one."""
    return card_id.replace("/", ".")


def absolute(url: str, base: str) -> str:
    """The address of `url` on the site at `base`."""
    return base.rstrip("/") + url


def output_path(url: str) -> str:
    """`/claims/dam/` is written to `claims/dam/index.html`, `/feed.xml` to `feed.xml`."""
    return (url + "index.html" if url.endswith("/") else url).lstrip("/")


def relative(url: str, page_url: str) -> str:
    """`url` as seen from the page at `page_url`; anything but a site address is left alone.

    Rule: RFC 3986, section 4.2, relative references.
    """
    if not url.startswith("/") or url.startswith("//"):
        return url
    folders = _folders(page_url)
    # The last is the root, which everything is below; the one before it seldom is.
    if len(folders) > 1 and not url.startswith(folders[-2][0]):
        return folders[-1][1] + url[1:]
    if url.startswith("#", len(page_url)) and url.startswith(page_url):
        return url[len(page_url) :]
    for folder, way in folders:
        if url.startswith(folder):
            below = url[len(folder) :]
            return way + below if way or below[:1] not in ("", "#") else f"./{below}"
    raise AssertionError(f"{page_url} is no address")


@lru_cache(maxsize=256)
def _folders(page_url: str) -> tuple[tuple[str, str], ...]:
    """The folder of a page and all above it, each with the way to it."""
    names = page_url.split("/")[1:-1]
    return tuple(
        ("/".join(["", *names[: len(names) - steps], ""]), "../" * steps)
        for steps in range(len(names) + 1)
    )


def rooted(url: str, base: str) -> str:
    """`url` as a path from the root of the server that has the site at `base`.

    Rule: RFC 3986, section 4.2, absolute-path references.
    """
    if not url.startswith("/") or url.startswith("//"):
        return url
    return urlsplit(base).path.rstrip("/") + url


def collision_key(card_id: str) -> str:
    """Equal for ids whose files are one file on some file system.

    Rule: Unicode Standard Annex 15 (NFKC) and case folding (Unicode chapter 3.13).
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", card_id).casefold())


def path_mistake(kind: CardKind, card_id: str) -> str | None:
    """The message for a mistake in a card's path, or None."""
    for depth, slug in enumerate(card_id.split("/")):
        mistake = _slug_mistake(slug, at_top=kind == "page" and depth == 0)
        if mistake:
            return mistake
    return None


def meant_id(kind: CardKind, written: str) -> str:
    """The id of a card; of one with a wrong file name, which is reported, the one it should have.

    So other cards that name it rightly get no problem of their own.
    """
    if path_mistake(kind, written) is None:
        return written
    better = "/".join(suggested_slug(slug) for slug in written.split("/"))
    return better if path_mistake(kind, better) is None else written


def is_kept_for_generator(url: str) -> bool:
    """Whether an address is that of a page of the generator, or below one, whatever the cards."""
    first, *below = url.strip("/").split("/")
    if first in FOLDERS and first != "pages" and below:
        return not _OURS_ANYWHERE.isdisjoint(below)
    is_ours = first in _OURS_AT_TOP and not (first == "pages" and below)
    return url == "/" or is_ours or not _OURS_ANYWHERE.isdisjoint((first, *below))


def _slug_mistake(slug: str, *, at_top: bool) -> str | None:
    if slug in _DEVICES:
        return f'file name "{slug}" is reserved by Windows; choose another'
    if slug in _OURS_ANYWHERE or (at_top and slug in _OURS_AT_TOP):
        return f'file name "{slug}" is reserved for a page of the generator; choose another'
    if len(slug) > _MOST_SLUG:
        return f"file name is longer than {_MOST_SLUG} characters; shorten it"
    if not _SLUG.fullmatch(slug):
        better = suggested_slug(slug)
        hint = f'; did you mean "{better}"?' if better else "."
        return (
            f"file name {quoted(slug)} cannot be an address{hint} "
            "Allowed: a-z, 0-9, and single hyphens between them."
        )
    return None


def suggested_slug(text: str) -> str:
    """The nearest allowed slug: Latin letters without their accents, hyphens for the rest."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:_MOST_SLUG].strip("-")
