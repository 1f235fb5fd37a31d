"""The feeds, held against RFC 4287 and JSON Feed 1.1, and read by a feed reader."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree

import feedparser  # type: ignore[import-untyped]

from conftest import CLAIM, PUBLICATION, MakeSite, Site

ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
HOSTILE = "]]> <script>alert(1)</script> & &amp; “q” 😀 مرحبا بالعالم é end"
CHANGES = f"""\
changes:
  - {{date: 2022-02-01, kind: update, note: A second document was added.}}
  - {{date: 2022-03-05, kind: rating, note: The log came out., from: "true", to: mixed}}
  - {{date: 2022-02-01, kind: update, note: A third document was added.}}
  - {{date: 2022-01-31, kind: correction, note: "{HOSTILE}"}}
"""
CHANGED = CLAIM.replace("topics: [dams]\n", f"topics: [dams]\n{CHANGES}")
WITH_BASE = PUBLICATION + (
    "url: https://example.org/dams/\n"
    "publisher: {name: The <Dam> & Friends, url: 'https://example.org/?a=1&b=2'}\n"
)


def built(make_site: MakeSite, name: str = "site-1", publication: str = PUBLICATION) -> Site:
    site = make_site(
        {"content/claims/dam.md": CHANGED, "content/publication.yaml": publication}, name
    )
    site.build()
    return site


def atom(site: Site, folder: str = "changes") -> ElementTree.Element:
    """The Atom feed, once it has been held against what RFC 4287 demands."""
    content = (site.options.out / folder / "feed.xml").read_bytes()
    assert content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns=')
    feed = ElementTree.fromstring(content)
    assert feed.tag == f"{ATOM}feed"
    _is_named(feed)
    authors = feed.findall(f"{ATOM}author")
    assert authors
    assert all(len(each.findall(f"{ATOM}name")) == 1 for each in authors)
    assert len(feed.findall(f"{ATOM}link[@rel='self']")) == 1
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        _is_named(entry)
        assert len(entry.findall(f"{ATOM}content")) == 1
    identifiers = [text(each, "id") for each in (feed, *entries)]
    assert len(set(identifiers)) == len(identifiers)
    return feed


def _is_named(element: ElementTree.Element) -> None:
    for name in ("id", "title", "updated"):
        assert len(element.findall(ATOM + name)) == 1, name
    assert re.match(r"[a-z][a-z0-9+.-]*:\S+$", text(element, "id"))
    assert RFC_3339.fullmatch(text(element, "updated"))
    links = [link.attrib for link in element.findall(f"{ATOM}link")]
    assert all(link["href"] for link in links)
    alternates = [(a["type"], a.get("hreflang")) for a in links if a["rel"] == "alternate"]
    assert len(alternates) == 1


def text(element: ElementTree.Element, name: str) -> str:
    return element.findtext(ATOM + name) or ""


def json_feed(site: Site, folder: str = "changes") -> Any:
    """The JSON feed, once it has been held against what JSON Feed 1.1 demands."""
    feed = json.loads(site.read(f"{folder}/feed.json"))
    assert next(iter(feed)) == "version"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str)
    assert all(author["name"] for author in feed["authors"])
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["id"]
        assert item["content_text"]
        assert RFC_3339.fullmatch(item["date_published"])
        assert all(isinstance(tag, str) for tag in item["tags"])
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
    return feed


def test_both_feeds_hold_every_change_the_newest_first(make_site: MakeSite) -> None:
    site = built(make_site)
    feed = atom(site)
    entries = feed.findall(f"{ATOM}entry")
    assert [text(e, "updated")[:10] for e in entries] == [
        "2022-03-05", "2022-02-01", "2022-02-01", "2022-01-31",
    ]  # fmt: skip
    assert text(feed, "updated") == "2022-03-05T00:00:00Z"
    assert [text(e, "content") for e in entries] == [
        "True → Mixed, as of 6 January 2022. The log came out.",
        "A second document was added.",
        "A third document was added.",
        HOSTILE,
    ]
    assert text(entries[0], "title") == "Rating changed: The dam was finished in 2019."
    items = json_feed(site)["items"]
    assert [item["id"] for item in items] == [text(e, "id") for e in entries]
    assert [item["content_text"] for item in items][:3] == [text(e, "content") for e in entries][:3]
    assert items[3]["content_text"] == HOSTILE
    told = {"claim": "dam", "from": "true", "to": "mixed", "as_of": "2022-01-06"}
    assert items[0]["_factpress"] == told


def test_without_a_base_links_are_relative_and_ids_are_uuids(make_site: MakeSite) -> None:
    site = built(make_site)
    feed = atom(site)
    assert {
        e.text for e in feed.iter(f"{ATOM}id") if not (e.text or "").startswith("urn:uuid:")
    } == set()
    hrefs = [e.attrib["href"] for e in feed.iter(f"{ATOM}link")]
    assert hrefs[:3] == ["feed.xml", "./", "../claims/dam/#change-2022-03-05-rating"]
    feed_json = json_feed(site)
    assert not {"home_page_url", "feed_url"} & feed_json.keys()
    assert not any("url" in item for item in feed_json["items"])


def test_with_a_base_everything_is_absolute(make_site: MakeSite) -> None:
    site = built(make_site, publication=WITH_BASE)
    feed = atom(site)
    here = "https://example.org/dams"
    assert text(feed, "id") == f"{here}/changes/feed.xml"
    change = f"{here}/claims/dam/#change-2022-02-01-update"
    entries = feed.findall(f"{ATOM}entry")
    assert [text(e, "id") for e in entries][1:3] == [change, f"{change}-2"]
    hrefs = [e.attrib["href"] for e in feed.iter(f"{ATOM}link")]
    assert hrefs[:3] == [
        f"{here}/changes/feed.xml",
        f"{here}/changes/",
        f"{here}/claims/dam/#change-2022-03-05-rating",
    ]
    author = feed.find(f"{ATOM}author")
    assert author is not None
    assert text(author, "name") == "The <Dam> & Friends"
    assert text(author, "uri") == "https://example.org/?a=1&b=2"
    feed_json = json_feed(site)
    assert feed_json["home_page_url"] == f"{here}/changes/"
    assert feed_json["feed_url"] == f"{here}/changes/feed.json"
    assert feed_json["items"][2]["url"] == feed_json["items"][2]["id"] == f"{change}-2"


def test_a_feed_without_changes_is_valid_and_as_old_as_the_newest_check(
    make_site: MakeSite,
) -> None:
    site = make_site()
    site.build()
    feed = atom(site)
    assert feed.findall(f"{ATOM}entry") == []
    assert text(feed, "updated") == "2022-01-31T00:00:00Z"
    assert json_feed(site)["items"] == []


def test_a_feed_reader_reads_it(make_site: MakeSite) -> None:
    site = built(make_site, publication=WITH_BASE)
    read = feedparser.parse((site.options.out / "changes/feed.xml").read_bytes())
    assert not read.bozo
    assert read.version == "atom10"
    assert read.feed.title == "Dam Watch · Changes"
    assert read.feed.author == "The <Dam> & Friends"
    assert [e.tags[0].term for e in read.entries] == ["rating", "update", "update", "correction"]
    assert read.entries[0].link == "https://example.org/dams/claims/dam/#change-2022-03-05-rating"
    assert read.entries[3].content[0].type == "text/plain"
    assert read.entries[3].content[0].value == HOSTILE
    relative = (built(make_site, "other").options.out / "changes/feed.xml").read_bytes()
    headers = {
        "content-location": "https://example.org/x/changes/feed.xml",
        "content-type": "application/atom+xml",
    }
    read = feedparser.parse(relative, response_headers=headers)
    assert not read.bozo
    assert read.entries[0].link == "https://example.org/x/claims/dam/#change-2022-03-05-rating"


def test_a_change_keeps_its_id_when_others_are_added_or_it_is_reworded(make_site: MakeSite) -> None:
    site = built(make_site)
    before = {item["content_text"]: item["id"] for item in json_feed(site)["items"]}
    site.edit(
        "content/claims/dam.md",
        "evidence:\n",
        "  - {date: 2022-02-01, kind: update, note: A fourth.}\nevidence:\n",
    )
    site.edit("content/claims/dam.md", "note: A second document", "note: Another document")
    site.build()
    after = {item["content_text"]: item["id"] for item in json_feed(site)["items"]}
    assert after["Another document was added."] == before["A second document was added."]
    assert after["A third document was added."] == before["A third document was added."]
    assert after["A fourth."] not in before.values()


def test_two_publications_never_share_an_id(make_site: MakeSite) -> None:
    one = built(make_site)
    other = built(make_site, "other", PUBLICATION.replace("Dam Watch", "Other Watch"))
    ids = [{item["id"] for item in json_feed(site)["items"]} for site in (one, other)]
    assert not ids[0] & ids[1]
    assert text(atom(one), "id") != text(atom(other), "id")


def test_both_feeds_hold_the_newest_hundred_changes(make_site: MakeSite) -> None:
    days = [f"20{year}-{month:02}-15" for year in range(10, 21) for month in range(1, 13)]
    lines = [f"  - {{date: {day}, kind: update, note: Seen on {day}.}}" for day in days]
    changed = CLAIM.replace("topics: [dams]", "topics: [dams]\nchanges:\n" + "\n".join(lines))
    site = make_site({"content/claims/dam.md": changed})
    site.build()
    kept = [f"Seen on {day}." for day in sorted(days, reverse=True)[:100]]
    items = json.loads(site.read("changes/feed.json"))["items"]
    assert [item["content_text"] for item in items] == kept
    feed = ElementTree.fromstring(site.read("changes/feed.xml"))
    assert [entry.findtext(f"{ATOM}content") for entry in feed.iter(f"{ATOM}entry")] == kept
    assert all(f"Seen on {day}." in site.read(f"changes/{day[:7]}/index.html") for day in days)


OTHER = (
    CLAIM.replace("finished in 2019.\nrating: mixed", 'late.\nrating: "true"')
    .replace("checked: 2022-01-31", "checked: 2022-02-02")
    .replace("claimants: [ministry]", "claimants: [engineer]")
    .replace("topics: [dams]\n", "")
)


def test_claims_are_followed_by_site_topic_and_actor(make_site: MakeSite) -> None:
    site = make_site({"content/claims/dam.md": CHANGED, "content/claims/late.md": OTHER})
    site.build()
    late, dam = "The dam was late.", "The dam was finished in 2019."
    wanted = {
        ".": [late, dam],
        "topics/dams": [dam],
        "actors/ministry": [dam],
        "actors/engineer": [late],
    }
    ids: dict[str, set[str]] = {}
    for folder, titles in wanted.items():
        feed, entries = json_feed(site, folder), atom(site, folder).findall(f"{ATOM}entry")
        assert [item["title"] for item in feed["items"]] == titles, folder
        assert [text(entry, "title") for entry in entries] == titles
        assert [item["id"] for item in feed["items"]] == [text(entry, "id") for entry in entries]
        for item in feed["items"]:
            ids.setdefault(item["title"], set()).add(item["id"])
    assert [len(each) for each in ids.values()] == [1, 1]
    assert len({text(atom(site, folder), "id") for folder in (*wanted, "changes")}) == 5
    item = json_feed(site, "topics/dams")["items"][0]
    assert item["content_text"].startswith("Mixed, as of 6 January 2022. The ministry says so")
    assert item["tags"] == ["Dams"]
    assert item["_factpress"] == {"claim": "dam", "rating": "mixed", "as_of": "2022-01-06"}
    assert item["date_published"] == "2022-01-31T00:00:00Z"
    assert item["date_modified"] == "2022-03-05T00:00:00Z"
    assert not (site.options.out / "actors/gazette-press/feed.xml").exists()


def test_feeds_of_claims_hold_the_newest_hundred(make_site: MakeSite) -> None:
    more = {
        f"content/claims/c{n}.md": CLAIM.replace("2019.\nrating", f"2019, {n}.\nrating").replace(
            "checked: 2022-01-31",
            f"checked: {2023 + n // 300}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}",
        )
        for n in range(103)
    }
    site = make_site(more)
    site.build()
    for folder in (".", "topics/dams", "actors/ministry"):
        items = json_feed(site, folder)["items"]
        assert len(items) == len(atom(site, folder).findall(f"{ATOM}entry")) == 100
        days = [item["date_published"] for item in items]
        assert days == sorted(days, reverse=True)
        assert "The dam was finished in 2019." not in {item["title"] for item in items}


def test_hostile_names_stay_text_in_every_feed(make_site: MakeSite) -> None:
    name = "]]> <script>alert(1)</script> & مرحبا"
    site = make_site(
        {
            "content/topics/dams.md": f"---\nname: '{name}'\norder: 1\n---\n",
            "content/actors/ministry.md": f"---\nname: '{name}'\nkind: organisation\n---\n",
        }
    )
    site.build()
    for folder in ("topics/dams", "actors/ministry"):
        assert text(atom(site, folder), "title") == f"Dam Watch · {name}"
        assert json_feed(site, folder)["items"][0]["tags"] == [name]
        read = feedparser.parse((site.options.out / folder / "feed.xml").read_bytes())
        assert not read.bozo
        assert read.entries[0].tags[0].term == name
