"""Disks that are full, read-only, short of files, or mounted: the old site or the new one.

Each is a file system in memory of its own name space: `unshare -rm`.
"""

from __future__ import annotations

import shlex
import shutil
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from attempts import IN_FULL, Start, remove
from traced import Ran, command, environment

_REFUSED, _DISK = 1, 74
_NO_RIGHTS = "setpriv --bounding-set=-all --inh-caps=-all"


def _in_name_space(script: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["unshare", "-rm", "sh", "-ec", script, "sh", *arguments],
        env=environment(),
        capture_output=True,
        check=False,
    )


def _can_mount() -> bool:
    mount = "mount -t tmpfs none /mnt"
    return bool(shutil.which("unshare")) and _in_name_space(mount).returncode == 0


pytestmark = pytest.mark.skipif(not _can_mount(), reason="no disk in memory can be mounted here")


@pytest.fixture(scope="module", params=["cards", "first"] if IN_FULL else ["cards"])
def start(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Start:
    return Start(request.param, tmp_path_factory.mktemp("small"))


@contextmanager
def _built(
    start: Start, options: str, before: str = ":", build: str = ""
) -> Iterator[tuple[Path, Ran]]:
    """A build where the publication is on a disk of its own, and how it was left there.

    `options` are those of the mount; `before` is done before the build.
    """
    with start.attempt() as root:
        result = root.with_name("result")
        remove(result)
        result.mkdir()
        script = (
            'cp -a "$1" "$2"; '
            f'mount -t tmpfs -o {options} none "$1"; cp -a "$2/publication/." "$1"; '
            f'rm -r "$2/publication"; cd "$1"; {before}; code=0; '
            f'{build} {shlex.join(command())} || code=$?; cp -a "$1/." "$2/"; exit $code'
        )
        done = _in_name_space(script, str(root), str(result))
        subprocess.run(["chmod", "-R", "u+rwx", str(result)], check=True)
        shutil.rmtree(root)
        result.rename(root)
        yield root, Ran(done.returncode, done.stderr.decode("utf-8", "replace"), [])


def _wrong(start: Start, root: Path, ran: Ran) -> list[str]:
    state = start.state(root)
    wrong = [] if state == ("old" if ran.code else "new") else [f"exits {ran.code}: {state}"]
    if ran.code and (ran.code not in (_REFUSED, _DISK) or len(ran.errors.splitlines()) != 1):
        wrong.append(f"exits {ran.code} and prints {ran.errors!r}")
    if start.half_made(root):
        wrong.append(f"leaves {start.half_made(root)[:5]}")
    return wrong


def _room(root: Path) -> dict[str, int]:
    """The kilobytes in whole pages, and the files and folders, of a publication."""
    status = {(found := path.lstat()).st_ino: found for path in (root, *root.rglob("*"))}
    sizes = [each.st_size for each in status.values() if not stat.S_ISDIR(each.st_mode)]
    return {
        "size={}k": sum((size + 4095) // 4096 * 4 for size in sizes),
        "nr_inodes={}": len(status),
    }


@pytest.mark.parametrize(
    ("option", "more"),
    [
        ("size={}k", range(0, 1601, 50 if IN_FULL else 800)),
        ("nr_inodes={}", range(1, 602, 25 if IN_FULL else 300)),
    ],
    ids=["bytes", "files"],
)
def test_a_disk_that_gets_full_leaves_the_old_site(start: Start, option: str, more: range) -> None:
    with start.attempt() as root:
        least = _room(root)[option]
    wrong, codes = [], set()
    for size in more:
        with _built(start, option.format(least + size)) as (root, ran):
            assert "cp:" not in ran.errors
            codes.add(ran.code)
            wrong += [f"{size}: {line}" for line in _wrong(start, root, ran)]
    assert not wrong, "\n".join(wrong)
    assert codes == {0, _DISK}


@pytest.mark.parametrize(
    ("before", "build"),
    [
        ('mount -o remount,ro "$1"', ""),
        ('chmod 555 "$1"', _NO_RIGHTS),
        ("mkdir -p site; find site -type d -exec chmod 555 {} +; chmod 555 .", _NO_RIGHTS),
        ("mkdir -p .site.factpress; chmod 555 .site.factpress", _NO_RIGHTS),
        ("mkdir -p .site.factpress; chmod 0 .site.factpress", _NO_RIGHTS),
    ],
    ids=["read-only disk", "folder", "folder and site", "workspace", "closed workspace"],
)
def test_where_nothing_may_be_written_the_old_site_stays(
    start: Start, before: str, build: str
) -> None:
    if build and not shutil.which("setpriv"):
        pytest.skip("setpriv is not installed")
    with _built(start, "size=64m", before, build) as (root, ran):
        assert ran.code != 0
        assert not _wrong(start, root, ran)


_MOUNTED = (
    'mkdir -p site; mv site old; mkdir site; mount -t tmpfs none "$1/site"; '
    "cp -a old/. site/; rm -r old"
)


def test_a_site_that_is_a_mount_point_is_changed_in_place(start: Start) -> None:
    with _built(start, "size=64m", _MOUNTED) as (root, ran):
        assert ran.code == 0, ran.errors
        assert start.state(root) == "new"
        assert "was changed file by file" in ran.errors
        assert start.half_made(root) == []
