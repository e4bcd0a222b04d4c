"""The target in a task's title: `(100 адамнан 250 адамға дейін)`, `2029 жылға 1,12-ге жеткізу`, `не менее 80 % к 2014 году`.

A title is cut into pieces: amounts, years, words. The rules below look at an amount and at what stands beside it; each is one shape.
It must not know levels or tables. Where two rules' amounts disagree, where the word after a number may be an unknown unit, and where a
number only tells which things are meant (`в возрасте до 5 лет`, `1 млн. теңгеден астам`) there is no target.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from jospar.extract.words.folding import fold_letters
from jospar.normalize.catalogue import Unreadable
from jospar.normalize.phrases.bounds import bound_entries
from jospar.normalize.phrases.title_pieces import FREE_NUMBER, Amount, TitlePiece, TitlePieces, Year, cut_title, year_pattern
from jospar.normalize.phrases.unit_rules import Unit, kind_of
from jospar.normalize.records import Bound
from jospar.normalize.words.endings import case_of
from jospar.normalize.words.lookup import forms_of, joined_words, vocabulary, words

_CLOSING = frozenset(").,;*»")


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


@lru_cache(maxsize=2048)
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
    try:
        pieces = cut_title(unicodedata.normalize("NFC", title))
    except Unreadable:
        return None
    years = {year for index, piece in enumerate(pieces) if isinstance(piece, Year) and (year := _deadline(pieces, index))}
    if len(years) > 1:
        return None
    amounts = (index for index, piece in enumerate(pieces) if isinstance(piece, Amount))
    found = {target for index in amounts if (target := _target_at(pieces, index)) is not None}
    return replace(found.pop(), year=years.pop() if years else None) if len(found) == 1 else None


def has_number(title: str) -> bool:
    """Whether a title holds a number that is neither a year nor part of a word.

    >>> has_number("Көлемі 1 млн. теңгеден астам"), has_number("кемінде ТОП-5, Q1, 2029 жылға")
    (True, False)
    """
    return FREE_NUMBER.search(year_pattern().sub(" ", fold_letters(title))) is not None


def _deadline(pieces: TitlePieces, index: int) -> int | None:
    """The year at `index`, where it is when something is to be reached: `2029 жылға`, `к 2014 году`."""
    piece = pieces[index]
    if not isinstance(piece, Year):
        return None
    return piece.year if piece.mark in forms_of("years", "deadline") or _is(pieces, index - 1, "deadline") else None


def _is(pieces: TitlePieces, index: int, role: str) -> bool:
    return 0 <= index < len(pieces) and pieces[index] in forms_of("targets", role)


def _target_at(pieces: TitlePieces, index: int) -> Target | None:
    return next((target for rule in _RULES if (target := rule(pieces, index)) is not None), None)


def _at(pieces: TitlePieces, index: int) -> Amount | None:
    """The amount at `index`, unless it is a span of time, or what stands beside it makes it a qualifier or a part of something else."""
    piece = _beside(pieces, index)
    if not isinstance(piece, Amount) or any(_is(pieces, before, "qualifier") for before in range(max(0, index - 3), index)):
        return None
    if _is_bare(pieces, index - 1) or (_is_bare(pieces, index) and isinstance(_beside(pieces, index + 1), Amount)):
        return None
    if _word(pieces, index - 1) in forms_of("per_words", "after") or _word(pieces, index + 1) in forms_of("per_words", "before"):
        return None
    is_time = piece.unit is not None and piece.unit.code is not None and _is_time(piece.unit.code)
    return None if is_time else piece


def _is_bare(pieces: TitlePieces, index: int) -> bool:
    """Whether a number stands at `index` with nothing that parts it from a number behind it: `5 6 человек`."""
    piece = _beside(pieces, index)
    return isinstance(piece, Amount) and piece.unit is None and piece.case is None


@cache
def _is_time(code: str) -> bool:
    return any(entry.code == code and kind_of(words(entry.forms[0])) == "time" for entry in vocabulary("units", "kind"))


def _follows(pieces: TitlePieces, index: int) -> bool:
    """Whether what stands at `index` leaves the number before it complete: no word that may be an unknown unit."""
    return index >= len(pieces) or isinstance(pieces[index], Year) or pieces[index] in _CLOSING or _is(pieces, index, "follows")


def _target(amount: Amount, baseline: Amount | None = None, bound: Bound | None = None) -> Target | None:
    unit = amount.unit or (baseline.unit if baseline else None)
    if baseline and not (_fits(baseline.unit, unit) and baseline.quantity.upper is None and amount.quantity.upper is None):
        return None
    code, mult, per = (unit.code, unit.mult, unit.per) if unit else (None, 0, None)
    start, quantity = (baseline.quantity.value if baseline else None), amount.quantity
    # `с 900 до 1 млн. тенге`: a baseline without its multiplier may be in another scale.
    in_other_scale = mult and start is not None and baseline is not None and baseline.unit is None and start > quantity.value
    if in_other_scale or (mult and code is None):
        return None
    return Target(start, quantity.value, code, mult, per, None, bound or quantity.bound, quantity.upper)


def _fits(unit: Unit | None, other: Unit | None) -> bool:
    """Whether a baseline's unit is the target's: the same, none, or its multiplier alone (`с 10 тыс. до 20 тыс. тенге`)."""
    return unit in (None, other) or (unit is not None and other is not None and unit == Unit(None, other.mult))


def _from_until(pieces: TitlePieces, index: int) -> Target | None:
    """`100 адамнан 250 адамға дейін`; `күніне 500 рет клик/күн арқылы күніне 1500 рет клик/күнге дейінгі`."""
    amount, through = _at(pieces, index), _is(pieces, index - 1, "through")
    baseline = _at(pieces, index - 2 if through or (index and isinstance(pieces[index - 1], Year)) else index - 1)
    if amount is None or baseline is None or not (through or baseline.case == "ablative"):
        return None
    return _target(amount, baseline) if _is(pieces, index + 1, "until") or _is(pieces, index + 1, "until_of") else None


def _from_to(pieces: TitlePieces, index: int) -> Target | None:
    """`с 100 до 250 человек`, `от 5 % до 10 %`."""
    amount, baseline = _at(pieces, index), _at(pieces, index - 2)
    if amount is None or baseline is None or not (_is(pieces, index - 3, "from") and _is(pieces, index - 1, "to")):
        return None
    return _target(amount, baseline) if amount.unit or _follows(pieces, index + 1) else None


def _limited(pieces: TitlePieces, index: int) -> Target | None:
    """`кемінде 85%`, `не менее 80 %`, `85 %-дан кем емес`; `1 млн. теңгеден астам` is a qualifier as often as a target."""
    amount = _at(pieces, index)
    if amount is None or amount.quantity.upper is not None:
        return None
    before = bound_entries("before").get(_word(pieces, index - 1))
    after = bound_entries("after").get(_word(pieces, index + 1)) if amount.case == "ablative" else None
    entry = before or after
    if entry is None or entry.code == Bound.EXACT or entry.get("over") or entry.get("beside_number") or (before and after):
        return None
    return _target(amount, bound=Bound(entry.code)) if amount.unit or after or _follows(pieces, index + 1) else None


def _until(pieces: TitlePieces, index: int) -> Target | None:
    """`1,4-ге дейін 2029 жылға`, `2029 жылға 1,12-ге жеткізу`, `85 % деңгейінде`; `5 жасқа дейінгі балалар` is a qualifier."""
    amount = _at(pieces, index)
    if amount is None or _is(pieces, index - 1, "through") or _leaves_from(pieces, index):
        return None
    reached = amount.case == "dative" and (
        _is(pieces, index + 1, "reach") or (_is(pieces, index + 1, "until_of") and _is(pieces, index + 2, "reach"))
    )
    return _target(amount) if reached or _is(pieces, index + 1, "until") or _is(pieces, index + 1, "at_after") else None


def _leaves_from(pieces: TitlePieces, index: int) -> bool:
    """Whether the number is the end of a from-to whose beginning was not understood: `5 шеберден 10 адамға дейін`."""
    before = _beside(pieces, index - 1)
    if isinstance(before, Amount):
        return before.case == "ablative"
    return isinstance(before, str) and case_of(before) == "ablative" and isinstance(_beside(pieces, index - 2), Amount)


def _to(pieces: TitlePieces, index: int) -> Target | None:
    """`до 1,4 к 2029 году`, `довести до 80 %`, `на уровне 31,0-38,0`."""
    amount = _at(pieces, index)
    if amount is None or not (_is(pieces, index - 1, "to") or _is(pieces, index - 1, "at")):
        return None
    # `с 5 кластеров до 10 единиц`: its beginning was not understood.
    if any(_is(pieces, start, "from") and isinstance(pieces[start + 1], Amount) for start in range(max(0, index - 6), index - 1)):
        return None
    return _target(amount) if amount.unit or _follows(pieces, index + 1) else None


def _beside(pieces: TitlePieces, index: int) -> TitlePiece | None:
    return pieces[index] if 0 <= index < len(pieces) else None


def _word(pieces: TitlePieces, index: int) -> str:
    piece = _beside(pieces, index)
    return joined_words(piece) if isinstance(piece, str) else ""


_RULES: tuple[Callable[[TitlePieces, int], Target | None], ...] = (_from_until, _from_to, _limited, _until, _to)
