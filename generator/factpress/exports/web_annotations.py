"""A claim's evidence as data: a page of W3C Web Annotations, in JSON-LD.

In: the catalog and a claim. Out: the bytes of its `evidence.json`; docs/reference/evidence-json.md
tells every key. The document's text is never read: what the lock holds is enough. Public sources:
Web Annotation Data Model (https://www.w3.org/TR/annotation-model/); RFC 6920 for the names of saved
copies.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator

from factpress.evidence.editorial_marks import Unmatchable, pieces
from factpress.exports.serialize import json_records
from factpress.model.card_parts import Evidence
from factpress.model.cards import Actor, Catalog, Claim, Source
from factpress.model.evidence import Found, PassageKey
from factpress.model.site import Plain
from factpress.model.urls import claim_file_url
from factpress.text.folding import fold
from factpress.views.cards import Piece, language_of, passage_anchor, url_of
from factpress.views.identifiers import VOCABULARY, address, identifier
from factpress.views.proofs import level_of, passage_not_checked

# Where a passage stands, as Web Annotation selectors: one list for each piece that it quotes.


def selectors(passage: str, found: Found) -> list[list[Piece]]:
    """For each piece its words, where the passage gives them as they are, and its position.

    For the first also the page or the time at which it begins, in a document that has such.
    """
    words = _words(passage.strip(), found)
    last = len(found.pieces) - 1
    listed: list[list[Piece]] = []
    for number, (start, end) in enumerate(found.pieces):
        position: Piece = {"type": "TextPositionSelector", "start": start, "end": end}
        exact = words[number]
        prefix = found.prefix if number == 0 else ""
        suffix = found.suffix if number == last else ""
        listed.append(([_quote(exact, prefix, suffix)] if exact else []) + [position])
    listed[0] += _fragments(found)
    return listed


def _fragments(found: Found) -> Iterator[Piece]:
    if found.page:
        yield _fragment("http://tools.ietf.org/rfc/rfc3778", f"page={found.page}")
    if found.time:
        yield _fragment("http://www.w3.org/TR/media-frags/", f"t={_seconds(found.time)}")


def _fragment(standard: str, value: str) -> Piece:
    return {"type": "FragmentSelector", "conformsTo": standard, "value": value}


def _seconds(time: str) -> str:
    """A time such as `00:01:02.500` in seconds: 62.5."""
    hours, minutes, seconds = time.split(":")
    whole, _, fraction = seconds.partition(".")
    number = f"{3600 * int(hours) + 60 * int(minutes) + int(whole)}.{fraction}"
    return number.rstrip("0").rstrip(".")


def _quote(exact: str, prefix: str, suffix: str) -> Piece:
    around = {"prefix": prefix, "suffix": suffix}
    given = {name: words for name, words in around.items() if words}
    return {"type": "TextQuoteSelector", "exact": exact, **given}


def _words(passage: str, found: Found) -> list[str | None]:
    """The words of each piece as the passage has them; None where an editor's words are in them."""
    if found.level in ("exact", "typographic") and len(found.pieces) == 1:
        return [passage]
    folded = fold(passage)
    marked = pieces(folded.text)
    if isinstance(marked, Unmatchable) or len(marked) != len(found.pieces):
        return [None] * len(found.pieces)
    return [
        passage[folded.start(piece.start) : folded.end(piece.end)]
        if len(piece.parts) == 1
        else None
        for piece in marked
    ]


_PREFIX = "factpress"
_CONTEXT: list[Plain] = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        _PREFIX: VOCABULARY,
        f"{_PREFIX}:page": {"@id": f"{VOCABULARY}page", "@type": "@id"},
        f"{_PREFIX}:url": {"@id": f"{VOCABULARY}url", "@type": "@id"},
    },
]


