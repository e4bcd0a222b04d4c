"""The same cell of executors in every form, its names parted as each form parts lines: the same parties come out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from jospar.normalize.records import Role
from tests.support import pdf, word
from tests.support.reading import parties_of, read_records

HEADS = {
    "ru": ("Мероприятие", "Ед. изм.", "2024 г.", "2025 г.", "Исполнители"),
    "kk": ("Іс-шара", "Өлшем бірлігі", "2024 ж.", "2025 ж.", "Орындаушылар"),
}
HEADINGS = {"ru": "Направление 1. Кадры", "kk": "1-бағыт. Кадрлар"}
ROWS = {"ru": ("1.1. Число курсов", "ед.", "5", "6"), "kk": ("1.1. Курстар саны", "бірлік", "5", "6")}

Lines = Sequence[str]


def _text(language: str, cell: str) -> str:
    rows = ("\t".join(HEADS[language]), "\t".join((*ROWS[language], cell)))
    return "\n".join((HEADINGS[language], *rows)) + "\n"


def _html(language: str, cell: str, before: str = "") -> str:
    head = "".join(f"<th>{text}</th>" for text in HEADS[language])
    row = "".join(f"<td>{text}</td>" for text in ROWS[language])
    return f"<html><body>{before}<p>{HEADINGS[language]}</p><table><tr>{head}</tr><tr>{row}<td>{cell}</td></tr></table></body></html>"


def _markdown(language: str, cell: str) -> str:
    rule = "|".join("---" for _ in HEADS[language])
    rows = (" | ".join(HEADS[language]), rule, " | ".join((*ROWS[language], cell)))
    return f"{HEADINGS[language]}\n\n" + "\n".join(f"| {row} |" for row in rows) + "\n"


def _block_markdown(language: str, lines: Lines) -> str:
    cells = "".join(f"<td>{text}</td>\n" for text in ROWS[language])
    head = "".join(f"<td>{text}</td>\n" for text in HEADS[language])
    table = f"<table>\n<tr>\n{head}</tr>\n<tr>\n{cells}<td>\n" + "\n".join(lines) + "\n</td>\n</tr>\n</table>\n"
    return f"{HEADINGS[language]}\n\n{table}"


def _word(language: str, cell: str, **others: str) -> bytes:
    head = word.tr(*(word.tc(word.p(word.run(text))) for text in HEADS[language]))
    row = word.tr(*(word.tc(word.p(word.run(text))) for text in ROWS[language]), word.tc(cell))
    return word.document(word.p(word.run(HEADINGS[language])) + word.tbl(head, row), **others)


def _pdf(language: str, lines: Lines) -> bytes:
    heading = pdf.paragraphs(40, 760, HEADINGS[language])
    row = (*ROWS[language], "\n".join(lines))
    return pdf.document(heading + pdf.table(40, 730, (140, 80, 60, 60, 160), (HEADS[language], row)))


FORMS: dict[str, tuple[str, Callable[[str, Lines], bytes | str]]] = {
    "vertical tabs in text": (".txt", lambda language, lines: _text(language, "\v".join(lines))),
    "line separators in text": (".txt", lambda language, lines: _text(language, "\u2028".join(lines))),
    "br in text": (".txt", lambda language, lines: _text(language, "<br>".join(lines))),
    "a quoted cell out of Excel": (".txt", lambda language, lines: _text(language, '"' + "\n".join(lines) + '"')),
    "br in Markdown": (".md", lambda language, lines: _markdown(language, "<br>".join(lines))),
    "br with a slash in Markdown": (".md", lambda language, lines: _markdown(language, " <br/> ".join(lines))),
    "lines of an HTML table in Markdown": (".md", _block_markdown),
    "br in HTML": (".html", lambda language, lines: _html(language, "<br>".join(lines))),
    "paragraphs in HTML": (".html", lambda language, lines: _html(language, "".join(f"<p>{line}</p>" for line in lines))),
    "blocks in HTML": (".html", lambda language, lines: _html(language, "".join(f"<div>{line}</div>" for line in lines))),
    "a list in HTML": (".html", lambda language, lines: _html(language, "<ul>" + "".join(f"<li>{line}" for line in lines) + "</ul>")),
    "a numbered list in HTML": (
        ".html",
        lambda language, lines: _html(language, "<ol>" + "".join(f"<li>{line}" for line in lines) + "</ol>"),
    ),
    "lines kept in HTML": (".html", lambda language, lines: _html(language, "<pre>" + "\n".join(lines) + "</pre>")),
    "paragraphs in Word": (".docx", lambda language, lines: _word(language, "".join(word.p(word.run(line)) for line in lines))),
    "breaks in Word": (".docx", lambda language, lines: _word(language, word.p("<w:r><w:br/></w:r>".join(map(word.run, lines))))),
    "carriage returns in Word": (".docx", lambda language, lines: _word(language, word.p("<w:r><w:cr/></w:r>".join(map(word.run, lines))))),
    "a numbered list in Word": (
        ".docx",
        lambda language, lines: _word(language, "".join(map(word.item, lines)), numbering=word.numbering(word.levels(("decimal", "%1)")))),
    ),
    "lines in PDF": (".pdf", _pdf),
}

CELLS = {
    "departments": ("ru", ("Отдел кадров", "Учебный отдел"), ["Отдел кадров", "Учебный отдел"]),
    "posts in small letters": ("ru", ("проректор по науке", "директор центра"), ["проректор по науке", "директор центра"]),
    "posts and a department": ("ru", ("Ректор", "Отдел кадров", "Бухгалтерия"), ["Ректор", "Отдел кадров", "Бухгалтерия"]),
    "bodies in Kazakh": ("kk", ("Кадр бөлімі", "Оқу бөлімі", "деканаттар"), ["Кадр бөлімі", "Оқу бөлімі", "деканаттар"]),
    "abbreviations in Kazakh": ("kk", ("ҒЖИД", "ОБД"), ["ҒЖИД", "ОБД"]),
    "a name on two lines": ("ru", ("Отдел международного", "сотрудничества"), ["Отдел международного сотрудничества"]),
    "a name on two lines, in Kazakh": ("kk", ("Қостанай облысының", "Білім басқармасы"), ["Қостанай облысының Білім басқармасы"]),
}
# A list says itself that each of its items is one.
_LISTS = {"a numbered list in HTML", "a numbered list in Word"}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("cell", CELLS)
def test_lines_of_a_cell(form: str, cell: str) -> None:
    language, lines, names = CELLS[cell]
    suffix, write = FORMS[form]
    records = read_records(write(language, lines), "plan", suffix)
    (measure,) = records.measures
    expected = list(lines) if form in _LISTS else names
    assert parties_of(records, measure.measure_id, Role.EXECUTOR) == expected
    assert [str(value.value) for value in records.values] == ["5", "6"]


MARKED = [
    ("1) {}", "2) {}"),
    ("1. {}", "2. {}"),
    ("а) {}", "б) {}"),
    ("– {}", "– {}"),
    ("- {};", "- {}."),
    ("• {}", "• {}"),
    ("{},", "{}"),
    ("отв.: {}", "соисп.: {}"),
    ("Исполнитель: {}", "Соисполнители – {}"),
    ("жауапты: {}", "қосалқы орындаушы: {}"),
    ("{} (отв.)", "{} (соисп.)"),
]


@pytest.mark.parametrize("marks", MARKED)
@pytest.mark.parametrize(
    "form",
    ["vertical tabs in text", "br in Markdown", "br in HTML", "paragraphs in HTML", "paragraphs in Word", "breaks in Word", "lines in PDF"],
)
def test_marks_and_labels_in_front_of_names(form: str, marks: tuple[str, str]) -> None:
    suffix, write = FORMS[form]
    lines = [mark.format(name) for mark, name in zip(marks, ("Отдел кадров", "Деканат"), strict=True)]
    records = read_records(write("ru", lines), "plan", suffix)
    second = Role.CO_EXECUTOR if "соисп" in marks[1].lower() or "қосалқы" in marks[1] else Role.EXECUTOR
    assert [(party.role, party.name) for party in records.parties] == [(Role.EXECUTOR, "Отдел кадров"), (second, "Деканат")]
