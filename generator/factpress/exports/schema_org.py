"""Claims and actors in schema.org's words: ClaimReview, ProfilePage, and what embeds them.

Nodes of JSON-LD are made without their context. They say what the card's page says, no more.
Public sources: https://schema.org/ClaimReview;
https://developers.google.com/search/docs/appearance/structured-data/factcheck and …/profile-page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from factpress.content.claim_facts import as_of, claim_date, quoted_sources
from factpress.model.card_parts import Appearance, Medium, bounds, single_date, written
from factpress.model.cards import Actor, Catalog, Claim, Person, Source
from factpress.model.contexts import Json, JsonObject
from factpress.model.moments import day_of, seconds_of
from factpress.views.cards import dated_rating, owner_of, rating_of, url_of
from factpress.views.changes import last_day, words_language
from factpress.views.identifiers import absolute_address, address

# To schema.org a state, an armed group and a publication are Organizations, and a speaker without a
# name is a Person.
_PERSONS = ("person", "unnamed speaker")


def claim_review(catalog: Catalog, claim: Claim) -> JsonObject:
    """The ClaimReview of a claim, with the documents that it rests on."""
    sources = [catalog.sources[source_id] for source_id in quoted_sources(claim.fields)]
    pages = [page for source in sources if (page := _where(catalog, source))]
    return _filled(
        {
            **review(catalog, claim),
            "isBasedOn": pages,
            "citation": [_document(catalog, source) for source in sources],
        }
    )


def review(catalog: Catalog, claim: Claim) -> JsonObject:
    """The ClaimReview of a claim; without a base it has no addresses of the site.

    `temporalCoverage` is an interval without a beginning that ends where the evidence ends, as
    ISO 8601-2 and https://schema.org/temporalCoverage write it. `datePublished` is the day of the
    check.
    """
    fields = claim.fields
    has_history = last_day(catalog, claim) is not None or is_rechecked(claim)
    return _filled(
        {
            "@type": "ClaimReview",
            "url": absolute_address(catalog, url_of(claim)),
            "claimReviewed": fields.claim,
            "datePublished": fields.published or fields.checked.isoformat(),
            "temporalCoverage": f"../{as_of(catalog, claim)}",
            "dateModified": modified(catalog, claim).isoformat() if has_history else None,
            "inLanguage": catalog.publication.language,
            "author": _authors(catalog, claim) or reviewer(catalog),
            "publisher": reviewer(catalog) if fields.authors else None,
            "mainEntityOfPage": _reviewed_page(catalog, claim),
            "reviewRating": review_rating(catalog, claim),
            "itemReviewed": _claim(catalog, claim),
            "correction": [
                {
                    "@type": "CorrectionComment",
                    "text": change.note,
                    "datePublished": change.date.isoformat(),
                }
                for change in fields.changes
                if change.kind == "correction"
            ],
        }
    )


def _authors(catalog: Catalog, claim: Claim) -> Json:
    return _one_or_more([worker(catalog, each) for each in claim.fields.authors])


def _reviewed_page(catalog: Catalog, claim: Claim) -> JsonObject | None:
    """The page with its second readers: https://schema.org/reviewedBy is a property of pages."""
    readers = [worker(catalog, each) for each in claim.fields.reviewed_by]
    if not readers:
        return None
    url = absolute_address(catalog, url_of(claim))
    return _filled({"@type": "WebPage", "@id": url, "reviewedBy": _one_or_more(readers)})


def worker(catalog: Catalog, person_id: str) -> JsonObject:
    """Somebody who works for the publication, as a Person."""
    card = catalog.people[person_id]
    fields = card.fields
    return _filled(
        {
            "@type": "Person",
            "name": fields.name,
            "url": fields.url or absolute_address(catalog, url_of(card)),
            "jobTitle": fields.role,
            "sameAs": list(fields.same_as),
        }
    )


def person_page(catalog: Catalog, person: Person) -> JsonObject:
    """The ProfilePage of somebody who works for the publication."""
    works_for = {"worksFor": reviewer(catalog)}
    return _filled(
        {
            "@type": "ProfilePage",
            "url": absolute_address(catalog, url_of(person)),
            "inLanguage": catalog.publication.language,
            "mainEntity": {**worker(catalog, person.key.id), **works_for},
        }
    )


