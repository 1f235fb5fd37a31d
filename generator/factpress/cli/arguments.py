"""The arguments of the `factpress` command, with help and examples."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from factpress import __version__
from factpress.cli import audit, keys
from factpress.cli import commands as run
from factpress.cli.clock import instant
from factpress.cli.documentation import docs
from factpress.cli.starting_arguments import TEXTS, add_starting
from factpress.model.problems import closest, unknown

_EXAMPLES = """\
examples:
  factpress init dam-watch              begin a publication, with a small example
  factpress build                       build content/ into site/
  factpress check --format github       only look for problems, as CI annotations
  factpress preview                     serve the site and reload it on every change
  factpress quote dam-row "late by"     find words in a source, ready to paste
  factpress lock                        find every passage; record what readers see
  factpress docs tutorial               learn factpress in ten minutes, in a browser

documentation: factpress docs"""
# The type that add_subparsers returns has no public name.
_Commands: TypeAlias = "argparse._SubParsersAction[Any]"


class Parser(argparse.ArgumentParser):
    """A parser whose refusals suggest what was meant."""

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            what = str(action.metavar or action.dest).lower()
            message = unknown(what, str(value), list(action.choices), is_not="is not known")
            raise argparse.ArgumentError(None, message)

    def error(self, message: str) -> NoReturn:
        """Says how to begin where no command is given."""
        if message.endswith("required: COMMAND"):
            message = (
                "name a command: `factpress init FOLDER` begins a publication, and "
                "`factpress --help` lists all commands"
            )
        super().error(message)


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The arguments of a command line; ends the program, with 2, where they are wrong."""
    options, rest = parser().parse_known_args(arguments)
    if rest:
        command: argparse.ArgumentParser = options.command
        known = [each for action in command._actions for each in action.option_strings]
        nearest = closest(rest[0], known) if rest[0].startswith("-") else None
        hint = f"; did you mean {nearest}?" if nearest else ""
        command.error(f"{' '.join(rest)}: not known{hint}")
    return options


