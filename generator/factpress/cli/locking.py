"""The lock at the command line: written, signed, and what readers will see changed."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from factpress.cli.printing import counted, print_lines, print_problems, say

if TYPE_CHECKING:
    from factpress.options import Order


def write(order: Order, options: argparse.Namespace, *, with_passages: bool) -> bool:
    """Writes the lock, and says what readers will see changed; whether nothing was wrong."""
    from factpress.cli.keys import has_key, signing
    from factpress.cli.quote import verified
    from factpress.model.problems import BuildRefused, errors
    from factpress.write_lock import write_lock

    try:
        catalog, problems, told = write_lock(order, signing(options))
    except BuildRefused as refused:
        print_problems(refused.problems)
        say(f"{counted(refused.problems)}; {options.content}/evidence.lock is as it was", "red")
        return False
    if with_passages:
        print_lines("\n".join(verified(catalog)))
    print_lines("\n".join(told or ["Nothing that the lock records has changed."]))
    print_problems(problems)
    signed = " and its signature" if has_key(catalog) else ""
    say(f"wrote {options.content}/evidence.lock{signed}", "green")
    return not errors(problems)
