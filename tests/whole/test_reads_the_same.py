"""The sample printed otherwise reads the same: page breaks anywhere, other marks, spaces, encodings, columns.

Every document is made from the sample by a change that leaves what it says alone; its records must equal the gold record, with no error
and no flagged cell.
"""

from __future__ import annotations

import codecs
import copy
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jospar.normalize.records import Severity
from tests.support.reading import SAMPLE, differences, gold_record, read_records
from tests.support.seeds import SEED, choose_examples

# It takes long: `make quick` goes without it.
pytestmark = pytest.mark.slow

EXAMPLES = settings(
    deadline=None, derandomize=SEED is None, database=None, max_examples=choose_examples(15, 90), suppress_health_check=list(HealthCheck)
)
FEW = settings(EXAMPLES, max_examples=choose_examples(8, 40))

GOLD = gold_record()
LINES = tuple(SAMPLE.read_text(encoding="utf-8").split("\n"))
TEXT = "\n".join(LINES)
WIDTH = 10
NAME, UNIT, FIRST_YEAR, STAKEHOLDERS, EXECUTORS = 0, 1, 2, 8, 9
YEARS = range(FIRST_YEAR, STAKEHOLDERS)
TEXT_COLUMNS = (NAME, UNIT, STAKEHOLDERS, EXECUTORS)

CODE = re.compile(r"(<i>)?(\d+(?:\.\d+)+)(\.?) ")
HEADERS = tuple(number for number, line in enumerate(LINES) if line.startswith("Алға қойылған"))
RULE_ROW = "\t".join(("--", "------", *["----"] * 6, "---", "--------"))
RUNNING = "Қарағанды техникалық университетінің даму бағыттары"


def assert_reads_the_same(document: bytes | str, gold: dict[str, Any] = GOLD) -> None:
    records = read_records(document)
    assert differences(records, gold, as_printed=False) == []
    assert [issue for issue in records.issues if issue.severity is Severity.ERROR] == []
    assert records.document.cells_flagged == 0


def cells_of(line: str) -> list[str]:
    cells = re.sub("</?i>", "", line).split("\t")
    return cells + [""] * (WIDTH - len(cells))


def has_numbers(cells: Sequence[str]) -> bool:
    return any(map(str.isdigit, "".join(cells[FIRST_YEAR:STAKEHOLDERS])))


def is_header(number: int) -> bool:
    return number in HEADERS or number - 1 in HEADERS


def is_measure(number: int) -> bool:
    """Whether a line is a row with values, and whole: the sample itself cuts a few."""
    if "\t" not in LINES[number] or is_header(number) or not has_numbers(cells_of(LINES[number])):
        return False
    following = next((line for line in LINES[number + 1 :] if line), "")
    return not ("\t" in following and following[0].islower())


def is_heading_row(number: int) -> bool:
    return "\t" in LINES[number] and CODE.match(LINES[number]) is not None and not any(cells_of(LINES[number])[1:])


MEASURES = tuple(number for number in range(len(LINES)) if is_measure(number))
HEADING_ROWS = tuple(number for number in range(len(LINES)) if is_heading_row(number))
SENTENCES = tuple(number for number, line in enumerate(LINES) if "\t" not in line and "2024ж." in line)
TITLES = tuple(number for number, line in enumerate(LINES) if "\t" not in line and re.match(r"\d\. ", line) and number not in SENTENCES)


def with_lines(changed: Mapping[int, Iterable[str]]) -> str:
    """The sample with some of its lines replaced, each by any number of lines."""
    return "\n".join(line for number, old in enumerate(LINES) for line in changed.get(number, (old,)))


def with_rows(change: Callable[[list[str], int], list[str]]) -> str:
    """The sample with every row of its tables changed by a function of its cells and its line number."""
    return "\n".join("\t".join(change(line.split("\t"), number)) if "\t" in line else line for number, line in enumerate(LINES))


def with_columns(columns: Sequence[int]) -> str:
    """The sample with only these columns, in this order."""
    return with_rows(lambda cells, _: [(cells + [""] * WIDTH)[column] for column in columns])


