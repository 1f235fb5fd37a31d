"""Publications whose every field is a hostile input, and what became of each: refused, or shown.

A card is a template: text between « and » is harmless, and is replaced by the input. A field that
is refused gets its harmless text back, so that it does not keep the others from being built. Text
between ⟦ and ⟧ is there only while the input is, which is put at its §.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from conftest import NOW
from factpress.build import build
from factpress.load import load
from factpress.model.problems import BuildRefused, Problem, errors
from factpress.options import NO_CACHE, BuildOptions

_HOLE = re.compile("«(.*?)»")
_ONLY_HOSTILE = re.compile("⟦(.*?)⟧", re.S)
_FRONT = "---"
# YAML's double quotation marks hold every character but for these as it is.
_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]')
_MOST_ROUNDS = 12
BELOW = "watch/"

_PUBLICATION = """\
name: «Dam Watch»
language: «en»
tagline: «Claims about one dam»
mark: «D»
front:
  headline: «What is known of the dam»
  deck: «Who says so»
  background: «What a reader needs first»
url: «https://dam.example/watch/»
archive: archive
as_of: «2022-03»
stale_after: «90»
search: «SEARCH»
require_review: «false»
publisher:
  name: «The Watch»
  url: «https://watch.example/»
  contact: «By letter»
  funding: «Nobody»
security:
  contact: «mailto:a@dam.example»
  expires: «2027-01-31»
  policy: «https://dam.example/policy»
  encryption: «https://dam.example/key»
  acknowledgments: «https://dam.example/thanks»
  languages: «en»
hosting:
  headers: «true»
  https_only: «false»
  integrity: «true»
hedges:
  en:
    - «is said to»
theme:
  colors:
    ink: «#222222»
  fonts:
    text: «Georgia»
ratings:
"""
_RATING = """\
  - id: r{id}
    label: «Rating {id}»
    definition: «It is as for {id}.»
    mark: «✕{id}»
"""
_FINDING = """\
  - head: «Wet.»
    text: «The log of {id} is wet.»
    claims:
      c{id}: «r{id}»
"""
_CHANGE = """\
  - date: «2022-03-05»
    kind: scale
    note: «Rating {id} is narrower now.»
"""
_BODY = """\
It is so.

«A plain line of {id}.»