def is_rechecked(claim: Claim) -> bool:
    """Whether a claim was checked again after the day on which it was published."""
    published = claim.fields.published
    return published is not None and claim.fields.checked > day_of(published)


def modified(catalog: Catalog, claim: Claim) -> dt.date:
    """The day of the newest change, or the day of the check if there is none after it."""
    published = claim.fields.published
    first = max(claim.fields.checked, day_of(published) if published else dt.date.min)
    return max(first, last_day(catalog, claim) or dt.date.min)


def review_due(catalog: Catalog, claim: Claim) -> str | None:
    """The day from which a claim is due for review; None where the publication sets no term."""
    days = catalog.publication.stale_after
    if days is None or days > (dt.date.max - claim.fields.checked).days:
        return None
    return (claim.fields.checked + dt.timedelta(days)).isoformat()


def reviewer(catalog: Catalog) -> JsonObject:
    """The publisher, or the publication itself, with its address or that of the home page."""
    publisher = catalog.publication.publisher
    url = publisher.url if publisher and publisher.url else absolute_address(catalog, "/")
    return _filled({"@type": "Organization", "name": publisher_name(catalog), "url": url})


def publisher_name(catalog: Catalog) -> str:
    """The publisher's name, or the publication's."""
    publisher = catalog.publication.publisher
    return publisher.name if publisher else catalog.publication.name


def review_rating(catalog: Catalog, claim: Claim) -> JsonObject:
    """The rating in words, and as a number where the scale has different numbers."""
    rating = rating_of(catalog, claim.fields.rating)
    values = [each.value for each in catalog.publication.ratings if each.value is not None]
    node: JsonObject = {"@type": "Rating", "alternateName": rating.label}
    if rating.value is not None and min(values) < max(values):
        node |= {
            "ratingValue": number(rating.value),
            "bestRating": number(max(values)),
            "worstRating": number(min(values)),
        }
    note = claim.fields.rating_note
    reason = claim.fields.reason
    return {**node, "ratingExplanation": f"{reason} {note}" if note else reason}


def number(value: float) -> float:
    """The number in JSON's shortest form: 3 for 3.0."""
    return int(value) if value == int(value) else value


def _claim(catalog: Catalog, claim: Claim) -> JsonObject:
    fields = claim.fields
    given = [_appearance(catalog, each) for each in fields.appearances]
    ids = dict.fromkeys(e.source for e in fields.evidence if e.stance == "asserts")
    asserting = [catalog.sources[source_id] for source_id in ids]
    return _filled(
        {
            "@type": "Claim",
            "name": fields.claim,
            "author": _one_or_more([person(catalog.actors[i]) for i in fields.claimants]),
            "datePublished": single_date(claim_date(catalog, claim) or ""),
            "firstAppearance": _first(given),
            "appearance": given or [_document(catalog, each) for each in asserting],
        }
    )


# The words of schema.org for what an appearance is; of others, CreativeWork is all that is known.
_MEDIA: Mapping[Medium, str] = MappingProxyType(
    {
        "post": "SocialMediaPosting",
        "message": "Message",
        "video": "VideoObject",
        "audio": "AudioObject",
        "image": "ImageObject",
        "web page": "WebPage",
    }
)
WORKS = ("CreativeWork", *_MEDIA.values())


def _appearance(catalog: Catalog, appearance: Appearance) -> JsonObject:
    if appearance.source:
        node = _document(catalog, catalog.sources[appearance.source])
    else:
        node = {"@type": "CreativeWork", "url": appearance.url}
    if appearance.medium:
        node["@type"] = _MEDIA.get(appearance.medium, "CreativeWork")
    if appearance.time:
        node["hasPart"] = {"@type": "Clip", "startOffset": seconds_of(appearance.time)}
    if appearance.words:
        node |= {"text": appearance.words, "inLanguage": words_language(catalog, appearance)}
    node |= {
        "name": appearance.title or node.get("name"),
        "datePublished": appearance.date or node.get("datePublished"),
        "author": _one_or_more([person(catalog.actors[each]) for each in appearance.by]),
        "archivedAt": appearance.archived_url or node.get("archivedAt"),
    }
    return _filled(node)


