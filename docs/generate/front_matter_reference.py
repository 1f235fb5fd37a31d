"""The reference of front matter, made from the schema: `docs/reference/front-matter.md`.

In: the schema. Out: Markdown. Run as `python docs/generate/front_matter_reference.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from factpress.content.validation import Field, fields_of, model_in
from factpress.model.card_parts import Fields
from factpress.model.colors import Shade
from factpress.model.schema import (
    ActorFields,
    ClaimFields,
    EventFields,
    PageFields,
    PersonFields,
    SourceFields,
    TopicFields,
)
from factpress.model.settings import PublicationFields

_KINDS: tuple[tuple[str, type[Fields]], ...] = (
    ("content/publication.yaml", PublicationFields),
    ("content/claims/*.md", ClaimFields),
    ("content/sources/*.md", SourceFields),
    ("content/actors/*.md", ActorFields),
    ("content/topics/*.md", TopicFields),
    ("content/events/*.md", EventFields),
    ("content/people/*.md", PersonFields),
    ("content/pages/*.md", PageFields),
)

_INTRODUCTION = """\
# Front matter

<!-- Made from the schema by `make docs`; edit the descriptions of fields in the generator. -->

A card is a Markdown file that begins with YAML between two lines of `---`.

**Values.** Every scalar is read as text and typed by the tables below: `no`, `on`, `1.10` and
dates stay as you wrote them. Anchors, aliases, tags and merge keys are refused, and so is a key
that comes twice or that no table has.

**Quotation marks.** Put a text in quotation marks if it contains ` #` (YAML begins a comment
there) or `: `, or begins with a quotation mark, a bracket or another special character. If YAML
would cut a text or cannot read it, the problem gives the place and the line as it should be. In
double quotation marks write `\\\\` for a backslash. A comment is on a line of its own, or after an
id, a date, a number, a flag, or a text in quotation marks.

**Addresses.** A card's id is its path below its folder without `.md`, and its address follows from
that alone: `content/claims/wagner-in-mali.md` is the claim `wagner-in-mali` at
`/claims/wagner-in-mali/`; `content/pages/about.md` is at `/about/`. File names consist of the
letters a-z, digits, and single hyphens.

**Bodies** are Markdown with tables, footnotes, definition lists and fenced code. HTML shows as
text.

| write | for |
|---|---|
| `[[id]]` | a link to a card, which shows its name |
| `[[id\\|words]]` | the same with other words |
| `[[actor:id]]` | the same, if two cards of different kinds have the id |
| `[@evidence-id]` | a citation of one of the claim's passages |
| `[words](https://…)` | a link to `https:`, `http:` or `mailto:` |
| `<!-- a comment -->` | a note among writers, on no page and in no data; in code it is code |

Pictures cannot be shown yet, and are refused. So is text that Markdown would show nowhere:
footnotes and addresses of links that nothing refers to, and cells beyond a table's columns.
[markdown.md](markdown.md) has the Markdown of bodies, by examples.

[drafts.md](../how-to/drafts.md) says which cards readers see, with drafts and days to come.
[events-and-findings.md](../how-to/events-and-findings.md) is about events, findings, notes from
outside, short names and owners.

**Bold** fields are required. Of a claim that is withdrawn or merged only `claim` is required
([addresses.md](../how-to/addresses.md)).
"""


def reference() -> str:
    """The whole reference as Markdown."""
    return _INTRODUCTION + "".join(_section(title, model) for title, model in _KINDS)


def _section(title: str, model: type[Fields]) -> str:
    rows = "\n".join(_rows(model, ""))
    return f"\n## {title}\n\n| field | holds | meaning |\n|---|---|---|\n{rows}\n"


def _rows(model: type[Fields], prefix: str) -> Iterator[str]:
    for field in fields_of(model):
        name = f"{prefix}{field.name}"
        shown = f"**{name}**" if field.is_required else name
        yield f"| {shown} | {_holds(field)} | {field.description} |"
        inner = model_in(field.annotation)
        if inner:
            yield from _rows(inner, f"{name}.")


def _holds(field: Field) -> str:
    parts = _parts(field.annotation)
    is_list = any(get_origin(part) is tuple for part in parts)
    if any(get_origin(part) is dict for part in parts):
        if any(part is Any for part in parts):
            return "mapping"
        return "mapping of lists" if is_list else "mapping of text"
    literal = next((part for part in parts if get_origin(part) is Literal), None)
    if literal is not None:
        return ("list of: " if is_list else "") + ", ".join(map(str, get_args(literal)))
    if any(part is Shade for part in parts):
        return ("list of " if is_list else "") + ("colours" if is_list else "a colour")
    if model_in(field.annotation):
        return "list of mappings" if is_list else "mapping"
    names = {getattr(part, "__name__", "") for part in parts}
    words = next((w for n, w in _WORDS.items() if n in names), "text")
    return f"list of {words}" if is_list else words


_WORDS = {"date": "YYYY-MM-DD", "bool": "true or false", "int": "whole number", "float": "number"}


def _parts(annotation: Any) -> list[Any]:
    """The annotation and everything inside it."""
    return [annotation, *(inner for part in get_args(annotation) for inner in _parts(part))]


if __name__ == "__main__":
    sys.stdout.write(reference())
