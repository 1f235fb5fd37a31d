"""Markers: what stands in a body where a link or a citation belongs.

In a body that was read a marker holds the number of the mark, and whoever shows the body puts the
mark in its place. Knows nothing of either, so that neither need import the other.
"""

from __future__ import annotations

import re

# Private-use characters frame the number of a mark; input that holds any is refused. A raw marker
# stands for what the writer wrote, a marker for the link or citation that it became.
RAW, RAW_END, MARK, MARK_END = "\ue000", "\ue001", "\ue002", "\ue003"
# Keeps apart what stands on both sides of a comment; on no page.
JOINT = "\ue004"
MARKER = re.compile(f"{MARK}([0-9]+){MARK_END}")
RAW_MARKER = re.compile(f"{RAW}([0-9]+){RAW_END}")
