#!/usr/bin/env bash
# Software: pypdfium2 5.15.2 (PDFium's text page).
# Expected: where a number is covered by a white box and another is printed over it, as hands and programs correct a page, the text holds both
#           numbers, 41 and 47, in the order in which they are drawn.
# Happens:  a character that stands where an equal one stood before is dropped, and the others are appended: the text is 417, and for 120,5
#           below 120,7 it is 120,57. Neither number is there, and one that nobody ever saw is.
# Matters:  corrected pages give numbers that are too large by a factor of ten, with nothing odd about them.
# Seen:     2026-12-01
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install --quiet --quiet --disable-pip-version-check pypdfium2==5.15.2
venv/bin/python - <<'PY'
import sys

import pypdfium2


def make_page(content: bytes) -> bytes:
    """A PDF of one small page in Helvetica."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (len(objects) + 1, table, end)


def read_corrected(below: str, above: str) -> str:
    """The text of a page on which one number is covered and another printed over it."""
    shown = [b"BT /F 12 Tf 20 50 Td (%s) Tj ET\n" % number.encode() for number in (below, above)]
    document = pypdfium2.PdfDocument(make_page(shown[0] + b"1 g 15 45 60 16 re f 0 g\n" + shown[1]))
    return document[0].get_textpage().get_text_range()


seen = [read_corrected("41", "47"), read_corrected("120,5", "120,7"), read_corrected("41", "52")]
print("47 over a covered 41:", seen[0], "| 120,7 over 120,5:", seen[1], "| 52 over 41:", seen[2])
if seen[:2] != ["417", "120,57"]:
    sys.exit(f"changed: {seen}")
PY
