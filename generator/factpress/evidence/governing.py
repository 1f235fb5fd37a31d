"""Governing: whether a negation or hedge outside a quotation governs the quoted clause.

In go the words between the two and the kind of the hedge; out comes yes or no. Rules of thumb over
punctuation and a few words (`clause_words`), no grammar: a negation or modal reaches to the end of
its clause, a denial or claim into its complement, a condition or attribution over the clauses that
it stands with. Where the rules say nothing the hedge governs, so that a guard sees more.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from factpress.evidence.clause_words import CLAUSES, COMMA_COMPLEMENTS, ClauseWords
from factpress.evidence.hedges import HedgeKind

# A hedge that follows a passage governs it only this near, in words.
_NEAR_AFTER: Final = 2
_NEAR_CONDITION: Final = 8
_NEAR_PARENTHESIS: Final = 6
# A full stop within a sentence is an abbreviation's.
_HARD_STOP = re.compile(r"[;!?\u2026]|:(?!\s*[\"'])")
_DASH = re.compile(r"\s-+\s|\u2014")
_APPOSITION = re.compile(
    r",\s*(?i:which|an?|something|what|ce que|ce qu'|une?|\u0447\u0442\u043e|lo que|una?|eine?)\b"
)
_PASSIVE = re.compile(r"\s*(?:is|are|was|were|has been|have been|had been|being)\s+\Z")
_ENDS_CLAUSE = re.compile(r"\s*(?:[.,;!?\"')\]]|\Z|on\b|in\b|at\b|to\b|this\b|last\b)")


class _Patterns(NamedTuple):
    """The clause words of one language as patterns over text in any letter case."""

    new_sentence: re.Pattern[str]
    adversative: re.Pattern[str]
    coordinated: re.Pattern[str]
    coordinator: re.Pattern[str]
    subordinator: re.Pattern[str]
    complement: re.Pattern[str]
    joined_complement: re.Pattern[str]
    finite: re.Pattern[str]
    finite_after: re.Pattern[str]
    factive: re.Pattern[str]
    determined: re.Pattern[str]
    noun: re.Pattern[str]
    noun_or_verb: re.Pattern[str]
    asked: re.Pattern[str]
    comma_complements: bool


class Surroundings(NamedTuple):
    """Where a hedge stands: the text before it in its sentence, and between it and the passage.

    `head` is the passage's beginning, `after` what follows a hedge that comes after the passage.
    """

    before: str
    gap: str
    head: str
    hedge: str
    after: str = ""


def governs_what_follows(kind: HedgeKind, language: str, around: Surroundings) -> bool:
    """Whether a hedge before the passage governs it."""
    words = _patterns(language)
    gap = _DASH.sub(", ", around.gap)
    if kind == "any":
        return True
    if kind == "adjective":
        return _reaches_noun(gap, around.head, words)
    begun = words.new_sentence.search(f"{gap}{around.head}")
    if _stops(kind, gap) or (begun and begun.start() < len(gap)):
        return False
    turned = words.adversative.search(gap) or words.adversative.match(around.head)
    if turned and kind != "attribution":
        return False
    match kind:
        case "attribution":
            return not (_begins_clause(gap, words) or words.subordinator.match(around.head))
        case "condition":
            return not _starts_clause_after_comma(gap, around.head, words)
        case "denial" | "claim" | "predicate" | "question":
            return _reaches_complement(around, gap, words)
        case "focus":
            return len(gap.split()) <= _NEAR_AFTER and "," not in gap
        case _:
            return _reaches_in_clause(kind, gap, around.head, words)


def _stops(kind: HedgeKind, gap: str) -> bool:
    stop = _HARD_STOP.search(gap)
    return stop is not None and not (kind == "condition" and stop[0] == ":")


def _begins_clause(gap: str, words: _Patterns) -> bool:
    """Whether a clause of its own begins after the last comma of the gap."""
    return "," in gap and words.subordinator.match(gap.rpartition(",")[2].lstrip()) is not None


def _reaches_noun(gap: str, head: str, words: _Patterns) -> bool:
    """An adjective governs the noun next to it, and a complement that begins right after it."""
    if re.search("[,;:.]", gap):
        return False
    if words.complement.match(gap):
        return True
    return not gap.strip() or (len(gap.split()) == 1 and not words.finite.match(head))


def _starts_clause_after_comma(gap: str, head: str, words: _Patterns) -> bool:
    last = gap.rpartition(",")[2] if "," in gap else ""
    begins = words.subordinator.match(f"{last.lstrip()}{head}") if "," in gap else None
    return begins is not None


def _reaches_complement(around: Surroundings, gap: str, words: _Patterns) -> bool:
    """Whether a denial or claim is followed by the passage as what it denies or claims."""
    is_direct = words.complement.match(gap) or words.complement.match(f"{gap}{around.head}")
    is_noun = words.noun.match(around.hedge) or (
        words.noun_or_verb.match(around.hedge) and words.determined.search(around.before)
    )
    # "The claim that", but neither "the claims angered the mayor" nor what the claim then did.
    if is_noun and (not is_direct or words.finite.match(around.head)):
        return False
    gap = _past_comma(gap, words)
    last = gap.rpartition(",")[2]
    if "," in gap and not _is_parenthesis(gap):
        return words.joined_complement.match(last) is not None
    if words.finite_after.search(gap):
        return False
    if words.joined_complement.search(gap):
        return True
    return not words.subordinator.search(gap) and not words.coordinated.search(gap)


def _past_comma(gap: str, words: _Patterns) -> str:
    """The gap without the comma that German and Russian write before a complement."""
    first, comma, rest = gap.partition(",")
    if not comma or not words.comma_complements:
        return gap
    is_complement = not first.strip() or words.complement.match(rest)
    return rest if is_complement or first.split()[-1:] == ["vor"] else gap


def _is_parenthesis(gap: str) -> bool:
    """Whether two commas part words from the clause that goes on after them."""
    parts = gap.split(",")
    return (
        len(parts) == 3
        and len(parts[1].split()) <= _NEAR_PARENTHESIS
        and len(parts[0].split()) <= 1
    )


def _reaches_in_clause(kind: HedgeKind, gap: str, head: str, words: _Patterns) -> bool:
    if not gap.strip():
        return True
    gap = _past_comma(gap, words)
    if kind == "adverb" and gap.lstrip().startswith(","):
        gap = gap.replace(",", "", 1)
    if "," in gap and not _is_parenthesis(gap):
        return False
    if gap.count('"') or gap.rstrip().endswith(("'",)):
        inner = gap.rstrip().rstrip("\"'")
        if '"' in inner:
            return False
    if words.factive.search(gap):
        return False
    whole = f"{gap}{head}"
    if words.coordinated.search(gap) or words.coordinated.match(whole.lstrip()):
        return False
    if words.finite_after.search(gap) or words.finite_after.match(f" {head}"):
        return False
    subordinated = words.subordinator.search(gap) or words.subordinator.match(head)
    return subordinated is None or words.asked.search(gap) is not None


def governs_what_precedes(kind: HedgeKind, language: str, around: Surroundings) -> bool:
    """Whether a hedge after the passage governs it."""
    words = _patterns(language)
    gap = _DASH.sub(", ", around.gap)
    if kind == "any":
        return True
    is_apart = _HARD_STOP.search(gap) or words.new_sentence.search(gap)
    if is_apart or kind in ("adjective", "question", "privation", "focus"):
        return False
    if words.adversative.search(gap):
        return False
    near = len(gap.split())
    bare = gap.strip(" \"'")
    if kind in ("denial", "claim"):
        return _is_said_after(gap, around, words)
    if kind in ("condition", "attribution"):
        is_joined = words.coordinator.search(gap) or words.subordinator.search(gap)
        return near <= _NEAR_CONDITION and not is_joined and gap.count(",") <= 1
    if kind == "adverb" and bare.startswith(","):
        return near <= _NEAR_AFTER and not words.coordinator.search(gap)
    if kind == "predicate":
        return near <= _NEAR_AFTER
    if words.comma_complements and kind == "negation" and re.match(r"\s*[.!]", around.after):
        return near <= _NEAR_AFTER + 1 and not words.coordinator.search(gap)
    parted = words.coordinator.search(gap) or words.subordinator.search(gap)
    parted = parted or words.complement.match(gap.lstrip())
    return near < _NEAR_AFTER and "," not in gap and not parted


def _is_said_after(gap: str, around: Surroundings, words: _Patterns) -> bool:
    """Whether a denial or claim follows its clause: ", critics claim", "was denied"."""
    near = len(gap.split())
    if _PASSIVE.fullmatch(gap):
        return True
    if _APPOSITION.match(gap):
        return near <= _NEAR_PARENTHESIS
    comma = re.match(r"[\"']?\s*,[\"']?", gap)
    if comma is None or words.coordinator.search(gap) or words.subordinator.search(gap):
        return False
    return near <= _NEAR_PARENTHESIS and _ENDS_CLAUSE.match(around.after) is not None


@lru_cache(maxsize=32)
def _patterns(language: str) -> _Patterns:
    lists = CLAUSES.get(language, ClauseWords())
    any_of = {name: _any(phrases) for name, phrases in lists._asdict().items()}
    coordinator, subject = any_of["coordinators"], any_of["subjects"]
    complement, adversative = any_of["complementizers"], any_of["adversatives"]

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(f"(?i:{pattern})")

    capital = "(?-i:[A-Z\u00c0-\u00de\u0410-\u042f])" if language != "de" else "(?!)"
    capitals = _any("; ".join(word.strip().capitalize() for word in lists.subjects.split(";")))
    return _Patterns(
        # After an abbreviation too: "in the U.S. We built it".
        re.compile(rf"\.[\"')\]]*\s+{capitals}(?![\w.])"),
        compiled(rf"(?<!\w){adversative}(?!\w)"),
        compiled(rf",?\s*(?<!\w){coordinator}\s(?:{subject}(?!\w)|{capital})"),
        compiled(rf"(?<!\w){coordinator}(?!\w)"),
        compiled(rf"(?<!\w){any_of['subordinators']}(?!\w)"),
        compiled(rf"\s*(?<!\w){complement}(?!\w)"),
        compiled(rf"\s*(?:{coordinator}\s)?(?<!\w){any_of['joining']}(?!\w)"),
        compiled(rf"{any_of['finite']}(?!\w)"),
        compiled(rf"(?:^|\s){coordinator}\s(?:{any_of['finite']})(?!\w)"),
        compiled(rf"(?<!\w){any_of['factives']}(?!\w)"),
        compiled(rf"(?:(?<!\w){any_of['determiners']}|\w's)\s+(?:\w+\s+)?\Z"),
        compiled(any_of["nouns"]),
        compiled(any_of["nouns_or_verbs"]),
        compiled(
            r"\b(?:say|know|tell|ask|explain|clear|sure|remember)\s(?:\w+\s)?(?:who|when|where|why|how)\b"
        ),
        language in COMMA_COMPLEMENTS,
    )


def _any(phrases: str) -> str:
    """A list of phrases as one group, the longest first; one that nothing matches if empty."""
    kept = sorted({p.strip() for p in phrases.split(";") if p.strip()}, key=lambda p: (-len(p), p))
    readings = [
        (r"\w*" if p.startswith("*") else "")
        + re.escape(p.strip("*"))
        + (r"\w*" if p.endswith("*") else "")
        for p in kept
    ]
    return f"(?:{'|'.join(readings)})" if readings else "(?!)"
