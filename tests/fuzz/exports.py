"""Properties of the files for programs: whatever cards say, their own readers read it back."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import tempfile
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from msgspec.structs import replace

from factpress.charts.svg import hits
from factpress.charts.text_layout import measured, wrapped
from factpress.content.claim_facts import as_of
from factpress.exports.citations import bibtex, csl_json
from factpress.exports.csv_table import COLUMNS, claims_csv
from factpress.exports.feeds import atom, feed, feed_names, json_feed
from factpress.exports.serialize import SCHEMA_ORG, block, xml_text
from factpress.exports.site_files import sitemaps
from factpress.model.card_parts import Change
from factpress.model.cards import Catalog, Claim
from factpress.model.contexts import JsonObject
from factpress.model.plain_json import whole_text
from factpress.model.problems import Problem, as_github, as_json, as_text, quoted
from small_site import PUBLICATION, site_in

_ATOM = "{http://www.w3.org/2005/Atom}"
_BASE = "https://dam.example/a/"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_TEX = re.compile(
    r"\\(?:(textbackslash|textbraceleft|textbraceright|textasciitilde|textasciicircum)\{\}|([&%$#_]))"
)
_TEX_SIGNS = dict(
    zip(
        "textbackslash textbraceleft textbraceright textasciitilde textasciicircum".split(),
        r"\{}~^",
        strict=True,
    )
)


@cache
def _catalog() -> Catalog:
    """The small publication, read once."""
    with tempfile.TemporaryDirectory() as folder:
        settings = f"{PUBLICATION}url: {_BASE}\n"
        return site_in(Path(folder) / "site-1", {"content/publication.yaml": settings}).catalog()


def _saying(text: str) -> tuple[Catalog, Claim]:
    """The publication with a text in each field that a feed or a table shows, and its claim."""
    catalog = _catalog()
    claim = catalog.claims["dam"]
    day = claim.fields.checked
    changes = (
        Change(date=day, kind="update", note=text),
        Change(date=day, kind="rating", note=text, from_="true", to="mixed"),
    )
    fields = replace(claim.fields, claim=text, reason=text, changes=changes)
    claim = claim._replace(fields=fields)
    actors = {
        key: each._replace(fields=replace(each.fields, name=text))
        for key, each in catalog.actors.items()
    }
    topics = {
        key: each._replace(fields=replace(each.fields, name=text))
        for key, each in catalog.topics.items()
    }
    publication = replace(catalog.publication, name=text)
    changed = catalog._replace(
        publication=publication, claims={"dam": claim}, actors=actors, topics=topics
    )
    return changed, claim


def _whole(text: str) -> str:
    """A text as UTF-8 can write it."""
    return whole_text(text).decode()


def json_ld(text: str) -> None:
    """A data block gives the values back, and has nothing that ends it or a browser acts on."""
    node: JsonObject = {"name": text, text: [text, {"url": text}], "n": 1}
    made = block(node)
    said = _whole(text)
    expected = {"@context": SCHEMA_ORG, "name": said, said: [said, {"url": said}], "n": 1}
    if said not in ("@context", "name", "n"):
        assert json.loads(made.text) == expected
    assert not set(made.text) & set("<>&\u2028\u2029")
    digest = hashlib.sha256(made.text.encode()).digest()
    assert made.digest == f"sha256-{base64.b64encode(digest).decode()}"


def feeds(text: str) -> None:
    """Feeds and the sitemap are read by strict parsers, which find the words in them."""
    catalog, _ = _saying(text)
    for name in feed_names(catalog):
        found = feed(catalog, name, dict.fromkeys(catalog.actors, ("dam",)))
        root = ElementTree.fromstring(atom(catalog, found))
        entries = root.findall(f"{_ATOM}entry")
        ids = {entry.findtext(f"{_ATOM}id") for entry in entries}
        assert len(entries) == len(ids) == len(found.items)
        for entry, item in zip(entries, found.items, strict=True):
            assert _read(entry, "title") == _xml(item.title)
            assert _read(entry, "content") == _xml(item.words)
        read = json.loads(json_feed(catalog, found))
        assert [each["content_text"] for each in read["items"]] == [
            _whole(i.words) for i in found.items
        ]
        assert [each["id"] for each in read["items"]] == [item.id for item in found.items]
    for _, content in sitemaps(catalog, _BASE):
        locations = [
            each.text or ""
            for each in ElementTree.fromstring(content).iter()
            if each.tag.endswith("}loc")
        ]
        assert len(set(locations)) == len(locations) > 0
        assert all(each.startswith(_BASE) for each in locations)


def _read(entry: ElementTree.Element, name: str) -> str:
    return entry.findtext(f"{_ATOM}{name}") or ""


def _xml(text: str) -> str:
    """A text as XML gives it back. Rule: XML 1.0, section 2.11."""
    return xml_text(text).replace("\r\n", "\n").replace("\r", "\n")


def table(text: str) -> None:
    """The table has its rows and cells again when it is read, and no cell is a formula."""
    if not text:
        return  # no claim has an empty sentence
    catalog, claim = _saying(text)
    written = claims_csv(catalog, [claim], "/data/")
    header, row = csv.reader(io.StringIO(written, newline=""), strict=True)
    assert header == list(COLUMNS)
    cells = dict(zip(header, row, strict=True))
    assert cells["claim"] == cells["reason"]
    assert cells["claim"].removeprefix("'") == text.removeprefix("'")
    assert cells["as_of"] == as_of(catalog, claim)
    assert not any(cell.lstrip().startswith(_FORMULA) for cell in row)


def citation(text: str) -> None:
    """An entry for a bibliography is one entry, whose braces close, and says the claim."""
    catalog, claim = _saying(text)
    written = bibtex(catalog, claim)
    assert written.startswith("@misc{dam,\n")
    assert written.endswith("\n}\n")
    depth = 0
    for character in written[:-2]:
        depth += (character == "{") - (character == "}")
        assert depth > 0 or character in "@misc"
    assert depth == 1
    title = written.partition("= {{")[2].partition("}},\n  title        = {{")[2]
    assert _untexed(title[: title.index("}},\n  howpublished")]) == text
    assert json.loads(csl_json(catalog, claim))[0]["title"] == _whole(text)


def _untexed(text: str) -> str:
    return _TEX.sub(lambda found: found[2] or _TEX_SIGNS[found[1]], text)


def picture(text: str) -> None:
    """Words in a picture keep to its lines, and an address in it is one attribute."""
    lines = wrapped(text, 12, 3)
    assert len(lines) <= 3
    assert all(measured(line) < 12 + 1e-9 or len(line) == 1 for line in lines)
    assert "".join("".join(lines).split()).rstrip("…") in "".join(text.split())
    shown = hits([((1, 2), (3, 4), xml_text(text))])
    link = ElementTree.fromstring(shown)
    assert (link.get("href") or "").split() == xml_text(text).split()
    assert [each.tag for each in link] == ["rect"]


def problem(text: str) -> None:
    """A problem takes one line wherever it is printed, and as JSON it is read back."""
    assert quoted(text).isprintable()
    found = Problem("claims/dam.md", 1, 1, quoted(text))
    assert len(as_text([found]).splitlines()) == 1
    assert json.loads(as_json([found])) == [found._asdict()]
    annotation = as_github([Problem(text, 1, 1, text)])
    assert annotation.startswith("::error file=")
    assert "\n" not in annotation
    assert "\r" not in annotation
