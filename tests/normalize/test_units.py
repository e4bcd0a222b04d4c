"""Labels by where they were seen: ktu = a university's strategy of 2024, moh = the health ministry's plan for 2010-2014,
almaty = a regional plan for 2005-2007, other = other published plans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.normalize.catalogue import Unreadable
from jospar.normalize.phrases.units import Unit, find_unit, resolve_unit, unit_at_end
from jospar.normalize.records import Bound
from jospar.normalize.words.lookup import vocabulary

KTU = [
    ("адам", Unit("person")),
    ("мың тг", Unit("KZT", 3)),
    ("%", Unit("percent")),
    ("саны", Unit("item")),
    ("%-дан кем емес", Unit("percent", bound=Bound.AT_LEAST)),
    ("%-тен кем емес", Unit("percent", bound=Bound.AT_LEAST)),
    ("кемінде адам", Unit("person", bound=Bound.AT_LEAST)),
    ("жазылушылар саны", Unit("subscriber")),
    ("аптадағы саны", Unit("item", per="week")),
    ("теңге академиялық сағатқа", Unit("KZT", per="academic_hour")),
    ("$ академиялық сағатқа", Unit("USD", per="academic_hour")),
    ("рет клик/күн", Unit("click", per="day")),
    ("рет клик/күнге", Unit("click", per="day")),
    ("мың теңгеден", Unit("KZT", 3)),
    ("мың тенгеге", Unit("KZT", 3)),
    ("млн. теңге", Unit("KZT", 6)),
]
MOH = [
    ("ед.", Unit("item")),
    ("чел.", Unit("person")),
    ("лет", Unit("year")),
    ("балл", Unit("point")),
    ("на 100 тысяч ново- рож- денных", Unit("ratio", per="100000 newborn")),
    ("на 1 000 родив- шихся живыми", Unit("ratio", per="1000 live_birth")),
    ("на 1 000 женщин репро- дукти- вного воз- раста", Unit("ratio", per="1000 woman_of_reproductive_age")),
    ("на 100 000 насе- ления", Unit("ratio", per="100000 person")),
    ("на 100 тысяч насе- ления", Unit("ratio", per="100000 person")),
    ("10 тысяч насе- ления", Unit("ratio", per="10000 person")),
    ("каби- неты ЗОЖ", Unit("room")),
    ("кол-во цент- ров", Unit("item")),
    ("кол-во регио- нов", Unit("item")),
    ("% от числа орга- низа- ций, подав- ших заявку на про- хожде- ние аккре- дита- ции", Unit("percent")),
    ("в % от 2010 года", Unit("percent", per="2010")),
    ("%, от преды- дущего года", Unit("percent", per="previous_year")),
    ("Рабо- чих дней", Unit("working_day")),
    ("число койко- дней на 1000 насе- ления", Unit("bed_day", per="1000 person")),
]
ALMATY = [
    ("бірлік", Unit("item")),
    ("мың адам", Unit("person", 3)),
    ("бiрлiк", Unit("item")),
    ("2004 жылға %", Unit("percent", per="2004")),
]
OTHER = [
    ("100 000 адамға шаққанда", Unit("ratio", per="100000 person")),
    ("100 мың адамға шаққанда жағдай", Unit("case", per="100000 person")),
    ("% 2010 жылдан", Unit("percent", per="2010")),
    ("2010 жылмен салыстырғанда %", Unit("percent", per="2010")),
    ("жалпы санынан %", Unit("percent")),
    ("жылына мың тг", Unit("KZT", 3)),
    ("кг/ жыл", Unit("kg")),
    ("тыс. тенге в год", Unit("KZT", 3)),
    ("1 студентке", Unit("ratio", per="student")),
    ("бір студентке мың теңге", Unit("KZT", 3, "student")),
    ("тенге на 1 жителя", Unit("KZT", per="person")),
    ("в расчете на 1 жителя, тенге", Unit("KZT", per="person")),
    ("случаев на 100 тыс. населения", Unit("case", per="100000 person")),
    ("(млн. тенге)", Unit("KZT", 6)),
    ("1000 тенге", Unit("KZT", 3)),
    ("в тыс. тенге", Unit("KZT", 3)),
    ("млн.тенге", Unit("KZT", 6)),
    ("пайызға", Unit("percent")),
    ("%-ға", Unit("percent")),
    ("Жұмыс күні", Unit("working_day")),
    ("тыс. кв. м", Unit("m2", 3)),
    ("рабочих мест", Unit("workplace")),
    ("тыс.", Unit(None, 3)),
]
REFUSED = {
    "1000 адам": "a thousand persons, or per thousand persons",
    "100 мың адамнан аспайтын көрсеткіш": "a limit, or a denominator",
    "кг, жыл": "a unit and the span that it is counted over, without a sign between them",
    "адам жыл": "no compound that is known",
    "тыс. тенге, %": "two units",
    "% к": "nothing after the preposition",
    "на 0 населения": "per nothing",
    "число рублей тенге": "two units",
    "көрсеткіш": "not a unit",
    "а": "not a unit",
    "12": "a number",
    '"': "a ditto mark",
    "%%": "not a sign",
    "на": "a preposition",
    "": "nothing",
    "т" * 201: "too long",
}


@pytest.mark.parametrize(("label", "unit"), [*KTU, *MOH, *ALMATY, *OTHER])
def test_labels(label: str, unit: Unit) -> None:
    assert resolve_unit(label) == unit


@pytest.mark.parametrize("label", REFUSED)
def test_refused(label: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        resolve_unit(label)
    assert refusal.value.code == "unit_unknown"


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Жұмыртқа, дана", "дана"),
        ("Доля экспертиз, %", "%"),
        ("Халықтың ақшалай кірісі (бір айда орташа жан басына шаққанда) теңге", "теңге"),
        ("Объем работ (млн. тенге)", "млн. тенге"),
        ("на ранних (I-II) стадиях, (среднереспубликанский показатель, %)*", "%"),
        ("Өнім көлемі, мың теңге.", "мың теңге"),
        ("қант (өз шикізатынан)", None),
        ("Численность врачей, из них женщин", None),
        ("Студенттер, әйелдер", None),
        ("Патенты, проекты", None),
        ("Дети (до 5 лет)", None),
        ("Снижение числа абортов", None),
        ("%", None),
        ("", None),
    ],
)
def test_unit_at_end(name: str, label: str | None) -> None:
    assert unit_at_end(name) == label


@pytest.mark.parametrize("name", ["units", "multipliers", "counts", "per_words", "per_phrases", "percent_bases"])
def test_every_example_resolves(name: str) -> None:
    for entry in vocabulary(name, *(("kind",) if name == "units" else ())):
        assert entry.examples, entry.forms
        for example in entry.examples:
            unit = resolve_unit(example)
            named = {unit.code, *(unit.per or "").split()}
            expected = {
                "units": entry.code in named,
                "multipliers": unit.mult == int(entry.code or 0) if entry.code.isdigit() and unit.per is None else unit.per is not None,
                "counts": unit.code is not None,
                "per_words": unit.per is not None,
                "per_phrases": unit.per == (None if entry.code == "year" else entry.code),
                "percent_bases": unit.code == "percent" and (unit.per == entry.code if entry.code == "previous_year" else True),
            }
            assert expected[name], (example, unit)


def test_every_form_of_a_unit_resolves_to_its_code() -> None:
    for entry in vocabulary("units", "kind"):
        for form in entry.forms:
            assert resolve_unit(form).code == entry.code, form


@given(st.text())
def test_any_text_is_a_unit_or_none(text: str) -> None:
    unit = find_unit(text)
    assert unit is None or unit.code is not None or unit.mult > 0


@given(st.sampled_from(["адам", "теңге", "%", "саны", "чел.", "на 1000 населения"]), st.sampled_from(["қаңбақ", "xyz", "№", "7", "?"]))
def test_an_unknown_word_beside_a_unit_is_refused(label: str, unknown: str) -> None:
    unit = find_unit(f"{label} {unknown}")
    assert unit is None or (label == "саны" and unknown.isalpha() and unit.code == "item")
