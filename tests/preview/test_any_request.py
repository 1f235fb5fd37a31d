"""Any request to the preview."""

from __future__ import annotations

from hypothesis import example, given

from fuzz import previews
from fuzz.inputs import ANY_BYTES, fuzzed, texts_of

_TARGETS = texts_of(
    *(
        "/",
        "//",
        "..",
        "%2e",
        "%2f",
        "%5c",
        "\\",
        "%00",
        "?",
        "#",
        "canary.txt",
        "site-secret",
        ".factpress",
    ),
    *(
        "claims",
        "dam",
        "index.html",
        "-preview",
        "%ff",
        "%",
        ";",
        "http://evil.test",
        "%0d%0a",
        "@",
    ),
    most=10,
)


@fuzzed(0.7)
@given(_TARGETS)
@example("//evil.test/claims/dam")
@example("/claims/dam")
@example("/\\evil.test/..")
def test_a_target_leads_to_the_site_alone(text: str) -> None:
    previews.target(text)


@fuzzed(0.3)
@given(
    ANY_BYTES
    | texts_of("127.0.0.1", "localhost", ":8000", ".", "evil.test", "@", most=4).map(
        lambda text: text.encode("utf-8", "replace")
    )
)
@example(b"localhost:8000")
def test_only_the_previews_own_names_are_answered(name: bytes) -> None:
    previews.host(name)
