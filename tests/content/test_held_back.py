"""What readers must not see yet is in no byte of the site, and is told to the writer."""

from __future__ import annotations

import datetime as dt
import gzip
import re
import shutil
from pathlib import Path

import pytest

from conftest import BASE, CLAIM, PUBLICATION, TODAY, MakeSite, Site, at, stands
from factpress.load import load
from factpress.model.problems import notices
from factpress.model.site import BuildReport
from factpress.options import BuildOptions
from factpress.update import every_problem, update
from held_back import (
    DAM,
    DRAFT,
    HIDDEN,
    KEPT_OUT,
    LATER,
    OF_LATER_DAY,
    SETTINGS,
    SHOWN,
    SPEECH,
    actor_card,
    claim_card,
    source_card,
)
from locks import with_and_without_archive


def told(site: Site, word: bytes = b"quorvex") -> list[str]:
    """The files of the site that hold the word, in their names or their text, unpacked too."""
    found = []
    for path, content in site.files().items():
        text = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
        if word in text.lower() or word.decode() in path.lower():
            found.append(path)
    return found


def held(report: BuildReport | None) -> set[str]:
    assert report
    return {Path(problem.path).stem for problem in notices(report.problems)}


def remembering(site: Site) -> BuildOptions:
    return site.options._replace(stale_lock="warning")


def clean(site: Site, **changes: object) -> dict[str, bytes]:
    """The files of a build of the same cards from nothing."""
    out = site.root / "clean"
    shutil.rmtree(out, ignore_errors=True)
    fresh = Site(site.root, site.options._replace(out=out, stale_lock="warning"))
    fresh.build(**changes)
    return fresh.files()


@pytest.mark.parametrize("kind", KEPT_OUT)
@pytest.mark.parametrize("search", ["list", "pagefind"])
def test_no_byte_of_the_site_tells_of_what_is_held_back(
    make_site: MakeSite, kind: str, search: str
) -> None:
    settings = {"content/publication.yaml": f"{PUBLICATION}{SETTINGS}search: {search}\n"}
    without = make_site({**SHOWN, **settings}, "without")
    site = make_site({**SHOWN, **settings, **KEPT_OUT[kind]})
    without.build()
    report = site.build()
    assert told(site) == []
    assert site.files() == without.files()
    assert held(report) == {Path(p).stem for p in KEPT_OUT[kind] if p.startswith("content/")}
    everything = site.build(drafts=True)
    assert held(everything) == set()
    assert "claims/claim-quorvex/index.html" in told(site)
    assert "formerly-quorvex" in "".join(told(site))


@pytest.mark.parametrize("kind", KEPT_OUT)
def test_the_lock_alone_gives_the_same_site(make_site: MakeSite, kind: str) -> None:
    site = make_site({**SHOWN, **KEPT_OUT[kind]})
    with_archive, without = with_and_without_archive(site)
    assert without == with_archive
    assert told(site) == []
    locked = (site.root / "content/evidence.lock").read_text()
    assert ("quorvex" in locked) == (kind == "a later day")


def test_the_day_shows_a_claim_without_an_edit(make_site: MakeSite) -> None:
    site = make_site({**SHOWN, **OF_LATER_DAY})
    site.lock()
    site.hide_archive()
    options = remembering(site)
    update(options, site.cache)
    eve = site.files()
    assert stands(options, site.cache)
    on_the_day = options._replace(now=at(LATER))
    assert stands(on_the_day, site.cache) is None
    site.report = update(on_the_day, site.cache)
    assert held(site.report) == set()
    assert "claims/claim-quorvex/index.html" in told(site)
    assert site.files() == clean(site, now=at(LATER))
    site.report = update(options, site.cache)
    assert site.files() == eve
    assert told(site) == []


def test_on_the_day_the_archive_agrees_with_the_lock(make_site: MakeSite) -> None:
    site = make_site({**SHOWN, **OF_LATER_DAY})
    site.lock()
    for day in (TODAY, LATER - dt.timedelta(1), LATER, LATER + dt.timedelta(400)):
        site.options = site.options._replace(now=at(day))
        assert [line for line in site.problems() if "lock" in line] == []
        site.build()


