"""A publication's look: colours and fonts of `publication.yaml`, and style of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import PUBLICATION, MakeSite, Site
from factpress.model.colors import LEAST_CONTRAST, Look, contrast
from factpress.model.look import ThemeFields
from factpress.theme.assets import without_comments
from factpress.theme.checks import TEXTS
from factpress.theme.palette import DEFAULT, LOOKS, MODES, in_srgb, palette, rules, tone_number

STYLE = Path(__file__).parents[2] / "templates/assets/style.css"
SETTINGS = "content/publication.yaml"


def themed(make_site: MakeSite, theme: str, files: dict[str, str | bytes] | None = None) -> Site:
    indented = "".join(f"  {line}\n" for line in theme.splitlines())
    site = make_site({SETTINGS: f"{PUBLICATION}theme:\n{indented}", **(files or {})})
    if (site.root / "templates").is_dir():
        site.use_templates()
    return site


def style_of(site: Site) -> str:
    (path,) = (site.options.out / "assets").glob("style.*.css")
    return path.read_text("utf-8")


def shipped() -> str:
    """The theme's stylesheet as readers load it."""
    return without_comments(STYLE.read_bytes()).decode()


def bare(css: str) -> str:
    """A stylesheet with the names of files as they are written."""
    return re.sub(r'url\("([^"]+)\.[0-9a-f]{12}(\.\w+)"\)', r"url(\1\2)", css)


def test_the_themes_colours_are_those_of_its_stylesheet() -> None:
    css = STYLE.read_text("utf-8")
    for name, pair in DEFAULT.items():
        assert f"--{name}: {pair.light};" in css
        assert f"--{name}: light-dark({pair.light}, {pair.dark});" in css
    assert set(re.findall(r"--([\w-]+): light-dark\(", css)) == set(DEFAULT)
    for name in ("serif", "sans"):
        assert re.search(rf"--{name}: ", css)


@pytest.mark.parametrize("length", range(1, 12))
def test_the_tone_of_a_rating_is_that_of_its_template(length: int) -> None:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(STYLE.parent.parent),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
    )
    environment.filters.update(rel=str, count=str, short_number=str)
    module = environment.get_template("components/rating.html").module
    for rank in range(1, length + 1):
        written = module.tone_class({"rank": rank, "of": length})  # type: ignore[attr-defined]
        assert str(written).strip() == f"tone-{tone_number(rank, length)}"


def test_colours_and_fonts_follow_the_stylesheet(make_site: MakeSite) -> None:
    site = themed(
        make_site,
        'colors:\n  accent: {light: "#7a1f2b", dark: "#ff9aa5"}\n  ink: oklch(20% 0.02 250)\n'
        "fonts:\n  text: Source Sans 3\n  display: [Source Serif 4, serif]",
    )
    assert site.problems() == []
    site.build()
    own = style_of(site).partition("/* From publication.yaml. */\n")[2]
    assert (
        own
        == """\
:root {
  --link: #7a1f2b;
}
@supports (color: light-dark(#000, #fff)) {
:root {
  --link: light-dark(#7a1f2b, #ff9aa5);
}
}
:root {
  --head: "Source Serif 4", serif;
  --serif: "Source Serif 4", serif;
  --sans: "Source Sans 3", system-ui, sans-serif;
}
@media screen {
:root {
  --ink: #0f171f;
}
@supports (color: light-dark(#000, #fff)) {
:root {
  --ink: light-dark(oklch(20% 0.02 250), #eae7e0);
}
}
}
"""
    )


