"""Mistakes in the sample: one cell has another text, in every place that a relation of the sample bears on.

The relations are those that a reader of the document confirms by hand; they are written down here, not looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from jospar.extract.document import Place
from jospar.normalize.records import Records
from tests.generator.mistakes import Bearing, Mistake, weigh
from tests.generator.noticing import keys_of, notice
from tests.generator.relations import Kind, Relation, broken, parent_of
from tests.generator.slips import IN_NUMBERS, Slip, misprint, number_of
from tests.generator.trials import Trial, read_checked

_NAME = "ktu-2024.txt"
_ALL, _ENDS = tuple(range(6)), (0, 5)
# The kind, the codes of its rows (of a task with t, of an indicator with i before it), and the years, counted from 0, in which it holds.
_CONFIRMED = (
    (Kind.SHARE, ("1.2.1.1", "1.2.1.2", "i1.1"), _ALL),
    (Kind.SHARE, ("1.2.2.1", "1.2.2.2", "i1.1"), _ALL),
    (Kind.TARGET, ("t2.2", "2.2.2"), _ENDS),
    (Kind.TARGET, ("t2.3", "2.3.2"), _ENDS),
    (Kind.TARGET, ("t3.2", "3.2.1", "3.2.2", "3.2.3", "3.2.4", "3.2.5"), _ENDS),
    (Kind.TARGET, ("t4.5", "4.5.1", "4.5.2"), (5,)),
    (Kind.GROWTH, ("i1",), _ALL),
)

Spot = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Cell:
    """A printed number: its year, its line, and its column where it stands in a table."""

    text: str
    year: int
    line: int
    column: int | None


def sample_trials(data: bytes, slips: tuple[Slip, ...] = tuple(Slip), every: int = 1) -> Iterator[Trial]:
    """A trial of each kind of mistake that a single cell can have, in every number that a relation bears on, or one number in `every`."""
    clean = read_checked(_NAME, data)
    cells = _cells(clean)
    relations = tuple(_relations(clean, cells))
    related = {(row, year) for relation in relations for row in relation.rows for year in relation.years}
    for spot in sorted(related)[::every]:
        for slip in slips:
            texts = _changed(cells, spot, slip)
            mistake = _mistake(relations, cells, slip, texts) if texts else None
            if mistake is not None:
                changed = _print(data, [(cells[place], text) for place, text in texts.items()])
                yield Trial(_NAME, mistake, notice(clean, read_checked(_NAME, changed), mistake), changed)


def _cells(records: Records) -> dict[Spot, _Cell]:
    """The printed numbers by key and year, counted from the first; those of targets stand at the paths of their tasks."""
    keys = keys_of(records)
    first = min(value.year for value in records.values)
    cells: dict[Spot, _Cell] = {}
    for value in records.values:
        if value.value is not None and value.component == 0:
            text = re.match(r"[0-9]+([  ][0-9]{3})*(,[0-9]+)?", value.value_text)
            cells[keys[value.owner_id], value.year - first] = _cell(text[0] if text else "", value.year, value.place)
    for task in records.tasks:
        for index, number in ((0, task.target_baseline), (5, task.target_value)):
            texts = [] if number is None else [f"{number:,}".replace(",", " "), f"{number}"]
            printed = next((text for text in texts if text in task.title_printed), None)
            if printed is not None:
                cells[keys[task.task_id], index] = _cell(printed, first + index, task.place)
    return cells


def _cell(text: str, year: int, place: Place) -> _Cell:
    return _Cell(text, year, place.line or 0, place.column)


def _relations(records: Records, cells: Mapping[Spot, _Cell]) -> Iterator[Relation]:
    keys = keys_of(records)
    rows = {measure.code: keys[measure.measure_id] for measure in records.measures}
    rows |= {f"t{task.code}": keys[task.task_id] for task in records.tasks}
    of_first = [item for item in records.indicators if item.direction_id == records.directions[0].direction_id]
    rows |= {f"i{item.code}": keys[item.indicator_id] for item in of_first}
    for kind, codes, years in _CONFIRMED:
        key = rows[codes[0]]
        curve = tuple(number_of(cells[key, year].text) for year in years) if kind is Kind.GROWTH else ()
        yield Relation(kind, tuple(rows[code] for code in codes), years, curve)


def _changed(cells: Mapping[Spot, _Cell], spot: Spot, slip: Slip) -> dict[Spot, str]:
    """What is printed after a slip, by spot; nothing where there can't be such a slip."""
    cell, (key, index) = cells[spot], spot
    if slip is Slip.CELLS_SWAPPED:
        there = cells.get((key, index + 1))
        return {spot: there.text, (key, index + 1): cell.text} if there and there.text != cell.text else {}
    in_target = parent_of(key) == key
    if slip not in IN_NUMBERS or (in_target and slip is Slip.COMMA_LOST):
        return {}
    new = misprint(cell.text, slip, Random(f"{spot} {slip}"), lambda number: f"{number:,}".replace(",", " ").replace(".", ","))
    return {} if new is None else {spot: new}


def _mistake(relations: tuple[Relation, ...], cells: Mapping[Spot, _Cell], slip: Slip, texts: Mapping[Spot, str]) -> Mistake | None:
    """The mistake; none where every relation still holds."""
    before = {spot: number_of(cell.text) for spot, cell in cells.items()}
    after: dict[Spot, Decimal] = {**before, **{spot: number_of(text) for spot, text in texts.items()}}
    found = list(broken(relations, before, after))
    bearing, because = weigh(found, "")
    if bearing is Bearing.NONE:
        return None
    what = "; ".join(f"{key[:40]} {cells[key, index].year}: {cells[key, index].text} -> {text}" for (key, index), text in texts.items())
    changed = {key for key, _ in texts}
    at = {row for relation, _ in found for row in relation.rows} | changed | set(map(parent_of, changed))
    truth = {(key, None if parent_of(key) == key else cells[key, index].year): cells[key, index].text for key, index in texts}
    return Mistake(slip, what, bearing, because, frozenset(at), truth)


def _print(data: bytes, changes: list[tuple[_Cell, str]]) -> bytes:
    """The sample with other texts in some cells; its lines and tabs stay where they are."""
    lines = data.decode().split("\n")
    for cell, text in changes:
        parts = lines[cell.line - 1].split("\t")
        at = 0 if cell.column is None else cell.column - 1
        # In a sentence a number stands behind its year.
        before, year, behind = parts[at].rpartition(str(cell.year))
        parts[at] = before + year + behind.replace(cell.text, text, 1)
        lines[cell.line - 1] = "\t".join(parts)
    return "\n".join(lines).encode()
