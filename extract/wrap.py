"""Joins the printed lines of one text: tells the line ends that the width of a cell made from those that the writer set, and a break
inside a word from one between words.

How full a line is decides most; the words that the document uses elsewhere decide the rest. It must not know any word of its own, nor what
a number means: figures are looked at only for how they are grouped.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_TOKEN, _FIRST_TOKEN = re.compile(r"\S+$"), re.compile(r"^\S+")
_LAST_LETTERS, _FIRST_LETTERS = re.compile(r"[^\W\d_]+$"), re.compile(r"^[^\W\d_]+")
_LAST_GROUP, _FIRST_GROUP = re.compile(r"\d+$"), re.compile(r"^\d+(?=\D|$)")
_NUMBER_BEGUN = re.compile(r"(?:^|[^\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})*$")
# Of the height of the type: a space, an average letter, and what the measures of lines are wrong by.
_SPACE, _LETTER, _SLACK = 0.22, 0.5, 0.25
_THOUSAND = 3
_STEM = 4


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as it is printed, measured in points: its width, those of its first and last words, and the height of its type."""

    text: str
    width: float
    first: float
    last: float
    height: float

    @property
    def is_one_word(self) -> bool:
        """Whether nothing but one word stands on the line."""
        return " " not in self.text


class Words:
    """The words that a document prints whole, so that a broken one is known by them."""

    def __init__(self, texts: Iterable[str]) -> None:
        found = {word for text in texts for word in _WORD.findall(text.lower())}
        self._words = found
        self._sorted = sorted(found)

    def has(self, word: str) -> bool:
        """Whether the document prints a word, whatever its case."""
        return word.lower() in self._words

    def has_beginning(self, beginning: str) -> bool:
        """Whether a word of the document begins so."""
        low = beginning.lower()
        index = bisect_left(self._sorted, low)
        return index < len(self._sorted) and self._sorted[index].startswith(low)


def whole_words(lines: Sequence[PrintedLine]) -> str:
    """The text of lines without the words at their broken ends."""
    parts = []
    for index, line in enumerate(lines):
        words = line.text.split()
        parts.extend(words[1 if index else 0 : len(words) if index == len(lines) - 1 else -1])
    return " ".join(parts)


def join_lines(lines: Sequence[PrintedLine], width: float, words: Words) -> tuple[str, tuple[str, ...]]:
    """The text of lines that stand below each other in a cell of a width; and the joints in it that are doubtful, as `first|second`.

    >>> def line(text): return PrintedLine(text, 5 * len(text), 5 * len(text.split()[0]), 5 * len(text.split()[-1]), 10)
    >>> join_lines([line("150"), line("000")], 22, Words([]))
    ('150 000', ())
    >>> join_lines([line("бағдарламала"), line("ры")], 62, Words(["бағдарламаларын"]))
    ('бағдарламалары', ())
    >>> join_lines([line("ново-"), line("рож-"), line("денных")], 32, Words(["новорожденных"]))
    ('новорожденных', ())
    >>> join_lines([line("10"), line("20")], 62, Words([]))
    ('10\\n20', ())
    """
    if not lines:
        return "", ()
    text = lines[0].text
    doubtful: list[str] = []
    for index, (above, below) in enumerate(pairwise(lines)):
        rest = _word_begun_at(lines, index + 1)
        joint, is_doubtful = _joint(text, above, below, rest, width, words)
        if is_doubtful:
            doubtful.append(f"{_token(_LAST_TOKEN, text)}|{_token(_FIRST_TOKEN, below.text)}")
        text = text[:-1] + below.text if joint is None else text + joint + below.text
    return text, tuple(doubtful)


def _word_begun_at(lines: Sequence[PrintedLine], index: int) -> str:
    """The word that a line begins with, and where a hyphen breaks it the rest of it from the lines below."""
    word = ""
    for line in lines[index:]:
        token = _token(_FIRST_TOKEN, line.text)
        word += token.removesuffix("-")
        if not (line.is_one_word and token.endswith("-")):
            break
    return word


def _joint(text: str, above: PrintedLine, below: PrintedLine, rest: str, width: float, words: Words) -> tuple[str | None, bool]:
    """What stands between two lines, None where the hyphen at the end of the first goes; and whether that is doubtful."""
    room = width - above.width
    slack = _SLACK * above.height
    is_set = room > _SPACE * above.height + below.first + slack
    figures = text[-1:].isdigit() and below.text[:1].isdigit()
    if is_set:
        return ("\n", False) if figures else _joint_of_hyphen(text, rest, words) if _is_hyphened(text, below.text) else (" ", False)
    if figures:
        return _joint_of_figures(text, below.text, room < _LETTER * above.height + slack), False
    if _is_hyphened(text, below.text):
        return _joint_of_hyphen(text, rest, words)
    is_brimful = room < _LETTER * above.height + slack
    if text[-1] in "-–/" or (text[-1] in ",." and text[-2:-1].isdigit() and below.text[:1].isdigit()):
        return ("" if above.is_one_word or text[-1] in "-/" else " "), False
    if is_brimful and above.is_one_word and above.last + below.first > width:
        return _joint_of_word(text, below.text, words)
    return " ", False


def _is_hyphened(text: str, below: str) -> bool:
    return text.endswith("-") and text[-2:-1].isalpha() and below[:1].isalpha()


def _joint_of_figures(text: str, below: str, is_brimful: bool) -> str:
    """Figures that do not fit on one line: groups of thousands are parted by a space, a group that was broken has none.

    Where neither gives a number that is grouped as numbers are, the line end stays, and who reads the number has to say so.
    """
    group = _token(_FIRST_GROUP, below)
    if len(group) == _THOUSAND and _NUMBER_BEGUN.search(text):
        return " "
    begun = _token(_LAST_GROUP, text) + group
    if is_brimful and (len(begun) == _THOUSAND or len(_token(_LAST_TOKEN, text)) == len(_token(_LAST_GROUP, text)) == len(text)):
        return ""
    return "\n"


def _joint_of_hyphen(text: str, rest: str, words: Words) -> tuple[str | None, bool]:
    """Whether a hyphen at the end of a line belongs to the word, by how the document writes the word elsewhere."""
    begun = _token(_LAST_TOKEN, text)[:-1]
    begun, rest = _token(_LAST_LETTERS, begun), _token(_FIRST_LETTERS, rest)
    if words.has(f"{begun}-{rest}") or (len(rest) >= _STEM and words.has_beginning(f"{begun}-{rest[:_STEM]}")):
        return "", False
    if words.has(begun + rest) or _has_stem(begun, rest, words):
        return None, False
    if rest[:1].isupper() or (words.has(begun) and words.has(rest)):
        return "", False
    return ("" if words.has(begun) else None), True


def _joint_of_word(text: str, below: str, words: Words) -> tuple[str, bool]:
    """Whether a line that is full to the brim ends inside a word."""
    begun, rest = _token(_LAST_TOKEN, text), _token(_FIRST_TOKEN, below)
    letters, ending = _token(_LAST_LETTERS, begun), _token(_FIRST_LETTERS, rest)
    if not letters or not ending:
        return " ", False
    if words.has(letters + ending) or (_has_stem(letters, ending, words) and not words.has(letters)):
        return "", False
    if ending[0].isupper() or (words.has(letters) and words.has(ending)):
        return " ", False
    if words.has(letters) != words.has(ending):
        return " ", True
    return "", True


def _has_stem(begun: str, rest: str, words: Words) -> bool:
    """Whether a word of the document goes on beyond the break as this one does."""
    return len(begun) >= _STEM and words.has_beginning(begun + rest[:2])


def _token(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[0] if match else ""
