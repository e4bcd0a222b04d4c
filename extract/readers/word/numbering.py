"""Counts the lists of a document, so that the numbers which a Word file does not hold come back as they are printed.

Lists that share a definition count on together; a list may begin anew with a number of its own. It must not know what a number is of.
"""

from __future__ import annotations

import re
from dataclasses import InitVar, dataclass, field

from lxml import etree

from jospar.extract.readers.word import names as n
from jospar.extract.readers.word.number_formats import format_number
from jospar.extract.readers.word.properties import Properties, children_of, is_on, number_of, read_number, value_of
from jospar.extract.readers.word.styles import WordStyle, WordStyles

_LEVELS = 9
_PART = re.compile(r"%([1-9])")
_BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class NumberingLevel:
    """How one level of a list counts and is written; `restart` is the level (from 1) below which it begins anew, 0 for none."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    joint: str = " "
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list that paragraphs name: the definition that it counts with, its levels, and the numbers that it begins anew with."""

    definition: str
    levels: dict[int, NumberingLevel]
    starts: dict[int, int]


@dataclass(slots=True)
class Lists:
    """The lists of a document, and how far each definition has counted."""

    root: InitVar[etree._Element | None]
    styles: WordStyles
    _nums: Properties = field(init=False)
    _definitions: Properties = field(init=False)
    _lists: dict[int, NumberedList | None] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[int, int]] = field(default_factory=set)

    def __post_init__(self, root: etree._Element | None) -> None:
        parts = () if root is None else root
        self._nums = {element.get(n.NUM_ID): element for element in parts if element.tag == n.NUM}
        self._definitions = {element.get(n.ABSTRACT_NUM_ID): element for element in parts if element.tag == n.ABSTRACT_NUM}

    def count(self, number: int | None, level: int | None, style: WordStyle) -> str | None:
        """What stands before a paragraph of a list, with the space behind it; empty for a bullet, None where it is of no list.

        `number` and `level` are those that the paragraph names itself.
        """
        number = style.number if number is None else number
        found = self._find(number) if number else None
        if found is None or number is None:
            return None
        if level is None:
            of_style = next((at for at, item in found.levels.items() if item.style is not None and item.style in style.ids), None)
            level = of_style if of_style is not None else style.level or 0
        level = min(max(level, 0), _LEVELS - 1)
        return _write(found, level, self._advance(found, number, level))

    def _advance(self, found: NumberedList, number: int, level: int) -> list[int | None]:
        counts = self._counts.setdefault(found.definition, [None] * _LEVELS)
        before = counts[level]
        begins = level in found.starts and (number, level) not in self._begun
        self._begun.add((number, level))
        start = found.starts.get(level, found.levels.get(level, NumberingLevel()).start)
        counts[level] = start if begins or before is None else before + 1
        for above in range(level):
            if counts[above] is None:
                counts[above] = found.levels.get(above, NumberingLevel()).start
        for below in range(level + 1, _LEVELS):
            restart = found.levels.get(below, NumberingLevel()).restart
            if restart is None or level < restart:
                counts[below] = None
        return counts

    def _find(self, number: int) -> NumberedList | None:
        if number not in self._lists:
            self._lists[number] = self._read_list(number)
        return self._lists[number]

    def _read_list(self, number: int) -> NumberedList | None:
        element = self._nums.get(str(number))
        definition = self._definition(element)
        if element is None or definition is None:
            return None
        levels = dict(_read_levels(definition))
        starts: dict[int, int] = {}
        for override in element.iterchildren(n.LVL_OVERRIDE):
            at = read_number(override.get(n.ILVL))
            start = number_of(children_of(override), n.START_OVERRIDE)
            levels.update(_read_levels(override))
            if at is not None and start is not None:
                starts[at] = start
        return NumberedList(definition.get(n.ABSTRACT_NUM_ID) or "", levels, starts)

    def _definition(self, num: etree._Element | None) -> etree._Element | None:
        """The definition of a list; where that only names a list style, the one of the style."""
        found = self._definitions.get(value_of(children_of(num), n.ABSTRACT_NUM_ID) or "")
        link = value_of(children_of(found), n.NUM_STYLE_LINK)
        if link is None:
            return found
        of_style = self._nums.get(str(self.styles.list_of(link)))
        return self._definitions.get(value_of(children_of(of_style), n.ABSTRACT_NUM_ID) or "")


def _read_levels(parent: etree._Element) -> list[tuple[int, NumberingLevel]]:
    levels = []
    for element in parent.iterchildren(n.LVL):
        at = read_number(element.get(n.ILVL))
        if at is not None:
            levels.append((at, _read_level(element)))
    return levels


def _read_level(element: etree._Element) -> NumberingLevel:
    own = children_of(element)
    start = number_of(own, n.START)
    # A form of later versions of the format stands beside one that all know.
    newer = own.get(n.ALTERNATE_CONTENT)
    fallback = None if newer is None else newer.find(n.FALLBACK)
    return NumberingLevel(
        start=1 if start is None else start,
        form=value_of(own, n.NUM_FMT) or value_of(children_of(fallback), n.NUM_FMT) or "decimal",
        text=value_of(own, n.LVL_TEXT) or "",
        joint="" if value_of(own, n.SUFF) == "nothing" else " ",
        restart=number_of(own, n.LVL_RESTART),
        legal=bool(is_on(own, n.IS_LGL)),
        style=value_of(own, n.P_STYLE),
        hidden=bool(is_on(children_of(own.get(n.R_PR)), n.VANISH)),
    )


def _write(found: NumberedList, level: int, counts: list[int | None]) -> str:
    """The number as it is printed: the text of the level with the counts of its own and the upper levels."""
    own = found.levels.get(level, NumberingLevel())
    if own.form == _BULLET or own.hidden:
        return ""

    def part(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        count = counts[at] if at <= level else None
        form = found.levels.get(at, NumberingLevel()).form
        return "" if count is None else format_number(count, "decimal" if own.legal and form != "none" else form)

    text = _PART.sub(part, own.text)
    return f"{text}{own.joint}" if text else ""
