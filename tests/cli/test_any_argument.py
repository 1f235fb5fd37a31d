"""Any text as an instant, and as a template to describe."""

from __future__ import annotations

from hypothesis import example, given

from fuzz import texts
from fuzz.inputs import ANY_TEXT, fuzzed, texts_of


@fuzzed(2)
@given(
    texts_of("2026", "-", "11", "27", "T", "09:00", ":60", "Z", "+02:00", ".5", "9" * 20, " ", "0")
    | ANY_TEXT
)
@example("0001-01-01T00:00:00+14:00")
@example("2016-12-31T23:59:60Z")
@example("9" * 5000)
@example("-62135596800")
def test_an_instant_is_one_of_utc(text: str) -> None:
    texts.moment(text)


@fuzzed()
@given(
    texts_of(
        "{% block a %}",
        "{% endblock %}",
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "#}",
        "macro b()",
        " if ",
        "(",
        "a",
    )
    | ANY_TEXT
)
def test_a_template_is_described_or_refused(text: str) -> None:
    texts.template(text)
