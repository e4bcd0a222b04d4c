"""What text and paper do not share: hidden text is no part of a document, and a cell that shows more than its text is in doubt."""

from __future__ import annotations

from dataclasses import replace

from jospar.extract.document import Cell, Paragraph, Place, RawDocument, Row, Unread
from jospar.extract.outline import parse
from jospar.extract.readers.text import read
from jospar.normalize.assemble import SourceFile, normalize
from jospar.normalize.records import Fate, Records, Status

_PLAN = """\
Направление 1. Наука
Задача 1.1. Рост
Показатель\tЕд. изм.\t2024 год\t2025 год
1.1.1. Число статей\tединиц\t41\t46
1.1.2. Число патентов\tединиц\t3\t
"""


def _raw() -> RawDocument:
    return read(_PLAN.encode(), "plan.txt")


def _records(raw: RawDocument) -> Records:
    return normalize(parse(raw), SourceFile("plan", "plan.txt", "0" * 64))


def _with_unread(raw: RawDocument, row: int, column: int, unread: Unread) -> RawDocument:
    """The document with something unread in one cell of its table; rows and columns count from 1."""
    blocks = list(raw.blocks)
    for number, block in enumerate(blocks):
        if isinstance(block, Row) and block.place.row == row:
            cells = [replace(cell, unread=unread) if index == column else cell for index, cell in enumerate(block.cells, 1)]
            blocks[number] = Row(tuple(cells), block.place)
    return replace(raw, blocks=tuple(blocks))


def _statuses(records: Records) -> list[tuple[str, str, str | None]]:
    return [(value.owner_id.rsplit("/", 1)[1], value.status.value, str(value.value) if value.value else None) for value in records.values]


def _unread_issues(records: Records) -> list[tuple[str | None, str | None, str]]:
    return [(issue.record_id, issue.printed, issue.message) for issue in records.issues if issue.code == "content_unread"]


def test_a_number_beside_a_picture_is_unreadable() -> None:
    records = _records(_with_unread(_raw(), 2, 4, Unread.PICTURE))
    assert _statuses(records)[:2] == [("m1", "reported", "41"), ("m1", "unreadable", None)]
    assert records.values[1].value_text == "46"
    [(record, printed, message)] = _unread_issues(records)
    assert (record, printed) == ("plan/d1/t1/m1", "46") and message.endswith("(picture)")


def test_a_blank_cell_with_a_picture_is_not_blank() -> None:
    records = _records(_with_unread(_raw(), 3, 4, Unread.DRAWING))
    assert records.values[3].status is Status.UNREADABLE
    assert [issue[0] for issue in _unread_issues(records)] == ["plan/d1/t1/m2"]


def test_what_stands_beside_a_name_is_told_of_the_record() -> None:
    records = _records(_with_unread(_raw(), 2, 1, Unread.EQUATION))
    assert [value.status for value in records.values[:2]] == [Status.REPORTED] * 2
    assert [issue[:2] for issue in _unread_issues(records)] == [("plan/d1/t1/m1", "1.1.1. Число статей")]


def test_hidden_text_is_ignored_by_its_rule_and_told_once() -> None:
    raw = _raw()
    number = next(cell for cell in raw.cells() if cell.text == "46")
    hidden = (Cell("0", number.place), Cell("черновик", Place(line=99)))
    records = _records(replace(raw, hidden=hidden))
    plain = _records(raw)
    assert records.values == plain.values
    ignored = [(cell.text, cell.rule) for cell in records.cells if cell.rule == "not_visible"]
    assert ignored == [("0", "not_visible"), ("черновик", "not_visible")]
    assert all(cell.fate is Fate.IGNORED for cell in records.cells if cell.rule == "not_visible")
    told = [(issue.printed, issue.message) for issue in records.issues if issue.code == "text_hidden"]
    assert [(printed, message.endswith("(2 places)")) for printed, message in told] == [("0", True)]
    document = records.document
    assert document.cells == plain.document.cells + 2 == document.cells_used + document.cells_ignored + document.cells_flagged


def test_a_picture_between_the_lines_is_told_and_changes_nothing() -> None:
    raw = _raw()
    picture = Paragraph(Cell("", Place(line=100), unread=Unread.PICTURE))
    for at in range(len(raw.blocks) + 1):
        records = _records(replace(raw, blocks=(*raw.blocks[:at], picture, *raw.blocks[at:])))
        assert records.values == _records(raw).values
        assert [(issue.code, issue.place.line) for issue in records.issues if issue.place.line == 100] == [("picture_not_read", 100)]
