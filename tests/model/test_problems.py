"""Every mistake a writer can make: its place and its exact words."""

from __future__ import annotations

import json

import pytest

from conftest import BASE, CLAIM, GAZETTE, MakeSite
from factpress.model.encoding import digest
from factpress.model.problems import Problem, as_github, as_json
from factpress.model.schema import ClaimFields

DAM = "content/claims/dam.md"
PUBLICATION = "content/publication.yaml"
GAZETTE_CARD = BASE["content/sources/gazette.md"]


def changed(old: str, new: str, count: int = 1) -> dict[str, str]:
    assert CLAIM.count(old) >= 1
    return {DAM: CLAIM.replace(old, new, count)}


def test_the_base_publication_has_no_problem(make_site: MakeSite) -> None:
    assert make_site().problems() == []


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        (
            changed("rating: mixed", "rating: miked"),
            f'{DAM}:3:9: rating "miked" is not on the scale; did you mean "mixed"? '
            "Allowed: false, mixed, true.",
        ),
        (
            changed("reason: The ministry says so and its own engineer denies it.\n", ""),
            f'{DAM}:1:1: field "reason" is missing: Why this rating, in one sentence that stands '
            "alone.",
        ),
        (
            changed("rating: mixed", "rating:"),
            f'{DAM}:3:1: field "rating" is empty: Id of a rating on the publication\'s scale.',
        ),
        (
            changed("claimants:", "claimant:"),
            f'{DAM}:7:1: field "claimant" is not known; did you mean "claimants"? '
            f"Allowed: {', '.join(ClaimFields.__struct_fields__)}.",
        ),
        (
            changed("topics: [dams]", "topics: [dams]\ntopics: [dams]"),
            f'{DAM}:9:1: key "topics" is there twice, first in line 8; keep one',
        ),
        (
            changed("topics: [dams]", "topics: dams"),
            f'{DAM}:8:9: topics "dams" must be a list; write [dams] or one item a line, each after '
            "a dash",
        ),
        (
            changed("claim: The dam was finished in 2019.", "claim: [a, b]"),
            f'{DAM}:2:8: claim must be text; found a list; put text that begins with "[" or "- " '
            "in quotation marks",
        ),
        (
            changed("checked: 2022-01-31", "checked: 2022-02-30"),
            f'{DAM}:5:10: checked "2022-02-30" is not a day of the calendar; write it as '
            "YYYY-MM-DD",
        ),
        (
            changed("checked: 2022-01-31", "checked: 31 January 2022"),
            f'{DAM}:5:10: checked "31 January 2022" is not a date; write it as YYYY-MM-DD, for '
            "example 2022-01-31",
        ),
        (
            changed("said: 2022-01-05", "said: last week"),
            f'{DAM}:6:7: said "last week" is not a date or period; write YYYY-MM-DD, YYYY-MM, '
            "YYYY, or two of these with / between them",
        ),
        (
            changed("said: 2022-01-05", "said: 2022-02/2022-01"),
            f'{DAM}:6:7: said "2022-02/2022-01" ends before it starts',
        ),
        (
            changed("claimants: [ministry]", "claimants: [ministri]"),
            f'{DAM}:7:13: actor "ministri" has no card in actors/; did you mean "ministry"? '
            "Allowed: engineer, gazette-press, ministry.",
        ),
        (
            changed("source: gazette", "source: gazete"),
            f'{DAM}:11:13: source "gazete" has no card in sources/; did you mean "gazette"? '
            "Allowed: gazette.",
        ),
        (
            changed("topics: [dams]", "topics: [rivers]"),
            f'{DAM}:8:10: topic "rivers" has no card in topics/. Allowed: dams. Or make it: '
            'factpress new topic "Rivers" --id rivers',
        ),
        (
            changed("topics: [dams]", "topics: [dams]\nrelated: [damm]"),
            f'{DAM}:9:11: claim "damm" has no card in claims/; did you mean "dam"? Allowed: dam.',
        ),
        (
            changed("topics: [dams]", "topics: [dams]\nrelated: [dam]"),
            f"{DAM}:9:11: related names this card itself; remove it",
        ),
        (
            changed("stance: asserts", "stance: assert"),
            f'{DAM}:13:13: stance "assert" is not allowed; did you mean "asserts"? Allowed: '
            "asserts, denies, reports, qualifies.",
        ),
        (
            changed("speaker: engineer", "speaker: enginer"),
            f'{DAM}:19:14: actor "enginer" has no card in actors/; did you mean "engineer"? '
            "Allowed: engineer, gazette-press, ministry.",
        ),
        (
            changed("id: not-done", "id: done"),
            f'{DAM}:15:9: id "done" names two passages, also item 1; give each its own',
        ),
        (
            changed("[@not-done]", "[@notdone]"),
            f'{DAM}:21:85: citation "@notdone" names no passage of this card; did you mean '
            '"@not-done"? Allowed: @done, @not-done.',
        ),
        (
            changed("[[engineer|", "[[enginere|"),
            f'{DAM}:21:48: link "enginere" leads to no card; did you mean "engineer"? Allowed: '
            "about, dam, dams, engineer, gazette, gazette-press, ministry.",
        ),
        (
            changed("[[ministry]] says", "[[topic:ministry]] says"),
            f'{DAM}:21:5: link to topic "ministry" leads to no card. Allowed: dams.',
        ),
        (
            changed("[@done].", "[@done], [here](../../actors/ministry/)."),
            f'{DAM}:21:51: link "../../actors/ministry/" is not checked; write [[id]] for a card '
            "of this site, or an address that starts with https://, http:// or mailto:",
        ),
        (
            changed("the dam was finished in 2019\n", " ".join(["dam"] * 46) + "\n"),
            f"{DAM}:12:14: passage is 46 words long; at most 45 may be quoted at a time",
        ),
        (
            changed(
                "topics: [dams]",
                "changes:\n  - {date: 2022-02-01, kind: rating, note: New., from: tru, to: mixed}",
            ),
            f'{DAM}:9:56: from "tru" is not on the scale; did you mean "true"? Allowed: false, '
            "mixed, true.",
        ),
        (
            changed("topics: [dams]", "changes:\n  - {date: 2022-02-01, kind: rating, note: New.}"),
            f'{DAM}:9:5: change of rating needs "from": a rating of the scale',
        ),
        (
            changed("topics: [dams]", "appearances:\n  - {date: 2022-01-05}"),
            f"{DAM}:9:5: appearances item 1 needs source, url or title, so that readers know what "
            "it was",
        ),
        (
            changed("topics: [dams]", "draft: maybe"),
            f'{DAM}:8:8: draft "maybe" must be true or false',
        ),
        (
            {DAM: "The dam.\n"},
            f'{DAM}:1:1: front matter is missing; begin the file with a "---" line',
        ),
        (
            {DAM: "---\nclaim: The dam.\n"},
            f'{DAM}:1:1: front matter is never closed; end it with a line of its own, "---"',
        ),
        (
            {DAM: "---\nclaim: The dam: a tale\n---\n"},
            f"{DAM}:2:15: YAML: a colon and a space here would begin a value within the value of "
            '"claim"; put text that holds ": " or ends in ":" in quotation marks: '
            'claim: "The dam: a tale"',
        ),
        (
            {DAM: "---\nclaim: &x The dam\n---\n"},
            f'{DAM}:2:8: YAML: anchor "&x"; anchors, aliases, tags and merge keys are not allowed '
            'in front matter; put text that begins so in quotation marks: claim: "&x The dam"',
        ),
        (
            {DAM: b"---\nclaim: caf\xe9\n---\n"},
            f"{DAM}:2:11: file is not UTF-8: byte 0xE9 is here; save the file as UTF-8",
        ),
        (
            {"content/sources/gazette.md": GAZETTE_CARD.replace("SHA256", "x0b3f3e8" * 9)},
            'content/sources/gazette.md:8:9: sha256 "' + "x0b3f3e8" * 7 + 'x0b…" is not a SHA-256 '
            "digest: 64 of the characters 0-9 and a-f; the copy that is there, "
            f'"gazette.txt", has: sha256: {digest(GAZETTE.encode())}',
        ),
        (
            {"content/actors/ministry.md": "---\nname: M\nkind: organization\n---\n"},
            'content/actors/ministry.md:3:7: kind "organization" is not allowed; did you mean '
            '"organisation"? Allowed: person, organisation, state, armed group, publication, '
            "unnamed speaker.",
        ),
        (
            {
                "content/actors/ministry.md": (
                    "---\nname: M\nkind: organisation\npart_of: [engineer]\n---\n"
                ),
                "content/actors/engineer.md": (
                    "---\nname: E\nkind: person\npart_of: [gazette-press]\n---\n"
                ),
                "content/actors/gazette-press.md": (
                    "---\nname: G\nkind: publication\npart_of: [engineer]\n---\n"
                ),
            },
            "content/actors/engineer.md:4:10: part_of leads back to this actor; break the circle",
        ),
        (
            {"content/publication.yaml": None},
            "content/publication.yaml:1:1: file is missing; it names the publication, its language "
            "and its rating scale: `factpress init FOLDER` writes one",
        ),
        (
            {"content/notes.md": "hello"},
            "content/notes.md:1:1: file is neither publication.yaml nor a card; cards are .md "
            "files in claims/, actors/, sources/, topics/, events/, pages/, people/",
        ),
        (
            {"content/claim/dam.md": "hello"},
            "content/claim/dam.md:1:1: file is neither publication.yaml nor a card; cards are .md "
            "files in claims/, actors/, sources/, topics/, events/, pages/, people/; did you mean "
            '"claims/dam.md"?',
        ),
        (
            changed("topics: [dams]", "withdrawn: 2022-02-01"),
            f'{DAM}:8:12: withdrawn must be a mapping; write lines of "key: value"; found text; '
            "for example withdrawn: {date: …, note: …}",
        ),
        (
            {"content/pages/claims.md": BASE["content/pages/about.md"]},
            'content/pages/claims.md:1:1: file name "claims" is reserved for a page of the '
            "generator; choose another",
        ),
        (
            {"content/topics/nul.md": BASE["content/topics/dams.md"]},
            'content/topics/nul.md:1:1: file name "nul" is reserved by Windows; choose another',
        ),
        (
            {"content/topics/Été 2021.md": BASE["content/topics/dams.md"]},
            'content/topics/Été 2021.md:1:1: file name "Été 2021" cannot be an address; did you '
            'mean "ete-2021"? Allowed: a-z, 0-9, and single hyphens between them.',
        ),
        (
            {"content/topics/Dams.md": BASE["content/topics/dams.md"]},
            "content/topics/dams.md:1:1: address collides with that of topics/Dams.md: the two "
            "names are one on file systems that ignore case or Unicode form; rename one",
        ),
        (
            changed("topics: [dams]", "aliases: [dam-2, Dam 3]"),
            f'{DAM}:8:18: alias "Dam 3" cannot be an address; did you mean "dam-3"? Allowed: a-z, '
            "0-9, and single hyphens between them.",
        ),
        (
            changed("topics: [dams]", "aliases: [dam]"),
            f'{DAM}:8:11: alias "dam" is the address of claims/dam.md',
        ),
        (
            changed("[@done].", "[@done]. \x07"),
            f"{DAM}:21:44: body holds the control character U+0007; remove it",
        ),
        (
            changed("[@done].", "[@done, @not-done]."),
            f'{DAM}:21:35: "[@" begins what is not one; write [@evidence-id] for a citation, each '
            "in brackets of its own, or put it in `backticks`",
        ),
        (
            changed("[@done].", "[@done], [[ministry|the\nministry]]."),
            f'{DAM}:21:44: "[[" begins what is not one; write [[id]] or [[id|words]] on one line '
            "for a link, or put it in `backticks`",
        ),
        (
            changed("[@done].", "[@done][^3]."),
            f'{DAM}:21:42: "[^" begins what is not one; write [^1] for a footnote, and a line that '
            "begins with [^1]: for its text, or put it in `backticks`",
        ),
        (
            changed("[@done].", "[@done].[^1]\n\n[^1]: A\n\n    [^2]: B\n\n[^3]: C"),
            f'{DAM}:25:5: footnote "[^2]" is defined inside another footnote; begin its line at '
            "the margin",
        ),
        (
            changed("[@done].", "[@done], [see [[ministry]]](https://x.test/)."),
            f'{DAM}:21:49: "[[ministry]]" is inside another link; take it out',
        ),
        (
            changed("claim: The dam", 'claim: "The \\u202E dam"\n#'),
            f'{DAM}:2:8: claim "The \\u{{202E}} dam" holds the invisible character U+202E, which '
            "can reorder or hide words; remove it: pages set the direction of each name, title and "
            "passage themselves",
        ),
        (
            changed("claim: The dam", 'claim: "The \\u2028 dam"\n#'),
            f'{DAM}:2:8: claim "The \\u{{2028}} dam" holds the invisible character U+2028, which '
            "can reorder or hide words; remove it",
        ),
        (
            changed("claim: The dam", 'claim: "The \\u0085 dam"\n#'),
            f'{DAM}:2:8: claim "The \\u{{0085}} dam" holds the control character U+0085; remove it',
        ),
        (
            changed("reason: The", "reason: The\u2029"),
            f"{DAM}:4:12: YAML: the line separator U+2029 is not allowed; remove it",
        ),
        (
            changed("said: 2022-01-05", "said: ٢٠٢١"),
            f'{DAM}:6:7: said "٢٠٢١" is not a date or period; write YYYY-MM-DD, YYYY-MM, YYYY, '
            "or two of these with / between them",
        ),
        (
            changed("checked: 2022-01-31", "checked: ٢٠٢٢-٠١-٣١"),
            f'{DAM}:5:10: checked "٢٠٢٢-٠١-٣١" is not a date; write it as YYYY-MM-DD, for example '
            "2022-01-31",
        ),
        (
            changed("topics: [dams]", 'appearances:\n  - {url: "https://x.y/\\u202Ea"}'),
            f'{DAM}:9:11: url "https://x.y/\\u{{202E}}a" holds the invisible character U+202E, '
            "which no address may; remove it",
        ),
        (
            changed("topics: [dams]", 'appearances:\n  - {url: "https://x.y/a b"}'),
            f'{DAM}:9:11: url "https://x.y/a b" holds white space, U+0020, which no address may; '
            "write %20 or remove it",
        ),
        (
            {PUBLICATION: BASE[PUBLICATION] + "url: https://x.y/z?a=b\n"},
            f'{PUBLICATION}:9:6: url "https://x.y/z?a=b" has a query ("?"), which a base address '
            "cannot have; addresses of pages are put after it",
        ),
        (
            {PUBLICATION: BASE[PUBLICATION] + 'url: "https://x.y/#"\n'},
            f'{PUBLICATION}:9:6: url "https://x.y/#" has a fragment ("#"), which a base address '
            "cannot have; addresses of pages are put after it",
        ),
        (
            {PUBLICATION: BASE[PUBLICATION].replace("id: mixed", 'id: "True"')},
            f"{PUBLICATION}:1:1: file has two ratings whose ids differ only in capital letters, "
            '"True" and "true"; their addresses would be one',
        ),
        (
            changed("topics: [dams]", "aliases: [old, old]"),
            f'{DAM}:8:16: alias "old" is there twice; keep one',
        ),
        (
            changed("[@done].", "[@done]. \n\n&#xE002;9&#xE003;"),
            f"{DAM}:23:1: body refers to the character U+E002, which no page may hold; remove it",
        ),
    ],
)
def test_a_mistake_is_told_at_its_place(
    make_site: MakeSite, files: dict[str, str | bytes | None], problem: str
) -> None:
    site = make_site(files)
    assert problem in site.refused()
    assert not site.options.out.exists()


