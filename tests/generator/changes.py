"""What each kind of mistake does to a strategy: one change in one random place.

It must not know what relations there are, apart from the rows that it should rather choose.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random

from tests.generator.editing import Row, keyed_rows, with_rows, with_tasks
from tests.generator.maker import PHRASES
from tests.generator.phrases import UnitLabel
from tests.generator.plan import Amount, Measure, Strategy, Target
from tests.generator.relations import key_of, parent_of
from tests.generator.slips import IN_NUMBERS, Slip, misprint, number_of, stands_out

Truth = Mapping[tuple[str, int | None], str]

_TRIES = 12
_OF_RELATIONS = 0.75
_ENOUGH_YEARS = 3
_IN_TARGETS = (Slip.DIGIT_CHANGED, Slip.DIGIT_CHANGED, Slip.DIGIT_DROPPED, Slip.DIGIT_DOUBLED)


@dataclass(frozen=True, slots=True)
class Change:
    """The strategy after it, the keys of the rows that it is in, the words for it, and what stood there before by row and year (None: any).

    `context` is what bears on it apart from relations between numbers, `around` the rows whose codes do.
    """

    strategy: Strategy
    rows: tuple[str, ...]
    what: str
    truth: Truth = field(default_factory=dict)
    context: str = ""
    around: tuple[str, ...] = ()


class Changer:
    """Makes changes to one strategy; `coded` documents print the codes that are in the plan."""

    def __init__(self, strategy: Strategy, random: Random, coded: bool) -> None:
        self.strategy, self.random, self.coded = strategy, random, coded
        self.rows = dict(keyed_rows(strategy))
        self.related = {row for relation in strategy.relations for row in relation.rows} & set(self.rows)
        texts = [amount.text for row in self.rows.values() for amount in row.amounts if 1_000 <= (amount.number or 0) < 10_000]
        self.groups_from = 10_000 if any(text.split(",")[0].isdigit() for text in texts) else 1_000

    def change(self, slip: Slip) -> Change | None:
        """The first of some random tries that changes anything; None where there seems to be no place for such a mistake."""
        makers: dict[Slip, Callable[[], Change | None]] = {
            Slip.TARGET_CHANGED: self.target,
            Slip.CELLS_SWAPPED: self.cells_swapped,
            Slip.ROWS_SWAPPED: self.rows_swapped,
            Slip.VALUES_REPEATED: self.values_repeated,
            Slip.ROW_REPEATED: self.row_repeated,
            Slip.ROW_LOST: self.row_lost,
            Slip.UNIT_CHANGED: self.unit,
            Slip.CODE_TWICE: self.code_twice,
            Slip.CODES_SWAPPED: self.codes_swapped,
            Slip.YEARS_SWAPPED: self.years_swapped,
        }
        for _ in range(_TRIES):
            change = self.number(slip) if slip in IN_NUMBERS else makers[slip]()
            if change is not None and change.strategy != self.strategy:
                return change
        return None

    def number(self, slip: Slip) -> Change | None:
        key = self.any_row()
        amounts = self.rows[key].amounts
        year = self.random.choice([0, len(amounts) - 1, self.random.randrange(len(amounts))])
        new = misprint(amounts[year].text, slip, self.random, self.printed) if amounts[year].number is not None else None
        return None if new is None else self.with_texts({(key, year): new})

    def cells_swapped(self) -> Change | None:
        key = self.any_row()
        year = self.random.randrange(len(self.strategy.columns) - 1)
        return self.swapped((key, year), (key, year + 1))

    def rows_swapped(self) -> Change | None:
        pair = self.neighbours()
        year = self.random.randrange(len(self.strategy.columns))
        return None if pair is None else self.swapped((pair[0], year), (pair[1], year))

    def swapped(self, first: tuple[str, int], second: tuple[str, int]) -> Change | None:
        here, there = (self.rows[key].amounts[year] for key, year in (first, second))
        if here.number is None or there.number is None or here.number == there.number:
            return None
        return self.with_texts({first: there.text, second: here.text})

    def with_texts(self, texts: Mapping[tuple[str, int], str]) -> Change:
        """The change of some values to others."""
        old = {spot: self.rows[spot[0]].amounts[spot[1]].text for spot in texts}
        rows = {key: self.with_amounts(key, {year: text for (of, year), text in texts.items() if of == key}) for key, _ in texts}
        years = [column.year for column in self.strategy.columns]
        slips = (f"{label_of(self.rows[key])} {years[year]}: {old[key, year]} -> {text}" for (key, year), text in texts.items())
        what = "; ".join([*slips, *(f"{row.unit.label} {' | '.join(amount.text for amount in row.amounts)}" for row in rows.values())])
        context = next(filter(None, (_context(rows[key], year) for key, year in texts)), "")
        truth: Truth = {(key, years[year]): text for (key, year), text in old.items()}
        changed = with_rows(self.strategy, {key: [row] for key, row in rows.items()})
        return Change(changed, tuple(rows), what, truth, context)

    def with_amounts(self, key: str, texts: Mapping[int, str]) -> Row:
        row = self.rows[key]
        new = {year: Amount(text, number_of(text)) for year, text in texts.items()}
        return replace(row, amounts=tuple(new.get(year, amount) for year, amount in enumerate(row.amounts)))

    def target(self) -> Change | None:
        path, task = self.random.choice(list(self.strategy.headed_tasks()))
        if task.target is None:
            return None
        numbers = [task.target.baseline, task.target.value]
        before = [self.printed(number) for number in numbers]
        index = self.random.randrange(2)
        new = misprint(before[index], self.random.choice(_IN_TARGETS), self.random, self.printed)
        ending = next(ending for ending, unit, _ in PHRASES[self.strategy.shape.language].targets if unit == task.target.unit)
        if new is None or not task.title.endswith(ending.format(*before)):
            return None
        after = [new if place == index else text for place, text in enumerate(before)]
        target = Target(number_of(after[0]), number_of(after[1]), task.target.unit, task.target.mult)
        changed = replace(task, title=task.title.removesuffix(ending.format(*before)) + ending.format(*after), target=target)
        what = f"{task.code}: target {before[index]} -> {new}"
        return Change(with_tasks(self.strategy, {path: changed}), (path,), what, {(path, None): before[index]})

    def values_repeated(self) -> Change | None:
        pair = self.neighbours()
        if pair is None:
            return None
        row, below = (self.rows[key] for key in pair)
        if row.unit.unit != below.unit.unit or row.amounts == below.amounts:
            return None
        context = "the same numbers twice" if len(row.amounts) >= _ENOUGH_YEARS else ""
        what = f"{label_of(below)} has the numbers of {label_of(row)}: {' | '.join(amount.text for amount in row.amounts)}"
        return Change(with_rows(self.strategy, {pair[1]: [replace(below, amounts=row.amounts)]}), pair, what, {}, context)

    def row_repeated(self) -> Change:
        key = self.any_row(measures=True)
        row = self.rows[key]
        return Change(with_rows(self.strategy, {key: [row, row]}), (key,), f"{label_of(row)} twice", {}, "a row twice", self.siblings(key))

    def row_lost(self) -> Change | None:
        key = self.any_row(measures=True)
        row, siblings = self.rows[key], self.siblings(key)
        if len(siblings) < 2 or (isinstance(row, Measure) and row.lead):
            return None
        codes = [code for code in (self.rows[sibling].code for sibling in siblings) if code]
        context = "codes" if self.coded and row.code in codes[:-1] else ""
        return Change(with_rows(self.strategy, {key: []}), (key,), f"{label_of(row)} lost", {}, context, siblings)

    def unit(self) -> Change | None:
        key = self.any_row(measures=True)
        row, units = self.rows[key], PHRASES[self.strategy.shape.language].units
        context = ""
        if row.unit.unit == "percent":
            new, context = units["people"][0], "its name"
        elif row.unit.mult == 3:
            ones = UnitLabel(row.unit.label.split(" ")[-1], row.unit.unit)
            new = self.random.choice((ones, next(unit for unit in units["money"] if unit.mult == 6)))
            others = [self.rows[sibling].unit for sibling in self.siblings(key) if sibling != key]
            context = "units of its siblings" if row.unit.mult in [unit.mult for unit in others if unit.unit == row.unit.unit] else ""
        else:
            return None
        what = f"{label_of(row)}: {row.unit.label} -> {new.label}"
        return Change(with_rows(self.strategy, {key: [replace(row, unit=new)]}), (key,), what, {(key, None): row.unit.label}, context)

    def code_twice(self) -> Change | None:
        return self.with_codes(lambda code, below: (code, code))

    def codes_swapped(self) -> Change | None:
        return self.with_codes(lambda code, below: (below, code))

    def with_codes(self, change: Callable[[str, str], tuple[str, str]]) -> Change | None:
        """The change of the codes of two neighbours."""
        pair = self.neighbours() if self.coded else None
        if pair is None:
            return None
        before = self.rows[pair[0]].code, self.rows[pair[1]].code
        if not all(before):
            return None
        after = change(*before)
        rows = {key: [replace(self.rows[key], code=code)] for key, code in zip(pair, after, strict=True)}
        truth: Truth = {(key, None): code for key, code in zip(pair, before, strict=True)}
        what = f"codes {', '.join(before)} -> {', '.join(after)}"
        return Change(with_rows(self.strategy, rows), pair, what, truth, "codes", self.siblings(pair[0]))

    def years_swapped(self) -> Change:
        columns = list(self.strategy.columns)
        index = self.random.randrange(len(columns) - 1)
        first, second = columns[index : index + 2]
        columns[index : index + 2] = [replace(first, label=second.label), replace(second, label=first.label)]
        what = f"{first.label} and {second.label} swapped in the header"
        # Two years may as well fall.
        context = "order of the years" if len(columns) >= _ENOUGH_YEARS else ""
        return Change(replace(self.strategy, columns=tuple(columns)), (), what, {}, context)

    def any_row(self, measures: bool = False) -> str:
        """A row, most often one that a relation bears on."""
        keys = [key for key, row in self.rows.items() if not measures or isinstance(row, Measure)]
        related = [key for key in keys if key in self.related]
        return self.random.choice(related if related and self.random.random() < _OF_RELATIONS else keys)

    def neighbours(self) -> tuple[str, str] | None:
        """A measure and the one below it."""
        path, task = self.random.choice(list(self.strategy.headed_tasks()))
        if len(task.measures) < 2:
            return None
        index = self.random.randrange(len(task.measures) - 1)
        first, second = task.measures[index : index + 2]
        return key_of(path, first.name), key_of(path, second.name)

    def siblings(self, key: str) -> tuple[str, ...]:
        return tuple(found for found in self.rows if parent_of(found) == parent_of(key))

    def printed(self, number: Decimal) -> str:
        return f"{number:,}".replace(",", self.strategy.shape.space if number >= self.groups_from else "").replace(".", ",")


def label_of(row: Row) -> str:
    """What to call a row in a report."""
    return row.code or row.name[:40]


def _context(row: Row, year: int) -> str:
    """What of a row itself shows that a number of it is wrong."""
    numbers = [amount.number for amount in row.amounts]
    if row.unit.unit == "percent" and (numbers[year] or 0) > 100:
        return "more than 100 %"
    return "its own row" if stands_out(year, numbers) else ""
