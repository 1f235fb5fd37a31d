"""The small publication with at least one of everything that a page can show."""

from __future__ import annotations

from conftest import BASE, CLAIM, PUBLICATION

_CLAIM = CLAIM.replace(
    "topics: [dams]\n",
    """\
topics: [dams]
aliases: [old-dam]
related: [later]
open_questions: [Where is the log?]
appearances:
  - {source: gazette, date: 2022-01-06}
  - {url: "https://dam.example/x", title: A speech}
outside:
  - {note: The crane was sold., date: 2020-04, url: "https://crane.example/sold"}
changes:
  - {date: 2022-02-01, kind: rating, note: New words., from: "true", to: mixed}
  - {date: 2022-02-02, kind: update, note: More.}
""",
).replace(
    "    speaker: ministry\n",
    "    speaker: ministry\n    said: 2022-01-05\n    note: Read twice.\n    crop_ok: Fair.\n",
)
_GAZETTE = BASE["content/sources/gazette.md"].replace(
    "document: gazette.txt\n",
    """\
short: Gazette on the dam
language: en
url: https://gazette.example/dam
archived_url: https://archive.example/dam
origins: [{actor: ministry, note: "Inferred: it says so."}]
rights: Free.
defects:
  - {note: No log., passage: Nobody has published the building log}
document: gazette.txt
""",
)
RICH: dict[str, str] = {
    "content/publication.yaml": PUBLICATION + "url: https://dam.example/\nsocial_cards: true\n"
    "publisher: {name: Us, url: 'https://us.example/', contact: Here, funding: None}\n"
    "findings: [{text: Nobody agrees., claims: {dam: mixed, later: mixed}}]\n"
    "changes: [{date: 2022-03-05, kind: scale, note: Mixed is narrower now.}]\n",
    "content/events/opening.md": "---\nwhat: The ministry opened the dam.\ndate: 2022-01\n"
    "date_note: 'Inferred: last month.'\nplace: Upper valley\nclaims: [dam]\nsources: [gazette]\n"
    "outside: [{note: It is shut., date: 2024, url: 'https://shut.example/'}]\n"
    "short: Opening\n---\nThe [[ministry]] led the [[event:flood]].\n",
    "content/events/flood.md": "---\nwhat: The weir broke.\ndate: 2019-11-03/2019-11-05\n"
    "sources: [gazette]\n---\nBefore [[event:opening]] at [[source:gazette]].\n",
    "content/actors/gazette-press.md": "---\nname: River Gazette\nkind: publication\n"
    "short: Gazette\nowner: {name: The Valley Trust, url: 'https://trust.example/'}\n---\n",
    "content/claims/dam.md": _CLAIM,
    "content/claims/gone.md": """\
---
claim: The dam leaks.
withdrawn: {date: 2022-03-01, note: The saved copy was forged.}
related: [later]
changes: [{date: 2022-02-03, kind: correction, note: A name., from: "true", to: mixed}]
---
The [[gazette-press]] withdrew its report.
""",
    "content/claims/taken.md": """\
---
claim: The dam was ready in 2019.
merged_into: dam
changes: [{date: 2022-03-02, kind: merged, note: The same in other words.}]
---
""",
    "content/claims/later.md": CLAIM.replace("in 2019.\n", "late.\n").replace(
        "[[ministry]]", "[[dam]] [[gone]] [[ministry]]"
    ),
    "content/sources/gazette.md": _GAZETTE,
    "content/actors/ministry.md": "---\nname: Ministry of Works\nkind: organisation\n"
    "aliases: [dam]\nrole: Builds\nsame_as: ['https://m.example/']\npart_of: [state]\n---\n"
    "About [[gazette-press]].\n",
    "content/actors/state.md": "---\nname: The State\nkind: state\n---\n",
    # More than one page holds.
    **{
        f"content/actors/actor-{n}.md": f"---\nname: Actor {n}\nkind: person\n---\n"
        for n in range(250)
    },
}
