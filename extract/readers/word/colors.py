"""Works out the colours of texts and of what lies behind them, and tells whether an eye parts the two.

A colour is six hexadecimal digits, red, green and blue. It must not know where in a document a colour stands.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from jospar.extract.readers.word import names as n

WHITE = "ffffff"
AUTOMATIC = "auto"
"""The colour of a text that is black on what is light and white on what is dark."""

_HEX = re.compile(r"[0-9a-f]{6}")
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
# Colours no further apart than this in red, green and blue (of 255) are one to the eye: white and the lightest grey of a table.
_ALIKE = 20
# What lets through so much of what is behind it (of 100,000) is not seen.
_TRANSPARENT = 95_000
# ISO/IEC 29500-1, 17.18.40.
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000ff", "cyan": "00ffff", "green": "00ff00", "magenta": "ff00ff", "red": "ff0000", "yellow": "ffff00",
    "white": WHITE, "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "darkGray": "808080", "lightGray": "c0c0c0",
}  # fmt: skip
# The names that texts have for the colours of a theme (17.18.97), where a document maps them to none others.
_MAPPED = {
    "background1": "lt1", "text1": "dk1", "background2": "lt2", "text2": "dk2", "light1": "lt1", "dark1": "dk1", "light2": "lt2",
    "dark2": "dk2", "hyperlink": "hlink", "followedHyperlink": "folHlink", "bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2",
}  # fmt: skip
_OFFICE = {"lt1": WHITE, "dk1": "000000"}


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours that a document has names for."""

    colors: Mapping[str, str] = field(default_factory=lambda: _OFFICE)

    def named(self, name: str) -> str | None:
        """The colour of a name, None where there is none."""
        return self.colors.get(_MAPPED.get(name, name))

    def read(self, element: etree._Element, value: str, theme: str) -> str | None:
        """The colour in the attributes `value` and `theme` of an element, such as `color` and `themeColor`; None where it names none."""
        named = element.get(f"{n.PREFIX}{theme}")
        found = self.named(named) if named else None
        if found is not None:
            tint, shade = (
                element.get(f"{n.PREFIX}{theme.removesuffix('Color')}Tint"),
                element.get(f"{n.PREFIX}{theme.removesuffix('Color')}Shade"),
            )
            return _shaded(found, tint, shade)
        text = (element.get(f"{n.PREFIX}{value}") or "").lower()
        return text if text == AUTOMATIC or _HEX.fullmatch(text) else None


def read_theme(root: etree._Element | None) -> Theme:
    """The theme of a part; that of office programs where a document has none."""
    found: dict[str, str] = dict(_OFFICE)
    for scheme in () if root is None else root.iter(f"{_A}clrScheme"):
        for entry in scheme:
            color = next(iter(entry), None)
            text = "" if color is None else (color.get("lastClr") or color.get("val") or "").lower()
            if _HEX.fullmatch(text):
                found[etree.QName(entry).localname] = text
    return Theme(found)


def read_fill(element: etree._Element | None, theme: Theme) -> str | None:
    """The colour that a shading lays behind a text, None for none."""
    if element is None:
        return None
    pattern = element.get(n.VAL) or "clear"
    ground = theme.read(element, "fill", "themeFill")
    ground = None if ground == AUTOMATIC else ground
    if pattern in {"clear", "nil"}:
        return ground
    ink = theme.read(element, "color", "themeColor")
    ink = "000000" if ink in {None, AUTOMATIC} else ink
    if pattern == "solid":
        return ink
    share = pattern.removeprefix("pct")
    return _mixed(str(ink), ground or WHITE, min(int(share), 100) / 100) if share.isdecimal() and len(share) < 4 else ground


def read_highlight(name: str | None) -> str | None:
    """The colour of a marker pen, None for none."""
    return _HIGHLIGHTS.get(name or "")


def read_text_fill(element: etree._Element, theme: Theme) -> str | None:
    """What a text of later versions of the format is filled with; an empty text where that is nothing, None where it is not said."""
    if element.find(f"{_W14}noFill") is not None:
        return ""
    solid = element.find(f"{_W14}solidFill")
    color = None if solid is None else next(iter(solid), None)
    if color is None:
        return None
    alpha = color.find(f"{_W14}alpha")
    if alpha is not None and (alpha.get(f"{_W14}val") or "").isdecimal() and int(alpha.get(f"{_W14}val", "0")) >= _TRANSPARENT:
        return ""
    text = (color.get(f"{_W14}val") or "").lower()
    return text if _HEX.fullmatch(text) else theme.named(color.get(f"{_W14}val") or "") if not len(color) else None


def has_line(outline: etree._Element) -> bool:
    """Whether a line is drawn around the letters of a text."""
    return outline.find(f"{_W14}noFill") is None and len(outline) > 0


def are_alike(one: str, other: str) -> bool:
    """Whether an eye takes two colours for one.

    >>> are_alike("ffffff", "f2f2f2"), are_alike("ffffff", "ffff00"), are_alike("ffffff", "1f4e79")
    (True, False, False)
    """
    return all(abs(a - b) <= _ALIKE for a, b in zip(_parts(one), _parts(other), strict=True))


def _parts(color: str) -> tuple[int, int, int]:
    return int(color[:2], 16), int(color[2:4], 16), int(color[4:6], 16)


def _mixed(ink: str, ground: str, share: float) -> str:
    return "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in zip(_parts(ink), _parts(ground), strict=True))


def _shaded(color: str, tint: str | None, shade: str | None) -> str:
    """A colour of a theme made lighter or darker by a share of 255 in hexadecimal (17.3.2.6)."""
    lightness = _share(tint), _share(shade)
    if lightness == (1.0, 1.0):
        return color
    red, green, blue = _parts(color)
    hue, light, saturation = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)
    light = (light * lightness[0] + 1 - lightness[0]) * lightness[1]
    return "".join(f"{round(255 * part):02x}" for part in colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), saturation))


def _share(text: str | None) -> float:
    try:
        return min(max(int(text or "ff", 16), 0), 255) / 255
    except ValueError:
        return 1.0