def test_what_a_later_claim_quotes_counts_from_its_day(make_site: MakeSite) -> None:
    site = make_site({**SHOWN, **OF_LATER_DAY})
    site.lock()
    shares = []
    for day in (TODAY, LATER):
        catalog, _ = load(site.options._replace(now=at(day)), site.cache)
        assert catalog
        shares.append(catalog.proof.copies["gazette"].quoted)
    assert shares[1] == shares[0] + len("The ministry did not answer questions about it".split())
    site.sign()
    drafts = make_site({**SHOWN, **HIDDEN}, "drafts")
    catalog, _ = load(drafts.options._replace(drafts=True), drafts.cache)
    assert catalog
    assert catalog.proof.copies["gazette"].quoted == shares[0]


def test_a_claim_made_a_draft_again_leaves_nothing_behind(make_site: MakeSite) -> None:
    public = {**HIDDEN, "content/claims/claim-quorvex.md": claim_card("")}
    site = make_site({**SHOWN, **public})
    options = remembering(site)
    update(options, site.cache)
    assert told(site)
    site.write({"content/claims/claim-quorvex.md": claim_card()})
    site.report = update(options, site.cache)
    assert told(site) == []
    assert site.files() == clean(site)
    assert stands(options, site.cache)
    site.write({"content/claims/claim-quorvex.md": claim_card("")})
    update(options, site.cache)
    assert site.files() == clean(site)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    "card", ["claims/claim-quorvex", "actors/linked-quorvex", "topics/topic-quorvex"]
)
def test_words_of_a_card_held_back_change_nothing(
    make_site: MakeSite, card: str, jobs: int
) -> None:
    site = make_site({**SHOWN, **HIDDEN})
    options, cache = remembering(site), site.cache._replace(jobs=jobs)
    before = update(options, cache)
    path = site.root / f"content/{card}.md"
    path.write_text(f"{path.read_text()}\nThe River Gazette on Quorvexia.\n")
    report = update(options, cache)
    assert [o.path for o in report.outputs if o.status != "unchanged"] == []
    assert report.problems == before.problems
    assert site.files() == clean(site)


def test_a_link_alone_brings_a_card_to_readers_and_takes_it_away(make_site: MakeSite) -> None:
    site = make_site({**SHOWN, **HIDDEN})
    options = remembering(site)
    update(options, site.cache)
    page = site.root / "content/pages/about.md"
    words = page.read_text()
    page.write_text(f"{words}\nSee [[linked-quorvex]].\n")
    site.report = update(options, site.cache)
    assert "actors/linked-quorvex/index.html" in told(site)
    assert "actors/beyond-quorvex/index.html" in told(site)
    assert "linked-quorvex" not in held(site.report)
    assert site.files() == clean(site)
    page.write_text(f"{words}\nThe Quorvex linked.\n".replace("Quorvex linked", "others"))
    update(options, site.cache)
    assert told(site) == []


def test_a_preview_without_drafts_has_none(make_site: MakeSite) -> None:
    site = make_site({**SHOWN, **HIDDEN})
    site.report = update(
        site.options._replace(to_be_hosted=False, stale_lock="warning"), site.cache
    )
    assert told(site) == []


def test_what_nobody_uses_stays_published(make_site: MakeSite) -> None:
    lone = {
        "content/actors/lone.md": actor_card("Lone", "part_of: [state]\n"),
        "content/sources/lone.md": source_card("Lone paper", "lone").replace("quorvex", "lone"),
        "archive/speech-lone.txt": "Nothing.\n",
        "content/topics/lone.md": "---\nname: Lone topic\n---\n",
    }
    site = make_site({**SHOWN, **HIDDEN, **lone})
    assert not held(site.build()) & {"lone"}
    assert {"actors/lone/index.html", "sources/lone/index.html", "topics/lone/index.html"} <= {
        *site.files()
    }


def test_an_actor_whom_a_published_claim_names_is_shown(make_site: MakeSite) -> None:
    named = CLAIM.replace("The dam was finished in 2019.", "Ana Ruiz finished the dam in 2019.")
    draft = CLAIM.replace("[ministry]", "[ruiz]").replace("topics: [dams]", DRAFT)
    actor = {"content/actors/ruiz.md": actor_card("Ana Ruiz"), "content/claims/other.md": draft}
    assert held(make_site({**actor, DAM: named}, "named").build()) == {"other"}
    assert held(make_site(actor).build()) == {"other", "ruiz"}


