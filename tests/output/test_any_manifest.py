"""Any bytes as a manifest."""

from __future__ import annotations

import json

from hypothesis import example, given
from hypothesis import strategies as st

from fuzz import caches
from fuzz.inputs import ANY_BYTES, ANY_TEXT, fuzzed

_OUTPUTS = st.dictionaries(
    ANY_TEXT
    | st.sampled_from(["a/../b", "/etc/passwd", "a//b", ".", "index.html", "a/b.html", "a]b"]),
    st.tuples(ANY_TEXT, ANY_TEXT).map(list) | st.just(["a.b"]) | st.none(),
    max_size=5,
)


@fuzzed()
@given(
    _OUTPUTS.map(lambda outputs: json.dumps({"format": 1, "outputs": outputs}).encode())
    | st.recursive(st.none() | ANY_TEXT, st.lists).map(lambda value: json.dumps(value).encode())
    | ANY_BYTES
)
@example(b"[" * 100_000)
@example(b'{"format": 1, "outputs": {"a": ["\\ud800", "b"]}}')
@example(b'{"format": 1, "outputs": {"]": ["", ""]}}')
def test_a_manifest_names_files_below_the_site_alone(content: bytes) -> None:
    caches.manifest(content)
