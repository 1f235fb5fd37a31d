"""Validation: from fields as written to typed fields, or every mistake in them at its place.

In: `FrontMatter` and the class that describes its fields. Out: an instance of that class, or
problems. Whether an id exists is checked with all cards, in `checks`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

from msgspec.structs import FieldInfo, fields
from pydantic_core import ErrorDetails, SchemaValidator, ValidationError, core_schema
from pydantic_core.core_schema import CoreSchema, TypedDictField

from factpress.content.front_matter import FrontMatter, Raw, without_empty
from factpress.content.lost_text import annotation_at, is_free_text, lost_text, spoken
from factpress.content.other_tools import unknown_field
from factpress.content.places import key_place, parents
from factpress.content.yaml_lines import in_marks, with_value
from factpress.model.card_parts import Fields, NotEmpty, RequiredUnless, ShownOnly
from factpress.model.cards import Place
from factpress.model.limits import PROBLEMS
from factpress.model.problems import Problem, quoted, unknown

# The validator that makes a class of fields from front matter.

_SCALARS: dict[object, CoreSchema] = {
    str: core_schema.str_schema(),
    bool: core_schema.bool_schema(),
    int: core_schema.int_schema(),
    float: core_schema.float_schema(),
    dt.date: core_schema.date_schema(),
}


@cache
def validator(model: type[Fields]) -> SchemaValidator:
    """The validator of a class; its `validate_python` raises pydantic-core's ValidationError."""
    return SchemaValidator(_mapping(model))


def _mapping(model: type[Fields]) -> CoreSchema:
    taken = {each.name: _field(each) for each in fields(model)}
    mapping = core_schema.typed_dict_schema(taken, extra_behavior="forbid")
    return core_schema.no_info_after_validator_function(lambda found: model(**found), mapping)


def _field(each: FieldInfo) -> TypedDictField:
    alias = each.encode_name if each.encode_name != each.name else None
    schema = _schema(each.type)
    return core_schema.typed_dict_field(schema, required=each.required, validation_alias=alias)


def _schema(annotation: Any, min_length: int | None = None) -> CoreSchema:
    """The schema of an annotation. `min_length` is that of the list in it, if there is one."""
    if annotation is Any:
        return core_schema.any_schema()
    if annotation in _SCALARS:
        return _SCALARS[annotation]
    if isinstance(annotation, type) and issubclass(annotation, Fields):
        return _mapping(annotation)
    if isinstance(annotation, type):
        return core_schema.is_instance_schema(annotation)  # a mark around it made the value
    parts = get_args(annotation)
    match get_origin(annotation):
        case origin if origin is Annotated:
            least = 1 if any(isinstance(mark, NotEmpty) for mark in parts) else None
            return _marked(_schema(parts[0], least), parts[1:])
        case origin if origin is Literal:
            return core_schema.literal_schema(list(parts))
        case origin if origin is tuple:
            items = [_schema(parts[0])]
            return core_schema.tuple_schema(items, variadic_item_index=0, min_length=min_length)
        case origin if origin is dict:
            return core_schema.dict_schema(_schema(parts[0]), _schema(parts[1]))
        case origin if origin in (Union, UnionType) and parts[1:] == (type(None),):
            return core_schema.nullable_schema(_schema(parts[0]))
    raise TypeError(f"a field cannot be {annotation!r}")


def _marked(schema: CoreSchema, marks: tuple[Any, ...]) -> CoreSchema:
    """A schema with the marks that make a value before it, or check one after it."""
    for mark in marks:
        if not isinstance(mark, str | NotEmpty | RequiredUnless | ShownOnly):
            schema = mark.around(schema)
    return schema


FieldsT = TypeVar("FieldsT", bound=Fields)

_NEEDS_TYPE = {
    "string_type": "must be text",
    "tuple_type": "must be a list; write one item a line, each after a dash",
    "dict_type": 'must be a mapping; write lines of "key: value"',
}


class Field(NamedTuple):
    """A field of the schema; `name` is that in front matter.

    `is_required` counts where none of the fields in `unless` is given.
    """

    name: str
    annotation: Any
    description: str
    is_required: bool
    unless: tuple[str, ...]


@cache
def fields_of(model: type[Fields]) -> tuple[Field, ...]:
    """The fields of a mapping, in their order."""
    return tuple(map(_described, fields(model)))


def _described(each: FieldInfo) -> Field:
    marks = get_args(each.type)
    text = next(mark for mark in marks if isinstance(mark, str))
    unless = next((mark.others for mark in marks if isinstance(mark, RequiredUnless)), ())
    return Field(each.encode_name, each.type, text, each.required or bool(unless), unless)


def typed(
    model: type[FieldsT], front: FrontMatter, path: str
) -> tuple[FieldsT | None, tuple[Problem, ...]]:
    """The typed fields, or None and every problem with them."""
    lost = lost_text(model, front, path)
    found: list[ErrorDetails] = []
    given = without_empty(dict(front.fields))
    lacking = [
        _missing(model, front, path, (name,)) for name in _lacking(model, given) if name not in lost
    ]
    try:
        typed_fields = validator(model).validate_python(given)
        # What a draft lacks has a default, as for a claim that is no more.
        if not lost and (not lacking or getattr(typed_fields, "draft", False)):
            return typed_fields, tuple(lacking)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=True)
    found = [
        each for each in found if not _is_echo(each) and ".".join(map(str, each["loc"])) not in lost
    ]
    mistyped = [_problem(model, front, path, each) for each in found[:PROBLEMS]]
    # Of the rest, the place alone is needed, to be counted.
    mistyped += [_unworded(front, path, each) for each in found[PROBLEMS:]]
    return None, (*lost.values(), *lacking, *mistyped)


