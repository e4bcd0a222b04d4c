"""Puts the lines outside the tables together as paragraphs, and tells the lines of the page itself: its header, footer and number.

It knows where lines stand and how full they are. It must not know what a paragraph says.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jospar.extract.readers.pdf.lines import PdfLine, make_line, split_line
from jospar.extract.readers.pdf.page import Box

# The share of a page at its top and at its bottom where headers and footers stand.
_MARGIN = 0.12
# How far a running line may lie higher or lower from page to page, in points.
_SAME_HEIGHT = 3.0
# Lines of one paragraph are as high as each other within this share, and nearer to each other than this share of their height.
_SAME_SIZE, _LEADING = 0.08, 0.9
# Lines begin at one side, are centred, or lie far to the right, within so many points.
_ALIGNED, _INDENTED = 6.0, 12.0
_SPACE, _SAME_LINE = 0.22, 0.5
# Pieces of a line that stand apart by so many heights are of two columns; lines further below each other than this are of two blocks.
_COLUMN_GAP, _BLOCK_GAP = 3.0, 2.5
# So many lines above and below tell whether a gap goes through them.
_NEAR = 2
_DIGITS = re.compile(r"\d+")
_ITEM = re.compile(r"[(«\"]?(?:\d{1,3}(?:\.\d{1,3}){0,5}[.)]?|[^\W\d_]\)|[-–—•])\s+[(«\"]?([^\W\d_])")
# A line with a colon at its end that is no longer than this labels what follows.
_LONGEST_LABEL = 60
# Paragraphs stand further apart than their lines by this share of the height, where they do.
_WIDER = 0.12


@dataclass(frozen=True, slots=True)
class PageText:
    """The lines of one page that stand in no table, by the blocks that they stand in, and the size of the page."""

    width: float
    height: float
    blocks: tuple[tuple[PdfLine, ...], ...]

    @property
    def lines(self) -> list[PdfLine]:
        """The lines in reading order."""
        return [line for block in self.blocks for line in block]


def find_blocks(lines: Iterable[PdfLine]) -> tuple[tuple[PdfLine, ...], ...]:
    """Lines by the blocks of text that they stand in, from the top: what stands side by side, as two columns do, is two blocks.

    A line belongs to the block right above it, if it stands below no other.
    """
    blocks: list[list[PdfLine]] = []
    for line in sorted(_split_at_gutters(sorted(lines, key=lambda line: line.box[1])), key=lambda piece: piece.box[1]):
        above = [block for block in blocks if _stands_below(line, block[-1])]
        if len(above) == 1 and not any(other is not above[0] and _crosses(line, other) for other in blocks):
            above[0].append(line)
        else:
            blocks.append([line])
    return tuple(map(tuple, sorted(blocks, key=lambda block: (round(block[0].box[1]), block[0].box[0]))))


def _split_at_gutters(lines: Sequence[PdfLine]) -> Iterator[PdfLine]:
    """The pieces of lines that stand in columns of text: a wide gap between them that most lines near by leave free too.

    Words of a justified line may stand as far apart, but lines above and below have others there.
    """
    for index, line in enumerate(lines):
        near = [other for other in (*lines[max(index - _NEAR, 0) : index], *lines[index + 1 : index + 1 + _NEAR]) if _is_near(line, other)]
        pieces = split_line(line, _COLUMN_GAP)
        joined = [pieces[0]]
        for piece in pieces[1:]:
            if not _is_free(joined[-1].box[2] + line.height / 2, piece.box[0] - line.height / 2, near):
                joined[-1] = make_line((*joined[-1].words, *piece.words))
            else:
                joined.append(piece)
        yield from joined


def _is_free(left: float, right: float, lines: Sequence[PdfLine]) -> bool:
    """Whether at one place or another of a gap most lines have no word."""
    places = (left, (left + right) / 2, right)
    return any(2 * sum(any(word.x0 < at < word.x1 for word in line.words) for line in lines) <= len(lines) for at in places)


def _is_near(line: PdfLine, other: PdfLine) -> bool:
    return abs(other.box[1] - line.box[1]) < _NEAR * (1 + _BLOCK_GAP) * line.height


def _stands_below(line: PdfLine, above: PdfLine) -> bool:
    shared = min(line.box[2], above.box[2]) - max(line.box[0], above.box[0])
    return shared > 0 and -_SAME_LINE * line.height < line.box[1] - above.box[3] < _BLOCK_GAP * line.height


def _crosses(line: PdfLine, block: Sequence[PdfLine]) -> bool:
    """Whether a block reaches down beside a line, so that the line above both goes on in neither."""
    last = block[-1].box
    return last[3] > line.box[1] - _BLOCK_GAP * line.height and min(line.box[2], last[2]) > max(line.box[0], last[0])


def find_running(pages: Sequence[PageText]) -> set[int]:
    """The ids of the lines of the page itself: the outermost ones, the same but for their figures at the same height of other pages."""
    running: set[int] = set()
    for from_top in (True, False):
        outer = [_margin_lines(page, from_top) for page in pages]
        for depth in range(max(map(len, outer), default=0)):
            level = [lines[depth] for lines in outer if depth < len(lines) and all(id(line) in running for line in lines[:depth])]
            found = _repeated(level)
            if not found:
                break
            running |= found
    return running


def _margin_lines(page: PageText, from_top: bool) -> list[PdfLine]:
    """The lines in a margin, the outermost first."""
    reach = _MARGIN * page.height
    if from_top:
        return sorted((line for line in page.lines if line.box[3] <= reach), key=lambda line: line.box[1])
    return sorted((line for line in page.lines if line.box[1] >= page.height - reach), key=lambda line: -line.box[3])


def _repeated(lines: Iterable[PdfLine]) -> set[int]:
    groups: dict[str, list[PdfLine]] = defaultdict(list)
    for line in lines:
        groups[_DIGITS.sub("", line.text)].append(line)
    return {
        id(line)
        for group in groups.values()
        for line in group
        if any(other is not line and abs(other.box[1] - line.box[1]) <= _SAME_HEIGHT for other in group)
    }


def join_paragraphs(lines: Sequence[PdfLine], left: float, right: float) -> list[tuple[PdfLine, ...]]:
    """The lines of each paragraph, in the order that they come in; text runs from `left` to `right`."""
    paragraphs: list[list[PdfLine]] = []
    spaces = [_space(above, line) for above, line in pairwise(lines) if _may_go_on(above, line, left, right) and line.text[0].islower()]
    widest = max(spaces) + _WIDER if spaces else None
    for line in lines:
        above = paragraphs[-1][-1] if paragraphs else None
        if above is not None and _may_go_on(above, line, left, right) and not _begins(above, line, widest):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [tuple(paragraph) for paragraph in paragraphs]


def _space(above: PdfLine, line: PdfLine) -> float:
    """The blank between two lines, of their height."""
    return (line.box[1] - above.box[3]) / above.height


def _may_go_on(above: PdfLine, line: PdfLine, left: float, right: float) -> bool:
    """Whether a line may be the next of a paragraph: as high, close below, and its first word had no room on the line above."""
    height = above.height
    if abs(line.height - height) > _SAME_SIZE * height or not -0.5 < _space(above, line) < _LEADING:
        return False
    if _is_centred(line.box, left, right) or _is_centred(above.box, left, right) or _are_at_right(above.box, line.box, left, right):
        room = (right - left) - (above.box[2] - above.box[0])
    else:
        room = right - above.box[2]
        if line.box[0] - left > _INDENTED and abs(line.box[0] - above.box[0]) > _ALIGNED:
            return False
    return room <= _SPACE * height + line.measured.first


def _begins(above: PdfLine, line: PdfLine, widest: float | None) -> bool:
    """Whether a line that may go on begins a paragraph all the same.

    It is further away than lines that surely go on, has a number or a mark in front, is a label with a colon, or a sentence after another.
    """
    if widest is not None and _space(above, line) > widest:
        return True
    item = _ITEM.match(line.text)
    if item and item[1].isupper():
        return True
    if not line.text.lstrip('(«"')[:1].isupper():
        return False
    return above.text[-1] in ".;:!?" or (line.text.endswith(":") and len(line.text) <= _LONGEST_LABEL)


def _is_centred(box: Box, left: float, right: float) -> bool:
    return box[0] - left > _INDENTED and abs((box[0] - left) - (right - box[2])) < 2 * _ALIGNED


def _are_at_right(above: Box, below: Box, left: float, right: float) -> bool:
    """Whether text is set to the right margin, and begins where it may, so that its end does not show a full line.

    The first line of a justified text ends there too, but it is only a little indented, and the others are not.
    """
    if right - above[2] > _ALIGNED or abs(above[0] - below[0]) < _ALIGNED:
        return False
    return above[0] > (left + right) / 2 or (right - below[2] < _ALIGNED and below[0] - left > _INDENTED)
