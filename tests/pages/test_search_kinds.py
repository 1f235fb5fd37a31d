"""The search's script has the kinds of cards in the order of the list that it reads."""

from __future__ import annotations

import json
import re
from pathlib import Path

from factpress.views.titles import KINDS

_SCRIPT = Path(__file__).parent.parent.parent / "templates/assets/search.js"


def test_the_script_knows_every_kind_by_its_number() -> None:
    found = re.search(r"^const kinds = (\[.*?\]);$", _SCRIPT.read_text("utf-8"), re.M)
    assert found
    assert json.loads(found[1]) == list(KINDS)
