"""How the words of a unit label go together: one small rule a shape, tried in order.

Each rule takes the words of a label, without its bound, and gives a Unit or None. It knows the shapes of labels; the words themselves are
in normalize/vocabulary (units, multipliers, counts, per_words, per_phrases, percent_bases).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from jospar.extract.words.vocabulary import VocabularyEntry, index_forms
from jospar.extract.words.years import YEAR
from jospar.normalize.records import Bound
from jospar.normalize.words.endings import case_of, stems
from jospar.normalize.words.lookup import codes_by_words, forms_of, joined_words, vocabulary

LabelWords = tuple[str, ...]

_YEAR = re.compile(YEAR)


@dataclass(frozen=True, slots=True)
class Unit:
    """The meaning of a unit label.

    `code` is None where the label is a multiplier alone (`мың`); `mult` is the power of ten; `per` is what a rate is per (`day`,
    `100000 person`) or the year that a percentage is of (`2010`, `previous_year`).
    """

    code: str | None
    mult: int = 0
    per: str | None = None
    bound: Bound = Bound.EXACT


NO_UNIT = Unit(None)


def kind_of(label: LabelWords) -> str | None:
    """The kind that vocabulary/units.yml gives the unit of a label's words, None where it gives none."""
    entry = _find_entry(label)
    return entry.get("kind") if entry else None


@cache
def kinds_of_codes() -> dict[str, frozenset[str | None]]:
    """The kinds that vocabulary/units.yml gives the forms of each code; None is among them where a form has none."""
    kinds: dict[str, set[str | None]] = {}
    for entry in vocabulary("units", "kind"):
        kinds.setdefault(entry.code, set()).add(entry.get("kind") or None)
    return {code: frozenset(found) for code, found in kinds.items()}


@cache
def _index() -> dict[str, VocabularyEntry]:
    return index_forms(vocabulary("units", "kind"), key=joined_words)


def _find_entry(label: LabelWords) -> VocabularyEntry | None:
    """The unit that the words name, its last word with or without Kazakh endings."""
    if not label:
        return None
    known, front = _index(), " ".join(label[:-1])
    for last in (label[-1], *stems(label[-1])):
        entry = known.get(f"{front} {last}" if front else last)
        if entry:
            return entry
    return None


def _multiplier(label: LabelWords) -> tuple[LabelWords, int | None]:
    """The words without a multiplier at either end, and its power of ten."""
    for word, rest in ((label[0], label[1:]), (label[-1], label[:-1])) if label else ():
        power = _power(word)
        if power is not None:
            return rest, power
    return label, None


def _power(word: str) -> int | None:
    powers = codes_by_words("multipliers")
    return next((int(powers[form]) for form in (word, *stems(word)) if form in powers), None)


def _plain(label: LabelWords) -> Unit | None:
    """`мың тг`, `в %`, `жазылушылар саны`, `кол-во центров`, `саны`."""
    if len(label) > 1 and label[0] in forms_of("percent_bases", "in") and " ".join(label) not in codes_by_words("per_phrases"):
        label = label[1:]
    entry = _find_entry(label)
    if entry:
        return Unit(entry.code)
    label, power = _multiplier(label)
    if not label:
        return None if power in (None, 0) else Unit(None, power or 0)
    entry = _find_entry(label)
    code = entry.code if entry else _counted(label)
    return Unit(code, power or 0) if code else None


def counts_unnamed(label: LabelWords) -> bool:
    """Whether a label counts things that no list knows: `кол-во центров`."""
    counts = forms_of("counts", "item")
    return len(label) > 1 and (label[0] in counts or label[-1] in counts) and _find_entry(label) is None


def _counted(label: LabelWords) -> str | None:
    counts = forms_of("counts", "item")
    things = label[1:] if label[0] in counts else label[:-1] if label[-1] in counts else None
    if things is None:
        return None
    entry = _find_entry(things)
    if entry:
        return entry.code
    # `число рублей тыс.`: a word that has a meaning of its own is not the name of an unknown thing.
    return "item" if all(word.isalpha() and not _has_meaning(word) for word in things) else None


def _has_meaning(word: str) -> bool:
    return any(word in codes_by_words(name) for name in ("multipliers", "counts", "per_words")) or _find_entry((word,)) is not None


def _money_by_digits(label: LabelWords) -> Unit | None:
    """`1000 тенге`; of other units `1000 адам` may be a denominator, which is not decided by a guess."""
    power = re.fullmatch("1(0*)", label[0])
    entry = _find_entry(label[1:])
    return Unit(entry.code, len(power[1])) if power and entry and entry.get("kind") == "money" else None


