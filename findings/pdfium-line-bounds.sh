#!/usr/bin/env bash
# Software: PDFium by pypdfium2 5.15.2.
# Expected: the bounds of a stroked line that is 2 points wide are 2 points high (what is painted), or none (its path); they are as long as it.
# Happens:  they are 4 points high and reach 2 points beyond both ends: the whole width is added on every side, whatever the ends look like.
#           A dot, a line of no length, is a square of 4 by 4.
# Matters:  ruling lines of tables are told from boxes by how thin they are, and a dotted border is dots: measured so, a border of 1.5 points is
#           a box, dots touch each other, and lines end beyond the border that they end at.
# Seen:     2026-12-01
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install --quiet --quiet --disable-pip-version-check pypdfium2==5.15.2 reportlab==5.1.0
venv/bin/python - <<'PY'
import sys

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

canvas = Canvas("plan.pdf", pagesize=(600, 800))
canvas.setLineWidth(2)
canvas.line(100, 400, 200, 400)
canvas.setLineCap(1)
canvas.line(100, 500, 100, 500)
canvas.save()
page = pypdfium2.PdfDocument("plan.pdf")[0]
paths = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH])
seen = [tuple(map(round, path.get_bounds())) for path in paths]
print("bounds of a line from 100, 400 to 200, 400 and of a dot at 100, 500, both 2 wide:", *seen)
if seen != [(98, 398, 202, 402), (98, 498, 102, 502)]:
    sys.exit(f"changed: {seen}")
PY
