"""The pieces that several kinds of page share: links, rows, passages, bodies.

In: the catalog. Out: plain ordered data for templates. A string of HTML is `Markup` and comes
only from sanitised bodies. Knows nothing of templates or files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TypeAlias, get_args

from markupsafe import Markup, escape

from factpress.languages.direction import direction
from factpress.languages.words import ENGLISH, spoken_for, words
from factpress.model import (
    AnyCard,
    CardKey,
    Catalog,
    Citation,
    Claim,
    Context,
    PassageKey,
    Plain,
    Source,
)
from factpress.pages import vocabulary
from factpress.pages.json_ld import block, breadcrumbs
from factpress.pages.paging import ONLY_LEAF, Leaf, Portion, Spread, ways
from factpress.reading.catalog import target_of
from factpress.reading.numbering import passage_numbers
from factpress.reading.writer import MARKER
from factpress.schema import (
    ActorFields,
    CardKind,
    ClaimFields,
    Evidence,
    PageFields,
    SourceFields,
    TopicFields,
)
from factpress.settings import Rating
from factpress.urls import absolute, anchor, card_url, folder_url, numbered, rating_url, relative

Piece: TypeAlias = dict[str, Plain]
Trail: TypeAlias = Sequence[tuple[str, str]]


def page_frame(
    catalog: Catalog,
    url: str,
    title: str,
    description: str,
    trail: Trail = (),
    *,
    leaf: Leaf = ONLY_LEAF,
    stands_for: str | None = None,
    social_image: str | None = None,
) -> Piece:
    """What every page's template sees: the publication, the page itself, the way to it.

    `url` is that of the first leaf, to which the trail of the others leads too; `stands_for` is
    the address of another page that this one stands for, `social_image` the absolute one of a
    picture for other sites. `structured` are the blocks of JSON-LD.
    """
    publication = catalog.publication
    here = numbered(url, leaf.number)
    if leaf.number > 1:
        trail = (*trail, (title, url))
    steps = breadcrumbs(trail, title, here, publication.url) if trail else None
    return {
        "publication": {
            "name": publication.name,
            "tagline": publication.tagline,
            "language": publication.language,
            "direction": direction(publication.language),
            "words_language": None if spoken_for(publication.language) else ENGLISH,
            "base": publication.url,
            "publisher": _publisher(catalog),
            "search": publication.search,
            "footer": [{"title": p.fields.title, "url": url_of(p)} for p in catalog.pages.values()],
        },
        "page": {
            "url": here,
            "canonical": absolute(stands_for or here, publication.url) if publication.url else None,
            "title": title,
            "description": description,
            "trail": [{"title": words, "url": to} for words, to in trail],
            "number": leaf.number,
            "social_image": social_image,
            **ways(url, leaf),
        },
        "structured": [block(steps)] if steps else [],
    }


def with_node(frame: Piece, node: Piece) -> Piece:
    """The frame of a page that has a block of JSON-LD of its own, before those of every page."""
    blocks = frame["structured"]
    return {**frame, "structured": [block(node), *(blocks if isinstance(blocks, list) else ())]}


def trail(catalog: Catalog, *kinds: CardKind) -> list[tuple[str, str]]:
    """The way from the home page to the index of a kind of card."""
    language = catalog.publication.language
    say, headings = words(language), vocabulary.kinds(language)
    return [(say("Home"), "/"), *((headings[kind], folder_url(kind)) for kind in kinds)]


def _publisher(catalog: Catalog) -> Piece | None:
    publisher = catalog.publication.publisher
    return asdict(publisher) if publisher else None


def title_of(card: AnyCard) -> str:
    """The words by which a card is known to readers."""
    match card.fields:
        case ClaimFields(claim=title) | SourceFields(title=title) | PageFields(title=title):
            return title
        case ActorFields(name=title) | TopicFields(name=title):
            return title


def url_of(card: AnyCard) -> str:
    """The address of a card's page."""
    return card_url(*card.key)


