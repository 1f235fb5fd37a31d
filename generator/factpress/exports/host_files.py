"""Headers of a site's files, in the forms that hosts read; the values are of `model/headers.py`.

Netlify and Cloudflare Pages read `_headers`, and Apache reads `.htaccess`, from the site itself.
Lines for nginx and Caddy belong in the server's configuration; `factpress headers` prints them.
Sources: https://docs.netlify.com/manage/routing/headers/,
https://developers.cloudflare.com/pages/configuration/headers/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from factpress.content.addresses import moved_addresses
from factpress.model.cards import Catalog
from factpress.model.headers import (
    ALWAYS,
    FOREVER,
    FRAMEABLE,
    HASHED_NAME,
    HTTPS_ONLY,
    MEDIA_TYPES,
    REVALIDATED,
    TEXT_TYPES,
    unframed,
)
from factpress.model.settings import PublicationFields
from factpress.model.urls import (
    CHANGES_URL,
    COMPRESSED,
    EMBEDS_HTACCESS_PATH,
    EMBEDS_URL,
    FOLDERS,
    HEADERS_PATH,
    HTACCESS_PATH,
    NETWORK_URL,
    NOT_FOUND_URL,
    RATINGS_URL,
    SITE_PAGES,
)
from factpress.views.cards import url_of

_POLICY, _CACHE = "Content-Security-Policy", "Cache-Control"
_MADE_BY = "# Made by factpress; docs/how-to/hosting.md says what for."
# Cloudflare Pages reads no more rules: https://developers.cloudflare.com/pages/configuration/headers/
_MOST_RULES = 100


class Sent(NamedTuple):
    """Headers of every file, by name; the two policies; where the site is on its host."""

    always: Mapping[str, str]
    framed: str
    unframed: str
    root: str

    def of_pages(self) -> dict[str, str]:
        """The headers of a page or a data file."""
        return {**self.always, _POLICY: self.unframed, _CACHE: REVALIDATED}

    def of_embeds(self) -> dict[str, str]:
        """The headers of a page that other sites may frame."""
        return {**self.of_pages(), _POLICY: self.framed}

    def of_hashed(self) -> dict[str, str]:
        """The headers of a file whose name has a digest of its bytes."""
        return {**self.of_pages(), _CACHE: FOREVER}


def sent(publication: PublicationFields, policy: str | None) -> Sent:
    """The headers of a publication whose policy is this; None leaves policies to the pages."""
    asked = [HTTPS_ONLY] if publication.hosting.https_only else []
    path = quote(urlsplit(publication.url or "").path.rstrip("/"), safe="/%")
    framed = policy or FRAMEABLE
    return Sent({**ALWAYS, **dict(asked)}, framed, unframed(framed), path)


def host_files(catalog: Catalog, policy: str | None) -> Iterator[tuple[str, bytes]]:
    """The files by which hosts that read them from the site know its headers."""
    publication = catalog.publication
    headers = sent(publication, policy)
    if publication.hosting.headers:
        yield f"/{HEADERS_PATH}", _text(_netlify(headers, _tops(catalog)))
        yield f"/{HTACCESS_PATH}", _text(_apache(publication, headers))
        yield f"/{EMBEDS_HTACCESS_PATH}", _text(_apache_embeds(headers))


def _text(lines: Iterable[str]) -> bytes:
    return "\n".join([_MADE_BY, *lines, ""]).encode()


def _tops(catalog: Catalog) -> list[str]:
    """The paths at the top of the site below which are pages that nobody else may frame."""
    folders = (f"/{each}/" for each in FOLDERS)
    ours = (RATINGS_URL, CHANGES_URL, NETWORK_URL, *SITE_PAGES, *folders)
    cards = (*map(url_of, catalog.pages.values()), *moved_addresses(catalog))
    firsts = dict.fromkeys(f"/{url.split('/')[1]}/" for url in (*ours, *cards))
    return [top for top in firsts if top not in ("/pages/", EMBEDS_URL)]


def _netlify(headers: Sent, tops: list[str]) -> Iterator[str]:
    """The lines of `_headers`.

    Where several rules match a path, Cloudflare Pages joins the values of a header and Netlify
    takes one of them. Two policies joined are both enforced, so each is whole by itself. Cache
    times joined would contradict each other, so at most one rule gives a path its own. Without one
    both hosts let files be kept, and asked for anew each time.
    """
    rules = {
        "/*": {**headers.always, _POLICY: headers.framed},
        f"{EMBEDS_URL}*": {_CACHE: REVALIDATED},
        "/assets/*": {_CACHE: FOREVER},
        "/": {_POLICY: headers.unframed, _CACHE: REVALIDATED},
    }
    for top in tops[: _MOST_RULES - len(rules)]:
        rules[f"{top}*"] = rules["/"]
    for path, values in rules.items():
        yield path
        yield from (f"  {name}: {value}" for name, value in values.items())


def _apache(publication: PublicationFields, headers: Sent) -> Iterator[str]:
    """The lines of `.htaccess`: types, headers, and compressed copies in place of files."""
    yield "<IfModule mod_mime.c>"
    for ending, kind in MEDIA_TYPES.items():
        kind, _, charset = kind.partition("; charset=")
        yield f"AddType {kind} {ending}"
        if charset:
            yield f"AddCharset {charset} {ending}"
    yield "</IfModule>"
    yield "<IfModule mod_headers.c>"
    yield from _apache_headers(headers.of_pages())
    yield f'<FilesMatch "{HASHED_NAME}(\\{COMPRESSED})?$">'
    yield from _apache_headers({_CACHE: FOREVER})
    yield "</FilesMatch>"
    yield "</IfModule>"
    if publication.url:
        yield f"ErrorDocument 404 {headers.root}{NOT_FOUND_URL}"
    if publication.precompress:
        yield from _apache_copies()


def _apache_headers(values: Mapping[str, str]) -> Iterator[str]:
    """Lines that set headers of answers of every status.

    Apache keeps those of successful answers apart: one of the server's own would be sent as well.
    """
    for name, value in values.items():
        yield f"Header unset {name}"
        yield f'Header always set {name} "{value}"'


def _apache_embeds(headers: Sent) -> Iterator[str]:
    """The lines of a file for the folder of embeds alone, which overrides the one above it."""
    yield "<IfModule mod_headers.c>"
    yield from _apache_headers({_POLICY: headers.framed})
    yield "</IfModule>"


# In the first pass a request becomes one for the copy, in the second the copy gets the type of the
# text that is in it: https://httpd.apache.org/docs/2.4/rewrite/tech.html
_PACKED = "FACTPRESS_PACKED"
_IS_PACKED = f"RewriteCond %{{ENV:REDIRECT_{_PACKED}}} =1"
_MAY_BE_PACKED = (
    r"RewriteCond %{HTTP:Accept-Encoding} \bgzip\b",
    r"RewriteCond %{HTTP:Accept-Encoding} !\bgzip\s*;\s*q=0(\.0*)?\s*(,|$)",
)


def _apache_copies() -> Iterator[str]:
    """The lines by which Apache sends the compressed copy of a file."""
    endings = "|".join(ending.removeprefix(".") for ending in TEXT_TYPES)
    yield "<IfModule mod_headers.c>"
    yield "<IfModule mod_rewrite.c>"
    yield "RewriteEngine On"
    for ending, kind in TEXT_TYPES.items():
        yield _IS_PACKED
        flags = f"T={kind},E=no-gzip:1,E=no-brotli:1,L"
        yield f'RewriteRule "\\{ending}\\{COMPRESSED}$" "-" "[{flags}]"'
    yield from _MAY_BE_PACKED
    yield f"RewriteCond %{{REQUEST_FILENAME}}/index.html{COMPRESSED} -f"
    yield f'RewriteRule "^(|.*/)$" "$1index.html{COMPRESSED}" [E={_PACKED}:1,L]'
    yield from _MAY_BE_PACKED
    yield f"RewriteCond %{{REQUEST_FILENAME}}{COMPRESSED} -f"
    yield f'RewriteRule "^.+\\.({endings})$" "$0{COMPRESSED}" [E={_PACKED}:1,L]'
    yield f"Header set Content-Encoding gzip \"expr=reqenv('REDIRECT_{_PACKED}') == '1'\""
    yield f'<FilesMatch "\\.({endings})(\\{COMPRESSED})?$">'
    yield "Header merge Vary Accept-Encoding"
    yield "</FilesMatch>"
    yield "<IfModule mod_mime.c>"
    yield f"RemoveEncoding {COMPRESSED}"
    yield "</IfModule>"
    yield "</IfModule>"
    yield "</IfModule>"


def nginx(publication: PublicationFields, policy: str | None) -> str:
    """The lines for the `server` block of a site in nginx."""
    headers = sent(publication, policy)
    kinds = (
        f"    {kind.partition(';')[0]} {ending.removeprefix('.')};"
        for ending, kind in MEDIA_TYPES.items()
    )
    with_charset = " ".join(k.partition(";")[0] for k in TEXT_TYPES.values() if ";" in k)
    copies = ("gzip_static on;", "gzip_vary on;") if publication.precompress else ()
    lines = (
        "types {",
        *kinds,
        "}",
        "default_type application/octet-stream;",
        "charset utf-8;",
        f"charset_types {with_charset.removeprefix('text/html ')};",
        "index index.html;",
        f"error_page 404 {headers.root}{NOT_FOUND_URL};",
        *copies,
        *_nginx_location(f"{headers.root}/", headers.of_pages()),
        *_nginx_location(f"{headers.root}{EMBEDS_URL}", headers.of_embeds()),
        *_nginx_location(f'~ "{HASHED_NAME}$"', headers.of_hashed()),
    )
    return _text(["# For the server block of the site.", *lines]).decode()


def _nginx_location(place: str, values: Mapping[str, str]) -> Iterator[str]:
    """A location with all of its headers: one that adds any has none of those around it."""
    yield f"location {place} {{"
    yield from (f'    add_header {name} "{value}" always;' for name, value in values.items())
    yield "}"


def caddy(publication: PublicationFields, policy: str | None) -> str:
    """The lines for the site's block in a Caddyfile."""
    headers = sent(publication, policy)
    embeds = f"path {headers.root}{EMBEDS_URL}*"
    hashed = f"path_regexp {HASHED_NAME}$"
    copies = ("    precompressed gzip",) if publication.precompress else ()
    varies = ("header Vary Accept-Encoding",) if publication.precompress else ()
    lines = (
        f"@embed {embeds}",
        *_caddy_matcher("@hashed", hashed, "file"),
        "@other {",
        f"    not {embeds}",
        *(f"    {line}" for line in _caddy_matcher("not", hashed, "file")),
        "}",
        *_caddy_headers("@embed", headers.of_embeds()),
        *_caddy_headers("@hashed", headers.of_hashed()),
        *_caddy_headers("@other", headers.of_pages()),
        *_caddy_types(),
        *varies,
        "file_server {",
        *copies,
        "}",
        "handle_errors {",
        "    @missing expression {http.error.status_code} == 404",
        "    handle @missing {",
        f"        rewrite * {headers.root}{NOT_FOUND_URL}",
        "        file_server",
        "    }",
        "}",
    )
    return _text(["# For the block of the site, beside its root.", *lines]).decode()


def _caddy_matcher(name: str, *conditions: str) -> Iterator[str]:
    """A matcher that holds where all of its conditions do; `file` that there is a file."""
    yield from (f"{name} {{", *(f"    {each}" for each in conditions), "}")


def _caddy_headers(matcher: str, values: Mapping[str, str]) -> Iterator[str]:
    yield f"header {matcher} {{"
    yield from (f'    {name} "{value}"' for name, value in values.items())
    yield "}"


def _caddy_types() -> Iterator[str]:
    """The types of files that are there, since not every system knows them all."""
    for ending, kind in MEDIA_TYPES.items():
        name = f"@{ending.removeprefix('.')}"
        yield from _caddy_matcher(name, f"path *{ending}", "file")
        yield f'header {name} Content-Type "{kind}"'
