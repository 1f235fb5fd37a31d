"""The disk: the only module, with the archive's reader, that touches files.

In and out: paths and bytes. Refuses links and devices among inputs, and output folders that hold
what is not ours. A file is replaced by renaming a finished one over it, so that a reader meets
the old bytes or the new, never half. Knows nothing of cards, pages or templates.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from factpress.digests import digest
from factpress.forking import can_fork, forked
from factpress.model import InputFile
from factpress.problems import BuildRefused, DiskError, Problem

MARKER = ".factpress"
_LIBRARIES = frozenset(
    "beautifulsoup4 jinja2 markdown markupsafe msgspec nh3 pydantic pydantic_core pypdf pyyaml "
    "babel pillow fonttools fontpkg_noto_serif fontpkg_noto_sans fontpkg_amiri "
    "fontpkg_ibm_plex_sans_arabic pagefind pagefind_bin pagefind_bin_extended".split()
)
_PARTS_OF_THE_PROGRAM = (".py", ".po", ".ttf")
# Most files are read in one go.
_MOST_AT_ONCE = 1 << 18
# Backups and lock files of editors (Emacs, Vim, JetBrains, Office) and of operating systems.
_NOT_CONTENT = re.compile(r"\..*|.*~|#.*#|.*\.(swp|swx|tmp|bak)|4913|Thumbs\.db|desktop\.ini")


def scan(root: Path) -> tuple[tuple[InputFile, ...], tuple[Problem, ...]]:
    """Every file below `root` in order of path, without what editors leave behind."""
    files: list[InputFile] = []
    problems: list[Problem] = []
    for path in sorted(_walk(f"{root}/", "", problems)):
        try:
            content = _regular_content(f"{root}/{path}")
            files.append(InputFile(path, content, digest(content)))
        except OSError as error:
            problems.append(Problem(path, 1, 1, f"file cannot be read: {reason_of(error)}"))
    return tuple(files), tuple(problems)


def _walk(root: str, folder: str, problems: list[Problem]) -> Iterator[str]:
    """The paths of files below `root`; `folder` is relative to it and ends in a slash, or empty."""
    try:
        entries = list(os.scandir(root + folder))
    except OSError as error:
        path = folder.removesuffix("/") or "."
        problems.append(Problem(path, 1, 1, f"folder cannot be read: {reason_of(error)}"))
        return
    for entry in entries:
        path = folder + entry.name
        if _NOT_CONTENT.fullmatch(entry.name):
            continue
        if _is_unreadable_name(entry.name):
            problems.append(Problem(ascii(path), 1, 1, "file name is not UTF-8; rename the file"))
        elif entry.is_file(follow_symlinks=False):
            yield path
        elif entry.is_symlink():
            problems.append(
                Problem(path, 1, 1, "is a symbolic link, which is not followed; put the file here")
            )
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(root, f"{path}/", problems)
        else:
            problems.append(Problem(path, 1, 1, "is not a regular file; remove it"))


def _is_unreadable_name(name: str) -> bool:
    return not name.isascii() and any("\ud800" <= character <= "\udfff" for character in name)


def _regular_content(path: str) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        return _content(descriptor)
    finally:
        os.close(descriptor)


def _content(descriptor: int) -> bytes:
    content = os.read(descriptor, _MOST_AT_ONCE)
    while more := os.read(descriptor, _MOST_AT_ONCE):
        content += more
    return content


def read(path: Path | str) -> bytes | None:
    """The bytes of a file, or None when there is no such file. Never follows a link."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        try:
            return _content(descriptor)
        finally:
            os.close(descriptor)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EISDIR):
            return None
        raise DiskError(f"{path}: cannot be read: {reason_of(error)}") from error


def replace(path: Path, content: bytes) -> None:
    """Writes a file so that whoever reads it meets the old bytes or the new."""
    _replace(path, [content], path.with_name(f".{path.name}.new"))


