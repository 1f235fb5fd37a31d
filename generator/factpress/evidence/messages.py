"""How the outcomes of a search for a passage are put to the writer.

In: outcomes. Out: messages. What differs is shown as `[yours→the document's]`.
"""

from __future__ import annotations

from collections.abc import Sequence

from factpress.evidence.document import Document
from factpress.evidence.editorial_marks import Unmatchable
from factpress.evidence.nearest import Difference, Nearest
from factpress.evidence.results import (
    Ambiguous,
    Apart,
    CutsWord,
    Finding,
    NoSuchOccurrence,
    NotFound,
    Place,
)
from factpress.model.problems import quoted

_MOST_SHOWN = 320
_MOST_PLACES = 8


def not_found(finding: Finding, near: Nearest | None, document: Document, source_id: str) -> str:
    """Why a passage was not accepted, with what would be."""
    match finding:
        case NotFound():
            return (
                f"passage is not in the saved copy of {quoted(source_id)}{_nearest(near, document)}"
            )
        case CutsWord(words=words):
            named = " and ".join(quoted(word) for word in words)
            return f"passage cuts into {named}; begin and end it with whole words"
        case Apart():
            return (
                "the parts of the passage all stand in the document, but not in this order and "
                "near enough together; quote them as passages of their own"
            )
        case Ambiguous(count=count, places=places):
            return (
                f"passage stands {count} times in the document ({_paragraphs(places)}); say which "
                'with "occurrence: 1" and so on, or quote more words'
            )
        case NoSuchOccurrence(asked=asked, count=count, places=places):
            times = "once" if count == 1 else f"{count} times"
            return (
                f"occurrence {asked} is not there: passage stands {times} ({_paragraphs(places)})"
            )
        case Unmatchable():
            return f"passage cannot be searched for: {finding.fault.value}"
        case _:
            raise AssertionError(finding)


def refused(source_id: str, why: str) -> str:
    """Why a passage that can be read in the saved copy is not its document's own words."""
    return f"passage is not in the saved copy of {quoted(source_id)} as its own words: {why}"


def too_much_inserted(own: int, words: int, least: int) -> str:
    return (
        f"of the passage's {words} words {own} are the document's and the rest is in brackets; "
        f"at least two thirds, and {least}, must be its own: quote more, or put what you add into "
        "a note"
    )


def nothing_struck() -> str:
    return "the passage quotes no words that the document strikes out; take struck out of the card"


def nothing_raised() -> str:
    return "no raised figures stand inside the passage in the document; take raised out of the card"


def _paragraphs(places: Sequence[Place]) -> str:
    numbers = list(dict.fromkeys(str(place.paragraph) for place in places))
    shown = ", ".join(numbers[:_MOST_PLACES]) + (", …" if len(numbers) > _MOST_PLACES else "")
    return f"paragraph {shown}" if len(numbers) == 1 else f"paragraphs {shown}"


def _nearest(near: Nearest | None, document: Document) -> str:
    if near is None:
        return "; nothing in it comes near"
    where = f"paragraph {near.paragraph} of {document.paragraphs}"
    return f"; nearest is {where}, shown with [yours→the document's]: {_marked(near.difference)}"


def _marked(difference: Sequence[Difference]) -> str:
    parts: list[str] = []
    yours = theirs = ""
    for kind, words in (*difference, Difference("same", "")):
        if kind == "passage":
            yours = f"{yours} {words}".strip()
        elif kind == "document":
            theirs = f"{theirs} {words}".strip()
        else:
            if yours or theirs:
                parts.append(f"[{yours}→{theirs}]")
                yours = theirs = ""
            parts.append(words)
    text = " ".join(" ".join(part.split()) for part in parts if part)
    if len(text) <= _MOST_SHOWN:
        return f"“{text}”"
    first = max(0, text.find("[") - _MOST_SHOWN // 3)
    return f"“…{text[first : first + _MOST_SHOWN]}…”"


def no_saved_copy(name: str) -> str:
    return f"document {quoted(name)} is not in the archive; save a copy of the source there"


def other_digest(name: str, stated: str, actual: str) -> str:
    return (
        f"sha256 {stated} is not that of {quoted(name)} in the archive, which is {actual}; "
        "is it the copy you checked?"
    )


def quoted_too_much(share: float, most: float, places: Sequence[tuple[str, int]]) -> str:
    """`places` are those of the document's passages, the longest first."""
    longest = ", ".join(f"{path}:{line}" for path, line in places[:5])
    return (
        f"{share:.1%} of the document's words are quoted, more than {most:.0%}; shorten passages, "
        f"the longest first: {longest}"
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


def inserted(words: Sequence[str]) -> str:
    named = ", ".join(quoted(word) for word in words)
    return (
        f"the words in brackets say {named}: a negation or hedge is not an editor's to add; "
        "quote the document's own"
    )


def quoted_without_speaker() -> str:
    return (
        "passage stands inside quotation marks in the document; name whose words they are as "
        "speaker"
    )


def speaker_not_named(name: str) -> str:
    return (
        f"speaker {quoted(name)} is named nowhere in the document, by name, alias or role; is it "
        "the right one?"
    )


def _owner(name: str) -> str:
    return f"{name}'" if name.endswith(("s", "S")) else f"{name}'s"


def anothers_words(name: str, paragraph: int, actors: Sequence[str], *, has_speaker: bool) -> str:
    """`actors` are the ids of those that the label in the document may mean."""
    whose = f"in the document these words are {_owner(name)} (paragraph {paragraph})"
    if actors:
        written = " or ".join(f'"speaker: {actor_id}"' for actor_id in actors)
        return f"{whose}: write {written}"
    known = (
        "the speaker named here is not known by that name" if has_speaker else "name the speaker"
    )
    return (
        f"{whose}: {known}; add it to the aliases (an office to the role) of the actor it means, "
        "or make a card"
    )


def quoted_by(name: str, paragraph: int, *, has_speaker: bool) -> str:
    ask = (
        f"is the speaker named here the one whom {name} quotes?"
        if has_speaker
        else "name whose words they are as speaker"
    )
    return (
        f"passage stands inside quotation marks in what {name} says (paragraph {paragraph}); {ask}"
    )


def seems_anothers(name: str, paragraph: int) -> str:
    return (
        f"the paragraph of the passage ({paragraph}) begins with {quoted(name + ':')}, as if these "
        f"were {_owner(name)} words; are they the words of the speaker named here?"
    )


def labelled_without_name(label: str, paragraph: int, speaker: str) -> str:
    return (
        f"in the document these words are labelled {quoted(label)} (paragraph {paragraph}), which "
        f"names nobody; are they {_owner(speaker)}?"
    )


def of_two_speakers(one: tuple[str, int], other: tuple[str, int], *, is_one_piece: bool) -> str:
    """`one` and `other` are each a name and the number of a paragraph."""
    first, second = (f"{name} (paragraph {number})" for name, number in (one, other))
    how = "the passage runs on from the words of" if is_one_piece else "the passage joins words of"
    into = "into those of" if is_one_piece else "and of"
    return f"{how} {first} {into} {second}; quote what each says as a passage of its own"
