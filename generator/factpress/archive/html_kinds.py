"""The kinds of a page's elements: body, struck, hidden, furniture, comments, note marks.

The rules use names, attributes and an element's own style. By default text is body. The elements
are those of Beautiful Soup.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final

from factpress.text.runs import Kind

# https://html.spec.whatwg.org/multipage/rendering.html#flow-content-3: displayed as blocks.
BLOCKS: Final = frozenset(
    "[document] address article aside blockquote body center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main "
    "menu nav ol optgroup option p pre search section summary table tbody td tfoot th thead tr "
    "ul".split()
)
# Elements whose text browsers never show, or show only where they cannot do something else.
DROPPED: Final = frozenset(
    "script style template noscript noframes noembed head title svg math iframe object audio video "
    "canvas progress meter".split()
)
_STRUCK = frozenset("s del strike".split())
_FURNITURE = frozenset("nav button select textarea input datalist menu".split())
_FURNITURE_ROLES = frozenset(
    "navigation banner contentinfo search menu menubar toolbar tablist button".split()
)
_IN_CONTENT = frozenset("article main section blockquote figure".split())
_UNSEEN_CLASS = re.compile(
    r"sr-only|screen-reader(-text)?|visually-?hidden|visuallyhidden|invisible"
)
_COMMENTS = re.compile(
    r"comments?([-_]{0,2}(list|area|section|thread|body|content|text|item|form|block|box|inner"
    r"|template|respond|wrap(per)?|container))?|commentlist|disqus_thread|respond|replies"
    r"|(wp-block-)?(wp-block|article|post|entry|story|page|site|blog|fb|user|readers?)[-_]{1,2}comments"
    r"([-_]{0,2}(list|area|section|thread|form|block|box|wrap(per)?|container))?|reader-?comments"
)
_NOTE_NAMES = re.compile(
    r"(^|[-_])(foot|end)?-?notes?-?(ref|call|link|mark)?($|[-_:0-9])|(^|[-_])fn(ref)?($|[-_:0-9])"
    r"|noteref|^references?$|^cite([-_]?(ref|note))?([-_:0-9]|$)|citation|biblioref"
)
# The text of a note mark: a number, a letter, a sign, or several numbers.
_MARK = re.compile(
    r"[\[(]?([0-9]{1,4}|[a-z]{1,2}|[*\u2020\u2021\u00a7\u00b6#]+|notes? ?[0-9]+)"
    r"([ ,;\u2013-]+[0-9]{1,4})*[\])]?",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(
    r"(\[[^\[\]]{1,40}\] ?)+|\([0-9a-z*\u2020\u2021]{1,3}\)|[*\u2020\u2021\u00a7#]+"
)
_LONGEST_MARK: Final = 48
_RAISED_CLASSES = frozenset({"sup", "super", "superscript"})
_ZERO = re.compile(r"0+(\.0+)?(px|em|rem|pt|%|ex|ch|vh|vw)?")
_AMOUNT = re.compile(r"([0-9]*\.?[0-9]+)(px|pt|%)?")
_UNPAINTED = re.compile(r"transparent|rgba?\(.*[,/ ]\s*0?\.?0%?\s*\)|#[0-9a-f]{3}0|#[0-9a-f]{6}00")
_CUT = re.compile(r"(hidden|clip)")
# Clipped to nothing, made as small as nothing, moved off the page, or transparent.
_AWAY = re.compile(
    r"rect\((0|1)(px)?[, ]?|inset\((100|50)%|(circle|ellipse)\(0(px|%)?[,)]|scale\(0(,0)?\)"
    r"|translate[xy]?\((0,)?-[0-9]{3,}|opacity\(0?\.?0%?\)"
)
_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.S)
_FAR = re.compile(r"-[0-9]{3,}(\.[0-9]+)?(px|em|rem|pt|%)|-[0-9]{2,}(\.[0-9]+)?(em|rem)")


def kind_of_element(node: Any, around: Kind) -> Kind:
    """The kind of an element's text, given the kind of the element around it."""
    if around not in (Kind.BODY, Kind.LABEL, Kind.INSERTED):
        # All text in a hidden element is hidden.
        return Kind.HIDDEN if _is_hidden(node) else around
    if _is_hidden(node):
        return Kind.HIDDEN
    if node.name in _STRUCK or _is_struck_by_style(node):
        return Kind.STRUCK
    if _is_comments(node):
        return Kind.COMMENT
    if _is_furniture(node):
        return Kind.FURNITURE
    if node.name in ("rt", "rp"):
        return Kind.RUBY
    return Kind.INSERTED if node.name == "ins" else around


def is_raised(node: Any) -> bool:
    """Whether an element's text is set above the line."""
    if node.name == "sup" or not _RAISED_CLASSES.isdisjoint(_words(node, "class")):
        return True
    style = _style(node)
    is_super = style.get("vertical-align", "") in ("super", "text-top")
    return is_super or style.get("font-variant-position", "") == "super"


def is_note(node: Any) -> bool:
    """Whether an element is a note mark by its role, its class, its link, or its brackets."""
    if node.name not in ("sup", "a", "span") and not is_raised(node):
        return False
    text = node.get_text().strip()
    if len(text) > _LONGEST_MARK:
        return False
    if _has_note_name(node) and _is_mark(text) and (is_raised(node) or not text.isalpha()):
        return True
    if node.name == "a" and str(node.get("href", "")).startswith("#"):
        return _IN_BRACKETS.fullmatch(text) is not None
    if not is_raised(node):
        return False
    return _IN_BRACKETS.fullmatch(text) is not None or (_is_linked(node, text) and _is_mark(text))


