"""A list of claims by rating: short ones whole, long ones in groups with a link to each.

The links work without a script and across pages; a stylesheet can narrow the list to the group that
a link leads to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import asdict

from factpress.model.contexts import View
from factpress.model.urls import numbered
from factpress.views.cards import ClaimRow, RatingCount, RatingView
from factpress.views.pagination import PagedList, PageLists, part
from factpress.views.positions import LONG_LIST, shared_as_of


class RatingChoice(RatingCount, frozen=True, kw_only=True):
    """A rating, with how many claims of the list have it."""

    group_url: str  #: Where the list has these claims


class RatedGroup(PagedList[ClaimRow], frozen=True, kw_only=True):
    """The claims of one rating, or all claims of a short list."""

    anchor: str
    rating: RatingView | None


class RatedList(View, frozen=True, kw_only=True):
    """The part of a list of claims that a page shows."""

    all: int  #: How many claims the whole list has
    choices: Sequence[RatingChoice]  #: Nothing for a short list
    groups: Sequence[RatedGroup]
    as_of: str  #: The date that most ratings on the page share, or ""


def rated_lists(name: str, rows: Sequence[ClaimRow]) -> dict[str, list[ClaimRow]]:
    """A list in its groups by name, in the order of the scale."""
    by_rating: dict[str, list[ClaimRow]] = {}
    for row in sorted(rows, key=lambda each: each.rating.rank):
        by_rating.setdefault(f"{name}-{row.rating.id}", []).append(row)
    return by_rating if len(rows) > LONG_LIST and len(by_rating) > 1 else {name: list(rows)}


def rated_list(
    lists: Mapping[str, Sequence[ClaimRow]],
    page: PageLists,
    begins: Mapping[str, int],
    url: str,
) -> RatedList:
    """The part of a list that a page shows; `begins` has the page on which each group begins."""
    is_grouped = len(lists) > 1
    choices = [
        RatingChoice(
            **asdict(rows[0].rating),
            count=len(rows),
            group_url=f"{numbered(url, begins[name])}#{name}",
        )
        for name, rows in lists.items()
        if is_grouped
    ]
    here = [(name, rows, part(page, name, rows)) for name, rows in lists.items()]
    groups = [
        RatedGroup(**asdict(shown), anchor=name, rating=rows[0].rating if is_grouped else None)
        for name, rows, shown in here
        if shown.entries
    ]
    dates = [row.as_of for group in groups for row in group.entries]
    return RatedList(
        all=sum(map(len, lists.values())), choices=choices, groups=groups, as_of=shared_as_of(dates)
    )
