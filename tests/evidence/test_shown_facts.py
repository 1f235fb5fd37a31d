"""What readers and files are told of a passage: speech or telling, its place, its sentence."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest

from conftest import BASE, CLAIM, GAZETTE, PUBLICATION, MakeSite, Site, at
from crawler import text_of
from factpress.model.evidence import Found, PassageKey, SavedCopy
from locks import with_and_without_archive
from pdfs import pdf

DAM = "content/claims/dam.md"
CARD = BASE["content/sources/gazette.md"]
REST = (
    "Nobody has published the building log so far. The ministry did not answer any questions "
    "about it, and the mayor of the town was away."
)


def claim_with(passage: str = "the dam was finished in 2019", more: str = "") -> str:
    words = passage.replace("'", "''")
    return CLAIM.replace("passage: the dam was finished in 2019", f"passage: '{words}'{more}")


def site_of(
    make_site: MakeSite, name: str, document: str | bytes, claim: str, **settings: str
) -> Site:
    """The dam's card, with its source's document of this name."""
    files: dict[str, str | bytes | None] = {
        f"archive/{name}": document,
        "content/sources/gazette.md": CARD.replace("gazette.txt", name),
        DAM: claim,
    }
    if settings:
        limits = ", ".join(f"{key}: {value}" for key, value in settings.items())
        files["content/publication.yaml"] = f"{PUBLICATION}limits: {{{limits}}}\n"
    return make_site(files)


def found_in(site: Site, evidence_id: str = "done") -> Found:
    catalog = site.catalog()
    found: Found = catalog.proof.passages[PassageKey("dam", evidence_id)]
    return found


def copy_in(site: Site) -> SavedCopy:
    catalog = site.catalog()
    copy: SavedCopy = catalog.proof.copies["gazette"]
    return copy


def record(site: Site, number: int = 0) -> Any:
    return json.loads(site.read("claims/dam/claim.json"))["passages"][number]


def annotation(site: Site, number: int = 0) -> Any:
    return json.loads(site.read("claims/dam/evidence.json"))["items"][number]


def errors(site: Site) -> list[str]:
    return [line for line in site.problems() if "warning:" not in line]


HTML = f"""<h1>Dam row deepens</h1>
<p>The Ministry of Works told the River Gazette that the dam was finished in 2019, on time.</p>
<p>An engineer on the site disagrees. &ldquo;We were late: we were still pouring concrete in
2020,&rdquo; the engineer said on Monday.</p><p>{REST}</p>"""


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("gazette.txt", GAZETTE),
        ("gazette.md", f"# {GAZETTE}"),
        ("gazette.html", HTML),
        (
            "gazette.pdf",
            pdf(
                [
                    "The Ministry of Works told the River Gazette that the dam was finished in",
                    "2019, on time.",
                ],
                [
                    'An engineer on the site disagrees. "We were late: we were still',
                    'pouring concrete in 2020," the engineer said on Monday.',
                    "Nobody has published the building log so far.",
                ],
            ),
        ),
        (
            "gazette.srt",
            "1\n00:00:01,000 --> 00:00:04,000\nThe Ministry of Works told the River Gazette that\n"
            "the dam was finished in 2019, on time.\n\n"
            '2\n00:01:02,500 --> 00:01:05,000\nThe engineer said: "We were late: we were still\n'
            'pouring concrete in 2020," and left, as nobody asked anything else of note.\n',
        ),
        (
            "gazette.vtt",
            "WEBVTT\n\n00:01.000 --> 00:04.000\nThe Ministry of Works told the River Gazette that\n"
            "the dam was finished in 2019, on time.\n\n"
            '01:02.500 --> 01:05.000\nThe engineer said: "We were late: we were still\n'
            'pouring concrete in 2020," and left, as nobody asked anything else of note.\n',
        ),
    ],
)
def test_speech_and_telling_are_told_apart_in_every_format(
    make_site: MakeSite, name: str, document: str | bytes
) -> None:
    site = site_of(make_site, name, document, CLAIM)
    site.build()
    page = text_of(site.read("claims/dam/index.html"))
    assert "Ministry of Works (as the document reports it)" in page
    assert "The engineer (in direct speech)" in page
    assert [record(site, number)["direct_speech"] for number in (0, 1)] == [False, True]
    told = [annotation(site, number)["factpress:directSpeech"] for number in (0, 1)]
    assert told == [False, True]
    quoted = "<q>we were still pouring concrete in 2020</q>"
    assert quoted in site.read("claims/dam/index.html")
    assert quoted in site.read("sources/gazette/index.html")
    assert '<blockquote class="speech"' in site.read("actors/engineer/index.html")
    assert '<blockquote class="speech"' not in site.read("actors/ministry/index.html")


def test_without_a_speaker_it_is_the_documents_telling_or_what_it_quotes(
    make_site: MakeSite,
) -> None:
    claim = CLAIM.replace("    speaker: ministry\n", "").replace("    speaker: engineer\n", "")
    site = make_site({DAM: claim})
    site.build()
    page = text_of(site.read("claims/dam/index.html"))
    assert "1 In its own words" in page
    assert "2 Somebody it quotes" in page


def test_what_a_speaker_publishes_is_no_report_of_him(make_site: MakeSite) -> None:
    site = make_site({DAM: CLAIM.replace("speaker: ministry", "speaker: gazette-press")})
    site.build()
    page = text_of(site.read("claims/dam/index.html"))
    assert "River Gazette (in the document’s own words)" in page


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["(tel que le document le rapporte)", "(en style direct)"]),
        ("ru", ["(в пересказе документа)", "(прямая речь)"]),
        ("ar", ["(كما ترويه الوثيقة)", "(كلام مباشر)"]),
    ],
)
def test_it_is_said_in_the_publications_language(
    make_site: MakeSite, language: str, words: list[str]
) -> None:
    settings = PUBLICATION.replace("language: en", f"language: {language}")
    site = make_site({"content/publication.yaml": settings})
    site.build()
    page = text_of(site.read("claims/dam/index.html"))
    assert [each for each in words if each not in page] == []


def test_a_pdf_gives_the_page(make_site: MakeSite) -> None:
    document = pdf(
        ["Report of the board", REST[:60]],
        ["No words of note are here, said the board."],
        [
            "The ministry said the dam was finished in 2019 and on time.",
            "The engineer said that we were still pouring concrete in 2020.",
        ],
    )
    site = site_of(make_site, "gazette.pdf", document, CLAIM, document_share="0.6")
    site.build()
    assert found_in(site).page == 3
    assert "page 3, ¶ 1 of 1" in text_of(site.read("claims/dam/index.html"))
    assert "page 3, ¶ 1" in text_of(site.read("sources/gazette/index.html"))
    assert record(site)["page"] == 3
    assert annotation(site)["target"][0]["selector"][-1] == {
        "type": "FragmentSelector",
        "conformsTo": "http://tools.ietf.org/rfc/rfc3778",
        "value": "page=3",
    }


TALK = """\
WEBVTT

