"""Gathers the messages of the interface from code and templates: what `make messages` does.

In: the repository. Out: `factpress.pot`, and the catalogue of every language with the messages that
it lacks. What is translated is kept word for word, at the end of the file when no longer needed.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "generator/factpress/i18n/locale"
TEMPLATE = LOCALE / "factpress.pot"
# Functions whose arguments are messages, besides gettext's own: `say(…)`, `self._say(…)` and
# `say.plural(…)`.
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "say": None,
    "_say": None,
    "message": None,
    "plural": (1, 2),
}
# Lines of a header that name the day, the version of Babel, or nobody.
_RESTLESS = tuple(
    f'"{name}: '
    for name in (
        *("Project-Id-Version", "Report-Msgid-Bugs-To", "POT-Creation-Date", "PO-Revision-Date"),
        *("Last-Translator", "Language-Team", "Generated-By"),
    )
)


def gathered(root: Path = ROOT) -> Catalog:
    """All messages of code and templates, by place."""
    catalogue = Catalog(charset="utf-8", fuzzy=False)
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["babel"]
    patterns = [
        (pattern, each["method"], {k: v for k, v in each.items() if k not in ("method", "pattern")})
        for each in settings["mappings"]
        for pattern in ([each["pattern"]] if isinstance(each["pattern"], str) else each["pattern"])
    ]
    found = extract_from_dir(
        root,
        [(pattern, method) for pattern, method, _ in patterns],
        {pattern: options for pattern, _, options in patterns},
        _KEYWORDS,
        ["Translators:"],
        strip_comment_tags=True,
    )
    for path, _, message, comments, context in sorted(found, key=lambda each: each[:2]):
        catalogue.add(message, locations=[(path, 0)], auto_comments=comments, context=context)
    return catalogue


def languages() -> Iterator[tuple[str, Path]]:
    """Every language with a catalogue, and where it is."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/factpress.po")):
        yield path.parent.parent.name, path


def read(language: str, path: Path) -> Catalog:
    """A language's catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(path: Path, catalogue: Catalog) -> None:
    """Writes a catalogue: messages in the order of their letters, each in one line, without places.

    So a new message adds its own lines and changes no others. The header says only what does not
    change by itself.
    """
    catalogue.header_comment = "# The words of factpress's interface; see docs/how-to/languages.md."
    path.parent.mkdir(parents=True, exist_ok=True)
    written = BytesIO()
    write_po(written, catalogue, width=0, no_location=True, sort_output=True)
    lines = written.getvalue().decode("utf-8").splitlines(keepends=True)
    path.write_text("".join(each for each in lines if not each.startswith(_RESTLESS)), "utf-8")


def update(root: Path = ROOT) -> list[str]:
    """Brings the catalogues up to date; says of each how many messages wait for words."""
    template = gathered(root)
    write(TEMPLATE, template)
    said = []
    for language, path in languages():
        catalogue = read(language, path)
        for message in list(catalogue.obsolete.values()):
            catalogue.add(message.id, message.string, context=message.context)
        # Those that are still not needed come back here.
        catalogue.obsolete.clear()
        catalogue.update(template, no_fuzzy_matching=True)
        write(path, catalogue)
        waiting = [m for m in catalogue if m.id and not is_ready(m.string)]
        said.append(f"{language}: {len(catalogue)} messages, {len(waiting)} without a translation")
    return said


def is_ready(string: str | tuple[str, ...] | list[str] | None) -> bool:
    """Whether a translation is there, in every plural form."""
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in update())
