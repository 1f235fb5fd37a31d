"""From a class of fields to the validator that makes it of what the writer wrote.

In: a frozen class whose annotations are the scalars of `scalars`, other such classes, and tuples,
mappings, literals and optional values of these. Out: pydantic-core's validator, as pydantic would
make it. Written out because pydantic needs a tenth of a second to work out the same, for which a
writer waits at every check: https://docs.pydantic.dev/latest/api/pydantic_core_schema/
"""

from __future__ import annotations

import datetime as dt
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from msgspec.structs import FieldInfo, fields
from pydantic_core import SchemaValidator, core_schema
from pydantic_core.core_schema import CoreSchema, TypedDictField

from factpress.model.schema import Described, Fields

_SCALARS: dict[object, CoreSchema] = {
    str: core_schema.str_schema(),
    bool: core_schema.bool_schema(),
    int: core_schema.int_schema(),
    float: core_schema.float_schema(),
    dt.date: core_schema.date_schema(),
}


# Not functools.cache: to mypy these classes cannot be hashed, for it looks at their instances.
_made: dict[type[Fields], SchemaValidator] = {}


def validator(model: type[Fields]) -> SchemaValidator:
    """The validator of a class; its `validate_python` raises pydantic-core's ValidationError."""
    if model not in _made:
        _made[model] = SchemaValidator(_mapping(model))
    return _made[model]


def _mapping(model: type[Fields]) -> CoreSchema:
    taken = {each.name: _field(each) for each in fields(model)}
    mapping = core_schema.typed_dict_schema(taken, extra_behavior="forbid")
    return core_schema.no_info_after_validator_function(lambda found: model(**found), mapping)


def _field(each: FieldInfo) -> TypedDictField:
    alias = each.encode_name if each.encode_name != each.name else None
    schema = _schema(each.type)
    return core_schema.typed_dict_field(schema, required=each.required, validation_alias=alias)


def _schema(annotation: Any, min_length: int | None = None) -> CoreSchema:
    """What an annotation allows. `min_length` is that of the list in it, if there is one."""
    if annotation in _SCALARS:
        return _SCALARS[annotation]
    if isinstance(annotation, type) and issubclass(annotation, Fields):
        return _mapping(annotation)
    if isinstance(annotation, type):
        return core_schema.is_instance_schema(annotation)  # made before, by what is around it
    parts = get_args(annotation)
    match get_origin(annotation):
        case origin if origin is Annotated:
            described = (mark.min_length for mark in parts if isinstance(mark, Described))
            return _marked(_schema(parts[0], next(described, None)), parts[1:])
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
    """A schema with what makes a value before it, or checks one after it, the innermost first."""
    for mark in marks:
        if not isinstance(mark, Described):
            schema = mark.around(schema)
    return schema
