"""The command `docs`: the documentation in a browser."""

from __future__ import annotations

import argparse
import os

from factpress.cli.printing import print_lines, print_status


def docs(arguments: argparse.Namespace) -> int:
    """Opens a page of the documentation; 1 for an unknown topic. Prints where the page is."""
    from factpress.documentation import html
    from factpress.documentation.pages import (
        CONTENTS,
        Topic,
        UnknownTopic,
        also_about,
        pages,
        place_of,
    )

    topic, texts = " ".join(arguments.topic), pages()
    try:
        place = place_of(topic, texts) if topic else Topic(CONTENTS)
    except UnknownTopic as error:
        print_status(f"factpress: {error}", "red")
        return 1
    page = html.write(os.environ) / html.html_path(place.path)
    print_lines(str(page))
    for other in also_about(topic, texts) if topic else ():
        print_status(f"see also: factpress docs {other}", "")
    if not arguments.path:
        _open(f"{page.as_uri()}#{place.anchor}" if place.anchor else page.as_uri())
    return 0


def _open(address: str) -> None:
    """Opens an address in the user's browser, where there is one."""
    import webbrowser

    if not webbrowser.open_new_tab(address):
        print_status("no browser was found; open this file in one", "yellow")
