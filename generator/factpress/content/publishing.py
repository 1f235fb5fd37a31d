"""Which cards readers see, and from which instant on.

In: every card, and an instant. Out: the cards that are held back, each with the reason, and
problems with references to them from cards that are shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from factpress.content.catalog import links_of, name_index
from factpress.content.claim_facts import claim_zone, shown_from
from factpress.content.history import is_former
from factpress.content.mentions import NameIndex
from factpress.content.places import place_of, problem_at
from factpress.content.reference_checks import references
from factpress.model.cards import AnyCard, CardKey, HeldBack, Link
from factpress.model.instants import FIRST_INSTANT, LAST_INSTANT, in_utc, instant_of
from factpress.model.problems import Problem, Severity, quoted
from factpress.model.schema import ActorFields, CardKind, ClaimFields

# Published for their own sake, all others for the sake of the cards that refer to them.
_ROOTS: tuple[CardKind, ...] = ("claim", "event", "page")

_Cards = Mapping[CardKey, AnyCard]
# The cards that each card uses, and that are published with it.
_Uses = Mapping[CardKey, Sequence[CardKey]]
_Ids = Mapping[str, Sequence[CardKey]]


def held_back(cards: Sequence[AnyCard], now: dt.datetime) -> dict[CardKey, HeldBack]:
    """The cards that readers do not see at an instant, each with the reason.

    These are drafts, claims that are checked or published later or are under embargo, and cards of
    other kinds that only such cards use, or that nothing uses and that refer to a card that is
    held back.
    """
    if not any(_is_draft(card) or _own_first(card) > now for card in cards):
        return {}
    by_key = {card.key: card for card in cards}
    uses = _uses(by_key)
    firsts = _first_shown(by_key, uses)
    hidden = sorted(key for key in by_key if key not in firsts or firsts[key] > now)
    users = _users(hidden, by_key, uses)
    return {
        key: _held_back(by_key[key], firsts.get(key), now, users.get(key), by_key) for key in hidden
    }


def check_links_to_held_back(
    cards: Sequence[AnyCard],
    held: Mapping[CardKey, HeldBack],
    now: dt.datetime,
    severity: Severity = "error",
) -> Iterator[Problem]:
    """Report references to cards that are still held back when the card with them is shown."""
    ids = _by_id({**{card.key: None for card in cards}, **held}) if held else {}
    for card in cards if held else ():
        own = held.get(card.key)
        first = own.until if own else now
        if first is not None:
            for field, kind, card_id in references(card):
                target = _hidden([CardKey(kind, card_id)], held, first)
                if target:
                    message = f"{kind} {quoted(card_id)} is {_cure(target)}"
                    yield problem_at(card, field, message, severity)
            for link in links_of(card):
                target = _hidden(_meant(link, ids), held, first)
                if target:
                    written = f"{link.kind}:{link.id}" if link.kind else link.id
                    message = f"link {quoted(written)} leads to {_cure(target)}"
                    yield Problem(card.path, *link.place, message, severity)


def drafts_eased(problems: Iterable[Problem], held: Mapping[CardKey, HeldBack]) -> list[Problem]:
    """The problems, those of drafts as warnings: no reader sees what is not finished yet."""
    drafts = {each.path for each in held.values() if each.until is None}
    return [
        each._replace(severity="warning")
        if each.path in drafts and each.severity == "error"
        else each
        for each in problems
    ]


def _is_draft(card: AnyCard) -> bool:
    """Whether a card is kept out of the site; a former claim never is: its address stays public."""
    return card.fields.draft and not is_former(card)


def shown_alike(cards: Iterable[AnyCard], now: dt.datetime) -> tuple[str, str]:
    """The span around an instant in which readers see the same cards, in the notation of `in_utc`.

    Its end is the first instant at which they see others.
    """
    firsts = {_own_first(card) for card in cards}
    since = max((each for each in firsts if each <= now), default=FIRST_INSTANT)
    return in_utc(since), in_utc(min((each for each in firsts if each > now), default=LAST_INSTANT))


def _own_first(card: AnyCard) -> dt.datetime:
    """The first instant at which a card may be shown, if it is no draft."""
    fields = card.fields
    if not isinstance(fields, ClaimFields) or is_former(card):
        return FIRST_INSTANT
    return shown_from(fields)


def _uses(cards: _Cards) -> _Uses:
    ids = _by_id(cards)
    actors = [card for card in cards.values() if _is_actor(card) and not _is_draft(card)]
    names = name_index(actors)  # type: ignore[arg-type]
    taken = {key for key, card in cards.items() if key.kind not in _ROOTS and not _is_draft(card)}
    return {
        key: [used for used in _used_by(card, ids, names) if used in taken]
        for key, card in cards.items()
    }


def _is_actor(card: AnyCard) -> bool:
    return isinstance(card.fields, ActorFields)


def _used_by(card: AnyCard, ids: _Ids, names: NameIndex) -> Iterator[CardKey]:
    """The cards that a card refers to, and the actors that a claim's sentence names."""
    for each in references(card):
        yield CardKey(each.kind, each.id)
    for link in links_of(card):
        yield from _meant(link, ids)
    if isinstance(card.fields, ClaimFields) and not is_former(card):
        for actor_id in names.named_in(card.fields.claim):
            yield CardKey("actor", actor_id)


