"""Tables of Word documents: merged cells, tables in tables, frames, and grids that a hand has dragged."""

from __future__ import annotations

import io

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jospar.extract.detect import read
from jospar.extract.document import Row, UnreadableDocument
from jospar.extract.limits import MAX_COLUMNS
from tests.support.seeds import choose_examples
from tests.support.word import document, item, levels, numbering, p, places, read_word, shown, tbl, tc, texts, tr

SPAN, DOWN, ON = '<w:gridSpan w:val="{}"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_merged_cells_stand_in_all_that_they_cover() -> None:
    table = tbl(
        tr(tc("Атауы", DOWN), tc("Жоспар", SPAN.format(2))),
        tr(tc("басылмайды", ON), "2024", "2025"),
        tr("Саны", "1", "2"),
    )
    raw = read_word(table)
    assert texts(table) == [["Атауы", "Жоспар", "Жоспар"], ["Атауы", "2024", "2025"], ["Саны", "1", "2"]]
    first, second = (block for block in raw.blocks[:2] if isinstance(block, Row))
    assert first.cells[1] is first.cells[2]
    assert first.cells[0] is second.cells[0]


def test_a_merge_without_a_beginning_begins_itself() -> None:
    assert texts(tbl(tr(tc("а", ON), "б"), tr(tc("в", ON), "г"))) == [["а", "б"], ["а", "г"]]


def test_merges_of_other_columns_do_not_join() -> None:
    table = tbl(tr(tc("а", DOWN), "б"), tr("в", tc("г", ON)), tr(tc("д", ON), "е"))
    assert texts(table) == [["а", "б"], ["в", "г"], ["д", "е"]]


