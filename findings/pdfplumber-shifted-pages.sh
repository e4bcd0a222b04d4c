#!/usr/bin/env bash
# Software: pdfplumber 0.11.10.
# Expected: the places of a character are told in one system, that of the page or that of the file: `x0` and `y0` of one character belong together.
# Happens:  on a page whose MediaBox does not begin at 0, 0 ([1000 -500 1600 300]), a text at 1100, -400 has x0 1100, counted as the file
#           counts, a matrix that says 100, 100, counted from the corner of the page, y0 about 98, likewise, and `top` 1192, which is neither:
#           it is the distance from the upper edge, 692, and 500 more.
# Matters:  pages that were cut out of sheets have such boxes. A place that is made of x0 and y0 lies off the page.
# Seen:     2026-12-01
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install --quiet --quiet --disable-pip-version-check pdfplumber==0.11.10
venv/bin/python - <<'PY'
import sys

import pdfplumber


def write_pdf(name, content, page):
    """A PDF of one page."""
    stream = f"BT /F 10 Tf {content} ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R {page} /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    data, places = "%PDF-1.7\n", ""
    for number, content in enumerate(objects, 1):
        places += f"{len(data):010} 00000 n \n"
        data += f"{number} 0 obj\n{content}\nendobj\n"
    end = f"xref\n0 6\n0000000000 65535 f \n{places}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    with open(name, "w") as file:
        file.write(data + end)


write_pdf("plan.pdf", "1 0 0 1 1100 -400 Tm (A) Tj", "/MediaBox [1000 -500 1600 300]")
with pdfplumber.open("plan.pdf") as document:
    (char,) = document.pages[0].chars
seen = round(char["x0"]), round(char["y0"]), round(char["top"]), char["matrix"][4:]
print("x0, y0, top and matrix of a text at 1100, -400:", *seen)
if seen != (1100, 98, 1192, (100, 100)):
    sys.exit(f"changed: {seen}")
PY