def evidence(catalog: Catalog, claim: Claim) -> bytes:
    """The claim's passages, each an annotation of its source, in the order of the card."""
    here = claim_file_url(claim.key.id, "evidence.json")
    passages = claim.fields.evidence
    return json_records(
        {
            "@context": _CONTEXT,
            "id": identifier(catalog, here, "evidence", claim.key.id),
            "type": "AnnotationPage",
            "partOf": {
                "id": identifier(catalog, f"{here}#all", "all evidence", claim.key.id),
                "type": "AnnotationCollection",
                "label": f"Evidence: {claim.fields.claim}",
                "total": len(passages),
            },
            "startIndex": 0,
            f"{_PREFIX}:claim": {
                "id": _claim_id(catalog, claim),
                **_own(text=claim.fields.claim, page=address(catalog, url_of(claim), here)),
            },
        },
        "items",
        (_annotation(catalog, claim, each) for each in passages),
    )


def _annotation(catalog: Catalog, claim: Claim, evidence: Evidence) -> Piece:
    key = PassageKey(claim.key.id, evidence.id or "")
    url = f"{url_of(claim)}#{passage_anchor(key.evidence_id)}"
    found = catalog.proof.passages.get(key)
    source = catalog.sources[evidence.source]
    here = claim_file_url(claim.key.id, "evidence.json")
    return {
        "id": identifier(catalog, url, "passage", *key),
        "type": "Annotation",
        "motivation": ["linking", "classifying"],
        "body": _bodies(catalog, claim, evidence),
        "target": _targets(source, evidence, found),
        **_own(
            asQuoted=evidence.passage.strip(),
            language=evidence.language or language_of(catalog, source),
            stance=evidence.stance,
            speakers=[_actor(catalog, catalog.actors[each], here) for each in evidence.speakers]
            or None,
            said=evidence.said,
            level=level_of(catalog, found),
            notChecked=passage_not_checked(catalog, found),
            paragraph=found.paragraph if found else None,
            turn=found.turn or None if found else None,
            directSpeech=found.is_speech if found else None,
            passedOver=list(found.passed) or None if found else None,
            source=_source(catalog, source, here),
            page=address(catalog, url, here),
        ),
    }


def _bodies(catalog: Catalog, claim: Claim, evidence: Evidence) -> list[Plain]:
    """The claim, the stance towards it, and the editor's remarks."""
    remarks = [words for words in (evidence.note, evidence.crop_ok) if words]
    language = catalog.publication.language
    return [
        {"type": "SpecificResource", "source": _claim_id(catalog, claim), "purpose": "linking"},
        {"type": "TextualBody", "value": evidence.stance, "purpose": "classifying"},
        *(
            {"type": "TextualBody", "value": words, "purpose": "commenting", "language": language}
            for words in remarks
        ),
    ]


def _targets(source: Source, evidence: Evidence, found: Found | None) -> list[Plain]:
    """The pieces of the document that are quoted: usually one, more with words left out."""
    copy = _copy_name(source)
    whole: Piece = {
        "type": "SpecificResource",
        "source": source.fields.url or copy,
        "state": {"type": "TimeState", "cached": copy},
    }
    if found is None:
        return [whole]
    return [{**whole, "selector": each} for each in selectors(evidence.passage, found)]


def _copy_name(source: Source) -> str:
    """The saved copy named by its digest (RFC 6920, section 3)."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(source.fields.sha256))
    return f"ni:///sha-256;{digest.decode().rstrip('=')}"


def _source(catalog: Catalog, source: Source, here: str) -> Piece:
    copy = catalog.proof.copies.get(source.key.id)
    return _own(
        id=source.key.id,
        title=source.fields.title,
        url=source.fields.url,
        page=address(catalog, url_of(source), here),
        sha256=source.fields.sha256,
        extractor=copy.extractor if copy else None,
        characters=copy.characters if copy else None,
        paragraphs=copy.paragraphs if copy else None,
    )


def _actor(catalog: Catalog, actor: Actor, here: str) -> Piece:
    page = address(catalog, url_of(actor), here)
    return _own(id=actor.key.id, name=actor.fields.name, page=page)


def _claim_id(catalog: Catalog, claim: Claim) -> str:
    return identifier(catalog, url_of(claim), "claim", claim.key.id)


def _own(**values: Plain) -> Piece:
    """Keys of our own vocabulary; those without a value are left out."""
    return {f"{_PREFIX}:{name}": value for name, value in values.items() if value is not None}
