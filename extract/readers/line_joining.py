"""Joins the printed lines of one text: tells the line ends that the width of a cell made from those that the writer set, and a break
inside a word from one between words.

How full a line is decides most; the words that the document uses elsewhere decide the rest. It must not know any word of its own, nor what
a number means: figures are looked at only for how they are grouped.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jospar.extract.readers.printed import paragraph_break
from jospar.extract.words.figures import is_piece_of_number
from jospar.extract.words.years import YEAR, YEAR_FIGURES

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_TOKEN, _FIRST_TOKEN = re.compile(r"\S+$"), re.compile(r"^\S+")
# A letter or two before a comma, or one alone on a line, are the end of a word.
_ENDING = re.compile(r"[^\W\d_]{1,2}[,;.)]|[^\W\d_]\n")
_LAST_LETTERS, _FIRST_LETTERS = re.compile(r"[^\W\d_]+$"), re.compile(r"^[^\W\d_]+")
_LAST_FIGURES, _FIRST_FIGURES = re.compile(r"\d+$"), re.compile(r"^\d+")
_ONE_GROUP = re.compile(r"\d+\D*")
_GROUPED = re.compile(r"(?:^|[^\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})*$")
_YEAR = re.compile(YEAR)
_DECIMALS = re.compile(r"\d[.,]\d*$")
# No line that the writer began starts with these.
_CLOSING = frozenset(",.;:)]}%»”/")
# Of the height of the type: a space; what the measures of cells, whose borders take some room, may be wrong by for figures and for words.
_SPACE, _SLACK, _BRIM = 0.22, 0.2, 0.1
# What had so much more room than it needs, of the height, was set apart by the writer.
_CLEAR = 0.4
# So many figures make a group of thousands; so many letters tell words from each other at their beginnings, and at their ends.
_GROUP, _STEM, _END = 3, 4, 3
# Few words are longer than this, and few are broken with so much of them left.
_LONGEST, _LONG_REST = 20, 7


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as it is printed, measured in points: its width, those of its first and last words and first character, and its height."""

    text: str
    width: float
    first: float
    last: float
    first_char: float
    height: float

    @property
    def is_one_word(self) -> bool:
        """Whether nothing but one word stands on the line."""
        return " " not in self.text


class PrintedWords:
    """The words that a document prints whole, so that a broken one is known by them; and whether it breaks words with hyphens."""

    def __init__(self, texts: Iterable[tuple[Sequence[PrintedLine], float]], known: Iterable[str] = ()) -> None:
        """`texts` are the lines of each text of the document, with the width that they stand in; `known` are words that it may have."""
        hyphens: list[tuple[str, str]] = []
        found = {word.lower() for word in known}
        for lines, width in texts:
            for word in (word for part in _certain_parts(lines, width) for word in _WORD.findall(part.lower())):
                found.update((word, *word.split("-")))
            hyphens.extend(
                (_last_letters(above.text[:-1]).lower(), _first_letters(below.text).lower())
                for above, below in pairwise(lines)
                if _is_hyphened(above.text, below.text)
            )
        self._words = found
        self._sorted = sorted(found)
        self._reversed = sorted(word[::-1] for word in found)
        broken = sum(begun + rest in found for begun, rest in hyphens)
        self.hyphenates = broken > sum(f"{begun}-{rest}" in found for begun, rest in hyphens)

    def has(self, word: str) -> bool:
        """Whether the document prints a word, whatever its case."""
        return word.lower() in self._words

    def has_beginning(self, beginning: str) -> bool:
        """Whether a word of the document begins so."""
        return _holds(self._sorted, beginning.lower())

    def has_ending(self, ending: str) -> bool:
        """Whether a word of the document ends so."""
        return _holds(self._reversed, ending.lower()[::-1])


def _holds(ordered: Sequence[str], beginning: str) -> bool:
    index = bisect_left(ordered, beginning)
    return index < len(ordered) and ordered[index].startswith(beginning)


def join_lines(lines: Sequence[PrintedLine], width: float, words: PrintedWords) -> tuple[str, tuple[str, ...]]:
    """The text of lines that stand below each other in a cell of a width; and the joints in it that are doubtful, as `first|second`.

    >>> def line(text): return PrintedLine(text, 5 * len(text), 5 * len(text.split()[0]), 5 * len(text.split()[-1]), 5, 10)
    >>> join_lines([line("150"), line("000")], 22, PrintedWords([]))
    ('150 000', ())
    >>> join_lines([line("1"), line("14"), line("6")], 12, PrintedWords([]))
    ('1 146', ())
    >>> join_lines([line("бағдарламала"), line("ры")], 62, PrintedWords([([line("бағдарламаларын")], 90)]))
    ('бағдарламалары', ())
    >>> join_lines([line("ново-"), line("рож-"), line("денных")], 32, PrintedWords([([line("новорожденных")], 90)]))
    ('новорожденных', ())
    >>> join_lines([line("10"), line("20")], 62, PrintedWords([]))
    ('10\\n20', ())
    """
    if not lines:
        return "", ()
    text = lines[0].text
    doubtful: list[str] = []
    for index in range(1, len(lines)):
        joint, is_doubtful = _joint(text, lines, index, width, words)
        if is_doubtful:
            doubtful.append(f"{_token(_LAST_TOKEN, text)}|{_token(_FIRST_TOKEN, lines[index].text)}")
        text = text[:-1] + lines[index].text if joint is None else text + joint + lines[index].text
    return text, tuple(doubtful)


