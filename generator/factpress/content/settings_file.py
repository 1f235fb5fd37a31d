"""The settings of a publication, read once: `publication.yaml`.

In: its file. Out: typed settings as far as they can be had, where each stands, and problems. Knows
nothing of what the settings are for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from factpress.content.front_matter import FrontMatter, read_settings
from factpress.content.validation import typed
from factpress.i18n.translations import SHIPPED, shipped_language
from factpress.model.cards import InputFile, Place
from factpress.model.problems import Problem, Severity, quoted
from factpress.model.settings import Needs, PublicationFields


class Settings(NamedTuple):
    """The file as read. `front` is None when it is no YAML, `fields` when anything is wrong."""

    path: str
    front: FrontMatter | None
    fields: PublicationFields | None
    problems: tuple[Problem, ...]

    def problem(self, field: str, message: str, severity: Severity = "error") -> Problem:
        """A problem at a field's value, or at the file's first line where it has none."""
        place = self.front.places.get(field) if self.front else None
        return Problem(self.path, *(place or Place(1, 1)), message, severity)


def settings_in(file: InputFile) -> Settings:
    """What a file says of the publication."""
    front = read_settings(file)
    if not isinstance(front, FrontMatter):
        return Settings(file.path, None, None, tuple(front))
    fields, problems = typed(PublicationFields, front, file.path)
    if fields and fields.publisher and not fields.publisher.name:
        fields = replace(fields, publisher=replace(fields.publisher, name=fields.name))
    told = (
        *front.problems,
        *problems,
        *_wordless(fields, front, file.path),
        *_numberless(fields, front, file.path),
        *_needs_twice(fields, front, file.path),
    )
    return Settings(file.path, front, fields, told)


def _wordless(
    fields: PublicationFields | None, front: FrontMatter, path: str
) -> tuple[Problem, ...]:
    """A warning when there is no catalogue of the interface's words in the site's language."""
    if fields is None or shipped_language(fields.language):
        return ()
    message = (
        f"the interface has no words in {quoted(fields.language)}, so that its own stay English; "
        f"it has them in {', '.join(SHIPPED)} and their regional forms"
    )
    return (Problem(path, *front.places["language"], message, "warning"),)


def _needs_twice(
    fields: PublicationFields | None, front: FrontMatter, path: str
) -> Iterator[Problem]:
    """Ratings that ask for the same, so that nothing ever parts the claims that have them."""
    first: dict[Needs, str] = {}
    for index, rating in enumerate(fields.ratings if fields else ()):
        if rating.needs != Needs():
            other = first.setdefault(rating.needs, rating.id)
            if other != rating.id:
                message = (
                    f"rating {quoted(rating.id)} needs the same as {quoted(other)}, so every claim "
                    "with one of them must say in rating_note why it is not the other; let the two "
                    "ask for different things, or neither for any"
                )
                yield Problem(path, *front.places[f"ratings.{index}.needs"], message, "warning")


def _numberless(
    fields: PublicationFields | None, front: FrontMatter, path: str
) -> Iterator[Problem]:
    """Ratings without a value on a scale on which others have one."""
    ratings = fields.ratings if fields else ()
    if all(rating.value is None for rating in ratings):
        return
    for index, rating in enumerate(ratings):
        if rating.value is None:
            message = (
                f"rating {quoted(rating.id)} has no value, and others of the scale have one; give "
                "every rating a value, if the scale is a ladder from worst to best, or none, if "
                "its ratings are kinds"
            )
            yield Problem(path, *front.places[f"ratings.{index}"], message)
