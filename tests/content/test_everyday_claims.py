"""A hundred claims as fact-checkers have them: none gives a warning that a writer cannot answer."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from conftest import CLAIM, MakeSite
from small_site import PUBLICATION

ACTORS = 10
_MEDIA = ("post", "video", "broadcast", "speech", "image", "interview")


_NOUNS = (
    "ferry school market bakery harbour library station clinic orchard theatre tower kiosk garage "
    "chapel stadium museum garden lane quay mill farm square tunnel archive depot"
).split()
_VERBS = "opens closes moves burns floods grows shrinks sells leaks stalls rises sinks".split()


def _tale(number: int) -> str:
    """Words that no other document of these shares."""
    some = random.Random(number)
    parts = (f"{one} {some.choice(_VERBS)}" for one in some.sample(_NOUNS, 6))
    return ", ".join(parts).capitalize()


def _post(number: int) -> dict[str, str]:
    """A short post, quoted whole, by its own writer."""
    words = f"{_tale(number)}, and bridge {number} is closed."
    source = (
        f"title: Post {number}\npublisher: mayor-{number % ACTORS}\nkind: post\n"
        "published: 2022-01-06\ndated: {how: stated}\n"
        f"document: post-{number}.txt\nsha256: SHA256\n"
    )
    claim = (
        f"claim: Bridge {number} was closed.\nrating: mixed\nreason: The mayor of it says so.\n"
        f"checked: 2022-01-31\nsaid: 2022-01-06\nclaimants: [mayor-{number % ACTORS}]\n"
        f"evidence:\n  - source: post-{number}\n    passage: {words}\n    stance: asserts\n"
        f"    speaker: mayor-{number % ACTORS}\n"
    )
    return {
        f"archive/post-{number}.txt": f"{words}\n",
        f"content/sources/post-{number}.md": f"---\n{source}---\n",
        f"content/claims/post-{number}.md": f"---\n{claim}---\n",
    }


def _said(number: int) -> dict[str, str]:
    """A claim made in a speech or a broadcast, which a paper denies in another language."""
    medium = _MEDIA[number % len(_MEDIA)]
    time = '    time: "2:14"\n' if medium in ("video", "broadcast") else ""
    words = f"{_tale(number)}, mais le pont {number} est ouvert."
    source = (
        f"title: Le pont {number}\npublisher: courier\nkind: news report\nlanguage: fr\n"
        "published: 2022-01-08\ndated: {how: stated}\n"
        f"document: paper-{number}.txt\nsha256: SHA256\n"
    )
    claim = (
        f"claim: Bridge {number} is out of use.\nrating: mixed\nreason: A paper says it is open.\n"
        f"checked: 2022-01-31\nclaimants: [mayor-{number % ACTORS}]\n"
        f"appearances:\n  - title: Words of the mayor\n    medium: {medium}\n{time}"
        f"    date: 2022-01-05T20:15+01:00\n    by: mayor-{number % ACTORS}\n"
        f"    words: Nobody can use bridge {number}.\n"
        f"evidence:\n  - source: paper-{number}\n    passage: {words}\n    stance: denies\n"
        f"    translation: Bridge number {number} has been open to all since spring.\n"
    )
    return {
        f"archive/paper-{number}.txt": f"{words}\n\n{_tale(number + 1000)}.\n",
        f"content/sources/paper-{number}.md": f"---\n{source}---\n",
        f"content/claims/said-{number}.md": f"---\n{claim}---\n",
    }


def _open(number: int) -> dict[str, str]:
    """A claim that nobody has checked yet, with what is known of it."""
    claim = (
        f"claim: Road {number} will be closed.\nstatus: open\n"
        f"claimants: [mayor-{number % ACTORS}]\n"
        f"appearances:\n  - url: https://social.example/{number}\n    medium: post\n"
        f"    by: mayor-{number % ACTORS}\n"
    )
    return {f"content/claims/open-{number}.md": f"---\n{claim}---\n"}


def _cards() -> Iterator[dict[str, str]]:
    for number in range(40):
        yield _post(number)
        yield _said(number + 100)
    for number in range(20):
        yield _open(number)


@pytest.mark.parametrize("address", ["", "url: https://bridges.example/\n"])
def test_a_hundred_cards_give_no_warning(make_site: MakeSite, address: str) -> None:
    files: dict[str, str | bytes | None] = {
        "content/publication.yaml": PUBLICATION + address,
        "content/actors/courier.md": "---\nname: The Courier\nkind: publication\n---\n",
        **dict.fromkeys(
            (
                "content/claims/dam.md",
                "content/actors/ministry.md",
                "content/actors/engineer.md",
                "content/actors/gazette-press.md",
                "content/sources/gazette.md",
                "content/topics/dams.md",
            )
        ),
    }
    for number in range(ACTORS):
        files[f"content/actors/mayor-{number}.md"] = (
            f"---\nname: The mayor of town {number}\nkind: person\n"
            f"same_as: [https://town-{number}.example/]\n---\n"
        )
    for card in _cards():
        files |= card
    site = make_site(files)
    found = site.problems(recommended=bool(address))
    # A document that a post is quoted from is no proof that the claim was first made there.
    recommended_only = [line for line in found if "itemReviewed.firstAppearance" in line]
    assert found == recommended_only
    assert len(recommended_only) <= 1
    assert len(list((site.root / "content/claims").glob("*.md"))) == 100


# The documents of other kinds of claim, each with its language, publisher and kind.
_LONG = "It was a long evening, and there was much talk of rivers, lakes and weather. " * 12
DOCUMENTS = {
    "debate.txt": (
        "HOST LEE: The first question is on work.\n\nOLA BERG: Unemployment has doubled since you "
        f"took office.\n\nIDA HOLM: Unemployment fell by two per cent.\n\nHOST LEE: {_LONG}\n",
        "en",
    ),
    "show.srt": (
        "1\n00:02:14,000 --> 00:02:18,500\nIda Holm told us that the dam has leaked for years.\n\n"
        f"2\n00:03:00,000 --> 00:03:09,000\n{_LONG}\n",
        "en",
    ),
    "arabic.txt": (
        "قالت الوزارة إن السد اكتمل في عام 2019.\n\n"
        + "انتظر سكان المدينة هذا السد ثلاثين عاما. " * 30,
        "ar",
    ),
    "chinese.txt": (
        "水利部表示，大坝于2019年完工。" + "这座城市等待大坝已经三十年了。" * 30,
        "zh",
    ),
    "hindi.txt": (
        "मंत्रालय ने कहा कि बाँध 2019 में पूरा हुआ। " + "शहर ने तीस साल तक इंतज़ार किया। " * 30,
        "hi",
    ),
}
# Source, words, stance and speaker.
Passage = tuple[str, str, str, str]
BY_THE_PAPER = "rating: mixed\nclaimants: [gazette-press]\n"
KINDS: dict[str, tuple[str, Passage] | tuple[str, Passage, Passage]] = {
    "debate": (
        "claim: Unemployment has doubled.\nrating: mixed\nclaimants: [ola]\n",
        ("debate", "Unemployment has doubled since you took office", "asserts", "ola"),
        ("debate", "Unemployment fell by two per cent", "denies", "ida"),
    ),
    "broadcast": (
        "claim: The dam has leaked for years.\nrating: mixed\nclaimants: [ida]\n"
        'appearances: [{source: show, medium: broadcast, time: "2:14", by: ida}]\n',
        ("show", "Ida Holm told us that the dam has leaked for years", "reports", ""),
    ),
    "of-the-future": (
        'claim: "By 2030: ten new bridges"\nrating: mixed\nextra: {region: "North", n: [1, 2]}\n'
        "appearances: [{medium: message, title: A message sent on, date: 2022-01-04}]\n",
        ("debate", "Unemployment fell by two per cent", "qualifies", "ida"),
    ),
    "arabic": (
        "claim: 'The dam \"was\" finished in 2019, says a paper in Arabic.'\n" + BY_THE_PAPER,
        ("arabic", "السد اكتمل في عام 2019", "reports", ""),
    ),
    "chinese": (
        "claim: The dam was finished in 2019, says a paper in Chinese.\n" + BY_THE_PAPER,
        ("chinese", "大坝于2019年完工", "reports", ""),
    ),
    "hindi": (
        "claim: The dam was finished in 2019, says a paper in Hindi.\n" + BY_THE_PAPER,
        ("hindi", "बाँध 2019 में पूरा हुआ", "reports", ""),
    ),
}


def _of_kind(fields: str, *passages: Passage) -> str:
    evidence = "".join(
        f"  - source: {source}\n    passage: {words}\n    stance: {stance}\n"
        + (f"    speaker: {speaker}\n" if speaker else "    translation: It was done in 2019.\n")
        for source, words, stance, speaker in passages
    )
    more = "reason: No document settles it.\nchecked: 2022-01-31\n"
    return f"---\n{fields}{more}evidence:\n{evidence}---\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_other_kinds_give_no_warning_with_any_line_end(make_site: MakeSite, end: str) -> None:
    files: dict[str, str | bytes | None] = {
        "content/actors/ola.md": "---\nname: Ola Berg\nkind: person\n---\n",
        "content/actors/ida.md": "---\nname: Ida Holm\nkind: person\n---\n",
    }
    for name, (text, language) in DOCUMENTS.items():
        files[f"archive/{name}"] = text
        files[f"content/sources/{name.partition('.')[0]}.md"] = (
            f"---\ntitle: {name}\npublisher: gazette-press\nkind: document\nlanguage: {language}\n"
            f"published: 2022-01-06\ndated: stated\ndocument: {name}\nsha256: SHA256\n---\n"
        )
    for name, card in KINDS.items():
        text = _of_kind(*card)
        files[f"content/claims/{name}.md"] = ("\ufeff" + text).replace("\n", end).encode()
    site = make_site(files)
    assert site.problems() == []


# What writers bring along from other tools, and what they slip on.

DAM = "content/claims/dam.md"
CHECKED = "checked: 2022-01-31"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("said:", "date: 2022-01-31\nsaid:", 'field "date" is not known; here it is "published"'),
        ("said:", "tags: [dams]\nsaid:", 'field "tags" is not known; here it is "topics"'),
        ("said:", "slug: dam\nsaid:", "To keep it for your own templates, put it under extra."),
        ("said:", "autors: [ana]\nsaid:", 'is not known; did you mean "authors"? Allowed: claim,'),
        ("passage:", "quote:", 'field "quote" is not known; here it is "passage"'),
        (
            CHECKED,
            "checked: 2022-01-31T14:30+01:00",
            'checked "2022-01-31T14:30+01:00" has a time, and this field holds days alone; write '
            "2022-01-31",
        ),
        ("said: 2022-01-05", "said: 2022-01-05 9:30", "holds days alone; write 2022-01-05"),
        (
            "said:",
            "embargo: 2022-02-01\nsaid:",
            'embargo "2022-02-01" has no time with its zone; write it as 2022-02-01T06:00+01:00 '
            "with your own zone, or ending in Z for UTC",
        ),
        (
            "said:",
            "appearances: https://example.org/1\nsaid:",
            'appearances "https://example.org/1" must be a list; begin each item with a dash, as '
            "in `- {key: value}`",
        ),
        (
            "claimants: [ministry]",
            "claimants: [river gazette]",
            'That is the name of "gazette-press"; write gazette-press.',
        ),
    ],
)
def test_a_slip_is_told_with_its_cure(
    make_site: MakeSite, old: str, new: str, problem: str
) -> None:
    site = make_site({DAM: CLAIM.replace(old, new, 1)})
    assert any(problem in line for line in site.refused())


@pytest.mark.parametrize(
    "time", ["2022-02-01 06:00:00 +0100", "2022-02-01T06:00:00.000+01:00", "2022-02-01T05:00:00Z"]
)
def test_a_time_counts_as_other_tools_write_it(make_site: MakeSite, time: str) -> None:
    site = make_site({DAM: CLAIM.replace("said:", f"published: {time}\nsaid:")})
    assert site.problems() == []


def test_words_of_scripts_without_spaces_are_counted_one_by_one(make_site: MakeSite) -> None:
    text = "水利部表示，大坝于2019年完工。" + "这座城市等待大坝已经三十年了。" * 30
    card = CLAIM.partition("evidence:")[0] + (
        "evidence:\n"
        "  - {source: gazette, passage: 大坝于2019年完工, stance: reports, language: zh}\n"
        "---\nText.\n"
    )
    site = make_site({"archive/gazette.txt": text, DAM: card})
    assert not any("words" in line for line in site.problems())


def test_two_ratings_may_have_one_mark(make_site: MakeSite) -> None:
    site = make_site({"content/publication.yaml": PUBLICATION.replace("◐", "✕")})
    assert site.problems() == []