def test_the_lines_to_change_are_found() -> None:
    assert (len(HEADERS), len(MEASURES), len(HEADING_ROWS), len(SENTENCES)) == (4, 51, 15, 5)


# ---- page breaks -----------------------------------------------------------------------------------------------------------------------

PAGE_NUMBERS = ("12", "- 12 -", "12-бет", "стр. 12")
BLANKS = st.integers(1, 3).map(lambda count: [""] * count)


@st.composite
def page_breaks(draw: st.DrawFn, number: int) -> list[str]:
    """What may stand between the halves of a row: blank lines, a page number, rules, the header again, a form feed, in any order."""
    header = next(first for first in reversed(HEADERS) if first < number)
    again = draw(st.sampled_from(([], [""])))
    pieces = st.one_of(
        BLANKS,
        st.sampled_from(PAGE_NUMBERS).map(lambda page: [page]),
        st.sampled_from(([RULE_ROW], ["--------"], ["\f"])),
        st.just([*again, LINES[header], *again, LINES[header + 1], *again]),
    )
    chosen = draw(st.lists(pieces, min_size=1, max_size=4))
    return [line for piece in chosen for line in piece]


def halves(words: Sequence[str], at: int) -> tuple[str, str]:
    return " ".join(words[:at]), " ".join(words[at:])


@st.composite
def cut_rows(draw: st.DrawFn, number: int) -> list[str]:
    """A row in two halves: its name or other texts cut between any two words, its values beside the first half."""
    cells = cells_of(LINES[number])
    cut = draw(st.lists(st.sampled_from(TEXT_COLUMNS), min_size=1, unique=True))
    first, second = list(cells), [""] * WIDTH
    for column in cut:
        words = cells[column].split(" ")
        # A name keeps its code, and the first column cut is cut indeed.
        at = draw(st.integers(1 if column == NAME else 0, len(words) - (column == cut[0] and (column != NAME or len(words) > 1))))
        first[column], second[column] = halves(words, at)
    italic = draw(st.sampled_from(("{}", "<i>{}</i>")))
    second[NAME] = italic.format(second[NAME]) if second[NAME] else ""
    row = "\t".join(second)
    return ["\t".join(first), *draw(page_breaks(number)), draw(st.sampled_from((row, trimmed(row))))]


def trimmed(row: str) -> str:
    """A row without the tabs at its end, one of them left so that it stays a row."""
    return row.rstrip("\t") if "\t" in row.rstrip("\t") else row.rstrip("\t") + "\t"


@st.composite
def documents_with_cut_rows(draw: st.DrawFn) -> str:
    numbers = draw(st.lists(st.sampled_from(MEASURES), min_size=1, max_size=12, unique=True))
    return with_lines({number: draw(cut_rows(number)) for number in numbers})


@EXAMPLES
@given(documents_with_cut_rows())
def test_rows_cut_by_page_breaks(document: str) -> None:
    assert_reads_the_same(document)


@st.composite
def documents_with_cut_headings(draw: st.DrawFn) -> str:
    changed = {}
    for number in draw(st.lists(st.sampled_from(HEADING_ROWS), min_size=1, max_size=5, unique=True)):
        words = cells_of(LINES[number])[NAME].split(" ")
        first, second = halves(words, draw(st.integers(1, len(words) - 1)))
        opening, closing = draw(st.sampled_from((("{}", "{}"), ("<i>{}</i>", "<i>{}</i>"), ("<i>{}", "{}</i>"))))
        tabs = draw(st.sampled_from(("\t", "\t" * (WIDTH - 1))))
        changed[number] = [opening.format(first) + tabs, *draw(page_breaks(number)), closing.format(second) + tabs]
    return with_lines(changed)


@EXAMPLES
@given(documents_with_cut_headings())
def test_headings_cut_by_page_breaks(document: str) -> None:
    assert_reads_the_same(document)


