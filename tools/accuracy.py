"""How well generated documents are read: hundreds of them, a line for each layout and form (`make accuracy`).

    python tools/accuracy.py --count 20 --only "narrow columns" --keep wrong/

`--keep` is a folder for the documents that do not come out as they went in, each with its differences. The exit is 1 where anything is
silently wrong.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.generator.compare import Comparison
from tests.generator.documents import Form, Generated, file_name, generate, read_back, write
from tests.generator.fonts import missing_fonts
from tests.generator.layouts import LAYOUTS, mixed_layout
from tests.generator.office import PROGRAM, print_all

_MIXED = "mixed"
_ROW = "{:<32}{:<13}{:>6}{:>7}{:>9}{:>8}{:>8}{:>8}{:>7}{:>8}{:>8}{:>8}{:>9}"
_HEAD = ("layout", "form", "docs", "exact", "measures", "values", "right", "flagged", "null", "missing", "WRONG", "names", "parties")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the documents, prints the table, keeps what differs."""
    options = _parse(arguments)
    print(_ROW.format(*_HEAD), flush=True)
    totals = {form: Comparison() for form in _forms(options.forms)}
    for layout in options.only or (*(layout.name for layout in LAYOUTS), _MIXED):
        documents = list(_documents(layout, options.count, options.seed))
        for form, total in totals.items():
            comparison = _run(documents, form, options.keep)
            total.add(comparison)
            print(_row(layout, form, comparison), flush=True)
    for form, total in totals.items():
        print(_row("all", form, total))
    return int(any(total.silently_wrong or total.invented for total in totals.values()))


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    names = [*(layout.name for layout in LAYOUTS), _MIXED]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=5, help="documents of each layout")
    parser.add_argument("--seed", type=int, default=0, help="the first of the seeds")
    parser.add_argument("--only", action="append", choices=names, metavar="LAYOUT", help=f"one of: {'; '.join(names)}")
    parser.add_argument("--forms", nargs="+", type=Form, default=list(Form), choices=list(Form), metavar="FORM", help=", ".join(Form))
    parser.add_argument("--keep", type=Path, help="a folder for the documents that differ")
    return parser.parse_args(arguments)


def _forms(wanted: Sequence[Form]) -> Iterator[Form]:
    """The forms that this machine can make, and a line for each that it can't."""
    for form in wanted:
        if form is Form.PRINTED and shutil.which(PROGRAM) is None:
            print(f"{form}: {PROGRAM} is not installed", file=sys.stderr)
        elif form is Form.PDF and missing_fonts():
            print(f"{form}: no fonts with Kazakh letters: {', '.join(missing_fonts())}", file=sys.stderr)
        else:
            yield form


def _documents(layout: str, count: int, first: int) -> Iterator[Generated]:
    named = {known.name: known for known in LAYOUTS}
    for seed in range(first, first + count):
        yield generate(named[layout] if layout in named else mixed_layout(Random(f"layout {seed}")), seed)


def _run(documents: Sequence[Generated], form: Form, keep: Path | None) -> Comparison:
    files = {document.name: write(document, form) for document in documents}
    if form is Form.PRINTED:
        files = print_all(files)
    total = Comparison()
    for document in documents:
        comparison = read_back(document, form, files[document.name])
        total.add(comparison)
        if keep is not None and comparison.differences:
            _keep(keep / form.replace(" ", "-"), document, form, files[document.name], comparison)
    return total


def _keep(folder: Path, document: Generated, form: Form, data: bytes, comparison: Comparison) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file_name(document, form)
    path.write_bytes(data)
    lines = ["Flagged by no issue:", *comparison.unflagged, "", "All differences:", *comparison.differences, "", str(document.layout)]
    path.with_name(f"{document.name}.differences.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _row(layout: str, form: Form, comparison: Comparison) -> str:
    values = comparison.values or 1
    return _ROW.format(
        layout,
        form,
        comparison.documents,
        comparison.exact_documents,
        comparison.measures,
        comparison.values,
        f"{100 * comparison.right / values:.1f}%",
        comparison.flagged + comparison.flagged_wrong,
        comparison.silent_null,
        comparison.missing,
        comparison.silently_wrong + comparison.invented,
        f"{100 * comparison.right_names / max(1, comparison.names):.1f}%",
        f"{100 * comparison.right_parties / max(1, comparison.parties):.1f}%",
    )


if __name__ == "__main__":
    sys.exit(main())
