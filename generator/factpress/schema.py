"""The fields of front matter, one class per kind of card, and of `publication.yaml`.

In: mappings whose every scalar is still the text the writer wrote. Out: typed, frozen values, or
pydantic's list of all that is wrong. `docs/front-matter.md` is made from the descriptions here.
Knows nothing of files, places in files, or other cards.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

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
    wrong,
)

CardKind = Literal["claim", "actor", "source", "topic", "page"]
Stance = Literal["asserts", "denies", "reports", "qualifies"]
ActorKind = Literal[
    "person", "organisation", "state", "armed group", "publication", "unnamed speaker"
]
ChangeKind = Literal["update", "correction", "rating"]


class Fields(BaseModel):
    """A mapping in front matter: frozen, and every key it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Evidence(Fields):
    source: Line = Field(description="Id of the source card whose document holds the passage.")
    passage: Prose = Field(
        description="Words quoted verbatim from the document. `[…]` marks words left out, "
        "`[words]` are an editor's."
    )
    stance: Stance = Field(
        description="What the speaker does to the claim: asserts, denies, reports or qualifies it. "
        "Reporting a denial is not denying."
    )
    speaker: Line | None = Field(
        None, description="Actor id of whose words these are; without it, the document's own."
    )
    id: Key | None = Field(
        None, description="Name for `[@id]` citations in the body. Default: `passage-N`."
    )
    said: Period | None = Field(None, description="When the speaker said it: a date or period.")
    language: Language | None = Field(
        None, description="Language of the passage (BCP 47). Default: the source's."
    )
    note: Line | None = Field(None, description="An editor's note, shown under the passage.")
    origin: Line | None = Field(
        None,
        description="Actor id of whose original reporting this passage relays: one of the source's "
        "`origins`, or its publisher. Default: all of the source's origins.",
    )
    occurrence: Count | None = Field(
        None, description="Which of several identical stretches is meant, from 1."
    )
    crop_ok: Line | None = Field(
        None, description="Why leaving out a hedge or negation of the sentence is fair."
    )


class Appearance(Fields):
    source: Line | None = Field(None, description="Id of the source card where the claim appears.")
    url: Address | None = Field(None, description="Address where the claim appears.")
    title: Line | None = Field(None, description="Title of what appears there.")
    date: Date | None = Field(None, description="Date of that appearance.")

    @model_validator(mode="after")
    def _somewhere(self) -> Appearance:
        if (self.source is None) == (self.url is None):
            raise wrong("needs either source or url, and not both")
        return self


class Change(Fields):
    date: Date = Field(description="Day of the change.")
    kind: ChangeKind = Field(description="update, correction or rating.")
    note: Line = Field(description="What changed and why, for readers.")
    from_: Line | None = Field(
        None, alias="from", description="For a rating change: the rating before."
    )
    to: Line | None = Field(None, description="For a rating change: the rating after.")


class ClaimFields(Fields):
    claim: Line = Field(
        description="The claim in one neutral sentence; over 75 characters is a warning."
    )
    rating: Line = Field(description="Id of a rating on the publication's scale.")
    reason: Line = Field(description="Why this rating, in one sentence that stands alone.")
    checked: Date = Field(description="Day the claim was checked.")
    evidence: Annotated[tuple[Evidence, ...], ItemList] = Field(
        min_length=1, description="The passages the rating rests on."
    )
    said: Period | None = Field(
        None,
        description="When the claim was made: a date or period, such as 2021-12-23 or 2021-12.",
    )
    claimants: Lines = Field((), description="Ids of the actors who made the claim.")
    topics: Lines = Field((), description="Ids of the topics it belongs to.")
    appearances: Annotated[tuple[Appearance, ...], ItemList] = Field(
        (), description="Where the claim was made or repeated."
    )
    related: Lines = Field((), description="Ids of claims a reader should see next.")
    changes: Annotated[tuple[Change, ...], ItemList] = Field(
        (), description="Dated history: updates, corrections, changes of rating."
    )
    open_questions: Lines = Field(
        (), description="What would change the rating; what could not be found out."
    )
    aliases: Lines = Field(
        (), description="Former ids of this card; their addresses lead to this one."
    )
    draft: Flag = Field(False, description="true keeps the card out of the site.")


class Dated(Fields):
    how: Literal["stated", "inferred"] = Field(
        description="stated: the document gives its date; inferred: an editor worked it out."
    )
    note: Line | None = Field(None, description="How the date is known.")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        return {"how": value} if isinstance(value, str) else value


