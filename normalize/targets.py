"""The target in a task's title: `(100 адамнан 250 адамға дейін)`, `2029 жылға 1,12-ге жеткізу`, `не менее 80 % к 2014 году`.

A title is cut into pieces: amounts, years, words. The rules below look at an amount and at what stands beside it; each is one shape.
It must not know levels or tables. Where two rules' amounts disagree, where the word after a number may be an unknown unit, and where a
number only tells which things are meant (`в возрасте до 5 лет`, `1 млн. теңгеден астам`) there is no target.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from normalize.bounds import bound_entries
from normalize.catalogue import Unreadable
from normalize.numbers import NUMBER, Quantity, ending_after, read_quantities
from normalize.records import Bound
from normalize.unit_rules import kind_of
from normalize.units import Unit, find_unit
from normalize.words import alternatives, case_of, codes_by_words, fold_letters, forms_of, joined_words, vocabulary, words
from normalize.years import YEAR

_LONGEST_UNIT = 5
# What stands in the pieces for a number that can't be read.
_REFUSED = "\0"
_CLOSING = frozenset(").,;*»")
# A number that is no part of a word or code: not `ТОП-5`, `Q1`, `1.2.3`, `5G`.
_FREE = rf"(?<![\w.,/–-])(?<![\w][-–]){NUMBER}(?![\w.]*[0-9])(?![^\W\d_])"
_RANGE = rf"{_FREE}(?:\s?%)?[-–—‑]\s?{NUMBER}(?![\w.]*[0-9])"
# `случаев на 1000 населения`; another number after «на» is more likely of something else.
_UNIT_WORD = re.compile(r"[ \u00a0]*(на\s10*(?:[ \u00a0]000)*(?!\w)|[^\W\d_][\w./-]*|[%$€₸₽]+(?:-[^\W\d_]+)?)")


@dataclass(frozen=True, slots=True)
class Target:
    """A target: from `baseline`, where one is printed, to `value` (and `upper`, where it is a range), in `year`.

    `unit`, `mult` and `per` are as in units.Unit; `unit` is None where the number stands alone.
    """

    baseline: Decimal | None
    value: Decimal
    unit: str | None
    mult: int
    per: str | None
    year: int | None
    bound: Bound
    upper: Decimal | None = None


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number of the title with its unit; `case` is the Kazakh case that the number or the unit ends in."""

    quantity: Quantity
    unit: Unit | None
    case: str | None


@dataclass(frozen=True, slots=True)
class _Year:
    """A year of the title and its mark."""

    year: int
    mark: str


_Piece = _Amount | _Year | str
_Pieces = tuple[_Piece, ...]


@lru_cache(maxsize=1024)
def parse_target(title: str) -> Target | None:
    """The target that a title names, or None.

    A change (`на 30 %`) is no target, and neither is a span of time (`до 5 лет`). Where two levels, two years or two units contradict
    each other there is none either; has_number tells whether there was something to read.

    >>> target = parse_target("білім алушылар санын ұлғайту, 100 адамнан 250 адамға дейін")
    >>> target.baseline, target.value, target.unit
    (Decimal('100'), Decimal('250'), 'person')
    >>> parse_target("Көлемі 1 млн. теңгеден астам коммерцияландырған қызметкерлердің санын арттыру") is None
    True
    """
    if not any(character.isdigit() for character in title):
        return None
    pieces = _pieces(title)
    years = {year for index, piece in enumerate(pieces) if isinstance(piece, _Year) and (year := _deadline(pieces, index))}
    if len(years) > 1:
        return None
    amounts = (index for index, piece in enumerate(pieces) if isinstance(piece, _Amount))
    found = {target for index in amounts if (target := _target_at(pieces, index)) is not None}
    return replace(found.pop(), year=years.pop() if years else None) if len(found) == 1 else None


def has_number(title: str) -> bool:
    """Whether a title holds a number that is neither a year nor part of a word.

    >>> has_number("Көлемі 1 млн. теңгеден астам"), has_number("кемінде ТОП-5, Q1, 2029 жылға")
    (True, False)
    """
    return _number().search(_year_span().sub(" ", fold_letters(title))) is not None


@cache
def _year_mark() -> str:
    return alternatives(form for entry in vocabulary("years") if entry.code == "mark" for form in entry.forms)


@cache
def _year_span() -> re.Pattern[str]:
    span = rf"{YEAR}(?:\s?[-–/]\s?|\sпо\s){YEAR}(?![0-9])"
    return re.compile(rf"(?<![\w.,])(?:{span}|{YEAR})\s?(?:{_year_mark()})(?!\w)\.?|(?<![\w.,]){span}")


@cache
def _number() -> re.Pattern[str]:
    return re.compile(_FREE)


