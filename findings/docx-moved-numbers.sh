#!/usr/bin/env bash
# Software: docx2python 3.7.1, docx2txt 0.9.
# Expected: what has been moved with tracked changes stands in its new place, as what was deleted is gone and what was put in is there.
# Happens:  both leave out what was deleted (w:del), and both keep what was moved away (w:moveFrom): a number that was moved to another cell
#           stands in both, and where its old cell has got a new number the two are one: 100120.
# Matters:  what is cut and pasted while changes are tracked may be marked as moved, and then a table has numbers that nobody wrote.
# Seen:     2026-12-01
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install --quiet --quiet --disable-pip-version-check python-docx==1.2.0 docx2python==3.7.1 docx2txt==0.9
venv/bin/python - <<'PY'
import sys

import docx
import docx2txt
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python

BY = 'w:author="a" w:date="2024-01-01T00:00:00Z"'
HUNDRED, MORE = "<w:r><w:t>100</w:t></w:r>", f'<w:ins w:id="1" {BY}><w:r><w:t>120</w:t></w:r></w:ins>'
DELETED = f'<w:del w:id="2" {BY}><w:r><w:delText>100</w:delText></w:r></w:del>'
AWAY = f'<w:moveFromRangeStart w:id="3" {BY} w:name="m"/><w:moveFrom w:id="4" {BY}>{HUNDRED}</w:moveFrom><w:moveFromRangeEnd w:id="3"/>'
HERE = f'<w:moveToRangeStart w:id="5" {BY} w:name="m"/><w:moveTo w:id="6" {BY}>{HUNDRED}</w:moveTo><w:moveToRangeEnd w:id="5"/>'
document = docx.Document()
row = document.add_table(1, 3).rows[0]
for cell, content in zip(row.cells, (DELETED + MORE, AWAY + MORE, HERE)):
    cell._tc.replace(cell._tc.p_lst[0], parse_xml(f"<w:p {nsdecls('w')}>{content}</w:p>"))
document.save("plan.docx")
with docx2python("plan.docx") as read:
    seen = read.text.split(), docx2txt.process("plan.docx").split()
print("cells with 100 deleted, moved away and moved to:", *seen)
if seen != (["120", "100120", "100"], ["120", "100120", "100"]):
    sys.exit(f"changed: {seen}")
PY
