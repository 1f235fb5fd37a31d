"""Social cards: a picture per page, made when what it shows has changed and not otherwise."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFont

from conftest import CLAIM, PUBLICATION, MakeSite, Site
from factpress.model.colors import Rgb, mixed
from factpress.model.marks import DRAWN
from factpress.social_cards import cards as social_cards
from factpress.social_cards.drawing import Card, Colors, Hand, Sign, drawn
from factpress.social_cards.fonts import Role, faces
from factpress.social_cards.marks import contours, shape
from factpress.social_cards.texts import Texts

SETTINGS = "content/publication.yaml"
DAM = "content/claims/dam.md"
ON = PUBLICATION + "url: https://dam.example/\nsocial_cards: true\n"
PAPER, INK, TONE = Rgb(252, 251, 248), Rgb(31, 29, 26), Rgb(122, 89, 0)
COLORS = Colors(PAPER, INK, Rgb(93, 89, 80), (*[INK] * 3, TONE, *[INK] * 3))
Draw = Callable[..., "Image.Image"]


def carded(make_site: MakeSite, settings: str = ON, **files: str | bytes) -> Site:
    site = make_site({SETTINGS: settings, **files})
    if (site.root / "templates").is_dir():
        site.use_templates()
    return site


def cards(site: Site) -> list[Path]:
    """The cards of claims."""
    return sorted((site.options.out / "claims").rglob("card.*.png"))


def pictures(site: Site) -> list[Path]:
    """All cards."""
    return sorted(site.options.out.rglob("card.*.png"))


@pytest.fixture
def draw() -> Draw:
    every = faces([])

    def drawing(
        title: str,
        *,
        direction: str = "ltr",
        sign: str = "halves",
        label: str = "Mixed",
        **said: str,
    ) -> Image.Image:
        words = {"name": "Dam Watch", "kicker": "Claim", "text": "", "note": "", **said}
        card = Card(
            title=title,
            signs=(Sign(DRAWN[sign], label, 3),),
            direction="rtl" if direction == "rtl" else "ltr",
            colors=COLORS,
            **words,
        )
        roles: dict[str, Role] = {"name": "head", "kicker": "sans", "title": "head"}
        roles |= {"text": "serif", "note": "sans"}
        hand = {part: every.for_text(role, getattr(card, part)) for part, role in roles.items()}
        signs = every.for_text("head", label)
        return Image.open(BytesIO(drawn(card, Hand(**hand, signs=signs)))).convert("RGB")  # type: ignore[arg-type]

    return drawing


def ink_in(
    picture: Image.Image, box: tuple[int, int, int, int]
) -> tuple[int, int, int, int] | None:
    """What of a part is not of the colour of its corner."""
    part = picture.crop(box)
    ground = Image.new("RGB", part.size, part.getpixel((0, 0)))
    return ImageChops.difference(part, ground).getbbox()


def test_no_card_is_made_unless_asked_for(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    assert not cards(site)
    assert not [p for p in site.files() if p.endswith(".png")]


def test_a_claim_gets_a_card_that_its_page_knows_of(make_site: MakeSite) -> None:
    site = carded(
        make_site,
        **{
            "templates/claim.html": '{% extends "default:claim.html" %}'
            '{% block head %}{{ super() }}<meta property="og:image" '
            'content="{{ page.social_image }}">{% endblock %}'
        },
    )
    assert site.problems() == []
    site.build()
    (card,) = cards(site)
    with Image.open(card) as picture:
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert card.stat().st_size < 40_000
    address = f"https://dam.example/claims/dam/{card.name}"
    assert f'<meta property="og:image" content="{address}">' in site.read("claims/dam/index.html")
    assert f"claims/dam/{card.name}" in site.read("manifest.json")


def test_a_card_is_made_again_only_when_what_it_shows_has_changed(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def noted(card: Card, hand: Hand) -> bytes:
        made.append(card.title)
        return drawn(card, hand)

    monkeypatch.setattr(social_cards, "drawn", noted)
    site = carded(make_site, **{"content/claims/other.md": CLAIM.replace("in 2019.", "late.")})
    site.build()
    total = len(made)
    assert total == len(pictures(site))
    made.clear()
    before = cards(site)
    site.edit(DAM, "The [[ministry]] says it was done", "The [[ministry]] said it was done")
    site.build()
    assert made == []
    assert "claims/dam/index.html" in site.written()
    site.edit(DAM, "claim: The dam was finished in 2019.", "claim: The dam was done in 2019.")
    site.build()
    assert made == ["The dam was done in 2019."]
    assert cards(site) != before
    assert len(cards(site)) == 2
    site.edit(SETTINGS, "name: Dam Watch", "name: Dam Watchers")
    site.build()
    assert len(made) == 1 + total
    (site.options.out / cards(site)[0]).unlink()
    site.build()
    assert len(made) == 2 + total
    site.edit(SETTINGS, "social_cards: true", "social_cards: false")
    site.build()
    assert not pictures(site)


def test_a_card_follows_the_reason_of_its_claim(make_site: MakeSite) -> None:
    site = carded(make_site)
    site.build()
    (before,) = cards(site)
    site.edit(DAM, "its own engineer denies it", "its engineer denies it")
    site.build()
    (after,) = cards(site)
    assert after.name != before.name
    assert f"https://dam.example/claims/dam/{after.name}" in site.read("claims/dam/index.html")


def test_every_page_has_a_card_of_its_own_or_that_of_the_site(make_site: MakeSite) -> None:
    site = carded(make_site)
    site.build()
    found = {path.parent.relative_to(site.options.out).as_posix() for path in pictures(site)}
    assert {".", "claims/dam", "actors/engineer", "topics/dams", "about"} <= found
    assert any(each.startswith("sources/") for each in found)
    home = next(path.name for path in pictures(site) if path.parent == site.options.out)
    address = f'<meta property="og:image" content="https://dam.example/{home}">'
    assert address in site.read("index.html")
    assert address in site.read("claims/index.html")
    engineer = site.read("actors/engineer/index.html")
    assert 'content="https://dam.example/actors/engineer/card.' in engineer
    assert '<meta property="og:image:width" content="1200">' in engineer


def test_the_picture_of_a_claim_is_told_in_words(make_site: MakeSite) -> None:
    site = carded(make_site)
    site.build()
    page = site.read("claims/dam/index.html")
    alt = '<meta property="og:image:alt" content="The dam was finished in 2019: Mixed">'
    assert alt in page


def test_a_persons_card_has_no_counts_of_ratings(make_site: MakeSite) -> None:
    site = carded(make_site)
    every = {url: card for url, _, card in Texts(site.catalog()).every()}
    assert every["/actors/engineer/"].signs == ()
    assert every["/actors/engineer/"].note == "1 claim"
    assert every["/claims/dam/"].text
    assert every["/claims/dam/"].kicker.startswith("Claim, as of ")


def test_counts_of_ratings_are_on_a_topics_card(make_site: MakeSite) -> None:
    other = CLAIM.replace("in 2019.", "late.").replace("rating: mixed", 'rating: "true"')
    site = carded(make_site, **{"content/claims/other.md": other})
    every = {url: card for url, _, card in Texts(site.catalog()).every()}
    assert [sign.words for sign in every["/topics/dams/"].signs] == ["1", "1"]
    assert every["/topics/dams/"].note == "2 claims"


@pytest.mark.parametrize("name", DRAWN)
def test_every_mark_is_drawn_with_its_holes(name: str) -> None:
    mask = shape(DRAWN[name], 48)
    assert mask.size == (48, 48)
    inked = sum(mask.histogram()[128:]) / 48**2
    assert 0.1 < inked < 0.75
    assert mask.getpixel((0, 0)) == 0
    assert mask.getpixel((3, 24)) == 255, "the ring or the disc"


def test_a_curve_goes_through_its_ends() -> None:
    (points,) = contours("M0 0C0 8 8 8 8 0Z")
    assert points[0] == (0, 0)
    assert points[-2:] == [(8, 0), (0, 0)] or points[-1] == (8, 0)
    assert max(y for _, y in points) == 6


def test_the_same_publication_gives_the_same_bytes(make_site: MakeSite) -> None:
    one, other = carded(make_site), make_site({SETTINGS: ON}, name="site-2")
    one.build()
    other.build()
    drawn_once = {p: c for p, c in one.files().items() if p.endswith(".png")}
    assert len(drawn_once) > 3
    assert drawn_once == {p: c for p, c in other.files().items() if p.endswith(".png")}


def test_a_card_has_its_name_its_claim_and_its_rating(draw: Draw) -> None:
    picture = draw("The dam was finished in 2019.", text="It was not.", note="Said by a mayor")
    assert picture.getpixel((600, 5)) == PAPER
    assert picture.getpixel((600, 477)) == picture.getpixel((600, 485)) == TONE  # the double rule
    assert ink_in(picture, (60, 40, 1140, 88))
    claim = ink_in(picture, (0, 150, 1200, 470))
    assert claim
    assert claim[0] >= 70
    assert claim[2] <= 1130
    assert picture.getpixel((80, 560)) == TONE  # the filled half of the mark
    assert ink_in(picture, (180, 500, 900, 560))
    small = picture.crop((180, 576, 900, 616)).getcolors(10_000) or []
    assert {color for _, color in small} <= {mixed(PAPER, COLORS.soft, n / 15) for n in range(16)}
    claim = ink_in(picture, (0, 150, 1200, 470))
    assert claim
    assert claim[0] >= 70
    assert claim[2] <= 1130
    assert picture.getpixel((80, 560)) == TONE  # the filled half of the mark
    assert ink_in(picture, (180, 500, 900, 560))
    assert ink_in(picture, (180, 576, 900, 616))
    shown = picture.crop((0, 150, 1200, 470)).getcolors(100_000)
    assert shown
    assert max(shown)[1] == PAPER
    assert any(color == INK and count > 500 for count, color in shown)


def test_marks_and_words_tell_ratings_apart_without_colour(draw: Draw) -> None:
    one, other = draw("Dam.", sign="cross"), draw("Dam.", sign="tick")
    assert ImageChops.difference(one, other).getbbox()
    told = ImageChops.difference(one, draw("Dam.", sign="cross", label="Wrong")).getbbox()
    assert told
    assert told[1] > 490


@pytest.mark.parametrize("words", [1, 5, 20, 60, 400])
@pytest.mark.parametrize("reason", [0, 8, 200])
def test_a_claim_of_any_length_stays_in_its_place(draw: Draw, words: int, reason: int) -> None:
    picture = draw("dam-building " * words, text="because of the weir " * reason)
    assert ink_in(picture, (0, 0, 70, 490)) is None
    assert ink_in(picture, (1130, 0, 1200, 490)) is None
    assert ink_in(picture, (0, 94, 1200, 106)) is None
    assert ink_in(picture, (0, 464, 1200, 475)) is None


def test_a_word_wider_than_a_card_is_broken(draw: Draw) -> None:
    picture = draw("x" * 300)
    assert ink_in(picture, (1130, 0, 1200, 470)) is None
    assert ink_in(picture, (80, 300, 1120, 470))


def test_short_claims_are_written_larger(draw: Draw) -> None:
    def top_line(text: str) -> int:
        picture = draw(text)
        rows = [y for y in range(150, 470) if ink_in(picture, (0, y, 1200, y + 1))]
        return next(n for n, y in enumerate(rows) if n + 1 == len(rows) or rows[n + 1] > y + 1)

    assert top_line("H H H") > 2 * top_line("H " * 200)


def test_cyrillic_is_written(draw: Draw) -> None:
    picture = draw("Плотина", label="Ложь")
    assert ImageChops.difference(picture, draw("Плотинб", label="Ложь")).getbbox()
    every = faces([])
    assert every.for_text("head", "Плотина була їх ґанок") is every.of["head"][1]
    assert every.for_text("sans", "Наполовину правда") is every.of["sans"][1]


def test_latin_of_any_country_is_in_the_faces_of_the_site(draw: Draw) -> None:
    every = faces([])
    for words in ("Zażółć gęślą jaźń", "Dvořák", "İstanbul’da ağaç", "Nguyễn đã đồng ý"):
        assert every.for_text("head", words) is every.of["head"][0]
        assert every.for_text("sans", words) is every.of["sans"][0]


def test_devanagari_is_written(draw: Draw) -> None:
    one = draw("बाँध 2019 में बना था", label="विवादित", name="बाँध")
    assert ImageChops.difference(one, draw("बाँध 2018 में बना था", label="विवादित")).getbbox()


def test_arabic_runs_from_right_to_left_and_is_joined(draw: Draw) -> None:
    claim = "اكتمل السد"
    picture = draw(claim, direction="rtl", name="مرصد", kicker="ادعاء", label="مضلل")
    ink = ink_in(picture, (0, 150, 1200, 470))
    assert ink
    assert ink[2] > 1100
    assert ink[0] > 500
    # The mark stands at the start and is not mirrored: its left half is the filled one.
    assert picture.getpixel((1050, 560)) == TONE
    face = faces([]).for_text("head", claim)
    assert face
    joined = face.at(80)
    plain = ImageFont.truetype(BytesIO(face.content), 80, layout_engine=ImageFont.Layout.BASIC)
    assert joined.getlength(claim, direction="rtl") < 0.9 * plain.getlength(claim)
    apart = sum(joined.getlength(letter) for letter in claim)
    assert joined.getlength(claim, direction="rtl") < 0.9 * apart


def test_arabic_with_latin_names_keeps_both(draw: Draw) -> None:
    claim = "نفى مهندسو Wagner ذلك في 2019"
    face = faces([]).for_text("head", claim)
    assert face
    assert not face.lacks(claim)
    draw(claim, direction="rtl", kicker="ادعاء", name="مرصد", label="مضلل")


def test_an_arabic_publication_has_its_cards(make_site: MakeSite) -> None:
    settings = (
        ON.replace("name: Dam Watch", "name: مرصد السد")
        .replace("language: en", "language: ar")
        .replace("label: Mixed", "label: متنازع عليه")
    )
    site = carded(make_site, settings)
    site.edit(DAM, "claim: The dam was finished in 2019.", "claim: اكتمل السد في عام 2019.")
    assert not [p for p in site.problems() if "social_cards" in p]
    site.build()
    (card,) = cards(site)
    picture = Image.open(BytesIO(card.read_bytes())).convert("RGB")
    assert ink_in(picture, (1040, 150, 1124, 470))


def test_without_a_font_for_a_claim_there_is_no_card_and_one_warning(make_site: MakeSite) -> None:
    site = carded(
        make_site,
        **{
            "content/claims/a.md": CLAIM.replace("The dam was finished in 2019.", "ግድቡ አለቀ።"),
            "content/claims/b.md": CLAIM.replace("The dam was finished in 2019.", "ግድቡ።"),
        },
    )
    line = ON.count("\n")
    assert site.problems() == [
        f'{SETTINGS}:{line}:15: warning: social_cards: no font has all of "ለቀቡአድግ።", so there is '
        "no card for claims/a.md and 1 more; name a font file that has them: social_cards: "
        "{fonts: [fonts/Name.ttf]}"
    ]
    site.build()
    assert [card.parent.name for card in cards(site)] == ["dam"]


def test_a_font_of_the_publications_own_comes_first(make_site: MakeSite) -> None:
    own = faces([]).of["head"][2].content
    settings = ON.replace("social_cards: true", "social_cards: {fonts: [fonts/own.ttf]}")
    site = carded(make_site, settings, **{"templates/assets/fonts/own.ttf": own})
    assert site.problems() == []
    site.build()
    plain = make_site({SETTINGS: ON}, name="site-2")
    plain.build()
    (one,), (other,) = cards(site), cards(plain)
    assert one.name == other.name
    assert one.read_bytes() != other.read_bytes()
    assert "font-src 'self'" in site.read("index.html")


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("maybe", 'on "maybe" must be true or false'),
        ("{font: [x.ttf]}", 'field "font" is not known; did you mean "fonts"? Allowed: on, fonts.'),
        (
            "{fonts: [../x.ttf]}",
            'fonts item 1 "../x.ttf" is not a font file in templates/assets/; write it as '
            "fonts/Name.ttf or fonts/Name.otf",
        ),
        (
            "{fonts: [fonts/own.tff]}",
            'fonts item 1 "fonts/own.tff" is not a font file in templates/assets/; write it as '
            "fonts/Name.ttf or fonts/Name.otf",
        ),
        (
            "{fonts: [fonts/won.ttf]}",
            'social_cards: font "fonts/won.ttf" is not in templates/assets/; did you mean '
            '"fonts/own.ttf"? Allowed: fonts/own.ttf.',
        ),
        ("{fonts: [fonts/own.ttf]}", 'social_cards: "fonts/own.ttf" cannot be read as a font'),
    ],
)
def test_what_is_wrong_with_the_setting_is_told(
    make_site: MakeSite, written: str, problem: str
) -> None:
    settings = ON.replace("social_cards: true", f"social_cards: {written}")
    site = carded(make_site, settings, **{"templates/assets/fonts/own.ttf": b"no font"})
    (told,) = site.problems()
    assert told.startswith(f"{SETTINGS}:{ON.count(chr(10))}:")
    assert told.endswith(f": {problem}")


def test_without_an_address_of_the_site_there_is_no_card(make_site: MakeSite) -> None:
    site = carded(make_site, ON.replace("url: https://dam.example/\n", ""))
    assert site.problems() == [
        f"{SETTINGS}:{ON.count(chr(10)) - 1}:15: warning: social_cards: no card is made without "
        '"url": the address of a picture for other sites must be absolute'
    ]
    site.build()
    assert not cards(site)


def test_without_the_extra_the_build_says_what_to_install(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking = {"PIL", "fontTools"}
    monkeypatch.setattr(
        social_cards, "find_spec", lambda name: None if name in lacking else object()
    )
    site = carded(make_site)
    assert site.refused() == [
        f"{SETTINGS}:{ON.count(chr(10))}:15: social_cards needs Pillow, fonttools, which are not "
        'installed: pip install "factpress[cards]"'
    ]


def test_the_drawing_libraries_are_not_loaded_for_a_site_without_cards() -> None:
    import subprocess
    import sys

    asked = (
        "import sys; import factpress.build, factpress.social_cards.cards; "
        "print({'PIL', 'fontTools'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_icons_are_the_publications_mark_in_the_sizes_of_a_manifest(make_site: MakeSite) -> None:
    site = carded(make_site)
    site.build()
    for size in (192, 512):
        icon = Image.open(BytesIO((site.options.out / f"icon-{size}.png").read_bytes()))
        assert icon.size == (size, size)
        assert len(icon.convert("RGB").getcolors(1 << 24) or ()) > 2
    named = json.loads(site.read("site.webmanifest"))["icons"]
    assert [icon["src"] for icon in named] == ["icon.svg", "icon-192.png", "icon-512.png"]
    site.edit("content/publication.yaml", "name: Dam Watch", "name: Weir Watch")
    site.build()
    assert {"icon-192.png", "icon-512.png"} <= set(site.written())


def test_a_card_says_up_to_when_its_evidence_speaks(draw: Draw, make_site: MakeSite) -> None:
    one, other = draw("The dam."), draw("The dam.", kicker="Claim, as of January 2023")
    changed = ImageChops.difference(one, other).getbbox()
    assert changed
    assert changed[3] < 158, "only above the claim"
    long = draw("The dam.", kicker="Claim, as of a day with a very long name " * 9)
    assert ink_in(long, (1130, 94, 1200, 158)) is None, "it is cut short at the edge"
    site = carded(make_site)
    site.build()
    (before,) = cards(site)
    site.edit(DAM, "topics:", "as_of: 2022-01\ntopics:")
    site.build()
    (after,) = cards(site)
    assert before.name != after.name


def test_a_card_takes_a_few_hundredths_of_a_second(draw: Draw) -> None:
    import time

    draw("The dam was finished in 2019.")
    started = time.process_time()
    for number in range(20):
        draw(f"The dam was finished in {number}.", text="Its engineer denies it. " * 5)
    assert (time.process_time() - started) / 20 < 0.1
