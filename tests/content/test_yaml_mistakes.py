"""Mistakes in YAML are told where they are, with what to write."""

from __future__ import annotations

import pytest
import yaml

from conftest import BASE, CLAIM, MakeSite
from factpress.content.yaml_lines import in_marks

DAM = "content/claims/dam.md"
SETTINGS = "content/publication.yaml"
TITLE = "claim: The dam was finished in 2019."
REASON = "reason: The ministry says so and its own engineer denies it."
PASSAGE = "passage: the dam was finished in 2019"
APOSTROPHE = (
    "YAML: the apostrophe ends the text that a single quotation mark began; double it (''), or put "
    "the text in double quotation marks: "
)
BEHIND = "comes after the quotation mark that ends the text; put the whole in"
FOUND = "must be text; found"
COLON = (
    'YAML: a colon and a space here would begin a value within the value of "{}"; put text that '
    'holds ": " or ends in ":" in quotation marks: '
)
DEEPER = (
    'YAML: this line is indented deeper than "{}" above it, which has its text already; begin it '
    "in column {}, or, if it goes on with that text, put the whole in quotation marks"
)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (REASON, "reason: 'The mayor's count'", f'4:19: {APOSTROPHE}reason: "The mayor\'s count"'),
        (REASON, "reason: 'The mayors' map'", f'4:20: {APOSTROPHE}reason: "The mayors\' map"'),
        (REASON, "reason: 'The mayor's map", f'4:19: {APOSTROPHE}reason: "The mayor\'s map"'),
        (
            REASON,
            "reason: 'The mayor's \"count\"'",
            f"4:19: {APOSTROPHE}reason: 'The mayor''s \"count\"'",
        ),
        (
            PASSAGE,
            'passage: "on their way, I promise" she said',
            f'12:40: YAML: "she said" {BEHIND} single quotation marks: '
            "passage: '\"on their way, I promise\" she said'",
        ),
        (
            REASON,
            'reason: "Done", he said, "on time"',
            f'4:15: YAML: ", he said, "on time"" {BEHIND} single quotation marks: '
            "reason: '\"Done\", he said, \"on time\"'",
        ),
        (
            REASON,
            "reason: 'done', 'on time'",
            f"4:15: YAML: \", 'on time'\" {BEHIND} double quotation marks: "
            "reason: \"'done', 'on time'\"",
        ),
        (
            "topics: [dams]",
            "open_questions:\n  - [Video]: who made it",
            "9:5: YAML: a key must be a word, not a list or mapping; put text that begins so in "
            'quotation marks: - "[Video]: who made it"',
        ),
        (
            "topics: [dams]",
            "open_questions:\n  - The mayor: when did she know\n  - '\"Who\": she'\n",
            f'9:5: open_questions item 1 {FOUND} a mapping; put text that holds ": " in quotation '
            'marks: - "The mayor: when did she know"',
        ),
        (
            "topics: [dams]",
            'open_questions:\n  - "Who knew": the mayor',
            f'9:5: open_questions item 1 {FOUND} a mapping; put text that holds ": " in quotation '
            "marks: - '\"Who knew\": the mayor'",
        ),
        (
            "topics: [dams]",
            "open_questions:\n  - Who knew:\n  - - who",
            f'9:5: open_questions item 1 {FOUND} a mapping; put text that holds ": " in quotation '
            'marks: - "Who knew:"',
        ),
        (
            "topics: [dams]",
            "open_questions:\n  - - Who knew",
            f'9:5: open_questions item 1 {FOUND} a list; put text that begins with "[" or "- " in '
            'quotation marks: - "- Who knew"',
        ),
        (
            "topics: [dams]",
            "open_questions:\n  - who: a\n    when: b",
            f'9:5: open_questions item 1 {FOUND} a mapping; put text that holds ": " in quotation '
            "marks",
        ),
        (
            "topics: [dams]",
            "topics:\n  - id: dams",
            f"9:5: topics item 1 {FOUND} a mapping",
        ),
        (
            PASSAGE,
            'passage: "on it" it\'s said',
            f'12:22: YAML: "it\'s said" {BEHIND} single quotation marks: '
            "passage: '\"on it\" it''s said'",
        ),
        (
            TITLE,
            'claim: "The "old" dam"',
            f'2:14: YAML: "old" dam"" {BEHIND} single quotation marks: claim: \'The "old" dam\'',
        ),
        (
            TITLE,
            'claim: "The dam" was finished',
            f'2:18: YAML: "was finished" {BEHIND} single quotation marks: '
            "claim: '\"The dam\" was finished'",
        ),
        (
            TITLE,
            "claim: 'The dam' was finished",
            f'2:18: YAML: "was finished" {BEHIND} double quotation marks: '
            "claim: \"'The dam' was finished\"",
        ),
        (
            TITLE,
            "claim: [Video] Dam breaks",
            '2:8: YAML: "[" begins a list here; put the text in quotation marks: '
            'claim: "[Video] Dam breaks"',
        ),
        (
            TITLE,
            "claim: {Video} x",
            '2:8: YAML: "{" begins a mapping here; put the text in quotation marks: '
            'claim: "{Video} x"',
        ),
        (
            TITLE,
            "claim: [Video Dam breaks",
            '2:8: YAML: "[" begins a list here, which is never closed; close it, or put the text '
            'in quotation marks: claim: "[Video Dam breaks"',
        ),
        (
            "topics: [dams]",
            "topics: [dams, mills #3]",
            '8:22: YAML: "#3]" is a comment, since " #" begins one, so that the bracket of a list '
            'is not closed; put text that holds " #" in quotation marks',
        ),
        (
            TITLE,
            "claim: `dam` was",
            "2:8: YAML: no text may begin with a backtick; put the text in quotation marks: "
            'claim: "`dam` was"',
        ),
        (
            TITLE,
            "claim: & dam was",
            '2:8: YAML: "&" begins an anchor; put the text in quotation marks: claim: "& dam was"',
        ),
        (
            TITLE,
            "claim: &dam was",
            '2:8: YAML: anchor "&dam"; anchors, aliases, tags and merge keys are not allowed in '
            'front matter; put text that begins so in quotation marks: claim: "&dam was"',
        ),
        (
            TITLE,
            "claim: *dam* was",
            '2:8: YAML: "*" begins an alias; put the text in quotation marks: claim: "*dam* was"',
        ),
        (
            TITLE,
            "claim: !dam was",
            '2:8: YAML: tag "!dam"; anchors, aliases, tags and merge keys are not allowed in '
            'front matter; put text that begins so in quotation marks: claim: "!dam was"',
        ),
        (
            TITLE,
            "claim: | The dam",
            '2:8: YAML: "|" begins a text on the lines below it, and none may be beside it; '
            'put the text in quotation marks: claim: "| The dam"',
        ),
        (
            TITLE,
            "claim: - The dam",
            '2:8: YAML: "- " begins an item of a list; put the text in quotation marks: '
            'claim: "- The dam"',
        ),
        (
            TITLE,
            'claim: "The dam',
            "2:8: YAML: the quotation mark that opens here is never closed; close it: "
            'claim: "The dam", or, if it belongs to the text, put the whole in other quotation '
            "marks: claim: '\"The dam'",
        ),
        (
            f"{TITLE}\nrating: mixed",
            'claim: "The dam\nrating: "mixed"',
            "2:8: YAML: the quotation mark that opens here is closed in line 3 alone, and what "
            "lies between would be text; close it where the text ends, or indent the lines that "
            "go on with it",
        ),
        (
            TITLE,
            'claim: "In C:\\dir"',
            '2:14: YAML: in double quotation marks "\\" begins an escape, and there is none like '
            "\"\\d\"; write two backslashes, or single quotation marks: claim: 'In C:\\dir'",
        ),
        (TITLE, "claim: The dam: a tale", f'2:15: {COLON.format("claim")}claim: "The dam: a tale"'),
        (TITLE, "claim: The dam says:", f'2:20: {COLON.format("claim")}claim: "The dam says:"'),
        (
            REASON,
            "reason: The ministry says\n  two things: one and two",
            "5:13: YAML: a colon and a space here would make a key of the text before them; put "
            'text that holds ": " in quotation marks: '
            'reason: "The ministry says two things: one and two"',
        ),
        (
            REASON,
            "reason: The ministry\n  says #so\n  and so",
            '5:8: YAML: "#" begins a comment here, and no text goes on behind one; put the whole '
            'text in quotation marks: reason: "The ministry says #so and so", or put the comment '
            "on a line of its own in front of it",
        ),
        (
            "    source: gazette",
            "\t source: gazette",
            "11:1: YAML: a tab indents this line, and YAML knows spaces alone; write spaces "
            "instead",
        ),
        (
            "rating: mixed",
            "rating:mixed",
            '3:7: YAML: no space follows the colon; write "rating: mixed"',
        ),
        (
            "rating: mixed",
            "rating mixed",
            '3:1: YAML: "rating mixed" is no "key: value"; a key needs a colon and a space behind '
            'it, such as "rating: mixed"; or, if it goes on with the text of "claim" in the line '
            "above, indent it deeper than that",
        ),
        (
            "rating: mixed",
            "rating #2: mixed",
            '3:1: YAML: "rating #2: mixed" is no "key: value", since "#" begins a comment and the '
            'colon is part of it; take the "#" out of the key',
        ),
        (
            "rating: mixed",
            " rating: mixed",
            f'3:2: {DEEPER.format("claim", 1)}: '
            'claim: "The dam was finished in 2019. rating: mixed"',
        ),
        (
            "    source: gazette",
            "     source: gazette",
            f'11:6: {DEEPER.format("id", 5)}: - id: "done source: gazette"',
        ),
        (
            "    source: gazette",
            "   source: gazette",
            "11:4: YAML: this line is indented by 3 spaces, which fits none of the lines above "
            "it; indent it by 0 or 4, as its neighbours are",
        ),
        (
            "    source: gazette",
            "  source: gazette",
            '11:3: YAML: "source" is among the items of a list, which all begin with a dash; '
            "write the dash, or indent it as the key that the list belongs to",
        ),
        (
            "topics: [dams]",
            "topics: [dams]\n- rivers",
            '9:1: YAML: a list item is outside of a list: "topics" above it is no list; put '
            "the item in that value, or remove the dash",
        ),
        (
            REASON,
            "reason: |\n    The ministry\n  says so",
            '6:3: YAML: this line is indented less than the text below "|" that it belongs to; '
            "indent it by 4 spaces, as the text's first line is",
        ),
        (
            "topics: [dams]",
            "changes:\n  - {date: 2022-02-01, kind: update, note: 'It's new'}",
            "9:48: YAML: the mapping in brackets cannot go on here; put each text in it that "
            'holds a comma, ": ", a bracket or a quotation mark in quotation marks, and double an '
            "apostrophe between single ones; or write one item a line, without brackets",
        ),
    ],
)  # fmt: skip
def test_reports_a_mistake_in_yaml_with_its_cure(
    make_site: MakeSite, old: str, new: str, problem: str
) -> None:
    assert old in CLAIM
    found = make_site({DAM: CLAIM.replace(old, new, 1)}).refused()
    assert f"{DAM}:{problem}" in found