@FEW
@given(st.lists(st.sampled_from(MEASURES), min_size=3, max_size=6, unique=True), st.data())
def test_a_running_header_between_the_halves(numbers: list[int], data: st.DataObject) -> None:
    changed = {}
    for number in numbers:
        cells = cells_of(LINES[number])
        words = cells[NAME].split(" ")
        first, second = halves(words, data.draw(st.integers(1, len(words) - 1)))
        page = data.draw(st.sampled_from(("", *PAGE_NUMBERS)))
        changed[number] = ["\t".join([first, *cells[1:]]), "", page, RUNNING, "", "\t".join([second, *[""] * (WIDTH - 1)])]
    assert_reads_the_same(with_lines(changed))


@FEW
@given(st.sampled_from(MEASURES), st.data())
def test_a_second_half_without_any_tab(number: int, data: st.DataObject) -> None:
    cells = cells_of(LINES[number])
    words = cells[NAME].split(" ")
    first, second = halves(words, data.draw(st.integers(2, len(words) - 1)))
    assert_reads_the_same(with_lines({number: ["\t".join([first, *cells[1:]]), *data.draw(BLANKS), second]}))


@FEW
@given(st.sampled_from(HEADING_ROWS), st.data())
def test_a_second_half_of_a_heading_without_any_tab(number: int, data: st.DataObject) -> None:
    words = cells_of(LINES[number])[NAME].split(" ")
    first, second = halves(words, data.draw(st.integers(1, len(words) - 1)))
    assert_reads_the_same(with_lines({number: [first + "\t" * (WIDTH - 1), *data.draw(BLANKS), second]}))


def wraps(numbers: Iterable[int]) -> Iterator[tuple[int, str, str]]:
    for number in numbers:
        words = LINES[number].split(" ")
        yield from ((number, *halves(words, at)) for at in range(1, len(words)))


def wraps_together(numbers: Iterable[int]) -> Iterator[dict[int, tuple[str, str]]]:
    """The same, of all lines at once: each line is wrapped at its first word, then three words on, until the longest is through."""
    each = {number: list(wraps([number])) for number in numbers}
    for at in range(0, max(map(len, each.values())), 3):
        yield {number: found[at % len(found)][1:] for number, found in each.items()}


@pytest.mark.parametrize("between", [[], ["", "12", ""]], ids=["next line", "next page"])
def test_sentences_that_go_on_in_a_second_line(between: list[str]) -> None:
    for wrapped in wraps_together(SENTENCES):
        whole = {number: [first, *between, second] for number, (first, second) in wrapped.items() if first != "НЫСАНАЛЫ"}
        assert_reads_the_same(with_lines(whole))


def test_a_label_broken_by_the_line_end_is_not_passed_over() -> None:
    number, first, second = next(wrap for wrap in wraps(SENTENCES) if wrap[1] == "НЫСАНАЛЫ")
    records = read_records(with_lines({number: [first, second]}))
    assert ("series_not_read", number + 2) in {(issue.code, issue.place.line) for issue in records.issues}


def test_titles_that_go_on_in_a_second_line() -> None:
    for wrapped in wraps_together(TITLES):
        assert_reads_the_same(with_lines(wrapped))


# ---- lines between lines ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("added", [["", "- 12 -", ""], [RULE_ROW]], ids=["page number", "rule"])
def test_a_line_that_says_nothing_between_any_two(added: list[str]) -> None:
    apart = 8
    for first in range(apart):
        assert_reads_the_same(with_lines({number: [*added, LINES[number]] for number in range(first, len(LINES), apart)}))


@FEW
@given(st.lists(st.tuples(st.integers(0, len(LINES) - 1), st.sampled_from(["", "\f", "\t" * WIDTH, RULE_ROW, *PAGE_NUMBERS])), max_size=40))
def test_many_lines_that_say_nothing(added: list[tuple[int, str]]) -> None:
    changed: dict[int, list[str]] = {}
    for number, line in added:
        changed.setdefault(number, [LINES[number]]).insert(0, line)
    assert_reads_the_same(with_lines(changed))