def _percent_of(label: LabelWords) -> Unit | None:
    """`% от 2010 года`, `% 2010 жылдан`, `%, от предыдущего года`, `% от числа организаций`, `жалпы санынан %`."""
    if label[0] in forms_of("percent_bases", "in"):
        label = label[1:]
    signs = [index for index, word in enumerate(label) if (entry := _find_entry((word,))) and entry.code == "percent"]
    if len(signs) != 1 or len(label) < 2:
        return None
    base = label[: signs[0]] + label[signs[0] + 1 :]
    if " ".join(base) in forms_of("percent_bases", "previous_year"):
        return Unit("percent", per="previous_year")
    years = [word for word in base if _YEAR.fullmatch(word)]
    beside_year = forms_of("percent_bases", "base") | forms_of("years", "mark")
    if len(years) == 1 and all(word in beside_year for word in base if word != years[0]):
        return Unit("percent", per=years[0])
    shares = forms_of("percent_bases", "share")
    is_share = len(base) > 1 and (base[0] in shares if signs[0] == 0 else case_of(base[-1]) == "ablative")
    return Unit("percent") if is_share and all(word.isalpha() or word in "()" for word in base) else None


def _per_phrase(label: LabelWords) -> Unit | None:
    """`аптадағы саны`, `жылына мың тг`, `жан басына шаққанда теңге`."""
    phrases = codes_by_words("per_phrases")
    for length in range(min(3, len(label)), 0, -1):
        for start in range(len(label) - length + 1):
            code = phrases.get(" ".join(label[start : start + length]))
            if code:
                return _rate(label[:start] + label[start + length :], code)
    return None


def _slash(label: LabelWords) -> Unit | None:
    """`рет клик/күн`, `тг/сағ`, `ц/га`; one unit where both sides say the same, in two languages: `дана / шт.`."""
    if label.count("/") != 1:
        return None
    slash = label.index("/")
    left, right = label[:slash], label[slash + 1 :]
    if left and right and (unit := _plain(left)) is not None and unit == _plain(right):
        return unit
    return _rate(left, _denominator(right)) if slash else None


def _per_word_before(label: LabelWords) -> Unit | None:
    """`на 100 тысяч населения`, `случаев на 100 000 населения`, `в расчете на 1 жителя, тенге`."""
    forms = forms_of("per_words", "before")
    for start in range(len(label)):
        for length in (3, 2, 1):
            if " ".join(label[start : start + length]) in forms:
                after = label[start + length :]
                splits = ((label[:start] + after[end:], _denominator(after[:end])) for end in range(len(after), 0, -1))
                return next((unit for rest, per in splits if (unit := _rate(rest, per)) is not None), None)
    return None


def _per_word_after(label: LabelWords) -> Unit | None:
    """`100 000 адамға шаққанда`, `теңге 1 студентке шаққанда`."""
    marker = next((index for index, word in enumerate(label) if word in forms_of("per_words", "after")), 0)
    splits = ((label[:start] + label[marker + 1 :], _denominator(label[start:marker])) for start in range(marker))
    return next((unit for rest, per in splits if (unit := _rate(rest, per)) is not None), None)


def _population(label: LabelWords) -> Unit | None:
    """`10 тысяч населения`: a number of what is only ever a denominator needs no preposition."""
    noun = next((index for index, word in enumerate(label) if word.isalpha() and word not in codes_by_words("multipliers")), 0)
    entry = _find_entry(label[noun:])
    is_base = label[0].isdigit() and entry is not None and entry.get("kind") == "population"
    return _rate((), _denominator(label)) if is_base else None


def _dative(label: LabelWords) -> Unit | None:
    """`теңге академиялық сағатқа`, `1 студентке`, `бір студентке мың теңге`."""
    for start in range(len(label)):
        if _in_dative(label[-1]) and (start or _is_counted(label)) and (per := _denominator(label[start:])):
            return _rate(label[:start], per)
    for end in range(len(label) - 1, 1, -1):
        if _in_dative(label[end - 1]) and _is_counted(label) and (per := _denominator(label[:end])):
            return _rate(label[end:], per)
    return None


def _in_dative(word: str) -> bool:
    """Whether a word has the ending of a dative that is not its own: not `теңге`."""
    return case_of(word) == "dative" and word not in _index()


def _is_counted(label: LabelWords) -> bool:
    return label[0].isdigit() or codes_by_words("multipliers").get(label[0]) == "0"


def _denominator(label: LabelWords) -> str | None:
    """`100 000 адамға` -> `100000 person`; one of a thing is the thing alone."""
    count = 1
    if label and label[0].isascii() and label[0].isdigit():
        count, label = int(label[0]), label[1:]
    label, power = _multiplier(label)
    entry = _find_entry(label)
    if entry is None or count == 0:
        return None
    count *= 10 ** (power or 0)
    return entry.code if count == 1 else f"{count} {entry.code}"


def _rate(numerator: LabelWords, per: str | None) -> Unit | None:
    """The unit of a numerator per something; a rate with no numerator is a ratio, and a rate a year is no rate."""
    if per is None:
        return None
    unit = _plain(numerator) if numerator else (None if per == "year" else Unit("ratio"))
    if unit is None or unit.code is None:
        return None
    return replace(unit, per=None if per == "year" else per)


RULES: tuple[Callable[[LabelWords], Unit | None], ...] = (
    _per_phrase,
    _plain,
    _money_by_digits,
    _percent_of,
    _slash,
    _per_word_before,
    _per_word_after,
    _population,
    _dative,
)
