"""Needs of ratings: whether a claim's evidence meets them.

In: a rating's needs, a claim, the catalog. Out: each requirement in words, and the evidence
where it is not met.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from factpress.model.card_parts import Evidence, Stance, first_day, last_day
from factpress.model.cards import Catalog, Claim
from factpress.model.field_types import period_bounds
from factpress.model.settings import Alternative, Needs
from factpress.ratings.origins import evidence_keys, grouped, independent_origins

_ASSERTED = "among passages that assert"
# The name of each count, and its words for one and for more.
_COUNTS = (
    ("origins", f"independent origin {_ASSERTED}", f"independent origins {_ASSERTED}"),
    ("passages", "passage", "passages"),
    ("sources", "document", "documents"),
    ("speakers", "different speaker", "different speakers"),
    (
        "opposing_origins",
        "independent origin of passages that deny, other than those of passages that assert",
        "independent origins of passages that deny, other than those of passages that assert",
    ),
    (
        "opposing_speakers",
        "speaker who denies what another asserts",
        "speakers who deny what another asserts",
    ),
    (
        "credited",
        "actor credited by passages that assert or deny",
        "different actors credited by passages that assert or deny",
    ),
)


class Requirement(NamedTuple):
    """A need of a rating in words; `found` describes evidence that does not meet it.

    `least` is a count with its least number, where the need is one.
    """

    words: str
    found: str = ""
    least: tuple[str, int] | None = None


class Measures(NamedTuple):
    """The things that needs count in a claim's evidence, by the name of the need."""

    counted: dict[str, Sequence[object]]
    stances: frozenset[Stance]
    is_denied_later: bool


def measures(claim: Claim, catalog: Catalog) -> Measures:
    """The measures of a claim's evidence."""
    evidence = claim.fields.evidence
    asserting = [e for e in evidence if e.stance == "asserts"]
    denying = [e for e in evidence if e.stance == "denies"]
    credited = (e.credits for e in (*asserting, *denying) if e.credits)
    counted: dict[str, Sequence[object]] = {
        "origins": independent_origins(asserting, catalog),
        "passages": evidence,
        "sources": list({e.source for e in evidence}),
        "speakers": _speakers(evidence, catalog),
        "opposing_origins": independent_origins(_opposing(asserting, denying, catalog), catalog),
        "opposing_speakers": _opposing_speakers(asserting, denying, catalog),
        "credited": _different(credited, catalog),
    }
    return Measures(
        counted, frozenset(e.stance for e in evidence), _is_later(asserting, denying, catalog)
    )


def requirements(needs: Needs, has: Measures, catalog: Catalog) -> tuple[Requirement, ...]:
    """Everything that a rating needs, met or not."""
    found = list(_required(needs, has, catalog))
    choices = [tuple(_required(each, has, catalog)) for each in needs.any_of]
    if choices:
        words = ", or ".join(" and ".join(each.words for each in choice) for choice in choices)
        is_met = any(not lacking(choice) for choice in choices)
        found.append(Requirement(f"either {words}", "" if is_met else "the evidence has neither"))
    return tuple(found)


def lacking(required: Iterable[Requirement]) -> list[Requirement]:
    """The requirements that the evidence does not meet."""
    return [each for each in required if each.found]


def _required(needs: Alternative, has: Measures, catalog: Catalog) -> Iterator[Requirement]:
    yield from _counts(needs, has, catalog)
    yield from _stances(needs, has)


def _counts(needs: Alternative, has: Measures, catalog: Catalog) -> Iterator[Requirement]:
    for name, one, more in _COUNTS:
        counted = has.counted[name]
        number = len(counted)
        instead = f"the evidence has {number}{_named(counted, catalog)}"
        least: int | None = getattr(needs, name)
        most: int | None = getattr(needs, f"max_{name}", None)
        if least is not None:
            words = f"at least {least} {one if least == 1 else more}"
            yield Requirement(words, instead if number < least else "", (name, least))
        if most is not None:
            words = f"at most {most} {one if most == 1 else more}" if most else f"no {one}"
            yield Requirement(words, instead if number > most else "")


def _stances(needs: Alternative, has: Measures) -> Iterator[Requirement]:
    none = "the evidence has none"
    if needs.denied_later:
        words = "a passage that denies, of a later day than every one that asserts"
        yield Requirement(words, "" if has.is_denied_later else none)
    for stance in needs.stances:
        yield Requirement(f"a passage that {stance}", "" if stance in has.stances else none)
    if needs.any_stance:
        is_met = not has.stances.isdisjoint(needs.any_stance)
        words = f"a passage that {' or '.join(needs.any_stance)}"
        yield Requirement(words, "" if is_met else none)
    for stance in needs.no_stances:
        instead = "the evidence has one" if stance in has.stances else ""
        yield Requirement(f"that no passage {stance}", instead)


def _named(counted: Sequence[object], catalog: Catalog) -> str:
    """The names of counted origins; of other counts nothing, since the card shows them."""
    groups = [group for group in counted if isinstance(group, tuple)]
    named = (" with ".join(name_of(each, catalog) for each in group) for group in groups)
    return f" ({'; '.join(named)})" if groups else ""


def name_of(actor_id: str, catalog: Catalog) -> str:
    """An actor's name, or its id where it has no card."""
    actor = catalog.actors.get(actor_id)
    return actor.fields.name if actor else actor_id


def _different(actors: Iterable[str], catalog: Catalog) -> list[str]:
    """Different actors: two cards of one name are one."""
    names = catalog.joined.names
    return list(dict.fromkeys(names.get(actor_id, actor_id) for actor_id in actors))


def _speakers(evidence: Iterable[Evidence], catalog: Catalog) -> list[str]:
    return _different((speaker for e in evidence for speaker in e.speakers), catalog)


def _opposing_speakers(
    asserting: Sequence[Evidence], denying: Sequence[Evidence], catalog: Catalog
) -> list[str]:
    """The speakers who deny and do not assert what another speaker asserts."""
    for_it = _speakers(asserting, catalog)
    return [each for each in _speakers(denying, catalog) if for_it and each not in for_it]


def _opposing(
    asserting: Sequence[Evidence], denying: Sequence[Evidence], catalog: Catalog
) -> list[Evidence]:
    """The passages that deny, of another origin and another speaker than any that asserts."""
    speakers = set(_speakers(asserting, catalog))
    known = [e for e in (*asserting, *denying) if e.source in catalog.sources]
    first = sum(e.stance == "asserts" for e in known)
    groups = grouped([evidence_keys(e, catalog) for e in known])
    free = sorted(n for group in groups if group[0] >= first for n in group)
    return [known[n] for n in free if speakers.isdisjoint(_speakers([known[n]], catalog))]


def _is_later(asserting: Sequence[Evidence], denying: Sequence[Evidence], catalog: Catalog) -> bool:
    """Whether a passage that denies is certainly later than every one that asserts."""
    asserted = [_days(e, catalog)[1] for e in asserting if e.source in catalog.sources]
    denied = [_days(e, catalog)[0] for e in denying if e.source in catalog.sources]
    return bool(asserted and denied) and max(denied) > max(asserted)


def _days(evidence: Evidence, catalog: Catalog) -> tuple[dt.date, dt.date]:
    """The first and the last day on which words can have been said, as far as cards tell."""
    if evidence.said:
        return period_bounds(evidence.said)
    published = catalog.sources[evidence.source].fields.published
    return first_day(published), last_day(published)
