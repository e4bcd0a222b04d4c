"""READERS: what an entry says of its reader is true, and a format that is added needs nothing but its module and its entry."""

from __future__ import annotations

import ast
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from jospar.extract import detect, limits
from jospar.extract.document import Cell, Paragraph, Place, RawDocument, Row, SourceKind
from jospar.extract.readers.formats import READERS, Format, FormatReader

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
PAGE = "<html><body><p>1. Қаржы</p><table><tr><th>Атауы</th><th>2024ж.</th></tr><tr><td>Саны</td><td>5</td></tr></table></body></html>"
FILES = {
    Format.TEXT: (SAMPLES / "ktu-2024.txt").read_bytes(),
    Format.PDF: (SAMPLES / "pdf" / "ktu-2024.pdf").read_bytes(),
    Format.ZIP: (SAMPLES / "word" / "ktu-2024.docx").read_bytes(),
    Format.HTML: PAGE.encode(),
    Format.MARKDOWN: "1. Қаржы\n\n| Атауы | 2024ж. |\n|---|---|\n| Саны | 5 |\n".encode(),
}
READ = [found for found, reader in READERS.items() if reader.module]


def test_every_format_has_an_entry_and_every_one_that_is_read_a_file_here() -> None:
    assert [*READERS] == [*Format]
    assert {*READ} == {*FILES}


@pytest.mark.parametrize("found", READ)
def test_a_file_is_detected_and_its_places_are_filled_in(found: Format) -> None:
    reader = READERS[found]
    raw = detect.read(FILES[found], "plan")
    assert detect.find_format(FILES[found]) is found
    assert raw.kind is reader.kind
    for block in raw.blocks:
        for cell in block.cells if isinstance(block, Row) else ():
            if cell.text:
                assert {name for name, value in cell.place._asdict().items() if value is not None} == reader.places
        if isinstance(block, Paragraph):
            assert {name for name, value in block.cell.place._asdict().items() if value is not None} <= reader.places
    places = [cell.place for cell in raw.cells()]
    assert len({*places}) == len(places) > 0


def _limits_in(module: str) -> set[str]:
    """The names that a reader takes from jospar.extract.limits, in its module or in any of its folder."""
    path = ROOT.joinpath(*module.removeprefix("jospar.").split("."))
    names: set[str] = set()
    for file in [*path.glob("*.py")] if path.is_dir() else [path.with_suffix(".py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == limits.__name__:
                names.update(alias.name for alias in node.names)
    return names


@pytest.mark.parametrize("found", READ)
def test_an_entry_names_the_limits_that_its_reader_holds(found: Format) -> None:
    reader = READERS[found]
    assert reader.module is not None
    shared = (
        {"jospar.extract.readers.spans", "jospar.extract.readers.html"} if found is Format.MARKDOWN else {"jospar.extract.readers.spans"}
    )
    own = _limits_in(reader.module)
    assert own <= reader.limits <= own.union(*map(_limits_in, shared))
    assert all(hasattr(limits, name) for name in reader.limits)


def test_what_a_format_imports_is_there() -> None:
    assert all(import_module(name) for reader in READERS.values() for name in reader.imports)


def test_a_format_that_is_added(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = ModuleType("reader_of_letters")
    reader.read = lambda data, name: RawDocument(name, SourceKind.TEXT, None, None, (Paragraph(Cell(data[4:].decode(), Place(line=1))),))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, reader.__name__, reader)
    entry = FormatReader(lambda data: data.startswith(b"LTTR"), reader.__name__, SourceKind.TEXT)
    monkeypatch.setattr(detect, "READERS", {Format.XML: entry, **{key: value for key, value in READERS.items() if key is not Format.XML}})
    assert [cell.text for cell in detect.read(b"LTTR1. Finance", "plan").cells()] == ["1. Finance"]
    assert detect.read(b"1. Finance", "plan").encoding == "utf-8"