def parser() -> argparse.ArgumentParser:
    """The command's parser; each command's options carry the function to run as `run`."""
    top = Parser(
        prog="factpress",
        description="A static-site generator for fact-check publications.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"factpress {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add_starting(commands, _parser)
    _add_build(commands)
    _add_check(commands)
    _add_preview(commands)
    _add_lock_commands(commands)
    _add_audit_commands(commands)
    _add_quoting(commands)
    _add_theme(commands)
    _add_headers(commands)
    _add_key(commands)
    _add_docs(commands)
    return top


# The summary of each command, and examples of what is typed after `factpress`.
_TEXTS = {
    "build": (
        "Build the site. Nothing is written unless everything is right.",
        ("build", "build --content cards --out public --json"),
    ),
    "check": (
        "Look for problems; build nothing.",
        ("check", "check --format github", "check --new"),
    ),
    "preview": (
        "Serve the site on this machine and reload it on every change.",
        ("preview", "preview --port 9000 --no-drafts"),
    ),
    "verify": ("Find every passage in the saved copies.", ("verify", "verify --write")),
    "lock": (
        "Check everything, show what changes for readers, write the lock and sign it.",
        ("lock", "lock --key ~/keys/dam-watch.key"),
    ),
    "sign": (
        "Sign the manifest of a built site, if every file is as it lists it.",
        ("sign site", "sign site --key ~/keys/dam-watch.key"),
    ),
    "audit": (
        "Compare a site, in a folder or on a server, with its manifest; check its signature.",
        ("audit site", "audit https://dam.example/ --key RWQ…"),
    ),
    "quote": (
        "Find words in a source's document; print them as evidence to paste into a card.",
        ('quote dam-row "still pouring concrete"',),
    ),
    "uncited": (
        "List the paragraphs of a source's document that no claim quotes.",
        ("uncited dam-row",),
    ),
    "theme": (
        "Override templates: list them, copy one for editing, see what has changed since.",
        (
            "theme list",
            "theme copy claim.html",
            "theme diff claim.html",
            "theme describe claim.html",
        ),
    ),
    "list": ("List the templates, and which of them are your own.", ()),
    "copy": ("Copy one for editing; never overwrites a file.", ()),
    "diff": ("Compare your copy with the original as it is now.", ()),
    "describe": ("Print a template's blocks and the values it sees.", ()),
    "headers": (
        "Print what a server of your own is to send with the site, as lines of its configuration.",
        ("headers nginx", "headers caddy"),
    ),
    "key": ("Make the key that signs the lock.", ()),
    "docs": (
        "Open the documentation in a browser; it is on this machine.",
        ("docs", "docs tutorial", "docs lock", "docs --path front-matter"),
    ),
}
_KEY_NEW = (
    "Make a secret key without a password; print its public part. Never overwrites a file.",
    ("key new", "key new --out ~/keys/dam-watch.key"),
)


def _parser(commands: _Commands, name: str, run: Any = None) -> argparse.ArgumentParser:
    """A command or an action, with the function that runs it."""
    is_action = name == "new" and run is keys.new
    summary, examples = _KEY_NEW if is_action else (_TEXTS | TEXTS)[name]
    lines = "".join(f"  factpress {each}\n" for each in examples)
    command: argparse.ArgumentParser = commands.add_parser(
        name,
        help=summary,
        description=summary,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    # Of `factpress theme copy` the documentation has a page on `theme`.
    page = f"documentation: factpress docs {command.prog.split()[1]}"
    command.epilog = f"examples:\n{lines}\n{page}" if examples else page
    command.set_defaults(run=run, command=command)
    return command


def _command(commands: _Commands, name: str, run: Any) -> argparse.ArgumentParser:
    """A command that reads the publication."""
    command = _parser(commands, name, run)
    _add_content(command)
    own = "templates of your own that override the theme's by name (templates/, if there)"
    _add_folder(command, "--templates", own)
    archive = "saved copies of the sources (FACTPRESS_ARCHIVE, or archive in publication.yaml)"
    _add_folder(command, "--archive", archive)
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


def _add_flag(command: argparse._ActionsContainer, option: str, meaning: str) -> None:
    command.add_argument(option, action="store_true", help=meaning)


def _add_folder(
    command: argparse.ArgumentParser, option: str, meaning: str, default: Path | None = None
) -> None:
    command.add_argument(option, type=Path, default=default, metavar="DIR", help=meaning)


def _add_content(command: argparse.ArgumentParser) -> None:
    _add_folder(command, "--content", "cards (content/)", Path("content"))


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1")
    return int(text)


def _add_build(commands: _Commands) -> None:
    command = _command(commands, "build", run.build)
    _add_folder(command, "--out", "the site (site/)", Path("site"))
    held = "include cards that are held back: drafts, and claims of a later day"
    _add_flag(command, "--drafts", held)
    command.add_argument(
        "--jobs", type=_number, metavar="N", help="processes (as many as there are processors)"
    )
    in_place = "change the site file by file: half the disk, but readers may meet two versions"
    _add_flag(command, "--in-place", in_place)
    _add_flag(command, "--explain", "say why each page was written")
    form = command.add_mutually_exclusive_group()
    _add_flag(form, "--quiet", "print problems only")
    _add_flag(form, "--json", "print the report as JSON")


def _add_check(commands: _Commands) -> None:
    command = _command(commands, "check", run.check)
    new = "list what a build would show to readers for the first time, against the lock"
    _add_flag(command, "--new", new)
    command.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="text (default), json, or github for annotations in a workflow",
    )
    same = "the same as --format json"
    command.add_argument("--json", action="store_const", const="json", dest="format", help=same)


def _add_preview(commands: _Commands) -> None:
    command = _command(commands, "preview", run.preview)
    command.add_argument("--port", type=int, default=8000, metavar="N", help="port (8000)")
    _add_flag(command, "--no-drafts", "leave out cards that a build holds back")


def _add_lock_commands(commands: _Commands) -> None:
    verify = _command(commands, "verify", run.verify)
    _add_flag(verify, "--write", "record the passages in content/evidence.lock")
    key = "secret key that signs the lock (FACTPRESS_KEY, or the user's configuration folder)"
    accept = "start from a lock that is not validly signed or not whole, and list lost lines"
    for command in (verify, _command(commands, "lock", run.lock)):
        command.add_argument("--key", type=Path, metavar="FILE", help=key)
        _add_flag(command, "--accept", accept)


def _add_audit_commands(commands: _Commands) -> None:
    sign = _parser(commands, "sign", audit.sign)
    sign.add_argument("site", type=Path, metavar="SITE", help="folder of the site")
    key = "secret key that signs the manifest (FACTPRESS_KEY, or the user's configuration folder)"
    sign.add_argument("--key", type=Path, metavar="FILE", help=key)
    sign.set_defaults(accept=False)
    check = _parser(commands, "audit", audit.audit)
    check.add_argument("site", metavar="SITE", help="folder or address of the site")
    check.add_argument("--key", metavar="KEY", help="public key (that in publication.yaml)")
    expect = "SHA-256 that manifest.json must have: a newer one than that of an old copy"
    check.add_argument("--expect", metavar="DIGEST", help=expect)
    seconds = "longest time to wait for an answer (20)"
    check.add_argument("--seconds", type=_number, default=20, metavar="N", help=seconds)
    _add_flag(check, "--json", "print the result as JSON")
    for command in (sign, check):
        _add_folder(command, "--content", "cards of the publication, for its key (content/)")


def _add_quoting(commands: _Commands) -> None:
    quote = _command(commands, "quote", run.quote)
    for command in (quote, _command(commands, "uncited", run.uncited)):
        command.add_argument("source", metavar="SOURCE", help="id of the source card")
    quote.add_argument("words", metavar="WORDS", help="the words to find")


def _add_theme(commands: _Commands) -> None:
    theme = _parser(commands, "theme")
    actions = theme.add_subparsers(title="actions", metavar="ACTION", required=True)
    functions = {
        "list": run.theme_list,
        "copy": run.theme_copy,
        "diff": run.theme_diff,
        "describe": run.theme_describe,
    }
    for name, function in functions.items():
        action = _parser(actions, name, function)
        if name != "list":
            action.add_argument("name", metavar="NAME", help="such as claim.html")
        _add_content(action)
        _add_folder(action, "--templates", "templates of your own (templates/)")


def _add_headers(commands: _Commands) -> None:
    headers = _parser(commands, "headers", run.headers)
    headers.add_argument(
        "server", metavar="SERVER", choices=("nginx", "caddy"), help="nginx or caddy"
    )
    _add_content(headers)
    _add_folder(headers, "--templates", "templates of your own (templates/)")


def _add_key(commands: _Commands) -> None:
    key = _parser(commands, "key")
    actions = key.add_subparsers(title="actions", metavar="ACTION", required=True)
    _parser(actions, "new", keys.new).add_argument(
        "--out", type=Path, metavar="FILE", help="the secret key (the user's configuration folder)"
    )


def _add_docs(commands: _Commands) -> None:
    command = _parser(commands, "docs", docs)
    topic = "a command, a page or a heading, such as lock (the table of contents)"
    command.add_argument("topic", nargs="*", metavar="TOPIC", help=topic)
    _add_flag(command, "--path", "print where the page is, and open nothing")
