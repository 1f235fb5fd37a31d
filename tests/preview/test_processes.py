"""The processes and folders of a preview: how it starts and ends, and what is left of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from conftest import CLAIM, MakeSite
from factpress.preview.workplace import remove_abandoned, workplace
from previewing import PATIENCE, processes_in, running

# Half a second is the promise on a quiet machine. Here other processes may be at work.
SOON = 2.0


def _gone(root: Path) -> bool:
    ends = time.monotonic() + 10
    while processes_in(root):
        if time.monotonic() > ends:
            return False
        time.sleep(0.02)
    return True


def test_an_interrupt_ends_it_with_one_line(make_site: MakeSite) -> None:
    site = make_site()
    with running(site.root) as preview:
        assert preview.address
        before = preview.printed()
        assert preview.interrupt() < SOON
        assert preview.printed() == before + "stopped by SIGINT\n"
        assert preview.process.returncode == 128 + signal.SIGINT
    assert _gone(site.root)


def test_an_interrupt_ends_the_first_build_too(make_site: MakeSite) -> None:
    cards = {
        f"content/claims/dam-{n}.md": CLAIM.replace("The dam was", f"Dam {n} was")
        for n in range(400)
    }
    site = make_site(cards)
    with running(site.root) as preview:
        preview.wait_for("rendering")
        assert len(processes_in(site.root)) > 1
        assert preview.interrupt() < SOON
        assert preview.printed().endswith("\nstopped by SIGINT\n")
        assert "Preview at" not in preview.printed()
    assert _gone(site.root)


def test_nothing_works_on_after_a_kill(make_site: MakeSite) -> None:
    site = make_site()
    with running(site.root) as preview:
        assert preview.address
        preview.process.kill()
        preview.process.wait()
        assert _gone(site.root)
    with running(site.root) as again:
        assert again.address


def test_a_start_after_a_start_shows_the_last_good_site_at_once(make_site: MakeSite) -> None:
    site = make_site()
    with running(site.root) as preview:
        printed = preview.wait_for("Preview at")
        assert printed.index("rendering") < printed.index("Preview at")
    site.edit("content/claims/dam.md", "disagrees", "objects")
    with running(site.root) as preview:
        address = preview.address
        assert "changed" not in preview.printed()
        page = urlopen(f"{address}claims/dam/").read().decode()
        assert "disagrees" in page or "objects" in page
        preview.wait_for("files changed")
        assert "objects" in urlopen(f"{address}claims/dam/").read().decode()


def test_a_site_that_was_built_is_shown_while_the_first_preview_builds(
    make_site: MakeSite,
) -> None:
    site = make_site()
    subprocess.run([sys.executable, "-m", "factpress", "build", "--quiet"], cwd=site.root)
    with running(site.root) as preview:
        assert preview.address
        assert "files changed" not in preview.printed()
        preview.wait_for("files changed")
    assert "client.js" not in (site.root / "site/claims/dam/index.html").read_text()


def test_a_preview_for_readers_begins_with_no_draft(make_site: MakeSite) -> None:
    draft = CLAIM.replace("The dam was", "The secret dam was").replace(
        "rating: mixed", "draft: true\nrating: mixed"
    )
    site = make_site({"content/claims/secret.md": draft})
    with running(site.root) as preview:
        assert "secret dam" in urlopen(f"{preview.address}claims/").read().decode()
    with running(site.root, "--no-drafts") as preview:
        assert "secret dam" not in urlopen(f"{preview.address}claims/").read().decode()


def test_a_second_preview_has_a_folder_of_its_own_which_goes(make_site: MakeSite) -> None:
    site = make_site()
    room = site.root.parent / "room"
    room.mkdir()
    with running(site.root) as first:
        assert first.address
        with running(site.root, TMPDIR=str(room)) as second:
            assert second.address != first.address
            assert len(list(room.iterdir())) == 1
        assert not list(room.iterdir())


def test_the_folder_of_a_killed_preview_goes_at_the_next_start(
    make_site: MakeSite,
) -> None:
    site = make_site()
    room = site.root.parent / "room"
    room.mkdir()
    for name in ("factpress-preview-mine", "factpress-preview-file", "other-folder"):
        (room / name).mkdir()
    (room / "factpress-preview-link").symlink_to(site.root)
    (site.root / "lock").touch()
    others = set(room.iterdir())
    with running(site.root) as first:
        assert first.address
        with running(site.root, TMPDIR=str(room)) as second:
            assert second.address != first.address
            (alive,) = set(room.iterdir()) - others
            remove_abandoned(room)
            assert (alive / "lock").exists()
            second.process.kill()
            second.process.wait()
    assert (alive / "site/index.html").exists()
    remove_abandoned(room)
    assert not alive.exists()
    assert site.root.exists()
    assert set(room.iterdir()) == others


def test_a_folder_that_is_watched_is_not_worked_in(tmp_path: Path) -> None:
    kept = tmp_path / "archive/.factpress/preview"
    with workplace(kept, [tmp_path / "archive"]) as place:
        assert place.site.is_relative_to(tempfile.gettempdir())
    with workplace(kept, [tmp_path / "content"]) as place:
        assert place.site == kept / "site"


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with workplace(tmp_path / "taken/preview", []) as place:
        assert not place.site.is_relative_to(tmp_path / "taken")


def test_a_hang_up_ends_it(make_site: MakeSite) -> None:
    site = make_site()
    with running(site.root) as preview:
        assert preview.address
        preview.process.send_signal(signal.SIGHUP)
        preview.process.wait(PATIENCE)
    assert _gone(site.root)


def test_a_terminal_has_its_cursor_again(make_site: MakeSite) -> None:
    """A bar hides the cursor while it is shown."""
    import pty

    site = make_site()
    main, end = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "factpress", "preview", "--port", "0"],
        cwd=site.root, stdout=end, stderr=end, stdin=end, start_new_session=True,
    )  # fmt: skip
    os.close(end)
    printed = b""
    ends = time.monotonic() + PATIENCE
    while b"rendering" not in printed and time.monotonic() < ends:
        printed += os.read(main, 4096)
    process.send_signal(signal.SIGINT)
    try:
        while more := os.read(main, 4096):
            printed += more
    except OSError:  # the other end is closed
        pass
    process.wait(PATIENCE)
    os.close(main)
    assert printed.count(b"\x1b[?25h") == printed.count(b"\x1b[?25l")
    assert printed.rstrip().endswith((b"stopped by SIGINT", b"stopped by SIGINT\x1b[0m"))
