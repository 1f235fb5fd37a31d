"""The site of a preview, brought up to date with the files as they are now."""

from __future__ import annotations

from factpress.cache.build_record import last_build
from factpress.content.settings_file import settings_in
from factpress.model.cards import InputFile
from factpress.model.encoding import digest
from factpress.model.limits import bytes_of_content
from factpress.model.problems import BuildRefused, DiskError, Problem
from factpress.model.site import BuildReport
from factpress.model.urls import SETTINGS_PATH
from factpress.options import BuildOptions, CacheOptions
from factpress.output import disk
from factpress.output.render import Progress
from factpress.theme.installed import own_templates
from factpress.update import update


class Previewed:
    """The site of a preview.

    Its templates may come only later: without a folder that was named, it is looked for each time.
    """

    def __init__(self, options: BuildOptions, cache: CacheOptions) -> None:
        self.options, self._cache = options, cache
        self._archive, self._settings = "", ""

    def update(self, progress: Progress) -> tuple[BuildReport, tuple[Problem, ...]]:
        """The report of a build, and all problems.

        Raises BuildRefused, or DiskError. Where saved copies changed since the last good build, and
        so the cards are wrong, the site is built without a word on what was found.
        """
        options = self.options
        templates = options.templates or own_templates(options.content)
        options = options._replace(templates=templates)
        try:
            report = update(options, self._cache, progress)
        except BuildRefused as refused:
            if not self._has_other_copies():
                raise
            return self._unchecked(options, refused, progress)
        return report, report.problems

    def _has_other_copies(self) -> bool:
        """Whether the saved copies are others than those of the last good build."""
        found = last_build(self.options.out, self._cache)
        if found is None:
            return False
        was_unchecked = not found.archive.folder and bool(self.archive_folder())
        return was_unchecked or not found.archive.is_unchanged()

    def _unchecked(
        self, options: BuildOptions, refused: BuildRefused, progress: Progress
    ) -> tuple[BuildReport, tuple[Problem, ...]]:
        try:
            report = update(options._replace(checks_passages=False), self._cache, progress)
        except BuildRefused:
            raise refused from None
        return report, refused.problems

    def archive_folder(self) -> str:
        """The folder of saved copies, whether it is there or not; "" where none is named."""
        if self.options.archive:
            return str(self.options.archive)
        try:
            content = disk.read_below(
                self.options.content, SETTINGS_PATH, bytes_of_content(SETTINGS_PATH)
            )
        except DiskError:
            content = None
        read = digest(content or b"")
        if content is not None and read != self._settings:
            fields = settings_in(InputFile(SETTINGS_PATH, content, read)).fields
            if fields is not None:
                # Settings that are wrong just now keep the folder of before.
                self._archive = str(self.options.archive_folder(fields.archive) or "")
            self._settings = read
        return self._archive