def _certain_parts(lines: Sequence[PrintedLine], width: float) -> Iterator[str]:
    """The text without the words that a line end may have broken."""
    for index, line in enumerate(lines):
        words = line.text.split()
        if index and (_may_be_within(lines[index - 1], line, width) or _is_hyphened(lines[index - 1].text, line.text)):
            words = words[1:]
        if index + 1 < len(lines) and (_may_be_within(line, lines[index + 1], width) or _is_hyphened(line.text, lines[index + 1].text)):
            words = words[:-1]
        yield " ".join(words)


def _may_be_within(above: PrintedLine, below: PrintedLine, width: float) -> bool:
    """Whether a line end may have broken a word: only one that is wider than its cell is broken, and it leaves no room for a character."""
    slack = _BRIM * above.height
    return above.is_one_word and above.last + below.first + slack > width and _is_brimful(above, below, width)


def _is_brimful(above: PrintedLine, below: PrintedLine, width: float) -> bool:
    return width - above.width < below.first_char + _BRIM * above.height


def _has_clear_room(above: PrintedLine, below: PrintedLine, width: float) -> bool:
    """Whether the first word of a line would have fitted on the one above, so that its writer set the line end."""
    return width - above.width > (_SPACE + _CLEAR) * above.height + below.first


def _joint(text: str, lines: Sequence[PrintedLine], index: int, width: float, words: PrintedWords) -> tuple[str | None, bool]:
    """What stands between the text so far and the next line, None where the hyphen at its end goes; and whether that is doubtful."""
    above, below = lines[index - 1], lines[index]
    if text[-1].isdecimal() and below.text[0].isdecimal():
        return _joint_of_figures(text, lines, index, width)
    if _is_hyphened(text, below.text):
        return _joint_of_hyphen(text, _word_begun_at(lines, index), words)
    may_be_within = _may_be_within(above, below, width)
    if below.text[0] in _CLOSING or (below.text[0] == "-" and (below.text == "-" or below.text[1].isalpha())):
        return ("" if may_be_within or below.text[0] == "/" else " "), False
    if text[-1] in "-/":
        return (" " if text[-2:-1].isspace() else ""), False
    if text[-1] in "–,." and below.text[0].isdecimal():
        return ("" if may_be_within and text[-2:-1].isdecimal() else " "), False
    if may_be_within or (_is_brimful(above, below, width) and _is_known_whole(text, below.text, words)):
        return _joint_of_word(text, below.text, _text_begun_at(lines, index, width), words)
    return (paragraph_break(text, below.text) if _has_clear_room(above, below, width) else " "), False


def _joint_of_figures(text: str, lines: Sequence[PrintedLine], index: int, width: float) -> tuple[str, bool]:
    """Figures that do not fit on one line: between groups a space was left out, inside a group that was broken nothing.

    Where the whole group would have fitted on the line above, the writer set the line end, and it stays; where one more figure would have,
    a group ends there. Else both may be, and how numbers are grouped decides; where that gives no number, the line end stays too.
    """
    above, below = lines[index - 1], lines[index]
    room, slack = width - above.width, _SLACK * above.height
    if _has_clear_room(above, below, width):
        return "\n", False
    # The spaces within a number are often such that no line may end there, so that it is broken anywhere.
    if room > below.first_char + slack or not (above.is_one_word or is_piece_of_number(above.text)):
        return " ", False
    begun = _token(_LAST_FIGURES, text)
    if _DECIMALS.search(text):
        return ("" if _ONE_GROUP.fullmatch(below.text) else "\n"), False
    is_first = text == begun or not text[: -len(begun)][-1].isspace()
    pieces = _pieces_begun_at(lines, index, width)
    joints = {joint for joint, *_ in _groupings((len(begun), *map(len, pieces)), is_first)}
    if joints:
        return (" " if " " in joints else ""), len(joints) > 1
    if not is_first:
        return "\n", False
    if _YEAR.fullmatch(begun + "".join(pieces)) or len(pieces[0]) < len(begun):
        return "", False
    return ("", True) if len(begun) + len(pieces[0]) == YEAR_FIGURES else ("\n", False)


