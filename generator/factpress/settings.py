"""The fields of `publication.yaml`: the rating scale, who publishes, limits, look, search.

Frozen values, described as those of cards are in `schema`. Knows nothing of files or cards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from factpress.scalars import (
    Address,
    BaseAddress,
    Count,
    Flag,
    ItemList,
    Key,
    Language,
    Line,
    Lines,
    Mark,
    Number,
    Rank,
    Wrong,
    short_for,
)
from factpress.schema import Fields, Stance, described
from factpress.theme_scalars import Color, Colors, Families, FontFiles, Shade


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs(Fields):
    origins: Count | None = described(
        "At least this many independent origins among passages that assert.", default=None
    )
    max_origins: Count | None = described(
        "At most this many among passages that assert or report.", default=None
    )
    sources: Count | None = described("At least this many documents.", default=None)
    passages: Count | None = described("At least this many passages.", default=None)
    speakers: Count | None = described("At least this many different speakers.", default=None)
    stances: Annotated[tuple[Stance, ...], ItemList] = described(
        "Stances that must all be present.", default=()
    )
    any_stance: Annotated[tuple[Stance, ...], ItemList] = described(
        "Stances of which at least one must be present.", default=()
    )
    no_stances: Annotated[tuple[Stance, ...], ItemList] = described(
        "Stances that must be absent.", default=()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(Fields):
    id: Key = described("The word cards use in `rating:`.")
    label: Line = described("The word readers see.")
    definition: Line = described("When it applies, so that a reader could apply it.")
    value: Rank = described("Number for machines; 1 is the worst.")
    mark: Line = described("A shape or glyph, so that colour is never alone.")
    needs: Needs = described(
        "What the evidence of a claim with this rating must show.", default=Needs()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher(Fields):
    name: Line = described("Who publishes.")
    url: Address | None = described("The publisher's address.", default=None)
    contact: Line | None = described("How to reach the publisher.", default=None)
    funding: Line | None = described("Who pays for the work.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits(Fields):
    passage_words: Count = described("Longest passage, in words.", default=45)
    document_share: Number = described(
        "Largest share of one document's words that the site may quote.", default=0.4
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeColors(Fields):
    paper: Color = described("The ground.", default=Shade())
    panel: Color = described(
        "The ground of what stands apart: the foot of the page, code.", default=Shade()
    )
    ink: Color = described("Text.", default=Shade())
    soft: Color = described("Text that stands back: dates, captions.", default=Shade())
    rule: Color = described("Lines.", default=Shade())
    accent: Color = described("Links and what has the focus.", default=Shade())
    glow: Color = described("The ground of what a link has led to.", default=Shade())
    tones: Colors = described(
        "The ratings' seven colours, from the scale's first rank to its last.", default=()
    )

    def __post_init__(self) -> None:
        if len(self.tones) not in (0, 7):
            raise Wrong(f"must have seven tones, or none; it has {len(self.tones)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeFonts(Fields):
    text: Families = described(
        "Font families of everything but what `display` is for, the best first.", default=()
    )
    display: Families = described(
        "Font families of claims, headings, quotations and running text.", default=()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeFields(Fields):
    colors: ThemeColors = described(
        'Colours: `"#1d4f73"` or `oklch(62% 0.12 250)`, for light pages, or '
        "`{light: …, dark: …}`. [theming.md](theming.md) has more.",
        default=ThemeColors(),
    )
    fonts: ThemeFonts = described("Font families, by name: one, or a list.", default=ThemeFonts())


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialCards(Fields):
    on: Flag = described("Whether cards are made.", default=True)
    fonts: FontFiles = described(
        "Font files in `templates/assets/`, such as `fonts/Name.ttf`, taken before "
        "those that come with `factpress[cards]`.",
        default=(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationFields(Fields):
    name: Line = described("Name of the publication.")
    language: Language = described(
        "Language of the site (BCP 47) and of the interface's own words, which are "
        "there in ar, en, fr and ru; elsewhere they stay English."
    )
    ratings: Annotated[tuple[Rating, ...], ItemList] = described(
        "The rating scale, in the order readers see it.", min_length=1
    )
    tagline: Line | None = described("One line under the name.", default=None)
    mark: Mark | None = described(
        "One to three characters for the icon. Default: the first letter of the name.", default=None
    )
    url: BaseAddress | None = described(
        "Absolute base address; used only where absolute addresses are needed.", default=None
    )
    publisher: Publisher | None = described("Who is behind it.", default=None)
    stale_after: Count | None = described(
        "Days after `checked` when a claim is due for review: its page names the day, "
        "and once it has passed says that nobody checked it since. Without it, no claim is due.",
        default=None,
    )
    limits: Limits = described("How much may be quoted.", default=Limits())
    hedges: dict[Language, Lines] = described(
        "Words of your own for the cropping guard, by language: "
        "`{en: [is said to, presumably]}`; `*` at an end stands for any letters.",
        default_factory=dict,
    )
    theme: ThemeFields = described("Colours and fonts of the site.", default=ThemeFields())
    social_cards: Annotated[SocialCards, short_for("on")] = described(
        "`true` makes a picture for each claim, shown where its page is shared, and "
        "icons of the site; needs `factpress[cards]`. Or a mapping.",
        default=SocialCards(on=False),
    )
    search: Literal["list", "pagefind"] = described(
        "`list` looks through the titles of up to 5,000 cards, `pagefind` through all "
        "words of all cards; that needs `factpress[search]`. [search.md](search.md) has more.",
        default="list",
    )
    archive: Line | None = described(
        "Folder of saved copies, relative to the folder that holds `content/`.", default=None
    )

    def __post_init__(self) -> None:
        ids = [rating.id for rating in self.ratings]
        folded = [rating_id.casefold() for rating_id in ids]
        same = next((i for i, f in zip(ids, folded, strict=True) if folded.count(f) > 1), None)
        if same and ids.count(same) == 1:
            other = next(i for i in ids if i != same and i.casefold() == same.casefold())
            raise Wrong(
                f'has two ratings whose ids differ only in capital letters, "{same}" and '
                f'"{other}"; their addresses would be one'
            )
        for name in ("id", "label", "mark"):
            values = [getattr(rating, name) for rating in self.ratings]
            twice = next((v for v in values if values.count(v) > 1), None)
            if twice:
                raise Wrong(f'has two ratings with the {name} "{twice}"; each needs its own')
