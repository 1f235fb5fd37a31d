"""Whether a negation or hedge outside a quotation governs the quoted clause.

The rules are approximate; they use punctuation and a few words (lists/clauses.txt), no grammar. A
negation or modal governs its clause up to the end, a denial or claim its complement, a condition or
attribution the clauses around it. If no rule applies, the hedge governs: a guard
prefers a false alarm.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from factpress.evidence.hedges import HedgeKind
from factpress.text.word_lists import Phrases, lists_of_all, word_lists

# A hedge after a passage governs it only within these numbers of words.
_NEAR_AFTER: Final = 2
_NEAR_CONDITION: Final = 8
_NEAR_PARENTHESIS: Final = 6
# A full stop within a sentence belongs to an abbreviation.
_HARD_STOP = re.compile(r"[;!?\u2026]|:(?!\s*[\"'])")
_DASH = re.compile(r"\s-+\s|\u2014")
_APPOSITION = re.compile(
    r",\s*(?i:which|an?|something|what|ce que|ce qu'|une?|\u0447\u0442\u043e|lo que|una?|eine?)\b"
)
_PASSIVE = re.compile(r"\s*(?:is|are|was|were|has been|have been|had been|being)\s+\Z")
_ENDS_CLAUSE = re.compile(r"\s*(?:[.,;!?\"')\]]|\Z|on\b|in\b|at\b|to\b|this\b|last\b)")


class _Patterns(NamedTuple):
    """The clause words of one language as patterns over text in any letter case.

    Without lists only punctuation separates clauses.
    """

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
    """The text around a hedge: `before` it in its sentence, and the `gap` to the passage.

    `head` is the passage's beginning, `after` the text after a hedge that follows the passage.
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
            return not (_begins_clause(gap, "", words) or words.subordinator.match(around.head))
        case "condition":
            return not _begins_clause(gap, around.head, words)
        case "denial" | "claim" | "predicate" | "question":
            return _reaches_complement(around, gap, words)
        case "focus":
            return len(gap.split()) <= _NEAR_AFTER and "," not in gap
        case _:
            return _reaches_in_clause(kind, gap, around.head, words)


def _stops(kind: HedgeKind, gap: str) -> bool:
    stop = _HARD_STOP.search(gap)
    return stop is not None and not (kind == "condition" and stop[0] == ":")


def _begins_clause(gap: str, head: str, words: _Patterns) -> bool:
    """Whether a subordinate clause begins after the last comma of the gap before this text."""
    last = gap.rpartition(",")[2].lstrip()
    return "," in gap and words.subordinator.match(f"{last}{head}") is not None


def _reaches_noun(gap: str, head: str, words: _Patterns) -> bool:
    """Whether an adjective governs the passage: as the noun next to it, or as its complement."""
    if re.search("[,;:.]", gap):
        return False
    if words.complement.match(gap):
        return True
    return not gap.strip() or (len(gap.split()) == 1 and not words.finite.match(head))


def _reaches_complement(around: Surroundings, gap: str, words: _Patterns) -> bool:
    """Whether the passage is the complement of a denial or claim before it."""
    is_direct = words.complement.match(gap) or words.complement.match(f"{gap}{around.head}")
    is_noun = words.noun.match(around.hedge) or (
        words.noun_or_verb.match(around.hedge) and words.determined.search(around.before)
    )
    # "The claim that", but not "the claims angered the mayor".
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
    """The gap without the comma before a complement in German and Russian."""
    first, comma, rest = gap.partition(",")
    if not comma or not words.comma_complements:
        return gap
    is_complement = not first.strip() or words.complement.match(rest)
    return rest if is_complement or first.split()[-1:] == ["vor"] else gap


def _is_parenthesis(gap: str) -> bool:
    """Whether a few words between two commas interrupt the clause."""
    sizes = [len(part.split()) for part in gap.split(",")]
    return len(sizes) == 3 and sizes[1] <= _NEAR_PARENTHESIS and sizes[0] <= 1


def _reaches_in_clause(kind: HedgeKind, gap: str, head: str, words: _Patterns) -> bool:
    if not gap.strip():
        return True
    gap = _past_comma(gap, words)
    if kind == "adverb" and gap.lstrip().startswith(","):
        gap = gap.replace(",", "", 1)
    if "," in gap and not _is_parenthesis(gap):
        return False
    if '"' in gap.rstrip().rstrip("\"'") or words.factive.search(gap):
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
    """Whether a denial or claim follows its clause, as in ", critics claim" or "was denied"."""
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
    lists = word_lists("clauses").get(language, {})
    any_of = {name: _any(lists.get(name, ())) for name in lists_of_all("clauses")}
    coordinator, subject = any_of["coordinators"], any_of["subjects"]
    complement, adversative = any_of["complementizers"], any_of["adversatives"]

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(f"(?i:{pattern})")

    capital = "(?-i:[A-Z\u00c0-\u00de\u0410-\u042f])" if language != "de" else "(?!)"
    capitals = _any(tuple(map(str.capitalize, lists.get("subjects", ()))))
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
        "," in lists.get("before_complements", ()),
    )


def _any(phrases: Phrases) -> str:
    """A group of these phrases, the longest first; for no phrases a pattern without matches."""
    kept = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    readings = (re.escape(phrase).replace(r"\*", r"\w*") for phrase in kept)
    return f"(?:{'|'.join(readings)})" if kept else "(?!)"
