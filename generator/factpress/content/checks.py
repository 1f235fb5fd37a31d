"""Checks that need more than one card: ids that lead nowhere, values off the scale, links.

In: the catalog, or one card and the names of all actors. Out: problems and warnings, each at its
field. `evidence` checks passages against their documents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from factpress.content.addresses import check_addresses
from factpress.content.alike_names import check_alike_names
from factpress.content.catalog import links_of, target_of
from factpress.content.claim_facts import passage_numbers
from factpress.content.history import (
    check_changes,
    check_mergers,
    is_open,
    no_more,
    quoting_claims,
    shows_body,
)
from factpress.content.markdown.comments import Places, without_comments
from factpress.content.mentions import NameIndex, as_written
from factpress.content.missing_cards import named_so, way_to_make
from factpress.content.places import BODY, decoded, place_of, problem_at
from factpress.content.reference_checks import Reference, check_names, references
from factpress.model.cards import (
    AnyCard,
    CardKey,
    Catalog,
    Citation,
    Claim,
    InputFile,
    Link,
    Place,
    Source,
)
from factpress.model.limits import PROBLEMS
from factpress.model.problems import Problem, quoted, unknown
from factpress.model.schema import CardKind, ClaimFields
from factpress.model.urls import FOLDERS

# https://developers.google.com/search/docs/appearance/structured-data/factcheck: claimReviewed
# is kept short to fit where fact checks are shown.
_MOST_CLAIM = 75


def check(catalog: Catalog) -> Iterator[Problem]:
    """Problems that show when the cards are seen together, apart from those of `unlinked`."""
    for claim in quoting_claims(catalog):
        yield from _check_claim(claim, catalog)
    scale = [rating.id for rating in catalog.publication.ratings]
    for claim in former_claims(catalog):
        yield from check_changes(claim, scale)
    yield from check_mergers(catalog)
    yield from check_addresses(catalog)
    for source in catalog.sources.values():
        yield from _check_source(source, catalog)
    yield from _circles(catalog)
    yield from check_names(catalog)
    yield from check_alike_names(every_card(catalog))
    offered: set[CardKey] = set()
    for card in (*every_card(catalog), *former_claims(catalog)):
        yield from _some(_check_references(card, catalog, offered))
        if shows_body(card):
            yield from _some(_check_links(card, catalog))
    # While a card cannot be read, what it uses cannot be known.
    if not catalog.unread:
        yield from _idle(catalog)


def _some(problems: Iterator[Problem]) -> Iterator[Problem]:
    """The first problems of a card; each further one would be looked for among all cards."""
    yield from islice(problems, PROBLEMS)
    if further := next(problems, None):
        yield further._replace(message="and more problems from here on; mend those above first")


def former_claims(catalog: Catalog) -> list[Claim]:
    """The withdrawn and merged claims."""
    return [*catalog.withdrawn.values(), *catalog.merged.values()]


def every_card(catalog: Catalog) -> list[AnyCard]:
    """All cards but withdrawn and merged claims, kind after kind."""
    return [
        *quoting_claims(catalog),
        *catalog.actors.values(),
        *catalog.sources.values(),
        *catalog.topics.values(),
        *catalog.events.values(),
        *catalog.pages.values(),
        *catalog.people.values(),
    ]


def _check_claim(claim: Claim, catalog: Catalog) -> Iterator[Problem]:
    fields = claim.fields
    scale = [rating.id for rating in catalog.publication.ratings]
    if fields.rating not in scale and not is_open(claim):
        message = unknown("rating", fields.rating, scale, is_not="is not on the scale")
        yield problem_at(claim, "rating", message)
    if len(fields.claim) > _MOST_CLAIM:
        message = (
            f"claim is {len(fields.claim)} characters long; over {_MOST_CLAIM} it is cut off "
            "where fact checks are listed"
        )
        yield problem_at(claim, "claim", message, "warning")
    if claim.key.id in fields.related:
        at = f"related.{fields.related.index(claim.key.id)}"
        yield problem_at(claim, at, "related names this card itself; remove it")
    yield from _check_evidence(claim, catalog)
    yield from _check_readers(claim, catalog)
    yield from check_changes(claim, scale)


def _check_readers(claim: Claim, catalog: Catalog) -> Iterator[Problem]:
    """The second reader of a check is none of its authors; the publication can require one."""
    fields = claim.fields
    for index, person_id in enumerate(fields.reviewed_by):
        if person_id in fields.authors:
            message = (
                f"reviewed_by names {quoted(person_id)}, who is an author of this check; a second "
                "reader is somebody else"
            )
            yield problem_at(claim, f"reviewed_by.{index}", message)
    if catalog.publication.require_review and not fields.reviewed_by and not is_open(claim):
        message = (
            "claim has no reviewed_by, and publication.yaml has require_review: true; name who "
            "read the check besides its authors"
        )
        yield problem_at(claim, "claim", message)


def _check_evidence(claim: Claim, catalog: Catalog) -> Iterator[Problem]:
    for index, evidence in enumerate(claim.fields.evidence):
        field = f"evidence.{index}"
        yield from _check_length(claim, f"{field}.passage", evidence.passage, catalog)
        source = catalog.sources.get(evidence.source)
        if source and evidence.origin:
            of_source = [*(o.actor for o in source.fields.origins), source.fields.publisher]
            allowed = list(dict.fromkeys([*of_source, *evidence.speakers]))
            if evidence.origin not in allowed:
                is_not = "is no origin of the source, nor its publisher, nor the speaker"
                message = unknown("origin", evidence.origin, allowed, is_not=is_not)
                yield problem_at(claim, f"{field}.origin", message)


def _check_source(source: Source, catalog: Catalog) -> Iterator[Problem]:
    for index, defect in enumerate(source.fields.defects):
        yield from _check_length(source, f"defects.{index}.passage", defect.passage or "", catalog)
    for index, independent in enumerate(source.fields.independent):
        field = f"independent.{index}.of"
        for other in independent.of:
            astray = _astray(source, Reference(field, "source", other), catalog)
            if astray:
                yield problem_at(source, field, astray)
            elif other == source.key.id:
                yield problem_at(source, field, "independent names this card itself; remove it")


def _check_length(card: AnyCard, field: str, passage: str, catalog: Catalog) -> Iterator[Problem]:
    words, most = len(passage.split()), catalog.publication.limits.passage_words
    if words > most:
        message = f"passage is {words} words long; at most {most} may be quoted at a time"
        yield problem_at(card, field, message)


def _circles(catalog: Catalog) -> Iterator[Problem]:
    for actor in catalog.actors.values():
        seen: set[str] = set()
        above = list(actor.fields.part_of)
        while above:
            whole = above.pop()
            if whole == actor.key.id:
                message = "part_of leads back to this actor; break the circle"
                yield problem_at(actor, "part_of", message)
                break
            if whole not in seen and whole in catalog.actors:
                seen.add(whole)
                above += catalog.actors[whole].fields.part_of


def unlinked(
    card: AnyCard,
    names: NameIndex,
    ids: Mapping[str, tuple[CardKey, ...]],
    file: Callable[[], InputFile],
) -> Iterator[Problem]:
    """Actors that a card's body names without a link; `ids` are the catalog's.

    `file` gives the card's own, which is needed for the place of a name alone.
    """
    found = names.named_in(card.body.text) if shows_body(card) else {}
    linked = {target_of(link, ids) for link in links_of(card)} if found else set()
    for actor_id, name in found.items():
        key = CardKey("actor", actor_id)
        if key not in linked and key != card.key:
            place = _place_of_name(card, name, file())
            target = actor_id if len(ids[actor_id]) == 1 else f"actor:{actor_id}"
            message = f"body names {quoted(name)} without a link; write [[{target}|{name}]] once"
            yield Problem(card.path, *place, message, "warning")


_BRACKETED = re.compile(r"\[\[[^\]\n]*\]\]")


def _place_of_name(card: AnyCard, name: str, file: InputFile) -> Place:
    start = place_of(card, BODY).line
    text = "\n".join(decoded(file).split("\n")[start - 1 :])
    shown = without_comments(text)
    body = _BRACKETED.sub(lambda m: " " * len(m[0]), shown.text)
    found = as_written(name).search(body)
    return Places(text, start, shown).at(found.start()) if found else Place(start, 1)


def _check_links(card: AnyCard, catalog: Catalog) -> Iterator[Problem]:
    numbers = passage_numbers(card.fields) if isinstance(card.fields, ClaimFields) else {}
    for mark in card.body.marks:
        if isinstance(mark, Citation):
            if mark.evidence_id not in numbers:
                message = unknown(
                    "citation", f"@{mark.evidence_id}", [f"@{i}" for i in numbers],
                    is_not="names no passage of this card",
                )  # fmt: skip
                yield Problem(card.path, *mark.place, message)
        elif target_of(mark, catalog.ids) is None and not _is_known(mark, catalog):
            written = f"{mark.kind}:{mark.id}" if mark.kind else mark.id
            message = _broken(written, mark.kind, mark.id, catalog)
            yield Problem(card.path, *mark.place, message)


def _is_known(link: Link, catalog: Catalog) -> bool:
    """Whether a link leads to a card outside the catalog, for a reason that is reported there."""
    kinds: Iterable[CardKind] = (link.kind,) if link.kind else FOLDERS.values()
    keys = {CardKey(kind, link.id) for kind in kinds}
    is_there = not keys.isdisjoint(catalog.ids.get(link.id, ()))
    return not is_there and not (
        keys.isdisjoint(catalog.unread) and keys.isdisjoint(catalog.held_back)
    )


def _broken(written: str, kind: CardKind | None, card_id: str, catalog: Catalog) -> str:
    keys = [key for key in catalog.ids.get(card_id, ()) if kind in (None, key.kind)]
    if keys:
        choices = " or ".join(f"[[{key.kind}:{key.id}]]" for key in keys)
        return f"link {quoted(written)} could mean several cards; write {choices}"
    allowed = sorted({k.id for ks in catalog.ids.values() for k in ks if kind in (None, k.kind)})
    what = f"link to {kind}" if kind else "link"
    return unknown(what, card_id, allowed, is_not="leads to no card")


def _idle(catalog: Catalog) -> Iterator[Problem]:
    used = {*catalog.back.quoted, *catalog.back.appeared, *catalog.back.source_events}
    for claim in catalog.open.values():
        used.update(each.id for each in references(claim) if each.kind == "source")
    for source in catalog.sources.values():
        if source.key.id not in used:
            yield problem_at(source, "", "no claim uses this source", "warning")
    named = _named_actors(catalog)
    for actor in catalog.actors.values():
        if actor.key.id not in named:
            yield problem_at(actor, "", "no card names this actor", "warning")


def _named_actors(catalog: Catalog) -> set[str]:
    back = catalog.back
    linked = {key.id for key in back.linked if key.kind == "actor"}
    by_field = (back.named, back.claimed, back.spoken, back.published, back.relayed, back.parts)
    in_fields = {
        each.id
        for claim in catalog.open.values()
        for each in references(claim)
        if each.kind == "actor"
    }
    for claim in catalog.claims.values():
        in_fields.update(each.credits for each in claim.fields.evidence if each.credits)
        for appearance in claim.fields.appearances:
            in_fields.update(appearance.by)
    return linked.union(in_fields, *by_field)


def _check_references(card: AnyCard, catalog: Catalog, offered: set[CardKey]) -> Iterator[Problem]:
    """Report ids in front matter that lead to no card; `publishing` reports cards held back.

    `offered` are the missing cards that a problem has told how to make.
    """
    for reference in references(card):
        message = _astray(card, reference, catalog)
        if message:
            key = CardKey(reference.kind, reference.id)
            is_unknown = "has no card in" in message and "did you mean" not in message
            named = named_so(reference, catalog) if is_unknown else None
            if named:
                message += f" That is the name of {quoted(named)}; write {named}."
                is_unknown = False
            if is_unknown and key not in offered:
                offered.add(key)
                message += way_to_make(reference)
            yield problem_at(card, reference.field, message)


def _astray(card: AnyCard, reference: Reference, catalog: Catalog) -> str | None:
    """Why a reference leads to no card, in words; None where it leads to one."""
    kind, card_id = reference.kind, reference.id
    if kind == "claim" and (card_id in catalog.withdrawn or card_id in catalog.merged):
        if reference.field == "merged_into":
            return None  # `check_mergers` reports these
        return no_more(catalog, card_id, (card.key.id, *(each.id for each in references(card))))
    if kind == "claim" and card_id in catalog.open:
        return (
            f"claim {quoted(card_id)} is open, so nothing can rest on it; link to it in the text, "
            "or wait until it is rated"
        )
    key, keys = CardKey(kind, card_id), catalog.ids.get(card_id, ())
    if key in keys or key in catalog.unread or key in catalog.held_back:
        return None
    former = {*catalog.withdrawn, *catalog.merged} if kind == "claim" else set()
    every = {k.id for ks in catalog.ids.values() for k in ks if k.kind == kind}
    allowed = sorted(every - former)
    folder = next(name for name, of in FOLDERS.items() if of == kind)
    return unknown(kind, card_id, allowed, is_not=f"has no card in {folder}/")
