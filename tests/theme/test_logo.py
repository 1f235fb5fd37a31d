"""The publication's logo in place of its name at the top of pages."""

from __future__ import annotations

import struct

import pytest

from conftest import PUBLICATION, MakeSite, Site
from factpress.theme.logo import size_of

SETTINGS = "content/publication.yaml"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50"><path d="M0 0h9"/></svg>'
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 300, 100) + b"\x08\x06"


def branded(make_site: MakeSite, logo: str, **files: str | bytes) -> Site:
    given: dict[str, str | bytes] = {
        f"templates/assets/brand/{name}": content for name, content in files.items()
    }
    site = make_site({SETTINGS: f"{PUBLICATION}logo: {logo}\n", **given})
    site.use_templates()
    return site


def test_a_logo_stands_for_the_name_and_has_its_size(make_site: MakeSite) -> None:
    site = branded(make_site, "brand/logo.svg", **{"logo.svg": SVG})
    assert site.problems() == []
    site.build()
    (file,) = (site.options.out / "assets/brand").iterdir()
    image = f'<img class="logo" src="../../assets/brand/{file.name}" width="144" height="36" '
    page = site.read("claims/dam/index.html")
    assert f'<p class="name"><a href="../../">{image}alt="Dam Watch"></a></p>' in page
    assert '<p class="name"><a href="../../">Dam Watch</a></p>' in page, "at the foot"


def test_a_logo_has_a_dark_form_and_the_name_beside_it(make_site: MakeSite) -> None:
    logo = "{file: brand/logo.svg, dark: brand/dark.png, name: true, height: 24}"
    files: dict[str, str | bytes] = {"logo.svg": SVG, "dark.png": PNG}
    site = branded(make_site, logo, **files)
    assert site.problems() == []
    site.build()
    page = site.read("index.html")
    assert '<source media="(prefers-color-scheme: dark)" srcset="assets/brand/dark.' in page
    assert 'width="96" height="24" alt=""></picture><span>Dam Watch</span></a>' in page


@pytest.mark.parametrize(
    ("logo", "problem"),
    [
        (
            "brand/lgoo.svg",
            'logo: image "brand/lgoo.svg" is not in templates/assets/; did you mean '
            '"brand/logo.svg"? Allowed: brand/logo.svg.',
        ),
        (
            "../logo.svg",
            'file "../logo.svg" is not an image in templates/assets/; write it as '
            "brand/logo.svg or brand/logo.png",
        ),
    ],
)
def test_a_logo_that_is_not_there_is_told(make_site: MakeSite, logo: str, problem: str) -> None:
    site = branded(make_site, logo, **{"logo.svg": SVG})
    (told,) = site.problems()
    assert told.startswith(f"{SETTINGS}:{PUBLICATION.count(chr(10)) + 1}:")
    assert told.endswith(problem)


def test_a_logo_without_a_size_needs_one(make_site: MakeSite) -> None:
    site = branded(make_site, "brand/logo.svg", **{"logo.svg": "<svg></svg>"})
    (told,) = site.problems()
    assert told.endswith(
        'logo: "brand/logo.svg" does not say its size; give it with width and height'
    )


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (SVG.encode(), (200, 50)),
        (PNG, (300, 100)),
        (b'<?xml version="1.0"?><svg width="12px" height=\'6.5\'>', (12, 6.5)),
        (b'<svg width="100%" height="100%" viewBox="0,0,4,2">', (4, 2)),
        (b'<svg stroke-width="3" viewBox="0 0 4 0">', None),
        (b"GIF89a", None),
    ],
)
def test_the_size_is_the_files_own(content: bytes, size: tuple[float, float] | None) -> None:
    assert size_of(content) == size
