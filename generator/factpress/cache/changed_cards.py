"""The cards that changed since the last build, where only shown parts of them did.

In: the changed files, the cached cards. Out: the cards as they are now, with their changed parts;
NotCached where other parts changed too. Another process parses them while this one imports the
modules that render: most of an edit is imports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from factpress.cache.build_record import LastBuild
from factpress.cache.card_cache import CardCache, NotCached
from factpress.content.card_store import CardStore, StoredCard
from factpress.model.cards import AnyCard, InputFile
from factpress.model.problems import Damaged
from factpress.workers import in_background

# A build shares more files among processes, and takes less time.
_MOST_FILES = 100


class ChangedCard(NamedTuple):
    """A card as it is now, its file, and its place in a store.

    `parts` are its changed parts: its body, or fields that are only shown. `has_moved` says that
    fields are at other places in the file than before.
    """

    card: AnyCard
    file: InputFile
    entry: StoredCard
    store: CardStore
    parts: Sequence[str]
    has_moved: bool


@contextmanager
def changed_cards(
    files: Sequence[InputFile], last_build: LastBuild, cards: CardCache, jobs: int
) -> Iterator[Callable[[], list[ChangedCard]]]:
    """A call that gives the changed cards, or raises NotCached."""
    if len(files) > _MOST_FILES:
        raise NotCached
    store = cards.new_store()
    arguments = (files, last_build, cards, store)
    with in_background(_store_changed, *arguments, is_worth_it=jobs > 1) as answer:

        def changed() -> list[ChangedCard]:
            found = answer()
            if found is None:
                raise NotCached
            entries = ((StoredCard(*entry), parts, moved) for entry, parts, moved in found)
            return [
                ChangedCard(store.fresh(entry), file, entry, store, parts, moved)
                for file, (entry, parts, moved) in zip(files, entries, strict=True)
            ]

        yield changed


def _store_changed(
    files: Sequence[InputFile], last_build: LastBuild, cards: CardCache, store: CardStore
) -> list[tuple[StoredCard, tuple[str, ...], bool]] | None:
    """Stores the changed cards, each with its changed parts; None when there are others."""
    # Here, for the other process alone imports it.
    from factpress.content.cards import changed_parts, edited
    from factpress.content.markdown.converter import BodyConverter

    converter, found = BodyConverter(), []
    for file in files:
        try:
            before = cards.card_at(file.path, last_build.content)
            card = edited(before, file, converter)
            parts = changed_parts(before, card) if card else None
            has_moved = card is not None and card.places() != before.places()
        except (NotCached, Damaged):
            return None
        if card is None or parts is None:
            return None
        found.append((store.put(card), parts, has_moved))
    store.file.flush()
    return found
