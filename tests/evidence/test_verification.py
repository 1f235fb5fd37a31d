"""From cards and an archive to what is accepted, refused and warned of, each at its line."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from conftest import BASE, CLAIM, GAZETTE, MakeSite, Site
from factpress.lock.minisign import new_key
from factpress.model.problems import BuildRefused
from factpress.update import every_problem
from factpress.write_lock import write_lock
from locks import entries

DAM = "content/claims/dam.md"
CARD = BASE["content/sources/gazette.md"]
DIGEST = hashlib.sha256(GAZETTE.encode()).hexdigest()


def with_passage(words: str, extra: str = "") -> dict[str, str]:
    """The dam's card with other words as its first passage."""
    quoted = words.replace("'", "''")
    text = CLAIM.replace("passage: the dam was finished in 2019", f"passage: '{quoted}'{extra}")
    assert text != CLAIM
    return {DAM: text}


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("the dam was finished in 2019", "exact"),
        ('engineer on the site disagrees. "We were late: we', "typographic"),
        ("the engineer said on Monday", "typographic"),
        ("the dam was […] on time", "omission"),
        ("the dam [on the river] was finished in 2019", "bracketed"),
        ("[T]he dam was finished in 2019", "bracketed"),
    ],
)
def test_levels(make_site: MakeSite, words: str, level: str) -> None:
    site = make_site(with_passage(words))
    site.lock()
    said = next(place for card, place in entries(site, "passage").values() if card["id"] == "done")
    assert said["level"] == level
    site.build()


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (
            "the dam was completed in 2019",
            f'{DAM}:12:14: passage is not in the saved copy of "gazette"; nearest is paragraph 2 '
            "of 4, shown with [yours→the document's]: “the dam was [completed→finished] in 2019”; "
            'to paste: passage: "the dam was finished in 2019"',
        ),
        (
            "nothing of this was ever printed anywhere",
            f'{DAM}:12:14: passage is not in the saved copy of "gazette"; nothing in it is similar',
        ),
        (
            "am was finished in 2019",
            f'{DAM}:12:14: passage cuts into "dam"; begin and end it with whole words; to paste: '
            'passage: "dam was finished in 2019"',
        ),
        (
            "the dam was [not] finished in 2019",
            f'{DAM}:12:14: the words in brackets say "not": an editor may not add a negation '
            "or hedge; quote the document's",
        ),
        (
            "[…] was finished in 2019",
            f"{DAM}:12:14: passage cannot be searched for: the passage begins or ends with an "
            "omission mark",
        ),
    ],
)
def test_what_is_not_there_is_refused_at_its_line(
    make_site: MakeSite, words: str, problem: str
) -> None:
    site = make_site(with_passage(words))
    assert site.refused() == [problem]


def test_a_passage_that_stands_twice_must_say_which(make_site: MakeSite) -> None:
    document = GAZETTE + "\nAnother paper wrote that the dam was finished in 2019, too.\n"
    files = {"archive/gazette.txt": document}
    site = make_site(files)
    assert site.refused() == [
        f"{DAM}:12:14: passage occurs 2 times in the document (paragraphs 2, 5); choose one "
        'with "occurrence: 1" and so on, or quote more words'
    ]
    for number, paragraph in ((1, 2), (2, 5)):
        chosen = with_passage("the dam was finished in 2019", f"\n    occurrence: {number}")
        site = make_site({**files, **chosen}, f"occurrence-{number}")
        site.lock()
        places = [place for _, place in entries(site, "passage").values()]
        assert any(place["paragraph"] == paragraph and place.get("prefix") for place in places)
        site.build()
    third = with_passage("the dam was finished in 2019", "\n    occurrence: 3")
    assert make_site({**files, **third}, "third").refused() == [
        f"{DAM}:12:14: there is no occurrence 3: passage occurs 2 times (paragraphs 2, 5)"
    ]


def test_a_document_that_is_not_the_one_meant_is_refused_with_both_digests(
    make_site: MakeSite,
) -> None:
    site = make_site()
    (site.root / "archive/gazette.txt").write_text(GAZETTE.replace("2019", "2018"))
    other = hashlib.sha256(GAZETTE.replace("2019", "2018").encode()).hexdigest()
    assert site.refused() == [
        f'content/sources/gazette.md:8:9: sha256 {DIGEST} is not that of "gazette.txt" in the '
        f"archive, which is {other}; is it the copy you checked?"
    ]


