"""From a record's class to its JSON Schema and to the table of its keys."""

from __future__ import annotations

from typing import Annotated, Any

import jsonschema
import pytest
from msgspec import Struct

from factpress.content.claim_facts import STANCE_ORDER
from factpress.exports.annotation_parts import ITEMS, Annotation, AnnotationPage
from factpress.exports.claim_files import ClaimFile, WithdrawnFile
from factpress.exports.record_parts import Count, Day, Record, about
from factpress.exports.records import StanceCounts, stance_counts
from factpress.exports.schemas import Key, keys_of, list_schema, record_schema, with_link
from factpress.exports.serialize import json_keys, values_of


class Part(Record, frozen=True):
    """A part."""

    day: Annotated[Day, about("A day.")]


class Whole(Record, frozen=True, kw_only=True):
    """A whole."""

    first: Annotated[Count | None, about("A number.")] = None
    part: Annotated[Part, about("The part.")]
    parts: Annotated[tuple[Part, ...] | None, about("More parts.")] = None


class Unnumbered(Whole, frozen=True):
    """A whole without a number."""

    first: None = None


def valid(schema: dict[str, Any], value: object) -> bool:
    checker = jsonschema.Draft202012Validator
    checker.check_schema(schema)
    return checker(schema, format_checker=checker.FORMAT_CHECKER).is_valid(value)


def test_a_schema_has_the_keys_of_its_class_with_their_descriptions() -> None:
    schema = record_schema(Whole)
    assert schema["description"] == "A whole."
    assert schema["required"] == ["part"]
    assert schema["additionalProperties"] is False
    assert list(schema["properties"]) == ["first", "part", "parts"]
    assert schema["properties"]["first"] == {
        "type": "integer",
        "minimum": 0,
        "description": "A number.",
    }
    assert schema["$defs"]["Part"]["properties"]["day"]["format"] == "date"


@pytest.mark.parametrize(
    "value",
    [
        {"part": {"day": "2022-01-31"}, "first": None},
        {"part": {"day": "2022-01-31"}, "first": -1},
        {"part": {"day": "yesterday"}},
        {"part": {"day": "2022-01-31"}, "parts": [{}]},
        {"part": {"day": "2022-01-31"}, "other": 1},
        {},
    ],
)
def test_a_schema_refuses_null_wrong_values_and_other_keys(value: object) -> None:
    assert valid(record_schema(Whole), {"part": {"day": "2022-01-31"}, "first": 0})
    assert not valid(record_schema(Whole), value)


def test_a_key_that_is_none_in_a_class_is_none_of_its_schema() -> None:
    assert list(record_schema(Unnumbered)["properties"]) == ["part", "parts"]


def test_keys_are_listed_with_those_of_their_parts() -> None:
    assert list(keys_of(record_schema(Whole))) == [
        Key("first", False, "A number.", ()),
        Key("part", True, "The part.", ()),
        Key("part.day", True, "A day.", ()),
        Key("parts", False, "More parts.", ()),
        Key("parts.day", True, "A day.", ()),
    ]


def test_a_file_is_written_in_the_order_of_its_class_without_what_is_none() -> None:
    record = Whole(first=2, part=Part("2022-01-31"))
    assert json_keys({"$schema": "x", **values_of(record)}) == (
        b'{\n "$schema": "x",\n "first": 2,\n "part": {"day": "2022-01-31"}\n}\n'
    )


@pytest.mark.parametrize("kind", [ClaimFile, WithdrawnFile])
def test_every_key_of_our_own_files_is_described(kind: type[Struct]) -> None:
    keys = list(keys_of(with_link(record_schema(kind))))
    assert keys[0].path == "$schema"
    assert [key.path for key in keys if not key.about] == []


def test_every_key_of_annotations_is_described_or_has_known_values() -> None:
    keys = list(keys_of(list_schema(AnnotationPage, "items", Annotation, ITEMS)))
    assert [key.path for key in keys if not (key.about or key.values)] == []


def test_stances_are_counted_in_their_order() -> None:
    assert StanceCounts.__struct_fields__ == STANCE_ORDER
    assert stance_counts(["denies", "asserts", "denies"]) == StanceCounts(1, 2, 0, 0)
