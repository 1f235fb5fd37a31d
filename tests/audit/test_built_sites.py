"""Sites as a build makes them: signed, audited in the folder and on a server, and built again."""

from __future__ import annotations

from pathlib import Path

from audits import KEY
from conftest import PUBLICATION, MakeSite
from factpress.audit.comparison import Audit, Folder, audited
from factpress.audit.mirror import Mirror
from factpress.audit.signing import sign_site
from factpress.lock.minisign import public_part
from factpress.output.site_folder import opened_site
from serving import serving


def quiet(stage: str, done: int, total: int) -> None:
    """Shows no progress."""


def audit(folder: Path, key: str | None) -> Audit:
    with opened_site(folder) as site:
        return audited(Folder(site), key, None, quiet)


def sign(folder: Path) -> Audit:
    with opened_site(folder) as site:
        return sign_site(site, KEY, quiet)


def test_a_built_site_is_signed_and_found_as_it_was_signed(make_site: MakeSite) -> None:
    site = make_site({"content/publication.yaml": f"{PUBLICATION}precompress: true\n"})
    site.build()
    out, public = site.options.out, public_part(KEY)
    assert sign(out).findings == ()
    found = audit(out, public)
    assert (found.findings, found.kept, found.signature.status) == ((), (), "valid")
    assert found.manifest is not None
    assert found.manifest.generator.startswith("factpress ")
    with serving(out) as address:
        assert audited(Mirror(address, 20), public, None, quiet).findings == ()
    signature = (out / "manifest.json.minisig").read_bytes()
    site.build()
    assert (out / "manifest.json.minisig").read_bytes() == signature


def test_a_new_build_takes_the_signature_away_and_keeps_old_assets(make_site: MakeSite) -> None:
    site = make_site({"content/publication.yaml": f"{PUBLICATION}precompress: true\n"})
    site.build()
    out = site.options.out
    sign(out)
    theme = 'theme: {colors: {accent: {light: "#7a1f2b", dark: "#ff9aa5"}}}\n'
    site.edit("content/publication.yaml", "precompress", f"{theme}precompress")
    site.build()
    assert not (out / "manifest.json.minisig").exists()
    found = audit(out, None)
    assert (found.findings, found.signature.status) == ((), "unsigned")
    assert {Path(path).name.partition(".")[0] for path in found.kept} == {"style"}
    assert sign(out).findings == ()
    assert audit(out, public_part(KEY)).signature.status == "valid"
