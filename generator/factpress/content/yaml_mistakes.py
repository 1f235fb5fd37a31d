"""Mistakes in YAML, each with its cure in words: what YAML made of a line, and what to write.

In: a text that PyYAML refused, and its error. Out: each mistake that is recognised; the library's
own words where none is. The library names the place where it gave up, which is often not the place
of the mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import yaml

from factpress.content.yaml_lines import (
    YamlEntry,
    YamlMistake,
    closing_bracket,
    closing_mark,
    comment_at,
    entries,
    in_quotes,
    indentation,
    is_block,
    with_value,
)
from factpress.content.yaml_structure import misplaced
from factpress.model.problems import quoted

_ESCAPE = re.compile(
    r"\\(?:[0abt\tnvfre \"/\\N_LP\n]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|(?P<none>.?))"
)
_KEYED = re.compile(r" *(?:- +)?[\w-]+:(?: |$)")
# Follows a mark that ends quoted words; a letter follows one that begins them or is in a word.
_ENDS = re.compile(r"[\s,.;:!?]")
_COLON = re.compile(r":(?=[ \t]|$)")
# The meaning that YAML gives to the first character of a text.
_INDICATORS = {
    "@": 'no text may begin with "@"',
    "`": "no text may begin with a backtick",
    "%": 'no text may begin with "%"',
    "&": '"&" begins an anchor',
    "*": '"*" begins an alias',
    "!": '"!" begins a tag',
    "|": '"|" begins a text on the lines below it, and none may be beside it',
    ">": '">" begins a text on the lines below it, and none may be beside it',
    ",": 'no text may begin with ","',
    "]": 'no text may begin with "]"',
    "}": 'no text may begin with "}"',
}
_BRACKETS = {"[": "list in brackets", "{": "mapping in brackets"}
_DASHES = {"- ": '"- " begins an item of a list', "? ": '"? " begins a key'}


def mistakes_in(text: str, error: yaml.MarkedYAMLError) -> tuple[YamlMistake, ...]:
    """Every mistake that is recognised; at least one."""
    found = list(entries(text))
    mark = error.problem_mark or error.context_mark
    line = mark.line if mark else 0
    mistakes = [mistake for entry in found for mistake in _in_value(text, entry)]
    if not any(mistake.line <= line for mistake in mistakes):
        mistakes = [_misplaced(text, found, error), *mistakes]
    return tuple(each._replace(message=f"YAML: {each.message}") for each in sorted(set(mistakes)))


def _misplaced(text: str, found: Sequence[YamlEntry], error: yaml.MarkedYAMLError) -> YamlMistake:
    """A mistake in the structure of the lines, or the place where the library gave up."""
    lines = [mark.line for mark in (error.context_mark, error.problem_mark) if mark]
    if (error.context or "").endswith(("mapping", "collection", "sequence")):
        lines = lines[-1:]
    mark = error.problem_mark or error.context_mark
    around = next((e for e in found if mark and _is_in_brackets(e, mark.line)), None)
    structural = None if around else misplaced(text, found, lines or [0])
    if structural:
        return structural
    if mark and around:
        message = (
            f"the {_BRACKETS[around.value[0]]} cannot go on here; put each text in it that holds "
            'a comma, ": ", a bracket or a quotation mark in quotation marks, and double an '
            "apostrophe between single ones; or write one item a line, without brackets"
        )
        return YamlMistake(mark.line, mark.column, message)
    words = (error.problem or "it cannot be read").strip()
    message = (
        f"this cannot be read ({words}); see that quotation marks and brackets are closed, that a "
        'space follows each colon, and that text which holds ": " or begins with a special '
        "character is in quotation marks"
    )
    return YamlMistake(mark.line if mark else 0, mark.column if mark else 0, message)


def no_mapping(text: str) -> YamlMistake | None:
    """The mistake in a text without a single field, if it only lacks a colon."""
    found = misplaced(text, list(entries(text)), [0])
    return found._replace(message=f"YAML: {found.message}") if found else None


def _is_in_brackets(entry: YamlEntry, line: int) -> bool:
    return entry.value[:1] in _BRACKETS and entry.line <= line <= entry.line + len(entry.more)


def _in_value(text: str, entry: YamlEntry) -> Iterator[YamlMistake]:
    """Mistakes in the text behind a key or a dash."""
    value = entry.value
    if not value or (entry.key is None and not entry.is_item):
        return
    first = value[0]
    if first in "'\"":
        yield from _in_quotes(text, entry)
    elif first in "[{":
        yield from _in_brackets(text, entry)
    elif first in _INDICATORS and not is_block(value):
        yield _special(text, entry, _INDICATORS[first])
    elif value[:2] in _DASHES and entry.key is not None:
        yield _special(text, entry, _DASHES[value[:2]])
    elif is_block(value):
        yield from _in_block(entry)
    elif first not in _INDICATORS:
        yield from _in_plain(text, entry)


def _special(text: str, entry: YamlEntry, why: str) -> YamlMistake:
    cure = in_quotes(text, entry, entry.joined)
    return YamlMistake(entry.line, entry.column, f"{why}; put the text in quotation marks{cure}")


def _in_quotes(text: str, entry: YamlEntry) -> Iterator[YamlMistake]:
    whole, mark = entry.whole, entry.value[0]
    close = closing_mark(whole)
    if close is None:
        yield _unclosed(text, entry)
        return
    escape = next((e for e in _ESCAPE.finditer(whole, 0, close) if e["none"] is not None), None)
    if mark == '"' and escape:
        yield _no_escape(text, entry, escape)
    rest = whole[close + 1 :].partition("\n")[0]
    if not rest.strip() or rest.lstrip().startswith("#"):
        return
    line, column = _position(entry, close)
    if mark == "'" and (not _ENDS.match(rest) or _is_possessive(whole)):
        inner = entry.joined[1:].removesuffix("'")
        cure = in_quotes(text, entry, inner)
        message = (
            "the apostrophe ends the text that a single quotation mark began; double it (''), or "
            f"put the text in double quotation marks{cure}"
        )
        yield YamlMistake(line, column, message)
        return
    yield _behind_quotes(text, entry, close, rest)


def _is_possessive(text: str) -> bool:
    """Whether a text ends in a single mark that has no partner in it."""
    return text.rstrip().endswith("'") and text.count("'") % 2 == 1


def _behind_quotes(text: str, entry: YamlEntry, close: int, rest: str) -> YamlMistake:
    inner = entry.joined
    if inner[0] == '"' == inner[-1] and not _ENDS.match(rest):
        inner = inner[1:-1]
    cure = in_quotes(text, entry, inner)
    other = "single" if entry.value[0] == '"' else "double"
    line, column = _position(entry, close + 1 + len(rest) - len(rest.lstrip()))
    message = (
        f"{quoted(rest.strip())} comes after the quotation mark that ends the text; put the "
        f"whole in {other} quotation marks{cure}"
    )
    return YamlMistake(line, column, message)


def _unclosed(text: str, entry: YamlEntry) -> YamlMistake:
    value, mark = entry.value, entry.value[0]
    closed = with_value(text, entry.line, entry.column, value + mark)
    whole = in_quotes(text, entry, value)
    message = (
        f"the quotation mark that opens here is never closed; close it{closed or ' '}"
        f"{', or' if closed else 'or'}, if it belongs to the text, put the whole in other "
        f"quotation marks{whole}"
    )
    return YamlMistake(entry.line, entry.column, message)


def _no_escape(text: str, entry: YamlEntry, escape: re.Match[str]) -> YamlMistake:
    line, column = _position(entry, escape.start())
    inner = entry.value[1:-1] if entry.value[-1] == '"' else entry.value[1:]
    cure = in_quotes(text, entry, inner)
    message = (
        'in double quotation marks "\\" begins an escape, and there is none like '
        f"{quoted(escape[0])}; write two backslashes, or single quotation marks{cure}"
    )
    return YamlMistake(line, column, message)


def _position(entry: YamlEntry, place: int) -> tuple[int, int]:
    """The line and column of a place in an entry's text."""
    before = entry.whole[:place]
    below = before.count("\n")
    return entry.line + below, place - before.rfind("\n") - 1 + (0 if below else entry.column)


