"""The words of timelines: what each kind of entry is called.

In: the publication's language. Out: heads by stance, each table said once in a language, and names
in a sentence. Knows nothing of cards or dates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from factpress.i18n.translations import message, words
from factpress.model.schema import Stance
from factpress.views.labels import Spoken, spoken

_MOST_NAMES = 3
_DONE_BY: Mapping[Stance, str] = {
    "asserts": message("asserted by %(names)s"),
    "denies": message("denied by %(names)s"),
    "qualifies": message("qualified by %(names)s"),
    "reports": message("reported by %(names)s"),
}
# What happened to a claim, with names after it.
by: Spoken[Stance] = spoken(
    {
        "asserts": message("Asserted by"),
        "denies": message("Denied by"),
        "qualifies": message("Qualified by"),
        "reports": message("Reported by"),
    }
)
# What an actor does, with a claim after it.
does: Spoken[Stance] = spoken(
    {
        "asserts": message("Asserts"),
        "denies": message("Denies"),
        "qualifies": message("Qualifies"),
        "reports": message("Reports"),
    }
)


def done_by(language: str, stance: Stance, names: str) -> str:
    """What a document quotes of whom."""
    say = words(language)
    return say(_DONE_BY[stance], names=names)


def quoted(language: str, head: str) -> str:
    """A head whose date is only that of the document which quotes the words."""
    say = words(language)
    return say("%(head)s (quoted)", head=head)


def more(language: str, number: int) -> str:
    """What stands for those that there is no room for."""
    say = words(language)
    return say.plural("%(num)s more", "%(num)s more", number)


def some(language: str, names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B, C and 4 more`."""
    if len(names) > _MOST_NAMES:
        names = [*names[:_MOST_NAMES], more(language, len(names) - _MOST_NAMES)]
    return words(language).listed(names)
