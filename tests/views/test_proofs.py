"""What readers see of the evidence: how closely and where each passage was found, whose it is."""

from __future__ import annotations

import hashlib
import re
from html import unescape

import pytest

from conftest import BASE, CLAIM, GAZETTE, MakeSite, Site
from crawler import Crawl, text_of
from locks import with_and_without_archive

URL = "https://gazette.example/dam-row"
CARD = BASE["content/sources/gazette.md"]
WITH_URL = CARD.replace("document:", f"url: {URL}\ndocument:")


def claim_page(site: Site) -> str:
    site.build()
    return site.read("claims/dam/index.html")


def source_page(site: Site) -> str:
    site.build()
    return site.read("sources/gazette/index.html")


@pytest.mark.parametrize(
    ("passage", "words"),
    [
        ("the dam was finished in 2019", "Verbatim, ¶ 2 of 4 · In the document"),
        (
            "we were still pouring concrete in 2020,” the engineer said",
            "Verbatim, ¶ 3 of 4 · In the document",
        ),
        (
            'we were still pouring concrete in 2020," the engineer said',
            "Verbatim but for typography, such as the shape of quotation marks, ¶ 3 of 4",
        ),
        (
            "the dam was finished […] on time",
            "Verbatim, with omissions marked, ¶ 2 of 4",
        ),
        (
            "the dam [at the border] was finished in 2019, on time",
            "Verbatim, with our words in brackets, ¶ 2 of 4",
        ),
    ],
)
def test_each_passage_says_how_closely_and_where_it_was_found(
    make_site: MakeSite, passage: str, words: str
) -> None:
    card = CLAIM.replace("passage: the dam was finished in 2019", f"passage: {passage}")
    site = make_site({"content/claims/dam.md": card})
    assert words in text_of(claim_page(site))


def test_a_passage_links_to_its_place_in_the_live_document(make_site: MakeSite) -> None:
    site = make_site({"content/sources/gazette.md": WITH_URL})
    page = claim_page(site)
    assert f'href="{URL}#:~:text=the%20dam%20was%20finished%20in%202019"' in page
    assert page.count(">Open original</a>") == 2


def test_without_an_address_there_is_no_such_link(make_site: MakeSite) -> None:
    page = claim_page(make_site())
    assert "Open original" not in page
    assert page.count("no public copy known") == 2


def test_words_beside_a_passage_that_stands_twice_are_of_one_paragraph(
    make_site: MakeSite,
) -> None:
    text = "Row\n\nThey said so. The dam is done.\n\nThe dam is done. We think so.\n" + GAZETTE
    card = CLAIM.replace(
        "passage: the dam was finished in 2019", "passage: The dam is done\n    occurrence: 2"
    )
    site = make_site(
        {
            "archive/gazette.txt": text,
            "content/claims/dam.md": card,
            "content/sources/gazette.md": WITH_URL,
        }
    )
    page = claim_page(site)
    assert f"{URL}#:~:text=dam%20is%20done.-,The%20dam%20is%20done,-.%20We%20think" in page


def test_of_a_draft_nothing_is_known_and_nothing_shown(make_site: MakeSite) -> None:
    site = make_site({"content/sources/gazette.md": WITH_URL})
    site.lock()
    site.hide_archive()
    site.write(
        {
            "content/claims/draft.md": CLAIM.replace("said: 2022", "draft: true\nsaid: 2022")
            .replace("The dam was finished in 2019.", "The dam was on time.")
            .replace("the dam was finished in 2019", "finished in 2019, on time")
        }
    )
    site.build(drafts=True, stale_lock="warning")
    draft = text_of(site.read("claims/draft/index.html"))
    assert "finished in 2019, on time" in draft
    assert "Verbatim" not in draft
    assert "Open original" not in draft
    source = site.read("sources/gazette/index.html")
    assert 'id="draft--done"' in source
    assert source.index('id="dam--not-done"') < source.index('id="draft--done"')
    assert Crawl(site.options.out).broken() == []


def test_the_site_is_the_same_with_or_without_the_archive(make_site: MakeSite) -> None:
    site = make_site({"content/sources/gazette.md": WITH_URL})
    with_archive, without = with_and_without_archive(site)
    assert without == with_archive


OTHER = CARD.replace("gazette.txt", "echo.txt").replace("Dam row deepens", "Echo of the row")
TWO_ORIGINS = {
    "archive/echo.txt": "Echo\n\nA reader says that the dam was never finished, and wants it so.\n",
    "content/actors/wire.md": "---\nname: The Wire\nkind: publication\n---\n",
    "content/actors/echo-press.md": "---\nname: The Echo\nkind: publication\n---\n",
    "content/sources/gazette.md": CARD.replace(
        "document:", "origins: [{actor: wire}, {actor: gazette-press}]\ndocument:"
    ),
    "content/sources/echo.md": OTHER.replace("publisher: gazette-press", "publisher: echo-press"),
    "content/claims/dam.md": CLAIM.replace(
        "---\nThe [[ministry]]",
        "  - {id: never, source: echo, passage: dam was never finished, stance: denies}\n"
        "---\nThe [[ministry]]",
    ),
}


