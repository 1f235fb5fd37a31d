"""Links, pipes, caches and journals that somebody planted harm no file but the site's own.

Folders of others beside the publication are compared before and after. Outputs are refused that
would take the place of anything.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from attempts import IN_FULL, RECORDS, Start, sampled
from dam_site import dam_site
from factpress.output.output_record import sealed
from traced import Ran, command, environment, run_plain
from trees import tree

_PATIENCE = 30
_OTHER = "canary"


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Start:
    return Start("settings", tmp_path_factory.mktemp("planted"))


@pytest.fixture
def root(start: Start) -> Iterator[Path]:
    """A publication, and beside it a folder of somebody else."""
    with start.attempt() as found:
        canary = found / _OTHER
        (canary / "inner").mkdir(parents=True)
        for name in ("index.html", "manifest.json", "inner/kept.txt", "new-1", "outputs.json"):
            (canary / name).write_text(f"of somebody else: {name}")
        yield found


def _link_to_folder(path: Path, canary: Path) -> None:
    path.symlink_to(canary)


def _link_to_file(path: Path, canary: Path) -> None:
    path.symlink_to(canary / "index.html")


def _link_to_nothing(path: Path, canary: Path) -> None:
    path.symlink_to(canary / "made")


def _hard_link(path: Path, canary: Path) -> None:
    path.hardlink_to(canary / "index.html")


def _pipe(path: Path, canary: Path) -> None:
    os.mkfifo(path)


_PLANTS: tuple[Callable[[Path, Path], None], ...] = (
    _link_to_folder,
    _link_to_file,
    _link_to_nothing,
    _hard_link,
    _pipe,
)


def _places(start: Start) -> list[str]:
    """Our folders, each entry of those that hold records, and paths in the site."""
    records = [path for path in start.records if path.startswith(RECORDS) and "/" in path]
    made = ("next", "journal", "workroom", "new-1", "previous/index.html", "previous/claims")
    of_site = [path for path in start.old if path.count("/") < 2 and not path.endswith(".gz")]
    return [
        "site",
        *RECORDS,
        *records,
        *(f".site.factpress/{path}" for path in made),
        *(f"site/{path}" for path in sorted(of_site)),
    ]


def _build(root: Path, *options: str) -> Ran:
    done = subprocess.run(
        command(1, *options),
        cwd=root,
        env=environment(),
        capture_output=True,
        check=False,
        timeout=_PATIENCE,
    )
    return Ran(done.returncode, done.stderr.decode("utf-8", "replace"), [])


def _plant(path: Path, plant: Callable[[Path, Path], None], canary: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    plant(path, canary)


def _wrong(start: Start, ran: Ran, root: Path) -> list[str]:
    """What is wrong after a build with something planted."""
    wrong: list[str] = []
    if ran.code == 0 and start.state(root) != "new":
        wrong.append(f"exits 0 with the site {start.state(root)}")
    if ran.code not in (0, 1, 74) or "Traceback" in ran.errors:
        wrong.append(f"exits {ran.code}: {ran.errors[-300:]}")
    if ran.code and not ran.errors.strip():
        wrong.append("says nothing")
    return wrong


def test_nothing_planted_is_followed(start: Start, tmp_path: Path) -> None:
    everything = [(place, plant) for place in _places(start) for plant in _PLANTS]
    wrong = []
    for place, plant in sampled(everything, 6):
        with start.attempt() as root:
            found = _after_planting(start, root, place, plant)
        wrong += [f"{plant.__name__} at {place}: {line}" for line in found]
    assert not wrong, "\n".join(wrong)


def _after_planting(
    start: Start, root: Path, place: str, plant: Callable[[Path, Path], None]
) -> list[str]:
    canary = root / _OTHER
    (canary / "new-1").mkdir(parents=True)
    for name in ("index.html", "new-1/kept.txt"):
        (canary / name).write_text("of somebody else")
    before = tree(canary)
    _plant(root / place, plant, canary)
    found = _wrong(start, _build(root), root)
    return found if tree(canary) == before else [*found, "changed files of somebody else"]


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _flip(content: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(content or b"\0")
    spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def _stuff(content: bytes, chance: random.Random) -> bytes:
    return chance.choice([b"", b"[]", b"{}", b"null", b"\xff" * 99, b"[" * 5000, b"\x80\x04N."])


def test_spoilt_records_and_caches_do_no_harm(start: Start, root: Path) -> None:
    files = [root / n / p for n in RECORDS for p in tree(root / n) if "previous/" not in p]
    files = sorted(path for path in files if path.is_file())
    assert len(files) > 5
    attempts = [(path, spoil) for path in files for spoil in (_cut, _flip, _stuff)]
    other = tree(root / _OTHER)
    kept = {path: path.read_bytes() for path in files}
    for number, (path, spoil) in enumerate(sampled(attempts, 3) * (10 if IN_FULL else 1)):
        path.write_bytes(spoil(kept[path], random.Random(number)))
        ran = _build(root)
        assert ran.code == 0, f"{spoil.__name__} {path}: {ran.errors}"
        assert start.state(root) == "new"
        assert tree(root / _OTHER) == other


# What a journal of an attacker says: files to put and paths to remove, in the site and outside.
_JOURNALS = (
    b'[[["index.html", "../canary/index.html", ""]], []]',
    b'[[["../canary/index.html", "outputs.json", ""]], []]',
    b'[[], ["../canary/index.html", "../../canary/inner/kept.txt", "index.html"]]',
    b'[[["/canary/index.html", "outputs.json", ""]], ["/canary/inner"]]',
)


@pytest.mark.parametrize("body", _JOURNALS)
@pytest.mark.parametrize("is_sealed", [True, False])
def test_a_planted_journal_is_not_followed(
    start: Start, root: Path, body: bytes, is_sealed: bool
) -> None:
    journal = root / ".site.factpress/journal"
    attacker = b"the key of an attacker"
    journal.write_bytes(sealed(attacker, root / "site", body) if is_sealed else body)
    other = tree(root / _OTHER)
    ran = _build(root)
    assert ran.code == 0, ran.errors
    assert tree(root / _OTHER) == other
    assert start.state(root) == "new"
    assert not journal.exists()


def test_the_records_of_another_site_of_this_machine_do_no_harm(
    start: Start, root: Path, tmp_path: Path
) -> None:
    """They are signed with this machine's key, and name the same folder of their own."""
    theirs = tmp_path / "theirs"
    dam_site(theirs)
    path = theirs / "content/pages/about.md"
    path.write_text(path.read_text() + "\nAnother publication.\n")
    assert run_plain(theirs).code == 0
    for name in RECORDS:
        shutil.rmtree(root / name)
        shutil.copytree(theirs / name, root / name)
    ran = _build(root)
    assert ran.code == 0, ran.errors
    assert start.state(root) == "new"


@pytest.mark.parametrize(
    "out",
    [
        "/",
        "home",
        ".",
        "..",
        "content",
        "content/claims",
        "content/site",
        "archive",
        "archive/site",
        "templates",
        "templates/site",
        "repository",
        "canary",
        "canary/index.html",
        "linked",
        ".factpress",
        ".site.factpress",
    ],
)
def test_an_output_in_the_place_of_something_is_refused(root: Path, out: str) -> None:
    (root / "repository/.git").mkdir(parents=True)
    (root / "home").mkdir()
    shutil.rmtree(root / "templates")
    (root / "templates").mkdir()
    (root / "linked").symlink_to(root / _OTHER)
    before = tree(root)
    done = subprocess.run(
        command(1, "--out", out),
        cwd=root,
        env={**environment(), "HOME": str(root / "home")},
        capture_output=True,
        check=False,
        timeout=_PATIENCE,
    )
    errors = done.stderr.decode()
    assert done.returncode == 1, errors
    assert len(errors.splitlines()) == 1
    # The cache is no output.
    changed = tree(root).items() ^ before.items()
    assert {path for path, _ in changed if not path.startswith(".factpress/")} == set()
