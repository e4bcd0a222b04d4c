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
from jospar.extract.words.years import WHOLE_YEAR, YEAR, find_years, first_of_academic_year

MAX_HEADER_ROWS = 3
_MAX_LABEL_WORDS = 14
_LONGEST_DATED = 60
_TWO_YEARS = re.compile(rf"({WHOLE_YEAR})\s?[/–—-]\s?({YEAR}|\d\d)(?!\d)")
_YEARS = re.compile(WHOLE_YEAR)
_DIGIT = re.compile(r"\d")
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
    """What a header cell is on its own: `year`, `change`, `dated`, the code of a column label, `stage`, or None.

    `dated` has a year and other words: a quarter, a day, a need or a growth in that year are not the year.
    """
    if not text or text.count(" ") > _MAX_LABEL_WORDS:
        return None
    single = _TWO_YEARS.sub(_begin, text)
    years = len(find_years(single))
    if years:
        return _year_kind(single, years)
    words = words_of(text)
    if not words or words[0].isdigit() or len(words) > _MAX_LABEL_WORDS:
        return None
    label = resolve_label(text, "column")
    if label is not None:
        return label.code
    if resolve_label(text, "stage"):
        return "stage"
    return "name" if _is_section_label(words) else None


def _is_section_label(words: Sequence[str]) -> bool:
    section = starts_with_label(words, "section")
    return section is not None and section[1] == len(words)


def _begin(years: re.Match[str]) -> str:
    return first_of_academic_year(years[1], years[2]) or years[0]


def _year_kind(text: str, years: int) -> str | None:
    if years == 1 and IN_PERCENT.search(text):
        text = IN_PERCENT.sub("", text)
    if "%" in text or years > 1:
        return "change" if years == 1 or "%" in text else None
    unmarked = without_words(words_of(_YEARS.sub("", text)), "year")
    if not without_words(unmarked, "stage", "values") or is_broken_label(unmarked, "stage"):
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

    The row below leaves the first column to it, a label stands in it, and no figure does.
    """
    texts = [cell.text for cell in row.printed]
    is_left_blank = not below.cells[0].text or below.cells[0] is row.cells[0]
    if len(texts) < 2 or not is_left_blank or any(character.isdigit() for text in texts for character in text):
        return False
    return any(cell_kind(text) for text in texts) and is_header_row(below)


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
    return len(indexes) > 1 and below_years.issuperset(indexes) and not any(_DIGIT.search(text) for text in texts)


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
    columns: set[int] = set()
    labelled: set[int] = set()
    for row in header:
        in_year = False
        for index, cell in enumerate(row.cells):
            in_year = cell_kind(cell.text) == "year" if cell.text else in_year
            if in_year:
                columns.add(index)
            elif cell.text and cell_kind(cell.text) != "values":
                labelled.add(index)
    return columns - labelled


def is_label_row(row: Row) -> bool:
    """Whether every printed cell of a row is a label or a year, be it a single one: the header of a table's second part."""
    texts = [cell.text for cell in row.printed]
    return bool(texts) and all(cell_kind(text) for text in texts)


def is_column_numbers(row: Row) -> bool:
    """Whether a row numbers the columns: 1, 2, 3 … in every printed cell.

    >>> from jospar.extract.document import Cell, Place
    >>> is_column_numbers(Row(tuple(Cell(text, Place()) for text in ("1.", "2.", "3.", "4.")), Place()))
    True
    """
    numbers = [match and int(match[1]) for match in (_COLUMN_NUMBER.fullmatch(cell.text) for cell in row.printed)]
    return len(numbers) >= 2 and numbers == list(range(1, len(numbers) + 1))


def has_label(text: str) -> bool:
    """Whether a cell holds a word that columns are labelled with."""
    return cell_kind(text) not in (None, "year", "dated", "change", "stage")
