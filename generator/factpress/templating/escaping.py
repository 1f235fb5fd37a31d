"""Values as HTML, by the public parts of MarkupSafe."""

from __future__ import annotations

from markupsafe import Markup, escape

_new = str.__new__


def safe(text: str) -> Markup:
    """A text that is HTML, marked as such."""
    return _new(Markup, text)


def escaped(value: object) -> str:
    """The value as HTML. Whoever asks joins it with what is HTML already."""
    kind = value.__class__
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is str:
        text: str = value  # type: ignore[assignment]
        if not ("&" in text or "<" in text or ">" in text or '"' in text or "'" in text):
            return text
    return str(value) if kind is int else escape(value)
