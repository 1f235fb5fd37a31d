"""What a site may say of its quotations: with the archive, with a signed lock, with neither."""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
from collections.abc import Callable

import pytest

from conftest import CLAIM, GAZETTE, MakeSite, Site, stands, with_key
from factpress.i18n.translations import SHIPPED, words
from factpress.lock.minisign import new_key, public_part, sign
from factpress.lock.signing import Signing, may_start
from factpress.model.problems import BuildRefused, DiskError
from factpress.update import every_problem, update
from factpress.write_lock import write_lock
from locks import checked_anew
from plenty import RICH

DAM = "content/claims/dam.md"
LOCK, SIGNATURE = "content/evidence.lock", "content/evidence.lock.minisig"
FOUND = (
    "Verbatim",
    "Verbatim but for typography, such as the shape of quotation marks",
    "Verbatim, with omissions marked",
    "Verbatim, with our words in brackets",
    "Evidence, word for word",
)
MANY = "Quotations recorded by the editors, not checked in this build"
ONE = "Quotation recorded by the editors, not checked in this build"
KEY = new_key()


def in_language(language: str) -> dict[str, str]:
    settings = RICH["content/publication.yaml"].replace("language: en", f"language: {language}")
    settings = settings.replace("social_cards: true\n", "")
    return {**RICH, "content/publication.yaml": settings}


def unsigned(make_site: MakeSite, files: dict[str, str] | None = None) -> Site:
    site = make_site(files)
    site.lock()
    site.hide_archive()
    return site


def signed(make_site: MakeSite, files: dict[str, str] | None = None, name: str = "site-1") -> Site:
    site = make_site(files, name=name)
    site.lock_with(KEY)
    site.hide_archive()
    return site


def texts(site: Site) -> dict[str, str]:
    """What readers and programs see, but not the documentation of formats."""
    return {
        path: content.decode()
        for path, content in site.files().items()
        if path.endswith((".html", ".json", ".xml")) and not path.startswith("data/schemas/")
    }


# Neither signature nor archive


@pytest.mark.parametrize("language", SHIPPED)
def test_says_everywhere_that_nothing_was_checked(make_site: MakeSite, language: str) -> None:
    site = unsigned(make_site, in_language(language))
    site.build()
    say = words(language)
    files = texts(site)
    for path, text in files.items():
        for message in FOUND:
            assert say(message) not in text, path
        if path != "data/index.html":
            assert not re.search(r'"level": "(exact|typographic|omission|bracketed)"', text), path
    pages = [path for path in files if path.endswith(".html") and "<main" in files[path]]
    pages.remove("embed/gone/index.html")  # the notice of a withdrawn claim quotes nothing
    assert len(pages) > 15
    for path in pages:
        # What frames a withdrawn claim quotes nothing.
        assert (say(MANY) in files[path]) is (path != "embed/gone/index.html"), path
    claim = files["claims/dam/index.html"]
    assert claim.count(f"{say(ONE)}{say(',')} ") == claim.count('<span class="words"')
    assert f'<p class="aside">{say(MANY)}.</p>' in files["sources/gazette/index.html"]
    for path in ("claims/dam/claim.json", "claims/dam/evidence.json", "data/evidence.json"):
        assert say(ONE) in files[path], path
    for path in ("data/claims.json", "data/sources.json", "data/actors.json"):
        assert f'"not_checked": "{say(MANY)}"' in files[path], path
    feeds = [path for path in files if path.endswith(("feed.xml", "feed.json"))]
    assert len(feeds) >= 6
    for path in feeds:
        assert f"{say(MANY)}." in files[path], path
    assert files["feed.xml"].count(say(MANY)) == 1 + files["feed.xml"].count("<entry>")


@pytest.mark.parametrize("language", SHIPPED)
def test_says_nothing_of_it_where_it_was_checked(make_site: MakeSite, language: str) -> None:
    site = signed(make_site, in_language(language))
    site.build()
    say = words(language)
    for path, text in texts(site).items():
        assert say(MANY) not in text, path
        assert say(ONE) not in text, path
    assert say(FOUND[0]) in site.read("claims/dam/index.html")
    assert say(FOUND[4]) in site.read("embed/dam/index.html")
    assert '"level": "exact"' in site.read("data/evidence.json")


def test_warns_once_that_nothing_was_checked(make_site: MakeSite) -> None:
    site = unsigned(make_site)
    assert site.problems() == [
        f"{LOCK}:1:1: warning: the lock is not signed and the archive is not at hand, so pages say "
        "“recorded by the editors, not checked in this build”; name the archive with --archive, or "
        "have the lock signed: `factpress key new` makes a key and says how"
    ]


