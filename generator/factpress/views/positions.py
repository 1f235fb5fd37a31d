"""Where an actor stands: the claims on which it speaks, by side, and who contradicts it there.

In: the catalog and an actor. Out: its positions, the most contested claim first; and the claims on
which others say the opposite. Voices are not votes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from factpress.content.claim_facts import STANCE_ORDER, as_of
from factpress.content.voices import SIDE_OF, SIDES, Side, VoiceKey, by_side, weight_of
from factpress.model.card_parts import Evidence, written
from factpress.model.cards import Actor, Catalog, Claim
from factpress.model.contexts import View
from factpress.model.evidence import PassageKey
from factpress.views.cards import (
    CardName,
    Link,
    PassageView,
    RatingView,
    evidence_of,
    key_of,
    passage_url,
    passage_view,
    rating_view,
    short_link,
    title_of,
    url_of,
)
from factpress.views.pagination import PagedList
from factpress.views.quotations import PassageUrls
from factpress.views.voices import VoiceView, card_of, document_name, is_named

# An actor who speaks in so few passages has a short page, which has room for the words.
MOST_QUOTED = 3
# More claims than this are grouped by topic, and can be narrowed to those of one rating.
LONG_LIST = 8
# One side of few claims needs no topics all the same.
LONG_SIDE = 4


class PassagePlace(View, frozen=True, kw_only=True):
    """A place in a document in which an actor speaks."""

    source: CardName  #: The short name of the document, or of its publisher
    title: str  #: The document's title
    published: str  #: When the document was published, as far as that is known
    paragraph: int | None  #: None where the quotations are not checked
    url: str  #: The passage on the document's page


class Position(Link, frozen=True, kw_only=True):
    """A claim on which an actor speaks on one side; its address is the first passage there."""

    stance: str  #: `asserts`, `denies`, `qualifies` or `reports`
    rating: RatingView
    as_of: str  #: The day or month up to which the evidence of the rating speaks
    topic: str | None  #: The first topic of the claim, where the list is grouped by topic
    said: str | None  #: When the actor said it, where all passages have the same date
    places: Sequence[PassagePlace]
    passages: Sequence[PassageView]  #: The words, where the actor speaks in few passages


class TopicPositions(View, frozen=True, kw_only=True):
    """The positions on the claims of one topic."""

    topic: str | None
    positions: Sequence[Position]


class SidePositions(View, frozen=True, kw_only=True):
    """The claims that an actor asserts, denies, or otherwise speaks on."""

    side: str  #: `for`, `against` or `unclear`
    topics: Sequence[TopicPositions]
    continued: bool  #: Whether the list began on an earlier page


class Opponent(VoiceView, frozen=True, kw_only=True):
    """A voice that says the opposite."""

    is_document: bool  #: Whether it is a document in its own words


class ContestedClaim(Link, frozen=True, kw_only=True):
    """A claim on which an actor stands against others."""

    voices: Sequence[Opponent]  #: Those on the other side, the named first


class Contradictions(View, frozen=True, kw_only=True):
    """The claims that an actor denies and others assert, and the other way round."""

    denied: Sequence[ContestedClaim]
    asserted: Sequence[ContestedClaim]


def is_they(actor: Actor) -> bool:
    """Whether an actor is spoken of as `they`, as people are, and not as `it`."""
    return actor.fields.kind in ("person", "unnamed speaker")


def positions(
    catalog: Catalog, actor: Actor, passage_urls: PassageUrls
) -> dict[Side, list[Position]]:
    """The claims on which an actor speaks, by side; a claim is once on each side."""
    keys = catalog.back.spoken.get(actor.key.id, ())
    found = _by_side(catalog, keys)
    is_long = len({key.claim_id for key in keys}) > LONG_LIST
    is_quoted = len(keys) <= MOST_QUOTED
    return {
        side: [
            _position(catalog, claim, topic, of_claim[claim.key.id], passage_urls, is_quoted)
            for claim, topic in _sorted(
                catalog, of_claim, is_grouped=is_long and len(of_claim) > LONG_SIDE
            )
        ]
        for side, of_claim in found.items()
    }


def _sorted(
    catalog: Catalog, claim_ids: Iterable[str], *, is_grouped: bool
) -> list[tuple[Claim, str | None]]:
    """Claims, the most contested first, each with its topic; those of a topic are together."""
    order = {topic_id: n for n, topic_id in enumerate(catalog.topics)}
    claims = [catalog.claims[each] for each in claim_ids]
    topics = [_topic(catalog, claim) if is_grouped else None for claim in claims]

    def place(each: tuple[Claim, str | None]) -> tuple[int, tuple[int, ...], str]:
        claim, topic = each
        return order[topic] if topic else len(order), weight_of(claim), claim.key.id

    return sorted(zip(claims, topics, strict=True), key=place)


def _by_side(catalog: Catalog, keys: Sequence[PassageKey]) -> dict[Side, dict[str, list[Evidence]]]:
    """Passages by side and claim; one who takes a side on a claim is not listed as reporting it."""
    found: dict[Side, dict[str, list[Evidence]]] = {side: {} for side in SIDES}
    for key in keys:
        evidence = evidence_of(catalog, key)
        found[SIDE_OF[evidence.stance]].setdefault(key.claim_id, []).append(evidence)
    sided = found["for"].keys() | found["against"].keys()
    found["unclear"] = {
        claim_id: passages
        for claim_id, passages in found["unclear"].items()
        if claim_id not in sided or any(each.stance == "qualifies" for each in passages)
    }
    return found


def _topic(catalog: Catalog, claim: Claim) -> str | None:
    """The first of a claim's topics that has a card."""
    return next((each for each in claim.fields.topics if each in catalog.topics), None)


