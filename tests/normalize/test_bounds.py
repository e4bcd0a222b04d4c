import pytest

from jospar.normalize.phrases.bounds import split_bound
from jospar.normalize.records import Bound
from jospar.normalize.words.lookup import vocabulary


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
        ("15-ке дейін", Bound.EXACT, "15-ке"),
        ("саны", Bound.EXACT, "саны"),
        ("доля", Bound.EXACT, "доля"),
        ("5 ≥", Bound.EXACT, "5 ≥"),
        ("кемінде", Bound.EXACT, "кемінде"),
    ],
)
def test_split_bound(text: str, bound: Bound, rest: str) -> None:
    assert split_bound(text) == (bound, rest)


def test_a_preposition_of_a_rate_stays_in_a_unit() -> None:
    assert split_bound("на 1000 населения", levels=False) == (Bound.EXACT, "на 1000 населения")


def test_examples() -> None:
    for entry in vocabulary("bounds", "place", "over"):
        for example in entry.examples:
            bound, rest = split_bound(example)
            assert (str(bound), rest != example) == (entry.code, True), example


def test_places_are_known() -> None:
    assert {entry.get("place") for entry in vocabulary("bounds", "place", "over")} == {"before", "after"}