def forge(make_site: MakeSite, site: Site) -> None:
    """Puts invented words of the same length into a card and into the lock that stands for it."""
    words = "the dam was finished in 2091"
    invented = make_site(
        {
            DAM: CLAIM.replace("the dam was finished in 2019", words),
            "archive/gazette.txt": GAZETTE.replace("the dam was finished in 2019", words),
        },
        name="invented",
    )
    invented.lock()
    theirs, ours = (hashlib.sha256((each.root / "archive/gazette.txt").read_bytes()).hexdigest()
                    for each in (invented, site))  # fmt: skip
    lock = (invented.root / LOCK).read_text()
    assert theirs in lock
    for each in (theirs, ours):
        compared = hashlib.sha256(f"gazette {each}".encode()).hexdigest()[:16]
        lock = lock.replace(hashlib.sha256(f"gazette {theirs}".encode()).hexdigest()[:16], compared)
    lock = checked_anew(lock.replace(theirs, ours))
    site.write({LOCK: lock, DAM: (invented.root / DAM).read_text()})


def test_forged_words_are_never_called_found(make_site: MakeSite) -> None:
    site = make_site()
    site.lock()
    forge(make_site, site)
    site.hide_archive()
    site.build()
    page = site.read("claims/dam/index.html")
    assert "2091" in page
    assert "Verbatim" not in page
    assert ONE in page


def test_refuses_forged_words_where_the_lock_is_to_be_signed(make_site: MakeSite) -> None:
    site = make_site()
    site.lock_with(KEY)
    forge(make_site, site)
    site.hide_archive()
    assert [line.partition(";")[0] for line in site.refused()] == [
        f"{SIGNATURE}:2:1: the signature is not that of this lock"
    ]


# A key, and no valid signature


def forget(site: Site) -> None:
    (site.root / SIGNATURE).unlink()


def change_a_byte(site: Site) -> None:
    lock = site.root / LOCK
    text = lock.read_text()
    lock.write_text(text.replace("# Written", "# Writtem", 1))
    assert lock.read_text() != text


def end_lines_otherwise(site: Site) -> None:
    lock = site.root / LOCK
    lock.write_bytes(lock.read_bytes().replace(b"\n", b"\r\n"))


def sign_with_another(site: Site) -> None:
    (site.root / SIGNATURE).write_bytes(sign((site.root / LOCK).read_bytes(), new_key()))


def sign_another(site: Site) -> None:
    (site.root / SIGNATURE).write_bytes(sign(b"another lock", KEY))


def set_other_key(site: Site) -> None:
    settings = site.root / "content/publication.yaml"
    settings.write_text(with_key(settings.read_text(), public_part(new_key())))


def cut_short(site: Site) -> None:
    signature = site.root / SIGNATURE
    signature.write_bytes(signature.read_bytes()[:-40])


def empty(site: Site) -> None:
    (site.root / SIGNATURE).write_bytes(b"")


def retell(site: Site) -> None:
    signature = site.root / SIGNATURE
    signature.write_bytes(
        signature.read_bytes().replace(b"factpress evidence", b"factpress evidencf")
    )


def take_lock_away(site: Site) -> None:
    (site.root / LOCK).unlink()


FORGERIES: dict[Callable[[Site], None], tuple[str, ...]] = {
    forget: (f"{SIGNATURE}:1:1: the lock is not signed",),
    change_a_byte: (f"{SIGNATURE}:2:1: the signature is not that of this lock",),
    end_lines_otherwise: (f"{SIGNATURE}:2:1: the signature is not that of this lock",),
    sign_with_another: (f"{SIGNATURE}:2:1: the signature is one of key ",),
    set_other_key: (f"{SIGNATURE}:2:1: the signature is one of key ",),
    sign_another: (f"{SIGNATURE}:2:1: the signature is not that of this lock",),
    cut_short: (f"{SIGNATURE}:4:1: line is no signature of minisign",),
    empty: (f"{SIGNATURE}:1:1: a signature has four lines, and this file has 1",),
    retell: (f"{SIGNATURE}:3:1: the trusted comment is not the one that was signed",),
    take_lock_away: (
        f"{LOCK}:1:1: there is neither a lock nor an archive",
        f"{SIGNATURE}:1:1: there is no lock, and publisher.key asks for a signed one",
    ),
}


@pytest.mark.parametrize("spoil", FORGERIES, ids=lambda f: f.__name__)
def test_refuses_a_lock_that_is_not_signed_with_the_key(
    make_site: MakeSite, spoil: Callable[[Site], None]
) -> None:
    site = signed(make_site)
    site.build()
    before = site.files()
    spoil(site)
    found = site.refused()
    assert len(found) == len(FORGERIES[spoil])
    for line, start in zip(found, FORGERIES[spoil], strict=True):
        assert line.startswith(start)
    assert "where the secret key is, or name the archive with --archive" in found[-1]
    assert site.files() == before


