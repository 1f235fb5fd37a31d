"""Web Annotations as classes: what `evidence.json` holds, by the W3C's names and our own.

Public source: Web Annotation Data Model (https://www.w3.org/TR/annotation-model/).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from msgspec import Meta, Struct, field

from factpress.exports.record_parts import Count, Link, Period, TranslationRecord, about
from factpress.model.card_parts import Stance
from factpress.model.evidence import Level, PassedOver

_W3C = {"id", "type", "motivation", "body", "target"}
Text = Annotated[str, Meta(min_length=1)]


def _own_key(name: str) -> str:
    """A key of our own vocabulary: `factpress:asQuoted` for `as_quoted`."""
    first, *more = name.split("_")
    return f"factpress:{first}{''.join(word.title() for word in more)}"


def _key(name: str) -> str:
    return name if name in _W3C else _own_key(name)


class Node(Struct, frozen=True, omit_defaults=True):
    """A node of JSON-LD; others may add keys to it."""


class TextQuoteSelector(Node, frozen=True, tag_field="type", tag="TextQuoteSelector"):
    """The words of a piece."""

    exact: Annotated[Text, about("The piece's words, if it has no editor's brackets.")]
    prefix: Annotated[
        Text | None, about("The words before it, if the passage is there more than once.")
    ] = None
    suffix: Annotated[Text | None, about("The words after it, likewise.")] = None


class TextPositionSelector(Node, frozen=True, tag_field="type", tag="TextPositionSelector"):
    """The position of a piece."""

    start: Annotated[Count, about("First character in the text of the saved copy, from 0.")]
    end: Annotated[int, Meta(ge=1), about("The character after the last.")]


class FragmentSelector(Node, frozen=True, tag_field="type", tag="FragmentSelector"):
    """The page or the time at which the first piece begins."""

    conforms_to: Annotated[
        Link, about("RFC 3778 for pages of a PDF, Media Fragments for times.")
    ] = field(name="conformsTo")
    value: Annotated[
        Text, about("`page=3`, a page of a PDF, or `t=62.5`, the second of a subtitle.")
    ]


Selector: TypeAlias = TextQuoteSelector | TextPositionSelector | FragmentSelector


class TimeState(Node, frozen=True, tag_field="type", tag="TimeState"):
    """The saved copy."""

    cached: Annotated[Link, about("Name of the saved copy.")]


class Target(Node, frozen=True, tag_field="type", tag="SpecificResource"):
    """A piece of the document."""

    source: Annotated[Link, about("Address of the live document, or name of the saved copy.")]
    state: Annotated[TimeState, about("Which state of the document was quoted.")]
    selector: Annotated[
        tuple[Selector, ...] | None, about("Ways to find the piece. A draft may have none.")
    ] = None


class LinkedClaim(Node, frozen=True, tag_field="type", tag="SpecificResource"):
    """The claim."""

    source: Annotated[Link, about("The claim's id.")]
    purpose: Literal["linking"]


class Remark(Node, frozen=True, tag_field="type", tag="TextualBody"):
    """The stance, or an editor's remark."""

    value: Annotated[Text, about("The stance, or the remark.")]
    purpose: Annotated[
        Literal["classifying", "commenting"],
        about("`linking` the claim, `classifying` by stance, `commenting`."),
    ]
    language: Annotated[Text | None, about("Language of a remark.")] = None


class Speaker(Node, frozen=True, rename=_own_key):
    """An actor whose words a passage has."""

    id: Annotated[Text, about("Id of a speaker's card.")]
    name: Annotated[Text, about("The speaker's name.")]
    page: Annotated[Link, about("Address of the speaker's page.")]


class Document(Node, frozen=True, kw_only=True, rename=_own_key):
    """The document that a passage is quoted from."""

    id: Annotated[Text, about("Id of the source's card.")]
    title: Annotated[Text, about("Its title.")]
    url: Annotated[Link | None, about("Address of the live document.")] = None
    page: Annotated[Link, about("Address of the source's page.")]
    sha256: Annotated[Text, about("SHA-256 digest of the saved copy, in hex.")]
    extractor: Annotated[
        Text | None, about("What made the text of the saved copy; positions depend on it.")
    ] = None
    characters: Annotated[Count | None, about("Length of that text.")] = None
    paragraphs: Annotated[Count | None, about("How many paragraphs it has.")] = None


class Annotation(Node, frozen=True, kw_only=True, rename=_key):
    """A passage."""

    id: Annotated[Link, about("Names the passage.")]
    type: Literal["Annotation"]
    motivation: Annotated[
        tuple[Text, ...],
        Meta(min_length=1),
        about("`linking` it to the claim, `classifying` it by stance."),
    ]
    body: Annotated[
        tuple[LinkedClaim | Remark, ...],
        Meta(min_length=1),
        about("The claim, the stance, an editor's remarks."),
    ]
    target: Annotated[
        tuple[Target, ...],
        Meta(min_length=1),
        about("The quoted pieces, with words left out between them."),
    ]
    as_quoted: Annotated[Text, about("The passage with the marks of its editor.")]
    language: Annotated[Text, about("Language of the passage.")]
    translation: Annotated[
        TranslationRecord | None,
        about("The editors' translation, with its language; no machine compared it."),
    ] = None
    stance: Annotated[Stance, about("`asserts`, `denies`, `reports` or `qualifies`.")]
    speakers: Annotated[
        tuple[Speaker, ...] | None, about("Whose words they are; if missing, the document's own.")
    ] = None
    said: Annotated[Period | None, about("When it was said: a date or period.")] = None
    level: Annotated[Level | None, about("How closely the document holds it.")] = None
    not_checked: Annotated[
        Text | None, about("Instead of that: nobody but the editors says so.")
    ] = None
    paragraph: Annotated[Count | None, about("The paragraph it begins in, from 1.")] = None
    turn: Annotated[Count | None, about("The turn of a transcript that it begins in, from 1.")] = (
        None
    )
    direct_speech: Annotated[
        bool | None, about("Whether all of it is direct speech in the document.")
    ] = None
    passed_over: Annotated[
        tuple[PassedOver, ...] | None,
        about("What was passed over inside it, or read in one of two ways."),
    ] = None
    source: Annotated[Document, about("The document.")]
    page: Annotated[Link, about("Address of the passage on the claim's page.")]


class Collection(Node, frozen=True):
    """All passages of a claim."""

    id: Annotated[Link, about("Names the collection.")]
    type: Literal["AnnotationCollection"]
    label: Annotated[Text, about("A title for people.")]
    total: Annotated[int, Meta(ge=1), about("How many passages there are.")]


class AnnotatedClaim(Node, frozen=True, rename=_key):
    """The claim."""

    id: Annotated[Link, about("Names the claim.")]
    text: Annotated[Text, about("The claim's sentence.")]
    page: Annotated[Link, about("Address of its page.")]


class AnnotationPage(Node, frozen=True):
    """A page of annotations, without their list."""

    context: Annotated[list[Any], about("The W3C's context, and the full names of our keys.")] = (
        field(name="@context")
    )
    id: Annotated[Link, about("Names this file.")]
    type: Literal["AnnotationPage"]
    part_of: Annotated[Collection, about("The collection of all passages of the claim.")] = field(
        name="partOf"
    )
    start_index: Literal[0] = field(name="startIndex")
    claim: Annotated[AnnotatedClaim, about("The claim that the passages are about.")] = field(
        name="factpress:claim"
    )


ITEMS = "The passages, each an annotation, in the order of the card."
