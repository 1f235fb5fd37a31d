"""The fields of `publication.yaml`: the rating scale, who publishes, limits, look, search.

Frozen values. Knows nothing of files or cards.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final, Literal

from msgspec import field

from factpress.model.addresses import Address, BaseAddress
from factpress.model.card_parts import Change, Fields, NotEmpty, Stance
from factpress.model.field_types import (
    Count,
    DayOrMonth,
    Flag,
    Id,
    ItemList,
    Items,
    Key,
    Language,
    Line,
    Lines,
    Mark,
    Number,
    PublicKey,
    Rank,
    ShortFor,
    Wrong,
)
from factpress.model.hosting import Hosting, Security
from factpress.model.look import Logo, SocialCards, ThemeFields

# The needs of a rating. Each is a count or a list of stances, so that any scale can be built of
# them; none knows a rating by name.

# Each count, with the stances of the passages without which it is 0.
_COUNTED: Final[tuple[tuple[str, tuple[Stance, ...]], ...]] = (
    ("origins", ("asserts",)),
    ("sources", ()),
    ("passages", ()),
    ("speakers", ()),
    ("opposing_origins", ("denies",)),
    ("opposing_speakers", ("asserts", "denies")),
    ("credited", ()),
)


class Alternative(Fields, frozen=True, kw_only=True):
    origins: Annotated[
        Count | None,
        "At least this many independent origins among passages that assert.",
    ] = None
    max_origins: Annotated[Count | None, "At most this many of them."] = None
    sources: Annotated[Count | None, "At least this many documents."] = None
    passages: Annotated[Count | None, "At least this many passages."] = None
    speakers: Annotated[Count | None, "At least this many different speakers."] = None
    opposing_origins: Annotated[
        Count | None,
        "At least this many independent origins of passages that deny. An origin or a "
        "speaker that also asserts the claim does not count.",
    ] = None
    max_opposing_origins: Annotated[Count | None, "At most this many of them."] = None
    opposing_speakers: Annotated[
        Count | None,
        "At least this many speakers who deny what another speaker asserts, and do not "
        "assert it themselves.",
    ] = None
    max_opposing_speakers: Annotated[Count | None, "At most this many of them."] = None
    credited: Annotated[
        Count | None,
        "At least this many different actors whom passages that assert or deny credit the "
        "words or deeds to (`credits`).",
    ] = None
    max_credited: Annotated[Count | None, "At most this many of them."] = None
    denied_later: Annotated[
        Flag,
        "true: a passage that denies, of a later day than every one that asserts.",
    ] = False
    stances: Annotated[tuple[Stance, ...], ItemList, "Stances that must all be present."] = ()
    any_stance: Annotated[
        tuple[Stance, ...], ItemList, "Stances of which at least one must be present."
    ] = ()
    no_stances: Annotated[tuple[Stance, ...], ItemList, "Stances that must be absent."] = ()

    def __post_init__(self) -> None:
        for name, _ in _COUNTED:
            if getattr(self, name) == 0:
                raise Wrong(f"has {name}: 0, which asks for nothing; remove it")
        mistake = _contradiction([self])
        if mistake:
            raise Wrong(mistake)


class Needs(Alternative, frozen=True, kw_only=True):
    any_of: Annotated[
        tuple[Alternative, ...],
        ItemList,
        "Several sets of needs: besides the others, the evidence must meet at least one of them.",
    ] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if Alternative() in self.any_of:
            raise Wrong("has an item under any_of that asks for nothing; remove it, or any_of")
        mistakes = [_contradiction([self, each]) for each in self.any_of]
        if mistakes and all(mistakes):
            raise Wrong(f"has nothing under any_of that can be met with the rest: {mistakes[0]}")


def _contradiction(needs: Sequence[Alternative]) -> str:
    """Why no evidence can meet all of these needs together; empty where some can."""
    absent = {stance for each in needs for stance in each.no_stances}
    present = {stance: f"stances: [{stance}]" for each in needs for stance in each.stances}
    for name, stances in _COUNTED:
        least = max((getattr(each, name) or 0 for each in needs), default=0)
        most = [getattr(each, f"max_{name}", None) for each in needs]
        for limit in most:
            if limit is not None and limit < least:
                return f"asks for {name}: {least} and max_{name}: {limit}; no evidence has both"
        if least:
            present |= dict.fromkeys(stances, f"{name}: {least}")
    if any(each.denied_later for each in needs):
        present |= dict.fromkeys(("asserts", "denies"), "denied_later: true")
    for stance, asked in present.items():
        if stance in absent:
            return f"asks for {asked} and no_stances: [{stance}]; no evidence has both"
    for each in needs:
        if each.any_stance and absent.issuperset(each.any_stance):
            return "asks for any_stance and has all of it in no_stances; no evidence has both"
    return ""


# Checked once: a new one checks itself for contradictions.
NO_NEEDS = Needs()


class Rating(Fields, frozen=True, kw_only=True):
    id: Annotated[Key, "The word cards use in `rating:`."]
    label: Annotated[Line, "The word readers see."]
    definition: Annotated[Line, "When it applies, so that a reader could apply it."]
    mark: Annotated[
        Line,
        "Its sign, so that colour is never alone: the name of a drawn mark (tick, cross, swap, "
        "clock, exclamation, bar, question, quote, dots, halves, ring, disc), or one to three "
        "characters, which are written in a ring. Default: a ring filled by its place on the "
        "scale.",
    ] = ""
    value: Annotated[
        Rank | None,
        "Number for machines, 1 the worst, where the scale is a ladder: every rating has one, "
        "or none has.",
    ] = None
    needs: Annotated[Needs, "What the evidence of a claim with this rating must show."] = NO_NEEDS


class Finding(Fields, frozen=True, kw_only=True):
    text: Annotated[Line, "One sentence of what was found, in your words."]
    head: Annotated[Line | None, "Its first few words, set in bold before it."] = None
    claims: Annotated[
        dict[Id, Id],
        "The claims that it rests on, each with the rating that the sentence states: "
        "`{dam-finished: contradicted}`. Another rating than the claim's is an error.",
    ]


class Front(Fields, frozen=True, kw_only=True):
    headline: Annotated[
        Line, "What is known, in one or two short sentences: the home page's title."
    ]
    deck: Annotated[Line | None, "A sentence under the headline: who says so, who denies it."] = (
        None
    )
    background: Annotated[
        Line | None,
        "What a reader who knows nothing of the matter needs first, in a few sentences.",
    ] = None


class Publisher(Fields, frozen=True, kw_only=True):
    name: Annotated[Line, "Who publishes. Default: the publication's name."] = ""
    url: Annotated[Address | None, "The publisher's address."] = None
    contact: Annotated[Line | None, "How to reach the publisher."] = None
    funding: Annotated[Line | None, "Who pays for the work."] = None
    key: Annotated[
        PublicKey | None,
        "Public key, as minisign writes it, that the lock's signature is checked with; "
        "`factpress key new` makes one.",
    ] = None


class Limits(Fields, frozen=True, kw_only=True):
    passage_words: Annotated[Count, "Longest passage, in words."] = 45
    document_share: Annotated[
        Number, "Largest share of one document's words that passages may quote."
    ] = 0.4
    context_share: Annotated[
        Number,
        "Largest share with the sentences that `context` shows around passages; never less "
        "than `document_share`.",
    ] = 0.4
    document_mb: Annotated[
        Count, "Largest saved copy that is read, in megabytes of 1,048,576 bytes."
    ] = 20
    document_seconds: Annotated[
        Count, "Longest time of the processor that reading one saved copy may take."
    ] = 5
    document_memory_mb: Annotated[
        Count, "Most memory that reading a saved copy may take, in megabytes."
    ] = 512


class PublicationFields(Fields, frozen=True, kw_only=True):
    name: Annotated[Line, "Name of the publication."]
    language: Annotated[
        Language,
        "Language of the site (BCP 47), such as `en` or `fr-CA`. The site's own words "
        "(menus, labels, dates) are in it too, if it is English, French, Russian or "
        "Arabic; otherwise they are English.",
    ]
    ratings: Annotated[
        tuple[Rating, ...],
        Items,
        "The rating scale, in the order readers see it.",
        NotEmpty(),
    ]
    tagline: Annotated[Line | None, "One line under the name."] = None
    mark: Annotated[
        Mark | None,
        "One to three characters for the icon. Default: the first letter of the name.",
    ] = None
    url: Annotated[
        BaseAddress | None,
        "Absolute base address; used only where absolute addresses are needed.",
    ] = None
    publisher: Annotated[Publisher | None, "Who is behind it."] = None
    as_of: Annotated[
        DayOrMonth | None,
        "Day or month up to which the evidence speaks, for claims without an `as_of` of "
        "their own. Default: the date of each claim's newest source. "
        "[Dates](../explanation/dates.md#up-to-when-the-evidence-speaks-as_of) says "
        "more.",
    ] = None
    front: Annotated[
        Front | None,
        "The words at the top of the home page: `{headline: …, deck: …, background: …}`.",
    ] = None
    findings: Annotated[
        tuple[Finding, ...],
        Items,
        "What was found, in sentences that cite claims; shown on the home page.",
    ] = ()
    changes: Annotated[
        tuple[Change, ...],
        Items,
        "Dated history of the rating scale, an entry of kind `scale` a change.",
    ] = ()
    stale_after: Annotated[
        Count | None,
        "Days after `checked` when a claim is due for review: its page names the day, "
        "and once it has passed says that nobody checked it since. Without it, no claim is due.",
    ] = None
    require_review: Annotated[
        Flag,
        "true refuses a claim with a rating that nobody but its authors has read (`reviewed_by`).",
    ] = False
    limits: Annotated[Limits, "How much may be quoted, and read."] = Limits()
    hedges: Annotated[
        dict[Language, Lines],
        "Words of your own for the cropping guard, by language: "
        "`{en: [is said to, presumably]}`; `*` at an end stands for any letters.",
    ] = field(default_factory=dict)
    theme: Annotated[ThemeFields, "Colours and fonts of the site."] = ThemeFields()
    logo: Annotated[
        Logo | None,
        ShortFor("file"),
        "A logo in place of the name at the top of pages: `brand/logo.svg`, or a mapping.",
    ] = None
    social_cards: Annotated[
        SocialCards,
        ShortFor("on"),
        "`true` makes a picture for each page, shown where the page is shared, and icons of "
        "the site; needs `factpress[cards]`. Or a mapping.",
    ] = SocialCards(on=False)
    search: Annotated[
        Literal["list", "pagefind"],
        "`list` looks through the titles of up to 5,000 cards, `pagefind` through all words of "
        "all cards; that needs `factpress[search]`. [search.md](../how-to/search.md) has more.",
    ] = "list"
    precompress: Annotated[
        Flag,
        "`true` puts a compressed copy beside each text of the site, `index.html.gz` beside "
        "`index.html`, for servers that send such copies. "
        "[hosting.md](../how-to/hosting.md) has more.",
    ] = False
    hosting: Annotated[
        Hosting,
        "What hosts and browsers are asked for. [hosting.md](../how-to/hosting.md) has more.",
    ] = Hosting()
    security: Annotated[
        Security | None,
        "Makes `/.well-known/security.txt` (RFC 9116), by which those who find a weakness know "
        "whom to tell.",
    ] = None
    archive: Annotated[
        Line | None,
        "Folder of saved copies, relative to the folder that holds `content/`.",
    ] = None

    @property
    def has_integrity(self) -> bool:
        """Whether pages have the digests of scripts and styles."""
        asked = self.hosting.integrity
        return bool(self.url) if asked is None else asked

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
        for name in ("id", "label"):
            values = [value for rating in self.ratings if (value := getattr(rating, name))]
            twice = next((v for v in values if values.count(v) > 1), None)
            if twice:
                raise Wrong(f'has two ratings with the {name} "{twice}"; each needs its own')
