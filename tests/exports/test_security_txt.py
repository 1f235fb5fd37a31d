"""`security.txt`: made only where the publication has a contact. Rule: RFC 9116."""

from __future__ import annotations

import datetime as dt

import pytest

from conftest import NOW, PUBLICATION, MakeSite, Site
from factpress.model.problems import BuildRefused

PATH = ".well-known/security.txt"
DAY = (NOW.date() + dt.timedelta(days=200)).isoformat()


def settings(fields: str, url: str = "") -> dict[str, str]:
    return {"content/publication.yaml": f"{PUBLICATION}{url}security: {{{fields}}}\n"}


def warned(site: Site) -> list[str]:
    """The warnings of a build about the file."""
    problems = site.build().problems
    return [p.message for p in problems if "security.txt" in p.message or "contacts" in p.message]


def test_a_publication_without_a_contact_has_none(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    assert PATH not in site.files()


def test_it_has_each_field_in_the_form_of_the_rule(make_site: MakeSite) -> None:
    fields = (
        f"contact: ['mailto:tips@dam.example', 'https://dam.example/tell'], expires: {DAY}, "
        "policy: 'https://dam.example/policy', encryption: 'https://dam.example/key', "
        "acknowledgments: 'https://dam.example/thanks', languages: [en, fr]"
    )
    site = make_site(settings(fields, "url: https://dam.example/\n"))
    assert warned(site) == []
    assert site.read(PATH).splitlines() == [
        "Contact: mailto:tips@dam.example",
        "Contact: https://dam.example/tell",
        f"Expires: {DAY}T23:59:59Z",
        "Encryption: https://dam.example/key",
        "Acknowledgments: https://dam.example/thanks",
        "Preferred-Languages: en, fr",
        "Canonical: https://dam.example/.well-known/security.txt",
        "Policy: https://dam.example/policy",
    ]


@pytest.mark.parametrize(
    "url", ["", "url: https://dam.example/watch/\n", "url: http://dam.example/\n"]
)
def test_its_own_address_is_left_out_where_it_would_not_count(
    make_site: MakeSite, url: str
) -> None:
    site = make_site(
        settings(f"contact: 'tel:+1-201-555-0123', expires: {DAY}, languages: en", url)
    )
    site.build()
    assert site.read(PATH).splitlines() == [
        "Contact: tel:+1-201-555-0123", f"Expires: {DAY}T23:59:59Z", "Preferred-Languages: en",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-1, "has passed on"), (0, ""), (366, ""), (367, "is more than a year after")],
)
def test_a_day_that_has_passed_or_is_far_off_is_a_warning(
    make_site: MakeSite, days: int, expected: str
) -> None:
    day = NOW.date() + dt.timedelta(days=days)
    site = make_site(settings(f"contact: 'mailto:a@b.example', expires: {day}"))
    found = warned(site)
    assert len(found) == bool(expected)
    assert all(message.startswith(f"{day} {expected}") for message in found)
    assert f"Expires: {day}T23:59:59Z" in site.read(PATH)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (f"expires: {DAY}", 'field "contact" is missing in security'),
        ("contact: 'mailto:a@b.example'", 'field "expires" is missing in security'),
        (f"contact: [], expires: {DAY}", "contact"),
        (f"contact: a@b.example, expires: {DAY}", "is no contact of security.txt; write mailto:"),
        (f"contact: 'http://dam.example/', expires: {DAY}", "is no contact of security.txt"),
        (f"contact: 'mailto:a@b?cc=x', expires: {DAY}", "is no contact of security.txt"),
        (f"contact: 'tel:555', expires: {DAY}", "is no contact of security.txt"),
        (f'contact: "mailto:a@b.example\\nExpires: never", expires: {DAY}', "white space"),
        (f"contact: 'javascript:alert(1)', expires: {DAY}", "is no contact of security.txt"),
        ("contact: 'mailto:a@b.example', expires: soon", "is not a date"),
        (
            f"contact: 'mailto:a@b.example', expires: {DAY}, policy: 'http://b.example/'",
            "is not an address that starts with https://",
        ),
        (f"contact: 'mailto:a@b.example', expires: {DAY}, languages: english", "language tag"),
        (
            f"contact: 'mailto:a@b.example', expires: {DAY}, hiring: x",
            'field "hiring" is not known',
        ),
    ],
)
def test_wrong_values_are_refused_at_their_place(
    make_site: MakeSite, fields: str, message: str
) -> None:
    site = make_site(settings(fields))
    with pytest.raises(BuildRefused) as refused:
        site.build()
    found = [p for p in refused.value.problems if p.severity == "error"]
    assert [p.path.rpartition("/")[2] for p in found] == ["publication.yaml"]
    assert message in found[0].message
    assert found[0].line > 1
