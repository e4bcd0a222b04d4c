"""Word documents as universities write them, from bytes to records."""

from __future__ import annotations

from datetime import date

from jospar.normalize.records import Fate, Records
from tests.support.reading import read_records
from tests.support.word import document, item, levels, p, tbl, tc, tr

SPAN, DOWN, ON = '<w:gridSpan w:val="{}"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="H{level}"><w:name w:val="heading {level}"/><w:pPr><w:numPr><w:ilvl w:val="{level - 1}"/>'
    '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    for level in (1, 2, 3)
)
HEADER = (
    tr(
        tc("№", DOWN),
        tc("Көрсеткіштің атауы", DOWN),
        tc("Өлшем бірлігі", DOWN),
        tc("Жоспар", SPAN.format(2)),
        tc("Жауапты орындаушы", DOWN),
    )
    + tr(tc("", ON), tc("", ON), tc("", ON), "2024 ж.", "2025 ж.", tc("", ON))
    + tr("1", "2", "3", "4", "5", "6")
)
TITLE = p() + p("«Тест университеті» КеАҚ 2024-2025 жылдарға арналған даму стратегиясы") + p()
APPROVAL = [p("БЕКІТІЛДІ"), p("Директорлар кеңесінің шешімімен"), p("2024 жылғы «25» маусым"), p("№ 4 хаттама")]


def numbered(*definitions: str) -> str:
    """Lists by the number of their definition, from 1."""
    written = "".join(f'<w:abstractNum w:abstractNumId="{at}">{text}</w:abstractNum>' for at, text in enumerate(definitions, 1))
    return written + "".join(f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(1, len(definitions) + 1))


NUMBERS = numbered(
    levels(("decimal", "%1."), ("decimal", "%1.%2."), ("decimal", "%1.%2.%3.")), levels(("decimal", "%1.")), levels(("bullet", "\uf0b7"))
)


def heading(text: str, level: int) -> str:
    return p(text, f'<w:pStyle w:val="H{level}"/>')


def measure(name: str, unit: str, *cells: str) -> str:
    """A row whose number counts itself."""
    return tr(tc(item("", 2)), name, unit, *cells)


def records_of(body: str, lists: str = NUMBERS) -> Records:
    records = read_records(document(body, styles=STYLES, numbering=lists), "plan", ".docx")
    assert len(records.cells) == records.document.cells == len({cell.place for cell in records.cells})
    return records


def tree(records: Records) -> list[str]:
    """Directions, tasks and measures with their codes."""
    found = [(d.direction_id, d.code, d.title) for d in records.directions]
    found += [(t.task_id, t.code, t.title) for t in records.tasks] + [(m.measure_id, m.code, m.name) for m in records.measures]
    return [f"{code} {title}" for _, code, title in sorted(found)]


def values(records: Records) -> list[str]:
    return [f"{value.year} {value.value}" for value in records.values]


FIRST = heading("Оқу процесін дамыту", 1) + heading("Контингентті ұлғайту", 2)
ROWS = measure("Студенттер саны", "адам", "9\u00a0976", "10 070", "КБ") + measure("Қаржы", "мың теңге", "5,5", "-", "КБ")


def test_headings_and_rows_that_number_themselves() -> None:
    second = heading("Ғылымды дамыту", 1) + heading("Жобалар санын арттыру", 2)
    records = records_of(TITLE + FIRST + tbl(HEADER, ROWS) + second + tbl(HEADER, ROWS))
    assert tree(records) == [
        "1 Оқу процесін дамыту", "1.1 Контингентті ұлғайту", "1 Студенттер саны", "2 Қаржы",
        "2 Ғылымды дамыту", "2.1 Жобалар санын арттыру", "3 Студенттер саны", "4 Қаржы",
    ]  # fmt: skip
    assert values(records)[:4] == ["2024 9976", "2025 10070", "2024 5.5", "2025 None"]
    assert {cell.fate for cell in records.cells} == {Fate.USED, Fate.IGNORED}


def test_headings_in_merged_rows() -> None:
    def row(text: str, level: int) -> str:
        return tr(tc(item(text, 1, level), SPAN.format(6)))

    table = tbl(
        HEADER,
        row("Оқу", 0),
        row("Контингент", 1),
        measure("Саны", "адам", "1", "2", "КБ"),
        row("Ғылым", 0),
        measure("Үлесі", "%", "3", "4", "КБ"),
    )
    assert tree(records_of(TITLE + table)) == ["1 Оқу", "1.1 Контингент", "1 Саны", "2 Ғылым", "2 Үлесі"]


