"""The voices of a claim's evidence as pages show them; `content.voices` says what a voice is."""

from __future__ import annotations

from collections.abc import Sequence

from factpress.content.voices import VoiceKey
from factpress.model.cards import AnyCard, Catalog, Source
from factpress.model.contexts import View
from factpress.views.cards import CardName, Link, short_link, short_name, short_named

_UNNAMED = "unnamed speaker"


class VoiceView(View, frozen=True, kw_only=True):
    """A voice by its short name."""

    name: Link
    is_named: bool  #: False where the document does not say who it is


def is_named(catalog: Catalog, voice: VoiceKey) -> bool:
    """Whether readers can know who a voice is."""
    return voice.kind == "source" or catalog.actors[voice.id].fields.kind != _UNNAMED


def card_of(catalog: Catalog, voice: VoiceKey) -> AnyCard:
    """The card of the speaker or of the document."""
    return catalog.actors[voice.id] if voice.kind == "actor" else catalog.sources[voice.id]


def document_name(catalog: Catalog, source: Source) -> CardName:
    """The short name of a document, or else of its publisher."""
    has_short = short_name(source) is not None
    return short_named(source if has_short else catalog.actors[source.fields.publisher])


def voice_views(catalog: Catalog, voices: Sequence[VoiceKey]) -> list[VoiceView]:
    """Voices as pages show them: those that are named first."""
    found = [
        VoiceView(name=short_link(card_of(catalog, each)), is_named=is_named(catalog, each))
        for each in voices
    ]
    return sorted(found, key=lambda each: not each.is_named)
