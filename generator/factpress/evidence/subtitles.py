"""From subtitles (WebVTT and SubRip) to runs: cues, their timings, and who speaks.

In: the text of a file. Out: runs. Speech goes on from cue to cue: a cue's end is a line's end,
unless the next cue opens with another voice, or, after a whole sentence, with a label or a dash.
Formats: https://www.w3.org/TR/webvtt1/, section 4 and 5; SubRip as players read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

from factpress.evidence.label_words import ASIDES, folded
from factpress.evidence.runs import Kind, Run

_BLANK = re.compile(r"\n[ \t]*\n+")
_TIMING = re.compile(
    r"(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}[ \t]+-->[ \t]+(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}[^\n]*"
)
_TAG = re.compile(r"<(/?)([a-z]*)([^<>]*)>|<\d[\d:.]*>")
_VOICE = re.compile(r"\s*<v(?:\.[^\s<>]*)?[ \t]+(?P<name>[^<>]*)>")
_LABEL = re.compile(r"\s*(?P<name>[^\W\d_][^\n:.!?]{0,40}):\s")
_DASH = re.compile(r"\s*[-\u2013\u2014]\s")
# What a cue ends with whose sentence goes on in the next.
_GOES_ON = re.compile(r"[\w,;]\s*\Z")
_NOTES: Final = ("NOTE", "STYLE", "REGION", "WEBVTT")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_BREAK: Final = "\n\n"


def subtitle_runs(text: str) -> tuple[Run, ...]:
    """The runs of a subtitle file: the words of cues, all else passed over."""
    runs: list[Run] = []
    copied = 0
    before = ""
    normal = text.replace("\r\n", "\n").replace("\r", "\n")
    for gap in (*_BLANK.finditer(normal), None):
        end = gap.start() if gap else len(normal)
        timings, words = _parted(normal[copied:end])
        runs.append(Run(Kind.TIMING, timings))
        if words:
            if before:
                runs.append(Run(Kind.BODY, _BREAK if _opens_turn(words, before) else "\n"))
            runs += _words(words)
            before = words
        if gap:
            runs.append(Run(Kind.TIMING, gap[0]))
            copied = gap.end()
    return tuple(runs)


def _parted(block: str) -> tuple[str, str]:
    """The timing of a cue, and its words; a block that is no cue has none."""
    timing = _TIMING.search(block)
    if timing is None or block.startswith(_NOTES):
        return block, ""
    start = timing.end() + (block[timing.end() : timing.end() + 1] == "\n")
    return block[:start], block[start:]


def _opens_turn(words: str, before: str) -> bool:
    """Whether a cue opens another turn than the one before it ends.

    Some programs repeat the voice on every cue. A dash or a colon may be a sentence's own, where
    the cue before breaks it off.
    """
    voice = _VOICE.match(words)
    if voice:
        last = [tag["name"] for tag in _VOICE.finditer(before)][-1:]
        return last != [voice["name"]]
    label = _LABEL.match(words)
    if words.lstrip().startswith(">>") or (label and label["name"].isupper()):
        return True
    has_ended = _GOES_ON.search(_TAG.sub("", before)) is None
    is_label = label is not None and not _is_aside(label["name"])
    return has_ended and (is_label or _DASH.match(words) is not None)


def _is_aside(name: str) -> bool:
    """Whether words before a colon are a sentence's own, as in "Third: pay them"."""
    return name[0].islower() or folded(name) in ASIDES


def _words(words: str) -> Iterator[Run]:
    """A cue's words: tags are passed over, and so is the name in a voice tag."""
    copied = 0
    for tag in _TAG.finditer(words):
        yield Run(Kind.BODY, _unescaped(words[copied : tag.start()]))
        if tag[2] == "v" and not tag[1]:
            name = tag[3].partition(" ")[2].strip()
            yield Run(Kind.VOICE, name)
        copied = tag.end()
    yield Run(Kind.BODY, _unescaped(words[copied:]))


def _unescaped(words: str) -> str:
    """Words with their character references read, as in `nobody&#39;s`."""
    return _REFERENCE.sub(lambda found: unescape(found[0]), words)