def _lacking(model: type[Fields], given: Raw) -> Iterator[str]:
    """The fields that are required since none of certain others is given."""
    names = given.keys() if isinstance(given, dict) else ()
    for field in fields_of(model):
        if field.unless and not {field.name, *field.unless} & {*names}:
            yield field.name


def _is_echo(details: ErrorDetails) -> bool:
    """Whether a list is called too short only because its items were refused one by one."""
    return details["type"] == "too_short" and bool(details["input"])


def _unworded(front: FrontMatter, path: str, details: ErrorDetails) -> Problem:
    """A problem that is one too many to be reported in words."""
    dotted = _path(front, details["loc"])
    place = key_place(front.places, dotted) or front.places.get(dotted, Place(1, 1))
    return Problem(path, *place, details["type"])


def _problem(model: type[Fields], front: FrontMatter, path: str, details: ErrorDetails) -> Problem:
    location = details["loc"]
    dotted = _path(front, location)
    name = spoken(location)
    kind = details["type"]
    if kind == "missing":
        return _missing(model, front, path, location)
    if kind == "extra_forbidden":
        place = key_place(front.places, dotted) or Place(1, 1)
        allowed = [field.name for field in fields_of(_model_at(model, location[:-1]))]
        message = unknown_field(str(location[-1]), allowed)
        return Problem(path, *place, message)
    place = next((front.places[p] for p in parents(dotted) if p in front.places), Place(1, 1))
    cure = _as_text(model, front, place, details) if kind == "string_type" else ""
    if kind == "dict_type" and details["input"] is not None:
        cure = _example(location, model_in(annotation_at(model, location)))
    return Problem(path, *place, _message(kind, name, details) + cure)


def _example(location: Sequence[int | str], mapping: type[Fields] | None) -> str:
    """A mapping with the fields that it needs, in one line."""
    required = [field.name for field in fields_of(mapping) if field.is_required] if mapping else []
    key = "- " if isinstance(location[-1], int) else f"{location[-1]}: "
    values = ", ".join(f"{name}: …" for name in required)
    return f"; for example {key}{{{values}}}" if required else ""


def _as_text(model: type[Fields], front: FrontMatter, place: Place, details: ErrorDetails) -> str:
    """The cure for free text that YAML has read as a mapping or a list."""
    found, location = details["input"], details["loc"]
    if not isinstance(found, dict | list) or not is_free_text(annotation_at(model, location)):
        return ""
    looks = 'begins with "[" or "- "' if isinstance(found, list) else 'holds ": "'
    line, column = place.line - front.written.first_line, place.column - 1
    value = front.written.text.split("\n")[line][column:].rstrip()
    words = [*found.values()] if isinstance(found, dict) else found
    # A field of a mapping begins at its key, and of more lines no one line is right.
    ends_so = value.endswith(tuple(str(word) for word in words) or ":")
    is_whole = isinstance(location[-1], int) and len(words) < 2 and ends_so
    cure = with_value(front.written.text, line, column, in_marks(value)) if is_whole else ""
    return f"; put text that {looks} in quotation marks{cure}"


def _message(kind: str, name: str, details: ErrorDetails) -> str:
    found: Any = details["input"]
    context: dict[str, Any] = details.get("ctx", {})
    if kind == "literal_error":
        allowed = _literals(str(context["expected"]))
        if isinstance(found, str):
            return unknown(name, found, allowed, is_not="is not allowed")
        return f"{name} must be one of: {', '.join(allowed)}"
    if kind == "value_error":
        value = f" {quoted(found)}" if isinstance(found, str) and found else ""
        return f"{name}{value} {context['error']}"
    if kind == "too_short":
        return f"{name} needs at least one item"
    if kind in _NEEDS_TYPE:
        if found is None:
            return f"{name} is empty"
        return f"{name} {_NEEDS_TYPE[kind]}; found {_shape(found)}"
    return f"{name} cannot be read: {details['msg']}"


def _missing(
    model: type[Fields], front: FrontMatter, path: str, location: Sequence[int | str]
) -> Problem:
    field = str(location[-1])
    dotted = _path(front, location)
    around_it = fields_of(_model_at(model, location[:-1]))
    meaning = next(f.description for f in around_it if f.name == field)
    empty_at = key_place(front.places, dotted)
    if empty_at:
        return Problem(path, *empty_at, f'field "{field}" is empty: {meaning}')
    around = _path(front, location[:-1])
    place = front.places[around] if around else Place(1, 1)
    inside = f" in {spoken(location[:-1])}" if around else ""
    return Problem(path, *place, f'field "{field}" is missing{inside}: {meaning}')


def _path(front: FrontMatter, location: Sequence[int | str]) -> str:
    """The path of a field as it was written: one mapping may replace a list of one."""
    path = ""
    for step in location:
        longer = f"{path}.{step}".removeprefix(".")
        path = longer if isinstance(step, str) or longer in front.places else path
    return path


def _model_at(model: type[Fields], location: Sequence[int | str]) -> type[Fields]:
    for step in location:
        if isinstance(step, str):
            field = next(f for f in fields_of(model) if f.name == step)
            model = model_in(field.annotation) or model
    return model


def model_in(annotation: Any) -> type[Fields] | None:
    """The mapping that a field holds, or holds a list of; None for a scalar."""
    if isinstance(annotation, type) and issubclass(annotation, Fields):
        return annotation
    return next((m for part in get_args(annotation) if (m := model_in(part))), None)


def _literals(expected: str) -> list[str]:
    """pydantic-core words the allowed values as `'a', 'b' or 'c'`."""
    return expected.replace(" or ", ", ").replace("'", "").split(", ")


def _shape(found: object) -> str:
    return {"dict": "a mapping", "list": "a list", "str": "text"}.get(
        type(found).__name__, "nothing"
    )
