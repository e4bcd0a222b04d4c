"""jospar.normalize.phrases.dates: dates as approvals print them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.extract.words.periods import month_entries
from jospar.normalize.phrases.dates import find_dates

MONTHS = month_entries()
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def values(text: str) -> list[str | None]:
    return [found.value.isoformat() if found.value else None for found in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("(2024 жылғы «25» маусымдағы № 4 хаттама)", ["2024-06-25"]),
        ("2009ж. «02» қыркүйектен", ["2009-09-02"]),
        ("2008 жылдың 29 қыркүйегіндегі №38 хаттама", ["2008-09-29"]),
        ("2024 ж. 25 маусым", ["2024-06-25"]),
        ("25 маусым 2024 жыл", ["2024-06-25"]),
        ("№ 4 хаттама 2024 жылғы 25 маусым", ["2024-06-25"]),
        ("от «25» июня 2024 года", ["2024-06-25"]),
        ("от 12 марта 2010 года № 187", ["2010-03-12"]),
        ("25.06.2024 ж.", ["2024-06-25"]),
        ("«25».06.2024", ["2024-06-25"]),
        ("2024-06-25", ["2024-06-25"]),
        ("25 June 2024", ["2024-06-25"]),
        ("2024 жылғы 1 қаңтардан 2025 жылғы 1 қаңтарға", ["2024-01-01", "2025-01-01"]),
        ("2024 жылғы «31» ақпандағы", [None]),
        ("«__» июня 2024 года", [None]),
        ("2024 жылғы «__» маусымдағы", [None]),
        ("125 июня 2024", [None]),
        ("25.06.24", [None]),
        ("2024.06.25", [None]),
        ("31.02.2024", [None]),
        ("2024-2029 жылдарға арналған", []),
        ("№ 1-2-24 хаттама", []),
        ("Қазан қаласы, Наурыз мейрамы", []),
    ],
)
def test_find_dates(text: str, dates: list[str | None]) -> None:
    assert values(text) == dates


@pytest.mark.parametrize(("form", "code"), [(form, entry.code) for entry in MONTHS for form in (*entry.forms, *entry.examples)])
def test_every_form_of_a_month_makes_a_date(form: str, code: str) -> None:
    expected = [date(2024, int(code), 7).isoformat()]
    assert values(f"2024 жылғы 7 {form}") == values(f"«7» {form} 2024") == expected


@given(DAYS, st.sampled_from(["{0.day}.{0.month:02}.{0.year}", "{0.year}-{0.month:02}-{0.day:02}", "{0.day:02}/{0.month}/{0.year}"]))
def test_figures(day: date, layout: str) -> None:
    assert values(layout.format(day)) == [day.isoformat()]


@given(st.text(st.sampled_from("0123456789.-/№ «»маусымдағы2024июня"), max_size=60) | st.text(max_size=60))
def test_places_are_in_order_and_inside_the_text(text: str) -> None:
    place = 0
    for found in find_dates(text):
        assert place <= found.start < found.end <= len(text)
        place = found.end