def test_horizontal_merges_of_older_files() -> None:
    table = tbl(tr(tc("а", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "б"), tr("1", "2", "3"))
    assert texts(table) == [["а", "а", "б"], ["1", "2", "3"]]


def test_rows_that_are_indented_and_short() -> None:
    assert texts(tbl(tr("а", "б", "в"), tr("г", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'))) == [
        ["а", "б", "в"],
        ["", "г", ""],
    ]


def test_an_indented_row_beside_a_cell_from_above() -> None:
    table = tbl(tr("а", tc("б", DOWN), "в"), tr(tc("", ON), "г", properties='<w:gridBefore w:val="1"/>'))
    assert texts(table) == [["а", "б", "в"], ["", "б", "г"]]


def test_deleted_rows_and_cells() -> None:
    gone = tr("ескі", "0", properties="<w:del/>")
    assert texts(tbl(gone, tr("а", "1", properties="<w:ins/>"), tr("б", "2"))) == [["а", "1"], ["б", "2"]]
    assert texts(tbl(tr("а", tc("ескі", "<w:cellDel/>"), "1"))) == [["а", "1"]]
    assert [cell.place.table for cell in read_word(tbl(gone) + tbl(tr("а", "1"))).cells()] == [1, 1]


def test_rows_in_content_controls() -> None:
    row = f"<w:sdt><w:sdtContent>{tr('а', '1')}</w:sdtContent></w:sdt>"
    cell = f"<w:tr><w:sdt><w:sdtContent>{tc('б')}</w:sdtContent></w:sdt>{tc('2')}</w:tr>"
    assert texts(f"<w:sdt><w:sdtContent>{tbl(row, cell)}</w:sdtContent></w:sdt>") == [["а", "1"], ["б", "2"]]


def test_borders_that_nearly_meet_are_one() -> None:
    head = tr(tc("Атауы", SPAN.format(2)), "2024", tc("2025", SPAN.format(2)))
    row = tr("Саны", tc("1", SPAN.format(3)), "2")
    assert texts(tbl(head, row, widths=(2970, 30, 970, 30, 1000))) == [["Атауы", "2024", "2025"], ["Саны", "1", "2"]]
    # Where a cell would vanish, or the widths are not known, the grid stays as it is.
    narrow = tr("а", "б", "в")
    assert texts(tbl(narrow, widths=(900, 50, 900))) == [["а", "б", "в"]]
    assert texts(tbl(head, row)) == [["Атауы", "Атауы", "2024", "2025", "2025"], ["Саны", "1", "1", "1", "2"]]


def test_a_frame_is_read_as_if_it_were_not_there() -> None:
    inner = tbl(tr("а", "1"), tr("б", "2"))
    assert texts(tbl(tr(tc(p("1. Қаржы") + inner + p())))) == ["1. Қаржы", ["а", "1"], ["б", "2"]]
    assert texts(tbl(tr("1. Қаржы"), tr(tc(inner + p())))) == ["1. Қаржы", ["а", "1"], ["б", "2"]]
    assert texts(tbl(tr(tc(p("1. Қаржы") + p("мәтін"))))) == ["1. Қаржы", "мәтін"]


def test_texts_side_by_side_without_lines_are_paragraphs() -> None:
    sides = tr(tc(p("КЕЛІСІЛДІ") + p("Министр")), "", tc(p("БЕКІТІЛДІ") + p("№ 4 хаттама")))
    assert shown(read_word(tbl(sides, properties="") + p("СТРАТЕГИЯ"))) == [
        None, "КЕЛІСІЛДІ", "Министр", None, None, None, None, None, "БЕКІТІЛДІ", "№ 4 хаттама", None, "СТРАТЕГИЯ",
    ]  # fmt: skip
    nothing = "<w:tblBorders><w:top w:val='nil'/><w:left w:val='single' w:color='FFFFFF'/></w:tblBorders>"
    assert texts(tbl(sides, properties=nothing)) == ["КЕЛІСІЛДІ", "Министр", "БЕКІТІЛДІ", "№ 4 хаттама"]


@pytest.mark.parametrize("properties", [None, '<w:tblStyle w:val="Grid"/>', ""])
def test_texts_side_by_side_with_lines_are_a_row(properties: str | None) -> None:
    styles = (
        '<w:style w:type="table" w:default="1" w:styleId="Plain"/><w:style w:type="table" w:styleId="Lines"><w:tblPr><w:tblBorders>'
        '<w:top w:val="single"/></w:tblBorders></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="Grid"><w:basedOn w:val="Lines"/></w:style>'
    )
    line = "<w:tcBorders><w:top w:val='single'/></w:tcBorders>" if properties == "" else ""
    sides = tr(tc(p("КЕЛІСІЛДІ") + p("Министр"), line), tc(p("БЕКІТІЛДІ") + p("№ 4 хаттама")))
    table = tbl(sides) if properties is None else tbl(sides, properties=properties)
    assert texts(table, styles=styles) == [["КЕЛІСІЛДІ\nМинистр", "БЕКІТІЛДІ\n№ 4 хаттама"]]


@pytest.mark.parametrize(
    "lines",
    [
        ["Бас инженер", "Жөндеу цехы"],
        ["АМ жөніндегі", "проректор,", "Ректор"],
        ["Отдел кадров", "соисп.: учебный отдел"],
        ["1) отдел кадров", "2) учебный отдел"],
        ["Отдел кадров", "– учебный отдел"],
        ["а) Отдел кадров", "б) учебный отдел"],
        ["Ед.", "изм."],
        ["6 591", "606,25"],
    ],
)
def test_the_lines_of_a_cell_stay(lines: list[str]) -> None:
    breaks = "<w:r>" + "<w:br/>".join(f"<w:t>{line}</w:t>" for line in lines) + "</w:r>"
    for cell in ("".join(map(p, lines)), p(breaks), p("<w:sdt><w:sdtContent>" + breaks + "</w:sdtContent></w:sdt>")):
        assert texts(tbl(tr("а", tc(cell)))) == [["а", "\n".join(lines)]]


def test_a_page_that_ends_between_two_rows_cuts_nothing() -> None:
    table = tbl(tr("а", "1"), tr(tc("<w:p><w:r><w:lastRenderedPageBreak/><w:t>б</w:t></w:r></w:p>"), "2"))
    assert shown(read_word(table)) == [["а", "1"], ["б", "2"]]


def test_a_table_that_is_typed_with_tabs() -> None:
    def typed(*cells: str) -> str:
        return p("<w:r>" + "<w:tab/>".join(f"<w:t>{cell}</w:t>" for cell in cells) + "</w:r>")

    assert texts(typed("Атауы", "2024", "2025") + typed("Саны", "", "1", "2") + p("соңы")) == [
        ["Атауы", "2024", "2025", ""],
        ["Саны", "", "1", "2"],
        "соңы",
    ]
    assert texts(typed("а", "б", "в") + p("г") + typed("Ректор", "А. Б.") + typed("Проректор", "В. Г.")) == [
        "а б в", "г", "Ректор А. Б.", "Проректор В. Г.",
    ]  # fmt: skip


def test_a_column_of_numbers_that_count_themselves() -> None:
    rows = [tr(tc(item("")), "а"), tr(tc(item(""), DOWN), "б"), tr(tc(item(""), ON), "в"), tr(tc(item("")), "г")]
    found = texts(tbl(*rows), numbering=numbering(levels(("decimal", "%1."))))
    assert found == [["1.", "а"], ["2.", "б"], ["2.", "в"], ["3.", "г"]]


def test_the_items_of_a_list_in_a_cell_are_lines() -> None:
    cell = tc(item("проректор") + item("АМД"))
    assert texts(tbl(tr("а", cell)), numbering=numbering(levels(("bullet", "\uf0b7")))) == [["а", "проректор\nАМД"]]


@pytest.mark.parametrize("columns", [MAX_COLUMNS + 1, 999_999_999, "9" * 40, -5, "x"])
def test_a_cell_over_more_columns_than_there_are(columns: object) -> None:
    # Borders that no other cell has are none, so a cell is as wide as the others make it.
    assert texts(tbl(tr(tc("а", SPAN.format(columns)), "б"))) == [["а", "б"]]


def test_too_many_columns() -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        read_word(tbl(tr(*["1"] * (MAX_COLUMNS + 1))))
    assert refusal.value.reason == "too_many_columns"


def test_more_places_than_a_table_can_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jospar.extract.readers.word.grid.MAX_TABLE_CELLS", 50)
    with pytest.raises(UnreadableDocument) as refusal:
        read_word(tbl(*[tr("1", "2")] * 30))
    assert refusal.value.reason == "too_many_columns"


@st.composite
def _grids(draw: st.DrawFn) -> tuple[int, int, list[tuple[int, int, int, int]]]:
    """A grid and blocks of cells in it that do not meet."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(2, 6))
    free = {(row, column) for row in range(height) for column in range(width)}
    blocks = []
    for _ in range(draw(st.integers(0, 4))):
        top, left = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
        bottom, right = draw(st.integers(top, min(top + 2, height - 1))), draw(st.integers(left, min(left + 2, width - 1)))
        block = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if block <= free:
            free -= block
            blocks.append((top, left, bottom, right))
    return height, width, blocks


@settings(max_examples=choose_examples(25, 60), deadline=None)
@given(_grids())
def test_grids_that_python_docx_merges_are_read_as_it_reads_them(grid: tuple[int, int, list[tuple[int, int, int, int]]]) -> None:
    height, width, blocks = grid
    made = docx.Document()
    table = made.add_table(height, width, "Table Grid")
    for row in range(height):
        for column in range(width):
            table.cell(row, column).text = f"{row}.{column}"
    for top, left, bottom, right in blocks:
        merged = table.cell(top, left).merge(table.cell(bottom, right))
        merged.text = f"{top}-{left}"
    made.add_paragraph("соңы")
    stream = io.BytesIO()
    made.save(stream)
    raw = read(stream.getvalue(), "grid.docx")
    rows = [[cell.text for cell in block.cells] for block in raw.blocks if isinstance(block, Row)]
    expected = [[cell.text for cell in row.cells] for row in table.rows]
    # Columns that only merged cells cover are one.
    seen = [column for column in range(width) if column == 0 or any(ids[column] is not ids[column - 1] for ids in _elements(table))]
    if (height, len(seen)) != (1, 1) and len(seen) > 1:
        assert rows == [[row[column] for column in seen] for row in expected]
    found = places(raw)
    assert len(found) == len(set(found))


def _elements(table: docx.table.Table) -> list[list[object]]:
    return [[cell._tc for cell in row.cells] for row in table.rows]


def test_a_table_alone_is_a_document() -> None:
    assert read(document(tbl(tr("а", "б"))), "x").blocks
