"""The documentation is true: fields, commands and ratings are in it, its example runs."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
import yaml

from conftest import BASE, CLAIM, PUBLICATION, MakeSite
from factpress.cli.arguments import parser as command_parser
from factpress.i18n.translations import SHIPPED
from generate import evidence_keys, markdown_reference
from generate.front_matter_reference import reference
from test_architecture import FOLDERS

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "generator/factpress"


def test_the_reference_of_front_matter_is_the_schemas() -> None:
    written = (ROOT / "docs/reference/front-matter.md").read_text("utf-8")
    assert written == reference(), "run `make docs`"


def test_the_reference_of_markdown_is_made_from_its_examples() -> None:
    written = (ROOT / "docs/reference/markdown.md").read_text("utf-8")
    assert written == markdown_reference.reference(), "run `make docs`"


def test_the_figures_of_markdown_are_those_of_commonmarks_examples() -> None:
    """COMMONMARK_SPEC names the examples, `spec.json`, whose licence keeps them out of here."""
    spec = os.environ.get("COMMONMARK_SPEC")
    if not spec:
        pytest.skip("COMMONMARK_SPEC is not set")
    found = markdown_reference.measured(json.loads(Path(spec).read_text("utf-8")))
    assert found == json.loads(markdown_reference.MEASURED.read_text("utf-8"))


def test_the_keys_of_evidence_json_are_its_schemas() -> None:
    assert evidence_keys.PAGE.read_text("utf-8") == evidence_keys.page(), "run `make docs`"


def test_every_command_is_documented() -> None:
    documented = (ROOT / "docs/reference/commands.md").read_text("utf-8")
    actions = [a for a in command_parser()._actions if a.choices]
    commands = dict(actions[0].choices or {})
    assert commands
    for name, parser in commands.items():
        assert f"## factpress {name}" in documented
        section = documented.partition(f"## factpress {name}")[2].partition("\n## ")[0]
        inner = [
            p for a in parser._actions if isinstance(a.choices, dict) for p in a.choices.values()
        ]
        for action in [
            n for a in parser._actions if isinstance(a.choices, dict) for n in a.choices
        ]:
            assert f"`factpress {name} {action}" in section
        actions = [a for each in (parser, *inner) for a in each._actions]
        options = {o for a in actions for o in a.option_strings if o.startswith("--")}
        for option in options - {"--help"}:
            assert f"`{option}" in section, f"{option} of {name} is not documented"


def test_every_rating_of_our_scale_is_explained_to_readers() -> None:
    settings = yaml.safe_load((ROOT / "content/publication.yaml").read_text("utf-8"))
    page = (ROOT / "content/pages/ratings-explained.md").read_text("utf-8")
    for rating in settings["ratings"]:
        assert rating["label"].lower() in page.lower()


def test_the_readmes_example_is_a_publication_that_builds(make_site: MakeSite) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(
        r"^(`(?:content|archive)/[^\n]*)\n((?:\n```\w+\n.*?^```\n)+)", readme, re.M | re.S
    )
    files: dict[str, str | bytes | None] = dict.fromkeys(BASE)
    for heading, fenced in blocks:
        paths = re.findall(r"`([^`]+)`", heading)
        texts = re.findall(r"^```\w+\n(.*?)^```$", fenced, re.M | re.S)
        files |= dict(zip(paths, texts, strict=True))
    assert len([path for path, text in files.items() if text]) == 7
    site = make_site(files)
    assert site.problems() == []
    site.build()
    site.edit("content/claims/dam-finished-2019.md", "in 2020", "in 2021")
    (message,) = site.refused()
    assert "[2021→2020]" in message
    assert message in " ".join(readme.split())


def test_the_example_of_an_event_and_a_finding_is_one_that_builds(make_site: MakeSite) -> None:
    page = (ROOT / "docs/how-to/events-and-findings.md").read_text("utf-8")
    front, question, event, findings, outside = re.findall(
        r"^```yaml\n(.*?)^```$", page, re.M | re.S
    )
    site = make_site(
        {
            "content/events/dam-opened.md": event.replace("short:", f"{outside}short:"),
            "content/publication.yaml": PUBLICATION + front + findings,
            "content/claims/dam.md": CLAIM.replace(CLAIM.split("\n")[1] + "\n", question),
        }
    )
    assert site.problems() == []
    site.build()
    assert "The dam was shut again." in site.read("events/dam-opened/index.html")
    for shown in ("Nobody shows by how much.", "Nobody has published the log.", "When was the dam"):
        assert shown in site.read("index.html")


def test_every_file_of_data_is_documented(make_site: MakeSite) -> None:
    found = "findings: [{text: Nobody knows., claims: {dam: mixed}}]\n"
    site = make_site(
        {
            "content/publication.yaml": f"{PUBLICATION}url: https://dam.example/\n{found}",
            "content/events/vote.md": "---\nwhat: A vote.\ndate: 2021\nclaims: [dam]\n---\n",
        }
    )
    documented = "".join(
        (ROOT / f"docs/reference/{name}.md").read_text("utf-8") for name in ("data", "feeds")
    )
    report = site.build()
    for output in report.outputs:
        if output.kind in ("data", "feeds", "site files") and "/schemas/" not in output.path:
            assert f"{output.path.rpartition('/')[2]}`" in documented, output.path


def test_the_languages_of_the_interface_are_documented() -> None:
    page = (ROOT / "docs/how-to/languages.md").read_text("utf-8")
    for language in SHIPPED:
        assert f"| `{language}` |" in page


def _anchors(text: str) -> set[str]:
    """The anchors that a reader of Markdown on a forge can jump to: one of each heading."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_links_between_documents_lead_somewhere() -> None:
    documents = [
        *(ROOT / f"{name}.md" for name in ("README", "CHANGELOG", "CONTRIBUTING")),
        *(ROOT / "docs").rglob("*.md"),
    ]
    texts = {path: path.read_text("utf-8") for path in documents}
    lost = []
    for path, text in texts.items():
        for target, anchor in re.findall(r"\]\(([^)#:]*)(#[^)]*)?\)", text):
            file = (path.parent / target).resolve() if target else path
            known = _anchors(texts.get(file, ""))
            if not file.exists() or (anchor and anchor[1:] not in known):
                lost.append(f"{path.relative_to(ROOT)}: {target}{anchor}")
    assert lost == []


