"""The pages of people who work for the publication: who they are, what they checked and read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from markupsafe import Markup
from msgspec.structs import replace

from factpress.exports.schema_org import person_page
from factpress.i18n.translations import words
from factpress.model.cards import Catalog
from factpress.model.contexts import Page, View
from factpress.pages.frame import PageContext, framed_page, page_frame, trail, with_node
from factpress.views.backlinks import BacklinkGroup, linked_here, links_to
from factpress.views.body_html import body_html
from factpress.views.cards import ClaimRow, url_of
from factpress.views.pagination import PagedList, part, spread
from factpress.views.site_index import SiteIndex


class PersonView(View, frozen=True, kw_only=True):
    """The card of somebody who works for the publication."""

    name: str
    role: str | None
    url: str | None  #: The person's own page
    same_as: Sequence[str]  #: Addresses on other sites
    body: Markup | None  #: A short biography


class PersonPage(PageContext, frozen=True, kw_only=True):
    """A page of somebody who works for the publication."""

    template: ClassVar = "person.html"
    person: PersonView
    written: PagedList[ClaimRow]  #: The claims that the person checked
    reviewed: PagedList[ClaimRow]  #: The claims that the person read as a second reader
    linked_from: Sequence[BacklinkGroup]


def pages_of(catalog: Catalog, person_id: str, index: SiteIndex) -> Iterator[Page]:
    """The pages of a person; the lists of claims go on over several."""
    person = catalog.people[person_id]
    fields, say = person.fields, words(catalog.publication.language)
    written = [index.rows[each] for each in catalog.back.written.get(person_id, ())]
    reviewed = [index.rows[each] for each in catalog.back.reviewed.get(person_id, ())]
    linked = links_to(catalog, person)
    description = say("%(name)s, and the claims checked and reviewed.", name=fields.name)
    view = PersonView(
        name=fields.name,
        role=fields.role,
        url=fields.url,
        same_as=fields.same_as,
        body=body_html(catalog, person),
    )
    for here, page in spread({"written": written, "reviewed": reviewed, **linked}):
        frame = page_frame(
            catalog, url_of(person), fields.name, description, trail(catalog), here=here
        )
        context = PersonPage(
            frame=with_node(frame, person_page(catalog, person)),
            person=view if here.number == 1 else replace(view, body=None),
            written=part(page, "written", written),
            reviewed=part(page, "reviewed", reviewed),
            linked_from=linked_here(catalog, linked, page),
        )
        yield framed_page("people", context)