@pytest.mark.parametrize(
    "spoil", [f for f in FORGERIES if f is not forget], ids=lambda f: f.__name__
)
def test_the_archive_does_not_stand_for_a_lock_that_is_another_than_was_signed(
    make_site: MakeSite, spoil: Callable[[Site], None]
) -> None:
    site = make_site()
    site.lock_with(KEY)
    site.build()
    before = site.files()
    spoil(site)
    (told,) = site.refused()
    assert told.startswith(FORGERIES[spoil][-1])
    assert told.endswith(
        "; what the cards said before may be forged: put back the lock and signature that were "
        "published last, or run `factpress lock --accept` where the secret key is"
    )
    assert site.files() == before
    site.build(drafts=True, stale_lock="warning")  # the preview


def test_warns_of_a_lock_that_is_not_signed_yet_where_the_archive_proves_all(
    make_site: MakeSite,
) -> None:
    site = make_site()
    site.lock_with(KEY)
    site.build()
    before = site.files()
    forget(site)
    assert site.problems() == [
        f"{SIGNATURE}:1:1: warning: the lock is not signed; run `factpress lock --accept` where "
        "the secret key is"
    ]
    site.build()
    assert site.files() == before


def test_a_change_hidden_in_a_forged_lock_is_refused_beside_the_archive(
    make_site: MakeSite,
) -> None:
    site = make_site()
    site.lock_with(KEY)
    lock = (site.root / LOCK).read_text()
    site.write({LOCK: checked_anew(lock.replace('"rating":"mixed"', '"rating":"true"'))})
    site.edit(DAM, "rating: mixed", "rating: 'true'")
    assert [line.partition(";")[0] for line in site.refused()] == [
        f"{SIGNATURE}:2:1: the signature is not that of this lock"
    ]