def test_reports_mistakes_of_settings_and_of_a_text_without_any_colon(make_site: MakeSite) -> None:
    site = make_site({SETTINGS: BASE[SETTINGS] + "publisher:\n  name: X\n    url: y\n"})
    assert site.refused()[0].startswith(f"{SETTINGS}:11:5: {DEEPER.format('name', 3)}")
    site = make_site({DAM: "---\nclaim The dam\n---\n"}, name="site-2")
    assert site.refused()[0] == (
        f'{DAM}:2:1: YAML: "claim The dam" is no "key: value"; a key needs a colon and a space '
        'behind it, such as "claim: The dam"'
    )


def test_reports_all_mistakes_of_a_card_at_once(make_site: MakeSite) -> None:
    text = CLAIM.replace(TITLE, "claim: 'it's'").replace(REASON, "reason: a: b")
    text = text.replace(PASSAGE, "passage: @x").replace("said: 2022-01-05", "checked: 2022-01-31")
    found = make_site({DAM: text}).refused()
    assert [problem.split(" ")[0] for problem in found if DAM in problem] == [
        f"{DAM}:2:11:",
        f"{DAM}:4:10:",
        f"{DAM}:12:14:",
    ]


@pytest.mark.parametrize(
    "text",
    ["claim: “The dam” was", "claim: The dam-breaker (so called)", "claim: x ? y ! z & w * v",
     "claim: http://x.test/a#b", 'claim: The "old" dam', "claim: It's the mayors' dam",
     "claim: a,b]"],
)  # fmt: skip
def test_plain_text_that_yaml_leaves_as_it_is_is_no_mistake(make_site: MakeSite, text: str) -> None:
    assert make_site({DAM: CLAIM.replace(TITLE, text)}).problems() == []


@pytest.mark.parametrize("text", ["a # b", 'a "b" c', "it's", 'it\'s "b"', "a\\b", "[x] y", "a: b"])
def test_a_text_put_in_marks_stays_what_it_is(text: str) -> None:
    assert yaml.safe_load(f"key: {in_marks(text)}") == {"key": text}
