"""Entries are added to a file that people keep: it stays as it is, and reads as the same entries and one more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jospar.extract.document import Place
from jospar.normalize.corrections.entries import Acceptance, Correction, Corrections, Review
from jospar.normalize.corrections.errors import BadCorrections
from jospar.normalize.corrections.reading import read_corrections
from jospar.normalize.corrections.writing import add_entry, format_entry
from jospar.normalize.records import Stage

REVIEW = Review("see the order", "A. Reviewer", date(2026, 11, 24))
FIX = Correction("value", "plan/d1/t1/m1", None, 2024, None, None, "5000", "500", REVIEW)
OTHER = replace(FIX, year=2025)
GOOD = Acceptance("code_gap", "plan/d1/t1/m4", None, None, "4.2.4", REVIEW)

FIX_LINES = """- record: "plan/d1/t1/m1"
  column: "value"
  year: 2024
  printed: "5000"
  value: "500"
  reason: "see the order"
  by: "A. Reviewer"
  on: "2026-11-24"
"""


def indented(by: int) -> str:
    return "".join(f"{' ' * by}{line}\n" for line in FIX_LINES.splitlines())


BELOW = FIX_LINES.replace("2024", "2025")

# What a list looks like before and after; `@` is where the entry must come to stand.
FILES = {
    "no file": "corrections:\n@2",
    "a comment alone": "# ours\ncorrections:\n@2",
    "a list of its own": f"corrections:\n{BELOW}@0",
    "comments everywhere": f"# ours\ncorrections: # of the plan\n{BELOW.rstrip()} # checked\n@0\n# and these are good\naccepted: []\n",
    "accepted first": "accepted: []\n# none\ncorrections:\n@2",
    "an emptied list": "corrections: # none yet\n@2# - record: old\naccepted: []\n",
    "another list only": 'accepted:\n  - {issue: "a", record: "b", reason: "c", by: "d", on: "2026-01-01"} # why\n# end\ncorrections:\n@2',
    "an end mark below another list": "accepted: []\ncorrections:\n@2...\n",
    "an end mark": f"---\ncorrections:\n{BELOW}@0...\n",
    "indented as a whole": f"  corrections:\n{''.join(f'    {line}' for line in BELOW.splitlines(True))}@4",
    "entries in brackets": 'accepted:\n - {issue: "a", record: "b", reason: "c", by: "d", on: "2026-01-01"}\n'
    'corrections:\n - {record: "a", column: "name", printed: "", value: "b", reason: "c", by: "d", on: "2026-01-01"}\n@1',
    "a byte order mark": f"\ufeffcorrections:\n{BELOW}@0accepted: []\n",
    "a byte order mark and another list only": "\ufeffaccepted: []\ncorrections:\n@2",
    "a byte order mark alone": "\ufeffcorrections:\n@2",
    "tabs behind colons": "corrections:\t# ours\n" + BELOW.replace(": ", ":\t") + "@0accepted:\t[]\n",
}


@pytest.mark.parametrize("form", FILES.values(), ids=FILES)
def test_all_else_stays(form: str) -> None:
    before, _, after = form.partition("@")
    entry = indented(int(after[0]))
    old = before.removesuffix("corrections:\n")  # which is added with the entry
    written = add_entry(old + after[1:], FIX, "plan.yml")
    assert written == before + entry + after[1:]
    assert read_corrections(written, "plan.yml").corrections[-1] == FIX


def test_brackets_without_entries_become_a_list_of_dashes() -> None:
    assert add_entry("corrections: [] # none yet\naccepted: []\n", FIX, "x") == f"corrections: # none yet\n{indented(2)}accepted: []\n"


def test_lines_end_as_those_of_the_file() -> None:
    written = add_entry("# ours\r\ncorrections:\r\n" + FIX_LINES.replace("\n", "\r\n"), OTHER, "x")
    assert written.count("\n") == written.count("\r\n") == 2 + 2 * FIX_LINES.count("\n")
    assert add_entry("# ours", FIX, "x") == f"# ours\ncorrections:\n{indented(2)}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"corrections:\n{FIX_LINES}", "plan.yml, line 2: the entry is there already"),
        ("{corrections: []}", "'corrections' is written so that no entry can be added"),
        ("corrections: [" + f"{{{', '.join(BELOW[2:].splitlines())}}}" + "]", "'corrections' is written so that no entry can be added"),
        ("corrections:\n  - 5", "plan.yml, line 2: not an entry"),
    ],
)
def test_what_can_not_be_added_to_is_left_alone(text: str, said: str) -> None:
    with pytest.raises(BadCorrections) as caught:
        add_entry(text, FIX, "plan.yml")
    assert said in str(caught.value)


def test_the_same_place_may_be_corrected_once_only() -> None:
    text = add_entry("", FIX, "plan.yml")
    with pytest.raises(BadCorrections, match="line 2: the entry is there already"):
        add_entry(text, replace(FIX, value="50"), "plan.yml")
    assert len(read_corrections(add_entry(text, OTHER, "plan.yml"), "plan.yml").corrections) == 2


def test_what_can_not_be_seen_is_escaped() -> None:
    text = format_entry(replace(GOOD, printed="5\u00a0000\u200b\n«Ғ»\ufeff\U000e0001"))
    assert '    printed: "5\\u00a0000\\u200b\\n«Ғ»\\ufeff\\U000e0001"\n' in text


# ---- whatever the texts ----------------------------------------------------------------------------------------------------------------

_CHARACTERS = st.characters(exclude_categories=("Cs", "Cc"))
_PIECES = st.sampled_from(
    ['"', "'", "\\", ": ", " #", "# ", "- ", "\n", "\t", "{", "}", "[", "]", "&a", "*a", "!!int", "|", ">", "%", "@", "`", "---", "...",
     "ә", "Ғылым", "қ", "\u00a0", "\u2028", "\ufeff", "😀", "no", "null", "~", "1.10", "\\u0041"]
)  # fmt: skip
TEXTS = st.lists(_PIECES | _CHARACTERS, max_size=12).map("".join)
WORDS = TEXTS.filter(str.strip)
NUMBERS = st.integers(0, 999_999_999)
PLACES = st.builds(Place, *[st.none() | NUMBERS] * 5, st.none()).filter(any)
REVIEWS = st.builds(Review, WORDS, WORDS, st.dates())
WHERE = st.tuples(WORDS, st.none()) | st.tuples(st.none(), PLACES)


@st.composite
def _corrections(draw: st.DrawFn) -> Correction:
    record, place = draw(WHERE)
    review, printed, year = draw(REVIEWS), draw(TEXTS), draw(st.none() | NUMBERS)
    if draw(st.booleans()):
        stage, component = draw(st.none() | st.sampled_from(Stage)), draw(st.none() | NUMBERS)
        return Correction("value", record, place, year, stage, component, printed, draw(st.sampled_from(["500", "-", "", "≥ 5"])), review)
    name = draw(WORDS.filter(lambda text: any(char.isalpha() for char in text)))
    return Correction(draw(st.sampled_from(["name", "organization"])), record, place, None, None, None, printed, name, review)


@st.composite
def _acceptances(draw: st.DrawFn) -> Acceptance:
    record, place = draw(WHERE)
    return Acceptance(draw(WORDS), record, place, draw(st.none() | NUMBERS), draw(TEXTS), draw(REVIEWS))


@given(st.lists(_corrections() | _acceptances(), max_size=5, unique_by=lambda entry: (type(entry), entry.aim)))
def test_a_file_reads_as_what_was_written(entries: list[Correction | Acceptance]) -> None:
    text = ""
    for entry in entries:
        added = add_entry(text, entry, "plan.yml")
        assert set(text.splitlines()) <= set(added.splitlines())
        text = added
    assert read_corrections(text, "plan.yml") == Corrections(
        tuple(entry for entry in entries if isinstance(entry, Correction)),
        tuple(entry for entry in entries if isinstance(entry, Acceptance)),
    )
    assert all(line.isprintable() for line in text.split("\n"))