def _in_brackets(text: str, entry: YamlEntry) -> Iterator[YamlMistake]:
    whole = entry.whole
    close = closing_bracket(whole)
    kind = "a list" if entry.value[0] == "[" else "a mapping"
    if close is not None:
        rest = whole[close + 1 :].partition("\n")[0].strip()
        if rest and not rest.startswith("#"):
            yield _special(text, entry, f"{quoted(entry.value[0])} begins {kind} here")
        return
    comment = comment_at(entry.value)
    if comment is not None:
        message = (
            f'{quoted(entry.value[comment:])} is a comment, since " #" begins one, so that the '
            f'bracket of {kind} is not closed; put text that holds " #" in quotation marks'
        )
        yield YamlMistake(entry.line, entry.column + comment, message)
        return
    message = (
        f"{quoted(entry.value[0])} begins {kind} here, which is never closed; close it, or put the "
        f"text in quotation marks{in_quotes(text, entry, entry.joined)}"
    )
    yield YamlMistake(entry.line, entry.column, message)


def _in_plain(text: str, entry: YamlEntry) -> Iterator[YamlMistake]:
    comment = comment_at(entry.value)
    plain = entry.value if comment is None else entry.value[:comment]
    colon = _COLON.search(plain.rstrip())
    if colon and entry.key is not None:
        cure = in_quotes(text, entry, entry.value)
        message = (
            f"a colon and a space here would begin a value within the value of "
            f'{quoted(entry.key)}; put text that holds ": " or ends in ":" in quotation marks{cure}'
        )
        yield YamlMistake(entry.line, entry.column + colon.start(), message)
    else:
        yield from _interrupted(text, entry, comment)
        yield from _colon_below(text, entry)