def _replace(path: Path, parts: Iterable[bytes], temporary: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("wb") as file:
                file.writelines(parts)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise DiskError(f"{path}: cannot be written: {reason_of(error)}") from error


def create(path: Path, content: bytes) -> None:
    """Writes a file that must not be there yet. Raises DiskError when anything is."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise DiskError(f"{path}: is there already and stays as it is") from error
    except OSError as error:
        raise DiskError(f"{path}: cannot be written: {reason_of(error)}") from error


def holds(root: Path, wanted: Iterable[tuple[str, str]]) -> bool:
    """Whether each file below `root`, given as (path, digest), has the bytes of that digest."""
    for path, expected in wanted:
        content = read(f"{root}/{path}")
        if content is None or digest(content) != expected:
            return False
    return True


def is_folder(path: Path) -> bool:
    """Whether there is a folder at a path."""
    return path.is_dir()


@contextmanager
def meanwhile(question: Callable[[], bool], jobs: int) -> Iterator[Callable[[], bool]]:
    """Answers a question in another process while the block runs, if there may be two processes.

    What the context gives waits for the answer. Only the answer comes back.
    """
    if jobs < 2 or not can_fork:
        yield cache(question)
        return
    other = forked(lambda: b"yes" if question() else b"no")
    answered = cache(lambda: other() == b"yes")
    try:
        yield answered
    finally:
        answered()


def extend(path: Path, parts: Iterable[bytes]) -> int:
    """Adds to the end of a file that is there, and says where the addition begins."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW)
        with os.fdopen(descriptor, "ab") as file:
            start = file.tell()
            file.writelines(parts)
            return start
    except OSError as error:
        raise DiskError(f"{path}: cannot be written: {reason_of(error)}") from error


def size(path: Path) -> int:
    """The bytes of a file; 0 when there is none."""
    try:
        return path.lstat().st_size
    except OSError:
        return 0


def keep_out_of_git(folder: Path) -> None:
    """Makes a folder of what builds remember, which git passes over."""
    ignore = folder / ".gitignore"
    if not ignore.exists():
        replace(ignore, b"*\n")


def remember(path: Path, parts: Iterable[bytes]) -> None:
    """Writes a file of what builds remember."""
    keep_out_of_git(path.parent)
    replace_parts(path, parts)


def replace_parts(path: Path, parts: Iterable[bytes]) -> None:
    """Writes a file piece by piece so that whoever reads it meets the old bytes or the new."""
    _replace(path, parts, path.with_name(f".{path.name}.{os.getpid()}"))


@cache
def program_digest() -> str:
    """A digest of the generator's own files and of the versions of the libraries it uses.

    What is remembered from a build counts only for the very program that made it.
    """
    package = Path(__file__).resolve().parent.parent
    sources = sorted(
        path for path in _walk(f"{package}/", "", []) if path.endswith(_PARTS_OF_THE_PROGRAM)
    )
    parts = [f"{path}\0{digest(read(f'{package}/{path}') or b'')}" for path in sources]
    return digest("\0".join([*parts, *_versions(), sys.version]).encode("utf-8"))


def _versions() -> list[str]:
    """The folders that tell the versions of the libraries: quicker than to read their metadata.

    https://packaging.python.org/en/latest/specifications/recording-installed-packages/
    """
    found = []
    for folder in sys.path:
        with suppress(OSError):
            names = os.listdir(folder or ".")  # noqa: PTH208 (the fast one)
            found += [name for name in names if _is_version(name)]
    return sorted(found)


def _is_version(name: str) -> bool:
    return name.endswith(".dist-info") and name.partition("-")[0].lower() in _LIBRARIES


class Stage:
    """Files made ready below an output folder, to be put in their places all at once.

    A build that dies leaves what it made ready in the stage and nowhere else.
    """

    def __init__(self, root: Path) -> None:
        self._root, self._folder = root, root / MARKER / "new"

    def clear(self) -> None:
        """Empties the stage of what a build that died has left."""
        try:
            for path in self._folder.iterdir() if self._folder.is_dir() else ():
                path.unlink()
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DiskError(f"{self._folder}: cannot be used: {reason_of(error)}") from error

    def add(self, name: str, content: bytes) -> None:
        """Makes a file ready under a name that only this build knows."""
        staged = f"{self._folder}/{name}"
        try:
            descriptor = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
        except OSError as error:
            raise DiskError(f"{staged}: cannot be written: {reason_of(error)}") from error

    def place(self, name: str) -> str:
        """Where a file that is ready stands."""
        return f"{self._folder}/{name}"

    def put(self, names: Mapping[str, str], done: Callable[[int, int], None]) -> None:
        """Puts every file in its place; a reader meets its old bytes or its new ones.

        `names` says what is ready for each path. Assets come first and lists last, so that what a
        new page points at is there.
        """
        folders: set[str] = set()
        in_order = sorted(names, key=lambda p: (not p.startswith("assets/"), -p.count("/")))
        for count, path in enumerate(in_order, 1):
            target = f"{self._root}/{path}"
            folder = target.rpartition("/")[0]
            try:
                if folder not in folders:
                    _refuse_links(self._root, path)
                    os.makedirs(folder, exist_ok=True)  # noqa: PTH103 (the fast one)
                    folders.add(folder)
                os.replace(f"{self._folder}/{names[path]}", target)  # noqa: PTH105 (the fast one)
            except OSError as error:
                raise DiskError(f"{target}: cannot be written: {reason_of(error)}") from error
            done(count, len(names))


def _refuse_links(root: Path, path: str) -> None:
    """Raises DiskError when a folder on the way to a file is a link, which may lead elsewhere."""
    folder = root
    for part in path.split("/")[:-1]:
        folder = folder / part
        if folder.is_symlink():
            raise DiskError(f"{folder}: is a symbolic link, which is not followed; remove it")


def remove(root: Path, path: str) -> None:
    """Removes a file below `root` and the folders that this leaves empty."""
    target = root / path
    _refuse_links(root, path)
    try:
        target.unlink(missing_ok=True)
        for folder in target.parents:
            if folder == root or any(folder.iterdir()):
                break
            folder.rmdir()
    except FileNotFoundError:
        return
    except OSError as error:
        raise DiskError(f"{target}: cannot be removed: {reason_of(error)}") from error


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keeps other builds out of an output folder; the kernel frees the lock when we die."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise DiskError(f"{folder}: cannot be used: {reason_of(error)}") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise DiskError(f"{folder}: another build is writing here; try again later") from None
    else:
        yield
    finally:
        os.close(descriptor)


def refuse_unsafe_output(out: Path, content: Path) -> None:
    """Raises DiskError for an output folder in which we could destroy what is not ours."""
    target, source = out.resolve(), content.resolve()
    if target == Path(target.anchor) or target == Path.home().resolve():
        raise DiskError(f"{out}: is not a folder for a site; choose a folder of its own")
    if target == source or target in source.parents or source in target.parents:
        raise DiskError(f"{out}: holds or lies in the content folder; choose a folder of its own")
    if out.exists() and not out.is_dir():
        raise DiskError(f"{out}: is not a folder")
    if out.is_dir() and not (out / MARKER).is_dir():
        strangers = sorted(e.name for e in out.iterdir() if not e.name.startswith("."))
        if strangers:
            raise DiskError(
                f'{out}: holds "{strangers[0]}" and was not built by factpress; '
                "choose an empty folder"
            )


def content_folder(given: Path) -> Path:
    """The content folder as given; raises BuildRefused when there is none."""
    if not given.is_dir():
        message = "there is no such folder; name the folder of cards with --content"
        raise BuildRefused([Problem(str(given), 1, 1, message)])
    return given


def default_templates() -> Path:
    """The theme: inside an installed package, or beside its source in a repository."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "_templates"
    return shipped if shipped.is_dir() else package.parent.parent / "templates"


def reason_of(error: OSError) -> str:
    """Why the system would not, in its words."""
    return (error.strerror or str(error)).lower()
