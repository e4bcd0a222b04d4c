"""How a text looks: hidden, raised, struck out, its size and colour, as its run, a style or the whole document says.

It must not know which of them says it, nor where the text stands.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jospar.extract.readers.raised import Height
from jospar.extract.readers.word import names as n
from jospar.extract.readers.word.colors import AUTOMATIC, Theme, are_alike, has_line, read_fill, read_highlight, read_text_fill
from jospar.extract.readers.word.properties import Properties, is_on, is_struck, number_of, value_of

_HEIGHTS = {"superscript": Height.RAISED, "subscript": Height.LOWERED}
# A text that is moved up or down by less stands on its line: one point, in half points.
_LEAST_MOVE = 2
# Type no higher than two points, or drawn out to no more than a twentieth of its width, is a speck (half points, per cent).
_LARGEST_SPECK, _NARROWEST = 4, 5
# Type has so many half points where nobody says how many (ISO/IEC 29500-1, 17.3.2.38).
_USUAL_SIZE = 20


@dataclass(frozen=True, slots=True)
class TextLook:
    """Each None where nothing is said. `size` and `position` (above the line) are in half points, `scale` is the width in per cent.

    `color` is that of the text, empty where it lets all through, and `fill` the one behind it.
    """

    hidden: bool | None = None
    struck: bool | None = None
    height: str | None = None
    position: int | None = None
    size: int | None = None
    scale: int | None = None
    color: str | None = None
    fill: str | None = None

    def over(self, base: TextLook) -> TextLook:
        """This look, with what it does not say taken from another."""
        if self is PLAIN:
            return base
        return TextLook(
            base.hidden if self.hidden is None else self.hidden,
            base.struck if self.struck is None else self.struck,
            self.height or base.height,
            base.position if self.position is None else self.position,
            self.size or base.size,
            self.scale or base.scale,
            base.color if self.color is None else self.color,
            self.fill or base.fill,
        )

    @property
    def on_line(self) -> Height:
        """Whether the text stands on its line, above or below it."""
        if self.height in _HEIGHTS:
            return _HEIGHTS[self.height]
        if self.position is None or abs(self.position) < _LEAST_MOVE:
            return Height.ON_LINE
        return Height.RAISED if self.position > 0 else Height.LOWERED

    @property
    def is_moved(self) -> bool:
        """Whether it is raised or lowered by hand, so that it is no smaller by that."""
        return self.height not in _HEIGHTS and self.on_line is not Height.ON_LINE

    @property
    def points(self) -> int:
        """The size of the type, in half points."""
        return self.size or _USUAL_SIZE

    @property
    def is_speck(self) -> bool:
        """Whether the type is too small for any eye."""
        return self.points <= _LARGEST_SPECK or (self.scale is not None and self.scale <= _NARROWEST)


def is_lost(color: str, ground: str | Callable[[], str | None]) -> bool:
    """Whether a text of a colour can't be told from what lies behind it; its colour is empty where it lets all through.

    `ground` is that of the text itself, or tells the one that it stands on, None where nobody can say.
    """
    if not color or color == AUTOMATIC:
        return not color
    behind = ground if isinstance(ground, str) else ground()
    return behind is not None and are_alike(color, behind)


PLAIN = TextLook()
"""What says nothing."""

OF_LOOKS = frozenset(
    {
        n.VANISH,
        n.STRIKE,
        n.DOUBLE_STRIKE,
        n.VERT_ALIGN,
        n.POSITION,
        n.SIZE,
        n.SCALE,
        n.COLOR,
        n.OUTLINE,
        n.TEXT_FILL,
        n.TEXT_OUTLINE,
        n.HIGHLIGHT,
        n.SHD,
        n.R_STYLE,
    }
)
"""The properties of a run that its look depends on."""


def read_look(properties: Properties, theme: Theme) -> TextLook:
    """What the properties of a run say about its text."""
    if not properties:
        return PLAIN
    color, text_fill, outline = properties.get(n.COLOR), properties.get(n.TEXT_FILL), properties.get(n.TEXT_OUTLINE)
    filled = None if text_fill is None else read_text_fill(text_fill, theme)
    # Letters with a line around them are seen whatever fills them.
    if is_on(properties, n.OUTLINE) or (outline is not None and has_line(outline)):
        filled = AUTOMATIC
    marker = properties.get(n.HIGHLIGHT)
    return TextLook(
        hidden=is_on(properties, n.VANISH),
        struck=is_struck(properties),
        height=value_of(properties, n.VERT_ALIGN),
        position=number_of(properties, n.POSITION),
        size=number_of(properties, n.SIZE),
        scale=number_of(properties, n.SCALE),
        color=filled if filled is not None else None if color is None else theme.read(color, "val", "themeColor"),
        fill=(None if marker is None else read_highlight(marker.get(n.VAL))) or read_fill(properties.get(n.SHD), theme),
    )