def test_a_claim_names_its_independent_origins_and_they_name_it(make_site: MakeSite) -> None:
    site = make_site(TWO_ORIGINS)
    words = text_of(claim_page(site))
    assert (
        "3 passages in 2 documents, 2 independent origins: The Wire with River Gazette; The Echo."
        in words
    )
    for actor in ("wire", "gazette-press", "echo-press"):
        page = site.read(f"actors/{actor}/index.html")
        assert "Claims that rest on their reporting" in page
        assert "../../claims/dam/" in page
    assert "rest on their reporting" not in site.read("actors/ministry/index.html")
    assert Crawl(site.options.out).one_way() == []


def test_one_passage_of_one_origin_is_counted_as_one(make_site: MakeSite) -> None:
    card = CLAIM[: CLAIM.index("  - id: not-done")] + "---\nIt was done [@done].\n"
    words = text_of(claim_page(make_site({"content/claims/dam.md": card})))
    assert "1 passage in 1 document, 1 independent origin: River Gazette." in words


def test_what_was_left_out_and_why_is_told(make_site: MakeSite) -> None:
    card = CLAIM.replace("stance: asserts", "stance: asserts\n    crop_ok: Only the hour.")
    page = claim_page(make_site({"content/claims/dam.md": card}))
    assert '<p class="aside">What we cut: Only the hour.</p>' in page


def test_a_rating_is_shown_with_its_definition(make_site: MakeSite) -> None:
    page = claim_page(make_site())
    assert '<a href="../../ratings/mixed/">What “Mixed” means</a>: Some of it holds.' in page


def test_a_source_tells_its_length_its_quoted_share_and_how_to_check_it(
    make_site: MakeSite,
) -> None:
    words = text_of(source_page(make_site()))
    assert "55 words in 4 paragraphs" in words
    assert "The words shown here are 13 of its 55 words." in words
    share = "24% of the document’s 55 words are quoted on this site; our limit is 40%."
    assert share in words
    assert "Its full text is not printed here." in words
    assert "sha256sum FILE" in words
    assert "The saved copy is private." in words


def test_quotations_stand_in_the_documents_order_and_the_same_stretch_once(
    make_site: MakeSite,
) -> None:
    swapped = CLAIM.replace("stance: asserts", "stance: reports")
    again = CLAIM.replace("The dam was finished in 2019.", "The dam was on time.").replace(
        "in 2020\n", "in 2020,”\n"
    )
    site = make_site({"content/claims/dam.md": swapped, "content/claims/dam-2.md": again})
    page = source_page(site)
    found = re.findall(r'<span class="sentence"[^>]*>(.*?)\n', page)
    assert [unescape(re.sub("<.*?>", "", words))[:12] for words in found] == [
        "the dam was ",
        "we were stil",
    ]
    assert 'id="dam--done"' in page
    assert 'id="dam-2--done"' in page
    assert page.index('id="dam-2--done"') < page.index('id="dam--not-done"')


def test_no_words_but_the_quoted_ones_reach_the_site(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    everything = b"\n".join(site.files().values()).decode("utf-8", "replace")
    for words in ("An engineer on the site disagrees", "Nobody has published the building log"):
        assert words in GAZETTE
        assert words not in everything


FULL = {
    "archive/gazette.txt": None,
    "content/documents/gazette.txt": GAZETTE,
    "content/claims/dam-2.md": CLAIM.replace("The dam was finished in 2019.", "It was on time.")
    .replace("the dam was finished in 2019", "finished in 2019, on time")
    .replace("we were still pouring concrete in 2020", "pouring concrete"),
}


def full_site(make_site: MakeSite) -> Site:
    digest = hashlib.sha256(GAZETTE.encode()).hexdigest()
    card = CARD.replace("SHA256", digest).replace("document:", "republish: full\ndocument:")
    return make_site({**FULL, "content/sources/gazette.md": card})


def test_a_free_document_is_shown_in_full_with_its_passages_marked(make_site: MakeSite) -> None:
    site = full_site(make_site)
    page = source_page(site)
    shown = page[page.index("<div", page.index("The full text</h2>")) :]
    shown = shown[: shown.index("</div>")]
    assert len(re.findall(r"<p id=", shown)) == 4
    without_numbers = re.sub(r"<sup.*?</sup>", "", shown[shown.index(">") + 1 :])
    assert text_of(without_numbers) == " ".join(GAZETTE.split())
    marked = [
        (bool(overlap), text_of(words))
        for overlap, words in re.findall(
            r'<mark( class="overlap")?>(.*?)</mark>', without_numbers, re.S
        )
    ]
    assert marked == [
        (False, "the dam was"),
        (True, "finished in 2019"),
        (False, ", on time"),
        (False, "we were still"),
        (True, "pouring concrete"),
        (False, "in 2020"),
    ]
    assert "The saved copy is private" not in page
    assert "our limit" not in page


def test_passages_in_the_full_text_are_anchored_and_lead_to_their_claims(
    make_site: MakeSite,
) -> None:
    site = full_site(make_site)
    page = source_page(site)
    for number, claim, passage in ((1, "dam", "done"), (2, "dam-2", "done"), (4, "dam-2", "not-")):
        anchor = f"{claim}--{passage}"
        assert f'id="{anchor}' in page
        assert re.search(
            rf'<a id="{anchor}[^"]*" href="\.\./\.\./claims/{claim}/#passage-{passage}[^>]*>'
            rf"\[{number}\]</a>",
            page,
        )
    crawl = Crawl(site.options.out)
    assert crawl.broken() == []
    assert crawl.one_way() == []
    ids = crawl.pages[f"{crawl.base}sources/gazette/"].ids
    assert len(ids) == len(set(ids))
