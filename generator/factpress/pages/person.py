"""The index of people who work for the publication, and their pages: what they checked and read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from markupsafe import Markup
from msgspec.structs import replace

from factpress.exports.schema_org import person_page
from factpress.i18n.translations import words
from factpress.model.cards import Catalog, Person
from factpress.model.contexts import Page, View
from factpress.model.urls import folder_url
from factpress.pages.frame import PageContext, framed_page, page_frame, trail, with_node
from factpress.views.backlinks import BacklinkGroup, linked_here, links_to
from factpress.views.body_html import body_html
from factpress.views.cards import ClaimRow, Link, url_of
from factpress.views.labels import kinds
from factpress.views.pagination import PagedList, part, spread
from factpress.views.site_index import SiteIndex

_INDEX = folder_url("person")


class PersonEntry(Link, frozen=True, kw_only=True):
    """Somebody who works for the publication, in the index."""

    role: str | None
    written: int  #: How many claims the person checked
    reviewed: int  #: How many the person read as a second reader


class PeoplePage(PageContext, frozen=True, kw_only=True):
    """A page of the index of people who work for the publication."""

    template: ClassVar = "people.html"
    people: PagedList[PersonEntry]


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


def index(catalog: Catalog) -> Iterator[Page]:
    """The index, by name."""
    language, name = catalog.publication.language, catalog.publication.name
    say, title = words(language), kinds(language)["person"]
    description = say("Who checks claims for %(name)s.", name=name)
    entries = [_entry(catalog, each) for each in catalog.people.values()]
    for here, page in spread({"people": entries}):
        frame = page_frame(catalog, _INDEX, title, description, trail(catalog), here=here)
        yield framed_page("people", PeoplePage(frame=frame, people=part(page, "people", entries)))


def _entry(catalog: Catalog, person: Person) -> PersonEntry:
    back, person_id = catalog.back, person.key.id
    return PersonEntry(
        title=person.fields.name,
        language=person.fields.language,
        url=url_of(person),
        role=person.fields.role,
        written=len(back.written.get(person_id, ())),
        reviewed=len(back.reviewed.get(person_id, ())),
    )


def pages_of(catalog: Catalog, person_id: str, index: SiteIndex) -> Iterator[Page]:
    """The pages of a person; the lists of claims go on over several."""
    person = catalog.people[person_id]
    fields, say = person.fields, words(catalog.publication.language)
    written = [index.rows[each] for each in catalog.back.written.get(person_id, ())]
    reviewed = [index.rows[each] for each in catalog.back.reviewed.get(person_id, ())]
    linked, steps = links_to(catalog, person), trail(catalog, "person")
    description = say("%(name)s, and the claims checked and reviewed.", name=fields.name)
    view = PersonView(
        name=fields.name,
        role=fields.role,
        url=fields.url,
        same_as=fields.same_as,
        body=body_html(catalog, person),
    )
    for here, page in spread({"written": written, "reviewed": reviewed, **linked}):
        frame = page_frame(catalog, url_of(person), fields.name, description, steps, here=here)
        context = PersonPage(
            frame=with_node(frame, person_page(catalog, person)),
            person=view if here.number == 1 else replace(view, body=None),
            written=part(page, "written", written),
            reviewed=part(page, "reviewed", reviewed),
            linked_from=linked_here(catalog, linked, page),
        )
        yield framed_page("people", context)
