"""What another machine has put among the things that builds keep never reaches a page."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import CLAIM, MakeSite, Site, stands
from factpress.cache.build_record import line_of, value_of
from factpress.cache.card_cache import new_card_file
from factpress.content.card_store import CacheIndex, CardStore, StoredCard, index_lines
from factpress.content.cards import parse
from factpress.content.markdown.converter import BodyConverter
from factpress.model.cards import Body, InputFile
from factpress.model.encoding import derived_key
from factpress.model.problems import DiskError
from factpress.output.cache_key import VARIABLE, cache_key
from factpress.output.output_record import edited, entries, is_like_ours, sealed
from factpress.output.site_manifest import FileEntry, parsed
from factpress.output.site_manifest import serialised as manifest_text
from factpress.theme.installed import program_digest
from factpress.update import every_problem, update

SCRIPT = "<script>alert(1)</script>"
INVENTED = "The minister took the money, the engineer said."
OTHERS_KEY = derived_key(b"another machine", "what builds keep")


def kept(make_site: MakeSite) -> Site:
    site = make_site()
    site.lock()
    site.report = update(site.options, site.cache)
    return site


def memory(site: Site) -> Path:
    return site.root / ".factpress"


def pages(site: Site) -> str:
    return "\n".join(text.decode("utf-8", "replace") for text in site.files().values())


def as_signed(entry: StoredCard, piece: bytes) -> StoredCard:
    """The check that the store gave, with its key."""
    return entry


def with_plain_digest(entry: StoredCard, piece: bytes) -> StoredCard:
    """The check that needs no key."""
    named = "\0".join((entry.path, entry.digest, *map(str, entry[3:8]), ""))
    return entry._replace(check=hashlib.sha256(named.encode() + piece).hexdigest()[:32])


def plant(site: Site, shelf_key: bytes, check: Callable[[StoredCard, bytes], StoredCard]) -> None:
    """Puts a card with a script and invented words where the real card is kept."""
    path = "claims/dam.md"
    content = (site.root / "content" / path).read_bytes()
    file = InputFile(path, content, hashlib.sha256(content).hexdigest())
    card, _ = parse(file, BodyConverter())
    assert card
    body = Body(f"{SCRIPT}<p>{INVENTED}</p>", card.body.marks, (), INVENTED)
    store = CardStore(new_card_file(None), set(), shelf_key)
    entry = store.put(card._replace(body=body))
    piece = store.file.read(entry.start, entry.length)
    entry = check(entry, piece)
    index = memory(site) / "cards.index"
    index.write_bytes(index.read_bytes() + index_lines([entry._replace(start=_size(site))]))
    with (memory(site) / "cards").open("ab") as cards:
        cards.write(piece)


def _size(site: Site) -> int:
    return (memory(site) / "cards").stat().st_size


@pytest.mark.parametrize(
    ("shelf_key", "check"),
    [
        (OTHERS_KEY, as_signed),
        (b"", as_signed),
        (derived_key(OTHERS_KEY, f"cards of {program_digest()}"), as_signed),
        (b"", with_plain_digest),
    ],
)
def test_a_planted_card_does_not_reach_a_page(
    make_site: MakeSite, shelf_key: bytes, check: Callable[[StoredCard, bytes], StoredCard]
) -> None:
    site = kept(make_site)
    clean = site.files()
    rebuilt_with(site, shelf_key, check)
    assert site.files() == clean
    assert SCRIPT not in pages(site)
    assert INVENTED not in pages(site)


def rebuilt_with(site: Site, key: bytes, check: Callable[[StoredCard, bytes], StoredCard]) -> None:
    plant(site, key, check)
    (memory(site) / "last-build").unlink()
    shutil.rmtree(site.options.out)
    site.report = update(site.options, site.cache)


def test_only_the_key_keeps_a_planted_card_out(make_site: MakeSite) -> None:
    """What the others try does work for who has the key."""
    site = kept(make_site)
    assert site.cache.key
    rebuilt_with(site, derived_key(site.cache.key, f"cards of {program_digest()}"), as_signed)
    assert SCRIPT in pages(site)


def test_a_card_signed_here_for_another_path_or_version_is_not_believed(
    make_site: MakeSite,
) -> None:
    files = [
        InputFile(f"claims/{name}.md", CLAIM.encode(), hashlib.sha256(CLAIM.encode()).hexdigest())
        for name in ("dam", "weir")
    ]
    card, _ = parse(files[0], BodyConverter())
    assert card
    store = CardStore(new_card_file(None), set(), b"this version's key")
    entry = store.put(card)
    memory = CacheIndex(store, b"v\n" + index_lines([entry]), "v")
    assert memory.recall(files[0])
    moved = CacheIndex(store, b"v\n" + index_lines([entry._replace(path=files[1].path)]), "v")
    assert moved.recall(files[1]) is None
    later = CardStore(store.file, set(), b"the next version's key")
    assert CacheIndex(later, b"v\n" + index_lines([entry]), "v").recall(files[0]) is None


def spoil(site: Site) -> None:
    """A page with a script, a record and a manifest that say that it is as it should be."""
    page = site.options.out / "claims/dam/index.html"
    page.write_text(f"<!doctype html><title>x</title>{SCRIPT}")
    of_page, size = hashlib.sha256(page.read_bytes()).hexdigest(), page.stat().st_size
    manifest = site.options.out / "manifest.json"
    public = parsed(manifest.read_bytes())
    files = {**public.files, "claims/dam/index.html": FileEntry(size, of_page)}
    manifest.write_bytes(manifest_text(public._replace(files=files)))
    seal, _, body = site.workspace.record.read_bytes().partition(b"\n")
    before = entries(body, ["claims/dam/index.html"])["claims/dam/index.html"]
    written = {"claims/dam/index.html": before._replace(digest=of_page, size=size)}
    _, forged = edited(body, written, (), {})
    for text in (seal + b"\n" + forged, sealed(OTHERS_KEY, site.options.out, forged)):
        site.workspace.record.write_bytes(text)


@pytest.mark.parametrize("has_cache", [True, False])
def test_a_forged_manifest_does_not_keep_a_planted_page(
    make_site: MakeSite, has_cache: bool
) -> None:
    site = kept(make_site)
    clean = site.files()
    spoil(site)
    if not has_cache:
        shutil.rmtree(memory(site))
    site.report = update(site.options, site.cache)
    assert site.files() == clean


def test_a_whole_cache_of_another_machine_is_not_believed(make_site: MakeSite) -> None:
    site = kept(make_site)
    clean = site.files()
    # The other machine builds another text from the same card, and says that all is as it was.
    theirs = site.cache._replace(key=OTHERS_KEY)
    shutil.rmtree(memory(site))
    update(site.options, theirs)
    assert stands(site.options, theirs)
    assert stands(site.options, site.cache) is None
    spoil(site)
    site.report = update(site.options, site.cache)
    assert site.files() == clean
    assert site.report.problems == ()


def test_a_forged_manifest_removes_no_file_of_others(make_site: MakeSite) -> None:
    site = kept(make_site)
    mine = {"site/CNAME": "example.test\n", "site/claims/mine.txt": "mine", "site/top.html": "x"}
    site.write(mine)
    page = site.options.out / "topics/old/index.html"
    page.parent.mkdir()
    page.write_text("not the bytes of the manifest")
    manifest = site.options.out / "manifest.json"
    public = parsed(manifest.read_bytes())
    files = {**public.files, "topics/old/index.html": FileEntry(3, "0" * 64)}
    for path, text in mine.items():
        of_file = hashlib.sha256(text.encode()).hexdigest()
        files[path.removeprefix("site/")] = FileEntry(len(text), of_file)
    manifest.write_bytes(manifest_text(public._replace(files=files)))
    site.report = update(site.options, site.cache)
    for path, text in mine.items():
        assert (site.root / path).read_text() == text
    assert page.exists()
    told = [str(p) for p in site.report.problems]
    assert [line.split(":")[0].rpartition("/site/")[2] for line in told] == [
        "CNAME", "claims/mine.txt", "top.html", "topics/old/index.html",
    ]  # fmt: skip
    assert "no card asks for this file, and it may not be factpress's" in told[0]


def test_what_is_stale_goes_even_when_all_that_was_kept_is_lost(make_site: MakeSite) -> None:
    site = make_site({"content/topics/rivers.md": "---\nname: Rivers\n---\n"})
    update(site.options, site.cache)
    assert (site.options.out / "topics/rivers/index.html").exists()
    shutil.rmtree(memory(site))
    (site.root / "content/topics/rivers.md").unlink()
    site.report = update(site.options, site.cache)
    assert not (site.options.out / "topics/rivers").exists()
    clean = make_site(name="clean")
    update(clean.options, clean.cache)
    assert site.files() == clean.files()


def test_every_output_has_a_path_that_may_be_removed(make_site: MakeSite) -> None:
    from plenty import RICH

    settings = RICH["content/publication.yaml"] + "precompress: true\n"
    site = make_site({**RICH, "content/publication.yaml": settings})
    site.build()
    paths = list(site.files())
    assert len(paths) > 100
    assert [path for path in paths if not is_like_ours(path)] == []


def test_a_forged_result_of_a_check_is_not_believed(make_site: MakeSite) -> None:
    site = kept(make_site)
    every_problem(site.options, site.cache)
    good = (memory(site) / "last-check").read_bytes()
    site.edit("content/claims/dam.md", "rating: mixed", "rating: mixd")
    assert any("mixd" in str(problem) for problem in every_problem(site.options, site.cache))
    bad = json.loads((memory(site) / "last-check").read_bytes().partition(b" ")[2])
    bad[4] = []
    for key in (OTHERS_KEY, b""):
        (memory(site) / "last-check").write_bytes(line_of(key, "last-check", bad))
        assert any("mixd" in str(problem) for problem in every_problem(site.options, site.cache))
    text = json.dumps(bad, separators=(",", ":")).encode()
    plain = hashlib.sha256(text).hexdigest().encode()
    for forged in (plain + b" " + text + b"\n", good):
        (memory(site) / "last-check").write_bytes(forged)
        assert any("mixd" in str(problem) for problem in every_problem(site.options, site.cache))


def test_an_older_cache_put_back_gives_no_older_page(make_site: MakeSite) -> None:
    site = kept(make_site)
    old = site.root / "old"
    shutil.copytree(memory(site), old / "memory")
    shutil.copytree(site.options.out, old / "site")
    site.edit("content/claims/dam.md", "disagrees", "objects")
    site.report = update(site.options, site.cache)
    now = site.files()
    for folders in (["memory"], ["site"], ["memory", "site"]):
        for name in folders:
            target = memory(site) if name == "memory" else site.options.out
            shutil.rmtree(target)
            shutil.copytree(old / name, target)
        site.report = update(site.options, site.cache)
        assert site.files() == now


def test_an_amendment_counts_only_after_those_that_it_follows(make_site: MakeSite) -> None:
    site = kept(make_site)
    records = memory(site) / "last-build"
    for old, new in (("disagrees", "objects"), ("says it was done", "says it is done")):
        site.edit("content/claims/dam.md", old, new)
        update(site.options, site.cache)
    *_, first, second = records.read_bytes().splitlines(keepends=True)
    whole = records.read_bytes()
    assert stands(site.options, site.cache)
    for forged in (second + first, second, first + first + second):
        records.write_bytes(whole.removesuffix(first + second) + forged)
        assert stands(site.options, site.cache) is None
    records.write_bytes(whole)
    assert stands(site.options, site.cache)


def test_a_signed_line_is_believed_with_its_key_and_place_only() -> None:
    line = line_of(b"key", "before", [1, 2])
    assert value_of(b"key", "before", line) == [1, 2]
    assert value_of(b"other", "before", line) is None
    assert value_of(b"key", "after", line) is None
    assert value_of(b"key", "before", line.replace(b"2", b"3")) is None


def test_without_a_key_nothing_is_kept_and_nothing_believed(make_site: MakeSite) -> None:
    site = kept(make_site)
    clean = site.files()
    cache = site.cache._replace(key=None)
    assert stands(site.options, cache) is None
    before = {p.name: p.read_bytes() for p in memory(site).iterdir()}
    spoil(site)
    site.report = update(site.options, cache)
    assert site.files() == clean
    assert {p.name: p.read_bytes() for p in memory(site).iterdir()} == before
    assert site.report.problems == ()


def of_key(folder: Path) -> dict[str, str]:
    return {"XDG_CONFIG_HOME": str(folder), "HOME": "/nonexistent"}


def test_the_key_is_made_once_and_is_the_owners_alone(tmp_path: Path) -> None:
    made = cache_key(of_key(tmp_path))
    path = tmp_path / "factpress/cache.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["cache.key"]
    assert cache_key(of_key(tmp_path)) == made
    assert cache_key({"HOME": str(tmp_path), "XDG_CONFIG_HOME": "relative"}) != made
    assert (tmp_path / ".config/factpress/cache.key").exists()
    assert cache_key({VARIABLE: "1" * 16}) != cache_key({VARIABLE: "2" * 16})
    assert cache_key({**of_key(tmp_path), VARIABLE: ""}) == made
    assert len(made) == 32


def test_no_key_that_others_may_know_is_used(tmp_path: Path) -> None:
    cache_key(of_key(tmp_path))
    path = tmp_path / "factpress/cache.key"
    path.chmod(0o644)
    with pytest.raises(DiskError, match=r"others may read or write the cache key; run: chmod 600"):
        cache_key(of_key(tmp_path))
    with pytest.raises(DiskError, match="fewer than 16 characters, which others could guess"):
        cache_key({VARIABLE: "a"})
    path.chmod(0o600)
    path.write_bytes(b"short")
    with pytest.raises(DiskError, match="is no cache key; remove it"):
        cache_key(of_key(tmp_path))
    path.unlink()
    os.mkfifo(path, 0o600)
    with pytest.raises(DiskError, match="is no cache key"):
        cache_key(of_key(tmp_path))


def test_no_key_where_none_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskError, match="the cache key cannot be kept here"):
        cache_key(of_key(tmp_path / "file"))
    with pytest.raises(DiskError, match=f"set {VARIABLE}"):
        cache_key({})


def test_a_record_is_bound_to_its_publication(make_site: MakeSite) -> None:
    site, other = kept(make_site), make_site(name="other")
    other.lock()
    shutil.copytree(memory(site), memory(other), dirs_exist_ok=True)
    shutil.copytree(site.options.out, other.options.out)
    assert stands(other.options, other.cache) is None
    other.report = update(other.options, other.cache)
    assert other.files() == site.files()
