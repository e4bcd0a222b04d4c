"""Makes of a text what is seen of it on paper: the last step of every reader whose format has breaks, invisible characters, raised figures.

The backslashes that a text has from a copy by way of Markdown go too, whatever file it was pasted into: seen in ktu-2024.docx, `0,89\\$`.
It knows characters only. It must not know what a text means.
"""

from __future__ import annotations

import re
import unicodedata

BREAK = "\x0b"
"""Stands in a text for the end of a line or a paragraph inside a cell."""

_CLOSED, _OPENING = frozenset(')]»”"'), '([«“"'
_RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BREAKS = re.compile("(?<![ \t\u00a0])[ \t\u00a0]*[\x0b\u2028\u2029\x85][ \t\u00a0\x0b\u2028\u2029\x85]*")
_ITEM = re.compile(r"(?:\d{1,2}[.)]|[^\W\d_]\)|[-\u2013\u2014\u2022])\s+[^\W\d_]")
_LINE_END = re.compile(r"(?<=.)\n(?=.)")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!$%&~<>|-])")
# All of these, looked for at once: most texts have none.
_UNSEEN = re.compile("[\\\\\x0b\x85\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")


def make_printed(text: str, keeps_lines: bool = False) -> str:
    """A text as it is printed: in NFC, without escapes, invisible characters and padding at the ends; its breaks are joined, or line ends
    where it `keeps_lines`, as the text of a cell does.

    >>> make_printed(f"бағдарла\\u00adмалар{BREAK}саны "), make_printed(f"10{BREAK}20"), make_printed(f"ҒЗИ{BREAK}ПОҚ", keeps_lines=True)
    ('бағдарламалар саны', '10\\n20', 'ҒЗИ\\nПОҚ')
    """
    if _UNSEEN.search(text):
        text = _BREAKS.sub("\n" if keeps_lines else _join_at_break, _INVISIBLE.sub("", without_escapes(text)))
    return text.strip() if text.isascii() else unicodedata.normalize("NFC", text).strip()


def without_escapes(text: str) -> str:
    """A text without the backslashes that a passage through Markdown has left in front of signs.

    >>> without_escapes("(0,89\\\\$)")
    '(0,89$)'
    """
    return _ESCAPE.sub(r"\1", text)


def on_its_line(text: str) -> str:
    """A line outside any table whose writer broke it: one line again, but for a break between figures, which groups none.

    >>> on_its_line("Сапаны\\nарттыру")
    'Сапаны арттыру'
    """
    return _LINE_END.sub(lambda match: line_break(text[match.start() - 1], text[match.end()]), text) if "\n" in text else text


def raise_digits(digits: str) -> str:
    """The digits of a footnote or a power as they are printed: raised.

    >>> raise_digits("12")
    '¹²'
    """
    return digits.translate(_RAISED_DIGITS)


def line_break(before: str, after: str) -> str:
    """What stands for the end of a line in a cell between two characters: a space, or between figures a line end, as it groups none."""
    return "\n" if before.isdigit() and after.isdigit() else " "


def paragraph_break(before: str, after: str) -> str:
    """What stands for the end of a paragraph in a cell: a line end behind a word, and in front of an item of a list.

    >>> paragraph_break("Бас инженер", "жөндеу цехы"), paragraph_break("бизнес,", "ЖАО"), paragraph_break("бизнес;", "2) ЖАО")
    ('\\n', ' ', '\\n')
    """
    is_end = before[-1:].isalpha() or before[-1:] in _CLOSED
    return "\n" if (is_end and after[:1] not in "(/") or _ITEM.match(after) else line_break(before[-1:], after[:1])


def _join_at_break(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    return line_break(text[max(start - 1, 0) : start], text[end : end + 1])
