from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.normalize.catalogue import Unreadable
from jospar.normalize.phrases.numbers import Quantity
from jospar.normalize.phrases.series import SentenceSeries, parse_series
from jospar.normalize.phrases.units import Unit


def _read(sentence: str) -> SentenceSeries:
    series = parse_series(sentence)
    assert series is not None
    return series


def _values(series: SentenceSeries, component: int = 0) -> dict[int, str]:
    quantities = {point.year: point.parts[component].quantity for point in series.points}
    return {year: str(quantity.value) if isinstance(quantity, Quantity) else quantity.code for year, quantity in quantities.items()}


PROFIT = (
    "Университеттің таза пайдасын арттыру: 2024ж. – 110 120 мың теңге, 2025ж. – 117 828 мың теңге, 2026ж. – 126 076 мың теңге, "
    "2027ж. – 134 901 мың теңге, 2028ж. – 144 344 мың теңге, 2029ж. – 154 449 мың теңге."
)
HOUR = (
    "Білім беру қызметтерінің қосылған құнын арттыру: 2024ж. – 403 теңге (0,89$), 2025ж.–463 теңге (0,94$), "
    "2026ж. – 533 теңге (0,97$), 2029ж. – 811 теңге (1,49$) академиялық сағатқа."
)
SPECIALISTS = "Танымал мамандардың санын көбейту: 2027ж. – 330 адам, 2028. – 340 адам, 2029ж. – 350 адам."


def test_thousands_of_tenge() -> None:
    series = _read(PROFIT)
    assert (series.name, series.unit, series.tail) == ("Университеттің таза пайдасын арттыру", Unit("KZT", 3), "")
    assert _values(series) == {2024: "110120", 2025: "117828", 2026: "126076", 2027: "134901", 2028: "144344", 2029: "154449"}


def test_a_comma_parts_points_and_marks_decimals() -> None:
    series = _read("Жұмысшылардың еңбек өнімділігін арттыру: 2024ж. – 1,35, 2025ж. – 1,38, 2029ж. – 1,5.")
    assert (_values(series), series.unit) == ({2024: "1.35", 2025: "1.38", 2029: "1.5"}, None)


def test_two_currencies_and_a_denominator_for_all() -> None:
    series = _read(HOUR)
    assert [part.text for part in series.points[0].parts] == ["403 теңге", "0,89$"]
    assert {part.unit for point in series.points for part in point.parts[:1]} == {Unit("KZT", per="academic_hour")}
    assert {part.unit for point in series.points for part in point.parts[1:]} == {Unit("USD", per="academic_hour")}
    assert _values(series) == {2024: "403", 2025: "463", 2026: "533", 2029: "811"}
    assert _values(series, 1) == {2024: "0.89", 2025: "0.94", 2026: "0.97", 2029: "1.49"}
    assert series.tail == ""


def test_a_year_without_its_mark() -> None:
    series = _read(SPECIALISTS)
    assert [(point.year_label, point.marked) for point in series.points] == [("2027ж.", True), ("2028.", False), ("2029ж.", True)]
    assert (series.unit, _values(series)) == (Unit("person"), {2027: "330", 2028: "340", 2029: "350"})


@pytest.mark.parametrize(
    ("sentence", "name", "values", "unit"),
    [
        ("Увеличение доли: 2024 год – 5 %, 2025 год – 6 %", "Увеличение доли", {2024: "5", 2025: "6"}, Unit("percent")),
        ("Довести число: в 2024 году – 10, в 2025 году – 12", "Довести число", {2024: "10", 2025: "12"}, None),
        (
            "Увеличение процента лиц (2009 г. - 5 %; 2010 г. - 10 %; 2011 г. - 20 %)",
            "Увеличение процента лиц",
            {2009: "5", 2010: "10", 2011: "20"},
            Unit("percent"),
        ),
        ("2024-2029 жылдарға: 2024ж. – 5, 2025ж. – 6", "2024-2029 жылдарға", {2024: "5", 2025: "6"}, None),
        ("Рост: 2024 – 5, 2025 – 6, 2026 – 7", "Рост", {2024: "5", 2025: "6", 2026: "7"}, None),
        ("Доход: 2024 г. – 5 млн. тенге, 2025 г. – 6,5 млн. тенге.", "Доход", {2024: "5", 2025: "6.5"}, Unit("KZT", 6)),
        ("Саны: 2024ж. – 5, 2025ж. – 6 және 2026ж. – 7 адам.", "Саны", {2024: "5", 2025: "6", 2026: "7"}, Unit("person")),
        ("Саны: 2024ж. – 2030 адам, 2025ж. – 2040 адам", "Саны", {2024: "2030", 2025: "2040"}, Unit("person")),
        ("А: 2024ж. – 5 теңге, 2025ж. – 6 теңге академиялық сағатқа", "А", {2024: "5", 2025: "6"}, Unit("KZT", per="academic_hour")),
        ("Табыс: 2024ж. – 5 теңге, 2025ж. – 6 теңге жылына", "Табыс", {2024: "5", 2025: "6"}, Unit("KZT")),
        ("Доля: 2024ж. – 5-6 %, 2025ж. – 7-8 %", "Доля", {2024: "5", 2025: "7"}, Unit("percent")),
    ],
)
def test_sentences(sentence: str, name: str, values: dict[int, str], unit: Unit | None) -> None:
    series = _read(sentence)
    assert (series.name, _values(series), series.unit, series.tail) == (name, values, unit, "")
    assert all(part.unit == unit for point in series.points for part in point.parts)


