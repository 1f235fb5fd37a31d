"""Translations of passages by the editors: nothing searches for their words."""

from __future__ import annotations

from factpress.model.card_parts import Evidence
from factpress.model.cards import Catalog
from factpress.model.contexts import View


class TranslationView(View, frozen=True, kw_only=True):
    """A translation of a passage by the editors."""

    words: str
    language: str
    by: str | None  #: Who translated it; None: the publication


def translation_view(catalog: Catalog, evidence: Evidence) -> TranslationView | None:
    """The translation of a passage, if its card has one."""
    given = evidence.translation
    if given is None:
        return None
    language = given.language or catalog.publication.language
    return TranslationView(words=given.words.strip(), language=language, by=given.by)
