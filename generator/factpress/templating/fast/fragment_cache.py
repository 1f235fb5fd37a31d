"""Repeated: what macros have shown of mappings that several pages share.

In: macros and what they are given, page after page. Out: their texts, each made once for all pages
that it is the same for: those that have all names in common that it looked up, and from which its
addresses look the same. Knows nothing of what a macro is but that it can be called.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from jinja2.utils import missing

from factpress.model.site import Shared
from factpress.templating.links import Asked, Outlook

# What templates are given under these names is the same for every page of a site.
IN_COMMON = ("publication",)
_TEXTS = (str, type(missing))


class _Shown(NamedTuple):
    shared: Shared
    text: str
    asked: tuple[Asked, ...]


# In how many ways one text is kept: it looks another from each folder and each section of a site.
_MOST_WAYS = 32
# For how many mappings and macros texts are kept; of a larger site all are forgotten now and then.
_MOST = 50_000


class Repeated:
    """Texts that are kept from page to page.

    `usual` are the values that all pages have in common, by the names under which templates see
    them; `looked_up` counts what was looked up besides.
    """

    def __init__(self, outlook: Outlook) -> None:
        self._outlook = outlook
        self._shown: dict[tuple[Any, ...], list[_Shown]] = {}
        self._common: Mapping[str, Shared] = {}
        self.usual: Mapping[str, Any] = {}
        self.looked_up = 0

    @property
    def are_kept(self) -> bool:
        """Whether there are any."""
        return any(self._shown.values())

    def turn_to(self, names: Mapping[str, Any], usual: Mapping[str, Any]) -> None:
        """Goes on to another page, which has these names besides the `usual` ones.

        All that is kept is forgotten where it has not in common what the pages before had.
        """
        common = {k: names[k] for k in IN_COMMON if names.get(k).__class__ is Shared}
        if self.usual and all(common.get(k) is self._common.get(k) for k in IN_COMMON):
            return
        self._common = common
        self.usual = {**usual, **common}
        self._shown.clear()

    def shown(self, macro: Callable[..., str], args: tuple[Any, ...]) -> str:
        """What a macro shows of a shared mapping, and of texts besides, which may be left out."""
        shared, *others = args
        if others and not all(each.__class__ in _TEXTS for each in others):
            return macro(*args)
        ways = self._shown.setdefault((macro, id(shared), *others), [])
        for number, kept in enumerate(ways):
            if not kept.asked or self._outlook.is_the_same(kept.asked):
                if number:
                    # The next page most likely stands where this one does.
                    ways[0], ways[number] = kept, ways[0]
                return kept.text
        before = self.looked_up
        with self._outlook.noting() as asked:
            text = macro(*args)
        if self.looked_up == before:
            ways.insert(0, _Shown(shared, text, tuple(asked)))
            del ways[_MOST_WAYS:]
        if len(self._shown) > _MOST:
            self._shown.clear()
        return text