DRAFTS = {
    "content/claims/hidden.md": CLAIM.replace("topics: [dams]", DRAFT),
    "content/actors/hidden-actor.md": actor_card("Hidden", "draft: true\n"),
    "content/sources/hidden-source.md": source_card("Hidden", "ministry", "draft: true\n").replace(
        "quorvex", "hidden"
    ),
    "archive/speech-hidden.txt": SPEECH,
    "content/topics/hidden-topic.md": "---\nname: Hidden\ndraft: true\n---\n",
    "content/pages/hidden-page.md": "---\ntitle: Hidden\ndraft: true\n---\n",
}
_CURE = "a draft, which is not published; publish it, or make this card a draft too"
TO_DRAFTS = {
    "claimant": (
        DAM, "claimants: [", "claimants: [hidden-actor, ", "7:13", "actor", "hidden-actor",
    ),
    "speaker": (
        DAM, "speaker: ministry", "speaker: hidden-actor", "14:14", "actor", "hidden-actor",
    ),
    "topic": (DAM, "[dams]", "[dams, hidden-topic]", "8:16", "topic", "hidden-topic"),
    "related": (DAM, "topics:", "related: [hidden]\ntopics:", "8:11", "claim", "hidden"),
    "appearance": (
        DAM, "topics:", "appearances: [{source: hidden-source}]\ntopics:", "8:24", "source",
        "hidden-source",
    ),
    "evidence": (
        DAM, "gazette\n    passage: the", "hidden-source\n    passage: the", "11:13", "source",
        "hidden-source",
    ),
    "publisher": (
        "content/sources/gazette.md", "gazette-press", "hidden-actor", "3:12", "actor",
        "hidden-actor",
    ),
    "origin": (
        "content/sources/gazette.md", "sha256", "origins: [{actor: hidden-actor}]\nsha256", "8:19",
        "actor", "hidden-actor",
    ),
    "part_of": (
        "content/actors/ministry.md", "kind:", "part_of: [hidden-actor]\nkind:", "3:11", "actor",
        "hidden-actor",
    ),
}  # fmt: skip
LINKS = {
    "from a claim": (DAM, "[@done]", "[[hidden-actor]] [@done]", "21:35", "hidden-actor"),
    "from a page": ("content/pages/about.md", "Who", "[[hidden|Who]]", "5:1", "hidden"),
    "from a topic": (
        "content/topics/dams.md", "About", "[[page:hidden-page]]", "5:1", "page:hidden-page",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TO_DRAFTS)
def test_reports_a_published_card_that_refers_to_a_draft(make_site: MakeSite, name: str) -> None:
    path, old, new, place, kind, card = TO_DRAFTS[name]
    site = make_site({**BASE, **DRAFTS})
    site.edit(path, old, new)
    expected = f'{path}:{place}: {kind} "{card}" is {_CURE}'
    assert expected in site.refused()
    check = every_problem(site.options._replace(drafts=True, is_check=True), site.cache)
    assert [p.severity for p in check if _CURE in p.message] == ["error"]
    site.build(drafts=True) if name != "evidence" else None
    preview = load(site.options._replace(drafts=True), site.cache)[1]
    assert [p.severity for p in preview if _CURE in p.message] == ["warning"]


@pytest.mark.parametrize("name", LINKS)
def test_reports_a_link_from_a_published_card_to_a_draft(make_site: MakeSite, name: str) -> None:
    path, old, new, place, written = LINKS[name]
    site = make_site({**BASE, **DRAFTS})
    site.edit(path, old, new)
    assert site.refused() == [f'{path}:{place}: link "{written}" leads to {_CURE}']


def test_a_draft_may_refer_to_drafts(make_site: MakeSite) -> None:
    draft = DRAFTS["content/claims/hidden.md"].replace("[ministry]", "[hidden-actor]")
    site = make_site({**DRAFTS, "content/claims/hidden.md": f"{draft}\n[[hidden-topic]]\n"})
    assert not [line for line in site.problems() if "draft" in line]
    site.build()


def test_a_link_whose_other_card_is_shown_leads_there(make_site: MakeSite) -> None:
    site = make_site({"content/topics/engineer.md": "---\nname: Engineers\ndraft: true\n---\n"})
    assert held(site.build()) == {"engineer"}


def test_reports_a_reference_to_a_claim_of_a_later_day(make_site: MakeSite) -> None:
    def claim(day: str, more: str) -> str:
        return CLAIM.replace("2022-01-31", day).replace("topics: [dams]", more)

    site = make_site(
        {
            DAM: claim("2022-01-31", "related: [first]"),
            "content/claims/first.md": claim("2027-01-05", "related: [second, dam]"),
            "content/claims/second.md": claim("2027-01-06", "related: [first]"),
        }
    )
    before = "and this card is shown before; leave it out until then"
    assert site.refused() == [
        f'{DAM}:8:11: claim "first" is held back until 2027-01-05, {before}',
        f'content/claims/first.md:8:11: claim "second" is held back until 2027-01-06, {before}',
    ]


DATES = {
    "a change": (
        DAM, "topics: [dams]", "changes: [{date: 2026-11-28, kind: update, note: More.}]", "8:18",
        "change is dated 2026-11-28, which is after today, 2026-11-27; a change is written down "
        "when it is made",
    ),
    "an appearance": (
        DAM, "topics: [dams]", "appearances: [{source: gazette, date: 2026-11-28}]", "8:39",
        "appearance is dated 2026-11-28, which is after today, 2026-11-27; correct the date",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DATES)
def test_reports_what_is_told_as_done_and_dated_after_today(make_site: MakeSite, name: str) -> None:
    path, old, new, place, message = DATES[name]
    site = make_site()
    site.edit(path, old, new)
    assert site.refused() == [f"{path}:{place}: {message}"]
    site.build(now=at(dt.date(2026, 11, 28)))


def test_reports_a_source_published_after_today(make_site: MakeSite) -> None:
    site = make_site()
    site.edit("content/sources/gazette.md", "2022-01-06", "2026-11-28")
    expected = (
        "content/sources/gazette.md:5:12: published on 2026-11-28, which is after today, "
        "2026-11-27, and there is a saved copy of it; correct the date"
    )
    assert expected in site.refused()


def test_a_source_of_a_claim_of_a_later_day_may_be_published_by_then(make_site: MakeSite) -> None:
    claim = CLAIM.replace("gazette", "second").replace("2022-01-31", "2027-01-05")
    card = BASE["content/sources/gazette.md"]
    files = {"content/claims/later.md": claim.replace("said: 2022-01-05\n", "")}
    second = {"content/sources/second.md": card.replace("2022-01-06", "2027-01-04")}
    assert held(make_site({**files, **second}, "by-then").build()) == {"later", "second"}
    late = {"content/sources/second.md": card.replace("2022-01-06", "2027-01-06")}
    refused = make_site({**files, **late}).refused()
    assert any("after 2027-01-05, the day on which it is to appear" in line for line in refused)


def test_a_document_of_a_draft_may_lie_with_the_cards(make_site: MakeSite) -> None:
    source = HIDDEN["content/sources/appeared-quorvex.md"]
    assert isinstance(source, str)
    free = {
        "content/documents/speech-quorvex.txt": SPEECH,
        "content/sources/appeared-quorvex.md": source.replace(
            "sha256:", "republish: full\nsha256:"
        ),
    }
    site = make_site({**SHOWN, **HIDDEN, **free})
    site.build()
    assert told(site) == []


def test_the_words_of_notices_say_why(make_site: MakeSite) -> None:
    found = notices(make_site({**SHOWN, **HIDDEN}).build().problems)
    why = {Path(p.path).stem + str(p.line): re.sub("^held back: ", "", p.message) for p in found}
    assert why["claim-quorvex6"] == "it is a draft"
    used = "only cards that are held back use it, such as"
    assert why["topic-quorvex1"] == f"{used} claims/claim-quorvex.md"
    assert why["beyond-quorvex1"] == f"{used} actors/linked-quorvex.md"
    assert why["branch-quorvex1"] == "no card uses it, and it refers to a card that is held back"
