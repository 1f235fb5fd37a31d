"""Problems of a publication's look: unreadable colours, copies of templates that changed since."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from factpress.content.front_matter import FrontMatter, Raw
from factpress.content.places import key_place, parents
from factpress.content.settings_file import Settings
from factpress.model.cards import InputFile, Place
from factpress.model.colors import LEAST_CONTRAST, as_hex, contrast, readable
from factpress.model.look import ThemeFields
from factpress.model.problems import Problem, quoted
from factpress.theme.palette import MODES, Mode, in_srgb, palette, shades

_COPIED = re.compile(r"copied from factpress ([^\s]+) ([0-9a-f]{12})\b")
_DIGITS = 12
_COMMENTS = {".html": ("{#- ", " -#}"), ".css": ("/* ", " */"), ".svg": ("<!-- ", " -->")}


def check_look(settings: Settings) -> Iterator[Problem]:
    """Colours left empty by mistake, and those in which text cannot be read on its ground."""
    if settings.front:
        yield from _empty(settings.path, settings.front)
        if settings.fields:
            yield from _unreadable(settings.path, settings.front, settings.fields.theme)


def _empty(path: str, front: FrontMatter) -> Iterator[Problem]:
    """`accent: #1d4f73` is nothing to YAML, and would silently be no setting at all."""
    theme = front.fields.get("theme")
    colors = theme.get("colors") if isinstance(theme, dict) else None
    for where, value in _leaves(colors, "theme.colors"):
        if value is None and where != "theme.colors":
            name = where.rpartition(".")[2]
            place = key_place(front.places, where) or front.places.get(where) or Place(1, 1)
            message = (
                f'{name} is empty: "#" begins a comment in YAML; '
                f'put the colour in quotation marks, {name}: "#1d4f73"'
            )
            yield Problem(path, *place, message)


def _leaves(value: Raw, where: str) -> Iterator[tuple[str, Raw]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{where}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _leaves(inner, f"{where}.{number}")
    else:
        yield where, value


# Colours of text and of the ground below it, by their custom properties.
TEXTS = (
    *((name, "paper") for name in ("ink", "soft", "link")),
    ("ink", "glow"),
    *((name, "panel") for name in ("ink", "soft", "link")),
    *((f"tone-{n}", "paper") for n in range(7)),
)


def _unreadable(path: str, front: FrontMatter, theme: ThemeFields) -> Iterator[Problem]:
    own, colors = shades(theme), palette(theme)
    for color, ground in TEXTS:
        at_fault = next((name for name in (color, ground) if name in own), None)
        for mode in MODES if at_fault else ():
            on, below = getattr(colors[color], mode), getattr(colors[ground], mode)
            found = contrast(in_srgb(on), in_srgb(below))
            if found < LEAST_CONTRAST:
                better = readable(in_srgb(on), in_srgb(below))
                message = (
                    f"{'accent' if color == 'link' else color} {quoted(on)} on {ground} "
                    f"{quoted(below)} is hard to read on {mode} pages: its contrast is "
                    f"{found:.1f}:1 and needs {LEAST_CONTRAST}:1"
                    + (f"; {quoted(as_hex(better))} would have it" if better else "")
                )
                place = _place(front, f"theme.colors.{own[at_fault or ''][0]}", mode)
                yield Problem(path, *place, message, "warning")


def _place(front: FrontMatter, field: str, mode: Mode) -> Place:
    wanted = (f"{field}.{mode}", *parents(field))
    return next((front.places[each] for each in wanted if each in front.places), Place(1, 1))


def copy_of(original: InputFile, name: str) -> str | None:
    """A copy of a template for editing, with a record of its origin.

    None for a kind of file that has no comments.
    """
    begin, end = _COMMENTS.get(name[name.rfind(".") :], ("", ""))
    record = f"{begin}copied from factpress {name} {digits(original)}{end}\n"
    return record + original.content.decode("utf-8") if begin else None


def without_record(text: str) -> str:
    """A copy without the record of its origin."""
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not _COPIED.search(line))


def copied_from(text: str) -> tuple[str, str, int] | None:
    """The name of a copy's original, the digits of its digest, and the line of the record."""
    found = _COPIED.search(text)
    return (found[1], found[2], text.count("\n", 0, found.start()) + 1) if found else None


def check_copies(
    theirs: Iterable[InputFile], own: Iterable[InputFile], own_at: str
) -> Iterator[Problem]:
    """Copies of templates whose originals have changed since, or are gone."""
    originals = {file.path: digits(file) for file in theirs}
    for file in own:
        if file.path.endswith(tuple(_COMMENTS)):
            record = copied_from(file.content.decode("utf-8", "replace"))
            message = _left_behind(file.path, record, originals) if record else None
            if record and message:
                yield Problem(f"{own_at}/{file.path}", record[2], 1, message, "warning")


def _left_behind(
    path: str, record: tuple[str, str, int], originals: Mapping[str, str]
) -> str | None:
    name, then, _ = record
    now = originals.get(name)
    if now == then:
        return None
    if now is None:
        return f"was copied from factpress's {name}, which is no longer there"
    return (
        f"was copied from factpress's {name}, which has changed since: see "
        f'"factpress theme diff {path}", take over what you need, then write {now} for {then} here'
    )


def digits(original: InputFile) -> str:
    """The first digits of a template's digest, which the record of a copy of it has."""
    return original.digest[:_DIGITS]
