"""The shape of each file of data, as JSON Schema, with a sentence on every key.

In: nothing. Out: schemas as plain mappings. They are what the files are held against, and what the
page of data and docs/reference/data.md tell. Knows nothing of cards. Public source: JSON Schema,
draft 2020-12 (https://json-schema.org/draft/2020-12).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from factpress.exports.event_shapes import EVENT, FINDING, OUTSIDE, OWNER
from factpress.exports.former_shapes import CHANGES, LINKED_FROM, NO_MORE
from factpress.exports.shape_parts import AS_OF as _AS_OF
from factpress.exports.shape_parts import LINKED, Shape
from factpress.exports.shape_parts import PERIOD as _PERIOD
from factpress.exports.shape_parts import RATING as _RATING
from factpress.exports.shape_parts import SAID as _SAID
from factpress.exports.shape_parts import VALUE as _VALUE
from factpress.exports.shape_parts import count as _count
from factpress.exports.shape_parts import day as _day
from factpress.exports.shape_parts import ids as _ids
from factpress.exports.shape_parts import link as _link
from factpress.exports.shape_parts import list_of as _list
from factpress.exports.shape_parts import mapping as _map
from factpress.exports.shape_parts import named as _named
from factpress.exports.shape_parts import one_of as _one_of
from factpress.exports.shape_parts import text as _text
from factpress.model.evidence import Level, PassedOver
from factpress.model.schema import ActorKind, Stance
from factpress.model.site import Plain

_STANCES = get_args(Stance)
_PUBLISHED = _map(
    "When it was published, as far as is known: one of the two.",
    {},
    {
        "date": _text("The day, month or year; a period has a slash between.", pattern=_PERIOD),
        "not_before": _day("The day before which it cannot have been published."),
    },
)
_UNPROVEN = "There where a site was built without the archive and without a signed lock."
_BY_STANCE: Shape = {each: _count(f"Passages: {each}.") for each in _STANCES}


def _independent(about: str) -> Shape:
    why = _text("How the editors know that neither copies the other.")
    return _list(_map("Documents.", {"documents": _ids("Their ids."), "why": why}), about)


_SCALE: Shape = {
    **_RATING,
    "mark": _text("The sign beside the word."),
    "definition": _text("When it applies."),
}
_PUBLICATION = _map(
    "The publication.",
    {
        "name": _text("Its name."),
        "language": _text("Language of the site and of all words in this file (BCP 47)."),
        "url": _link("Address of its home page."),
        "ratings": _list(
            _map("A rating.", _SCALE, _VALUE), "The scale, in the order readers see it."
        ),
    },
    {
        "publisher": _text("Who publishes it."),
        "not_checked": _text(f"That nobody but the editors vouches for quotations. {_UNPROVEN}"),
    },
)
_CLAIM: Shape = {
    "id": _text("Id of the claim's card, and the end of its address."),
    "url": _link("Address of the claim's page."),
    "claim": _text("The claim in one sentence."),
    "rating": _map("How it is rated.", _RATING, _VALUE),
    "reason": _text("Why, in one sentence."),
    "as_of": _AS_OF,
    "checked": _day("Day the claim was checked."),
    "claimants": _list(_named("An actor."), "Who made the claim."),
    "topics": _list(_named("A topic."), "What it is about."),
    "stances": _map("How many passages do what to the claim.", _BY_STANCE),
    "sources": _ids("Ids of the documents that the passages are quoted from."),
    "related": _ids("Ids of claims that the card names as related."),
    "json": _link("Address of all that the claim's page says, as data."),
    "annotations": _link("Address of its passages as W3C Web Annotations."),
}
_CLAIM_SAID = {
    "said": _text(f"When the claim was made. {_SAID}", pattern=_PERIOD),
    "rating_note": _text("Why it has not another rating that its evidence would bear as well."),
}
_PASSAGE: Shape = {
    "id": _text("Name of the passage within its claim."),
    "claim": _text("Id of the claim it is about."),
    "url": _link("Address of the passage on the claim's page."),
    "passage": _text("The words, as quoted; `[…]` and `[words]` are an editor's."),
    "language": _text("Language of the passage (BCP 47)."),
    "stance": _one_of(_STANCES, "What the speaker does to the claim."),
    "speakers": _list(_named("An actor."), "Whose words they are; none: the document's own."),
    "source": _text("Id of the document."),
}
_PASSAGE_SAID: Shape = {
    "said": _text(f"When they were said. {_SAID}", pattern=_PERIOD),
    "origin": _text("Id of the actor whose reporting the passage relays."),
    "credits": _named("Whom it credits the words or deeds to, where the claim is about that."),
    "note": _text("An editor's note."),
    "crop_ok": _text("Why leaving out a hedge or negation is fair."),
    "level": _one_of(get_args(Level), "How closely the saved copy holds the passage."),
    "not_checked": _text(f"Instead of that: nobody but the editors says so. {_UNPROVEN}"),
    "start": _count("First character in the text of the saved copy, from 0."),
    "end": _count("The character after the last."),
    "paragraph": _count("The paragraph it begins in, from 1."),
    "page": _count("The page of a PDF that it begins on, from 1."),
    "time": _text("Start of the subtitle it begins in: `00:01:02.500`."),
    "turn": _count("The turn of a transcript that it begins in, from 1."),
    "direct_speech": {"type": "boolean", "description": "Whether it is direct speech there."},
    "context": _map(
        "Its sentence.", {"before": _text("Words before it."), "after": _text("Words after it.")}
    ),
    "passed_over": _list(
        _one_of(get_args(PassedOver), "One thing."),
        "What of the document was passed over inside the passage, or read in one of two ways.",
    ),
}
_ACTOR = _map(
    "An actor.",
    {
        "id": _text("Id of the actor's card."),
        "url": _link("Address of the actor's page."),
        "name": _text("Name."),
        "kind": _one_of(get_args(ActorKind), "What kind of actor."),
        "aliases": _ids("Other names."),
        "part_of": _ids("Ids of the actors it is part of."),
        "same_as": _list(_link("An address."), "Addresses that identify the actor elsewhere."),
        "claims": _ids("Ids of the claims it makes."),
        "named_in": _ids("Ids of the claims whose sentence names it."),
        "stances": _map("How many passages hold its words, by stance.", _BY_STANCE),
        "published": _ids("Ids of the documents it publishes."),
        "relayed": _ids("Ids of the documents that relay its reporting."),
    },
    {
        "role": _text("Office or function."),
        "short": _text("Short name for lists and tables."),
        "owner": OWNER,
    },
)
_SOURCE = _map(
    "A document.",
    {
        "id": _text("Id of the source's card."),
        "page": _link("Address of our page on it."),
        "title": _text("Title."),
        "publisher": _named("Who published it."),
        "kind": _text("News report, study, …"),
        "published": _PUBLISHED,
        "dated": _one_of(("stated", "inferred"), "How that day is known."),
        "language": _text("Language of the document (BCP 47)."),
        "sha256": _text("SHA-256 digest of the saved copy, in hex.", pattern="^[0-9a-f]{64}$"),
        "origins": _list(
            _map(
                "An actor.",
                {"id": _text("Id of the actor's card."), "name": _text("Its name.")},
                {"note": _text("How we know.")},
            ),
            "Whose original reporting it relays; none: its own.",
        ),
        "independent": _independent("Documents with much the same words that it is no copy of."),
        "defects": _list(
            _map(
                "A defect.",
                {"note": _text("What is wrong.")},
                {"passage": _text("The words that show it.")},
            ),
            "What is wrong with the document itself.",
        ),
        "passages": _count("How many passages are quoted from it."),
    },
    {
        "dated_note": _text("How the day is known, in words."),
        "url": _link("Address of the live document."),
        "archived_url": _link("Address of a public archived copy."),
        "words": _count("Length of the saved copy in words."),
        "quoted_words": _count("How many of them the whole site quotes, each counted once."),
        "rights": _text("Who holds the rights and on what terms."),
        "short": _text("Short name for lists and tables."),
    },
)
_SHARED = _map(
    "A card.",
    {"title": _text("Its title.")},
    {"language": _text("Its language (BCP 47).")},
)
_BECAUSE: Shape = {
    "editors": {"type": "boolean", "description": "Whether an editor names it, on either card."},
    "paragraph": _list(_SHARED, "Documents of which both rest on one paragraph."),
    "actor": _list(_SHARED, "Actors that both concern."),
    "source": _list(_SHARED, "Other documents that both rest on."),
    "topic": _list(_SHARED, "Topics of both."),
}
_OF_A_PAGE: Shape = {
    "language": _text("Language of the page (BCP 47)."),
    "passages": _list(
        _map(
            "A passage.",
            {"number": _count("Its number on the page."), **_PASSAGE},
            {**_PASSAGE_SAID, "live_url": _link("Address of the words in the live document.")},
        ),
        "The passages that the rating rests on, in the order of the card.",
    ),
    "origins": _list(
        _list(_named("An actor."), "Actors who are one origin."),
        "The independent origins of the passages.",
    ),
    "independent": _independent("Pairs that share many words and count as two origins."),
    "documents": _list(
        _map(
            "A document.",
            {
                "id": _text("Id of the source's card."),
                "title": _text("Title."),
                "language": _text("Language (BCP 47)."),
                "publisher": _named("Who published it."),
                "published": _PUBLISHED,
                "page": _link("Address of our page on it."),
            },
            {"url": _link("Address of the live document.")},
        ),
        "The documents quoted.",
    ),
    "appearances": _list(
        _map(
            "An appearance.",
            {},
            {
                "source": _text("Id of the source's card, if it has one."),
                "title": _text("Title of what appeared."),
                "url": _link("Address."),
                "date": _day("Day."),
            },
        ),
        "Where the claim was made or repeated.",
    ),
    "open_questions": _ids("What could not be found out."),
    "changes": CHANGES,
    "related_claims": _list(
        _map(
            "A claim.",
            {
                **LINKED,
                "as_of": _AS_OF,
                "rating": _map("How it is rated.", _RATING, _VALUE),
                "because": _map("Why it is related.", _BECAUSE),
            },
        ),
        "Claims to read next: those that editors name first, then those that share the most.",
    ),
    "embed": _link("Address of the claim's page to be framed."),
    "citations": _list(_link("Address of a file."), "How to cite it: BibTeX, then CSL-JSON."),
    "named_actors": _list(_named("An actor."), "Actors that the claim's sentence names."),
    "linked_from": LINKED_FROM,
}
_ANALYSIS = {
    "analysis": _text("The analysis in HTML; its links are relative to the page's `url`."),
    "review_due": _day("The day from which it is due for review."),
    "outside": OUTSIDE,
    "events": _list(_map("An event.", LINKED), "Events that rest on the claim, oldest first."),
}


def _file(
    about: str, name: str, items: Shape, told: str, before: Mapping[str, Plain] | None = None
) -> Shape:
    """A file that lists records, after the publication that they are of."""
    schema = _text("Address of the schema of this file.", format="uri-reference")
    head = {"$schema": schema, "publication": _PUBLICATION, **(before or {})}
    return _map(about, {**head, name: _list(items, told)})


CLAIMS = _file(
    "All claims, the newest check first.",
    "claims",
    _map("A claim.", _CLAIM, _CLAIM_SAID),
    "Claims.",
    NO_MORE,
)
ACTORS = _file("All actors, by name.", "actors", _ACTOR, "Actors.")
SOURCES = _file("All documents, the oldest first.", "sources", _SOURCE, "Documents.")
EVIDENCE = _file(
    "All passages, claim by claim.",
    "evidence",
    _map("A passage.", _PASSAGE, _PASSAGE_SAID),
    "Passages.",
)
EVENTS = _file("All events, the oldest first.", "events", EVENT, "Events.")
FINDINGS = _file("What the publication found.", "findings", FINDING, "Findings, in order.")
CLAIM = _map(
    "All that a claim's page says.",
    {
        "$schema": _text("Address of the schema of this file.", format="uri-reference"),
        **_CLAIM,
        "rating": _map("How it is rated.", _SCALE, _VALUE),
        **_OF_A_PAGE,
    },
    {**_CLAIM_SAID, **_ANALYSIS},
)
