"""The pages of the peers' publication: the same pages with the same content as every other tool.

In: our catalog of the peers' corpus. Out: Pages for the small templates beside this file. Used in
place of `factpress.plan` when we are timed beside other generators; every other stage is the
program's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar

from markupsafe import Markup
from msgspec.structs import asdict

from factpress.model.cards import Catalog, Claim
from factpress.model.contexts import AnyOutput, Context, Page, View
from factpress.model.settings import Rating
from factpress.model.site import Group
from factpress.views.body_html import body_html
from factpress.views.cards import rating_of
from factpress.views.site_index import SiteIndex

_SHOWN = 50


class _Row(View, frozen=True, kw_only=True):
    """A claim in a list."""

    url: str
    title: str
    date: str
    rating: str
    label: str


class _Named(View, frozen=True, kw_only=True):
    id: str
    name: str


class _Quote(View, frozen=True, kw_only=True):
    source: str
    name: str
    text: str


class _Neighbour(View, frozen=True, kw_only=True):
    url: str
    title: str


class _Place(View, frozen=True, kw_only=True):
    url: str


class _Home(Context, frozen=True, kw_only=True):
    template: ClassVar = "home.html"
    page: _Place
    title: str
    rows: Sequence[_Row]


class _Feed(_Home, frozen=True, kw_only=True):
    template: ClassVar = "feed.xml"


class _Sitemap(Context, frozen=True, kw_only=True):
    template: ClassVar = "sitemap.xml"
    page: _Place
    title: str
    urls: Sequence[str]


class _Term(_Home, frozen=True, kw_only=True):
    template: ClassVar = "term.html"
    source_url: str | None


class _Claim(Context, frozen=True, kw_only=True):
    template: ClassVar = "claim.html"
    page: _Place
    url: str
    title: str
    date: str
    rating: str
    label: str
    value: float | None
    best: int
    actors: Sequence[_Named]
    authors: Sequence[Mapping[str, str]]
    topics: Sequence[_Named]
    quotes: Sequence[_Quote]
    body: Markup
    newer: _Neighbour | None
    older: _Neighbour | None


USES_THEME = False


def plan(catalog: Catalog) -> list[Group]:
    """The theme's files; home, feed, site map; then every claim, actor, source and topic."""
    claims = [Group("claim", ids) for ids in _with_neighbours(catalog)]
    terms = [Group(folder, card_id) for folder, card_id in _terms(catalog)]
    return [Group("assets"), Group("lists"), *claims, *terms]


def outputs_of(group: Group, index: SiteIndex) -> Iterable[AnyOutput]:
    """The outputs of a group."""
    catalog = index.catalog
    if group.kind == "assets":
        return index.assets
    if group.kind == "lists":
        return _lists(catalog, _newest_first(catalog))
    if group.kind == "claim":
        newer, claim_id, older = group.key.split(",")
        return _claim(catalog, claim_id, newer, older)
    return _term(catalog, group.kind, group.key)


def _newest_first(catalog: Catalog) -> list[str]:
    return sorted(catalog.claims, reverse=True)


def _with_neighbours(catalog: Catalog) -> Iterator[str]:
    """Of every claim the ids of the newer one, its own and the older one, as the key of a group."""
    ids = ["", *_newest_first(catalog), ""]
    return (",".join(ids[n : n + 3]) for n in range(len(ids) - 2))


def _terms(catalog: Catalog) -> Iterator[tuple[str, str]]:
    for folder in ("actors", "sources", "topics"):
        for card_id in getattr(catalog, folder):
            if card_id != "press":  # our sources need a publisher; the other tools' have none
                yield folder, card_id


def _lists(catalog: Catalog, newest_first: Sequence[str]) -> Iterator[Page]:
    latest = [_row(catalog, claim_id) for claim_id in newest_first[:_SHOWN]]
    yield _page("/", _Home(page=_Place(url="/"), title="Latest", rows=latest))
    feed = "/feed.xml"
    yield _page(feed, _Feed(page=_Place(url=feed), title="The Even Ledger", rows=latest))
    urls = ["/", *(f"/claims/{claim_id}/" for claim_id in newest_first)]
    urls += [f"/{folder}/{card_id}/" for folder, card_id in _terms(catalog)]
    sitemap = "/sitemap.xml"
    yield _page(sitemap, _Sitemap(page=_Place(url=sitemap), title="", urls=urls))


def _term(catalog: Catalog, folder: str, card_id: str) -> Iterator[Page]:
    back: Mapping[str, Mapping[str, Sequence[object]]] = {
        "actors": catalog.back.claimed,
        "sources": catalog.back.quoted,
        "topics": catalog.back.on_topic,
    }
    fields = getattr(catalog, folder)[card_id].fields
    ids = {str(getattr(key, "claim_id", key)) for key in back[folder].get(card_id, ())}
    url = f"/{folder}/{card_id}/"
    context = _Term(
        page=_Place(url=url),
        title=getattr(fields, "name", getattr(fields, "title", "")),
        source_url=getattr(fields, "url", None),
        rows=[_row(catalog, claim_id) for claim_id in sorted(ids, reverse=True)],
    )
    yield _page(url, context)


def _page(url: str, context: Context) -> Page:
    return Page(url, "pages", context)


def _row(catalog: Catalog, claim_id: str) -> _Row:
    fields = catalog.claims[claim_id].fields
    rating: Rating = rating_of(catalog, fields.rating)
    return _Row(
        url=f"/claims/{claim_id}/",
        title=fields.claim,
        date=fields.checked.isoformat(),
        rating=rating.id,
        label=rating.label,
    )


def _claim(catalog: Catalog, claim_id: str, newer: str, older: str) -> Iterator[Page]:
    claim = catalog.claims[claim_id]
    fields, row = claim.fields, _row(catalog, claim_id)
    context = _Claim(
        page=_Place(url=row.url),
        **asdict(row),
        value=rating_of(catalog, fields.rating).value,
        best=len(catalog.publication.ratings),
        actors=[_Named(id=a, name=catalog.actors[a].fields.name) for a in fields.claimants],
        authors=[
            {"@type": "Person", "name": catalog.actors[a].fields.name} for a in fields.claimants
        ],
        topics=[_Named(id=t, name=catalog.topics[t].fields.name) for t in fields.topics],
        quotes=[
            _Quote(source=e.source, name=catalog.sources[e.source].fields.title, text=e.passage)
            for e in fields.evidence
        ],
        body=_body(catalog, claim),
        newer=_neighbour(catalog, newer),
        older=_neighbour(catalog, older),
    )
    yield _page(row.url, context)


def _body(catalog: Catalog, claim: Claim) -> Markup:
    """The body with addresses from the root and the other tools' levels of headings."""
    html = str(body_html(catalog, claim) or "")
    for ours, theirs in (
        ('href="../../', 'href="/'),
        ('href="../', 'href="/claims/'),
        ("<h3", "<h2"),
        ("</h3", "</h2"),
    ):
        html = html.replace(ours, theirs)
    return Markup(html)


def _neighbour(catalog: Catalog, claim_id: str) -> _Neighbour | None:
    if not claim_id:
        return None
    return _Neighbour(url=f"/claims/{claim_id}/", title=catalog.claims[claim_id].fields.claim)
