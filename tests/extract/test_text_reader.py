"""Text files of every form in which the same words may come: encodings, line ends, markup, and what is refused."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.extract.document import Cell, Gap, Paragraph, Place, RawDocument, Row, SourceKind, Unread, UnreadableDocument
from jospar.extract.limits import MAX_COLUMNS, MAX_LINE_CHARS
from jospar.extract.readers.text import clean, decode, read

KAZAKH = "Нысаналы индикатор:\n\nБілім алушылар\tадам\t9 976\nҚаржы\t\t-\n"
RUSSIAN = "Целевые индикаторы:\n\nДоля студентов\tчел.\t1 167\n«Объем»\t%\t-\n"


def _texts(raw: RawDocument) -> list[object]:
    """Rows as lists, lines as texts, gaps as None."""
    return [
        [cell.text for cell in block.cells] if isinstance(block, Row) else block.cell.text if isinstance(block, Paragraph) else None
        for block in raw.blocks
    ]


def _read(text: str) -> list[object]:
    return _texts(read(text.encode(), "plan.txt"))


# ---- encodings -------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "mark", "codec", "encoding"),
    [
        (KAZAKH, b"", "utf-8", "utf-8"),
        (KAZAKH, codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
        (KAZAKH, codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
        (KAZAKH, codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
        (KAZAKH, b"", "utf-16-le", "utf-16-le"),
        (KAZAKH, b"", "utf-16-be", "utf-16-be"),
        (KAZAKH, codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
        (KAZAKH, codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
        (KAZAKH, b"", "kz1048", "kz1048"),
        (RUSSIAN, b"", "cp1251", "cp1251"),
        (RUSSIAN, b"", "utf-16-le", "utf-16-le"),
        ("plan 2024\n", b"", "ascii", "utf-8"),
    ],
    ids=lambda value: value if isinstance(value, str) and "\n" not in value else "",
)
def test_encodings(text: str, mark: bytes, codec: str, encoding: str) -> None:
    raw = read(mark + text.encode(codec), "plan.txt")
    assert raw.encoding == encoding
    assert _texts(raw) == _read(text)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [KAZAKH, RUSSIAN, "Бағыт\n", "1. Қаржы"])
def test_utf_16_without_a_mark(text: str, codec: str) -> None:
    assert decode(text.encode(codec)) == (text, codec)


@given(st.text("әғқңөұүһіӘҒҚҢӨҰҮҺІабвгдежзийклмнопрстуфхцчшщыьэюя ,.-0123456789", min_size=1))
def test_a_kazakh_text_in_its_one_byte_encoding_comes_back_as_it_was(text: str) -> None:
    phrase = f"Қарағанды {text}"  # two letters alone may well be UTF-8
    assert decode(phrase.encode("kz1048"))[0] == phrase


@given(st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВЩЭЮЯ «»–№ ,.-0123456789\n\t", min_size=1))
def test_a_russian_text_in_its_one_byte_encoding_comes_back_as_it_was(text: str) -> None:
    high = sum(1 for char in text if char > "\x7f")
    if 10 * sum(1 for char in text if char.isalpha()) >= 7 * high:
        assert decode(f"объём {text}".encode("cp1251"))[0] == f"объём {text}"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Cs"]), min_size=1))
def test_any_text_in_utf_8_comes_back_as_it_was(text: str) -> None:
    marked = text.startswith("\ufeff")
    assert decode(text.encode()) == ((text[1:], "utf-8-sig") if marked else (text, "utf-8"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary_file"),
        (b"\x00\x01\x02\x03" * 50, "binary_file"),
        (b"plan\x01\x02 2024", "binary_file"),
        (b"a\x00b", "binary_file"),  # an odd number of bytes is no UTF-16
        (b"\x1f\x8b\x08\x00" + bytes(range(200, 256)), "binary_file"),
        (b"\xff\xd8\xff\xe0\x10JFIF" + b"\x01\x9d\xb6\x98" * 9, "binary_file"),
        (codecs.BOM_UTF16_LE + b"a", "unknown_encoding"),
        (codecs.BOM_UTF8 + b"\xff\xfe\xfd", "unknown_encoding"),
        (b"\x98\x98\x98", "unknown_encoding"),  # the one byte that Windows-1251 does not have
        (b"\xab\xbb\xa9\xae\xb1" * 20, "unknown_encoding"),  # signs only
        (codecs.BOM_UTF16_LE + "план\x00".encode("utf-16-le"), "binary_file"),
        ("жоспар\uffff".encode(), "binary_file"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        read(data, "plan.txt")
    assert refusal.value.reason == reason


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        raw = read(data, "plan.txt")
    except UnreadableDocument as refusal:
        assert refusal.reason in {"binary_file", "unknown_encoding"}
    else:
        assert raw.kind is SourceKind.TEXT


# ---- lines and rows --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    raw = read(KAZAKH.replace("\n", end).encode(), "plan.txt")
    assert _texts(raw) == ["Нысаналы индикатор:", None, ["Білім алушылар", "адам", "9 976"], ["Қаржы", "", "-"], None]
    assert [cell.place.line for cell in raw.cells()] == [1, 3, 3, 3, 4, 4]


def test_places_count_tables_rows_and_columns() -> None:
    raw = read("Тақырып\na\tb\n\nc\td\nМәтін\n\te\n".encode(), "plan.txt")
    assert [(cell.text, cell.place) for cell in raw.cells()] == [
        ("Тақырып", Place(line=1)),
        ("a", Place(line=2, table=1, row=1, column=1)),
        ("b", Place(line=2, table=1, row=1, column=2)),
        ("c", Place(line=4, table=1, row=2, column=1)),
        ("d", Place(line=4, table=1, row=2, column=2)),
        ("Мәтін", Place(line=5)),
        ("e", Place(line=6, table=2, row=1, column=2)),
    ]
    assert raw.blocks[-2] == Row((Cell("", Place(None, 6, 2, 1, 1)), Cell("e", Place(None, 6, 2, 1, 2))), Place(line=6, table=2, row=1))


def test_a_document_has_its_name_and_no_pages() -> None:
    raw = read(b"a\n", "plan.txt")
    assert (raw.name, raw.kind, raw.pages) == ("plan.txt", SourceKind.TEXT, None)


def test_a_form_feed_is_a_gap_and_no_line_end() -> None:
    assert _read("бағдарлама\n\fларының үлесі\tадам\n\f\n") == ["бағдарлама", None, ["ларының үлесі", "адам"], None, None, None]
    raw = read(b"a\n\fb\n", "plan.txt")
    assert [cell.place.line for cell in raw.cells()] == [1, 2]


def test_blank_lines_are_gaps_whatever_they_are_made_of() -> None:
    assert _read("a\n \u00a0\u200b\nb") == ["a", None, "b"]


def test_a_row_of_blank_cells_stays_a_row() -> None:
    raw = read(b"a\tb\n \t\t\n", "plan.txt")
    assert raw.blocks[1] == Row(tuple(Cell("", Place(None, 2, 1, 2, column)) for column in (1, 2, 3)), Place(line=2, table=1, row=2))
    assert len(list(raw.cells())) == 2


@given(st.lists(st.text(" \tабв12.", max_size=12), max_size=12))
def test_no_printed_text_is_lost(lines: list[str]) -> None:
    raw = read(("x" + "\n".join(lines)).encode(), "plan.txt")
    printed = [cell.strip(" ") for line in ["x" + lines[0], *lines[1:]] for cell in line.split("\t")] if lines else ["x"]
    assert [cell.text for cell in raw.cells()] == [text for text in printed if text]
    assert all(isinstance(block, Row | Paragraph | Gap) for block in raw.blocks)


# ---- what a cell shows -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "seen"),
    [
        ("<i>1.2.3. Әлеуметтік-тәрбие процесі</i>", "1.2.3. Әлеуметтік-тәрбие процесі"),
        ('<B>Мақсат</B> <span class="x">1</span>', "Мақсат 1"),
        ("халық<br>саны", "халық\nсаны"),
        ("халық<br/>саны<BR />", "халық\nсаны"),
        ("халық\x0bсаны", "халық\nсаны"),
        ("халық\u2028саны", "халық\nсаны"),
        ("теңге (0,89\\$)", "теңге (0,89$)"),
        ("1\\. Қаржы \\* \\_ \\|", "1. Қаржы * _ |"),
        ("C:\\план", "C:\\план"),
        ("мың&nbsp;тг", "мың\u00a0тг"),
        ("&laquo;Даму&raquo; &ndash; &lt;5 &amp;c", "«Даму» – <5 &c"),
        ("&unknown;", "&unknown;"),
        ("бағ\u00adдар\u200bла\u2060ма\ufeff", "бағдарлама"),
        ("\u200e9 976\u200f", "9 976"),
        ("и\u0306", "й"),
        ("\u00a0 9\u00a0976\u202f", "9\u00a0976"),
        ("кемінде <5 адам>", "кемінде <5 адам>"),
        ("<100", "<100"),
        ("<i> </i>", ""),
        ("", ""),
    ],
)
def test_clean(printed: str, seen: str) -> None:
    assert clean(printed) == seen


@given(st.text(st.characters(exclude_characters="\\&<", exclude_categories=["Cs"])))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


# ---- limits ----------------------------------------------------------------------------------------------------------------------------


def test_a_line_that_is_too_long() -> None:
    longest = "а" * MAX_LINE_CHARS
    assert _read(longest) == [longest]
    with pytest.raises(UnreadableDocument, match="line 2 has 1,000,001 characters") as refusal:
        read(f"x\n{longest}а".encode(), "plan.txt")
    assert refusal.value.reason == "line_too_long"


def test_too_many_columns() -> None:
    widest = "\t".join(["1"] * MAX_COLUMNS)
    assert len(list(read(widest.encode(), "plan.txt").cells())) == MAX_COLUMNS
    with pytest.raises(UnreadableDocument, match="line 1 has 1,001 columns") as refusal:
        read(f"{widest}\t1".encode(), "plan.txt")
    assert refusal.value.reason == "too_many_columns"


# ---- cells in quotes, commas and semicolons --------------------------------------------------------------------------------------------


def rows_of(text: str) -> list[list[str]]:
    """The rows of a text, its lines as rows of one text."""
    blocks = read(text.encode(), "plan.txt").blocks
    return [
        [cell.text for cell in block.cells] if isinstance(block, Row) else [block.cell.text]
        for block in blocks
        if not isinstance(block, Gap)
    ]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ('1\t"Доля доцентов\nсо степенью"\t41', ["1", "Доля доцентов\nсо степенью", "41"]),
        ('"Отдел\nкадров"\t41', ["Отдел\nкадров", "41"]),
        ('1\t41\t"Отдел кадров\n\nУчебный отдел"', ["1", "41", "Отдел кадров\n\nУчебный отдел"]),
        ('1\t"центр ""Сапа"" и все"\t41', ["1", 'центр "Сапа" и все', "41"]),
        ('1\t"""Сапа"""\t41', ["1", '"Сапа"', "41"]),
        ('1\t"a\tb"\t41', ["1", "a\tb", "41"]),
        ('1\t"Сапа" орталығы\t41', ["1", '"Сапа" орталығы', "41"]),
        ('1\t"Сапа"\t41', ["1", '"Сапа"', "41"]),
        ('1\tцентр "Сапа"\t41', ["1", 'центр "Сапа"', "41"]),
        ('1\t"Сапа орталығы\t41', ["1", '"Сапа орталығы', "41"]),
        ('"1"\t"Сапа"\t"41"', ["1", "Сапа", "41"]),
    ],
)
def test_cells_in_quotes(row: str, cells: list[str]) -> None:
    assert rows_of(f"№\tАтауы\t2024\n{row}\n2\tКурстар\t12\n") == [["№", "Атауы", "2024"], cells, ["2", "Курстар", "12"]]


def test_a_quote_that_never_ends_takes_no_row() -> None:
    text = '№\tАтауы\t2024\n1\t"Сапа\t41\n2\tКурстар"\t12\n'
    assert rows_of(text) == [
        ["№", "Атауы", "2024"],
        ["1", '"Сапа', "41"],
        ["2", 'Курстар"', "12"],
    ]


@pytest.mark.parametrize("separator", [";", ","])
def test_a_file_that_a_table_was_saved_in(separator: str) -> None:
    rows = [
        ["Стратегия", "", "", "", ""],
        ["№", "Наименование", "2024 г.", "2025 г.", "Исполнитель"],
        ["1.1", '"Доля, %; ""Сапа"""', "41", '"46,5"', '"Отдел кадров\nУчебный отдел"'],
        ["1.2", "Курсы", "12", "14", "Учебный отдел"],
        ["1.3", "Гранты", "-", "3 150", "Научный отдел"],
    ]
    assert rows_of("\n".join(separator.join(row) for row in rows)) == [
        ["Стратегия"],
        rows[1],
        ["1.1", 'Доля, %; "Сапа"', "41", "46,5", "Отдел кадров\nУчебный отдел"],
        rows[3],
        rows[4],
    ]