def test_a_missing_or_unreadable_document_is_told_at_the_source(make_site: MakeSite) -> None:
    site = make_site()
    (site.root / "archive/gazette.txt").unlink()
    assert site.refused() == [
        'content/sources/gazette.md:7:11: document "gazette.txt" is not in the archive; save a '
        "copy of the source there"
    ]
    latin = "Le barrage fut achevé".encode("latin-1")
    site = make_site({"archive/gazette.txt": latin}, "latin")
    assert site.refused() == [
        "content/sources/gazette.md:7:11: document is not UTF-8 (byte 20 is 0xE9); save it as UTF-8"
    ]
    card = CARD.replace("gazette.txt", "gazette.docx")
    files = {"content/sources/gazette.md": card, "archive/gazette.docx": b"PK"}
    assert make_site(files, "docx").refused() == [
        'content/sources/gazette.md:7:11: documents that end in ".docx" cannot be read; save it '
        "as .txt, .html, .pdf, .srt or .vtt"
    ]


def test_html_documents_are_read_as_a_browser_shows_them(make_site: MakeSite) -> None:
    page = (
        "<!doctype html><title>the dam was finished in 1066</title><style>p{}</style>"
        "<script>var x = 'the dam was finished in 1067'</script><h1>Dam row</h1>"
        "<p>The Ministry said that <b>the dam</b> was\n finished&nbsp;in 2019 &amp; on time, "
        "and nothing else of note.</p><p hidden>we were never there at all</p>"
        "<p>The engineer on the site said that we were still pouring <i>con</i>crete in 2020, at "
        "some length.<p>Nobody else in the valley wished to speak about any of it to the paper."
    )
    card = CARD.replace("gazette.txt", "gazette.html")
    site = make_site({"content/sources/gazette.md": card, "archive/gazette.html": page})
    site.lock()
    assert entries(site, "source")["gazette#copy"][1]["extractor"].startswith("beautifulsoup4 ")
    assert {card["id"] for card, _ in entries(site, "passage").values()} == {"done", "not-done"}
    site.edit(DAM, "finished in 2019\n    stance", "finished in 1066\n    stance")
    assert "[1066→2019]" in site.refused()[0]


def test_pdf_documents_are_read_with_the_extra(make_site: MakeSite, tmp_path: Path) -> None:
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    page = writer.add_blank_page(width=600, height=400)
    lines = (
        "The ministry said the dam was finished in 2019 and on time.",
        "The engineer on the site said we were still pouring concrete in 2020.",
        "Nobody else in the valley wished to speak about any of it to the paper.",
    )
    stream = DecodedStreamObject()
    moves = " ".join(f"({line}) Tj 0 -30 Td" for line in lines)
    stream.set_data(f"BT /F1 12 Tf 40 350 Td {moves} ET".encode())
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = writer._add_object(stream)
    path = tmp_path / "gazette.pdf"
    writer.write(path)
    card = CARD.replace("gazette.txt", "gazette.pdf")
    site = make_site({"content/sources/gazette.md": card, "archive/gazette.pdf": path.read_bytes()})
    site.lock()
    assert entries(site, "source")["gazette#copy"][1]["extractor"].startswith("pypdf ")
    site.build()


@pytest.mark.parametrize(
    ("files", "warning"),
    [
        (
            {
                "archive/gazette.txt": GAZETTE.replace(
                    "told the River Gazette that", "denied reports, and alleged that"
                )
            },
            f'{DAM}:12:14: warning: the sentence around the passage also says "alleged"; '
            "quote that too, or say in crop_ok why leaving it out is fair",
        ),
        (
            with_passage("dam was finished"),
            f"{DAM}:12:14: warning: passage has only 3 words; quote at least four, so that it can "
            "be recognised",
        ),
        (
            {DAM: CLAIM.replace("stance: denies\n    speaker: engineer", "stance: reports")},
            f"{DAM}:17:14: warning: passage is inside quotation marks in the document; name its "
            "speaker under speaker",
        ),
        (
            {
                "content/actors/engineer.md": "---\nname: Ms Grey\nkind: person\n---\n",
            },
            f'{DAM}:19:14: warning: the document does not name speaker "Ms Grey", by name, alias '
            "or role; is it the right one?",
        ),
        (
            {
                "content/publication.yaml": BASE["content/publication.yaml"]
                + "hedges: {en: [on tim*]}\n"
            },
            f'{DAM}:12:14: warning: the sentence around the passage also says "on time"; quote '
            "that too, or say in crop_ok why leaving it out is fair",
        ),
    ],
)
def test_guards_warn_and_let_the_site_be_built(
    make_site: MakeSite, files: dict[str, str | bytes | None], warning: str
) -> None:
    site = make_site(files)
    assert warning in site.problems()
    site.build()


def test_a_reason_answers_the_cropping_guard_and_readers_see_it(make_site: MakeSite) -> None:
    document = GAZETTE.replace("told the River Gazette that", "never said otherwise than that")
    files = with_passage(
        "the dam was finished in 2019", "\n    crop_ok: The double negation affirms it."
    )
    site = make_site({**files, "archive/gazette.txt": document})
    assert site.problems() == []
    site.build()
    assert "The double negation affirms it." in site.read("claims/dam/index.html")


