"""The codes of a document against each other: one that stands twice, one that is left out, a level that none has.

A code out of its place is seen where codes are placed (phrases.codes); such a record has its issue, and is not spoken of again here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jospar.extract.lines.rules.base import RuleName
from jospar.extract.words.codes import split_code
from jospar.normalize.checks.base import CheckFinding, RecordView
from jospar.normalize.issues import Note
from jospar.normalize.records import LedgerCell, Records, id_of, table_of
from jospar.normalize.tree import TreeRecord, headings_of, parent_of, rows_of

# Of as many codes one may stand twice by mistake; more of them are a manner of counting.
_OF_MANY = 5


@dataclass(frozen=True, slots=True)
class _CodedRecord:
    """A record with its codes; `parent` is the id of what it stands below."""

    record: TreeRecord
    misplaced: bool

    @property
    def table(self) -> str:
        return table_of(self.record)

    @property
    def record_id(self) -> str:
        return id_of(self.record)

    @property
    def parent(self) -> str:
        return parent_of(self.record)

    @property
    def path(self) -> str:
        """Its id without the document's."""
        return self.record_id.partition("/")[2]

    @property
    def code(self) -> str | None:
        return self.record.code

    def note(self, code: str, detail: str) -> Note:
        return Note(code, self.record.place, printed=self.record.code_printed, detail=detail, table=self.table, record_id=self.record_id)


def check_numbering(view: RecordView) -> Iterator[CheckFinding]:
    """Codes that are printed twice, gaps among headings, and levels that no record has."""
    records = view.records
    misplaced = {issue.record_id for issue in records.issues if issue.code == "code_out_of_place"}
    headings = [_CodedRecord(heading, id_of(heading) in misplaced) for heading in headings_of(records)]
    measures = [_CodedRecord(measure, measure.measure_id in misplaced) for measure in records.measures]
    known = known_codes(records) | {code for code, _ in unkept_headings(records)}
    yield from _repeated((*headings, *measures))
    yield from _gaps(headings, known)
    yield from _skipped((*headings, *measures), known)


def known_codes(records: Records) -> set[str]:
    """The codes that records have, whatever they are."""
    return {record.code for record in (*headings_of(records), *rows_of(records)) if record.code}


def unkept_headings(records: Records) -> Iterator[tuple[str, LedgerCell]]:
    """The lines that were read as headings and left out since nothing stands below them, each with its code."""
    for cell in records.cells:
        if cell.rule == RuleName.HEADING_WITHOUT_ROWS and (coded := split_code(cell.text)) is not None:
            yield coded.code, cell


def _repeated(rows: Sequence[_CodedRecord]) -> Iterator[Note]:
    """Codes of several numbers that two headings or measures have; single numbers count anew below each heading and in each table.

    Where many codes stand twice, the document counts anew in each of its parts, and that is no mistake.
    """
    first: dict[str, dict[str, _CodedRecord]] = {}
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


def _gaps(headings: Sequence[_CodedRecord], known: set[str]) -> Iterator[Note]:
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


def _skipped(rows: Sequence[_CodedRecord], known: set[str]) -> Iterator[Note]:
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
