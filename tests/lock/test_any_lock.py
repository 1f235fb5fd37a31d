"""Any bytes as a lock, a signature or a key."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from fuzz import locks
from fuzz.inputs import ANY_BYTES, damaged, fuzzed

_VERSION_2 = (
    b"factpress-evidence-lock 2\n\n"
    b"claim dam rating=mixed history=aa,bb\n"
    b"passage dam#done digest=ab source=gazette level=exact start=3 end=9 pieces=3-9 paragraph=1\n"
    b"source gazette sha256=ab characters=9 words=2 quoted=1 paragraphs=1 extractor=text/1\n"
)
_ENTRIES = [line.rpartition(b" ")[0] for line in locks.genuine().splitlines()[2:]]


@fuzzed(0.7)
@given(damaged(locks.genuine()) | damaged(_VERSION_2) | ANY_BYTES)
@example(_VERSION_2)
@example(_VERSION_2.replace(b"start=3", b"start=" + b"3" * 5000))
@example(_VERSION_2.replace(b"paragraph=1", b"paragraph=1 facts=" + b"[" * 100_000))
def test_a_lock_is_read_and_written_again_the_same(content: bytes) -> None:
    locks.lock(content)


@fuzzed()
@given(st.sampled_from(_ENTRIES).flatmap(damaged) | ANY_BYTES)
@example(b"passage a#b [[" + b"[" * 5000)
def test_a_line_is_an_entry_or_is_refused_in_words(content: bytes) -> None:
    locks.entry(content)


@fuzzed()
@given(damaged(locks.signature()) | ANY_BYTES)
@example(locks.signature())
def test_nothing_but_what_was_signed_is_without_fault(content: bytes) -> None:
    locks.signed(content)


@fuzzed()
@given(damaged(locks.key()) | ANY_BYTES)
@example(locks.key())
def test_a_secret_key_is_read_or_refused_in_words(content: bytes) -> None:
    locks.secret(content)
