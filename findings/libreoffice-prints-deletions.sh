#!/usr/bin/env bash
# Software: LibreOffice Writer 7.4 (Debian: libreoffice-writer); read by pdfplumber 0.11.10.
# Expected: a Word document with tracked changes, converted to PDF without a window, has the text with the changes or the text without them.
# Happens:  it has both side by side, the deleted one with a line through it that no text extraction knows of: 100 changed to 120 is 100120.
#           Plain text (txt) is the same, without the line.
# Matters:  a number that a reviewer corrected becomes one number of all the digits. Only the line through the first half tells.
# Seen:     2026-12-01
set -euo pipefail
command -v soffice >/dev/null || { echo "skipped: LibreOffice is not installed (Debian: libreoffice-writer)"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install --quiet --quiet --disable-pip-version-check python-docx==1.2.0 pdfplumber==0.11.10
venv/bin/python - <<'PY'
import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

BY = 'w:author="a" w:date="2024-01-01T00:00:00Z"'
document = docx.Document()
cell = document.add_table(1, 1).cell(0, 0)
deleted = f'<w:del w:id="1" {BY}><w:r><w:delText>100</w:delText></w:r></w:del>'
put_in = f'<w:ins w:id="2" {BY}><w:r><w:t>120</w:t></w:r></w:ins>'
cell._tc.replace(cell._tc.p_lst[0], parse_xml(f"<w:p {nsdecls('w')}>{deleted}{put_in}</w:p>"))
document.add_paragraph("end")
document.save("plan.docx")
PY
for form in txt:Text:UTF8 pdf; do
    soffice --headless "-env:UserInstallation=file://$work/profile" --convert-to "$form" plan.docx >/dev/null 2>&1
done
venv/bin/python - <<'PY'
import sys
from pathlib import Path

import pdfplumber

with pdfplumber.open("plan.pdf") as document:
    seen = document.pages[0].extract_text().split(), Path("plan.txt").read_text(encoding="utf-8-sig").split()
print("100 changed to 120; a PDF and a text of it say", *seen)
if seen != (["100120", "end"], ["100120", "end"]):
    sys.exit(f"changed: {seen}")
PY
