"""The arguments of the `factpress` command, with help and examples."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from factpress import __version__
from factpress.cli import audit, keys
from factpress.cli import commands as run
from factpress.cli.clock import instant
from factpress.cli.documentation import docs
from factpress.cli.preview import preview
from factpress.cli.shared_arguments import add_archive, add_content, add_flag, add_folder, number
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
# A summary, and examples of what is typed after `factpress`.
_Texts: TypeAlias = tuple[str, Sequence[str]]


# What argparse says of a value that is none of the choices.
_NOT_A_CHOICE = re.compile(
    r"argument (?P<what>[^:]+): invalid choice: (?P<value>.+?)(?:, maybe .*)? "
    r"\(choose from (?P<choices>.*)\)",
    re.DOTALL,
)
_OPTION = re.compile(r"(?<![\w-])--?[a-z][\w-]*")


class Parser(argparse.ArgumentParser):
    """A parser whose refusals suggest what was meant."""

    def error(self, message: str) -> NoReturn:
        """Says how to begin where no command is given, and what is near to a mistyped word."""
        if message.endswith("required: COMMAND"):
            message = (
                "name a command: `factpress init FOLDER` begins a publication, and "
                "`factpress --help` lists all commands"
            )
        elif found := _NOT_A_CHOICE.fullmatch(message):
            choices = [each.strip("'") for each in found["choices"].split(", ")]
            value = found["value"][1:-1]
            message = unknown(found["what"].lower(), value, choices, is_not="is not known")
        super().error(message)


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The arguments of a command line; ends the program, with 2, where they are wrong."""
    options, rest = parser().parse_known_args(arguments)
    if rest:
        command: argparse.ArgumentParser = options.command
        known = _OPTION.findall(command.format_help())
        nearest = closest(rest[0], known) if rest[0].startswith("-") else None
        hint = f"; did you mean {nearest}?" if nearest else ""
        command.error(f"{' '.join(rest)}: not known{hint}")
    return options


def parser() -> argparse.ArgumentParser:
    """The command's parser; each command's options carry the function to run as `run`."""
    top = Parser(
        prog="factpress",
        description="Build a website of fact checks. Every quotation is found in its source.",
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
_TEXTS: dict[str, _Texts] = {
    "build": (
        "Build the site. Nothing is written unless everything is right.",
        ("build", "build --content cards --out public --json"),
    ),
    "check": (
        "Look for problems in the cards. Writes nothing.",
        ("check", "check --format github", "check --new"),
    ),
    "preview": (
        "Show the site in your browser while you write, on this machine only.",
        ("preview", "preview --port 9000 --no-drafts"),
    ),
    "verify": (
        "Find every passage in the saved copies, and list where each is.",
        ("verify", "verify --write"),
    ),
    "lock": (
        "Record in content/evidence.lock what readers will see. Run it before you publish.",
        ("lock", "lock --key ~/keys/dam-watch.key"),
    ),
    "sign": (
        "Sign a built site, after comparing each file with its manifest.",
        ("sign site", "sign site --key ~/keys/dam-watch.key"),
    ),
    "audit": (
        "Find files of a site that differ from its manifest, and check its signature.",
        ("audit site", "audit https://dam.example/ --key RWQ…"),
    ),
    "quote": (
        "Find words in a source; print the passage, ready to paste into a claim.",
        ('quote dam-row "still pouring concrete"',),
    ),
    "uncited": (
        "List the paragraphs of a source that no claim quotes yet.",
        ("uncited dam-row",),
    ),
    "theme": (
        "Change templates: list them, copy one, compare your copy with the original.",
        (
            "theme list",
            "theme copy claim.html",
            "theme diff claim.html",
            "theme describe claim.html",
        ),
    ),
    "list": ("List the templates, and which of them are your own.", ()),
    "copy": ("Copy a template to templates/, to edit it. Never overwrites a file.", ()),
    "diff": ("Show how your copy differs from the original of this version.", ()),
    "describe": ("Print the blocks of a template and the values that it is given.", ()),
    "headers": (
        "Print lines for the configuration of your own server: headers, types, caching.",
        ("headers nginx", "headers caddy"),
    ),
    "key": ("Make the key that signs the lock.", ()),
    "docs": (
        "Open the documentation in your browser. It needs no network.",
        ("docs", "docs tutorial", "docs lock", "docs --path front-matter"),
    ),
}
# Another command is called `new`.
_KEY_NEW: _Texts = (
    "Make a secret key without a password, and print the lines for publication.yaml.",
    ("key new", "key new --out ~/keys/dam-watch.key"),
)


def _parser(
    commands: _Commands, name: str, run: Any = None, texts: _Texts | None = None
) -> argparse.ArgumentParser:
    """A command or an action, with the function that runs it."""
    summary, examples = texts or (_TEXTS | TEXTS)[name]
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
    add_content(command)
    own = "your own templates (default: templates/, if it is there)"
    add_folder(command, "--templates", own)
    add_archive(command)
    clock = command.add_mutually_exclusive_group()
    clock.add_argument(
        "--date",
        type=instant,
        metavar="DATE",
        help="treat this day or instant as now, such as 2026-11-27",
    )
    clock.add_argument(
        "--as-of",
        type=instant,
        metavar="DATE",
        help="the old name of --date; the next release drops it",
    )
    return command


def _add_build(commands: _Commands) -> None:
    command = _command(commands, "build", run.build)
    add_folder(command, "--out", "folder of the site (default: site/)", Path("site"))
    held = "show drafts and claims of a later day, too"
    add_flag(command, "--drafts", held)
    command.add_argument(
        "--jobs",
        type=number,
        metavar="N",
        help="number of processes (default: one for each processor)",
    )
    in_place = "change the site file by file: saves disk, but readers may see a mixture meanwhile"
    add_flag(command, "--in-place", in_place)
    add_flag(command, "--explain", "say why each page was written or removed")
    form = command.add_mutually_exclusive_group()
    add_flag(form, "--quiet", "print nothing but problems")
    add_flag(form, "--json", "print the report as JSON")


def _add_check(commands: _Commands) -> None:
    command = _command(commands, "check", run.check)
    new = "list what readers would see for the first time: what the lock does not have"
    add_flag(command, "--new", new)
    command.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="text (the default), json, or github: annotations in a workflow",
    )
    same = "the same as --format json"
    command.add_argument("--json", action="store_const", const="json", dest="format", help=same)


