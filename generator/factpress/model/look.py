"""The fields of `publication.yaml` that say how the site looks: theme, logo, social cards."""

from __future__ import annotations

from typing import Annotated

from factpress.model.card_parts import Fields
from factpress.model.colors import Color, Colors, Families, FontFiles, ImageFile, Look, Shade
from factpress.model.field_types import Count, Flag, Wrong


class ThemeColors(Fields, frozen=True, kw_only=True):
    paper: Annotated[Color, "The background of pages."] = Shade()
    panel: Annotated[Color, "The background of boxes: the foot of the page, code."] = Shade()
    ink: Annotated[Color, "Text."] = Shade()
    soft: Annotated[Color, "Secondary text: dates, captions."] = Shade()
    rule: Annotated[Color, "Lines."] = Shade()
    accent: Annotated[Color, "Links, and the outline of what the keyboard has reached."] = Shade()
    glow: Annotated[
        Color, "The background of the passage or heading that a reader has just followed a link to."
    ] = Shade()
    tones: Annotated[
        Colors, "The ratings' seven colours, from the scale's first rank to its last."
    ] = ()

    def __post_init__(self) -> None:
        if len(self.tones) not in (0, 7):
            raise Wrong(f"must have seven tones, or none; it has {len(self.tones)}")


class ThemeFonts(Fields, frozen=True, kw_only=True):
    text: Annotated[
        Families,
        "Font families of everything but what `display` is for, the best first.",
    ] = ()
    display: Annotated[
        Families, "Font families of claims, headings, quotations and running text."
    ] = ()


class ThemeFields(Fields, frozen=True, kw_only=True):
    look: Annotated[
        Look,
        "The look of the pages: `ledger`, `gazette` (a serif throughout, as in print) or "
        "`bulletin` (a large sans in strong contrast).",
    ] = "ledger"
    colors: Annotated[
        ThemeColors,
        'Colours: `"#1d4f73"` or `oklch(62% 0.12 250)`, for light pages, or '
        "`{light: …, dark: …}`. [theming.md](../how-to/theming.md) has more.",
    ] = ThemeColors()
    fonts: Annotated[ThemeFonts, "Font families, by name: one, or a list."] = ThemeFonts()


class Logo(Fields, frozen=True, kw_only=True):
    file: Annotated[ImageFile, "An SVG or PNG file in `templates/assets/`."]
    dark: Annotated[ImageFile | None, "The same for dark pages."] = None
    name: Annotated[Flag, "Whether the publication's name stays beside it."] = False
    width: Annotated[
        Count | None, "Its width on pages, in CSS pixels. Default: the file's, at that height."
    ] = None
    height: Annotated[Count | None, "Its height on pages. Default: 36."] = None


class SocialCards(Fields, frozen=True, kw_only=True):
    on: Annotated[Flag, "Whether cards are made."] = True
    fonts: Annotated[
        FontFiles,
        "Font files in `templates/assets/`, such as `fonts/Name.ttf`, taken before "
        "those that come with `factpress[cards]`.",
    ] = ()