def _colon_below(text: str, entry: YamlEntry) -> Iterator[YamlMistake]:
    """A line that goes on with a text, and holds what YAML takes for a key."""
    for number, line in enumerate(entry.more, entry.line + 1):
        colon = _COLON.search(line)
        if colon and not _KEYED.match(line):
            cure = in_quotes(text, entry, entry.joined)
            message = (
                "a colon and a space here would make a key of the text before them; put text that "
                f'holds ": " in quotation marks{cure}'
            )
            yield YamlMistake(number, colon.start(), message)
            return


def _in_block(entry: YamlEntry) -> Iterator[YamlMistake]:
    """A line of a text below `|` or `>` that is indented less than the text's first line."""
    written = [(n, line) for n, line in enumerate(entry.more, entry.line + 1) if line.strip()]
    first = indentation(written[0][1]) if written else 0
    for number, line in written:
        if indentation(line) < first and not re.search(r"[1-9]", entry.value):
            message = (
                f"this line is indented less than the text below {quoted(entry.value[0])} that it "
                f"belongs to; indent it by {first} spaces, as the text's first line is"
            )
            yield YamlMistake(number, indentation(line), message)
            return


def _interrupted(text: str, entry: YamlEntry, comment: int | None) -> Iterator[YamlMistake]:
    """A text that goes on behind a comment, which no plain text can."""
    at = None if comment is None else (entry.line, entry.column + comment)
    for number, line in enumerate(entry.more, entry.line + 1):
        if at is None and line.lstrip().startswith("#"):
            at = (number, indentation(line))
        elif at is None and comment_at(line) is not None:
            at = (number, comment_at(line) or 0)
        elif at and line.strip() and not line.lstrip().startswith("#"):
            if _KEYED.match(line):
                return
            cure = in_quotes(text, entry, entry.joined)
            message = (
                '"#" begins a comment here, and no text goes on behind one; put the whole text in '
                f"quotation marks{cure}, or put the comment on a line of its own in front of it"
            )
            yield YamlMistake(*at, message)
            return
