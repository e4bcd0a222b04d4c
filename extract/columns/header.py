"""Tells header rows from rows of data, and what a header cell is on its own.

Structure first: a header is a row of labels and years. It must not know what a column holds (layout), nor what a unit, a number or
a year means.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from jospar.extract.document import Cell, Row
from jospar.extract.words.labels import is_broken_label, resolve_label, resolve_misspelt, starts_with_label, without_words, words_of
from jospar.extract.words.note_marks import without_note_marks
from jospar.extract.words.periods import find_part, names_whole_year
from jospar.extract.words.years import WHOLE_YEAR, YEAR, find_years, first_of_academic_year

MAX_HEADER_ROWS = 3
_MOST_COLUMNS, _NUMBERS_OF_PART = 99, 4
_MAX_LABEL_WORDS = 14
_LONGEST_DATED = 60
_TWO_YEARS = re.compile(rf"({WHOLE_YEAR})\s?[/–—-]\s?({YEAR}|\d\d)(?!\d)")
_YEARS = re.compile(WHOLE_YEAR)
_LETTER = re.compile(r"[^\W\d_]")
# A number with decimals, or behind a dash, is one of data: `всего 26,5`, `область-0,3`.
_COUNTED = re.compile(r"\d[.,]\d|[-–—:]\s?\d")
_BARE_YEAR = re.compile(rf"{WHOLE_YEAR}\.?")
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,3})\)?\.?")
# `2024 год, %` is the year in percent; `2005ж 2004 жылға %` is a percentage of another.
IN_PERCENT = re.compile(r",\s*%\s*$|\(\s*%\s*\)\s*$")


def row_key(row: Row) -> tuple[str, ...]:
    """What two prints of the same header row have in common: the letters of each cell, without padding on the right."""
    keys = ["".join(words_of(cell.text)) for cell in row.cells]
    while keys and not keys[-1]:
        keys.pop()
    return tuple(keys)


@lru_cache(maxsize=2048)
def cell_kind(text: str) -> str | None:
    """What a header cell is on its own: `year`, `part` (of a year), `change`, `dated`, the code of a column label, `stage`, or None.

    A part of a year that names its year is a `year`. `dated` has a year and other words: a day, a need or a growth in that year are not the
    year.
    """
    if not text or text.count(" ") > _MAX_LABEL_WORDS:
        return None
    text = without_note_marks(text)
    single = _TWO_YEARS.sub(_begin, text)
    years = len(find_years(single))
    if years:
        return _year_kind(single, years)
    if find_part(text) is not None:
        return "part"
    words = words_of(text)
    if not words or words[0].isdigit() or len(words) > _MAX_LABEL_WORDS:
        return None
    if _COUNTED.search(text):
        return None
    label = resolve_label(text, "column")
    if label is not None:
        return label.code
    if resolve_label(text, "stage"):
        return "stage"
    return "name" if _is_section_label(words) else None


def _is_section_label(words: Sequence[str]) -> bool:
    section = starts_with_label(words, "section")
    # `в том числе` over columns parts what stands beside it.
    return section is not None and section[1] == len(words) and section[0].code != "of_which"


def _begin(years: re.Match[str]) -> str:
    return first_of_academic_year(years[1], years[2]) or years[0]


def _year_kind(text: str, years: int) -> str | None:
    if years == 1 and IN_PERCENT.search(text):
        text = IN_PERCENT.sub("", text)
    if "%" in text or years > 1:
        return "change" if years == 1 or "%" in text else None
    if find_part(text) is not None or names_whole_year(text):
        return "year"
    unmarked = without_words(words_of(_YEARS.sub("", text)), "year")
    if not without_words(unmarked, "stage", "values", "unit") or is_broken_label(unmarked, "stage"):
        return "year"
    return "dated" if len(words_of(text)) <= _MAX_LABEL_WORDS and len(text) <= _LONGEST_DATED else None


def is_header_row(row: Row) -> bool:
    """Whether a row is made of labels and years rather than of data.

    At least two known cells and three in five; the first cell may be unknown only beside marked years or another label, since a row of
    data may well hold 2000, 2005, 2010.
    """
    texts = [cell.text for cell in row.printed]
    kinds: list[str | None] = []
    for text in texts:
        kinds.append(cell_kind(text))
        if kinds.count(None) > 0.4 * len(texts):
            return False
    known = [kind for kind in kinds if kind]
    if {"part"}.issuperset(known) and len(set(texts)) < len(texts):
        return False
    # Dates side by side, the first column among them, are those of approvals.
    if len(known) < 2 or (row.cells[0].text and set(kinds) == {"dated"}):
        return False
    years = [text for text, kind in zip(texts, kinds, strict=True) if kind == "year"]
    bare = len(years) == len(known) and all(_BARE_YEAR.fullmatch(text) for text in years)
    if bare:
        return len(known) == len(texts) and not row.cells[0].text and counts_up(years)
    return kinds[0] is not None or any(kind != "year" for kind in known) or not _BARE_YEAR.fullmatch(years[0])


def counts_up(years: Sequence[str]) -> bool:
    """Whether each year label is of the year after the one before."""
    return all(right == left + 1 for left, right in pairwise(int(find_years(text)[0]) for text in years))


def is_upper_header_row(row: Row, below: Row) -> bool:
    """Whether a row right above a header row belongs to the header, though its group labels are not known.

    Its cells reach down into that row or over several of its columns. Where no cell is merged, the row below leaves the first column to it,
    and no figure stands in it, but a label does, or it groups the years below.
    """
    texts = [cell.text for cell in row.printed]
    if _reaches_over(row, below) and (is_header_row(below) or is_row_of_years(below, (row,))):
        return True
    is_left_blank = not below.cells[0].text or below.cells[0] is row.cells[0]
    if not texts or not is_left_blank or any(character.isdigit() for text in texts for character in text):
        return False
    if len(texts) > 1 and any(cell_kind(text) for text in texts) and is_header_row(below):
        return True
    return is_row_of_years(below, (row,))


def _reaches_over(row: Row, below: Row) -> bool:
    """Whether cells of a row are merged downwards into the row below, and others over several cells of it."""
    pairs = list(zip(row.cells, below.cells, strict=False))
    down = any(cell.text and cell is lower for cell, lower in pairs)
    across = any(left.text and left is right and one is not other for (left, one), (right, other) in pairwise(pairs))
    return down and across


def is_row_of_years(row: Row, above: Sequence[Row]) -> bool:
    """Whether all that a row prints of its own are bare years that go up, perhaps once more for each group of the row above.

    >>> from jospar.extract.document import Cell, Place
    >>> upper, lower = (tuple(Cell(text, Place()) for text in texts) for texts in (("Группа", "Тарифы", ""), ("", "2027", "2028")))
    >>> is_row_of_years(Row(lower, Place()), (Row(upper, Place()),))
    True
    """
    own = own_cells(row, above)
    years = [int(cell.text[:4]) for cell in own if _BARE_YEAR.fullmatch(cell.text)]
    if len(years) < 2 or len(years) != len(own):
        return False
    starts = [0, *(index for index in range(1, len(years)) if years[index] <= years[index - 1])]
    groups = [years[start:end] for start, end in zip(starts, [*starts[1:], len(years)], strict=True)]
    return len(groups[0]) > 1 and all(group == groups[0] for group in groups)


def is_lower_header_row(row: Row, above: Sequence[Row] = ()) -> bool:
    """Whether a row right below the header rows `above` belongs to the header: years, stages and labels only, and `%` beside them.

    A single cell in the first column is a heading, whatever words it has; in any column a label of the rows below it is one. Words that are
    not known belong to the header where all stand below years: they part a year into what it is not alone (`план`, `факт`, `откл.`).
    """
    own = own_cells(row, above)
    texts = [cell.text for cell in own if cell.text != "%"]
    is_heading = len(texts) == 1 and (bool(row.cells[0].text) or _is_section_label(words_of(texts[0])))
    if not texts or is_heading:
        return False
    # A misspelt word alone may be any word: `пәндері` is no `мәндері`.
    indexes = [index for index, cell in enumerate(row.cells) if any(cell is printed for printed in own)]
    known = {row.cells[index].text for index in indexes if _ends_label(row.cells[index].text, index, above)}
    known |= {text for text in texts if cell_kind(text) or resolve_misspelt(text, "column")}
    if any(cell_kind(text) for text in texts) and known.issuperset(texts):
        return True
    below_years = _columns_of_years(above)
    return len(indexes) > 1 and all(
        row.cells[index].text in known or (index in below_years and _is_wording(row.cells[index].text)) for index in indexes
    )


def _is_wording(text: str) -> bool:
    """Whether a text has letters, and no number as data has."""
    return _LETTER.search(text) is not None and _COUNTED.search(text) is None


def _ends_label(text: str, index: int, above: Sequence[Row]) -> bool:
    """Whether a text is the rest of the label above it, broken within a word: `иенты` below `Стейкхолдеры/кл`."""
    begun = next((row.cells[index].text for row in reversed(above) if index < len(row.cells) and row.cells[index].text), "")
    label, whole = resolve_label(begun, "column"), resolve_label(begun + text, "column")
    return label is not None and whole is not None and label.code == whole.code and len(whole.form) > len(label.form)


def own_cells(row: Row, above: Sequence[Row]) -> tuple[Cell, ...]:
    """The printed cells of a row that do not reach down into it from a row above."""
    covered = {id(cell) for upper in above for cell in upper.cells}
    return tuple(cell for cell in row.printed if id(cell) not in covered)


def _columns_of_years(header: Sequence[Row]) -> set[int]:
    """The columns that a year of a header row stands over, the blank ones on its right among them if no row labels them."""
    lowest: dict[int, bool] = {}
    for row in header:
        in_year = False
        for index, cell in enumerate(row.cells):
            in_year = cell_kind(cell.text) == "year" if cell.text else in_year
            if cell.text and (in_year or cell_kind(cell.text) != "values"):
                lowest[index] = in_year
            elif in_year:
                lowest.setdefault(index, True)  # blank, and no label above it
    return {index for index, is_year in lowest.items() if is_year}


def is_label_row(row: Row) -> bool:
    """Whether every printed cell of a row is a label or a year, be it a single one: the header of a table's second part."""
    texts = [cell.text for cell in row.printed]
    return bool(texts) and all(cell_kind(text) for text in texts)


