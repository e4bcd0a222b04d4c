"""Breaks texts into lines and shares the width of the page out among columns, as word processors do.

It must not know how anything is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from tests.generator.layouts import Columns, Hyphens, Layout
from tests.generator.sheet import Grid, GridCell, Role

Measure = Callable[[str], float]

PADDING = 4.0
_SHARES = {Columns.ROOMY: (1.0, 6.5, 9.5), Columns.NARROW: (0.68, 4.5, 7.0), Columns.TIGHT: (0.5, 3.2, 5.5)}
_LEAST_NAME = 8.0
_LEAST_YEAR = 1.3
_SHORT_WORD = 6
_VOWELS = "аәеёиіоөуұүыэюя"
_V, _C = f"[{_VOWELS}]", rf"[^\W\d_{_VOWELS}]"
# Before a consonant and a vowel: behind a vowel, or behind a vowel and one more consonant.
_SYLLABLE_END = re.compile(rf"(?<={_V})(?={_C}{_V})|(?<={_V}{_C})(?<![ьъй])(?=(?![ьъ]){_C}{_V})")
_SIGNS = {Hyphens.PRINTED: "-", Hyphens.SOFT: "\u00ad"}


def wrap_all(text: str, width: float, measure: Measure, hyphens: Hyphens = Hyphens.NONE) -> list[str]:
    """The lines of a text that has line ends of its own."""
    return [line for part in text.split("\n") for line in wrap(part, width, measure, hyphens)]


def wrap(text: str, width: float, measure: Measure, hyphens: Hyphens = Hyphens.NONE) -> list[str]:
    """The lines of a text in a width: broken at spaces and hyphens, and where a word is wider than a line, inside the word.

    >>> wrap("12 480 551", 6, len), wrap("бағдарламалары", 12, len)
    (['12 480', '551'], ['бағдарламала', 'ры'])
    >>> wrap("сандық мәні", 9, len, Hyphens.PRINTED), wrap("оқу-әдістемелік", 10, len)
    (['сандық', 'мәні'], ['оқу-', 'әдістемелі', 'к'])
    """
    lines: list[str] = []
    line = ""
    for whole in text.split(" "):
        word = whole
        while measure(_behind(line, word)) > width:
            head = next((head for head in _heads(word, hyphens) if measure(_behind(line, head)) <= width), None)
            if head is not None:
                lines.append(_behind(line, head))
                word = word[len(head.rstrip("-\u00ad")) :].lstrip("-")
            elif line:
                lines.append(line)
            else:
                count = max(1, next((n for n in range(len(word), 0, -1) if measure(word[:n]) <= width), 1))
                if count == len(word):
                    break
                lines.append(word[:count])
                word = word[count:]
            line = ""
        line = _behind(line, word)
    return [*lines, line]


def _behind(line: str, word: str) -> str:
    return f"{line} {word}" if line else word


def _heads(word: str, hyphens: Hyphens) -> Iterator[str]:
    """What of a word may end a line, with its hyphen, the longest first."""
    places = {match.end(): "" for match in re.finditer(r"(?<=[^\W\d_])-(?=[^\W\d_])", word)}
    if hyphens in _SIGNS:
        places.update(dict.fromkeys(syllable_ends(word), _SIGNS[hyphens]))
    yield from (word[:place] + places[place] for place in sorted(places, reverse=True))


def syllable_ends(word: str) -> list[int]:
    """Where a long word may be broken: between its syllables, two letters at least on either side.

    >>> syllable_ends("бағдарламалары"), syllable_ends("сумма")
    ([3, 6, 8, 10, 12], [])
    """
    return [
        start + match.start()
        for part in re.finditer(r"[^\W\d_]+", word)
        for start in [part.start()]
        if len(part[0]) >= _SHORT_WORD and not part[0].isupper()
        for match in _SYLLABLE_END.finditer(part[0])
        if 2 <= match.start() <= len(part[0]) - 2
    ]


def soften(text: str) -> str:
    """The text with soft hyphens between its syllables."""
    return re.sub(r"\S+", lambda match: _soften_word(match[0]), text)


def _soften_word(word: str) -> str:
    ends = [0, *syllable_ends(word), len(word)]
    return "\u00ad".join(word[start:end] for start, end in pairwise(ends))


def column_widths(grid: Grid, layout: Layout, measure: Measure) -> list[float]:
    """The width of each column; the columns of names take what the others leave, and have the years shrink where that is too little.

    A year keeps room for its longest group of figures, unless the layout is a tight one.
    """
    available = layout.width - 2 * layout.margin - 2 * layout.drift
    share, unit, parties = _SHARES[layout.columns]
    texts = list(_year_texts(grid))
    narrowest = 0.0 if layout.columns is Columns.TIGHT else max(measure(group) for text in texts for group in text.split(" "))
    narrowest = max(narrowest, _LEAST_YEAR * layout.size) + 2 * PADDING + 0.5
    year = max(narrowest, share * max(map(measure, texts)) + 2 * PADDING + 0.5)
    fixed = {Role.UNIT: unit * layout.size, Role.PARTIES: parties * layout.size, Role.NUMBER: 4 * layout.size, Role.YEAR: year}
    rest = available - sum(fixed.get(role, 0) for role in grid.roles)
    least = _LEAST_NAME * layout.size
    if rest < least:
        fixed[Role.YEAR] = max(narrowest, year - (least - rest) / grid.roles.count(Role.YEAR))
        rest = max(available - sum(fixed.get(role, 0) for role in grid.roles), least)
    widths = [fixed.get(role, rest) for role in grid.roles]
    scale = available / sum(widths)
    return [width * scale for width in widths]


def _year_texts(grid: Grid) -> Iterator[str]:
    """All that stands in one column of years."""
    for row in grid.rows:
        for index, cell in _indexed(row):
            if grid.roles[index] is Role.YEAR and cell.columns == 1:
                yield cell.text
    labels = grid.header[min(1, len(grid.header) - 1)]
    yield from (cell.text for cell in (*grid.header[0], *labels) if cell.text[:4].isdigit())


def _indexed(row: Sequence[GridCell]) -> Iterator[tuple[int, GridCell]]:
    index = 0
    for cell in row:
        yield index, cell
        index += cell.columns
