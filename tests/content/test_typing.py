"""Validators made of classes of fields."""

from __future__ import annotations

from typing import Annotated

import pytest
from msgspec import field
from pydantic_core import ValidationError

from factpress.content.validation import validator
from factpress.model.card_parts import Fields
from factpress.model.schema import FIELDS_OF
from factpress.model.settings import PublicationFields


@pytest.mark.parametrize("model", [*FIELDS_OF.values(), PublicationFields])
def test_every_class_of_fields_has_one_that_knows_every_field(model: type[Fields]) -> None:
    with pytest.raises(ValidationError) as refused:
        validator(model).validate_python({"no-such-field": "x"})
    errors = {(error["type"], error["loc"]) for error in refused.value.errors()}
    assert ("extra_forbidden", ("no-such-field",)) in errors
    assert any(kind == "missing" for kind, _ in errors)


class _Odd(Fields, frozen=True, kw_only=True):
    words: Annotated[set[str], "What no front matter can hold."]


def test_a_field_that_cannot_be_typed_is_told() -> None:
    with pytest.raises(TypeError, match=r"a field cannot be set\[str\]"):
        validator(_Odd)


class _Pair(Fields, frozen=True, kw_only=True):
    least: Annotated[int, "The lower number."]
    most: Annotated[int | None, "The higher number."] = field(default=None, name="up-to")

    def __post_init__(self) -> None:
        if self.most is not None and self.most < self.least:
            raise ValueError("is the wrong way round")


def test_aliases_defaults_and_what_a_class_checks_itself_are_heeded() -> None:
    valid = validator(_Pair)
    assert valid.validate_python({"least": 2}) == _Pair(least=2)
    assert valid.validate_python({"least": 2, "up-to": 3}) == _Pair(least=2, most=3)
    with pytest.raises(ValidationError, match="the wrong way round"):
        valid.validate_python({"least": 2, "up-to": 1})
    with pytest.raises(ValidationError, match="not permitted"):
        valid.validate_python({"least": 2, "most": 3})
