"""The commands of the first steps: `init`, `new`, `source add`, `move`, `doctor`."""

from __future__ import annotations

import argparse
import datetime as dt
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from factpress.cli.clock import instant_of
from factpress.cli.commands import DONE, REFUSED, UsageError, archive_option
from factpress.cli.printing import print_lines, print_problems, print_status
from factpress.model.cards import CardKey
from factpress.model.problems import BuildRefused, FolderRefused, Problem, errors, unknown
from factpress.model.urls import SETTINGS_PATH
from factpress.output import disk
from factpress.output.content_folder import content_folder

if TYPE_CHECKING:
    from factpress.model.settings import PublicationFields
    from factpress.starting.sources import Added, Given

_BEGUN = """\
{count} files are in {folder}/. Next{there}:

  factpress preview        see the site as you write
  factpress build          write the site to site/
  factpress lock           record what readers see, before you publish
  factpress docs tutorial  learn the rest in ten minutes{example}"""
_EXAMPLE = """

The claims, people and documents in it are an example, and say so. `factpress init --minimal FOLDER`
leaves them out."""


def init(arguments: argparse.Namespace) -> int:
    """Begins a publication in an empty folder."""
    from factpress.starting.publication import Beginning, begin, name_of_folder

    folder: Path = arguments.folder
    name = arguments.name or name_of_folder(folder)
    made = begin(folder, Beginning(name, arguments.language, not arguments.minimal))
    is_here = folder.absolute() == Path.cwd()
    there = "" if is_here else f", in that folder (cd {folder})"
    example = "" if arguments.minimal else _EXAMPLE
    shown = "." if is_here else folder
    print_lines(_BEGUN.format(count=len(made), folder=shown, there=there, example=example))
    return DONE


def new(arguments: argparse.Namespace) -> int:
    """Writes a new card, and prints its path and what is to be filled in."""
    from factpress.starting.cards import id_for, new_card, write_card

    title = " ".join(arguments.title.split())
    if not title:
        raise UsageError("the title is empty; write it in quotation marks")
    settings = _settings(arguments.content)
    key = CardKey(arguments.kind, id_for(arguments.kind, title, arguments.id))
    known = {"kind": _sort(arguments)}
    if arguments.kind == "claim":
        known["checked"] = _today().isoformat()
    card = new_card(key, title, known, [rating.id for rating in settings.ratings])
    print_lines(write_card(arguments.content, card.path, card.text).as_posix())
    _say_what_is_empty(card.empty)
    return DONE


def _sort(arguments: argparse.Namespace) -> str:
    """The kind of an actor or a source, as it was given."""
    from factpress.evidence.suggestions import yaml_value
    from factpress.model.schema import ActorKind

    sort: str = arguments.sort or ""
    allowed = get_args(ActorKind)
    if sort and arguments.kind not in ("actor", "source"):
        raise UsageError("--kind is for actors and sources")
    if sort and arguments.kind == "actor" and sort not in allowed:
        raise UsageError(unknown("--kind", sort, allowed, is_not="is no kind of actor"))
    return yaml_value(sort) if sort and arguments.kind == "source" else sort


def _say_what_is_empty(names: Iterable[str]) -> None:
    named = ", ".join(names)
    if named:
        print_status(f"it is a draft until you fill in: {named}", "yellow")


def source_add(arguments: argparse.Namespace) -> int:
    """Keeps a copy of a document, and writes its source's card and its publisher's."""
    from factpress.starting.git_ignore import archive_folder, exposed
    from factpress.starting.sources import Places, Wanted, added, write

    settings = _settings(arguments.content)
    archive = archive_folder(arguments.content, archive_option(arguments.archive, must_exist=False))
    if archive is None:
        raise FolderRefused(
            f"{arguments.content / SETTINGS_PATH}: names no folder for saved copies; add the line "
            "archive: archive"
        )
    places = Places(arguments.content, archive, settings.limits)
    given = _given(arguments, settings)
    found = added(given, Wanted(arguments.id, arguments.publisher), places, _today())
    written = list(write(found, arguments.content))
    print_lines("\n".join(disk.short(path).as_posix() for path in written))
    _say_more(found, arguments.content)
    print_problems(exposed(archive, arguments.content))
    return DONE


