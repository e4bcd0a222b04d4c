"""Reads colours of CSS and HTML, and tells whether a text stands out from what is behind it.

Contrast is that of WCAG 2.2, which goes from 1 (the same colour) to 21.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

# fmt: off
_NAMED = {
    "aliceblue": "f0f8ff", "antiquewhite": "faebd7", "aqua": "00ffff", "azure": "f0ffff", "beige": "f5f5dc", "black": "000000",
    "blue": "0000ff", "brown": "a52a2a", "cornsilk": "fff8dc", "cyan": "00ffff", "darkblue": "00008b", "darkgray": "a9a9a9",
    "darkgreen": "006400", "darkgrey": "a9a9a9", "darkred": "8b0000", "dimgray": "696969", "dimgrey": "696969", "floralwhite": "fffaf0",
    "gainsboro": "dcdcdc", "ghostwhite": "f8f8ff", "gold": "ffd700", "gray": "808080", "green": "008000", "grey": "808080",
    "honeydew": "f0fff0", "ivory": "fffff0", "lavender": "e6e6fa", "lavenderblush": "fff0f5", "lightblue": "add8e6", "lightcyan": "e0ffff",
    "lightgray": "d3d3d3", "lightgreen": "90ee90", "lightgrey": "d3d3d3", "lightyellow": "ffffe0", "lime": "00ff00", "linen": "faf0e6",
    "magenta": "ff00ff", "fuchsia": "ff00ff", "maroon": "800000", "mintcream": "f5fffa", "navy": "000080", "oldlace": "fdf5e6",
    "olive": "808000", "orange": "ffa500", "pink": "ffc0cb", "purple": "800080", "red": "ff0000", "seashell": "fff5ee",
    "silver": "c0c0c0", "snow": "fffafa", "steelblue": "4682b4", "teal": "008080", "white": "ffffff", "whitesmoke": "f5f5f5",
    "window": "ffffff", "windowtext": "000000", "yellow": "ffff00",
}
# fmt: on
_HEX = re.compile(r"#?([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_FUNCTION = re.compile(r"(rgba?|hsla?)\(([^()]*)\)")
_WORD_OF_GROUND = re.compile(r"[a-z-]+\([^()]*\)|[^\s]+")
_NO_COLOUR = re.compile(
    r"none|initial|inherit|unset|revert|(?:no-)?repeat(?:-[xy])?|scroll|fixed|local|left|right|top|bottom|center|cover|contain|auto|round"
    r"|space|(?:border|padding|content)-box|/|-?[\d.]+(?:[a-z]+|%)?"
)
_LEAST_CONTRAST, _LEAST_OPACITY = 1.1, 0.06


class Colour(NamedTuple):
    """Red, green and blue from 0 to 255, and the opacity from 0 to 1."""

    red: float
    green: float
    blue: float
    opacity: float = 1.0

    def over(self, ground: Colour) -> Colour:
        """The colour that is seen where this one lies over another that is opaque."""
        return Colour(*(own * self.opacity + below * (1 - self.opacity) for own, below in zip(self[:3], ground[:3], strict=True)))


BLACK, WHITE, LINK_BLUE = Colour(0, 0, 0), Colour(255, 255, 255), Colour(0, 0, 238)
TRANSPARENT = Colour(0, 0, 0, 0)


@lru_cache(maxsize=1024)
def read_colour(text: str) -> Colour | None:
    """A colour, None for what is none or is not known.

    >>> read_colour("#fff"), read_colour("rgba(0, 0, 0, 0)"), read_colour("inherit")
    (Colour(red=255, green=255, blue=255, opacity=1.0), Colour(red=0.0, green=0.0, blue=0.0, opacity=0.0), None)
    """
    value = text.strip().lower()
    if value == "transparent":
        return TRANSPARENT
    if match := _HEX.fullmatch(_NAMED.get(value, value)):
        digits = match[1] if len(match[1]) > 4 else "".join(digit * 2 for digit in match[1])
        numbers = [int(digits[at : at + 2], 16) for at in range(0, len(digits), 2)]
        return Colour(numbers[0], numbers[1], numbers[2], numbers[3] / 255 if len(numbers) > 3 else 1.0)
    match = _FUNCTION.fullmatch(value)
    return _of_function(match[1], re.split(r"[\s,/]+", match[2].strip())) if match else None


def find_ground(text: str) -> Colour | None:
    """The colour in the value of `background`, None where it is not known or there is a picture; TRANSPARENT where it names neither."""
    if "url(" in text or "gradient(" in text:
        return None
    words = _WORD_OF_GROUND.findall(text.lower())
    colours = [read_colour(word) for word in words if not _NO_COLOUR.fullmatch(word)]
    return colours[0] if colours else TRANSPARENT


def stands_out(text: Colour, ground: Colour) -> bool:
    """Whether a text of one colour is seen on another."""
    return text.opacity >= _LEAST_OPACITY and _contrast(text.over(ground), ground) >= _LEAST_CONTRAST


@lru_cache(maxsize=1024)
def _contrast(one: Colour, other: Colour) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    linear = [part / 255 / 12.92 if part <= 10.31 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _of_function(name: str, parts: Sequence[str]) -> Colour | None:
    try:
        opacity = _share(parts[3]) if len(parts) > 3 else 1.0
        if name.startswith("hsl"):
            return Colour(*_of_hsl(float(parts[0].removesuffix("deg")), _share(parts[1]), _share(parts[2])), opacity)
        red, green, blue = (float(part[:-1]) * 2.55 if part.endswith("%") else float(part) for part in parts[:3])
    except (ValueError, IndexError):
        return None
    return Colour(red, green, blue, opacity)


def _share(text: str) -> float:
    return float(text[:-1]) / 100 if text.endswith("%") else float(text)


def _of_hsl(hue: float, saturation: float, lightness: float) -> tuple[float, float, float]:
    from colorsys import hls_to_rgb

    red, green, blue = hls_to_rgb(hue % 360 / 360, lightness, saturation)
    return red * 255, green * 255, blue * 255