@cache
def _piece() -> re.Pattern[str]:
    """Groups: a year with its mark, the mark; a number or range; words of more than one word; a word or a sign."""
    phrases = [form for name in ("bounds", "targets", "per_phrases") for entry in _entries(name) for form in entry if " " in form]
    year = rf"(?<![\w.,])({YEAR})\s?({_year_mark()})(?!\w)\.?"
    return re.compile(rf"{year}|({_RANGE}|{_FREE})|((?<!\w)(?:{alternatives(phrases)})(?!\w))|(\w+(?:[-./]\w+)*|[^\w\s])")


def _entries(name: str) -> Iterator[tuple[str, ...]]:
    extra_keys = ("place", "over") if name == "bounds" else ()
    return (entry.forms for entry in vocabulary(name, *extra_keys))


def _pieces(title: str) -> _Pieces:
    """The title cut up, the phrases of a denominator (`күніне`, `жылына`) taken into the amount that follows them."""
    folded = fold_letters(title)
    pieces: list[_Piece] = []
    start = 0
    while match := _piece().search(folded, start):
        start = match.end()
        if match[1]:
            pieces.append(_Year(int(match[1]), match[2]))
        elif match[3]:
            per = codes_by_words("per_phrases").get(pieces[-1]) if pieces and isinstance(pieces[-1], str) else None
            amount, start = _amount(folded, match[3], match.end(), per)
            if per and amount:
                pieces.pop()
            pieces.append(amount or _REFUSED)
        else:
            pieces.append(" ".join(match[0].split()))
    return tuple(pieces)


def _amount(folded: str, printed: str, end: int, per: str | None) -> tuple[_Amount | None, int]:
    """The amount that begins with a printed number, and where it ends."""
    try:
        (quantity,) = read_quantities(printed).quantities
    except (Unreadable, ValueError):
        return None, end
    ending = ending_after(folded[end:])
    label, end = ("", end + len(ending)) if ending else _unit_label(folded, end)
    unit = find_unit(label) if label else None
    if per not in (None, "year"):
        if unit is None or unit.per not in (None, per):
            return None, end
        unit = replace(unit, per=per)
    return _Amount(quantity, unit, case_of(ending or (words(label) or ("",))[-1])), end


def _unit_label(folded: str, end: int) -> tuple[str, int]:
    """The longest run of words after a number that is a unit, and where it ends."""
    run: list[tuple[str, int]] = []
    roles = ("until", "until_of", "to", "reach", "through")
    stops = forms_of("per_words", "after").union(*(forms_of("targets", role) for role in roles))
    position = end
    while len(run) < _LONGEST_UNIT and (match := _UNIT_WORD.match(folded, position)) and match[1] not in stops:
        position = match.end()
        run.append((folded[end:position].strip(), position))
    known = (found for found in reversed(run) if (unit := find_unit(found[0])) and unit.bound is Bound.EXACT)
    label, position = next(known, ("", end))
    # The full stop of a sentence is no part of its unit.
    return (label[:-1], position - 1) if label.endswith(".") and position == len(folded) else (label, position)


def _deadline(pieces: _Pieces, index: int) -> int | None:
    """The year at `index`, where it is when something is to be reached: `2029 жылға`, `к 2014 году`."""
    piece = pieces[index]
    if not isinstance(piece, _Year):
        return None
    return piece.year if piece.mark in forms_of("years", "deadline") or _is(pieces, index - 1, "deadline") else None


def _is(pieces: _Pieces, index: int, role: str) -> bool:
    return 0 <= index < len(pieces) and pieces[index] in forms_of("targets", role)


def _target_at(pieces: _Pieces, index: int) -> Target | None:
    return next((target for rule in _RULES if (target := rule(pieces, index)) is not None), None)


def _at(pieces: _Pieces, index: int) -> _Amount | None:
    """The amount at `index`, unless it is a span of time, or what stands beside it makes it a qualifier or a part of something else."""
    piece = pieces[index] if 0 <= index < len(pieces) else None
    if not isinstance(piece, _Amount) or any(_is(pieces, before, "qualifier") for before in range(max(0, index - 3), index)):
        return None
    if _is_bare(pieces, index - 1) or (_is_bare(pieces, index) and _is_number(pieces, index + 1)):
        return None
    if _word(pieces, index - 1) in forms_of("per_words", "after") or _word(pieces, index + 1) in forms_of("per_words", "before"):
        return None
    is_time = piece.unit is not None and piece.unit.code is not None and _is_time(piece.unit.code)
    return None if is_time else piece


def _is_number(pieces: _Pieces, index: int) -> bool:
    return 0 <= index < len(pieces) and (isinstance(pieces[index], _Amount) or pieces[index] == _REFUSED)


def _is_bare(pieces: _Pieces, index: int) -> bool:
    """Whether a number stands at `index` with nothing that parts it from a number behind it: `5 6 человек`."""
    piece = pieces[index] if 0 <= index < len(pieces) else ""
    return piece == _REFUSED or (isinstance(piece, _Amount) and piece.unit is None and piece.case is None)


