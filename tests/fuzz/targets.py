"""What atheris tries: a property, inputs to begin with, and words that mean something to it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import NamedTuple

from factpress.output.site_manifest import FileEntry, SiteManifest, serialised
from fuzz import addresses, bodies, caches, cards, exports, locks, previews, saved_copies, texts
from fuzz.inputs import of_text
from pdfs import pdf
from small_site import CLAIM, GAZETTE, PUBLICATION

_BODY = CLAIM.rpartition("---\n")[2]


class Target(NamedTuple):
    """A property of some bytes, whole inputs that have it, and parts of further ones."""

    check: Callable[[bytes], object]
    seeds: Sequence[bytes]
    words: str = ""


def _every(*checks: Callable[[str], object]) -> Callable[[bytes], object]:
    """Several properties of one text."""

    def check(content: bytes) -> None:
        for each in checks:
            of_text(each)(content)

    return check


def _card(content: bytes) -> None:
    cards.front_matter(content)
    cards.card(content)


def _lock(content: bytes) -> None:
    locks.lock(content)
    locks.entry(content)


def _manifest(content: bytes) -> None:
    caches.manifest(content)
    caches.outputs(content)


def _signed(content: bytes) -> None:
    locks.signed(content)
    locks.secret(content)


TARGETS = {
    "card": Target(
        _card,
        [CLAIM.encode(), b"---\nname: A\n---\n", b"---\na: [b, {c: 'd'}]\ne: |\n  f\n---\n"],
        "--- : - | > & * ! << ' # %YAML [ ] { } evidence: rating: said: passage: stance:",
    ),
    "settings": Target(
        cards.settings,
        [PUBLICATION.encode(), f"{PUBLICATION}theme: {{colors: {{paper: '#fff'}}}}\n".encode()],
        "theme: colors: fonts: oklch( # ratings: limits: findings: publisher: url: changes:",
    ),
    "markdown": Target(
        _every(bodies.html, cards.comments, cards.body),
        [
            _BODY.encode(),
            b"# A\n\n- *b* `c`\n\n[d](http://e.f)[^1]\n\n[^1]: g\n",
            b"|a|\n|-|\n|b|\n",
        ],
        "[[ ]] [@ ] [^1] ]: <!-- --> `` ~~~ *** __ &# javascript: <svg \\ | ![ :: http://",
    ),
    "path": Target(
        _every(
            cards.address,
            cards.language,
            addresses.path,
            addresses.slug,
            addresses.color,
            exports.problem,
        ),
        [b"claims/dam.md", b"pages/about.md", b"#fff", b"oklch(50% 0.1 20)"],
        "../ claims/ pages/ .md con nul index feed oklch( deg %",
    ),
    "request": Target(
        of_text(previews.target),
        [b"/", b"/claims/dam/", b"/../canary.txt", b"/-preview/client.js"],
        "%2e %2f %5c %00 // .. ; ? # canary.txt site-secret http://",
    ),
    "json-ld": Target(
        of_text(exports.json_ld), [b"The dam", b"</script>", b"<!--"], "<script <!-- ]]> @context"
    ),
    "feed": Target(
        _every(exports.feeds, exports.table, exports.citation, exports.picture),
        [b"The dam", b"]]>", b"=1+1"],
        "]]> <![CDATA[ &amp; }} = @ \\",
    ),
    "cache": Target(
        caches.record,
        [bytes([n]) + caches.genuine(name) for n, name in enumerate(caches.FILES)],
    ),
    "manifest": Target(
        _manifest,
        [
            json.dumps({"format": 1, "outputs": {"index.html": ["a.b", "c"]}}).encode(),
            serialised(SiteManifest(1, "factpress 1", "0" * 64, {"a": FileEntry(1, "1" * 64)})),
        ],
        '{"format":1,"outputs":{ "files":{ "size":1,"sha256":" ../ \\u0000 \\ud800',
    ),
    "index": Target(caches.index, [caches.genuine("cards.index").partition(b"\n")[2]]),
    "lock": Target(
        _lock,
        [locks.genuine(), *locks.genuine().splitlines()[2:]],
        "claim passage source defect actor rating alike scale compared #copy null",
    ),
    "signature": Target(_signed, [locks.signature(), locks.key()], "untrusted comment: RWQ"),
    "saved-text": Target(
        of_text(saved_copies.plain),
        [GAZETTE.encode(), b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Yes.\n", b"MAYOR: No.\n"],
        "--> 00:00:01.000 <v ~~ <!-- MAYOR: Q. [1] \f",
    ),
    "saved-page": Target(
        saved_copies.page,
        [f"<p>{GAZETTE}</p>".encode(), b"<dl><dt>A<dd>b</dl>", b"<p>a<sup>1</sup><del>c</del>"],
        "<sup> <dt> <dd> <b> <q> <pre> <![CDATA[ <!DOCTYPE &# <svg> <ruby> <rt> class= hidden",
    ),
    "saved-pdf": Target(
        saved_copies.pdf, [pdf(["The dam is full."])], "obj endobj stream /Kids /Length BT Tj ET"
    ),
    "words": Target(
        _every(
            *(texts.number_words, texts.sentences, texts.words, texts.quoted, texts.marks),
            *(texts.speakers, texts.lists, texts.catalogue, texts.moment),
        ),
        [GAZETTE.encode(), b"at least 5 million dollars", b"[en]\na: b; c\n", b"2026-11-27T09:00Z"],
        "U.S. p.m. million 12 \xc2\xab [\xe2\x80\xa6] msgid msgstr Mr. :60",
    ),
}