@pytest.mark.parametrize(
    "document", ["\n\n".join(LINES), "\n".join(filter(None, LINES)), TEXT + "\n", TEXT.rstrip("\n"), f"\n\n\n{TEXT}\n \n\t\n"], ids=range(5)
)
def test_blank_lines_everywhere_or_nowhere(document: str) -> None:
    assert_reads_the_same(document)


# ---- marks -----------------------------------------------------------------------------------------------------------------------------


def tagged(line: str, tag: str) -> str:
    name, tab, rest = line.partition("\t")
    return f"<{tag}>{name}</{tag}>{tab}{rest}" if name and "<" not in name else line


@FEW
@given(st.sets(st.integers(0, len(LINES) - 1)), st.sampled_from(("i", "b", "")), st.data())
def test_italics_of_any_line(numbers: set[int], tag: str, data: st.DataObject) -> None:
    plain = {number: [re.sub("</?i>", "", LINES[number])] for number in numbers}
    assert_reads_the_same(with_lines({number: [tagged(line, tag)] if tag else [line] for number, (line,) in plain.items()}))


@FEW
@given(st.sets(st.integers(0, len(LINES) - 1)), st.sampled_from(("", ".")))
def test_full_stops_of_codes(numbers: set[int], stop: str) -> None:
    changed = {number: [CODE.sub(rf"\g<1>\g<2>{stop} ", LINES[number], count=1)] for number in numbers if CODE.match(LINES[number])}
    assert_reads_the_same(with_lines(changed))


GROUPS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


@FEW
@given(st.sampled_from(("\u00a0", "\u202f", "\u2009", "")), st.sets(st.sampled_from((*MEASURES, *SENTENCES))))
def test_what_parts_thousands(separator: str, numbers: set[int]) -> None:
    changed = {}
    for number in numbers:
        name, tab, values = LINES[number].partition("\t")
        changed[number] = [name + tab + GROUPS.sub(separator, values) if tab else GROUPS.sub(separator, name)]
    assert_reads_the_same(with_lines(changed))


@pytest.mark.parametrize("space", [" ", "   ", "\u00a0", " \u00a0", "\u202f", "\u2003", "\u200b", "\ufeff"])
def test_padding(space: str) -> None:
    assert_reads_the_same("\n".join("\t".join(f"{space}{cell}{space}" for cell in line.split("\t")) for line in LINES))


@FEW
@given(st.lists(st.integers(0, 12), min_size=len(LINES), max_size=len(LINES)), st.booleans())
def test_tabs_at_the_end_of_rows(counts: list[int], from_none: bool) -> None:
    rows = {number: trimmed(line) if from_none else line for number, line in enumerate(LINES) if "\t" in line}
    assert_reads_the_same(with_lines({number: [row + "\t" * counts[number]] for number, row in rows.items()}))


def test_a_tab_at_the_end_of_every_line() -> None:
    assert_reads_the_same("\n".join(f"{line}\t" if line else "" for line in LINES))


# ---- bytes -----------------------------------------------------------------------------------------------------------------------------

ENCODED = {
    "utf-8": TEXT.encode(),
    "utf-8 with mark": TEXT.encode("utf-8-sig"),
    "utf-16 little with mark": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    "utf-16 big with mark": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    "utf-16 little": TEXT.encode("utf-16-le"),
    "utf-16 big": TEXT.encode("utf-16-be"),
    "utf-32 little with mark": codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
    "utf-32 big with mark": codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"),
    "kz1048": TEXT.encode("kz1048"),
}


@pytest.mark.parametrize("data", ENCODED.values(), ids=ENCODED)
def test_encodings(data: bytes) -> None:
    assert_reads_the_same(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "kz1048"])
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends(end: str, encoding: str) -> None:
    assert_reads_the_same(TEXT.replace("\n", end).encode(encoding))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_unicode_forms(form: Literal["NFC", "NFD"]) -> None:
    assert_reads_the_same(unicodedata.normalize(form, TEXT))


