"""Terms of measures: their days and how often they come, in Kazakh and Russian."""

from __future__ import annotations

import pytest

from jospar.normalize.catalogue import Unreadable
from jospar.normalize.phrases.deadlines import parse_due


def _days(text: str, year: str = "") -> tuple[str | None, str | None, str]:
    due = parse_due(text, year)
    return due.start and due.start.isoformat(), due.end and due.end.isoformat(), due.kind.value


@pytest.mark.parametrize(
    ("text", "start", "end", "kind"),
    [
        ("2025 ж. IV тоқсан", "2025-10-01", "2025-12-31", "once"),
        ("2025 жылдың 3 тоқсаны", "2025-07-01", "2025-09-30", "once"),
        ("II квартал 2025 г.", "2025-04-01", "2025-06-30", "once"),
        ("I-IV кварталы 2025 г.", "2025-01-01", "2025-12-31", "once"),
        ("1 полугодие 2025 г.", "2025-01-01", "2025-06-30", "once"),
        ("2025 жылғы желтоқсан", "2025-12-01", "2025-12-31", "once"),
        ("сентябрь – декабрь 2025 г.", "2025-09-01", "2025-12-31", "once"),
        ("сентябрь 2025 г. – май 2026 г.", "2025-09-01", "2026-05-31", "once"),
        ("4 квартал 2025 года - 1 квартал 2026 года", "2025-10-01", "2026-03-31", "once"),
        ("2025–2027 гг.", "2025-01-01", "2027-12-31", "once"),
        ("2011-13 гг.", "2011-01-01", "2013-12-31", "once"),
        ("2005-2007жж", "2005-01-01", "2007-12-31", "once"),
        ("2005 ж", "2005-01-01", "2005-12-31", "once"),
        ("2025", "2025-01-01", "2025-12-31", "once"),
        ("2024-2025 оқу жылы", "2024-09-01", "2025-08-31", "once"),
        ("30.06.2025", "2025-06-30", "2025-06-30", "once"),
        ("2025 ж. 1 шілде", "2025-07-01", "2025-07-01", "once"),
        ("с 01.01.2025 по 31.12.2026", "2025-01-01", "2026-12-31", "once"),
        ("до 1 декабря 2026 г.", None, "2026-12-01", "once"),
        ("не позднее 15 марта 2025 года", None, "2025-03-15", "once"),
        ("2026 жылғы 1 желтоқсанға дейін", None, "2026-12-01", "once"),
        ("до конца 2025 года", None, "2025-12-31", "once"),
        ("жыл сайын", None, None, "yearly"),
        ("ежегодно, до 25 декабря", None, None, "yearly"),
        ("ежегодно, 2025-2027 гг.", "2025-01-01", "2027-12-31", "yearly"),
        ("2025–2027 жж., тоқсан сайын", "2025-01-01", "2027-12-31", "quarterly"),
        ("ежеквартально", None, None, "quarterly"),
        ("раз в полугодие", None, None, "half_yearly"),
        ("ай сайын", None, None, "monthly"),
        ("1 раз в месяц", None, None, "monthly"),
        ("постоянно", None, None, "continuous"),
        ("2025 жыл бойы", "2025-01-01", "2025-12-31", "continuous"),
    ],
)
def test_a_term(text: str, start: str | None, end: str | None, kind: str) -> None:
    assert _days(text) == (start, end, kind)


@pytest.mark.parametrize("text", ["III тоқсан", "2 кв.", "желтоқсан", "апрель", "Январь- март", "26 июня", "25 маусым"])
def test_a_part_of_a_year_has_the_year_of_its_column(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_due(text)
    start, end, _ = _days(text, "2025")
    assert start is not None and end is not None and (start[:4], end[:4]) == ("2025", "2025")


@pytest.mark.parametrize(
    "text",
    [
        "по мере необходимости",
        "до 2027 года",
        "2005,2007 жж",
        "II, IV кварталы 2025 г.",
        "IV квартал 2024-2025 годы",
        "ноябрь 2025 г., ноябрь 2026 г.",
        "31.02.2025",
        "2027–2025 гг.",
        "по отдельному графику",
    ],
)
def test_what_is_no_one_certain_term(text: str) -> None:
    with pytest.raises(Unreadable, match="due_unreadable"):
        parse_due(text)
