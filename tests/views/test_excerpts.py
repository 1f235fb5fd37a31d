"""What a document's page quotes: by paragraph, in its sentence, with the claims that it serves."""

from __future__ import annotations

import re
from html import unescape

import pytest

from conftest import BASE, CLAIM, MakeSite, Site
from crawler import Crawl, text_of

CARD = BASE["content/sources/gazette.md"]
LIMITS = "limits: {document_share: 0.9, context_share: 1}\n"
WIDE = {"content/publication.yaml": BASE["content/publication.yaml"] + LIMITS}


def passages(*entries: str, claim: str = "The dam was finished in 2019.") -> str:
    """The card of a claim with these passages of the Gazette, as flow mappings without a source."""
    listed = "".join(f"  - {{source: gazette, {entry}}}\n" for entry in entries)
    head = CLAIM.partition("evidence:\n")[0].replace("The dam was finished in 2019.", claim)
    return f"{head}evidence:\n{listed}---\n{claim}\n"


def source_page(site: Site) -> str:
    site.build()
    return site.read("sources/gazette/index.html")


def paragraphs(page: str) -> list[str]:
    """The HTML of each quoted paragraph."""
    listed = page.partition('<ol class="excerpts">')[2].partition("</ol>")[0]
    return listed.split("<li>\n<details")[1:]


def sentences(paragraph: str) -> list[str]:
    """The lines of quoted words, what is marked in square brackets."""
    lines = re.findall(r'<span class="sentence"[^>]*>(.*?)</span>\n', paragraph, re.S)
    marked = (re.sub(r"<mark>(.*?)</mark>", r"[\1]", line) for line in lines)
    return [unescape(re.sub("<.*?>", "", line)) for line in marked]


ENGINEER = "stance: denies, speaker: engineer"
MINISTRY = "stance: asserts, speaker: ministry"


def test_the_words_are_marked_in_their_sentence(make_site: MakeSite) -> None:
    card = passages(f"passage: finished in 2019, {MINISTRY}, context: true")
    page = source_page(make_site({**WIDE, "content/claims/dam.md": card}))
    (paragraph,) = paragraphs(page)
    assert sentences(paragraph) == [
        "The Ministry of Works told the River Gazette that the dam was [finished in 2019], on time."
    ]
    assert '<span class="para">' in paragraph
    assert "¶ 2" in text_of(paragraph)
    assert "In grey, the sentence around; marked, the words that we quote." in text_of(page)


@pytest.mark.parametrize("context", [(True, True), (True, False), (False, True)])
def test_two_passages_of_a_sentence_are_marked_in_it_once(
    make_site: MakeSite, context: tuple[bool, bool]
) -> None:
    one, other = (", context: true" if each else "" for each in context)
    card = passages(
        f"passage: the dam was finished, {MINISTRY}{one}", f"passage: on time, {MINISTRY}{other}"
    )
    page = source_page(make_site({**WIDE, "content/claims/dam.md": card}))
    assert [sentences(each) for each in paragraphs(page)] == [
        [
            "The Ministry of Works told the River Gazette that [the dam was finished] in 2019, "
            "[on time]."
        ]
    ]


def test_passages_that_overlap_are_one_mark(make_site: MakeSite) -> None:
    card = passages(
        f"passage: the dam was finished, {MINISTRY}, context: true",
        f"passage: finished in 2019, {MINISTRY}",
    )
    page = source_page(make_site({**WIDE, "content/claims/dam.md": card}))
    (paragraph,) = paragraphs(page)
    assert "[the dam was finished in 2019], on time." in sentences(paragraph)[0]


def test_without_a_sentence_the_words_are_alone(make_site: MakeSite) -> None:
    card = passages(f"passage: the dam was finished, {MINISTRY}", f"passage: on time, {MINISTRY}")
    page = source_page(make_site({"content/claims/dam.md": card}))
    assert [sentences(each) for each in paragraphs(page)] == [["the dam was finished … on time"]]
    assert "In grey" not in text_of(page)
    assert "All verbatim from our saved copy." in text_of(page)


def test_no_ellipsis_is_between_words_that_follow_or_overlap_each_other(
    make_site: MakeSite,
) -> None:
    card = passages(
        f"passage: the dam was finished, {MINISTRY}",
        f"passage: in 2019, {MINISTRY}",
        f"passage: 'finished in 2019, on time', {MINISTRY}",
    )
    (paragraph,) = paragraphs(source_page(make_site({**WIDE, "content/claims/dam.md": card})))
    assert sentences(paragraph) == ["the dam was finished", "finished in 2019, on time"]


def test_quotation_marks_are_around_direct_speech_alone(make_site: MakeSite) -> None:
    page = source_page(make_site())
    told, said = paragraphs(page)
    assert "<q>" not in told
    assert "<q>we were still pouring concrete in 2020</q>" in said


def test_a_note_tells_where_words_were_left_out(make_site: MakeSite) -> None:
    card = passages(f"passage: 'the dam was finished […] on time', {MINISTRY}")
    page = source_page(make_site({"content/claims/dam.md": card}))
    assert "All verbatim from our saved copy, but for what a note tells." in text_of(page)
    assert "with omissions marked" in text_of(paragraphs(page)[0])


