"""The publication as records: a claim, an actor, a source, a passage, each a plain mapping.

In: the catalog, a card, and the address of the file that will hold the record. Out: what the
files of data say, in the words of the cards; `pages.shapes` tells every key. Keys that have
nothing to say are left out, lists may be empty. Knows nothing of files and formats.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from factpress.content.claim_facts import STANCE_ORDER, as_of, passage_numbers
from factpress.exports.event_records import events_of, outside_record
from factpress.exports.record_parts import changes_of, linked, linked_from
from factpress.exports.schema_org import number, review_due
from factpress.model.cards import Actor, Catalog, Claim, Source
from factpress.model.evidence import Found
from factpress.model.schema import Appearance, Evidence, Published
from factpress.model.site import Plain
from factpress.model.urls import claim_file_url, embed_url
from factpress.ratings.origins import independent_origins
from factpress.views.body_html import body_html
from factpress.views.cards import (
    CardName,
    Piece,
    evidence_of,
    key_of,
    language_of,
    owner_of,
    passage_anchor,
    rating_of,
    url_of,
)
from factpress.views.identifiers import address
from factpress.views.proofs import (
    found_view,
    independent_pairs,
    level_of,
    not_checked,
    passage_not_checked,
)
from factpress.views.related import Because


def publication_record(catalog: Catalog, here: str) -> Piece:
    """Who publishes, in which language, and on what scale claims are rated."""
    publication = catalog.publication
    return _said(
        name=publication.name,
        language=publication.language,
        url=address(catalog, "/", here),
        publisher=publication.publisher.name if publication.publisher else None,
        ratings=[_rating(catalog, each.id) for each in publication.ratings],
        not_checked=not_checked(catalog),
    )


def claim_record(catalog: Catalog, claim: Claim, here: str) -> Piece:
    """A claim as one of many: what is claimed, by whom, how it is rated and why."""
    fields = claim.fields
    stances = [e.stance for e in fields.evidence]
    return _said(
        id=claim.key.id,
        url=address(catalog, url_of(claim), here),
        claim=fields.claim,
        rating=_rating(catalog, fields.rating, is_defined=False),
        reason=fields.reason,
        as_of=as_of(catalog, claim),
        rating_note=fields.rating_note,
        checked=fields.checked.isoformat(),
        said=fields.said,
        claimants=[_actor(catalog, each) for each in fields.claimants],
        topics=[{"id": each, "name": catalog.topics[each].fields.name} for each in fields.topics],
        stances={stance: stances.count(stance) for stance in STANCE_ORDER},
        sources=list(dict.fromkeys(e.source for e in fields.evidence)),
        related=list(fields.related),
        json=address(catalog, claim_file_url(claim.key.id, "claim.json"), here),
        annotations=address(catalog, claim_file_url(claim.key.id, "evidence.json"), here),
    )


def whole_claim(
    catalog: Catalog,
    claim: Claim,
    named: Sequence[str],
    because: Iterable[tuple[str, Because]],
) -> Piece:
    """All that a claim's page says.

    `named` are the actors that its sentence names, `because` the related claims with why they are.
    """
    here = claim_file_url(claim.key.id, "claim.json")
    fields = claim.fields
    body = body_html(catalog, claim)
    numbers = passage_numbers(fields)
    return {
        **claim_record(catalog, claim, here),
        "language": catalog.publication.language,
        "rating": _rating(catalog, fields.rating),
        "passages": [
            {
                "number": numbers[each.id or ""],
                **passage_record(catalog, claim, each, here),
                **_live(catalog, claim, each),
            }
            for each in fields.evidence
        ],
        **_origins(catalog, claim),
        "documents": [
            _document(catalog, catalog.sources[source_id], here)
            for source_id in dict.fromkeys(e.source for e in fields.evidence)
        ],
        "appearances": [_appearance(catalog, each) for each in fields.appearances],
        **_said(analysis=str(body) if body else None, review_due=review_due(catalog, claim)),
        **_beside(catalog, claim.key.id, here),
        "open_questions": list(fields.open_questions),
        **outside_record(fields.outside),
        **events_of(catalog, claim, here),
        "changes": changes_of(catalog, claim, here),
        "related_claims": [
            _related(catalog, catalog.claims[each], why, here) for each, why in because
        ],
        "named_actors": [_actor(catalog, actor_id) for actor_id in named],
        "linked_from": linked_from(catalog, claim, here),
    }


def _origins(catalog: Catalog, claim: Claim) -> Piece:
    """The independent origins of a claim, and why some are independent in spite of their looks."""
    evidence = claim.fields.evidence
    return {
        "origins": [
            [_actor(catalog, actor_id) for actor_id in group]
            for group in independent_origins(evidence, catalog)
        ],
        "independent": [
            {"documents": [one, other], "why": why}
            for one, other, why in independent_pairs(catalog, evidence)
        ],
    }


def _beside(catalog: Catalog, claim_id: str, here: str) -> Piece:
    """What stands beside a claim's page for others to use."""
    cited = (claim_file_url(claim_id, name) for name in ("cite.bib", "cite.json"))
    return {
        "embed": address(catalog, embed_url(claim_id), here),
        "citations": [address(catalog, url, here) for url in cited],
    }


def _live(catalog: Catalog, claim: Claim, evidence: Evidence) -> Piece:
    """Where in the live document a passage stands, if that has an address."""
    found = found_view(catalog, claim, evidence)
    return _said(live_url=found.live_url) if found else {}


def _document(catalog: Catalog, source: Source, here: str) -> Piece:
    fields = source.fields
    return _said(
        id=source.key.id,
        title=fields.title,
        language=language_of(catalog, source),
        publisher=_actor(catalog, fields.publisher),
        published=_published(fields.published),
        url=fields.url,
        page=address(catalog, url_of(source), here),
    )


