"""Nothing that a writer typed in front matter or settings is lost without a word."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from conftest import BASE, CLAIM, MakeSite
from factpress.content.lost_text import is_free_text
from factpress.content.validation import fields_of, model_in
from factpress.model.card_parts import Fields
from factpress.model.schema import FIELDS_OF
from factpress.model.settings import PublicationFields

DAM = "content/claims/dam.md"
SETTINGS = "content/publication.yaml"
MINISTRY = "content/actors/ministry.md"
GAZETTE = BASE["content/sources/gazette.md"]
REASON = "reason: The ministry says so and its own engineer denies it."
PASSAGE = "passage: the dam was finished in 2019"
CUT = 'is cut at "#", which begins a comment in YAML: '
EMPTY = 'is empty, since "#" begins a comment in YAML: '


def claim(old: str, new: str) -> dict[str, str]:
    assert old in CLAIM
    return {DAM: CLAIM.replace(old, new, 1)}


def settings(more: str) -> dict[str, str]:
    return {SETTINGS: BASE[SETTINGS].replace("tagline: Claims about one dam\n", "") + more}


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        (
            claim(PASSAGE, "passage: the town paid invoice #4711 of 48,000 crowns"),
            f'{DAM}:12:36: passage {CUT}"#4711 of 48,000 crowns" would be lost; put the text in '
            'quotation marks: passage: "the town paid invoice #4711 of 48,000 crowns". Put a '
            "comment on a line of its own",
        ),
        (
            claim(REASON, 'reason: It\'s "no"\t# not signed'),
            f'{DAM}:4:19: reason {CUT}"# not signed" would be lost; put the text in quotation '
            "marks: reason: 'It''s \"no\" # not signed'. Put a comment on a line of its own",
        ),
        (
            claim(REASON, "reason: #4711 was paid"),
            f'{DAM}:4:9: reason {EMPTY}"#4711 was paid" would be lost; put the text in quotation '
            'marks: reason: "#4711 was paid". Put a comment on a line of its own',
        ),
        (
            claim("    stance: asserts", "    note:  # todo\n    stance: asserts"),
            f'{DAM}:13:12: note {EMPTY}"# todo" would be lost; put the text in quotation marks: '
            'note: "# todo". Put a comment on a line of its own',
        ),
        (
            claim(REASON, "reason: The town paid invoice\n  #4711 of 48,000 crowns"),
            f'{DAM}:5:3: reason {CUT}"#4711 of 48,000 crowns" would be lost; put the text in '
            'quotation marks: reason: "The town paid invoice #4711 of 48,000 crowns". Put a '
            "comment on a line of its own that begins in column 1",
        ),
        (
            claim(REASON, "reason: The town\n  paid it # and more"),
            f'{DAM}:5:11: reason {CUT}"# and more" would be lost; put the text in quotation marks: '
            'reason: "The town paid it # and more". Put a comment on a line of its own',
        ),
        (
            claim(REASON, "reason: |\n    The town paid\n  #4711"),
            f'{DAM}:6:3: reason {CUT}"#4711" would be lost; indent this line as the text above it. '
            "Put a comment on a line of its own that begins in column 1",
        ),
        (
            claim("topics: [dams]", "topics: [dams]\nopen_questions:\n  - Who paid #3\n  - # who"),
            f'{DAM}:10:14: open_questions item 1 {CUT}"#3" would be lost; put the text in '
            'quotation marks: - "Who paid #3". Put a comment on a line of its own',
        ),
        (
            claim("topics: [dams]", "topics: [dams]\nopen_questions: [who, #why\n  when]"),
            f'{DAM}:9:23: open_questions item 1 {CUT}"#why" would be lost; put the text in '
            "quotation marks. Put a comment on a line of its own",
        ),
        (
            {MINISTRY: "---\nname: Ministry #2\nkind: organisation # sort of\n---\n"},
            f'{MINISTRY}:2:16: name {CUT}"#2" would be lost; put the text in quotation marks: '
            'name: "Ministry #2". Put a comment on a line of its own',
        ),
        (
            {"content/sources/gazette.md": GAZETTE.replace("title: Dam", "title: Dam #1")},
            f'content/sources/gazette.md:2:12: title {CUT}"#1 row deepens" would be lost; put the '
            'text in quotation marks: title: "Dam #1 row deepens". Put a comment on a line of '
            "its own",
        ),
        (
            settings("tagline: We are #1\n"),
            f'{SETTINGS}:8:17: tagline {CUT}"#1" would be lost; put the text in quotation marks: '
            'tagline: "We are #1". Put a comment on a line of its own',
        ),
        (
            settings("publisher: {name: The town, # who else\n  funding: The town}\n"),
            f'{SETTINGS}:8:29: name {CUT}"# who else" would be lost; put the text in quotation '
            "marks. Put a comment on a line of its own",
        ),
        (
            settings("hedges:\n  en:\n    - is said to #1\n"),
            f'{SETTINGS}:10:18: en item 1 {CUT}"#1" would be lost; put the text in quotation '
            'marks: - "is said to #1". Put a comment on a line of its own',
        ),
        (
            settings("theme:\n  fonts:\n    text: Noto Serif #1\n"),
            f'{SETTINGS}:10:22: text {CUT}"#1" would be lost; put the text in quotation marks: '
            'text: "Noto Serif #1". Put a comment on a line of its own',
        ),
        (
            settings("theme:\n  fonts:\n    text:\n      - Noto Serif #1\n"),
            f'{SETTINGS}:11:20: text item 1 {CUT}"#1" would be lost; put the text in quotation '
            'marks: - "Noto Serif #1". Put a comment on a line of its own',
        ),
    ],
)
def test_reports_text_that_a_comment_cuts(
    make_site: MakeSite, files: dict[str, str], problem: str
) -> None:
    assert problem in make_site(files).refused()


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_reports_a_cut_whatever_ends_the_lines(make_site: MakeSite, ending: str) -> None:
    text = CLAIM.replace(REASON, "reason: The town paid #4711").replace("\n", ending)
    (problem,) = make_site({DAM: text.encode()}).refused()
    assert problem.startswith(f'{DAM}:4:23: reason {CUT}"#4711" would be lost')


def test_reports_every_cut_of_a_card_at_once_and_no_empty_field_besides(
    make_site: MakeSite,
) -> None:
    text = CLAIM.replace(REASON, "reason: #1").replace(PASSAGE, f"{PASSAGE} #2")
    found = make_site({DAM: text}).refused()
    assert [problem.split(" ")[0] for problem in found] == [f"{DAM}:4:9:", f"{DAM}:12:43:"]


@pytest.mark.parametrize(
    "files",
    [
        claim(REASON, f"# a line of its own\n{REASON}\n# another"),
        claim(PASSAGE, f"{PASSAGE}\n    # in the column of the key"),
        claim(REASON, "reason: 'The ministry # says so.' # not signed"),
        claim(REASON, 'reason: "The ministry says so."\t# not signed'),
        claim(REASON, "reason: The ministry#4711 says so, C# too."),
        claim(REASON, "reason: The ministry\u00a0#4711 says so."),
        claim(REASON, "reason: >- # folded\n  The ministry # says so\n  #4711\n"),
        claim("rating: mixed", "rating: mixed # an id"),
        claim("checked: 2022-01-31", "checked: 2022-01-31 # a date"),
        claim("said: 2022-01-05", "said: 2022-01-05 # a period"),
        claim("topics: [dams]", "topics: # ids\n  - dams # an id\n  # below\ndraft: false # no"),
        claim("    stance: asserts", "    stance: asserts # a word of a list"),
        claim("evidence:", "related: [] # none\nevidence: # passages\n  # the first"),
        claim("topics: [dams]", "topics: [dams]\nopen_questions: # none yet"),
        claim(REASON, 'reason: "The \\"ministry\\" \\\\ says caf\\u00e9 \\x41"'),
        settings("stale_after: 900 # days\nsearch: list # or pagefind\n"),
        settings("publisher:\n  name: The town\n  url: https://x.test/ # live\n"),
        settings("publisher: {name: The town} # us\n"),
        settings("hedges: {en: [is said to]} # more\n"),
        settings("theme:\n  colors:\n    ink: oklch(20% 0.02 250) # dark\n"),
    ],
)
def test_a_comment_that_cuts_no_text_stays_allowed(
    make_site: MakeSite, files: dict[str, str]
) -> None:
    problems = [p for p in make_site(files).problems() if "warning" not in p]
    assert problems == []


def test_text_before_a_number_sign_without_a_space_is_kept(make_site: MakeSite) -> None:
    site = make_site(claim(REASON, "reason: Invoice\u00a0#4711 was paid in C#."))
    site.build()
    assert "#4711 was paid in C#." in site.read("claims/dam/index.html")


def _kinds(model: type[Fields], above: str = "") -> Iterator[tuple[str, bool]]:
    for field in fields_of(model):
        inner = model_in(field.annotation)
        if inner:
            yield from _kinds(inner, f"{above}{field.name}.")
        else:
            yield f"{above}{field.name}", is_free_text(field.annotation)


def test_a_text_is_free_unless_its_kind_says_that_it_holds_no_space() -> None:
    models = [*FIELDS_OF.items(), ("publication", PublicationFields)]
    free = {
        f"{kind}.{name}" for kind, model in models for name, is_free in _kinds(model) if is_free
    }
    assert free >= {
        *("claim.claim", "claim.reason", "claim.evidence.passage", "claim.evidence.note"),
        *("claim.evidence.crop_ok", "claim.appearances.title", "claim.changes.note"),
        *("claim.open_questions", "source.title", "source.kind", "source.dated.note"),
        *("source.document", "source.rights", "source.defects.passage", "actor.name"),
        *("actor.aliases", "actor.role", "topic.name", "page.title", "publication.name"),
        *("publication.tagline", "publication.mark", "publication.ratings.label"),
        *("publication.ratings.definition", "publication.ratings.mark", "publication.archive"),
        *("publication.publisher.funding", "publication.theme.fonts.text"),
    }
    assert not free & {
        *("claim.rating", "claim.checked", "claim.said", "claim.topics", "claim.claimants"),
        *("claim.evidence.source", "claim.evidence.speaker", "claim.evidence.stance"),
        *("claim.evidence.id", "claim.aliases", "claim.draft", "source.sha256", "source.url"),
        *("source.publisher", "actor.part_of", "actor.language", "topic.options"),
        *("publication.url", "publication.ratings.id", "publication.stale_after"),
    }


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        (
            claim(REASON, 'reason: "It is in C:\\new"'),
            f'{DAM}:4:21: reason holds "\\n", which in double quotation marks is a line break; '
            "write two backslashes where one is meant, or single quotation marks: "
            "reason: 'It is in C:\\new'",
        ),
        (
            settings('tagline: "C:\\table"\n'),
            f'{SETTINGS}:8:13: tagline holds "\\t", which in double quotation marks is a tab; '
            "write two backslashes where one is meant, or single quotation marks: "
            "tagline: 'C:\\table'",
        ),
        (
            claim(REASON, 'reason: "a\\_b"'),
            f'{DAM}:4:11: reason holds "\\_", which in double quotation marks is a character that '
            "is not seen; write two backslashes where one is meant, or single quotation marks: "
            "reason: 'a\\_b'",
        ),
        (
            settings("publisher: {name: The town, or so we think}\n"),
            f'{SETTINGS}:8:29: "or so we think" is taken for a field, since a comma ends a text '
            "in { }; put text that holds a comma in quotation marks",
        ),
        (
            settings("publisher: {name: The town, funding:Nobody}\n"),
            f'{SETTINGS}:8:29: no space follows the colon; write "funding: Nobody"',
        ),
        (
            settings("publisher: {name: The town, fundin: }\n"),
            f'{SETTINGS}:8:29: field "fundin" is not known; did you mean "funding"? Allowed: '
            "name, url, contact, funding, key.",
        ),
        (
            settings("tagline: a\ufeffb\n"),
            f"{SETTINGS}:8:11: YAML: the byte order mark U+FEFF is not allowed; remove it",
        ),
        (
            settings("tagline: ✕ a\0b\n"),
            f"{SETTINGS}:8:13: YAML: the character U+0000 is not allowed; remove it",
        ),
        (
            settings("...\nmark: X\n"),
            f'{SETTINGS}:8:1: YAML: "..." at the beginning of a line ends the text for YAML, and '
            "what follows would be lost; remove the line, or indent it deeper than the key whose "
            "text it goes on",
        ),
        (
            settings("--- again\n"),
            f'{SETTINGS}:8:1: YAML: a line that begins with "---" begins another document, and '
            "only one is allowed; remove it, or put the text in quotation marks",
        ),
        (
            {SETTINGS: "%YAML 1.1\n---\n" + BASE[SETTINGS]},
            f'{SETTINGS}:1:1: YAML: a line that begins with "%" is a directive; remove it',
        ),
        (
            claim("rating: mixed\n" + REASON, 'rating: "mixed\n' + REASON + '"'),
            f"{DAM}:3:9: YAML: the quotation mark that opens here is closed in line 4 alone, and "
            "what lies between would be text; close it where the text ends, or indent the lines "
            "that go on with it",
        ),
    ],
)
def test_reports_what_else_would_be_lost(
    make_site: MakeSite, files: dict[str, str], problem: str
) -> None:
    assert problem in make_site(files).refused()