@pytest.mark.parametrize(
    ("files", "warning"),
    [
        (
            changed("claim: The dam was finished", "claim: The dam was " + "really " * 9 + "done"),
            f"{DAM}:2:8: warning: claim is 88 characters long; over 75 it is cut off where fact "
            "checks are listed",
        ),
        (
            changed("[@done].", "[@done], writes River Gazette."),
            f'{DAM}:21:51: warning: body names "River Gazette" without a link; write '
            "[[gazette-press|River Gazette]] once",
        ),
        (
            {"content/sources/spare.md": BASE["content/sources/gazette.md"]},
            "content/sources/spare.md:1:1: warning: no claim uses this source",
        ),
        (
            {"content/actors/nobody.md": "---\nname: Nobody\nkind: person\n---\n"},
            "content/actors/nobody.md:1:1: warning: no card names this actor",
        ),
    ],
)
def test_a_warning_is_told_and_the_site_is_built(
    make_site: MakeSite, files: dict[str, str | bytes | None], warning: str
) -> None:
    site = make_site(files)
    assert site.problems() == [warning]
    site.build()
    assert (site.options.out / "index.html").is_file()


def test_an_alias_of_two_cards_is_told_once_at_the_second(make_site: MakeSite) -> None:
    aliased = CLAIM.replace("topics: [dams]", "aliases: [old]")
    newer = aliased.replace("checked: 2022-01-31", "checked: 2022-03-31")
    site = make_site({DAM: aliased, "content/claims/second.md": newer})
    assert site.refused() == [
        'content/claims/second.md:8:11: alias "old" is also an alias of claims/dam.md'
    ]


