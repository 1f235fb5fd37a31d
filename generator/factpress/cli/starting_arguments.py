"""The arguments of the first steps: `init`, `new`, `source`, `move`, `doctor`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from factpress.cli import starting as run
from factpress.model.urls import FOLDERS

# The type that add_subparsers returns has no public name.
_Commands: TypeAlias = "argparse._SubParsersAction[Any]"
# Makes a command of a name and the function that runs it.
MakeParser: TypeAlias = Callable[..., argparse.ArgumentParser]

# The summary of each command, and examples of what is typed after `factpress`.
TEXTS = {
    "init": (
        "Begin a publication, with a small example, in a new or empty folder.",
        ("init dam-watch", 'init --minimal --name "Dam Watch" --language en .'),
    ),
    "new": (
        "Write a new card, with what it needs. Never overwrites a file.",
        ('new claim "The dam was finished in 2019."', 'new actor "Ada Finch" --kind person'),
    ),
    "source": ("Add a source: a document, with its saved copy.", ()),
    "add": (
        "Save a copy of a document in the archive; write its card from what it says of itself.",
        (
            "source add dam-row.html",
            "source add https://gazette.example/dam-row --publisher gazette",
        ),
    ),
    "move": (
        "Rename a card and every reference to it; its former address leads on.",
        ("move actors/ada-finch actors/ada-finch-marsh", "move claims/dam claims/2022/dam"),
    ),
    "doctor": ("See what works here and what does not: Python, extras, archive, key.", ("doctor",)),
}


def add_starting(commands: _Commands, make: MakeParser) -> None:
    """Adds the commands of the first steps."""
    init = make(commands, "init", run.init)
    init.add_argument("folder", type=Path, metavar="FOLDER", help="a new folder, or an empty one")
    init.add_argument("--name", metavar="NAME", help="the publication (the folder's name)")
    language = "language of the site, as in BCP 47 (en)"
    init.add_argument("--language", default="en", metavar="TAG", help=language)
    init.add_argument("--minimal", action="store_true", help="without the example")
    _add_new(make(commands, "new", run.new))
    source = make(commands, "source")
    actions = source.add_subparsers(title="actions", metavar="ACTION", required=True)
    _add_source_add(make(actions, "add", run.source_add))
    move = make(commands, "move", run.move)
    move.add_argument("old", metavar="KIND/OLD", help="the card, such as actors/ada, or its path")
    move.add_argument("new", metavar="KIND/NEW", help="what it is to be")
    move.add_argument("--dry-run", action="store_true", help="show what would change")
    _add_content(move)
    doctor = make(commands, "doctor", run.doctor)
    _add_content(doctor)
    _add_archive(doctor)


def _add_new(new: argparse.ArgumentParser) -> None:
    kinds = tuple(FOLDERS.values())
    new.add_argument("kind", metavar="KIND", choices=kinds, help=f"one of: {', '.join(kinds)}")
    new.add_argument("title", metavar="TITLE", help="the claim, a name, a title, what happened")
    new.add_argument("--id", metavar="ID", help="the card's id (made of the title)")
    kind = "what an actor or a source is: person, publication, news report, …"
    new.add_argument("--kind", dest="sort", metavar="KIND", help=kind)
    _add_content(new)


def _add_source_add(add: argparse.ArgumentParser) -> None:
    add.add_argument("document", metavar="FILE|URL", help="a file, or an address")
    add.add_argument("--id", metavar="ID", help="the source's id (made of the document's title)")
    publisher = "actor who published it (the one that the document names)"
    add.add_argument("--publisher", metavar="ID", help=publisher)
    seconds = "longest time to wait for an answer (20)"
    add.add_argument("--seconds", type=float, default=20, metavar="N", help=seconds)
    private = "fetch from this machine and from private networks too"
    add.add_argument("--allow-private", action="store_true", help=private)
    _add_content(add)
    _add_archive(add)


def _add_content(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--content", type=Path, default=Path("content"), metavar="DIR", help="cards (content/)"
    )


def _add_archive(command: argparse.ArgumentParser) -> None:
    archive = "saved copies (FACTPRESS_ARCHIVE, or archive in publication.yaml)"
    command.add_argument("--archive", type=Path, metavar="DIR", help=archive)
