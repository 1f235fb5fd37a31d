"""Where a passage may begin and end: never inside a word or a number of the document."""

from __future__ import annotations

import pytest

from factpress.archive.document import prepare
from factpress.evidence.results import CutsWord, Match, Occurrence
from factpress.evidence.search import find


@pytest.mark.parametrize(
    ("text", "passage", "words"),
    [
        ("They can't swim", "They can", ("can't",)),
        ("They can’t swim", "They can", ("can’t",)),
        ("They can't swim", "'t swim", ("can't",)),
        ("They didn't swim", "n't swim", ("didn't",)),
        ("an anti-French mood", "an anti", ("anti-French",)),
        ("an anti-French mood", "French mood", ("anti-French",)),
        ("an anti‑French mood", "French mood", ("anti‑French",)),
        ("the non–Russian part", "Russian part", ("non–Russian",)),
        ("un mot n’est rien", "est rien", ("n’est",)),
        ("about 5,000 men", "about 5", ("5,000",)),
        ("about 400,000 men", "000 men", ("400,000",)),
        ("about 2.5 men", "about 2", ("2.5",)),
        ("about 2.5 men", "5 men", ("2.5",)),
        ("about 12 000 men", "about 12", ("12 000",)),
        ("about 12\u00a0000 men", "000 men", ("12\u00a0000",)),
        ("about 2-5 men", "5 men", ("2-5",)),
        ("about 2—5 men", "5 men", ("2—5",)),
        ("at -5 degrees", "5 degrees", ("-5",)),
        ("at −5 degrees", "5 degrees", ("−5",)),
        ("it cost $5 million", "5 million", ("$5",)),
        ("it cost US$5 million", "$5 million", ("US$5",)),
        ("it fell 5% that day", "it fell 5", ("5%",)),
        ("il a perdu 5 % hier", "il a perdu 5", ("5 %",)),
        ("il a perdu 5 € hier", "il a perdu 5", ("5 €",)),
        ("in 5 ½ years", "in 5", ("5 ½",)),
        ("in 5½ years", "in 5", ("5½",)),
        ("fewer than <5 cases", "5 cases", ("<5",)),
        ("at 10:30 sharp", "30 sharp", ("10:30",)),
        ("the U.S. army", "S. army", ("U.S",)),
        ("AT&T said", "T said", ("AT&T",)),
        ("x\u0302 is", "x", ("x\u0302",)),
        ("in\u00adsecure locks", "secure locks", ("in\u00adsecure",)),
        ("oﬃce files", "ice files", ("oﬃce",)),
        ("unharmed people", "harmed peop", ("unharmed", "people")),
        ("他不是罪犯", "是罪犯", ("不是罪",)),
        ("他不是罪犯", "罪犯", ("不是罪",)),
        ("他不同意这个计划", "同意这个", ("不同",)),
        ("水库没有决口", "决口", ("没有决",)),
        ("水庫沒有決口", "水庫沒有", ("沒有決",)),
        ("水坝尚未完工", "完工", ("未完",)),
        ("花了两百万", "两百", ("两百万",)),
        ("花了两百万元", "两百万", ("两百万元",)),
        ("花了两百万元", "百万元", ("两百万元",)),
        ("三十人死亡", "十人死亡", ("三十人",)),
        ("三十人死亡", "三十", ("三十人",)),
        ("五万人到场", "五", ("五万人",)),
        ("500人死亡", "500", ("500人",)),
        ("ダムは安全ではない", "ダムは安全", ("全ではな",)),
        ("彼は行かない", "彼は行か", ("かな",)),
        ("彼は行きません", "彼は行き", ("きま",)),
        ("三千円を払った", "三千", ("三千円",)),
        ("非公開の会議", "公開の会議", ("非公",)),
        ("不必要な工事", "必要な工事", ("不必要",)),
        ("не\u00adправда это", "правда это", ("не\u00adправда",)),
    ],
)
def test_a_cut_word_is_refused_and_named(text: str, passage: str, words: tuple[str, ...]) -> None:
    finding = find(prepare(text), passage)
    assert isinstance(finding, CutsWord), finding
    assert finding.words == words


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("They left—he stayed", "he stayed"),
        ("They left — he stayed", "They left"),
        ("They left -- he stayed", "he stayed"),
        ("“They left,” he said", "They left"),
        ("'They left,' he said", "They left,"),
        ("The soldiers' wives left", "The soldiers"),
        ("pre- and post-war", "pre"),
        ("Done.Then they left", "Done."),
        ("In 2022 300 people left", "300 people"),
        ("a fall (5%) that day", "5%"),
        ("they said—5 people", "5 people"),
        ("- 5 people", "5 people"),
        ("他们同意这个计划", "同意这个"),
        ("统一行动开始了", "行动开始"),
        ("他特别重要", "重要"),
        ("南非总统来了", "总统来了"),
        ("约500人死亡", "500人死亡"),
        ("约500人がいた", "500人がいた"),
        ("彼はずっと待った", "ずっと待った"),
        ("多数决定关闭", "决定关闭"),
        ("他不是罪犯。市长走了", "市长走了"),
        ("left.\n\nThe rest", "left."),
        ("cost $5 million", "$5 million"),
    ],
)
def test_a_whole_word_is_not_cut(text: str, passage: str) -> None:
    assert isinstance(find(prepare(text), passage), Match)


def test_each_piece_of_an_omission_keeps_its_words_whole() -> None:
    document = prepare("The anti-flood wall did not reach the north-east sluice.")
    assert find(document, "The anti […] sluice") == CutsWord(("anti-flood",), Occurrence(0, 8, 1))
    assert isinstance(find(document, "flood wall […] sluice"), CutsWord)
    assert isinstance(find(document, "The anti-flood wall […] north"), CutsWord)


def test_a_word_without_end_is_named_in_part() -> None:
    finding = find(prepare("a" * 5000), "aaa")
    assert isinstance(finding, CutsWord)
    assert len(finding.words[0]) < 200