def test_a_paragraph_leads_to_its_claims_with_voice_stance_and_rating(make_site: MakeSite) -> None:
    told, said = paragraphs(source_page(make_site()))
    assert "Asserted by Ministry of Works: The dam was finished in 2019. Mixed" in text_of(told)
    assert "Denied by The engineer: The dam was finished in 2019. Mixed" in text_of(said)
    assert 'href="../../claims/dam/#passage-not-done"' in said
    assert 'id="dam--not-done"' in said.partition("</summary>")[0]


def test_a_documents_own_words_are_its_own(make_site: MakeSite) -> None:
    card = passages("passage: the dam was finished in 2019, stance: reports")
    (paragraph,) = paragraphs(source_page(make_site({"content/claims/dam.md": card})))
    assert "The document reports: The dam was finished" in text_of(paragraph)


def test_a_claim_is_named_once_a_paragraph_with_each_of_its_passages(make_site: MakeSite) -> None:
    card = passages(
        f"id: a, passage: the dam was finished, {MINISTRY}",
        f"id: b, passage: on time, {MINISTRY}",
    )
    site = make_site({"content/claims/dam.md": card})
    (paragraph,) = paragraphs(source_page(site))
    assert text_of(paragraph).count("Asserted by") == 1
    assert "1 claim" in text_of(paragraph)
    for name in "ab":
        assert f'id="dam--{name}"' in paragraph
        assert f'href="../../claims/dam/#passage-{name}"' in paragraph
    assert Crawl(site.options.out).broken() == []


def test_of_many_claims_the_most_contested_are_shown_and_the_rest_folded(
    make_site: MakeSite,
) -> None:
    files = {
        f"content/claims/dam-{n}.md": passages(
            f"passage: the dam was finished in 2019, {MINISTRY}", claim=f"The dam is claim {n}."
        )
        for n in range(4)
    }
    told = paragraphs(source_page(make_site(files)))[0]
    assert "5 claims" in text_of(told)
    shown, _, folded = told.partition('<details class="fold">')
    assert shown.count("Asserted by") == 2
    assert "The dam was finished in 2019." in text_of(shown)
    assert "3 more" in text_of(folded)
    assert folded.count("Asserted by") == 3


def test_three_paragraphs_are_open_those_of_contested_claims_first(make_site: MakeSite) -> None:
    text = "".join(f"The council said that gate {n} was shut in May.\n\n" for n in range(5))
    quiet = passages(
        *(f"id: g{n}, passage: gate {n} was shut, stance: asserts" for n in (0, 1, 2)),
        claim="Gates were shut.",
    )
    contested = passages(
        "id: yes, passage: gate 3 was shut, stance: asserts",
        f"id: no, passage: gate 4 was shut, {ENGINEER}",
        claim="All gates were shut.",
    )
    site = make_site(
        {
            "archive/gazette.txt": text,
            "content/claims/dam.md": quiet,
            "content/claims/gates.md": contested,
        }
    )
    page = source_page(site)
    opened = [each.startswith(" open>") for each in paragraphs(page)]
    assert opened == [True, False, False, True, True]
    assert "In red, the words that we quote, from 5 paragraphs." in text_of(page)


def test_more_than_four_problems_are_folded(make_site: MakeSite) -> None:
    listed = "".join(f"  - {{note: Problem {n}.}}\n" for n in range(7))
    passage = "  - {note: No log is known., passage: Nobody has published the building log}\n"
    card = CARD.replace("document:", f"defects:\n{passage}{listed}document:")
    page = source_page(make_site({"content/sources/gazette.md": card}))
    problems = page.partition('id="problems"')[2].partition("</section>")[0]
    shown, _, folded = problems.partition("<details")
    assert shown.count("<li") == 3
    assert folded.count("<li") == 5
    assert "5 more" in folded
    assert "“" not in shown
    assert "<q>Nobody has published the building log</q>" in shown
    assert "No log is known. ¶ 4" in text_of(shown)


def test_a_document_says_where_its_original_is(make_site: MakeSite) -> None:
    page = source_page(make_site())
    assert "no public copy known" in text_of(page)
    card = CARD.replace("document:", "url: https://gazette.example/row\ndocument:")
    page = source_page(make_site({"content/sources/gazette.md": card}))
    assert '<a href="https://gazette.example/row">Open original</a>' in page
    assert "no public copy known" not in page


def test_a_long_note_on_the_date_is_behind_it(make_site: MakeSite) -> None:
    note = (
        "The copy has no date; it tells of a meeting on a Thursday in the first week of the year."
    )
    card = CARD.replace("dated: {how: stated}", f"dated: {{how: inferred, note: {note}}}")
    page = source_page(
        make_site(
            {
                "content/sources/gazette.md": card.replace("note: The", "note: 'The").replace(
                    "year.}", "year.'}"
                )
            }
        )
    )
    summary = re.search(r"<details>\n<summary>(.*?)</summary>\n<p>The copy has no date", page)
    assert summary
    assert text_of(summary[1]) == "6 January 2022 (date inferred)"


def test_the_index_tells_of_each_document_what_it_relays_and_its_problems(
    make_site: MakeSite,
) -> None:
    card = CARD.replace(
        "document:", "origins: [{actor: ministry}]\ndefects: [{note: No log.}]\ndocument:"
    )
    site = make_site({"content/sources/gazette.md": card})
    site.build()
    page = site.read("sources/index.html")
    assert ">Documents</h1>" in page
    assert 'class="portrait"' in page
    words = text_of(page)
    assert "Relays Ministry of Works. 2 passages quoted, 1 problem" in words
