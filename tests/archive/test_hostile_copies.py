"""Hostile saved copies in each format: read or refused at their card, in time; no text leaks."""

from __future__ import annotations

import hashlib
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import BASE, CLAIM, PUBLICATION, MakeSite
from documents import match_of, read
from factpress.archive.extraction import ExtractionError
from factpress.archive.page_encoding import decoded_page
from factpress.archive.saved_copies import CopyReader
from factpress.evidence.results import NotFound
from factpress.evidence.search import find
from factpress.model.settings import Limits

QUICK = Limits(document_seconds=1, document_memory_mb=256)
# Seconds on a busy machine: the reader has one of its processor.
LONGEST = 25

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
TEXT = b"BT /F1 12 Tf 40 350 Td (The mayor opened the bridge on Monday.) Tj ET"
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"


def pdf_of(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF file with these objects, as they are; the first is its catalog."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    size = len(objects) + 1
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % size + table
    end = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, len(out))
    return out + table + end


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n" % (len(content), more) + content + b"\nendstream"


def pdf_page(content: bytes, *others: bytes, font: bytes = FONT, catalog: bytes = b"") -> bytes:
    """A PDF with one page, whose content is the fourth object; the sixth is its form X."""
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 400]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>>>",
        content,
        font,
        *others,
    )


def with_letters(change: bytes) -> bytes:
    """A PDF whose font has other letters than it shows: the first of them is any character."""
    letters = stream(b"begincmap 1 beginbfchar <7E> <" + change + b"> endbfchar endcmap")
    font = b"<</Type/Font/Subtype/Type1/BaseFont/A/ToUnicode 6 0 R>>"
    words = b"BT /F1 12 Tf 40 350 Td (~ The mayor ~ opened the bridge on Monday.) Tj ET"
    return pdf_page(stream(words), letters, font=font)


def packed(megabytes: int, times: int = 1) -> bytes:
    packer = zlib.compressobj(9)
    content = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(megabytes))
    content += packer.flush()
    for _ in range(times - 1):
        content = zlib.compress(content, 9)
    return content


def forms() -> Iterator[bytes]:
    """Forms that each show the next one ten times."""
    for number in range(6, 26):
        yield stream(b"/X Do " * 10, FORM + b"/Resources<</XObject<</X %d 0 R>>>>" % (number + 1))
    yield stream(TEXT, FORM)