def _first(appearances: list[JsonObject]) -> JsonObject | None:
    """The earliest appearance; None where dates do not prove which is the earliest."""
    if len(appearances) == 1:
        return appearances[0]
    dates = [str(each["datePublished"]) for each in appearances if "datePublished" in each]
    days = [bounds(date.partition("T")[0]) for date in dates]
    if not days or len(days) < len(appearances):
        return None
    place = min(range(len(days)), key=days.__getitem__)
    is_proven = all(days[place][1] <= first for first, _ in (*days[:place], *days[place + 1 :]))
    return appearances[place] if is_proven else None


def _document(catalog: Catalog, source: Source) -> JsonObject:
    fields = source.fields
    return _filled(
        {
            "@type": "CreativeWork",
            "name": fields.title,
            "url": _where(catalog, source),
            "datePublished": single_date(written(fields.published)),
            "inLanguage": fields.language,
            "publisher": {
                "@type": "Organization",
                "name": catalog.actors[fields.publisher].fields.name,
            },
            "archivedAt": fields.archived_url,
        }
    )


def _where(catalog: Catalog, source: Source) -> str | None:
    """The address of the live document, or of our page on it."""
    return source.fields.url or absolute_address(catalog, url_of(source))


def profile_page(catalog: Catalog, actor: Actor) -> JsonObject:
    """The ProfilePage of an actor."""
    fields = actor.fields
    whole = [person(catalog.actors[actor_id]) for actor_id in fields.part_of]
    is_person = fields.kind in _PERSONS
    entity = {
        **person(actor),
        "alternateName": list(fields.aliases),
        "description": fields.role,
        "ownershipFundingInfo": _ownership(actor),
        "memberOf" if is_person else "parentOrganization": _one_or_more(whole),
    }
    return _filled(
        {
            "@type": "ProfilePage",
            "url": absolute_address(catalog, url_of(actor)),
            "inLanguage": catalog.publication.language,
            "mainEntity": _filled(entity),
        }
    )


def _ownership(actor: Actor) -> JsonObject | None:
    """The owner of a publication: https://schema.org/ownershipFundingInfo."""
    owner = owner_of(actor)
    return {"@type": "CreativeWork", "text": owner.name, "url": owner.url} if owner else None


def person(actor: Actor) -> JsonObject:
    """An actor as a Person or an Organization."""
    fields = actor.fields
    kind = "Person" if fields.kind in _PERSONS else "Organization"
    return _filled({"@type": kind, "name": fields.name, "sameAs": list(fields.same_as)})


def _one_or_more(nodes: Iterable[JsonObject]) -> Json:
    """A list, or its only node: readers of ClaimReview expect one author without a list."""
    listed = list(nodes)
    return listed[0] if len(listed) == 1 else listed


def _filled(node: JsonObject) -> JsonObject:
    """The node without its empty keys."""
    return {key: value for key, value in node.items() if value not in (None, [], "")}


_DAY = len("2022-01-31")


def feed_item(catalog: Catalog, claim: Claim, here: str) -> JsonObject:
    """A claim's ClaimReview as an item of a DataFeed, dated by the day of the check."""
    checked = claim.fields.checked
    return {
        "@type": "DataFeedItem",
        "url": address(catalog, url_of(claim), here),
        "dateCreated": checked.isoformat(),
        "dateModified": modified(catalog, claim).isoformat(),
        "item": [{**review(catalog, claim), "sdPublisher": reviewer(catalog)}],
    }


def search_result(catalog: Catalog, claim: Claim, here: str) -> JsonObject:
    """A claim as an entry of an answer to `claims:search`.

    The API has days only, so a claim made within a month or a year has no date. It has no key for
    the date up to which the evidence speaks, so the text of the rating says it.
    """
    fields = claim.fields
    found: JsonObject = {"text": fields.claim}
    if fields.claimants:
        names = (catalog.actors[each].fields.name for each in fields.claimants)
        found["claimant"] = ", ".join(names)
    base = catalog.publication.url
    site = urlsplit(base).hostname if base else None
    said = claim_date(catalog, claim)
    if said and len(said) == _DAY:
        found["claimDate"] = f"{said}T00:00:00Z"
    found["claimReview"] = [
        {
            "publisher": {"name": publisher_name(catalog), **({"site": site} if site else {})},
            "url": address(catalog, url_of(claim), here),
            "title": fields.claim,
            "reviewDate": f"{fields.checked.isoformat()}T00:00:00Z",
            "textualRating": dated_rating(catalog, claim),
            "languageCode": catalog.publication.language,
        }
    ]
    return found
