"""Reading is total: whatever a file holds, it is refused with a reason, or every cell of it is accounted for and no number is invented."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jospar.extract.detect import read
from jospar.extract.document import UnreadableDocument
from jospar.extract.outline import parse
from jospar.normalize.assemble import SourceFile, normalize
from jospar.normalize.catalogue import CATALOGUE
from jospar.normalize.records import Fate, Records, Status
from jospar.output.storage.tables.integrity import check_integrity
from tests.support.reading import SAMPLE
from tests.support.seeds import SEED, choose_examples

# It takes long: `make quick` goes without it.
pytestmark = pytest.mark.slow

EXAMPLES = settings(
    deadline=None, derandomize=SEED is None, database=None, max_examples=choose_examples(60, 200), suppress_health_check=list(HealthCheck)
)
FEW = settings(EXAMPLES, max_examples=choose_examples(15, 50))
LINES = tuple(SAMPLE.read_text(encoding="utf-8").split("\n"))

# Issues that stand once for many lines: of a column, of a table or its second part, of the parties of indicators.
WIDE_ISSUES = frozenset({"column_unknown", "year_repeated", "year_unreadable", "table_part_unmatched", "table_unknown"})
LARGEST, MOST_DECIMALS = Decimal(10) ** 18, 6
SPACES = re.compile(r"[ \u00a0\u202f\u2009]")


# ---- what holds for every document -----------------------------------------------------------------------------------------------------


def assert_accounted_for(document: bytes | str) -> Records | None:
    """The records of a document, with everything checked that holds for any of them; None where the document is refused."""
    data = document.encode("utf-8", "surrogatepass") if isinstance(document, str) else document
    try:
        raw = read(data, "doc.txt")
    except UnreadableDocument as refusal:
        assert refusal.reason in CATALOGUE
        return None
    records = normalize(parse(raw), SourceFile("doc", "doc.txt", "0" * 64))
    assert [(cell.place, cell.text) for cell in records.cells] == [(cell.place, cell.text) for cell in raw.cells()]
    _assert_ledger(records)
    _assert_issues(records)
    _assert_numbers(records)
    _assert_names(records)
    check_integrity(records)
    return records


def _assert_ledger(records: Records) -> None:
    document, fates = records.document, Counter(cell.fate for cell in records.cells)
    assert (document.cells_used, document.cells_ignored) == (fates[Fate.USED], fates[Fate.IGNORED])
    assert document.cells_flagged == fates[Fate.FLAGGED]
    assert document.cells == len(records.cells) == sum(fates.values())
    ids = _record_ids(records)
    lines = {issue.place.line for issue in records.issues}
    codes = {issue.code for issue in records.issues}
    for cell in records.cells:
        assert cell.rule
        if cell.fate is Fate.USED:
            assert cell.record_id in ids[cell.table or ""]
        else:
            assert (cell.table, cell.record_id, cell.column) == (None, None, None)
        if cell.fate is Fate.FLAGGED:
            assert cell.place.line in lines or cell.rule in WIDE_ISSUES & codes, cell


def _record_ids(records: Records) -> dict[str, set[str]]:
    return {
        "documents": {records.document.document_id},
        "directions": {record.direction_id for record in records.directions},
        "goals": {record.goal_id for record in records.goals},
        "indicators": {record.indicator_id for record in records.indicators},
        "tasks": {record.task_id for record in records.tasks},
        "measures": {record.measure_id for record in records.measures},
        "values": {record.value_id for record in records.values},
        "parties": {record.party_id for record in records.parties},
    }


def _assert_issues(records: Records) -> None:
    ids = _record_ids(records)
    for issue in records.issues:
        assert issue.code in CATALOGUE
        assert issue.record_id is None or issue.record_id in ids[issue.table or ""]
    unreadable = {(value.owner_id, value.year) for value in records.values if value.status is Status.UNREADABLE}
    assert unreadable <= {(issue.record_id, issue.year) for issue in records.issues}


def _assert_numbers(records: Records) -> None:
    for value in records.values:
        assert (value.value is not None) == (value.status is Status.REPORTED)
        _assert_printed(value.value, value.value_text)
        _assert_printed(value.value_upper, value.value_text)
    for task in records.tasks:
        _assert_printed(task.target_value, task.title_printed)
        _assert_printed(task.target_baseline, task.title_printed)


def _assert_names(records: Records) -> None:
    names = [record.name for table in (records.indicators, records.measures, records.parties) for record in table]
    titles = [record.title for table in (records.directions, records.goals, records.tasks) for record in table]
    assert all(isinstance(name, str) for name in names + titles)


def _assert_printed(number: Decimal | None, printed: str) -> None:
    """A number fits decimal128(24,6), and all its digits stand in the print one after the other."""
    if number is None:
        return
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int) and -exponent <= MOST_DECIMALS
    assert abs(number) < LARGEST
    assert format(number, "f").lstrip("-") in SPACES.sub("", printed).replace(",", ".")


# ---- any text --------------------------------------------------------------------------------------------------------------------------


@EXAMPLES
@given(st.text(alphabet=st.characters(codec=None), max_size=400))
def test_any_text(text: str) -> None:
    assert_accounted_for(text)


@EXAMPLES
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    assert_accounted_for(data)


@EXAMPLES
@given(st.text(alphabet="\t\n\f 0123456789.,-–—/%*()«»\"'адмжғ№<i>\\&;:\u00a0\u00ad\u0301", max_size=300))
def test_any_text_of_the_marks_that_tables_have(text: str) -> None:
    assert_accounted_for(text)


# ---- grids of what tables are made of --------------------------------------------------------------------------------------------------

HEADER_WORDS = (
    "Алға қойылған тапсырманы орындауға арналған іс-шара", "Іс-шараның орындалу көрсеткішінің сандық мәні", "өлш.бірл.", "өлщ.бірл.",
    "Ед. изм.", "Стейкхолдерлер/клиенттер", "Жауапты орындаушы", "Ответственные", "Наименование", "№", "№ п/п", "2024ж.", "2025ж.",
    "2026 г.", "2024", "2025", "2020", "факт", "план", "бағалау", "%", "2024 к 2023, %", "2024/2025", "Примечание", "Аяқтау нысаны",
    "Мақсат", "Задача", "Целевые индикаторы",
)  # fmt: skip
NUMBERS = (
    "5", "1 200", "1200", "3,5", "-", "–", "", "х", "5 0 0", "1.234", "23 95", "31,0- 38,0", "69,8/ 76,3", "кемінде 85%", "85 %",
    "1 млн", "2024", "100 000 теңге", "*", "12*", "10²", "до 15", "0", "00", "-5", "1 000 000 000 000 000 000 000", "0,1234567", "٣",
    "½", "1.", '"', "-//-",
)  # fmt: skip
CODES = ("1.", "2.", "3.", "1.1.", "1.2.", "1.1.1.", "1.1.2.", "1.1.1", "2.1", "а)", "1)", "1.1а", "12", "")
TEXTS = (
    "Табысты арттыру", "ғылымды дамыту", "оның ішінде:", "в том числе", "НЫСАНАЛЫ ИНДИКАТОР:", "Целевые индикаторы:", "Цель 1.1. Рост",
    "Задача 1.1.1. Рост", "НЫСАНАЛЫ ИНДИКАТОР: Санын көбейту: 2024ж. – 5 адам, 2025ж. – 6 адам", "Направление 1. Рост",
    "1.1 - мақсат. Өсу", "кестенің жалғасы:", "1 кесте", "Нысаналы индикаторға қол жеткізу үшін мынадай міндеттерді іске асыру қажет.",
    "* Ескерту", "12", "- 3 -", "--------", "2024ж. – 5, 2025ж. – 6", "арттыру 1,4-ге дейін 2029 жылға", "100 адамнан 250 адамға дейін",
    "адам", "%", "мың тг", "ПОҚ, білім алушылар", "Ректор", "(", "«", "және", ".", "—", "Мақсат:", "Ішкі мақсат 1.1.1.1. Атау",
    "Приложение 1", "<i>", "<br>", "&nbsp;", "№ 4 хаттама", "БЕКІТІЛДІ", "2024 жылғы «25» маусымдағы", "\f",
)  # fmt: skip

named = st.builds("{} {}".format, st.sampled_from(CODES), st.sampled_from(TEXTS))
any_cell = st.one_of(st.just(""), named, *map(st.sampled_from, (NUMBERS, TEXTS, HEADER_WORDS, CODES)))
headers = st.lists(st.sampled_from(HEADER_WORDS), min_size=2, max_size=9)
measure_rows = st.builds(
    lambda name, unit, values, party: [name, unit, *values, party],
    named,
    st.sampled_from(("адам", "%", "мың тг", '"', "")),
    st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=6),
    st.sampled_from(TEXTS),
)
grid_lines = st.one_of(headers, measure_rows, measure_rows, st.lists(any_cell, min_size=1, max_size=9)).map("\t".join)
grids = st.lists(grid_lines, min_size=1, max_size=25).map("\n".join)


@EXAMPLES
@given(grids)
def test_any_grid(grid: str) -> None:
    assert_accounted_for(grid)


# ---- the sample spoilt -----------------------------------------------------------------------------------------------------------------


def _delete(lines: list[str], at: int, _draw: st.DrawFn) -> None:
    del lines[at]


def _double(lines: list[str], at: int, _draw: st.DrawFn) -> None:
    lines.insert(at, lines[at])


def _move(lines: list[str], at: int, draw: st.DrawFn) -> None:
    lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))


def _truncate(lines: list[str], at: int, draw: st.DrawFn) -> None:
    lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]


def _join(lines: list[str], at: int, draw: st.DrawFn) -> None:
    lines[at : at + 2] = [draw(st.sampled_from(("", " ", "\t"))).join(lines[at : at + 2])]


def _shuffle_cells(lines: list[str], at: int, draw: st.DrawFn) -> None:
    lines[at] = "\t".join(draw(st.permutations(lines[at].split("\t"))))


def _add_cell(lines: list[str], at: int, draw: st.DrawFn) -> None:
    cells = lines[at].split("\t")
    cells.insert(draw(st.integers(0, len(cells))), draw(any_cell))
    lines[at] = "\t".join(cells)


def _lose_cell(lines: list[str], at: int, draw: st.DrawFn) -> None:
    cells = lines[at].split("\t")
    del cells[draw(st.integers(0, len(cells) - 1))]
    lines[at] = "\t".join(cells)


def _slide_together(lines: list[str], at: int, draw: st.DrawFn) -> None:
    lines[at] = lines[at].replace("\t", " ", draw(st.integers(1, 3)))


def _insert_mark(lines: list[str], at: int, draw: st.DrawFn) -> None:
    place = draw(st.integers(0, len(lines[at])))
    lines[at] = lines[at][:place] + draw(st.sampled_from("\t\n\f01 .,-(»\u00a0а")) + lines[at][place:]


def _insert_line(lines: list[str], at: int, draw: st.DrawFn) -> None:
    lines.insert(at, draw(grid_lines))


CHANGES: tuple[Callable[[list[str], int, st.DrawFn], None], ...] = (
    _delete, _double, _move, _truncate, _join, _shuffle_cells, _add_cell, _lose_cell, _slide_together, _insert_mark, _insert_line,
)  # fmt: skip


@st.composite
def spoilt_samples(draw: st.DrawFn) -> str:
    lines = list(LINES)
    for change in draw(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=20)):
        change(lines, draw(st.integers(0, len(lines) - 1)), draw)
    return "\n".join(lines)


@FEW
@given(spoilt_samples())
def test_the_sample_spoilt(document: str) -> None:
    assert_accounted_for(document)


@FEW
@given(st.permutations(LINES).map("\n".join))
def test_the_sample_shuffled(document: str) -> None:
    assert_accounted_for(document)


def test_the_sample_cut_off_anywhere() -> None:
    data = SAMPLE.read_bytes()
    for size in range(0, len(data), 997):
        assert_accounted_for(data[:size])


# ---- time ------------------------------------------------------------------------------------------------------------------------------

HEADER = "Іс-шара\tӨлш.бірл.\t2024ж.\t2025ж.\tСтейкхолдерлер\tЖауапты орындаушы"
ROWS = f"{HEADER}\n1.1. Міндет\t\t\t\t\t\n1.1.1. Атау\tадам\t1\t2\tПОҚ\tРектор\n"
ROW = f"1. Бағыт\n\n{HEADER}\n1.1. Міндет\t\t\t\t\t\n1.1.1. {{}}\n"
# Where a hostile text may stand.
PLACES = {
    "above the headings": "{}\n\n1. Бағыт\n\n" + ROWS,
    "direction": "1. {}\n\n" + ROWS,
    "indicator": "1. Бағыт\n\nНЫСАНАЛЫ ИНДИКАТОР:\n\n1. {}: 2024ж. – 5, 2025ж. – 6\n\n" + ROWS,
    "value in a sentence": "1. Бағыт\n\nНЫСАНАЛЫ ИНДИКАТОР:\n\n1. Атау: 2024ж. – 5, 2025ж. – {}\n\n" + ROWS,
    "task": "1. Бағыт\n\n" + ROWS.replace("Міндет", "Міндет {} 5-ге дейін"),
    "header": "1. Бағыт\n\n" + ROWS.replace("2025ж.", "2025 {}"),
    "name": ROW.format("Атау {}\tадам\t1\t2\tПОҚ\tРектор"),
    "unit": ROW.format("Атау\t{}\t1\t2\tПОҚ\tРектор"),
    "value": ROW.format("Атау\tадам\t{}\t2\tПОҚ\tРектор"),
    "parties": ROW.format("Атау\tадам\t1\t2\t{}\tРектор"),
    "text below": "1. Бағыт\n\n" + ROWS + "\n{}\n",
}
REPEATED = (
    "9", "1 ", "1 000 ", ".", ",", "-", "– ", "1-", "1.", "(", ")", "()", "«", "«а»", '"', "*", " ", "\u00a0", "а", "А", "а-", "а- ",
    "а. ", "Абв ", "<i ", "\\", "2024ж. – ", "2024ж. – 5, ", "2024 ", "1/", "% ", "дейін ", "кемінде ", "5-ге дейін ", "cс", "сc-",
    "а\u0301", "\u00ad", "№ 1-", "мың ", "«Ә» КеАҚ ", "25.06.2024 ", "²", "10²", "İ", "цель 1 ", "на 1000 ", "1 адамға ", "т.б.",
    "ПОҚ, ", "1,2 3,4 ", " (5%)", "%-дан ",
)  # fmt: skip
LENGTH, SECONDS = 3_000, 1.2


def _hostile() -> Iterator[str]:
    for piece in REPEATED:
        run = piece * (LENGTH // len(piece))
        yield from (run, f"1 {run}!")


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_a_hostile_text_costs_little(place: str) -> None:
    slow = []
    for text in _hostile():
        start = time.process_time()
        assert_accounted_for(PLACES[place].replace("{}", text))
        if (seconds := time.process_time() - start) > SECONDS:
            slow.append((text[:12], round(seconds, 1)))
    assert slow == []


@pytest.mark.slow
def test_many_rows_cost_as_much_as_they_are() -> None:
    rows = "".join(f"1.1.{number}. Атау {number}\tадам\t1 000\t2 000\tПОҚ, ЖАО\tРектор\n" for number in range(1, 1001))
    start = time.process_time()
    records = assert_accounted_for(f"1. Бағыт\n\n{HEADER}\n1.1. Міндет\t\t\t\t\t\n{rows}")
    assert records is not None
    assert len(records.measures) == 1000
    assert time.process_time() - start < 5
