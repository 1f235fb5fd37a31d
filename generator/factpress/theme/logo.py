"""The publication's logo: its files, and the size that pages give it before it is loaded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from factpress.content.settings_file import Settings
from factpress.model.cards import InputFile
from factpress.model.look import Logo
from factpress.model.problems import Problem, quoted, unknown

HEIGHT = 36
_FOLDER = "assets/"
_FORMATS = (".svg", ".png")
# PNG, section 11.2.2: IHDR is the first chunk.
_PNG = re.compile(rb"\x89PNG\r\n\x1a\n.{4}IHDR(.{4})(.{4})", re.DOTALL)
_SVG = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_ATTRIBUTE = re.compile(r"""\b(width|height|viewBox)\s*=\s*["']([^"']*)["']""")
_PIXELS = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)(?:px)?\s*")


def with_logo(settings: Settings, own: Iterable[InputFile]) -> tuple[Settings, list[Problem]]:
    """The settings with the logo's size, and the problems of its files."""
    logo = settings.fields.logo if settings.fields else None
    if settings.fields is None or logo is None:
        return settings, []
    files = {
        file.path.removeprefix(_FOLDER): file.content
        for file in own
        if file.path.startswith(_FOLDER) and file.path.endswith(_FORMATS)
    }
    problems = list(_problems(settings, logo, files))
    if problems:
        return settings, problems
    fields = replace(settings.fields, logo=_sized(logo, files[logo.file]))
    return settings._replace(fields=fields), []


def _problems(settings: Settings, logo: Logo, files: Mapping[str, bytes]) -> Iterator[Problem]:
    for field, name in (("file", logo.file), ("dark", logo.dark)):
        if name is None:
            continue
        place = (
            f"logo.{field}"
            if settings.front and f"logo.{field}" in settings.front.places
            else "logo"
        )
        if name not in files:
            message = unknown("image", name, sorted(files), is_not="is not in templates/assets/")
            yield settings.problem(place, f"logo: {message}")
        elif size_of(files[name]) is None and not (logo.width and logo.height):
            message = f"logo: {quoted(name)} does not say its size; give it with width and height"
            yield settings.problem(place, message)


def _sized(logo: Logo, content: bytes) -> Logo:
    """The logo with the size that is given, or else its own at the usual height."""
    own_width, own_height = size_of(content) or (HEIGHT, HEIGHT)
    height = logo.height or round((logo.width or 0) * own_height / own_width) or HEIGHT
    width = logo.width or round(height * own_width / own_height)
    return replace(logo, width=max(1, width), height=max(1, height))


def size_of(content: bytes) -> tuple[float, float] | None:
    """Width and height of a PNG or SVG, as far as it says them; only their ratio counts."""
    if png := _PNG.match(content):
        sides = [int.from_bytes(part, "big") for part in png.groups()]
        return (sides[0], sides[1]) if all(sides) else None
    svg = _SVG.search(content.decode("utf-8", "replace"))
    given = dict(_ATTRIBUTE.findall(svg[0])) if svg else {}
    written = [_PIXELS.fullmatch(given.get(name, "")) for name in ("width", "height")]
    box = re.split(r"[\s,]+", given.get("viewBox", "").strip())
    found = [side[1] for side in written if side]
    if len(found) < 2 and len(box) == 4:
        found = box[2:]
    try:
        width, height = map(float, found)
    except ValueError:
        return None
    return (width, height) if width > 0 and height > 0 else None