def test_too_large_a_share_of_a_document_is_refused(make_site: MakeSite) -> None:
    card = BASE["content/sources/gazette.md"].replace("sha256", "share: 0.1\nsha256")
    site = make_site({"content/sources/gazette.md": card})
    assert site.refused() == [
        "content/sources/gazette.md:7:11: 23.6% of the document's words are quoted, more than 10% "
        "(share of this card); shorten passages, the longest first: claims/dam.md:17, "
        "claims/dam.md:12; or write share on this card, such as share: 0.24, where so much may be "
        "quoted"
    ]


# The lock


def locked(make_site: MakeSite, name: str = "site-1") -> Site:
    site = make_site(name=name)
    site.lock()
    return site


def test_with_and_without_the_archive_the_site_is_the_same(make_site: MakeSite) -> None:
    key = new_key()
    site, bare = make_site(), make_site(name="bare")
    for each in (site, bare):
        each.lock_with(key)
    site.build()
    bare.hide_archive().build()
    assert bare.files() == site.files()


def test_without_lock_and_archive_nothing_is_built(make_site: MakeSite) -> None:
    site = make_site().hide_archive()
    assert site.refused() == [
        "content/evidence.lock:1:1: there is neither a lock nor an archive to find 2 passages in; "
        "run `factpress lock` where the archive is, or name it with --archive"
    ]


@pytest.mark.parametrize("has_archive", [True, False])
def test_a_passage_that_the_lock_lacks_is_refused(make_site: MakeSite, has_archive: bool) -> None:
    site = locked(make_site)
    site.edit(DAM, "the dam was finished in 2019", "was finished in 2019, on time")
    if not has_archive:
        site.hide_archive()
    assert site.refused() == [f"{DAM}:12:14: passage is not in the lock; run `factpress lock`"]
    if has_archive:
        site.lock()
        site.build()


def test_without_the_archive_another_digest_is_refused(make_site: MakeSite) -> None:
    site = locked(make_site).hide_archive()
    other = "0" * 64
    site.edit("content/sources/gazette.md", DIGEST, other)
    assert site.refused() == [
        f"content/sources/gazette.md:8:9: sha256 {other} is not the one in the lock, {DIGEST}; run "
        "`factpress lock`"
    ]


def test_a_rating_cannot_change_silently(make_site: MakeSite) -> None:
    site = locked(make_site)
    site.edit(DAM, "rating: mixed", "rating: 'false'")
    told = [
        f'{DAM}:3:9: rating was "mixed" when the lock was written, and nothing under changes tells '
        'readers of it; fill in and paste changes: [{date: 2026-11-27, kind: rating, note: "", '
        "from: mixed, to: false}]"
    ]
    assert site.refused() == told
    with pytest.raises(BuildRefused):
        write_lock(site.options, site.cache)
    site.edit(
        DAM,
        "topics: [dams]",
        "changes:\n  - {date: 2022-02-03, kind: rating, note: A log turned up., from: mixed, "
        "to: 'false'}",
    )
    assert [line.split(": ")[0] for line in site.refused()] == [f"{DAM}:3:9"]
    site.lock()
    site.build()
    site.edit(DAM, "changes:\n  - {date: 2022-02-03", "open_questions:\n  - x\n#")
    assert site.refused() == [
        f"{DAM}:1:1: an entry of changes that is in the lock is gone or reworded; entries of a "
        "claim's history stay: put it back, and add another"
    ]


def test_the_lock_is_sorted_and_the_same_every_time(make_site: MakeSite) -> None:
    site = locked(make_site)
    first = (site.root / "content/evidence.lock").read_bytes()
    site.lock()
    assert (site.root / "content/evidence.lock").read_bytes() == first
    lines = first.decode().splitlines()
    assert lines[2:] == sorted(lines[2:])


def test_drafts_are_not_locked(make_site: MakeSite) -> None:
    site = make_site({"content/claims/later.md": CLAIM.replace("topics: [dams]", "draft: true")})
    site.lock()
    assert "later" not in (site.root / "content/evidence.lock").read_text()
    site.build(drafts=True)


LOGGED = "changes:\n  - {date: 2022-02-03, kind: rating, note: A log., from: mixed, to: 'true'}"


