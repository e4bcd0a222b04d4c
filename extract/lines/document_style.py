"""How a document as a whole is written: whether its rows are numbered, its headings labelled, which lines run through its pages.

One look over all lines before any of them is decided, so that one line is read as its like are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jospar.extract.columns.tables import SourceLine
from jospar.extract.document import Paragraph, Place
from jospar.extract.lines.headings import has_series, is_page_word, read_labelled_heading, read_section_label
from jospar.extract.lines.readings import HeadingLevel
from jospar.extract.words.codes import split_code
from jospar.extract.words.labels import words_of
from jospar.extract.words.years import YEAR

_TIMES_TO_RUN = 3
_YEAR_BEGINS = re.compile(rf"\W*{YEAR}")


@dataclass(frozen=True, slots=True)
class DocumentStyle:
    """What the lines of one document have in common.

    `rows_coded`: most rows with values have a number; `rows_flat`: those numbers have one part; `labels_direction`, `labels_task`: headings
    of that level name it; `has_headings`: some line has a label or a number as a heading has; `running`: texts that stand on
    several pages, with the place of the first; `depths`: the levels of the headings that the format itself sets apart, by their depth,
    where none of them has a label or a number.
    """

    rows_coded: bool
    rows_flat: bool
    labels_direction: bool
    labels_task: bool
    has_headings: bool
    running: dict[str, Place]
    depths: dict[int, HeadingLevel]


def read_style(lines: Sequence[SourceLine]) -> DocumentStyle:
    """The style of a document, from all its lines."""
    codes = [line.fields.code for line in lines if line.fields and line.fields.name and _is_data(line)]
    coded = [code for code in codes if code]
    flat = [code for code in coded if "." not in code]
    rows_coded = bool(codes) and len(coded) >= 0.5 * len(codes)
    rows_flat = rows_coded and len(flat) > 0.5 * len(coded)
    levels = {found.level for text in _heading_texts(lines) if (found := read_labelled_heading(text))} - {HeadingLevel.PART}
    has_headings = bool(levels) or any(_is_coded_heading(line, rows_flat) for line in lines)
    depths = {} if has_headings else _depths(lines)
    return DocumentStyle(
        rows_coded, rows_flat, HeadingLevel.DIRECTION in levels, HeadingLevel.TASK in levels, has_headings, _running(lines), depths
    )


def running_text(text: str) -> str:
    """A text as far as it is the same on every page: the page number at its end may differ.

    A line with a number in front, with a year in front or with a series is one of the strategy's own.
    """
    if split_code(text) or has_series(text) or _YEAR_BEGINS.match(text):
        return ""
    words = list(words_of(text))
    while words and (words[-1].isdigit() or is_page_word(words[-1])):
        words.pop()
    return " ".join(words)


def _depths(lines: Sequence[SourceLine]) -> dict[int, HeadingLevel]:
    """The levels of headings by the depths of those that rows stand below: the uppermost is a direction, the lowest a task.

    One heading alone of the uppermost depth, in front of all other lines and above several depths, is the title of the document.
    """
    above: dict[int, Place] = {}
    used: set[tuple[int, Place]] = set()
    for line in lines:
        depth = depth_of(line)
        if depth is not None:
            above = {other: place for other, place in above.items() if other < depth} | {depth: line.place}
        elif line.is_row:
            used.update(above.items())
    depths = sorted({depth for depth, _ in used})
    uppermost = {place for depth, place in used if depths and depth == depths[0]}
    if len(depths) > 1 and lines and uppermost == {lines[0].place} and len({place for depth, place in used if depth == depths[1]}) > 1:
        del depths[0]
    between = [HeadingLevel.GOAL, *[HeadingLevel.SUBLEVEL] * len(depths)][: max(len(depths) - 2, 0)]
    return dict(zip(depths, [HeadingLevel.DIRECTION, *between, HeadingLevel.TASK], strict=False))


def depth_of(line: SourceLine) -> int | None:
    """How deep a line stands as a heading that the format itself sets apart; None where it is none."""
    return line.block.depth if isinstance(line.block, Paragraph) and line.lone is not None else None


def _is_data(line: SourceLine) -> bool:
    fields = line.fields
    return fields is not None and (fields.has_values or (not fields.values and not fields.is_name_only))


def _heading_texts(lines: Sequence[SourceLine]) -> list[str]:
    return [line.lone.text for line in lines if line.lone and not line.header]


def _is_coded_heading(line: SourceLine, rows_flat: bool) -> bool:
    if line.header or (line.fields is not None and not line.fields.is_name_only):
        return False
    text = line.lone.text if line.lone else ""
    coded = split_code(text)
    code = coded.code if coded else line.fields.code if line.fields else None
    return code is not None and not (line.is_row and not line.is_spanned and rows_flat and "." not in code)


def _running(lines: Sequence[SourceLine]) -> dict[str, Place]:
    texts = [
        (running_text(line.lone.text), line.place)
        for line in lines
        if line.lone and not line.is_row and not read_section_label(line.lone.text)
    ]
    counts = Counter(text for text, _ in texts)
    first: dict[str, Place] = {}
    for text, place in texts:
        if counts[text] >= _TIMES_TO_RUN and text:
            first.setdefault(text, place)
    return first