class Origin(Fields):
    actor: Line = Field(description="Id of the actor whose original reporting it is.")
    note: Line | None = Field(
        None, description="How we know; begin with `Inferred:` when an editor worked it out."
    )


class Defect(Fields):
    note: Line = Field(description="What is wrong with the document, in the editor's words.")
    passage: Prose | None = Field(None, description="The words of the document that show it.")
    occurrence: Count | None = Field(
        None, description="Which of several identical stretches is meant, from 1."
    )


class SourceFields(Fields):
    title: Line = Field(description="Title of the document.")
    publisher: Line = Field(description="Actor id of the publication.")
    kind: Line = Field(description="news report, agency dispatch, government study, …")
    published: Date = Field(description="Day of publication.")
    dated: Dated = Field(
        description="How the day is known: `{how: stated or inferred, note: …}`, or just the word."
    )
    document: FileName = Field(description="File name of the saved copy in the archive.")
    sha256: Digest = Field(description="SHA-256 digest of the saved copy.")
    language: Language | None = Field(
        None, description="Language of the document (BCP 47). Default: the publication's."
    )
    url: Address | None = Field(None, description="Address of the live document.")
    archived_url: Address | None = Field(None, description="Address of a public archived copy.")
    origins: Annotated[tuple[Origin, ...], ItemList] = Field(
        (), description="Whose original reporting it relays. None: its own."
    )
    republish: Literal["excerpts", "full"] = Field(
        "excerpts", description="excerpts (default) or full, for documents free to republish."
    )
    rights: Line | None = Field(None, description="Who holds the rights and on what terms.")
    defects: Annotated[tuple[Defect, ...], ItemList] = Field(
        (), description="What is wrong with the document itself."
    )


class ActorFields(Fields):
    name: Line = Field(description="Name as the site shows it.")
    kind: ActorKind = Field(
        description="person, organisation, state, armed group, publication or unnamed speaker."
    )
    aliases: Lines = Field((), description="Other names; used to find unlinked mentions.")
    role: Line | None = Field(None, description="Office or function.")
    part_of: Lines = Field((), description="Ids of the actors it is part of.")
    same_as: Addresses = Field((), description="Addresses that identify the actor elsewhere.")


class TopicFields(Fields):
    name: Line = Field(description="Name of the topic.")
    order: Number = Field(0, description="Place among the topics, lowest first.")


class PageFields(Fields):
    title: Line = Field(description="Title of the page.")
    order: Number = Field(0, description="Place in the footer, lowest first.")


class Needs(Fields):
    origins: Count | None = Field(
        None, description="At least this many independent origins among passages that assert."
    )
    max_origins: Count | None = Field(
        None, description="At most this many among passages that assert or report."
    )
    sources: Count | None = Field(None, description="At least this many documents.")
    passages: Count | None = Field(None, description="At least this many passages.")
    speakers: Count | None = Field(None, description="At least this many different speakers.")
    stances: Annotated[tuple[Stance, ...], ItemList] = Field(
        (), description="Stances that must all be present."
    )
    any_stance: Annotated[tuple[Stance, ...], ItemList] = Field(
        (), description="Stances of which at least one must be present."
    )
    no_stances: Annotated[tuple[Stance, ...], ItemList] = Field(
        (), description="Stances that must be absent."
    )


class Rating(Fields):
    id: Key = Field(description="The word cards use in `rating:`.")
    label: Line = Field(description="The word readers see.")
    definition: Line = Field(description="When it applies, so that a reader could apply it.")
    value: Rank = Field(description="Number for machines; 1 is the worst.")
    mark: Line = Field(description="A shape or glyph, so that colour is never alone.")
    needs: Needs = Field(
        default=Needs(), description="What the evidence of a claim with this rating must show."
    )


class Publisher(Fields):
    name: Line = Field(description="Who publishes.")
    url: Address | None = Field(None, description="The publisher's address.")
    contact: Line | None = Field(None, description="How to reach the publisher.")
    funding: Line | None = Field(None, description="Who pays for the work.")


class Limits(Fields):
    passage_words: Count = Field(45, description="Longest passage, in words.")
    document_share: Number = Field(
        0.4, description="Largest share of one document's words that the site may quote."
    )