def _pieces_begun_at(lines: Sequence[PrintedLine], index: int, width: float) -> list[str]:
    """The figures that a line begins with, and those below that a full line may have parted from them."""
    pieces = [_token(_FIRST_FIGURES, lines[index].text)]
    while lines[index].text == pieces[-1] and index + 1 < len(lines):
        above, below = lines[index], lines[index + 1]
        figures = _token(_FIRST_FIGURES, below.text)
        if not figures or width - above.width > below.first_char + _SLACK * above.height:
            break
        pieces.append(figures)
        index += 1
    return pieces


def _groupings(sizes: Sequence[int], is_first: bool) -> Iterator[tuple[str, ...]]:
    """What can stand between pieces of figures so that they are grouped as numbers are: three figures a group, the first may have fewer.

    >>> list(_groupings((2, 3, 3), is_first=True))
    [(' ', ' ')]
    >>> list(_groupings((1, 2, 1), is_first=True))
    [(' ', '')]
    """
    size, *rest = sizes
    is_group = size == _GROUP or (is_first and 0 < size < _GROUP)
    if not rest:
        if is_group:
            yield ()
        return
    if is_group:
        yield from ((" ", *joints) for joints in _groupings(rest, is_first=False))
    if size + rest[0] <= _GROUP:
        yield from (("", *joints) for joints in _groupings((size + rest[0], *rest[1:]), is_first))


def _text_begun_at(lines: Sequence[PrintedLine], index: int, width: float) -> str:
    """The text of a line, with those below that a word of it may go on in."""
    text = lines[index].text
    while index + 1 < len(lines) and _may_be_within(lines[index], lines[index + 1], width) and lines[index + 1].text[0].islower():
        index += 1
        text += lines[index].text
    return text


def _is_hyphened(text: str, below: str) -> bool:
    return text.endswith("-") and text[-2:-1].isalpha() and below[:1].isalpha()


def _word_begun_at(lines: Sequence[PrintedLine], index: int) -> str:
    """The word that a line begins with, and where a hyphen breaks it the rest of it from the lines below."""
    word = ""
    for line in lines[index:]:
        token = _token(_FIRST_TOKEN, line.text)
        word += token.removesuffix("-")
        if not (line.is_one_word and token.endswith("-")):
            break
    return word


def _joint_of_hyphen(text: str, rest: str, words: PrintedWords) -> tuple[str | None, bool]:
    """Whether a hyphen at the end of a line belongs to the word, by how the document writes the word elsewhere, and breaks others."""
    begun, rest = _last_letters(text[:-1]), _first_letters(rest)
    if words.has(f"{begun}-{rest}") or (len(rest) >= _STEM and words.has_beginning(f"{begun}-{rest[:_STEM]}")):
        return "", False
    if words.has(begun + rest) or _has_stem(begun, rest, words):
        return None, False
    if rest[:1].isupper() or (words.has(begun) and words.has(rest)):
        return "", False
    if words.hyphenates:
        return None, True
    return "", not words.has(begun)


def _joint_of_word(text: str, below: str, whole: str, words: PrintedWords) -> tuple[str, bool]:
    """Whether a line that is full to the brim ends inside a word; `whole` is the next line with those that a word of it may go on in."""
    begun, rest = _last_letters(text), _first_letters(below)
    if not begun or not rest:
        return " ", False
    if _is_known_whole(text, whole, words):
        return "", False
    if _ENDING.match(f"{below}\n"):
        return "", True
    if rest[0].isupper() and not begun[-1].isupper():
        return " ", False
    is_word = words.has(begun) and _token(_LAST_TOKEN, text).lstrip('(«“"') == begun
    if words.has(rest) or words.has(_first_letters(whole)):
        return " ", not is_word
    ends_word = is_word or (len(begun) >= _END and words.has_ending(begun[-_END:]))
    if len(rest) < _STEM:
        return (" " if ends_word and not words.has_ending(rest) else ""), True
    begins_word, is_long = words.has_beginning(rest[:_END]), len(begun) + len(rest) > _LONGEST
    signs = ends_word + begins_word + (len(rest) >= _LONG_REST) + 2 * is_long
    is_certain = ends_word and ((begins_word and words.has_beginning(rest[:_STEM])) or is_long)
    return (" " if signs > 1 else ""), not is_certain


def _is_known_whole(text: str, below: str, words: PrintedWords) -> bool:
    """Whether what a line end parts is one word elsewhere in the document, or the stem of one, and its parts are not both words; a single
    letter is seen as a word too easily."""
    begun, rest = _last_letters(text), _first_letters(below)
    if not begun or not rest or (len(rest) > 1 and words.has(begun) and words.has(rest)):
        return False
    return words.has(begun + rest) or (_has_stem(begun, rest, words) and not words.has(begun))


def _has_stem(begun: str, rest: str, words: PrintedWords) -> bool:
    """Whether a word of the document goes on beyond the break as this one does."""
    return len(begun) >= _STEM and words.has_beginning(begun + rest[:2])


def _last_letters(text: str) -> str:
    return _token(_LAST_LETTERS, text)


def _first_letters(text: str) -> str:
    return _token(_FIRST_LETTERS, text)


def _token(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[0] if match else ""
