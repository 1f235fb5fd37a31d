"""Which cards readers see, and from which day on.

In: every card, and a day. Out: the cards that are held back, each with the reason, and problems
with references to them from cards that are shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from factpress.content.catalog import links_of, name_index
from factpress.content.claim_facts import shown_from
from factpress.content.history import is_former
from factpress.content.mentions import NameIndex
from factpress.content.places import place_of, problem_at
from factpress.content.reference_checks import references
from factpress.model.cards import AnyCard, CardKey, HeldBack, Link
from factpress.model.moments import day_of, first_day_after
from factpress.model.problems import Problem, Severity, quoted
from factpress.model.schema import ActorFields, CardKind, ClaimFields

# Published for their own sake, all others for the sake of the cards that refer to them.
_ROOTS: tuple[CardKind, ...] = ("claim", "event", "page")

_Cards = Mapping[CardKey, AnyCard]
# The cards that each card uses, and that are published with it.
_Uses = Mapping[CardKey, Sequence[CardKey]]
_Ids = Mapping[str, Sequence[CardKey]]


def held_back(cards: Sequence[AnyCard], today: dt.date) -> dict[CardKey, HeldBack]:
    """The cards that readers do not see on a day, each with the reason.

    These are drafts, claims checked after that day, and cards of other kinds that only such cards
    use, or that nothing uses and that refer to a card that is held back.
    """
    if not any(_is_draft(card) or _own_day(card) > today for card in cards):
        return {}
    by_key = {card.key: card for card in cards}
    uses = _uses(by_key)
    days = _first_days(by_key, uses)
    hidden = sorted(key for key in by_key if key not in days or days[key] > today)
    users = _users(hidden, by_key, uses)
    return {
        key: _held_back(by_key[key], days.get(key), today, users.get(key), by_key) for key in hidden
    }


def check_links_to_held_back(
    cards: Sequence[AnyCard],
    held: Mapping[CardKey, HeldBack],
    today: dt.date,
    severity: Severity = "error",
) -> Iterator[Problem]:
    """Report references to cards that are still held back when the card with them is shown."""
    ids = _by_id({**{card.key: None for card in cards}, **held}) if held else {}
    for card in cards if held else ():
        own = held.get(card.key)
        day = own.until if own else today
        if day is not None:
            for field, kind, card_id in references(card):
                target = _hidden([CardKey(kind, card_id)], held, day)
                if target:
                    message = f"{kind} {quoted(card_id)} is {_cure(target)}"
                    yield problem_at(card, field, message, severity)
            for link in links_of(card):
                target = _hidden(_meant(link, ids), held, day)
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


def _own_day(card: AnyCard) -> dt.date:
    """The first day on which a card may be shown, if it is no draft."""
    fields = card.fields
    if not isinstance(fields, ClaimFields) or is_former(card):
        return dt.date.min
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


def _first_days(cards: _Cards, uses: _Uses) -> dict[CardKey, dt.date]:
    """The first day on which each card is shown, without cards that never are."""
    drafts = [key for key, card in cards.items() if _is_draft(card)]
    roots = [
        (_own_day(card), key)
        for key, card in cards.items()
        if key.kind in _ROOTS and not _is_draft(card)
    ]
    days: dict[CardKey, dt.date] = {}
    for day, key in sorted(roots):
        for reached in _reached([key], uses, days):
            days[reached] = day
    hidden = set(_reached(drafts, uses, days))
    _add_unused({key for key in cards if key not in days and key not in hidden}, uses, days)
    return days


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


def _add_unused(unused: set[CardKey], uses: _Uses, days: dict[CardKey, dt.date]) -> None:
    """Adds cards that nothing uses: each is shown when every card that it refers to is."""
    days.update(dict.fromkeys(unused, dt.date.min))
    changed = True
    while changed:
        changed = False
        for key in [key for key in unused if key in days]:
            if any(used not in days for used in uses[key]):
                del days[key]
                changed = True
            elif any(days[used] > days[key] for used in uses[key]):
                days[key] = max(days[used] for used in uses[key])
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
    day: dt.date | None,
    today: dt.date,
    user: CardKey | None,
    cards: _Cards,
) -> HeldBack:
    field = ""
    if _is_draft(card):
        field, reason = "draft", "it is a draft"
    elif isinstance(card.fields, ClaimFields):
        field, reason = _later(card.fields, today)
    elif user:
        reason = f"only cards that are held back use it, such as {cards[user].path}"
    else:
        reason = "no card uses it, and it refers to a card that is held back"
    return HeldBack(card.path, place_of(card, field), reason, day)


def _later(fields: ClaimFields, today: dt.date) -> tuple[str, str]:
    """The field that holds back a claim until a later day, and the reason in words."""
    if fields.embargo and first_day_after(fields.embargo) > today:
        return "embargo", f"under embargo until {fields.embargo}"
    if fields.published and day_of(fields.published) > today:
        return "published", f"published on {fields.published}, which is after today, {today}"
    return "checked", f"checked on {fields.checked}, which is after today, {today}"


def _hidden(
    keys: Sequence[CardKey], held: Mapping[CardKey, HeldBack], day: dt.date
) -> HeldBack | None:
    """One of some cards, if all of them are hidden on a day."""
    found = [held[key] for key in keys if key in held and not _is_shown(held[key], day)]
    return found[0] if found and len(found) == len(keys) else None


def _is_shown(target: HeldBack, day: dt.date) -> bool:
    return target.until is not None and target.until <= day


def _cure(target: HeldBack) -> str:
    if target.until is None:
        return "a draft, which is not published; publish it, or make this card a draft too"
    return f"held back until {target.until}, and this card is shown before; leave it out until then"
