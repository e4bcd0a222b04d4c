#!/usr/bin/env bash
# Software: openpyxl 3.1.5, against XlsxWriter 3.3.1 and python-calamine 0.9.1, which do as the format says.
# Expected: a text that is written to a cell is read from it by any program.
# Happens:  in .xlsx `_x0020_` stands for the character of that code, a space (ECMA-376, 22.9.2.19), so a text that has it must be written
#           `_x005F_x0020_`. openpyxl does not, so another program reads a space. Nor does it read: what XlsxWriter writes for a control
#           character comes back as `_x0001_`. With itself it agrees, so tests that write and read by openpyxl see nothing.
# Matters:  SharePoint names its columns with such codes (`Жоспар_x0020_2024`), and the names come into workbooks as text.
# Seen:     2026-12-01
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install --quiet --quiet --disable-pip-version-check openpyxl==3.1.5 XlsxWriter==3.3.1 python-calamine==0.9.1
venv/bin/python - <<'PY'
import sys

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

TEXTS = ("Жоспар_x0020_2024", "a\x01b")
book = openpyxl.Workbook()
book.active["A1"] = TEXTS[0]  # it refuses the other one
book.save("one.xlsx")
with xlsxwriter.Workbook("two.xlsx") as other:
    sheet = other.add_worksheet()
    for row, text in enumerate(TEXTS):
        sheet.write_string(row, 0, text)


def calamine(name):
    return [row[0] for row in CalamineWorkbook.from_path(name).get_sheet_by_index(0).to_python()]


seen = calamine("one.xlsx"), calamine("two.xlsx"), [row[0] for row in openpyxl.load_workbook("two.xlsx").active.values]
print("openpyxl by calamine, XlsxWriter by calamine, XlsxWriter by openpyxl:", *seen)
if seen != (["Жоспар 2024"], list(TEXTS), [TEXTS[0], "a_x0001_b"]):
    sys.exit(f"changed: {seen}")
PY
