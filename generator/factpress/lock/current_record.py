"""The current record: the cards that readers see now, as the lock holds them.

In: the catalog. Out: a `Record`, and the names of its passages. It covers the cards that readers
see, or will see on a later day without another edit; drafts are not recorded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import asdict

from factpress.content.addresses import public_addresses
from factpress.content.claim_facts import as_of, shown_from
from factpress.content.history import history_of, is_open, quoting_claims
from factpress.content.places import problem_at
from factpress.lock.lock_file import change_digest, defect_key, evidence_digest, passage_digest
from factpress.model.card_parts import Appearance, Evidence, OutsideNote, Published, Translation
from factpress.model.cards import Actor, CardKey, Catalog, Claim, Source
from factpress.model.encoding import digest
from factpress.model.evidence import (
    ActorRecord,
    AddressRecord,
    ClaimRecord,
    Entries,
    PassageKey,
    PassageName,
    PassageRecord,
    Proof,
    RatingRecord,
    Record,
    SourceRecord,
)
from factpress.model.instants import begin_of, in_utc
from factpress.model.problems import Problem, quoted
from factpress.model.schema import ClaimFields
from factpress.model.settings import NO_NEEDS, Needs, Rating
from factpress.ratings.origins import origins_of


class PassageNames(NamedTuple):
    """The names of all passages of claims, and of those that show defects, by their content."""

    passages: Mapping[PassageKey, PassageName]
    defects: Mapping[PassageKey, PassageName]


def is_recorded(catalog: Catalog, key: CardKey) -> bool:
    """Whether readers see a card, on this day or without an edit on a later one."""
    held = catalog.held_back.get(key)
    return held is None or held.until is not None


def recorded_claims(catalog: Catalog) -> list[Claim]:
    """The claims that are recorded, withdrawn and merged ones included."""
    claims = (*quoting_claims(catalog), *catalog.withdrawn.values(), *catalog.merged.values())
    return [claim for claim in claims if is_recorded(catalog, claim.key)]


def passage_names(catalog: Catalog) -> PassageNames:
    """The name of each passage of the catalog."""
    passages = {
        PassageKey(claim.key.id, each.id or ""): PassageName(claim.key.id, evidence_digest(each))
        for claim in quoting_claims(catalog)
        for each in claim.fields.evidence
    }
    defects = {
        defect_key(source_id, number): PassageName(
            source_id, passage_digest(source_id, defect.passage, defect.occurrence)
        )
        for source_id, source in catalog.sources.items()
        for number, defect in enumerate(source.fields.defects, 1)
        if defect.passage
    }
    return PassageNames(passages, defects)


def repeated_passages(catalog: Catalog, names: PassageNames) -> Iterator[Problem]:
    """Report passages whose words are on their card twice: the lock could not tell them apart."""
    first: dict[PassageName, str] = {}
    for claim in quoting_claims(catalog) if _has_twins(names.passages) else ():
        for index, each in enumerate(claim.fields.evidence):
            key = PassageKey(claim.key.id, each.id or "")
            other = first.setdefault(names.passages[key], key.evidence_id)
            if other != key.evidence_id:
                message = (
                    f"these words of {quoted(each.source)} are those of passage {quoted(other)} "
                    "of this card; keep one, and name all whose words they are: speaker: [one, "
                    "other]"
                )
                yield problem_at(claim, f"evidence.{index}.passage", message)
    numbers: dict[PassageName, int] = {}
    for source in catalog.sources.values() if _has_twins(names.defects) else ():
        for index, _ in enumerate(source.fields.defects):
            name = names.defects.get(defect_key(source.key.id, index + 1))
            if name and numbers.setdefault(name, index) != index:
                message = (
                    f"these words are those of defect {numbers[name] + 1} of this card; make it one"
                )
                yield problem_at(source, f"defects.{index}.passage", message)


def _has_twins(names: Mapping[PassageKey, PassageName]) -> bool:
    return len(set(names.values())) < len(names)


def record_of(catalog: Catalog, names: PassageNames) -> Record:
    """The record of all cards that readers see, or will see."""
    claims = [claim for claim in quoting_claims(catalog) if is_recorded(catalog, claim.key)]
    sources = [each for each in catalog.sources.values() if is_recorded(catalog, each.key)]
    passages = {
        names.passages[PassageKey(claim.key.id, each.id or "")]: _passage(catalog, each, number)
        for claim in claims
        for number, each in enumerate(claim.fields.evidence, 1)
    }
    quotes = _quotes(claims, sources, names)
    return Record(
        claims={claim.key.id: _claim(catalog, claim) for claim in recorded_claims(catalog)},
        passages=passages,
        sources={each.key.id: _source(each) for each in sources},
        ratings={rating.id: _rating(rating) for rating in catalog.publication.ratings},
        addresses={
            address: _address(catalog, key)
            for address, key in public_addresses(catalog._replace(held_back={})).items()
            if is_recorded(catalog, key)
        },
        scale=tuple(map(change_digest, catalog.publication.changes)),
        compared=_digest(f"{each.key.id} {each.fields.sha256}" for each in sources),
        quotes={each.key.id: _digest(quotes.get(each.key.id, [])) for each in sources},
        actors={
            actor_id: _actor(actor)
            for actor_id, actor in catalog.actors.items()
            if is_recorded(catalog, actor.key)
        },
    )


def entries_of(catalog: Catalog) -> Entries:
    """The entries of a lock of the catalog."""
    names, proof = passage_names(catalog), catalog.proof
    return Entries(
        record_of(catalog, names),
        {names.passages[key]: found for key, found in proof.passages.items()},
        {names.defects[key]: found for key, found in proof.defects.items()},
        proof.copies,
        proof.alike,
    )


def proof_of(entries: Entries, names: PassageNames) -> Proof:
    """The places and saved copies that a lock has for the passages and sources of the cards."""
    passages, defects = (
        {key: found[name] for key, name in of_kind.items() if name in found}
        for of_kind, found in (
            (names.passages, entries.passages),
            (names.defects, entries.defects),
        )
    )
    return Proof(passages, defects, entries.copies, entries.alike)


def _claim(catalog: Catalog, claim: Claim) -> ClaimRecord:
    fields = claim.fields
    return ClaimRecord(
        words=fields.claim,
        rating=fields.rating,
        reason=fields.reason,
        status="open" if is_open(claim) else "",
        checked="" if fields.checked == dt.date.min and is_open(claim) else str(fields.checked),
        published=fields.published or "",
        shown=_shown(fields),
        as_of=as_of(catalog, claim) if _has_sources(catalog, claim) else "",
        said=fields.said or "",
        claimants=fields.claimants,
        appearances=tuple(map(_appearance, fields.appearances)),
        rating_note=fields.rating_note or "",
        open_questions=fields.open_questions,
        outside=tuple(map(_outside, fields.outside)),
        withdrawn=fields.withdrawn.date.isoformat() if fields.withdrawn else "",
        merged_into=fields.merged_into or "",
        history=tuple(map(change_digest, history_of(claim))),
    )


def _shown(fields: ClaimFields) -> str:
    first = shown_from(fields)
    return in_utc(first) if first != begin_of(fields.checked) else ""


def _has_sources(catalog: Catalog, claim: Claim) -> bool:
    """Whether a rated claim has evidence, all of sources that have cards."""
    evidence = () if is_open(claim) else claim.fields.evidence
    return bool(evidence) and all(each.source in catalog.sources for each in evidence)


def _passage(catalog: Catalog, evidence: Evidence, number: int) -> PassageRecord:
    is_known = evidence.source in catalog.sources
    return PassageRecord(
        stance=evidence.stance,
        speakers=evidence.speakers,
        origins=origins_of(evidence, catalog.sources) if is_known else (),
        id="" if evidence.id == f"passage-{number}" else evidence.id or "",
        said=evidence.said or "",
        language=evidence.language or "",
        translation=_translation(evidence.translation),
        note=evidence.note or "",
        crop_ok=evidence.crop_ok or "",
        context=evidence.context,
    )


def _translation(given: Translation | None) -> str:
    if given is None:
        return ""
    of = ", ".join(part for part in (given.language, given.by) if part)
    return f"{given.words.strip()} ({of})" if of else given.words.strip()


def _actor(actor: Actor) -> ActorRecord:
    fields = actor.fields
    return ActorRecord(
        name=fields.name, kind=fields.kind, role=fields.role or "", part_of=fields.part_of
    )


def _source(source: Source) -> SourceRecord:
    fields = source.fields
    return SourceRecord(
        title=fields.title,
        publisher=fields.publisher,
        published=_published(fields.published),
        kind=fields.kind,
        url=fields.url or "",
        archived_url=fields.archived_url or "",
        origins=tuple(origin.actor for origin in fields.origins),
        independent=tuple(f"{', '.join(each.of)}: {each.why}" for each in fields.independent),
    )


def _quotes(
    claims: list[Claim], sources: list[Source], names: PassageNames
) -> dict[str, list[str]]:
    """The names of all passages that are quoted from each source."""
    found: dict[str, list[str]] = {}
    for claim in claims:
        for each in claim.fields.evidence:
            name = names.passages[PassageKey(claim.key.id, each.id or "")]
            found.setdefault(each.source, []).append("#".join(name))
    for source in sources:
        for number, defect in enumerate(source.fields.defects, 1):
            if defect.passage:
                name = names.defects[defect_key(source.key.id, number)]
                found.setdefault(source.key.id, []).append("#".join(name))
    return found


def _digest(parts: Iterator[str] | list[str]) -> str:
    """A digest of texts in any order; of none, an empty text."""
    text = "\n".join(sorted(parts))
    return digest(text.encode("utf-8"))[:16] if text else ""


def _rating(rating: Rating) -> RatingRecord:
    return RatingRecord(
        label=rating.label,
        definition=rating.definition,
        value=rating.value,
        mark=rating.mark,
        needs=tuple(_needs(rating.needs)),
    )


def _needs(needs: Needs) -> Iterator[str]:
    """Each need that is stated, as `passages: 2` or `stances: asserts, denies`."""
    nothing = asdict(NO_NEEDS)
    for name, value in asdict(needs).items():
        if value != nothing[name]:
            yield f"{name}: {_need(value)}"


def _need(value: object) -> str:
    if isinstance(value, Needs):
        return f"({'; '.join(_needs(value))})"
    return ", ".join(map(_need, value)) if isinstance(value, tuple) else str(value)


def _address(catalog: Catalog, key: CardKey) -> AddressRecord:
    held = catalog.held_back.get(key)
    until = in_utc(held.until) if held and held.until else ""
    return AddressRecord(kind=key.kind, id=key.id, until=until)


def _appearance(appearance: Appearance) -> str:
    words, language = appearance.words, appearance.language
    parts = (
        appearance.source or appearance.url,
        appearance.archived_url and f"archived {appearance.archived_url}",
        appearance.date,
        appearance.title,
        appearance.medium,
        appearance.time and f"at {appearance.time}",
        appearance.by and f"by {', '.join(appearance.by)}",
        words and quoted(words) + (f" ({language})" if language else ""),
    )
    return ", ".join(part for part in parts if part)


def _outside(note: OutsideNote) -> str:
    return f"{note.date}: {note.note} {note.url}"


def _published(published: Published) -> str:
    return published.date or f"not before {published.not_before}"
