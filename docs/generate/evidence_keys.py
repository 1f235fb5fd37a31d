"""The table of keys in docs/reference/evidence-json.md, made from the schema of the file.

Run as `python docs/generate/evidence_keys.py`, which writes the page anew.
"""

from __future__ import annotations

import re
from pathlib import Path

from factpress.exports.annotation_parts import ITEMS, Annotation, AnnotationPage
from factpress.exports.schemas import keys_of, list_schema

PAGE = Path(__file__).parents[1] / "reference/evidence-json.md"
_TABLE = re.compile(r"(?m)^\| Key \| Present \|.*\n(?:\|.*\n)+")


def page() -> str:
    """The page with its table as the schema has it."""
    schema = list_schema(AnnotationPage, "items", Annotation, ITEMS)
    rows, always = [], {""}
    for key in keys_of(schema):
        # A key is there always if the keys above it are.
        if key.is_required and key.path.rpartition(".")[0] in always:
            always.add(key.path)
        presence = "always" if key.path in always else "sometimes"
        about = key.about or " or ".join(f"`{word}`" for word in key.values)
        rows.append(f"| `{key.path}` | {presence} | {about} |\n")
    table = "".join(["| Key | Present | What it holds |\n|---|---|---|\n", *rows])
    return _TABLE.sub(lambda _: table, PAGE.read_text("utf-8"))


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
