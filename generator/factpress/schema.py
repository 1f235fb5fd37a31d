"""The fields of front matter, one class per kind of card, and of `publication.yaml`.

Frozen values, with what each field means and how its text is typed: `reading.typed` has pydantic
make them of front matter, and `docs/front-matter.md` is made from the descriptions. Knows nothing
of files, places in files, or other cards, and imports no pydantic: making its validators took a
third of a small edit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

from factpress.scalars import (
    Address,
    Addresses,
    BaseAddress,
    Color,
    Colors,
    Count,
    Date,
    Digest,
    Families,
    FileName,
    Flag,
    FontFiles,
    ItemList,
    Key,
    Language,
    Line,
    Lines,
    Mark,
    Number,
    Period,
    Prose,
    Rank,
    Shade,
    Wrong,
    short_for,
)

CardKind = Literal["claim", "actor", "source", "topic", "page"]
Stance = Literal["asserts", "denies", "reports", "qualifies"]
ActorKind = Literal[
    "person", "organisation", "state", "armed group", "publication", "unnamed speaker"
]
ChangeKind = Literal["update", "correction", "rating"]


def described(
    description: str, *, alias: str | None = None, min_length: int = 0, **field_arguments: Any
) -> Any:
    """A field with what it means; pydantic reads the metadata.

    `alias` is its name in front matter where Python has that taken, `min_length` of a list.
    """
    rules = {"description": description, "alias": alias, "min_length": min_length}
    return field(metadata={k: rule for k, rule in rules.items() if rule}, **field_arguments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """A mapping in front matter: frozen, and every key it does not know is a mistake."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Fields):
    source: Line = described("Id of the source card whose document holds the passage.")
    passage: Prose = described(
        "Words quoted verbatim from the document. `[…]` marks words left out, "
        "`[words]` are an editor's."
    )
    stance: Stance = described(
        "What the speaker does to the claim: asserts, denies, reports or qualifies it. "
        "Reporting a denial is not denying."
    )
    speaker: Line | None = described(
        "Actor id of whose words these are; without it, the document's own.", default=None
    )
    id: Key | None = described(
        "Name for `[@id]` citations in the body. Default: `passage-N`.", default=None
    )
    said: Period | None = described("When the speaker said it: a date or period.", default=None)
    language: Language | None = described(
        "Language of the passage (BCP 47). Default: the source's.", default=None
    )
    note: Line | None = described("An editor's note, shown under the passage.", default=None)
    origin: Line | None = described(
        "Actor id of whose original reporting this passage relays: one of the source's "
        "`origins`, or its publisher. Default: all of the source's origins.",
        default=None,
    )
    occurrence: Count | None = described(
        "Which of several identical stretches is meant, from 1.", default=None
    )
    crop_ok: Line | None = described(
        "Why leaving out a hedge or negation of the sentence is fair.", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance(Fields):
    source: Line | None = described("Id of the source card where the claim appears.", default=None)
    url: Address | None = described("Address where the claim appears.", default=None)
    title: Line | None = described("Title of what appears there.", default=None)
    date: Date | None = described("Date of that appearance.", default=None)

    def __post_init__(self) -> None:
        if (self.source is None) == (self.url is None):
            raise Wrong("needs either source or url, and not both")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Fields):
    date: Date = described("Day of the change.")
    kind: ChangeKind = described("update, correction or rating.")
    note: Line = described("What changed and why, for readers.")
    from_: Line | None = described(
        "For a rating change: the rating before.", default=None, alias="from"
    )
    to: Line | None = described("For a rating change: the rating after.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFields(Fields):
    claim: Line = described("The claim in one neutral sentence; over 75 characters is a warning.")
    rating: Line = described("Id of a rating on the publication's scale.")
    reason: Line = described("Why this rating, in one sentence that stands alone.")
    checked: Date = described("Day the claim was checked.")
    evidence: Annotated[tuple[Evidence, ...], ItemList] = described(
        "The passages the rating rests on.", min_length=1
    )
    said: Period | None = described(
        "When the claim was made: a date or period, such as 2021-12-23 or 2021-12.", default=None
    )
    claimants: Lines = described("Ids of the actors who made the claim.", default=())
    topics: Lines = described("Ids of the topics it belongs to.", default=())
    appearances: Annotated[tuple[Appearance, ...], ItemList] = described(
        "Where the claim was made or repeated.", default=()
    )
    related: Lines = described("Ids of claims a reader should see next.", default=())
    changes: Annotated[tuple[Change, ...], ItemList] = described(
        "Dated history: updates, corrections, changes of rating.", default=()
    )
    open_questions: Lines = described(
        "What would change the rating; what could not be found out.", default=()
    )
    aliases: Lines = described(
        "Former ids of this card; their addresses lead to this one.", default=()
    )
    draft: Flag = described("true keeps the card out of the site.", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated(Fields):
    how: Literal["stated", "inferred"] = described(
        "stated: the document gives its date; inferred: an editor worked it out."
    )
    note: Line | None = described("How the date is known.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin(Fields):
    actor: Line = described("Id of the actor whose original reporting it is.")
    note: Line | None = described(
        "How we know; begin with `Inferred:` when an editor worked it out.", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect(Fields):
    note: Line = described("What is wrong with the document, in the editor's words.")
    passage: Prose | None = described("The words of the document that show it.", default=None)
    occurrence: Count | None = described(
        "Which of several identical stretches is meant, from 1.", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFields(Fields):
    title: Line = described("Title of the document.")
    publisher: Line = described("Actor id of the publication.")
    kind: Line = described("news report, agency dispatch, government study, …")
    published: Date = described("Day of publication.")
    dated: Annotated[Dated, short_for("how")] = described(
        "How the day is known: `{how: stated or inferred, note: …}`, or just the word."
    )
    document: FileName = described("File name of the saved copy in the archive.")
    sha256: Digest = described("SHA-256 digest of the saved copy.")
    language: Language | None = described(
        "Language of the document (BCP 47). Default: the publication's.", default=None
    )
    url: Address | None = described("Address of the live document.", default=None)
    archived_url: Address | None = described("Address of a public archived copy.", default=None)
    origins: Annotated[tuple[Origin, ...], ItemList] = described(
        "Whose original reporting it relays. None: its own.", default=()
    )
    republish: Literal["excerpts", "full"] = described(
        "excerpts (default) or full, for documents free to republish.", default="excerpts"
    )
    rights: Line | None = described("Who holds the rights and on what terms.", default=None)
    defects: Annotated[tuple[Defect, ...], ItemList] = described(
        "What is wrong with the document itself.", default=()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorFields(Fields):
    name: Line = described("Name as the site shows it.")
    kind: ActorKind = described(
        "person, organisation, state, armed group, publication or unnamed speaker."
    )
    aliases: Lines = described("Other names; used to find unlinked mentions.", default=())
    role: Line | None = described("Office or function.", default=None)
    part_of: Lines = described("Ids of the actors it is part of.", default=())
    same_as: Addresses = described("Addresses that identify the actor elsewhere.", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicFields(Fields):
    name: Line = described("Name of the topic.")
    order: Number = described("Place among the topics, lowest first.", default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFields(Fields):
    title: Line = described("Title of the page.")
    order: Number = described("Place in the footer, lowest first.", default=0.0)


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


CardFields = ClaimFields | ActorFields | SourceFields | TopicFields | PageFields

FIELDS_OF: dict[CardKind, type[CardFields]] = {
    "claim": ClaimFields,
    "actor": ActorFields,
    "source": SourceFields,
    "topic": TopicFields,
    "page": PageFields,
}
