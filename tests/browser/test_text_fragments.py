"""A browser follows our addresses into a live document: the passage is what it marks."""

from __future__ import annotations

import base64
import http.server
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page

from browsing import opened
from documents import match_of
from factpress.archive.document import prepare
from factpress.evidence.fragments import fragment_of
from factpress.model.evidence import NO_FRAGMENT, Found, Level
from factpress.views.proofs import live_address
from serving import answering

FILLER = "<p>A long way up the river nothing at all was to be seen but water and reeds.</p>\n"
# On one line each, and marked in a colour of its own, so that the marked words can be measured.
PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>The live document</title>
<style>
body {{ font: 14px/2 sans-serif }} p {{ white-space: nowrap; margin: 1em 0 }}
::target-text {{ background: rgb(255, 0, 255); color: #000 }}
</style>
{filler}{before}{filler}{passage}{filler}{after}{filler}
"""
MARKED = """async (png) => {
  const image = new Image(); image.src = 'data:image/png;base64,' + png; await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width; canvas.height = image.height;
  const context = canvas.getContext('2d'); context.drawImage(image, 0, 0);
  const {data, width} = context.getImageData(0, 0, image.width, image.height);
  let box = null;
  for (let i = 0; i < data.length; i += 4) {
    if (data[i] !== 255 || data[i + 1] !== 0 || data[i + 2] !== 255) continue;
    const x = i / 4 % width, y = Math.floor(i / 4 / width);
    box = box ? [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x + 1),
                 Math.max(box[3], y + 1)] : [x, y, x + 1, y + 1];
  }
  return box;
}"""
WANTED = """() => { const box = document.getElementById('wanted').getBoundingClientRect();
  return [box.left, box.top, box.right, box.bottom]; }"""


@dataclass(frozen=True)
class Case:
    """A passage, how it was found, and the paragraph of the live page with it in braces."""

    passage: str
    paragraph: str
    level: Level = "exact"
    prefix: str = ""
    suffix: str = ""
    before: str = ""


CASES = {
    "start": Case("the dam was finished early", "They say {the dam was finished early} or so."),
    "start and end": Case(
        "the dam was finished in 2019, long before the rains of that year began",
        "We heard {the dam was finished in 2019, long before the rains of that year began}.",
        before="The dam was late, and the rains of that year began.",
    ),
    "stands twice": Case(
        "the dam was finished",
        "The engineer denied that {the dam was finished} by then.",
        prefix="engineer denied that",
        suffix="by then.",
        before="The ministry announced that the dam was finished by May.",
    ),
    "long and stands twice": Case(
        "the dam was finished in the spring of that very year",
        "Others doubt {the dam was finished in the spring of that very year} at all.",
        prefix="Others doubt",
        suffix="at all.",
        before="They say the dam was finished in the spring of that very year and no later.",
    ),
    "quoted and stands twice": Case(
        "“the dam is done”",
        "Then he said, {“the dam is done”} and left.",
        prefix="he said,",
        suffix="and left.",
        before="First she said, “the dam is done” and sat down.",
    ),
    "stands twice, begins a paragraph": Case(
        "The dam is done",
        "They asked again.</p><p>{The dam is done}. We think so.",
        prefix="They asked again.",
        suffix=". We think",
        before="They said so. The dam is done. We think so.",
    ),
    "exact quotation marks": Case(
        "the so-called “old dam” broke",
        "They claim {the so-called “old dam” broke} in May.",
    ),
    "other quotation marks": Case(
        '"We were late," the engineer\'s friend said - and twice',
        "In the end “{We were late,” the engineer’s friend said – and twice}.",
        "typographic",
    ),
    "hyphens, commas, ampersands": Case(
        "R&D-led, at 5,000-odd a day",
        "It grew {R&D-led, at 5,000-odd a day}, they wrote.",
    ),
    "signs of addresses": Case(
        "is 50% done? #1 + more",
        "The dam {is 50% done? #1 + more} than that.",
    ),
    "Cyrillic": Case(
        "плотина не была достроена",
        "Инженер сказал: {плотина не была достроена} вовремя.",
    ),
    "long Cyrillic": Case(
        "плотина не была достроена вовремя, и министерство это знало с самого начала",
        "Он сказал: {плотина не была достроена вовремя, и министерство это знало с самого начала}.",
    ),
    "accents": Case(
        "le barrage, achevé à l’été", "On dit que {le barrage, achevé à l’été} est là."
    ),
    "omission": Case(
        "the dam was […] not finished",
        "They say {the dam was, as of the last report, not finished} then.",
        "omission",
    ),
    "brackets": Case(
        "[T]he dam [in the north] was late",
        "And so {the dam was late} again.",
        "bracketed",
    ),
    "marked up": Case("the dam was finished", "They say {the dam <b>was</b> finished} then."),
}


# Paragraphs of a document with the passage in braces; the passage where it is set otherwise, and
# which of several places is meant. The fragment is chosen with the document at hand.
CHOSEN: dict[str, tuple[str, str | None, int | None]] = {
    "a repeated sentence": (
        "He said that the dam was late.|She said that {the dam was late}.|The dam was late.",
        None,
        2,
    ),
    "a repeated paragraph": ("The dam was late.|{The dam was late}.|The dam was late.", None, 2),
    "a beginning that stands earlier": (
        "The mayor of the town spoke first.|So {the mayor of the town, who had not slept for "
        "nights on end, was there}, they wrote.",
        None,
        None,
    ),
    "a beginning and a context that stand earlier": (
        "And then the mayor of the town, who had slept well, was there.|And then {the mayor of the "
        "town, who had not slept for many nights on end, was there}, they wrote.",
        None,
        None,
    ),
    "an end that stands before and within": (
        "It was there for all to see.|So {the old dam of the town, there for all to see by night "
        "and day, was there for all to see}, and no more.",
        None,
        None,
    ),
    "curly apostrophes": (
        "L’eau n’a pas monté hier.|Il dit que {l’eau n’a pas monté du} tout.",
        "l'eau n'a pas monté du",
        None,
    ),
    "straight apostrophes": (
        "The mayor's men didn't come.|So {the mayor's men didn't} see it.",
        "the mayor’s men didn’t",
        None,
    ),
    "an apostrophe first": ("They sang '{twas the old dam} that night.", "’twas the old dam", None),
    "hyphens": (
        "The old-fashioned dam is gone.|Yet {the old-fashioned by-law} stays.",
        "the old‑fashioned by‑law",
        None,
    ),
    "Chinese": ("市长说大坝没有建成，工人都走了。|后来{大坝没有建成}，市长走了。", None, 2),
    "Chinese over stops": ("市长来了。{工人都走了。大坝}没有建成。", None, None),
    "Japanese": (
        "政府は月曜日にダムを閉鎖した。政府は火曜日に{ダムを閉鎖した}。町は静かだ。",
        None,
        2,
    ),
    "Arabic": ("قال الوزير إن السد مغلق.|ثم {قال الوزير إن السد} مفتوح.", None, 2),
    "an omission": (
        "They say the dam was, as ever, late.|They say {the dam was, as of the last report, not "
        "finished} then.",
        "the dam was […] not finished",
        None,
    ),
    "a word before an omission": (
        "The dam is old.|Then the dam of {the town was finished} at last.",
        "the […] was finished",
        None,
    ),
    "brackets": (
        "Yes, the dam of the town was late.|And so {the dam was late} again.",
        "[T]he dam [in the north] was late",
        None,
    ),
}


def document_of(written: str) -> str:
    return written.replace("|", "\n\n").replace("{", "").replace("}", "")


def chosen_address(page: str, name: str) -> str:
    written, passage, occurrence = CHOSEN[name]
    document = prepare(document_of(written))
    words = passage or written[written.index("{") + 1 : written.index("}")]
    match = match_of(document, words, occurrence)
    found = Found(
        source_id="x",
        level=match.level.value,
        start=match.start,
        end=match.end,
        several=tuple((start, end) for start, end in match.pieces),
        paragraph=match.paragraph,
    )
    fragment = fragment_of(document, words, found)
    assert fragment != NO_FRAGMENT
    return live_address(page, words, replace(found, fragment=fragment))


def chosen_page(name: str) -> str:
    paragraphs = "".join(f"<p>{each}</p>\n" for each in CHOSEN[name][0].split("|"))
    wanted = paragraphs.replace("{", '<span id="wanted">').replace("}", "</span>")
    return PAGE.format(filler=FILLER * 60, before="", passage=wanted, after="")


def page_of(case: Case) -> str:
    marked = escape(case.paragraph, quote=False)
    for tag in ("<b>", "</b>", "</p><p>"):
        marked = marked.replace(escape(tag), tag)
    passage = marked.replace("{", '<span id="wanted">').replace("}", "</span>")
    return PAGE.format(
        filler=FILLER * 60,
        before=f"<p>{escape(case.before, quote=False)}</p>\n",
        passage=f"<p>{passage}</p>\n",
        after=f"<p>{escape(case.before, quote=False)}</p>\n",
    )


@pytest.fixture(scope="module")
def live() -> Iterator[str]:
    """A server of one page for each case, on this machine alone."""
    pages = {f"/{number}": page_of(case) for number, case in enumerate(CASES.values())}
    pages |= {f"/chosen-{number}": chosen_page(name) for number, name in enumerate(CHOSEN)}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing."""

    with answering(Handler) as address:
        yield address


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One page for all cases, which goes from address to address."""
    with opened(browser, 1280, 900) as found:
        yield found


@pytest.mark.parametrize("name", CASES)
def test_the_browser_marks_the_passage_and_no_more(live: str, page: Page, name: str) -> None:
    case = CASES[name]
    found = Found(
        source_id="x",
        level=case.level,
        start=0,
        end=1,
        paragraph=1,
        prefix=case.prefix,
        suffix=case.suffix,
    )
    page.goto(live_address(f"{live}{list(CASES).index(name)}", case.passage, found))
    check_marked(page)


@pytest.mark.parametrize("name", CHOSEN)
def test_a_chosen_fragment_marks_the_passage_and_no_more(live: str, page: Page, name: str) -> None:
    page.goto(chosen_address(f"{live}chosen-{list(CHOSEN).index(name)}", name))
    check_marked(page)


def check_marked(page: Page) -> None:
    """The browser marks the wanted words, on one line, and no others."""
    page.wait_for_function("() => window.scrollY > 500")
    left, top, right, bottom = page.evaluate(WANTED)
    assert 0 <= top < bottom <= 900
    shot = base64.b64encode(page.screenshot()).decode()
    marked = page.evaluate(MARKED, shot)
    assert marked, "nothing is marked"
    assert marked[0] == pytest.approx(left, abs=2)
    assert marked[2] == pytest.approx(right, abs=2)
    assert marked[1] - 15 <= top <= bottom <= marked[3] + 15
    assert marked[3] - marked[1] <= 40, "more than one line is marked"


def test_without_the_fragment_the_page_opens_at_its_top(live: str, page: Page) -> None:
    page.goto(f"{live}0")
    assert page.evaluate("() => window.scrollY") == 0
