"""Pictures made at build: a social card for each page, and icons from the publication's mark.

Each is made only when it is stale. Off unless `publication.yaml` turns it on; only then are the
libraries that draw imported.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from importlib.util import find_spec
from typing import TypeAlias

from factpress import __version__
from factpress.content.settings_file import Settings
from factpress.model.cards import Catalog, Deferred, InputFile
from factpress.model.encoding import digest
from factpress.model.problems import Problem, quoted, unknown
from factpress.model.urls import ICON_SIZES, TOUCH_ICON, card_picture_url, icon_url
from factpress.social_cards.drawing import Card, Hand, drawn, drawn_icon
from factpress.social_cards.fonts import Face, Faces, FontMistake, Role, faces
from factpress.social_cards.texts import Texts, colors_of
from factpress.views.identifiers import mark_of

_NEEDED = {
    "PIL": "Pillow",
    "fontTools": "fonttools",
    "fontpkg_newsreader": "fontpkg-newsreader",
    "fontpkg_public_sans": "fontpkg-public-sans",
    "fontpkg_noto_serif": "fontpkg-noto-serif",
    "fontpkg_noto_sans": "fontpkg-noto-sans",
    "fontpkg_amiri": "fontpkg-amiri",
    "fontpkg_ibm_plex_sans_arabic": "fontpkg-ibm-plex-sans-arabic",
    "fontpkg_noto_sans_devanagari": "fontpkg-noto-sans-devanagari",
}
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
        found = faces(_own_fonts(catalog, files), catalog.publication.theme.look)
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
    """The pictures by the address of their page."""
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
    face = cache(found.for_text)  # names and words are those of many cards
    for url, path, card in Texts(catalog).every():
        hand = _hand(card, face)
        if isinstance(hand, Hand):
            cards[url] = _deferred(url, card, hand, tools)
        else:
            lacking[path] = set[str]().union(*(found.missing(*each) for each in hand))
    if lacking:
        problems.append(settings.problem("social_cards", _lacks(lacking), "warning"))
    return cards


_Part: TypeAlias = tuple[Role, str]


def _hand(card: Card, face: Callable[[Role, str], Face | None]) -> Hand | list[_Part]:
    """The faces that write a card, or the parts that none can write."""
    written: dict[str, _Part] = {
        "name": ("head", card.name),
        "kicker": ("sans", card.kicker),
        "title": ("head", card.title),
        "text": ("serif", card.text),
        "signs": ("head", " ".join(sign.words for sign in card.signs)),
        "note": ("sans", card.note),
    }
    chosen = {name: found for name, part in written.items() if (found := face(*part))}
    if len(chosen) == len(written):
        return Hand(**chosen)
    return [part for name, part in written.items() if name not in chosen]


def _lacks(lacking: Mapping[str, set[str]]) -> str:
    characters = sorted(set().union(*lacking.values()))
    shown = "".join(characters[:_SHOWN]) + ("…" if len(characters) > _SHOWN else "")
    others = len(lacking) - 1
    of = next(iter(lacking)) + (f" and {others} more" if others else "")
    return (
        f"social_cards: no font has all of {quoted(shown)}, so there is no card for {of}; name a "
        "font file that has them: social_cards: {fonts: [fonts/Name.ttf]}"
    )


def _deferred(url: str, card: Card, hand: Hand, tools: str) -> Deferred:
    """The picture of a card. Its address has a digest of the card: a changed one is loaded anew."""
    said = digest(json.dumps(card, ensure_ascii=False).encode("utf-8"))
    picture = card_picture_url(url, said[:12])
    making = partial(drawn, card, hand)
    return Deferred(picture, "social cards", f"{said}.{tools}", making, "pictures")


def _tools(found: Faces) -> str:
    """A digest of all besides a card's words and colours that its bytes depend on."""
    from PIL import features

    engines = [str(features.version(name)) for name in ("pil", "freetype2", "raqm", "harfbuzz")]
    return digest("\0".join([__version__, *engines, *found.digests()]).encode())


def _icons(catalog: Catalog, found: Faces) -> dict[int, Deferred]:
    """The publication's mark as pictures for web manifests, and for the start screens of phones.

    None where no font has it: a browser draws `icon.svg` with those that it has.
    """
    mark = mark_of(catalog)
    face = found.for_text("head", mark) or found.for_text("sans", mark)
    colors = colors_of(catalog)
    if face is None:
        return {}
    said = digest(json.dumps([mark, colors.ink, colors.paper], ensure_ascii=False).encode("utf-8"))
    return {
        size: Deferred(
            icon_url(size),
            "assets",
            f"{said}.{_tools(found)}",
            partial(drawn_icon, mark, size, colors, face, is_round=size != TOUCH_ICON),
            "pictures",
        )
        for size in (TOUCH_ICON, *ICON_SIZES)
    }
