"""Any text as a catalogue of messages."""

from __future__ import annotations

from hypothesis import given

from fuzz import texts
from fuzz.inputs import ANY_TEXT, WHOLE_TEXT, fuzzed, texts_of


@fuzzed()
@given(
    texts_of(
        "msgid ",
        "msgstr ",
        "msgstr[1] ",
        "msgctxt ",
        '"a"',
        '"',
        "\\",
        "\n",
        "\n\n",
        "#, fuzzy\n",
        "x",
    )
    | ANY_TEXT
)
def test_a_catalogue_is_read_or_refused(text: str) -> None:
    texts.catalogue(text)


@fuzzed()
@given(WHOLE_TEXT, WHOLE_TEXT)
def test_a_message_is_read_as_it_was_written(message: str, translation: str) -> None:
    texts.translated(message, translation)