[The log](«https://log.example/{id}»)

⟦![The log](§)⟧

[The log][r{id}]

[r{id}]: «https://log.example/r{id}» "«title»"

⟦<§>⟧

## «Heading of {id}»

- «item»

> «said»

|a|b|
|-|-|
|«cell»|d|

`«code»`

```
`«fence»
```

[[«a{id}»]] and [[a{id}|«words»]]

Text with a note[^n].

[^n]: «The note.»

Term
:   «Its meaning.»

**«strong»** *«weak»*

«Last line of {id}.»
"""
_CLAIM = """\
---
claim: «The dam of town {id} was finished in 2019.»
rating: «r{id}»
reason: «The ministry says so {id}.»
question: «Was the dam of town {id} finished?»
checked: «2022-01-31»
said: «2022-01-05»
claimants:
  - «a{id}»
topics:
  - «t{id}»
aliases:
  - «old-{id}»
former:
  - «/claims/former-{id}/»
open_questions:
  - «Where is the log of {id}?»
rating_note: «The other rating of {id} does not fit.»
as_of: «2022-02»
related:
  - «d{id}»
appearances:
  - url: «https://appeared.example/{id}»
    title: «A speech of {id}»
    date: «2022-01-06»
    archived_url: «https://kept.example/speech-{id}»
    medium: «video»
    time: «2:14»
    by:
      - «a{id}»
    words: «The dam of town {id} is done.»
    language: «en»
authors:
  - «w{id}»
reviewed_by:
  - «v{id}»
published: «2022-02-01T06:00+01:00»
embargo: «2022-02-01T06:00+01:00»
outside:
  - note: «The crane of {id} was sold.»
    date: «2020-04»
    url: «https://crane.example/{id}»
changes:
  - date: «2022-02-01»
    kind: update
    note: «More words of {id}.»
evidence:
  - id: «done»
    source: «s{id}»
    passage: «the mayor of town{id} said nothing at the gate»
    stance: «asserts»
    speaker: «a{id}»
    said: «2022-01-05»
    language: «en»
    note: «Read twice {id}.»
    translation:
      words: «The mayor of {id} was silent.»
      language: «fr»
      by: «A translator of {id}»
    crop_ok: «Fair {id}.»
    credits: «a{id}»
    origin: «a{id}»
    occurrence: «1»
    struck: «false»
    context: «false»
  - id: wet
    source: s{id}
    passage: the gate «nobody» of town{id} was wet
    stance: denies
    speaker: a{id}
---
"""
_SOURCE = """\
---
title: «Dam row of {id}»
publisher: «p{id}»
kind: «news report of {id}»
published: «2022-01-06»
dated:
  how: «stated»
  note: «On page one of {id}.»
document: «{id}.txt»
sha256: «SHA256 {id}.txt»
language: «en»
url: «https://paper.example/{id}»
archived_url: «https://kept.example/{id}»
short: «Row of {id}»
rights: «Free {id}.»
republish: «excerpts»
share: «0.9»
former:
  - «/sources/former-{id}/»
origins:
  - actor: «a{id}»
    note: «It says so of {id}.»
independent:
  of: «h{id}»
  why: «It is by hand {id}.»
defects:
  - note: «No page two of {id}.»
    passage: «the mayor of town{id} said nothing»
---
"""
_PAGE_SOURCE = """\
---
title: Pump of {id}
publisher: p{id}
kind: letter
published: 2022-01-07
dated: stated
document: {id}.html
sha256: SHA256 {id}.html
---
"""
_ACTOR = """\
---
name: «Ministry of {id}»
kind: «organisation»
language: «en»
role: «Builds {id}»
short: «Works {id}»
aliases:
  - «The builders of {id}»
part_of:
  - «p{id}»
same_as:
  - «https://ministry.example/{id}»
former:
  - «/actors/former-{id}/»
---
"""
_PAPER = """\
---
name: «Gazette of {id}»
kind: publication
owner:
  name: «The Trust of {id}»
  url: «https://trust.example/{id}»
---
"""
_TOPIC = """\
---
name: «Dams of {id}»
order: «{id}»
former:
  - «/topics/former-{id}/»
---
"""
_EVENT = """\
---
what: «The ministry opened the gate of {id}.»
date: «2022-01»
date_note: «The month before {id}.»
place: «Valley of {id}»
short: «Opening of {id}»
claims:
  - «c{id}»
sources:
  - «s{id}»
outside:
  - note: «The gate of {id} is shut.»
    date: «2021»
    url: «https://gate.example/{id}»
former:
  - «/events/former-{id}/»
---
"""
_PAGE = """\
---
title: «About {id}»
order: «{id}»
---
"""
_NEXT = """\
---
claim: «The pump of {id} was dry.»
rating: r{id}
reason: «A letter says so of {id}.»
checked: 2022-02-01
evidence:
  - source: h{id}
    passage: the pump «never» of town{id} was dry
    stance: denies
---
"""
_OPEN = """\
---
claim: «The sluice of {id} is open.»
status: «open»
said: «2022-01»
topics:
  - «t{id}»
---
"""
_WRITER = """\
---
name: «Writer of {id}»
role: «Reporter of {id}»
url: «https://writer.example/{id}»
language: «en»
same_as:
  - «https://elsewhere.example/{id}»
former:
  - «/people/former-{id}/»
---
"""
_READER = """\
---
name: «Reader of {id}»
---
"""
_GONE = """\
---
claim: «The gate of {id} leaks.»
withdrawn:
  date: «2022-03-01»
  note: «The letter of {id} was forged.»
---
"""
_COPY = """\
the mayor of town{id} said nothing at the gate. the gate nobody of town{id} was wet.

the mayor of town{id} said «words» at the gate. the gate «somebody» of town{id} was wet.

«quiet»

"""
_COPY_PAGE = """\
<p>the pump never of town{id} was dry.</p><title>«a»</title>
<p>the pump «b» of town{id} was dry.</p><div>«c»</div><p title="«d»">
"""
_CARDS: Mapping[str, str] = {
    "content/claims/c{id}.md": _CLAIM + _BODY + "\nAll of it [@«done»] and [@wet].\n",
    "content/claims/d{id}.md": _NEXT,
    "content/claims/c{id}-gone.md": _GONE + _BODY,
    "content/claims/o{id}.md": _OPEN + _BODY,
    "content/people/w{id}.md": _WRITER + _BODY,
    "content/people/v{id}.md": _READER,
    "content/sources/s{id}.md": _SOURCE + _BODY,
    "content/sources/h{id}.md": _PAGE_SOURCE,
    "content/actors/a{id}.md": _ACTOR + _BODY,
    "content/actors/p{id}.md": _PAPER + _BODY,
    "content/topics/t{id}.md": _TOPIC + _BODY,
    "content/events/e{id}.md": _EVENT + _BODY,
    "content/pages/x{id}.md": _PAGE + _BODY,
}


class Field(NamedTuple):
    """A line of a file that holds an input: its path, its number in the template, its key."""

    path: str
    number: int
    key: str


@dataclass
class Written:
    """A file made of a template and an input, with the lines that are harmless again."""

    template: str
    given: str
    harmless: set[int] = field(default_factory=set)
    refused: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lines = self.template.split("\n")
        starts = [n for n, line in enumerate(self.lines) if line == _FRONT]
        self.body = starts[1] + 1 if len(starts) > 1 else len(self.lines)

    def hostile(self) -> set[int]:
        """The numbers of the lines that hold the input."""
        return {n for n, line in enumerate(self.lines) if _is_hostile(line)} - self.harmless

    def key(self, number: int) -> str:
        """The key of a line, or the words of the body around the input."""
        line = self.lines[number]
        return line.partition(":")[0].strip(" -") if number < self.body else line.strip()

    def text(self) -> str:
        """The text of the file."""
        return "\n".join(self._line(n) for n in range(len(self.lines)))

    def line_of(self, line: int) -> int:
        """The number in the template of a line of the text, from 1."""
        last = 0
        for number in range(len(self.lines)):
            last += self._line(number).count("\n") + 1
            if line <= last:
                return number
        return len(self.lines) - 1

    def value(self, number: int) -> str:
        """The value of a line of the front matter with the input in it."""
        return _HOLE.sub(lambda _: self.given, _value_of(self.lines[number])[1])

    def names(self, number: int, message: str) -> bool:
        """Whether a message names a line's key with its value."""
        return f'{self.key(number)} "{" ".join(self.value(number).split())}"' in message

    def _line(self, number: int) -> str:
        line = self.lines[number]
        if not _is_hostile(line):
            return line
        if number in self.harmless:
            line = _HOLE.sub(r"\1", _ONLY_HOSTILE.sub("", line))
            return line if number >= self.body else _quoted(line)
        if number >= self.body:
            line = _ONLY_HOSTILE.sub(lambda only: only[1].replace("§", self.given), line)
            return _HOLE.sub(lambda _: self.given, line)
        before, _ = _value_of(line)
        return f"{before}{yaml_text(self.value(number))}"


def _is_hostile(line: str) -> bool:
    return "«" in line or "⟦" in line


def _value_of(line: str) -> tuple[str, str]:
    match = re.match(r"( *(?:- )?(?:[\w-]+: )?)(.*)", line, re.S)
    assert match
    return match[1], match[2]


def _quoted(line: str) -> str:
    before, value = _value_of(line)
    return f"{before}{yaml_text(value)}"


def yaml_text(text: str) -> str:
    """A text as a scalar of YAML in double quotation marks, on one line."""
    return '"' + _ESCAPED.sub(_escaped, text) + '"'


def _escaped(match: re.Match[str]) -> str:
    sign = match[0]
    return f"\\{sign}" if sign in '"\\' else f"\\u{ord(sign):04x}"


@dataclass
class HostileSite:
    """A publication of hostile inputs in a folder: its files, what was refused, what is built."""

    root: Path
    files: dict[str, Written]

    @property
    def served(self) -> Path:
        """The folder of the server, below which the site is where its address says."""
        return self.root / "served"

    @property
    def out(self) -> Path:
        return self.served / BELOW

    @property
    def options(self) -> BuildOptions:
        return BuildOptions(self.root / "content", self.out, NOW)

    def build(self) -> None:
        """Builds the publication without the fields that are refused.

        Each round must find a field at fault.
        """
        for _ in range(_MOST_ROUNDS):
            self._write()
            problems = self._problems()
            if not problems:
                build(self.options, NO_CACHE)
                return
            found = [self._at_fault(each) for each in problems]
            assert any(numbers for _, numbers, _ in found), f"harmless, and refused: {problems}"
            for file, numbers, message in found:
                file.harmless |= numbers
                file.refused |= dict.fromkeys(numbers, message)
        raise AssertionError(f"still refused: {problems[:5]}")

    def refused(self) -> dict[Field, str]:
        """Every field that was refused, with the message."""
        return {
            Field(path, number, file.key(number)): message
            for path, file in self.files.items()
            for number, message in file.refused.items()
        }

    def shown(self) -> dict[Field, str]:
        """Every field of front matter that holds the input in the built site, with its value."""
        return {
            Field(path, number, file.key(number)): file.value(number)
            for path, file in self.files.items()
            for number in file.hostile()
            if number < file.body and path.startswith("content/")
        }

    def _problems(self) -> tuple[Problem, ...]:
        try:
            _, problems = load(self.options, NO_CACHE)
        except BuildRefused as refused:
            problems = refused.problems
        return errors(problems)

    def _at_fault(self, problem: Problem) -> tuple[Written, set[int], str]:
        """The file of a problem, and the lines of it that are refused.

        There are none where the input of another card, which is refused too, is at fault.
        """
        path = problem.path.removeprefix(f"{self.root.as_posix()}/")
        file = self.files[path]
        number = file.line_of(problem.line)
        hostile = file.hostile()
        near = {number} & hostile
        is_link = problem.message.startswith("link ") and "]" in file.given
        if number >= file.body and (is_link or problem.message.startswith("comment ")):
            # The input is a link or a comment wherever it is, and only one place is reported.
            near |= {n for n in hostile if n >= file.body and not file.lines[n].startswith("`")}
        if not near and number >= file.body:
            # An address that was written with references is not found in the body again.
            near = {n for n in hostile if n >= file.body and "](" in file.lines[n]}
            near = near or {n for n in hostile if n >= file.body}
        # A problem of a whole mapping or list is at its key: one of the fields below is at fault.
        # Two inputs may be one after white space is folded: the problem is at the file's beginning.
        near = near or {n for n in hostile if n < file.body and file.names(n, problem.message)}
        if number not in file.harmless:
            near = near or {n for n in hostile if number < n < file.body} or hostile
        return file, near, problem.message

    def _write(self) -> None:
        texts = {path: file.text() for path, file in self.files.items()}
        digests: dict[str, str] = {}
        for path, text in sorted(texts.items()):  # copies come before the cards
            content = re.sub(r"SHA256 ([\w.]+)", lambda m: digests[m[1]], text)
            encoded = content.encode("utf-8", "replace")
            if path.startswith("archive/"):
                digests[path.partition("/")[2]] = hashlib.sha256(encoded).hexdigest()
            target = self.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists() or target.read_bytes() != encoded:
                target.write_bytes(encoded)


def hostile_site(root: Path, inputs: Sequence[str], search: str = "list") -> HostileSite:
    """A publication with a card of every kind for each input."""
    return HostileSite(root, dict(_files(inputs, search)))


def harmless_twin(root: Path, site: HostileSite, search: str = "list") -> HostileSite:
    """The same publication with all fields harmless."""
    twin = hostile_site(root, ["" for path in site.files if "claims/c" in path][::2], search)
    for file in twin.files.values():
        file.harmless = file.hostile()
    return twin


def _files(inputs: Sequence[str], search: str) -> Iterator[tuple[str, Written]]:
    for number, given in enumerate(inputs):
        for path, card in _CARDS.items():
            filled = _named(card, number)
            yield _named(path, number), Written(filled, given)
        pad = "\n".join(_padding(number))
        yield f"archive/{number}.txt", Written(_named(_COPY, number) + pad, given)
        page = f"<p>{pad}</p>\n{_named(_COPY_PAGE, number)}"
        yield f"archive/{number}.html", Written(page, _inert(given))
    yield "content/publication.yaml", _settings(inputs, search)


def _named(template: str, number: int) -> str:
    return template.replace("{id}", str(number))


def _inert(given: str) -> str:
    """An input in a saved page, where it may not end the page."""
    return given.replace("\0", "")


def _padding(number: int) -> Iterator[str]:
    """Words that no other document shares, so that no passage is most of its document."""
    for line in range(12):
        yield " ".join(f"w{number}x{line}x{word}" for word in range(9)) + "."


class _Settings(Written):
    """The settings, in which each input is one of the ratings, findings and changes."""

    inputs: Mapping[int, str]

    def value(self, number: int) -> str:
        given = self.inputs.get(number, self.given)
        return _HOLE.sub(lambda _: given, _value_of(self.lines[number])[1])


def _settings(inputs: Sequence[str], search: str) -> Written:
    lines = _PUBLICATION.replace("SEARCH", search).split("\n")[:-1]
    by_line: dict[int, str] = {}
    for head, item in (("", _RATING), ("findings:", _FINDING), ("changes:", _CHANGE)):
        lines += [head] if head else []
        for number, given in enumerate(inputs):
            for line in _named(item, number).split("\n")[:-1]:
                by_line[len(lines)] = given
                lines.append(line)
    found = _Settings("\n".join(lines) + "\n", inputs[0])
    found.inputs = by_line
    return found


def in_batches(inputs: Iterable[str], size: int) -> Iterator[list[str]]:
    """The inputs in lists of this size."""
    every = list(inputs)
    return (every[start : start + size] for start in range(0, len(every), size))
