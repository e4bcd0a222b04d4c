"""What a document leaves out where the rest of it has something: years, executors, measures, numbers.

A blank is a question only beside what is not blank: a document without executors is as good as any.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from jospar.normalize.catalogue import CATALOGUE
from jospar.normalize.checks.base import CheckFinding, RecordView
from jospar.normalize.checks.numbering import known_codes, unkept_headings
from jospar.normalize.issues import Note
from jospar.normalize.records import Records, Role, RowRecord, Status, Value, id_of, table_of
from jospar.normalize.tree import parent_of, rows_of

# One row of so many without an executor is rather a lost cell than a manner of the document.
_OF_MANY = 8
_FEWEST_NUMBERS = 3


def check_completeness(view: RecordView) -> Iterator[CheckFinding]:
    """Years that a row leaves out, measures that nobody answers for, tasks without measures, indicators without numbers."""
    beside = _years_beside(view)
    for row in rows_of(view.records):
        yield from _years(row, view.annual_by_owner.get(id_of(row), ()), beside.get(id_of(row), frozenset()))
    yield from _executors(view)
    yield from _tasks(view.records)
    yield from _indicators(view)


def _years_beside(view: RecordView) -> dict[str, frozenset[int]]:
    """The years that all other indicators of the same heading have, for each that has numbers."""
    by_parent: dict[str, dict[str, frozenset[int]]] = {}
    for row in view.records.indicators:
        years = frozenset(value.whole_year for value in view.annual_by_owner.get(row.indicator_id, ()))
        if years:
            by_parent.setdefault(parent_of(row), {})[row.indicator_id] = years
    beside: dict[str, frozenset[int]] = {}
    for siblings in by_parent.values():
        times = Counter(year for years in siblings.values() for year in years)
        for record_id, years in siblings.items():
            others = len(siblings) - 1
            beside[record_id] = frozenset(year for year, count in times.items() if others and count - (year in years) == others)
    return beside


def _years(row: RowRecord, values: Sequence[Value], beside: frozenset[int]) -> Iterator[Note]:
    """A note on a row whose numbers leave out years: a warning for one year between others, else an info for all of them.

    Rows that have fewer numbers than blanks name the years in which something is to be done; they leave none out.
    """
    if not values or any(value.status is Status.UNREADABLE for value in values):
        return
    years = {value.whole_year for value in values}
    printed = {value.whole_year for value in values if value.status is not Status.BLANK}
    numbers = {value.whole_year for value in values if value.value is not None}
    missing = sorted({*(years - printed), *_left_out(years), *(beside - years)})
    if not missing or len(missing) >= len(numbers) or len(numbers) < _FEWEST_NUMBERS:
        return
    year = missing[0]
    inside = len(missing) == 1 and min(numbers) < year < max(numbers)
    place = next((value.place for value in values if value.whole_year == year), row.place)
    detail = " ".join(map(str, missing))
    yield Note("year_left_out" if inside else "year_missing", place, detail=detail, table=table_of(row), record_id=id_of(row), year=year)


def _left_out(years: set[int]) -> Iterator[int]:
    """The one year that consecutive years leave out; none of years in steps, such as 2020, 2025, 2030."""
    if len(years) >= _FEWEST_NUMBERS and max(years) - min(years) == len(years):
        yield from (year for year in range(min(years), max(years)) if year not in years)


def _executors(view: RecordView) -> Iterator[Note]:
    """Measures that nobody answers for between such that have an executor, where they are few."""
    records = view.records
    with_executor = {party.owner_id for party in records.parties if party.role is not Role.STAKEHOLDER}
    rows = [row for row in records.measures if row.measure_id in with_executor or _is_whole(view, row.measure_id)]
    bare = [index for index, row in enumerate(rows) if row.measure_id not in with_executor]
    if not bare or len(bare) * _OF_MANY > len(rows):
        return
    for index in bare:
        beside = (*rows[max(0, index - 1) : index], *rows[index + 1 : index + 2])
        if all(row.measure_id in with_executor for row in beside):
            row = rows[index]
            yield Note("executor_missing", row.place, printed=row.name_printed, table=table_of(row), record_id=row.measure_id)


def _is_whole(view: RecordView, measure_id: str) -> bool:
    """Whether a row holds numbers, all of which could be read: only then does a blank beside them say something."""
    values = view.values_by_owner.get(measure_id, ())
    return any(value.value is not None for value in values) and all(value.status is not Status.UNREADABLE for value in values)


def _tasks(records: Records) -> Iterator[Note]:
    """Tasks without measures where most have some; a line that was left out for it is a task if its number is missing among theirs."""
    with_measures = {measure.task_id for measure in records.measures}
    bare = [task for task in records.tasks if task.task_id not in with_measures]
    codes = known_codes(records)
    counts = {task.code.rpartition(".")[0] for task in records.tasks if task.code} & codes
    lost = [cell for code, cell in unkept_headings(records) if code not in codes and code.rpartition(".")[0] in counts]
    if 2 * (len(bare) + len(lost)) < len(records.tasks) + len(lost):
        for task in bare:
            yield Note("task_without_measure", task.place, printed=task.title_printed, table=table_of(task), record_id=task.task_id)
        for cell in lost:
            yield Note("task_without_measure", cell.place, printed=cell.text)


def _indicators(view: RecordView) -> Iterator[Note]:
    told = {issue.record_id for issue in view.records.issues if CATALOGUE[issue.code].tells_of_lack}
    for row in view.records.indicators:
        if row.indicator_id not in told and all(value.value is None for value in view.values_by_owner.get(row.indicator_id, ())):
            yield Note("indicator_without_number", row.place, printed=row.name_printed, table=table_of(row), record_id=row.indicator_id)