def _add_preview(commands: _Commands) -> None:
    command = _command(commands, "preview", preview)
    command.add_argument(
        "--port", type=int, default=8000, metavar="N", help="first port to try (default: 8000)"
    )
    add_flag(command, "--no-drafts", "show only what a build would show: no drafts")
    editor = "editor that opens the place of a problem, such as vscode (default: FACTPRESS_EDITOR)"
    command.add_argument("--editor", metavar="NAME", help=editor)


def _add_lock_commands(commands: _Commands) -> None:
    verify = _command(commands, "verify", run.verify)
    add_flag(verify, "--write", "then write the lock, as `factpress lock` does")
    key = "secret key that signs (default: FACTPRESS_KEY, or that in ~/.config/factpress/keys/)"
    accept = "replace a lock that is damaged or not validly signed; lists what is lost"
    for command in (verify, _command(commands, "lock", run.lock)):
        command.add_argument("--key", type=Path, metavar="FILE", help=key)
        add_flag(command, "--accept", accept)


def _add_audit_commands(commands: _Commands) -> None:
    sign = _parser(commands, "sign", audit.sign)
    sign.add_argument("site", type=Path, metavar="SITE", help="folder of the built site")
    key = "secret key that signs (default: FACTPRESS_KEY, or that in ~/.config/factpress/keys/)"
    sign.add_argument("--key", type=Path, metavar="FILE", help=key)
    sign.set_defaults(accept=False)
    check = _parser(commands, "audit", audit.audit)
    check.add_argument(
        "site", metavar="SITE", help="a folder, or an address such as https://dam.example/"
    )
    check.add_argument(
        "--key", metavar="KEY", help="public key (default: publisher.key in publication.yaml)"
    )
    expect = "SHA-256 that manifest.json must have: an old copy of the site has another"
    check.add_argument("--expect", metavar="DIGEST", help=expect)
    seconds = "seconds to wait for an answer (default: 20)"
    check.add_argument("--seconds", type=number, default=20, metavar="N", help=seconds)
    add_flag(check, "--json", "print the result as JSON")
    for command in (sign, check):
        add_folder(
            command, "--content", "folder of cards, whose settings name the key (default: content/)"
        )


def _add_quoting(commands: _Commands) -> None:
    quote = _command(commands, "quote", run.quote)
    for command in (quote, _command(commands, "uncited", run.uncited)):
        command.add_argument(
            "source",
            metavar="SOURCE",
            help="id of the source, such as dam-row for content/sources/dam-row.md",
        )
    quote.add_argument(
        "words", metavar="WORDS", help="the words to find, in quotation marks, as you remember them"
    )


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
            action.add_argument("name", metavar="NAME", help="the template, such as claim.html")
        add_content(action)
        add_folder(action, "--templates", "your own templates (default: templates/)")


def _add_headers(commands: _Commands) -> None:
    headers = _parser(commands, "headers", run.headers)
    headers.add_argument(
        "server", metavar="SERVER", choices=("nginx", "caddy"), help="nginx or caddy"
    )
    add_content(headers)
    add_folder(headers, "--templates", "your own templates (default: templates/)")


def _add_key(commands: _Commands) -> None:
    key = _parser(commands, "key")
    actions = key.add_subparsers(title="actions", metavar="ACTION", required=True)
    _parser(actions, "new", keys.new, _KEY_NEW).add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help="file of the secret key (default: in ~/.config/factpress/keys/)",
    )


def _add_docs(commands: _Commands) -> None:
    command = _parser(commands, "docs", docs)
    topic = "a command, a page or a heading, such as lock (default: all pages)"
    command.add_argument("topic", nargs="*", metavar="TOPIC", help=topic)
    add_flag(command, "--path", "print where the page is, and open nothing")
