"""The examples of particles.yml are read as their codes say, and would not be without the word."""

from __future__ import annotations

import pytest

from jospar.extract.columns.stitch import is_open
from jospar.extract.lines.headings import is_line_label, is_page_number, read_labelled_heading
from jospar.extract.words.particles import particle_entries, particles

CHECKS = {
    "leads_on": lambda text: is_open(text) and not is_open(text.rpartition(" ")[0]),
    "of_total": lambda text: is_page_number(text) and is_line_label(f"Кесте {text}", "caption") and not is_page_number(text[::2]),
    "ordinal_ending": lambda text: (found := read_labelled_heading(text)) is not None and found.code == "1",
}


@pytest.mark.parametrize(("code", "example"), [(entry.code, text) for entry in particle_entries() for text in entry.examples])
def test_examples(code: str, example: str) -> None:
    assert CHECKS[code](example)


def test_every_code_is_used_and_has_words() -> None:
    assert {entry.code for entry in particle_entries()} == {*CHECKS}
    assert all(particles(code) for code in CHECKS)