def _by_id(keys: Iterable[CardKey]) -> _Ids:
    found: dict[str, list[CardKey]] = {}
    for key in keys:
        found.setdefault(key.id, []).append(key)
    return found


def _meant(link: Link, ids: _Ids) -> list[CardKey]:
    """The cards that a link may lead to."""
    return [key for key in ids.get(link.id, ()) if link.kind in (None, key.kind)]


def _first_shown(cards: _Cards, uses: _Uses) -> dict[CardKey, dt.datetime]:
    """The first instant at which each card is shown, without cards that never are."""
    drafts = [key for key, card in cards.items() if _is_draft(card)]
    roots = [
        (_own_first(card), key)
        for key, card in cards.items()
        if key.kind in _ROOTS and not _is_draft(card)
    ]
    firsts: dict[CardKey, dt.datetime] = {}
    for first, key in sorted(roots):
        for reached in _reached([key], uses, firsts):
            firsts[reached] = first
    hidden = set(_reached(drafts, uses, firsts))
    _add_unused({key for key in cards if key not in firsts and key not in hidden}, uses, firsts)
    return firsts


def _reached(
    start: Iterable[CardKey], uses: _Uses, known: Mapping[CardKey, dt.date]
) -> Iterator[CardKey]:
    """Some cards and all that they use, directly or through others; known ones are left out."""
    seen: set[CardKey] = set()
    waiting = [*start]
    while waiting:
        key = waiting.pop()
        if key not in seen and key not in known:
            seen.add(key)
            waiting += uses[key]
    yield from seen


def _add_unused(unused: set[CardKey], uses: _Uses, firsts: dict[CardKey, dt.datetime]) -> None:
    """Adds cards that nothing uses: each is shown when every card that it refers to is."""
    firsts.update(dict.fromkeys(unused, FIRST_INSTANT))
    changed = True
    while changed:
        changed = False
        for key in [key for key in unused if key in firsts]:
            if any(used not in firsts for used in uses[key]):
                del firsts[key]
                changed = True
            elif any(firsts[used] > firsts[key] for used in uses[key]):
                firsts[key] = max(firsts[used] for used in uses[key])
                changed = True


def _users(hidden: Sequence[CardKey], cards: _Cards, uses: _Uses) -> dict[CardKey, CardKey]:
    """For each card that a draft or a claim of a later day leads to, the card that leads there."""
    users: dict[CardKey, CardKey] = {}
    waiting = [key for key in hidden if key.kind in _ROOTS or _is_draft(cards[key])]
    seen = set(waiting)
    for key in waiting:
        for used in uses[key]:
            if used not in seen:
                seen.add(used)
                waiting.append(used)
                users[used] = key
    return users


def _held_back(
    card: AnyCard,
    first: dt.datetime | None,
    now: dt.datetime,
    user: CardKey | None,
    cards: _Cards,
) -> HeldBack:
    field = ""
    if _is_draft(card):
        field, reason = "draft", "it is a draft"
    elif isinstance(card.fields, ClaimFields):
        field, reason = _later(card.fields, now)
    elif user:
        reason = f"only cards that are held back use it, such as {cards[user].path}"
    else:
        reason = "no card uses it, and it refers to a card that is held back"
    return HeldBack(card.path, place_of(card, field), reason, first)


def _later(fields: ClaimFields, now: dt.datetime) -> tuple[str, str]:
    """The field that holds back a claim until later, and the reason in words."""
    if fields.embargo and instant_of(fields.embargo) > now:
        return "embargo", f"under embargo until {fields.embargo}"
    if fields.published and instant_of(fields.published, claim_zone(fields)) > now:
        is_day = "T" not in fields.published
        after = f"today, {now.date()}" if is_day else f"now, {in_utc(now)}"
        return "published", f"published on {fields.published}, which is after {after}"
    return "checked", f"checked on {fields.checked}, which is after today, {now.date()}"


def _hidden(
    keys: Sequence[CardKey], held: Mapping[CardKey, HeldBack], now: dt.datetime
) -> HeldBack | None:
    """One of some cards, if all of them are hidden at an instant."""
    found = [held[key] for key in keys if key in held and not _is_shown(held[key], now)]
    return found[0] if found and len(found) == len(keys) else None


def _is_shown(target: HeldBack, now: dt.datetime) -> bool:
    return target.until is not None and target.until <= now


def _cure(target: HeldBack) -> str:
    if target.until is None:
        return "a draft, which is not published; publish it, or make this card a draft too"
    until = in_utc(target.until)
    return f"held back until {until}, and this card is shown before; leave it out until then"
