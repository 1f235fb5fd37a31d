"""Tallies: how many of some claims have each rating, and topics with theirs.

For the publication and for topics, never for an actor: there is no truth score for people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import asdict

from factpress.model.cards import Catalog, Topic
from factpress.views.cards import Link, RatingCount, rating_view, url_of

# As many marks as one line has room for.
_MOST_MARKS = 7


class TopicEntry(Link, frozen=True, kw_only=True):
    """A topic, and how its claims are rated."""

    claims: int
    tally: Sequence[RatingCount]


def rating_counts(catalog: Catalog) -> list[RatingCount]:
    """The scale, each rating with how many claims have it."""
    return _counted(catalog, {each: len(ids) for each, ids in catalog.back.rated.items()})


def tally(catalog: Catalog, claim_ids: Iterable[str]) -> list[RatingCount]:
    """The ratings that most of some claims have, as many as one line shows, in their order."""
    counts = Counter(catalog.claims[claim_id].fields.rating for claim_id in claim_ids)
    most = dict(counts.most_common(_MOST_MARKS))
    return [each for each in _counted(catalog, most) if each.count]


def _counted(catalog: Catalog, counts: Mapping[str, int]) -> list[RatingCount]:
    return [
        RatingCount(**asdict(rating_view(catalog, each.id)), count=counts.get(each.id, 0))
        for each in catalog.publication.ratings
    ]


def topic_entry(catalog: Catalog, topic: Topic) -> TopicEntry:
    """A topic as one entry of a list."""
    claim_ids = catalog.back.on_topic.get(topic.key.id, ())
    return TopicEntry(
        title=topic.fields.name,
        url=url_of(topic),
        claims=len(claim_ids),
        tally=tally(catalog, claim_ids),
    )
