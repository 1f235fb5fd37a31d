"""Pictures made at build: a social card for each claim, and icons from the publication's mark.

Each is made only when it is stale. Off unless `publication.yaml` turns it on; only then are the
libraries that draw imported.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from importlib.util import find_spec

from factpress import __version__
from factpress.content.settings_file import Settings
from factpress.i18n.formats import direction
from factpress.model.cards import Catalog, Claim, Deferred, InputFile
from factpress.model.encoding import digest
from factpress.model.problems import Problem, quoted, unknown
from factpress.model.urls import card_picture_url, icon_url
from factpress.social_cards.drawing import Card, Direction, Hand, drawn, drawn_icon
from factpress.social_cards.fonts import Faces, FontMistake, Role, faces
from factpress.theme.palette import in_srgb, palette, tone_of
from factpress.views.cards import as_of_words
from factpress.views.identifiers import mark_of

_NEEDED = {
    "PIL": "Pillow",
    "fontTools": "fonttools",
    "fontpkg_noto_serif": "fontpkg-noto-serif",
    "fontpkg_noto_sans": "fontpkg-noto-sans",
    "fontpkg_amiri": "fontpkg-amiri",
    "fontpkg_ibm_plex_sans_arabic": "fontpkg-ibm-plex-sans-arabic",
}
_ICON_SIZES = (192, 512)
_SHOWN = 12


class _Refused(Exception):
    """Why no picture can be made; the message is for the writer."""


def with_pictures(
    catalog: Catalog,
    theirs: Iterable[InputFile],
    own: Iterable[InputFile],
    settings: Settings,
) -> tuple[Catalog, tuple[Problem, ...]]:
    """The catalog with its pictures, and their problems."""
    files = {file.path: file.content for file in (*theirs, *own)}
    problems: list[Problem] = []
    try:
        _refuse_missing()
        found = faces(_own_fonts(catalog, files))
        icons = _icons(catalog, found)
        cards = _cards(catalog, found, problems, settings)
    except (_Refused, FontMistake) as refused:
        return catalog, (settings.problem("social_cards", str(refused)),)
    return catalog._replace(social_cards=cards, icons=icons), tuple(problems)


def _refuse_missing() -> None:
    missing = [name for module, name in _NEEDED.items() if find_spec(module) is None]
    if missing:
        raise _Refused(
            f"social_cards needs {', '.join(missing)}, which "
            f"{'is' if len(missing) == 1 else 'are'} not installed: "
            'pip install "factpress[cards]"'
        )
    from PIL import features

    if not features.check_feature("raqm"):
        raise _Refused(
            "social_cards needs FriBiDi, to set text of any script: install it on this machine "
            "(Debian: libfribidi0; macOS: fribidi)"
        )


def _own_fonts(catalog: Catalog, files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    assets = {p.removeprefix("assets/"): c for p, c in files.items() if p.startswith("assets/")}
    there = sorted(name for name in assets if name.endswith((".ttf", ".otf")))
    for name in catalog.publication.social_cards.fonts:
        if name not in assets:
            message = unknown("font", name, there, is_not="is not in templates/assets/")
            raise _Refused(f"social_cards: {message}")
        yield name, assets[name]


def _cards(
    catalog: Catalog, found: Faces, problems: list[Problem], settings: Settings
) -> dict[str, Deferred]:
    if catalog.publication.url is None:
        message = (
            'social_cards: no card is made without "url": the address of a picture for other '
            "sites must be absolute"
        )
        problems.append(settings.problem("social_cards", message, "warning"))
        return {}
    cards: dict[str, Deferred] = {}
    lacking: dict[str, set[str]] = {}
    tools = _tools(found)
    drawer = _Drawer(catalog, found)
    for claim_id, claim in catalog.claims.items():
        card = drawer.card(claim)
        hand = drawer.hand(card)
        if isinstance(hand, Hand):
            cards[claim_id] = _deferred(claim_id, card, hand, tools)
        else:
            lacking[claim.path] = hand
    if lacking:
        problems.append(settings.problem("social_cards", _lacks(lacking), "warning"))
    return cards


class _Drawer:
    """Gives each claim's card, and the faces that write it."""

    def __init__(self, catalog: Catalog, found: Faces) -> None:
        publication = catalog.publication
        self._catalog = catalog
        self._direction: Direction = direction(publication.language)
        self._scale = {rating.id: (n, rating) for n, rating in enumerate(publication.ratings, 1)}
        self._colors = {n: in_srgb(p.light) for n, p in palette(publication.theme).items()}
        self._faces = found
        self._face = cache(found.for_text)  # names, words and marks are those of many claims

    def card(self, claim: Claim) -> Card:
        """The card of a claim."""
        rank, rating = self._scale[claim.fields.rating]
        return Card(
            name=self._catalog.publication.name,
            claim=claim.fields.claim,
            label=rating.label,
            as_of=as_of_words(self._catalog, claim),
            mark=rating.mark,
            direction=self._direction,
            paper=self._colors["paper"],
            ink=self._colors["ink"],
            tone=self._colors[tone_of(rank, len(self._scale))],
        )

    def hand(self, card: Card) -> Hand | set[str]:
        """The faces that write a card, or the characters that none has."""
        written: tuple[tuple[Role, str], ...] = (
            ("display", card.name),
            ("display", card.claim),
            ("label", card.label),
            ("label", card.as_of),
            ("mark", card.mark),
        )
        chosen = [face for part in written if (face := self._face(*part))]
        if len(chosen) == len(written):
            return Hand(*chosen)
        return set[str]().union(*(self._faces.missing(*part) for part in written))