@pytest.mark.parametrize(
    "prose",
    [
        "Развивать кафедры, лаборатории, музеи, клубы.\nУкрепить связи, обмен, практику, науку.\nСоздать центры, школы, курсы, сайты.\n",
        "Отдел кадров; Учебный отдел; Бухгалтерия; Архив\nОтдел кадров; Учебный отдел; Научный отдел; Склад\nа; б; в; г\n",
        "В 2024 году 41, в 2025 году 46, в 2026 году 52, всего 139\nВ 2024 году 12, в 2025 году 14, в 2026 году 17, всего 43\nИтак\n",
    ],
)
def test_prose_with_commas_is_no_table(prose: str) -> None:
    assert all(isinstance(block, Paragraph) for block in read(prose.encode(), "plan.txt").blocks if not isinstance(block, Gap))


def test_raised_marks_of_a_text() -> None:
    row = "a\t46<sup>1,2</sup>\t<b>52</b><sub>4</sub>\tед.<sup>1</sup>\t10<sup>-3</sup>\t1<sup>1</sup>/<sub>2</sub>"
    [block] = read(row.encode(), "plan.txt").blocks
    assert isinstance(block, Row)
    assert [cell.text for cell in block.cells][:4] == ["a", "46¹,²", "52₄", "ед.¹"]
    assert [cell.unread for cell in block.cells] == [None] * 4 + [Unread.RAISED] * 2
