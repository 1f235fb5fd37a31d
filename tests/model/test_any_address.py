"""Any text as a path, an address, a colour, a problem."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from fuzz import addresses, exports
from fuzz.inputs import ANY_TEXT, fuzzed, texts_of

_WAY = st.lists(st.sampled_from(["a", "b", "claims", "dam", "page"]), max_size=4)
_URL = _WAY.map(lambda names: "".join(f"/{name}" for name in names) + "/")


@fuzzed()
@given(
    texts_of(
        "claims/",
        "pages/",
        "a",
        "-",
        "/",
        ".",
        "..",
        "\\",
        "con",
        "index",
        ".md",
        "é",
        "\0",
        most=6,
    ).map(lambda text: f"{text}.md")
    | ANY_TEXT
)
@example("pages/con.md")
@example("claims/../pages/a.md")
@example("claims/a\n.md")
def test_a_path_is_refused_or_leads_below_its_folder(text: str) -> None:
    addresses.path(text)


@fuzzed()
@given(texts_of("a", "-", "É", "ß", "ﬁ", "İ", "'", " ", "x" * 90) | ANY_TEXT)
def test_a_suggested_slug_can_be_one(text: str) -> None:
    addresses.slug(text)


@fuzzed()
@given(_URL | st.tuples(_URL, st.sampled_from(["#a", "feed.xml", "a.svg"])).map("".join), _URL)
def test_a_relative_address_leads_to_the_same_page(url: str, page_url: str) -> None:
    addresses.link(url, page_url)


@fuzzed()
@given(texts_of("//", "/", "https:", "\\", "a", "?", "#"), _URL)
def test_any_address_is_left_alone_or_stays_on_the_site(url: str, page_url: str) -> None:
    if not url.startswith("/") or url.startswith("//"):
        addresses.link(url, page_url)


@fuzzed(2)
@given(
    st.from_regex(r"#[0-9a-fA-F]{3,6}", fullmatch=True)
    | st.tuples(st.integers(0, 100), st.floats(0, 0.5), st.integers(0, 360)).map(
        lambda parts: f"oklch({parts[0]}% {parts[1]:.4f} {parts[2]})"
    )
    | texts_of("oklch(", "#", "0", "50%", ".5", " ", ")", "deg", "f", "red", "rgb(", ";", most=8)
)
def test_a_colour_is_one_of_srgb(text: str) -> None:
    addresses.color(text)


@fuzzed()
@given(ANY_TEXT)
@example("\x1b[2J\r\n::error::")
def test_a_problem_takes_one_line_wherever_it_is_printed(text: str) -> None:
    exports.problem(text)
