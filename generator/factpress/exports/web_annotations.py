"""A claim's `evidence.json`: its passages as W3C Web Annotations, in JSON-LD.

The document's text is not read: the lock has all that is needed. docs/reference/evidence-json.md
describes every key. Public sources: Web Annotation Data Model (https://www.w3.org/TR/annotation-model/);
RFC 6920 for the names of saved copies.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator

from factpress.evidence.editorial_marks import MarkFault, pieces
from factpress.exports import annotation_parts as parts
from factpress.exports.record_parts import translation_record
from factpress.exports.serialize import json_records, values_of
from factpress.model.card_parts import Evidence
from factpress.model.cards import Catalog, Claim, Source
from factpress.model.evidence import Found
from factpress.model.urls import claim_file_url
from factpress.text.folding import fold
from factpress.views.cards import key_of, language_of, passage_url, url_of
from factpress.views.identifiers import VOCABULARY, address, identifier
from factpress.views.proofs import level_of, passage_not_checked


def selectors(passage: str, found: Found) -> list[tuple[parts.Selector, ...]]:
    """A list of selectors for each piece of the document that the passage quotes.

    They are the piece's words, where the passage has them unedited, and its position; for the first
    piece also the page or time at which it begins, in a document with pages or times.
    """
    words = _words(passage.strip(), found)
    last = len(found.pieces) - 1
    listed: list[tuple[parts.Selector, ...]] = []
    for number, (start, end) in enumerate(found.pieces):
        exact = words[number]
        prefix = found.prefix if number == 0 else ""
        suffix = found.suffix if number == last else ""
        quote = [parts.TextQuoteSelector(exact, prefix or None, suffix or None)] if exact else []
        fragments = _fragments(found) if number == 0 else ()
        listed.append((*quote, parts.TextPositionSelector(start, end), *fragments))
    return listed


def _fragments(found: Found) -> Iterator[parts.FragmentSelector]:
    if found.page:
        yield parts.FragmentSelector("http://tools.ietf.org/rfc/rfc3778", f"page={found.page}")
    if found.time:
        value = f"t={_seconds(found.time)}"
        yield parts.FragmentSelector("http://www.w3.org/TR/media-frags/", value)


def _seconds(time: str) -> str:
    """A time such as `00:01:02.500` in seconds: 62.5."""
    hours, minutes, seconds = time.split(":")
    whole, _, fraction = seconds.partition(".")
    number = f"{3600 * int(hours) + 60 * int(minutes) + int(whole)}.{fraction}"
    return number.rstrip("0").rstrip(".")


def _words(passage: str, found: Found) -> list[str | None]:
    """The words of each piece in the passage; None where they include an editor's."""
    if found.level in ("exact", "typographic") and len(found.pieces) == 1:
        return [passage]
    folded = fold(passage)
    marked = pieces(folded.text)
    if isinstance(marked, MarkFault) or len(marked) != len(found.pieces):
        return [None] * len(found.pieces)
    return [
        passage[folded.start(piece.start) : folded.end(piece.end)]
        if len(piece.parts) == 1
        else None
        for piece in marked
    ]


_CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "factpress": VOCABULARY,
        "factpress:page": {"@id": f"{VOCABULARY}page", "@type": "@id"},
        "factpress:url": {"@id": f"{VOCABULARY}url", "@type": "@id"},
    },
]


def evidence(catalog: Catalog, claim: Claim) -> bytes:
    """The bytes of `evidence.json`: an annotation for each passage, in the order of the card."""
    here = claim_file_url(claim.key.id, "evidence.json")
    passages, sentence = claim.fields.evidence, claim.fields.claim
    page = parts.AnnotationPage(
        _CONTEXT,
        identifier(catalog, here, "evidence", claim.key.id),
        "AnnotationPage",
        parts.Collection(
            identifier(catalog, f"{here}#all", "all evidence", claim.key.id),
            "AnnotationCollection",
            f"Evidence: {sentence}",
            len(passages),
        ),
        0,
        parts.AnnotatedClaim(
            _claim_id(catalog, claim), sentence, address(catalog, url_of(claim), here)
        ),
    )
    annotations = (_annotation(catalog, claim, each) for each in passages)
    return json_records(values_of(page), "items", annotations)


def _annotation(catalog: Catalog, claim: Claim, evidence: Evidence) -> parts.Annotation:
    key, url = key_of(claim, evidence), passage_url(claim, evidence)
    found = catalog.proof.passages.get(key)
    source = catalog.sources[evidence.source]
    here = claim_file_url(claim.key.id, "evidence.json")
    speakers = (catalog.actors[each] for each in evidence.speakers)
    return parts.Annotation(
        id=identifier(catalog, url, "passage", *key),
        type="Annotation",
        motivation=("linking", "classifying"),
        body=_bodies(catalog, claim, evidence),
        target=_targets(source, evidence, found),
        as_quoted=evidence.passage.strip(),
        language=evidence.language or language_of(catalog, source),
        translation=translation_record(catalog, evidence),
        stance=evidence.stance,
        speakers=tuple(
            parts.Speaker(each.key.id, each.fields.name, address(catalog, url_of(each), here))
            for each in speakers
        )
        or None,
        said=evidence.said,
        level=level_of(catalog, found),
        not_checked=passage_not_checked(catalog, found),
        paragraph=found.paragraph if found else None,
        turn=found.turn or None if found else None,
        direct_speech=found.is_speech if found else None,
        passed_over=found.passed or None if found else None,
        source=_document(catalog, source, here),
        page=address(catalog, url, here),
    )


def _bodies(
    catalog: Catalog, claim: Claim, evidence: Evidence
) -> tuple[parts.LinkedClaim | parts.Remark, ...]:
    """Links the claim, classifies the passage by stance, and adds the editor's remarks."""
    remarks = (words for words in (evidence.note, evidence.crop_ok) if words)
    language = catalog.publication.language
    return (
        parts.LinkedClaim(_claim_id(catalog, claim), "linking"),
        parts.Remark(evidence.stance, "classifying"),
        *(parts.Remark(words, "commenting", language) for words in remarks),
    )


def _targets(source: Source, evidence: Evidence, found: Found | None) -> tuple[parts.Target, ...]:
    """The quoted pieces of the document: one, or more with words left out between them."""
    copy = _copy_name(source)
    url, state = source.fields.url or copy, parts.TimeState(copy)
    if found is None:
        return (parts.Target(url, state),)
    return tuple(parts.Target(url, state, each) for each in selectors(evidence.passage, found))


def _copy_name(source: Source) -> str:
    """The name of the saved copy, made from its digest (RFC 6920, section 3)."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(source.fields.sha256))
    return f"ni:///sha-256;{digest.decode().rstrip('=')}"


def _document(catalog: Catalog, source: Source, here: str) -> parts.Document:
    copy = catalog.proof.copies.get(source.key.id)
    return parts.Document(
        id=source.key.id,
        title=source.fields.title,
        url=source.fields.url,
        page=address(catalog, url_of(source), here),
        sha256=source.fields.sha256,
        extractor=copy.extractor if copy else None,
        characters=copy.characters if copy else None,
        paragraphs=copy.paragraphs if copy else None,
    )


def _claim_id(catalog: Catalog, claim: Claim) -> str:
    return identifier(catalog, url_of(claim), "claim", claim.key.id)