def test_an_approval_beside_an_agreement_and_a_list_of_contents() -> None:
    agreement = [p("КЕЛІСІЛДІ"), p("Министрлік"), p("2023 жылғы «10» желтоқсан")]
    sides = tbl(tr(tc("".join(agreement)), "", tc("".join(APPROVAL))), properties="")
    stops = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>'
    contents = p("Мазмұны") + "".join(
        p(f"<w:r><w:t>{text}</w:t><w:tab/><w:t>3</w:t></w:r>", stops) for text in ("1. Оқу процесін дамыту", "1.1. Контингентті ұлғайту")
    )
    records = records_of(sides + TITLE + contents + FIRST + tbl(HEADER, ROWS))
    found = records.document
    assert (found.approved_on, found.protocol_number, found.approval_status) == (date(2024, 6, 25), "4", "БЕКІТІЛДІ")
    assert found.title == "«Тест университеті» КеАҚ 2024-2025 жылдарға арналған даму стратегиясы"
    assert len(records.directions) == len(records.tasks) == 1


def test_an_approval_in_a_text_box() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{''.join(APPROVAL)}</w:txbxContent></w:pict></w:r>"
    records = records_of(p(box) + TITLE + FIRST + tbl(HEADER, ROWS))
    assert (records.document.approved_on, records.document.first_year) == (date(2024, 6, 25), 2024)


def test_a_table_that_a_page_parts_in_two() -> None:
    second = tbl(measure("Магистранттар", "адам", "4", "5", "КБ"))
    for between in (p("", "<w:sectPr/>"), p(), p('<w:r><w:br w:type="page"/></w:r>')):
        records = records_of(TITLE + FIRST + tbl(HEADER, ROWS) + between + second)
        assert [measure.name for measure in records.measures] == ["Студенттер саны", "Қаржы", "Магистранттар"]
        assert values(records)[-2:] == ["2024 4", "2025 5"]


def test_changes_lists_of_executors_and_merged_years() -> None:
    changed = tc("<w:p><w:ins><w:r><w:t>10 000</w:t></w:r></w:ins><w:del><w:r><w:delText>9 000</w:delText></w:r></w:del></w:p>")
    executors = tc(item("Проректор", 3) + item("Кадр бөлімі", 3))
    rows = measure("Саны", "адам", "9\u00a0976", changed, executors) + measure("Үлесі", "%", tc("12", SPAN.format(2)), "КБ")
    records = records_of(TITLE + FIRST + tbl(HEADER, rows))
    assert values(records) == ["2024 9976", "2025 10000", "2024 12", "2025 12"]
    assert [party.name for party in records.parties] == ["Проректор", "Кадр бөлімі", "КБ"]


def test_a_grid_that_a_hand_has_dragged() -> None:
    header = tr("Атауы", tc("2024ж.", SPAN.format(2)), "2025ж.", tc("2026ж.", SPAN.format(2)), "Жауапты орындаушы")
    row = tr("Саны", "1", tc("2", SPAN.format(2)), tc("3", SPAN.format(2)), "КБ")
    records = records_of(FIRST + tbl(header, row, widths=(3000, 980, 20, 980, 25, 985, 2000)))
    assert values(records) == ["2024 1", "2025 2", "2026 3"]
    assert [value.place.column for value in records.values] == [2, 3, 4]


def test_labels_that_lists_print() -> None:
    labels = levels(("decimal", "Стратегическое направление %1."), ("decimal", "Цель %1.%2."), ("decimal", "Задача %1.%2.%3."))
    header = tr("Наименование показателя", "Ед. изм.", "2024 год", "2025 год", "Ответственные исполнители")
    body = (
        heading("Качество", 1) + heading("Рост", 2) + p("Целевые индикаторы:") + tbl(header, tr("Доля выпускников", "%", "70,5", "75", ""))
    )
    body += heading("Привлечь студентов", 3) + tbl(header, tr("Студенты", "человек", "9 976", "10 000", "Деканат"))
    records = records_of(body, numbered(labels))
    assert [(goal.code, goal.title) for goal in records.goals] == [("1.1", "Рост")]
    assert [indicator.name for indicator in records.indicators] == ["Доля выпускников"]
    assert tree(records) == ["1 Качество", "1.1.1 Привлечь студентов", "None Студенты"]


def test_a_label_of_indicators_right_below_a_header() -> None:
    rows = tr("", "Нысаналы индикаторлар:", "", "", "", "") + tr("", "Түлектердің үлесі", "%", "70", "75", "")
    rows += tr("", "Міндет 1.1. Контингентті ұлғайту", "", "", "", "") + tr("1.1.1.", "Студенттер саны", "адам", "1", "2", "КБ")
    records = records_of(TITLE + p("Стратегиялық бағыт 1. Оқу") + tbl(HEADER, rows))
    assert [indicator.name for indicator in records.indicators] == ["Түлектердің үлесі"]
    assert [measure.name for measure in records.measures] == ["Студенттер саны"]