def test_names_the_way_out_where_the_extra_is_missing(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site()
    site.lock_with(KEY)
    for name in [name for name in sys.modules if name.startswith("cryptography")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "cryptography", None)
    told = (
        "content/publication.yaml:10:8: signatures need the extra `sign`: pip install "
        '"factpress[sign]"'
    )
    assert site.refused() == [told]
    site.hide_archive()
    assert site.refused() == [told]


def test_a_signature_without_a_key_is_told(make_site: MakeSite) -> None:
    site = make_site()
    site.lock()
    (site.root / SIGNATURE).write_bytes(sign((site.root / LOCK).read_bytes(), KEY))
    assert site.problems() == [
        f"{SIGNATURE}:1:1: warning: no key says whose signature this is; set publisher.key in "
        "publication.yaml, or remove this file"
    ]


def test_a_publication_that_quotes_nothing_has_nothing_to_prove(make_site: MakeSite) -> None:
    quoting = (DAM, "content/sources/gazette.md", "archive/gazette.txt")
    site = make_site(dict.fromkeys(quoting))
    site.build()
    assert MANY not in site.read("index.html")
    keyed = with_key((site.root / "content/publication.yaml").read_text(), public_part(KEY))
    site.write({"content/publication.yaml": keyed})
    site.build()
    assert MANY not in site.read("index.html")


# Builds that follow one another


def renewed(site: Site) -> None:
    update(site.options, site.cache)


def test_a_change_of_the_signature_alone_is_seen(make_site: MakeSite) -> None:
    site = signed(make_site)
    renewed(site)
    assert stands(site.options, site.cache)
    assert every_problem(site.options, site.cache) == ()
    good = (site.root / SIGNATURE).read_bytes()
    sign_another(site)
    assert stands(site.options, site.cache) is None
    assert len(every_problem(site.options, site.cache)) == 1
    with pytest.raises(BuildRefused):
        renewed(site)
    (site.root / SIGNATURE).write_bytes(good)
    assert stands(site.options, site.cache)
    assert every_problem(site.options, site.cache) == ()


def test_without_key_and_signature_the_pages_change(make_site: MakeSite) -> None:
    site = signed(make_site)
    renewed(site)
    settings = site.root / "content/publication.yaml"
    settings.write_text(re.sub("publisher:\n.*\n", "", settings.read_text()))
    forget(site)
    renewed(site)
    assert ONE in site.read("claims/dam/index.html")
    renewed_site = site.files()
    shutil.rmtree(site.options.out)
    site.build()
    assert site.files() == renewed_site


@pytest.mark.parametrize("make", [signed, unsigned])
def test_an_edit_of_a_body_says_the_same_of_proof(
    make_site: MakeSite, make: Callable[[MakeSite], Site]
) -> None:
    site = make(make_site)
    renewed(site)
    site.edit(DAM, "site engineer]] disagrees", "site engineer]] still disagrees")
    renewed(site)
    edited = site.files()
    shutil.rmtree(site.options.out)
    site.build()
    assert site.files() == edited
    assert (ONE in site.read("claims/dam/index.html")) == (make is unsigned)


# Where a new lock may start from


def test_a_lock_without_a_key_may_start_from_anything() -> None:
    for lock in (None, b"lock"):
        assert may_start(lock, None, None, accept=False) == ()


def test_a_key_that_was_taken_away_opens_no_signed_lock(make_site: MakeSite) -> None:
    site = make_site()
    site.lock_with(KEY)
    before = (site.root / LOCK).read_bytes()
    settings = site.root / "content/publication.yaml"
    settings.write_text(re.sub("publisher:\n.*\n", "", settings.read_text()))
    with pytest.raises(BuildRefused) as refused:
        write_lock(site.options, site.cache)
    assert [problem.message for problem in refused.value.problems] == [
        "no key says whose signature this is; set publisher.key in publication.yaml, or remove "
        "this file, so what the new lock is compared with may be forged; put back the lock and "
        "signature that were published last, or run `factpress lock --accept`, which says how "
        "the cards differ from this one"
    ]
    assert (site.root / LOCK).read_bytes() == before


def test_a_signed_lock_starts_from_one_that_is_signed() -> None:
    public, signature = public_part(KEY), sign(b"lock", KEY)
    assert may_start(b"lock", signature, public, accept=False) == ()
    starts: list[tuple[bytes | None, bytes | None]]
    starts = [(None, None), (b"lock", None), (b"luck", signature), (b"lock", b"")]
    for start in starts:
        with pytest.raises(BuildRefused, match="may be forged; put back the lock"):
            may_start(*start, public, accept=False)
        (told,) = may_start(*start, public, accept=True)
        assert told.severity == "warning"
        assert told.message.endswith("--accept takes over what it says")


def test_write_starts_from_a_signed_lock_or_when_told_so(make_site: MakeSite) -> None:
    site = make_site()
    site.lock_with(KEY)
    by = Signing(site.keep(KEY))
    write_lock(site.options, site.cache, by)
    first = (site.root / LOCK).read_bytes(), (site.root / SIGNATURE).read_bytes()
    write_lock(site.options, site.cache, by)
    assert ((site.root / LOCK).read_bytes(), (site.root / SIGNATURE).read_bytes()) == first
    change_a_byte(site)
    forged = (site.root / LOCK).read_bytes()
    with pytest.raises(BuildRefused, match="is not that of this lock, so what the new lock"):
        write_lock(site.options, site.cache, by)
    assert (site.root / LOCK).read_bytes() == forged
    _, problems, _ = write_lock(site.options, site.cache, by._replace(accept=True))
    assert [problem.message for problem in problems if "--accept" in problem.message] == [
        "the signature is not that of this lock; --accept takes over what it says"
    ]
    assert (site.root / SIGNATURE).read_bytes() == first[1]


def test_a_signature_that_cannot_be_written_leaves_the_lock_as_it_was(
    make_site: MakeSite,
) -> None:
    site = make_site()
    site.lock_with(KEY)
    before = (site.root / LOCK).read_bytes()
    (site.root / SIGNATURE).unlink()
    (site.root / SIGNATURE).mkdir()
    site.edit(DAM, "reason: The", "reason: A")
    with pytest.raises(DiskError, match="is a directory"):
        write_lock(site.options, site.cache, Signing(site.keep(KEY), accept=True))
    assert (site.root / LOCK).read_bytes() == before


def test_accepting_a_lock_that_says_what_the_cards_say_is_told_so(make_site: MakeSite) -> None:
    site = make_site()
    site.lock_with(KEY)
    forget(site)
    assert write_lock(site.options, site.cache, Signing(site.keep(KEY), accept=True)).changes == (
        "the lock that was there is not validly signed, and the cards do not differ from it",
    )


def test_an_older_lock_put_back_with_its_signature_is_held_against_the_cards(
    make_site: MakeSite,
) -> None:
    site = make_site()
    site.lock_with(KEY)
    older = {path: (site.root / path).read_bytes() for path in (LOCK, SIGNATURE)}
    site.edit(
        DAM,
        "    passage: the dam was finished in 2019",
        "    passage: was finished in 2019, on time",
    )
    write_lock(site.options, site.cache, Signing(site.keep(KEY)))
    assert (site.root / SIGNATURE).read_bytes() != older[SIGNATURE]
    site.write(older)
    site.hide_archive()
    assert len(site.refused()) == 1
    assert "passage is not in the lock" in site.refused()[0]