def test_both_commands_are_on_the_readmes_first_screen() -> None:
    first_screen = (ROOT / "README.md").read_text("utf-8").splitlines()[:25]
    assert any("make site" in line for line in first_screen)
    assert any("make test" in line for line in first_screen)


def test_the_lines_for_hosts_fit_the_workflow_of_a_new_publication() -> None:
    page = (ROOT / "docs/how-to/hosting.md").read_text("utf-8")
    section = page.partition("\n## Put it there\n")[2].partition("\n## ")[0]
    step, job, gitlab = re.findall(r"^```yaml\n(.*?)^```$", section, re.M | re.S)
    files = PACKAGE / "starting/files/always/dot-github/workflows/site.yml"
    begun = files.read_text("utf-8")
    last = begun.rindex("      - uses:")
    jobs = yaml.safe_load(f"{begun[:last]}{step}{job}")["jobs"]
    assert jobs["build"]["steps"][-1]["with"]["path"] == "site"
    assert jobs["publish"]["needs"] == "build"
    assert yaml.safe_load(gitlab)["pages"]["artifacts"]["paths"] == ["public"]


def test_the_readmes_card_is_the_tutorials_whose_page_it_shows() -> None:
    readme, tutorial = (
        (ROOT / name).read_text("utf-8") for name in ("README.md", "docs/tutorial.md")
    )
    card = re.search(r"```markdown\n---\nclaim: .*?```", readme, re.S)
    assert card
    assert card[0] in tutorial
    assert readme.index(card[0]) < readme.index("docs/images/tutorial-claim.png")


def test_every_path_that_is_named_to_developers_is_there() -> None:
    for name in ("docs/architecture.md", "docs/develop/performance.md", "CONTRIBUTING.md"):
        # A recipe names files that are to be written.
        text = re.sub(r"(?ms)^# Recipes$.*", "", (ROOT / name).read_text("utf-8"))
        paths = re.findall(r"`([\w./-]*[\w-](?:/|\.(?:py|html|md|yaml|json)))`", text)
        assert paths
        ours = [path for path in paths if not path.startswith(("site/", ".factpress/"))]
        roots = (ROOT, PACKAGE)
        assert [p for p in ours if not any((root / p).exists() for root in roots)] == [], name


def test_the_architecture_has_every_folder_in_the_order_of_imports() -> None:
    text = (ROOT / "docs/architecture.md").read_text("utf-8")
    section = text.partition("\n## The rooms\n")[2].partition("\n## ")[0]
    assert tuple(re.findall(r"^\| `(\w+)(?:/|\.py)` \|", section, re.M)) == FOLDERS
