"""How well real documents are read, number by number, against answer keys that were written by eye (`make real`).

    python tools/real_documents.py FOLDER [FOLDER …]

A folder holds documents and a `key.tsv`: a line for each printed number with doc, table, row, column, year, number, unit (`KZT:3`, `any`
where one is printed that no list knows, empty where none is), printed and name. A number is right if its value, year, unit and the name of
its row are those of the key; loud if it is null or kept apart, or if an error or a warning stands at it, its row or its table; else it is
silently wrong. The documents themselves are in no repository of ours: the folders are wherever somebody has them.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from jospar import read_document
from jospar.extract.document import Place, UnreadableDocument
from jospar.normalize.records import Indicator, Measure, Records, Severity, Value

_ROW = "{:<48}{:>9}{:>9}{:>9}{:>9}"
_BESIDE_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class KeyedNumber:
    """One printed number and where it stands, as its reader saw it."""

    place: tuple[int, int, int]
    year: int
    number: Decimal
    unit: str
    name: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a line for each document and one for all; the exit is 1 where a number is silently wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    total: Counter[str] = Counter()
    print(_ROW.format("document", "numbers", "right", "loud", "silent"))
    for folder in parser.parse_args(arguments).folders:
        for name, numbers in _read_key(folder / "key.tsv").items():
            path = next(iter(sorted(folder.glob(f"{name}.*"))))
            found = Counter(_judge_document(path, numbers))
            total += found
            print(_line(name, found), flush=True)
    print(_line("all", total))
    return int(total["silent"] > 0)


def _line(name: str, found: Counter[str]) -> str:
    return _ROW.format(name[:47], found.total(), found["right"], found["loud"], found["silent"])


def _read_key(path: Path) -> dict[str, list[KeyedNumber]]:
    """The numbers of each document, in the order of the key."""
    key: dict[str, list[KeyedNumber]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            place = (int(row["table"]), int(row["row"]), int(row["column"]))
            number = KeyedNumber(place, int(row["year"]), Decimal(row["number"]), row["unit"], row["name"])
            key.setdefault(row["doc"], []).append(number)
    return key


def _judge_document(path: Path, numbers: Sequence[KeyedNumber]) -> Iterator[str]:
    """`right`, `loud` or `silent` for each number."""
    try:
        records = read_document(path)
    except UnreadableDocument:
        yield from ("loud" for _ in numbers)
        return
    values = {_place(value.place): value for value in records.values}
    rows: dict[str, Indicator | Measure] = {row.indicator_id: row for row in records.indicators}
    rows.update({row.measure_id: row for row in records.measures})
    loud = _loud_places(records)
    for number in numbers:
        value = values.get(number.place)
        if value is not None and _is_right(value, rows[value.owner_id], number):
            yield "right"
        else:
            yield "loud" if _is_loud(value, number, loud) else "silent"


def _is_right(value: Value, row: Indicator | Measure, number: KeyedNumber) -> bool:
    unit = f"{value.unit}:{value.unit_mult}"
    fits_unit = not number.unit or (value.unit is not None if number.unit == "any" else unit == number.unit)
    names = {_letters(row.name_printed), _letters(f"{row.code_printed or ''}{row.name_printed}")}
    fits_name = not number.name or _letters(number.name) in names
    return value.value == number.number and value.year == number.year and fits_unit and fits_name


def _letters(text: str) -> str:
    """What two ways to copy one name have in common."""
    return _BESIDE_LETTERS.sub("", text).lower().replace("i", "і")


def _loud_places(records: Records) -> set[object]:
    """The ids of records and the places that an error, a warning or a flagged cell speaks of; a whole row has None for its column."""
    found: set[object] = set()
    for issue in records.issues:
        if issue.severity is not Severity.INFO:
            found |= {issue.record_id, _place(issue.place)}
    found |= {_place(cell.place) for cell in records.cells if cell.fate == "flagged"}
    return found - {None, (None, None, None)}


def _is_loud(value: Value | None, number: KeyedNumber, loud: set[object]) -> bool:
    table, row, column = number.place
    at = {number.place, (table, row, None), (table, None, None), (table, None, column)}
    return bool(at & loud) or (value is not None and bool({value.value_id, value.owner_id} & loud))


def _place(place: Place) -> tuple[int | None, int | None, int | None]:
    return place.table, place.row, place.column


if __name__ == "__main__":
    sys.exit(main())
