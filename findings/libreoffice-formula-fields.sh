#!/usr/bin/env bash
# Software: LibreOffice Writer 7.4 (Debian: libreoffice-writer).
# Expected: a total that a table of a Word or RTF file computes by a field (`=SUM(B2:B3)`) is converted with the result that the file holds.
# Happens:  that result is thrown away and computed anew, and nothing says so. As text it is 0, whatever the rows above hold. In a PDF 10 + 20
#           is 30 again, but 1 000,5 + 2 000,5 is 0, and SUM(ABOVE) takes the year in the header for a number and is 2025.
# Matters:  total rows are made so, in documents of boards too; a converted or printed document then holds another number than its writer saw.
# Seen:     2026-12-01
set -euo pipefail
command -v soffice >/dev/null || { echo "skipped: LibreOffice is not installed (Debian: libreoffice-writer)"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install --quiet --quiet --disable-pip-version-check pypdfium2==5.15.2
cat > total.rtf <<'RTF'
{\rtf1\ansi\deff0{\fonttbl{\f0 Times New Roman;}}\lang1049
\trowd\cellx3000\cellx6000\cellx9000\intbl Plan\cell 2024\cell 2025\cell\row
\trowd\cellx3000\cellx6000\cellx9000\intbl A\cell 10\cell 1 000,5\cell\row
\trowd\cellx3000\cellx6000\cellx9000\intbl B\cell 20\cell 2 000,5\cell\row
\trowd\cellx3000\cellx6000\cellx9000\intbl Total\cell{\field{\*\fldinst { =SUM(B2:B3) }}{\fldrslt {30}}}\cell
{\field{\*\fldinst { =SUM(C2:C3) }}{\fldrslt {3 001,0}}}\cell\row
\trowd\cellx3000\cellx6000\cellx9000\intbl Above\cell{\field{\*\fldinst { =SUM(B2:B3) }}{\fldrslt {30}}}\cell
{\field{\*\fldinst { =SUM(ABOVE) }}{\fldrslt {3 001,0}}}\cell\row
\pard end\par}
RTF
for form in txt:Text:UTF8 pdf; do
    soffice --headless "-env:UserInstallation=file://$work/profile" --convert-to "$form" total.rtf >/dev/null 2>&1
done
venv/bin/python - <<'PY'
import sys
from pathlib import Path

import pypdfium2

text = Path("total.txt").read_text(encoding="utf-8-sig").split()
page = pypdfium2.PdfDocument("total.pdf")[0].get_textpage().get_text_range().split()
seen = [(words[words.index("Total") :][1:3], words[words.index("Above") :][1:3]) for words in (text, page)]
print("the file holds 30 and 3 001,0 in both rows; as text and in a PDF they are", *seen)
if seen != [(["0", "0"], ["0", "0"]), (["30", "0"], ["30", "2025"])]:
    sys.exit(f"changed: {seen}")
PY