def card_at(catalog: Catalog, key: CardKey) -> AnyCard:
    """The card with a key that is known to exist."""
    of_kind: Mapping[str, Mapping[str, AnyCard]] = {
        "claim": catalog.claims,
        "actor": catalog.actors,
        "source": catalog.sources,
        "topic": catalog.topics,
        "page": catalog.pages,
    }
    return of_kind[key.kind][key.id]


def link(card: AnyCard) -> Piece:
    """A card as something to click on."""
    return {"title": title_of(card), "url": url_of(card)}


def actor_links(catalog: Catalog, ids: Iterable[str]) -> list[Plain]:
    """Links to actors, in the order given."""
    return [link(catalog.actors[actor_id]) for actor_id in ids]


def topic_links(catalog: Catalog, ids: Iterable[str]) -> list[Plain]:
    """Links to topics, in the publication's order."""
    wanted = set(ids)
    return [link(topic) for topic_id, topic in catalog.topics.items() if topic_id in wanted]


def rating_of(catalog: Catalog, rating_id: str) -> Rating:
    """The rating of the scale with this id."""
    return _ranked(catalog, rating_id)[1]


def _ranked(catalog: Catalog, rating_id: str) -> tuple[int, Rating]:
    scale = enumerate(catalog.publication.ratings, 1)
    return next((rank, rating) for rank, rating in scale if rating.id == rating_id)


def rating_piece(catalog: Catalog, rating_id: str) -> Piece:
    """A rating as shown beside a claim; `rank` is its place on the scale, from 1."""
    rank, rating = _ranked(catalog, rating_id)
    return {
        "id": rating.id,
        "label": rating.label,
        "definition": rating.definition,
        "mark": rating.mark,
        "value": rating.value,
        "rank": rank,
        "of": len(catalog.publication.ratings),
        "url": rating_url(rating.id),
    }


def claim_row(catalog: Catalog, claim: Claim) -> Piece:
    """A claim as one entry of a list."""
    fields = claim.fields
    return {
        **link(claim),
        "id": claim.key.id,
        "rating": rating_piece(catalog, fields.rating),
        "reason": fields.reason,
        "checked": fields.checked.isoformat(),
        "said": fields.said,
        "claimants": actor_links(catalog, fields.claimants),
    }


def claims_by_rating(catalog: Catalog, claim_ids: Iterable[str]) -> dict[str, list[str]]:
    """Claims by rating, in the order of the scale; ratings that none has are left out."""
    found: dict[str, list[str]] = {rating.id: [] for rating in catalog.publication.ratings}
    for claim_id in claim_ids:
        found[catalog.claims[claim_id].fields.rating].append(claim_id)
    return {rating_id: ids for rating_id, ids in found.items() if ids}


def evidence_of(catalog: Catalog, key: PassageKey) -> Evidence:
    """The passage with a key that is known to exist."""
    evidence = catalog.claims[key.claim_id].fields.evidence
    return next(e for e in evidence if e.id == key.evidence_id)


def key_of(claim: Claim, evidence: Evidence) -> PassageKey:
    """The key of a claim's passage."""
    return PassageKey(claim.key.id, evidence.id or "")


def passage_anchor(evidence_id: str) -> str:
    """Where a passage stands on its claim's page."""
    return f"passage-{evidence_id}"


def source_anchor(key: PassageKey) -> str:
    """Where a passage stands on its source's page. No slug holds two hyphens."""
    return f"{anchor(key.claim_id)}--{key.evidence_id}"


def passage_piece(catalog: Catalog, claim: Claim, evidence: Evidence, place_url: str) -> Piece:
    """A passage with whose words it is, where it stands, and the way to both."""
    source = catalog.sources[evidence.source]
    key = key_of(claim, evidence)
    return {
        "id": evidence.id,
        "number": passage_numbers(claim.fields)[key.evidence_id],
        "anchor": passage_anchor(key.evidence_id),
        "url": f"{url_of(claim)}#{passage_anchor(key.evidence_id)}",
        "words": evidence.passage.strip(),
        "language": evidence.language or language_of(catalog, source),
        "stance": evidence.stance,
        "stance_words": vocabulary.stances_on_it(catalog.publication.language)[evidence.stance],
        "speaker": link(catalog.actors[evidence.speaker]) if evidence.speaker else None,
        "source": link(source),
        "publisher": catalog.actors[source.fields.publisher].fields.name,
        "published": source.fields.published.isoformat(),
        "place_url": place_url,
        "said": evidence.said,
        "note": evidence.note,
        "crop_ok": evidence.crop_ok,
    }


