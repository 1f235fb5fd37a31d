"""Amending: the site brought up to date when nothing but the words of some bodies has changed.

In: options, how the site stands, and the groups of the site. Out: the report of a build, or None
when more than bodies changed, and then nothing was done. The changed bodies are converted by
another process while this one gets ready to show them: most of an edit is the importing of what
converts and of what renders.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from factpress.cache.build_record import Kept
from factpress.cache.card_cache import Edit, NotKept, Shelves, card_at
from factpress.cache.up_to_date import Standing
from factpress.content.card_store import CardStore, StoredCard
from factpress.model.cards import InputFile
from factpress.model.site import BuildReport
from factpress.options import BuildOptions, CacheOptions
from factpress.workers import in_background

# Of more edits a build makes less: it shares them among processes.
_MOST_EDITS = 100


def amended(
    options: BuildOptions, cache: CacheOptions, found: Standing, plan: str
) -> BuildReport | None:
    """Brings the site up to date, if only bodies changed. `plan` names the plan's module."""
    kept, changed = found.kept, found.changed
    if not changed or len(changed) > _MOST_EDITS:
        return None
    shelves = Shelves(cache.folder, cache.key)
    with _reworded(changed, kept, shelves, cache.jobs) as edits:
        # Here, while the other process imports what it needs.
        from factpress.cache.reissuing import reissued

        try:
            return reissued(options, cache, found, plan, shelves, edits)
        except NotKept:
            return None


@contextmanager
def _reworded(
    changed: Sequence[InputFile], kept: Kept, shelves: Shelves, jobs: int
) -> Iterator[Callable[[], list[Edit]]]:
    """The changed cards, when they are asked for.

    They are read by another process, if there may be one. Whoever asks meets NotKept where one is
    no card, or changed in more than its words.
    """
    store = shelves.new()
    arguments = (changed, kept, shelves, store)
    with in_background(_set_aside, *arguments, is_worth_it=jobs > 1) as answer:

        def edits() -> list[Edit]:
            found = answer()
            if found is None:
                raise NotKept
            entries = (StoredCard(*each) for each in found)
            return [
                Edit(store.fresh(entry), file, entry, store)
                for file, entry in zip(changed, entries, strict=True)
            ]

        yield edits


def _set_aside(
    changed: Sequence[InputFile], kept: Kept, shelves: Shelves, store: CardStore
) -> list[StoredCard] | None:
    """Where the changed cards lie on a store; None when more than words of one changed."""
    # Here, for it takes as long to import as all the rest.
    from factpress.content.cards import reworded
    from factpress.content.markdown.converter import BodyConverter

    converter, found = BodyConverter(), []
    for file in changed:
        try:
            card = reworded(card_at(file.path, kept.content, shelves.memory), file, converter)
        except NotKept:
            return None
        if card is None:
            return None
        found.append(store.put(card))
    store.file.flush()
    return found