PREVIOUS = pdf_page(stream(TEXT))
KIDS = b"<</Type/Catalog/Pages 2 0 R>>"
PDFS: dict[str, Callable[[], bytes]] = {
    "a script at opening": lambda: pdf_page(
        stream(TEXT), catalog=b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"
    ),
    "a program at opening": lambda: pdf_page(
        stream(TEXT), catalog=b"/OpenAction<</S/Launch/F(/bin/sh)>>"
    ),
    "encrypted": lambda: pdf_of(
        KIDS,
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>" % (b"o" * 32, b"u" * 32),
        trailer=b"/Encrypt 3 0 R/ID[<00><00>]",
    ),
    "encrypted by another": lambda: pdf_of(
        KIDS, KIDS, b"<</Filter/Other/V 99>>", trailer=b"/Encrypt 3 0 R"
    ),
    "pages in themselves": lambda: pdf_of(KIDS, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"),
    "pages that are none": lambda: pdf_of(KIDS, b"<</Type/Pages/Kids[1 0 R 7 (a) null]>>"),
    "a catalog that is a number": lambda: pdf_of(b"42"),
    "content of itself": lambda: pdf_page(b"[4 0 R 4 0 R]"),
    "a form in itself": lambda: pdf_page(
        stream(b"/X Do"), stream(b"/X Do", FORM + b"/Resources<</XObject<</X 6 0 R>>>>")
    ),
    "forms in forms": lambda: pdf_page(stream(b"/X Do"), *forms()),
    "a length of itself": lambda: pdf_page(b"<</Length 4 0 R>>stream\nx\nendstream"),
    "a length past the end": lambda: pdf_page(b"<</Length 9999999999>>stream\nx\nendstream"),
    "a length below 0": lambda: pdf_page(b"<</Length -5>>stream\n" + TEXT + b"\nendstream"),
    "deep lists": lambda: pdf_page(b"[" * 100_000),
    "deep mappings": lambda: pdf_page(b"<</A" * 20_000),
    "deep operands": lambda: pdf_page(stream(b"[" * 200_000 + b"]TJ")),
    "packed twice": lambda: pdf_page(stream(packed(300, 2), b"/Filter[/FlateDecode/FlateDecode]")),
    "many filters": lambda: pdf_page(stream(b"x", b"/Filter[" + b"/AHx" * 50_000 + b"]")),
    "repeated bytes": lambda: pdf_page(stream(b"\x81a" * 2_000_000, b"/Filter/RunLengthDecode")),
    "a wide predictor": lambda: pdf_page(
        stream(
            zlib.compress(b"\2" * 90_000),
            b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 999999999>>",
        )
    ),
    "no such program": lambda: pdf_page(stream(b"x", b"/Filter/JBIG2Decode")),
    "a table that leads to itself": lambda: PREVIOUS.replace(
        b"trailer<<", b"trailer<</Prev %d" % PREVIOUS.index(b"xref\n")
    ),
    "a table of a billion": lambda: PREVIOUS.replace(b"xref\n0 6", b"xref\n0 999999999"),
    "a table past the end": lambda: PREVIOUS.rpartition(b"startxref")[0] + b"startxref\n9" * 9,
    "half a file": lambda: PREVIOUS[:300],
    "an empty file": lambda: b"",
    "a picture without an end": lambda: pdf_page(stream(b"BI /W 9 /H 9 ID " + b"x" * 500_000)),
    "numbers that are none": lambda: pdf_page(
        stream(b"BT /F1 nan Tf (up) Ts /a /b /c /d /e /f Tm 1e999 0 0 1e999 0 0 Tm (a) Tj ET")
    ),
    "a font of itself": lambda: pdf_page(
        stream(TEXT), font=b"<</Type/Font/DescendantFonts[5 0 R]/ToUnicode 5 0 R/Encoding 5 0 R>>"
    ),
    "a font of every letter": lambda: pdf_page(
        stream(TEXT),
        stream(b"begincmap 1 beginbfrange <0000> <FFFFFFFF> <0041> endbfrange endcmap"),
        font=b"<</Type/Font/Subtype/Type1/BaseFont/A/ToUnicode 6 0 R>>",
    ),
    "a letter of half a pair": lambda: with_letters(b"D800"),
    "endless states": lambda: pdf_page(stream(b"q " * 1_000_000)),
    "an archive of files": lambda: b"PK\3\4" + bytes(999),
}
PAGES: dict[str, Callable[[], bytes]] = {
    "entities in entities": lambda: (
        b'<!DOCTYPE a [<!ENTITY a0 "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
        + b"]><p>The mayor &a11;</p>"
    ),
    "an entity of a file": lambda: (
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><p>The mayor &x;</p>'
    ),
    "a million NULs": lambda: b"<p>The ma\0yor</p>" + bytes(1_000_000),
    "half a pair": lambda: b"<p>&#xD800; &#xDFFF; &#0; &#1114112; &#99999999999; x</p>",
    "a number of a million digits": lambda: b"<p>&#" + b"9" * 1_000_000 + b"; x</p>",
    "many attributes": lambda: b"<p " + b" ".join(b"a%d=1" % n for n in range(90_000)) + b">x",
    "a large attribute": lambda: b"<p title='" + b"x" * 9_000_000 + b"'>x</p>",
    "many classes": lambda: b"<p class='" + b"note " * 300_000 + b"'>x</p>",
    "a long style": lambda: b"<p style='" + b"color:#0000;" * 300_000 + b"'>x</p>",
    "a style of brackets": lambda: b"<p style='clip:" + b"rect(" * 400_000 + b"'>x</p>",
    "a style of comments": lambda: b"<p style='" + b"/*" * 400_000 + b"'>x</p>",
    "a style of escapes": lambda: b"<p style='" + b"\\10ffff" * 200_000 + b"'>x</p>",
    "a long class": lambda: b"<sup class='" + b"note-" * 300_000 + b"'>1</sup>",
    "terms without an end": lambda: b"<dl>" + b"<dt>a" * 60_000,
    "many labels": lambda: b"<p>" + b"<b></b>" * 60_000 + b"<b>x:</b>",
    "raised in raised": lambda: b"<sup><a href=#>1" * 20_000,
    "a charset without an end": lambda: b"<meta charset=" + b"a" * 900_000,
    "many charsets": lambda: b"<meta charset=" * 400_000,
    "instructions without an end": lambda: b"<?" * 300_000,
    "a packed page": lambda: zlib.compress(b"<p>" + b"x" * 9_000_000),
}
SUBTITLES: dict[str, Callable[[], bytes]] = {
    "digits": lambda: b"1" * 2_000_000,
    "times": lambda: b"1:" * 2_000_000,
    "voices without an end": lambda: b"00:01.000 --> 00:02.000\n" + b"<v " * 1_000_000,
    "lines of blanks": lambda: (b"\n" + b" " * 2_000) * 2_000,
    "references": lambda: b"00:01.000 --> 00:02.000\n" + b"&#9999999;&#xD800;&#0;" * 90_000,
}
TEXTS: dict[str, Callable[[], bytes]] = {
    "pages of one letter": lambda: b"a\n\f" * 80_000,
    "note marks": lambda: b"a[1" * 80_000,
    "raised figures": lambda: "a²".encode() * 60_000,
    "no UTF-8": lambda: b"The mayor \xff\xfe",
    "UTF-16": lambda: "The mayor".encode("utf-16"),
    "overlong": lambda: b"\xc0\xafThe mayor",
    "NULs": lambda: b"The\0mayor" * 9_000,
}
MARKS: dict[str, Callable[[], bytes]] = {
    "struck and not": lambda: b"~~a " * 60_000,
    "comments without an end": lambda: b"<!--" * 60_000,
}
COPIES = {
    f"{name} ({ending})": (f"copy.{ending}", make)
    for ending, kind in (
        *(("pdf", PDFS), ("html", PAGES), ("xhtml", PAGES), ("srt", SUBTITLES)),
        *(("vtt", SUBTITLES), ("txt", TEXTS), ("md", TEXTS | MARKS)),
    )
    for name, make in kind.items()
}


@pytest.fixture(scope="module")
def reader() -> Iterator[CopyReader]:
    with CopyReader(QUICK) as found:
        yield found


@pytest.mark.parametrize("name", COPIES)
def test_a_hostile_copy_is_read_or_refused(reader: CopyReader, name: str) -> None:
    document, make = COPIES[name]
    content = make()
    started = time.monotonic()
    try:
        runs = reader.read(document, content).runs
    except ExtractionError as error:
        message = str(error)
        assert message.isprintable()
        assert len(message) < 500
        assert "Traceback" not in message
    else:
        assert sum(len(run.text) for run in runs) <= 2 * len(content)
    assert time.monotonic() - started < LONGEST
    # The next document is read, whatever became of this one.
    assert "bridge" in str(reader.read("next.html", b"<p>The mayor opened the bridge.</p>"))


# Browsers show none of these words.
UNSEEN = [
    "<p><![CDATA[nobody at]]></p>",
    "<noframes>nobody at</noframes>",
    "<noembed>nobody at</noembed>",
    "<progress>nobody at</progress>",
    "<meter>nobody at</meter>",
    "<div popover>nobody at</div>",
    '<p style="display:none;display:unheard-of">nobody at</p>',
    '<p style="display:none!important;display:block">nobody at</p>',
    '<p style="display:/**/none">nobody at</p>',
    '<p style="/*a*/d\\69splay:n\\6f ne">nobody at</p>',
    '<p style="font:0/0 serif">nobody at</p>',
    '<p style="font: 0 serif">nobody at</p>',
    '<p style="margin-left:-9999px">nobody at</p>',
    '<p style="transform:translateX(-9999px)">nobody at</p>',
    '<p style="transform: scale(0)">nobody at</p>',
    '<p style="scale:0">nobody at</p>',
    '<p style="clip-path: circle(0)">nobody at</p>',
    '<p style="filter:opacity(0)">nobody at</p>',
    '<p style="-webkit-text-fill-color: transparent">nobody at</p>',
    '<p style="overflow-y:hidden;height:0">nobody at</p>',
    '<p title="nobody at">then</p>',
    '<img alt="nobody at">',
    '<input value="nobody at">',
    '<meta name="description" content="nobody at">',
    "<noscript>nobody at</noscript>",
    "<video>nobody at</video>",
    "<title>nobody at</title>",
]


@pytest.mark.parametrize("page", UNSEEN)
def test_words_that_no_browser_shows_are_not_in_the_document(page: str) -> None:
    document = read(f"<p>The council met in June.</p>{page}<p>It met in July.</p>", "a.html")
    assert isinstance(find(document, "nobody at"), NotFound)
    assert match_of(document, "It met in July").passed == ()


SEEN = [
    '<p style="display:block;font:12px serif;margin-left:-9px;overflow:hidden">it met at noon</p>',
    '<p style="opacity:.9;transform:translateX(-50%);clip-path:circle(50%)">it met at noon</p>',
    '<p style="font:italic 1em/1.2 serif;color:#000000;scale:1">it met at noon</p>',
    '<p style="background:url(a;b);filter:opacity(0.9)">it met at noon</p>',
    "<details><summary>More</summary>it met at noon</details>",
]


@pytest.mark.parametrize("page", SEEN)
def test_words_that_a_browser_shows_are_in_the_document(page: str) -> None:
    assert match_of(read(page, "a.html"), "it met at noon").passed == ()


def test_a_marked_section_is_text_in_xml() -> None:
    page = "<p><![CDATA[nobody at]]> the harbour</p>"
    assert match_of(read(page, "a.xhtml"), "nobody at the harbour")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("The town é".encode(), "The town é"),
        ("<meta charset=windows-1251>Плотина".encode("cp1251"), "Плотина"),
        ("<meta charset='KOI8-R'>Плотина".encode("koi8-r"), "Плотина"),
        (
            b"<meta content='text/html; charset=shift_jis'>" + "ダム".encode("cp932"),
            "ダム",
        ),
        (b"<?xml version='1.0' encoding='iso-8859-1'?>\x93dam\x94", "“dam”"),
        (b"<meta charset=latin1>\x93dam\x94", "“dam”"),
        ("dam é".encode("utf-16"), "dam é"),
        ("\ufeffdam é".encode(), "dam é"),
        (b"<meta charset=utf-16>dam", "dam"),
        (b"\x93dam\x94 without a name", "“dam”"),
        (b"<meta charset=utf-8>The \xff dam", "The \ufffd dam"),
        (b"<!-- <meta charset=koi8-r> -->\xc3\xa9", "é"),
    ],
)
def test_pages_are_decoded_as_browsers_do(page: bytes, text: str) -> None:
    decoded = decoded_page(page)
    assert text in decoded
    assert not decoded.startswith("\ufeff")


