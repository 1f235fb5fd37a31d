"""Findings, questions that claims answer, claims by weight: what home and topics show first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from factpress.content.voices import weight_of
from factpress.model.cards import Claim
from factpress.model.contexts import View
from factpress.views.cards import ClaimRow


class QuestionView(View, frozen=True, kw_only=True):
    """A question with the claims that answer it."""

    question: str
    claim: ClaimRow  #: The most contested of its claims, which leads the card
    others: Sequence[ClaimRow]


class FindingView(View, frozen=True, kw_only=True):
    """A finding of the publication with the claims that it rests on."""

    head: str | None  #: Its first few words, set in bold
    text: str
    claims: Sequence[ClaimRow]  #: On a topic's page those on the topic
    are_alike: bool = False  #: Whether two of them have the same rating, and their titles are shown


def by_weight(claims: Iterable[Claim]) -> list[Claim]:
    """Claims with contested ones first, then those with most evidence."""
    return sorted(claims, key=lambda claim: (weight_of(claim), claim.key.id))


def questions(claims: Iterable[Claim], rows: Mapping[str, ClaimRow]) -> list[QuestionView]:
    """Every question that claims answer once, that of the weightiest claim first."""
    found: dict[str, list[Claim]] = {}
    for claim in by_weight(c for c in claims if c.fields.question):
        found.setdefault(claim.fields.question or "", []).append(claim)
    return [
        QuestionView(
            question=question,
            claim=rows[answers[0].key.id],
            others=[rows[claim.key.id] for claim in answers[1:]],
        )
        for question, answers in found.items()
    ]
