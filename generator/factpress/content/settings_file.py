"""The settings of a publication, from its file `publication.yaml`.

In: the file. Out: typed settings where they are right, the place of each, and problems.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from factpress.content.front_matter import FrontMatter, read_settings
from factpress.content.validation import typed
from factpress.i18n.translations import SHIPPED, shipped_language
from factpress.model.cards import UNREAD, InputFile, Place
from factpress.model.limits import PROBLEMS
from factpress.model.problems import Problem, Severity, first_of, quoted
from factpress.model.settings import NO_NEEDS, Needs, PublicationFields, Rating


class Settings(NamedTuple):
    """The file as read. `front` is None where it is no YAML, `fields` where anything is wrong."""

    path: str
    front: FrontMatter | None
    fields: PublicationFields | None
    problems: tuple[Problem, ...]

    def problem(self, field: str, message: str, severity: Severity = "error") -> Problem:
        """A problem at a field's value, or at the first line where it has none."""
        place = self.front.places.get(field) if self.front else None
        return Problem(self.path, *(place or Place(1, 1)), message, severity)


def settings_in(file: InputFile) -> Settings:
    """The settings in a file; none, and no problem, of one that was too large to be read."""
    if file.digest == UNREAD:
        return Settings(file.path, None, None, ())
    front = read_settings(file)
    if not isinstance(front, FrontMatter):
        return Settings(file.path, None, None, first_of(front, PROBLEMS))
    fields, problems = typed(PublicationFields, front, file.path)
    if fields and fields.publisher and not fields.publisher.name:
        fields = replace(fields, publisher=replace(fields.publisher, name=fields.name))
    if fields:
        problems = (
            *problems,
            *_untranslated(fields, front, file.path),
            *_without_value(fields.ratings, front, file.path),
            *_with_same_needs(fields.ratings, front, file.path),
        )
    reported = first_of((*front.problems, *problems), PROBLEMS)
    return Settings(file.path, front, fields, reported)


def check_expiry(settings: Settings, today: dt.date) -> Iterator[Problem]:
    """A warning where `security.txt` has expired, or is to count for more than a year.

    Rule: RFC 9116, section 2.5.5: less than a year ahead is recommended.
    """
    security = settings.fields.security if settings.fields else None
    if security is None:
        return
    if security.expires < today:
        found = f"has passed on {today}, so nobody may rely on security.txt any more"
    elif (security.expires - today).days > 366:
        found = f"is more than a year after {today}, when the contacts may be old"
    else:
        return
    message = f"{security.expires} {found}; check the contacts, and write a day within a year"
    yield settings.problem("security.expires", message, "warning")


def _untranslated(fields: PublicationFields, front: FrontMatter, path: str) -> Iterator[Problem]:
    """A warning where the interface has no translation into the site's language."""
    if shipped_language(fields.language) is None:
        message = (
            f"the interface has no words in {quoted(fields.language)}, so that its own stay "
            f"English; it has them in {', '.join(SHIPPED)} and their regional forms"
        )
        yield Problem(path, *front.places["language"], message, "warning")


def _with_same_needs(ratings: Sequence[Rating], front: FrontMatter, path: str) -> Iterator[Problem]:
    """Warnings for ratings with the same needs: no evidence decides between them."""
    first: dict[Needs, str] = {}
    for index, rating in enumerate(ratings):
        other = first.setdefault(rating.needs, rating.id)
        if rating.needs != NO_NEEDS and other != rating.id:
            message = (
                f"rating {quoted(rating.id)} needs the same as {quoted(other)}, so every claim "
                "with one of them must say in rating_note why it is not the other; let the two "
                "ask for different things, or neither for any"
            )
            yield Problem(path, *front.places[f"ratings.{index}.needs"], message, "warning")


def _without_value(ratings: Sequence[Rating], front: FrontMatter, path: str) -> Iterator[Problem]:
    """Ratings without a value on a scale on which others have one."""
    for index, rating in enumerate(ratings):
        if rating.value is None and any(each.value is not None for each in ratings):
            message = (
                f"rating {quoted(rating.id)} has no value, and others of the scale have one; give "
                "every rating a value, if the scale is a ladder from worst to best, or none, if "
                "its ratings are kinds"
            )
            yield Problem(path, *front.places[f"ratings.{index}"], message)