def _lacks(lacking: Mapping[str, set[str]]) -> str:
    characters = sorted(set().union(*lacking.values()))
    shown = "".join(characters[:_SHOWN]) + ("…" if len(characters) > _SHOWN else "")
    others = len(lacking) - 1
    of = next(iter(lacking)) + (f" and {others} more" if others else "")
    return (
        f"social_cards: no font has all of {quoted(shown)}, so there is no card for {of}; name a "
        "font file that has them: social_cards: {fonts: [fonts/Name.ttf]}"
    )


def _deferred(claim_id: str, card: Card, hand: Hand, tools: str) -> Deferred:
    """The picture of a card. Its address has a digest of the card: a changed one is loaded anew."""
    said = digest(json.dumps(card, ensure_ascii=False).encode("utf-8"))
    url = card_picture_url(claim_id, said[:12])
    return Deferred(url, "social cards", f"{said}.{tools}", partial(drawn, card, hand), "pictures")


def _tools(found: Faces) -> str:
    """A digest of all besides a card's words and colours that its bytes depend on."""
    from PIL import features

    engines = [str(features.version(name)) for name in ("pil", "freetype2", "raqm", "harfbuzz")]
    return digest("\0".join([__version__, *engines, *found.digests()]).encode())


def _icons(catalog: Catalog, found: Faces) -> dict[int, Deferred]:
    """The publication's mark as pictures of the sizes that a web manifest needs.

    None where no font has it: a browser draws `icon.svg` with those that it has.
    """
    mark = mark_of(catalog)
    face = found.for_text("display", mark) or found.for_text("mark", mark)
    colors = palette(catalog.publication.theme)
    ink, paper = (in_srgb(colors[name].light) for name in ("ink", "paper"))
    if face is None:
        return {}
    said = digest(json.dumps([mark, ink, paper], ensure_ascii=False).encode("utf-8"))
    return {
        size: Deferred(
            icon_url(size),
            "assets",
            f"{said}.{_tools(found)}",
            partial(drawn_icon, mark, size, ink, paper, face),
            "pictures",
        )
        for size in _ICON_SIZES
    }
