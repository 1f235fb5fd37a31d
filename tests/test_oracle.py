"""The oracle: after any run of edits, damage and crashes, the site is what a clean build gives.

`FACTPRESS_TORTURE=10000` sets the number of steps for a longer run (`make oracle`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import random
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import BASE, CLAIM, GAZETTE, TODAY, MakeSite, Site, at
from factpress.model.problems import BuildRefused
from factpress.model.urls import MANIFEST_NAME
from factpress.update import update

STEPS = int(os.environ.get("FACTPRESS_TORTURE", "80"))
EARLY = dt.date(2022, 1, 30)
DRAFT = "draft: true\n"
WITHDRAWN = "withdrawn: {date: 2022-01-30, note: Forged.}\n"
MERGER = "changes: [{date: 2022-01-30, kind: merged, note: The same.}]\n"
WORDS = ("river", "stone", "bridge", "spring", "autumn", "log", "gate", "crew", "valley", "crane")


class Torture:
    """A publication, a random source, and everything that can befall them."""

    def __init__(self, site: Site, seed: int) -> None:
        self.site, self.rng = site, random.Random(seed)
        self.made = 0
        self.steps: tuple[Callable[[], None], ...] = (
            self.edit_a_body, self.edit_a_body, self.edit_keeping_size_and_time, self.edit_a_body,
            self.add_a_claim, self.add_a_claim, self.delete_a_claim, self.rename_a_claim,
            self.rename_an_actor, self.change_a_reason, self.change_settings, self.own_template,
            self.no_own_template, self.own_asset, self.spoil_an_output, self.delete_an_output,
            self.delete_a_folder,
            self.damage_the_memory, self.damage_the_manifest, self.crash, self.lock, self.unlock,
            self.add_an_event, self.no_events, self.change_a_finding,
            self.add_an_actor, self.edit_words_alone, self.edit_words_alone,
            self.edit_words_of_several, self.edit_shown_fields, self.edit_shown_fields,
            self.edit_fields_and_words, self.nothing, self.change_the_archive, self.break_and_mend,
            self.make_a_draft, self.publish_a_draft, self.change_the_day,
            self.withdraw_a_claim, self.merge_a_claim, self.put_a_claim_back,
            self.take_up_an_address, self.edit_a_notice, self.edit_a_notice,
        )  # fmt: skip

    def words(self) -> str:
        return " ".join(self.rng.choices(WORDS, k=4))

    def claims(self) -> list[Path]:
        return sorted((self.site.root / "content/claims").glob("*.md"))

    def claim(self) -> Path:
        return self.rng.choice(self.claims())

    def several(self) -> list[Path]:
        """Two claims, or the only one."""
        claims = self.claims()
        return self.rng.sample(claims, min(2, len(claims)))

    def drafts(self) -> list[Path]:
        return [path for path in self.claims() if DRAFT in path.read_text()]

    def public(self) -> list[Path]:
        """Claims that are no draft, not withdrawn and not merged."""
        return [
            path
            for path in self.claims()
            if not any(line in path.read_text() for line in (DRAFT, WITHDRAWN, MERGER))
        ]

    def linked_to(self) -> list[Path]:
        """Claims that bodies may link to."""
        return [path for path in self.claims() if DRAFT not in path.read_text()]

    def targets(self) -> set[str]:
        """Claims into which others are merged."""
        found = (path.read_text().partition("merged_into: ")[2] for path in self.claims())
        return {text.split("\n")[0] for text in found if text}

    def a_public_one(self) -> Path | None:
        """One of several public claims, into which no other is merged."""
        free = [path for path in self.public() if path.stem not in self.targets()]
        return self.rng.choice(free) if free and len(self.public()) > 1 else None

    def withdraw_a_claim(self) -> None:
        path = self.a_public_one()
        if path:
            path.write_text(path.read_text().replace("said: ", f"{WITHDRAWN}said: ", 1))

    def merge_a_claim(self) -> None:
        path = self.a_public_one()
        if path and self.site.options.today != EARLY:
            into = self.rng.choice([each for each in self.public() if each != path])
            lines = f"merged_into: {into.stem}\n{MERGER}"
            path.write_text(path.read_text().replace("said: ", f"{lines}said: ", 1))

    def edit_a_notice(self) -> None:
        text = f"---\nclaim: The weir leaks.\n{WITHDRAWN}---\nThe {self.words()}, [[ministry]].\n"
        self.site.write({"content/claims/notices/weir.md": text})

    def put_a_claim_back(self) -> None:
        path = self.claim()
        text = path.read_text().replace(WITHDRAWN, "").replace(MERGER, "")
        lines = text.split("\n")
        path.write_text("\n".join(x for x in lines if not x.startswith("merged_into")))

    def take_up_an_address(self) -> None:
        """A topic and a claim take up addresses that were, or no more."""
        former = f"former: [/{self.rng.choice(WORDS)}/, /claims/old-{self.rng.randrange(3)}/]\n"
        topic = BASE["content/topics/dams.md"]
        text = topic.replace("order:", f"{self.rng.choice([former, ''])}order:")
        (self.site.root / "content/topics/dams.md").write_text(text)

    def make_a_draft(self) -> None:
        path = self.a_public_one()
        if path:
            path.write_text(path.read_text().replace("said: ", f"{DRAFT}said: ", 1))
            self._unlink(path)

    def publish_a_draft(self) -> None:
        drafts = self.drafts()
        if drafts:
            path = self.rng.choice(drafts)
            path.write_text(path.read_text().replace(DRAFT, ""))

    def change_the_day(self) -> None:
        """To a day before every claim is checked, or after."""
        day = self.rng.choice([TODAY, TODAY, EARLY])
        # On the early day no claim is there that another could be a part of.
        day = TODAY if self.targets() else day
        if day != TODAY:
            self._no_findings()
        self.site.options = self.site.options._replace(now=at(day))

    def edit_a_body(self) -> None:
        path = self.claim()
        front, _, _ = path.read_text().rpartition("---\n")
        target = self.rng.choice(self.linked_to()).stem
        path.write_text(f"{front}---\nThe {self.words()} [@done], see [[claim:{target}]].\n")

    def edit_words_alone(self) -> None:
        path = self.claim()
        path.write_text(f"{path.read_text()}\nThe {self.words()}.\n")

    def edit_words_of_several(self) -> None:
        for path in self.several():
            path.write_text(f"{path.read_text()}\nThe {self.words()}.\n")
        page = self.site.root / "content/pages/about.md"
        page.write_text(f"{page.read_text()}\nThe {self.words()}.\n")

    def edit_shown_fields(self) -> None:
        """Reasons and open questions of several claims, on as many lines as before or more."""
        for path in self.several():
            if "\nreason: " in path.read_text():
                self._give_reason(path)
                self._ask(path)

    def _give_reason(self, path: Path) -> None:
        value = self.rng.choice([f"The {self.words()}.", f">-\n  The {self.words()}\n  came."])
        lines = re.sub(r"(?m)^reason: .*\n(  .*\n)*", f"reason: {value}\n", path.read_text())
        path.write_text(lines)

    def _ask(self, path: Path) -> None:
        text = re.sub(r"(?m)^open_questions: .*\n", "", path.read_text())
        line = self.rng.choice(["", "", f"open_questions: [Which {self.words()}?]\n"])
        path.write_text(text.replace("said: ", f"{line}said: ", 1))

    def edit_fields_and_words(self) -> None:
        """A field that other cards and checks depend on, along with shown ones and words."""
        path = self.claim()
        text = path.read_text().replace("topics: [dams]", "topics: [dams]\n# A comment", 1)
        day = f"said: 2022-01-0{self.rng.randrange(1, 9)}"
        path.write_text(re.sub(r"said: 2022-01-\d\d", self.rng.choice([day, r"\g<0>"]), text))
        if self.rng.random() < 0.5:
            self.edit_shown_fields()
        self.edit_words_alone()

    def edit_keeping_size_and_time(self) -> None:
        path = self.claim()
        status = path.stat()
        text = path.read_text()
        front, fence, body = text.rpartition("---\n")
        swapped = body.replace("The", "teH") if "The" in body else body.replace("teH", "The")
        path.write_text(front + fence + swapped)
        assert path.stat().st_size == status.st_size
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    def break_and_mend(self) -> None:
        """A card that is wrong is refused however often it is built, and the site stays."""
        path = self.rng.choice(self.public())
        whole = path.read_text()
        broken = self.rng.choice([
            whole.replace("rating: mixed", "rating: mixd"),
            whole.replace("reason:", "reason: Twice.\nreason:", 1),
            whole + "\n[x](../elsewhere/)\n",
            whole.replace("  - id: not-done", "  - id: done"),
        ])  # fmt: skip
        before = self.site.files()
        path.write_text(broken)
        told = []
        for _ in range(2):
            with pytest.raises(BuildRefused) as refused:
                self.build()
            told.append(refused.value.problems)
        assert told[0] == told[1]
        assert self.site.files() == before
        path.write_text(whole)

    def add_a_claim(self) -> None:
        self.made += 1
        text = CLAIM.replace("in 2019.", f"in {1900 + self.made}.")
        (self.site.root / f"content/claims/dam-{self.made}.md").write_text(text)

    def delete_a_claim(self) -> None:
        path = self.claim()
        is_free = self.public() != [path] and path.stem not in self.targets()
        if len(self.claims()) > 3 and is_free:
            path.unlink()
            self._unlink(path)

    def _unlink(self, path: Path) -> None:
        self._no_findings()
        for other in self.claims():
            other.write_text(other.read_text().replace(f"[[claim:{path.stem}]]", "no more"))

    def rename_a_claim(self) -> None:
        path = self.claim()
        self.made += 1
        new = path.with_name(f"renamed-{self.made}.md")
        self._no_findings()
        path.rename(new)
        for other in self.claims():
            text = other.read_text().replace(f"[[claim:{path.stem}]]", f"[[claim:{new.stem}]]")
            into = f"merged_into: {path.stem}\n", f"merged_into: {new.stem}\n"
            other.write_text(text.replace(*into))

    def rename_an_actor(self) -> None:
        card = BASE["content/actors/ministry.md"].replace("of Works", f"of {self.words().title()}")
        (self.site.root / "content/actors/ministry.md").write_text(card)

    def add_an_actor(self) -> None:
        text = f"---\nname: {self.words().title()}\nkind: person\n---\nOf [[ministry]].\n"
        (self.site.root / f"content/actors/actor-{self.rng.randrange(6)}.md").write_text(text)

    def add_an_event(self) -> None:
        """One more, or another of the same name."""
        number = self.rng.randrange(7)
        text = f"---\nwhat: The {self.words()} came.\ndate: {2010 + self.rng.randrange(9)}\n"
        text += f"sources: [gazette]\n---\nOf [[ministry]] and the {self.words()}.\n"
        self.site.write({f"content/events/event-{number}.md": text})

    def no_events(self) -> None:
        shutil.rmtree(self.site.root / "content/events", ignore_errors=True)

    def change_a_reason(self) -> None:
        path = self.claim()
        lines = path.read_text().split("\n")
        lines[3] = f"reason: Because of the {self.words()}."
        path.write_text("\n".join(lines))

    def change_settings(self) -> None:
        settings = BASE["content/publication.yaml"].replace("one dam", f"one {self.words()}")
        settings += self.rng.choice(["", "", "", "precompress: true\n"])
        (self.site.root / "content/publication.yaml").write_text(settings)

    def change_a_finding(self) -> None:
        path = self.claim()
        if path in self.public() and self.site.options.today == TODAY:
            settings = BASE["content/publication.yaml"]
            settings += (
                f"findings: [{{text: The {self.words()}., claims: {{{path.stem}: mixed}}}}]\n"
            )
            (self.site.root / "content/publication.yaml").write_text(settings)

    def _no_findings(self) -> None:
        """Before a claim goes that one may name."""
        self.site.write({"content/publication.yaml": BASE["content/publication.yaml"]})

    def own_template(self) -> None:
        text = (
            '{% extends "default:topic.html" %}{% block footer %}<footer>'
            f"{self.words()}</footer>{{% endblock %}}"
        )
        self.site.write({"templates/topic.html": text})

    def no_own_template(self) -> None:
        (self.site.root / "templates/topic.html").unlink(missing_ok=True)

    def own_asset(self) -> None:
        self.site.write({"templates/assets/style.css": f"/* {self.words()} */\n"})

    def _outputs(self) -> list[Path]:
        return sorted(p for p in self.site.options.out.rglob("*.html"))

    def spoil_an_output(self) -> None:
        if self._outputs():
            self.rng.choice(self._outputs()).write_text(self.words())

    def delete_an_output(self) -> None:
        if self._outputs():
            self.rng.choice(self._outputs()).unlink()

    def delete_a_folder(self) -> None:
        out = self.site.options.out
        folders = sorted(p for p in out.rglob("*") if p.is_dir())
        if folders:
            shutil.rmtree(self.rng.choice([out, *folders]))

    def _damage(self, path: Path) -> None:
        if path.is_file() and path.stat().st_size:
            content = bytearray(path.read_bytes())
            content[self.rng.randrange(len(content))] ^= 1 << self.rng.randrange(8)
            path.write_bytes(bytes(content[: self.rng.choice([len(content), len(content) // 2])]))

    def damage_the_memory(self) -> None:
        self._damage(
            self.site.root
            / ".factpress"
            / self.rng.choice(["cards", "cards.index", "last-build", "catalog"])
        )

    def change_the_archive(self) -> None:
        self.site.write({"archive/gazette.txt": GAZETTE + self.words() + "\n"})
        card = self.site.root / "content/sources/gazette.md"
        card.write_text(BASE["content/sources/gazette.md"])
        self.site.sign()
        (self.site.root / "content/evidence.lock").unlink(missing_ok=True)

    def damage_the_manifest(self) -> None:
        # A manifest that is lost whole is one thing; one that lies is caught by the digests.
        path = self.rng.choice([self.site.options.out / MANIFEST_NAME, self.site.workspace.record])
        if path.is_file():
            path.write_bytes(path.read_bytes()[: self.rng.randrange(40)])

    def lock(self) -> None:
        # A lock that was there would not let cards go that it has.
        self.unlock()
        self.site.lock()

    def unlock(self) -> None:
        (self.site.root / "content/evidence.lock").unlink(missing_ok=True)

    def nothing(self) -> None:
        pass

    def crash(self) -> None:
        """Begins a build in another process, which dies at one of its renames."""
        self.edit_a_body()
        self.change_settings()
        (self.site.root / "content/evidence.lock").unlink(missing_ok=True)
        fatal = self.rng.randrange(1, 25)
        child = os.fork()
        if child == 0:
            seen = 0

            def die(event: str, _: object) -> None:
                nonlocal seen
                seen += event == "os.rename"
                if seen >= fatal:
                    os._exit(9)

            sys.addaudithook(die)
            try:
                self.build()
            finally:
                os._exit(0)
        os.waitpid(child, 0)

    def build(self) -> None:
        """Builds as the command does: not at all when the site is up to date."""
        options = self.site.options._replace(
            templates=self.site.root / "templates", stale_lock="warning"
        )
        cache = self.site.cache._replace(jobs=self.rng.choice([1, 2]))
        recorded = self._recorded()
        stale = {path for path, (_, held) in recorded.items() if held != self._digest(path)}
        try:
            self.site.report = update(options, cache)
        except BuildRefused:
            # What the lock has cannot change or go in silence.
            if not (self.site.root / "content/evidence.lock").exists():
                raise
            self.unlock()
            self.site.report = update(options, cache)
        made = {o.path for o in self.site.report.outputs if o.reason and o.status != "removed"}
        now = self._recorded()
        changed = {path for path in now if recorded.get(path, ("",))[0] != now[path][0]}
        # No output is made but one whose inputs changed, or that is not as it was written.
        assert made <= stale | changed

    def _recorded(self) -> dict[str, tuple[str, str]]:
        """Fingerprint and digest of every output, as the manifest has them."""
        try:
            text = self.site.workspace.record.read_bytes().partition(b"\n")[2]
            return {path: (f, d) for path, (f, d, _) in json.loads(text)["outputs"].items()}
        except (OSError, ValueError):
            return {}

    def _digest(self, path: str) -> str:
        try:
            return hashlib.sha256((self.site.options.out / path).read_bytes()).hexdigest()
        except OSError:
            return ""

    def clean(self, out: Path) -> dict[str, bytes]:
        shutil.rmtree(out, ignore_errors=True)
        own = self.site.root / "templates"
        clean = Site(self.site.root, self.site.options, self.site.cache)
        clean.build(out=out, templates=own, stale_lock="warning")
        return {
            p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()
        }


def test_any_run_of_edits_damage_and_crashes_ends_as_a_clean_build(
    make_site: MakeSite, tmp_path: Path
) -> None:
    seed = int(os.environ.get("FACTPRESS_SEED", "20261121"))
    torture = Torture(make_site({"templates/none.txt": ""}), seed)
    for number in range(STEPS):
        step = torture.rng.choice(torture.steps)
        step()
        torture.build()
        expected = torture.clean(tmp_path / "clean")
        assert torture.site.files() == expected, f"step {number}, seed {seed}: {step.__name__}"
        if number % 10 == 0:
            torture.build()
            assert torture.site.statuses()["written"] == 0
            assert torture.site.statuses()["removed"] == 0
