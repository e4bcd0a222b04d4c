"""What elements of HTML are: those that part lines, the parts of tables and lists, and what a new one ends whose own end was left out."""

from __future__ import annotations

from jospar.extract.readers.html.cascade import Declarations

# The elements that begin and end a line; all others stand in line with the text.
# fmt: off
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
    "legend", "li", "listing", "main", "menu", "nav", "ol", "p", "plaintext", "pre", "search", "section", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul", "xmp",
})
# fmt: on
CELLS, GROUPS = frozenset({"td", "th"}), frozenset({"thead", "tbody", "tfoot"})
TABLE_PARTS = CELLS | GROUPS | {"tr"}
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
TITLES = HEADINGS | {"caption", "summary", "legend"}
PARAGRAPHS = TITLES | {"p", "li", "dt", "dd"}
# What a new part of a table ends, where its own end was left out; an end tag does not reach out of its cell or table.
ENDED_BY = {"tr": CELLS | {"tr"}, **dict.fromkeys(CELLS, CELLS), **dict.fromkeys(GROUPS, TABLE_PARTS)}
BOUNDS, BOUNDS_OF_PARTS = CELLS | {"table"}, frozenset({"table"})
LISTS = frozenset({"ol", "ul", "menu", "dir"})
_IN_LINE = frozenset({"inline", "inline-block", "inline-flex", "inline-grid", "inline-table", "contents", "ruby", "none"})


def parts_lines(tag: str, declared: Declarations) -> bool:
    """Whether an element begins and ends a line, by what it is or by how its style sets it."""
    display = declared.get("display")
    if display is None or tag in TABLE_PARTS or tag == "table":
        return tag in BLOCKS
    return display not in _IN_LINE
