"""The signs that fonts show in the places of letters.

It must not know what a sign means.
"""

from __future__ import annotations

_FONTS_OF_SIGNS = ("wingdings", "webdings")
# As far as office documents have them; what other letters show is not told.
_SIGNS = str.maketrans("üûþ¨oxØ§vqnlà", "✓✗☑□□☒➢▪❖❑■●→")


def font_of_signs(family: str) -> str:
    """The font that shows signs for letters, of a list of fonts in small letters; empty where the first shows letters."""
    first = family.split(",", maxsplit=1)[0]
    return next((font for font in _FONTS_OF_SIGNS if font in first), "")


def show_signs(text: str, font: str) -> str:
    """What a font of signs shows of a text.

    >>> show_signs("ü", "wingdings"), show_signs("46", "webdings")
    ('✓', '\ufffd\ufffd')
    """
    shown = text.translate(_SIGNS) if font == "wingdings" else text
    return "".join("\ufffd" if char.isalnum() else char for char in shown)