def _position(
    catalog: Catalog,
    claim: Claim,
    topic: str | None,
    passages: Sequence[Evidence],
    passage_urls: PassageUrls,
    is_quoted: bool,
) -> Position:
    views = [
        passage_view(catalog, claim, each, passage_urls[key_of(claim, each)])
        for each in (passages if is_quoted else ())
    ]
    return Position(
        title=title_of(claim),
        url=passage_url(claim, passages[0]),
        stance=min((each.stance for each in passages), key=STANCE_ORDER.index),
        rating=rating_view(catalog, claim.fields.rating),
        as_of=as_of(catalog, claim),
        topic=title_of(catalog.topics[topic]) if topic else None,
        said=passages[0].said if len({each.said for each in passages}) == 1 else None,
        places=_places(catalog, claim, passages, passage_urls),
        passages=views,
    )


def _places(
    catalog: Catalog, claim: Claim, passages: Sequence[Evidence], passage_urls: PassageUrls
) -> list[PassagePlace]:
    """The places of passages, each paragraph of a document once."""
    found: dict[tuple[str, int | None], PassagePlace] = {}
    for evidence in passages:
        key = key_of(claim, evidence)
        source = catalog.sources[evidence.source]
        proven = catalog.proof.passages.get(key)
        paragraph = proven.paragraph if proven else None
        place = PassagePlace(
            source=document_name(catalog, source),
            title=title_of(source),
            published=written(source.fields.published),
            paragraph=paragraph,
            url=passage_urls[key],
        )
        found.setdefault((evidence.source, paragraph), place)
    return list(found.values())


def shared_as_of(dates: Sequence[str]) -> str:
    """The date that most ratings of a list share, which the list's heading shows; "" for none."""
    ranked = Counter(dates).most_common(1)
    is_shared = bool(ranked) and ranked[0][1] > 1 and 2 * ranked[0][1] > len(dates)
    return ranked[0][0] if is_shared else ""


def by_topic(side: Side, here: PagedList[Position]) -> SidePositions:
    """The part of a side that a page shows, the claims of a topic together."""
    topics: dict[str | None, list[Position]] = {}
    for each in here.entries:
        topics.setdefault(each.topic, []).append(each)
    return SidePositions(
        side=side,
        topics=[TopicPositions(topic=name, positions=found) for name, found in topics.items()],
        continued=here.continued,
    )


def ratings_among(found: Iterable[Sequence[Position]]) -> Mapping[str, int]:
    """How many claims of each rating there are, each once, in the order of the scale."""
    rated = {each.url.partition("#")[0]: each.rating for side in found for each in side}
    counts: dict[str, int] = {}
    for rating in sorted(rated.values(), key=lambda each: each.rank):
        counts[rating.id] = counts.get(rating.id, 0) + 1
    return counts


def contradictions(catalog: Catalog, actor: Actor) -> Contradictions | None:
    """The claims on which an actor stands against others; None where nobody contradicts it."""
    here = VoiceKey("actor", actor.key.id)
    claim_ids = dict.fromkeys(key.claim_id for key in catalog.back.spoken.get(actor.key.id, ()))
    denied: list[ContestedClaim] = []
    asserted: list[ContestedClaim] = []
    for claim in sorted((catalog.claims[each] for each in claim_ids), key=weight_of):
        sides = by_side(claim)
        for mine, theirs, found in (
            (sides["against"], sides["for"], denied),
            (sides["for"], sides["against"], asserted),
        ):
            others = [each for each in theirs if each != here]
            if here in mine and others:
                found.append(_contested(catalog, claim, others))
    return Contradictions(denied=denied, asserted=asserted) if denied or asserted else None


def _contested(catalog: Catalog, claim: Claim, others: Sequence[VoiceKey]) -> ContestedClaim:
    voices = [_opponent(catalog, each) for each in others]
    return ContestedClaim(
        title=title_of(claim),
        url=url_of(claim),
        voices=sorted(voices, key=lambda each: not each.is_named),
    )


def _opponent(catalog: Catalog, voice: VoiceKey) -> Opponent:
    name = short_link(card_of(catalog, voice))
    if voice.kind == "source":
        source = catalog.sources[voice.id]
        named = document_name(catalog, source)
        name = Link(
            title=named.title,
            language=named.language,
            full=title_of(source),
            url=url_of(source),
        )
    return Opponent(
        name=name, is_named=is_named(catalog, voice), is_document=voice.kind == "source"
    )
