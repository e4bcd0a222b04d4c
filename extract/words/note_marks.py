"""What a mark that leads to a note looks like, and how it is written where it is raised; the one place that knows these signs.

It must not know what the text means that the mark stands at.
"""

from __future__ import annotations

import re

_ONE = r"(?:[1-9][0-9]?|\*{1,4}|[†‡§]|(?![⁰-₉²³¹])[^\W\d_])"
_MARK = re.compile(rf"[(\[]?{_ONE}[)\]]?(?:\s?[,;–-]\s?{_ONE}[)\]]?)*")
_FIGURES, _LOWERED = "¹²³⁰⁴-⁹", "₀-₉"
_RAISED = str.maketrans("0123456789()-–[]", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁻⁻⁽⁾")
_LOWER = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

# A run of marks is one for good, and no label ends with more of them than so many characters: tried in parts, or from every one of its
# characters on, a long run would cost more than any document may.
_LONGEST_MARKS = 24
_OF_ONE = rf"(?:⁽?[{_FIGURES}]++⁾?|⁽?\*{{1,3}}⁾|⁽[^\W\d_]⁾|[∗†‡§])"
RAISED_MARKS = rf"{_OF_ONE}(?:\s?(?:[,;⁻]\s?)?{_OF_ONE})*+"
"""One mark as raised text has it, or several: `¹`, `¹⁾`, `¹,²`, `¹⁻³`. A part of a pattern."""

MARKS_OF_NUMBER = re.compile(rf"(?<=[0-9%])\s?(?:{RAISED_MARKS}|[{_LOWERED}]+)(?![⁻/⁄\d])|^\s*{RAISED_MARKS}\s?(?=[-−–<>≤≥~≈+]?\s?[0-9])")
"""The marks at a number, in front of it or behind it; a power of ten and a fraction have none."""

MARKS_OF_WORD = re.compile(rf"(?<=[a-zа-яёәғқңөұүһі]{{3}}){RAISED_MARKS}(?![^\s.,;:)])")
"""The marks behind a word of a name: one of three letters or more, for those of fewer may be units that have a power (`м²`, `км²`)."""

_AT_END = re.compile(rf"(?<=\S)(?:{RAISED_MARKS}|(?<![A-Z])[{_LOWERED}]++|\*++|\s++)++$")
_IN_FRONT = re.compile(rf"^\s*(?:{RAISED_MARKS}|[{_LOWERED}]+)\s*(?=\w)")
_AT_FIGURE = re.compile(rf"(?<=\d)\s?{RAISED_MARKS}(?![⁻/⁄\d])")
# What is measured in lengths has powers of its own: `м²`.
_LAST = re.compile(rf"(?:(?<![мМmM]){RAISED_MARKS}|(?<![A-Z])[{_LOWERED}]+|\s+{RAISED_MARKS}|\s*\*+)\s*$")


def is_note_mark(text: str) -> bool:
    """Whether a text that is raised or lowered may be the mark of a note, or several.

    >>> [is_note_mark(text) for text in ("1", "1,2", "3)", "*", "а")], [is_note_mark(text) for text in ("-3", "00", "1/2", "кв")]
    ([True, True, True, True, True], [False, False, False, False])
    """
    return _MARK.fullmatch(text) is not None


def raise_mark(text: str) -> str:
    """The marks of notes, or the figures of a power, as they are printed.

    >>> raise_mark("12"), raise_mark("1, 3)"), raise_mark("а")
    ('¹²', '¹,³⁾', '⁽а⁾')
    """
    return f"⁽{text}⁾" if len(text) == 1 and text.isalpha() else "".join(text.split()).translate(_RAISED)


def lower_mark(text: str) -> str:
    """Figures as they are printed below their line.

    >>> lower_mark("2")
    '₂'
    """
    return text.translate(_LOWER)


def without_note_marks(text: str) -> str:
    """A label without the marks in front of it, at its end and at its figures that lead to notes.

    >>> without_note_marks("2025 ж.¹"), without_note_marks("2025¹,² год*"), without_note_marks("м²/сут")
    ('2025 ж.', '2025 год', 'м²/сут')
    """
    text = _IN_FRONT.sub("", text)
    at_end = _AT_END.search(text, max(len(text) - _LONGEST_MARKS, 0))
    return _AT_FIGURE.sub("", text if at_end is None else text[: at_end.start()])


def without_last_mark(label: str) -> str:
    """The label of a unit without the mark at its end; figures that may be a power of it stay.

    >>> without_last_mark("чел.¹"), without_last_mark("м²*"), without_last_mark("м²")
    ('чел.', 'м²', 'м²')
    """
    last = _LAST.search(label, max(len(label) - _LONGEST_MARKS, 0))
    return label if last is None else label[: last.start()]
