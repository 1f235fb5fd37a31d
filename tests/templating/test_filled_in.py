"""Messages with values in their places, as templates have them."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from factpress.templating.messages import filled_in


@pytest.mark.parametrize(
    "message",
    ["", "Words", "100 %% of %(a)s", "%(a)s%(b)s", "<b>%(b)s</b> %(a)s %(a)s", "%(n)s %(n)d %%"],
)
def test_messages_are_filled_in_as_markup_is(message: str) -> None:
    values = {"a": "<'\"&>", "b": Markup("<i>"), "n": 3}
    assert filled_in(message, values) == Markup(message) % values
    assert isinstance(filled_in(message, values), Markup)


def test_a_message_without_one_of_its_values_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        filled_in("%(a)s", {})