def with_history(make_site: MakeSite, name: str = "site-1") -> Site:
    """A claim whose rating went from mixed to true, logged and locked."""
    site = locked(make_site, name)
    site.edit(DAM, "rating: mixed", "rating: 'true'")
    site.edit(DAM, "topics: [dams]", LOGGED)
    site.lock()
    return site


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("from: mixed, to: 'true'", "from: 'true', to: mixed"),
        ("kind: rating", "kind: update"),
        ("note: A log.", "note: Nothing."),
        ("2022-02-03", "2022-02-04"),
    ],
)
def test_history_cannot_be_rewritten(make_site: MakeSite, old: str, new: str) -> None:
    site = with_history(make_site)
    site.edit(DAM, old, new)
    if "kind" not in old:
        site.edit(DAM, "rating: 'true'", "rating: mixed") if "from" in old else None
    assert any("is gone or reworded" in line for line in site.refused())
    with pytest.raises(BuildRefused):
        write_lock(site.options, site.cache)


def test_a_post_of_few_words_is_quoted_whole_without_a_warning(make_site: MakeSite) -> None:
    post = "Dam finished! #river\n"
    source = CARD.replace(DIGEST, hashlib.sha256(post.encode()).hexdigest())
    claim = CLAIM.replace("the dam was finished in 2019", '"Dam finished! #river"')
    claim = claim[: claim.index("  - id: not-done")] + "---\nThe dam [@done].\n"
    claim = claim.replace("rating: mixed", "rating: 'true'")
    site = make_site(
        {"archive/gazette.txt": post, "content/sources/gazette.md": source, DAM: claim}
    )
    assert not [line for line in found(site) if "quote at least four" in line]
    site.edit(DAM, '"Dam finished! #river"', "Dam finished")
    assert [line for line in found(site) if "only 2 words; quote at least four" in line]


def test_a_change_of_rating_with_gaps_is_told_once(make_site: MakeSite) -> None:
    site = make_site()
    site.edit(DAM, "topics: [dams]", "changes:\n  - {date: 2022-02-03, kind: rating, note: A log.}")
    assert [line for line in site.refused() if 'change of rating needs "to"' in line]
    assert not [line for line in site.refused() if "the last change of rating" in line]


def found(site: Site) -> list[str]:
    return [str(each) for each in every_problem(site.options)]


def test_a_history_must_end_at_the_rating(make_site: MakeSite) -> None:
    site = make_site()
    site.edit(DAM, "topics: [dams]", LOGGED)
    assert site.refused() == [
        f'{DAM}:3:9: the last change of rating under changes is to "true", but rating is "mixed"'
    ]


def test_a_renamed_claim_takes_its_rating_along(make_site: MakeSite) -> None:
    site = locked(make_site)
    site.edit(DAM, "rating: mixed", "rating: 'true'")
    site.edit(DAM, "topics: [dams]", "aliases: [dam]")
    (site.root / DAM).rename(site.root / "content/claims/weir.md")
    with pytest.raises(BuildRefused) as refused:
        write_lock(site.options, site.cache)
    assert any('rating was "mixed"' in str(problem) for problem in refused.value.problems)


@pytest.mark.parametrize("words", ["not", "never", "ne pas", "jamais", "не", "никогда"])
@pytest.mark.parametrize("language", ["en", "fr", "ru", "de"])
def test_an_editor_adds_no_negation_in_any_language(
    make_site: MakeSite, words: str, language: str
) -> None:
    passage = f"the dam was [{words}] finished in 2019"
    files = with_passage(passage, f"\n    language: {language}")
    assert "an editor may not add a negation or hedge" in make_site(files).refused()[0]


def test_one_mistake_is_one_problem(make_site: MakeSite) -> None:
    site = locked(make_site)
    site.edit(DAM, "stance: asserts", "stance: assert")
    assert len(site.problems()) == 1
    other = locked(make_site, "other")
    other.edit(DAM, "the dam was finished", "the dam was completed")
    assert len(other.problems()) == 1


def test_an_empty_publication_needs_neither_lock_nor_archive(make_site: MakeSite) -> None:
    settings = BASE["content/publication.yaml"].replace("archive: archive\n", "")
    site = make_site({**dict.fromkeys(BASE), "content/publication.yaml": settings})
    assert site.problems() == []
    site.build()


def test_html_hidden_by_its_own_style_is_not_there(make_site: MakeSite) -> None:
    page = (
        '<p>The Ministry of Works said the dam was <span style="display: none">not</span> '
        "finished in 2019.</p><p>An engineer on the site: we were still pouring concrete in 2020."
        "</p>"
        "<p>Nobody else in the valley wished to speak about any of it to the paper, it says.</p>"
    )
    card = CARD.replace("gazette.txt", "gazette.html")
    files: dict[str, str | bytes | None] = {"content/sources/gazette.md": card}
    site = make_site({**files, "archive/gazette.html": page})
    assert site.problems() == []
    deep = make_site({**files, "archive/gazette.html": "<div>" * 3000 + page}, "deep")
    assert deep.problems() == []