def test_what_cannot_be_read_is_refused_in_its_place() -> None:
    series = _read("Саны: 2024ж. – 5 0 0 адам, 2025ж. – жиырма, 2026ж. – 7 адам, 2027ж. – 8 шамалы адам")
    assert _values(series) == {2024: "number_grouping", 2025: "number_unreadable", 2026: "7", 2027: "series_unreadable"}


def test_one_unknown_word_beside_every_number_is_an_unknown_unit() -> None:
    series = _read("Саны: 2024ж. – 5 шебер, 2025ж. – 6 шебер")
    assert (_values(series), series.unit, series.points[0].parts[0].unit_text) == ({2024: "5", 2025: "6"}, None, "шебер")


def test_a_tail_that_is_not_understood_is_kept() -> None:
    assert _read("Саны: 2024ж. – 5 адам, 2025ж. – 7 адам құрайды.").tail == "құрайды"


def test_each_number_keeps_its_own_unit() -> None:
    series = _read("Кіріс: 2024ж. – 900 мың теңге, 2025ж. – 1,2 млн. теңге")
    assert [point.parts[0].unit for point in series.points] == [Unit("KZT", 3), Unit("KZT", 6)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Қызметкерлердің әкімшілік бұзушылықтарының нөлдік деңгейін қамтамасыз ету",
        "жоғары оқу орындары арасында кемінде ТОП-5 көшбасшылық позицияларды қамтамасыз ету.",
        "Рост с 2010 года по 2014 год",
        "2024ж.-2029ж. аралығында өсім, 2025ж.-2026ж. тоқтау",
        "Бағдарлама 2024-2026, 2027-2029",
        "2024ж. – 5",
        "",
    ],
)
def test_no_series(sentence: str) -> None:
    assert parse_series(sentence) is None


def test_two_series_in_one_sentence_are_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_series("Табыс: 2024ж. – 5, 2025ж. – 6; шығын: 2024ж. – 3, 2025ж. – 4")
    assert refusal.value.code == "series_unreadable"


@given(
    st.lists(st.decimals(min_value=0, max_value=10**9, places=2), min_size=2, max_size=8),
    st.sampled_from(["ж.", " ж.", " жылы", " г.", " год"]),
    st.sampled_from([" – ", "–", " - ", ": "]),
    st.sampled_from(["", " адам", " мың теңге", " %"]),
)
def test_a_printed_series_reads_as_itself(numbers: list[Decimal], mark: str, dash: str, unit: str) -> None:
    points = (f"{year}{mark}{dash}{number:,}".replace(",", " ").replace(".", ",").replace("ж,", "ж.").replace("г,", "г.") + unit
              for year, number in enumerate(numbers, 2024))  # fmt: skip
    series = _read(f"Көрсеткіш: {', '.join(points)}.")
    assert [part.quantity for point in series.points for part in point.parts] == [Quantity(number) for number in numbers]


@given(st.text(alphabet="2024ж. –,5адм()%:", max_size=40) | st.text())
def test_any_sentence_is_read_or_refused(sentence: str) -> None:
    try:
        series = parse_series(sentence)
    except Unreadable as refusal:
        assert refusal.code == "series_unreadable"
        return
    assert series is None or len(series.points) >= 2