@cache
def _is_time(code: str) -> bool:
    return any(entry.code == code and kind_of(words(entry.forms[0])) == "time" for entry in vocabulary("units", "kind"))


def _follows(pieces: _Pieces, index: int) -> bool:
    """Whether what stands at `index` leaves the number before it complete: no word that may be an unknown unit."""
    return index >= len(pieces) or isinstance(pieces[index], _Year) or pieces[index] in _CLOSING or _is(pieces, index, "follows")


def _target(amount: _Amount, baseline: _Amount | None = None, bound: Bound | None = None) -> Target | None:
    unit = amount.unit or (baseline.unit if baseline else None)
    if baseline and not (_fits(baseline.unit, unit) and baseline.quantity.upper is None and amount.quantity.upper is None):
        return None
    code, mult, per = (unit.code, unit.mult, unit.per) if unit else (None, 0, None)
    if mult and code is None:
        return None
    start, quantity = (baseline.quantity.value if baseline else None), amount.quantity
    return Target(start, quantity.value, code, mult, per, None, bound or quantity.bound, quantity.upper)


def _fits(unit: Unit | None, other: Unit | None) -> bool:
    """Whether a baseline's unit is the target's: the same, none, or its multiplier alone (`с 10 тыс. до 20 тыс. тенге`)."""
    return unit in (None, other) or (unit is not None and other is not None and unit == Unit(None, other.mult))


def _from_until(pieces: _Pieces, index: int) -> Target | None:
    """`100 адамнан 250 адамға дейін`; `күніне 500 рет клик/күн арқылы күніне 1500 рет клик/күнге дейінгі`."""
    amount, through = _at(pieces, index), _is(pieces, index - 1, "through")
    baseline = _at(pieces, index - 2 if through or (index and isinstance(pieces[index - 1], _Year)) else index - 1)
    if amount is None or baseline is None or not (through or baseline.case == "ablative"):
        return None
    return _target(amount, baseline) if _is(pieces, index + 1, "until") or _is(pieces, index + 1, "until_of") else None


def _from_to(pieces: _Pieces, index: int) -> Target | None:
    """`с 100 до 250 человек`, `от 5 % до 10 %`."""
    amount, baseline = _at(pieces, index), _at(pieces, index - 2)
    if amount is None or baseline is None or not (_is(pieces, index - 3, "from") and _is(pieces, index - 1, "to")):
        return None
    return _target(amount, baseline) if amount.unit or _follows(pieces, index + 1) else None


def _limited(pieces: _Pieces, index: int) -> Target | None:
    """`кемінде 85%`, `не менее 80 %`, `85 %-дан кем емес`; `1 млн. теңгеден астам` is a qualifier as often as a target."""
    amount = _at(pieces, index)
    if amount is None or amount.quantity.upper is not None:
        return None
    before = bound_entries("before").get(_word(pieces, index - 1))
    after = bound_entries("after").get(_word(pieces, index + 1)) if amount.case == "ablative" else None
    entry = before or after
    if entry is None or entry.code == Bound.EXACT or entry.get("over") or (before and after):
        return None
    return _target(amount, bound=Bound(entry.code)) if amount.unit or after or _follows(pieces, index + 1) else None


def _until(pieces: _Pieces, index: int) -> Target | None:
    """`1,4-ге дейін 2029 жылға`, `2029 жылға 1,12-ге жеткізу`; `5 жасқа дейінгі балалар` is a qualifier."""
    amount = _at(pieces, index)
    if amount is None or (amount.case != "dative" and not _is(pieces, index + 1, "until")):
        return None
    before = pieces[index - 1] if index else ""
    if _is(pieces, index - 1, "through") or (isinstance(before, _Amount) and before.case == "ablative"):
        return None
    until_of = _is(pieces, index + 1, "until_of") and _is(pieces, index + 2, "reach")
    return _target(amount) if until_of or _is(pieces, index + 1, "until") or _is(pieces, index + 1, "reach") else None


def _to(pieces: _Pieces, index: int) -> Target | None:
    """`до 1,4 к 2029 году`, `довести до 80 %`, `на уровне 31,0-38,0`."""
    amount = _at(pieces, index)
    if amount is None or not (_is(pieces, index - 1, "to") or _is(pieces, index - 1, "at")) or _is(pieces, index - 3, "from"):
        return None
    return _target(amount) if amount.unit or _follows(pieces, index + 1) else None


def _word(pieces: _Pieces, index: int) -> str:
    piece = pieces[index] if 0 <= index < len(pieces) else ""
    return joined_words(piece) if isinstance(piece, str) else ""


_RULES: tuple[Callable[[_Pieces, int], Target | None], ...] = (_from_until, _from_to, _limited, _until, _to)
