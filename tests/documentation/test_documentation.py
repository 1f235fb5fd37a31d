"""`factpress docs`: each page as HTML, each link between them, each topic."""

from __future__ import annotations

import re
import webbrowser
from pathlib import Path

import pytest

from commands import run
from conftest import MakeSite
from factpress.cli import main
from factpress.cli.arguments import parser as command_parser
from factpress.documentation.html import html_path, rendered, write
from factpress.documentation.pages import Topic, UnknownTopic, pages, place_of

TEXTS = pages()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the user's, which is empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_every_link_of_a_page_leads_to_a_page_and_a_heading_that_are_there(home: Path) -> None:
    folder = write({"XDG_CACHE_HOME": str(home)})
    assert folder.is_relative_to(home)
    lost = []
    for path, content in rendered(TEXTS):
        html = re.sub("<code>.*?</code>", "", content.decode("utf-8"), flags=re.S)
        for address in re.findall(r'(?:href|src)="([^":]*)"', html):
            name, _, anchor = address.partition("#")
            there = (folder / path).parent / name if name else folder / path
            if not there.exists() or (anchor and f'id="{anchor}"' not in there.read_text("utf-8")):
                lost.append(f"{path}: {address}")
    assert lost == []


def test_pages_ask_nothing_of_the_network() -> None:
    for path, content in rendered(TEXTS):
        assert not re.search(rb'(?:src=|@import |url\()"?(?:https?:)?//', content), path
        assert b"<script" not in content


def test_pages_show_what_their_markdown_means() -> None:
    made = dict(rendered({"README.md": "# All\n\n- [Dam](how-to/dam.md)\n", "how-to/dam.md": DAM}))
    page = made["how-to/dam.html"].decode("utf-8")
    assert "<title>Open “the” dam: factpress" in page
    assert '<a href="dam.html" aria-current="page">Dam</a>' in page
    assert '<a href="../index.html#all">back</a>, a secret' in page
    assert '<h2 id="factpress-docs-a-dams-gate">' in page
    assert "<td><code>a|b</code></td>" in page
    assert "a note" not in page
    assert "<pre><code>a: 1\n</code></pre>" in page
    assert '<img alt="A dam" src="../images/dam.png">' in page


DAM = """\
<!-- a note
to editors -->
# Open “the” dam

Go [back](../README.md#all), [a secret](../../SECURITY.md).

## `factpress docs`: a dam's gate

1. Write

   ```yaml
   a: 1
   ```

![A dam](../images/dam.png)

| write | for |
|---|---|
| `a\\|b` | both |
"""


def test_every_command_has_a_place_that_its_help_names(capsys: pytest.CaptureFixture[str]) -> None:
    [commands] = [a.choices for a in command_parser()._actions if isinstance(a.choices, dict)]
    assert commands
    for name, parser in commands.items():
        assert parser.format_help().endswith(f"\ndocumentation: factpress docs {name}\n")
        assert place_of(name, TEXTS) == Topic("reference/commands.md", f"factpress-{name}")
    with pytest.raises(SystemExit):
        main(["theme", "copy", "--help"])
    assert capsys.readouterr().out.endswith("\ndocumentation: factpress docs theme\n")
    assert command_parser().format_help().endswith("\ndocumentation: factpress docs\n")


@pytest.mark.parametrize(
    ("topic", "place"),
    [
        ("tutorial", Topic("tutorial.md")),
        ("explanation/lock", Topic("explanation/lock.md")),
        ("how-to/search.md", Topic("how-to/search.md")),
        ("Front-Matter", Topic("reference/front-matter.md")),
        ("factpress lock", Topic("reference/commands.md", "factpress-lock")),
        (
            "what is the document's text",
            Topic("reference/evidence.md", "what-is-the-documents-text"),
        ),
    ],
)
def test_a_topic_is_a_command_a_page_or_a_heading(topic: str, place: Topic) -> None:
    assert place_of(topic, TEXTS) == place


@pytest.mark.parametrize(
    ("topic", "says"),
    [
        ("stale_after", "these have the words: how-to/citing-and-embedding, "),
        ("hostng", "did you mean hosting?"),
        ("xyzzy", "`factpress docs` lists all pages"),
    ],
)
def test_an_unknown_topic_says_where_its_words_are(topic: str, says: str) -> None:
    with pytest.raises(UnknownTopic, match=re.escape(says)):
        place_of(topic, TEXTS)


def test_opens_the_page_in_the_browser_and_prints_where_it_is(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []

    def show(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(webbrowser, "open_new_tab", show)
    assert main(["docs", "lock"]) == 0
    out, err = capsys.readouterr()
    page = Path(out.strip())
    assert page.is_relative_to(home)
    assert "Writes <code>content/evidence.lock</code>" in page.read_text("utf-8")
    assert opened == [f"{page.as_uri()}#factpress-lock"]
    assert err == "see also: factpress docs explanation/lock\n"


def test_says_where_the_page_is_if_there_is_no_browser(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(webbrowser, "open_new_tab", lambda url: False)
    assert main(["docs"]) == 0
    out, err = capsys.readouterr()
    assert out.endswith("/index.html\n")
    assert err == "no browser was found; open this file in one\n"


def test_with_path_nothing_is_opened(make_site: MakeSite, home: Path) -> None:
    site = make_site()
    environment = {"XDG_CACHE_HOME": str(home), "BROWSER": "false"}
    shown = run(site, "docs", "--path", "hosting", environment=environment)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert Path(shown.stdout.strip()).name == html_path("hosting.md")
    again = run(site, "docs", "--path", "hosting", environment=environment)
    assert again.stdout == shown.stdout


def test_without_a_home_it_says_what_to_set(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    assert main(["docs", "--path"]) == 74
    assert "set XDG_CACHE_HOME" in capsys.readouterr().err
