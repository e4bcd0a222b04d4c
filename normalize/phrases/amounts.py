"""Lists of amounts in one cell, each with its year or its source: `2005 ж. - 88,9⏎2006 ж. - 98,2`, `Республикалық бюджет – 9 352,6`.

It must not know columns or rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from jospar.extract.document import on_one_line
from jospar.extract.words.figures import DASHES
from jospar.extract.words.folding import fold_in_place
from jospar.extract.words.labels import begins_with, label_entries
from jospar.extract.words.years import WHOLE_YEAR, YEAR
from jospar.normalize.catalogue import Unreadable
from jospar.normalize.phrases.numbers import NUMBER, parse_number
from jospar.normalize.phrases.units import find_unit
from jospar.normalize.words.lookup import forms_of, joined_words

_LINES = re.compile(rf"\n(?=\D)|\n(?={WHOLE_YEAR})")
_BY = rf"\s*[{DASHES}:,]\s*"


@dataclass(frozen=True, slots=True)
class ListedAmount:
    """One amount of a list: its number as printed, and its year, source and unit where the list names them."""

    number: str
    year: str = ""
    source: str = ""
    unit: str = ""


@cache
def _item() -> re.Pattern[str]:
    """One amount of a list: a year or a source in front, the number, its unit, a source behind it."""
    marks = "|".join(sorted(map(re.escape, forms_of("years", "mark")), key=len, reverse=True))
    year = rf"(?P<year>{WHOLE_YEAR})(?:\s?(?:{marks})(?![^\W\d_])\.?)?{_BY}"
    unit = rf"(?P<unit>\s*[^\W\d_][^{DASHES}\d;,:\n(]*?)?(?P<behind>\s*\([^()\d]+\)|,\s*[^\W\d_][^\d,;:\n]*$)?"
    return re.compile(
        rf"(?:{year}|(?P<source>[^\W\d_][^\d;:\n]*?){_BY})?(?P<number>{NUMBER}){unit}\s*(?:[;,\n]+\s*|(?={WHOLE_YEAR})|$)",
        re.IGNORECASE,
    )


@cache
def _of_which() -> re.Pattern[str]:
    forms = {form for entry in label_entries() if entry.code == "of_which" for form in entry.forms}
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(_folded, forms), key=len, reverse=True))})(?!\w)[:\s]*")


def _folded(form: str) -> str:
    return re.escape(fold_in_place(form))


def parse_amounts(text: str) -> tuple[ListedAmount, ...]:
    """The amounts that a cell lists; of a total with its parts the total first, which has neither year nor source.

    Raises Unreadable("amounts_unreadable") where the text is no such list, where a part of it is named twice, or where its parts do not
    come to its total.

    >>> [(amount.year, amount.number) for amount in parse_amounts("2005ж-88,9 2006ж - 98,2")]
    [('2005', '88,9'), ('2006', '98,2')]
    >>> parse_amounts("внебюджетные средства, 24 млн тенге")
    (ListedAmount(number='24', year='', source='внебюджетные средства', unit='млн тенге'),)
    >>> [amount.number for amount in parse_amounts("30 млн тенге, в т.ч. 2025 – 10, 2026 – 20")]
    ['30', '10', '20']
    """
    printed = "\n".join(on_one_line(line).strip() for line in _LINES.split(text))
    printed = re.sub(rf"([{DASHES}:])\s*\n\s*", r"\1 ", printed)
    whole, parting, rest = _part_whole(printed)
    if not parting:
        return _list(printed, text)
    totals, parts = _list(whole, text), _list(rest, text)
    total = totals[0]
    if len(totals) > 1 or total.year or len(parts) < 2 or any(part.unit for part in parts) or sum(map(_number, parts)) != _number(total):
        raise Unreadable("amounts_unreadable", text)
    return (replace(total, source=""), *(replace(part, unit=total.unit) for part in parts))


def _part_whole(printed: str) -> tuple[str, str, str]:
    """A text in three: the total, the words that part it, the parts; all of it in the first where no such words stand in it."""
    match = _of_which().search(fold_in_place(printed))
    if match is None:
        return printed, "", ""
    return printed[: match.start()].strip(" ,;:("), printed[match.start() : match.end()], printed[match.end() :].strip(" :–—-")


def _list(printed: str, text: str) -> tuple[ListedAmount, ...]:
    amounts: list[ListedAmount] = []
    at = 0
    while at < len(printed):
        item = _item().match(printed, at)
        if item is None or item.end() == at:
            raise Unreadable("amounts_unreadable", text)
        amounts.append(_amount(item, text))
        at = item.end()
    names = [(amount.year, amount.source) for amount in amounts]
    mixed = len({(bool(amount.year), bool(amount.source)) for amount in amounts}) > 1
    is_total = len(amounts) > 1 and any(begins_with(amount.source, "line", "total") for amount in amounts)
    if not amounts or len(set(names)) < len(names) or mixed or is_total:
        raise Unreadable("amounts_unreadable", text)
    return tuple(amounts)


def _number(amount: ListedAmount) -> Decimal:
    return parse_number(amount.number)


def _amount(item: re.Match[str], text: str) -> ListedAmount:
    unit, source = _unit_and_source((item["unit"] or "").strip(" ."))
    source = (item["source"] or source or item["behind"] or "").strip(" ,()")
    is_known = not unit or find_unit(unit) is not None
    # `2005-2007` is a term, no amount of the year 2005.
    if not is_known or (not unit and re.fullmatch(YEAR, item["number"])):
        raise Unreadable("amounts_unreadable", text)
    parse_number(item["number"])
    return ListedAmount(item["number"], item["year"] or "", source, unit)


def _unit_and_source(behind: str) -> tuple[str, str]:
    """What stands behind a number in two: its unit, and the source of the money, `млн. тенге областной бюджет`; a source begins with a word
    of money_sources.yml."""
    words_ = behind.split()
    for at, word in enumerate(words_):
        if _names_source(joined_words(word)):
            first = at - 1 if at and words_[at - 1][0].islower() and find_unit(" ".join(words_[:at])) is None else at
            return " ".join(words_[:first]), " ".join(words_[first:])
    return behind, ""


def _names_source(word: str) -> bool:
    return word in forms_of("money_sources", "short") or word.startswith(tuple(forms_of("money_sources", "source")))
