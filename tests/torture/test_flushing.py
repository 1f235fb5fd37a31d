"""The model of a disk that loses what was not flushed."""

from __future__ import annotations

from flushing import ROOT, Change, Disk, Flushed, Made, Named, Wrote

_FILE, _FOLDER, _OTHER = 2, 3, 4


def _disk(*changes: Change) -> Disk:
    disk = Disk()
    for change in changes:
        disk.apply(change)
    return disk


def _files(disk: Disk) -> dict[str, bytes]:
    return {path: disk.contents[node] for path, node in disk.files()}


def _lost(disk: Disk) -> dict[str, bytes]:
    return _files(disk.after_power_cut(lambda: False))


def _kept(disk: Disk) -> dict[str, bytes]:
    return _files(disk.after_power_cut(lambda: True))


_NEW_FILE = (
    Made(_FILE, "file"),
    Named(((ROOT, "page", _FILE),)),
    Wrote(_FILE, 0, b"words", 5),
)
_NEW_FOLDER = (Made(_FOLDER, "folder"), Named(((ROOT, "next", _FOLDER),)), Flushed(ROOT))


def test_a_file_that_was_not_flushed_may_be_kept_or_lost() -> None:
    disk = _disk(*_NEW_FILE)
    assert _files(disk) == _kept(disk) == {"page": b"words"}
    assert _lost(disk) == {}


def test_a_file_flushed_without_its_folder_may_have_no_name() -> None:
    disk = _disk(*_NEW_FILE, Flushed(_FILE))
    assert _lost(disk) == {}


def test_a_folder_flushed_without_its_file_may_hold_an_empty_one() -> None:
    disk = _disk(*_NEW_FILE, Flushed(ROOT))
    assert _lost(disk) == {"page": b""}


def test_a_file_that_was_not_flushed_may_be_torn() -> None:
    disk = _disk(*_NEW_FILE, Flushed(ROOT))
    answers = iter([True, False])
    assert _files(disk.after_power_cut(lambda: next(answers))) == {"page": b"wo"}


def test_what_was_flushed_is_safe() -> None:
    disk = _disk(*_NEW_FILE, Flushed(_FILE), Flushed(ROOT), Wrote(_FILE, 5, b" more", 10))
    assert _lost(disk) == {"page": b"words"}
    assert _kept(disk) == {"page": b"words more"}


def test_a_file_cut_short_is_shorter() -> None:
    disk = _disk(*_NEW_FILE, Wrote(_FILE, 0, b"", 2))
    assert _files(disk) == {"page": b"wo"}


def test_a_rename_between_folders_is_lost_or_kept_as_a_whole() -> None:
    disk = _disk(*_NEW_FILE, Flushed(_FILE), *_NEW_FOLDER)
    disk.apply(Named(((ROOT, "page", None), (_FOLDER, "page", _FILE))))
    assert _lost(disk) == {"page": b"words"}
    assert _kept(disk) == {"next/page": b"words"}
    disk.apply(Flushed(_FOLDER))
    assert _lost(disk) == {"page": b"words", "next/page": b"words"}
    disk.apply(Flushed(ROOT))
    assert _lost(disk) == _kept(disk) == {"next/page": b"words"}


def test_an_exchange_is_lost_or_kept_as_a_whole() -> None:
    disk = _disk(
        *_NEW_FILE, Flushed(_FILE), Made(_OTHER, "file", b"old"), Named(((ROOT, "site", _OTHER),))
    )
    disk.settle()
    disk.apply(Named(((ROOT, "page", _OTHER), (ROOT, "site", _FILE))))
    assert _lost(disk) == {"page": b"words", "site": b"old"}
    assert _kept(disk) == {"page": b"old", "site": b"words"}


def test_later_names_in_a_flushed_folder_are_safe_where_an_earlier_rename_is_not() -> None:
    disk = _disk(*_NEW_FILE, Flushed(_FILE), *_NEW_FOLDER)
    disk.apply(Named(((ROOT, "page", None), (_FOLDER, "page", _FILE))))
    disk.apply(Made(_OTHER, "file", b"other"))
    disk.apply(Named(((ROOT, "page", _OTHER),)))
    disk.apply(Flushed(ROOT))
    assert _lost(disk) == {"page": b"other"}
    assert _kept(disk) == {"page": b"other", "next/page": b"words"}