@pytest.mark.parametrize(
    "codec", ["utf-7", "cp037", "unicode_escape", "utf-32", "hz", "punycode", "zlib", "rot13"]
)
def test_an_encoding_that_no_browser_knows_is_not_believed(codec: str) -> None:
    """In `utf-7` these letters would be words of the document, which no reader sees."""
    page = f"<meta charset={codec}><p>+AG4AbwBiAG8AZAB5- \\u006eobody met".encode()
    assert "nobody" not in decoded_page(page)


LEAKED = "WATERMARK"
_NOT_SHOWN = "\x7f\x81\x9b\u202e\ufffe\uffff"
_ASSETS = Path(__file__).parents[2] / "templates/assets"
THEME_FONTS = {each.read_bytes() for each in _ASSETS.rglob("*.woff2")}
SHARES = "limits: {document_share: 0.9, context_share: 1}\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("gazette.pdf", with_letters(b"D800")),
        ("gazette.pdf", with_letters(b"0000")),
        ("gazette.pdf", with_letters(b"FFFE")),
        ("gazette.html", b"<p>The mayor &#27;&#x81;&#x202e;&#xfffe; opened the bridge on Monday."),
        ("gazette.txt", b"The \0mayor\x1b[2J \xe2\x80\xae opened the bridge on Monday."),
        ("gazette.txt", b"<script>alert(1)</script> He opened the bridge on Monday."),
    ],
)
@pytest.mark.parametrize("republish", ["excerpts", "full"])
def test_a_hostile_copys_characters_do_not_reach_the_site(
    make_site: MakeSite, name: str, content: bytes, republish: str
) -> None:
    head = CLAIM.partition("  - id: done")[0]
    source = BASE["content/sources/gazette.md"].replace("gazette.txt", name)
    folder = "content/documents" if republish == "full" else "archive"
    site = make_site(
        {
            "content/publication.yaml": PUBLICATION + SHARES,
            "content/sources/gazette.md": source.replace("kind:", f"republish: {republish}\nkind:"),
            f"{folder}/{name}": content,
            "archive/gazette.txt": content if name == "gazette.txt" else b"x",
            "content/claims/dam.md": f"{head}  - source: gazette\n    passage: opened the bridge "
            "on\n    stance: asserts\n    context: true\n---\nSo it was.\n",
        }
    )
    card = site.root / "content/sources/gazette.md"
    card.write_text(card.read_text().replace("SHA256", hashlib.sha256(content).hexdigest()))
    site.build()
    for path, written in site.files().items():
        if path.endswith(".woff2"):
            assert written in THEME_FONTS, path
            continue
        text = written.decode("utf-8")
        bad = {hex(ord(c)) for c in text if (c < " " and c not in "\n\t\r") or c in _NOT_SHOWN}
        assert not bad, path
        assert "<script>alert" not in text or not path.endswith(".html"), path


def test_unquoted_words_of_a_page_stay_in_the_archive(make_site: MakeSite) -> None:
    page = (
        f"<title>{LEAKED}</title><meta name=author content={LEAKED}><!-- {LEAKED} -->"
        f"<p title={LEAKED}>The council met in June. {LEAKED} The dam was finished in 2019.</p>"
        f"<p hidden>{LEAKED}</p><script>{LEAKED}</script><p>{LEAKED}</p>"
    ).encode()
    head = CLAIM.partition("  - id: done")[0]
    site = make_site(
        {
            "content/publication.yaml": PUBLICATION + SHARES,
            "content/sources/gazette.md": BASE["content/sources/gazette.md"].replace(
                "gazette.txt", "gazette.html"
            ),
            "archive/gazette.html": page,
            "content/claims/dam.md": f"{head}  - source: gazette\n    passage: The dam was "
            "finished in 2019\n    stance: asserts\n---\nSo it was.\n",
        }
    )
    site.build()
    assert any(b"The dam was finished in 2019" in each for each in site.files().values())
    assert [path for path, text in site.files().items() if LEAKED.encode() in text] == []
