#!/usr/bin/env bash
# Software: docx2python 3.7.1, against the format; LibreOffice 7.4 numbers the same file as the format has it.
# Expected: docx2python writes the numbers of lists out, so that paragraphs come with the numbers that are printed.
# Happens:  it counts each `w:num` for itself, and each start it is told of as one more item. But lists that share a definition (`w:abstractNum`)
#           count on together, printed 1. a, 2. b, 3. c, then from 1 anew: 1. d, 2. e. It says 1) a, 2) b, 1) c, 1) d, 3) e.
# Matters:  pasted rows get a `w:num` of their own, so the codes of tasks and measures come out doubled, and refer to other rows.
# Seen:     2026-12-01
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install --quiet --quiet --disable-pip-version-check python-docx==1.2.0 docx2python==3.7.1
venv/bin/python - <<'PY'
import sys

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python

W = nsdecls("w")
document = docx.Document()
lists = document.part.numbering_part.element
level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
lists.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="90">{level}</w:abstractNum>'))
for number, anew in ((91, ""), (92, ""), (93, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')):
    lists.append(parse_xml(f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="90"/>{anew}</w:num>'))
for text, number in (("a", 91), ("b", 91), ("c", 92), ("d", 93), ("e", 91)):
    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'))
document.save("plan.docx")
with docx2python("plan.docx") as read:
    seen = [" ".join(line.split()) for line in read.text.split("\n\n") if line]
print("by the format: 1. a, 2. b, 3. c, 1. d, 2. e; read:", *seen)
if seen != ["1) a", "2) b", "1) c", "1) d", "3) e"]:
    sys.exit(f"changed: {seen}")
PY
