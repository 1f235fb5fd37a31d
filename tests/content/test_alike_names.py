"""Names that look alike are warned of with both cards and the code point, and others are not."""

from __future__ import annotations

import pytest

from conftest import BASE, MakeSite
from factpress.content.alike_names import look_of

TOPIC = "---\nname: {}\norder: 2\n---\nWords.\n"
WARNED = "readers cannot tell the two apart"


def warnings(make_site: MakeSite, *names: str) -> list[str]:
    """The warnings of look-alikes among topics of these names."""
    files = {f"content/topics/t{n}.md": TOPIC.format(name) for n, name in enumerate(names)}
    problems = make_site(files).problems()
    return [each for each in problems if WARNED in each or "mixes letters" in each]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Iran", "lran"), ("Сосна", "Cocна"), ("CAPE", "САРЕ"), ("Ada Nova", "Ada Nоva"),
        ("ΑΤΗΝΑ", "ATHNA"), ("Mali", "Маli"), ("scope", "ѕсоре"), ("Dam", "Ｄａｍ"),
    ],
)  # fmt: skip
def test_names_with_one_look_have_one_key(one: str, other: str) -> None:
    assert look_of(one) == look_of(other)


def test_a_name_that_looks_like_another_is_warned_of_with_the_code_point(
    make_site: MakeSite,
) -> None:
    assert warnings(make_site, "CAPE", "САРЕ") == [
        'content/topics/t1.md:2:7: warning: "САРЕ" looks like "CAPE" of topics/t0.md: '
        '"С" here is U+0421, there U+0043; readers cannot tell the two apart'
    ]


def test_a_word_of_mixed_scripts_is_warned_of(make_site: MakeSite) -> None:
    assert warnings(make_site, "River Pаrk") == [
        'content/topics/t0.md:2:7: warning: the word "Pаrk" mixes letters of Latin and Cyrillic: '
        '"а" is U+0430, of Cyrillic; write the word with letters of one script'
    ]


def test_an_alias_of_an_actor_counts_as_a_name(make_site: MakeSite) -> None:
    path = "content/actors/ministry.md"
    text = BASE[path].replace("name: ", 'aliases: ["Тhe engineer"]\nname: ', 1)
    problems = make_site({path: text}).problems()
    assert any('"Тhe engineer" looks like "The engineer"' in each for each in problems), problems


@pytest.mark.parametrize(
    "names",
    [
        ("Москва", "Самара"), ("Αθήνα", "Athens"), ("Росс", "Ross"),
        ("IT-отдел", "10 μm", "ΔE", "α-Helix"),
        ("José", "Jose"), ("Part 1", "Part I"), ("Нил", "Nile"), ("東京", "东京"),
    ],
    ids=str,
)  # fmt: skip
def test_names_as_people_write_them_are_fine(make_site: MakeSite, names: tuple[str, ...]) -> None:
    assert warnings(make_site, *(f"'{name}'" for name in names)) == []


def test_sources_may_share_a_title_and_topics_no_name(make_site: MakeSite) -> None:
    assert len(warnings(make_site, "The dam", "The Dam")) == 1
    path = "content/sources/gazette.md"
    problems = make_site({"content/sources/second.md": BASE[path]}, "site-2").problems()
    assert not any(WARNED in each for each in problems)