def is_column_numbers(row: Row) -> bool:
    """Whether a row numbers the columns in every printed cell: from 1, or, if they are four or more, from where another part ends.

    >>> from jospar.extract.document import Cell, Place
    >>> rows = [Row(tuple(Cell(text, Place()) for text in texts.split()), Place()) for texts in ("1. 2. 3.", "1 4 5 6", "79 80")]
    >>> list(map(is_column_numbers, rows))
    [True, True, False]
    """
    matches = [_COLUMN_NUMBER.fullmatch(cell.text) for cell in row.printed]
    numbers = [int(match[1]) for match in matches if match]
    if len(numbers) < 2 or len(numbers) < len(matches):
        return False
    if numbers == list(range(1, len(numbers) + 1)):
        return True
    if len(numbers) < _NUMBERS_OF_PART or max(numbers) > _MOST_COLUMNS:
        return False
    # A part may number its first column as the part before did: `1 2 3 1 4 5`.
    counted = [number for index, number in enumerate(numbers) if number != 1 or index == 0]
    goes_on = counted[1:] if counted[0] == 1 else counted
    return len(goes_on) > 1 and all(right == left + 1 for left, right in pairwise(goes_on))


def has_label(text: str) -> bool:
    """Whether a cell holds a word that columns are labelled with."""
    return cell_kind(text) not in (None, "year", "dated", "change", "stage")
