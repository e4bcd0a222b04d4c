#!/usr/bin/env bash
# Software: python-docx 1.2.0, docx2python 3.7.1; mammoth 1.13.0 reads it right.
# Expected: `≤ 5`, its sign put in from the font Symbol, is read as `≤ 5`, or at worst the sign is an unknown one.
# Happens:  such a sign is a `w:sym`, a font and a code, and not as text. python-docx gives ` 5`; docx2python gives the code less F000
#           as if it were Unicode: `£ 5` in a span of the font Symbol.
# Matters:  bounds of targets (≤, ≥) are written so. A target without its bound is another target, and a pound sign makes money of it.
# Seen:     2026-12-01
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install --quiet --quiet --disable-pip-version-check python-docx==1.2.0 docx2python==3.7.1 mammoth==1.13.0
venv/bin/python - <<'PY'
import html
import re
import sys

import docx
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python

document = docx.Document()
paragraph = document.add_table(1, 1).cell(0, 0).paragraphs[0]._p
paragraph.append(parse_xml(f'<w:r {nsdecls("w")}><w:sym w:font="Symbol" w:char="F0A3"/><w:t xml:space="preserve"> 5</w:t></w:r>'))
document.save("plan.docx")
first = docx.Document("plan.docx").tables[0].cell(0, 0).text
with docx2python("plan.docx") as read:
    second = html.unescape(re.sub("<[^>]*>", "", read.text)).strip()
third = re.findall("<p>(.*?)</p>", mammoth.convert_to_html("plan.docx").value)[0]
seen = first, second, third
print("`≤ 5` is read as", *map(repr, seen))
if seen != (" 5", "£ 5", "≤ 5"):
    sys.exit(f"changed: {seen}")
PY