def language_of(catalog: Catalog, source: Source) -> str:
    """The language of a source's document."""
    return source.fields.language or catalog.publication.language


def body_html(catalog: Catalog, card: AnyCard) -> Markup | None:
    """A body with its links and citations in place, or None for an empty one."""
    html = card.body.html
    if not html.strip():
        return None
    here = url_of(card)
    counts: dict[str, int] = {}

    def marked(number: int) -> Markup:
        mark = card.body.marks[number]
        if isinstance(mark, Citation):
            counts[mark.evidence_id] = counts.get(mark.evidence_id, 0) + 1
            return _citation(catalog, mark, counts[mark.evidence_id])
        target = target_of(mark, catalog.ids)
        if target is None:
            return escape(mark.words or mark.id)
        card_there = card_at(catalog, target)
        words = mark.words or title_of(card_there)
        return Markup('<a href="{}">{}</a>').format(relative(url_of(card_there), here), words)

    pieces = MARKER.split(html)
    return Markup("").join(
        marked(int(piece)) if index % 2 else Markup(piece)  # noqa: S704 (sanitised when parsed)
        for index, piece in enumerate(pieces)
    )


def _citation(catalog: Catalog, citation: Citation, occurrence: int) -> Markup:
    """A button that opens the passage, by HTML alone; without that and on paper it is a number."""
    say = words(catalog.publication.language)
    return Markup(
        '<sup class="cite"><button type="button" id="{}" popovertarget="{}" aria-label="{}">[{}]'
        "</button></sup>"
    ).format(
        citation_anchor(citation.evidence_id, occurrence),
        note_anchor(citation.evidence_id),
        say("Passage %(number)s", number=citation.number),
        citation.number,
    )


def note_anchor(evidence_id: str) -> str:
    """Where the note stands that a citation of a passage opens."""
    return f"note-{evidence_id}"


def citation_anchor(evidence_id: str, occurrence: int) -> str:
    """Where the n-th citation of a passage stands in its claim's body."""
    return f"cite-{evidence_id}-{occurrence}"


def citation_anchors(claim: Claim, evidence_id: str) -> list[Plain]:
    """Where a passage is cited in its claim's body, in order."""
    cited = [
        m for m in claim.body.marks if isinstance(m, Citation) and m.evidence_id == evidence_id
    ]
    return [citation_anchor(evidence_id, n) for n in range(1, len(cited) + 1)]


def linked_from(catalog: Catalog, card: AnyCard) -> list[Plain]:
    """The cards whose bodies link to this one, grouped by kind."""
    here = {kind: Portion(links) for kind, links in links_to(catalog, card).items()}
    return linked_here(catalog, here)


def links_to(catalog: Catalog, card: AnyCard) -> dict[str, list[Plain]]:
    """The cards whose bodies link to this one, by kind; as lists to be spread over pages."""
    found: dict[str, list[Plain]] = {kind: [] for kind in get_args(CardKind)}
    for key in catalog.back.linked.get(card.key, ()):
        found[key.kind].append(link(card_at(catalog, key)))
    return {kind: links for kind, links in found.items() if links}


def linked_here(catalog: Catalog, page: Spread) -> list[Plain]:
    """What of the lists of `links_to` stands on one page, with their headings."""
    return [
        {"words": words, "links": page[kind].entries, "continued": page[kind].start > 0}
        for kind, words in vocabulary.kinds(catalog.publication.language).items()
        if kind in page
    ]


def merged(*contexts: Mapping[str, Plain]) -> Context:
    """One context out of several."""
    return {key: value for context in contexts for key, value in context.items()}
