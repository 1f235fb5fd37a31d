"""What can be asked of the `factpress` command: its arguments, with help and examples."""

from __future__ import annotations

import argparse
from pathlib import Path

from factpress import __version__
from factpress.cli import commands as run
from factpress.cli import keys
from factpress.cli.clock import instant

_EXAMPLES = """\
examples:
  factpress build                       build content/ into site/
  factpress check --format github       only look for problems, as CI annotations
  factpress preview                     serve the site and reload it on every change
  factpress quote dam-row "late by"     find words in a source, ready to paste
  factpress lock                        find every passage; record what readers are told
"""


def parser() -> argparse.ArgumentParser:
    """The command's parser; each command's options carry the function to run as `run`."""
    top = argparse.ArgumentParser(
        prog="factpress",
        description="A static-site generator for fact-check publications.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"factpress {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_build(commands)
    _add_check(commands)
    _add_preview(commands)
    _add_verify(commands)
    _add_lock(commands)
    _add_quote(commands)
    _add_uncited(commands)
    _add_theme(commands)
    _add_key(commands)
    return top


_Commands = argparse._SubParsersAction  # the type that add_subparsers returns has no public name


def _command(
    commands: _Commands[argparse.ArgumentParser], name: str, summary: str, examples: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name,
        help=summary,
        description=summary,
        epilog="examples:\n" + examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument(
        "--content", type=Path, default=Path("content"), metavar="DIR", help="cards (content/)"
    )
    command.add_argument(
        "--templates",
        type=Path,
        metavar="DIR",
        help="templates of your own that override the theme's by name (templates/, if there)",
    )
    command.add_argument(
        "--archive",
        type=Path,
        metavar="DIR",
        help="saved copies of the sources (FACTPRESS_ARCHIVE, or archive in publication.yaml)",
    )
    clock = command.add_mutually_exclusive_group()
    clock.add_argument(
        "--date",
        type=instant,
        metavar="DATE",
        help="the instant the build takes for now (SOURCE_DATE_EPOCH, or now); a day is 00:00 UTC",
    )
    clock.add_argument(
        "--as-of", type=instant, metavar="DATE", help="the old name of --date, for this release"
    )
    return command


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1")
    return int(text)


def _add_build(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "build",
        "Build the site. Nothing is written unless everything is right.",
        "  factpress build\n  factpress build --content cards --out public --json\n",
    )
    command.add_argument(
        "--out", type=Path, default=Path("site"), metavar="DIR", help="the site (site/)"
    )
    command.add_argument(
        "--drafts",
        action="store_true",
        help="let in what is held back: drafts, and claims of a later day",
    )
    command.add_argument(
        "--jobs", type=_number, metavar="N", help="processes (as many as there are processors)"
    )
    command.add_argument("--explain", action="store_true", help="say why each page was written")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--quiet", action="store_true", help="print problems only")
    form.add_argument("--json", action="store_true", help="print the report as JSON")
    command.set_defaults(run=run.build)


def _add_check(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "check",
        "Look for problems; build nothing.",
        "  factpress check\n  factpress check --format github\n  factpress check --new\n",
    )
    command.add_argument(
        "--new",
        action="store_true",
        help="list what a build would show to readers for the first time, against the lock",
    )
    command.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="text (default), json, or github for annotations in a workflow",
    )
    command.add_argument(
        "--json",
        action="store_const",
        const="json",
        dest="format",
        help="the same as --format json",
    )
    command.set_defaults(run=run.check)


def _add_preview(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "preview",
        "Serve the site on this machine and reload it on every change.",
        "  factpress preview\n  factpress preview --port 9000 --no-drafts\n",
    )
    command.add_argument("--port", type=int, default=8000, metavar="N", help="port (8000)")
    command.add_argument(
        "--no-drafts", action="store_true", help="leave out what a build holds back"
    )
    command.set_defaults(run=run.preview)


def _add_verify(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "verify",
        "Find every passage in the saved copies.",
        "  factpress verify\n  factpress verify --write\n",
    )
    command.add_argument(
        "--write", action="store_true", help="keep what was found in content/evidence.lock"
    )
    add_signing(command)
    command.set_defaults(run=run.verify)


def _add_lock(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "lock",
        "Check all, show what readers will see changed, write the lock and sign it.",
        "  factpress lock\n  factpress lock --key ~/keys/dam-watch.key\n",
    )
    add_signing(command)
    command.set_defaults(run=run.lock)


def add_signing(command: argparse.ArgumentParser) -> None:
    """What a command that writes the lock is told of its signature."""
    command.add_argument(
        "--key",
        type=Path,
        metavar="FILE",
        help="secret key that signs the lock (FACTPRESS_KEY, or the user's configuration folder)",
    )
    command.add_argument(
        "--accept",
        action="store_true",
        help="start from a lock that is not validly signed or not whole, and say what is forgotten",
    )


def _add_key(commands: _Commands[argparse.ArgumentParser]) -> None:
    summary = "Make the key that signs the lock."
    key = commands.add_parser("key", help=summary, description=summary)
    actions = key.add_subparsers(title="actions", metavar="ACTION", required=True)
    what = "Make a secret key without a password; print its public part. Never overwrites a file."
    action = actions.add_parser(
        "new",
        help=what,
        description=what,
        epilog="examples:\n  factpress key new\n  factpress key new --out ~/keys/dam-watch.key\n",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    action.add_argument(
        "--out", type=Path, metavar="FILE", help="the secret key (the user's configuration folder)"
    )
    action.set_defaults(run=keys.new)


def _add_quote(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "quote",
        "Find words in a source's document; print them as evidence to paste into a card.",
        '  factpress quote dam-row "still pouring concrete"\n',
    )
    command.add_argument("source", metavar="SOURCE", help="id of the source card")
    command.add_argument("words", metavar="WORDS", help="the words to find")
    command.set_defaults(run=run.quote)


def _add_uncited(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "uncited",
        "List the paragraphs of a source's document that no claim quotes.",
        "  factpress uncited dam-row\n",
    )
    command.add_argument("source", metavar="SOURCE", help="id of the source card")
    command.set_defaults(run=run.uncited)


def _add_theme(commands: _Commands[argparse.ArgumentParser]) -> None:
    summary = "Take over templates: list them, copy one for editing, see what has changed since."
    theme = commands.add_parser(
        "theme",
        help=summary,
        description=summary,
        epilog="examples:\n  factpress theme list\n  factpress theme copy claim.html\n"
        "  factpress theme diff claim.html\n  factpress theme describe claim.html\n",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = theme.add_subparsers(title="actions", metavar="ACTION", required=True)
    asked = (
        ("list", "List the templates, and which of them are your own.", run.theme_list),
        ("copy", "Copy one for editing; never overwrites a file.", run.theme_copy),
        ("diff", "Compare your copy with the original as it is now.", run.theme_diff),
        ("describe", "Print a template's blocks and the values it sees.", run.theme_describe),
    )
    for name, what, function in asked:
        action = actions.add_parser(name, help=what, description=what)
        if name != "list":
            action.add_argument("name", metavar="NAME", help="such as claim.html")
        action.add_argument(
            "--content", type=Path, default=Path("content"), metavar="DIR", help="cards (content/)"
        )
        action.add_argument(
            "--templates", type=Path, metavar="DIR", help="templates of your own (templates/)"
        )
        action.set_defaults(run=function)
