"""Letters of old code pages and fonts, and those that were broken on the way: set right where they fit one known table, else refused."""

from __future__ import annotations

import pytest

from jospar.extract.detect import read
from jospar.extract.document import UnreadableDocument

RUSSIAN = (
    "Стратегия развития университета Тобыл на 2024-2026 годы\nНаправление 1. Наука\nЗадача 1.1. Рост\n"
    "Наименование показателя\tЕд. изм.\t2024 год\tОтветственный исполнитель\n1.1.1. Число статей\tединиц\t41\tНаучный отдел\n"
)
KAZAKH = (
    "1-бағыт. Кадрлық әлеуетті дамыту\n1.1-міндет. Кафедралар құрамын жаңарту\n"
    "Көрсеткіштің атауы\tӨлшем бірлігі\t2024 жыл\tЖауапты орындаушы\n1.1.1. Мұғалімдердің үлесі және саны\tбірлік\t41\tКадр бөлімі\n"
)
FONTS = {
    "ministries": {"ә": "є", "ғ": "ѓ", "қ": "ќ", "ң": "њ", "ө": "ґ", "ұ": "ў", "ү": "ї", "һ": "ћ"},
    "akimats": {"ә": "ѕ", "ғ": "ѓ", "қ": "ќ", "ң": "њ", "ө": "ґ", "ұ": "ђ", "ү": "џ", "һ": "ћ"},
    "standard": {"ә": "ј", "ғ": "є", "қ": "ќ", "ң": "ѕ", "ө": "ґ", "ұ": "ў", "ү": "ї", "һ": "ћ"},
    "dje": {"ә": "є", "ғ": "ђ", "қ": "ќ", "ң": "њ", "ө": "ґ", "ұ": "ў", "ү": "ї", "һ": "ћ"},
}


def lines_of(data: bytes) -> tuple[list[str], list[tuple[str, str]]]:
    """The texts of a document, and its findings."""
    raw = read(data, "plan.txt")
    return [cell.text for cell in raw.cells()], [(finding.code, finding.detail) for finding in raw.findings]


def in_font(text: str, font: str) -> str:
    """Kazakh as it is shown without the font that it was typed in."""
    letters = FONTS[font]
    return text.translate(str.maketrans({**letters, **{letter.upper(): shown.upper() for letter, shown in letters.items()}}))


def refusal_of(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as refusal:
        read(data, "plan.txt")
    return refusal.value.reason


@pytest.mark.parametrize("text", [RUSSIAN, RUSSIAN.upper()], ids=["sentences", "capitals"])
@pytest.mark.parametrize("encoding", ["koi8-r", "cp866", "mac-cyrillic", "iso8859-5"])
def test_an_old_code_page_is_told_by_its_words(encoding: str, text: str) -> None:
    texts, [(code, detail)] = lines_of(text.encode(encoding))
    assert (texts, code) == (lines_of(text.encode())[0], "letters_set_right")
    # The capitals of two of them have one place.
    assert detail == encoding or text.isupper()


@pytest.mark.parametrize("text", [RUSSIAN, RUSSIAN.upper(), KAZAKH, KAZAKH.upper()], ids=["ru", "RU", "kk", "KK"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "kz1048"])
def test_letters_that_are_in_order_stay(encoding: str, text: str) -> None:
    assert lines_of(text.encode(encoding)) == (lines_of(text.encode())[0], [])


@pytest.mark.parametrize("mistaken", ["cp1251", "latin-1", "cp866", "koi8-r", "mac-roman"])
@pytest.mark.parametrize("true", ["utf-8", "koi8-r"])
def test_a_text_that_was_decoded_wrongly_and_saved(true: str, mistaken: str) -> None:
    if true == mistaken:
        return
    broken = "".join(char if char.isascii() else _taken_for(char.encode(true), mistaken) for char in RUSSIAN)
    texts, [(code, detail)] = lines_of(broken.encode())
    assert (texts, code) == (lines_of(RUSSIAN.encode())[0], "letters_set_right") and detail.startswith(true)


def _taken_for(data: bytes, encoding: str) -> str:
    """Bytes as a program shows them that takes them for another encoding, those that it does not have as control characters."""
    shown = (bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in data)
    return "".join(shown)


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("form", ["text", "html", "markdown"])
def test_kazakh_of_a_font(form: str, font: str) -> None:
    text = in_font(KAZAKH, font)
    rows = [line.split("\t") for line in text.splitlines()]
    data = {
        "text": text,
        "html": "<html>" + "".join(f"<p>{row[0]}</p>" for row in rows if len(row) == 1)
        + "<table>" + "".join("<tr><td>" + "<td>".join(row) for row in rows if len(row) > 1) + "</table>",
        "markdown": "\n\n".join(row[0] for row in rows if len(row) == 1) + "\n\n"
        + "\n".join("| " + " | ".join(row) + " |" + "\n|---|---|---|---|" * (number == 0) for number, row in enumerate(rows[2:])),
    }[form]  # fmt: skip
    texts, [(code, detail)] = lines_of(data.encode())
    assert (texts, code) == ([cell for line in KAZAKH.splitlines() for cell in line.split("\t")], "letters_set_right")
    assert "ќ → қ" in detail


@pytest.mark.parametrize(
    "text",
    [
        in_font(KAZAKH, "akimats").replace("ќ", "ћ").replace("њ", "ќ").replace("џ", "ў"),
        RUSSIAN.encode().decode("cp1251", "replace").replace("\ufffd", "?").replace("Рѕ", "Р?"),
        RUSSIAN
        + "".join(char if char.isascii() else char.encode().decode("cp1251", "replace") for char in RUSSIAN).replace("\ufffd", "\x98"),
        "".join("?" if char.isalpha() else char for char in RUSSIAN),
    ],
    ids=["a font that no table has", "bytes lost", "a part decoded wrongly", "letters lost"],
)
def test_what_fits_no_table_is_refused_as_what_it_is(text: str) -> None:
    assert refusal_of(text.encode()) == "letters_garbled"


def test_a_few_letters_of_another_language_are_its_own() -> None:
    text = RUSSIAN.replace("Тобыл", "Ђорђе Вуковић і Ґанна Їжак")
    assert lines_of(text.encode())[1] == []
