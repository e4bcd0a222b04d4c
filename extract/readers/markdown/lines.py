"""What the lines of a Markdown file are: headings, items, rows of tables, rules, blocks of HTML, and where the writer's program broke them.

It knows the marks at the beginning of a line and the pipes of tables. It must not know what a line says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jospar.extract.readers.markdown.inline import put_away

_DELIMITERS = re.compile(r"[ \t>]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?")
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}(?:[ \t]+(.*))?")
_HEADING_NAME = re.compile(r"\{[#.][^{}]*\}$")
_RULE = re.compile(r"[ \t]{0,3}(?:=+|(?:-[ \t]*){2,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:`{3,}|~{3,})[^`]*|:{3,}.*)")
_QUOTE = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+")
_ITEM = re.compile(r"^[ \t]*[-+][ \t]+(?=\S)")
_STARRED_ITEM = re.compile(r"^[ \t]*\*[ \t]+(?=\S)")
_NUMBERED = re.compile(r"[ \t]*(?:\d{1,9}\\?[.)]|[-+*])[ \t]")
_OPENED = re.compile(r"\s*<(div|section|details|span|font|p|article)\b[^<>]*>\s*", re.IGNORECASE)
_CAPTION = re.compile(r"[ \t]{0,3}(?:Table:|:)[ \t]+(\S.*)")
_CELL_ALONE = re.compile(r"[ \t]*(?:<[^<>]*>[ \t]*)*<t[dh]\b[^<>]*>[ \t]*", re.IGNORECASE)
_HTML_TABLE = re.compile(r"<(/?)table\b", re.IGNORECASE)
_FENCE_OF_FACTS = re.compile(r"(?:---|\.\.\.)[ \t]*")
_NARROWEST, _WIDEST = 60, 100


def is_delimiters(line: str) -> bool:
    """Whether a line is the one of dashes and pipes that makes a table of the rows around it."""
    return "|" in line and "-" in line and _DELIMITERS.fullmatch(line) is not None


def begins_table(lines: Sequence[str], position: int) -> bool:
    """Whether a line is the header of a table."""
    following = lines[position + 1] if position + 1 < len(lines) else ""
    return "|" in lines[position] and is_delimiters(following) and not is_delimiters(lines[position]) and is_row(lines[position])


def is_row(line: str) -> bool:
    """Whether a line can be a row of a table: it has a pipe that parts cells and begins nothing else."""
    return "|" in line and "|" in put_away(line) and not _HEADING.fullmatch(line)


def split_cells(line: str) -> list[str]:
    """The cells of a row, signs that are no marks put away; an escaped pipe or one in code parts no cells.

    >>> split_cells("| 1.1. Саны | 10 | |")
    ['1.1. Саны', '10', '']
    """
    shown = put_away(_without_quote(line)).strip().removeprefix("|")
    return [cell.strip() for cell in shown.removesuffix("|").split("|")]


def find_html_table(lines: Sequence[str], position: int) -> int | None:
    """Where the lines of an HTML table that begins in a line end, those of the tables inside it too; None where none begins."""
    if not _HTML_TABLE.search(lines[position]):
        return None
    open_tables = 0
    for number in range(position, len(lines)):
        for match in _HTML_TABLE.finditer(lines[number]):
            open_tables += -1 if match[1] else 1
        if open_tables <= 0:
            return number + 1
    return len(lines)


def read_caption(line: str) -> str | None:
    """The text of a line that is the caption of a table, as pandoc writes it; None for other lines.

    >>> read_caption("Table: 1-кесте"), read_caption(": 1-кесте"), read_caption("1-кесте")
    ('1-кесте', '1-кесте', None)
    """
    match = _CAPTION.fullmatch(line)
    return match[1] if match else None


def join_cell(lines: Sequence[str]) -> list[str]:
    """The lines of a cell as its writer set them: those that the width of the cell broke are one again.

    >>> join_cell([" Кадр ", " бөлімі\\\\ ", " Оқу бөлімі "]), join_cell(["- ҒЗИ", "- ПОҚ", "", "ЖБББ"])
    (['Кадр бөлімі', 'Оқу бөлімі'], ['ҒЗИ', 'ПОҚ', 'ЖБББ'])
    """
    joined: list[str] = []
    goes_on = False
    for line in map(str.strip, lines):
        if not line:
            goes_on = False
            continue
        text = line.removesuffix("\\").rstrip()
        if goes_on and not _NUMBERED.match(line):
            joined[-1] += f" {text}"
        else:
            joined.append(_ITEM.sub("", text, count=1))
        goes_on = not line.endswith("\\")
    return joined


def find_block(lines: Sequence[str], position: int) -> int | None:
    """Where the lines of an element of HTML end that opens alone in a line and goes over several; None where none does."""
    match = _OPENED.fullmatch(lines[position])
    if match is None:
        return None
    tag = re.compile(rf"<(/?){match[1]}\b", re.IGNORECASE)
    depth = 0
    for number in range(position, len(lines)):
        depth += sum(-1 if found[1] else 1 for found in tag.finditer(lines[number]))
        if depth <= 0:
            return number + 1
    return None


def with_line_ends(lines: Sequence[str]) -> list[str]:
    """The lines of an HTML table; where a cell begins on a line of its own, each line below it is one that the writer set.

    Elsewhere a line end in HTML is a space.

    >>> with_line_ends(["<td>", "Отдел образования", "Аким района", "</td>", "<td>Отдел", "кадров</td>"])
    ['<td>', 'Отдел образования<br>', 'Аким района', '</td>', '<td>Отдел', 'кадров</td>']
    """
    kept: list[str] = []
    in_cell = False
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if "<" in line:
            in_cell = _CELL_ALONE.fullmatch(line) is not None
        goes_on = in_cell and "<" not in line and line.strip() and following.strip() and "<" not in following
        kept.append(f"{line}<br>" if goes_on else line)
    return kept


def is_rule(line: str) -> bool:
    """Whether a line rules the page, underlines a heading, or fences code or a part of the page."""
    return bool(line.strip()) and _RULE.fullmatch(_without_quote(line)) is not None


def read_heading(line: str) -> str | None:
    """The text of a heading with number signs in front, None for other lines.

    >>> read_heading("## 1. Қаржы ##")
    '1. Қаржы'
    """
    match = _HEADING.fullmatch(line)
    if match is None:
        return None
    text = _HEADING_NAME.sub("", (match[1] or "").rstrip()).rstrip()
    opened = text.rstrip("#")
    return text if opened and not opened[-1].isspace() else opened.rstrip()


def heading_depth(line: str) -> int:
    """How many number signs stand in front of a heading.

    >>> heading_depth("## 1. Қаржы ##")
    2
    """
    text = line.strip()
    return len(text) - len(text.lstrip("#"))


def without_marks(line: str, is_in_list: bool) -> str:
    """A line without the marks of quotes and lists. A single line with a star is a footnote, no list."""
    line = _without_quote(line)
    return (_STARRED_ITEM if is_in_list and _STARRED_ITEM.match(line) else _ITEM).sub("", line, count=1)


def is_starred(line: str) -> bool:
    """Whether a line begins with the star of a list."""
    return _STARRED_ITEM.match(line) is not None


def begins_block(line: str) -> bool:
    """Whether a line goes on with no other: it is blank, or a heading, an item, a quote, a rule, a row."""
    if not line.strip() or read_heading(line) is not None or is_rule(line):
        return True
    return bool(_NUMBERED.match(line) or _QUOTE.match(line)) or "|" in line or "\t" in line.strip() or _HTML_TABLE.search(line) is not None


def find_width(lines: Sequence[str]) -> int | None:
    """How wide the program that wrote a file made its lines, None where it broke none."""
    widest = max((len(line) for line in lines if not begins_block(line)), default=0)
    return widest if _NARROWEST <= widest <= _WIDEST else None


def is_broken(line: str, following: str, width: int | None) -> bool:
    """Whether a line ends only because the first word of the next had no room on it."""
    if width is None or begins_block(following) or line.endswith(("  ", "\\")):
        return False
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width


def skip_facts(lines: Sequence[str]) -> int:
    """Where the text begins: below the facts about the file that some programs put on top, fenced by dashes."""
    if lines and lines[0].rstrip() == "---":
        for number in range(1, len(lines)):
            if _FENCE_OF_FACTS.fullmatch(lines[number]):
                return number + 1
    return 0


def without_comments(text: str) -> str:
    """A text without the comments of HTML, its line ends kept."""
    kept: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept += [text[position:start], "\n" * text.count("\n", start, end)]
        position = end + 3
    return "".join([*kept, text[position:]])


def _without_quote(line: str) -> str:
    return _QUOTE.sub("", line, count=1)