@pytest.mark.parametrize("name", ["Al-Jazeera", "McDonald's"])
def test_an_unlinked_name_is_told_where_it_stands(make_site: MakeSite, name: str) -> None:
    site = make_site(
        {
            "content/actors/press.md": f"---\nname: {name}\nkind: publication\n---\n",
            **changed("[@done].", f"[@done].\u2028\u2028 So writes {name}."),
        }
    )
    warning = (
        f'{DAM}:21:56: warning: body names "{name}" without a link; write [[press|{name}]] once'
    )
    assert warning in site.problems()


def test_all_problems_of_all_cards_come_at_once_and_sorted(make_site: MakeSite) -> None:
    site = make_site(
        {
            DAM: CLAIM.replace("rating: mixed", "rating: x")
            .replace("kind", "k")
            .replace("claimants: [ministry]", "claimants: [a, ministry, b]"),
            "content/actors/engineer.md": "---\nnam: E\nkind: x\n---\n",
            "content/topics/dams.md": "no front matter",
        }
    )
    places = [line.split(": ")[0] for line in site.refused()]
    assert places == [
        "content/actors/engineer.md:1:1",
        "content/actors/engineer.md:2:1",
        "content/actors/engineer.md:3:7",
        f"{DAM}:3:9",
        f"{DAM}:7:13",
        f"{DAM}:7:26",
        "content/topics/dams.md:1:1",
    ]


