"""Headings that a document sets apart by their style alone: their depths are their levels."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jospar.extract.detect import read
from jospar.extract.outline import headings, parse
from tests.support.word import p, read_word, tbl, tr

STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="H{level}"><w:name w:val="heading {level}"/>'
    f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
    for level in range(1, 5)
)
NAMED = '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>' + (
    '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="Own"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Бөлім"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
)
TABLE = tbl(tr("№", "Іс-шара", "Өлшем бірлігі", "2024 ж.", "2025 ж."), tr("1", "Гранттар саны", "бірлік", "120", "150"))


def h(level: int, text: str) -> str:
    """A paragraph in the style of headings of a level."""
    return p(text, f'<w:pStyle w:val="H{level}"/>')


def levels(body: str, styles: str = STYLES) -> list[tuple[str, str]]:
    """The headings that stay, each with its level."""
    found = headings(parse(read_word(body, styles=styles)).root)
    return [(heading.title.text, str(heading.level)) for heading in found]


@pytest.mark.parametrize("styles", [STYLES, NAMED])
def test_of_two_depths_the_upper_one_is_the_direction(styles: str) -> None:
    body = p("Даму стратегиясы") + h(1, "Сапа") + h(2, "Түлектер") + TABLE + h(1, "Ғылым") + h(2, "Зерттеулер") + TABLE
    expected = [("Сапа", "direction"), ("Түлектер", "task"), ("Ғылым", "direction"), ("Зерттеулер", "task")]
    assert levels(body, styles) == expected


def test_one_depth_is_that_of_directions() -> None:
    assert levels(p("Жоспар") + h(2, "Сапа") + TABLE + h(2, "Ғылым") + TABLE) == [("Сапа", "direction"), ("Ғылым", "direction")]


def test_three_depths() -> None:
    body = h(1, "Сапа") + h(2, "Қолдау") + h(3, "Түлектер") + TABLE + h(3, "Гранттар") + TABLE
    assert [level for _, level in levels(p("Жоспар") + body)] == ["direction", "goal", "task", "task"]


def test_the_title_of_the_document_is_no_direction() -> None:
    body = h(1, "Университеттің даму жоспары") + h(2, "Сапа") + h(3, "Түлектер") + TABLE + h(2, "Ғылым") + TABLE
    assert levels(body) == [("Сапа", "direction"), ("Түлектер", "task"), ("Ғылым", "direction")]


def test_headings_without_rows_lead_to_nothing() -> None:
    body = h(1, "Кіріспе") + p("Университет туралы сөз.") + h(1, "Сапа") + h(2, "Түлектер") + TABLE + h(1, "Қорытынды") + p("Соңғы сөз.")
    assert levels(body) == [("Сапа", "direction"), ("Түлектер", "task")]


def test_numbers_and_labels_go_before_style() -> None:
    body = h(1, "1. Сапа") + h(2, "1.1. Түлектер") + TABLE + h(2, "Гранттар")
    assert levels(p("Жоспар") + body) == [("Сапа", "direction"), ("Түлектер", "task")]


def test_a_paragraph_that_takes_its_level_back_is_none() -> None:
    plain = p("Түсіндірме", '<w:pStyle w:val="H1"/><w:outlineLvl w:val="9"/>')
    assert levels(p("Жоспар") + h(1, "Сапа") + plain + TABLE) == [("Сапа", "direction")]
    assert levels(p("Жоспар") + p("Сапа", '<w:outlineLvl w:val="0"/>') + TABLE) == [("Сапа", "direction")]


ROWS = (("№", "Іс-шара", "Өлшем бірлігі", "2024 ж.", "2025 ж."), ("1", "Гранттар саны", "бірлік", "120", "150"))


def in_html(*lines: tuple[int, str]) -> bytes:
    """A page of headings, each of the last depth above a table; depth 0 is a paragraph."""
    table = "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS) + "</table>"
    deepest = max(depth for depth, _ in lines)
    tags = ((f"h{depth}" if depth else "p", text, table if depth == deepest else "") for depth, text in lines)
    return ("<meta charset=utf-8>" + "".join(f"<{tag}>{text}</{tag}>{below}" for tag, text, below in tags)).encode()


def in_markdown(*lines: tuple[int, str]) -> bytes:
    """The same in Markdown."""
    table = "".join("| " + " | ".join(row) + " |\n" + ("|---|---|---|---|---|\n" if row is ROWS[0] else "") for row in ROWS)
    deepest = max(depth for depth, _ in lines)
    return "\n\n".join(f"{'#' * depth} {text}" + (f"\n\n{table}" if depth == deepest else "") for depth, text in lines).encode()


@pytest.mark.parametrize(("write", "name"), [(in_html, "plan.html"), (in_markdown, "plan.md")])
def test_headings_of_html_and_markdown_have_depths_too(write: Callable[..., bytes], name: str) -> None:
    data = write((0, "Даму жоспары"), (1, "Сапа"), (2, "Түлектер"), (1, "Ғылым"), (2, "Зерттеулер"))
    found = [(heading.title.text, str(heading.level)) for heading in headings(parse(read(data, name)).root)]
    assert found == [("Сапа", "direction"), ("Түлектер", "task"), ("Ғылым", "direction"), ("Зерттеулер", "task")]
