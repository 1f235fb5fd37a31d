"""Headers for hosts: `_headers`, `.htaccess`, and the lines for servers of one's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import CLAIM, PUBLICATION, MakeSite, Site, site_in
from factpress.cli import main
from factpress.exports.host_files import _MOST_RULES
from factpress.model.headers import ALWAYS, DIRECTIVES, FOREVER, REVALIDATED
from factpress.model.urls import HOST_FILES
from held_back import SETTINGS as WITH_PICTURES
from hosting import rules, sent
from plenty import RICH


def directives(policy: str) -> dict[str, set[str]]:
    """The sources of a policy by directive."""
    parts = [part.split() for part in policy.split(";") if part.strip()]
    assert len(parts) == len({name for name, *_ in parts})
    return {name: set(values) for name, *values in parts}


def pages(site: Site) -> dict[str, str]:
    """The HTML of every page by its address."""
    found = site.options.out.rglob("*.html")
    return {
        f"/{p.relative_to(site.options.out).as_posix().removesuffix('index.html')}": p.read_text()
        for p in found
    }


def policy_of(page: str) -> dict[str, set[str]]:
    """The policy that a page has itself, which must come before all that it could forbid."""
    metas = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', page)
    assert len(metas) == 1
    before = page.partition("http-equiv")[0]
    assert not re.search(r"<(link|script|style|img|base)\b", before)
    return directives(metas[0])


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Site:
    settings = RICH["content/publication.yaml"].replace("search: list\n", "")
    site = site_in(tmp_path_factory.mktemp("rich"), {**RICH, "content/publication.yaml": settings})
    site.build()
    return site


def test_each_page_may_do_what_its_own_policy_allows_and_no_more_is_sent_than_the_table_has(
    rich: Site,
) -> None:
    for address, page in pages(rich).items():
        own = policy_of(page)
        for value in sent(rich, address)["Content-Security-Policy"]:
            allowed = directives(value)
            assert allowed.keys() <= DIRECTIVES.keys()
            for name, sources in own.items():
                named = {each for each in sources if not each.startswith("'sha256-")}
                assert named <= allowed[name] | {"'none'"}, (address, name)
            assert allowed["default-src"] == allowed["base-uri"] == {"'none'"}


def test_only_embeds_may_be_framed(rich: Site) -> None:
    addresses = pages(rich)
    assert any(address.startswith("/embed/") for address in addresses)
    for address in addresses:
        policies = sent(rich, address)["Content-Security-Policy"]
        framed = [p for p in policies if "frame-ancestors 'none'" not in p]
        is_free = address.startswith("/embed/") or address == "/404.html"
        assert (policies == framed) == is_free, address


def test_a_form_leads_only_to_the_site_and_only_from_pages_with_one(rich: Site) -> None:
    for address, page in pages(rich).items():
        expected = "'self'" if "<form" in page else "'none'"
        assert policy_of(page)["form-action"] == {expected}, address


def test_every_address_has_each_header_and_one_cache_time_at_most(rich: Site) -> None:
    for path in rich.files():
        found = sent(rich, f"/{path.removesuffix('index.html')}")
        assert {name: [value] for name, value in ALWAYS.items()}.items() <= found.items()
        assert found.get("Cache-Control", [REVALIDATED]) == (
            [FOREVER] if path.startswith("assets/") else [REVALIDATED]
        ), path
        if found.get("Cache-Control") == [FOREVER]:
            assert re.search(r"\.[0-9a-f]{12}\.\w+$", path)


def test_hosts_get_files_that_they_read(rich: Site) -> None:
    text = rich.read("_headers")
    # https://developers.cloudflare.com/pages/configuration/headers/
    assert max(map(len, text.splitlines())) < 2_000
    assert len(rules(rich)) <= 100
    rewrites = ("RewriteRule", "Content-Encoding")
    assert not any(each in rich.read(".htaccess") for each in rewrites)


def test_many_editorial_pages_stay_within_the_rules_that_a_host_reads(make_site: MakeSite) -> None:
    many = {f"content/pages/p{n}.md": f"---\ntitle: P{n}\n---\nText.\n" for n in range(120)}
    site = make_site(many)
    site.build()
    assert len(rules(site)) == _MOST_RULES
    assert "/claims/*" in rules(site)


def test_former_addresses_are_not_framed_either(make_site: MakeSite) -> None:
    page = "---\ntitle: Us\nformer: [/who-we-are/]\n---\nText.\n"
    site = make_site({"content/pages/us.md": page})
    site.build()
    assert (site.options.out / "who-we-are/index.html").exists()
    assert "frame-ancestors 'none'" in sent(site, "/who-we-are/")["Content-Security-Policy"][-1]


@pytest.mark.parametrize(
    "template",
    [
        '{% extends "default:base.html" %}{% block connected %}connect-src *; {% endblock %}',
        "<!doctype html><title>All my own</title>",
    ],
)
def test_pages_with_a_policy_of_their_own_are_not_hindered(
    make_site: MakeSite, template: str
) -> None:
    site = make_site({"templates/base.html": template})
    site.build(templates=site.root / "templates")
    for values in rules(site).values():
        policy = directives(values.get("Content-Security-Policy", ""))
        assert policy.keys() <= {"object-src", "base-uri", "frame-ancestors"}


def test_the_style_within_charts_is_allowed_by_its_digest(make_site: MakeSite) -> None:
    site = make_site(RICH)
    site.build()
    usual = directives(sent(site, "/")["Content-Security-Policy"][0])["style-src"]
    assert {each[:8] for each in usual} == {"'self'", "'sha256-"}
    changing = "<style>text{font-size:{{ 3 }}em}</style>"
    site.write({"templates/charts/file_style.html": changing})
    site.build(templates=site.root / "templates")
    found = directives(sent(site, "/")["Content-Security-Policy"][0])["style-src"]
    assert found == {"'self'", "'unsafe-inline'"}


def test_strict_transport_security_is_sent_only_when_asked_for(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    assert "Strict-Transport" not in "".join(site.read(name) for name in HOST_FILES)
    settings = f"{PUBLICATION}hosting: {{https_only: true}}\n"
    site.write({"content/publication.yaml": settings})
    site.build()
    assert rules(site)["/*"]["Strict-Transport-Security"] == "max-age=31536000"
    assert 'Strict-Transport-Security "max-age=31536000"' in site.read(".htaccess")


def test_a_host_with_rules_of_its_own_gets_none(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    assert site.files().keys() >= HOST_FILES
    site.write({"content/publication.yaml": f"{PUBLICATION}hosting: {{headers: false}}\n"})
    site.build()
    assert not site.files().keys() & HOST_FILES
    own = site.options.out / ".htaccess"
    own.write_text("Options -Indexes\n")
    site.build()
    assert own.read_text() == "Options -Indexes\n"


def test_somebody_elses_rules_are_never_overwritten(make_site: MakeSite) -> None:
    site = make_site()
    site.options.out.mkdir(parents=True)
    own = site.options.out / ".htaccess"
    own.write_text("Options -Indexes\n")
    with pytest.raises(Exception, match="was not written by factpress"):
        site.build()
    assert own.read_text() == "Options -Indexes\n"


def test_pictures_with_a_digest_in_their_names_are_kept(make_site: MakeSite) -> None:
    site = make_site({"content/publication.yaml": PUBLICATION + WITH_PICTURES})
    site.build()
    (pattern,) = re.findall(r'<FilesMatch "(\\.\[0-9.*)">\n', site.read(".htaccess"))
    kept = {path for path in site.files() if re.search(pattern, path)}
    folders = {path.split("/")[0] for path in kept if "/" in path}
    assert {"assets", "claims", "actors", "search"} <= folders
    assert {p for p in site.files() if "/" not in p} & kept == {
        p for p in site.files() if p.startswith("card.")
    }
    assert {p for p in site.files() if p.startswith("assets/")} <= kept


@pytest.mark.parametrize("server", ["nginx", "caddy"])
def test_a_command_prints_the_lines_for_a_server(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str], server: str
) -> None:
    settings = f"{PUBLICATION}url: https://dam.example/a%22b{{}}/\nprecompress: true\n"
    site = make_site({"content/publication.yaml": settings})
    assert main(["headers", server, "--content", str(site.options.content)]) == 0
    lines = capsys.readouterr().out
    for value in (*ALWAYS.values(), FOREVER, REVALIDATED, "frame-ancestors 'none'", "gzip"):
        assert value in lines
    assert "/a%22b%7B%7D/embed/" in lines


def test_the_command_reports_wrong_settings(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site({"content/publication.yaml": f"{PUBLICATION}hosting: {{hsts: true}}\n"})
    assert main(["headers", "nginx", "--content", str(site.options.content)]) == 1
    told = capsys.readouterr()
    assert 'field "hsts" is not known' in told.out + told.err
    assert main(["headers", "nginx", "--content", str(Path("nowhere"))]) == 1


def test_an_edit_of_a_reason_leaves_the_files_of_hosts_as_they_are(make_site: MakeSite) -> None:
    site = make_site({"content/claims/dam.md": CLAIM})
    site.build()
    before = {name: site.read(name) for name in HOST_FILES}
    site.edit("content/claims/dam.md", CLAIM[-20:], f"{CLAIM[-20:]}\nMore.\n")
    site.build()
    assert {name: site.read(name) for name in HOST_FILES} == before
