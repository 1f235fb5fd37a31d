"""Fields beside the evidence: translations, `extra`, the time of publication, an embargo."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from conftest import CLAIM, MakeSite
from crawler import text_of
from factpress.options import CacheOptions
from factpress.update import every_problem, update
from small_site import PUBLICATION, Site

DAM = "content/claims/dam.md"
SETTINGS = PUBLICATION + "url: https://dam.example/\n"


def site_of(make_site: MakeSite, old: str, new: str) -> Site:
    return make_site({DAM: CLAIM.replace(old, new, 1), "content/publication.yaml": SETTINGS})


# Translations.

WHOLE = "{words: Le barrage fut achevé en 2019., language: fr, by: A. Lund}"


def test_a_translation_is_shown_as_ours(make_site: MakeSite) -> None:
    site = site_of(make_site, "stance: asserts", f"stance: asserts\n    translation: {WHOLE}")
    assert site.problems() == []
    site.build()
    page = site.read("claims/dam/index.html")
    assert "Translation by A. Lund:" in page
    assert '<blockquote class="translation" lang="fr" dir="ltr"><p>Le barrage fut' in page
    expected = {"words": "Le barrage fut achevé en 2019.", "language": "fr", "by": "A. Lund"}
    claim = json.loads(site.read("claims/dam/claim.json"))
    assert claim["passages"][0]["translation"] == expected
    evidence = json.loads(site.read("claims/dam/evidence.json"))
    assert evidence["items"][0]["factpress:translation"] == expected
    site.lock()
    assert "Le barrage fut" in (site.root / "content/evidence.lock").read_text()


def test_the_words_alone_are_ours_in_the_publications_language(make_site: MakeSite) -> None:
    new = "stance: asserts\n    translation: It was done in 2019."
    site = site_of(make_site, "stance: asserts", new)
    site.build()
    page = site.read("claims/dam/index.html")
    assert "Our translation:" in page
    assert '<blockquote class="translation" lang="en" dir="ltr"><p>It was done in 2019.' in page


# Fields of their own.


@pytest.mark.parametrize(
    ("path", "page"),
    [
        (DAM, "claims/dam/index.html"),
        ("content/actors/ministry.md", "actors/ministry/index.html"),
        ("content/sources/gazette.md", "sources/gazette/index.html"),
        ("content/topics/dams.md", "topics/dams/index.html"),
        ("content/pages/about.md", "about/index.html"),
    ],
)
def test_templates_see_fields_of_their_own_and_nothing_else_does(
    make_site: MakeSite, path: str, page: str
) -> None:
    site = make_site()
    text = (site.root / path).read_text()
    more = "---\nextra: {region: North Shore, codes: [a, b], deep: {er: c}}\n"
    site.write({path: text.replace("---\n", more, 1)})
    assert site.problems() == []
    site.build()
    assert not any(b"North Shore" in content for content in site.files().values())
    assert (site.options.out / page).is_file()


def test_a_template_can_show_them(make_site: MakeSite) -> None:
    block = "{% block around %}{{ page.extra.region }}{% endblock %}"
    template = '{% extends "default:claim.html" %}' + block
    site = site_of(make_site, "topics:", "extra: {region: North Shore}\ntopics:")
    site.write({"templates/claim.html": template})
    site.use_templates().build()
    assert "North Shore" in site.read("claims/dam/index.html")


def test_too_much_of_it_is_refused(make_site: MakeSite) -> None:
    site = site_of(make_site, "topics:", f"extra: {{words: {'a' * 20_000}}}\ntopics:")
    assert any("extra holds more than 16,000 characters" in line for line in site.refused())


# The time of publication.


def test_the_time_of_publication_is_in_feeds_and_json_ld(make_site: MakeSite) -> None:
    site = site_of(make_site, "said:", "published: 2022-02-01T06:00+01:00\nsaid:")
    assert site.problems() == []
    site.build()
    item = json.loads(site.read("feed.json"))["items"][0]
    assert item["date_published"] == "2022-02-01T06:00:00+01:00"
    assert "date_modified" not in item
    assert "<updated>2022-02-01T06:00:00+01:00</updated>" in site.read("feed.xml")
    page = site.read("claims/dam/index.html")
    assert '"datePublished":"2022-02-01T06:00+01:00"' in page
    assert "Published1 February 2022, 06:00 UTC+01:00" in " ".join(text_of(page).split())
    assert json.loads(site.read("claims/dam/claim.json"))["published"] == "2022-02-01T06:00+01:00"
    assert '<meta property="article:published_time" content="2022-02-01T06:00+01:00">' in page


def test_a_time_without_its_zone_is_refused(make_site: MakeSite) -> None:
    site = site_of(make_site, "said:", "published: 2022-02-01T06:00\nsaid:")
    assert site.refused() == [
        f'{DAM}:6:12: published "2022-02-01T06:00" has no time with its zone; write it as '
        "2022-02-01T06:00+01:00 with your own zone, or ending in Z for UTC"
    ]


# Embargoes.

EMBARGO = "embargo: 2026-12-24T06:00+01:00\nsaid:"


END = dt.datetime(2026, 12, 24, 5, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


def test_an_embargo_ends_at_its_instant_and_no_output_has_anything_before(
    make_site: MakeSite,
) -> None:
    site = site_of(make_site, "said:", EMBARGO)
    site.lock()
    site.build(now=END - SECOND)
    for word in (b"The dam was finished", b"pouring concrete", b"claims/dam"):
        assert not any(word in content for content in site.files().values())
    site.build(now=END)
    assert "The dam was finished" in text_of(site.read("claims/dam/index.html"))
    site.options = site.options._replace(now=END)
    assert site.problems() == []


@pytest.mark.parametrize("field", ["embargo", "published"])
def test_a_build_with_a_cache_notices_that_its_time_has_come(
    make_site: MakeSite, tmp_path: Path, field: str
) -> None:
    site = site_of(make_site, "said:", EMBARGO.replace("embargo", field))
    cache = CacheOptions(tmp_path / "cache", b"key")
    for now, is_there in (
        (END - 2 * SECOND, False),
        (END - SECOND, False),
        (END, True),
        (END + SECOND, True),
        (END - SECOND, False),
    ):
        update(site.options._replace(now=now), cache)
        assert (site.options.out / "claims/dam").exists() == is_there
        found = every_problem(site.options._replace(now=now), cache)
        assert any("held back" in each.message for each in found) != is_there


def test_a_build_with_nothing_new_to_show_does_nothing(make_site: MakeSite, tmp_path: Path) -> None:
    site = site_of(make_site, "said:", EMBARGO)
    cache = CacheOptions(tmp_path / "cache", b"key")
    update(site.options._replace(now=END - 2 * SECOND), cache)
    report = update(site.options._replace(now=END - SECOND), cache)
    assert {each.status for each in report.outputs} == {"unchanged"}


def test_days_of_a_claim_begin_in_the_zone_of_its_embargo(make_site: MakeSite) -> None:
    site = site_of(make_site, "checked: 2022-01-31\nsaid:", "checked: 2026-12-24\n" + EMBARGO[:-5])
    text = (site.root / DAM).read_text().replace("06:00+01:00", "06:00+09:00\nsaid:", 1)
    site.write({DAM: text})
    end = dt.datetime(2026, 12, 23, 21, tzinfo=dt.UTC)
    site.lock()
    site.build(now=end - SECOND)
    assert not (site.options.out / "claims/dam").exists()
    site.options = site.options._replace(now=end)
    assert site.problems() == []
    site.build()
    assert (site.options.out / "claims/dam").exists()


def test_an_embargo_that_is_over_changes_nothing(make_site: MakeSite) -> None:
    site, without = (
        site_of(make_site, "said:", EMBARGO.replace("2026", "2022")),
        make_site({"content/publication.yaml": SETTINGS}, name="without"),
    )
    site.build()
    without.build()
    differing = {path for path, each in site.files().items() if without.files()[path] != each}
    assert differing == {"manifest.json"}  # it has the digest of the content


def test_a_publication_of_a_later_day_is_held_back(make_site: MakeSite) -> None:
    site = site_of(make_site, "said:", "published: 2026-12-24\nsaid:")
    site.build()
    assert not (site.options.out / "claims/dam").exists()
