"""Public addresses: which card answers at each, former ones included."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import BASE, CLAIM, PUBLICATION, TODAY, MakeSite, at
from factpress.content.addresses import public_addresses
from factpress.model.cards import CardKey
from factpress.model.schema import CardKind
from factpress.model.urls import card_url, relative
from plenty import RICH

CARDS: dict[CardKind, str] = {
    "claim": "content/claims/dam.md",
    "actor": "content/actors/ministry.md",
    "source": "content/sources/gazette.md",
    "topic": "content/topics/dams.md",
    "page": "content/pages/about.md",
}
MINISTRY = CARDS["actor"]


def with_former(path: str, *addresses: str) -> dict[str, str | bytes | None]:
    """The card at a path with a line more, its second."""
    return {path: BASE[path].replace("---\n", f"---\nformer: [{', '.join(addresses)}]\n", 1)}


def test_every_kind_of_card_has_its_address(make_site: MakeSite) -> None:
    found = public_addresses(make_site().catalog())
    assert found == {
        "/claims/dam/": CardKey("claim", "dam"),
        "/actors/engineer/": CardKey("actor", "engineer"),
        "/actors/gazette-press/": CardKey("actor", "gazette-press"),
        "/actors/ministry/": CardKey("actor", "ministry"),
        "/sources/gazette/": CardKey("source", "gazette"),
        "/topics/dams/": CardKey("topic", "dams"),
        "/about/": CardKey("page", "about"),
    }


def test_former_addresses_are_those_of_the_card_that_answers_now(make_site: MakeSite) -> None:
    taken = RICH["content/claims/taken.md"].replace(
        "merged_into", "former: [/topics/ready/]\naliases: [ready]\nmerged_into"
    )
    site = make_site({**RICH, "content/claims/taken.md": taken})
    found = public_addresses(site.catalog())
    assert found["/claims/gone/"] == CardKey("claim", "gone")
    for url in ("/claims/old-dam/", "/claims/taken/", "/claims/ready/", "/topics/ready/"):
        assert found[url] == CardKey("claim", "dam"), url


def test_held_back_cards_give_no_address(make_site: MakeSite) -> None:
    draft = CLAIM.replace("topics:", "draft: true\naliases: [one]\nformer: [/two/]\ntopics:")
    later = CLAIM.replace("2022-01-31", "2027-01-05").replace(
        "topics:", "aliases: [three]\ntopics:"
    )
    site = make_site({"content/claims/draft.md": draft, "content/claims/later.md": later})
    without = {*public_addresses(make_site(name="without").catalog())}
    assert {*public_addresses(site.catalog())} == without
    site.options = site.options._replace(drafts=True)
    assert {*public_addresses(site.catalog())} == without
    site.options = site.options._replace(drafts=False, now=at(TODAY.replace(year=2028)))
    assert {*public_addresses(site.catalog())} - without == {"/claims/later/", "/claims/three/"}


@pytest.mark.parametrize("kind", CARDS)
def test_a_former_address_leads_to_the_card_of_any_kind(
    make_site: MakeSite, kind: CardKind
) -> None:
    settings = f"{PUBLICATION}url: https://dam.example/\nsearch: pagefind\n"
    addresses = ("/actors/old-name/", "/claims/2022/old/", "/before/us/")
    site = make_site({"content/publication.yaml": settings, **with_former(CARDS[kind], *addresses)})
    site.build()
    own = card_url(kind, Path(CARDS[kind]).stem)
    for url in addresses:
        page = site.read(f"{url[1:]}index.html")
        assert "This page has moved" in page
        assert f'http-equiv="refresh" content="0; url={relative(own, url)}"' in page
        assert f'<link rel="canonical" href="https://dam.example{own}">' in page
        assert '<meta name="robots" content="noindex">' in page
        assert "data-pagefind-body" not in page
        assert url not in site.read("sitemap.xml")
        assert site.report
        assert f"{url[1:]}index.html" in {output.path for output in site.report.outputs}


def test_a_former_claim_is_framed_where_it_was(make_site: MakeSite) -> None:
    site = make_site(with_former(CARDS["claim"], "/claims/2022/old/", "/topics/x/"))
    site.build()
    assert "The dam was finished" in site.read("embed/2022/old/index.html")
    assert not (site.options.out / "embed/topics").exists()


def test_an_address_that_nobody_takes_up_any_more_is_gone(make_site: MakeSite) -> None:
    site = make_site(with_former(MINISTRY, "/actors/works/"))
    site.build()
    site.write({MINISTRY: BASE[MINISTRY]})
    site.build()
    assert not (site.options.out / "actors/works").exists()


@pytest.mark.parametrize(
    ("former", "better"),
    [
        ("/actors/Old_Name/", "/actors/old-name/"),
        ("/actors/old-name", "/actors/old-name/"),
        ("actors/old-name/", "/actors/old-name/"),
        ("old-name", "/actors/old-name/"),
        ("https://dam.example/watch/actors/old-name/", "/actors/old-name/"),
        ("http://elsewhere.example/topics/x", "/topics/x/"),
        ("/actors/old-name/index.html", "/actors/old-name/"),
        ("content/actors/old-name.md", "/actors/old-name/"),
        ("/pages/about-us/", "/about-us/"),
        ("/actors/old-name/?x=1", "/actors/old-name/"),
        ("/actors//old-name/", "/actors/old-name/"),
        ("//actors/../x/", None),
        ("/", None),
    ],
)
def test_reports_a_former_address_of_another_form_with_suggestion(
    make_site: MakeSite, former: str, better: str | None
) -> None:
    settings = f"{PUBLICATION}url: https://dam.example/watch/\n"
    files = with_former(MINISTRY, f'"{former}"')
    (problem,) = make_site({"content/publication.yaml": settings, **files}).refused()
    assert problem.startswith(f'{MINISTRY}:2:10: former "{former}" is ')
    if better:
        assert problem.endswith(
            "is not the address of a page of this site; write it from its first slash to its "
            f'last; did you mean "{better}"?'
        )


@pytest.mark.parametrize(
    "former",
    [
        "/", "/claims/", "/topics/", "/ratings/", "/ratings/mixed/", "/changes/2022-03/", "/data/",
        "/search/", "/embed/old/", "/claims/by-topic/", "/claims/page/2/", "/topics/x/by-rating/y/",
        "/matrix/actors/x/", "/timeline/", "/pages/", "/404/", "/assets/x/",
    ],
)  # fmt: skip
def test_reports_a_former_address_that_the_generator_has(make_site: MakeSite, former: str) -> None:
    assert make_site(with_former(MINISTRY, former)).refused() == [
        f'{MINISTRY}:2:10: former "{former}" is an address that the generator keeps for pages of '
        "its own; remove it"
    ]


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        (with_former(MINISTRY, "/actors/engineer/"),
         f'{MINISTRY}:2:10: former "/actors/engineer/" is the address of actors/engineer.md'),
        (with_former(MINISTRY, "/actors/ministry/"),
         f'{MINISTRY}:2:10: former "/actors/ministry/" is the address of actors/ministry.md'),
        (with_former(MINISTRY, "/about/"),
         f'{MINISTRY}:2:10: former "/about/" is the address of pages/about.md'),
        (with_former(MINISTRY, "/x/", "/x/"),
         f'{MINISTRY}:2:15: former "/x/" is there twice; keep one'),
        ({**with_former(MINISTRY, "/x/"), **with_former(CARDS["topic"], "/x/")},
         'content/topics/dams.md:2:10: former "/x/" is also a former address of '
         "actors/ministry.md"),
        ({**with_former(CARDS["topic"], "/claims/old/"),
          CARDS["claim"]: CLAIM.replace("topics:", "aliases: [old]\ntopics:")},
         'content/topics/dams.md:2:10: former "/claims/old/" is also an alias of claims/dam.md'),
        ({CARDS["claim"]: CLAIM.replace("topics:", "aliases: [x]\nformer: [/claims/x/]\ntopics:")},
         'content/claims/dam.md:9:10: former "/claims/x/" is there twice; keep one'),
        ({**with_former(MINISTRY, "/claims/gone/"), "content/claims/gone.md":
          "---\nclaim: It leaks.\nwithdrawn: {date: 2022-03-01, note: Forged.}\n---\n"},
         f'{MINISTRY}:2:10: former "/claims/gone/" is the address of claims/gone.md'),
        ({CARDS["claim"]: CLAIM.replace("topics:", "aliases: [gone]\ntopics:"),
          "content/claims/gone.md":
          "---\nclaim: It leaks.\nwithdrawn: {date: 2022-03-01, note: Forged.}\n---\n"},
         'content/claims/dam.md:8:11: alias "gone" is the address of claims/gone.md'),
        (with_former(MINISTRY, "/actors/con/"),
         f'{MINISTRY}:2:10: former "/actors/con/" is not the address of a page of this site; '
         "write it from its first slash to its last, such as /actors/old-name/"),
    ],
)  # fmt: skip
def test_reports_a_former_address_that_another_has(
    make_site: MakeSite, files: dict[str, str | bytes | None], problem: str
) -> None:
    assert make_site(files).refused() == [problem]
