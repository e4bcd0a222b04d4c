"""What the elements of HTML and their styles do to the text inside them: hide it, raise it, strike it, keep its spaces.

It knows single elements. It must not know how they are nested.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

# Elements whose content is no text of the page. A browser that runs scripts does not show `noscript`; the title names the window.
# fmt: off
_UNREAD = frozenset({
    "head", "title", "script", "style", "template", "noscript", "noframes", "iframe", "object", "applet", "audio", "video", "canvas",
    "svg", "map", "select", "textarea", "button", "datalist", "rp", "xml", "del",
})
# fmt: on
_STRUCK = frozenset({"s", "strike"})
_CELLS, _LISTS = frozenset({"td", "th"}), frozenset({"ul", "ol", "menu"})
_KEPT = frozenset({"pre", "xmp", "listing", "plaintext"})
# The parts of a page that go with every page of its site (WAI-ARIA landmarks); a header or footer inside the text belongs to the text.
_RUNNING = frozenset({"nav", "aside", "menu", "dialog"})
_RUNNING_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar"})
_OF_PAGE_OR_TEXT = frozenset({"header", "footer"})
_TEXT_PARTS = frozenset({"main", "article", "section"})

_HIDDEN_STYLE = re.compile(r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|mso-hide:all)(?:;|!|$)")
_STRUCK_STYLE = re.compile(r"(?:^|;)text-decoration(?:-line)?:[^;]*line-through")
_RAISED_STYLE = re.compile(r"(?:^|;)vertical-align:super")
_BREAK_BEFORE = re.compile(r"(?:^|;)(?:page-)?break-before:(?:always|page|left|right)")
_BREAK_AFTER = re.compile(r"(?:^|;)(?:page-)?break-after:(?:always|page|left|right)")


class Looks(NamedTuple):
    """How the text inside an element is shown; `in_list` says that it stands in a list without numbers."""

    hidden: bool = False
    raised: bool = False
    struck: bool = False
    kept: bool = False
    runs: bool = False
    in_text: bool = False
    is_list_number: bool = False
    in_list: bool = False
    is_link: bool = False


def read_style(attributes: Mapping[str, str]) -> str:
    """The style of an element in small letters without spaces.

    >>> read_style({"style": "DISPLAY: none; color: red"})
    'display:none;color:red'
    """
    return "".join(attributes.get("style", "").lower().split())


def look_inside(looks: Looks, tag: str, attributes: Mapping[str, str], style: str) -> Looks:
    """How the text inside an element is shown, which stands in text that is shown as `looks`."""
    if looks.hidden or tag in _UNREAD or "hidden" in attributes or (style and _HIDDEN_STYLE.search(style)):
        return looks._replace(hidden=True)
    if tag in _CELLS:
        looks = Looks(runs=looks.runs, in_text=looks.in_text, struck=looks.struck)
    role = attributes.get("role", "").lower()
    is_running = tag in _RUNNING or role in _RUNNING_ROLES or (tag in _OF_PAGE_OR_TEXT and not looks.in_text)
    if style:
        looks = looks._replace(
            raised=looks.raised or bool(_RAISED_STYLE.search(style)),
            struck=looks.struck or bool(_STRUCK_STYLE.search(style)),
            is_list_number=looks.is_list_number or "mso-list:ignore" in style,
        )
    if tag in _STRUCK or tag == "sup":
        looks = looks._replace(raised=looks.raised or tag == "sup", struck=looks.struck or tag in _STRUCK)
    elif tag in _KEPT:
        looks = looks._replace(kept=True)
    elif tag in _LISTS:
        looks = looks._replace(in_list=tag != "ol")
    elif tag == "a":
        looks = looks._replace(is_link="href" in attributes)
    return looks._replace(runs=looks.runs or is_running, in_text=looks.in_text or tag in _TEXT_PARTS)


def breaks_page_before(style: str) -> bool:
    """Whether the paper is cut above an element.

    >>> breaks_page_before("page-break-before:always"), breaks_page_before("mso-special-character:line-break")
    (True, True)
    """
    return bool(style) and (bool(_BREAK_BEFORE.search(style)) or "mso-special-character:line-break" in style)


def breaks_page_after(style: str) -> bool:
    """Whether the paper is cut below an element.

    >>> breaks_page_after("break-after:page")
    True
    """
    return bool(style and _BREAK_AFTER.search(style))
