"""Writes a number as the lists of an office program do: in figures, Roman numbers, or letters of the Latin or Russian alphabet."""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LATIN = "abcdefghijklmnopqrstuvwxyz"
# Lists leave out the letters that no item is called by: ё, й, ъ, ь (ECMA-376, part 1, 17.18.59).
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_HIGHEST_ROMAN, _MOST_LETTERS = 3999, 30


def format_number(value: int, form: str) -> str:
    """A number in a form of the format (`decimal`, `upperRoman`, `russianLower` …); in figures where the form is none of those.

    >>> [format_number(value, form) for value, form in ((4, "upperRoman"), (28, "lowerLetter"), (10, "russianLower"), (7, "decimalZero"))]
    ['IV', 'bb', 'к', '07']
    """
    write = _FORMS.get(form)
    return write(value) if write else str(value)


def _roman(value: int) -> str:
    if not 0 < value <= _HIGHEST_ROMAN:
        return str(value)
    text = ""
    for worth, letters in _ROMAN:
        times, value = divmod(value, worth)
        text += letters * times
    return text


def _letters(value: int, alphabet: str) -> str:
    times, index = divmod(value - 1, len(alphabet))
    return alphabet[index] * (times + 1) if 0 <= times < _MOST_LETTERS else str(value)


_FORMS: dict[str, Callable[[int], str]] = {
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda value: _letters(value, _LATIN).upper(),
    "lowerLetter": lambda value: _letters(value, _LATIN),
    "russianUpper": lambda value: _letters(value, _RUSSIAN).upper(),
    "russianLower": lambda value: _letters(value, _RUSSIAN),
    "decimalZero": lambda value: f"{value:02}",
    "none": lambda _value: "",
    "bullet": lambda _value: "",
}
