"""Messages about passages: the fault, and its remedy.

They show differences as `[yours→the document's]`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from factpress.archive.document import Document
from factpress.evidence.editorial_marks import MarkFault
from factpress.evidence.nearest import Difference
from factpress.evidence.results import (
    Ambiguous,
    Apart,
    CutsWord,
    Finding,
    GaveUp,
    NoSuchOccurrence,
    NotFound,
    Occurrence,
)
from factpress.evidence.suggestions import Suggestion, suggested, whole, yaml_value
from factpress.model.problems import quoted
from factpress.text.words import UNSPACED_RUN

NOTHING_STRUCK: Final = "the document strikes out no words of the passage; remove struck"
NOTHING_RAISED: Final = "the document has no raised figures inside the passage; remove raised"
GAVE_UP: Final = (
    "the search for the passage stopped, since it would take seconds: the document has its words "
    "in too many places; quote more words, or rarer ones, and use fewer marks […]"
)
NO_CONTEXT: Final = "the passage is its whole sentence, without any context; remove context"
QUOTED_WITHOUT_SPEAKER: Final = (
    "passage is inside quotation marks in the document; name its speaker under speaker"
)

_MOST_SHOWN = 320
_MOST_PLACES = 8
_MOST_NAMED = 4


def not_found(finding: Finding, passage: str, document: Document, source_id: str) -> str:
    """Why a passage was not found, with a passage that would be."""
    match finding:
        case NotFound(missing=missing):
            near = _nearest(suggested(document, passage, missing), document)
            return f"passage is not in the saved copy of {quoted(source_id)}{near}"
        case CutsWord(words=words):
            named = " and ".join(quoted(word) for word in words)
            paste = _paste(whole(document, finding))
            return f"passage cuts into {named}; begin and end it with whole words{paste}"
        case Apart():
            return (
                "the document has all parts of the passage, but not in this order and near "
                "together; quote each part as a passage of its own"
            )
        case Ambiguous(count=count, places=places):
            return (
                f"passage occurs {count} times in the document ({_paragraphs(places)}); choose one "
                'with "occurrence: 1" and so on, or quote more words'
            )
        case NoSuchOccurrence(asked=asked, count=count, places=places):
            times = "once" if count == 1 else f"{count} times"
            return f"there is no occurrence {asked}: passage occurs {times} ({_paragraphs(places)})"
        case MarkFault():
            return f"passage cannot be searched for: {finding.value}"
        case GaveUp():
            return GAVE_UP
        case _:
            raise AssertionError(finding)


def refused(source_id: str, why: str) -> str:
    """Why a passage of the saved copy is refused."""
    return f"passage is not in the text of the saved copy of {quoted(source_id)}: {why}"


def too_much_inserted(own: int, words: int, least: int) -> str:
    return (
        f"only {own} of the passage's {words} words are the document's, and the rest are in "
        f"brackets; at least two thirds, and {least}, must be the document's: quote more, or move "
        "your words into a note"
    )


def _paragraphs(places: Sequence[Occurrence]) -> str:
    numbers = list(dict.fromkeys(str(place.paragraph) for place in places))
    shown = ", ".join(numbers[:_MOST_PLACES]) + (", …" if len(numbers) > _MOST_PLACES else "")
    return f"paragraph {shown}" if len(numbers) == 1 else f"paragraphs {shown}"


def _nearest(found: Suggestion | None, document: Document) -> str:
    if found is None:
        return "; nothing in it is similar"
    where = f"paragraph {found.near.paragraph} of {document.paragraphs}"
    how = differing(found)
    return f"; nearest is {where}, {how}{_paste(found.paste)}"


def differing(found: Suggestion) -> str:
    """The difference of a passage from the nearest stretch, named in words if hard to see."""
    if not found.unseen:
        return f"shown with [yours→the document's]: {_marked(found.near.difference)}"
    named = "; ".join(found.unseen[:_MOST_NAMED])
    more = len(found.unseen) - _MOST_NAMED
    return f"with only these differences: {named}" + (f"; and {more} more" if more > 0 else "")


def _paste(words: str | None) -> str:
    return f"; to paste: passage: {yaml_value(words)}" if words else ""


def _marked(difference: Sequence[Difference]) -> str:
    parts: list[str] = []
    yours = theirs = ""
    for kind, words in (*difference, Difference("same", "")):
        if kind == "passage":
            yours = _joined(yours, words)
        elif kind == "document":
            theirs = _joined(theirs, words)
        else:
            if yours or theirs:
                parts.append(f"[{yours}→{theirs}]")
                yours = theirs = ""
            parts.append(words)
    text = ""
    for part in filter(None, parts):
        text = _joined(text, " ".join(part.split()))
    if len(text) <= _MOST_SHOWN:
        return f"“{text}”"
    first = max(0, text.find("[") - _MOST_SHOWN // 3)
    return f"“…{text[first : first + _MOST_SHOWN]}…”"


def _joined(text: str, more: str) -> str:
    """Two texts with a space between them, except in scripts without spaces."""
    is_unspaced = UNSPACED_RUN.search(text[-2:]) and UNSPACED_RUN.search(more[:2])
    return f"{text}{more}" if is_unspaced else f"{text} {more}".strip()


def no_saved_copy(name: str) -> str:
    return f"document {quoted(name)} is not in the archive; save a copy of the source there"


def other_digest(name: str, stated: str, actual: str) -> str:
    return (
        f"sha256 {stated} is not that of {quoted(name)} in the archive, which is {actual}; "
        "is it the copy you checked?"
    )


def quoted_too_much(share: float, most: float, setting: str, longest: Sequence[str]) -> str:
    """`longest` are the lines of the longest passages; `setting` is the field with the limit."""
    return (
        f"{share:.1%} of the document's words are quoted, more than {most:.0%} ({setting}); "
        f"shorten passages, the longest first: {', '.join(longest)}; or write share on this card, "
        f"such as share: {_share_that_fits(share)}, where so much may be quoted"
    )


def _share_that_fits(share: float) -> str:
    """The least share in whole hundredths that allows this one."""
    return f"{min(1.0, math.ceil(share * 100) / 100):g}"


def shown_too_much(share: float, most: float, setting: str, longest: Sequence[str]) -> str:
    """`longest` are the lines of the passages with the longest context, `setting` as above."""
    return (
        f"with the sentences that context shows, {share:.1%} of the document's words are shown, "
        f"more than {most:.0%} ({setting}); remove context from passages, the longest first: "
        f"{', '.join(longest)}; or write share on this card, such as "
        f"share: {_share_that_fits(share)}, where so much may be shown"
    )


def long_sentence(words: int, most: int, *, is_cut: bool) -> str:
    number = f"more than {words}" if is_cut else str(words)
    return (
        f"the sentence has {number} words; limit {most} (limits.passage_words); quote without "
        "context"
    )


def short(words: int) -> str:
    number = "1 word" if words == 1 else f"{words} words"
    return f"passage has only {number}; quote at least four, so that it can be recognised"


def cropped(words: Sequence[str]) -> str:
    named = ", ".join(quoted(word) for word in words)
    return (
        f"the sentence around the passage also says {named}; quote that too, or say in crop_ok why "
        "leaving it out is fair"
    )


def cut_number(kind: str, amount: str) -> str:
    """`amount` is the whole amount of the document."""
    if kind == "unit":
        return f"passage cuts the amount {quoted(amount)} of the document; quote all of it, or none"
    return (
        f"passage cuts {quoted(amount)} of the document; quote all of it, or say in crop_ok why "
        "leaving the rest out is fair"
    )


def amount_changed(amount: str) -> str:
    return (
        f"the words in brackets make the amount {quoted(amount)}, which is not in the document; "
        "an editor may not complete an amount: quote the document's"
    )


def question(ending: str) -> str:
    """`ending` is the end of the question in the document, with its mark."""
    return (
        f"in the document these words are a question, {quoted(ending)}; include its question mark, "
        "or say in crop_ok why leaving it out is fair"
    )


def inserted(words: Sequence[str]) -> str:
    named = ", ".join(quoted(word) for word in words)
    return (
        f"the words in brackets say {named}: an editor may not add a negation or hedge; quote the "
        "document's"
    )


def speaker_not_named(name: str) -> str:
    return (
        f"the document does not name speaker {quoted(name)}, by name, alias or role; is it the "
        "right one?"
    )


def _owner(name: str) -> str:
    return f"{name}'" if name.endswith(("s", "S")) else f"{name}'s"


def anothers_words(name: str, paragraph: int, actors: Sequence[str], *, has_speaker: bool) -> str:
    """`actors` are the ids of the actors that the document's label may mean."""
    whose = f"in the document these words are {_owner(name)} (paragraph {paragraph})"
    if actors:
        written = " or ".join(f'"speaker: {actor_id}"' for actor_id in actors)
        return f"{whose}: write {written}"
    known = "the card's speaker does not have this name" if has_speaker else "name the speaker"
    return (
        f"{whose}: {known}; add the name to the aliases (an office to the role) of its actor, or "
        "make a card"
    )


def quoted_by(name: str, paragraph: int, *, has_speaker: bool) -> str:
    ask = (
        f"does {name} quote the card's speaker?"
        if has_speaker
        else "name its speaker under speaker"
    )
    return (
        f"passage is inside quotation marks in the words of {name} (paragraph {paragraph}); {ask}"
    )


def seems_anothers(name: str, paragraph: int) -> str:
    return (
        f"the paragraph of the passage ({paragraph}) begins with {quoted(name + ':')}, as if these "
        f"were {_owner(name)} words; are they the card's speaker's?"
    )


def labelled_without_name(label: str, paragraph: int, speaker: str) -> str:
    return (
        f"the document labels these words {quoted(label)} (paragraph {paragraph}), which is no "
        f"name; are they {_owner(speaker)}?"
    )


def of_two_speakers(one: tuple[str, int], other: tuple[str, int], *, is_one_piece: bool) -> str:
    """`one` and `other` have a name and the number of a paragraph each."""
    first, second = (f"{name} (paragraph {number})" for name, number in (one, other))
    how = "continues from the words of" if is_one_piece else "joins words of"
    into = "into words of" if is_one_piece else "and of"
    return f"the passage {how} {first} {into} {second}; quote the words of each as its own passage"
