"""What the elements of HTML and their styles do to the text inside them: hide it, raise it, strike it, keep its spaces.

It knows single elements. It must not know how they are nested.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from jospar.extract.readers.html.cascade import Declarations
from jospar.extract.readers.html.colours import BLACK, LINK_BLUE, WHITE, Colour, find_ground, read_colour, stands_out
from jospar.extract.readers.html.lengths import STANDARD_SIZE, find_size_in_font, read_font_size, read_length, size_of_element
from jospar.extract.readers.html.symbols import font_of_signs
from jospar.extract.readers.html.visibility import is_absent, is_moved, is_out_of_sight
from jospar.extract.readers.raised import Height

# Elements whose content is no text of the page. A browser that runs scripts does not show `noscript`; the title names the window.
# fmt: off
_NO_TEXT = frozenset({
    "head", "title", "script", "style", "template", "noscript", "noframes", "audio", "map", "button", "datalist", "rp", "xml",
    "annotation", "annotation-xml", "mjx-math", "iframe", "object", "applet", "canvas", "video", "svg", "meter", "progress",
})
# fmt: on
# Equations as programs in the browser have set them, beside which the equation itself stands.
_SET_BY_PROGRAMS = frozenset({"katex-html", "MathJax", "MathJax_Display", "MathJax_Preview", "MathJax_SVG"})
_STRUCK = frozenset({"s", "strike", "del"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CELLS, _LISTS = frozenset({"td", "th"}), frozenset({"ul", "ol", "menu"})
_KEPT = frozenset({"pre", "xmp", "listing", "plaintext"})
_KEPT_STYLES = frozenset({"pre", "pre-wrap", "break-spaces"})
# The parts of a page that go with every page of its site (WAI-ARIA landmarks); a header or footer inside the text belongs to the text.
_RUNNING = frozenset({"nav", "aside", "menu", "dialog"})
_RUNNING_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar"})
_OF_PAGE_OR_TEXT = frozenset({"header", "footer"})
_TEXT_PARTS = frozenset({"main", "article", "section"})
_IN_LINE = frozenset({"span", "font", "a", "b", "i", "u", "em", "strong", "small", "big", "sup", "sub", "ins", "cite", "var", "mark"})
_NO_RUNNING_COLOUR = frozenset({"inherit", "currentcolor", "unset", "revert", "initial"})
_LARGEST_UNSEEN, _LEAST_OPACITY, _LEAST_SHIFT = 1.5, 0.06, 0.12


LOOKED_AT = ("hidden", "class", "role", "href", "color", "bgcolor", "background", "text", "size", "open", "dir", "face")
"""The attributes that the looks inside an element depend on, beside what is declared for it."""


class Looks(NamedTuple):
    """How the text inside an element is shown; `in_list` says that it stands in a list without numbers.

    `no_text` is for what is none of the page, `absent` for what has no room on it, `out_of_sight` for what has and is not seen, whatever
    stands inside it; `depth` is that of a heading. `ground` is the colour behind it, None where that is not known; `size` is in pixels.
    `is_moved` says that its style takes it out of its order, `is_turned` that its signs are set in another one; `font` names one that shows
    signs for letters.
    """

    no_text: bool = False
    absent: bool = False
    out_of_sight: bool = False
    visible: bool = True
    colour: Colour = BLACK
    ground: Colour | None = WHITE
    opacity: float = 1.0
    size: float = STANDARD_SIZE
    height: Height = Height.ON_LINE
    struck: bool = False
    kept: bool = False
    runs: bool = False
    in_text: bool = False
    is_list_number: bool = False
    in_list: bool = False
    is_link: bool = False
    is_moved: bool = False
    is_turned: bool = False
    font: str = ""
    depth: int | None = None

    @property
    def is_built(self) -> bool:
        """Whether an element with these looks has its place among the lines and tables."""
        return not (self.no_text or self.absent)

    @property
    def is_placed(self) -> bool:
        """Whether a picture with these looks is seen on the paper, whatever its colours are."""
        return self.visible and not (self.absent or self.out_of_sight) and self.opacity >= _LEAST_OPACITY

    @property
    def is_seen(self) -> bool:
        """Whether a text with these looks is seen on the paper."""
        return self.is_placed and self.size > _LARGEST_UNSEEN and (self.ground is None or stands_out(self.colour, self.ground))


def look_inside(looks: Looks, tag: str, attributes: Mapping[str, str], declared: Declarations) -> Looks:
    """How the text inside an element is shown, which stands in text that is shown as `looks`."""
    if looks.no_text or looks.absent:
        return looks
    if tag in _NO_TEXT or not _SET_BY_PROGRAMS.isdisjoint(attributes.get("class", "").split()):
        return looks._replace(no_text=True)
    looks = _in_place(looks, tag, attributes)
    if is_absent(tag, attributes, declared):
        return looks._replace(absent=True)
    if tag in _CELLS:
        looks = looks._replace(
            height=Height.ON_LINE,
            is_moved=False,
            is_turned=False,
            kept=False,
            is_list_number=False,
            in_list=False,
            is_link=False,
            depth=None,
        )
    if tag == "bdo" and attributes.get("dir", "").lower() == "rtl":
        looks = looks._replace(is_turned=True)
    if tag == "font" and "face" in attributes:
        looks = looks._replace(font=font_of_signs(attributes["face"].lower()))
    if declared or attributes:
        looks = _coloured(_sized(looks, tag, attributes, declared), tag, attributes, declared)
        looks = _shown(looks, tag, declared)
    elif tag in {"small", "sup", "sub"}:
        looks = _sized(looks, tag, attributes, declared)
    return looks._replace(height=_height(looks, tag, attributes, declared))


def _in_place(looks: Looks, tag: str, attributes: Mapping[str, str]) -> Looks:
    role = attributes.get("role", "").lower()
    is_running = tag in _RUNNING or role in _RUNNING_ROLES or (tag in _OF_PAGE_OR_TEXT and not looks.in_text)
    if tag in _STRUCK:
        looks = looks._replace(struck=True)
    elif tag in _KEPT:
        looks = looks._replace(kept=True)
    elif tag in _HEADINGS:
        looks = looks._replace(depth=int(tag[1]))
    elif tag in _LISTS:
        looks = looks._replace(in_list=tag != "ol")
    elif tag == "a":
        looks = looks._replace(is_link="href" in attributes)
    return looks._replace(runs=True) if is_running else looks._replace(in_text=True) if tag in _TEXT_PARTS else looks


def _sized(looks: Looks, tag: str, attributes: Mapping[str, str], declared: Declarations) -> Looks:
    size = size_of_element(tag, attributes.get("size", ""), looks.size)
    value = declared.get("font-size") or find_size_in_font(declared.get("font", ""))
    found = read_font_size(value, looks.size) if value else None
    return looks._replace(size=size if found is None else found)


def _coloured(looks: Looks, tag: str, attributes: Mapping[str, str], declared: Declarations) -> Looks:
    """With the colours of the text and of what is behind it, and with the opacity."""
    named = (
        declared.get("-webkit-text-fill-color") or declared.get("color") or attributes.get({"font": "color", "body": "text"}.get(tag, ""))
    )
    if named and named not in _NO_RUNNING_COLOUR:
        looks = looks._replace(colour=read_colour(named) or BLACK)
    elif tag == "a" and "href" in attributes and not named:
        looks = looks._replace(colour=LINK_BLUE)
    for value in (attributes.get("bgcolor"), declared.get("background"), declared.get("background-color")):
        ground = find_ground(value) if value else Colour(0, 0, 0, 0)
        if ground is None or ground.opacity > 0:
            looks = looks._replace(
                ground=ground and (ground.over(looks.ground) if looks.ground else None if ground.opacity < 1 else ground)
            )
    if "background" in attributes or "url(" in declared.get("background-image", "") or "gradient(" in declared.get("background-image", ""):
        looks = looks._replace(ground=None)
    opacity = declared.get("opacity", "")
    if opacity:
        looks = looks._replace(opacity=looks.opacity * _read_share(opacity))
    return looks


def _is_turned(declared: Declarations) -> bool:
    if "reverse" in declared.get("flex-direction", "") + declared.get("flex-flow", ""):
        return True
    return "override" in declared.get("unicode-bidi", "") and declared.get("direction") == "rtl"


def _read_share(text: str) -> float:
    try:
        return float(text[:-1]) / 100 if text.endswith("%") else float(text)
    except ValueError:
        return 1.0


def _shown(looks: Looks, tag: str, declared: Declarations) -> Looks:
    """With what the other declarations do."""
    if not declared:
        return looks
    family = declared.get("font-family") or declared.get("font", "")
    looks = looks._replace(
        is_moved=looks.is_moved or is_moved(declared),
        is_turned=looks.is_turned or _is_turned(declared),
        font=font_of_signs(family) if family else looks.font,
    )
    if visibility := declared.get("visibility"):
        looks = looks._replace(visible=visibility not in {"hidden", "collapse"})
    line = declared.get("text-decoration", "") + declared.get("text-decoration-line", "")
    kept = declared.get("white-space")
    return looks._replace(
        out_of_sight=looks.out_of_sight or is_out_of_sight(tag, declared, looks.size),
        struck=looks.struck or "line-through" in line,
        is_list_number=looks.is_list_number or "ignore" in declared.get("mso-list", ""),
        kept=looks.kept if kept is None or tag in _CELLS else kept in _KEPT_STYLES,
    )


def _height(looks: Looks, tag: str, attributes: Mapping[str, str], declared: Declarations) -> Height:
    """Whether the text inside an element stands above or below its line."""
    if tag in {"sup", "sub", "rt"} and "vertical-align" not in declared:
        return Height.LOWERED if tag == "sub" else Height.RAISED
    if tag == "a" and attributes.get("href", "").startswith("#") and looks.height is Height.ON_LINE:
        return Height.LINKED
    if not declared or tag not in _IN_LINE:
        return looks.height
    align = declared.get("vertical-align")
    if align is not None:
        shift = {"super": 1.0, "text-top": 1.0, "sub": -1.0, "text-bottom": -1.0}.get(align) or read_length(align, looks.size, looks.size)
        if align == "top" and "font-size" in declared:
            shift = 1.0
        return _height_of(shift or 0.0, 0.0)
    shift = _raise_of(declared, looks.size)
    return looks.height if shift is None else _height_of(shift, _LEAST_SHIFT * looks.size)


def _raise_of(declared: Declarations, size: float) -> float | None:
    """By how much an element in a line is raised, in pixels; None where nothing says."""
    if "mso-text-raise" in declared:
        return read_length(declared["mso-text-raise"], size, size)
    if declared.get("position") != "relative":
        return None
    top, bottom = read_length(declared.get("top", ""), size, size), read_length(declared.get("bottom", ""), size, size)
    return -top if top is not None else bottom


def _height_of(shift: float, least: float) -> Height:
    return Height.RAISED if shift > least else Height.LOWERED if shift < -least else Height.ON_LINE


def breaks_page_before(declared: Declarations) -> bool:
    """Whether the paper is cut above an element."""
    return bool(declared) and (_breaks(declared, "before") or declared.get("mso-special-character") == "line-break")


def breaks_page_after(declared: Declarations) -> bool:
    """Whether the paper is cut below an element."""
    return bool(declared) and _breaks(declared, "after")


def _breaks(declared: Declarations, side: str) -> bool:
    values = (declared.get(f"page-break-{side}", ""), declared.get(f"break-{side}", ""))
    return any(value in {"always", "page", "left", "right"} for value in values)