def test_without_a_theme_the_stylesheet_is_as_it_is(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    assert bare(style_of(site)) == shipped()
    assert rules(ThemeFields()) == ""
    assert palette(ThemeFields()) == DEFAULT


@pytest.mark.parametrize(
    ("theme", "problem"),
    [
        (
            "colors: {accent: blue}",
            '8:20: accent "blue" is not a colour; did you mean "#0000ff"? '
            'Allowed: "#rrggbb" or "oklch(62% 0.12 250)".',
        ),
        (
            'colors: {ink: {light: "url(//evil)"}}',
            '8:17: ink light "url(//evil)" is not a colour. '
            'Allowed: "#rrggbb" or "oklch(62% 0.12 250)".',
        ),
        (
            'colors: {ink: "#000;}<script>"}',
            '8:17: ink "#000;}<script>" is not a colour. '
            'Allowed: "#rrggbb" or "oklch(62% 0.12 250)".',
        ),
        (
            'colors: {ink: {ligth: "#000"}}',
            '8:17: ink is not a colour: field "ligth" is not known; did you mean "light"? '
            "Allowed: light, dark.",
        ),
        (
            "colors: {ink: [1]}",
            '8:17: ink must be a colour, or {light: "#rrggbb", dark: "#rrggbb"}',
        ),
        (
            "colors: {acent: '#000'}",
            '8:12: field "acent" is not known; did you mean "accent"? '
            "Allowed: paper, panel, ink, soft, rule, accent, glow, tones.",
        ),
        (
            "colors: {tones: ['#000']}",
            "8:11: colors must have seven tones, or none; it has 1",
        ),
        (
            "colors:\n  accent: #1d4f73",
            '9:5: accent is empty: "#" begins a comment in YAML; put the colour in quotation '
            'marks, accent: "#1d4f73"',
        ),
        (
            'fonts: {text: "Arial; } * { color: red"}',
            '8:17: text item 1 "Arial; } * { color: red" is not the name of a font family: it '
            'holds ";"; write the name alone, such as Source Serif 4, and several names as a list',
        ),
        (
            "fonts: {display: [\"x\\\"</style>\"]}",
            '8:21: display item 1 "x"</style>" is not the name of a font family: it holds """; '
            "write the name alone, such as Source Serif 4, and several names as a list",
        ),
        (
            "font: {}",
            '8:3: field "font" is not known; did you mean "fonts"? Allowed: look, colors, fonts.',
        ),
    ],
)  # fmt: skip
def test_what_is_no_colour_or_font_is_told_at_its_place(
    make_site: MakeSite, theme: str, problem: str
) -> None:
    site = themed(make_site, theme)
    assert site.problems() == [f"{SETTINGS}:{shifted(problem)}"]


def shifted(problem: str) -> str:
    """Lines are counted from the first of the theme, which is the 8th here."""
    first = PUBLICATION.count("\n") + 2
    line, rest = problem.split(":", 1)
    return f"{int(line) - 8 + first}:{rest}"


def test_text_that_cannot_be_read_is_a_warning(make_site: MakeSite) -> None:
    site = themed(make_site, 'colors:\n  accent: {light: "#99ccff", dark: "#99ccff"}')
    place = f"{SETTINGS}:{PUBLICATION.count(chr(10)) + 3}:21"
    assert site.problems() == [
        f'{place}: warning: accent "#99ccff" on panel "#f2efe6" is hard to read on light pages: '
        'its contrast is 1.5:1 and needs 4.5:1; "#536e8a" would have it',
        f'{place}: warning: accent "#99ccff" on paper "#fbfaf6" is hard to read on light pages: '
        'its contrast is 1.6:1 and needs 4.5:1; "#597694" would have it',
    ]
    site.build()


def test_a_ground_on_which_the_themes_own_text_cannot_be_read_is_one_too(
    make_site: MakeSite,
) -> None:
    told = themed(make_site, 'colors: {paper: "#777777"}').problems()
    assert any('ink "#1b1a17" on paper "#777777" is hard to read' in line for line in told)
    assert not any("dark pages" in line for line in told)


def test_a_colour_renders_the_pages_that_link_the_stylesheet_and_no_other(
    make_site: MakeSite,
) -> None:
    site = themed(
        make_site,
        'colors: {accent: "#1d4f73"}',
        {"templates/rating.html": "<!doctype html><title>{{ page.title }}</title>"},
    )
    site.build()
    site.edit(SETTINGS, '"#1d4f73"', '"#1d4f74"')
    site.build()
    written = set(site.written())
    assert "index.html" in written
    assert "ratings/mixed/index.html" not in written
    assert {p for p in site.files() if p.endswith(".html")} - written == {
        f"ratings/{name}/index.html" for name in ("true", "false", "mixed")
    }


FONT = b"wOF2 not really a font"


def test_a_publication_brings_its_own_fonts(make_site: MakeSite) -> None:
    face = '@font-face { font-family: "Mine"; src: url("fonts/mine.woff2") format("woff2"); }\n'
    site = themed(
        make_site,
        "fonts: {text: Mine}",
        {"templates/assets/fonts/mine.woff2": FONT, "templates/assets/theme.css": face},
    )
    site.build()
    (font,) = (site.options.out / "assets/fonts").glob("mine.*.woff2")
    css = style_of(site)
    assert css.endswith(face.replace("fonts/mine.woff2", f"fonts/{font.name}"))
    assert css.index("From publication.yaml") < css.index('font-family: "Mine"; src')
    assert "img-src 'self'; font-src 'self'; manifest-src" in site.read("index.html")
    assert not list((site.options.out / "assets").glob("theme.*"))


def test_readers_load_no_lines_of_comment_of_the_themes_stylesheet() -> None:
    css = (
        b"/* One. */\n/* Two\n   lines. */\na { --x: 1 } /* beside\n/* a rule */\n"
        b'/*! Licence. */\nb::before { content: "\\"/* c */"; }\n'
        b"  /* In a rule. */\nc { color: red }\n"
    )
    assert without_comments(css) == (
        b"a { --x: 1 } /* beside\n/* a rule */\n"
        b'/*! Licence. */\nb::before { content: "\\"/* c */"; }\nc { color: red }\n'
    )


def test_what_a_stylesheet_refers_to_must_be_there(make_site: MakeSite) -> None:
    site = themed(
        make_site,
        "fonts: {text: Mine}",
        {
            "templates/assets/fonts/mine.woff2": FONT,
            "templates/assets/theme.css": "/* url(nowhere.svg) */\n"
            "a { background: url(fonts/mien.woff2) }\n"
            "b { background: url('https://evil.example/x.png') }\n"
            "c { filter: url(#blur) }\n",
        },
    )
    first, second = site.problems()
    assert first.startswith(
        'templates/assets/theme.css:2:17: asset "fonts/mien.woff2" is not in assets/; did you '
        'mean "fonts/mine.woff2"? Allowed: '
    )
    assert "fonts/mine.woff2, fonts/newsreader-head-rest.woff2" in first
    assert second == (
        'templates/assets/theme.css:3:17: url "https://evil.example/x.png" leads out of assets/; '
        "put the file there"
    )
    assert len(site.refused()) == 2


def test_an_own_stylesheet_still_gets_the_colours(make_site: MakeSite) -> None:
    site = themed(
        make_site,
        'colors: {accent: "#1d4f73"}',
        {"templates/assets/style.css": ":root { --paper: #fff }\n"},
    )
    site.build()
    assert style_of(site).startswith(":root { --paper: #fff }\n")
    assert "--link: #1d4f73" in style_of(site)


LOOKS_OF = [look for look in LOOKS if look != "ledger"]


@pytest.mark.parametrize("look", LOOKS_OF)
def test_a_look_follows_the_stylesheet_with_its_colours(make_site: MakeSite, look: str) -> None:
    site = themed(make_site, f'look: {look}\ncolors: {{accent: "#1d4f73"}}')
    assert site.problems() == []
    site.build()
    plain, _, added = style_of(site).partition(f'/* The look "{look}"')
    assert bare(plain).rstrip() == shipped().rstrip()
    rest, _, own = added.partition("/* From publication.yaml. */")
    assert "@media" in rest or "--head" in rest
    assert "--link: #1d4f73" in own
    assert f"--ink: light-dark({LOOKS[look]['ink'].light}" in own  # type: ignore[index]
    assert not list((site.options.out / "assets").glob("looks*"))


@pytest.mark.parametrize("look", LOOKS)
def test_text_can_be_read_in_every_look(look: Look) -> None:
    colors = palette(ThemeFields(look=look))
    least = 7 if look == "bulletin" else LEAST_CONTRAST
    for text, ground in TEXTS:
        for mode in MODES:
            on, below = getattr(colors[text], mode), getattr(colors[ground], mode)
            assert contrast(in_srgb(on), in_srgb(below)) >= least, (text, ground, mode)


def test_a_look_that_is_not_there_is_told(make_site: MakeSite) -> None:
    (told,) = themed(make_site, "look: gazete").problems()
    assert 'did you mean "gazette"? Allowed: ledger, gazette, bulletin.' in told
