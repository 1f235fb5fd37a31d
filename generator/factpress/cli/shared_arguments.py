"""Arguments that several commands have."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_flag(command: argparse._ActionsContainer, option: str, meaning: str) -> None:
    """An option without a value."""
    command.add_argument(option, action="store_true", help=meaning)


def add_folder(
    command: argparse.ArgumentParser, option: str, meaning: str, default: Path | None = None
) -> None:
    """An option that names a folder."""
    command.add_argument(option, type=Path, default=default, metavar="DIR", help=meaning)


def add_content(command: argparse.ArgumentParser) -> None:
    """The folder of cards."""
    add_folder(command, "--content", "folder of cards (default: content/)", Path("content"))


def add_archive(command: argparse.ArgumentParser) -> None:
    """The folder of saved copies."""
    archive = "saved copies (default: FACTPRESS_ARCHIVE, or archive in publication.yaml)"
    add_folder(command, "--archive", archive)


def number(text: str) -> int:
    """A whole number from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1")
    return int(text)
