"""What the social card of each page says.

Counts of ratings are on the cards of topics and of the site alone: on a person's card they would
look like a score.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from factpress.content.claim_facts import as_of
from factpress.i18n.formats import direction
from factpress.i18n.translations import words
from factpress.model.card_parts import written
from factpress.model.cards import Actor, Catalog, Claim, Event, Source, Topic
from factpress.model.marks import path_of
from factpress.social_cards.drawing import Card, Colors, Direction, Sign
from factpress.theme.palette import in_srgb, palette, tone_number
from factpress.views import labels as vocabulary
from factpress.views.cards import claims_by_rating, rating_view, short_title, title_of, url_of
from factpress.views.places import claims_concerning


def colors_of(catalog: Catalog) -> Colors:
    """The light colours of a publication."""
    found = {name: in_srgb(pair.light) for name, pair in palette(catalog.publication.theme).items()}
    tones = tuple(found[f"tone-{number}"] for number in range(7))
    return Colors(found["paper"], found["ink"], found["soft"], tones)


class Texts:
    """Gives the cards of a publication's pages, by the addresses of those."""

    def __init__(self, catalog: Catalog) -> None:
        publication = catalog.publication
        self._catalog = catalog
        self._language = publication.language
        self._say = words(publication.language)
        self._direction: Direction = direction(publication.language)

    @cached_property
    def _colors(self) -> Colors:
        return colors_of(self._catalog)

    def every(self) -> Iterator[tuple[str, str, Card]]:
        """The address, the content file and the card of each page that has one of its own."""
        catalog = self._catalog
        yield "/", "publication.yaml", self._site()
        for claim in catalog.claims.values():
            yield url_of(claim), claim.path, self._claim(claim)
        concerning = claims_concerning(catalog)
        for actor in catalog.actors.values():
            count = len(concerning.get(actor.key.id, ()))
            yield url_of(actor), actor.path, self._actor(actor, count)
        for source in catalog.sources.values():
            yield url_of(source), source.path, self._source(source)
        for topic in catalog.topics.values():
            yield url_of(topic), topic.path, self._topic(topic)
        for event in catalog.events.values():
            yield url_of(event), event.path, self._event(event)
        for page in catalog.pages.values():
            note = catalog.publication.tagline or ""
            yield url_of(page), page.path, self._card(page.fields.title, note=note)

    def _card(
        self,
        title: str,
        *,
        kicker: str = "",
        text: str = "",
        signs: tuple[Sign, ...] = (),
        note: str = "",
    ) -> Card:
        return Card(
            name=self._catalog.publication.name,
            kicker=kicker[:1].upper() + kicker[1:],
            title=title,
            text=text,
            signs=signs,
            note=note,
            direction=self._direction,
            colors=self._colors,
        )

    def _site(self) -> Card:
        """The home page's headline and deck, or the name and the tagline."""
        publication = self._catalog.publication
        front, tagline = publication.front, publication.tagline or ""
        return self._card(
            front.headline if front else publication.name,
            text=(front.deck if front else None) or tagline,
            signs=self._counts(self._catalog.claims),
            note=self._claims(len(self._catalog.claims)),
        )

    def _claim(self, claim: Claim) -> Card:
        fields = claim.fields
        day = self._say.day(as_of(self._catalog, claim))
        names = [short_title(self._catalog.actors[each]) for each in fields.claimants]
        said_by = vocabulary.some(self._language, names, most=2)
        return self._card(
            fields.claim,
            # Translators: above a claim: the day or month up to which its evidence speaks.
            kicker=self._say("Claim, as of %(day)s", day=day),
            text=fields.reason,
            signs=(self._sign(fields.rating),),
            note=self._say("Said by %(names)s", names=said_by) if names else "",
        )

    def _actor(self, actor: Actor, count: int) -> Card:
        fields = actor.fields
        kind = vocabulary.actor_kinds(self._language)[fields.kind]
        note = self._claims(count) or self._catalog.publication.tagline or ""
        return self._card(fields.name, kicker=kind, text=fields.role or "", note=note)

    def _source(self, source: Source) -> Card:
        fields = source.fields
        kicker = f"{fields.kind} · {self._say.day(written(fields.published))}"
        publisher = title_of(self._catalog.actors[fields.publisher])
        return self._card(fields.title, kicker=kicker, note=publisher)

    def _topic(self, topic: Topic) -> Card:
        ids = self._catalog.back.on_topic.get(topic.key.id, ())
        kicker = self._say("Topic")
        signs, note = self._counts(ids), self._claims(len(ids))
        return self._card(topic.fields.name, kicker=kicker, signs=signs, note=note)

    def _event(self, event: Event) -> Card:
        fields = event.fields
        kicker = " · ".join(filter(None, [self._say.day(fields.date), fields.place]))
        note = self._claims(len(fields.claims))
        return self._card(fields.what, kicker=kicker, note=note)

    def _claims(self, count: int) -> str:
        return self._say.plural("%(num)s claim", "%(num)s claims", count) if count else ""

    def _counts(self, claim_ids: Iterable[str]) -> tuple[Sign, ...]:
        """The ratings of some claims with how many have each; of one rating it is no rating."""
        rated = claims_by_rating(self._catalog, claim_ids)
        if len(rated) < 2:
            return ()
        return tuple(
            self._sign(rating_id)._replace(words=self._say.number(len(ids)))
            for rating_id, ids in rated.items()
        )

    def _sign(self, rating_id: str) -> Sign:
        rating = rating_view(self._catalog, rating_id)
        # Characters need a font that has them: their place on the scale is drawn.
        path = rating.path or path_of("", rating.rank, rating.of) or ""
        return Sign(path, rating.label, tone_number(rating.rank, rating.of))
