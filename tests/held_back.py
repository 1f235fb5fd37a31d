"""Cards that readers must not see yet: drafts and claims of a later day, all named Quorvex."""

from __future__ import annotations

import datetime as dt

from conftest import BASE, PUBLICATION
from plenty import RICH

DAM = "content/claims/dam.md"
LATER = dt.date(2027, 1, 5)
SETTINGS = "url: https://dam.example/\nsocial_cards: true\nprecompress: true\n"
SETTINGS += "limits: {document_share: 0.6}\n"
# Everything that a page can show, but for the many actors.
SHOWN: dict[str, str | bytes | None] = {
    **{path: text for path, text in RICH.items() if "actor-" not in path},
    "content/publication.yaml": PUBLICATION + SETTINGS,
}
SPEECH = """\
The weir at Quorvexia leaks, the Quorvex speaker wrote. The gate is shut.

It was built of oak in the year of the flood, and nobody has looked after it since then. The mill
below it stands still.
"""
DRAFT = "draft: true"


def claim_card(line: str = DRAFT) -> str:
    """A claim that only this part of the tests uses, and that uses a card in every way."""
    return f"""\
---
claim: The weir at Quorvexia leaks, says Nameda Quorvex.
rating: "true"
reason: Quorvexian surveyors measured it.
checked: 2022-02-15
{line}
said: 2022-01
claimants: [ministry, claimant-quorvex]
topics: [dams, topic-quorvex]
related: [dam]
aliases: [formerly-quorvex]
appearances:
  - source: appeared-quorvex
  - {{url: "https://quorvex.example/speech", title: Quorvex speech, date: 2022-01-07}}
changes:
  - {{date: 2022-02-16, kind: correction, note: Quorvexia was misspelt.}}
open_questions: [Who built Quorvexia?]
evidence:
  - id: quorvex-leak
    source: source-quorvex
    passage: The weir at Quorvexia leaks
    stance: asserts
    speaker: speaker-quorvex
    note: Quorvex note.
  - id: quorvex-shared
    source: gazette
    passage: The ministry did not answer questions about it
    stance: reports
---
See [[linked-quorvex]], [[topic:topic-quorvex]] and [[dam]] [@quorvex-leak].
"""


def actor_card(name: str, more: str = "", body: str = "") -> str:
    return f"---\nname: {name}\nkind: organisation\n{more}---\n{body}"


def source_card(title: str, publisher: str, more: str = "", body: str = "") -> str:
    card = BASE["content/sources/gazette.md"].replace("gazette-press", publisher)
    card = card.replace("Dam row deepens", title).replace("gazette.txt", "speech-quorvex.txt")
    return card.replace("sha256: ", f"{more}sha256: ", 1) + body


HIDDEN: dict[str, str | bytes | None] = {
    "archive/speech-quorvex.txt": SPEECH,
    "content/claims/claim-quorvex.md": claim_card(),
    "content/sources/source-quorvex.md": source_card(
        "Quorvex weekly on the weir",
        "publisher-quorvex",
        "url: https://quorvex.example/weir\norigins: [{actor: origin-quorvex}]\n"
        "defects: [{note: Quorvex date., passage: The gate is shut}]\n",
        "Of [[in-source-quorvex]].\n",
    ),
    "content/sources/appeared-quorvex.md": source_card("Quorvex evening", "ministry"),
    "content/topics/topic-quorvex.md": "---\nname: Quorvex weirs\n---\n[[in-topic-quorvex]]\n",
    "content/actors/claimant-quorvex.md": actor_card(
        "Quorvex claimant", "part_of: [whole-quorvex]\n"
    ),
    "content/actors/whole-quorvex.md": actor_card("Quorvex whole", "aliases: [Quorvexes]\n"),
    "content/actors/speaker-quorvex.md": actor_card(
        "Quorvex speaker", "role: Quorvex surveyor\nsame_as: ['https://quorvex.example/']\n"
    ),
    "content/actors/named-quorvex.md": actor_card("Nameda Quorvex"),
    "content/actors/linked-quorvex.md": actor_card("Quorvex linked", body="[[beyond-quorvex]]\n"),
    "content/actors/beyond-quorvex.md": actor_card("Quorvex beyond", body="[[linked-quorvex]]\n"),
    "content/actors/publisher-quorvex.md": actor_card("Quorvex press"),
    "content/actors/origin-quorvex.md": actor_card("Quorvex agency"),
    "content/actors/in-source-quorvex.md": actor_card("Quorvex printer"),
    "content/actors/in-topic-quorvex.md": actor_card("Quorvex builder"),
    # Nothing uses it, but it would bring one of them along.
    "content/actors/branch-quorvex.md": actor_card("Quorvex branch", "part_of: [whole-quorvex]\n"),
    "content/actors/drafted-quorvex.md": actor_card("Quorvex drafted", "draft: true\n"),
    "content/sources/drafted-quorvex.md": source_card(
        "Quorvex drafted", "ministry", "draft: true\n"
    ),
    "content/topics/drafted-quorvex.md": "---\nname: Quorvex drafted\ndraft: true\n---\n",
    "content/events/drafted-quorvex.md": "---\nwhat: Quorvex drafted\ndate: 2022\ndraft: true\n"
    "claims: [dam, claim-quorvex]\nsources: [source-quorvex, gazette]\n---\n",
    "content/pages/drafted-quorvex.md": "---\ntitle: Quorvex drafted\ndraft: true\n---\n",
}
OF_LATER_DAY = {
    **{path: text for path, text in HIDDEN.items() if "drafted" not in path},
    "content/claims/claim-quorvex.md": claim_card("").replace("2022-02-15", str(LATER)),
}
KEPT_OUT = {"drafts": HIDDEN, "a later day": OF_LATER_DAY}
