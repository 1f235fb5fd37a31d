"""Whom an actor contradicts: the finding in words, and the picture of those on the other side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factpress.charts.fan import BROAD, NARROW, FanForm, FanGroup, FanPicture, FanVoice, fan
from factpress.charts.svg import picture_page, picture_url
from factpress.i18n.formats import direction
from factpress.i18n.translations import words
from factpress.model.cards import Actor, Catalog
from factpress.model.contexts import Page, View
from factpress.views.cards import short_title, title_of, url_of
from factpress.views.labels import more
from factpress.views.positions import ContestedClaim, Contradictions, Opponent, is_they

MOST_VOICES = 8
LIST_ANCHOR = "contradicts-list"
_KIND = "fan"
# The tones of those who assert and of those who deny, as of the stances everywhere.
_ASSERTING, _DENYING = 5, 0


class ContradictionsView(View, frozen=True, kw_only=True):
    """Whom an actor contradicts."""

    finding: str  #: What the picture shows, in one sentence
    narrow: FanPicture
    broad: FanPicture
    denied: Sequence[ContestedClaim]  #: The claims that it denies and others assert
    asserted: Sequence[ContestedClaim]  #: The claims that it asserts and others deny
    svg: str  #: The picture as a file


def contradictions_view(
    catalog: Catalog, actor: Actor, found: Contradictions | None
) -> ContradictionsView | None:
    """What the page of an actor shows of those it contradicts; None where there is nobody."""
    if found is None:
        return None
    asserting, denying = _voices(found.denied), _voices(found.asserted)
    return ContradictionsView(
        finding=_finding(catalog, actor, len(asserting), len(denying)),
        narrow=_drawn(catalog, actor, asserting, denying, NARROW),
        broad=_drawn(catalog, actor, asserting, denying, BROAD),
        denied=found.denied,
        asserted=found.asserted,
        svg=picture_url(url_of(actor), _KIND),
    )


def picture_files(catalog: Catalog, actor: Actor, shown: ContradictionsView) -> Iterator[Page]:
    """The picture as a file of its own."""
    yield picture_page(catalog, url_of(actor), _KIND, title_of(actor), shown.broad)


def _voices(claims: Sequence[ContestedClaim]) -> list[Opponent]:
    """The voices of some claims, each once: named ones first, then those with most claims."""
    counts: dict[str, int] = {}
    by_url: dict[str, Opponent] = {}
    for claim in claims:
        for voice in claim.voices:
            counts[voice.name.url] = counts.get(voice.name.url, 0) + 1
            by_url.setdefault(voice.name.url, voice)
    return sorted(by_url.values(), key=lambda each: (not each.is_named, -counts[each.name.url]))


def _finding(catalog: Catalog, actor: Actor, asserting: int, denying: int) -> str:
    """`10 voices say what it denies; 3 voices deny what it says`."""
    say = words(catalog.publication.language)
    told: list[str] = []
    if is_they(actor):
        if asserting:
            told.append(
                say.plural(
                    "%(num)s voice says what they deny",
                    "%(num)s voices say what they deny",
                    asserting,
                )
            )
        if denying:
            told.append(
                say.plural(
                    "%(num)s voice denies what they say",
                    "%(num)s voices deny what they say",
                    denying,
                )
            )
    else:
        if asserting:
            told.append(
                say.plural(
                    "%(num)s voice says what it denies",
                    "%(num)s voices say what it denies",
                    asserting,
                )
            )
        if denying:
            told.append(
                say.plural(
                    "%(num)s voice denies what it says",
                    "%(num)s voices deny what it says",
                    denying,
                )
            )
    return f"{say(';')} ".join(told)


def _drawn(
    catalog: Catalog,
    actor: Actor,
    asserting: Sequence[Opponent],
    denying: Sequence[Opponent],
    form: FanForm,
) -> FanPicture:
    say = words(catalog.publication.language)
    sides = ((say("Say so"), _ASSERTING, asserting), (say("Deny it"), _DENYING, denying))
    groups = [_group(catalog, heading, tone, voices) for heading, tone, voices in sides if voices]
    rtl = direction(catalog.publication.language) == "rtl"
    return fan(short_title(actor), groups, form, url_of(actor), rtl=rtl)


def _group(catalog: Catalog, heading: str, tone: int, voices: Sequence[Opponent]) -> FanGroup:
    """The first voices of one side; the list below the picture has all."""
    left_out = len(voices) - MOST_VOICES
    shown = voices[:MOST_VOICES] if left_out > 0 else voices
    return FanGroup(
        heading=heading,
        tone=tone,
        voices=[
            FanVoice(v.name.title, v.is_named, None if v.is_document else v.name.url) for v in shown
        ],
        more=more(catalog.publication.language, left_out) if left_out > 0 else "",
        more_url=f"#{LIST_ANCHOR}",
    )
