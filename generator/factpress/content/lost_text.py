"""Lost text: parts of front matter that YAML takes away, as comments, escapes, empty fields.

In: front matter as it was written, and the class that describes its fields. Out: a problem for each
value of which some is lost, by the value's path. The types of the fields decide what is free text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from msgspec.structs import fields

from factpress.content.front_matter import FrontMatter, Scalar, YamlText
from factpress.content.places import key_path
from factpress.content.yaml_lines import in_marks, with_value
from factpress.model.card_parts import Fields
from factpress.model.cards import Place
from factpress.model.field_types import ShortFor, Token
from factpress.model.limits import PROBLEMS
from factpress.model.problems import Problem, quoted, unknown

_BESIDE = re.compile(r"[ \t]+#")
_BEHIND_COMMA = re.compile(r"[ \t]*,[ \t]*#")
_BELOW = re.compile(r"(?:[ \t]*\n)+(?P<indent> *)#")
_BELOW_BLOCK = re.compile(r"(?:[ \t]*\n)*(?P<indent> *)#")
# An escape for a character that nobody sees, or for white space.
# Two line breaks in a row part paragraphs: so a passage is given to paste, and no path has them.
_ESCAPE = re.compile(r'\\(?:n\\n|(?P<unseen>[^\\"/xuU\n])|.|\n)')
_STEPS = {"n": "a line break", "r": "a line break", "t": "a tab"}
Location = tuple[int | str, ...]


def lost_text(model: type[Fields], front: FrontMatter, path: str) -> dict[str, Problem]:
    """A problem for each value of which some is lost, by its path (`evidence.0.passage`)."""
    written, found = front.written, dict[str, Problem]()
    for where, scalar in written.scalars.items():
        mistake = _mistake(model, written, where, scalar)
        if mistake:
            found[where] = Problem(path, *mistake)
        if len(found) > PROBLEMS:
            return found
    for where in dict.fromkeys(written.empty):
        mistake = _unknown_key(model, front, where)
        if mistake:
            found[where] = Problem(path, *mistake)
        if len(found) > PROBLEMS:
            return found
    return found


def spoken(location: Sequence[int | str]) -> str:
    """`('evidence', 0, 'stance')` is spoken of as `stance`, `('topics', 1)` as `topics item 2`."""
    if not location:
        return "file"
    last = location[-1]
    return f"{spoken(location[:-1])} item {last + 1}" if isinstance(last, int) else str(last)


def _location(where: str) -> Location:
    return tuple(int(step) if step.isdecimal() else step for step in where.split("."))


def _mistake(
    model: type[Fields], written: YamlText, where: str, scalar: Scalar
) -> tuple[int, int, str] | None:
    """The place where a value loses text, and its cure; None where it loses none."""
    text, location = written.text, _location(where)
    if scalar.style == '"':
        escape = _unseen(text, scalar)
        if escape is None or not is_free_text(annotation_at(model, location)):
            return None
        return *_place(written, escape.start()), _escaped(text, scalar, escape, spoken(location))
    comment = None if scalar.style == "'" else _comment(text, scalar)
    if comment is None:
        return None
    annotation = annotation_at(model, location)
    is_empty = scalar.start.index == scalar.end.index
    if not is_free_text(annotation, is_empty=is_empty):
        return None
    return *_place(written, comment), _cut(text, scalar, comment, spoken(location))


def _comment(text: str, scalar: Scalar) -> int | None:
    """The start of a comment that cuts a text off, or is where it would go on."""
    end = scalar.end.index
    if scalar.style in ("|", ">"):
        below = _BELOW_BLOCK.match(text, end)
    else:
        beside = _BESIDE.match(text, end) or (scalar.in_flow and _BEHIND_COMMA.match(text, end))
        if beside:
            return beside.end() - 1
        below = None if scalar.in_flow else _BELOW.match(text, end)
    if below and len(below["indent"]) > scalar.base:
        return below.end() - 1
    return None


def _cut(text: str, scalar: Scalar, comment: int, name: str) -> str:
    start, end = scalar.start.index, scalar.end.index
    lost = text[comment:].partition("\n")[0].rstrip()
    is_block = scalar.style in ("|", ">")
    lead = (
        f'{name} is empty, since "#" begins a comment in YAML'
        if start == end
        else f'{name} is cut at "#", which begins a comment in YAML'
    )
    if is_block:
        cure = "; indent this line as the text above it"
    else:
        between = text[end:comment].partition(",")[0]
        whole = " ".join((text[start:end] + between + lost).split())
        value = (" " if start == end else "") + in_marks(whole)
        line = with_value(text, scalar.start.line, scalar.start.column, value)
        cure = "; put the text in quotation marks" + ("" if scalar.in_flow else line)
    is_below = is_block or "\n" in text[end:comment]
    base = f" that begins in column {scalar.base + 1}" if is_below else ""
    return f"{lead}: {quoted(lost)} would be lost{cure}. Put a comment on a line of its own{base}"


def _unseen(text: str, scalar: Scalar) -> re.Match[str] | None:
    """The first escape in double quotation marks that a writer may not have meant as one."""
    escapes = _ESCAPE.finditer(text, scalar.start.index, scalar.end.index)
    return next((escape for escape in escapes if escape["unseen"]), None)


def _escaped(text: str, scalar: Scalar, escape: re.Match[str], name: str) -> str:
    inner = text[scalar.start.index + 1 : scalar.end.index - 1]
    meant = _STEPS.get(escape["unseen"], "a character that is not seen")
    line = ""
    if "\n" not in inner and not scalar.in_flow:
        line = with_value(text, scalar.start.line, scalar.start.column, in_marks(inner))
    return (
        f"{name} holds {quoted(escape[0])}, which in double quotation marks is {meant}; write two "
        f"backslashes where one is meant, or single quotation marks{line}"
    )


def _unknown_key(
    model: type[Fields], front: FrontMatter, where: str
) -> tuple[int, int, str] | None:
    """The problem of an unknown key without a value, which nothing else would report."""
    location = _location(where)
    around = _bare(annotation_at(model, location[:-1]))
    if not (isinstance(around, type) and issubclass(around, Fields)):
        return None
    allowed = [*_types(around)]
    key = str(location[-1])
    mark = key_path(where)
    if key in allowed or mark not in front.places:
        return None
    place = front.places[mark]
    line = front.written.text.split("\n")[place.line - front.written.first_line]
    glued, _, value = key.partition(":")
    if glued in allowed and value:
        return *place, f"no space follows the colon; write {quoted(f'{glued}: {value}')}"
    if line[place.column - 1 + len(key) :].lstrip()[:1] in (",", "}"):
        message = (
            f"{quoted(key)} is taken for a field, since a comma ends a text in {{ }}; put text "
            "that holds a comma in quotation marks"
        )
        return *place, message
    return *place, unknown("field", key, allowed, is_not="is not known")


def _place(written: YamlText, index: int) -> Place:
    before = written.text[:index]
    line = written.first_line + before.count("\n")
    return Place(line, index - before.rfind("\n"))


def annotation_at(model: type[Fields], location: Location) -> Any:
    """The annotation of the field at a location; None where there is no such field."""
    found: Any = model
    for step in location:
        bare = _bare(found)
        if isinstance(step, str) and get_origin(bare) is tuple:
            bare = _bare(get_args(bare)[0])  # one mapping may stand for a list of one
        if isinstance(step, int):
            found = get_args(bare)[0] if get_origin(bare) is tuple else None
        elif isinstance(bare, type) and issubclass(bare, Fields):
            found = _types(bare).get(str(step))
        else:
            found = get_args(bare)[1] if get_origin(bare) is dict else None
    return found


@cache
def _types(model: type[Fields]) -> Mapping[str, Any]:
    """The annotations of a mapping's fields, by their names in front matter."""
    return {each.encode_name: each.type for each in fields(model)}


def _bare(annotation: Any) -> Any:
    """An annotation without its marks, and without None."""
    while get_origin(annotation) in (Annotated, Union, UnionType):
        annotation = get_args(annotation)[0]
    return annotation


def is_free_text(annotation: Any, *, is_empty: bool = False) -> bool:
    """Whether one text at a field may hold anything, a space and a `#` included.

    `is_empty` says that nothing was written there, which a mapping or a list may be.
    """
    marks: list[Any] = []
    while get_origin(annotation) in (Annotated, Union, UnionType):
        annotation, *others = get_args(annotation)
        marks += others
    if annotation is str:
        return not any(isinstance(mark, Token) for mark in marks)
    if is_empty:
        return False
    if get_origin(annotation) is tuple:
        return is_free_text(get_args(annotation)[0])
    short = next((mark.key for mark in marks if isinstance(mark, ShortFor)), None)
    if short and isinstance(annotation, type) and issubclass(annotation, Fields):
        return is_free_text(annotation_at(annotation, (short,)))
    return False