def _published(published: Published) -> Piece:
    since = published.not_before
    return {"not_before": since.isoformat()} if since else {"date": published.date}


def _related(catalog: Catalog, claim: Claim, why: Because, here: str) -> Piece:
    rating = _rating(catalog, claim.fields.rating, is_defined=False)
    dated = {**linked(catalog, claim, here), "rating": rating, "as_of": as_of(catalog, claim)}
    shared = ("paragraph", "actor", "source", "topic")
    names = {what: [_name(each) for each in getattr(why, what)] for what in shared}
    return {**dated, "because": {"editors": why.editors, **names}}


def _name(card: CardName) -> Piece:
    return _said(title=card.title, language=card.language)


def passage_record(catalog: Catalog, claim: Claim, evidence: Evidence, here: str) -> Piece:
    """A passage with whose words it is, what it does to the claim, and where it was found."""
    key = key_of(claim, evidence)
    source = catalog.sources[evidence.source]
    found = catalog.proof.passages.get(key)
    return _said(
        id=key.evidence_id,
        claim=claim.key.id,
        url=address(catalog, f"{url_of(claim)}#{passage_anchor(key.evidence_id)}", here),
        passage=evidence.passage.strip(),
        language=evidence.language or language_of(catalog, source),
        stance=evidence.stance,
        speakers=[_actor(catalog, each) for each in evidence.speakers],
        said=evidence.said,
        source=source.key.id,
        origin=evidence.origin,
        credits=_actor(catalog, evidence.credits) if evidence.credits else None,
        note=evidence.note,
        crop_ok=evidence.crop_ok,
        level=level_of(catalog, found),
        not_checked=passage_not_checked(catalog, found),
        start=found.start if found else None,
        end=found.end if found else None,
        paragraph=found.paragraph if found else None,
        page=found.page or None if found else None,
        time=found.time or None if found else None,
        turn=found.turn or None if found else None,
        direct_speech=found.is_speech if found else None,
        context=_context(found) if found else None,
        passed_over=list(found.passed) or None if found else None,
    )


def _context(found: Found) -> Piece | None:
    """The rest of the sentence around a passage, where its page shows it."""
    if not found.before and not found.after:
        return None
    return {"before": found.before, "after": found.after}


def actor_record(catalog: Catalog, actor: Actor, here: str) -> Piece:
    """An actor, and the claims and documents it has to do with."""
    fields, actor_id, back = actor.fields, actor.key.id, catalog.back
    spoken = [evidence_of(catalog, key).stance for key in back.spoken.get(actor_id, ())]
    owner = owner_of(actor)
    return _said(
        id=actor_id,
        url=address(catalog, url_of(actor), here),
        name=fields.name,
        kind=fields.kind,
        aliases=list(fields.aliases),
        role=fields.role,
        short=fields.short,
        owner={"name": owner.name, "url": owner.url} if owner else None,
        part_of=list(fields.part_of),
        same_as=list(fields.same_as),
        claims=list(back.claimed.get(actor_id, ())),
        named_in=list(back.named.get(actor_id, ())),
        stances={stance: spoken.count(stance) for stance in STANCE_ORDER},
        published=list(back.published.get(actor_id, ())),
        relayed=list(back.relayed.get(actor_id, ())),
    )


def source_record(catalog: Catalog, source: Source, here: str) -> Piece:
    """A document: what it is, where it is, whose reporting it relays, what is wrong with it."""
    fields = source.fields
    copy = catalog.proof.copies.get(source.key.id)
    return _said(
        id=source.key.id,
        page=address(catalog, url_of(source), here),
        title=fields.title,
        publisher=_actor(catalog, fields.publisher),
        kind=fields.kind,
        published=_published(fields.published),
        dated=fields.dated.how,
        dated_note=fields.dated.note,
        language=language_of(catalog, source),
        url=fields.url,
        archived_url=fields.archived_url,
        sha256=fields.sha256,
        words=copy.words if copy else None,
        quoted_words=copy.quoted if copy else None,
        origins=[_said(**_actor(catalog, o.actor), note=o.note) for o in fields.origins],
        independent=[
            {"documents": others, "why": each.why}
            for each in fields.independent
            if (others := [other for other in each.of if other in catalog.sources])
        ],
        defects=[_said(note=d.note, passage=d.passage) for d in fields.defects],
        rights=fields.rights,
        short=fields.short,
        passages=len(catalog.back.quoted.get(source.key.id, ())),
    )


def _rating(catalog: Catalog, rating_id: str, *, is_defined: bool = True) -> Piece:
    """A rating; with its definition where it stands once, not where claims repeat it."""
    rating = rating_of(catalog, rating_id)
    short = _said(
        id=rating.id,
        label=rating.label,
        value=None if rating.value is None else number(rating.value),
    )
    return {**short, "mark": rating.mark, "definition": rating.definition} if is_defined else short


def _actor(catalog: Catalog, actor_id: str) -> Piece:
    return {"id": actor_id, "name": catalog.actors[actor_id].fields.name}


def _appearance(catalog: Catalog, appearance: Appearance) -> Piece:
    source = catalog.sources[appearance.source].fields if appearance.source else None
    return _said(
        source=appearance.source,
        title=appearance.title or (source.title if source else None),
        url=source.url if source else appearance.url,
        date=appearance.date.isoformat() if appearance.date else None,
    )


def _said(**values: Plain) -> Piece:
    """The keys that have something to say."""
    return {name: value for name, value in values.items() if value is not None}
