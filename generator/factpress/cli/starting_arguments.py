"""The arguments of the first steps: `init`, `new`, `source`, `move`, `doctor`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from factpress.cli import starting as run
from factpress.cli.shared_arguments import add_archive, add_content, add_flag
from factpress.model.urls import FOLDERS

# The type that add_subparsers returns has no public name.
_Commands: TypeAlias = "argparse._SubParsersAction[Any]"
# Makes a command of a name and the function that runs it.
MakeParser: TypeAlias = Callable[..., argparse.ArgumentParser]

# The summary of each command, and examples of what is typed after `factpress`.
TEXTS = {
    "init": (
        "Begin a publication in a new or empty folder, with a small example.",
        ("init dam-watch", 'init --minimal --name "Dam Watch" --language en .'),
    ),
    "new": (
        "Write a new card, which says what to fill in. Never overwrites a file.",
        ('new claim "The dam was finished in 2019."', 'new actor "Ada Finch" --kind person'),
    ),
    "source": ("Add a source: a document, with its saved copy.", ()),
    "add": (
        "Save a document in the archive, and write its card: title, date, publisher.",
        (
            "source add dam-row.html",
            "source add https://gazette.example/dam-row --publisher gazette",
        ),
    ),
    "move": (
        "Rename a card and every reference to it. Its old address leads to the new one.",
        ("move actors/ada-finch actors/ada-finch-marsh", "move claims/dam claims/2022/dam"),
    ),
    "doctor": (
        "See what works on this machine and in this publication, and what to do about the rest.",
        ("doctor",),
    ),
}


def add_starting(commands: _Commands, make: MakeParser) -> None:
    """Adds the commands of the first steps."""
    init = make(commands, "init", run.init)
    init.add_argument("folder", type=Path, metavar="FOLDER", help="a new folder, or an empty one")
    init.add_argument(
        "--name", metavar="NAME", help="name of the publication (default: the folder's)"
    )
    language = "language of the site, such as fr (default: en)"
    init.add_argument("--language", default="en", metavar="TAG", help=language)
    add_flag(init, "--minimal", "leave out the example")
    _add_new(make(commands, "new", run.new))
    source = make(commands, "source")
    actions = source.add_subparsers(title="actions", metavar="ACTION", required=True)
    _add_source_add(make(actions, "add", run.source_add))
    move = make(commands, "move", run.move)
    move.add_argument(
        "old", metavar="KIND/OLD", help="the card, such as actors/ada or content/actors/ada.md"
    )
    move.add_argument("new", metavar="KIND/NEW", help="its new name, such as actors/ada-finch")
    add_flag(move, "--dry-run", "show what would change, and change nothing")
    add_content(move)
    doctor = make(commands, "doctor", run.doctor)
    add_content(doctor)
    add_archive(doctor)


def _add_new(new: argparse.ArgumentParser) -> None:
    kinds = tuple(FOLDERS.values())
    new.add_argument("kind", metavar="KIND", choices=kinds, help=f"one of: {', '.join(kinds)}")
    new.add_argument(
        "title",
        metavar="TITLE",
        help="the claim, the name, the title or what happened, in quotation marks",
    )
    new.add_argument("--id", metavar="ID", help="id of the card (default: made from the title)")
    kind = "of an actor: person, publication, …; of a source: news report, post, …"
    new.add_argument("--kind", dest="sort", metavar="KIND", help=kind)
    add_content(new)


def _add_source_add(add: argparse.ArgumentParser) -> None:
    add.add_argument("document", metavar="FILE|URL", help="a file of this machine, or an address")
    add.add_argument(
        "--id", metavar="ID", help="id of the source (default: made from the document's title)"
    )
    publisher = "id of the actor who published it (default: whom the document names)"
    add.add_argument("--publisher", metavar="ID", help=publisher)
    seconds = "seconds to wait for an answer (default: 20)"
    add.add_argument("--seconds", type=float, default=20, metavar="N", help=seconds)
    private = "allow addresses of this machine and of private networks"
    add_flag(add, "--allow-private", private)
    add_content(add)
    add_archive(add)
