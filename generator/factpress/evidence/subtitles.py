"""From subtitles (WebVTT and SubRip) to runs: cues, their timings, and who speaks.

In: the text of a file. Out: runs. Speech goes on from cue to cue: a cue's end is a line's end,
unless the next cue opens with a voice, a speaker's label or a dash.
Formats: https://www.w3.org/TR/webvtt1/, section 4 and 5; SubRip as players read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from factpress.evidence.runs import Kind, Run

_BLANK = re.compile(r"\n[ \t]*\n+")
_TIMING = re.compile(
    r"(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}[ \t]+-->[ \t]+(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}[^\n]*"
)
_TAG = re.compile(r"<(/?)([a-z]*)([^<>]*)>|<\d[\d:.]*>")
_OPENS_TURN = re.compile(r"\s*(?:<v[ .]|[-\u2013\u2014]\s|>>|[^\W\d_][^\n:.!?]{0,40}:\s)")
_NOTES: Final = ("NOTE", "STYLE", "REGION", "WEBVTT")
_BREAK: Final = "\n\n"


def subtitle_runs(text: str) -> tuple[Run, ...]:
    """The runs of a subtitle file: the words of cues, all else passed over."""
    runs: list[Run] = []
    copied = 0
    normal = text.replace("\r\n", "\n").replace("\r", "\n")
    for gap in (*_BLANK.finditer(normal), None):
        end = gap.start() if gap else len(normal)
        runs += _block(normal[copied:end], is_first=not runs)
        if gap:
            runs.append(Run(Kind.TIMING, gap[0]))
            copied = gap.end()
    return tuple(runs)


def _block(block: str, *, is_first: bool) -> Iterator[Run]:
    timing = _TIMING.search(block)
    if timing is None or block.startswith(_NOTES):
        yield Run(Kind.TIMING, block)
        return
    start = timing.end() + (block[timing.end() : timing.end() + 1] == "\n")
    yield Run(Kind.TIMING, block[:start])
    words = block[start:]
    if not is_first:
        yield Run(Kind.BODY, _BREAK if _OPENS_TURN.match(words) else "\n")
    yield from _words(words)


def _words(words: str) -> Iterator[Run]:
    """A cue's words: tags are passed over, and so is the name in a voice tag."""
    copied = 0
    for tag in _TAG.finditer(words):
        yield Run(Kind.BODY, words[copied : tag.start()])
        if tag[2] == "v" and not tag[1]:
            name = tag[3].partition(" ")[2].strip()
            yield Run(Kind.VOICE, name)
        copied = tag.end()
    yield Run(Kind.BODY, words[copied:])
