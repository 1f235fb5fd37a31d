"""Under which letter a name of any script stands."""

from __future__ import annotations

import pytest

from conftest import MakeSite
from crawler import Crawl
from factpress.views.pagination import letter_of

LETTERS = {
    "Ministry": "M", "émigré": "E", "Ångström": "A", "«Вагнер»": "В", "Йемен": "Й", "Ёлка": "Ё",
    "أحمد": "ا", "إبراهيم": "ا", "中国": "漢字", "5 documents": "0–9", "٣ رجال": "0–9",
    "“Dam”": "D",
    "@user": "U", "—": "#", "ßeta": "S", "ﬁrst": "F", "김": "ㄱ",
    "가나": "ㄱ", "ガス": "か", "かわ": "か", "हिंदी": "ह",
}  # fmt: skip


@pytest.mark.parametrize("name", LETTERS)
def test_the_letter_of_a_name(name: str) -> None:
    assert letter_of(name) == LETTERS[name]


def test_the_index_has_each_letter_once_in_order_with_a_way_to_it(make_site: MakeSite) -> None:
    names = [*LETTERS, "Иван", "Япония", "Zeta", "Écho", "Ehud", "Ирак"]
    site = make_site(
        {
            f"content/actors/a{number}.md": f"---\nname: {name!r}\nkind: person\n---\n"
            for number, name in enumerate(names)
        }
    )
    site.build()
    crawl = Crawl(site.options.out)
    assert crawl.broken() == []
    page = site.read("actors/index.html")
    letters = [part.partition("</h2>")[0].partition(">")[2] for part in page.split("<h2 ")[1:]]
    assert letters == ("0–9 A D E F M R S T U Z В Ё И Й Я ا ह ㄱ か 漢字 #".split()), (
        "the engineer is under T, as its name begins"
    )
    assert page.index("Écho") < page.index("Ehud") < page.index("émigré")
