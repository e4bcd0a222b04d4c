import pytest

from jospar.normalize.phrases.bounds import all_bounds, split_bound
from jospar.normalize.records import Bound


@pytest.mark.parametrize(
    ("text", "bound", "rest"),
    [
        ("кемінде адам", Bound.AT_LEAST, "адам"),
        ("Кемінде 85%", Bound.AT_LEAST, "85%"),
        ("%-тен кем емес", Bound.AT_LEAST, "%-тен"),
        ("не менее 80 %", Bound.AT_LEAST, "80 %"),
        ("не  менее\u00a080", Bound.AT_LEAST, "80"),
        ("%, не менее", Bound.AT_LEAST, "%"),
        ("80 и более", Bound.AT_LEAST, "80"),
        ("≥85", Bound.AT_LEAST, "85"),
        ("не более 0,03", Bound.AT_MOST, "0,03"),
        ("%-дан аспайтын", Bound.AT_MOST, "%-дан"),
        ("5-тен артық емес", Bound.AT_MOST, "5-тен"),
        ("≤ 5", Bound.AT_MOST, "5"),
        ("~5", Bound.ABOUT, "5"),
        ("100-ге жуық", Bound.ABOUT, "100-ге"),
        ("до 15", Bound.EXACT, "15"),
        ("от 10", Bound.AT_LEAST, "10"),
        ("601+", Bound.AT_LEAST, "601"),
        ("50 и выше", Bound.AT_LEAST, "50"),
        ("50 және одан жоғары", Bound.AT_LEAST, "50"),
        ("10-нан аса", Bound.AT_LEAST, "10-нан"),
        ("топ-10", Bound.AT_MOST, "10"),
        ("үздік 100", Bound.AT_MOST, "100"),
        ("50 и ниже", Bound.AT_MOST, "50"),
        ("15-ке дейін", Bound.EXACT, "15-ке"),
        ("саны", Bound.EXACT, "саны"),
        ("доля", Bound.EXACT, "доля"),
        ("5 ≥", Bound.EXACT, "5 ≥"),
        ("кемінде", Bound.EXACT, "кемінде"),
    ],
)
def test_split_bound(text: str, bound: Bound, rest: str) -> None:
    assert split_bound(text) == (bound, rest)


@pytest.mark.parametrize("label", ["на 1000 населения", "от числа студентов, %", "в тыс. тенге"])
def test_a_preposition_stays_in_a_unit(label: str) -> None:
    assert split_bound(label, beside_number=False) == (Bound.EXACT, label)


def test_examples() -> None:
    for entry in all_bounds():
        for example in entry.examples:
            bound, rest = split_bound(example)
            assert (str(bound), rest != example) == (entry.code, True), example


def test_places_are_known() -> None:
    assert {entry.get("place") for entry in all_bounds()} == {"before", "after"}