def _is_mark(text: str) -> bool:
    return _MARK.fullmatch(text) is not None


def _is_linked(node: Any, text: str) -> bool:
    """Whether a raised element is a link, or holds links that are all of it."""
    inner = "".join(link.get_text() for link in node.find_all("a"))
    if inner.strip() and len(inner.strip()) >= len(text.replace(" ", "").replace(",", "")):
        return True
    parent = node.parent
    return getattr(parent, "name", "") == "a" and parent.get_text().strip() == text


def _has_note_name(node: Any) -> bool:
    names = [*_words(node, "class"), *_words(node, "role"), *_words(node, "epub:type")]
    names += _words(node, "id")
    if any(str(name).startswith("data-footnote") for name in node.attrs):
        return True
    return any(_NOTE_NAMES.search(name) for name in names)


def _words(node: Any, attribute: str) -> list[str]:
    value = node.get(attribute)
    given = value if isinstance(value, list) else str(value or "").split()
    return [str(word).lower() for word in given]


def _is_hidden(node: Any) -> bool:
    if node.has_attr("hidden") or node.has_attr("popover"):
        return True
    if str(node.get("aria-hidden", "")).lower() == "true":
        return True
    if node.name == "dialog" and not node.has_attr("open"):
        return True
    if any(_UNSEEN_CLASS.fullmatch(name) for name in _words(node, "class")):
        return True
    return node.has_attr("style") and _is_styled_away(_declarations(node))


def _declarations(node: Any) -> list[tuple[str, str]]:
    """The declarations of an element's own style, in the order in which they count."""
    written = _CSS_COMMENT.sub(" ", str(node.get("style") or ""))
    if "\\" in written:
        written = _CSS_ESCAPE.sub(_unescaped, written)
    plain: list[tuple[str, str]] = []
    important: list[tuple[str, str]] = []
    for part in written.lower().split(";"):
        name, _, value = part.partition(":")
        value, mark, _ = value.partition("!")
        (important if mark else plain).append((name.strip(), value.strip()))
    return plain + important


def _unescaped(escape: re.Match[str]) -> str:
    code = int(escape[1] or "0", 16)
    return escape[2] or (chr(code) if 0 < code < sys.maxunicode else "\ufffd")


def _style(node: Any) -> Mapping[str, str]:
    """The values of an element's own style. Style sheets are not read."""
    return dict(_declarations(node)) if node.get("style") else {}


def _is_styled_away(declarations: Sequence[tuple[str, str]]) -> bool:
    """Whether a style may hide an element's text.

    One declaration is enough: a browser passes over a later one that it does not understand.
    """
    is_cut = any(name.startswith("overflow") and _CUT.match(value) for name, value in declarations)
    return any(_hides(name, value, is_cut=is_cut) for name, value in declarations)


def _hides(name: str, value: str, *, is_cut: bool) -> bool:
    """Whether a declaration hides an element's text, or what overflows it if that is cut."""
    match name:
        case "display" | "content-visibility":
            return value in ("none", "hidden")
        case "visibility":
            return value in ("hidden", "collapse")
        case "font-size":
            return _least(value, 2)
        case "font":
            return any(_least(word.partition("/")[0], 2) for word in value.split())
        case "opacity" | "scale":
            return _least(value, 0.1)
        case "color" | "-webkit-text-fill-color":
            return _UNPAINTED.fullmatch(value) is not None
        case "left" | "top" | "right" | "bottom" | "text-indent" | "margin-left" | "margin-top":
            return _FAR.fullmatch(value) is not None
        case "height" | "width" | "max-height" | "max-width":
            return is_cut and _ZERO.fullmatch(value) is not None
        case "clip" | "clip-path" | "transform" | "filter":
            return _AWAY.match(value.replace(" ", "")) is not None
    return False


def _least(written: str, least: float) -> bool:
    """Whether a size or share is so small that nothing shows, such as 0 in any unit."""
    if _ZERO.fullmatch(written):
        return True
    amount = _AMOUNT.fullmatch(written)
    if amount is None:
        return False
    return float(amount[1]) < (10 if amount[2] == "%" else least)


def _is_struck_by_style(node: Any) -> bool:
    style = _style(node)
    decoration = style.get("text-decoration", "") + style.get("text-decoration-line", "")
    return "line-through" in decoration


def _is_comments(node: Any) -> bool:
    """Whether an element holds readers' comments, by its id, class or type."""
    if str(node.get("itemtype", "")).endswith("schema.org/Comment"):
        return True
    if node.name in ("body", "html", "main", "p", "span", "a", "em", "i", "b"):
        return False
    if node.name == "article" and _words(node, "class") == ["comment"]:
        # An opinion piece, as some papers name it.
        return False
    names = [*_words(node, "id"), *_words(node, "class"), *_words(node, "role")]
    return any(_COMMENTS.fullmatch(name) for name in names)


def _is_furniture(node: Any) -> bool:
    """Whether an element belongs to the page: a menu, a button, the site's header or footer."""
    if node.name in _FURNITURE or _FURNITURE_ROLES & set(_words(node, "role")):
        return True
    if node.name not in ("header", "footer"):
        return False
    if any(parent.name in _IN_CONTENT for parent in node.parents):
        return False
    return node.name == "footer" or node.find("h1") is None
