"""Decides which headings stay and which level each of them has, with the reason for it, by what stands below them.

It knows the readings of a document in order, nothing of what their words mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from jospar.extract.lines.readings import EntryRow, Heading, HeadingLevel, LevelReason, LineReading, Sentence
from jospar.extract.words.codes import is_below
from jospar.extract.words.folding import fold_spelling

_NEAR = 500  # how many lines a heading may be away from what belongs to it
DEPTH = {HeadingLevel.DIRECTION: 1, HeadingLevel.GOAL: 2, HeadingLevel.SUBLEVEL: 3, HeadingLevel.TASK: 4}
"""How deep a level stands below the document, which is at 0."""


def decide_levels(readings: Sequence[LineReading]) -> tuple[dict[int, tuple[HeadingLevel, LevelReason]], list[Heading]]:
    """The level of every heading that stays and the reason for it, by the position of its reading; and the headings that lead to nothing.

    A number alone does not say whether a heading is a goal or a task: it is a goal if the next heading extends its number, else a task.
    A line of text outside the tables that has a number or a label alone, and that nothing follows, is an entry of a contents list or
    prose; a labelled heading without rows that is printed again further below only announces it.
    """
    kept: dict[int, tuple[HeadingLevel, LevelReason]] = {}
    dropped: list[Heading] = []
    later: set[tuple[HeadingLevel, str]] = set()
    following: tuple[Heading, HeadingLevel] | None = None
    has_rows = has_measures = False
    for position in range(len(readings) - 1, -1, -1):
        reading = readings[position]
        if isinstance(reading, EntryRow | Sentence):
            has_rows = True
            has_measures = has_measures or (isinstance(reading, EntryRow) and not reading.is_indicator)
        if not isinstance(reading, Heading):
            continue
        extends = following is not None and bool(reading.code) and is_below(following[0].code or "", reading.code or "")
        level, reason = _level_of(reading, following is not None, extends, has_measures)
        leads_down = following is not None and (extends or DEPTH[following[1]] > DEPTH[level])
        key = (level, fold_spelling(reading.title.text))
        if (reading.labelled and key in later and _is_only_announced(readings, position, level)) or (
            not reading.labelled and not reading.in_table and _is_in_prose(readings, position)
        ):
            dropped.append(reading)
        elif reading.in_table or (reading.labelled and reading.code) or has_rows or leads_down:
            kept[position] = level, reason
            later.add(key)
            following, has_rows, has_measures = (reading, level), False, False
        else:
            dropped.append(reading)
    return kept, dropped


def _level_of(heading: Heading, is_followed: bool, extends: bool, has_measures: bool) -> tuple[HeadingLevel, LevelReason]:
    """The level of a heading and why: whether the next one's number extends its own, and whether measures come before that."""
    if heading.level is not None and heading.reason is not None:
        return heading.level, heading.reason
    if extends:
        return (HeadingLevel.TASK, LevelReason.MEASURES) if has_measures else (HeadingLevel.GOAL, LevelReason.EXTENDED)
    return HeadingLevel.TASK, LevelReason.NOT_EXTENDED if is_followed else LevelReason.LAST


def _is_only_announced(readings: Sequence[LineReading], position: int, level: HeadingLevel) -> bool:
    """Whether no row stands below a heading before the next one of its level."""
    for reading in islice(readings, position + 1, None):
        if isinstance(reading, EntryRow | Sentence):
            return False
        if isinstance(reading, Heading) and reading.level is not None and DEPTH[reading.level] <= DEPTH[level]:
            return True
    return True


def _is_in_prose(readings: Sequence[LineReading], position: int) -> bool:
    """Whether a numbered line is an item of a list between a heading and what belongs to it.

    The next number below extends not its own but that of a heading above it that has nothing of its own yet; or both have one number, and
    then the first is the heading.
    """
    heading = readings[position]
    below = next(
        (code for reading in islice(readings, position + 1, position + _NEAR) if (code := _code_of(reading)) and "." in code), None
    )
    own = _code_of(heading)
    if own is None or "." in own or below is None:
        return False
    for reading in reversed(readings[max(0, position - _NEAR) : position]):
        if isinstance(reading, EntryRow | Sentence):
            return False
        if isinstance(reading, Heading) and reading.code and is_below(below, own):
            return reading.code == own and isinstance(heading, Heading) and reading.title.text != heading.title.text
        if isinstance(reading, Heading) and reading.code and is_below(below, reading.code):
            return True
    return False


def _code_of(reading: LineReading) -> str | None:
    return reading.code if isinstance(reading, Heading | EntryRow) else None