class ThemeColors(Fields):
    paper: Color = Field(Shade(), description="The ground.")
    panel: Color = Field(
        Shade(), description="The ground of what stands apart: the foot of the page, code."
    )
    ink: Color = Field(Shade(), description="Text.")
    soft: Color = Field(Shade(), description="Text that stands back: dates, captions.")
    rule: Color = Field(Shade(), description="Lines.")
    accent: Color = Field(Shade(), description="Links and what has the focus.")
    glow: Color = Field(Shade(), description="The ground of what a link has led to.")
    tones: Colors = Field(
        (), description="The ratings' seven colours, from the scale's first rank to its last."
    )

    @model_validator(mode="after")
    def _seven_tones(self) -> ThemeColors:
        if len(self.tones) not in (0, 7):
            raise wrong(f"must have seven tones, or none; it has {len(self.tones)}")
        return self


class ThemeFonts(Fields):
    text: Families = Field(
        (), description="Font families of everything but what `display` is for, the best first."
    )
    display: Families = Field(
        (), description="Font families of claims, headings, quotations and running text."
    )


class ThemeFields(Fields):
    colors: ThemeColors = Field(
        default=ThemeColors(),
        description='Colours: `"#1d4f73"` or `oklch(62% 0.12 250)`, for light pages, or '
        "`{light: …, dark: …}`. [theming.md](theming.md) has more.",
    )
    fonts: ThemeFonts = Field(
        default=ThemeFonts(), description="Font families, by name: one, or a list."
    )


class SocialCards(Fields):
    on: Flag = Field(True, description="Whether cards are made.")
    fonts: FontFiles = Field(
        (),
        description="Font files in `templates/assets/`, such as `fonts/Name.ttf`, taken before "
        "those that come with `factpress[cards]`.",
    )

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        return {"on": value} if isinstance(value, str) else value


class PublicationFields(Fields):
    name: Line = Field(description="Name of the publication.")
    language: Language = Field(
        description="Language of the site (BCP 47) and of the interface's own words, which are "
        "there in ar, en, fr and ru; elsewhere they stay English."
    )
    ratings: Annotated[tuple[Rating, ...], ItemList] = Field(
        min_length=1, description="The rating scale, in the order readers see it."
    )
    tagline: Line | None = Field(None, description="One line under the name.")
    mark: Mark | None = Field(
        None,
        description="One to three characters for the icon. Default: the first letter of the name.",
    )
    url: BaseAddress | None = Field(
        None, description="Absolute base address; used only where absolute addresses are needed."
    )
    publisher: Publisher | None = Field(None, description="Who is behind it.")
    stale_after: Count | None = Field(
        None,
        description="Days after `checked` when a claim is due for review: its page names the day, "
        "and once it has passed says that nobody checked it since. Without it, no claim is due.",
    )
    limits: Limits = Field(default=Limits(), description="How much may be quoted.")
    hedges: dict[Language, Lines] = Field(
        default={},
        description="Words of your own for the cropping guard, by language: "
        "`{en: [is said to, presumably]}`; `*` at an end stands for any letters.",
    )
    theme: ThemeFields = Field(default=ThemeFields(), description="Colours and fonts of the site.")
    social_cards: SocialCards = Field(
        default=SocialCards(on=False),
        description="`true` makes a picture for each claim, shown where its page is shared, and "
        "icons of the site; needs `factpress[cards]`. Or a mapping.",
    )
    search: Literal["list", "pagefind"] = Field(
        "list",
        description="`list` looks through the titles of up to 5,000 cards, `pagefind` through all "
        "words of all cards; that needs `factpress[search]`. [search.md](search.md) has more.",
    )
    archive: Line | None = Field(
        None,
        description="Folder of saved copies, relative to the folder that holds `content/`.",
    )

    @model_validator(mode="after")
    def _distinct_ratings(self) -> PublicationFields:
        ids = [rating.id for rating in self.ratings]
        folded = [rating_id.casefold() for rating_id in ids]
        same = next((i for i, f in zip(ids, folded, strict=True) if folded.count(f) > 1), None)
        if same and ids.count(same) == 1:
            other = next(i for i in ids if i != same and i.casefold() == same.casefold())
            raise wrong(
                f'has two ratings whose ids differ only in capital letters, "{same}" and '
                f'"{other}"; their addresses would be one'
            )
        for field in ("id", "label", "mark"):
            values = [getattr(rating, field) for rating in self.ratings]
            twice = next((v for v in values if values.count(v) > 1), None)
            if twice:
                raise wrong(f'has two ratings with the {field} "{twice}"; each needs its own')
        return self


CardFields = ClaimFields | ActorFields | SourceFields | TopicFields | PageFields

FIELDS_OF: dict[CardKind, type[CardFields]] = {
    "claim": ClaimFields,
    "actor": ActorFields,
    "source": SourceFields,
    "topic": TopicFields,
    "page": PageFields,
}