# ---- another view of the same document -------------------------------------------------------------------------------------------------


def gold_measures(gold: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every task with each of its measures."""
    for direction in gold["directions"]:
        for task in direction["tasks"]:
            yield from ((task, measure) for measure in list(task["measures"]))


def in_one_header_row(lines: Sequence[str]) -> list[str]:
    """The header of each table in one row: the labels of the years in place of the group label above them."""
    flat = []
    for number, line in enumerate(lines):
        if number in HEADERS:
            upper, lower = line.split("\t"), lines[number + 1].split("\t")
            flat.append("\t".join([upper[NAME], *lower[UNIT:STAKEHOLDERS], *upper[STAKEHOLDERS:]]))
        elif number - 1 not in HEADERS:
            flat.append(line)
    return flat


def code_in_its_own_column(line: str) -> str:
    code = CODE.match(line)
    if "\t" not in line:
        return line
    if code:
        return f"{code[2]}.\t{code[1] or ''}{line[code.end() :]}"
    return f"№\t{line}" if line.startswith("Алға") else f"\t{line}"


@pytest.mark.parametrize(
    "before", [(NAME, STAKEHOLDERS, EXECUTORS), (EXECUTORS, NAME), (NAME, STAKEHOLDERS), (EXECUTORS, STAKEHOLDERS, NAME)], ids=str
)
def test_columns_in_another_order(before: tuple[int, ...]) -> None:
    assert_reads_the_same(with_columns([*before, *(column for column in range(WIDTH) if column not in before)]))


@pytest.mark.parametrize("lines", [LINES, in_one_header_row(LINES)], ids=["two header rows", "one header row"])
def test_codes_in_their_own_column(lines: Sequence[str]) -> None:
    assert_reads_the_same("\n".join(map(code_in_its_own_column, lines)))


def test_one_header_row() -> None:
    assert_reads_the_same("\n".join(in_one_header_row(LINES)))


@pytest.mark.parametrize("dropped", [{2024}, {2029}, {2024, 2025}, {2026}, {2024, 2025, 2026, 2027, 2028}], ids=str)
def test_years_left_out(dropped: set[int]) -> None:
    gold = copy.deepcopy(GOLD)
    for _, measure in gold_measures(gold):
        measure["values"] = {year: value for year, value in measure["values"].items() if int(year) not in dropped}
    columns = [column for column in range(WIDTH) if column not in YEARS or column - FIRST_YEAR + 2024 not in dropped]
    assert_reads_the_same(with_columns(columns), gold)


def test_a_year_added() -> None:
    gold = copy.deepcopy(GOLD)
    gold["document"]["last_year"] = 2030
    for _, measure in gold_measures(gold):
        measure["values"]["2030"] = "7"

    def add(cells: list[str], number: int) -> list[str]:
        padded = cells + [""] * (WIDTH - len(cells))
        label = padded[STAKEHOLDERS - 1].replace("2029", "2030") if number - 1 in HEADERS else ""
        new = "7" if has_numbers(padded) and not label else label
        return [*padded[:STAKEHOLDERS], new, *padded[STAKEHOLDERS:]]

    assert_reads_the_same(with_rows(add), gold)


def test_a_measure_left_out() -> None:
    """Some at a time, so far apart that there are few of a task."""
    # The place of a measure with another code printed is known from its neighbours only.
    tasks = [task for task, _ in gold_measures(GOLD) if all(measure["code"] == measure["code_printed"] for measure in task["measures"])]
    can_go = [measure["lines"] for task in {task["code"]: task for task in tasks}.values() for measure in task["measures"]]
    assert len(can_go) > 40
    apart = 8
    for first in range(apart):
        left_out = can_go[first::apart]
        gold = copy.deepcopy(GOLD)
        for task, measure in list(gold_measures(gold)):
            if measure["lines"] in left_out:
                task["measures"].remove(measure)
        assert_reads_the_same(with_lines({line - 1: [] for lines in left_out for line in lines}), gold)
