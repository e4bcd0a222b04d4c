#!/usr/bin/env bash
# Software: pandas 3.1.1 with pyarrow 26.0.1.
# Expected: a column of exact numbers (decimal128(24, 6)) times 1000 is a column of exact numbers; 1.5 times 1000 has room enough.
# Happens:  ArrowInvalid, "Decimal precision out of range [1, 38]: 44": a whole number of Python or an int64 counts as a decimal of 19 digits,
#           and 24 + 19 + 1 is more than 38, whatever the values are. A column of int8, and a Decimal, do.
# Matters:  a value in thousands of tenge times its scale is the first thing that an analyst computes; the way out, floats, is what exact
#           numbers were stored to avoid.
# Seen:     2026-12-01
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install --quiet --quiet --disable-pip-version-check pandas==3.1.1 pyarrow==26.0.1
venv/bin/python - <<'PY'
import sys
from decimal import Decimal

import pandas
import pyarrow

exact = pandas.Series([Decimal("1.5")], dtype=pandas.ArrowDtype(pyarrow.decimal128(24, 6)))
seen = []
for factor in (1000, pandas.Series([1000], dtype="int64[pyarrow]"), pandas.Series([100], dtype="int8[pyarrow]"), Decimal(1000)):
    try:
        seen.append((exact * factor)[0])
    except pyarrow.ArrowInvalid as error:
        seen.append(str(error))
print("1.5 times 1000, an int64, an int8 of 100, a Decimal:", *seen, sep=" | ")
refused = "Decimal precision out of range [1, 38]: 44"
if seen != [refused, refused, Decimal(150), Decimal(1500)]:
    sys.exit(f"changed: {seen}")
PY