def _given(arguments: argparse.Namespace, settings: PublicationFields) -> Given:
    """The document: a file of this machine, or fetched."""
    from factpress.starting.fetching import FetchLimits, fetch
    from factpress.starting.sources import given_file, given_page

    written: str = arguments.document
    if "://" not in written:
        return given_file(Path(written), settings.limits)
    most = settings.limits.document_mb << 20
    limits = FetchLimits(arguments.seconds, most, arguments.allow_private)
    return given_page(fetch(written, limits, lambda url: print_status(f"redirected to {url}", "")))


def _say_more(found: Added, content: Path) -> None:
    if len(found.cards) > 1:
        path = content / found.cards[1][0]
        print_status(f"{path} is new: is the publisher's name right?", "yellow")
    if found.copy is None:
        print_status("this copy is in the archive already", "")
    _say_what_is_empty(found.empty)
    when = "then" if found.empty else "next"
    print_status(f'{when}: factpress quote {found.card_id} "some words"', "green")


def move(arguments: argparse.Namespace) -> int:
    """Moves a card with every reference to it."""
    from factpress.cache.inputs import shown
    from factpress.model import limits
    from factpress.output import scanning
    from factpress.starting.cards import card_path
    from factpress.starting.moving import moved, named_card, write

    content: Path = arguments.content
    files, problems = scanning.scan(content_folder(content), limits.bytes_of_content)
    if problems:
        raise BuildRefused([shown(content, each) for each in problems])
    try:
        old = named_card(arguments.old, [file.path for file in files])
        # An id alone for the new name means a card of the same kind.
        beside = CardKey(old.kind, arguments.new.removesuffix(".md"))
        found = moved(files, old, named_card(arguments.new, [card_path(beside)]))
    except BuildRefused as refused:
        raise BuildRefused([shown(content, each) for each in refused.problems]) from None
    if not arguments.dry_run:
        write(found, content, files)
    lines = [f"{content / found.old_path} → {content / found.new_path}"]
    print_lines("\n".join([*lines, *(f"  {content / each}" for each in found.places)]))
    would = "would change; nothing was written" if arguments.dry_run else "changed"
    count = len(found.texts)
    print_status(f"{count} file{'' if count == 1 else 's'} {would}", "green")
    return DONE


_SIGNS = {"ok": "✓", "note": "–", "wrong": "✗"}


def doctor(arguments: argparse.Namespace) -> int:
    """Prints what works here and what does not; 1 when anything is wrong."""
    from factpress.starting.doctor import findings

    archive = archive_option(arguments.archive, must_exist=False)
    found = list(findings(arguments.content, archive, os.environ))
    print_lines("\n".join(f"{_SIGNS[each.outcome]} {each.subject}: {each.text}" for each in found))
    wrong = sum(each.outcome == "wrong" for each in found)
    if wrong:
        print_status(f"{wrong} thing{'' if wrong == 1 else 's'} to mend, marked ✗", "red")
    return REFUSED if wrong else DONE


def _settings(content: Path) -> PublicationFields:
    """The settings of the publication. Raises BuildRefused where there are none."""
    from factpress.cache.inputs import shown
    from factpress.starting.publication import settings_of

    settings = settings_of(content_folder(content))
    if settings is None:
        message = "file is missing; `factpress init FOLDER` makes one"
        raise BuildRefused([shown(content, Problem(SETTINGS_PATH, 1, 1, message))])
    if settings.fields is None:
        raise BuildRefused([shown(content, each) for each in errors(settings.problems)])
    return settings.fields


def _today() -> dt.date:
    try:
        return instant_of(os.environ).date()
    except ValueError as error:
        raise UsageError(str(error)) from None
