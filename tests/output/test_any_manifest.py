"""Any bytes as a manifest, or as the record of outputs."""

from __future__ import annotations

import json

from hypothesis import example, given
from hypothesis import strategies as st

from fuzz import caches
from fuzz.inputs import ANY_BYTES, ANY_TEXT, WHOLE_TEXT, fuzzed

_ODD = [
    "a/../b",
    "/etc/passwd",
    "a//b",
    ".",
    "index.html",
    "a/b.html",
    "a]b",
    "C:x",
    "a\\b",
    "\ud800",
]
_PATHS = ANY_TEXT | st.sampled_from(_ODD)
_DIGESTS = st.text("0123456789abcdef", min_size=64, max_size=64)
_FILES = st.dictionaries(
    _PATHS,
    st.fixed_dictionaries({"size": st.integers(0, 1 << 41), "sha256": _DIGESTS}) | st.none(),
    max_size=5,
)
_MANIFESTS = _FILES.map(
    lambda files: json.dumps(
        {"format": 1, "generator": "factpress 1", "content": "0" * 64, "files": files}
    )
)
_RECORDS = st.dictionaries(
    _PATHS, st.lists(ANY_TEXT, min_size=2, max_size=2) | st.none(), max_size=5
).map(lambda outputs: json.dumps({"format": 1, "outputs": outputs}))
_OTHERS = st.recursive(st.none() | ANY_TEXT, st.lists).map(json.dumps)


@fuzzed()
@given(_MANIFESTS.map(str.encode) | ANY_BYTES)
@example(b"[" * 100_000)
def test_a_manifest_names_files_below_the_site_alone(content: bytes) -> None:
    caches.manifest(content)


@fuzzed(0.5)
@given((_MANIFESTS | _RECORDS | _OTHERS).map(str.encode) | ANY_BYTES)
@example(b"[" * 100_000)
@example(b'{"format": 1, "outputs": {"\\ud800": ["a", "b"]}}')
def test_outputs_are_below_the_site_whatever_names_them(content: bytes) -> None:
    caches.outputs(content)


@fuzzed()
@given(
    st.dictionaries(
        WHOLE_TEXT | st.sampled_from(["]", "a]b", "index.html"]),
        st.tuples(st.text("0123456789abcdef.", max_size=4), _DIGESTS, st.integers(0, 1 << 40)),
        max_size=5,
    )
)
@example({"]": ("", "", 0)})
def test_a_record_of_outputs_is_read_as_it_was_written(
    found: dict[str, tuple[str, str, int]],
) -> None:
    caches.record_of_outputs(found)