00:00:01.000 --> 00:00:09.000
<v Moderator>Here we are, at last, with the question that all of the town has asked for years.

00:01:02.500 --> 00:01:09.000
<v Ministry of Works>I can tell you that the dam was finished in 2019, and that it will hold.

01:02:03.000 --> 01:02:09.000
<v The engineer>You were not there, and we were still pouring concrete in 2020, as you know.
"""


def test_subtitles_give_the_time_and_the_turn(make_site: MakeSite) -> None:
    site = site_of(make_site, "gazette.vtt", TALK, CLAIM)
    site.build()
    page = text_of(site.read("claims/dam/index.html"))
    assert "at 1:02, turn 2, ¶ 2 of 3" in page
    assert "at 1:02:03, turn 3, ¶ 3 of 3" in page
    assert "Ministry of Works (in direct speech)" in page
    assert [record(site)[key] for key in ("time", "turn")] == ["00:01:02.500", 2]
    assert annotation(site)["factpress:turn"] == 2
    values = [annotation(site, n)["target"][0]["selector"][-1]["value"] for n in (0, 1)]
    assert values == ["t=62.5", "t=3723"]


def test_a_plain_document_gives_neither(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    assert not {"page", "time", "turn", "context"} & record(site).keys()
    kinds = [each["type"] for each in annotation(site)["target"][0]["selector"]]
    assert kinds == ["TextQuoteSelector", "TextPositionSelector"]


def test_the_lengths_of_paragraphs_are_known(make_site: MakeSite) -> None:
    paragraphs = GAZETTE.strip().split("\n\n")
    assert copy_in(make_site()).lengths == tuple(map(len, paragraphs))


CONTEXT = "\n    context: true"
SHARE = {"context_share": "0.6"}


@pytest.mark.parametrize(
    ("name", "document"),
    [("gazette.txt", GAZETTE), ("gazette.md", f"# {GAZETTE}"), ("gazette.html", HTML)],
)
def test_context_shows_the_sentence_with_the_passage_marked(
    make_site: MakeSite, name: str, document: str
) -> None:
    site = site_of(make_site, name, document, claim_with(more=CONTEXT), **SHARE)
    site.build()
    before = "The Ministry of Works told the River Gazette that "
    html = site.read("claims/dam/index.html")
    assert (
        f'<p><span class="context">{before}</span><mark>the dam was finished in 2019</mark>'
        '<span class="context">, on time.</span></p>'
    ) in html
    assert html.count("where its sentence is shown, our words are marked") == 1
    assert "<mark>" in site.read("actors/ministry/index.html")
    assert record(site)["context"] == {"before": before, "after": ", on time."}
    assert "context" not in record(site, 1)


def test_words_that_bring_their_own_marks_get_none_besides(make_site: MakeSite) -> None:
    claim = claim_with().replace("in 2020\n", f"in 2020{CONTEXT}\n")
    site = site_of(make_site, "gazette.txt", GAZETTE, claim, **SHARE)
    site.build()
    found = found_in(site, "not-done")
    assert (found.before, found.after) == (
        "“We were late: ",
        ",” the engineer said on Monday.",
    )
    html = site.read("claims/dam/index.html")
    assert re.search(r'<blockquote lang=[^>]*><p><span class="context">“We were', html)


def test_hostile_words_around_a_passage_are_only_words(make_site: MakeSite) -> None:
    document = GAZETTE.replace("told the", "told <script>alert(1)</script> & the")
    site = site_of(make_site, "gazette.txt", document, claim_with(more=CONTEXT), **SHARE)
    site.build()
    html = site.read("claims/dam/index.html")
    assert "<script>alert" not in html
    assert "told &lt;script&gt;alert(1)&lt;/script&gt; &amp; the" in html


def test_a_sentence_longer_than_a_passage_may_be_is_refused(make_site: MakeSite) -> None:
    settings = {"passage_words": "16", **SHARE}
    site = site_of(make_site, "gazette.txt", GAZETTE, claim_with(more=CONTEXT), **settings)
    assert site.refused() == [
        f"{DAM}:13:14: the sentence has 17 words; limit 16 (limits.passage_words); quote without "
        "context"
    ]
    fits = {"passage_words": "17", **SHARE}
    site = site_of(make_site, "gazette.txt", GAZETTE, claim_with(more=CONTEXT), **fits)
    assert errors(site) == []


def test_what_a_passage_leaves_out_counts_in_the_sentences_around_it(make_site: MakeSite) -> None:
    passage = "engineer on the site […] late: we were still pouring"
    claim = claim_with().replace(
        "passage: we were still pouring concrete in 2020", f'passage: "{passage}"{CONTEXT}'
    )
    most = {"passage_words": "21", **SHARE}
    site = site_of(make_site, "gazette.txt", GAZETTE, claim, **most)
    found = found_in(site, "not-done")
    assert (found.before, found.after) == (
        "An ",
        " concrete in 2020,” the engineer said on Monday.",
    )
    fewer = {"passage_words": "20", **SHARE}
    (problem,) = site_of(make_site, "gazette.txt", GAZETTE, claim, **fewer).refused()
    assert "the sentence has 21 words; limit 20" in problem


def test_a_passage_that_is_its_whole_sentence_needs_no_context(make_site: MakeSite) -> None:
    passage = "Nobody has published the building log"
    site = site_of(make_site, "gazette.txt", GAZETTE, claim_with(passage, CONTEXT), **SHARE)
    assert (
        f"{DAM}:13:14: warning: the passage is its whole sentence, without any context; "
        "remove context"
    ) in site.problems()
    site.build()


def test_the_share_counts_each_word_once(make_site: MakeSite) -> None:
    site = site_of(make_site, "gazette.txt", GAZETTE, CLAIM, **SHARE)
    plain = copy_in(site)
    assert (plain.quoted, plain.with_contexts) == (13, 13)
    both = claim_with(more=CONTEXT).replace("in 2020\n", f"in 2020{CONTEXT}\n")
    site = site_of(make_site, "gazette.txt", GAZETTE, both, **SHARE)
    # 17 words of one sentence and 15 of the other.
    assert (copy_in(site).quoted, copy_in(site).with_contexts) == (13, 32)
    site.build()
    share = "24% of the document’s 55 words are quoted on this site; our limit is 40%. "
    share += "With the sentences around them it is 58%, and our limit is 60%."
    assert share in text_of(site.read("sources/gazette/index.html"))


@pytest.mark.parametrize(
    ("limits", "most"),
    [
        ({"context_share": "0.3"}, "40%"),
        ({"context_share": "0.5"}, "50%"),
        ({"context_share": "0.1", "document_share": "0.45"}, "45%"),
        ({}, "40%"),
    ],
)
def test_more_than_the_limit_with_contexts_is_refused(
    make_site: MakeSite, limits: dict[str, str], most: str
) -> None:
    both = claim_with(more=CONTEXT).replace("in 2020\n", f"in 2020{CONTEXT}\n")
    site = site_of(make_site, "gazette.txt", GAZETTE, both, **limits)
    (problem,) = site.refused()
    assert re.fullmatch(
        r"content/sources/gazette\.md:7:11: with the sentences that context shows, \d\d\.\d% of "
        rf"the document's words are shown, more than {most}; remove context from passages, the "
        r"longest first: claims/dam\.md:13, claims/dam\.md:19",
        problem,
    )


def test_the_documents_share_counts_passages_alone(make_site: MakeSite) -> None:
    both = claim_with(more=CONTEXT).replace("in 2020\n", f"in 2020{CONTEXT}\n")
    limits = {"document_share": "0.26", **SHARE}
    limits["context_share"] = "0.7"
    assert errors(site_of(make_site, "gazette.txt", GAZETTE, both, **limits)) == []
    limits["document_share"] = "0.23"
    (problem,) = site_of(make_site, "gazette.txt", GAZETTE, both, **limits).refused()
    assert "23.6% of the document's words are quoted, more than 23%" in problem


LATER = (
    CLAIM.replace("checked: 2022-01-31", "checked: 2027-01-05")
    .replace("The dam was finished in 2019.", "The dam was finished late.")
    .replace("in 2020\n", f"in 2020{CONTEXT}\n")
)


def test_claims_of_a_later_day_count_in_the_limit(make_site: MakeSite) -> None:
    files = {"content/claims/later.md": LATER}
    tight = f"{PUBLICATION}limits: {{context_share: 0.3, document_share: 0.3}}\n"
    site = make_site({**files, "content/publication.yaml": tight})
    (problem,) = site.refused()
    assert "with the sentences that context shows" in problem
    assert "first: claims/later.md:18" in problem


def test_before_its_day_no_page_shows_a_context_or_counts_it(make_site: MakeSite) -> None:
    site = make_site({"content/claims/later.md": LATER})
    site.build()
    source = text_of(site.read("sources/gazette/index.html"))
    assert "With the sentences around them" not in source
    assert not any(b"We were late" in content for content in site.files().values())
    site.build(now=at(dt.date(2027, 1, 6)))
    source = text_of(site.read("sources/gazette/index.html"))
    assert "With the sentences around them" in source
    assert "We were late" in text_of(site.read("claims/later/index.html"))


def test_context_of_a_passage_that_is_not_found_is_one_problem(make_site: MakeSite) -> None:
    site = site_of(make_site, "gazette.txt", GAZETTE, claim_with("the mill was sold", CONTEXT))
    assert len(site.refused()) == 1


def test_without_the_archive_contexts_and_places_are_the_same(make_site: MakeSite) -> None:
    site = site_of(make_site, "gazette.vtt", TALK, claim_with(more=CONTEXT), context_share="0.8")
    with_archive, without = with_and_without_archive(site)
    assert without == with_archive


def test_without_the_archive_paragraphs_and_shares_are_known(make_site: MakeSite) -> None:
    site = site_of(make_site, "gazette.txt", GAZETTE, claim_with(more=CONTEXT), **SHARE)
    site.lock()
    known = copy_in(site)
    site.hide_archive()
    assert copy_in(site) == known
