"""The codes of a document against each other: one that stands twice, one that is left out, a level that none has.

A code out of its place is seen where codes are placed (phrases.codes); such a record has its issue, and is not spoken of again here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jospar.extract.lines.rules.base import RuleName
from jospar.extract.words.codes import split_code
from jospar.normalize.checks.base import Finding, Sheet
from jospar.normalize.issues import Note
from jospar.normalize.records import Direction, Goal, Indicator, LedgerCell, Measure, Records, Task

# Of as many codes one may stand twice by mistake; more of them are a manner of counting.
_OF_MANY = 5

_Record = Direction | Goal | Task | Indicator | Measure


@dataclass(frozen=True, slots=True)
class _Coded:
    """A record with its codes; `parent` is the id of what it stands below."""

    table: str
    record_id: str
    record: _Record
    misplaced: bool

    @property
    def parent(self) -> str:
        return self.record_id.rpartition("/")[0]

    @property
    def path(self) -> str:
        """Its id without the document's."""
        return self.record_id.partition("/")[2]

    @property
    def code(self) -> str | None:
        return self.record.code

    def note(self, code: str, detail: str) -> Note:
        return Note(code, self.record.place, self.record.code_printed, detail, self.table, self.record_id)


def check_numbering(sheet: Sheet) -> Iterator[Finding]:
    """Codes that are printed twice, gaps among headings, and levels that no record has."""
    records = sheet.records
    misplaced = {issue.record_id for issue in records.issues if issue.code == "code_out_of_place"}
    headings = [_Coded(table, record_id, record, record_id in misplaced) for table, record_id, record in _headings(records)]
    measures = [_Coded("measures", row.measure_id, row, row.measure_id in misplaced) for row in records.measures]
    known = known_codes(records) | {code for code, _ in unkept_headings(records)}
    yield from _repeated((*headings, *measures))
    yield from _gaps(headings, known)
    yield from _skipped((*headings, *measures), known)


def known_codes(records: Records) -> set[str]:
    """The codes that records have, whatever they are."""
    everything: tuple[_Record, ...] = (*records.directions, *records.goals, *records.tasks, *records.indicators, *records.measures)
    return {record.code for record in everything if record.code}


def unkept_headings(records: Records) -> Iterator[tuple[str, LedgerCell]]:
    """The lines that were read as headings and left out since nothing stands below them, each with its code."""
    for cell in records.cells:
        if cell.rule == RuleName.HEADING_WITHOUT_ROWS and (coded := split_code(cell.text)) is not None:
            yield coded.code, cell


def _headings(records: Records) -> Iterator[tuple[str, str, _Record]]:
    for direction in records.directions:
        yield "directions", direction.direction_id, direction
    for goal in records.goals:
        yield "goals", goal.goal_id, goal
    for task in records.tasks:
        yield "tasks", task.task_id, task


def _repeated(rows: Sequence[_Coded]) -> Iterator[Note]:
    """Codes of several numbers that two headings or measures have; single numbers count anew below each heading and in each table.

    Where many codes stand twice, the document counts anew in each of its parts, and that is no mistake.
    """
    first: dict[str, dict[str, _Coded]] = {}
    found: list[Note] = []
    for coded in rows:
        printed = coded.record.code_printed
        if not printed or coded.misplaced:
            continue
        scope = "" if "." in printed else f"{coded.parent} {coded.table}"
        if printed == "1":
            first[scope] = {}
        other = first.setdefault(scope, {}).setdefault(printed, coded)
        if other is not coded:
            found.append(coded.note("code_repeated", f"{other.path}, {coded.path}"))
    if len(found) * _OF_MANY <= len(rows):
        yield from found


def _gaps(headings: Sequence[_Coded], known: set[str]) -> Iterator[Note]:
    """Headings whose code has a number before it that no record has.

    Where a count begins is a gap only if it extends the code of the heading above: tasks may count on through the document.
    """
    codes = {coded.record_id: coded.code for coded in headings}
    of_table = {(coded.table, coded.code) for coded in headings}
    unnumbered = {coded.parent for coded in headings if coded.code is None}
    counted: set[tuple[str, str]] = set()
    for coded in headings:
        if coded.code is None:
            continue
        prefix, dot, last = coded.code.rpartition(".")
        begins = (coded.table, prefix) not in counted and (not dot or codes.get(coded.parent) != prefix)
        counted.add((coded.table, prefix))
        if begins or coded.misplaced or coded.parent in unnumbered or not _is_number(last):
            continue
        before = f"{prefix}{dot}{int(last) - 1}"
        if int(last) > 1 and (before not in known if dot else (coded.table, before) not in of_table):
            yield coded.note("code_gap", before)


def _skipped(rows: Sequence[_Coded], known: set[str]) -> Iterator[Note]:
    """The first record below each code that no record has, though a heading above has a shorter one."""
    codes = {coded.record_id: coded.code for coded in rows}
    told: set[str] = set()
    for coded in rows:
        above = codes.get(coded.parent)
        if not above or not coded.code or coded.misplaced or not coded.code.startswith(above + "."):
            continue
        level = coded.code.rpartition(".")[0]
        if level != above and level not in known and level not in told:
            told.add(level)
            yield coded.note("level_skipped", level)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