def test_a_draft_is_left_out_and_cannot_be_linked_to(make_site: MakeSite) -> None:
    draft = CLAIM.replace("draft", "").replace("topics: [dams]", "draft: true")
    site = make_site({"content/claims/later.md": draft, **changed("[@done]", "[[later]] [@done]")})
    assert site.refused() == [
        f'{DAM}:21:35: link "later" leads to a draft, which is not published; publish it, or '
        "make this card a draft too"
    ]
    site.build(drafts=True)
    assert (site.options.out / "claims/later/index.html").is_file()


def test_a_link_to_an_id_that_two_kinds_share_must_say_which(make_site: MakeSite) -> None:
    site = make_site({"content/actors/dam.md": "---\nname: Dam\nkind: state\n---\n[[dam]]\n"})
    assert site.refused() == [
        'content/actors/dam.md:5:1: link "dam" could mean several cards; write [[actor:dam]] or '
        "[[claim:dam]]"
    ]


def test_scalars_stay_what_the_writer_wrote(make_site: MakeSite) -> None:
    site = make_site(
        {
            "content/actors/ministry.md": """\
                ---
                name: no
                kind: organisation
                aliases: [on, 2021-01-01, 1.10, null]
                ---
                """
        }
    )
    site.build()
    page = site.read("actors/ministry/index.html")
    assert all(word in page for word in ("no", "on", "2021-01-01", "1.10", "null"))


def test_a_bad_template_of_the_publication_is_a_problem_at_its_line(make_site: MakeSite) -> None:
    site = make_site({"templates/claim.html": "a\nb {% if %}\n"})

    site.use_templates()
    assert site.refused()[0].startswith("templates/claim.html:2:1: template: ")


def test_formats() -> None:
    problem = Problem("content/claims/a,b.md", 3, 9, 'rating "x"\nis wrong: 100%')
    assert as_github([problem]) == (
        '::error file=content/claims/a%2Cb.md,line=3,col=9::rating "x"%0Ais wrong: 100%25'
    )
    assert json.loads(as_json([problem])) == [
        {
            "path": "content/claims/a,b.md",
            "line": 3,
            "column": 9,
            "message": 'rating "x"\nis wrong: 100%',
            "severity": "error",
        }
    ]
